"""The rows of a case in a wide pull: which event stands in which column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.demo import words
from caseaudit.demo.model import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.demo.model import Case, Event

Row = dict[str, Cell]

CASE_HEADERS = {
    "Sagsnummer": "case_id",
    "CPR-nr.": "child_id",
    "Fødselsdato": "birth_date",
    "Handlekommune": "municipality",
    "Distrikt": "unit",
    "Team": "team",
    "Sagsbehandler": "caseworker",
    "Målgruppe": "target_group",
    "Sag oprettet": "opened_on",
    "Sag lukket": "closed_on",
}
_ABOUT_NOTIFICATION = {
    "24-timers vurdering": "notification_assessed",
    "Kvittering sendt": "receipt_sent",
    "Tilbagemelding til fagperson": "notifier_informed",
    "Genvurdering": "reassessment",
}
_DECISION = {
    "Afgørelsestype": "kind",
    "Afgørelse gælder til": "ends_on",
    "Begrundelse for hastesag": "reason",
}
_DECISION_YES_NO = {
    "Samtykke": "consent",
    "Afgørelse begrundet": "reasoned",
    "Klagevejledning": "appeal_guidance",
    "Partshørt": "heard",
    "Plan nødvendig": "plan_needed",
}
_ABOUT_DECISION = {
    "Samtykke dato": "consent_given",
    "Vejledning om samtykke": "guidance_given",
    "Advokat tilbudt": "lawyer_offered",
    "Vejledt om aktindsigt": "file_access_informed",
    "Støtteperson tilbudt": "support_person_offered",
    "Partshøring dato": "party_hearing",
    "Afgørelse sendt": "decision_sent",
}
_PLANS = {"action": "Handleplan dato", "child": "Barnets plan dato", "youth": "Ungeplan dato"}
HEADERS = (
    *CASE_HEADERS, "Underretning modtaget", "Underretter", *_ABOUT_NOTIFICATION, "Screening",
    "Afdækning påbegyndt", "Afdækning afsluttet", "Behov kendt", "BFU påbegyndt", "BFU afsluttet",
    "Foreløbig vurdering", "Afgørelse dato", "Paragraf", "Afgørelsestype", "Afgjort af", "Samtykke",
    "Afgørelse gælder til", "Hastesag", "Begrundelse for hastesag", "Afgørelse begrundet", "Klagevejledning",
    "Partshørt", *_ABOUT_DECISION, "Børnesamtale dato", "Børnesamtale", "Begrundelse for undladt samtale",
    "Holdning indhentet på anden vis", "Bisidder tilbudt", "Plan nødvendig", *_PLANS.values(), "Samvær i plan",
    "Konkrete mål", "Indsats/anbringelse start", "Indsats/anbringelse slut", "Planlagt/akut",
    "Begrundelse for akut anbringelse", "Hjemgivelse", "Efterværn afgørelse",
)  # fmt: skip


def rows_of(case: Case) -> Iterator[Row]:
    """Return the rows of one case: decisions in order, each beside a notification, an investigation and so on."""
    about = case_cells(case)
    columns: tuple[list[Row], ...] = (
        [_decision(case, e) for e in case.of("decision")],
        [_notification(case, e, n) for n, e in enumerate(case.of("notification"))],
        [_investigation(case, e) for e in case.of("investigation")],
        [_limited_investigation(e) for e in case.of("limited_investigation")],
        [{"Screening": e.at} for e in case.of("screening")],
        [{"Bisidder tilbudt": e.at} for e in case.of("companion_informed")],
    )
    for n in range(max(len(column) for column in columns)):
        row = dict(about)
        for column in columns:
            row |= column[n] if n < len(column) else {}
        yield row


def case_cells(case: Case) -> Row:
    """Return what stands about the case on each of its rows."""
    known: Row = {"case_id": case.case_id, **case.attributes}
    return {header: known[name] for header, name in CASE_HEADERS.items() if name in known}


def _given(event: Event, columns: dict[str, str]) -> Row:
    return {header: event.fields[name] for header, name in columns.items() if name in event.fields}


def _coded(event: Event, name: str, header: str, codes: dict[str, str]) -> Row:
    return {header: codes[str(event.fields[name])]} if name in event.fields else {}


def _of(case: Case, type_: str, about: Event) -> list[Event]:
    return [event for event in case.of(type_) if event.concerns is about]


def _steps(case: Case, about: Event, columns: dict[str, str]) -> Row:
    return {header: event.at for header, type_ in columns.items() for event in _of(case, type_, about)}


def _notification(case: Case, event: Event, number: int) -> Row:
    who = words.notifier(str(event.fields["notifier"]), number + len(case.events))
    return {"Underretning modtaget": event.at, "Underretter": who, **_steps(case, event, _ABOUT_NOTIFICATION)}


def _investigation(case: Case, event: Event) -> Row:
    given = _given(event, {"Behov kendt": "aware_on", "BFU afsluttet": "ends_on"})
    provisional = _steps(case, event, {"Foreløbig vurdering": "provisional_assessment"})
    return {"BFU påbegyndt": event.at, **given, **provisional}


def _limited_investigation(event: Event) -> Row:
    return {"Afdækning påbegyndt": event.at, **_given(event, {"Afdækning afsluttet": "ends_on"})}


def _decision(case: Case, event: Event) -> Row:
    row: Row = {
        "Afgørelse dato": event.at,
        "Paragraf": words.section(str(event.fields["section"])),
        **_given(event, _DECISION),
        **_coded(event, "body", "Afgjort af", words.BODIES),
        **_coded(event, "urgent", "Hastesag", words.TICKED),
        **_steps(case, event, _ABOUT_DECISION),
    }
    for header, name in _DECISION_YES_NO.items():
        row |= _coded(event, name, header, words.YES_NO)
    for talk in _of(case, "child_conversation", event):
        row |= {"Børnesamtale dato": talk.at, **_coded(talk, "result", "Børnesamtale", words.TALKS)}
        row |= _given(talk, {"Begrundelse for undladt samtale": "reason"})
        row |= _coded(talk, "alternative", "Holdning indhentet på anden vis", words.YES_NO)
    for plan in _of(case, "plan", event):
        row |= {_PLANS[str(plan.fields["kind"])]: plan.at, **_coded(plan, "goals", "Konkrete mål", words.YES_NO)}
        row |= _coded(plan, "contact_frame", "Samvær i plan", words.YES_NO)
    for measure in _of(case, "intervention", event) + _of(case, "placement", event):
        row |= _measure(case, measure)
    return row


def _measure(case: Case, event: Event) -> Row:
    row: Row = {"Indsats/anbringelse start": event.at, **_given(event, {"Indsats/anbringelse slut": "ends_on"})}
    row |= _coded(event, "urgent", "Planlagt/akut", words.URGENT)
    row |= _given(event, {"Begrundelse for akut anbringelse": "reason"})
    row |= _steps(case, event, {"Hjemgivelse": "return_home"})
    for n, follow_up in enumerate(_of(case, "follow_up", event), 1):
        row[f"Opfølgning {n}"] = follow_up.at
    for n, visit in enumerate(_of(case, "supervision_visit", event), 1):
        row[f"Tilsynsbesøg {n}"] = visit.at
        row |= _coded(visit, "with_child", f"Tilsyn {n}: samtale med barnet", words.TICKED)
    return row
