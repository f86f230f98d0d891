"""Steps around a decision that the truth file says nothing of, so that the cases are whole."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseaudit.demo.notifications import notify

if TYPE_CHECKING:
    from caseaudit.demo.draft import Draft
    from caseaudit.demo.model import Event

_ROOM_AFTER = timedelta(days=50)


def around(draft: Draft, decision: Event) -> None:
    """Add consent, party hearing, the letter, and what stands in it."""
    if decision.fields.get("consent") == "yes" and draft.chance(0.9):
        draft.case.add("consent_given", decision.day - draft.days(0, 10), concerns=decision)
    if draft.chance(0.8):
        draft.case.add("party_hearing", decision.day - draft.days(2, 14), concerns=decision)
    if draft.chance(0.9):
        sent = min(decision.day + draft.days(0, 3), draft.as_of)
        draft.case.add("decision_sent", sent, concerns=decision, shift=1)
    decision.fields["reasoned"] = "yes" if draft.chance(0.85) else "no"
    decision.fields["appeal_guidance"] = "yes" if draft.chance(0.9) else "no"
    decision.fields["heard"] = "yes" if draft.chance(0.8) else "no"


def offer_support_person(draft: Draft, decision: Event) -> None:
    """Offer the parents a support person when their child is placed."""
    if draft.chance(0.7):
        draft.case.add("support_person_offered", decision.day + draft.days(0, 5), concerns=decision, shift=1)


def guide_before_committee(draft: Draft, contact: Event) -> None:
    """Offer a lawyer and file access before the committee decides on contact."""
    for step in ("lawyer_offered", "file_access_informed"):
        if draft.chance(0.85):
            draft.case.add(step, contact.day - draft.days(0, 10), concerns=contact)


def worry_again(draft: Draft, measure: Event) -> None:
    """Add a notification while the measure runs, assessed anew by somebody who has not handled the case."""
    day = measure.day + draft.days(90, 200)
    ends = measure.fields.get("ends_on", draft.as_of)
    if not draft.chance(0.15) or not isinstance(ends, date) or day + _ROOM_AFTER > ends:
        return
    notification = notify(draft, day)
    if draft.chance(0.8):
        draft.case.add("reassessment", day + draft.days(2, 15), concerns=notification, shift=1)
