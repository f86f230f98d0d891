"""The activity log: one row per activity as a case system keeps them, with the case on every row."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING

from caseaudit.demo import words
from caseaudit.demo.canonical import event_cell
from caseaudit.demo.wide_rows import CASE_HEADERS, case_cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from caseaudit.demo.model import Case, Cell, Event, Synthetic

_EVENT = {
    "Aktivitetsnr": "event_id",
    "Aktivitet": "type",
    "Dato": "at",
    "Vedrører aktivitet": "concerns",
    "Paragraf": "section",
    "Art": "kind",
    "Resultat": "result",
    "Slutdato": "ends_on",
    "Behov kendt": "aware_on",
    "Samtykke": "consent",
    "Afgjort af": "body",
    "Underretter": "notifier",
    "Part": "party",
    "Næste gang senest": "next_on",
    "Begrundelse": "reason",
    "Holdning indhentet på anden vis": "alternative",
    "Hastesag": "urgent",
    "Konkrete mål": "goals",
    "Ramme for samvær": "contact_frame",
    "Samtale med barnet": "with_child",
    "Plan nødvendig": "plan_needed",
    "Begrundet": "reasoned",
    "Klagevejledning": "appeal_guidance",
    "Partshørt": "heard",
}
_ACTIVITIES = {
    "notification": "Underretning modtaget",
    "notification_assessed": "24-timers vurdering",
    "receipt_sent": "Kvittering til underretter",
    "notifier_informed": "Tilbagemelding til underretter",
    "notification_meeting": "Underretningsmøde",
    "reassessment": "Genvurdering",
    "screening": "Screening",
    "limited_investigation": "Afdækning",
    "investigation": "Børnefaglig undersøgelse",
    "provisional_assessment": "Foreløbig vurdering",
    "child_conversation": "Børnesamtale",
    "companion_informed": "Vejledt om bisidder",
    "decision": "Afgørelse",
    "plan": "Plan",
    "intervention": "Indsats iværksat",
    "placement": "Anbringelse iværksat",
    "follow_up": "Opfølgning",
    "supervision_visit": "Personrettet tilsyn",
    "consent_given": "Samtykke indhentet",
    "guidance_given": "Vejledning om samtykke",
    "lawyer_offered": "Tilbud om advokat",
    "file_access_informed": "Vejledt om aktindsigt",
    "support_person_offered": "Tilbud om støtteperson",
    "party_hearing": "Partshøring",
    "decision_sent": "Afgørelse sendt",
    "placement_statement": "Udtalelse fra anbringelsesstedet",
    "request": "Barnets ønske",
    "aftercare_decision": "Afgørelse om ungestøtte",
    "return_home": "Hjemgivelse",
}
_NOT_AN_EVENT = "Journalnotat"
_CODES: Mapping[str, Mapping[str, str]] = {
    "type": _ACTIVITIES,
    "kind": words.KINDS,
    "result": words.TALKS,
    "body": words.BODIES,
    "party": words.PARTIES,
}


def write(synthetic: Synthetic, folder: Path) -> list[Path]:
    """Write `activity-log.csv`: UTF-8 with a byte order mark, semicolons, Danish dates."""
    path = folder / "activity-log.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, delimiter=";", lineterminator="\r\n")
        out.writerow([*CASE_HEADERS, *_EVENT])
        for case in synthetic.cases:
            out.writerows(_rows(case))
    return [path]


def _rows(case: Case) -> Iterator[list[str]]:
    """Return the rows of a case: a note of the journal, which is no event, and then its events."""
    cells = case_cells(case)
    about = [_text("", cells.get(header)) for header in CASE_HEADERS]
    note: dict[str, Cell | None] = {"type": _NOT_AN_EVENT, "at": case.attributes["opened_on"]}
    yield [*about, *(_text("", note.get(name)) for name in _EVENT.values())]
    for event in case.events:
        yield [*about, *(_event_text(case, event, name) for name in _EVENT.values())]


def _event_text(case: Case, event: Event, name: str) -> str:
    cell = event_cell(case.case_id, event, name)
    if name == "notifier" and cell:
        return words.notifier(str(cell), len(case.events))
    return _text(name, cell)


def _text(name: str, cell: Cell | None) -> str:
    if isinstance(cell, date):
        return words.day(cell)
    if not cell:
        return ""
    if name == "section":
        return words.section(cell)
    return _CODES.get(name, words.YES_NO).get(cell, cell)
