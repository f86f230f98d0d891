"""`caseaudit history prune`: what is older than it may be kept is removed for good."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.cli import common
from caseaudit.dates import show
from caseaudit.errors import Exit, Problem, UsageError
from caseaudit.texts import Text

if TYPE_CHECKING:
    from pathlib import Path

    from caseaudit.cli.removing import Wish


def run_prune(keep: str, as_of: str, runs: Path | None, wish: Wish, *, due: bool) -> int:
    """Remove what is older than `keep`, or, with `due`, than `[retention]` says."""
    from caseaudit.cli.removing import places, remove
    from caseaudit.runs.belonging import belonging
    from caseaudit.runs.pruning import gone_runs, limit, old_runs

    if bool(keep) == due:
        raise UsageError(Problem("prune_which"))
    settings = common.config()
    folder, today = common.runs_folder(runs, settings), common.day(as_of)
    totals = None
    if due:
        if settings.retention is None:
            raise UsageError(Problem("retention_none"))
        keep, totals = settings.retention.findings, limit(settings.retention.totals, today)
    first = limit(keep, today)
    old = old_runs(folder, first)
    if due:
        _some_left(folder, first)
    where = places(folder, settings)
    found = belonging([o.id for o in old] + gone_runs(folder, first), where, first)
    if not old and not any(wish.takes(b) for b in found):
        console.say(str(Text(f"Ingen kørsler er ældre end {show(first)}.", f"No runs are older than {show(first)}.")))
    else:
        n, one = len(old), len(old) == 1
        told = Text(
            f"{n} {'kørsel' if one else 'kørsler'} fra før {show(first)}: mapper, fund og teamenes tal. De samlede tal bliver.",
            f"{n} {'run' if one else 'runs'} from before {show(first)}: folders, findings and team counts. The totals stay.",
        )
        console.say(str(told))
        remove(where, old, found, today, wish)
    if totals and not wish.dry_run:
        _forget(folder, totals)
    return Exit.OK


def _some_left(folder: Path, first: date) -> None:
    """Refuse to empty the folder unattended: a clock that runs ahead would do just that. Raises `UsageError`."""
    from caseaudit.runs.pruning import old_runs

    every = old_runs(folder, date.max)
    if every and all(o.as_of < first for o in every):
        raise UsageError(Problem("retention_all", values={"count": len(every)}))


def _forget(folder: Path, before: date) -> None:
    from caseaudit.runs.pruning import forget_totals

    if n := forget_totals(folder, before):
        told = Text(
            f"De samlede tal for {n} kørsler fra før {show(before)} er slettet.",
            f"The totals of {n} runs from before {show(before)} were removed.",
        )
        console.say(str(told))


def reminder(settings_keep: str, folder: Path, today: date) -> str:
    """A sentence for the end of `check`; "" when nothing has been kept for too long."""
    from caseaudit.runs.pruning import limit, old_runs

    n = len(old_runs(folder, limit(settings_keep, today)))
    if not n:
        return ""
    told = Text(
        f"{n} kørsler er ældre end fristen i [retention]: caseaudit history prune --due",
        f"{n} runs are older than the limit in [retention]: caseaudit history prune --due",
    )
    return str(told)
