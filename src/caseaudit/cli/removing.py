"""What `privacy purge` and `history prune` share: show what goes and what is left and why, ask, remove, write it down."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.dates import show
from caseaudit.errors import Problem, UsageError
from caseaudit.privacy import mask
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from caseaudit.runs.belonging import Belonging, Places
    from caseaudit.runs.pruning import Old
    from caseaudit.settings import Config

_KINDS = {
    "sample": Text("stikprøve", "sample"),
    "review": Text("gennemgang", "review"),
    "worklist": Text("arbejdsliste", "worklist"),
    "output": Text("fil", "file"),
}
_WHY = {
    "elsewhere": Text("ligger et andet sted; slettes med --outputs", "lies elsewhere; removed with --outputs"),
    "newer": Text("er nyere end grænsen", "is newer than the limit"),
    "written_in": Text(
        "ikke som den blev skrevet, måske med bemærkninger; slettes med --changed-too",
        "not as it was written, perhaps with comments; removed with --changed-too",
    ),
    "decided": Text("tekster, handlinger eller kendte fund; slettes aldrig her", "texts, actions or known findings; never removed here"),
    "unreadable": Text("kan ikke afgøres; se efter selv", "cannot be told; see for yourself"),
}  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """`outputs`: also files outside our folders, where they are as written; `changed`: also what people may have written in."""

    outputs: bool = False
    changed: bool = False
    dry_run: bool = False
    yes: bool = False

    def takes(self, item: Belonging) -> bool:
        """Whether this goes."""
        if item.kind == "output" and not self.outputs:
            return False
        return item.why in ("", "elsewhere") or (item.why == "written_in" and self.changed)


def places(runs: Path, settings: Config) -> Places:
    from caseaudit.runs.belonging import Places

    return Places(runs, settings.samples, settings.reviews, settings.worklists)


def remove(where: Places, old: Sequence[Old], found: Sequence[Belonging], today: date, wish: Wish) -> Path | None:
    """Show, ask and remove; the record of it, None where nothing was removed. Raises `UsageError`."""
    going = [b for b in found if wish.takes(b)]
    left = [b for b in found if not wish.takes(b)]
    for run in old:
        print(f"{run.id}  {Text('pr.', 'as of')} {show(run.as_of)}")
    for b in going:
        print(f"  {_KINDS[b.kind]} {mask(b.path.as_posix())}")
    if left:
        print(Text("Hører til, men bliver:", "Belongs to them, but stays:"))
        for b in left:
            print(f"  {_KINDS[b.kind]} {mask(b.path.as_posix())}: {_WHY[b.why or 'elsewhere']}")
    if wish.dry_run:
        console.say(str(Text("Prøve: intet er slettet.", "Dry run: nothing was removed.")))
        return None
    if not wish.yes and not agreed():
        raise UsageError(Problem("prune_needs_yes", values={"count": len(old)}))
    from caseaudit.runs.purging import purge

    with console.progress(str(Text("Sletter", "Removing"))):
        kept = purge(where, old, today, going, left)
    told = Text(
        f"Slettet: {len(old)} kørsler, og {len(going)} stikprøver, gennemgange, lister og filer fra dem. Det står i {kept}.",
        f"Removed: {len(old)} runs, and {len(going)} samples, reviews, lists and files from them. It is written in {kept}.",
    )
    console.say(str(told))
    return kept


def agreed() -> bool:
    """Ask a person; never a scheduler."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    print(
        Text("Slet dem for altid? Skriv ja: ", "Remove them for good? Write yes: "), end="", file=sys.stderr, flush=True
    )
    return sys.stdin.readline().strip().casefold() in ("ja", "yes")
