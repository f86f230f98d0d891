"""Investigations: finished within four months, or a provisional assessment in time (rows I4 and I5)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseaudit.demo.draft import NEW_LAW, add_months

if TYPE_CHECKING:
    from caseaudit.demo.draft import Draft
    from caseaudit.demo.model import Event

_ROWS = ("I4", "I5")
_MONTHS = 4


def investigate_until(draft: Draft, ends: date) -> tuple[Event, date]:
    """Add an investigation that was finished on `ends`; return it and the day the need became known."""
    long = draft.broken("I4")
    aware = add_months(ends, -_MONTHS) - draft.days(8, 60) if long else ends - draft.days(80, 105)
    known = draft.chance(0.93)
    investigation = draft.case.add(
        "investigation", aware + draft.days(5, 15), aware_on=aware if known else None, ends_on=ends
    )
    _screen(draft, aware)
    if not known:
        _expect(draft, investigation, "unknown", "data_missing")
    elif not long:
        _expect(draft, investigation, "met")
    elif draft.broken("I5"):
        _expect(draft, investigation, "breached", "late")
    else:
        draft.case.add("provisional_assessment", aware + draft.days(92, 112), concerns=investigation)
        _expect(draft, investigation, "excused")
    return investigation, aware


def investigate_still(draft: Draft) -> date:
    """Add an investigation that is not finished on the day of the audit; return the day the need became known."""
    overdue = draft.broken("I4")
    aware = add_months(draft.as_of, -_MONTHS) - draft.days(10, 70) if overdue else draft.as_of - draft.days(20, 80)
    investigation = draft.case.add("investigation", aware + draft.days(5, 15), aware_on=aware)
    _screen(draft, aware)
    if overdue:
        _expect(draft, investigation, "breached", "missing")
    else:
        _expect(draft, investigation, "pending")
    return aware


def limited_investigation(draft: Draft, decided: date) -> date:
    """Add a limited investigation (afdækning), which has no legal limit; return the day the need became known."""
    ends = decided - draft.days(5, 20)
    begun = ends - draft.days(20, 60)
    aware = begun - draft.days(6, 12)
    _screen(draft, aware)
    draft.case.add("limited_investigation", begun, ends_on=ends)
    return aware


def _screen(draft: Draft, aware: date) -> None:
    if aware >= NEW_LAW:
        draft.case.add("screening", aware + timedelta(days=2))


def _expect(draft: Draft, investigation: Event, outcome: str, reason: str = "") -> None:
    for row in _ROWS:
        draft.case.expect(row, investigation, outcome, reason)
