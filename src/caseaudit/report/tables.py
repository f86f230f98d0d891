"""The tables of a report: each cell with its exact number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.output.numbers import number, of
from caseaudit.report.comparison import moved
from caseaudit.report.hidden import withheld
from caseaudit.report.numbers import NONE, percent_of, percent_text, points
from caseaudit.report.sentences import advisory_here, soft
from caseaudit.report.view import Cell, Column, Row, Table
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from caseaudit.model.tally import Tally
    from caseaudit.report.compose import Options
    from caseaudit.report.facts import Facts, RuleFacts, ThemeFacts
    from caseaudit.report.view import Level

MET = Text("Overholdt", "Met")
PERCENT = Text("Procent", "Percent")
EXCUSED = Text("Heraf lovligt fraveget", "Of which lawfully excused")
BREACHED = Text("Brud", "Breaches")
PENDING = Text("Afventer", "Pending")
UNKNOWN = Text("Kan ikke vurderes", "Could not be assessed")
CASES_BREACHED = Text("Sager med brud", "Cases with a breach")
_BROKEN = {
    "law": (MET, BREACHED, CASES_BREACHED),
    "local_standard": (MET, Text("Afvigelser", "Deviations"), Text("Sager med afvigelser", "Cases with a deviation")),
    "data_quality": (Text("I orden", "In order"), Text("Fejl", "Faults"), Text("Sager med fejl", "Cases with a fault")),
}


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
    if value is None or withheld(value) or (target is None and act_below is None):
        return "", ""
    if act_below is not None and value < act_below:
        return "act", str(Text("Handling kræves", "Action needed"))
    if target is not None and value >= target:
        return "good", str(Text("Mål nået", "Target met"))
    if target is None:
        return "plain", str(Text("Over grænsen", "Above the limit"))
    return "watch", str(Text("Under mål", "Below target"))


def change(now: Tally, before: Tally | None, *, sample: bool) -> Cell:
    """Change in percentage points since the previous run; a dash where it may not be told."""
    value = moved(now, before, sample=sample) if before else None
    return Cell(NONE, None) if value is None else Cell(points(value), value)


def theme_table(facts: Facts, options: Options, previous: Facts | None) -> Table:
    """Themes by outcome, with their sum; change and judgement only where there is something to compare with."""
    target, act_below = options.target, options.act_below
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
            cells.append(change(tally, was, sample=options.sample))
        if judged_locally:
            cells.append(Cell(words or NONE, words or None, level=level))
        return Row(tuple(cells), "total" if total else "row", anchor)

    rows = [row(t.title, t.tally, t.cases_breached, before.get(t.id), anchor=t.id) for t in facts.themes if t.rules]
    if facts.blind and options.audience != "committee":
        rows += _unfed(facts, len(columns))
    whole = str(Text("Alle temaer", "All themes"))
    rows.append(row(whole, facts.total, facts.cases_with_breach, previous.total if previous else None, total=True))
    note = Text(
        "Procenten er de overholdte og lovligt fravegne af de vurderinger, der er afgjort. Ikke relevant, afventer og kan ikke "
        "vurderes indgår ikke. En sag kan have brud i flere temaer, så sagerne kan ikke lægges sammen.",
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


def _unfed(facts: Facts, width: int) -> Iterator[Row]:
    """What checks that the export cannot feed add to the unknown of the whole, so that the column adds up."""
    n = sum(r.binding.unknown for r in facts.blind if r.rule.legal)
    if n:
        label = str(Text("Krav, som udtrækket ikke kan belyse (bilag C)", "Duties the export cannot feed (appendix C)"))
        cells = [Cell(label, label), *(Cell(NONE, None) for _ in range(width - 1))]
        cells[6] = count(n)
        yield Row(tuple(cells))


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
    fine, broken, cases_broken = _BROKEN[rules[0].rule.judges]
    columns = (
        Column(str(Text("Kontrolpunkt", "Check"))),
        Column(str(fine)),
        Column(str(PERCENT), "percent"),
        *(Column(str(t), "number") for t in (EXCUSED, broken, PENDING, UNKNOWN)),
        Column(str(cases_broken)),
    )
    rows = [rule_row(r) for r in rules]
    if total is not None:
        whole = str(Text("I alt", "Total"))
        rows.append(Row((Cell(whole, whole), *_tally_cells(total), count(cases or 0)), "total"))
    return Table(
        name, str(Text(f"{title}: kontrolpunkter", f"{title}: checks")), columns, tuple(rows), _advisory_note(rules)
    )


def rule_row(r: RuleFacts) -> Row:
    label = rule_title(r)
    cases = Cell(NONE, None)
    if r.cases_judged and not advisory_here(r):
        cases = Cell(of(r.cases_breached, r.cases_judged), r.cases_breached)
    tally = list(_tally_cells(r.tally))
    if soft(r.rule):
        tally[1] = Cell(NONE, None)  # what fails is never a breach, so 100 % would say nothing
    return Row((Cell(label, label), *tally, cases), anchor=r.rule.id)


def rule_title(r: RuleFacts) -> str:
    """The title, marked where nothing that was judged binds."""
    mark = f" ({Text('vejledende', 'advisory')})" if advisory_here(r) else ""
    return f"{r.rule.title}{mark}"


def _advisory_note(rules: tuple[RuleFacts, ...]) -> str:
    if any(r.rule.legal and r.tally.judged != r.binding.judged for r in rules):
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
