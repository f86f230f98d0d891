"""The ledger of a run held against the disk: which of the files written from it are there, and are what they were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from caseaudit.history.store import NAME, Store
from caseaudit.privacy import MASK
from caseaudit.runs.kept import digest
from caseaudit.runs.outputs import WRITTEN_IN, lies_at

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from caseaudit.history.rows import OutputRow

State = Literal["same", "differs", "away", "written_in", "replaced", "masked", "unknown"]


@dataclass(frozen=True)
class Standing:
    """One place that the runs wrote to. `row`: the last they wrote there; `now`: the sum of what lies there, "" for nothing.

    `later`: another run has written the very file that lies there, so it is that run's too.
    """

    row: OutputRow
    path: Path
    state: State
    now: str = ""
    later: bool = False


def standing(runs: Path, ids: Collection[str]) -> list[Standing]:
    """Every place that one of these runs wrote to, by its path."""
    if not (runs / NAME).is_file():
        return []
    with Store(runs) as store:
        every = store.outputs()
    last = {row.path: row for row in every if row.run in ids}
    mine: dict[str, set[str]] = {path: set() for path in last}
    others: dict[str, set[str]] = {path: set() for path in last}
    for row in every:
        if row.path in last:
            (mine if row.run in ids else others)[row.path].add(row.sha256)
    return [_held(runs, row, mine[path], others[path]) for path, row in sorted(last.items())]


def _held(runs: Path, row: OutputRow, mine: set[str], others: set[str]) -> Standing:
    path = lies_at(row.path, runs)
    if MASK in row.path:
        return Standing(row, path, "masked")
    if not path.is_file():
        return Standing(row, path, "away")
    try:
        now = digest(path)
    except OSError:
        return Standing(row, path, "unknown")
    if now in others:  # a later run wrote it, perhaps with the same content
        return Standing(row, path, "same" if now in mine else "replaced", now, later=True)
    state: State = "same" if now in mine else "written_in" if row.kind in WRITTEN_IN else "differs"
    return Standing(row, path, state, now)
