"""Contact that is broken or paused, and what children ask for (rows S2, S6, S7 and C7)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseaudit.demo.draft import NEW_LAW
from caseaudit.demo.duties import PAUSED, REQUEST_ANSWERED
from caseaudit.demo.model import section_of, under

if TYPE_CHECKING:
    from caseaudit.demo.draft import Draft
    from caseaudit.demo.model import Event

_LONGEST_PAUSE = timedelta(days=56)
_NETWORK_TOO = date(2025, 1, 1)
"""From here on a request about contact may be about the network too (row S7)."""
_ON_CONTACT = ("BL-103", "BL-104", "BL-105")
_ON_PLACEMENT = ("BL-32", "BL-46", "BL-47", "BL-48", "BL-143")


def settle(draft: Draft) -> None:
    """Let some decisions on free contact under barnets lov break it or pause it instead."""
    for decision in draft.case.of("decision"):
        if decision.fields.get("kind") == "free" and section_of(decision) == "BL-104-2":
            kind = draft.rng.choices(("free", "interrupted", "paused"), (16, 42, 42))[0]
            decision.fields["kind"] = kind
            if kind == "interrupted":
                _interrupt(draft, decision)
            elif kind == "paused":
                _pause(draft, decision)


def _interrupt(draft: Draft, decision: Event) -> None:
    """Row S2: only the committee may break contact; where the administration did, it stands as ordinary contact."""
    if draft.broken("S2"):
        draft.case.expect("S2", decision, "breached", "wrong_body")
        return
    decision.fields |= {"section": "BL-105-1-2", "body": "committee", "ends_on": decision.day + draft.days(90, 350)}
    draft.case.expect("S2", decision, "met")


def _pause(draft: Draft, decision: Event) -> None:
    """Row S6: contact that the child asks to be spared of is paused for at most eight weeks."""
    decision.fields["section"] = "BL-104-5"
    if not draft.broken("S6"):
        decision.fields["ends_on"] = decision.day + draft.days(21, 56)
        draft.case.expect("S6", decision, "met", rule=PAUSED)
        return
    long = draft.chance(0.6)
    if long:
        decision.fields["ends_on"] = decision.day + draft.days(70, 120)
    if long and decision.day + _LONGEST_PAUSE >= draft.as_of:
        draft.case.expect("S6", decision, "pending", rule=PAUSED)
    else:
        draft.case.expect("S6", decision, "breached", "late" if long else "incomplete", PAUSED)


def ask(draft: Draft) -> None:
    """Let the child ask to be placed, or about contact; the answer is a decision on it or after it."""
    if draft.chance(0.45):
        _ask(draft, "placement", "C7", _ON_PLACEMENT)
    if draft.case.of("placement") and draft.chance(0.6):
        _ask(draft, "contact", "S7", _ON_CONTACT)


def _ask(draft: Draft, kind: str, row: str, sections: tuple[str, ...]) -> None:
    case = draft.case
    answers = [d.day for d in case.of("decision") if under(section_of(d), *sections)]
    broken = draft.broken(row)
    if not answers or answers[-1] < NEW_LAW:
        return
    if broken:
        first, last = (
            max([draft.first, NEW_LAW, *(d + timedelta(days=5) for d in answers)]),
            draft.last - timedelta(days=1),
        )
    else:
        first, last = max(draft.first, NEW_LAW, answers[-1] - timedelta(days=40)), answers[-1]
    first += timedelta(days=3) if broken else timedelta(0)
    if first > last:
        return
    request = case.add("request", draft.day(first, last), kind=kind, party="child")
    if broken and any(d >= request.day for d in answers):
        case.drop([request])
        return
    outcome = ("unknown", "needs_review") if broken else ("met", "")
    if row == "S7":
        case.expect("S6", request, *outcome, rule=REQUEST_ANSWERED)
    if row != "S7" or request.day >= _NETWORK_TOO:
        case.expect(row, request, *outcome)
