"""The child comes home: decision, period, statement from the placement, and a revised plan (rows E1 to E4)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from caseaudit.demo.draft import NEW_LAW, add_months
from caseaudit.demo.voice import talk_before

if TYPE_CHECKING:
    from datetime import date

    from caseaudit.demo.draft import Draft
    from caseaudit.demo.model import Event

_HALF_A_YEAR, _YEAR = 6, 12
_YOUTH_PLAN_AGE = 16


def bring_home(draft: Draft) -> Event | None:
    """Decide that the child comes home, before or after it happened, or not at all; return the decision."""
    home = next(iter(draft.case.of("return_home")), None)
    if not home:
        return None
    broken, late = draft.broken("E1"), home.day + draft.days(3, 10)
    if broken and (late + timedelta(days=3) > draft.last or draft.chance(0.6)):
        draft.case.expect("E1", None, "breached", "missing")
        return None
    day = late if broken else home.day - draft.days(8, 40)
    new = day >= NEW_LAW
    decision = draft.office("decision", day, section="BL-100-1" if new else "SEL-68-2", kind="return",
                            body="administration", consent="yes")  # fmt: skip
    draft.case.expect("E1", None, *(("breached", "late") if broken else ("met", "")))
    talk_before(draft, decision)
    _period(draft, decision)
    if decision.day >= NEW_LAW:
        _statement(draft, decision)
    return decision


def _period(draft: Draft, decision: Event) -> None:
    """Row E2: a period of at most six months, or a reason why there is none."""
    limit = add_months(decision.day, _HALF_A_YEAR)
    if draft.broken("E2"):
        long = draft.chance(0.4)
        if long:
            decision.fields["ends_on"] = limit + draft.days(20, 90)
        passed = limit < draft.as_of or not long
        draft.case.expect(
            "E2", decision, *(("breached", "late" if long else "incomplete") if passed else ("pending", ""))
        )
    elif draft.chance(0.25):
        decision.fields["reason"] = "Barnet og forældrene har ikke brug for en periode"
        draft.case.expect("E2", decision, "excused")
    else:
        decision.fields["ends_on"] = decision.day + draft.days(30, 170)
        draft.case.expect("E2", decision, "met")


def _statement(draft: Draft, decision: Event) -> None:
    """Row E3: a statement from the placement within the year before; one about a move counts too."""
    since = add_months(decision.day, -_YEAR)
    known = any(since <= e.day <= decision.day for e in draft.case.of("placement_statement"))
    if known or not draft.broken("E3"):
        if not known:
            draft.office("placement_statement", decision.day - draft.days(3, 20), concerns=decision)
        draft.case.expect("E3", None, "met")
    elif draft.chance(0.4) and decision.day + timedelta(days=8) <= draft.last:
        draft.case.add("placement_statement", decision.day + draft.days(2, 8), concerns=decision)
        draft.case.expect("E3", None, "breached", "late")
    else:
        draft.case.expect("E3", None, "breached", "missing")


def revise_plan(draft: Draft, decision: Event | None) -> None:
    """Row E4: the plan is revised in the half year before the child comes home."""
    case = draft.case
    home = next(iter(case.of("return_home")), None)
    if not home:
        return
    if decision and decision.day <= home.day and not draft.broken("E4"):
        day = decision.day - draft.days(0, 6)
        case.add("plan", day, concerns=decision, kind=plan_kind(draft, decision.day), contact_frame="no")
    plans, since = [p.day for p in case.of("plan")], add_months(home.day, -_HALF_A_YEAR)
    if any(since <= day <= home.day for day in plans):
        case.expect("E4", None, "met")
    else:
        case.expect("E4", None, "breached", _why(plans, home))


def _why(plans: list[date], home: Event) -> str:
    if any(day > home.day for day in plans):
        return "late"
    return "incomplete" if plans else "missing"


def plan_kind(draft: Draft, day: date) -> str:
    """Return the kind of plan that is made on a day: by the act, and by the age of the child."""
    if day < NEW_LAW:
        return "action"
    return "youth" if draft.age(day) >= _YOUTH_PLAN_AGE else "child"
