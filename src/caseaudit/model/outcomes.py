"""The six outcomes (contract), their reasons, severities, and what one judgement is."""

from __future__ import annotations

from caseaudit.texts import Text

OUTCOMES: dict[str, Text] = {
    "met": Text("overholdt", "met"),
    "excused": Text("lovligt fraveget", "lawfully excused"),
    "breached": Text("ikke overholdt", "breached"),
    "pending": Text("afventer", "pending"),
    "unknown": Text("kan ikke vurderes", "could not be assessed"),
    "not_applicable": Text("ikke relevant", "not applicable"),
}

REASONS: dict[str, Text] = {
    "": Text("", ""),
    "missing": Text("mangler", "missing"),
    "late": Text("for sent", "late"),
    "incomplete": Text("ufuldstændig", "incomplete"),
    "wrong_body": Text("forkert myndighed", "wrong body"),
    "data_missing": Text("data mangler", "data missing"),
    "no_time": Text("klokkeslæt mangler", "no clock time"),
    "unsettled_law": Text("uafklaret ret", "unsettled law"),
    "transitional": Text("overgang mellem love", "between two laws"),
    "needs_review": Text("kræver gennemgang", "needs review"),
}

BREACH_REASONS = ("missing", "late", "incomplete", "wrong_body")

SEVERITIES: dict[str, Text] = {
    "critical": Text("kritisk", "critical"),
    "high": Text("høj", "high"),
    "medium": Text("mellem", "medium"),
    "low": Text("lav", "low"),
    "advisory": Text("vejledende", "advisory"),
}
"""Gravest first."""

OUTCOME_CODES = {name: i for i, name in enumerate(OUTCOMES)}
REASON_CODES = {name: i for i, name in enumerate(REASONS)}

NOTES: dict[str, Text] = {
    "same_day": Text(
        "Samme dag: rækkefølgen inden for dagen kendes ikke og regnes som overholdt.",
        "Same day: the order within the day is not known and counts as fulfilled.",
    ),
    "by_date": Text(
        "Udtrækket knytter ikke hændelserne sammen; de er parret efter sag og dato.",
        "The export does not link these events; they are paired by case and date.",
    ),
    "saturday": Text(
        "Udfaldet afhænger af, om lørdag er hverdag, og det er ikke afklaret.",
        "The outcome depends on whether Saturday is a working day, which is not settled.",
    ),
    "reversed": Text(
        "Hændelsen er dateret før det, den skal følge efter.",
        "The event is dated before what it should follow.",
    ),
    "weekend": Text(
        "Udfaldet afhænger af, om en frist i måneder, der ender på en weekend eller helligdag, løber til næste hverdag, og "
        "det er ikke afklaret.",
        "The outcome depends on whether a limit in months that ends on a weekend or holiday runs to the next working day, "
        "which is not settled.",
    ),
    "leap_day": Text(
        "Barnet er født 29. februar, og udfaldet afhænger af, om fødselsdagen i andre år er 28. februar eller 1. marts.",
        "The child was born on 29 February, and the outcome depends on whether other years count 28 February or 1 March.",
    ),
    "rolling_year": Text(
        "Hvert kalenderår er i orden, men der er 12 måneder i træk med færre besøg. Loven siger ikke, hvordan året regnes.",
        "Each calendar year is in order, but 12 months in a row hold fewer. The law does not say how the year is counted.",
    ),
    "ended_before_due": Text(
        "Indsatsen sluttede, før fristen udløb.",
        "The measure ended before the deadline.",
    ),
}
NOTE_BITS = {name: 1 << i for i, name in enumerate(NOTES)}


def rate(counts: dict[str, int]) -> float | None:
    """Return (met + excused) / (met + excused + breached), or None where nothing could be judged."""
    good = counts.get("met", 0) + counts.get("excused", 0)
    judged = good + counts.get("breached", 0)
    return good / judged if judged else None
