"""The rows of one recognised table: which are cases or events, which are set aside and why, and their cells by column."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from caseaudit.reading import mojibake
from caseaudit.reading.grid import Cells, cells, normal
from caseaudit.reading.merged import spread

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from caseaudit.reading.merged import Spread
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
_KEY_BITS = 63
SHOWN_RANGES = 3
_NUMBER = re.compile(r"-?[\d.,\s]+%?\Z")


@dataclass(frozen=True)
class Table:
    """The rows to judge, with `rows` as Excel numbers them and the cells of every mapped column."""

    match: Match
    rows: NDArray[np.int64]
    columns: dict[str, list[Cells]]
    notes: Notes
    rows_in: int
    faulty: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    """Per column the row numbers of cells that read as blank though they show an error or a formula without a result."""

    def __len__(self) -> int:
        return len(self.rows)

    def has(self, key: str) -> bool:
        return key in self.columns

    def keep(self, mask: NDArray[np.bool_]) -> Table:
        """Return the table with only these rows."""
        if mask.all():
            return self
        at = np.flatnonzero(mask)
        columns = {key: [c.take(at) for c in cells] for key, cells in self.columns.items()}
        return replace(self, rows=self.rows[at], columns=columns)

    def without(self, drop: NDArray[np.bool_], reason: str) -> Table:
        """Set rows aside and say which."""
        if drop.any():
            self.notes.cells(reason, "", self.rows[drop], "warning")
        return self.drop(drop, reason)

    def drop(self, rows: NDArray[np.bool_], reason: str, but: str = "") -> Table:
        """Set rows aside, and their cells; those of column `but` are told of elsewhere."""
        if rows.any():
            self.notes.aside(reason, int(rows.sum()))
            for key, columns in self.columns.items():
                for i, column in enumerate(columns if key != but else ()):
                    self.notes.counts.set_aside(self.match.titles(key)[i], reason, int((column.filled & rows).sum()))
        return self.keep(~rows)


def open_table(match: Match, notes: Notes, *, visible_only: bool = False) -> Table:
    """Cut off the header, set aside blank rows, totals and exact repetitions, and return what is left.

    `visible_only`: rows that are hidden in the workbook are set aside too.
    """
    grid, start = match.grid, match.header + 1
    rows = grid.rows[start:]
    every = [cells(column) for column in grid.below(match.header)]
    aside = np.zeros(len(rows), np.bool_)
    unreadable = grid.unreadable[grid.unreadable > grid.rows[match.header]]
    notes.aside("unreadable_row", len(unreadable))
    notes.cells("unreadable_row", "", unreadable, "error")
    joined = spread(grid, rows, every)
    mine = [every[i] for positions in match.columns.values() for i in positions]  # a running number says nothing
    filled = _filled(every)
    unsure = [row for row, _ in grid.faulty] + [row for lost in joined.unclear.values() for row in lost]
    faulty_rows = np.isin(rows, unsure)  # what such a row says is not known to be repeated
    hidden = np.isin(rows, grid.hidden_rows)
    for reason, found in (
        ("blank_row", filled == 0),
        *((("hidden_row", hidden),) if visible_only else ()),
        ("total_row", _totals(mine, every[match.columns["case_id"][0]])),
        ("duplicate_row", None),
    ):
        new = (_repeated(mine, aside | faulty_rows) if found is None else found) & ~aside
        notes.aside(reason, int(new.sum()))
        for key, positions in match.columns.items():
            for i, position in enumerate(positions):
                notes.counts.set_aside(match.titles(key)[i], reason, int((every[position].filled & new).sum()))
        aside |= new
    _note_hidden(int((hidden & ~aside).sum()), notes.set_aside["hidden_row"], notes)
    for key, positions in match.columns.items():
        for i, position in enumerate(positions):
            notes.counts.enter(match.titles(key)[i], int(every[position].filled.sum()))
    faulty = _note_faulty(match, rows[~aside], notes)
    _note_merged(match, joined, rows[~aside], faulty, notes)
    _note_headers(match, every, notes)
    for key, positions in match.columns.items():
        for i, position in enumerate(positions):
            mojibake.note_cells(every[position].take(np.flatnonzero(~aside)), match.titles(key)[i], rows[~aside], notes)
    mapped = {key: [every[i] for i in positions] for key, positions in match.columns.items()}
    return Table(match, rows, mapped, notes, len(rows) + len(unreadable), faulty).keep(~aside)


def _note_faulty(match: Match, rows: NDArray[np.int64], notes: Notes) -> dict[str, NDArray[np.int64]]:
    """Tell of cells that read as blank though they show an error or a formula without a result."""
    kept = set(rows.tolist()) if match.grid.faulty else set()
    found: dict[str, NDArray[np.int64]] = {}
    for key, positions in match.columns.items():
        for i, position in enumerate(positions):
            at = [row for row, column in match.grid.faulty if column == position and row in kept]
            if at:
                notes.cells("cell_without_value", match.titles(key)[i], np.array(at, np.int64), "warning")
                found[key] = np.union1d(found.get(key, np.empty(0, np.int64)), np.array(at, np.int64))
    return found


def _note_hidden(kept: int, left_out: int, notes: Notes) -> None:
    """Tell how many hidden rows are judged, or were asked to be left out."""
    if kept:
        notes.once("hidden_rows", severity="warning", count=kept)
    if left_out:
        notes.once("hidden_rows_left_out", severity="warning", count=left_out)


def _note_merged(
    match: Match, joined: Spread, kept: NDArray[np.int64], faulty: dict[str, NDArray[np.int64]], notes: Notes
) -> None:
    """Tell of merged cells in mapped columns, and add those that are in doubt to the faulty ones."""
    for key, positions in match.columns.items():
        for i, position in enumerate(positions):
            filled = _within(joined.filled.get(position), kept)
            if len(filled):
                shown = joined.ranges[position]
                ranges = ", ".join(shown[:SHOWN_RANGES]) + (" ..." if len(shown) > SHOWN_RANGES else "")
                notes.once("merged_filled", match.titles(key)[i], "warning", count=len(filled), ranges=ranges)
            unclear = _within(joined.unclear.get(position), kept)
            if len(unclear):
                notes.cells("merged_unclear", match.titles(key)[i], unclear, "warning")
                faulty[key] = np.union1d(faulty.get(key, np.empty(0, np.int64)), unclear)


def _within(rows: list[int] | None, kept: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.intersect1d(np.array(rows, np.int64), kept) if rows else np.empty(0, np.int64)


def _note_headers(match: Match, every: list[Cells], notes: Notes) -> None:
    """Tell of columns that are not used and have no name, or the name of another: nobody can say what they hold."""
    used = {i for positions in match.columns.values() for i in positions}
    unused = [i for i in range(len(every)) if i not in used and i < len(match.headers)]
    nameless = sum(not match.headers[i] and bool(every[i].filled.any()) for i in unused)
    if nameless:
        notes.once("header_blank", count=nameless)
    names = Counter(normal(match.headers[i]) for i in unused if match.headers[i])
    for name, count in names.items():
        if name and count > 1:
            shown = next(match.headers[i] for i in unused if normal(match.headers[i]) == name)
            notes.once("header_twice", shown, count=count)


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


def _all_differ(column: Cells) -> bool:
    """Say whether no value stands twice. The values may hold more than the rows do: the header, and what was set aside."""
    return len(column.values) >= len(column) and bool(
        column.filled.all() and np.bincount(column.codes).max(initial=0) <= 1
    )


def _repeated(every: list[Cells], aside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Rows that equal an earlier one in every cell. The most telling columns find suspects, then every cell is compared."""
    size = len(aside)
    repeated = np.zeros(size, np.bool_)
    if any(_all_differ(c) for c in every):
        return repeated
    key, room = np.zeros(size, np.int64), _KEY_BITS
    for column in sorted(every, key=lambda c: -len(c.values)):
        bits = len(column.values).bit_length()
        if bits <= room:
            key <<= bits
            key |= column.codes + 1
            room -= bits
    ordered = np.sort(key)
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    suspects = np.flatnonzero(pd.Series(key).isin(twice).to_numpy() & ~aside) if len(twice) else twice
    if len(suspects):
        exact = pd.DataFrame({i: column.codes[suspects] for i, column in enumerate(every)})
        repeated[suspects] = exact.duplicated().to_numpy()
    return repeated
