"""Messages about tables, their columns, rows and cells."""

from caseaudit.messages.base import add

add(
    "no_header",
    ("Filen har ingen række, der ligner overskrifter.", "The file has no row that looks like headers."),
    ("Sæt en række med kolonnenavne øverst.", "Put a row of column names at the top."),
)
add(
    "header_not_mapped",
    ("Kolonnen bliver ikke brugt.", "The column is not used."),
    ("Tilføj overskriften til profilen, hvis den skal med.", "Add the header to the profile if it is wanted."),
)

# --- tables ---
add(
    "not_recognised",
    (
        "Tabellen kan ikke genkendes. Nærmeste profil er '{nearest}', men den mangler: {missing}. Kendte overskrifter: {found}.",
        "The table is not recognised. The nearest profile is '{nearest}', but it lacks: {missing}. Known headers: {found}.",
    ),
    (
        "Lav en mapning til filen: caseaudit mapping suggest FIL",
        "Make a mapping for the file: caseaudit mapping suggest FILE",
    ),
)
add(
    "missing_column",
    (
        "Kolonnen '{column}' mangler. Fundne kolonner: {found}.",
        "The column '{column}' is missing. Columns found: {found}.",
    ),
    (
        "Tilføj kolonnen i udtrækket, eller lav en mapning: caseaudit mapping suggest FIL",
        "Add the column to the export, or make a mapping: caseaudit mapping suggest FILE",
    ),
)
add(
    "duplicate_header",
    (
        "Overskriften står {count} gange, så det er uvist, hvilken kolonne der gælder.",
        "The header stands {count} times, so it is not known which column counts.",
    ),
    ("Omdøb eller slet de overflødige kolonner.", "Rename or delete the surplus columns."),
)
add(
    "only_hidden_sheet",
    (
        "Det eneste ark, der ligner sagsdata, er skjult, og skjulte ark bliver ikke brugt.",
        "The only sheet that looks like case data is hidden, and hidden sheets are not used.",
    ),
    (
        "Vis arket i Excel (højreklik på arkfanen > Vis), og gem.",
        "Unhide the sheet in Excel (right-click a tab > Unhide), and save.",
    ),
)
add(
    "sheet_not_used",
    (
        "Arket eller filen er ikke genkendt som sagsdata og er ikke brugt ({count} rækker).",
        "The sheet or file is not recognised as case data and is not used ({count} rows).",
    ),
    (
        "Det er i orden, hvis det ikke er sager. Ellers: caseaudit mapping suggest FIL",
        "That is right if it holds no cases. Otherwise: caseaudit mapping suggest FILE",
    ),
)
add(
    "header_second_choice",
    (
        "Flere kolonner kan være den samme oplysning. Denne er brugt; disse er ikke: {others}.",
        "Several columns may hold the same information. This one is used; these are not: {others}.",
    ),
    (
        "Skal det være en anden, så sæt den først i profilens headers.",
        "If it should be another, put it first in the profile's headers.",
    ),
)
add(
    "header_blank",
    (
        "{count} kolonner med indhold har ingen overskrift og er ikke brugt.",
        "{count} columns with content have no header and are not used.",
    ),
    ("Giv kolonnen en overskrift, hvis den skal med.", "Give the column a header if it is wanted."),
)
add(
    "header_twice",
    (
        "Overskriften står {count} gange blandt de kolonner, der ikke bruges.",
        "The header stands {count} times among the columns that are not used.",
    ),
    ("Det er i orden, hvis kolonnerne ikke skal med.", "That is right if the columns are not wanted."),
)
add(
    "mojibake_cell",
    (
        "Cellens danske bogstaver er ødelagt (fx Ã¸ for ø). Teksten er brugt, som den står.",
        "The Danish letters in the cell are destroyed (such as Ã¸ for ø). The text is used as it stands.",
    ),
    ("Træk data igen, og gem som CSV UTF-8 eller .xlsx.", "Export again, and save as CSV UTF-8 or .xlsx."),
)
add(
    "empty_population",
    ("Der er ingen sager tilbage at vurdere.", "There are no cases left to judge."),
    ("Kontroller at udtrækket har rækker under overskriften.", "Check that the export has rows below its header."),
)

