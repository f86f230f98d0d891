"""Messages about files, tables, mapping and cells."""

from caseaudit.messages.base import add

# --- files ---
add(
    "file_missing",
    ("Filen findes ikke.", "The file does not exist."),
    ("Kontroller stien, og prøv igen.", "Check the path and try again."),
)
add(
    "no_files",
    ("Der er ikke angivet nogen fil.", "No file was given."),
    (
        "Angiv en fil eller en mappe, for eksempel: caseaudit check udtraek.xlsx",
        "Name a file or a folder, for example: caseaudit check udtraek.xlsx",
    ),
)
add(
    "folder_empty",
    ("Mappen indeholder ingen tabeller.", "The folder holds no tables."),
    (
        "Læg udtrækket i mappen som xlsx, csv eller parquet, eller angiv filen selv.",
        "Put the export in the folder as xlsx, csv or parquet, or name the file itself.",
    ),
)
add(
    "file_type_unknown",
    ("Filtypen kan ikke læses.", "This type of file cannot be read."),
    ("Gem udtrækket som en af disse: {known}", "Save the export as one of these: {known}"),
)
add(
    "file_unreadable",
    ("Filen kan ikke åbnes.", "The file cannot be opened."),
    ("Luk den i Excel, og kontroller at du har læseadgang.", "Close it in Excel, and check that you may read it."),
)
add(
    "file_empty",
    ("Filen er tom.", "The file is empty."),
    (
        "Træk data igen, og kontroller at filen blev gemt færdig.",
        "Export again, and check that the file was saved to its end.",
    ),
)
add(
    "file_changed",
    ("Filen blev ændret, mens den blev læst.", "The file changed while it was being read."),
    ("Vent til udtrækket er gemt, og prøv igen.", "Wait until the export has been saved, and try again."),
)

# --- workbooks ---
add(
    "workbook_broken",
    (
        "Regnearket er beskadiget eller afbrudt og kan ikke læses.",
        "The workbook is damaged or cut off and cannot be read.",
    ),
    (
        "Åbn det i Excel, gem det igen som .xlsx, eller træk data på ny.",
        "Open it in Excel and save it again as .xlsx, or export again.",
    ),
)
add(
    "workbook_encrypted",
    ("Regnearket er beskyttet med adgangskode.", "The workbook is protected by a password."),
    (
        "Åbn det i Excel, vælg Filer > Oplysninger > Beskyt projektmappe > Krypter med adgangskode, slet koden, og gem.",
        "Open it in Excel, choose File > Info > Protect Workbook > Encrypt with Password, clear the password, and save.",
    ),
)
add(
    "workbook_is_xls",
    (
        "Filen hedder .xlsx, men er et gammelt Excel-regneark (.xls).",
        "The file is named .xlsx, but is an old Excel workbook (.xls).",
    ),
    ("Omdøb den til .xls, eller gem den i Excel som .xlsx.", "Rename it to .xls, or save it in Excel as .xlsx."),
)
add(
    "workbook_is_xlsx",
    (
        "Filen hedder .xls, men er et nyt Excel-regneark (.xlsx).",
        "The file is named .xls, but is a new Excel workbook (.xlsx).",
    ),
    ("Omdøb den til .xlsx.", "Rename it to .xlsx."),
)
add(
    "workbook_is_html",
    (
        "Filen er en webside (HTML-tabel) med et Excel-navn.",
        "The file is a web page (HTML table) with the name of a workbook.",
    ),
    ("Åbn den i Excel, og gem den som .xlsx.", "Open it in Excel, and save it as .xlsx."),
)
add(
    "workbook_is_text",
    ("Filen er en tekstfil (CSV) med et Excel-navn.", "The file is a text file (CSV) with the name of a workbook."),
    ("Omdøb den til .csv.", "Rename it to .csv."),
)
add(
    "workbook_unsafe",
    (
        "Regnearket fylder usædvanligt meget, når det pakkes ud, og bliver ikke åbnet.",
        "The workbook is unusually large when unpacked, and is not opened.",
    ),
    (
        "Kontroller hvor filen kommer fra. Er den i orden, så del udtrækket i flere filer.",
        "Check where the file comes from. If it is sound, split the export into several files.",
    ),
)
add(
    "workbook_empty",
    ("Regnearket har ingen celler med indhold.", "The workbook holds no cells with content."),
    ("Kontroller at det er den rigtige fil.", "Check that it is the right file."),
)

