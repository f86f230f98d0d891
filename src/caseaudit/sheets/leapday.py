"""Day number 60: Excel counts a 29 February 1900 that never was, and the parsers give 59 and 60 the same text.

Asked only of sheets where that text occurs, which is next to none.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

from caseaudit.sheets.markup import cells_of, last_row, pieces
from caseaudit.sheets.parts import ZIPPED, sheet_parts
from caseaudit.sheets.survey import survey

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = ("1900-02-28 00:00:00", "1900-02-28")
_SIXTY = re.compile(rb"<(?:\w+:)?v>60(?:\.\d*)?</")


def left(path: Path, title: str) -> int:
    """Return the first used column of a sheet (A is 0)."""
    if path.suffix.lower() not in ZIPPED:
        return 0
    with zipfile.ZipFile(path) as archive:
        return survey(path, sheet_parts(archive)[title], corner=True).left


def places(path: Path, title: str) -> set[tuple[int, int]] | None:
    """Return row and column (A is 0) of the cells with this number; None for forms of workbook that are not looked into."""
    if path.suffix.lower() not in ZIPPED:
        return None
    found: set[tuple[int, int]] = set()
    with zipfile.ZipFile(path) as archive, archive.open(sheet_parts(archive)[title]) as file:
        row = 0
        for names, piece in pieces(file):
            found |= {(c.row, c.column) for c in cells_of(names, piece, row) if _SIXTY.search(c.inside)}
            row = last_row(names, piece, row)
    return found
