"""Messages about key figures and reference figures."""

from caseaudit.messages.base import add

_SEE = ("caseaudit figures definitions viser alle nøgletal.", "caseaudit figures definitions shows every key figure.")

add(
    "figures_target_unknown",
    (
        "Nøgletallet '{figure}' i [[figures.target]] findes ikke. Nærmest: {hint}.",
        "The key figure '{figure}' in [[figures.target]] does not exist. Nearest: {hint}.",
    ),
    _SEE,
)
add(
    "figures_target_twice",
    (
        "Nøgletallet '{figure}' har to mål i caseaudit.toml.",
        "The key figure '{figure}' has two targets in caseaudit.toml.",
    ),
    ("Slet det ene.", "Delete one of them."),
)
add(
    "figures_no_units",
    ("Udtrækket har ingen enheder at dele op efter.", "The export has no units to divide by."),
    ("Kør uden --by, eller få enheden med i udtrækket.", "Run without --by, or have the unit in the export."),
)
add(
    "figures_committee_units",
    ("Et udvalg får ikke tal for den enkelte enhed.", "A committee is not given numbers of single units."),
    ("Brug --by uden --audience committee.", "Use --by without --audience committee."),
)
add(
    "figures_import_what",
    ("Der mangler en fil med referencetal.", "A file of reference figures is missing."),
    (
        "Skriv filen, eller lav en skabelon: caseaudit figures import --template reference.csv",
        "Name the file, or make a template: caseaudit figures import --template reference.csv",
    ),
)
add(
    "figures_template_exists",
    ("Filen findes allerede og er ikke overskrevet.", "The file exists and was not overwritten."),
    ("Vælg et andet navn til skabelonen.", "Choose another name for the template."),
)
add(
    "reference_unreadable",
    ("Filen er ikke en tabel i CSV.", "The file is not a table in CSV."),
    (
        "Gem den som CSV (UTF-8) fra Excel. Skabelon: caseaudit figures import --template FIL",
        "Save it as CSV (UTF-8) from Excel. Template: caseaudit figures import --template FILE",
    ),
)
add(
    "reference_column",
    ("Kolonnen '{column}' mangler.", "The column '{column}' is missing."),
    (
        "Overskrifterne er: noegletal; omraade; aar; vaerdi; enhed; kilde.",
        "The headings are: figure; area; year; value; unit; source.",
    ),
)
add(
    "reference_figure",
    ("'{value}' er ikke et nøgletal.{hint}", "'{value}' is not a key figure.{hint}"),
    _SEE,
)
add(
    "reference_value",
    ("Feltet kan ikke læses som {kind}.", "The field cannot be read as {kind}."),
    (
        "Skriv et årstal som 2025 og et tal som 43,5 uden procenttegn. Mangler tallet, så lad hele rækken være ude.",
        "Write a year such as 2025 and a number such as 43,5 without a percent sign. Leave out the row if there is none.",
    ),
)
add(
    "reference_blank",
    ("Feltet er tomt.", "The field is blank."),
    ("Område og kilde skal stå i hver række.", "Area and source must stand in every row."),
)
add(
    "reference_unit",
    (
        "Enheden er ikke den samme som nøgletallets ({unit}), så tallene kan ikke stå ved siden af hinanden.",
        "The unit is not that of the key figure ({unit}), so the numbers cannot stand side by side.",
    ),
    ("Ret enheden, eller udelad rækken.", "Correct the unit, or leave the row out."),
)
add(
    "reference_twice",
    ("Nøgletal, område og år står også i række {first}.", "Figure, area and year also stand in row {first}."),
    ("Slet den ene række.", "Delete one of the rows."),
)
add(
    "reference_cpr",
    ("Feltet ser ud til at indeholde et CPR-nummer.", "The field seems to hold a CPR number."),
    ("Slet det. Intet er læst ind.", "Delete it. Nothing was imported."),
)
add(
    "output_needed",
    ("Formatet {format} kan ikke vises på skærmen.", "The format {format} cannot be shown on the screen."),
    ("Skriv en fil efter -o.", "Name a file after -o."),
)
