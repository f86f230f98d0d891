"""Findings and outcomes in plain words, in the reader's language."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.law import cite
from caseaudit.model.outcomes import OUTCOMES, REASONS
from caseaudit.texts import Text, language

if TYPE_CHECKING:
    from caseaudit.audit import Finding

_UNKNOWN = {
    "data_missing": Text(
        "Det kan ikke afgøres: udtrækket mangler en oplysning, som reglen bygger på.",
        "It cannot be decided: the export lacks something that the rule rests on.",
    ),
    "no_time": Text(
        "Det kan ikke afgøres: uden klokkeslæt er det uvist, om timefristen er holdt.",
        "It cannot be decided: without clock times it is not known whether the hours were kept.",
    ),
    "unsettled_law": Text(
        "Det kan ikke afgøres: loven kan læses på to måder, og de giver hver sit udfald.",
        "It cannot be decided: the law can be read in two ways that give different outcomes.",
    ),
    "transitional": Text(
        "Det kan ikke afgøres: perioden løber hen over lovskiftet 1. januar 2024.",
        "It cannot be decided: the period runs across the change of law on 1 January 2024.",
    ),
    "needs_review": Text("Det skal vurderes ved gennemgang af sagen.", "It must be judged by reading the case."),
}


def day_text(iso: str) -> str:
    """An ISO date as the reader writes it; '' stays ''."""
    return _day_text(iso, language())


@lru_cache(maxsize=20_000)
def _day_text(iso: str, _lang: str) -> str:
    return show(date.fromisoformat(iso)) if iso else ""


def days_text(n: int) -> str:
    """`1 dag`, `12 dage`."""
    return str(Text(f"{n} {'dag' if n == 1 else 'dage'}", f"{n} {'day' if n == 1 else 'days'}"))


def outcome_text(outcome: str, reason: str = "") -> str:
    """`ikke overholdt (for sent)`."""
    return f"{OUTCOMES[outcome]} ({REASONS[reason]})" if reason else str(OUTCOMES[outcome])


def finding_text(f: Finding) -> str:
    """What the finding says, with its dates."""
    if f.outcome == "unknown":
        return str(_UNKNOWN.get(f.reason, _UNKNOWN["data_missing"]))
    template = getattr(f.rule.finding, f.reason, None) if f.reason else None
    if template is None:
        return outcome_text(f.outcome, f.reason)
    late = (date.fromisoformat(f.actual_on) - date.fromisoformat(f.due_on)).days if f.due_on and f.actual_on else 0
    return str(template).format(
        due_on=day_text(f.due_on),
        actual_on=day_text(f.actual_on),
        unit_on=day_text(f.unit_on),
        days_late=days_text(late),
        citation="; ".join(cite(s) for s in f.law) if "{citation}" in str(template) else "",
    )
