"""Which runs may be laid side by side: those about the same, one for each day, the last of that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caseaudit.history.rows import RunRow

_LENGTHS = {1: "month", 3: "quarter", 6: "half-year", 12: "year"}


@dataclass(frozen=True)
class Laid:
    """A run and the day it stands for: the last day of its period, or its as-of day."""

    run: RunRow
    on: date


def comparable(scope: str) -> str:
    """What must be equal for two runs to be laid side by side. Quarters follow each other, so a period counts by its length."""
    parts = [_period_kind(p) if p.startswith("period=") else p.casefold() for p in scope.split("; ")]
    return "; ".join(parts)


def side_by_side(runs: Iterable[RunRow], scope: str) -> tuple[Laid, ...]:
    """The runs about the same as `scope`, by day; of several on one day the last made counts."""
    wanted, found = comparable(scope), {}
    for run in sorted(runs, key=lambda r: (r.started, r.id)):
        if comparable(run.scope) == wanted:
            on = stands_for(run)
            found[on] = Laid(run, on)
    return tuple(found[on] for on in sorted(found))


def stands_for(run: RunRow) -> date:
    """The last day of the run's period, else its as-of day."""
    span = period_of(run.scope)
    return span[1] if span else date.fromisoformat(run.as_of)


def newest(runs: Iterable[RunRow]) -> RunRow | None:
    """The run that was made last."""
    return max(runs, key=lambda r: (r.started, r.id), default=None)


def period_of(scope: str) -> tuple[date, date] | None:
    told = next((p for p in scope.split("; ") if p.startswith("period=")), "")
    if not told:
        return None
    first, _, last = told.removeprefix("period=").partition("..")
    return date.fromisoformat(first), date.fromisoformat(last)


def _period_kind(part: str) -> str:
    span = period_of(part)
    if span is None:
        return part
    first, last = span
    after = last + timedelta(days=1)
    months = 12 * (after.year - first.year) + after.month - first.month
    whole = first.day == after.day == 1 and months in _LENGTHS and (first.month - 1) % months == 0
    return f"period={_LENGTHS[months]}" if whole else part
