"""Data-quality findings of one table: rows and columns are named, values never; many alike are listed once with a count."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from caseaudit.errors import Place, Problem, Severity
from caseaudit.reading.counts import CellCounts

if TYPE_CHECKING:
    from numpy.typing import NDArray

LISTED = 200
"""Rows that are listed one by one per kind and column; the rest are counted."""


@dataclass
class Notes:
    """Collects what was found in one table, and counts the rows and cells that were set aside."""

    file: str
    sheet: str
    problems: list[Problem] = field(default_factory=list)
    set_aside: Counter[str] = field(default_factory=Counter)
    counts: CellCounts = field(default_factory=CellCounts)

    def cells(
        self, code: str, column: str, rows: NDArray[np.int64], severity: Severity = "warning", **values: object
    ) -> None:
        """Note the same thing in each of these rows."""
        for row in np.sort(rows)[:LISTED].tolist():
            self.problems.append(Problem(code, Place(self.file, self.sheet, row, column), values, severity))
        if len(rows) > LISTED:
            more = {"count": len(rows) - LISTED}
            self.problems.append(
                Problem("more_of_the_same", Place(self.file, self.sheet, None, column), more, severity)
            )

    def once(self, code: str, column: str = "", severity: Severity = "info", **values: object) -> None:
        """Note something about a whole column or table."""
        self.problems.append(Problem(code, Place(self.file, self.sheet, None, column), values, severity))

    def aside(self, reason: str, count: int) -> None:
        if count:
            self.set_aside[reason] += count
