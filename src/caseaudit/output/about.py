"""Which run the present command is about: what it writes is entered under that run.

Whoever opens a run says so here; nobody needs to hand the run down to the place where a file is written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass
class About:
    """The runs that the command has opened, and the folder they lie in. `every`: a file holds something of all of them."""

    folder: Path | None = None
    runs: set[str] = field(default_factory=set)
    every: bool = False

    @property
    def named(self) -> list[str]:
        """The runs a file is entered under: the newest that was opened, or each of them. Ids begin with their time."""
        return sorted(self.runs) if self.every else sorted(self.runs)[-1:]


current = About()


def reset() -> None:
    """A new command: nothing is opened yet."""
    current.folder, current.every = None, False
    current.runs.clear()


def folder(runs: Path) -> None:
    """The command uses this folder of runs."""
    current.folder = runs


def run(name: str, runs: Path | None = None) -> None:
    """The command is about this run."""
    current.runs.add(name)
    if runs is not None:
        current.folder = runs


def every(names: Iterable[str], runs: Path) -> None:
    """What is written now holds something of each of these runs."""
    current.runs.update(names)
    current.folder, current.every = runs, True
