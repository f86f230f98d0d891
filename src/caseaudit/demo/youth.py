"""From child to youth: the plan at sixteen and the decision at seventeen and a half (rows P5 to P7, E5 and E6)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from caseaudit.demo.draft import NEW_LAW, add_months
from caseaudit.demo.duties import YOUTH_PLAN_AT_16, YOUTH_PLAN_FROM_16
from caseaudit.demo.model import end_of, section_of, under

if TYPE_CHECKING:
    from datetime import date

    from caseaudit.demo.draft import Draft
    from caseaudit.demo.model import Event

_SIXTEEN, _GROWN, _THREE_MONTHS, _YEAR = 16, 18, 3, 12


def grow_up(draft: Draft) -> None:
    """Plan what is done for youths."""
    for decision in _decisions(draft):
        plans = draft.case.linked("plan", decision)
        if plans and not draft.broken("P6" if under(section_of(decision), "BL-46") else "P7"):
            plans[0].fields["kind"] = "youth"
    for measure in _sixteen(draft):
        _plan_at_sixteen(draft, measure)
    for placement in draft.case.of("placement"):
        _aftercare(draft, placement)
    placed = _decided_while_placed(draft)
    if placed and not draft.broken("E6"):
        _youth_plan(draft, _with_plan(draft, placed), draft.case.of("aftercare_decision")[0].day - draft.days(3, 40))


def judge(draft: Draft) -> None:
    """Write down what the plans of the case, all of them made by now, are worth (rows P5 to P7 and E6)."""
    case = draft.case
    for decision in _decisions(draft):
        agreed = under(section_of(decision), "BL-46")
        limit = add_months(decision.day, _THREE_MONTHS) if agreed else decision.day
        outcome = _youth_plan_by(draft, decision, limit)
        case.expect("P6" if agreed else "P7", decision, *outcome, rule=YOUTH_PLAN_FROM_16 if agreed else "")
    limit = draft.birthday(_SIXTEEN, months=_THREE_MONTHS)
    for measure in _sixteen(draft):
        end, outcome = end_of(measure), _youth_plan_by(draft, measure.concerns, limit)
        if measure.type == "intervention" and _needless(draft, measure):
            outcome = ("met", "")
        elif outcome[0] == "breached" and end and end <= limit:
            outcome = ("excused", "")
        placed = measure.type == "placement"
        case.expect("P6" if placed else "P5", measure, *outcome, rule=YOUTH_PLAN_AT_16 if placed else "")
    if _decided_while_placed(draft):
        case.expect("E6", None, *_revised(draft, case.of("aftercare_decision")[0].day))


def _decisions(draft: Draft) -> list[Event]:
    """Return the decisions to place a youth of sixteen or seventeen under barnets lov."""
    placed = [d for d in draft.case.of("decision") if under(section_of(d), "BL-46", "BL-47")]
    return [d for d in placed if _SIXTEEN <= draft.age(d.day) < _GROWN]


def _sixteen(draft: Draft) -> list[Event]:
    """Return the placements and the support under barnets lov in which the child turned sixteen."""
    support = [m for m in draft.case.of("intervention") if under(section_of(m.concerns), "BL-32")]
    new = [m for m in support + draft.case.of("placement") if m.day >= NEW_LAW]
    return [m for m in new if _runs(draft, m, draft.birthday(_SIXTEEN))]


def _runs(draft: Draft, measure: Event, day: date) -> bool:
    return measure.day <= day <= (end_of(measure) or draft.as_of) and day <= draft.as_of


def _youth_plan_by(draft: Draft, decision: Event | None, limit: date) -> tuple[str, str]:
    days = [p.day for p in draft.case.linked("plan", decision) if p.fields.get("kind") == "youth"]
    if any(day <= limit for day in days):
        return "met", ""
    if limit >= draft.as_of:
        return "pending", ""
    return "breached", "late" if days else "missing"


def _plan_at_sixteen(draft: Draft, measure: Event) -> None:
    """Rows P5 and P6: within three months of the birthday a youth's plan, or for support that none is needed."""
    placed = measure.type == "placement"
    limit = draft.birthday(_SIXTEEN, months=_THREE_MONTHS)
    if not draft.broken("P6" if placed else "P5"):
        if placed or not draft.chance(0.35) or not _say_needless(draft, measure):
            _youth_plan(draft, measure.concerns, limit - draft.days(5, 70))
    elif draft.chance(0.4):
        _youth_plan(draft, measure.concerns, limit + draft.days(5, 30))


