"""`caseaudit rules list | show`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.cli import common
from caseaudit.errors import Exit, Problem, UsageError
from caseaudit.law import cite, link
from caseaudit.model.outcomes import SEVERITIES
from caseaudit.model.tables import EVENT_TYPES
from caseaudit.output.explained import period
from caseaudit.output.provisions import provision_lines
from caseaudit.output.wording import outcome_text
from caseaudit.rules.prose import Unit, describe
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.law import Acts
    from caseaudit.rules.language import Rule
    from caseaudit.rules.rulebook import Rulebook, RuleFile


def list_rules(rule_dirs: tuple[Path, ...], theme: str, fmt: str, by: str = "theme") -> int:
    """All rules, by theme or by step of a case."""
    common.choice(fmt, "--format", ("table", "json"))
    common.choice(by, "--by", ("theme", "step"))
    book = common.rulebook(rule_dirs, common.config())
    if theme and theme not in book.themes:
        raise UsageError(Problem("theme_unknown", values={"theme": theme, "known": ", ".join(book.themes)}))
    rules = [r for r in book.rules if not theme or r.theme == theme]
    if fmt == "json":
        print(json.dumps([_record(r, book.acts) for r in rules], ensure_ascii=False, indent=1))
        return Exit.OK
    width = max((len(r.id) for r in rules), default=0)
    for t in (book.themes if by == "theme" else book.steps).values():
        mine = [r for r in rules if getattr(r, by) == t.id]
        if mine:
            print(console.bold(str(t.title)))
        for r in mine:
            print(f"  {'/'.join(r.law_rows):<6} {r.id:<{width}}  {SEVERITIES[r.severity]!s:<10} {r.title}")
    print(f"\n{len(rules)} {Text('regler', 'rules')}")
    return Exit.OK


def _record(r: Rule, acts: Acts) -> dict[str, object]:
    return {
        "id": r.id, "title": str(r.title), "theme": r.theme, "step": r.step, "severity": r.severity, "law_rows": list(r.law_rows),
        "about": list(r.about), "automation": r.automation, "local": r.local,
        "judges": r.judges, "answers": list(r.answers),
        "versions": [
            {
                "from": v.from_.isoformat() if v.from_ else None, "until": v.until.isoformat() if v.until else None,
                "law": [
                    {"cite": c.cite, "text": cite(c.cite), "confidence": c.confidence, "link": link(c.cite, acts)}
                    for c in v.law
                ],
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


_JUDGES = {
    "local_standard": Text("Lokal standard (ikke lov)", "Local standard (not law)"),
    "data_quality": Text("Datakvalitet (ikke lov)", "Data quality (not law)"),
}


def _shown(file: RuleFile, book: Rulebook) -> Iterator[str]:
    r = file.rule
    yield console.bold(f"{r.id}: {r.title}")
    units = ", ".join(str(Text("sagen", "the case")) if t == "case" else str(EVENT_TYPES[t].label) for t in r.about)
    measured = f"{Text('Række', 'Row')} {', '.join(r.law_rows)}" if r.legal else str(_JUDGES[r.judges])
    yield (
        f"{measured}, {Text('tema', 'theme')} {book.themes[r.theme].title}, "
        f"{Text('sagsskridt', 'step')} {book.steps[r.step].title}, {Text('alvor', 'severity')} {SEVERITIES[r.severity]}"
    )
    yield f"{Text('Enhed', 'Unit')}: {units}"
    yield f"{Text('Fil', 'File')}: {file.path.name}" + (
        f" ({Text('erstatter vores', 'replaces ours')})" if file.overrides else ""
    )
    yield ""
    yield str(r.why)
    for v in r.versions:
        yield ""
        severity = f", {Text('alvor', 'severity')} {SEVERITIES[v.severity]}" if v.severity else ""
        soft = str(Text(", blød pligt", ", soft duty")) if v.soft else ""
        told = f"{', '.join(v.law_rows)}{severity}{soft}".removeprefix(", ")
        yield console.bold(period(v).capitalize() + (f" ({told})" if told else ""))
        for c in v.law:
            yield from (f"  {text}" for text in provision_lines(c, book.acts))
        for label, condition in (
            (Text("Gælder for", "Applies to"), v.when), (Text("Krav", "Required"), v.require), (Text("Undtagelse", "Exception"), v.unless),
        ):  # fmt: skip
            if condition is not None:
                yield f"  {label}: {describe(condition, Unit.of(r))}"
    yield ""
    yield f"{Text('Begrænsninger', 'Limits')}: {r.limits}"
    yield f"{Text('Automatik', 'Automation')}: {_AUTOMATION[r.automation]}"
    yield f"{Text('Ret op', 'Put right')}: {r.fix}"
    yield ""
    yield console.bold(str(Text("Eksempelsager", "Example cases")))
    for case in r.cases:
        yield f"  {outcome_text(*case.expect.split('/')):<36} {case.name}"
