"""Date columns: the dates of each row, whether they have a clock time, and cells that hold several dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from caseaudit.reading.moments import DAY, NAT, Moments, parse, split_several

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from caseaudit.reading.grid import Cells
    from caseaudit.reading.notes import Notes

_OPEN_END = int(np.datetime64("9999-12-31", "s").astype(np.int64))


@dataclass(frozen=True)
class Dates:
    """Every date of a column: its row (position), seconds since 1970, and whether it has a clock time.

    `undated`: rows whose cell says that it happened, but not when. `bad`: rows whose cell is no possible date.
    """

    row: NDArray[np.int64]
    seconds: NDArray[np.int64]
    timed: NDArray[np.bool_]
    undated: NDArray[np.bool_]
    bad: NDArray[np.bool_]

    def first(self) -> NDArray[np.int64]:
        """Return one moment per row: the first in the cell, NAT where there is none."""
        out = np.full(len(self.bad), NAT, np.int64)
        out[self.row[::-1]] = self.seconds[::-1]
        return out


def read_dates(
    cells: Cells,
    column: str,
    rows: NDArray[np.int64],
    notes: Notes,
    *,
    first_short_year: int,
    spreadsheet: bool,
    several: bool = False,
) -> Dates:
    """Read a date column; impossible dates and two-digit years are noted."""
    moments = parse(cells.texts, first_short_year)
    extra = _several(cells, moments, first_short_year) if several else {}
    codes = cells.codes
    has = np.append(moments.seconds != NAT, False)[codes]
    at = np.flatnonzero(has)
    timed = _timed(moments, codes, spreadsheet)
    bad, done = np.append(moments.bad, False)[codes], np.append(moments.done, False)[codes]
    if bad.any():
        notes.cells("impossible_date", column, rows[bad], "warning")
    short = np.append(moments.short_year, False)[codes]
    if short.any():
        notes.once("two_digit_year", column, count=int(short.sum()), first=first_short_year)
    dates = Dates(at, moments.seconds[codes[at]], timed[codes[at]], done, bad)
    return _with_extra(dates, codes, extra) if extra else dates


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
            found[i] = read
            moments.bad[i] = False
    return found


def _with_extra(dates: Dates, codes: NDArray[np.int32], extra: dict[int, Moments]) -> Dates:
    rows, seconds, timed = [dates.row], [dates.seconds], [dates.timed]
    for i, read in extra.items():
        for place in np.flatnonzero(codes == i).tolist():
            rows.append(np.full(len(read.seconds), place, np.int64))
            seconds.append(read.seconds)
            timed.append(read.clock & (read.seconds % DAY != 0))
    row = np.concatenate(rows)
    order = np.argsort(row, kind="stable")
    return Dates(row[order], np.concatenate(seconds)[order], np.concatenate(timed)[order], dates.undated, dates.bad)


def as_days(seconds: NDArray[np.int64]) -> NDArray[np.datetime64]:
    """Return whole days as datetime64[s]."""
    days = np.where(seconds == NAT, NAT, seconds // DAY * DAY)
    return days.astype("datetime64[s]")


def open_ended(seconds: NDArray[np.int64]) -> NDArray[np.int64]:
    """31-12-9999 as an end date means that there is none."""
    return np.where(seconds >= _OPEN_END, NAT, seconds)
