"""Measures that run: follow-ups and supervision visits (rows F1, F2 and F5)."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from caseaudit.demo.draft import NEW_LAW, add_months

if TYPE_CHECKING:
    from caseaudit.demo.draft import Draft
    from caseaudit.demo.model import Event

_LAST_OLD_DAY = date(2023, 12, 15)
"""Gaps that are planted under the old law lie before this day, well clear of the change of law."""
_VISITS_A_YEAR = 2


def _end(draft: Draft, measure: Event) -> date:
    ends = measure.fields.get("ends_on")
    return ends if isinstance(ends, date) else draft.as_of


def follow_up(draft: Draft, measure: Event, parallel: Event | None, *, fresh: bool) -> None:
    """Add the follow-ups of a measure. `parallel`: an investigation that still ran at the start."""
    if fresh:
        draft.case.expect("F1", measure, "pending")
        return
    first = _first(draft, measure, parallel)
    if first is None:
        return
    days = _series(draft, measure, first)
    for day in days:
        draft.case.add("follow_up", day, concerns=measure, shift=1)


def _first(draft: Draft, measure: Event, parallel: Event | None) -> date | None:
    """Choose the day of the first follow-up (row F1), or None where there is never to be any."""
    start = measure.day
    ended = parallel.fields["ends_on"] if parallel else None
    limit = ended if isinstance(ended, date) else add_months(start, 3)
    if not draft.broken("F1"):
        draft.case.expect("F1", measure, "met")
        return limit - draft.days(5, 25)
    if start >= NEW_LAW and draft.chance(0.5):
        draft.case.expect("F1", measure, "breached", "missing")
        return None
    draft.case.expect("F1", measure, "breached", "late")
    return limit + draft.days(8, 30)


def _series(draft: Draft, measure: Event, first: date) -> list[date]:
    """Choose the days of all follow-ups (row F2): at most 155 days apart, but for one gap that may be planted."""
    end, start = _end(draft, measure), measure.day
    room = min(end, _LAST_OLD_DAY) - first > timedelta(days=280)
    gap = start < NEW_LAW and room and draft.broken("F2")
    days = [first]
    while True:
        following = days[-1] + (draft.days(225, 265) if gap and len(days) == 1 else draft.days(110, 155))
        if following > end - timedelta(days=10):
            break
        days.append(following)
    if start < NEW_LAW:
        _expect_series(draft, measure, end, gap=gap)
    return days


def _expect_series(draft: Draft, measure: Event, end: date, *, gap: bool) -> None:
    if gap:
        draft.case.expect("F2", measure, "breached", "late")
    elif end < NEW_LAW:
        draft.case.expect("F2", measure, "met")
    else:
        draft.case.expect("F2", measure, "unknown", "transitional")


def supervise(draft: Draft, placement: Event) -> None:
    """Add supervision visits with the child: two in each full calendar year (row F5)."""
    start, end = placement.day, _end(draft, placement)
    years = range(start.year, end.year + 1)
    full = [y for y in years if start < date(y, 1, 1) and end > date(y, 12, 31)]
    broken_year = draft.rng.choice(full) if full and draft.broken("F5") else None
    for year in years:
        _visit(draft, placement, year, (start, end), broken=year == broken_year)
    if broken_year:
        draft.case.expect("F5", placement, "breached", "missing")
    elif full:
        draft.case.expect("F5", placement, "met")
    elif "ends_on" not in placement.fields and start < date(draft.as_of.year, 1, 1):
        draft.case.expect("F5", placement, "pending")


def _visit(draft: Draft, placement: Event, year: int, span: tuple[date, date], *, broken: bool) -> None:
    """Add the visits of one year; the running year still waits for its second."""
    start, end = span
    only_first = year == draft.as_of.year
    for n, (first, last) in enumerate(pairwise((date(year, 1, 10), date(year, 6, 20), date(year, 12, 10)))):
        day = draft.day(first, last - timedelta(days=5))
        if start < day < end and not (only_first and n):
            seen = "no" if broken and n == 0 else "yes"
            draft.case.add("supervision_visit", day, concerns=placement, with_child=seen)
