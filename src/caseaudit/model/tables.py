"""The two canonical tables (contract): `cases`, and `events` on them.

Everything the law asks about is an event on a case. Names are English, labels Danish. Blank means not recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from caseaudit.texts import Text

Kind = Literal["id", "text", "date", "moment", "code", "yes_no", "section"]


@dataclass(frozen=True)
class Field:
    """One column. `kind` decides how its cells are read; `codes` are the values that a code column may hold."""

    name: str
    kind: Kind
    label: Text
    required: bool = False
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class EventType:
    """One kind of event, its label, and what its `concerns` column may point to."""

    name: str
    label: Text
    concerns: tuple[str, ...] = ()


def _fields(*fields: Field) -> dict[str, Field]:
    return {f.name: f for f in fields}


CASE_FIELDS = _fields(
    Field("case_id", "id", Text("sagsnummer", "case id"), required=True),
    Field("child_id", "id", Text("barn", "child")),
    Field("birth_date", "date", Text("fødselsdato", "birth date")),
    Field("municipality", "text", Text("kommune", "municipality")),
    Field("unit", "text", Text("enhed", "unit")),
    Field("team", "text", Text("team", "team")),
    Field("caseworker", "text", Text("sagsbehandler", "caseworker")),
    Field("target_group", "text", Text("målgruppe", "target group")),
    Field("opened_on", "date", Text("sag oprettet", "opened on")),
    Field("closed_on", "date", Text("sag lukket", "closed on")),
)

EVENT_FIELDS = _fields(
    Field("event_id", "id", Text("hændelsesnummer", "event id")),
    Field("case_id", "id", Text("sagsnummer", "case id"), required=True),
    Field("type", "code", Text("hændelse", "event type"), required=True),
    Field("at", "moment", Text("dato", "date"), required=True),
    Field("concerns", "id", Text("vedrører", "concerns")),
    Field("section", "section", Text("paragraf", "legal section")),
    Field("kind", "code", Text("art", "kind")),
    Field("result", "code", Text("resultat", "result")),
    Field("ends_on", "date", Text("slutdato", "ends on")),
    Field("aware_on", "date", Text("behov kendt", "aware on")),
    Field("consent", "yes_no", Text("samtykke", "consent")),
    Field("body", "code", Text("afgjort af", "deciding body"), codes=("administration", "committee", "chair")),
    Field("notifier", "code", Text("underretter", "notifier"), codes=("professional", "other", "anonymous")),
    Field(
        "party",
        "code",
        Text("part", "party"),
        codes=("child", "custody_holder", "other_parent", "placement", "other"),
    ),
    Field("next_on", "date", Text("næste gang senest", "next time by")),
    Field("reason", "text", Text("begrundelse", "reason")),
    Field("alternative", "yes_no", Text("holdning indhentet på anden vis", "view obtained another way")),
    Field("urgent", "yes_no", Text("hastesag", "urgent")),
    Field("goals", "yes_no", Text("konkrete mål", "goals")),
    Field("contact_frame", "yes_no", Text("ramme for samvær", "contact frame")),
    Field("with_child", "yes_no", Text("samtale med barnet", "with the child")),
    Field("plan_needed", "yes_no", Text("plan nødvendig", "plan needed")),
    Field("reasoned", "yes_no", Text("begrundet", "reasoned")),
    Field("appeal_guidance", "yes_no", Text("klagevejledning", "appeal guidance")),
    Field("heard", "yes_no", Text("partshørt", "heard")),
)

KIND_CODES: dict[str, tuple[str, ...]] = {
    "notification": ("abuse", "concern"),
    "decision": (
        "support",
        "placement",
        "change_of_placement",
        "contact",
        "return",
        "free",
        "supported",
        "supervised",
        "interrupted",
        "paused",
    ),
    "plan": ("action", "child", "youth"),
    "request": ("placement", "contact", "support"),
}
"""What `kind` may hold, per event type. Contact decisions: free, supported (støttet), supervised (overvåget), interrupted
(afbrudt by the committee), paused (sat på pause because the child asks for it)."""

RESULT_CODES: dict[str, tuple[str, ...]] = {"child_conversation": ("held", "declined", "omitted")}

_DECISION = ("decision",)
_DECIDED = ("intervention", "placement", "decision", "notification", "investigation", "request")
_PLACED = ("intervention", "placement")


def _types(*types: EventType) -> dict[str, EventType]:
    return {t.name: t for t in types}


EVENT_TYPES = _types(
    EventType("notification", Text("underretning", "notification")),
    EventType("notification_assessed", Text("24-timers vurdering", "24-hour assessment"), ("notification",)),
    EventType("receipt_sent", Text("kvittering til underretter", "receipt sent"), ("notification",)),
    EventType("notifier_informed", Text("tilbagemelding til underretter", "notifier informed"), ("notification",)),
    EventType("reassessment", Text("genvurdering", "reassessment"), ("notification",)),
    EventType("notification_meeting", Text("underretningsmøde", "notification meeting"), ("notification",)),
    EventType("screening", Text("screening", "screening")),
    EventType("limited_investigation", Text("afdækning", "limited investigation")),
    EventType("investigation", Text("børnefaglig undersøgelse", "investigation")),
    EventType("provisional_assessment", Text("foreløbig vurdering", "provisional assessment"), ("investigation",)),
    EventType(
        "child_conversation",
        Text("børnesamtale", "child conversation"),
        ("decision", "supervision_visit", "investigation", "notification"),
    ),
    EventType("companion_informed", Text("vejledt om bisidder", "informed about companion")),
    EventType("request", Text("ansøgning eller ønske", "request")),
    EventType("decision", Text("afgørelse", "decision"), _DECIDED),
    EventType("plan", Text("plan", "plan"), _DECISION),
    EventType("intervention", Text("indsats iværksat", "intervention started"), _DECISION),
    EventType("placement", Text("anbringelse", "placement"), _DECISION),
    EventType("follow_up", Text("opfølgning", "follow-up"), _PLACED),
    EventType("supervision_visit", Text("personrettet tilsyn", "supervision visit"), _PLACED),
    EventType("consent_given", Text("samtykke", "consent given"), (*_DECISION, "placement")),
    EventType("guidance_given", Text("vejledning om samtykke", "guidance given"), (*_DECISION, "placement")),
    EventType("lawyer_offered", Text("advokat tilbudt", "lawyer offered"), (*_DECISION, "placement")),
    EventType(
        "file_access_informed", Text("vejledt om aktindsigt", "informed about file access"), (*_DECISION, "placement")
    ),
    EventType(
        "support_person_offered", Text("støtteperson tilbudt", "support person offered"), (*_DECISION, "placement")
    ),
    EventType("party_hearing", Text("partshøring", "party hearing"), (*_DECISION, "placement")),
    EventType("decision_sent", Text("afgørelse sendt", "decision sent"), (*_DECISION, "placement")),
    EventType(
        "placement_statement",
        Text("udtalelse fra anbringelsesstedet", "statement from the placement"),
        (*_DECISION, "placement"),
    ),
    EventType("return_home", Text("hjemgivelse", "return home"), ("placement",)),
    EventType("aftercare_decision", Text("afgørelse om ungestøtte", "aftercare decision")),
)

FIRST_DATE = "1900-01-01"
LAST_DATE = "9999-12-31"
"""Dates outside these are impossible dates: they are reported and the cell counts as not recorded."""
