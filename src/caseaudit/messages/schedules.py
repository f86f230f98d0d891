"""Messages about scheduled runs: logs, notifications and schedules."""

from caseaudit.messages.base import add

add(
    "log_unwritable",
    ("Logfilen kan ikke skrives.", "The log file cannot be written."),
    (
        "Vælg en mappe, der findes, og som du må skrive i, efter --log-file.",
        "Choose a folder that exists and that you may write to, after --log-file.",
    ),
)
add(
    "cases_format",
    ("--cases gælder ikke formatet '{format}'.", "--cases does not apply to the format '{format}'."),
    (
        "Brug --format junit, gitlab, github eller sarif; de andre formater viser altid deres sager.",
        "Use --format junit, gitlab, github or sarif; the other formats always show their cases.",
    ),
)
add(
    "notify_target",
    ("'{value}' er ikke et sted at sende besked til.", "'{value}' is not a way to send a message."),
    (
        'Skriv --notify mail eller --notify "command:PROGRAM ARGUMENTER".',
        'Write --notify mail or --notify "command:PROGRAM ARGUMENTS".',
    ),
)
add(
    "notify_mail_unset",
    ("Der er ingen mail sat op.", "No mail is set up."),
    (
        "Skriv host, from og to under [notify.mail] i caseaudit.toml.",
        "Write host, from and to under [notify.mail] in caseaudit.toml.",
    ),
)
add(
    "notify_failed",
    (
        "Beskeden ({target}) blev ikke sendt: {why}. Kontrollen er gennemført, og koden er den samme.",
        "The message ({target}) was not sent: {why}. The check is done, and the exit code is the same.",
    ),
    (
        "Prøv programmet eller mailserveren i hånden, og se [notify] i caseaudit.toml.",
        "Try the program or the mail server by hand, and see [notify] in caseaudit.toml.",
    ),
)
add(
    "schedule_time",
    ("'{value}' er ikke et klokkeslæt.", "'{value}' is not a time of day."),
    ("Skriv timer og minutter, for eksempel --at 06:00.", "Write hours and minutes, for example --at 06:00."),
)
add(
    "schedule_one_rhythm",
    ("Der er valgt flere rytmer på én gang: {given}.", "More than one rhythm was chosen: {given}."),
    (
        "Vælg en af --daily, --weekly, --monthly og --quarterly. Lav en tidsplan for hver, med hver sit --name.",
        "Choose one of --daily, --weekly, --monthly and --quarterly. Make a schedule for each, each with its own --name.",
    ),
)
add(
    "schedule_month_day",
    ("Dag {value} findes ikke i alle måneder.", "Day {value} does not exist in every month."),
    ("Vælg en dag fra 1 til 28 efter --monthly.", "Choose a day from 1 to 28 after --monthly."),
)
add(
    "schedule_name",
    ("'{value}' kan ikke være navn på en opgave.", "'{value}' cannot be the name of a task."),
    (
        "Brug bogstaverne a-z, tal og enkelte bindestreger, begynd med et bogstav, og højst 40 tegn.",
        "Use the letters a-z, digits and single hyphens, begin with a letter, and at most 40 characters.",
    ),
)
add(
    "schedule_no_data",
    ("Der mangler et udtræk at kontrollere.", "There is no export to check."),
    (
        "Skriv det efter to bindestreger, for eksempel: caseaudit schedule windows -- data --fail-on kritisk",
        "Write it after two hyphens, for example: caseaudit schedule windows -- data --fail-on critical",
    ),
)
add(
    "schedule_line_break",
    ("En sti eller et tilvalg har et linjeskift i sig.", "A path or option holds a line break."),
    ("Giv mappen eller filen et andet navn.", "Give the folder or file another name."),
)
add(
    "schedule_too_long",
    (
        "Kommandoen er på {length} tegn, og cron tager højst {limit} på en linje.",
        "The command is {length} characters long, and cron takes at most {limit} on a line.",
    ),
    (
        "Saml tilvalgene i caseaudit.toml, eller brug caseaudit schedule systemd.",
        "Put the options in caseaudit.toml, or use caseaudit schedule systemd.",
    ),
)
add(
    "schedule_two_files",
    (
        "systemd skal bruge to filer, og -o skal derfor være en mappe.",
        "systemd needs two files, so -o must be a folder.",
    ),
    ("Opret mappen, og skriv den efter -o.", "Make the folder, and write it after -o."),
)
