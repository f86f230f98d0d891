"""The readings of the law that are not settled, as the settings that choose between them."""

from __future__ import annotations

from caseaudit.engine.readings import Settings
from caseaudit.output.catalogue.parts import Reading
from caseaudit.texts import Text

_UNSETTLED = Text("uafklaret: begge læsninger prøves", "unsettled: both readings are tried")
_TEXTS: dict[str, tuple[Text, Text]] = {
    "saturday_is_working_day": (
        Text(
            "Er lørdag en hverdag i en frist på et antal hverdage?",
            "Is Saturday a working day in a limit of working days?",
        ),
        Text("ja, nej eller uafklaret", "yes, no or unsettled"),
    ),
    "special_days_are_working_days": (
        Text(
            "Er 5. juni, 24. december og 31. december hverdage i en frist på et antal hverdage?",
            "Are 5 June, 24 December and 31 December working days in a limit of working days?",
        ),
        Text("ja eller nej", "yes or no"),
    ),
    "month_limits_extend": (
        Text(
            "Forlænges myndighedens frist i måneder eller år til næste hverdag, når den ender på en weekend eller helligdag?",
            "Does the authority's limit in months or years run to the next working day when it ends on a weekend or holiday?",
        ),
        Text("ja, nej eller uafklaret", "yes, no or unsettled"),
    ),
    "leap_birthday_is_1_march": (
        Text(
            "Fylder den, der er født 29. februar, år den 1. marts i almindelige år (og ikke 28. februar)?",
            "Does someone born on 29 February turn a year on 1 March in common years (and not on 28 February)?",
        ),
        Text("ja, nej eller uafklaret", "yes, no or unsettled"),
    ),
    "unlinked_window_months": (
        Text(
            "Hvor langt før afgørelsen kan en samtale ligge, når udtrækket ikke knytter den til afgørelsen?",
            "How long before the decision may a conversation lie where the export does not link it to the decision?",
        ),
        Text("1 til 120 måneder; ellers som reglen siger", "1 to 120 months; else as the rule says"),
    ),
}


def readings() -> tuple[Reading, ...]:
    """Each setting with its question, its default and what can be chosen."""
    defaults = Settings()
    out = []
    for name in vars(defaults):
        question, choices = _TEXTS[name]
        out.append(Reading(name, str(question), _default(name, getattr(defaults, name)), str(choices)))
    return tuple(out)


def _default(name: str, value: bool | int | None) -> str:
    if value is None:
        return str(Text("som reglen siger", "as the rule says") if name == "unlinked_window_months" else _UNSETTLED)
    if isinstance(value, bool):
        return str(Text("ja", "yes") if value else Text("nej", "no"))
    return str(value)
