"""Messages about the catalogue of duties and questions, the review questions and what is out of scope."""

from caseaudit.messages.base import add

add(
    "rule_law_row_unknown",
    (
        "Rækken '{id}' findes ikke i fortegnelsen over lovens pligter.",
        "The row '{id}' is not in the catalogue of the law's duties.",
    ),
    (
        "Se rækkerne med: caseaudit rules coverage. Nye rækker skrives i catalogue.yaml.",
        "See the rows with: caseaudit rules coverage. New rows are written in catalogue.yaml.",
    ),
)
add(
    "rule_answer_unknown",
    (
        "Spørgsmålet '{id}' findes ikke i fortegnelsen over revisionens spørgsmål.",
        "The question '{id}' is not in the catalogue of audit questions.",
    ),
    ("Se spørgsmålene med: caseaudit rules coverage.", "See the questions with: caseaudit rules coverage."),
)
add(
    "catalogue_twice",
    ("'{id}' står to gange.", "'{id}' stands twice."),
    ("Slet den ene.", "Delete one of them."),
)
add(
    "catalogue_heading_unknown",
    (
        "'{id}' er hverken et kapitel eller en gruppe i fortegnelsen.",
        "'{id}' is neither a chapter nor a group of the catalogue.",
    ),
    ("Ret bogstavet, eller tilføj overskriften.", "Mend the letter, or add the heading."),
)
add(
    "question_duplicate_id",
    (
        "Spørgsmålet '{id}' står to gange i samme mappe.",
        "The question '{id}' stands twice in the same folder.",
    ),
    ("Slet det ene, eller giv det et andet id.", "Delete one of them, or give it another id."),
)
add(
    "question_case_alone",
    (
        "Et spørgsmål handler enten om sagen eller om hændelser, ikke begge dele.",
        "A question is about the case or about events, not both.",
    ),
    ("Skriv applies_to: case, eller nævn kun hændelsestyper.", "Write applies_to: case, or name event types only."),
)
add(
    "question_first",
    (
        "'first' kan kun bruges, når spørgsmålet handler om hele sagen.",
        "'first' can be used only where the question is about the whole case.",
    ),
    ("Slet 'first', eller skriv applies_to: case.", "Delete 'first', or write applies_to: case."),
)
add(
    "question_without_day",
    (
        "En sag har ingen dag, så 'when', 'from' og 'until' kan ikke afgøres.",
        "A case has no day, so 'when', 'from' and 'until' cannot be decided.",
    ),
    (
        "Skriv 'first' med den hændelse, der daterer sagen, eller slet dem.",
        "Write 'first' with the event that dates the case, or delete them.",
    ),
)
add(
    "question_series",
    (
        "'recurring' og 'yearly' kan ikke afgøre, om et spørgsmål er relevant.",
        "'recurring' and 'yearly' cannot decide whether a question is relevant.",
    ),
    ("Brug en anden betingelse under 'when'.", "Use another condition under 'when'."),
)
add(
    "question_answers_nothing",
    (
        "Spørgsmålet siger ikke, hvad det svarer på.",
        "The question does not say what it answers.",
    ),
    (
        "Skriv rækker under law_rows eller revisionens spørgsmål under answers.",
        "Write rows under law_rows or audit questions under answers.",
    ),
)
add(
    "question_without_law",
    (
        "Spørgsmålet bedømmer lov, men nævner ingen bestemmelse, der er efterprøvet.",
        "The question judges law but names no provision that has been verified.",
    ),
    ("Skriv bestemmelsen under 'law', eller slet law_rows.", "Write the provision under 'law', or delete law_rows."),
)
add(
    "question_period",
    ("'until' ligger før 'from'.", "'until' lies before 'from'."),
    ("Ret datoerne.", "Mend the dates."),
)
add(
    "question_law_not_in_force",
    (
        "{cite} gælder ikke på nogen dag, som spørgsmålet dækker.",
        "{cite} is in force on no day that the question covers.",
    ),
    ("Ret henvisningen eller 'from' og 'until'.", "Mend the citation or 'from' and 'until'."),
)
