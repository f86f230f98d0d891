"""Messages about files, workbooks, text encodings and mapping profiles."""

from caseaudit.messages.base import add

add(
    "file_missing",
    ("Filen findes ikke.", "The file does not exist."),
    ("Kontroller stien, og prøv igen.", "Check the path and try again."),
)
add(
    "argument_not_text",
    (
        "Et ord på kommandolinjen er ikke skrevet i et tegnsæt, der kan læses.",
        "A word on the command line is not written in an encoding that can be read.",
    ),
    ("Er det et filnavn, så giv filen et nyt navn.", "If it is a file name, give the file another name."),
)
add(
    "path_unusable",
    ("Et filnavn på kommandolinjen er for langt.", "A file name on the command line is too long."),
    ("Kontroller, om noget er sat ind et forkert sted.", "Look for something pasted in the wrong place."),
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

add(
    "file_too_large",
    (
        "Filen er større end grænsen på {limit} GB og er ikke læst.",
        "The file is larger than the limit of {limit} GB and was not read.",
    ),
    (
        "Del udtrækket i flere filer, for eksempel et år i hver. Har maskinen hukommelse nok, så sæt {setting} (i byte) højere.",
        "Split the export into several files, such as one per year. With enough memory, set {setting} (in bytes) higher.",
    ),
)

add(
    "memory_too_small",
    (
        "Udtrækket kræver omkring {needed} GB hukommelse, og {free} GB er ledig. Intet er læst. Grænsen er her {limit} GB tekst i alt.",
        "The export takes some {needed} GB of memory, and {free} GB is free. Nothing was read. The limit here is {limit} GB of text in all.",
    ),
    (
        "Luk andre programmer, eller del udtrækket, for eksempel et år i hver fil. {setting} (byte pr. fil) slår kontrollen fra.",
        "Close other programs, or split the export, such as one file per year. {setting} (bytes per file) turns the check off.",
    ),
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
    "workbook_entities",
    (
        "Regnearket er usikkert: det indeholder en dokumenttype eller entiteter i sin XML, og det gør Excel aldrig. Det bliver ikke åbnet.",
        "The workbook is unsafe: its XML holds a document type or entities, which Excel never writes. It is not opened.",
    ),
    (
        "Kontroller hvor filen kommer fra. Er den i orden, så åbn den i Excel, og gem den igen som .xlsx.",
        "Check where the file comes from. If it is sound, open it in Excel and save it again as .xlsx.",
    ),
)
add(
    "workbook_area",
    (
        "Regnearket har en celle langt uden for tabellen, så området er for stort til at være et udtræk.",
        "The workbook has a cell far outside the table, so its area is too large to be an export.",
    ),
    (
        "Tryk Ctrl+End i arket, slet de rækker og kolonner, der ligger uden for tabellen, og gem.",
        "Press Ctrl+End in the sheet, delete the rows and columns outside the table, and save.",
    ),
)
add(
    "workbook_failed",
    (
        "Regnearket kunne ikke læses inden for grænserne for tid og hukommelse og er lagt fra.",
        "The workbook could not be read within the bounds of time and memory, and was left.",
    ),
    (
        "Åbn det i Excel, og gem det igen som .xlsx. Er det meget stort, så gem arket som CSV UTF-8.",
        "Open it in Excel and save it again as .xlsx. If it is very large, save the sheet as CSV UTF-8.",
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
        "Filen blander to tegnsæt; det begynder i den nævnte linje (byte {offset} fra filens start).",
        "The file mixes two encodings; it begins in the line named (byte {offset} from the start of the file).",
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
    "text_mojibake",
    (
        "Overskriftens danske bogstaver er ødelagt (fx Ã¸ for ø), så kolonnen ikke kan kendes igen.",
        "The Danish letters of the header are destroyed (such as Ã¸ for ø), so the column cannot be known again.",
    ),
    (
        "Træk data igen fra fagsystemet, og gem som CSV UTF-8 eller .xlsx. Ret ikke bogstaverne i den gemte fil.",
        "Export again from the case system, and save as CSV UTF-8 or .xlsx. Do not mend letters in the saved file.",
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
