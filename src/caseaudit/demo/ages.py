"""How old the child is: some of the placed and supported children become youths whom the law asks more for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseaudit.demo.draft import NEW_LAW, add_months
from caseaudit.demo.model import end_of, section_of, under
from caseaudit.demo.people import YOUTH_GROUP, impossible_cpr

if TYPE_CHECKING:
    from caseaudit.demo.draft import Draft
    from caseaudit.demo.model import Event

_YEAR, _HALF = 12, 6


def grow(draft: Draft, number: int) -> None:
    """Give some children another birth date, so that a birthday that matters falls while the measure runs."""
    born = _placed(draft) if draft.case.of("placement") else _supported(draft)
    if born:
        draft.case.attributes |= {
            "birth_date": born,
            "child_id": impossible_cpr(number, born),
            "target_group": YOUTH_GROUP,
        }


def _placed(draft: Draft) -> date | None:
    """Choose the birthday: 17½ before the placement ends, 16 while it runs, or 15 to 17 when it was decided."""
    placement = draft.case.of("placement")[-1]
    start, end = placement.day, end_of(placement) or draft.as_of
    at_decision = placement.concerns.day if placement.concerns else start
    before_18 = add_months(end, -_HALF) + timedelta(days=10)
    chosen = draft.rng.choices(("aftercare", "soon", "sixteen", "older", "fifteen", ""), (24, 6, 16, 22, 10, 22))[0]
    if chosen == "aftercare":
        return _born(draft, 17 * _YEAR + _HALF, max(start + timedelta(days=40), before_18), end - timedelta(days=20))
    if chosen == "soon" and "ends_on" not in placement.fields:
        return _born(draft, 17 * _YEAR + _HALF, end + timedelta(days=10), end + timedelta(days=100))
    if chosen == "sixteen" and start >= NEW_LAW:
        return _born(draft, 16 * _YEAR, start + timedelta(days=20), end - timedelta(days=30))
    if chosen == "older":
        first = max(at_decision - timedelta(days=300), add_months(end, -2 * _YEAR) + timedelta(days=5))
        return _born(draft, 16 * _YEAR, first, at_decision - timedelta(days=5))
    if chosen == "fifteen":
        first = max(at_decision - timedelta(days=300), add_months(end, -3 * _YEAR) + timedelta(days=5))
        return _born(draft, 15 * _YEAR, first, at_decision - timedelta(days=5))
    return None


def _supported(draft: Draft) -> date | None:
    """Let some children who have support under barnets lov turn sixteen while it runs."""
    new = [m for m in draft.case.of("intervention") if under(section_of(m.concerns), "BL-32")]
    if not new or not draft.chance(0.5):
        return None
    measure: Event = new[-1]
    end = end_of(measure) or draft.as_of
    return _born(draft, 16 * _YEAR, measure.day + timedelta(days=20), end - timedelta(days=30))


def _born(draft: Draft, months: int, first: date, last: date) -> date | None:
    """Return a birth date from which that age is reached between two days; None where they leave no room."""
    return add_months(draft.day(first, last), -months) if first <= last else None
