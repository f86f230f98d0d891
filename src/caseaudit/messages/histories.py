"""Messages about the history of runs."""

from caseaudit.messages.base import add

add(
    "history_busy",
    ("Historikken er i brug af en anden kørsel.", "The history is in use by another run."),
    ("Vent, til den er færdig, og prøv igen.", "Wait until it is done, and try again."),
)
add(
    "history_damaged",
    ("Historikken kan ikke læses: filen er beskadiget.", "The history cannot be read: the file is damaged."),
    (
        "Hent filen fra sikkerhedskopien, eller flyt den væk; så begynder en ny. Kørslernes mapper berøres ikke.",
        "Fetch the file from the backup, or move it away; a new one begins. The folders of the runs are not touched.",
    ),
)
add(
    "history_newer",
    (
        "Historikken er skrevet af en nyere version af caseaudit.",
        "The history was written by a newer version of caseaudit.",
    ),
    ("Installér den version.", "Install that version."),
)
add(
    "runs_busy",
    (
        "En anden kørsel skriver i mappen og blev ikke færdig på {seconds} sekunder.",
        "Another run is writing to the folder and was not done in {seconds} seconds.",
    ),
    ("Prøv igen, når den er færdig.", "Try again when it is done."),
)
add(
    "history_none",
    ("Der er ingen historik i mappen.", "The folder holds no history."),
    (
        "Kør caseaudit check først, eller vælg mappen med --runs.",
        "Run caseaudit check first, or choose the folder with --runs.",
    ),
)
add(
    "trend_no_runs",
    ("Der er ingen kørsler at vise.", "There are no runs to show."),
    ("Kør caseaudit check først.", "Run caseaudit check first."),
)
add(
    "trend_nothing",
    ("Kørslerne har ingen tal for det valgte: {wanted}.", "The runs have no numbers for what was chosen: {wanted}."),
    (
        "caseaudit rules list viser regler og temaer; caseaudit history show viser enheder og teams.",
        "caseaudit rules list shows rules and themes; caseaudit history show shows units and teams.",
    ),
)
add(
    "schedule_none",
    ("Der er intet årshjul i caseaudit.toml.", "There is no plan for the year in caseaudit.toml."),
    (
        "Skriv [[schedule]] med name, every (week, month, quarter, year) og from; docs/historik.md viser hvordan.",
        "Write [[schedule]] with name, every (week, month, quarter, year) and from; docs/historik.md shows how.",
    ),
)
add(
    "prune_keep",
    ("'{value}' er ikke et tidsrum.", "'{value}' is not a span of time."),
    (
        "Skriv et tal og d, w, m eller y, for eksempel --keep 24m for to år.",
        "Write a number and d, w, m or y, such as --keep 24m for two years.",
    ),
)
add(
    "prune_needs_yes",
    (
        "Kørsler, der ville blive slettet for altid: {count}. Intet er slettet.",
        "Runs that would be removed for good: {count}. Nothing was removed.",
    ),
    ("Se dem med --dry-run, og slet dem med --yes.", "See them with --dry-run, and remove them with --yes."),
)
add(
    "prune_locked",
    ("En fil i en kørsel kan ikke slettes.", "A file of a run cannot be removed."),
    (
        "Luk de programmer, der har filer fra kørslerne åbne, og kør kommandoen igen; den fortsætter, hvor den slap.",
        "Close the programs that have files of the runs open, and run the command again; it goes on where it stopped.",
    ),
)
add(
    "run_pruned",
    (
        "Kørslens sager og fund er slettet {day}; kun de samlede tal er tilbage.",
        "The cases and findings of the run were pruned {day}; only its totals are left.",
    ),
    (
        "Vælg en nyere kørsel; caseaudit history list viser dem.",
        "Choose a later run; caseaudit history list shows them.",
    ),
)
add(
    "compare_same",
    ("De to er den samme: {run}.", "The two are the same: {run}."),
    (
        "Vælg to forskellige kørsler; caseaudit history list viser dem.",
        "Choose two different runs; caseaudit history list shows them.",
    ),
)
add(
    "ledger_unwritable",
    (
        "Filen kunne ikke føres ind i kørslens fortegnelse; filen selv er skrevet.",
        "The file could not be entered in the ledger of the run; the file itself is written.",
    ),
    (
        "Se efter, om mappen med kørsler kan skrives, og lav filen igen; ellers finder en sletning den ikke.",
        "See whether the folder of runs can be written, and make the file again; else a removal does not find it.",
    ),
)
add(
    "trend_figure_alone",
    ("Et nøgletal kan ikke deles op her.", "A key figure cannot be divided here."),
    (
        "Udelad --by, --rule og --theme. caseaudit figures --by unit deler op for én kørsel.",
        "Leave out --by, --rule and --theme. caseaudit figures --by unit divides for one run.",
    ),
)
add(
    "prune_which",
    ("Skriv enten --keep eller --due.", "Give either --keep or --due."),
    (
        "--keep 24m beholder de seneste to år; --due følger [retention] i caseaudit.toml.",
        "--keep 24m keeps the latest two years; --due follows [retention] in caseaudit.toml.",
    ),
)
add(
    "retention_none",
    ("Der står ingen frister i caseaudit.toml.", "caseaudit.toml has no limits."),
    (
        'Skriv [retention] med findings = "13m" og totals = "5y", eller brug --keep.',
        'Write [retention] with findings = "13m" and totals = "5y", or use --keep.',
    ),
)
add(
    "retention_all",
    (
        "Alle {count} kørsler er ældre end fristen. Intet er slettet.",
        "All {count} runs are older than the limit. Nothing was removed.",
    ),
    (
        "Se efter, om maskinens ur går rigtigt. Skal alt væk: caseaudit privacy purge --all.",
        "See whether the clock of the machine is right. To remove everything: caseaudit privacy purge --all.",
    ),
)
