"""Numbers of children: a lost first zero is put back, and a number that can be nobody's is an unknown child."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from caseaudit.privacy import normal_cpr

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from caseaudit.reading.grid import Cells

_ONLY_DIGITS = re.compile(r"[\d\s.\-]+\Z")
_NINE, _TEN = 9, 10


def without_impossible(cells: Cells) -> tuple[Cells, NDArray[np.bool_], NDArray[np.bool_]]:
    """Return the cells without numbers that are no CPR number; rows whose zero was put back, and rows that were lost.

    Only in a column where most numbers of that length are CPR numbers; other numbers for children are left as they are.
    """
    restored, lost = np.zeros(len(cells.texts) + 1, np.bool_), np.zeros(len(cells.texts) + 1, np.bool_)
    for i, text in enumerate(cells.texts.to_pylist()):
        digits = re.sub(r"\D", "", (text or "").removesuffix(".0"))
        if not text or not _ONLY_DIGITS.match(text) or len(digits) not in (_NINE, _TEN) or not digits.strip("0"):
            continue
        good = normal_cpr(text) is not None
        restored[i], lost[i] = good and len(digits) == _NINE, not good
    if int(lost.sum()) > _numbers(cells):  # most are of another kind
        lost[:] = False
    rows = lost[cells.codes]
    return replace(cells, codes=np.where(rows, -1, cells.codes).astype(np.int32)), restored[cells.codes], rows


def _numbers(cells: Cells) -> int:
    return sum(normal_cpr(t) is not None for t in cells.texts.to_pylist() if t)
