"""Messages about `laws.yaml`: the acts, their texts, and when provisions came and moved."""

from caseaudit.messages.base import add

add(
    "laws_key_missing",
    ("'{key}' mangler.", "'{key}' is missing."),
    ("Tilføj linjen. Se de andre love i laws.yaml.", "Add the line. See the other acts in laws.yaml."),
)
add(
    "laws_key_unknown",
    ("'{key}' er ikke en nøgle her.", "'{key}' is not a key here."),
    ("Ret stavningen, eller slet linjen.", "Mend the spelling, or delete the line."),
)
add(
    "laws_value",
    ("Værdien af '{key}' kan ikke bruges.", "The value of '{key}' cannot be used."),
    (
        "Skriv datoer som åååå-mm-dd, bestemmelser som BL-104-5 og tekster med da og en.",
        "Write days as yyyy-mm-dd, provisions like BL-104-5, and texts with da and en.",
    ),
)
add(
    "laws_period",
    (
        "Dagen {day} ligger uden for den tid, loven gælder.",
        "The day {day} lies outside the time that the act is in force.",
    ),
    ("Ret 'from', 'until' eller 'on'.", "Mend 'from', 'until' or 'on'."),
)
add(
    "laws_other_act",
    ("{section} er ikke en bestemmelse i {act}.", "{section} is not a provision of {act}."),
    ("Flyt linjen til den lov, den hører til.", "Move the line to the act it belongs to."),
)
add(
    "laws_twice",
    ("{section} står to gange for {day}.", "{section} is named twice for {day}."),
    ("Behold den ene.", "Keep one of them."),
)
