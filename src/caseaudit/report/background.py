"""What a report tells beside the counts, taken from an audit: rows, data quality, readings and, for a team, the findings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from caseaudit.output.records import finding_records
from caseaudit.report.compose import Background
from caseaudit.report.numbers import number
from caseaudit.report.view import Finding
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.audit import Audit
    from caseaudit.report.facts import Facts


def background_of(
    audit: Audit, *, previous: Facts | None = None, rule_changes: tuple[str, ...] = (), findings: bool = False
) -> Background:
    """Gather it in the language in use. `findings`: also one record per finding, which only a team may see."""
    return Background(
        acts=audit.rulebook.acts,
        accounts=tuple(accounts(audit)),
        quality=tuple(quality(audit)),
        previous=previous,
        rule_changes=rule_changes,
        findings=tuple(team_findings(audit)) if findings else (),
    )


def accounts(audit: Audit) -> Iterator[str]:
    """One sentence per table: rows in, used, set aside."""
    for a in audit.dataset.accounts:
        name = a.source.file + (f", {a.source.sheet}" if a.source.sheet else "")
        aside = sum(a.set_aside.values())
        yield str(
            Text(
                f"{name}: {number(a.rows_in)} rækker = {number(a.judged)} brugt + {number(aside)} sat til side.",
                f"{name}: {number(a.rows_in)} rows = {number(a.judged)} used + {number(aside)} set aside.",
            )
        )


def quality(audit: Audit) -> Iterator[str]:
    """Data faults by kind, with how many; never a value."""
    for code, n in sorted(Counter(p.code for p in audit.dataset.quality).items()):
        yield f"{code}: {number(n)}"


def team_findings(audit: Audit) -> Iterator[Finding]:
    rules = {r.rule.id: r.rule for r in audit.results}
    for f in finding_records(audit):
        rule = rules[f["rule"]]
        first = f["evidence"][0] if f["evidence"] else None
        where = " ".join(str(x) for x in (first["file"], first["sheet"], first["row"]) if x) if first else ""
        yield Finding(
            case_id=f["case_id"],
            rule=rule.id,
            title=str(rule.title),
            unit=f["unit_id"],
            unit_on=f["unit_on"],
            outcome=f["outcome"],
            due_on=f["due_on"],
            actual_on=f["actual_on"],
            text=f["text"],
            law=f["citation"],
            fix=str(rule.fix),
            severity=f["severity"],
            where=where,
            judges=rule.judges,
        )


