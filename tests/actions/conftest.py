"""A project with two runs and approved recommendations, made once and copied for each test."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
RULE = "notification-assessed-within-24-hours"


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    """Two runs of the small example, and approved recommendations, with their key."""
    from caseaudit.cli.entry import run

    folder, small = tmp_path_factory.mktemp("project"), ROOT / "examples" / "small" / "canonical.xlsx"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CASEAUDIT_KEY", str(tmp_path_factory.mktemp("key") / "pseudonym.key"))
        patch.chdir(folder)
        for day in ("2025-06-30", "2026-10-15"):
            assert run(["check", str(small), "--as-of", day, "--exit-zero", "-q"]) == 0
        assert run(["report", "draft", "-o", "tekster.toml"]) == 0
        key = os.environ["CASEAUDIT_KEY"]
    texts = folder / "tekster.toml"
    text = texts.read_text(encoding="utf-8").replace('status = "udkast"', 'status = "godkendt"')
    texts.write_text(text, encoding="utf-8")
    return folder, key


@pytest.fixture
def project(cli, made_once, monkeypatch):
    """A copy of the project, to work in."""
    folder, key = made_once
    monkeypatch.setenv("CASEAUDIT_KEY", key)
    shutil.copytree(folder, Path.cwd(), dirs_exist_ok=True)
    return cli


@pytest.fixture
def register(project):
    """A register of two actions of our own, one with a rule and one with a key figure."""
    assert project("actions", "create", "--empty").code == 0
    first = ("actions", "add", "Påmindelse hver morgen", "--indicator", f"{RULE} >= 90", "--deadline", "01-09-2026")
    second = ("actions", "add", "Ugentlig gennemgang", "--indicator", "cases-open <= 30", "--responsible", "Teamleder")
    assert project(*first).code == 0
    assert project(*second).code == 0
    return project
