"""`caseaudit review import`: take back filled forms, all clean or none, and say everything that is wrong by cell."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseaudit import console
from caseaudit.cli import common
from caseaudit.cli.review_common import cell, faults, kept_round, problem_rows
from caseaudit.errors import CaseauditError, Exit, Problem, UsageError
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseaudit.review.importing_model import Options, Plan, Taken
    from caseaudit.review.reading import RawForm
    from caseaudit.review.store import Kept

FORMATS = ("table", "json")


def run_import(files: Sequence[Path], round_: str, reviews: Path | None, options: Options, format_: str) -> int:
    """Check the forms and take them in; returns the exit code of the contract."""
    from caseaudit.review.answers_file import commit
    from caseaudit.review.importing_plan import plan

    common.choice(format_, "--format", FORMATS)
    kept = kept_round(round_, reviews)
    asked, before = kept.round(), kept.answers()
    with console.progress(str(Text("Læser skemaerne", "Reading the forms"))):
        forms, broken = read_all(form_files(files))
        made = plan(forms, asked, before, options, broken, others(kept))
        if not options.partial and made.errors == 0 and not forms:
            raise UsageError(Problem("review_no_files"))
        commit(kept, asked, before, made, datetime.now(UTC))
    if format_ == "json":
        print(json.dumps(_record(made, kept.id), ensure_ascii=False, indent=1))
    else:
        _show(made)
    _conclude(made)
    return _code(made, options)


def form_files(paths: Sequence[Path]) -> list[Path]:
    """The files to read: a folder stands for the workbooks in it; a pattern that the shell left alone is followed here.

    Lock files that Excel and LibreOffice leave beside an open workbook are passed over.
    """
    from caseaudit.review.reading_guard import SUFFIXES

    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(p for p in path.iterdir() if p.suffix.lower() in SUFFIXES and not _lock(p))
        elif any(c in path.name for c in "*?") and not path.exists():
            found += sorted(p for p in path.parent.glob(path.name) if not _lock(p)) or [path]
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _lock(path: Path) -> bool:
    return path.name.startswith(("~$", ".~lock", "."))


def read_all(files: Sequence[Path]) -> tuple[list[RawForm], list[Problem]]:
    """Read every file; those that cannot be read are told and stop nothing here."""
    from caseaudit.review.reading import read_form

    forms: list[RawForm] = []
    broken: list[Problem] = []
    for path in files:
        try:
            forms.append(read_form(path))
        except CaseauditError as e:
            broken += e.problems
    return forms, broken


def others(kept: Kept) -> dict[str, str]:
    """Form codes of the other rounds, and of the resolution forms of all, so that a stray form can be placed."""
    from caseaudit.review.resolve import resolution_code
    from caseaudit.review.store import rounds

    codes = {}
    for other in rounds(kept.folder.parent):
        try:
            asked = other.round()
        except UsageError:
            continue
        codes[resolution_code(asked.form_code)] = f"resolve:{asked.id}"
        if asked.id != kept.id:
            codes[asked.form_code] = asked.id
    return codes


def _show(made: Plan) -> None:
    from caseaudit.privacy import mask

    width = max((len(t.checked.form.file) for t in made.taken), default=0)
    print()
    for problem in made.broken:
        print(mask(f"  {problem.place.file:<{width}}   {Text('kan ikke læses', 'cannot be read')}"))
        print("\n".join(mask(line) for line in problem_rows([problem])))
    for taken in made.taken:
        print(mask(f"  {taken.checked.form.file:<{width}}   {_line(taken)}"))
        for line in problem_rows(taken.checked.problems):
            print(mask(line))


def _line(taken: Taken) -> str:
    c = taken.checked
    if c.unusable:
        return str(Text("kan ikke bruges", "cannot be used"))
    sure = len(c.good) + c.repeated
    da = f"{c.items:>2} sager   {sure} af {c.expected} besvaret"
    en = f"{c.items:>2} cases   {sure} of {c.expected} answered"
    state = str(Text("indlæst før", "taken in before")) if taken.known else faults(len(c.errors), len(c.warnings))
    return f"{Text(da, en)}   {state}"


def _conclude(made: Plan) -> None:
    news, added, replaced = (sum(t.count(k) for t in made.taken) for k in ("new", "added", "replaced"))
    left = sum(t.checked.refused for t in made.taken)
    console.say()
    if made.blocked:
        n = sum(len(t.changes) for t in made.taken)
        da = "Intet er indlæst. Ret filen" + (f", eller brug --partial til at tage de {n} svar." if n else ".")
        en = "Nothing was taken in. Mend the file" + (f", or use --partial to take the {n} answers." if n else ".")
        console.say(str(Text(da, en)))
        return
    if not any(t.checked.answered for t in made.taken):
        console.say(str(Text("Der er ingen svar i skemaerne.", "There are no answers in the forms.")))
    elif not made.changed:
        console.say(str(Text("Intet nyt: svarene er indlæst før.", "Nothing new: the answers were taken in before.")))
    else:
        da, en = f"{news} svar er indlæst", f"{news} answers were taken in"
        da += (f", {added} suppleret" if added else "") + (f", {replaced} erstattet" if replaced else "") + "."
        en += (f", {added} added to" if added else "") + (f", {replaced} replaced" if replaced else "") + "."
        console.say(str(Text(da, en)))
    if left or made.errors:
        da = f"{left} svar er ikke indlæst; de står ovenfor. Ret dem, og indlæs filen igen."
        en = f"{left} answers were not taken in; they stand above. Mend them, and import the file again."
        console.say(str(Text(da, en)))
    if any(t.checked.private and t.changes for t in made.taken):
        da = "Filen med CPR-nummeret er ikke arkiveret, kun dens kontrolsum. Ret den, indlæs den igen, og slet den gamle."
        en = "The file with the CPR number was not archived, only its digest. Mend it, import it again, delete the old one."
        console.say(str(Text(da, en)))
    console.say(str(Text("Næste: caseaudit review status", "Next: caseaudit review status")))


def _code(made: Plan, options: Options) -> int:
    if not made.errors:
        return Exit.OK
    usable = any(not t.checked.unusable for t in made.taken)
    return Exit.FINDINGS if options.partial and usable else Exit.USAGE


def _record(made: Plan, round_: str) -> dict[str, Any]:
    return {
        "schema_version": 1,
        "round": round_,
        "imported": not made.blocked and made.changed,
        "unreadable": [_told(p) for p in made.broken],
        "files": [
            {
                "file": t.checked.form.file,
                "sha256": t.checked.form.sha256,
                "reviewer": t.checked.reviewer,
                "items": t.checked.items,
                "expected": t.checked.expected,
                "answered": t.checked.answered,
                "good": len(t.checked.good),
                "repeated": t.checked.repeated,
                "refused": t.checked.refused,
                "new": t.count("new"),
                "added": t.count("added"),
                "replaced": t.count("replaced"),
                "known": t.known,
                "problems": [_told(p) for p in t.checked.problems],
            }
            for t in made.taken
        ],
    }


def _told(p: Problem) -> dict[str, Any]:
    from caseaudit.privacy import mask

    return {
        "code": p.code,
        "severity": p.severity,
        "file": p.place.file,
        "sheet": p.place.sheet,
        "cell": cell(p.place).rpartition("!")[2] if p.place.row else "",
        "message": mask(p.what),
        "fix": mask(p.fix),
    }
