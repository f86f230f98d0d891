"""Last permitted days: moments of the rule language as columns of days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from caseaudit.engine import calendar
from caseaudit.engine.calendar import NAT, Days
from caseaudit.engine.columns import Columns, Ints, end_of
from caseaudit.engine.units import Units, expand
from caseaudit.rules.language import Earliest, Latest, Moment, ParallelEnd, Span

if TYPE_CHECKING:
    from caseaudit.engine.readings import Settings
    from caseaudit.model.dataset import Schema

NEVER = int(np.iinfo(np.int64).max)


@dataclass(frozen=True)
class Bound:
    """A last permitted day; `strict` is earlier where the law may be read so that the limit is shorter.

    `plain`: it is a date of the unit itself, nothing counted. `extendable`: a limit in months that is not
    extended over a weekend, though some would read the law so. `note` says which reading `day` and `strict` hang on.
    """

    day: Days
    strict: Days
    plain: bool
    extendable: bool = False
    note: str = "saturday"


def shift(base: Days, n: int, unit: str) -> Days:
    """Whole days later (earlier where `n` is negative); hours are rounded up to days."""
    if unit in ("months", "years"):
        return calendar.add_months(base, n * (12 if unit == "years" else 1))
    days = -(-n // 24) if unit == "hours" else n
    return np.where(base == NAT, NAT, base + days)


def after(days: Days, span: Span) -> Days:
    """Each day plus a length of time."""
    return shift(days, span.n, span.unit)


class Moments:
    """Computes moments of units."""

    def __init__(self, columns: Columns, schema: Schema, settings: Settings) -> None:
        self._columns, self._schema, self._settings = columns, schema, settings

    def bound(self, by: Moment | Earliest | Latest, units: Units) -> Bound:
        """The last permitted day of each unit; NAT where it is not known."""
        if isinstance(by, Moment):
            return self._limit(by, units)
        if isinstance(by, Latest):
            return self._latest([self._limit(m, units) for m in by.latest])
        day, strict = np.full(len(units), NEVER), np.full(len(units), NEVER)
        unknown = np.zeros(len(units), dtype=bool)
        note = "saturday"
        for part in by.earliest:
            if isinstance(part, ParallelEnd):
                end = self._parallel_end(part, units)
                one = Bound(end, end, plain=False)
                unknown |= not self._carries(part)
            else:
                one = self._limit(part, units)
                unknown |= one.day == NAT
                note = one.note if one.note != "saturday" else note
            day = np.where(one.day != NAT, np.minimum(day, one.day), day)
            strict = np.where(one.day != NAT, np.minimum(strict, one.strict), strict)
        unknown |= day == NEVER
        return Bound(np.where(unknown, NAT, day), np.where(unknown, NAT, strict), plain=False, note=note)

    def _latest(self, parts: list[Bound]) -> Bound:
        unknown = np.logical_or.reduce([p.day == NAT for p in parts])
        day, strict = (np.maximum.reduce([getattr(p, name) for p in parts]) for name in ("day", "strict"))
        note = next((p.note for p in parts if p.note != "saturday"), "saturday")
        return Bound(np.where(unknown, NAT, day), np.where(unknown, NAT, strict), plain=False, note=note)

    def _limit(self, m: Moment, units: Units) -> Bound:
        """A moment as a limit: one in months that ends on a day off may run on, if the law is read so."""
        plain = self.moment(m, units)
        if m.unit not in ("months", "years") or m.n == 0 or m.sign < 0:
            return plain
        saturday, special = self._settings.saturday_is_working_day, self._settings.special_days_are_working_days
        extend = self._settings.month_limits_extend
        if extend is False:
            return replace(plain, extendable=True)
        later, sooner = (
            calendar.next_working_day(d, saturday=bool(saturday), special=special) for d in (plain.day, plain.strict)
        )
        return Bound(later, sooner if extend else plain.strict, plain=False, note="weekend")

    def next_working_day(self, days: Days) -> Days:
        """The day itself where it is a working day, else the first one after it."""
        saturday, special = self._settings.saturday_is_working_day, self._settings.special_days_are_working_days
        return calendar.next_working_day(days, saturday=bool(saturday), special=special)

    def moment(self, m: Moment, units: Units) -> Bound:
        """A day counted from a date of the unit."""
        if m.base == "at":
            base = units.day
        elif m.base == "birthday":
            return self._from_birthday(m, units)
        else:
            base = self._columns.days(m.base, units.anchor)
        if m.unit == "working_days" and m.n:
            return self._working_days(base, m.n)
        day = shift(base, m.sign * m.n, m.unit)
        return Bound(day, day, plain=m.n == 0)

    def birthdays(self, age: int, units: Units) -> tuple[Days, Days]:
        """The later and the earlier reading of the day the child turns `age`; one and the same where the reading is settled."""
        birth, march = self._columns.birth(units.case), self._settings.leap_birthday_is_1_march
        later = calendar.birthday(birth, age, leap_on_1_march=march is not False)
        return later, later if march is not None else calendar.birthday(birth, age, leap_on_1_march=False)

    def _from_birthday(self, m: Moment, units: Units) -> Bound:
        later, earlier = self.birthdays(m.age or 0, units)
        day = shift(later, m.sign * m.n, m.unit)
        strict = day if earlier is later else shift(earlier, m.sign * m.n, m.unit)
        return Bound(day, strict, plain=m.n == 0, note="leap_day")

    def _working_days(self, base: Days, n: int) -> Bound:
        saturday, special = self._settings.saturday_is_working_day, self._settings.special_days_are_working_days
        day = calendar.add_working_days(base, n, saturday=bool(saturday), special=special)
        if saturday is not None:
            return Bound(day, day, plain=False)
        return Bound(day, calendar.add_working_days(base, n, saturday=True, special=special), plain=False)

    def _carries(self, part: ParallelEnd) -> bool:
        return any(t in self._schema.types and self._columns.has("ends_on", t) for t in part.parallel_end)

    def _parallel_end(self, part: ParallelEnd, units: Units) -> Days:
        """The earliest end, later than the unit's day, of an event that had begun by then."""
        out: Ints = np.full(len(units), NEVER)
        for type_name in part.parallel_end:
            series = self._columns.series_by_case(type_name, np.ones(len(self._columns.of_type(type_name)), dtype=bool))
            start, stop = series.between(units.case, np.zeros(len(units), np.int64), end_of(units.day))
            each, index = expand(start, stop)
            end = self._columns.days("ends_on", series.pos[index])
            ran = (end != NAT) & (end > units.day[each])
            np.minimum.at(out, each[ran], end[ran])
        return np.where(out == NEVER, NAT, out)
