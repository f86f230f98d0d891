"""A placement that changes: the chair's decision, another place, renewal, and permanence (rows A8, A15, A16 and A18)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from caseaudit.demo.draft import NEW_LAW, add_months
from caseaudit.demo.duties import APPROVED, MOVED, NOTIFIED, STATED
from caseaudit.demo.model import end_of, section_of, under
from caseaudit.demo.voice import talk_before

if TYPE_CHECKING:
    from datetime import date

    from caseaudit.demo.draft import Draft
    from caseaudit.demo.model import Event

FORCED = ("SEL-58", "BL-47")
AGREED = ("SEL-52-3-7", "BL-46")
_ENOUGH = timedelta(days=200)
_CONSENT_AGE_OF_A_MOVE = 12
_ROOM = timedelta(days=12)


def move(draft: Draft) -> None:
    """Let the chair decide, the child move, and the committee look again."""
    for placement in draft.case.of("placement"):
        own = placement.concerns
        if not own:
            continue
        if under(section_of(own), *FORCED):
            _renew(draft, own, placement)
        elif not draft.chance(0.3):
            _make_permanent(draft, placement)
        elif _may_be_urgent(draft, own, placement):
            _by_the_chair(draft, placement)
        _change(draft, placement)


def _may_be_urgent(draft: Draft, own: Event, placement: Event) -> bool:
    """Leave out placements whose contact is a frame in the plan, and those of a child who turns sixteen meanwhile."""
    framed = any(plan.fields.get("contact_frame") == "yes" for plan in draft.case.linked("plan", own))
    grows = placement.day <= draft.birthday(16) <= (end_of(placement) or draft.as_of)
    posted = any(letter.day == placement.day for letter in draft.case.of("decision_sent"))
    return not (framed or grows or posted or "urgent" in own.fields or placement.day + _ROOM > draft.last)


def _by_the_chair(draft: Draft, placement: Event) -> None:
    """Row A8: consent is withdrawn, the chair decides, and the committee must approve within seven days."""
    case, start = draft.case, placement.day
    day = start - draft.days(0, 1)
    chair = case.add(
        "decision", day, section=_act(day, "SEL-75-1", "BL-143-1"), body="chair", consent="no", urgent="yes",
        reason="Samtykket er trukket tilbage, og barnet kan ikke vente",
    )  # fmt: skip
    placement.concerns = chair
    talk_before(draft, chair)
    told = draft.broken("A8")
    case.add(
        "decision_sent", start + draft.days(2, 6) if told else day, concerns=chair, shift=1, party="custody_holder"
    )
    case.expect("A8", placement, *(("breached", "late") if told else ("met", "")), rule=NOTIFIED)
    broken = draft.broken("A8")
    late = start + draft.days(9, 20)
    if broken and (late + _ROOM > draft.last or draft.chance(0.4)):
        case.expect("A8", placement, "breached", "missing", APPROVED)
        return
    on = late if broken else start + draft.days(2, 4)
    approval = case.add("decision", on, section=_act(on, "SEL-75-3", "BL-143-4"), body="committee", consent="no")
    talk_before(draft, approval)
    case.expect("A8", placement, *(("breached", "late") if broken else ("met", "")), rule=APPROVED)


def _change(draft: Draft, placement: Event) -> None:
    """Row A15: the child moves to another place, with consent or by the committee, after a statement from the first."""
    case = draft.case
    if under(section_of(placement.concerns), "SEL-75", "BL-143"):
        return
    first, last = placement.day + timedelta(days=120), (end_of(placement) or draft.last) - timedelta(days=35)
    if first > last or not draft.chance(0.35):
        return
    by_committee = not draft.broken("A15") and (not under(section_of(placement.concerns), *AGREED) or draft.chance(0.2))
    day = draft.day(first, last)
    decision = draft.office(
        "decision", day, section=_moved_under(day, by_committee=by_committee), kind="change_of_placement",
        body="committee" if by_committee else "administration", consent="no" if by_committee else "yes",
    )  # fmt: skip
    talk_before(draft, decision)
    if by_committee:
        case.expect("A15", decision, "met", rule=MOVED)
    else:
        _consent_to_move(draft, decision)
    _statement(draft, decision)


def _moved_under(day: date, *, by_committee: bool) -> str:
    return _act(day, "SEL-69-3", "BL-98-4") if by_committee else _act(day, "SEL-69-1", "BL-98-1")


def _consent_to_move(draft: Draft, decision: Event) -> None:
    asked = draft.age(decision.day) >= _CONSENT_AGE_OF_A_MOVE
    broken = draft.broken("A15")
    child_silent = broken and asked and draft.chance(0.6)
    if broken and not child_silent:
        decision.fields["consent"] = "no"
    else:
        draft.office("consent_given", decision.day - draft.days(0, 9), concerns=decision, party="custody_holder")
    if asked and not child_silent:
        draft.office("consent_given", decision.day - draft.days(0, 9), concerns=decision, party="child")
    draft.case.expect("A15", decision, *(("breached", "missing") if broken else ("met", "")), rule=MOVED)


def _statement(draft: Draft, decision: Event) -> None:
    if not draft.broken("A15"):
        draft.office("placement_statement", decision.day - draft.days(2, 20), concerns=decision)
        draft.case.expect("A15", decision, "met", rule=STATED)
    elif draft.chance(0.4):
        draft.office("placement_statement", decision.day + draft.days(3, 20), concerns=decision, shift=1)
        draft.case.expect("A15", decision, "breached", "late", STATED)
    else:
        draft.case.expect("A15", decision, "breached", "missing", STATED)


def _renew(draft: Draft, decision: Event, placement: Event) -> None:
    """Row A16: the committee sets a date, and decides anew by then, unless the child has come home."""
    case, ends = draft.case, end_of(placement)
    if draft.chance(0.1):
        case.expect("A16", decision, "unknown", "data_missing")
        return
    due = add_months(decision.day, draft.rng.choice((12, 12, 24)))
    decision.fields["ends_on"] = due
    if due >= draft.as_of:
        case.expect("A16", decision, "pending")
        return
    if ends and ends <= due:
        case.expect("A16", decision, "excused")
        return
    broken, late = draft.broken("A16"), due + draft.days(5, 60)
    if broken and (late > (ends or draft.last) or draft.chance(0.5)):
        case.expect("A16", decision, "breached", "missing")
        return
    day = late if broken else due - draft.days(5, 40)
    renewal = draft.office("decision", day, shift=1 if broken else -1, section=_act(day, "SEL-62-4", "BL-50-1"),
                           body="committee", consent="no")  # fmt: skip
    talk_before(draft, renewal)
    case.expect("A16", decision, *(("breached", "late") if broken else ("met", "")))


def _make_permanent(draft: Draft, placement: Event) -> None:
    """Row A18: under barnets lov a placement is made permanent after three years, or earlier for a reason."""
    end = end_of(placement) or draft.last
    grown = add_months(placement.day, 36) + timedelta(days=30)
    ripe = grown <= end - timedelta(days=30)
    if ripe and draft.chance(0.7):
        day = draft.day(grown, end - timedelta(days=30))
    elif placement.day >= NEW_LAW and placement.day + _ENOUGH < end - timedelta(days=10) and draft.chance(0.25):
        day = draft.day(placement.day + _ENOUGH, end - timedelta(days=10))
    else:
        return
    broken, ripe = draft.broken("A18"), day >= grown
    if broken == ripe:
        return
    decision = draft.office("decision", day, section="BL-67-1", body="committee", consent="yes")
    talk_before(draft, decision)
    draft.case.expect("A18", None, *(("breached", "late") if broken else ("met", "")))


def _act(day: date, old: str, new: str) -> str:
    return new if day >= NEW_LAW else old
