"""`caseaudit privacy purge`: runs are removed for good with what was made of them, and what was removed is written down."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.cli import common
from caseaudit.errors import Exit, Place, Problem, UsageError
from caseaudit.texts import Text

if TYPE_CHECKING:
    from pathlib import Path

    from caseaudit.cli.removing import Wish


def run_purge(keep: str, run: str, as_of: str, runs: Path | None, wish: Wish, *, everything: bool) -> int:
    from caseaudit.cli.removing import places, remove
    from caseaudit.runs.belonging import belonging
    from caseaudit.runs.pruning import gone_runs, limit
    from caseaudit.runs.purging import chosen

    if sum((bool(keep), bool(run), everything)) != 1:
        raise UsageError(Problem("purge_which"))
    settings, today = common.config(), common.day(as_of)
    folder = common.runs_folder(runs, settings)
    old = chosen(folder, keep, run, today)
    first = limit(keep, today) if keep else None
    ids = [o.id for o in old] + ([] if run else gone_runs(folder, first or date.max))
    where = places(folder, settings)
    found = belonging(ids, where, first)
    if run and not old and not found:
        raise UsageError(Problem("run_unknown", Place(file=folder.name), {"run": run}))
    if not old and not any(wish.takes(b) for b in found):
        console.say(str(Text("Der er intet at slette.", "There is nothing to remove.")))
        return Exit.OK
    remove(where, old, found, today, wish)
    return Exit.OK
