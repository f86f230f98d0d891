"""The words of a review form, in both languages, and the answers that its lists offer."""

from __future__ import annotations

from caseaudit.review.model import DEGREE, UNSURE, YES_NO, Scale, Value
from caseaudit.rules.questions import SCALES
from caseaudit.texts import Text

_SHOWN = {
    value: both.text
    for scale, values in (("yes_no", YES_NO), ("degree", DEGREE))
    for value, both in zip(values, SCALES[scale], strict=True)
}

REASONS: dict[str, Text] = dict(
    zip(
        UNSURE,
        (
            Text("Mangler adgang", "No access"),
            Text("Uklar journal", "Unclear file"),
            Text("Uklart krav", "Unclear requirement"),
        ),
        strict=True,
    )
)

WORDS: dict[str, Text] = {
    "title": Text("Måleskema", "Review form"),
    "overview": Text("Oversigt", "Overview"),
    "readme": Text("Læs mig", "Read me"),
    "case": Text("Sag", "Case"),
    "list": Text("Svar", "Answers"),
    "back": Text("Til oversigten", "To the overview"),
    "open": Text("Åbn sagen i fagsystemet", "Open the case in the case system"),
    "reads": Text("Læses", "To read"),
    "everybody": Text("alle læser", "everybody reads"),
    "two": Text("to læser", "two read"),
    "everybody_long": Text(
        "Alle læser denne sag. Svar hver for sig, og tal først sammen bagefter.",
        "Everybody reads this case. Answer alone, and talk it over only afterwards.",
    ),
    "no": Text("Nr.", "No."),
    "theme": Text("Tema", "Theme"),
    "point": Text("Kontrolpunkt og lov", "Control point and law"),
    "guidance": Text("Sådan vurderer du", "How to judge"),
    "facts": Text("Oplyst i data", "Told by the data"),
    "answer": Text("Svar", "Answer"),
    "reason": Text("Årsag", "Reason"),
    "comment": Text("Bemærkning", "Comment"),
    "case_id": Text("Sagsnummer", "Case id"),
    "unit": Text("Enhed og team", "Unit and team"),
    "points": Text("Punkter", "Points"),
    "answered": Text("Besvaret", "Answered"),
    "lacking": Text("Mangler bemærkning", "Comment missing"),
    "status": Text("Status", "Status"),
    "note": Text("Note", "Note"),
    "total": Text("I alt", "In all"),
    "not_begun": Text("Ikke begyndt", "Not begun"),
    "begun": Text("I gang", "Begun"),
    "comments": Text("Mangler bemærkning", "Comment missing"),
    "done": Text("Færdig", "Done"),
    "reviewer": Text("Læser", "Reader"),
    "due": Text("Afleveres senest", "Hand in by"),
    "round": Text("Gennemgang", "Round"),
    "page": Text("Side", "Page"),
    "of": Text("af", "of"),
    "confidential": Text("Fortroligt", "Confidential"),
    "law": Text("Lov", "Law"),
    "about": Text("Om", "About"),
    "answer_title": Text("Vælg et svar", "Choose an answer"),
    "answer_yes_no": Text(
        "Ja, Nej, Ikke relevant eller Kan ikke vurderes.", "Yes, No, Not relevant or Cannot be judged."
    ),
    "answer_degree": Text(
        "Lav, nogen eller høj grad, Ikke relevant eller Kan ikke vurderes.",
        "Low, some or high degree, Not relevant or Cannot be judged.",
    ),
    "reason_title": Text("Kun ved Kan ikke vurderes", "Only with Cannot be judged"),
    "reason_input": Text(
        "Mangler adgang, Uklar journal eller Uklart krav.", "No access, Unclear file or Unclear requirement."
    ),
    "comment_title": Text("Bemærkning", "Comment"),
    "comment_input": Text(
        "Kort begrundelse, højst 1.000 tegn. Skriv aldrig navne eller CPR-numre.",
        "A short reason, at most 1,000 characters. Never write names or CPR numbers.",
    ),
    "stop_title": Text("Det kan ikke stå her", "That cannot stand here"),
    "stop_answer": Text("Vælg et af svarene på listen.", "Choose one of the answers of the list."),
    "stop_reason": Text(
        "Vælg en af årsagerne på listen, eller lad feltet være tomt.", "Choose a reason of the list, or leave it blank."
    ),
    "stop_comment": Text("Bemærkningen må højst være 1.000 tegn.", "The comment may have at most 1,000 characters."),
    "help": Text(
        "Udfyld de hvide felter. Nej, Lav grad og Kan ikke vurderes skal have en bemærkning; feltet er gult, til den er der.",
        "Fill in the white fields. No, Low degree and Cannot be judged need a comment; the field is yellow until it is there.",
    ),
}


def shown(value: Value) -> Text:
    """An answer as the list shows it."""
    return _SHOWN[value]


def answers(scale: Scale) -> tuple[Text, ...]:
    """The list of a scale."""
    return tuple(_SHOWN[v] for v in (YES_NO if scale == "yes_no" else DEGREE))
