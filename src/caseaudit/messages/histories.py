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
