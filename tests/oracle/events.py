"""Event conditions: which events belong to a unit, which pass a filter, and whether they lie in time."""

from __future__ import annotations

from datetime import date

from caseaudit.rules.language import EventIs, Moment, Unlinked, Where
from oracle import days
from oracle.bounds import Bounds
from oracle.facts import (
    CODES,
    MEASURES,
    UNREADABLE,
    Bound,
    Event,
    Mode,
    Truth,
    Unit,
    accepted,
    ended,
    lies_under,
    tests_of,
    within_hours,
)


class Events(Bounds):
    """Adds the events of a case to the calendar."""

    def passes(self, event: Event, where: Where) -> str:
        """yes, no or perhaps. A blank code or section might pass, as might a column that the export lacks; other blanks do not."""
        how = "yes"
        for name, wanted in tests_of(where).items():
            if not self.schema.carries(name, event.type):
                how = "perhaps"
                continue
            value = event.get(name)
            if not value:
                if name not in CODES:
                    return "no"
                how = "perhaps"
            elif name == "section":
                under = lies_under(value, wanted)
                if under == "no":
                    return "no"
                how = under if under == "perhaps" else how
            elif not accepted(value, wanted):
                return "no"
        return how

    def candidates(self, type_: str, where: Where, unit: Unit) -> tuple[list[Event], list[Event]]:
        """Events of the case that surely pass, and those that do or might."""
        sure, possible = [], []
        for event in unit.case.events:
            if event.type == type_:
                how = self.passes(event, where)
                if how == "yes":
                    sure.append(event)
                if how != "no":
                    possible.append(event)
        return sure, possible

    def lacks(self, type_: str, where: Where) -> bool:
        """Whether the export lacks a column that the filter asks about, for events of the type."""
        return any(not self.schema.carries(name, type_) for name in tests_of(where))

    def event_is(self, condition: EventIs, unit: Unit, mode: Mode) -> Truth:
        """Enough sure events in time: yes. A no that would not be one with the events that might pass: unknown."""
        if condition.event not in self.schema.types or (mode.strict and self.lacks(condition.event, condition.where)):
            return UNREADABLE
        if condition.on != "at" and not self.schema.carries("ends_on", condition.event):
            return UNREADABLE
        bound = None if condition.by is None else self.by(condition.by, unit)
        start = None if condition.from_ is None else self.since(condition.from_, unit)
        if (condition.by is not None and bound is None) or (condition.from_ is not None and start is None):
            return UNREADABLE
        sure, possible = self.candidates(condition.event, condition.where, unit)
        if condition.on == "ends_on":
            sure, possible = ([ended(e) for e in found if e.date("ends_on")] for found in (sure, possible))

        def answered(events: list[Event]) -> Truth:
            if condition.on == "running":
                return self.running_then(condition, unit, events)
            return self.in_window(condition, unit, events, start, bound)

        self.seen[f"on {condition.on}"] += 1
        answer = answered(sure)
        if answer.value == "unknown" or len(possible) == len(sure):
            return answer
        # read with them, a no may become a yes; and a linked one, if it counts, decides alone, so a yes may become a no
        with_them = answered(possible)
        return answer if with_them.value == answer.value else UNREADABLE

    def in_window(
        self, condition: EventIs, unit: Unit, events: list[Event], start: date | None, bound: Bound | None
    ) -> Truth:
        """The n-th event that counts (on or after `from`) decides: in time yes, after the bound late, not there missing."""
        due = bound.last if bound else unit.day
        paired, by_link = self.pair(unit, events, condition.unlinked, bounded=bound is not None)
        after = [e for e in paired if start is None or self.not_before(e, unit, condition, start)]
        if by_link and paired and not after and condition.from_ == Moment(base="at"):  # dated before what it follows
            return Truth("unknown", "", due)
        answers = [self.in_time(e, unit, bound) for e in after]
        n = condition.at_least
        actual = sorted(e.day for e in after)[n - 1] if len(after) >= n else None
        if answers.count("yes") >= n:
            return Truth("yes", "", due, actual)
        if len(answers) - answers.count("no") >= n:
            return Truth("unknown", next(a for a in answers if a not in ("yes", "no")), due, actual)
        return Truth("no", "late" if "no" in answers else "missing", due, actual)

    def running_then(self, condition: EventIs, unit: Unit, events: list[Event]) -> Truth:
        """`on: running`: one that had begun by the unit's day, and had not ended on an earlier day.

        The pairing comes first: linked ones decide alone, whether they ran or not. The latest begun is told.
        """
        paired, _ = self.pair(unit, events, condition.unlinked, bounded=False)
        ran = [e.day for e in paired if e.day <= unit.day and (e.date("ends_on") or date.max) >= unit.day]
        return Truth("yes", "", unit.day, max(ran)) if ran else Truth("no", "missing", unit.day)

    def not_before(self, event: Event, unit: Unit, condition: EventIs, start: date) -> bool:
        """On or after the day of `from`. For hours the clock as written decides, where both have one."""
        if event.day < start:
            return False
        by_hours = isinstance(condition.by, Moment) and condition.by.unit == "hours"
        if by_hours and event.clock and unit.event.clock:
            return event.clock >= unit.event.clock
        return True

    def in_time(self, event: Event, unit: Unit, bound: Bound | None) -> str:
        """yes, no, or why it cannot be said."""
        if bound is None:
            return "yes"
        if bound.hours is not None:
            return within_hours(unit.event, event, bound.hours)
        if event.day <= bound.sure:
            return "yes"
        return "unsettled_law" if event.day <= bound.last else "no"

    def pair(self, unit: Unit, events: list[Event], unlinked: Unlinked, bounded: bool) -> tuple[list[Event], bool]:
        """Events linked to the unit decide alone; otherwise unlinked ones of the case. Linked to something else: never.

        `within`: unlinked ones from then on and, where there is no `by`, up to the unit's day.
        """
        first = self.first_day(unit, unlinked)
        last = unit.day if unlinked.within is not None and not bounded else date.max
        if unlinked.until_next and not unit.of_case:
            last = min(last, self.day_before_next(unit))
        if unit.of_case or unlinked.whole_case:
            self.seen["unlinked whole_case"] += bool(unlinked.whole_case and events)
            return [e for e in events if first <= e.day <= last], False
        linked = [e for e in events if self.linked(e, unit)]
        if linked:
            return linked, True
        for key in unlinked.model_fields_set:
            self.seen[f"unlinked {key}"] += bool(events)
        if unlinked.only_without_links and self.schema.linked:
            return [], False
        return [e for e in events if e.target is None and first <= e.day <= last], False

    def linked(self, event: Event, unit: Unit) -> bool:
        """An event that concerns something of the unit's, and the one that the unit itself concerns."""
        own = unit.event.target
        if own is not None and event.record is own.record:
            self.seen["own link"] += 1
            return True
        return event.target is not None and self.belongs(event.target, unit)

    def belongs(self, target: Event, unit: Unit) -> bool:
        """An event that concerns `target` is linked to the unit: it is the unit, or the unit's own decision.

        For a decision: or an intervention or placement that concerns it.
        """
        if target is unit.event or target is unit.decision:
            return True
        return unit.about == ("decision",) and target.type in MEASURES and target.target is unit.event

    def first_day(self, unit: Unit, unlinked: Unlinked) -> date:
        """`within`: not more than this long before the unit. `since_previous`: not before the previous one."""
        first = date.min
        if unlinked.within is not None:
            n, unit_name = unlinked.within.n, unlinked.within.unit
            if self.settings.unlinked_window_months is not None:
                n, unit_name = self.settings.unlinked_window_months, "months"
            first = days.plus(unit.day, -n, unit_name)
        return max(first, self.previous(unit)) if unlinked.since_previous and not unit.of_case else first

    def previous(self, unit: Unit) -> date:
        """The day of the previous unit: same event type, same law and section, an earlier day, same case.

        A case has no previous unit.
        """
        kind = self.section_root(unit.event)
        earlier = [
            e.day for e in unit.case.events
            if e.type == unit.event.type and e.day < unit.day and self.section_root(e) == kind
        ]  # fmt: skip
        return max(earlier, default=date.min)

    def day_before_next(self, unit: Unit) -> date:
        """`until_next`: only before the day of the next such unit."""
        kind = self.section_root(unit.event)
        later = [
            e.day for e in unit.case.events
            if e.type == unit.event.type and e.day > unit.day and self.section_root(e) == kind
        ]  # fmt: skip
        return min(later) - days.ONE_DAY if later else date.max

    def section_root(self, event: Event) -> str:
        """Law and section without subsection: SEL-52 of SEL-52-3-7."""
        return "-".join(event.get("section").split("-")[:2]) if "section" in self.schema.columns else ""
