"""A case being written: the dice, the day it is seen from, and small words that the chapters share."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from caseaudit.demo.model import Case, Cell, Event

NEW_LAW = date(2024, 1, 1)
"""The first day of barnets lov."""
_FRIDAY = 4


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

    @property
    def last(self) -> date:
        """The last day on which anything may happen: the day of the audit, or the day the case was closed."""
        closed = self.case.attributes.get("closed_on")
        return min(closed, self.as_of) if isinstance(closed, date) else self.as_of

    @property
    def first(self) -> date:
        """The day the case was opened."""
        opened = self.case.attributes["opened_on"]
        assert isinstance(opened, date)
        return opened

    @property
    def born(self) -> date:
        born = self.case.attributes["birth_date"]
        assert isinstance(born, date)
        return born

    def birthday(self, years: int, *, months: int = 0) -> date:
        """Return a birthday of the child, or the day so many months after it."""
        return add_months(self.born, 12 * years + months)

    def age(self, day: date) -> int:
        """Return the age of the child in whole years."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))

    def office(
        self, type_: str, day: date, *, concerns: Event | None = None, shift: int = -1, **fields: Cell | None
    ) -> Event:
        """Add an event on a day when the office is open: `day`, or the nearest such day before (`shift` 1: after)."""
        taken = {e.day for e in self.case.events if e.type == type_}
        while day in taken or day.weekday() > _FRIDAY:
            day += timedelta(days=shift)
        return self.case.add(type_, day, concerns=concerns, shift=shift, **fields)

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
