"""Messages about the templates of reports that a municipality makes its own."""

from caseaudit.messages.base import add

add(
    "template_no_word_file",
    ("Filen er ikke en Word-skabelon (.docx).", "The file is no Word template (.docx)."),
    (
        "Gem den fra Word som .docx, eller begynd forfra: caseaudit report check-template --new FIL.docx.",
        "Save it from Word as .docx, or begin anew: caseaudit report check-template --new FILE.docx.",
    ),
)
add(
    "template_cannot_be_filled",
    ("Skabelonen kan ikke udfyldes: {reason}.", "The template cannot be filled: {reason}."),
    (
        "Kør caseaudit report check-template på den, hvis det er Word-skabelonen; ellers ret den i mappen med skabeloner.",
        "Run caseaudit report check-template on it if it is the Word template; else mend it in the folder of templates.",
    ),
)
add(
    "template_outside",
    (
        "Skabelonen er en genvej til en fil uden for mappen med skabeloner.",
        "The template is a link to a file outside the folder of templates.",
    ),
    ("Læg filen selv i mappen.", "Put the file itself in the folder."),
)
add(
    "template_is_there",
    ("Filen findes allerede og bliver ikke overskrevet.", "The file is already there and is not overwritten."),
    ("Vælg et andet navn, eller flyt den.", "Choose another name, or move it."),
)
