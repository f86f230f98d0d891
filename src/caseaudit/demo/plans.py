"""Plans: before the decision, or within three months after it (rows P1 to P4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.demo.draft import add_months

if TYPE_CHECKING:
    from datetime import date

    from caseaudit.demo.draft import Draft
    from caseaudit.demo.model import Event

_MONTHS = 3
_MONTHS_WHEN_URGENT = 4


def write_plan(draft: Draft, decision: Event, row: str, *, fresh: bool) -> Event | None:
    """Write the plan that law row `row` asks for, or fail to. `fresh`: three months have not passed yet."""
    if row == "P1" and "urgent" in decision.fields:
        return _soon_after_urgent(draft, decision)
    if row in {"P1", "P4"}:
        return _before(draft, decision, row)
    if row == "P2" and not fresh and draft.chance(0.3):
        _needless(draft, decision)
        return None
    if row == "P2":
        decision.fields["plan_needed"] = "yes"
    return _pending(draft, decision, row) if fresh else _within(draft, decision, row)


def _plan(draft: Draft, decision: Event, day: date) -> Event:
    kind = "action" if str(decision.fields["section"]).startswith("SEL") else "child"
    goals = "yes" if draft.chance(0.8) else "no"
    shift = -1 if day <= decision.day else 1
    return draft.case.add("plan", day, concerns=decision, shift=shift, kind=kind, goals=goals)


def _before(draft: Draft, decision: Event, row: str) -> Event | None:
    """Write a plan on or before the decision; where that is broken it comes too late, or never."""
    late = decision.day + draft.days(5, 60)
    if not draft.broken(row):
        draft.case.expect(row, decision, "met")
        return _plan(draft, decision, decision.day - draft.days(0, 14))
    if late <= draft.as_of and draft.chance(0.5):
        draft.case.expect(row, decision, "breached", "late")
        return _plan(draft, decision, late)
    draft.case.expect(row, decision, "breached", "missing")
    return None


def _soon_after_urgent(draft: Draft, decision: Event) -> Event:
    """Row P1: an urgent decision with a reason may have its plan within four months."""
    if draft.broken("P1"):
        draft.case.expect("P1", decision, "breached", "late")
        return _plan(draft, decision, add_months(decision.day, _MONTHS_WHEN_URGENT) + draft.days(10, 40))
    draft.case.expect("P1", decision, "excused")
    return _plan(draft, decision, decision.day + draft.days(20, 100))


def _needless(draft: Draft, decision: Event) -> None:
    """Row P2: support may do without a plan where that was decided; silence on it is a breach."""
    if draft.broken("P2"):
        draft.case.expect("P2", decision, "breached", "incomplete")
    else:
        decision.fields["plan_needed"] = "no"
        draft.case.expect("P2", decision, "met")


def _pending(draft: Draft, decision: Event, row: str) -> Event | None:
    if draft.chance(0.6):
        draft.case.expect(row, decision, "pending")
        return None
    draft.case.expect(row, decision, "met")
    return _plan(draft, decision, decision.day + draft.days(1, 9))


def _within(draft: Draft, decision: Event, row: str) -> Event | None:
    """Write a plan within three months of the decision (rows P2 and P3)."""
    if not draft.broken(row):
        draft.case.expect(row, decision, "met")
        return _plan(draft, decision, decision.day + draft.days(5, 80))
    if draft.chance(0.5):
        draft.case.expect(row, decision, "breached", "late")
        return _plan(draft, decision, add_months(decision.day, _MONTHS) + draft.days(7, 45))
    draft.case.expect(row, decision, "breached", "missing")
    return None
