"""`caseaudit report check-template`: a Word template is seen to before the day the report is due."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.errors import Exit, Place, Problem, UsageError
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from caseaudit.report.word_check import Verdict


def check_template(file: Path) -> int:
    """Print what is wrong with it; 1 when a report cannot be made from it."""
    from caseaudit.report.word_check import check

    if not file.is_file():
        raise UsageError(Problem("file_missing", Place(file=file.name)))
    try:
        verdict = check(file)
    except ValueError as error:
        raise UsageError(Problem("template_no_word_file", Place(file=file.name))) from error
    _show(verdict)
    return Exit.OK if verdict.usable else Exit.FINDINGS


def new_template(file: Path) -> int:
    """Put a copy of the shipped template where the user wants it; never over another file."""
    from caseaudit.output.files import whole_bytes
    from caseaudit.report.word import template_bytes

    if file.exists():
        raise UsageError(Problem("template_is_there", Place(file=file.name)))
    whole_bytes(file, template_bytes(None))
    print(f"{Text('Skabelonen ligger i', 'The template is in')} {file}")
    print(_NEXT, file=sys.stderr)
    return Exit.OK


_NEXT = Text(
    "Ret typografierne i Word, og læg den som report.docx i mappen efter --templates eller i [report] templates.",
    "Change its styles in Word, and put it as report.docx in the folder after --templates or in [report] templates.",
)


def _show(verdict: Verdict) -> None:
    if verdict.fault:
        print(console.red(str(Text("Felterne kan ikke læses: ", "The fields cannot be read: "))) + verdict.fault)
    unknown = [
        name + (f"  {Text('mente du', 'did you mean')} {near}?" if near else "") for name, near in verdict.unknown
    ]
    _list(Text("Felter, der ikke findes:", "Fields that do not exist:"), unknown)
    _list(Text("Felter, skabelonen ikke bruger:", "Fields the template does not use:"), verdict.unused)
    _list(
        Text(
            "Typografier, der mangler (teksten sættes som almindelig tekst):",
            "Styles that are missing (the text is set as plain text):",
        ),
        verdict.styles,
    )
    if verdict.usable:
        print(Text("Skabelonen kan udfyldes.", "The template can be filled."))
    else:
        print(
            Text(
                "Skabelonen kan ikke udfyldes, før det er rettet.",
                "The template cannot be filled until this is put right.",
            )
        )


def _list(heading: Text, found: Iterable[str]) -> None:
    rows = list(found)
    if rows:
        print(heading)
        for row in rows:
            print(f"  {row}")
