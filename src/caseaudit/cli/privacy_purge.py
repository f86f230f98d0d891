"""`caseaudit privacy purge`: runs are removed for good, and what was removed is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.cli import common
from caseaudit.cli.history_prune import agreed
from caseaudit.dates import show
from caseaudit.errors import Exit, Place, Problem, UsageError
from caseaudit.texts import Text

if TYPE_CHECKING:
    from pathlib import Path


def run_purge(keep: str, run: str, as_of: str, runs: Path | None, *, everything: bool, dry_run: bool, yes: bool) -> int:
    from caseaudit.runs import purging

    if sum((bool(keep), bool(run), everything)) != 1:
        raise UsageError(Problem("purge_which"))
    settings, today = common.config(), common.day(as_of)
    folder = common.runs_folder(runs, settings)
    chosen = purging.chosen(folder, keep, run, today)
    if not chosen:
        if run:
            raise UsageError(Problem("run_unknown", Place(file=folder.name), {"run": run}))
        console.say(str(Text("Der er intet at slette.", "There is nothing to remove.")))
        return Exit.OK
    for old in chosen:
        print(f"{old.id}  {Text('pr.', 'as of')} {show(old.as_of)}")
    elsewhere = purging.elsewhere([o.id for o in chosen], settings.samples, settings.reviews)
    if elsewhere:
        print(
            Text(
                "Rører ikke, men hører til: slet dem selv, når de ikke skal bruges:",
                "Not touched, but belonging to them: remove them yourself when no longer needed:",
            )
        )
        for path in elsewhere:
            print(f"  {path}")
    if dry_run:
        console.say(str(Text("Prøve: intet er slettet.", "Dry run: nothing was removed.")))
        return Exit.OK
    if not yes and not agreed():
        raise UsageError(Problem("prune_needs_yes", values={"count": len(chosen)}))
    kept = purging.purge(folder, chosen, today, elsewhere)
    console.say(
        str(
            Text(
                f"Slettet: {len(chosen)} kørsler med deres rapporter. Det står i {kept}.",
                f"Removed: {len(chosen)} runs with their reports. It is written in {kept}.",
            )
        )
    )
    return Exit.OK
