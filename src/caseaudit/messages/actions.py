"""Messages about the register of actions."""

from caseaudit.messages.base import add

add(
    "actions_missing",
    ("Handlingsregistret findes ikke.", "The register of actions does not exist."),
    (
        "Opret det: caseaudit actions create. Stien står under [actions] file i caseaudit.toml.",
        "Make it: caseaudit actions create. Its path is [actions] file in caseaudit.toml.",
    ),
)
add(
    "actions_exists",
    ("Registret findes allerede og er ikke overskrevet.", "The register exists and was not overwritten."),
    (
        "Tilføj nye anbefalinger med caseaudit actions create --update. Det, folk har skrevet, bliver stående.",
        "Add new recommendations with caseaudit actions create --update. What people wrote stays.",
    ),
)
add(
    "actions_no_texts",
    ("Der er ingen fil med anbefalinger.", "There is no file of recommendations."),
    (
        "Lav den med caseaudit report draft, eller peg på den med --texts FIL. Et tomt register: caseaudit actions create --empty",
        "Make it with caseaudit report draft, or name it with --texts FILE. An empty register: caseaudit actions create --empty",
    ),
)
add(
    "actions_none_approved",
    ("Ingen anbefaling i filen er godkendt.", "No recommendation of the file is approved."),
    (
        'Sæt status = "godkendt" i filen, eller tag udkast med: --drafts',
        'Set status = "godkendt" in the file, or include drafts: --drafts',
    ),
)
add(
    "actions_unreadable",
    ("Registret kan ikke læses som en Excel-fil (.xlsx).", "The register cannot be read as an Excel file (.xlsx)."),
    (
        "Åbn den i Excel og gem den som .xlsx uden adgangskode. Tidligere kopier ligger ved siden af.",
        "Open it in Excel and save it as .xlsx without a password. Earlier copies lie beside it.",
    ),
)
add(
    "actions_no_head",
    ("Der er ingen overskrifter, der kan genkendes.", "No headings were recognised."),
    (
        "Der skal være en række med overskrifterne Id, Handling og Status.",
        "There must be a row with the headings Id, Action and Status.",
    ),
)
add(
    "actions_head_twice",
    ("Overskriften '{name}' står to gange.", "The heading '{name}' stands twice."),
    ("Giv den ene kolonne et andet navn.", "Give one of the columns another name."),
)
add(
    "action_id_twice",
    ("Id'et står også i række {first}.", "The id also stands in row {first}."),
    ("Giv den ene handling et nyt id, for eksempel {free}.", "Give one of the actions a new id, such as {free}."),
)
add(
    "action_id_form",
    ("Id'et mangler eller kan ikke bruges.", "The id is missing or cannot be used."),
    ("Skriv H- og et tal, for eksempel {free}.", "Write H- and a number, such as {free}."),
)
add(
    "action_no_text",
    ("Rækken har ingen handling.", "The row has no action."),
    ("Skriv, hvad der skal gøres, eller slet rækken.", "Write what is to be done, or delete the row."),
)
add(
    "action_indicator_form",
    ("Indikatoren kan ikke læses.", "The indicator cannot be read."),
    (
        "Skriv en regel eller et nøgletal og et mål: plan-before-child-46 >= 90. Tegn: >= eller <=.",
        "Write a rule or key figure and a target: plan-before-child-46 >= 90. Signs: >= or <=.",
    ),
)
add(
    "action_indicator_unknown",
    (
        "Indikatoren er hverken en regel eller et nøgletal.{hint}",
        "The indicator is neither a rule nor a key figure.{hint}",
    ),
    (
        "Se caseaudit rules list og caseaudit figures definitions.",
        "See caseaudit rules list and caseaudit figures definitions.",
    ),
)
add(
    "action_no_indicator",
    (
        "Handlingen har ingen indikator, så udviklingen kan ikke vises.",
        "The action has no indicator, so no progress can be shown.",
    ),
    ("Skriv en regel eller et nøgletal, hvis der er en, der passer.", "Write a rule or key figure, if one fits."),
)
add(
    "action_no_responsible",
    ("Handlingen har ingen ansvarlig.", "Nobody is responsible for the action."),
    ("Skriv en funktion eller et navn.", "Write a function or a name."),
)
add(
    "action_date",
    ("Datoen kan ikke læses.", "The date cannot be read."),
    ("Skriv dag-måned-år, for eksempel 31-03-2027.", "Write day-month-year, for example 31-03-2027."),
)
add(
    "action_status",
    ("Status kan ikke læses.", "The status cannot be read."),
    ("Vælg {known}.", "Choose {known}."),
)
add(
    "action_cpr",
    ("Feltet ser ud til at indeholde et CPR-nummer.", "The cell seems to hold a CPR number."),
    (
        "Slet det i filen. Registret er ikke til oplysninger om enkelte børn.",
        "Delete it in the file. The register is not for information on single children.",
    ),
)
add(
    "action_formula",
    ("Feltet er en formel, og den bliver ikke regnet ud her.", "The cell is a formula, which is not calculated here."),
    ("Skriv værdien i feltet.", "Write the value in the cell."),
)
add(
    "action_rows_many",
    ("Registret har mere end {most} rækker.", "The register has more than {most} rows."),
    ("Slet tomme rækker under tabellen.", "Delete blank rows below the table."),
)
add(
    "actions_changed",
    (
        "Registret er gemt af en anden, mens det blev læst. Intet er skrevet.",
        "The register was saved by somebody else meanwhile. Nothing was written.",
    ),
    ("Kør kommandoen igen.", "Run the command again."),
)
