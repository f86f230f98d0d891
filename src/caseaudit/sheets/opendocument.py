"""The same look through a sheet as `survey`, for OpenDocument (.ods), whose cells and rows can stand for many."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from caseaudit.sheets.survey import MAX_LISTED, Survey

if TYPE_CHECKING:
    from pathlib import Path

_NONE = 1 << 20
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TYPE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def surveys(path: Path) -> dict[str, Survey]:
    """Look through every sheet, by title. Raises `OverflowError` for more faults or merges than any table has."""
    found: dict[str, Survey] = {}
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as file:
        sheet: _Sheet | None = None
        for event, element in ET.iterparse(file, ("start", "end")):  # noqa: S314 - expat refuses entity bombs
            if element.tag == f"{_TABLE}table":
                if event == "start":
                    sheet = _Sheet()
                elif sheet is not None:
                    found.setdefault(element.get(f"{_TABLE}name", ""), sheet.placed())
                    sheet = None
            elif event == "end" and element.tag == f"{_TABLE}table-row" and sheet is not None:
                sheet.take(element)
                element.clear()
    return found


class _Sheet:
    """Takes the rows of one sheet in their order."""

    def __init__(self) -> None:
        self.found, self.row, self.left, self.first = Survey(), 1, _NONE, _NONE

    def take(self, row: ET.Element) -> None:
        found, times, column, used = self.found, _count(row, "number-rows-repeated"), 0, False
        for cell in row:
            if cell.tag not in _CELLS:
                continue
            wide = _count(cell, "number-columns-repeated")
            if cell.get(_TYPE) is not None:
                used, self.left = True, min(self.left, column)
            rows, columns = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
            if rows > 1 or columns > 1:
                found.merged.append((self.row, column, self.row + rows - 1, column + columns - 1))
            if _lacks_value(cell):
                if times * wide + len(found.faulty) > MAX_LISTED:
                    raise OverflowError
                found.faulty += [(self.row + i, column + j) for i in range(times) for j in range(wide)]
            column += wide
        if used:
            self.first = min(self.first, self.row)
            if row.get(f"{_TABLE}visibility", "visible") != "visible":
                found.hidden_rows += range(self.row, self.row + min(times, MAX_LISTED))
        self.row += times

    def placed(self) -> Survey:
        """Count columns from the first used one; a sheet without a cell is no matter."""
        found = self.found
        if self.first < _NONE:
            found.first, found.left = self.first, self.left
        found.faulty = [(row, column - found.left) for row, column in found.faulty]
        found.merged = [(top, a - found.left, bottom, b - found.left) for top, a, bottom, b in found.merged]
        return found


def _count(element: ET.Element, name: str) -> int:
    return max(1, int(element.get(f"{_TABLE}{name}", "1")))


def _lacks_value(cell: ET.Element) -> bool:
    """Say whether a cell shows an error (as LibreOffice marks it), or is a formula without a result."""
    if any(k.endswith("}value-type") and v == "error" for k, v in cell.items()):
        return True
    return cell.get(f"{_TABLE}formula") is not None and cell.get(_TYPE) is None
