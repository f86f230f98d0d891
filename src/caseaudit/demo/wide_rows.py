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
    "Underretningsmøde": "notification_meeting",
    "Genvurdering": "reassessment",
}
_TALK_ABOUT_NOTIFICATION = "Samtale om underretningen"
_TALK_IN_INVESTIGATION = "Samtale i undersøgelsen"
_ABOUT_INVESTIGATION = {"Partshøring om undersøgelse": "party_hearing", "Afgørelse om BFU sendt": "decision_sent"}
_DECISION = {
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
    "Vejledning om samtykke": "guidance_given",
    "Advokat tilbudt": "lawyer_offered",
    "Vejledt om aktindsigt": "file_access_informed",
    "Støtteperson tilbudt": "support_person_offered",
    "Partshøring dato": "party_hearing",
    "Udtalelse fra anbringelsessted": "placement_statement",
}
_BY_PARTY: dict[str, dict[str | None, str]] = {
    "consent_given": {None: "Samtykke dato", "custody_holder": "Forældres samtykke", "child": "Den unges samtykke"},
    "decision_sent": {"custody_holder": "Afgørelse sendt til forældre", "child": "Afgørelse sendt til barnet"},
}
"""Steps that have a column for each party."""
_PLANS = {
    "": "Plan revideret dato",
    "action": "Handleplan dato",
    "child": "Barnets plan dato",
    "youth": "Ungeplan dato",
}


def _talk_headers(talk: str) -> tuple[str, str, str]:
    """Return the columns of a conversation: its day, how it went, and why there was none."""
    return f"{talk} dato", talk, f"{talk} undladt fordi"


HEADERS = (
    *CASE_HEADERS, "Underretning modtaget", "Underretter", "Underretningsårsag", *_ABOUT_NOTIFICATION,
    "Begrundelse for ingen tilbagemelding", *_talk_headers(_TALK_ABOUT_NOTIFICATION), "Barnets ønske dato",
    "Barnets ønske", "Screening", "Afdækning påbegyndt", "Afdækning afsluttet", "Behov kendt",
    "Partshøring om undersøgelse", "BFU besluttet", "Afgørelse om BFU sendt", "BFU påbegyndt", "BFU afsluttet",
    *_talk_headers(_TALK_IN_INVESTIGATION), "Foreløbig vurdering", "Afgørelse dato", "Paragraf", "Afgørelsestype",
    "Afgjort af", "Samtykke", "Afgørelse gælder til", "Hastesag", "Begrundelse for hastesag", "Afgørelse begrundet",
    "Klagevejledning", "Partshørt", *_ABOUT_DECISION, *(h for by in _BY_PARTY.values() for h in by.values()),
    "Børnesamtale dato", "Børnesamtale", "Begrundelse for undladt samtale", "Holdning indhentet på anden vis",
    "Bisidder tilbudt", "Plan nødvendig", *_PLANS.values(), "Samvær i plan", "Konkrete mål",
    "Indsats/anbringelse start", "Indsats/anbringelse slut", "Planlagt/akut", "Begrundelse for akut anbringelse",
    "Hjemgivelse", "Efterværn afgørelse",
)  # fmt: skip


