"""Merged cells: only the first cell of the range holds the value, though a reader sees it in all of them.

Below the first cell, in its own column, the value is filled in. In the other columns of the range nobody can say what was
meant: the cell is in doubt, and never taken as not recorded.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from caseaudit.reading.grid import Cells, Grid


@dataclass
class Spread:
    """What merged cells did, by column.

    `filled`: rows that were given the value above. `ranges`: the ranges they belong to, as Excel writes them. `unclear`:
    rows whose cell is covered by a range that says nothing about this column.
    """

    filled: dict[int, list[int]] = field(default_factory=dict)
    ranges: dict[int, list[str]] = field(default_factory=dict)
    unclear: dict[int, list[int]] = field(default_factory=dict)


def spread(grid: Grid, rows: NDArray[np.int64], columns: list[Cells]) -> Spread:
    """Fill the cells of `columns` (those below the header, whose row numbers are `rows`), and say where."""
    out = Spread()
    if not grid.merged or not len(rows):
        return out
    codes: dict[int, NDArray[np.int32]] = {}
    faulty = set(grid.faulty)
    for top, left, bottom, right in grid.merged:
        here = np.arange(*np.searchsorted(rows, (top, bottom + 1)))
        if not len(here) or left < 0 or left >= len(columns):
            continue
        begins = int(rows[here[0]]) == top
        value = int(columns[left].codes[here[0]]) if begins else -1
        unknown = not begins or (top, left) in faulty
        if value < 0 and not unknown:
            continue
        for column in range(left, min(right + 1, len(columns))):
            own = codes.setdefault(column, columns[column].codes.copy())
            blank = [i for i in here[begins if column == left else 0 :] if own[i] < 0]
            if column > left or unknown:
                out.unclear.setdefault(column, []).extend(int(rows[i]) for i in blank)
            elif blank:
                own[blank] = value
                out.filled.setdefault(column, []).extend(int(rows[i]) for i in blank)
                out.ranges.setdefault(column, []).append(_shown(grid.left, top, left, bottom, right))
    for column in out.filled:
        columns[column] = replace(columns[column], codes=codes[column])
    return out


def _shown(first: int, top: int, left: int, bottom: int, right: int) -> str:
    return f"{_letters(first + left)}{top}:{_letters(first + right)}{bottom}"


def _letters(column: int) -> str:
    """0 is A, 26 is AA."""
    name, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        name = chr(65 + letter) + name
    return name
