"""What the commands about rounds of review share: finding the round, and telling problems by sheet and cell."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from caseaudit.cli import common
from caseaudit.output import about
from caseaudit.output.numbers import counted
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from caseaudit.errors import Place, Problem
    from caseaudit.review.store import Kept

WIDTH = 79
_KINDS = {"error": Text("FEJL", "ERROR"), "warning": Text("ADV", "WARN"), "info": Text("NOTE", "NOTE")}


def kept_round(name: str, reviews: Path | None) -> Kept:
    """Return the named round, else the newest. Raises `UsageError`."""
    from caseaudit.review import store

    kept = store.find(reviews if reviews is not None else common.config().reviews, name)
    if run := store.run_of(kept):
        about.run(run)
    return kept


def cell(place: Place) -> str:
    """`Sag 05!F8`; only the sheet, or nothing, where the problem has no cell."""
    at = f"{place.column}{place.row}" if place.row else ""
    return "!".join(p for p in (place.sheet, at) if p)


def problem_rows(problems: Iterable[Problem], width: int = WIDTH) -> Iterator[str]:
    """Each problem in the list under its file: kind, cell, what is wrong and what to do; wrapped under itself."""
    found = list(problems)
    at = min(max((len(cell(p.place)) for p in found), default=0), 16)
    mark = max(len(str(t)) for t in _KINDS.values())
    for p in found:
        head = f"    {_KINDS[p.severity]!s:<{mark}}  {cell(p.place):<{at}}  "
        text = " ".join(t for t in (p.what, p.fix) if t)
        indent = " " * (4 + mark + 2 + at + 2)
        yield textwrap.fill(
            text, width, initial_indent=head, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        )


def faults(errors: int, warnings: int) -> str:
    """`3 fejl, 2 advarsler`, or `OK`."""
    parts = []
    if errors:
        parts.append(counted(errors, Text("fejl", "error"), Text("fejl", "errors")))
    if warnings:
        parts.append(counted(warnings, Text("advarsel", "warning"), Text("advarsler", "warnings")))
    return ", ".join(parts) or "OK"
