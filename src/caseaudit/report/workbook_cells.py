"""Tables of the report as a workbook needs them: columns that can be filtered and summed, and numbers as they are printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseaudit.report.numbers import NONE, rounded
from caseaudit.report.view import Cell
from caseaudit.texts import Text

if TYPE_CHECKING:
    from caseaudit.report.view import Table

OUT_OF = Text("ud af", "out of")
_HIDDEN_OF = re.compile(r"(\D+?) (?:af|of) ([\d.,]+)")
_OF = re.compile(r"([\d.,]+) (?:af|of) ([\d.,]+)")
NUMBER_FORMATS = {"count": '#,##0;-#,##0;"-"', "percent": "0 %", "change": "+0;-0;0", "date": "dd-mm-yyyy"}


def number(cell: Cell, kind: str) -> tuple[float, str] | None:
    """The number as it is printed elsewhere: a percent is whole, for its decimals could give a hidden count away."""
    value = cell.value
    if isinstance(value, str) or value is None:
        return None
    if kind == "percent":
        return rounded(value) / 100, NUMBER_FORMATS["percent"]
    return rounded(value), NUMBER_FORMATS["change" if cell.text.startswith("+") or value < 0 else "count"]


@dataclass(frozen=True)
class Flat:
    """A table as columns that can be filtered and summed: `6 af 14` in two columns, a group as a column of its own."""

    headings: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: tuple[tuple[tuple[Cell, ...], bool], ...]


def flatten(table: Table, group_heading: str) -> Flat:
    split = _pair_columns(table)
    grouped = any(r.role == "group" for r in table.rows)
    headings, kinds = ([group_heading], ["text"]) if grouped else ([], [])
    for n, c in enumerate(table.columns):
        headings += [c.title, f"{c.title} ({OUT_OF})"] if n in split else [c.title]
        kinds += ["number", "number"] if n in split else [c.kind]
    group, rows = Cell(""), []
    for row in table.rows:
        if row.role == "group":
            group = row.cells[0]
            continue
        cells = [group] if grouped else []
        for n, cell in enumerate(row.cells):
            cells += _pair(cell) if n in split else [cell]
        rows.append((tuple(cells), row.role == "total"))
    return Flat(tuple(headings), tuple(kinds), tuple(rows))


def _pair_columns(table: Table) -> set[int]:
    """Columns that hold `6 af 14`. A matrix with many of them stays as it is, for it is read and not summed."""
    found = {
        n
        for n, c in enumerate(table.columns)
        if c.kind == "text" and n and any(_paired(r.cells[n].text) for r in table.rows if r.role != "group")
    }
    return found if len(found) <= 2 else set()


def _paired(text: str) -> bool:
    return bool(_OF.fullmatch(text) or _HIDDEN_OF.fullmatch(text))


def _pair(cell: Cell) -> list[Cell]:
    if cell.hidden and (m := _HIDDEN_OF.fullmatch(cell.text)):
        return [Cell(m[1], None, hidden=True), Cell(m[2], int(re.sub(r"[.,]", "", m[2])))]
    if cell.hidden:
        return [cell, Cell(cell.text, None, hidden=True)]
    if not (m := _OF.fullmatch(cell.text)):
        return [cell, Cell(NONE, None)]  # a sum that is of nothing: 5 cases, not 5 of 5
    part, whole = (int(re.sub(r"[.,]", "", m[n])) for n in (1, 2))
    return [Cell(m[1], part), Cell(m[2], whole)]
