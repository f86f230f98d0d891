"""A case being written: the dice, the day it is seen from, and small words that the chapters share."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from caseaudit.demo.model import Case, Event

NEW_LAW = date(2024, 1, 1)
"""The first day of barnets lov."""


@dataclass(frozen=True)
class Draft:
    """What every chapter of a case needs. `as_of` is the day on which the case is audited."""

    case: Case
    rng: Random
    rates: Mapping[str, float]
    as_of: date

    def broken(self, law_row: str) -> bool:
        """Throw the dice on whether this duty is broken here."""
        return self.rng.random() < self.rates[law_row]

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def days(self, fewest: int, most: int) -> timedelta:
        """Return a number of days between the two, both included."""
        return timedelta(days=self.rng.randint(fewest, most))

    def day(self, first: date, last: date) -> date:
        """Return a day between the two, both included."""
        return first + self.days(0, (last - first).days)

    def before(self, decision: Event, type_: str, law_row: str, longest: int = 20) -> None:
        """Add an event that must lie on or before a decision; where the duty is broken it is missing or late."""
        if not self.broken(law_row):
            self.case.add(type_, decision.day - self.days(0, longest), concerns=decision)
            self.case.expect(law_row, decision, "met")
        elif self.chance(0.3):
            self.case.add(type_, self.after(decision.day), concerns=decision, shift=1)
            self.case.expect(law_row, decision, "breached", "late")
        else:
            self.case.expect(law_row, decision, "breached", "missing")

    def after(self, day: date) -> date:
        """Return a day shortly after, and not in the future."""
        return min(day + self.days(3, 30), self.as_of)


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or the last day of that month where it has no such day.

    >>> add_months(date(2022, 11, 30), 3)
    datetime.date(2023, 2, 28)
    """
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
