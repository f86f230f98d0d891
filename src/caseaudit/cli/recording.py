"""Lets every file that a command writes from a run be entered in the ledger of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.cli import common
from caseaudit.errors import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    import typer


def entered(app: typer.Typer, argv: Sequence[str]) -> AbstractContextManager[None]:
    """Enter what this command line writes."""
    from caseaudit.runs.outputs import Recorder, recorded

    words, options = command_words(app, argv)
    return recorded(Recorder(words, options, _runs, _folders, _warn))


def command_words(app: typer.Typer, argv: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The words of the command and the names of its options; nothing that the user typed of their own."""
    words = list(argv[:1])
    group = next((g.typer_instance for g in app.registered_groups if words and g.name == words[0]), None)
    while group is not None and len(argv) > len(words):
        word = argv[len(words)]
        inner = next((g.typer_instance for g in group.registered_groups if g.name == word), None)
        if inner is None and word not in {c.name for c in group.registered_commands}:
            break
        words.append(word)
        group = inner
    options = dict.fromkeys(a.partition("=")[0] for a in argv[len(words) :] if a.startswith("--") and len(a) > 2)
    return " ".join(words), tuple(options)


def _runs() -> Path:
    return common.config().runs


def _folders() -> tuple[Path, ...]:
    settings = common.config()
    return settings.samples, settings.reviews, settings.worklists


def _warn(name: str) -> None:
    from caseaudit import console

    console.show_problems([Problem("ledger_unwritable", Place(file=name), severity="warning")])
