"""Duties that come again: at most so long apart, or so many in each calendar year."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from caseaudit.engine.calendar import NAT, add_months, new_year, year_of
from caseaudit.engine.columns import SECONDS, Ints, Mask, end_of, start_of
from caseaudit.engine.conditions import Conditions
from caseaudit.engine.moments import after
from caseaudit.engine.units import Units
from caseaudit.engine.verdict import LATE, MISSING, Verdict
from caseaudit.model.outcomes import NOTE_BITS, REASON_CODES
from caseaudit.rules.language import Recurring, Where, Yearly

TRANSITIONAL = REASON_CODES["transitional"]


def _ready(cx: Conditions, event: str, where_fields: list[str], units: Units) -> Verdict | None:
    """Return an unknown verdict when the export cannot carry the question at all."""
    carried = all(cx.schema.carries(f, event) for f in where_fields) and cx.schema.carries(
        "ends_on", *units.event_types
    )
    if event not in cx.schema.types or not carried:
        return Verdict.unknown(len(units))
    return None


def recurring(cx: Conditions, c: Recurring, units: Units, boundary: int | None) -> Verdict:
    """Judge intervals; where an event that might count would change the answer for the better, it is not known."""
    read = [*c.where.tests, *(("next_on",) if c.every == "next_on" else ())]
    if (blind := _ready(cx, c.recurring, read, units)) is not None:
        return blind
    return _with_doubt(cx, c.recurring, c.where, lambda possible: _recurring(cx, c, units, boundary, possible=possible))


def yearly(cx: Conditions, c: Yearly, units: Units) -> Verdict:
    """Count per year; where an event that might count would change the answer for the better, it is not known."""
    if (blind := _ready(cx, c.yearly, list(c.where.tests), units)) is not None:
        return blind
    return _with_doubt(cx, c.yearly, c.where, lambda possible: _yearly(cx, c, units, possible=possible))


def _with_doubt(cx: Conditions, event: str, where: Where, answer: Callable[[bool], Verdict]) -> Verdict:
    out = answer(False)
    if cx.columns.where(event, where)[1].any():
        perhaps = answer(True)
        doubt = (out.no & ~(perhaps.no | perhaps.void)) | (out.open & perhaps.yes) | (out.void & ~perhaps.void)
        out.forget(doubt)
        out.void &= ~doubt
    return out


def _recurring(cx: Conditions, c: Recurring, units: Units, boundary: int | None, *, possible: bool) -> Verdict:
    """Judge every interval between two events that began by `boundary`, the last day of the version (None: no end).

    An interval that ends later than the boundary belongs to neither law. No interval at all: the question does not arise.
    """
    n, limit_day = len(units), np.iinfo(np.int64).max if boundary is None else boundary
    end = cx.columns.days("ends_on", units.anchor)
    high = np.where(end == NAT, SECONDS, end_of(end))
    unit, day, pos = cx.related.members(c.recurring, c.where, units, start_of(units.day), high, possible=possible)
    once = np.ones(len(unit), dtype=bool)  # an interval runs between different days
    once[1:] = (unit[1:] != unit[:-1]) | (day[1:] != day[:-1])
    limit = _limits(cx, c, day, pos, once)
    unit, day, pos = unit[once], day[once], pos[once]
    following = np.full(len(unit), NAT, np.int64)
    following_pos = np.full(len(unit), -1, np.int64)
    if len(unit) > 1:
        same = unit[1:] == unit[:-1]
        following[:-1] = np.where(same, day[1:], NAT)
        following_pos[:-1] = np.where(same, pos[1:], -1)
    closed = following != NAT
    finish = np.where(closed, following, end[unit])
    counts = (day <= limit_day) & (limit != NAT)
    over = finish > limit_day
    running = ~closed & ((finish == NAT) | (finish >= cx.as_of))
    crossing = counts & np.where(running, cx.as_of > limit_day, over)
    late = counts & ~crossing & closed & (following > limit)
    lapsed = counts & ~crossing & ~closed & ((finish == NAT) | (finish > limit))
    bad = late | lapsed
    waiting = bad & (limit >= cx.as_of)
    first_bad = _first(unit, bad & ~waiting, n)
    first_wait = _first(unit, waiting, n)
    last = _last(unit, counts, n)
    crosses = _any(unit, crossing, n)
    out = Verdict.unknown(n, TRANSITIONAL)
    out.void = last < 0
    out.no = first_bad >= 0
    kept = _any(unit, counts & closed & ~crossing & ~bad, n)
    out.open = ~out.no & ~crosses & (first_wait >= 0) & ~kept
    out.yes = ~out.no & ~out.open & ~crosses & ~out.void
    cross_at = _first(unit, crossing, n)
    pick = np.where(out.no, first_bad, np.where(out.open, first_wait, np.where(crosses, cross_at, last)))
    at = np.maximum(pick, 0)
    if len(unit):
        out.due = np.where(pick >= 0, limit[at], NAT)
        out.actual = np.where(pick >= 0, following[at], NAT)
        out.evidence = np.where(pick >= 0, np.where(closed[at], following_pos[at], pos[at]), -1)
        out.reason = np.where(out.no, np.where(closed[at], LATE, MISSING), np.where(out.yes, 0, TRANSITIONAL)).astype(
            np.uint8
        )
    return out


def _limits(cx: Conditions, c: Recurring, day: Ints, pos: Ints, once: Mask) -> Ints:
    """When the next one is due after each day: the length of time, or the latest date that the events of the day set."""
    if c.every != "next_on":
        return after(day[once], c.every)
    if not len(day):
        return day
    return np.maximum.reduceat(cx.columns.days("next_on", pos), np.flatnonzero(once))


def _first(unit: Ints, mask: Mask, n: int) -> Ints:
    """Index of each unit's first marked row, or -1."""
    out = np.full(n, -1, np.int64)
    index = np.flatnonzero(mask)[::-1]
    out[unit[index]] = index
    return out


