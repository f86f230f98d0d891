"""Cells of a workbook that show something else than a value: an error (#N/A), or a formula that was saved without its result.

The parser hands both over as blank. A blank means "not recorded", so they must be told. Sheets that are large and hold no
formulas (no calculation chain) are not searched: errors come from formulas.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from caseaudit.sheets.start import part_of

if TYPE_CHECKING:
    from pathlib import Path

MAX_UNASKED = 30_000_000
MAX_SEARCHED = 400_000_000
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_AT = re.compile(rb'\br="([A-Z]+)([0-9]+)"')
_ERROR = re.compile(rb'\bt="e"')
_RESULT = re.compile(rb"<(?:\w+:)?(?:v|is)\b[^>/]*>[^<]|<(?:\w+:)?is\b")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")


def faulty_cells(path: Path, sheet: str) -> list[tuple[int, int]]:
    """Return (row as Excel numbers it, column counted from the first used one) of each such cell."""
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        return []
    try:
        with zipfile.ZipFile(path) as archive:
            part = archive.getinfo(part_of(archive, sheet))
            asked = "xl/calcChain.xml" in archive.namelist()
            if part.file_size > (MAX_SEARCHED if asked else MAX_UNASKED):
                return []
            text = archive.read(part)
    except (KeyError, StopIteration, ET.ParseError, zipfile.BadZipFile):
        return []
    if not (_ERROR.search(text) or _FORMULA.search(text)):
        return []
    return _search(text)


def _search(text: bytes) -> list[tuple[int, int]]:
    first_column, found = 1 << 20, []
    for cell in _CELL.finditer(text):
        at, inside = _AT.search(cell[1]), cell[2] or b""
        if at is None:
            return []  # a sheet whose cells do not say where they are
        column = _column(at[1])
        has_result = _RESULT.search(inside) is not None
        if has_result:
            first_column = min(first_column, column)
        if _ERROR.search(cell[1]) or (_FORMULA.search(inside) and not has_result):
            found.append((int(at[2]), column))
    return [(row, column - first_column) for row, column in found]


def _column(letters: bytes) -> int:
    """A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
