"""A folder with the worst name that a folder may have, and the command line in it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Place:
    """Where the schedule is made."""

    folder: Path
    data: str
    config: Path

    @property
    def arguments(self) -> list[str]:
        """What the scheduler must start, word for word, after the interpreter."""
        log = str(self.folder / "caseaudit.log")
        front = ["-P", "-m", "caseaudit", "--config", str(self.config), "--log-file", log, "-q"]
        return [*front, "check", self.data, "--fail-on", "kritisk"]

    @property
    def words(self) -> list[str]:
        return [sys.executable, *self.arguments]

    @property
    def flags(self) -> list[str]:
        return ["--", self.data, "--fail-on", "kritisk"]


@pytest.fixture
def place(cli, tmp_path, monkeypatch, examples):
    """Spaces, Danish letters, quotes, %, $, & and a backslash in the paths of folder, configuration and data."""
    import shutil

    folder = tmp_path / "Børn & 'unge' 100% \"x\" $HOME %d \\n æøå"
    folder.mkdir()
    shutil.copytree(examples / "small" / "canonical", folder / "udtræk nr. 1")
    (folder / "caseaudit.toml").write_text('municipality = "Prøveby"\n', encoding="utf-8")
    monkeypatch.chdir(folder)
    return Place(folder, "udtræk nr. 1", folder / "caseaudit.toml")
