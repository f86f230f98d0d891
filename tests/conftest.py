"""Fixtures shared by all tests: a private key, a folder of one's own, and the command line called in-process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from checkout import CANARIES, ROOT


@dataclass(frozen=True)
class Answer:
    """What one command line gave."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        return self.out + self.err


@pytest.fixture
def cli(tmp_path, monkeypatch, capsys):
    """Run a command line in a folder of its own; every answer is searched for canaries and tracebacks."""
    from caseaudit.cli.entry import run

    monkeypatch.setenv("CASEAUDIT_KEY", str(tmp_path / "key" / "pseudonym.key"))
    monkeypatch.delenv("CASEAUDIT_LANG", raising=False)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)

    def call(*argv: object) -> Answer:
        capsys.readouterr()
        code = run([str(a) for a in argv])
        out, err = capsys.readouterr()
        answer = Answer(int(code), out, err)
        assert "Traceback" not in answer.text
        for canary in CANARIES:
            assert canary not in answer.text
        return answer

    return call


@pytest.fixture(scope="session")
def small_run(tmp_path_factory) -> Path:
    """The folder of one kept run of the small export, made once; whoever changes it takes a copy."""
    from caseaudit.cli.entry import run

    folder = tmp_path_factory.mktemp("small-run")
    export = ROOT / "examples" / "small" / "wide.csv"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CASEAUDIT_KEY", str(folder / "pseudonym.key"))
        patch.delenv("CASEAUDIT_LANG", raising=False)
        patch.chdir(folder)
        assert run(["check", str(export), "--as-of", "2026-10-15", "--exit-zero", "-q"]) == 0
    return folder / "runs"


@pytest.fixture
def examples() -> Path:
    return ROOT / "examples"


@pytest.fixture
def udtraek() -> Path:
    """The folder with the wide pull that was written independently of the project."""
    return ROOT / "tests" / "data"
