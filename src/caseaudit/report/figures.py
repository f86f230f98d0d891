"""The figures of a report as numbers; how they are drawn is for `svg`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.dates import parse_period
from caseaudit.report.hidden import withheld
from caseaudit.report.numbers import percent_of, percent_text, quarter, short_quarter
from caseaudit.report.tables import BREACHED, MET, PERCENT, UNKNOWN, count, met, percent, rule_title
from caseaudit.report.view import Bar, Cell, Column, Figure, Point, Row, Table
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caseaudit.model.tally import Tally
    from caseaudit.report.facts import Facts, ThemeFacts


def bar(label: str, tally: Tally, before: Tally | None = None) -> Bar:
    return Bar(
        label,
        tally.good,
        tally.breached,
        tally.unknown,
        percent_of(tally),
        percent_of(before) if before else None,
    )


def theme_bars(facts: Facts, previous: Facts | None, target: float | None) -> Figure | None:
    """Percent per theme, with the target and the previous run where there is one."""
    told = [t for t in facts.themes if t.rules and t.tally.judged]
    if not told:
        return None
    before = {t.id: t.tally for t in previous.themes} if previous else {}
    bars = tuple(bar(t.title, t.tally, before.get(t.id)) for t in told)
    return Figure(
        "themes",
        "bars",
        str(Text("Lovoverholdelse på temaer, i procent", "Compliance by theme, in percent")),
        _describe_bars(bars),
        bars=bars,
        target=target,
        table=_table("figure-themes", Text("Tema", "Theme"), ((t.title, t.tally) for t in told)),
    )


def trend(facts: Facts, target: float | None) -> Figure | None:
    """Percent of all law per quarter; a quarter with few judged has no percent."""
    tallies = [(p, facts.by_period[p]) for p in facts.periods if p in facts.by_period]
    points = tuple(Point(short_quarter(p), percent_of(t), t.judged) for p, t in tallies)
    told = [(p.label, p.percent) for p in points if p.percent is not None and not withheld(p.percent)]
    if len(told) < 2:
        return None
    shown = [f"{label} {percent_text(percent)}" for label, percent in told]
    return Figure(
        "trend",
        "trend",
        str(Text("Lovoverholdelse efter kvartal", "Compliance by quarter")) + _unfinished(facts, tallies[-1][0]),
        str(Text("Procent efter kvartal: ", "Percent by quarter: ")) + ", ".join(shown) + ".",
        points=points,
        target=target,
        table=_table("figure-trend", Text("Kvartal", "Quarter"), ((quarter(p), t) for p, t in tallies)),
    )


def _unfinished(facts: Facts, last: str) -> str:
    """Says so where the run was made before the last quarter ended."""
    end = parse_period(last).last
    if facts.as_of >= end:
        return ""
    return str(Text(f"; {quarter(last)} er ikke slut", f"; {quarter(last)} has not ended"))


def stacked(theme: ThemeFacts) -> Figure | None:
    """Per check: met, breached and not assessable, in numbers."""
    told = [r for r in theme.rules if r.tally.judged or r.tally.unknown]
    if not told:
        return None
    bars = tuple(bar(rule_title(r), r.tally) for r in told)
    return Figure(
        f"rules-{theme.id}",
        "stacked",
        str(Text(f"{theme.title}: udfald efter kontrolpunkt, antal", f"{theme.title}: outcomes by check, numbers")),
        _describe_stacked(bars),
        bars=bars,
        table=_table(
            f"figure-rules-{theme.id}", Text("Kontrolpunkt", "Check"), ((rule_title(r), r.tally) for r in told)
        ),
    )


def units_figure(facts: Facts) -> Figure | None:
    """Small multiples: one panel per unit, with the themes in the same order in each."""
    themes = [t for t in facts.themes if t.rules and t.tally.judged]
    panels, rows = [], []
    for unit in facts.units:
        found = [(t.title, t.by_unit[unit]) for t in themes if unit in t.by_unit]
        if found:
            panels.append((unit, tuple(bar(title, tally) for title, tally in found)))
            rows.append(Row((Cell(unit, unit), *(_blank() for _ in range(4))), "group"))
            rows += [_row(title, tally) for title, tally in found]
    if len(panels) < 2:
        return None
    head = _columns(Text("Enhed og tema", "Unit and theme"))
    caption = Text("Temaer efter enhed", "Themes by unit")
    return Figure(
        "units",
        "multiples",
        str(Text("Lovoverholdelse på temaer efter enhed, i procent", "Compliance by theme and unit, in percent")),
        str(
            Text(
                f"{len(panels)} enheder med hver sine søjler for temaerne. Tallene står i tabellen.",
                f"{len(panels)} units, each with bars for the themes. The numbers are in the table.",
            )
        ),
        panels=tuple(panels),
        table=Table("figure-units", str(caption), head, tuple(rows)),
    )


def _blank() -> Cell:
    return Cell("", None)


def _columns(first: Text) -> tuple[Column, ...]:
    return (
        Column(str(first)),
        Column(str(MET)),
        Column(str(PERCENT), "percent"),
        Column(str(BREACHED), "number"),
        Column(str(UNKNOWN), "number"),
    )


def _row(label: str, tally: Tally) -> Row:
    return Row((Cell(label, label), met(tally), percent(tally), count(tally.breached), count(tally.unknown)))


def _table(name: str, first: Text, rows: Iterable[tuple[str, Tally]]) -> Table:
    caption = Text("Tallene bag figuren", "The numbers behind the figure")
    return Table(name, str(caption), _columns(first), tuple(_row(label, t) for label, t in rows))


def _describe_bars(bars: tuple[Bar, ...]) -> str:
    told = [f"{b.label} {percent_text(b.percent)}" for b in bars if b.percent is not None and not withheld(b.percent)]
    lead = Text("Søjler med procent for hvert tema: ", "Bars with the percent of each theme: ")
    return str(lead) + ", ".join(told) + "." if told else str(Text("For få til procent.", "Too few for percent."))


def _describe_stacked(bars: tuple[Bar, ...]) -> str:
    parts = [
        str(
            Text(
                f"{b.label}: {b.good} overholdt, {b.bad} brud, {b.unknown} kan ikke vurderes",
                f"{b.label}: {b.good} met, {b.bad} breaches, {b.unknown} could not be assessed",
            )
        )
        for b in bars
    ]
    return "; ".join(parts) + "."
