"""The child's voice: a conversation before each decision, and a companion (rows C1 and C5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.demo.draft import NEW_LAW

if TYPE_CHECKING:
    from caseaudit.demo.draft import Draft
    from caseaudit.demo.model import Event


def talk_before(draft: Draft, decision: Event) -> None:
    """Add the conversation with the child that a decision needs (row C1), or leave it out."""
    case, day = draft.case, decision.day
    if not draft.broken("C1"):
        _hold_or_omit(draft, decision)
        return
    after = day + draft.days(4, 20)
    way = draft.rng.choices(("missing", "late", "incomplete"), (6, 2, 2))[0]
    if way == "late" and after <= draft.last:
        case.add("child_conversation", after, concerns=decision, shift=1, result="held")
        case.expect("C1", decision, "breached", "late")
    elif way == "incomplete" and day >= NEW_LAW:
        case.add("child_conversation", day, concerns=decision, result="omitted", reason="Barnets alder")
        case.expect("C1", decision, "breached", "incomplete")
    else:
        case.expect("C1", decision, "breached", "missing")


def _hold_or_omit(draft: Draft, decision: Event) -> None:
    day = decision.day
    result = draft.rng.choices(("held", "declined", "omitted"), (80, 8, 12))[0]
    if result == "omitted":
        draft.case.add(
            "child_conversation",
            day,
            concerns=decision,
            result=result,
            reason="Barnets alder",
            alternative="yes" if day >= NEW_LAW else None,
        )
        draft.case.expect("C1", decision, "excused")
    else:
        draft.case.add("child_conversation", day - draft.days(0, 1), concerns=decision, result=result)
        draft.case.expect("C1", decision, "met")


def tell_about_companion(draft: Draft) -> None:
    """Tell the child of the right to a companion on or before the first decision (judged once per case)."""
    decisions = draft.case.of("decision")
    if not decisions:
        return
    first = decisions[0].day
    if not draft.broken("C5"):
        draft.case.add("companion_informed", first - draft.days(1, 25))
        draft.case.expect("C5", None, "met")
    elif draft.chance(0.3):
        draft.case.add("companion_informed", draft.after(first))
        draft.case.expect("C5", None, "breached", "late")
    else:
        draft.case.expect("C5", None, "breached", "missing")
