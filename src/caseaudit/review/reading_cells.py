"""The cells of a workbook, sheet by sheet: Excel's and LibreOffice's own formats, formulas seen but never run."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from caseaudit.review.reading_guard import is_ods

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_CELLS = 2_000_000
MAX_REPEATED = 2_000
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


class Unreadable(Exception):
    """The bytes are no workbook that can be read."""


@dataclass(frozen=True)
class RawCell:
    """What stands in a cell. `formula`: it is calculated, and `text` is then "". `note`: somebody hung a note on it."""

    text: str = ""
    formula: bool = False
    note: bool = False

    @property
    def filled(self) -> bool:
        return self.formula or bool(self.text.strip())


@dataclass(frozen=True)
class RawSheet:
    """One sheet, hidden or not: cells by row and column, both from 1 as the program shows them."""

    name: str
    cells: dict[tuple[int, int], RawCell] = field(default_factory=dict)

    def at(self, row: int, column: int) -> RawCell:
        return self.cells.get((row, column), BLANK)


BLANK = RawCell()


def letters(column: int) -> str:
    """1 is A, 27 is AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def read_sheets(data: bytes) -> tuple[RawSheet, ...]:
    """Return every sheet. Raises `Unreadable`."""
    try:
        return tuple(_ods(data) if is_ods(data) else _excel(data))
    except Unreadable:
        raise
    except Exception:  # noqa: BLE001 - a damaged file may break a parser anywhere; the user is told the same each time
        raise Unreadable from None


def _excel(data: bytes) -> Iterator[RawSheet]:
    from caseaudit.review.reading_excel import FORMULA, sheets

    count = 0
    known: dict[str, RawCell] = {}  # the same words stand in thousands of cells
    for name, cells, notes in sheets(data):
        found: dict[tuple[int, int], RawCell] = {}
        for row, column, text in cells:
            if text is FORMULA:
                found[row, column] = RawCell(formula=True)
            else:
                found[row, column] = known.get(text) or known.setdefault(text, RawCell(text))
            if count + len(found) > MAX_CELLS:
                raise Unreadable
        for at in notes:
            found[at] = replace(found.get(at, BLANK), note=True)
        count += len(found)
        yield RawSheet(name, found)


def _ods(data: bytes) -> Iterator[RawSheet]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = ET.fromstring(archive.read("content.xml"))  # noqa: S314 - expat refuses entity bombs
    count = 0
    for table in root.iter(f"{_TABLE}table"):
        found: dict[tuple[int, int], RawCell] = {}
        row = 1
        for element in _rows(table):
            times = _repeats(element, "rows")
            cells = dict(_row_cells(element))
            if cells and times > MAX_REPEATED:
                raise Unreadable
            for n in range(times if cells else 0):
                found |= {(row + n, column): cell for column, cell in cells.items()}
            row += times
            if count + len(found) > MAX_CELLS:
                raise Unreadable
        count += len(found)
        yield RawSheet(table.get(f"{_TABLE}name", ""), found)


def _rows(parent: ET.Element) -> Iterator[ET.Element]:
    """Rows in order; groups and header rows hold rows of their own."""
    for element in parent:
        if element.tag == f"{_TABLE}table-row":
            yield element
        elif element.tag in _ROW_GROUPS:
            yield from _rows(element)


_ROW_GROUPS = {f"{_TABLE}{name}" for name in ("table-rows", "table-header-rows", "table-row-group")}


def _repeats(element: ET.Element, what: str) -> int:
    return max(1, int(element.get(f"{_TABLE}number-{what}-repeated", "1")))


def _row_cells(row: ET.Element) -> Iterator[tuple[int, RawCell]]:
    column = 1
    for element in row:
        if element.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        times = _repeats(element, "columns")
        cell = _ods_cell(element)
        if cell is not None:
            if times > MAX_REPEATED:
                raise Unreadable
            yield from ((column + n, cell) for n in range(times))
        column += times


def _ods_cell(element: ET.Element) -> RawCell | None:
    note = element.find(f"{_OFFICE}annotation") is not None
    if element.get(f"{_TABLE}formula") is not None:
        return RawCell(formula=True, note=note)
    kind = element.get(f"{_OFFICE}value-type", "")
    if kind == "boolean":
        return RawCell(element.get(f"{_OFFICE}boolean-value", "").upper(), note=note)
    text = element.get(f"{_OFFICE}string-value")
    if text is None:
        text = "\n".join(_paragraph(p) for p in element.findall(f"{_TEXT}p"))
    return RawCell(text, note=note) if text or note else None


def _paragraph(element: ET.Element) -> str:
    """The text of a paragraph; runs of blanks, tabs and line breaks stand as elements of their own."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * min(int(child.get(f"{_TEXT}c", "1")), MAX_REPEATED))
        elif child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif child.tag == f"{_TEXT}tab":
            parts.append("\t")
        else:
            parts.append(_paragraph(child))
        parts.append(child.tail or "")
    return "".join(parts)
