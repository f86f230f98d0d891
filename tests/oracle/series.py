"""Series: events that recur, and so many in each calendar year."""

from __future__ import annotations

from datetime import date
from typing import Any

from caseaudit.rules.language import Recurring, Unlinked, Where, Yearly
from oracle import days
from oracle.events import Events
from oracle.facts import UNREADABLE, Event, Truth, Unit, first_of

MIGHT_BECOME = {"no": ("yes", "open", "unknown"), "open": ("yes",), "void": ("yes", "open", "no", "unknown")}
"""A series is unknown where events with an unread code might turn it from the left into one of the right."""


class Series(Events):
    """Adds the conditions that stand alone under `require`."""

    def recurring(self, condition: Recurring, unit: Unit, until: date | None) -> Truth:
        """Related events at most `every` apart until the unit ended, or each by the day that the one before it set."""
        if condition.every == "next_on" and not self.schema.carries("next_on", condition.recurring):
            return UNREADABLE

        def answer(events: list[Event]) -> Truth:
            return self.gaps(condition, unit, events, until)

        return self.series(condition.recurring, condition.where, unit, answer)

    def yearly(self, condition: Yearly, unit: Unit) -> Truth:
        """At least `at_least` related events in each full calendar year."""

        def answer(events: list[Event]) -> Truth:
            return self.years(condition, unit, events)

        return self.series(condition.yearly, condition.where, unit, answer)

    def series(self, type_: str, where: Where, unit: Unit, answer: Any) -> Truth:
        """What the export lacks is unknown; events that might pass count only to leave the question open."""
        if (
            type_ not in self.schema.types
            or not self.schema.carries("ends_on", *unit.types)
            or self.lacks(type_, where)
        ):
            return UNREADABLE
        sure, possible = self.candidates(type_, where, unit)
        found = answer(self.pair(unit, sure, Unlinked(), bounded=False)[0])
        with_them = answer(self.pair(unit, possible, Unlinked(), bounded=False)[0])
        return UNREADABLE if with_them.value in MIGHT_BECOME.get(found.value, ()) else found

    def gaps(self, condition: Recurring, unit: Unit, events: list[Event], until: date | None) -> Truth:
        """Breach, else crossing, else kept, else open. Only intervals that start within the version count.

        A running measure with an interval that was kept is met: that another one still waits is not told.
        """
        ends_on = unit.event.date("ends_on")
        during = [e for e in events if unit.day <= e.day and (ends_on is None or e.day <= ends_on)]
        on = sorted({e.day for e in during})
        verdicts = []
        for i, start in enumerate(on):
            if until is not None and start > until:
                continue
            limit = self.limit(condition, start, during)
            if limit is None:
                self.seen["no interval started"] += 1
                continue
            following = on[i + 1] if i + 1 < len(on) else None
            verdicts.append(self.gap(limit, following, ends_on, until))
        if not verdicts:
            return Truth("void")
        closed = [v for v in verdicts if v.value == "yes" and v.reason == "closed"]
        told = first_of(verdicts, "no") or first_of(verdicts, "unknown")
        return told or (None if closed else first_of(verdicts, "open")) or Truth("yes")

    def limit(self, condition: Recurring, start: date, events: list[Event]) -> date | None:
        """The last day of the interval that starts then.

        `next_on`: the day set by the event, the latest where several of that day set one; None where none did.
        """
        if condition.every == "next_on":
            self.seen["by the day set for the next"] += 1
            set_then = [e.date("next_on") for e in events if e.day == start]
            return max((day for day in set_then if day), default=None)
        return days.plus(start, condition.every.n, condition.every.unit)

    def gap(self, limit: date, following: date | None, ends_on: date | None, until: date | None) -> Truth:
        """One interval, from an event to the next one, or to the end of the unit, or still running."""
        running = following is None and (ends_on is None or ends_on >= self.as_of)
        reached = self.as_of if running else following or ends_on
        assert reached is not None
        if until is not None and reached > until:
            return Truth("unknown", "transitional", limit)
        if following is not None:
            kept, reason = following <= limit, "late"
        else:
            kept, reason = ends_on is not None and ends_on <= limit, "missing"
        if kept:
            return Truth("yes", "" if running else "closed")
        return Truth("no" if limit < self.as_of else "open", reason, limit, following)

    def years(self, condition: Yearly, unit: Unit, events: list[Event]) -> Truth:
        """Full calendar years before the as-of year are judged; part years and the running year give no breach."""
        ends_on = unit.event.date("ends_on")
        this_year = self.as_of.year

        def full(year: int) -> bool:
            return unit.day <= date(year, 1, 1) and (ends_on is None or ends_on >= date(year, 12, 31))

        def enough(year: int) -> bool:
            return sum(e.day.year == year for e in events) >= condition.at_least

        judged = [y for y in range(unit.day.year, this_year) if full(y)]
        for year in judged:
            if not enough(year):
                return Truth("no", "missing", date(year, 12, 31))
        if judged or (full(this_year) and enough(this_year)):
            return Truth("yes")
        return Truth("open", "missing", date(this_year, 12, 31)) if full(this_year) else Truth("void")
