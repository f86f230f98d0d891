"""Moments and limits: the days that a condition is counted from and to."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from caseaudit.model.dataset import Schema
from caseaudit.rules.language import Earliest, Latest, Moment, ParallelEnd
from oracle import days
from oracle.facts import Bound, Unit


class Bounds:
    """The calendar of the law for one export, one set of settings and one as-of date.

    `seen` counts what was asked and answered, so that a test can tell what the random cases never meet.
    """

    def __init__(self, schema: Schema, settings: Any, as_of: date, seen: Counter[str]) -> None:
        self.schema = schema
        self.settings = settings
        self.as_of = as_of
        self.seen = seen

    def by(self, when: Any, unit: Unit) -> Bound | None:
        """The limit that something must lie on or before, or None where it cannot be read."""
        if isinstance(when, Earliest):
            self.seen["earliest"] += 1
            return self.earliest(when, unit)
        if isinstance(when, Latest):
            self.seen["latest"] += 1
            return self.latest(when, unit)
        self.seen["moment"] += 1
        return self.moment(when, unit, a_limit=True)

    def since(self, moment: Moment, unit: Unit) -> date | None:
        """The day that something must lie on or after: never extended, and of two birthdays the later."""
        found = self.moment(moment, unit, a_limit=False)
        return None if found is None else found.last

    def moment(self, moment: Moment, unit: Unit, *, a_limit: bool) -> Bound | None:
        """A day counted from a date of the unit; a base that is blank makes it unknown.

        Where a birthday has two readings, the last day is by the later and the strict one by the earlier.
        """
        bases = self.bases(moment, unit)
        if bases is None:
            return None
        n = moment.n * moment.sign
        self.seen[f"base {moment.base}"] += 1
        self.seen[f"counted in {moment.unit}, {'forward' if n > 0 else 'back'}" if n else "not counted"] += 1
        earlier, later = bases
        if moment.unit == "working_days" and n:
            return self.working_days(later, n)
        if moment.unit == "hours" and n:
            clock = unit.event.clock
            last = days.day_after_hours(clock, n) if clock else later + timedelta(days=-(-n // 24))
            return Bound(last, last, n)
        sure, last = (days.plus(b, n, moment.unit) if n else b for b in (earlier, later))
        self.seen["by two birthdays"] += sure != last
        if a_limit and n > 0 and moment.unit in ("months", "years"):
            return self.extended(last, sure)
        return Bound(last, sure)

    def bases(self, moment: Moment, unit: Unit) -> tuple[date, date] | None:
        """The day that is counted from, by the earlier and the later reading."""
        if moment.base == "birthday":
            return self.birthdays(unit, moment.age or 0)
        base = unit.day if moment.base == "at" else unit.event.date(moment.base)
        return None if base is None else (base, base)

    def birthdays(self, unit: Unit, age: int) -> tuple[date, date] | None:
        """The day that the child reaches an age, by the earlier and the later reading."""
        born = unit.case.born
        return None if born is None else days.birthdays(born, age, self.settings.leap_birthday_is_1_march)

    def extended(self, last: date, sure: date) -> Bound:
        """Setting `month_limits_extend`: a limit that ends on no working day ends on the next. None: by one reading."""
        extend = self.settings.month_limits_extend
        if extend is False:
            return Bound(last, sure)
        later = self.next_working_day(last)
        self.seen["extended" if extend else "extended or not"] += later != last
        return Bound(later, self.next_working_day(sure) if extend else sure)

    def next_working_day(self, day: date) -> date:
        """Saturday counts as a working day only where the setting says so."""
        saturday, special = self.settings.saturday_is_working_day, self.settings.special_days_are_working_days
        return days.next_working_day(day, saturday is True, special)

    def working_days(self, base: date, n: int) -> Bound:
        """Setting None: the bound is by Monday to Friday, the strict one by Monday to Saturday."""
        saturday, special = self.settings.saturday_is_working_day, self.settings.special_days_are_working_days
        lenient = days.plus_working_days(base, n, bool(saturday), special)
        strict = days.plus_working_days(base, n, True, special) if saturday is None else lenient
        return Bound(lenient, strict)

    def earliest(self, when: Earliest, unit: Unit) -> Bound | None:
        """The earlier of several; those that do not exist are left out."""
        found = []
        for part in when.earliest:
            if isinstance(part, ParallelEnd):
                if not any(t in self.schema.types and self.schema.carries("ends_on", t) for t in part.parallel_end):
                    return None  # of several types, those that the export lacks are left out
                end = self.parallel_end(part, unit)
                self.seen["parallel end" if end else "no parallel end"] += 1
                found += [Bound(end, end)] if end else []
                continue
            bound = self.moment(part, unit, a_limit=True)
            if bound is None:
                return None
            found.append(bound)
        if not found:
            return None
        return Bound(min(b.last for b in found), min(b.sure for b in found))

    def latest(self, when: Latest, unit: Unit) -> Bound | None:
        """The later of several; where one is not known, neither is this."""
        found = [self.moment(part, unit, a_limit=True) for part in when.latest]
        known = [b for b in found if b is not None]
        if len(known) < len(found):
            return None
        return Bound(max(b.last for b in known), max(b.sure for b in known))

    def parallel_end(self, part: ParallelEnd, unit: Unit) -> date | None:
        """The earliest end, later than the unit's day, of an event of these types that had begun by then."""
        ends = [e.date("ends_on") for e in unit.case.events if e.type in part.parallel_end and e.day <= unit.day]
        return min((end for end in ends if end and end > unit.day), default=None)
