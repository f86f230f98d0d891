"""Messages about the key, the search for CPR numbers, and removal."""

from caseaudit.messages.base import add

add(
    "key_exists",
    ("Der er allerede en nøglefil.", "There already is a key file."),
    (
        "Brug den. Skal den udskiftes: caseaudit privacy key rotate. Så kendes fund fra før ikke igen.",
        "Use it. To replace it: caseaudit privacy key rotate. Then earlier findings are not known again.",
    ),
)
add(
    "key_none",
    ("Der er ingen nøglefil.", "There is no key file."),
    (
        "Hent den fra backup. Er intet kørt endnu: caseaudit privacy key init.",
        "Restore it from backup. If nothing was run yet: caseaudit privacy key init.",
    ),
)
add(
    "key_rotate_needs_yes",
    (
        (
            "En ny nøgle bryder sammenhængen med {runs} tidligere kørsler: samme fund får et nyt mærke, og sager, hvis "
            "numre er erstattet, skifter navn."
        ),
        (
            "A new key breaks the link to {runs} earlier runs: the same finding gets a new mark, and cases whose ids are "
            "replaced change their names."
        ),
    ),
    (
        "Tilføj --yes, hvis det er meningen. Skal den gamle gemmes, så --keep-old FIL.",
        "Add --yes if that is what you want. To keep the old one, --keep-old FILE.",
    ),
)
add(
    "key_old_exists",
    (
        "Der ligger allerede en fil på den plads, hvor den gamle nøgle skulle gemmes.",
        "There already is a file where the old key was to be kept.",
    ),
    ("Vælg et andet navn efter --keep-old.", "Choose another name after --keep-old."),
)
add(
    "scan_unreadable",
    (
        "Filen kan ikke læses, så den er ikke efterset.",
        "The file cannot be read, so it was not searched.",
    ),
    (
        "Åbn den i det program, den hører til, gem den på ny uden adgangskode, og prøv igen.",
        "Open it in the program it belongs to, save it anew without a password, and try again.",
    ),
)
add(
    "scan_needs_pypdf",
    (
        "En PDF kan ikke læses her, så den er ikke efterset.",
        "A PDF cannot be read here, so it was not searched.",
    ),
    (
        "Installér biblioteket pypdf, eller eftersøg rapporten i et andet format, for eksempel docx.",
        "Install the library pypdf, or search the report in another format, such as docx.",
    ),
)
add(
    "scan_no_text",
    (
        "Siden eller filen har billeder eller indhold uden tekst, og det kan ikke eftersøges.",
        "The page or file has pictures or content without text, and that cannot be searched.",
    ),
    ("Se det igennem med øjnene, før filen deles.", "Look through it with your eyes before the file is shared."),
)
add(
    "scan_too_large",
    (
        "Filen er udpakket større end {limit} MB, så den er ikke efterset.",
        "Unpacked, the file is larger than {limit} MB, so it was not searched.",
    ),
    ("Del den op, og eftersøg delene hver for sig.", "Split it, and search the parts one by one."),
)
add(
    "purge_which",
    (
        "Sig, hvad der skal slettes: --keep, --run eller --all, og kun én af dem.",
        "Say what to remove: --keep, --run or --all, and only one of them.",
    ),
    ("For eksempel: caseaudit privacy purge --keep 13m", "For example: caseaudit privacy purge --keep 13m"),
)
