"""The rows of one recognised table: which are cases or events, which are set aside and why, and their cells by column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from caseaudit.reading.grid import Cells, cells, normal

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from caseaudit.reading.notes import Notes
    from caseaudit.reading.recognise import Match

_TOTALS = frozenset(
    {
        "ialt",
        "total",
        "totalt",
        "totaler",
        "sum",
        "subtotal",
        "hovedtotal",
        "grandtotal",
        "samlet",
        "antal",
        "gennemsnit",
    }
)
_NUMBER = re.compile(r"-?[\d.,\s]+%?\Z")


@dataclass(frozen=True)
class Table:
    """The rows to judge, with `rows` as Excel numbers them and the cells of every mapped column."""

    match: Match
    rows: NDArray[np.int64]
    columns: dict[str, list[Cells]]
    notes: Notes
    rows_in: int

    def __len__(self) -> int:
        return len(self.rows)

    def has(self, key: str) -> bool:
        return key in self.columns


def open_table(match: Match, notes: Notes) -> Table:
    """Cut off the header, set aside blank rows, totals and exact repetitions, and return what is left."""
    grid, start = match.grid, match.header + 1
    rows = grid.rows[start:]
    every = [cells(column, start) for column in grid.columns]
    aside = np.zeros(len(rows), np.bool_)
    unreadable = grid.unreadable[grid.unreadable > grid.rows[match.header]]
    notes.aside("unreadable_row", len(unreadable))
    notes.cells("unreadable_row", "", unreadable, "error")
    mine = [every[i] for positions in match.columns.values() for i in positions]  # a running number says nothing
    filled = _filled(every)
    for reason, found in (
        ("blank_row", filled == 0),
        ("total_row", _totals(mine, every[match.columns["case_id"][0]])),
        ("duplicate_row", None),
    ):
        new = (_repeated(mine, aside) if found is None else found) & ~aside
        notes.aside(reason, int(new.sum()))
        aside |= new
    keep = np.flatnonzero(~aside)
    mapped = {key: [every[i].take(keep) for i in positions] for key, positions in match.columns.items()}
    return Table(match, rows[keep], mapped, notes, len(rows) + len(unreadable))


def _filled(columns: list[Cells]) -> NDArray[np.int32]:
    """How many of the columns hold anything, per row."""
    out = np.zeros(len(columns[0].codes), np.int32)
    for column in columns:
        out += column.filled
    return out


def _totals(every: list[Cells], ids: Cells) -> NDArray[np.bool_]:
    """A row is a total when it says so (or has no id) and everything else that we read in it is plain numbers."""
    filled = _filled(every)
    size = len(filled)
    numbers, words = np.zeros(size, np.int32), np.zeros(size, np.bool_)
    suspects = (~ids.filled & (filled > 0)) | _words(ids)
    if not suspects.any():
        return np.zeros(size, np.bool_)
    at = np.flatnonzero(suspects)
    for column in every:
        words |= _words(column) & suspects
        numbers[at] += [
            c >= 0 and _NUMBER.match(column.texts[c].as_py()) is not None for c in column.codes[at].tolist()
        ]
    others = filled - numbers
    return suspects & np.where(words, (others <= 1), (others == 0))


def _words(column: Cells) -> NDArray[np.bool_]:
    """Rows whose cell is a word for a total; only short texts without digits are looked at one by one."""
    short = pc.and_(
        pc.less_equal(pc.utf8_length(column.texts), 14), pc.invert(pc.match_substring_regex(column.texts, r"\d"))
    )
    flags = np.zeros(len(column.texts) + 1, np.bool_)
    at = np.flatnonzero(short.to_numpy(zero_copy_only=False))
    flags[at] = [normal(t) in _TOTALS for t in column.texts.take(pa.array(at)).to_pylist()]
    return flags[column.codes]


def _repeated(every: list[Cells], aside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Rows that equal an earlier one in every cell. Found by a mixed key, then proved cell by cell."""
    size = len(aside)
    if any(len(c.texts) >= size and c.filled.all() for c in every):
        return np.zeros(size, np.bool_)
    mixed = np.zeros(size, np.uint64)
    for column in every:
        mixed = (mixed ^ (column.codes.astype(np.int64).view(np.uint64) + np.uint64(0x9E3779B97F4A7C15))) * np.uint64(
            0xBF58476D1CE4E5B9
        )
        mixed ^= mixed >> np.uint64(29)
    suspects = np.flatnonzero(pd.Series(mixed).duplicated(keep=False).to_numpy() & ~aside)
    repeated = np.zeros(size, np.bool_)
    if len(suspects):
        exact = pd.DataFrame({i: column.codes[suspects] for i, column in enumerate(every)})
        repeated[suspects] = exact.duplicated().to_numpy()
    return repeated