def _needless(draft: Draft, measure: Event) -> bool:
    """Say whether the decision, or a follow-up, near the birthday says that no plan is needed."""
    birthday = draft.birthday(_SIXTEEN)
    first, last = add_months(birthday, -6), add_months(birthday, _THREE_MONTHS)
    said = [*draft.case.linked("follow_up", measure), *([measure.concerns] if measure.concerns else [])]
    return any(first <= e.day <= last and e.fields.get("plan_needed") == "no" for e in said)


def _say_needless(draft: Draft, measure: Event) -> bool:
    birthday = draft.birthday(_SIXTEEN)
    first, last = add_months(birthday, -6), add_months(birthday, _THREE_MONTHS)
    near = [f for f in draft.case.linked("follow_up", measure) if first <= f.day <= last]
    if near:
        near[0].fields["plan_needed"] = "no"
    return bool(near)


def _youth_plan(draft: Draft, decision: Event | None, day: date) -> None:
    """Add a plan for the youth to a decision that needs no first plan any more, so that no other duty is touched.

    Under serviceloven, or where there is a youth's plan already, it is a revision whose kind is not recorded.
    """
    if not decision:
        return
    plans, old = draft.case.linked("plan", decision), section_of(decision).startswith("SEL")
    again = any(p.fields.get("kind") == "youth" and p.day < day for p in plans)
    kind = None if again or (old and day < NEW_LAW) else "youth"
    day = max([day, draft.first, *(p.day + timedelta(days=1) for p in plans[:1])])
    settled = plans or decision.fields.get("plan_needed") == "no"
    if not settled or day > draft.last or any(p.fields.get("kind") == kind for p in plans):
        return
    frame = plans[0].fields.get("contact_frame") if plans else None
    draft.case.add("plan", day, concerns=decision, shift=1, kind=kind, contact_frame=frame)


def _with_plan(draft: Draft, placement: Event) -> Event | None:
    """Return the decision that holds the plan: the placement's own, or the one that the chair's decision overtook."""
    plans = [p for p in draft.case.of("plan") if p.concerns]
    own = [p for p in plans if p.concerns is placement.concerns]
    return next((p.concerns for p in (*own, *reversed(plans))), placement.concerns)


def _aftercare(draft: Draft, placement: Event) -> None:
    """Row E5: half a year before the youth turns eighteen it is decided what comes after."""
    case, due, end = draft.case, draft.birthday(17, months=6), end_of(placement)
    if not any(_runs(draft, placement, day) for day in (draft.birthday(17), due)):
        return
    broken = draft.broken("E5")
    day = due - draft.days(5, 50)
    late = due + draft.days(8, 60)
    if not broken and placement.day + timedelta(days=10) <= day <= draft.last:
        draft.office("aftercare_decision", day)
        case.expect("E5", placement, "met")
    elif due >= draft.as_of:
        case.expect("E5", placement, "pending")
    elif end and end <= due:
        case.expect("E5", placement, "excused")
    elif late <= min(draft.last, end or draft.last) and (not broken or draft.chance(0.5)):
        draft.office("aftercare_decision", late)
        case.expect("E5", placement, "breached", "late")
    else:
        case.expect("E5", placement, "breached", "missing")


def _decided_while_placed(draft: Draft) -> Event | None:
    """Return the placement that ran when it was first decided what comes after it."""
    decided = next(iter(draft.case.of("aftercare_decision")), None)
    if not decided or draft.age(decided.day) >= _GROWN:
        return None
    return next((p for p in reversed(draft.case.of("placement")) if _runs(draft, p, decided.day)), None)


def _revised(draft: Draft, day: date) -> tuple[str, str]:
    """Row E6: the plan is revised with the youth in the year before that decision."""
    plans, since = [p.day for p in draft.case.of("plan")], add_months(day, -_YEAR)
    if any(since <= plan <= day for plan in plans):
        return "met", ""
    if any(plan > day for plan in plans):
        return "breached", "late"
    return "breached", "incomplete" if plans else "missing"
