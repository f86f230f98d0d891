"""The findings that a team's report lists: by theme and check, of each rule only the most serious and oldest.

A list of all would fill thousands of pages; the workbook and `report case` hold every one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseaudit.output.numbers import number
from caseaudit.report.plain import gravity, label
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from caseaudit.report.view import Finding, Report

PER_RULE = 20
"""The most findings listed of one rule: what a team can go through at a meeting, and about what one page holds."""


@dataclass(frozen=True)
class Check:
    """Findings that share rule, law and severity. `rest`: what is told of them once. `more`: how many are not listed."""

    title: str
    rest: tuple[str, ...]
    fix: str
    found: tuple[Finding, ...]
    more: str = ""


@dataclass(frozen=True)
class Filed:
    """The findings of one theme, check by check."""

    id: str
    title: str
    checks: tuple[Check, ...]


def filed(report: Report, other: str) -> tuple[Filed, ...]:
    """Findings by theme and check, in the order of the themes; those of no theme of law stand last."""
    anchors = [(t.id, row.anchor) for t in report.themes if t.table for row in t.table.rows if row.anchor]
    theme_of, rank = {a: t for t, a in anchors}, {a: n for n, (_, a) in reversed(list(enumerate(anchors)))}
    rules: dict[str, list[Finding]] = {}
    for finding in sorted(report.findings, key=lambda f: (rank.get(f.rule, len(rank)), f.rule)):
        rules.setdefault(finding.rule, []).append(finding)
    piles: dict[str, list[Check]] = {name: [] for name in (*(t.id for t in report.themes), "")}
    for rule, found in rules.items():
        piles[theme_of.get(rule, "")] += _checks(found, report.words)
    titles = {t.id: t.title for t in report.themes}
    return tuple(Filed(name or "other", titles.get(name, other), tuple(pile)) for name, pile in piles.items() if pile)


def foremost(findings: Iterable[Finding]) -> list[Finding]:
    """Breaches before what could not be assessed, the gravest first, and of those the oldest."""
    return sorted(
        findings,
        key=lambda f: (f.outcome != "breached", gravity(f.severity), f.due_on or f.unit_on, f.case_id, f.unit),
    )


def lead(report: Report) -> str:
    """That the list is not the whole list, and where that is; '' where it is whole."""
    most = max(Counter(f.rule for f in report.findings).values(), default=0)
    if most <= PER_RULE:
        return ""
    return str(
        Text(
            f"For hvert kontrolpunkt står de {PER_RULE} alvorligste og ældste fund. Alle fund står i regnearket, på arkene "
            "»Fund« og »Kan ikke vurderes«, og sag for sag i caseaudit report case.",
            f"For each check, the {PER_RULE} gravest and oldest findings are listed. All findings stand in the workbook, on "
            "the sheets “Findings” and “Could not be assessed”, and case by case in caseaudit report case.",
        )
    )


def told(report: Report) -> Iterator[str]:
    """Every sentence on how much is left out, for those who compare a document with the run."""
    yield lead(report)
    yield from (_more(n) for n in Counter(f.rule for f in report.findings).values())


def _more(whole: int) -> str:
    if whole <= PER_RULE:
        return ""
    left = number(whole - PER_RULE)
    return str(
        Text(
            f"Her står {PER_RULE} af {number(whole)} fund; {left} til står i regnearket.",
            f"{PER_RULE} of {number(whole)} findings are listed; {left} more stand in the workbook.",
        )
    )


def _checks(found: Sequence[Finding], words: dict[str, str]) -> Iterator[Check]:
    """The findings of one rule; how many are left out is told once, with the first."""
    piles: dict[tuple[str, ...], list[Finding]] = {}
    for f in foremost(found)[:PER_RULE]:
        apart = words["judges_" + f.judges] if f.judges != "law" else ""
        piles.setdefault((f.title, f.fix, apart, f.law, label(f.severity)), []).append(f)
    more = _more(len(found))
    for (title, fix, *rest), pile in piles.items():
        yield Check(title, tuple(x for x in rest if x), fix, tuple(pile), more)
        more = ""
