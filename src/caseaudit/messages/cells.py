"""Cells that say something which cannot be right, or cannot be read in one way only."""

from caseaudit.messages.base import add

add(
    "placeholder_date",
    (
        "Datoen er en pladsholder og ingen rigtig dato. Det, der hænger på den, kan ikke vurderes for sagen.",
        "The date is a placeholder and no real date. What hangs on it cannot be assessed for the case.",
    ),
    (
        "Skriv den rigtige dato, eller lad cellen stå tom. Er dagen en rigtig dato hos jer, så ret placeholder_dates i profilen.",
        "Write the real date, or leave the cell blank. If the day is a real date to you, mend placeholder_dates in the profile.",
    ),
)
add(
    "mixed_dates",
    (
        "Datoen kan læses på to måder, for kolonnen blander dag først og måned først. Den bruges ikke.",
        "The date can be read in two ways, for the column mixes day first and month first. It is not used.",
    ),
    ("Skriv datoen som dd-mm-åååå eller åååå-mm-dd.", "Write the date as dd-mm-yyyy or yyyy-mm-dd."),
)
add(
    "mixed_date_formats",
    (
        (
            "Blandede datoformater: {count} datoer kan kun have måneden først, {plain} kun dagen først. "
            "{doubted} datoer, der kan læses på begge måder, bruges ikke."
        ),
        (
            "Mixed date formats: {count} dates can only have the month first, {plain} only the day first. "
            "{doubted} dates that can be read both ways are not used."
        ),
    ),
    (
        "Ret kolonnen, så alle datoer står som dd-mm-åååå eller åååå-mm-dd.",
        "Mend the column, so that all dates are written dd-mm-yyyy or yyyy-mm-dd.",
    ),
)
add(
    "ends_before_start",
    (
        "Slutdatoen ligger før startdatoen ({type}). Det bruges ikke til at vurdere, om loven er fulgt.",
        "The end date lies before the start ({type}). It is not used to judge whether the law was followed.",
    ),
    ("Ret den af de to datoer, der er forkert.", "Mend the one of the two dates that is wrong."),
)
add(
    "before_what_it_follows",
    (
        "Hændelsen ({type}) er dateret før den, som den vedrører. Om den kom i tide, kan ikke vurderes.",
        "The event ({type}) is dated before the one that it concerns. Whether it came in time cannot be assessed.",
    ),
    ("Ret den af de to datoer, der er forkert.", "Mend the one of the two dates that is wrong."),
)
add(
    "case_ids_alike",
    (
        "Sagsnummeret har nuller foran og er ellers det samme som et andet. De to tæller som to sager.",
        "The case number has zeros in front and is else the same as another. The two count as two cases.",
    ),
    (
        "Er det samme sag, så skriv nummeret ens, og formatér kolonnen som tekst i kilden.",
        "If they are one case, write the number alike, and format the column as text at its source.",
    ),
)
add(
    "event_in_future",
    (
        "{count} hændelser er dateret efter opgørelsesdagen; den første står i denne række. De er ikke sket endnu.",
        "{count} events are dated after the day of the audit; the first stands in this row. They have not happened yet.",
    ),
    ("Ret datoen, eller vælg en senere dag med --as-of.", "Mend the date, or choose a later day with --as-of."),
)
add(
    "birth_in_future",
    (
        "{count} fødselsdatoer ligger efter opgørelsesdagen; den første står i denne række.",
        "{count} birth dates lie after the day of the audit; the first stands in this row.",
    ),
    ("Ret fødselsdatoen.", "Mend the birth date."),
)
add(
    "cpr_zero_restored",
    (
        "{count} numre havde mistet deres første nul; det er sat på igen.",
        "{count} numbers had lost their first zero; it was put back.",
    ),
    ("Gem kolonnen som tekst i Excel.", "Keep the column as text in Excel."),
)
add(
    "impossible_number",
    (
        "Nummeret kan ikke være et CPR-nummer. Barnet regnes som ukendt.",
        "The number can be no CPR number. The child counts as unknown.",
    ),
    ("Ret nummeret i kilden.", "Mend the number at its source."),
)
