"""What a sheet holds beside the text of its cells, which no parser hands over, found by one look through its XML.

A merged cell, an error (#N/A) and a formula that was saved without its result all come from the parsers as blank, and a
blank means "not recorded". So they are found here, with the rows that are hidden, and the corner where the table begins:
the parsers start at the first used cell and do not say where that was.

The sheet is unpacked piece by piece, and each piece is searched for a few fixed words; single cells are looked at only
where one of the words stands. The time of this goes into every reading of a workbook.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import asdict, dataclass, field
from typing import IO, TYPE_CHECKING, Any

from caseaudit.sheets.markup import AT, Names, cells_of, column_of, last_row, pieces, rows_of

if TYPE_CHECKING:
    from pathlib import Path

MAX_LISTED = 1_000_000
"""Cells, ranges or rows that are told of in one sheet; a sheet with more of them is no export."""
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_RANGE = re.compile(rb'\bref="\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})"')


@dataclass
class Survey:
    """Rows as Excel numbers them, columns counted from the first used one (below 0: left of the table).

    `first`: the first used row; `left`: the first used column, where it was asked for. `faulty`: cells that read as blank but are not. `merged`: top, left, bottom, right.
    `external`: formulas that point into another workbook.
    """

    first: int = 1
    left: int = 0
    faulty: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    external: int = 0

    def as_head(self) -> dict[str, Any]:
        return asdict(self)


def survey(path: Path, part: str, *, corner: bool = False) -> Survey:
    """Look through one sheet of a zipped workbook. `corner`: find the first used column also where nothing hangs on it.

    Raises `OverflowError` for more faults or merges than any table has, `ValueError` for a part that is no sheet.
    """
    found, row, begun = Survey(), 0, False
    with zipfile.ZipFile(path) as archive:
        with archive.open(part) as file:
            for names, piece in pieces(file):
                if not begun:
                    begun = _begin(found, names, piece, row)
                _look(found, names, piece, row)
                row = last_row(names, piece, row)
            found.merged = _merged(names, piece)
        if corner or found.faulty or found.merged:
            with archive.open(part) as file:
                found.left = left = _first_column(file)
            found.faulty = [(row, column - left) for row, column in found.faulty]
            found.merged = [(top, a - left, bottom, b - left) for top, a, bottom, b in found.merged]
    return found


def _begin(found: Survey, names: Names, piece: bytes, before: int) -> bool:
    for cell in cells_of(names, piece, before):
        if names.counts(cell):
            found.first = cell.row
            return True
    return False


def _look(found: Survey, names: Names, piece: bytes, before: int) -> None:
    spots: list[int] = []
    # a look for one rare letter costs next to nothing beside one for a word
    if b"#" in piece and b' t="e"' in piece:
        spots += [m.start() for m in re.finditer(b' t="e"', piece)]
    if b"f" in piece and names.formula.search(piece):
        spots += [m.start() for pattern in names.no_result for m in pattern.finditer(piece)]
        found.external += sum(1 for _ in names.linked.finditer(piece)) if b"[" in piece else 0
    if spots:
        found.faulty += _faulty(names, piece, before, sorted(spots))
    if b"h" in piece and b' hidden="' in piece:
        found.hidden_rows += [n for n, _, about in rows_of(names, piece, before) if _HIDDEN.search(about)]
    if max(len(found.faulty), len(found.hidden_rows)) > MAX_LISTED:
        raise OverflowError


def _merged(names: Names, piece: bytes) -> list[tuple[int, int, int, int]]:
    """Return the merged ranges, which stand behind the rows: in the last piece, as no row follows them."""
    found = [_RANGE.search(m[1]) for m in names.merge.finditer(piece)]
    if len(found) > MAX_LISTED:
        raise OverflowError
    return [(int(at[2]), column_of(at[1]), int(at[4]), column_of(at[3])) for at in found if at]


def _faulty(names: Names, piece: bytes, before: int, spots: list[int]) -> list[tuple[int, int]]:
    """Return the cells around these places that show an error or are a formula without a result."""
    found: dict[tuple[int, int], None] = {}
    for spot in spots:
        match = names.cells.match(piece, piece.rfind(names.cell, 0, spot + 1))
        if match is None or not names.lacks_value(match[1], match[2] or b""):
            continue
        at = AT.search(match[1])
        if at is None:  # cells that do not say where they stand are counted
            return [(c.row, c.column) for c in cells_of(names, piece, before) if names.lacks_value(c.about, c.inside)]
        found[int(at[2]), column_of(at[1])] = None
    return list(found)


def _first_column(file: IO[bytes]) -> int:
    """Return the first used column; it is looked for until one cell stands in A."""
    first, row = 1 << 20, 0
    for names, piece in pieces(file):
        for cell in cells_of(names, piece, row):
            if cell.column < first and names.counts(cell):
                first = cell.column
                if first == 0:
                    return 0
        row = last_row(names, piece, row)
    return first
