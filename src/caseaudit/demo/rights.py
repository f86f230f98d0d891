"""What each decision owes the parties: hearing, reasons, appeal, consent, letters (rows G1, G2, G5, C6, A1, A2, A7, A17, S8, P8)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from caseaudit.demo.draft import NEW_LAW
from caseaudit.demo.duties import PARENTS_CONSENT, YOUTH_CONSENT
from caseaudit.demo.model import section_of, under
from caseaudit.demo.moving import AGREED, FORCED

if TYPE_CHECKING:
    from caseaudit.demo.draft import Draft
    from caseaudit.demo.model import Event

_ADVERSE = ("SEL-58", "SEL-69-3", "SEL-71-3", "SEL-75", "BL-47", "BL-98-4", "BL-105", "BL-143")
_APPEAL_AT_12 = ("SEL-52", "SEL-57b", "SEL-68-2", "SEL-68b-1", "SEL-69-1", "SEL-71-2")
_PARTY_AT_10 = (
    "BL-32", "BL-39", "BL-46", "BL-47", "BL-52", "BL-97-2", "BL-100", "BL-104-2", "BL-104-3", "BL-104-4", "BL-105",
    "BL-114", "BL-115", "BL-116", "BL-120", "BL-142", "BL-143",
)  # fmt: skip
_ON_INVESTIGATION = ("SEL-50", "BL-20")
_GROWN, _YOUTH = 18, 15
_SHIFTED = timedelta(days=5)
"""Room for a letter that must move to a day without one."""


def respect(draft: Draft) -> None:
    """Plan the rights of the parties in every decision, and the goals of every plan."""
    for decision in draft.case.of("decision"):
        section = section_of(decision)
        _hear(draft, decision)
        if under(section, *_ADVERSE):
            _flag(draft, decision, "G2", "reasoned")
            _flag(draft, decision, "G5", "appeal_guidance")
        if under(section, *FORCED):
            _by_committee(draft, decision)
        if under(section, "BL-32"):
            _consent(draft, decision, "A1")
        elif under(section, *AGREED):
            _consent(draft, decision, "A2", PARENTS_CONSENT)
            _youth_consents(draft, decision)
        if under(section, "SEL-71-3", "BL-105"):
            _guide(draft, decision)
        _send(draft, decision)
        _set_goals(draft, decision)
    for placement in draft.case.of("placement"):
        _support(draft, placement)


def _hear(draft: Draft, decision: Event) -> None:
    """Row G1: the parties are heard before; where nothing says so, somebody must look."""
    case, about_investigation = draft.case, under(section_of(decision), *_ON_INVESTIGATION)
    heard = case.linked("party_hearing", decision)
    if draft.broken("G1"):
        case.drop(heard)
        if not about_investigation:
            decision.fields["heard"] = "no"
        case.expect("G1", decision, "unknown", "needs_review")
        return
    if about_investigation:
        case.add("party_hearing", max(decision.day - draft.days(0, 3), draft.first), concerns=decision)
    else:
        decision.fields["heard"] = "yes"
    late = about_investigation and case.linked("party_hearing", decision)[0].day > decision.day
    case.expect("G1", decision, *(("unknown", "needs_review") if late else ("met", "")))


def _flag(draft: Draft, decision: Event, row: str, name: str) -> None:
    broken = draft.broken(row)
    decision.fields[name] = "no" if broken else "yes"
    draft.case.expect(row, decision, *(("breached", "incomplete") if broken else ("met", "")))


def _by_committee(draft: Draft, decision: Event) -> None:
    """Row A7: placement without consent is for the committee to decide."""
    broken = draft.broken("A7")
    if broken:
        decision.fields["body"] = "administration"
    draft.case.expect("A7", decision, *(("breached", "wrong_body") if broken else ("met", "")))


def _consent(draft: Draft, decision: Event, row: str, rule: str = "") -> None:
    """Rows A1 and A2: the parents consent by the decision; where that is broken they consent later, or never."""
    case = draft.case
    given = case.linked("consent_given", decision)
    party = "custody_holder" if row == "A2" else None
    for consent in given:
        consent.fields |= {"party": party} if party else {}
    if not draft.broken(row):
        case.expect(row, decision, "met", rule=rule)
        return
    case.drop(given)
    decision.fields["consent"] = "no"
    late = decision.day + draft.days(3, 25)
    if late <= draft.last and draft.chance(0.4):
        case.add("consent_given", late, concerns=decision, party=party)
        case.expect(row, decision, "breached", "late", rule)
    else:
        case.expect(row, decision, "breached", "missing", rule)


def _youth_consents(draft: Draft, decision: Event) -> None:
    """Row A2: from fifteen the youth consents too."""
    if draft.age(decision.day) < _YOUTH:
        return
    broken = draft.broken("A2")
    if not broken:
        draft.office("consent_given", decision.day - draft.days(0, 6), concerns=decision, party="child")
    draft.case.expect("A2", decision, *(("breached", "missing") if broken else ("met", "")), rule=YOUTH_CONSENT)


def _guide(draft: Draft, decision: Event) -> None:
    """Row S8: a lawyer and file access before the committee decides on contact."""
    case, broken = draft.case, draft.broken("S8")
    left_out = draft.rng.choice(("lawyer_offered", "file_access_informed")) if broken else ""
    for step in ("lawyer_offered", "file_access_informed"):
        case.drop(case.linked(step, decision))
        if step != left_out:
            draft.office(step, decision.day - draft.days(1, 10), concerns=decision)
    case.expect("S8", decision, *(("breached", "missing") if broken else ("met", "")))


def _send(draft: Draft, decision: Event) -> None:
    """Row C6: a child who is a party has a letter of its own; the others go to the parents."""
    case, section, age = draft.case, section_of(decision), draft.age(decision.day)
    for letter in case.linked("decision_sent", decision):
        letter.fields["party"] = "custody_holder"
    new = decision.day >= NEW_LAW
    party = under(section, *_PARTY_AT_10) and age >= 10 if new else under(section, *_APPEAL_AT_12) and age >= 12
    if not party or age >= _GROWN:
        return
    broken = draft.broken("C6")
    if not broken:
        sent = case.linked("decision_sent", decision)
        day = sent[0].day if sent else decision.day
        case.add("decision_sent", day, concerns=decision, shift=1, party="child")
    case.expect("C6", decision, *(("breached", "missing") if broken else ("met", "")))


def _set_goals(draft: Draft, decision: Event) -> None:
    """Row P8: a plan has goals; the plans of one decision are alike in this."""
    broken = draft.broken("P8")
    for plan in draft.case.linked("plan", decision):
        plan.fields["goals"] = "no" if broken else "yes"
        draft.case.expect("P8", plan, *(("breached", "incomplete") if broken else ("met", "")))


def _support(draft: Draft, placement: Event) -> None:
    """Row A17: the parents are offered a support person."""
    case, own = draft.case, placement.concerns
    offered = [e for e in case.of("support_person_offered") if e.concerns and e.concerns.type == "decision"]
    case.drop(offered)
    broken = draft.broken("A17")
    if own and not broken:
        day = min(own.day + draft.days(0, 9), draft.last)
        case.add("support_person_offered", day, concerns=own, shift=1 if day < draft.last else -1)
    case.expect("A17", placement, *(("breached", "missing") if broken else ("met", "")))


def post(draft: Draft) -> None:
    """Send most decisions to the parents that have no letter yet; no law row asks for it."""
    case = draft.case
    for decision in case.of("decision"):
        day = decision.day + draft.days(0, 2)
        sent = any(e.fields.get("party") != "child" for e in case.linked("decision_sent", decision))
        if not sent and draft.chance(0.85) and day + _SHIFTED <= draft.last:
            party = None if under(section_of(decision), *_ON_INVESTIGATION) else "custody_holder"
            case.add("decision_sent", day, concerns=decision, shift=1, party=party)
