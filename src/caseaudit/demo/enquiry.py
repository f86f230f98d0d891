"""Screening and investigation: decided, preceded by a screening, finished before the decision (rows I1, I3, I7, I8, C3)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseaudit.demo.draft import NEW_LAW, add_months
from caseaudit.demo.duties import SCREENED, SCREENED_FOR_SUPPORT
from caseaudit.demo.model import end_of, section_of, under
from caseaudit.demo.moving import FORCED

if TYPE_CHECKING:
    from caseaudit.demo.draft import Draft
    from caseaudit.demo.model import Event

_KNOWN_BEFORE = ("SEL-50", "SEL-52", "SEL-52a", "SEL-58", "SEL-62", "SEL-68a", "SEL-69", "SEL-71", "SEL-76")
"""A decision under one of these shows a need that was known before screening became a duty."""
_MONTHS = 4


def enquire(draft: Draft) -> None:
    """Plan what belongs to the investigations of a case."""
    for decision in draft.case.of("decision"):
        _finish_before(draft, decision)
    for investigation in draft.case.of("investigation"):
        _decide(draft, investigation)
        _talk(draft, investigation)
    _screen(draft)


def _finish_before(draft: Draft, decision: Event) -> None:
    """Rows I7 and I8: the investigation is finished by the decision; where that is broken, some days later."""
    section = section_of(decision)
    forced = under(section, *FORCED)
    if not forced and (not under(section, "SEL-52") or section == "SEL-52-3-7"):
        return
    row = "I7" if forced else "I8"
    ended = {id(i): i for i in draft.case.of("investigation") if (e := end_of(i)) and e <= decision.day}
    if len(ended) == 1 and draft.broken(row) and _put_off(draft, next(iter(ended.values())), decision):
        draft.case.expect(row, decision, "breached", "late")
    elif ended:
        draft.case.expect(row, decision, "met")
    else:
        after = any(end_of(i) for i in draft.case.of("investigation"))
        draft.case.expect(row, decision, "breached", "late" if after else "missing")


def _put_off(draft: Draft, investigation: Event, decision: Event) -> bool:
    """Finish an investigation some days after the decision, before the measure starts, if no other duty is touched."""
    ends, aware = decision.day + draft.days(2, 5), investigation.fields.get("aware_on")
    kept = draft.case.planned("I4", investigation) == "met"
    if kept and isinstance(aware, date) and ends > add_months(aware, _MONTHS):
        return False
    if any(end_of(i) and i is not investigation for i in draft.case.of("investigation")):
        return False
    investigation.fields["ends_on"] = ends
    return True


def _decide(draft: Draft, investigation: Event) -> None:
    """Row I3: a decision to make the investigation, on or before the day it began; without one, somebody must look."""
    if draft.broken("I3"):
        draft.case.expect("I3", investigation, "unknown", "needs_review")
        return
    day = max(investigation.day - draft.days(0, 4), draft.first)
    section = "BL-20" if day >= NEW_LAW else "SEL-50"
    draft.case.add("decision", day, concerns=investigation, section=section)
    draft.case.expect("I3", investigation, "met")


def _talk(draft: Draft, investigation: Event) -> None:
    """Row C3: a conversation while the investigation was made, or under the old act a reason for none."""
    case, start, end = draft.case, investigation.day, end_of(investigation)
    if draft.broken("C3"):
        return
    last = end or draft.as_of
    day = draft.day(min(start + timedelta(days=5), last), last)
    if start < NEW_LAW and end and draft.chance(0.15):
        case.add("child_conversation", day, concerns=investigation, result="omitted", reason="Barnets alder")
    else:
        result = "declined" if draft.chance(0.1) else "held"
        case.add("child_conversation", day, concerns=investigation, result=result)


def judge(draft: Draft) -> None:
    """Write down row C3, for which every conversation in the time of the investigation counts."""
    for investigation in draft.case.of("investigation"):
        draft.case.expect("C3", investigation, *_talked(draft, investigation))


def _talked(draft: Draft, investigation: Event) -> tuple[str, str]:
    start, end = investigation.day, end_of(investigation)
    talks = [e.day for e in draft.case.of("child_conversation") if e.fields["result"] != "omitted" and e.day >= start]
    if any(day <= (end or draft.as_of) for day in talks):
        return "met", ""
    if end:
        own = draft.case.linked("child_conversation", investigation)
        return ("excused", "") if own else ("breached", "late" if talks else "missing")
    waits = add_months(start, _MONTHS) >= draft.as_of
    return ("pending", "") if waits else ("unknown", "data_missing")


def _screen(draft: Draft) -> None:
    """Row I1: from 2024 a screening comes before investigations and support; where it is broken, after them or never."""
    case = draft.case
    begun = case.of("investigation") + case.of("limited_investigation")
    supported = [d for d in case.of("decision") if under(section_of(d), "BL-32")]
    units = [e for e in begun + supported if e.day >= NEW_LAW and not _known_before(draft, e.day)]
    if units and draft.broken("I1"):
        _unscreen(draft, max(e.day for e in units))
    screened = [s.day for s in case.of("screening")]
    for unit in units:
        if not any(day <= unit.day for day in screened) and not draft.rates["I1"]:
            case.add("screening", draft.first)
            screened = [s.day for s in case.of("screening")]
    for unit in units:
        rule = SCREENED_FOR_SUPPORT if unit.type == "decision" else SCREENED
        if any(day <= unit.day for day in screened):
            case.expect("I1", unit, "met", rule=rule)
        else:
            case.expect("I1", unit, "breached", "late" if screened else "missing", rule)


def _unscreen(draft: Draft, day: date) -> None:
    """Take the screenings away; sometimes one is made later."""
    case = draft.case
    case.drop([s for s in case.of("screening") if s.day <= day])
    late = day + draft.days(2, 9)
    if late + timedelta(days=3) <= draft.last and draft.chance(0.4):
        draft.office("screening", late, shift=1)


def _known_before(draft: Draft, day: date) -> bool:
    return any(d.day <= day and under(section_of(d), *_KNOWN_BEFORE) for d in draft.case.of("decision"))
