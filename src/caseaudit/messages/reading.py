"""Messages about files, tables, mapping and cells."""

from caseaudit.messages.base import add

add(
    "file_missing",
    ("Filen findes ikke.", "The file does not exist."),
    ("Kontroller stien, og prøv igen.", "Check the path and try again."),
)
