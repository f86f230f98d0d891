"""Messages about rounds of review."""

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
add(
    "review_set_unknown",
    ("Sættet '{set}' findes ikke.{hint} Muligt: {known}.", "The set '{set}' does not exist.{hint} Possible: {known}."),
    ("Ret navnet efter --set.", "Mend the name after --set."),
)
add(
    "review_set_empty",
    ("Sættet '{value}' nævner ingen kontrolpunkter.", "The set '{value}' names no control points."),
    (
        "Skriv points, themes eller everything: true på sættet.",
        "Write points, themes or everything: true on the set.",
    ),
)
add(
    "review_point_unknown",
    (
        "Kontrolpunktet '{point}' findes ikke blandt regler og spørgsmål.{hint}",
        "The control point '{point}' is neither a rule nor a question.{hint}",
    ),
    ("Se regler med: caseaudit rules list.", "See the rules with: caseaudit rules list."),
)
add(
    "review_point_both",
    ("'{id}' er både en regel og et spørgsmål.", "'{id}' is both a rule and a question."),
    ("Giv spørgsmålet et andet id.", "Give the question another id."),
)
add(
    "review_twice",
    ("'{id}' står to gange.", "'{id}' stands twice."),
    ("Slet den ene linje.", "Delete one of the lines."),
)
add(
    "review_law_row_unknown",
    (
        "Ingen regel og intet spørgsmål hører til lovrække '{row}'.",
        "No rule and no question belongs to the law row '{row}'.",
    ),
    ("Se rækkerne med: caseaudit rules list.", "See the rows with: caseaudit rules list."),
)
