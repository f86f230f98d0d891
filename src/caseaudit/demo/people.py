"""Who and where: invented case numbers, children, teams and caseworkers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caseaudit.demo.draft import Draft

MUNICIPALITY = "Prøveby"
DISTRICTS = ("Nord", "Syd", "Øst", "Vest")
TEAMS = {
    "notification": "Modtagelse",
    "investigation": "Undersøgelse",
    "intervention": "Børn",
    "placement": "Anbringelse",
}
"""The team of a case is that of the last step it has reached."""
TARGET_GROUPS = ("Børn", "Unge", "Handicap")
_YOUTH = 13
YOUTH_GROUP = TARGET_GROUPS[1]


def introduce(draft: Draft, number: int) -> None:
    """Give the case its number, child, team and caseworker, from what happened in it."""
    case, rng = draft.case, draft.rng
    first = min(event.day for event in case.events)
    opened = first - draft.days(0, 3)
    born = _born(draft, first)
    district = rng.choice(DISTRICTS)
    reached = [team for step, team in TEAMS.items() if case.of(step)]
    case.case_id = case_number(number, opened)
    case.attributes |= {
        "child_id": impossible_cpr(number, born),
        "birth_date": born,
        "municipality": MUNICIPALITY,
        "unit": f"Distrikt {district}",
        "team": reached[-1],
        "caseworker": f"SB{rng.randint(1, 6) + 6 * DISTRICTS.index(district):02d}",
        "target_group": YOUTH_GROUP
        if (opened - born).days > _YOUTH * 365
        else rng.choices(TARGET_GROUPS[::2], (90, 10))[0],
        "opened_on": opened,
    }
    closed = _closed(draft)
    if closed:
        case.attributes["closed_on"] = closed


def _closed(draft: Draft) -> date | None:
    """Return the day the case was closed: some days after its last measure ended, if every measure has ended."""
    measures = draft.case.of("intervention") + draft.case.of("placement")
    ends = [day for m in measures if isinstance(day := m.fields.get("ends_on"), date)]
    if not ends or len(ends) < len(measures):
        return None
    closed = max([*ends, *(e.day for e in draft.case.events)]) + draft.days(1, 14)
    return closed if closed <= draft.as_of else None


def case_number(number: int, opened: date) -> str:
    """Return a case number as municipalities write it: KLE number, facet, running number, year."""
    return f"27.24.00-G01-{number}-{opened:%y}"


def impossible_cpr(number: int, born: date) -> str:
    """Return a number shaped as a CPR number that nobody can have: the 31st of February."""
    return f"3102{born:%y}-{4000 + number % 6000:04d}"


def _born(draft: Draft, first: date) -> date:
    """Return a birth date: a youth where the decision is on a youth, otherwise a child who is under 16 all along."""
    if any(e.fields.get("section") == "SEL-76-2" for e in draft.case.of("decision")):
        return draft.case.of("decision")[0].day - timedelta(days=17 * 365 + draft.rng.randint(20, 300))
    years_left = 15 - (draft.as_of - first).days // 365
    return first - draft.days(60, max(400, (years_left - 1) * 365))
