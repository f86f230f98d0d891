"""`caseaudit rules list | show | test | lint`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.cli import common
from caseaudit.errors import CaseauditError, Exit, Problem, UsageError
from caseaudit.law import CONFIDENCE, cite
from caseaudit.model.outcomes import SEVERITIES
from caseaudit.model.tables import EVENT_TYPES
from caseaudit.output.explained import period
from caseaudit.output.wording import outcome_text
from caseaudit.rules.prose import describe
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.rules.language import Rule
    from caseaudit.rules.rulebook import Rulebook, RuleFile


def list_rules(rule_dirs: tuple[Path, ...], theme: str, fmt: str) -> int:
    """All rules, by theme."""
    common.choice(fmt, "--format", ("table", "json"))
    book = common.rulebook(rule_dirs, common.config())
    if theme and theme not in book.themes:
        raise UsageError(Problem("theme_unknown", values={"theme": theme, "known": ", ".join(book.themes)}))
    rules = [r for r in book.rules if not theme or r.theme == theme]
    if fmt == "json":
        print(json.dumps([_record(r) for r in rules], ensure_ascii=False, indent=1))
        return Exit.OK
    width = max((len(r.id) for r in rules), default=0)
    for t in book.themes.values():
        mine = [r for r in rules if r.theme == t.id]
        if mine:
            print(console.bold(str(t.title)))
        for r in mine:
            print(f"  {'/'.join(r.law_rows):<6} {r.id:<{width}}  {SEVERITIES[r.severity]!s:<10} {r.title}")
    print(f"\n{len(rules)} {Text('regler', 'rules')}")
    return Exit.OK


def _record(r: Rule) -> dict[str, object]:
    return {
        "id": r.id, "title": str(r.title), "theme": r.theme, "severity": r.severity, "law_rows": list(r.law_rows),
        "about": list(r.about), "automation": r.automation, "local": r.local,
        "versions": [
            {
                "from": v.from_.isoformat() if v.from_ else None, "until": v.until.isoformat() if v.until else None,
                "law": [{"cite": c.cite, "text": cite(c.cite), "confidence": c.confidence} for c in v.law],
            }
            for v in r.versions
        ],
    }  # fmt: skip


def show_rule(rule_id: str, rule_dirs: tuple[Path, ...]) -> int:
    """One rule in full."""
    book = common.rulebook(rule_dirs, common.config())
    for text in _shown(book.get(rule_id), book):
        print(text)
    return Exit.OK


_AUTOMATION = {
    "full": Text(
        "udtrækket kan afgøre reglen, hvis felterne er udfyldt",
        "the export can decide the rule if its fields are filled in",
    ),
    "may_over_report": Text("kan melde for mange brud (se begrænsninger)", "may report too many breaches (see limits)"),
    "may_under_report": Text("kan overse brud (se begrænsninger)", "may miss breaches (see limits)"),
}


def _shown(file: RuleFile, book: Rulebook) -> Iterator[str]:
    r = file.rule
    yield console.bold(f"{r.id}: {r.title}")
    units = ", ".join(str(Text("sagen", "the case")) if t == "case" else str(EVENT_TYPES[t].label) for t in r.about)
    yield f"{Text('Række', 'Row')} {', '.join(r.law_rows)}, {Text('tema', 'theme')} {book.themes[r.theme].title}, {Text('alvor', 'severity')} {SEVERITIES[r.severity]}"
    yield f"{Text('Enhed', 'Unit')}: {units}"
    yield f"{Text('Fil', 'File')}: {file.path.name}" + (
        f" ({Text('erstatter vores', 'replaces ours')})" if file.overrides else ""
    )
    yield ""
    yield str(r.why)
    for v in r.versions:
        yield ""
        severity = f", {Text('alvor', 'severity')} {SEVERITIES[v.severity]}" if v.severity else ""
        yield console.bold(f"{period(v).capitalize()} ({', '.join(v.law_rows)}{severity})")
        for c in v.law:
            act = book.acts[c.cite.split("-")[0]]
            yield f"  {cite(c.cite)}: {act.text_read}; {CONFIDENCE[c.confidence]}" + (f" ({c.note})" if c.note else "")
        for label, condition in (
            (Text("Gælder for", "Applies to"), v.when), (Text("Krav", "Required"), v.require), (Text("Undtagelse", "Exception"), v.unless),
        ):  # fmt: skip
            if condition is not None:
                yield f"  {label}: {describe(condition)}"
    yield ""
    yield f"{Text('Begrænsninger', 'Limits')}: {r.limits}"
    yield f"{Text('Automatik', 'Automation')}: {_AUTOMATION[r.automation]}"
    yield f"{Text('Ret op', 'Put right')}: {r.fix}"
    yield ""
    yield console.bold(str(Text("Eksempelsager", "Example cases")))
    for case in r.cases:
        yield f"  {outcome_text(*case.expect.split('/')):<36} {case.name}"


def run_cases(rule_id: str, rule_dirs: tuple[Path, ...]) -> int:
    """Run inline cases; 1 when one of them is wrong."""
    from caseaudit.rules.rulebook import load_rulebook
    from caseaudit.selfcheck import check_rule

    settings = common.config()
    book = load_rulebook((*settings.rules, *rule_dirs), strict=True)
    files = [book.get(rule_id)] if rule_id else [book.files[r.id] for r in book.rules]
    ran, problems = 0, []
    for file in files:
        results, found = check_rule(file)
        ran += len(results)
        problems += found
        mark = Text("FEJL", "FAIL") if found else Text("ok", "ok")
        print(f"{mark!s:<5} {file.rule.id}  {len(results)} {Text('sager', 'cases')}")
    console.show_problems(problems)
    print(
        f"\n{len(files)} {Text('regler', 'rules')}, {ran} {Text('sager', 'cases')}, {len(problems)} {Text('fejl', 'wrong')}"
    )
    return Exit.FINDINGS if problems else Exit.OK


def lint(places: tuple[Path, ...]) -> int:
    """Check rule files and folders; every problem in one run."""
    from caseaudit.rules.rulebook import Known, cross_check, load_rulebook, read_rule

    settings = common.config()
    folders = tuple(p for p in places if not p.is_file())
    problems: list[Problem] = []
    try:
        book = load_rulebook((*settings.rules, *folders), strict=True)
    except CaseauditError as e:
        problems += e.problems
        book = None
    for path in (p for p in places if p.is_file()):
        try:
            file = read_rule(path, book.groups if book else None)
            if book is not None:
                problems += cross_check(file, Known(book.acts, set(book.themes), set(book.steps)), strict=True)
        except CaseauditError as e:
            problems += e.problems
    console.show_problems(problems)
    count = len(book.files) if book else 0
    if not problems:
        print(Text(f"{count} regler er i orden.", f"{count} rules are in order."))
    return Exit.USAGE if problems else Exit.OK
