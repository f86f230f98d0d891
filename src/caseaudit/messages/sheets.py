"""Messages about what a sheet holds beside its cells: merged and hidden ones, links, macros; and about how columns are written."""

from caseaudit.messages.base import add

add(
    "macro_not_run",
    (
        "Regnearket indeholder makroer. De er ikke kørt, og ingen af dem følger med ud.",
        "The workbook holds macros. They were not run, and none of them goes into any output.",
    ),
    ("Gem udtrækket som .xlsx, så makroerne ikke er med.", "Save the export as .xlsx, without its macros."),
)
add(
    "external_links",
    (
        "Regnearket har kæder til andre filer. De gemte værdier er brugt; intet er hentet.",
        "The workbook has links to other files. The saved values are used; nothing was fetched.",
    ),
    (
        "Er værdierne gamle, så opdater kæderne i Excel, indsæt dem som værdier, og gem som .xlsx.",
        "If the values are old, update the links in Excel, paste them as values, and save as .xlsx.",
    ),
)
add(
    "external_link",
    (
        "{count} formler henter deres værdi fra en anden fil (ekstern kæde). Den gemte værdi er brugt; intet er hentet.",
        "{count} formulas take their value from another file (external link). The saved value is used; nothing was fetched.",
    ),
    (
        "Er værdierne gamle, så opdater kæderne i Excel, indsæt dem som værdier, og gem igen.",
        "If the values are old, update the links in Excel, paste them as values, and save again.",
    ),
)
add(
    "merged_filled",
    (
        "{count} celler ligger under flettede celler og er udfyldt med den værdi, som den flettede celle viser ({ranges}).",
        "{count} cells lie below merged cells and were given the value that the merged cell shows ({ranges}).",
    ),
    (
        "Ophæv fletningen i Excel (Hjem > Flet og centrer), og udfyld hver række, hvis det ikke er meningen.",
        "Unmerge the cells in Excel (Home > Merge & Center) and fill in each row, if that is not what is meant.",
    ),
)
add(
    "merged_unclear",
    (
        "En flettet celle over flere kolonner eller fra overskriften dækker cellen. Det, der hænger på den, kan ikke vurderes.",
        "A merged cell across columns or from the headers covers the cell. What hangs on it cannot be assessed.",
    ),
    (
        "Ophæv fletningen i Excel (Hjem > Flet og centrer), og skriv værdien i den rigtige kolonne.",
        "Unmerge the cells in Excel (Home > Merge & Center), and write the value in the right column.",
    ),
)
add(
    "hidden_rows",
    (
        "{count} rækker er skjult i arket (filter eller skjulte rækker). De er med.",
        "{count} rows are hidden in the sheet (by a filter or by hand). They are included.",
    ),
    (
        "Skal de ikke med, så kør igen med --visible-only. Ellers fjern filteret.",
        "If they are not wanted, run again with --visible-only. Else clear the filter.",
    ),
)
add(
    "hidden_rows_left_out",
    (
        "{count} rækker er skjult i arket og er sat til side, fordi --visible-only er brugt.",
        "{count} rows are hidden in the sheet and were set aside, for --visible-only was given.",
    ),
    ("Kør uden --visible-only, hvis de skal med.", "Run without --visible-only if they are wanted."),
)
add(
    "date_forms",
    (
        "Kolonnens datoer er skrevet på {count} måder, og alle er læst: {forms}.",
        "The dates of the column are written in {count} ways, and all were read: {forms}.",
    ),
    (
        "Det er i orden, hvis dagen altid kommer før måneden. Ens datoer (dd-mm-åååå) er sikrest.",
        "That is right if the day always comes before the month. Dates written alike (dd-mm-yyyy) are safest.",
    ),
)
