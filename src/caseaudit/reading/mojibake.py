"""Text that was saved as UTF-8 and read as Windows letters once too often: `SÃ¸nder` for `Sønder`.

The letters are wrong in the file itself. A header so damaged matches no column, and its steps would count as not
recorded, so the file is refused; in a cell it is told. Neither is repaired: what else was lost cannot be known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

from caseaudit.errors import Place, Problem

if TYPE_CHECKING:
    from caseaudit.reading.grid import Cells
    from caseaudit.reading.notes import Notes
    from caseaudit.reading.recognise import Match

    Rows = np.typing.NDArray[np.int64]

_TWICE = "\u00c3(?:[\u00a6\u00b8\u00a5\u0086\u0098\u0085\u2020\u02dc\u2026\u00a9]| [\u0327\u0303]|\\.\\.\\.)"
"""What æ, ø, å, Æ, Ø, Å and é become, as they stand in the file and after NFKC."""


def in_headers(match: Match) -> list[Problem]:
    """Return a problem for every header of the table with such letters."""
    import re

    grid = match.grid
    return [
        Problem("text_mojibake", Place(grid.file, grid.sheet, match.header_row, header))
        for header in match.headers
        if re.search(_TWICE, header)
    ]


def note_cells(cells: Cells, header: str, rows: Rows, notes: Notes) -> None:
    """Tell of the rows whose cell has such letters."""
    texts = cells.texts
    if not len(texts) or pc.all(pc.string_is_ascii(texts)).as_py():
        return
    hit = pc.match_substring_regex(texts, _TWICE).to_numpy(zero_copy_only=False)
    if hit.any():
        wrong = np.append(hit, False)[cells.codes]
        if wrong.any():
            notes.cells("mojibake_cell", header, rows[wrong], "warning")
