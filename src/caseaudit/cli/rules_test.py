"""`caseaudit rules test | lint`: whether the example cases hold, and whether the files are in order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.cli import common
from caseaudit.errors import CaseauditError, Exit, Place, Problem, UsageError
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from caseaudit.rules.rulebook import Rulebook, RuleFile

LEFT = "rule_unfinished"
"""The code of what an author has still to write."""
WHY_MIN = 40


def run_cases(rule_id: str, rule_dirs: tuple[Path, ...], as_of: str = "") -> int:
    """Run the example cases of the effective rules; 1 when one is wrong or missing, 2 when a file cannot be read."""
    from caseaudit.rules.examples import unfinished, untried
    from caseaudit.rules.rulebook import survey
    from caseaudit.selfcheck import check_rules

    day = common.day(as_of) if as_of else None
    settings = common.config()
    book, faults = survey((*settings.rules, *rule_dirs), strict=True)
    files = _chosen(book, faults, rule_id)
    names = {f.path.name for f in files}
    wrong = [p for p in faults if not rule_id or p.place.file in names or p.code == "rules_folder_missing"]
    broken = [p for p in wrong if p.code not in (LEFT, *_AUTHORS)]
    if broken:
        raise UsageError(broken)
    whole = [f for f in files if not unfinished(f.doc)]
    results = {id(f): (ran, found) for f, ran, found in check_rules(whole, day)}
    problems = []
    ran = 0
    for file in files:
        n, found = results.get(id(file), (0, []))
        found += [p for p in wrong if p.place.file == file.path.name]
        found += [] if found else untried(file)
        ran += n
        problems += found
        mark = Text("FEJL", "FAIL") if found else Text("ok", "ok")
        print(f"{mark!s:<5} {file.rule.id}  {_count(n, 'sag', 'sager', 'case', 'cases')}")
        for p in found:
            if p.code == LEFT:
                print(f"      {_left(p)}")
    console.show_problems(p for p in problems if p.code != LEFT)
    counts = (
        _count(len(files), "regel", "regler", "rule", "rules"),
        _count(ran, "sag", "sager", "case", "cases"),
        f"{len(problems)} {Text('fejl', 'wrong')}",
    )
    print("\n" + ", ".join(counts))
    return Exit.FINDINGS if problems else Exit.OK


_AUTHORS = ("rule_cases_none", "rule_case_missing", "rule_boundary_case_missing", "rule_finding_text_missing")
"""What is missing rather than wrong: it fails the test, but hinders no other."""


def _left(problem: Problem) -> str:
    """One line for one thing to write."""
    return f"{Text('række', 'row')} {problem.place.row}: {problem.what}"


def _count(n: int, one: str, many: str, one_en: str, many_en: str) -> str:
    return f"{n} {Text(one if n == 1 else many, one_en if n == 1 else many_en)}"


def _chosen(book: Rulebook, faults: Iterable[Problem], rule_id: str) -> list[RuleFile]:
    """The rule of that name, or all. Raises `UsageError` with the faults of a file that cannot be read."""
    if not rule_id:
        order = {t: i for i, t in enumerate(book.themes)}
        return sorted(book.files.values(), key=lambda f: (order.get(f.rule.theme, 0), f.rule.law_rows, f.rule.id))
    try:
        return [book.get(rule_id)]
    except UsageError:
        own = [p for p in faults if p.place.file == f"{rule_id}.yaml"]
        if own:
            raise UsageError(own) from None
        raise


def lint(places: tuple[Path, ...]) -> int:
    """Check rule files and folders; every problem in one run. What is left to write is a warning."""
    from caseaudit.rules.rulebook import QUESTIONS, survey

    settings = common.config()
    folders = tuple(p for p in places if not p.is_file())
    book, problems = survey((*settings.rules, *folders), strict=True)
    files = list(book.files.values())
    asked = [p for p in places if p.is_file() and p.parent.name == QUESTIONS]
    problems += _questions(book, (*settings.rules, *folders, *(p.resolve().parent.parent for p in asked)))
    for path in (p for p in places if p.is_file() and p not in asked):
        file, found = _lint_file(path, book)
        problems += found
        files += [file] if file else []
    left = [p for p in problems if p.code == LEFT]
    problems = [p for p in problems if p.code != LEFT]
    weak = [w for f in files for w in _weak(f)]
    for p in left:
        console.say(f"{p.place.file}, {_left(p)}")
    console.show_problems([*problems, *weak])
    warnings = [*left, *weak]
    if not problems:
        print(
            f"{_count(len(files), 'regel er', 'regler er', 'rule is', 'rules are')} {Text('i orden', 'in order')}"
            + (f", {_count(len(warnings), 'advarsel', 'advarsler', 'warning', 'warnings')}" if warnings else "")
            + "."
        )
    return Exit.USAGE if problems else Exit.OK


def _questions(book: Rulebook, folders: tuple[Path, ...]) -> Sequence[Problem]:
    """What is wrong with the review questions, ours and those of the folders."""
    from caseaudit.rules.catalogue import load_catalogue
    from caseaudit.rules.questions import load_questions

    try:
        load_questions(book, load_catalogue(), folders)
    except CaseauditError as e:
        return e.problems
    return ()


def _lint_file(path: Path, book: Rulebook) -> tuple[RuleFile | None, Sequence[Problem]]:
    from caseaudit.rules.rulebook import cross_check, known_in, read_rule

    try:
        file = read_rule(path, book.groups)
    except CaseauditError as e:
        return None, e.problems
    return file, cross_check(file, known_in(book), strict=True)


def _weak(file: RuleFile) -> Iterable[Problem]:
    """What is allowed, but ought to be better."""
    n = len(str(file.rule.why))
    if file.rule.severity == "critical" and n < WHY_MIN:
        yield Problem("rule_why_short", Place(file.path.name, row=file.doc.line(("why",))), {"n": n}, "warning")