# --- rows and cells ---
add(
    "impossible_date",
    (
        "Datoen findes ikke eller kan ikke læses. Det, der hænger på den, kan ikke vurderes for sagen.",
        "There is no such date, or it cannot be read. What hangs on it cannot be assessed for the case.",
    ),
    ("Ret datoen i kilden. Datoer skrives dd-mm-åååå.", "Mend the date at its source. Dates are written dd-mm-yyyy."),
)
add(
    "number_destroyed",
    (
        "Excel har ødelagt nummeret (det står som f.eks. 1,01E+08).",
        "Excel has destroyed the number (it stands as 1.01E+08 or the like).",
    ),
    (
        "Formatér kolonnen som tekst i kilden, og træk data igen.",
        "Format the column as text at its source, and export again.",
    ),
)
add(
    "two_digit_year",
    (
        "{count} datoer har kun to cifre i årstallet og er læst som {first} eller senere.",
        "{count} dates have a year of two digits and were read as {first} or later.",
    ),
    ("Brug fire cifre i årstal.", "Use four digits for years."),
)
add(
    "unknown_code",
    (
        "Cellens ord kendes ikke. Det, der hænger på den, kan ikke vurderes. Kendte koder: {allowed}.",
        "The word in the cell is not known. What hangs on it cannot be assessed. Known codes: {allowed}.",
    ),
    (
        "Ret cellen, eller tilføj ordet til profilens kodeliste.",
        "Mend the cell, or add the word to the profile's code list.",
    ),
)
add(
    "unknown_section",
    (
        "Paragraffen kan ikke læses. Det, der hænger på den, kan ikke vurderes.",
        "The legal section cannot be read. What hangs on it cannot be assessed.",
    ),
    (
        "Skriv for eksempel: BL § 47, stk. 2. Lokale betegnelser kan tilføjes som kodeliste i profilen.",
        "Write for example: BL § 47, stk. 2. Local names can be added to the profile as a code list.",
    ),
)
add(
    "section_law_assumed",
    (
        "{count} paragraffer nævner ingen lov og er læst efter datoen: serviceloven til og med 2023, ellers barnets lov.",
        "{count} sections name no law and were read by date: serviceloven up to 2023, else barnets lov.",
    ),
    (
        "Skriv loven i cellen (SEL eller BL), hvis det er forkert.",
        "Write the law in the cell (SEL or BL) if that is wrong.",
    ),
)
add(
    "unknown_event_type",
    (
        "Hændelsen kendes ikke, og rækken er lagt til side. Nærmeste kendte er '{nearest}'.",
        "The type of event is not known, and the row was set aside. The nearest known is '{nearest}'.",
    ),
    (
        "Ret cellen, eller tilføj ordet til profilens kodeliste for type.",
        "Mend the cell, or add the word to the profile's code list for type.",
    ),
)
add(
    "missing_case_id",
    ("Rækken har intet sagsnummer og er lagt til side.", "The row has no case id and was set aside."),
    ("Udfyld sagsnummeret.", "Fill in the case id."),
)
add(
    "missing_type",
    (
        "Rækken siger ikke, hvad der skete, og er lagt til side.",
        "The row does not say what happened and was set aside.",
    ),
    ("Udfyld hændelsens type.", "Fill in the type of the event."),
)
add(
    "missing_date",
    ("Hændelsen har ingen dato, og rækken er lagt til side.", "The event has no date, and the row was set aside."),
    ("Udfyld datoen.", "Fill in the date."),
)
add(
    "undated_event",
    (
        "Cellen siger, at det er sket ({type}), men ikke hvornår. Det, der hænger på det, kan ikke vurderes for sagen.",
        "The cell says that it happened ({type}), but not when. What hangs on it cannot be assessed for the case.",
    ),
    ("Skriv datoen i cellen.", "Write the date in the cell."),
)
add(
    "unreadable_row",
    (
        "Rækken har for mange eller for få celler og er lagt til side.",
        "The row has too many or too few cells and was set aside.",
    ),
    (
        "Et skilletegn i en tekst skal i anførselstegn. Gem eventuelt udtrækket som .xlsx.",
        "A separator inside a text must be quoted. Or save the export as .xlsx.",
    ),
)
add(
    "more_of_the_same",
    ("{count} rækker mere har det samme.", "{count} more rows have the same."),
    ("Ret dem, der er nævnt, og læs igen.", "Mend those that are listed, and read again."),
)
add(
    "conflicting_case",
    (
        "Rækken siger noget andet om '{field}' end en tidligere række på samme sag. Ingen af dem er brugt.",
        "The row says something else about '{field}' than an earlier row of the same case. Neither is used.",
    ),
    ("Ret rækkerne, så sagens oplysninger er ens.", "Mend the rows so that they agree about the case."),
)
add(
    "duplicate_event_id",
    (
        "Hændelsesnummeret er brugt om to forskellige hændelser. Begge er med; henvisninger til nummeret bruges ikke.",
        "The event id is used for two different events. Both are kept; links to the id are not used.",
    ),
    ("Giv hver hændelse sit eget nummer.", "Give each event an id of its own."),
)
add(
    "dangling_concerns",
    (
        "Henvisningen peger på en hændelse, der ikke findes på sagen, eller på flere. Den er ikke brugt.",
        "The link points to an event that is not on the case, or to several. It is not used.",
    ),
    (
        "Tag den hændelse med i udtrækket, eller ret henvisningen.",
        "Include that event in the export, or mend the link.",
    ),
)
add(
    "case_not_listed",
    (
        "Sagen har hændelser, men står ikke i sagslisten. Den er med uden sagsoplysninger.",
        "The case has events, but is not in the list of cases. It is included without case data.",
    ),
    ("Tag sagen med i sagslisten.", "Include the case in the list of cases."),
)
add(
    "cell_without_value",
    (
        "Cellen viser en fejl (fx #N/A) eller er en formel uden værdi. Det, der hænger på den, kan ikke vurderes for sagen.",
        "The cell shows an error (such as #N/A) or is a formula without a value. What hangs on it cannot be assessed.",
    ),
    (
        "Ret formlen i Excel, eller indsæt værdier, og gem filen igen.",
        "Mend the formula in Excel, or paste values, and save the file again.",
    ),
)
