"""Messages about rounds of review, their forms and what comes back."""

from caseaudit.messages.base import add

add(
    "no_rounds",
    ("Der er ingen gennemgang endnu.", "There is no round of review yet."),
    ("Lav en med: caseaudit review create", "Make one with: caseaudit review create"),
)
add(
    "round_unknown",
    ("Gennemgangen '{round}' findes ikke.", "The round of review '{round}' does not exist."),
    ("Udelad --round for at bruge den seneste.", "Leave out --round to use the latest."),
)
