"""Remove runs for good: folder, findings, counts of teams. The counts of the whole, of units and of themes stay."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseaudit.errors import Place, Problem, UsageError
from caseaudit.history.lock import locked
from caseaudit.history.store import NAME, Store
from caseaudit.output import shelf
from caseaudit.runs.kept import MANIFEST, digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from caseaudit.runs.belonging import Belonging

_KEEP = re.compile(r"(\d{1,4})([dwmy])\Z")
BEING_REMOVED = ".tmp-prune-"
"""Begins as what `save` builds does: what a killed process left is cleared away by the next run."""


@dataclass(frozen=True)
class Old:
    """A run to be removed. `emptied`: its findings are gone already, only the folder is left."""

    id: str
    as_of: date
    emptied: bool = False


def limit(keep: str, today: date) -> date:
    """The first day that is kept: `24m`, `2y`, `90d` or `8w` before today. Raises `UsageError`."""
    m = _KEEP.match(keep.strip().casefold())
    if not m or not int(m[1]):
        raise UsageError(Problem("prune_keep", values={"value": keep}))
    n, unit = int(m[1]), m[2]
    try:
        if unit in "dw":
            return today - timedelta(days=n * (7 if unit == "w" else 1))
        month = 12 * today.year + today.month - 1 - n * (12 if unit == "y" else 1)
        first = date(month // 12, month % 12 + 1, 1)
    except (OverflowError, ValueError):
        raise UsageError(Problem("prune_keep", values={"value": keep})) from None
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first.replace(day=1) + timedelta(days=today.day - 1), after - timedelta(days=1))


def old_runs(runs: Path, before: date) -> list[Old]:
    """Runs whose as-of day lies before a day, and of which something can be removed."""
    found: dict[str, Old] = {}
    if (runs / NAME).is_file():
        with Store(runs) as history:
            for r in history.runs():
                if date.fromisoformat(r.as_of) < before and (not r.pruned_on or (runs / r.id).exists()):
                    found[r.id] = Old(r.id, date.fromisoformat(r.as_of), bool(r.pruned_on))
            known = {r.id for r in history.runs()}
    else:
        known = set()
    for name, as_of in _folders(runs):
        if name not in known and as_of < before:
            found[name] = Old(name, as_of)
    return sorted(found.values(), key=lambda o: (o.as_of, o.id))


def _folders(runs: Path) -> Iterator[tuple[str, date]]:
    """Runs on disk, also those from before there was a history."""
    for path in runs.glob("*/manifest.json"):
        if path.parent.name.startswith("."):
            continue
        try:
            yield path.parent.name, date.fromisoformat(json.loads(path.read_text(encoding="utf-8"))["as_of"])
        except (OSError, ValueError, KeyError, TypeError):
            continue  # unreadable: named by `history verify`, and removed by hand


def remove(runs: Path, ids: Sequence[str], on: date) -> int:
    """Remove these runs; what is left in the history is marked with the day. Returns how many folders went.

    Killed on the way, it can be run again. Raises `UsageError` when a file is held by another program.
    """
    folders = 0
    with locked(runs):
        try:
            for left in runs.glob(f"{BEING_REMOVED}*"):  # of a removal that was killed
                _rmtree(left)
            for name in ids:
                folders += _remove_folder(runs, name)
        except OSError:
            raise UsageError(Problem("prune_locked", Place(file=runs.name))) from None
        finally:
            if (runs / NAME).is_file():
                _empty(runs, [n for n in ids if not (runs / n).exists()], on)
        _point_again(runs)
    return folders


def remove_belonging(going: Sequence[Belonging], ours: Sequence[Path]) -> None:
    """Remove folders and files that belong to runs. Raises `UsageError` when one is held by another program.

    `ours`: the folders of samples, reviews and worklists; what a killed removal left in them goes too.
    """
    try:
        for folder in ours:
            for left in folder.glob(f"{BEING_REMOVED}*"):  # of a removal that was killed
                _rmtree(left)
        for b in going:
            if b.kind != "output":
                _remove_folder(b.path.parent, b.path.name)
            elif b.path.is_file() and digest(b.path) == b.told["sha256"]:  # not written in since it was shown
                b.path.unlink(missing_ok=True)
    except OSError:
        raise UsageError(Problem("prune_locked")) from None


def _remove_folder(parent: Path, name: str) -> int:
    folder = parent / name
    if not folder.is_dir():
        return 0
    going = parent / f"{BEING_REMOVED}{name}"
    folder.rename(going)  # from now on nobody takes half of it for the whole
    _rmtree(going)
    return 1


def _rmtree(folder: Path) -> None:
    for path in folder.rglob("*"):  # forms that came back are read-only, which stops Windows
        if path.is_file() and not path.is_symlink():
            path.chmod(0o600)
    shutil.rmtree(folder)


def _empty(runs: Path, ids: Sequence[str], on: date) -> None:
    with Store(runs) as history:
        pruned = {r.id: bool(r.pruned_on) for r in history.runs()}
        for name in ids:
            if name not in pruned:
                history.forget(name)  # of a run from before there was a history only the ledger is here
            elif not pruned[name]:
                history.empty(name, on.isoformat())
        history.shrink()
    for copy in runs.glob("history.v*.sqlite"):  # made before an upgrade; it holds what was just removed
        copy.unlink()


def gone_runs(runs: Path, before: date) -> list[str]:
    """Runs from before a day that were removed already: something of theirs may have been left at the time."""
    if not (runs / NAME).is_file():
        return []
    with Store(runs) as history:
        return [
            r.id
            for r in history.runs()
            if r.pruned_on and date.fromisoformat(r.as_of) < before and not (runs / r.id).exists()
        ]


def forget_totals(runs: Path, before: date) -> int:
    """Remove also the totals of runs from before a day, whose cases are gone already. Returns how many."""
    if not (old := gone_runs(runs, before)):
        return 0
    with locked(runs), Store(runs) as history:
        for name in old:
            history.forget(name)
        history.shrink()
    return len(old)


def _point_again(runs: Path) -> None:
    """Let the pointer to the latest run name one that is there."""
    if folder := shelf.find(runs, MANIFEST):
        shelf.point_at(folder)
    else:
        (runs / shelf.LATEST).unlink(missing_ok=True)
