"""The words of a work list, in both languages."""

from __future__ import annotations

from caseaudit.texts import Text

LIMITS = {"responsible": 60, "comment": 1000}

WORDS: dict[str, Text] = {
    "title": Text("Arbejdsliste", "Work list"),
    "agenda": Text("Dagsorden til sagsgennemgang", "Agenda for the review of cases"),
    "readme": Text("Læs mig", "Read me"),
    "overdue": Text("Over fristen", "Overdue"),
    "soon": Text("Frist inden for {n} dage", "Due within {n} days"),
    "fresh": Text("Nye siden sidst", "New since last"),
    "data": Text("Fejl i data", "Faults in the data"),
    "learning": Text("Til læring", "To learn from"),
    "closed": Text("Lukket", "Closed"),
    "gone": Text("Ikke længere i udtrækket", "No longer in the export"),
    "nobody": Text("Uden angivelse", "Not stated"),
    "case": Text("Sag", "Case"),
    "caseworker": Text("Sagsbehandler", "Caseworker"),
    "team": Text("Team", "Team"),
    "unit": Text("Enhed", "Unit"),
    "what": Text("Hvad er der sket", "What happened"),
    "todo": Text("Hvad skal der ske", "What to do"),
    "law": Text("Lov", "Law"),
    "due": Text("Frist", "Limit"),
    "days": Text("Dage over", "Days over"),
    "left": Text("Dage til", "Days left"),
    "late": Text("Dage for sent", "Days late"),
    "severity": Text("Alvor", "Severity"),
    "story": Text("På listen", "On the list"),
    "source": Text("Række i udtrækket", "Row of the export"),
    "status": Text("Status", "Status"),
    "responsible": Text("Ansvarlig", "Responsible"),
    "comment": Text("Bemærkning", "Comment"),
    "closed_on": Text("Lukket den", "Closed on"),
    "how": Text("Hvordan", "How"),
    "where": Text("Står på arket", "Stands on sheet"),
    "empty": Text("Ingen.", "None."),
    "as_of": Text("Opgjort pr.", "As of"),
    "count": Text("Antal", "Number"),
    "steps": Text("Mangler", "Missing"),
    "next": Text("Næste frist", "Next limit"),
    "followed": Text("Seneste opfølgning", "Last follow-up"),
    "agreed": Text("Aftalt i dag", "Agreed today"),
    "run": Text("Kørsel", "Run"),
    "written": Text("Skrevet på arbejdslisten", "Written on the work list"),
}

HEADINGS: dict[str, tuple[str, ...]] = {
    name: tuple(x.casefold() for x in WORDS[name]) for name in ("status", "responsible", "comment", "case", "what")
}
"""Over which columns a file that comes back is read."""

ABOUT: dict[str, Text] = {
    "overdue": Text(
        "Det er ikke sket, eller det er ufuldstændigt, og det kan endnu gøres. Begynd her.",
        "It has not been done, or not wholly, and can still be done. Begin here.",
    ),
    "soon": Text("Det skal ske inden fristen.", "It must be done before the limit."),
    "fresh": Text(
        "Fund, som den forrige kørsel ikke havde. De står også på arket, der nævnes; skriv dér.",
        "Findings that the run before did not have. They also stand on the sheet named; write there.",
    ),
    "data": Text(
        "Udtrækket mangler en oplysning eller modsiger sig selv. Ret registreringen.",
        "The export lacks something or contradicts itself. Mend the record.",
    ),
    "learning": Text(
        "Det er gjort, men for sent. Det kan ikke gøres om; brug det til at undgå det næste.",
        "It was done, but late. It cannot be undone; use it to avoid the next.",
    ),
    "closed": Text(
        "Udtrækket viser, at det er bragt i orden eller gjort.", "The export shows that it is in order or done."
    ),
    "gone": Text(
        "Rækker fra tidligere lister, som kørslen ikke kan sige noget om. Det, I skrev, står her.",
        "Rows of earlier lists that the run cannot speak of. What you wrote stands here.",
    ),
}
