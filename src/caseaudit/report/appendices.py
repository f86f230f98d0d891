"""The appendices: matrix by quarter, method, what could not be assessed, rules and law, changes, data quality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.report.laws import citation, confidence, period
from caseaudit.report.numbers import short_quarter
from caseaudit.report.tables import checks_table, met, rule_title
from caseaudit.report.view import Cell, Column, Row, Section, Table
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseaudit.report.compose import Background, Options
    from caseaudit.report.facts import Facts, RuleFacts


def appendices(facts: Facts, options: Options, background: Background) -> tuple[Section, ...]:
    """All appendices that have something to tell, A to F."""
    found = (
        matrix(facts),
        rule_list(facts, background),
        quality(background),
    )
    return tuple(s for s in found if s)


def matrix(facts: Facts) -> Section | None:
    """Rule by quarter: percent, and the numbers behind it."""
    if not facts.periods:
        return None
    columns = (
        Column(str(Text("Kontrolpunkt", "Check"))),
        *(Column(short_quarter(p), "text") for p in facts.periods),
        Column(str(Text("I alt", "Total"))),
    )
    rows = []
    for theme in facts.themes:
        for r in theme.rules:
            cells = [Cell(rule_title(r), rule_title(r))]
            for p in facts.periods:
                t = r.by_period.get(p)
                cells.append(met(t) if t else Cell("-", None))
            cells.append(met(r.tally))
            rows.append(Row(tuple(cells)))
    table = Table("matrix", str(Text("Lovoverholdelsesprocenter", "Compliance rates")), columns, tuple(rows))
    return Section("A", str(Text("Lovoverholdelsesprocenter efter kvartal", "Compliance by quarter")), tables=(table,))


def rule_list(facts: Facts, background: Background) -> Section:
    columns = tuple(
        Column(str(t))
        for t in (
            Text("Kontrolpunkt", "Check"),
            Text("Lovgrundlag", "Law"),
            Text("Gælder", "In force"),
            Text("Sikkerhed", "Confidence"),
        )
    )
    rows = []
    for theme in facts.themes:
        for r in theme.rules:
            for v in r.versions:
                texts = (
                    rule_title(r),
                    citation(v, background.acts, facts.as_of),
                    period(v),
                    confidence(v),
                )
                rows.append(Row(tuple(Cell(t, t) for t in texts)))
    table = Table("rules", str(Text("Kontrolpunkter og lovgrundlag", "Checks and law")), columns, tuple(rows))
    return Section("D", str(Text("Regler og lovgrundlag", "Rules and law")), tables=(table,))


def quality(background: Background) -> Section | None:
    if not (background.quality or background.accounts):
        return None
    return Section("F", str(Text("Datakvalitet", "Data quality")), background.accounts, background.quality)


def apart(name: str, title: Text, rules: Sequence[RuleFacts]) -> Section:
    """A chapter of rules that do not judge law."""
    return Section(name, str(title), tables=(checks_table(name, str(title), rules),))


