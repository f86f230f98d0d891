"""Date columns: the dates of each row, whether they have a clock time, and cells that hold several dates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from caseaudit.reading.dateforms import note_forms
from caseaudit.reading.moments import DAY, DAY_FIRST, EITHER, MONTH_FIRST, NAT, Moments, parse, split_several

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from caseaudit.reading.grid import Cells
    from caseaudit.reading.notes import Notes

_EPOCH = date(1970, 1, 1).toordinal()
_OPEN_END = int(np.datetime64("9999-12-31", "s").astype(np.int64))


@dataclass(frozen=True)
class Dates:
    """The dates of a column, held per distinct cell: `codes` leads from a row to its cell, -1 where blank.

    `found.clock` says whether the date has a clock time. `several`: the dates of cells that hold more than one; `found`
    has the first.
    """

    codes: NDArray[np.int32]
    found: Moments
    several: dict[int, Moments]
    lost: NDArray[np.bool_]
    """Per distinct cell: a date that is not believed, for it stands for none, or its order of day and month is not known."""

    def first(self) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return one moment per row, the first in the cell or NAT where there is none, and whether it has a clock time."""
        return np.append(self.found.seconds, NAT)[self.codes], np.append(self.found.clock, False)[self.codes]

    def days(self, *, may_be_open: bool) -> NDArray[np.datetime64]:
        """Return the first day of each row; of those that `may_be_open`, 31-12-9999 means that there is none."""
        seconds = open_ended(self.found.seconds) if may_be_open else self.found.seconds
        return as_days(np.append(seconds, NAT))[self.codes]

    @cached_property
    def undated(self) -> NDArray[np.bool_]:
        """Rows whose cell says that it happened, but not when."""
        return np.append(self.found.done, False)[self.codes]

    @cached_property
    def bad(self) -> NDArray[np.bool_]:
        """Rows whose cell is no possible date, or one that is not believed."""
        return np.append(self.found.bad | self.lost, False)[self.codes]

    @cached_property
    def every(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
        """Every date of every row: the row, seconds since 1970, and whether it has a clock time."""
        seconds, timed = self.first()
        row = np.flatnonzero(seconds != NAT)
        rows, moments, clocks = [row], [seconds[row]], [timed[row]]
        for i, more in self.several.items():
            holding, rest = np.flatnonzero(self.codes == i), len(more.seconds) - 1
            rows.append(np.repeat(holding, rest))
            moments.append(np.tile(more.seconds[1:], len(holding)))
            clocks.append(np.tile(more.clock[1:], len(holding)))
        row = np.concatenate(rows)
        order = np.argsort(row, kind="stable")
        return row[order], np.concatenate(moments)[order], np.concatenate(clocks)[order]

    @property
    def row(self) -> NDArray[np.int64]:
        return self.every[0]

    @property
    def seconds(self) -> NDArray[np.int64]:
        return self.every[1]

    @property
    def timed(self) -> NDArray[np.bool_]:
        return self.every[2]


def read_dates(
    cells: Cells,
    column: str,
    rows: NDArray[np.int64],
    notes: Notes,
    *,
    first_short_year: int,
    spreadsheet: bool,
    several: bool = False,
    placeholders: frozenset[date] = frozenset(),
) -> Dates:
    """Read a date column; impossible dates, dates that stand for none, and two-digit years are noted."""
    moments, codes = parse(cells.values, first_short_year), cells.codes
    extra = _several(cells, moments, first_short_year) if several else {}
    timed = _timed(moments, codes, spreadsheet)
    for i, more in extra.items():
        moments.seconds[i], timed[i] = more.seconds[0], more.clock[0]
    mixed = _mixed(moments, codes, column, notes)
    standing_in = np.isin(moments.seconds // DAY, [d.toordinal() - _EPOCH for d in placeholders]) & (
        moments.seconds != NAT
    )
    lost = (mixed | standing_in) & ~np.isin(np.arange(len(moments.seconds)), list(extra))
    moments.seconds[lost] = NAT
    dates = Dates(codes, replace(moments, clock=timed), extra, lost)
    found = {
        "impossible_date": moments.bad,
        "placeholder_date": lost & standing_in,
        "mixed_dates": lost & mixed & ~standing_in,
    }
    by_row = {reason: np.append(mask, False)[codes] for reason, mask in found.items() if mask.any()}
    for reason, mask in by_row.items():
        if mask.any():
            notes.cells(reason, column, rows[mask], "warning")
    good = dates.first()[0] != NAT
    quiet = {"undated": moments.done, "says_nothing": moments.nothing}
    by_row |= {reason: np.append(mask, False)[codes] for reason, mask in quiet.items() if mask.any()}
    notes.counts.read(column, cells.filled, good, by_row)
    short = np.append(moments.short_year, False)[codes] if moments.short_year.any() else np.zeros(0, np.bool_)
    if short.any():
        notes.once("two_digit_year", column, count=int(short.sum()), first=first_short_year)
    note_forms(cells, moments.seconds != NAT, column, notes, spreadsheet=spreadsheet)
    return dates


def _mixed(moments: Moments, codes: NDArray[np.int32], column: str, notes: Notes) -> NDArray[np.bool_]:
    """Tell of a column with dates that can only have the month first.

    Where those with the day first do not outnumber them, no date that may be either is believed.
    """
    order = np.append(moments.order, 0)[codes]
    swapped, plain = int((order == MONTH_FIRST).sum()), int((order == DAY_FIRST).sum())
    if not swapped:
        return np.zeros(len(moments.seconds), np.bool_)
    either = moments.order == EITHER if swapped >= plain else np.zeros(len(moments.seconds), np.bool_)
    doubted = int(np.append(either, False)[codes].sum())
    notes.once("mixed_date_formats", column, "error", count=swapped, plain=plain, doubted=doubted)
    return np.asarray(either)


def _timed(moments: Moments, codes: NDArray[np.int32], spreadsheet: bool) -> NDArray[np.bool_]:
    """Midnight is a clock time only in a column that holds other clock times; a true Excel date never has one there."""
    midnight = moments.seconds % DAY == 0
    used = np.zeros(len(moments.seconds) + 1, np.bool_)
    used[codes] = True
    others = bool((moments.clock & ~midnight & used[:-1]).any())
    if not others:
        return np.zeros(len(midnight), np.bool_)
    true_dates = moments.as_excel if spreadsheet else np.zeros(len(midnight), np.bool_)
    return np.asarray(moments.clock & (~midnight | ~true_dates))


def _several(cells: Cells, moments: Moments, first_short_year: int) -> dict[int, Moments]:
    """Read cells that are no date as a whole but hold several; those are then not bad."""
    found: dict[int, Moments] = {}
    for i in np.flatnonzero(moments.bad).tolist():
        parts = split_several(cells.texts[i].as_py())
        if len(parts) < 2:
            continue
        read = parse(pa.array(parts, pa.string()), first_short_year)
        if not read.bad.any() and (read.seconds != NAT).all():
            found[i] = replace(read, clock=read.clock & (read.seconds % DAY != 0))
            moments.bad[i] = False
    return found


def as_days(seconds: NDArray[np.int64]) -> NDArray[np.datetime64]:
    """Return whole days as datetime64[s]."""
    days = np.where(seconds == NAT, NAT, seconds // DAY * DAY)
    return days.astype("datetime64[s]")


def open_ended(seconds: NDArray[np.int64]) -> NDArray[np.int64]:
    """31-12-9999 as an end date means that there is none."""
    return np.where(seconds >= _OPEN_END, NAT, seconds)
