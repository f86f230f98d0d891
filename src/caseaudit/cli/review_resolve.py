"""`caseaudit review resolve`: a form with only the disagreements, and its answers taken back in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.cli.review_common import faults, kept_round, problem_rows
from caseaudit.errors import Exit, Place, Problem, UsageError
from caseaudit.output.numbers import counted
from caseaudit.texts import Text, use_language

if TYPE_CHECKING:
    from pathlib import Path

    from caseaudit.review.importing_model import Options
    from caseaudit.review.resolve_importing import CheckedResolution

NAME = Text("afklaring.xlsx", "resolution.xlsx")
_ROWS = (Text("uenighed", "disagreement"), Text("uenigheder", "disagreements"))


def run_make(round_: str, reviews: Path | None, output: Path | None) -> int:
    """Write the resolution form of a round. Raises `UsageError` when there is nothing to settle."""
    from caseaudit.output.files import whole_bytes
    from caseaudit.review.resolve import unsettled
    from caseaudit.review.resolve_book import resolution_book

    kept = kept_round(round_, reviews)
    asked = kept.round()
    found = unsettled(asked, kept.answers())
    if not found:
        raise UsageError(Problem("review_nothing_to_resolve", Place(file=kept.id)))
    with use_language(asked.lang):
        data, name = resolution_book(asked, found), str(NAME)
    path = output or kept.folder / name
    if path.is_dir():
        path = path / name
    whole_bytes(path, data)
    print(path.as_posix())
    cases = len({d.entry.case_id for d in found})
    told = counted(len(found), *_ROWS)
    n = counted(cases, Text("sag", "case"), Text("sager", "cases"))
    console.say(
        str(Text(f"{told} i {n}. Udfyld, og indlæs:", f"{told} in {n}. Fill in, and import:"))
        + f"\n  caseaudit review resolve --import {path.as_posix()}"
    )
    return Exit.OK


def run_take(file: Path, round_: str, reviews: Path | None, options: Options) -> int:
    """Take a filled resolution form back in; nothing unless it is clean, or with --partial what is."""
    from caseaudit.review.reading import read_form
    from caseaudit.review.resolve_importing import HEADINGS, check_resolution
    from caseaudit.review.resolve_keeping import commit_resolution

    kept = kept_round(round_, reviews)
    asked, before = kept.round(), kept.answers()
    checked = check_resolution(read_form(file, HEADINGS), asked, before, options)
    blocked = checked.unusable or (bool(checked.errors) and not options.partial)
    _show(checked)
    fresh = 0 if blocked else commit_resolution(kept, asked, before, checked, datetime.now(UTC))
    console.say()
    if blocked:
        n = len(checked.good)
        da = "Intet er indlæst. Ret filen" + (f", eller brug --partial til at tage de {n} svar." if n else ".")
        en = "Nothing was taken in. Mend the file" + (f", or use --partial to take the {n} answers." if n else ".")
        console.say(str(Text(da, en)))
        return Exit.USAGE
    if not fresh:
        console.say(str(Text("Intet nyt: afklaringerne er indlæst før.", "Nothing new: taken in before.")))
    else:
        left = checked.refused
        console.say(str(Text(f"{fresh} afklaringer er indlæst.", f"{fresh} resolutions were taken in.")))
        if left:
            da = f"{checked.refused} svar er ikke indlæst; de står ovenfor."
            console.say(str(Text(da, f"{checked.refused} answers were not taken in; they stand above.")))
    console.say(str(Text("Næste: caseaudit review result", "Next: caseaudit review result")))
    return Exit.FINDINGS if checked.errors else Exit.OK


def _show(checked: CheckedResolution) -> None:
    from caseaudit.privacy import mask

    warnings = len(checked.problems) - len(checked.errors)
    sure = len(checked.good) + checked.repeated
    da, en = f"{sure} afklaringer", f"{sure} resolutions"
    state = faults(len(checked.errors), warnings)
    print(mask(f"\n  {checked.form.file}   {Text(da, en)}   {state}"))
    for line in problem_rows(checked.problems):
        print(mask(line))