# --- text and Parquet ---
add(
    "text_binary",
    ("Filen er ikke en ren tekstfil.", "The file is not plain text."),
    ("Gem udtrækket igen som CSV (UTF-8) eller som .xlsx.", "Save the export again as CSV (UTF-8) or as .xlsx."),
)
add(
    "text_mixed_encoding",
    (
        "Filen blander to tegnsæt; det begynder i den nævnte linje.",
        "The file mixes two encodings; it begins in the line named.",
    ),
    ("Gem hele udtrækket igen som CSV UTF-8 i Excel.", "Save the whole export again as CSV UTF-8 in Excel."),
)
add(
    "text_encoding_unknown",
    (
        "Filens tegnsæt kan ikke fastslås, så æ, ø og å ville blive læst forkert.",
        "The encoding of the file cannot be told, so Danish letters would be read wrongly.",
    ),
    (
        "Åbn filen i Excel, og gem den som CSV UTF-8 eller .xlsx.",
        "Open the file in Excel, and save it as CSV UTF-8 or .xlsx.",
    ),
)
add(
    "text_no_separator",
    (
        "Der er kun én kolonne: skilletegnet er ikke semikolon, komma, tabulator eller |.",
        "There is only one column: the separator is not semicolon, comma, tab or |.",
    ),
    ("Gem udtrækket igen som CSV (semikolonsepareret).", "Save the export again as CSV (semicolon separated)."),
)
add(
    "text_open_quote",
    (
        "Et anførselstegn bliver åbnet i eller lige før den nævnte række og ikke lukket igen.",
        "A quotation mark opens in or just before the row named and is not closed.",
    ),
    ("Ret rækken, eller gem udtrækket som .xlsx.", "Mend the row, or save the export as .xlsx."),
)
add(
    "text_broken",
    ("Filen kan ikke deles i rækker og kolonner.", "The file cannot be split into rows and columns."),
    ("Åbn den i Excel, og gem den som .xlsx.", "Open it in Excel, and save it as .xlsx."),
)
add(
    "parquet_broken",
    ("Parquet-filen er beskadiget og kan ikke læses.", "The Parquet file is damaged and cannot be read."),
    ("Dan den igen.", "Write it again."),
)

# --- mapping profiles ---
add(
    "profile_missing",
    ("Mapningsprofilen findes ikke.", "The mapping profile does not exist."),
    (
        "Kontroller stien. De profiler, der følger med, ligger i mappen profiles",
        "Check the path. Those shipped lie in the folder profiles",
    ),
)
add(
    "profile_invalid",
    ("Mapningsprofilen er ikke rigtig ved {where}: {detail}.", "The mapping profile is wrong at {where}: {detail}."),
    ("Ret linjen, og kør: caseaudit mapping check", "Mend the line, and run: caseaudit mapping check"),
)
add(
    "profile_unknown_name",
    (
        "Mapningsprofilen nævner noget, der ikke findes: {names}",
        "The mapping profile names something that does not exist: {names}",
    ),
    ("Ret navnet, eller tilføj kolonnen eller kodelisten.", "Mend the name, or add the column or code list."),
)
add(
    "profile_empty",
    ("Mapningsprofilen er tom.", "The mapping profile is empty."),
    ("Lav et forslag: caseaudit mapping suggest FIL", "Make a proposal: caseaudit mapping suggest FILE"),
)
add(
    "profile_column_unused",
    ("Profilens kolonne '{column}' findes ikke i filen.", "The profile's column '{column}' is not in the file."),
    (
        "Tilføj filens overskrift til kolonnens headers, hvis oplysningen findes under et andet navn.",
        "Add the file's header to the column's headers, if the information stands there under another name.",
    ),
)
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
    "empty_population",
    ("Der er ingen sager tilbage at vurdere.", "There are no cases left to judge."),
    ("Kontroller at udtrækket har rækker under overskriften.", "Check that the export has rows below its header."),
)

# --- rows and cells ---
add(
    "impossible_date",
    (
        "Datoen findes ikke eller kan ikke læses. Cellen tæller som ikke registreret.",
        "There is no such date, or it cannot be read. The cell counts as not recorded.",
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
        "Cellens ord kendes ikke og tæller som ikke registreret. Kendte koder: {allowed}.",
        "The word in the cell is not known and counts as not recorded. Known codes: {allowed}.",
    ),
    (
        "Ret cellen, eller tilføj ordet til profilens kodeliste.",
        "Mend the cell, or add the word to the profile's code list.",
    ),
)
add(
    "unknown_section",
    (
        "Paragraffen kan ikke læses og tæller som ikke registreret.",
        "The legal section cannot be read and counts as not recorded.",
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
        "Cellen siger, at det er sket ({type}), men ikke hvornår. Det kan ikke bruges.",
        "The cell says that it happened ({type}), but not when. It cannot be used.",
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
        "Cellen viser en fejl (fx #N/A) eller en formel uden gemt værdi. Den tæller som ikke registreret.",
        "The cell shows an error (such as #N/A) or a formula without a saved value. It counts as not recorded.",
    ),
    (
        "Ret formlen i Excel, eller indsæt værdier, og gem filen igen.",
        "Mend the formula in Excel, or paste values, and save the file again.",
    ),
)
