"""How a Danish export writes what the canonical tables hold in codes."""

from __future__ import annotations

from datetime import date, datetime

from caseaudit.law import cite

_LAWS = {"SEL": "Serviceloven", "BL": "Barnets lov"}

YES_NO = {"yes": "Ja", "no": "Nej"}
URGENT = {"yes": "Akut", "no": "Planlagt"}
TICKED = {"yes": "x", "no": "Nej"}
BODIES = {"administration": "Forvaltningen", "committee": "Børne- og ungeudvalget", "chair": "Formanden"}
CAUSES = {"abuse": "Vold/overgreb", "concern": "Bekymring"}
WISHES = {"placement": "Anbringelse", "contact": "Samvær"}
PARTIES = {"child": "Barnet", "custody_holder": "Forældremyndighedsindehaver"}
NOTIFIERS = {
    "professional": ("Skole", "Dagtilbud", "Sundhedspleje", "Politi", "Læge", "PPR"),
    "other": ("Privat", "Familie"),
    "anonymous": ("Anonym",),
}
"""Several words for one code, as people choose them."""
KINDS = {
    "free": "Frit samvær",
    "supported": "Støttet samvær",
    "supervised": "Overvåget samvær",
    "interrupted": "Afbrudt samvær",
    "paused": "Sat på pause",
    "change_of_placement": "Ændret anbringelsessted",
    "return": "Hjemgivelse",
    "action": "Handleplan",
    "child": "Barnets plan",
    "youth": "Ungeplan",
    **CAUSES,
    **WISHES,
}
TALKS = {"held": "Afholdt", "declined": "Barnet ønskede ikke samtale", "omitted": "Undladt"}


def section(code: str) -> str:
    """Write a section as caseworkers do: `SEL-52-3-7` gives `Serviceloven § 52, stk. 3, nr. 7`."""
    law, rest = cite(code).split(" ", 1)
    return f"{_LAWS[law]} {rest}"


def notifier(code: str, number: int) -> str:
    """Return one of the words for a kind of notifier."""
    words = NOTIFIERS[code]
    return words[number % len(words)]


def day(at: date) -> str:
    """Write a day, or a moment, as Danes do: 15-10-2026 or 15-10-2026 14:30."""
    return f"{at:%d-%m-%Y %H:%M}" if isinstance(at, datetime) else f"{at:%d-%m-%Y}"
