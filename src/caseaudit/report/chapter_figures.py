"""The chapter "Nøgletal": how much casework there is, with definitions, local targets and reference figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.keyfigures import wording
from caseaudit.keyfigures.definitions import GROUPS, definitions
from caseaudit.keyfigures.model import period_text
from caseaudit.keyfigures.records import told
from caseaudit.keyfigures.table import LEAD, references
from caseaudit.output.numbers import number
from caseaudit.privacy import mask
from caseaudit.report.view import Cell, Column, Row, Section, Table
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.keyfigures.laid import Laid
    from caseaudit.keyfigures.model import Part, Value

ID = "key-figures"
TITLE = Text("Nøgletal", "Key figures")


def figures_chapter(laid: Laid) -> Section:
    """The chapter; a committee's is given figures that are protected already."""
    day, period = show(laid.as_of), period_text(laid.period)
    when = Text(
        f"Beholdninger er opgjort pr. {day}. Det, der er sket, er talt i perioden {period}.",
        f"What stands is told as of {day}. What happened is counted in the period {period}.",
    )
    lead = [str(LEAD), str(when)]
    if laid.audience == "committee":
        lead.append(
            str(
                Text("Små tal vises ikke af hensyn til enkelte børn.", "Small numbers are not shown, for the children.")
            )
        )
    tables = [_figures(laid), *_parts(laid), *_beside(laid), _definitions(laid)]
    return Section(ID, str(TITLE), tuple(lead), tables=tuple(tables))


def _columns(*heads: Text) -> tuple[Column, ...]:
    return tuple(Column(str(h)) for h in heads)


def _figures(laid: Laid) -> Table:
    heads = (Text("Nøgletal", "Key figure"), Text("Tal", "Number"), Text("Grundlag", "Of"), Text("Bemærkning", "Note"))
    rows: list[Row] = []
    group = ""
    for v in laid.whole:
        d = definitions()[v.figure]
        if d.group != group:
            group = d.group
            title = str(GROUPS[group])
            rows.append(Row((Cell(title, title), Cell(""), Cell(""), Cell("")), "group"))
        note = ". ".join(_capital(x) for x in _notes(laid, v))
        title, basis = str(d.title), wording.basis_text(v)
        cells = (Cell(title, title), _number(v), Cell(basis, basis or None), Cell(note, note or None))
        rows.append(Row(cells, anchor=v.figure))
    return Table(f"{ID}-all", str(Text("Nøgletal i alt", "Key figures in all")), _columns(*heads), tuple(rows))


def _number(v: Value) -> Cell:
    text = wording.value_text(v)
    return Cell(text, None, hidden=True) if v.hidden else Cell(text, told(v))


def _notes(laid: Laid, v: Value) -> Iterator[str]:
    yield from wording.notes(v)
    if v.figure in laid.targets and not v.hidden:
        yield wording.target_sentence(laid.targets[v.figure], v, definitions()[v.figure].unit)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _parts(laid: Laid) -> Iterator[Table]:
    rows = []
    for v in laid.whole:
        if not v.parts:
            continue
        title = str(definitions()[v.figure].title)
        rows.append(Row((Cell(title, title), Cell("")), "group"))
        rows += [Row((Cell(wording.part_name(p.code), p.code), _count(p))) for p in v.parts]
    if rows:
        heads = (Column(str(Text("Fordelt på", "Divided by"))), Column(str(Text("Antal", "Number")), "number"))
        yield Table("key-figures-parts", str(Text("Fordelinger", "Breakdowns")), heads, tuple(rows))


def _count(p: Part) -> Cell:
    if p.count is None:
        return Cell(str(wording.HIDDEN), None, hidden=True)
    return Cell(number(p.count), p.count)


def _beside(laid: Laid) -> Iterator[Table]:
    """Reference figures with source and year; nothing but higher or lower is said."""
    rows = []
    for v in laid.whole:
        title = str(definitions()[v.figure].title)
        rows += [Row((Cell(title, title), Cell(mask(x), mask(x)))) for x in references(laid, v)]
    if rows:
        heads = _columns(Text("Nøgletal", "Key figure"), Text("Til sammenligning", "For comparison"))
        note = Text(
            "Definitionerne kan være forskellige; se nedenfor. En forskel siger ikke, hvad der er bedst, eller hvorfor.",
            "The definitions may differ; see below. A difference does not say which is better, or why.",
        )
        yield Table(
            "key-figures-references", str(Text("Referencetal", "Reference figures")), heads, tuple(rows), str(note)
        )


def _definitions(laid: Laid) -> Table:
    heads = _columns(Text("Nøgletal", "Key figure"), Text("Hvad der er talt", "What was counted"))
    rows = []
    for v in laid.whole:
        d = definitions()[v.figure]
        text = str(d.definition) + (f" {d.national}" if d.national else "")
        rows.append(Row((Cell(str(d.title), str(d.title)), Cell(text, text))))
    return Table("key-figures-definitions", str(Text("Definitioner", "Definitions")), heads, tuple(rows))
