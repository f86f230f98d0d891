"""What became of every cell of the mapped columns, and which cells could not be read.

A cell that is not blank is used, or set aside for a reason. The parts are counted where they happen, each by itself, so
that a cell that is lost on the way shows as a sum that does not balance.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from caseaudit.model.dataset import CellAccount

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

UNREADABLE = ("impossible_date", "mixed_dates", "placeholder_date", "undated", "unknown_code", "unknown_section")
"""Why a cell that says something is not understood: what it would have told is not known."""
QUIET = ("says_nothing", "number_destroyed", "impossible_number", "unused", "without_event", "conflicting_case")
"""Why a cell is set aside that leaves nothing open, or that is treated where it stands."""
REASONS = (*UNREADABLE, *QUIET)


@dataclass
class Column:
    """The cells of one column in the rows that are judged: which are filled, understood and used, and why others are not."""

    filled: Mask
    read: Mask
    used: Mask
    why: NDArray[np.uint8]

    @classmethod
    def begin(cls, filled: Mask) -> Column:
        none = np.zeros(len(filled), np.bool_)
        return cls(filled, none, none.copy(), np.zeros(len(filled), np.uint8))


@dataclass
class CellCounts:
    """The account of the mapped columns of one table, by header."""

    cells_in: Counter[str] = field(default_factory=Counter)
    used: Counter[str] = field(default_factory=Counter)
    aside: dict[str, Counter[str]] = field(default_factory=dict)
    columns: dict[str, Column] = field(default_factory=dict)
    by_event: bool = False
    """A cell counts as used only where something came of it: a wide row may have a cell, and no event to put it on."""

    def enter(self, header: str, filled: int) -> None:
        """Note how many cells of the column hold anything, over all rows below the header."""
        self.cells_in[header] += filled
        self.aside.setdefault(header, Counter())

    def set_aside(self, header: str, reason: str, count: int) -> None:
        if count:
            self.aside.setdefault(header, Counter())[reason] += count

    def read(self, header: str, filled: Mask, good: Mask, reasons: Mapping[str, Mask]) -> None:
        """Note what reading a column gave. A column read twice counts a cell as understood when either reading did."""
        column = self.columns.setdefault(header, Column.begin(filled))
        column.read |= good
        if not self.by_event:
            column.used |= good
        for reason, mask in reasons.items():
            column.why[mask & filled] = REASONS.index(reason) + 1

    def use(self, header: str, rows: Mask | None = None) -> None:
        """Something came of the cells in these rows; left out, in all."""
        if header in self.columns:
            self.columns[header].used |= True if rows is None else rows

    def withdraw(self, header: str, rows: Mask, reason: str) -> None:
        """What was understood by itself proved impossible beside the rest of the row."""
        column = self.columns[header]
        column.read &= ~rows
        column.why[rows & column.filled] = REASONS.index(reason) + 1

    def settle(self, header: str) -> None:
        """Close a column now, before the rows where it says nothing are set aside."""
        column = self.columns.pop(header)
        self.used[header] += int((column.filled & column.read).sum())
        told = np.bincount(column.why[column.filled & ~column.read], minlength=len(REASONS) + 1)
        for reason, count in zip(REASONS, told[1:].tolist(), strict=True):
            self.set_aside(header, reason, count)

    def leave(self, header: str, filled: int) -> None:
        """Close a column: one that nothing asked for was not used."""
        if header not in self.columns and header not in self.used:
            self.set_aside(header, "unused", filled)

    def unreadable(self, header: str) -> dict[str, Mask]:
        """Rows whose cell says something that is not understood, by reason."""
        column = self.columns.get(header)
        if column is None:
            return {}
        found = {r: (column.why == i + 1) & ~column.read for i, r in enumerate(UNREADABLE)}
        return {reason: mask for reason, mask in found.items() if mask.any()}

    def accounts(self) -> tuple[CellAccount, ...]:
        """Close the account: per column cells in, used, and set aside by reason."""
        return tuple(self._account(header) for header in self.cells_in)

    def _account(self, header: str) -> CellAccount:
        aside, used = Counter(self.aside[header]), self.used[header]
        if column := self.columns.get(header):
            used += int((column.filled & column.read & column.used).sum())
            aside["without_event"] += int((column.filled & column.read & ~column.used).sum())
            told = np.bincount(column.why[column.filled & ~column.read], minlength=len(REASONS) + 1)
            for reason, count in zip(REASONS, told[1:].tolist(), strict=True):
                aside[reason] += count
        used -= aside["conflicting_case"]  # counted when the tables met
        return CellAccount(header, self.cells_in[header], used, {r: n for r, n in sorted(aside.items()) if n})
