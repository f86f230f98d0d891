"""`caseaudit rules test | lint`: do the example cases hold, and are the files in order?"""

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
    wrong = [p for p in faults if not rule_id or p.place.file in names]
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
    console.show_problems(problems)
    counts = (
        _count(len(files), "regel", "regler", "rule", "rules"),
        _count(ran, "sag", "sager", "case", "cases"),
        f"{len(problems)} {Text('fejl', 'wrong')}",
    )
    print("\n" + ", ".join(counts))
    return Exit.FINDINGS if problems else Exit.OK


_AUTHORS = ("rule_case_missing", "rule_boundary_case_missing", "rule_finding_text_missing")
"""What is missing rather than wrong: it fails the test, but hinders no other."""


def _count(n: int, one: str, many: str, one_en: str, many_en: str) -> str:
    return f"{n} {Text(one if n == 1 else many, one_en if n == 1 else many_en)}"


def _chosen(book: Rulebook, faults: Iterable[Problem], rule_id: str) -> list[RuleFile]:
    """The rule of that name, or all. Raises `UsageError` with the faults of a file that cannot be read."""
    if not rule_id:
        return [f for f in book.files.values()]
    try:
        return [book.get(rule_id)]
    except UsageError:
        own = [p for p in faults if p.place.file == f"{rule_id}.yaml"]
        if own:
            raise UsageError(own) from None
        raise


def lint(places: tuple[Path, ...]) -> int:
    """Check rule files and folders; every problem in one run. What is left to write is a warning."""
    from caseaudit.rules.rulebook import survey

    settings = common.config()
    folders = tuple(p for p in places if not p.is_file())
    book, problems = survey((*settings.rules, *folders), strict=True)
    files = list(book.files.values())
    for path in (p for p in places if p.is_file()):
        file, found = _lint_file(path, book)
        problems += found
        files += [file] if file else []
    warnings = [Problem(p.code, p.place, p.values, "warning") for p in problems if p.code == LEFT]
    problems = [p for p in problems if p.code != LEFT]
    warnings += [w for f in files for w in _weak(f)]
    console.show_problems([*problems, *warnings])
    if not problems:
        print(
            f"{_count(len(files), 'regel er', 'regler er', 'rule is', 'rules are')} {Text('i orden', 'in order')}"
            + (f", {_count(len(warnings), 'advarsel', 'advarsler', 'warning', 'warnings')}" if warnings else "")
            + "."
        )
    return Exit.USAGE if problems else Exit.OK


def _lint_file(path: Path, book: Rulebook) -> tuple[RuleFile | None, Sequence[Problem]]:
    from caseaudit.rules.rulebook import check_file, read_rule

    try:
        file = read_rule(path, book.groups)
    except CaseauditError as e:
        return None, e.problems
    return file, check_file(file, book)


def _weak(file: RuleFile) -> Iterable[Problem]:
    """What is allowed, but ought to be better."""
    n = len(str(file.rule.why))
    if file.rule.severity == "critical" and n < WHY_MIN:
        yield Problem("rule_why_short", Place(file.path.name, row=file.doc.line(("why",))), {"n": n}, "warning")
