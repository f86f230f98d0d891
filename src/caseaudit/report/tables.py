"""The tables of a report: each cell with its exact number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.report.numbers import NONE, number, of, percent_of, percent_text, points
from caseaudit.report.view import Cell, Column, Row, Table
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from caseaudit.report.facts import Facts, RuleFacts, Tally, ThemeFacts
    from caseaudit.report.view import Level

MET = Text("Overholdt", "Met")
PERCENT = Text("Procent", "Percent")
EXCUSED = Text("Heraf lovligt fraveget", "Of which lawfully excused")
BREACHED = Text("Brud", "Breaches")
PENDING = Text("Afventer", "Pending")
UNKNOWN = Text("Kan ikke vurderes", "Could not be assessed")
CASES_BREACHED = Text("Sager med brud", "Cases with a breach")


def count(n: int) -> Cell:
    return Cell(number(n) if n else NONE, n)


def met(tally: Tally) -> Cell:
    """`6 af 14`; the value is the first number."""
    if not tally.judged:
        return Cell(NONE, None)
    return Cell(of(tally.good, tally.judged), tally.good)


def percent(tally: Tally, level: Level = "") -> Cell:
    value = percent_of(tally)
    return Cell(percent_text(value), value, level=level)


def level_of(value: float | None, target: float | None, act_below: float | None) -> tuple[Level, str]:
    """The local judgement; nothing where no threshold is set or no percent is told."""
    if value is None or (target is None and act_below is None):
        return "", ""
    if act_below is not None and value < act_below:
        return "act", str(Text("Handling kræves", "Action needed"))
    if target is not None and value >= target:
        return "good", str(Text("Mål nået", "Target met"))
    if target is None:
        return "plain", str(Text("Over grænsen", "Above the limit"))
    return "watch", str(Text("Under mål", "Below target"))


def change(now: Tally, before: Tally | None) -> Cell:
    """Change in percentage points since the previous run; a dash where either percent cannot be told."""
    here, there = percent_of(now), percent_of(before) if before else None
    if here is None or there is None:
        return Cell(NONE, None)
    return Cell(points(here - there), here - there)


def theme_table(facts: Facts, previous: Facts | None, target: float | None, act_below: float | None) -> Table:
    """Themes by outcome, with their sum; change and judgement only where there is something to compare with."""
    judged_locally = target is not None or act_below is not None
    columns = [
        Column(str(Text("Tema", "Theme"))),
        Column(str(MET)),
        Column(str(PERCENT), "percent"),
        *(Column(str(t), "number") for t in (EXCUSED, BREACHED, PENDING, UNKNOWN, CASES_BREACHED)),
    ]
    if previous:
        columns.append(Column(str(Text("Ændring i procentpoint", "Change in percentage points")), "number"))
    if judged_locally:
        columns.append(Column(str(Text("Vurdering", "Judgement")), "badge"))
    before = {t.id: t.tally for t in previous.themes} if previous else {}

    def row(name: str, tally: Tally, cases: int, was: Tally | None, *, total: bool = False, anchor: str = "") -> Row:
        level, words = level_of(percent_of(tally), target, act_below)
        cells = [Cell(name, name), *_tally_cells(tally, level), count(cases)]
        if previous:
            cells.append(change(tally, was))
        if judged_locally:
            cells.append(Cell(words or NONE, words or None, level=level))
        return Row(tuple(cells), "total" if total else "row", anchor)

    rows = [row(t.title, t.tally, t.cases_breached, before.get(t.id), anchor=t.id) for t in facts.themes if t.rules]
    whole = str(Text("Alle temaer", "All themes"))
    rows.append(row(whole, facts.total, facts.cases_with_breach, previous.total if previous else None, total=True))
    note = Text(
        "Procenten er lovligt fravegne og overholdte af dem, der kan vurderes. Ikke relevant, afventer og kan ikke vurderes "
        "indgår ikke. En sag kan have brud i flere temaer, så sagerne kan ikke lægges sammen.",
        "The percent is what is met or lawfully excused, of what could be assessed. Not applicable, pending and could not be "
        "assessed are left out. One case may have breaches in several themes, so cases do not add up.",
    )
    return Table(
        "themes",
        str(Text("Lovoverholdelse på temaer", "Compliance by theme")),
        tuple(columns),
        tuple(rows),
        str(note),
    )


def _tally_cells(tally: Tally, level: Level = "") -> Iterable[Cell]:
    yield met(tally)
    yield percent(tally, level)
    for n in (tally.excused, tally.breached, tally.pending, tally.unknown):
        yield count(n)


def rule_table(theme: ThemeFacts) -> Table | None:
    """The checks of a theme. Advisory ones stand last and are not in the sum."""
    if not theme.rules:
        return None
    return checks_table(f"rules-{theme.id}", theme.title, theme.rules, theme.tally, theme.cases_breached)


def checks_table(
    name: str, title: str, rules: Iterable[RuleFacts], total: Tally | None = None, cases: int | None = None
) -> Table:
    """Rules by outcome; with a sum where the rules may be added together."""
    rules = tuple(rules)
    columns = (
        Column(str(Text("Kontrolpunkt", "Check"))),
        Column(str(MET)),
        Column(str(PERCENT), "percent"),
        *(Column(str(t), "number") for t in (EXCUSED, BREACHED, PENDING, UNKNOWN)),
        Column(str(CASES_BREACHED)),
    )
    rows = [rule_row(r) for r in rules]
    if total is not None:
        whole = str(Text("I alt", "Total"))
        rows.append(
            Row((Cell(whole, whole), *_tally_cells(total), count(cases or 0)), "total")
        )
    return Table(name, str(Text(f"{title}: kontrolpunkter", f"{title}: checks")), columns, tuple(rows), _advisory_note(rules))


def rule_row(r: RuleFacts) -> Row:
    label = rule_title(r)
    cases = Cell(NONE, 0)
    if r.cases_judged:
        cases = Cell(of(r.cases_breached, r.cases_judged), r.cases_breached)
    return Row((Cell(label, label), *_tally_cells(r.tally), cases), anchor=r.rule.id)


def rule_title(r: RuleFacts) -> str:
    """The title, marked where the rule does not bind."""
    mark = f" ({Text('vejledende', 'advisory')})" if r.rule.legal and r.advisory else ""
    return f"{r.rule.title}{mark}"


def _advisory_note(rules: tuple[RuleFacts, ...]) -> str:
    if any(r.tally != r.binding for r in rules):
        return str(
            Text(
                "Det, der alene er vejledende, er vist, men ikke talt med i summen og i sager med brud.",
                "What is only advisory is shown, but counted neither in the total nor in cases with a breach.",
            )
        )
    return ""


def by_group_table(name: str, caption: str, head: str, tallies: Mapping[str, Tally], sizes: Mapping[str, int]) -> Table:
    """One row per unit or team: its cases and its outcomes."""
    columns = (
        Column(head),
        Column(str(Text("Sager", "Cases")), "number"),
        Column(str(MET)),
        Column(str(PERCENT), "percent"),
        *(Column(str(t), "number") for t in (EXCUSED, BREACHED, PENDING, UNKNOWN)),
    )
    rows = tuple(Row((Cell(g, g), count(sizes.get(g, 0)), *_tally_cells(t))) for g, t in tallies.items())
    return Table(name, caption, columns, rows)
