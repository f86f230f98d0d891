"""Messages about runs, flags and output."""

from caseaudit.messages.base import add

add(
    "init_exists",
    ("Filen findes allerede, og den bliver ikke skrevet over.", "The file is there already and is not written over."),
    (
        "Ret i den, eller vælg en anden mappe: caseaudit init MAPPE.",
        "Edit it, or choose another folder: caseaudit init DIR.",
    ),
)
add(
    "config_missing",
    ("Konfigurationsfilen findes ikke.", "The configuration file does not exist."),
    ("Kontroller stien efter --config.", "Check the path after --config."),
)
add(
    "config_syntax",
    ("Konfigurationsfilen er ikke gyldig TOML.", "The configuration file is not valid TOML."),
    (
        'Skriv en linje som: municipality = "Prøveby". Gem som UTF-8.',
        'Write a line such as: municipality = "Prøveby". Save as UTF-8.',
    ),
)
add(
    "config_unknown_key",
    (
        "Nøglen '{key}' kendes ikke i konfigurationen. Nærmest: {hint}.",
        "The configuration key '{key}' is not known. Nearest: {hint}.",
    ),
    ("Ret stavningen, eller slet linjen.", "Mend the spelling, or delete the line."),
)
add(
    "config_value",
    ("Værdien af '{key}' kan ikke bruges: {detail}.", "The value of '{key}' cannot be used: {detail}."),
    ("Ret værdien.", "Mend the value."),
)
add(
    "config_cpr",
    ("Der står et CPR-nummer i '{key}'.", "'{key}' holds a CPR number."),
    (
        "Slet det: navne og titler fra caseaudit.toml bliver skrevet i rapporter, lister og beskeder.",
        "Delete it: names and titles of caseaudit.toml are printed in reports, lists and messages.",
    ),
)
add(
    "empty_selection",
    ("Ingen sager hører til de valgte enheder eller teams.", "No case belongs to the chosen units or teams."),
    ("Kontroller stavningen efter --unit og --team.", "Check the spelling after --unit and --team."),
)
add(
    "filter_column_missing",
    (
        "Udtrækket har ingen kolonne '{column}', så der kan ikke filtreres på den.",
        "The export has no column '{column}' to filter by.",
    ),
    (
        "Kør uden filteret, eller tag kolonnen med i udtrækket.",
        "Run without the filter, or include the column in the export.",
    ),
)
add(
    "theme_unknown",
    ("Temaet '{theme}' findes ikke. Temaer: {known}.", "The theme '{theme}' does not exist. Themes: {known}."),
    ("Ret navnet efter --theme.", "Mend the name after --theme."),
)
add(
    "usage",
    ("{detail}", "{detail}"),
    ("Se hjælpen: {command} --help", "See the help: {command} --help"),
)
add(
    "bad_day",
    ("'{value}' er ikke en dato.", "'{value}' is not a date."),
    ("Skriv for eksempel 2026-10-15 eller 15-10-2026.", "Write for example 2026-10-15 or 15-10-2026."),
)
add(
    "bad_period",
    ("'{value}' er ikke en periode.", "'{value}' is not a period."),
    (
        "Skriv for eksempel 2026, 2026H1, 2026Q3, 2026-09 eller 2026-07-01..2026-09-30.",
        "Write for example 2026, 2026H1, 2026Q3, 2026-09 or 2026-07-01..2026-09-30.",
    ),
)
add(
    "bad_choice",
    (
        "'{value}' kan ikke vælges for {option}. Muligt: {known}.",
        "'{value}' cannot be chosen for {option}. Possible: {known}.",
    ),
    ("Vælg et af de nævnte.", "Choose one of those."),
)
add(
    "no_runs",
    ("Der er ingen tidligere kørsel.", "There is no earlier run."),
    ("Kør først: caseaudit check UDTRÆK.", "First run: caseaudit check EXPORT."),
)
add(
    "run_unknown",
    ("Kørslen '{run}' findes ikke.", "The run '{run}' does not exist."),
    (
        "Se mappen runs, eller udelad --run for den seneste.",
        "Look in the folder runs, or leave out --run for the latest.",
    ),
)
add(
    "case_unknown",
    ("Sagen findes ikke i kørslen.", "The case is not in the run."),
    (
        "Kontroller sagsnummeret. Et sagsnummer, der ligner et CPR-nummer, er erstattet af et pseudonym.",
        "Check the case id. A case id that looks like a CPR number is replaced by a pseudonym.",
    ),
)
add(
    "output_unwritable",
    ("Filen eller mappen kan ikke skrives.", "The file or folder cannot be written."),
    (
        "Er den åben i Excel, så luk den. Ellers vælg et andet sted.",
        "If it is open in Excel, close it. Otherwise choose another place.",
    ),
)
add(
    "input_unreadable",
    ("Filen eller mappen kan ikke læses.", "The file or folder cannot be read."),
    (
        "Kontroller rettighederne til den, og at den ikke er åben i et andet program.",
        "Check your rights to it, and that no other program has it open.",
    ),
)
add(
    "accounting_broken",
    (
        "Rækkeregnskabet stemmer ikke: {rows_in} rækker ind, {judged} med, {aside} sat til side.",
        "The row account does not balance: {rows_in} rows in, {judged} used, {aside} set aside.",
    ),
    (
        "Det er en fejl i caseaudit. Brug ikke tallene, og meld fejlen.",
        "This is a bug in caseaudit. Do not use the figures, and report it.",
    ),
)
add(
    "cells_unaccounted",
    (
        "Celleregnskabet stemmer ikke: {cells_in} udfyldte celler ind, {used} brugt, {aside} sat til side.",
        "The cell account does not balance: {cells_in} filled cells in, {used} used, {aside} set aside.",
    ),
    (
        "Det er en fejl i caseaudit. Brug ikke tallene, og meld fejlen.",
        "This is a bug in caseaudit. Do not use the figures, and report it.",
    ),
)
add(
    "key_unreadable",
    (
        "Nøglefilen til pseudonymer kan ikke læses eller er beskadiget.",
        "The pseudonym key file cannot be read or is damaged.",
    ),
    (
        "Hent den fra backup. Slet den ikke: så brydes sammenhængen med tidligere kørsler.",
        "Restore it from backup. Do not delete it: that breaks the link to earlier runs.",
    ),
)
add(
    "key_missing",
    (
        "Nøglefilen til pseudonymer mangler, men tidligere kørsler er lavet med en.",
        "The pseudonym key file is missing, but earlier runs were made with one.",
    ),
    (
        "Hent den fra backup, eller vælg en ny mappe til kørsler med --runs.",
        "Restore it from backup, or choose a new folder with --runs.",
    ),
)
add(
    "demo_too_early",
    ("Demoen kan tidligst opgøres pr. {first}.", "The demo can be judged as of {first} at the earliest."),
    ("Vælg en senere dato efter --as-of.", "Choose a later date after --as-of."),
)
add(
    "diff_side",
    (
        "'{value}' er hverken en dato eller en mappe med regler.",
        "'{value}' is neither a date nor a folder of rules.",
    ),
    (
        "Skriv en dato (2023-12-31), en mappe, MAPPE@DATO, eller 'vores' for de regler, der følger med.",
        "Write a date (2023-12-31), a folder, DIR@DATE, or 'shipped' for the rules that come with caseaudit.",
    ),
)
add(
    "diff_one_day",
    (
        "Den ene side er loven på en dag, den anden er et helt regelsæt.",
        "One side is the law of a day, the other is a whole rule set.",
    ),
    (
        "Giv begge en dag, for eksempel 2024-01-01 og MAPPE@2024-01-01, eller ingen af dem.",
        "Give both a day, for example 2024-01-01 and DIR@2024-01-01, or neither.",
    ),
)
add(
    "diff_rules_unused",
    (
        "--rules gælder de regler, der er i brug, men begge sider er regelsæt for sig.",
        "--rules is about the rules in use, but both sides are rule sets of their own.",
    ),
    (
        "Udelad --rules, eller skriv en dato i stedet for et regelsæt.",
        "Leave out --rules, or write a date instead of a rule set.",
    ),
)
add(
    "export_format",
    (
        "Regelkataloget kan ikke skrives som '{suffix}'.",
        "The catalogue of rules cannot be written as '{suffix}'.",
    ),
    (
        "Giv filen endelsen .html eller .xlsx, for eksempel -o regler.html.",
        "Let the file name end in .html or .xlsx, for example -o rules.html.",
    ),
)
add(
    "findings_too_many",
    (
        "Kørslen har {count} fund og uvisse udfald. At gemme dem kræver omkring {needed} GB hukommelse, og {free} GB er ledig. Intet er gemt.",
        "The run has {count} findings and unknowns. Keeping them takes some {needed} GB of memory, and {free} GB is free. Nothing was kept.",
    ),
    (
        "Kør med --no-save, med færre regler eller på en del af sagerne. {setting} slår kontrollen fra.",
        "Run with --no-save, with fewer rules or on part of the cases. {setting} turns the check off.",
    ),
)
