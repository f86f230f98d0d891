"""Contact and the choice of placement: decisions of their own (rows S1, S3, S4 and A11).

They stand on the case and are not linked to the placement: a wide pull has them in rows of their own.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from caseaudit.demo.draft import NEW_LAW
from caseaudit.demo.extras import around, guide_before_committee
from caseaudit.demo.voice import talk_before

if TYPE_CHECKING:
    from caseaudit.demo.draft import Draft
    from caseaudit.demo.model import Event


def settle_contact(draft: Draft, decision: Event, placement: Event, plan: Event | None) -> None:
    """Set the scope of contact by a decision or by a frame in the plan, or leave it unsettled (row S1)."""
    if plan:
        plan.fields["contact_frame"] = "no"
    if draft.broken("S1"):
        draft.case.expect("S1", placement, "breached", "missing")
        return
    draft.case.expect("S1", placement, "met")
    if plan and draft.chance(0.5):
        plan.fields["contact_frame"] = "yes"
    else:
        _decide(draft, decision)


def _decide(draft: Draft, decision: Event) -> None:
    day = decision.day + draft.days(3, 4)
    kind = draft.rng.choices(("free", "supported", "supervised"), (45, 30, 25))[0]
    new = day >= NEW_LAW
    contact = draft.case.add("decision", day, shift=1, kind=kind, section=_section(kind, new=new))
    contact.fields["body"] = "committee" if kind == "supervised" else "administration"
    around(draft, contact)
    talk_before(draft, contact)
    if kind == "supported":
        broken = draft.broken("S3")
        contact.fields["consent"] = "no" if broken else "yes"
        draft.case.expect("S3", contact, *(("breached", "incomplete") if broken else ("met",)))
    elif kind == "supervised":
        _supervised(draft, contact)


def _section(kind: str, *, new: bool) -> str:
    if kind == "supervised":
        return "BL-105-1-1" if new else "SEL-71-3"
    return "BL-104-2" if new else "SEL-71-2"


def _supervised(draft: Draft, contact: Event) -> None:
    """Row S4: supervised contact is for the committee to decide, for a definite period."""
    guide_before_committee(draft, contact)
    way = draft.rng.choice(("wrong_body", "incomplete")) if draft.broken("S4") else ""
    if way == "wrong_body":
        contact.fields["body"] = "administration"
    if way != "incomplete":
        contact.fields["ends_on"] = contact.day + draft.days(120, 360)
    draft.case.expect("S4", contact, "breached" if way else "met", way)


def choose_place(draft: Draft, decision: Event, placement: Event, *, certain: bool) -> None:
    """Decide on the concrete placement on or before the child moves in (row A11)."""
    broken = not certain and draft.broken("A11")
    late = placement.day + draft.days(6, 30)
    if broken and (late > draft.as_of or draft.chance(0.8)):
        draft.case.expect("A11", placement, "breached", "missing")
        return
    day = late if broken else decision.day + timedelta(days=1)
    section = "BL-52-1" if day >= NEW_LAW else "SEL-68b-1"
    choice = draft.case.add("decision", day, shift=1, section=section, body="administration")
    around(draft, choice)
    choice.fields["reasoned"] = "yes"
    talk_before(draft, choice)
    draft.case.expect("A11", placement, *(("breached", "late") if broken else ("met",)))
