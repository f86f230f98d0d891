"""Follow-ups that set the next one, and visits where the child is spoken with (rows F3 and C4)."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from caseaudit.demo.draft import NEW_LAW
from caseaudit.demo.duties import BY_OWN_DATE, RHYTHM
from caseaudit.demo.model import end_of

if TYPE_CHECKING:
    from caseaudit.demo.draft import Draft
    from caseaudit.demo.model import Event

_WELL_BEYOND = 170
"""No two follow-ups of barnets lov are so many days apart, nor the last of them and the end."""


def follow(draft: Draft) -> None:
    """Plan the rhythm of every measure that began under barnets lov, and who was spoken with at the visits."""
    for measure in draft.case.of("intervention") + draft.case.of("placement"):
        if measure.day >= NEW_LAW:
            _rhythm(draft, measure)
    for placement in draft.case.of("placement"):
        _visits(draft, placement)


def _rhythm(draft: Draft, measure: Event) -> None:
    """Row F3: the first follow-up decides when the next is due, and each comes by the day that was set."""
    case, held = draft.case, draft.case.linked("follow_up", measure)
    if not held:
        return
    if draft.broken("F3"):
        case.expect("F3", measure, "breached", "missing", RHYTHM)
        return
    case.expect("F3", measure, "met", rule=RHYTHM)
    for one, following in pairwise(held):
        one.fields["next_on"] = following.day + draft.days(0, 10)
    held[-1].fields["next_on"] = held[-1].day + draft.days(_WELL_BEYOND, 200)
    end = end_of(measure)
    if draft.broken("F3") and len(held) > 1:
        n = draft.rng.randrange(len(held) - 1)
        held[n].fields["next_on"] = held[n + 1].day - draft.days(15, 40)
        case.expect("F3", measure, "breached", "late", BY_OWN_DATE)
    else:
        waits = len(held) == 1 and not end
        case.expect("F3", measure, "pending" if waits else "met", rule=BY_OWN_DATE)


def _visits(draft: Draft, placement: Event) -> None:
    """Row C4: the child is spoken with at each visit; years that are not full leave room for one without."""
    end = end_of(placement) or draft.as_of
    for visit in draft.case.linked("supervision_visit", placement):
        full = placement.day < date(visit.day.year, 1, 1) and end > date(visit.day.year, 12, 31)
        if not full and draft.broken("C4"):
            visit.fields["with_child"] = "no"
        seen = visit.fields["with_child"] == "yes"
        draft.case.expect("C4", visit, *(("met", "") if seen else ("breached", "missing")))
