"""How much of an A4 page the lines of a case take: reckoned from the lengths of their texts, to choose how they are set."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseaudit.report.casesheet import Line


class _Print(NamedTuple):
    """Millimetres of a text line, of what surrounds it in its row, and of a step's heading; room for all of them."""

    text: float
    around: float
    heading: float
    room: float
    columns: tuple[int, int, int, int]


_NORMAL = _Print(3.05, 1.2, 4.7, 200, (44, 24, 24, 18))
_DENSE = _Print(2.8, 0.75, 3.9, 236, (50, 25, 22, 18))
_DATE = 11


def fits(lines: Sequence[Line]) -> bool:
    """Whether the lines stay within one page as they are usually set."""
    return _height(lines, _NORMAL) <= _NORMAL.room


def fits_dense(lines: Sequence[Line]) -> bool:
    """Whether they stay within one page when set a little smaller."""
    return _height(lines, _DENSE) <= _DENSE.room


def _height(lines: Sequence[Line], p: _Print) -> float:
    steps = sum(a.part != b.part for a, b in pairwise(lines)) + bool(lines)
    return steps * p.heading + sum(_rows(x, p.columns) * p.text + p.around for x in lines)


def _rows(x: Line, columns: tuple[int, int, int, int]) -> int:
    unit = len(x.unit) + (_DATE if x.unit_on else 0)
    lengths = (len(x.duty), unit, len(x.state), len(x.law))
    wrapped = max(ceil(n / room) for n, room in zip(lengths, columns, strict=True))
    return max(wrapped, 2 if x.times > 1 and x.done else 1)
