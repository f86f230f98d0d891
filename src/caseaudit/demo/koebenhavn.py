"""Copenhagen's screening of 78 placement cases in 2016, as a synthetic export in which the rules find the same numbers.

The published numbers are counts only; which case has which fault is invented.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from caseaudit.demo import wide
from caseaudit.demo.draft import add_months
from caseaudit.demo.files import write_truth
from caseaudit.demo.koebenhavn_numbers import CASES, PUBLISHED, draw
from caseaudit.demo.model import Case, Synthetic
from caseaudit.demo.people import impossible_cpr
from caseaudit.demo.truth import truth
from caseaudit.demo.wide_rows import HEADERS, rows_of

if TYPE_CHECKING:
    from pathlib import Path

    from caseaudit.demo.koebenhavn_numbers import Faults
    from caseaudit.demo.model import Event

AS_OF = date(2016, 10, 1)
UNITS = ("Børnefamilieenhed A", "Børnefamilieenhed B", "Børnefamilieenhed C")
"""Three of the six units took part; their names here are invented."""

_NOT_LOOKED_AT = frozenset({"Afgørelse begrundet", "Konkrete mål"})
"""Whether reasons are sufficient and goals concrete, a reader judged: no column says it of every decision and plan."""
_LOOKED_AT = frozenset({"Indsats/anbringelse slut", "Planlagt/akut", "Begrundelse for akut anbringelse"})
"""Columns that stand empty: all placements still run, and none was moved into without a decision."""
_SECOND_HALF = 7
_FIRST, _LAST = date(2014, 6, 1), date(2016, 4, 15)


def screening() -> Synthetic:
    """Return the 78 cases; always the same."""
    rng = Random(2016)  # noqa: S311 - synthetic data, and it must be repeatable
    faults = draw(rng)
    return Synthetic(tuple(_case(number, faults, rng) for number in range(CASES)), AS_OF)


def write(folder: Path) -> list[Path]:
    """Write the export as a wide workbook that has only the columns the screening looked at, and `truth.json` with the published numbers beside the counts per law row."""
    synthetic = screening()
    folder.mkdir(parents=True, exist_ok=True)
    rows = [row for case in synthetic.cases for row in rows_of(case)]
    filled = {header for row in rows for header in row} - _NOT_LOOKED_AT | _LOOKED_AT
    headers = [h for h in (*HEADERS, *wide.numbered(rows)) if h in filled]
    title = "Screening af 78 anbringelsessager (syntetisk)"
    book = wide.write_workbook(rows, headers, title, AS_OF, folder / "koebenhavn-78.xlsx")
    return [book, write_truth({"published": PUBLISHED, **truth(synthetic)}, folder)]


def _case(number: int, faults: Faults, rng: Random) -> Case:
    decided = _FIRST + timedelta(days=rng.randint(0, (_LAST - _FIRST).days))
    born = decided - timedelta(days=rng.randint(365, 14 * 365))
    opened = decided - timedelta(days=rng.randint(160, 200))
    case = Case(f"27.24.00-G01-{number + 1}-{opened:%y}")
    case.attributes |= {
        "child_id": impossible_cpr(number + 1, born),
        "birth_date": born,
        "municipality": "Københavns Kommune (syntetisk)",
        "unit": UNITS[number % len(UNITS)],
        "team": "Anbringelse",
        "caseworker": f"SB{number % 24 + 1:02d}",
        "opened_on": opened,
    }
    decision = _decide(case, number, faults, decided)
    _investigate(case, number, faults, decision)
    _talk(case, number, faults, decision)
    _guide(case, number, faults, decision)
    _plan(case, number, faults, decision)
    placement = case.add("placement", decided + timedelta(days=rng.randint(8, 20)), concerns=decision)
    _choose_place(case, number, faults, placement)
    _settle_contact(case, number, faults, placement)
    _run(case, placement, rng)
    case.complete()
    return case


def _decide(case: Case, number: int, faults: Faults, day: date) -> Event:
    forced, urgent = number in faults.without_consent, number in faults.urgent
    return case.add(
        "decision",
        day,
        section="SEL-58" if forced else "SEL-52-3-7",
        body="committee" if forced else "administration",
        consent="no" if forced else "yes",
        urgent="yes" if urgent else None,
        reason="Kort angivelse af formålet" if urgent else None,
    )


def _investigate(case: Case, number: int, faults: Faults, decision: Event) -> None:
    """Row I6 asks for a finished investigation before a placement with consent, unless it was urgent."""
    with_consent = number not in faults.without_consent
    if with_consent and number in faults.urgent:
        _investigation(case, decision.day - timedelta(days=30), decision.day + timedelta(days=85))
    elif number not in faults.no_investigation:
        _investigation(case, decision.day - timedelta(days=115), decision.day)
    if with_consent and number in faults.urgent:
        case.expect("I6", decision, "excused")
    elif with_consent and number in faults.no_investigation:
        case.expect("I6", decision, "breached", "missing")
    elif with_consent:
        case.expect("I6", decision, "met")


def _investigation(case: Case, aware: date, ends: date) -> None:
    investigation = case.add("investigation", aware + timedelta(days=14), aware_on=aware, ends_on=ends)
    for row in ("I4", "I5"):
        case.expect(row, investigation, "met")


def _talk(case: Case, number: int, faults: Faults, decision: Event) -> None:
    """Rows C1 and C5: the conversation with the child, and the companion."""
    if number in faults.no_conversation:
        case.expect("C1", decision, "breached", "missing")
    elif number in faults.conversation_omitted:
        case.add("child_conversation", decision.day, concerns=decision, result="omitted", reason="Barnets alder")
        case.expect("C1", decision, "excused")
    else:
        result = "declined" if number % 9 == 0 else "held"
        case.add("child_conversation", decision.day - timedelta(days=number % 14), concerns=decision, result=result)
        case.expect("C1", decision, "met")
    if number in faults.companion:
        case.add("companion_informed", decision.day - timedelta(days=15))
        case.expect("C5", None, "met")
    else:
        case.expect("C5", None, "breached", "missing")


def _guide(case: Case, number: int, faults: Faults, decision: Event) -> None:
    """Rows A4, A9 and A10: guidance on consent; lawyer and file access where the committee decides."""
    if number in faults.guidance:
        case.add("guidance_given", decision.day - timedelta(days=9), concerns=decision)
        case.expect("A4", decision, "met")
    else:
        case.expect("A4", decision, "breached", "missing")
    if number in faults.without_consent:
        for row, step in (("A9", "lawyer_offered"), ("A10", "file_access_informed")):
            if number in faults.no_lawyer:
                case.expect(row, decision, "breached", "missing")
            else:
                case.add(step, decision.day - timedelta(days=12), concerns=decision)
                case.expect(row, decision, "met")


def _plan(case: Case, number: int, faults: Faults, decision: Event) -> None:
    """Row P1: a plan before the decision; where it was urgent, within four months."""
    frame = "yes" if number in faults.contact_frame else "no"
    if number in faults.no_plan:
        if number % 3:
            case.expect("P1", decision, "breached", "missing")
            return
        case.expect("P1", decision, "breached", "late")
        case.add("plan", decision.day + timedelta(days=45), concerns=decision, kind="action", goals="no")
        return
    urgent = number in faults.urgent
    case.expect("P1", decision, "excused" if urgent else "met")
    day = decision.day + timedelta(days=60) if urgent else decision.day - timedelta(days=number % 20)
    case.add("plan", day, concerns=decision, kind="action", goals="yes", contact_frame=frame)


def _choose_place(case: Case, number: int, faults: Faults, placement: Event) -> None:
    """Row A11: a decision on the concrete placement before the child moves in."""
    if number not in faults.place_chosen:
        case.expect("A11", placement, "breached", "missing")
        return
    reasoned = faults.place_chosen.index(number) % 2 == 0
    choice = case.add(
        "decision", placement.day - timedelta(days=5), concerns=placement, section="SEL-68b-1", body="administration",
        reasoned="yes" if reasoned else "no",
    )  # fmt: skip
    _held(case, choice)
    case.expect("A11", placement, "met")


def _settle_contact(case: Case, number: int, faults: Faults, placement: Event) -> None:
    """Rows S1 and S3: the scope of contact, and consent to supported contact."""
    if number in faults.contact_decided:
        _decide_contact(case, faults.contact_decided.index(number), placement)
    if number in faults.contact_decided or number in faults.contact_frame:
        case.expect("S1", placement, "met")
    else:
        case.expect("S1", placement, "breached", "missing")


def _decide_contact(case: Case, n: int, placement: Event) -> None:
    """Seven of the sixteen are supported without consent, two supported with consent, and seven free."""
    supported = n < 9
    consent = n >= PUBLISHED["supported_contact_really_supervised"]
    contact = case.add(
        "decision", placement.day + timedelta(days=6), concerns=placement, section="SEL-71-2", body="administration",
        kind="supported" if supported else "free", reasoned="yes" if n % 2 == 0 else "no",
    )  # fmt: skip
    _held(case, contact)
    if supported:
        contact.fields["consent"] = "yes" if consent else "no"
        case.expect("S3", contact, *(("met",) if consent else ("breached", "incomplete")))


def _held(case: Case, decision: Event) -> None:
    case.add("child_conversation", decision.day - timedelta(days=1), concerns=decision, result="held")
    case.expect("C1", decision, "met")


def _run(case: Case, placement: Event, rng: Random) -> None:
    """Rows F1, F2 and F5: followed up within three months, then at most every five; visited twice a year.

    The placements still run, and in 2016 the second visit is yet to come: those deadlines have not passed.
    """
    day, held = add_months(placement.day, 3) - timedelta(days=rng.randint(5, 20)), 0
    while day < AS_OF:
        case.add("follow_up", day, concerns=placement)
        day += timedelta(days=rng.randint(120, 150))
        held += 1
    case.expect("F1", placement, "met")
    case.expect("F2", placement, "met" if held > 1 else "pending")
    for year in range(placement.day.year, AS_OF.year + 1):
        for visit in (date(year, 3, 10 + rng.randint(0, 9)), date(year, 9, 3 + rng.randint(0, 9))):
            if placement.day < visit < AS_OF and (year < AS_OF.year or visit.month < _SECOND_HALF):
                case.add("supervision_visit", visit, concerns=placement, with_child="yes")
    if placement.day < date(AS_OF.year - 1, 1, 1):
        case.expect("F5", placement, "met")
    elif placement.day < date(AS_OF.year, 1, 1):
        case.expect("F5", placement, "pending")