def rows_of(case: Case) -> Iterator[Row]:
    """Return the rows of one case: decisions in order, each beside a notification, an investigation and so on."""
    about = case_cells(case)
    columns: tuple[list[Row], ...] = (
        [_decision(case, e) for e in case.of("decision") if not _on_investigation(e)],
        [_notification(case, e, n) for n, e in enumerate(case.of("notification"))],
        [_investigation(case, e) for e in case.of("investigation")],
        [_limited_investigation(e) for e in case.of("limited_investigation")],
        [{"Screening": e.at} for e in case.of("screening")],
        [_request(e) for e in case.of("request")],
        [{"Efterværn afgørelse": e.at} for e in case.of("aftercare_decision")],
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
    return {
        "Underretning modtaget": event.at,
        "Underretter": who,
        **_coded(event, "kind", "Underretningsårsag", words.CAUSES),
        **_given(event, {"Begrundelse for ingen tilbagemelding": "reason"}),
        **_steps(case, event, _ABOUT_NOTIFICATION),
        **_talk(case, event, _TALK_ABOUT_NOTIFICATION),
    }


def _talk(case: Case, about: Event, header: str) -> Row:
    day, status, reason = _talk_headers(header)
    row: Row = {}
    for talk in _of(case, "child_conversation", about):
        row |= {day: talk.at, **_coded(talk, "result", status, words.TALKS), **_given(talk, {reason: "reason"})}
    return row


def _request(event: Event) -> Row:
    return {"Barnets ønske dato": event.at, **_coded(event, "kind", "Barnets ønske", words.WISHES)}


def _on_investigation(decision: Event) -> bool:
    return decision.concerns is not None and decision.concerns.type == "investigation"


def _investigation(case: Case, event: Event) -> Row:
    row: Row = {"BFU påbegyndt": event.at, **_given(event, {"Behov kendt": "aware_on", "BFU afsluttet": "ends_on"})}
    row |= _steps(case, event, {"Foreløbig vurdering": "provisional_assessment"})
    for decision in _of(case, "decision", event):
        row |= {
            "BFU besluttet": decision.at,
            **_steps(case, decision, _ABOUT_INVESTIGATION),
        }
    return row | _talk(case, event, _TALK_IN_INVESTIGATION)


def _limited_investigation(event: Event) -> Row:
    return {"Afdækning påbegyndt": event.at, **_given(event, {"Afdækning afsluttet": "ends_on"})}


def _decision(case: Case, event: Event) -> Row:
    row: Row = {
        "Afgørelse dato": event.at,
        "Paragraf": words.section(str(event.fields["section"])),
        **_given(event, _DECISION),
        **_coded(event, "kind", "Afgørelsestype", words.KINDS),
        **_coded(event, "body", "Afgjort af", words.BODIES),
        **_coded(event, "urgent", "Hastesag", words.TICKED),
        **_steps(case, event, _ABOUT_DECISION),
    }
    for step, headers in _BY_PARTY.items():
        row |= {headers[_party(taken)]: taken.at for taken in _of(case, step, event)}
    for header, name in _DECISION_YES_NO.items():
        row |= _coded(event, name, header, words.YES_NO)
    for talk in _of(case, "child_conversation", event):
        row |= {"Børnesamtale dato": talk.at, **_coded(talk, "result", "Børnesamtale", words.TALKS)}
        row |= _given(talk, {"Begrundelse for undladt samtale": "reason"})
        row |= _coded(talk, "alternative", "Holdning indhentet på anden vis", words.YES_NO)
    for plan in _of(case, "plan", event):
        row |= {
            _PLANS[str(plan.fields.get("kind", ""))]: plan.at,
            **_coded(plan, "goals", "Konkrete mål", words.YES_NO),
        }
        row |= _coded(plan, "contact_frame", "Samvær i plan", words.YES_NO)
    for measure in _of(case, "intervention", event) + _of(case, "placement", event):
        row |= _measure(case, measure)
    return row


def _party(event: Event) -> str | None:
    party = event.fields.get("party")
    return str(party) if party else None


def _measure(case: Case, event: Event) -> Row:
    row: Row = {"Indsats/anbringelse start": event.at, **_given(event, {"Indsats/anbringelse slut": "ends_on"})}
    row |= _coded(event, "urgent", "Planlagt/akut", words.URGENT)
    row |= _given(event, {"Begrundelse for akut anbringelse": "reason"})
    row |= _steps(case, event, {"Hjemgivelse": "return_home"})
    for n, follow_up in enumerate(_of(case, "follow_up", event), 1):
        row[f"Opfølgning {n}"] = follow_up.at
        row |= _given(follow_up, {f"Næste opfølgning {n}": "next_on"})
        row |= _coded(follow_up, "plan_needed", f"Opfølgning {n}: plan nødvendig", words.YES_NO)
    for n, visit in enumerate(_of(case, "supervision_visit", event), 1):
        row[f"Tilsynsbesøg {n}"] = visit.at
        row |= _coded(visit, "with_child", f"Tilsyn {n}: samtale med barnet", words.TICKED)
    return row