def _last(unit: Ints, mask: Mask, n: int) -> Ints:
    """Index of each unit's last marked row, or -1."""
    out = np.full(n, -1, np.int64)
    index = np.flatnonzero(mask)
    out[unit[index]] = index
    return out


def _any(unit: Ints, mask: Mask, n: int) -> Mask:
    """Which units have a marked row."""
    out = np.zeros(n, dtype=bool)
    out[unit[mask]] = True
    return out


def _yearly(cx: Conditions, c: Yearly, units: Units, *, possible: bool) -> Verdict:
    """Count in every full calendar year from the unit's day to its end. Part years and the running year give no breach."""
    n, end = len(units), cx.columns.days("ends_on", units.anchor)
    out = Verdict.unknown(n, 0)
    this_year = int(year_of(np.array([cx.as_of]))[0])
    first_year = int(year_of(units.day).min()) if n else this_year + 1
    for year in range(first_year, this_year + 1):
        first, last = new_year(year), new_year(year + 1) - 1
        full = (units.day <= first) & ((end == NAT) | (end >= last))
        if not full.any():
            continue
        low, high = start_of(np.full(n, first)), end_of(np.full(n, last))
        unit, day, pos = cx.related.members(c.yearly, c.where, units, low, high, possible=possible)
        enough = np.bincount(unit, minlength=n) >= c.at_least
        latest = _last(unit, np.ones(len(unit), dtype=bool), n)
        if last < cx.as_of:
            told = full & ~out.no  # the first year that fails stays the one that is told
            out.no |= told & ~enough
            out.yes |= told & enough
        else:
            told = full & ~out.no & ~out.yes
            out.open |= told & ~enough
            out.yes |= told & enough
        at = np.maximum(latest, 0)
        out.due = np.where(told, last, out.due)
        out.actual = np.where(told, np.where(latest >= 0, day[at], NAT) if len(unit) else NAT, out.actual)
        out.evidence = np.where(told, np.where(latest >= 0, pos[at], -1) if len(unit) else -1, out.evidence)
    out.yes &= ~out.no
    out.void = ~(out.yes | out.no | out.open)
    out.reason = np.where(out.no, MISSING, 0).astype(np.uint8)
    if out.yes.any():
        short = _short_of_a_rolling_year(cx, c, units, end, possible=possible)
        out.notes |= np.where(out.yes & short, NOTE_BITS["rolling_year"], 0).astype(np.uint8)
    return out


def _short_of_a_rolling_year(cx: Conditions, c: Yearly, units: Units, end: Ints, *, possible: bool) -> Mask:
    """Which units have twelve months in a row, before their end and the as-of day, with fewer than `at_least` events."""
    n = len(units)
    last = np.where((end == NAT) | (end >= cx.as_of), cx.as_of - 1, end)
    unit, day, _ = cx.related.members(c.yearly, c.where, units, start_of(units.day), end_of(last), possible=possible)
    every = np.arange(n)
    unit = np.concatenate(
        [every, unit, every]
    )  # the day before the unit and the day after it bound the first and last gap
    day = np.concatenate([units.day - 1, day, last + 1])
    order = np.lexsort((day, unit))
    unit, day = unit[order], day[order]
    final = np.searchsorted(unit, unit, side="right") - 1
    after_gap = day[np.minimum(np.arange(len(day)) + c.at_least, final)]
    gap = (np.arange(len(day)) < final) & (add_months(day + 1, 12) <= after_gap)
    return _any(unit, gap, n)
