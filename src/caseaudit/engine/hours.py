"""Limits in elapsed hours, by Copenhagen clock time, and what can be said where clock times are not recorded."""

from __future__ import annotations

import numpy as np

from caseaudit.engine import calendar
from caseaudit.engine.calendar import SECONDS_A_DAY, Days
from caseaudit.engine.columns import EPOCH, Columns, Ints, Series, start_of
from caseaudit.engine.moments import shift
from caseaudit.engine.units import Found, Pairing, Units
from caseaudit.engine.verdict import LATE, MISSING, Verdict
from caseaudit.model.outcomes import NOTE_BITS, REASON_CODES
from caseaudit.rules.language import Moment

NO_TIME = REASON_CODES["no_time"]


def within_hours(columns: Columns, by: Moment, pairing: Pairing, units: Units) -> Verdict:
    """Answer `from: at, by: at + N hours`: the first event at or after the unit, or one of the same day without a clock time."""
    linked = pairing.has_linked(units)
    nothing = Found.nothing(len(units))
    dated, clocked = (f.or_else(nothing, ~linked) for f in _next(columns, pairing.loose, units.case, units))
    if pairing.linked is not None:
        own_dated, own_clocked = _next(columns, pairing.linked, units.pos, units)
        dated, clocked = own_dated.or_else(dated, linked), own_clocked.or_else(clocked, linked)
    due = _due(by, units)
    out = _answer(columns, by, clocked, units, due)
    if bool((dated.pos >= 0).any()):
        by_day = _answer(columns, by, dated, units, due)
        sooner = (clocked.pos < 0) | (dated.day <= clocked.day)
        out.replace(by_day, (dated.pos >= 0) & ~out.yes & (~by_day.no | (out.no & sooner)))
    found = (clocked.pos >= 0) | (dated.pos >= 0)
    loose_note = 0 if pairing.owner_is_case else NOTE_BITS["by_date"]
    out.notes |= np.where(found & ~linked, loose_note, 0).astype(np.uint8)
    before = linked & ~found
    out.forget(before)
    out.notes |= np.where(before, NOTE_BITS["reversed"], 0).astype(np.uint8)
    return out


def _next(columns: Columns, series: Series, owner: Ints, units: Units) -> tuple[Found, Found]:
    """The first event on or after the unit's day that cannot be placed by the clock, and the first that can."""
    with_clock = columns.timed[series.pos]
    timed, untimed = series.keep(with_clock), series.keep(~with_clock)
    midnight = start_of(units.day)
    by_day = untimed.first(owner, midnight)
    by_clock = timed.first(owner, np.where(units.timed, units.sec, midnight))
    return (
        Found(untimed.days(by_day), untimed.positions(by_day)),
        Found(timed.days(by_clock), timed.positions(by_clock)),
    )


def _due(by: Moment, units: Units) -> Days:
    due = shift(units.day, by.n, "hours")
    if units.timed.any():
        due[units.timed] = calendar.add_hours(units.sec[units.timed] - EPOCH, by.n) // SECONDS_A_DAY
    return due


def _answer(columns: Columns, by: Moment, hit: Found, units: Units, due: Days) -> Verdict:
    """Elapsed time where both clock times are known; otherwise only what whole days can decide."""
    found = hit.pos >= 0
    at = np.maximum(hit.pos, 0)
    timed = found & units.timed & (columns.timed[at] if columns.n_events else False)
    gap = np.where(found, hit.day - units.day, 0)
    yes, no = found & ((gap + 1) * 24 <= by.n), found & ((gap - 1) * 24 >= by.n)
    if timed.any():
        start, end = units.sec[timed] - EPOCH, columns.sec[at[timed]] - EPOCH
        least, most = calendar.elapsed_seconds(start, end)
        yes[timed], no[timed] = most <= by.n * 3600, least > by.n * 3600
    out = Verdict.of(yes, no | ~found, due=due, reason=np.where(found, LATE, MISSING).astype(np.uint8))
    out.reason = np.where(found & ~yes & ~no, NO_TIME, out.reason).astype(np.uint8)
    out.actual, out.evidence = hit.day, hit.pos
    return out
