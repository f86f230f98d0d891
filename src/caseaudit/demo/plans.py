"""Plans: before the decision, or within three months after it (rows P1 to P4)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from caseaudit.demo.draft import add_months

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseaudit.demo.draft import Draft
    from caseaudit.demo.model import Event

_MONTHS = 3
_MONTHS_WHEN_URGENT = 4


def _plan(draft: Draft, decision: Event, day: date, kind: str) -> Event:
    goals = "yes" if draft.chance(0.8) else "no"
    return draft.case.add("plan", day, concerns=decision, shift=1, kind=kind, goals=goals)


def _before(draft: Draft, decision: Event, row: str, kind: str) -> Event | None:
    """Write a plan on or before the decision; where that is broken it comes too late, or never."""
    if not draft.broken(row):
        draft.case.expect(row, decision, "met")
        return draft.case.add(
            "plan", decision.day - draft.days(0, 14), concerns=decision, kind=kind, goals="yes" if draft.chance(0.8) else "no"
        )
    late = decision.day + draft.days(5, 60)
    if late <= draft.as_of and draft.chance(0.5):
        draft.case.expect(row, decision, "breached", "late")
        return _plan(draft, decision, late, kind)
    draft.case.expect(row, decision, "breached", "missing")
    return None


def _before_old_law(draft: Draft, decision: Event, fresh: bool) -> Event | None:  # noqa: ARG001
    """Row P1: an urgent decision with a reason may have its plan within four months."""
    if "urgent" not in decision.fields or draft.broken("P1"):
        if "urgent" not in decision.fields:
            return _before(draft, decision, "P1", "action")
        draft.case.expect("P1", decision, "breached", "late")
        return _plan(draft, decision, add_months(decision.day, _MONTHS_WHEN_URGENT) + draft.days(10, 40), "action")
    draft.case.expect("P1", decision, "excused")
    return _plan(draft, decision, decision.day + draft.days(20, 100), "action")


def _before_placement(draft: Draft, decision: Event, fresh: bool) -> Event | None:  # noqa: ARG001
    return _before(draft, decision, "P4", "child")


def _within(draft: Draft, decision: Event, row: str, *, fresh: bool) -> Event | None:
    """Write a plan within three months of the decision (rows P2 and P3)."""
    if fresh:
        if draft.chance(0.6):
            draft.case.expect(row, decision, "pending")
            return None
        draft.case.expect(row, decision, "met")
        return _plan(draft, decision, decision.day + draft.days(1, 9), "child")
    if not draft.broken(row):
        draft.case.expect(row, decision, "met")
        return _plan(draft, decision, decision.day + draft.days(5, 80), "child")
    if draft.chance(0.5):
        draft.case.expect(row, decision, "breached", "late")
        return _plan(draft, decision, add_months(decision.day, _MONTHS) + draft.days(7, 45), "child")
    draft.case.expect(row, decision, "breached", "missing")
    return None


def _within_placement(draft: Draft, decision: Event, fresh: bool) -> Event | None:
    return _within(draft, decision, "P3", fresh=fresh)


def _within_support(draft: Draft, decision: Event, fresh: bool) -> Event | None:
    """Row P2: support may do without a plan, when that was decided; silence on it is a breach."""
    if draft.chance(0.3) and not fresh:
        if draft.broken("P2"):
            draft.case.expect("P2", decision, "breached", "incomplete")
        else:
            decision.fields["plan_needed"] = "no"
            draft.case.expect("P2", decision, "met")
        return None
    decision.fields["plan_needed"] = "yes"
    return _within(draft, decision, "P2", fresh=fresh)


WRITERS: dict[str, Callable[[Draft, Event, bool], Event | None]] = {
    "P1": _before_old_law,
    "P2": _within_support,
    "P3": _within_placement,
    "P4": _before_placement,
}
"""Who writes the plan, by the law row that asks for it."""
