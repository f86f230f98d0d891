"""`caseaudit history prune`: what is older than it may be kept is removed for good."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.cli import common
from caseaudit.dates import show
from caseaudit.errors import Exit, Problem, UsageError
from caseaudit.texts import Text

if TYPE_CHECKING:
    from pathlib import Path


def run_prune(keep: str, as_of: str, runs: Path | None, *, dry_run: bool, yes: bool) -> int:
    from caseaudit.runs.pruning import limit, old_runs
    from caseaudit.runs.purging import purge

    settings = common.config()
    folder, today = common.runs_folder(runs, settings), common.day(as_of)
    first = limit(keep, today)
    old = old_runs(folder, first)
    if not old:
        console.say(str(Text(f"Ingen kørsler er ældre end {show(first)}.", f"No runs are older than {show(first)}.")))
        return Exit.OK
    for o in old:
        print(f"{o.id}  {Text('pr.', 'as of')} {show(o.as_of)}")
    n, one = len(old), len(old) == 1
    told = Text(
        f"{n} {'kørsel' if one else 'kørsler'} fra før {show(first)}: mapper, fund og teamenes tal. De samlede tal bliver.",
        f"{n} {'run' if one else 'runs'} from before {show(first)}: folders, findings and team counts. The totals stay.",
    )
    console.say(str(told))
    if dry_run:
        console.say(str(Text("Prøve: intet er slettet.", "Dry run: nothing was removed.")))
        return Exit.OK
    if not yes and not agreed():
        raise UsageError(Problem("prune_needs_yes", values={"count": len(old)}))
    with console.progress(str(Text("Sletter", "Removing"))):
        purge(folder, old, today, [])
    console.say(
        str(
            Text(
                "Slettet. Stikprøver, gennemgange, rapporter og arbejdslister uden for mappen er ikke berørt.",
                "Removed. Samples, reviews, reports and worklists outside the folder are not touched.",
            )
        )
    )
    return Exit.OK


def agreed() -> bool:
    """Ask a person; never a scheduler."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    print(
        Text("Slet dem for altid? Skriv ja: ", "Remove them for good? Write yes: "), end="", file=sys.stderr, flush=True
    )
    return sys.stdin.readline().strip().casefold() in ("ja", "yes")
