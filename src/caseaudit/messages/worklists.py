"""Messages about work lists and the baseline."""

from caseaudit.messages.base import add

add(
    "worklist_state",
    (
        "Det, der huskes fra en tidligere arbejdsliste, kan ikke læses: filen er beskadiget.",
        "What is remembered of an earlier work list cannot be read: the file is damaged.",
    ),
    (
        "Hent filen fra sikkerhedskopien. Uden den kan listens egne filer indlæses med --carry, når mappen er flyttet væk.",
        "Fetch the file from the backup. Without it the files of the list can be read with --carry once the folder is moved away.",
    ),
)
add(
    "worklist_other_key",
    (
        "Den sidste arbejdsliste er lavet med en anden nøgle, så rækkerne kan ikke kendes igen. Intet er skrevet.",
        "The last work list was made with another key, so its rows cannot be known again. Nothing is written.",
    ),
    (
        "Find den rigtige nøgle frem (CASEAUDIT_KEY), eller vælg en ny mappe til arbejdslister i caseaudit.toml (worklists).",
        "Find the right key (CASEAUDIT_KEY), or choose a new folder for work lists in caseaudit.toml (worklists).",
    ),
)
add(
    "worklist_run_key",
    (
        "Kørslen er gemt med en anden nøgle, så dens fund kan ikke kendes igen.",
        "The run was kept with another key, so its findings cannot be known again.",
    ),
    ("Find den rigtige nøgle frem (CASEAUDIT_KEY).", "Find the right key (CASEAUDIT_KEY)."),
)
add(
    "worklist_no_keys",
    ("Filen er ikke en arbejdsliste fra caseaudit.", "The file is no work list of caseaudit."),
    (
        "Vælg den fil, som caseaudit worklist skrev. Er skjulte kolonner slettet, så hent en tidligere udgave af filen.",
        "Choose the file that caseaudit worklist wrote. If hidden columns were deleted, fetch an earlier version of the file.",
    ),
)
add(
    "worklist_no_headings",
    (
        "Arket har rækker fra en arbejdsliste, men overskrifterne Status og Bemærkning er væk.",
        "The sheet has rows of a work list, but the headings Status and Comment are gone.",
    ),
    (
        "Skriv overskrifterne i samme række over kolonnerne, og kør igen. Intet er skrevet.",
        "Write the headings in one row above the columns, and run again. Nothing is written.",
    ),
)
add(
    "worklist_no_key",
    (
        "Der er skrevet i en række, som ikke kan kendes: dens skjulte nøgle er væk eller ændret. Intet er skrevet.",
        "Something is written in a row that cannot be known: its hidden key is gone or altered. Nothing is written.",
    ),
    (
        "Flyt teksten til den række, den hører til, eller slet rækken, og kør igen.",
        "Move the text to the row that it belongs to, or delete the row, and run again.",
    ),
)
add(
    "worklist_two_answers",
    (
        "To filer siger forskelligt om samme række; den anden står her: {other}. Intet er skrevet.",
        "Two files say different things of the same row; the other is here: {other}. Nothing is written.",
    ),
    ("Ret den ene, så de er ens, eller fjern den gamle fil.", "Mend one so that they agree, or remove the old file."),
)
add(
    "worklist_status",
    ("Statussen er ikke en af dem på listen. Intet er skrevet.", "The status is none of the list. Nothing is written."),
    ("Vælg en af: {known}.", "Choose one of: {known}."),
)
add(
    "worklist_cpr",
    ("Teksten ligner et CPR-nummer. Intet er skrevet.", "The text looks like a CPR number. Nothing is written."),
    (
        "Slet det i filen, og kør igen. Skriv barnet, moderen, sagsbehandleren.",
        "Delete it in the file, and run again. Write the child, the mother, the caseworker.",
    ),
)
add(
    "worklist_formula",
    ("Cellen er en formel, og formler læses ikke.", "The cell is a formula, and formulas are not read."),
    ("Skriv teksten selv, og kør igen.", "Write the text itself, and run again."),
)
add(
    "worklist_long",
    ("Teksten er for lang.", "The text is too long."),
    ("Kort den ned til {limit} tegn, og kør igen.", "Shorten it to {limit} characters, and run again."),
)
add(
    "worklist_would_overwrite",
    (
        "Mappen har {count} filer af samme navn, som ikke er indlæst. Intet er skrevet.",
        "The folder has {count} files of the same name that were not read. Nothing is written.",
    ),
    (
        "Indlæs dem med --carry MAPPE, vælg en anden mappe med -o, eller flyt dem.",
        "Read them with --carry DIR, choose another folder with -o, or move them.",
    ),
)
add(
    "worklist_files_gone",
    (
        "{count} af sidste listes filer er ikke i mappen; det, der er skrevet i dem siden, følger ikke med.",
        "{count} of the files of the last list are not in the folder; what was written in them since is not carried.",
    ),
    ("Er de flyttet, så giv dem med --carry MAPPE.", "If they were moved, give them with --carry DIR."),
)
add(
    "worklist_days",
    ("'{value}' er ikke et antal dage.", "'{value}' is no number of days."),
    (
        "Skriv for eksempel --due-within 14d eller 2w; højst 366 dage.",
        "Write such as --due-within 14d or 2w; at most 366 days.",
    ),
)
add(
    "baseline_unreadable",
    ("Listen over kendte fund kan ikke læses.", "The list of known findings cannot be read."),
    (
        "Lav den med caseaudit baseline create, eller hent en tidligere udgave.",
        "Make it with caseaudit baseline create, or fetch an earlier version.",
    ),
)
add(
    "baseline_other_key",
    (
        "Listen over kendte fund er lavet med en anden nøgle, så fundene kan ikke kendes igen.",
        "The list of known findings was made with another key, so the findings cannot be known again.",
    ),
    ("Find den rigtige nøgle frem (CASEAUDIT_KEY).", "Find the right key (CASEAUDIT_KEY)."),
)
add(
    "baseline_expires",
    (
        "Udløbsdatoen {day} ligger ikke efter kørslens dag, {as_of}.",
        "The day of expiry {day} is not after the day of the run, {as_of}.",
    ),
    ("Vælg en senere dag med --expires.", "Choose a later day with --expires."),
)
add(
    "baseline_text",
    ("Tilvalget {option} mangler tekst eller er for langt.", "The option {option} lacks text or is too long."),
    (
        "Skriv kort, hvorfor fundene er kendt; højst {limit} tegn.",
        "Say briefly why the findings are known; at most {limit} characters.",
    ),
)
add(
    "baseline_cpr",
    ("Teksten i {option} ligner et CPR-nummer.", "The text of {option} looks like a CPR number."),
    ("Skriv den uden oplysninger om personer.", "Write it without facts about persons."),
)
add(
    "baseline_nothing",
    ("Kørslen har ingen fund, der passer til det valgte.", "The run has no findings that fit what was chosen."),
    (
        "Se fundene med caseaudit check, og ret --rule, --theme eller --unit.",
        "See the findings with caseaudit check, and mend --rule, --theme or --unit.",
    ),
)
