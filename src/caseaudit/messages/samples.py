"""Messages about samples."""

from caseaudit.messages.base import add

add(
    "record_missing",
    ("Filen findes ikke.", "The file does not exist."),
    ("Kontroller navnet, eller lav den igen.", "Check the name, or make it again."),
)
add(
    "record_unreadable",
    (
        "Filen er beskadiget, rettet i hånden eller skrevet af en anden version af caseaudit.",
        "The file is damaged, edited by hand or written by another version of caseaudit.",
    ),
    ("Hent den fra sikkerhedskopien, eller lav den igen.", "Fetch it from the backup, or make it again."),
)
