"""The rule language evaluated row by row in plain Python: slow, short, and independent of the engine.

Written from design.md sections 2-4, law.md sections 2-3 and the docstrings of `caseaudit.rules.language`. It shares only
the rule models and the names of the data model with the engine. Each function says which sentence of the contract it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from caseaudit.model.dataset import Schema
from caseaudit.model.outcomes import BREACH_REASONS
from caseaudit.rules.language import (
    Age,
    All,
    AnyOf,
    Earliest,
    EventIs,
    FieldIs,
    First,
    Moment,
    Not,
    ParallelEnd,
    Recurring,
    Rule,
    SectionIs,
    Unlinked,
    Version,
    Where,
    Yearly,
)
from oracle import days

CODES = ("section", "kind", "result", "body", "notifier")
MIGHT_BECOME = {"no": ("yes", "open", "unknown"), "open": ("yes",), "void": ("yes", "open", "no", "unknown")}
"""A series is unknown where events with an unread code might turn it from the left into one of the right."""
MEASURES = {"intervention", "placement"}


class Result(NamedTuple):
    """What is said of one unit."""

    outcome: str
    reason: str = ""
    due_on: date | None = None
    actual_on: date | None = None


class Truth(NamedTuple):
    """yes, no, open or unknown (and `void`: a series without anything to count), with what a finding needs."""

    value: str
    reason: str = ""
    due: date | None = None
    actual: date | None = None


UNREADABLE = Truth("unknown", "data_missing")


class Bound(NamedTuple):
    """A limit: the last day, the last day by the strict reading, and the hours where it is counted in hours."""

    last: date
    sure: date
    hours: int | None = None


@dataclass(eq=False, slots=True)
class Event:
    """One event, with the event that its `concerns` resolves to on the same case (None: unlinked)."""

    record: Mapping[str, Any]
    key: str
    type: str
    day: date
    clock: datetime | None
    target: Event | None = None

    def get(self, name: str) -> str:
        value = self.record.get(name)
        return "" if value is None else str(value)

    def date(self, name: str) -> date | None:
        value = self.get(name)
        return date.fromisoformat(value[:10]) if value else None


@dataclass(eq=False, slots=True)
class Case:
    """One case: its birth date and its events in the order of rows."""

    key: str
    born: date | None
    events: list[Event] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Unit:
    """What a rule is about: an event, or a case dated by one of its events."""

    case: Case
    event: Event
    of_case: bool
    about: tuple[str, ...]

    @property
    def types(self) -> tuple[str, ...]:
        """The event types whose columns the unit's own fields are."""
        return (self.event.type,) if self.of_case else self.about

    @property
    def day(self) -> date:
        return self.event.day

    @property
    def decision(self) -> Event | None:
        """An intervention or placement has a decision of its own: the event that it concerns, unless that is a unit too."""
        target = self.event.target
        return target if target and target.type not in self.about and set(self.about) <= MEASURES else None


@dataclass(frozen=True)
class Mode:
    """How a condition is read.

    `strict`: a column that the export lacks makes an event condition unknown (when, require).
    `blank_is_no`: a blank field of the unit is no fulfilment (require, unless); else it is unknown (when).
    `dated`: a no whose due day has not passed is open.
    """

    strict: bool
    blank_is_no: bool
    dated: bool


WHEN = Mode(strict=True, blank_is_no=False, dated=False)
REQUIRE = Mode(strict=True, blank_is_no=True, dated=True)
UNLESS = Mode(strict=False, blank_is_no=True, dated=True)
INCOMPLETE_IF = Mode(strict=False, blank_is_no=True, dated=False)


# ---------------------------------------------------------------------------------------------------------------- entry


def evaluate(
    rules: Iterable[Rule],
    cases: Sequence[Mapping[str, Any]],
    events: Sequence[Mapping[str, Any]],
    schema: Schema,
    settings: Any,
    as_of: date,
) -> dict[tuple[str, str], Result]:
    """Return what is said of each unit of each rule. Units are named by event id or case id; an event without id by `row N`."""
    world = Evaluator(schema, settings, as_of)
    found = build_cases(cases, events, schema)
    return {(rule.id, key): result for rule in rules for case in found for key, result in world.rule(rule, case)}


def build_cases(cases: Sequence[Mapping[str, Any]], events: Sequence[Mapping[str, Any]], schema: Schema) -> list[Case]:
    """Gather the rows by case; `concerns` resolves only to an event of the same case."""
    out: dict[str, Case] = {}
    for row in cases:
        born = row.get("birth_date") if "birth_date" in schema.case_columns else None
        out[row["case_id"]] = Case(row["case_id"], date.fromisoformat(str(born)[:10]) if born else None)
    for number, row in enumerate(events):
        case = out.setdefault(row["case_id"], Case(row["case_id"], None))
        case.events.append(build_event(row, number))
    if "concerns" in schema.columns:
        for case in out.values():
            by_id = {e.get("event_id"): e for e in case.events if e.get("event_id")}
            for event in case.events:
                event.target = by_id.get(event.get("concerns"))
    return list(out.values())


def build_event(row: Mapping[str, Any], number: int) -> Event:
    """`at` is a date, or a date and a clock time."""
    at = row["at"]
    if isinstance(at, str):
        at = datetime.fromisoformat(at) if len(at) > 10 else date.fromisoformat(at)
    clock = at if isinstance(at, datetime) else None
    return Event(row, row.get("event_id") or f"row {number}", row["type"], clock.date() if clock else at, clock)


@cache
def tests_of(where: Where) -> dict[str, tuple[str, ...]]:
    return where.tests


class Evaluator:
    """The rules of the language for one export, one set of settings and one as-of date."""

    def __init__(self, schema: Schema, settings: Any, as_of: date) -> None:
        self.schema = schema
        self.settings = settings
        self.as_of = as_of

    # ---------------------------------------------------------------------------------------------- units and outcomes

    def rule(self, rule: Rule, case: Case) -> Iterable[tuple[str, Result]]:
        """Units are the events of the rule's types, or the case."""
        if rule.first is not None:
            yield case.key, self.of_case(rule, rule.first, case)
            return
        for event in case.events:
            if event.type in rule.about:
                yield event.key, self.unit(rule, Unit(case, event, False, rule.about))

    def of_case(self, rule: Rule, first: First, case: Case) -> Result:
        """A case is dated by the first event that surely passes `first`.

        None: not applicable. Only events that might pass, or a type that the export lacks: unknown. So too where an
        earlier event might pass, and the case would then be judged otherwise.
        """
        if first.event not in self.schema.types:
            return Result("unknown", "data_missing")
        possible, sure = [], []
        for event in case.events:
            how = self.passes(event, first.where) if event.type == first.event else "no"
            possible += [event] if how != "no" else []
            sure += [event] if how == "yes" else []
        if not possible:
            return Result("not_applicable")
        if not sure:
            return Result("unknown", "data_missing")
        surely, perhaps = min(sure, key=when_it_was), min(possible, key=when_it_was)
        result = self.unit(rule, Unit(case, surely, True, rule.about))
        if perhaps is not surely and self.unit(rule, Unit(case, perhaps, True, rule.about)).outcome != result.outcome:
            return Result("unknown", "data_missing")
        return result

    def unit(self, rule: Rule, unit: Unit) -> Result:
        """The law is chosen by the date of the unit's own event. No version: not applicable."""
        for version in rule.versions:
            if version.covers(unit.day):
                return self.version(version, unit)
        return Result("not_applicable")

    def version(self, version: Version, unit: Unit) -> Result:
        """`when` says to which units it applies, `require` what the law asks, `unless` what excuses it where it failed."""
        if version.when is not None:
            applies = self.truth(version.when, unit, WHEN)
            if applies.value == "no":
                return Result("not_applicable")
            if applies.value == "unknown":
                return Result("unknown", "data_missing")
        required = self.required(version, unit)
        if required.value == "void":
            return Result("not_applicable")
        if required.value == "yes":
            return Result("met", "", required.due, required.actual)
        if required.value == "open":
            return Result("pending", "", required.due)
        if required.value == "unknown":
            return unread(required)
        excuse = Truth("no") if version.unless is None else self.truth(version.unless, unit, UNLESS)
        match excuse.value:
            case "yes":
                return Result("excused", "", excuse.due, excuse.actual)
            case "open":
                return Result("pending", "", excuse.due)
            case "unknown":
                return unread(excuse)
        return self.breach(version, unit, required)

    def breach(self, version: Version, unit: Unit, required: Truth) -> Result:
        """`incomplete_if`: a missing step that was begun is incomplete."""
        begun = version.incomplete_if
        if required.reason == "missing" and begun and self.truth(begun, unit, INCOMPLETE_IF).value == "yes":
            return Result("breached", "incomplete", required.due, required.actual)
        return Result("breached", required.reason, required.due, required.actual)

    def required(self, version: Version, unit: Unit) -> Truth:
        """Series stand alone under require; they know the last day of their version."""
        if isinstance(version.require, Recurring):
            return self.recurring(version.require, unit, version.until)
        if isinstance(version.require, Yearly):
            return self.yearly(version.require, unit)
        return self.truth(version.require, unit, REQUIRE)

    # ------------------------------------------------------------------------------------------------------ conditions

    def truth(self, condition: Any, unit: Unit, mode: Mode) -> Truth:
        match condition:
            case SectionIs():
                found = self.section_is(condition, unit)
            case FieldIs():
                found = self.field_is(condition, unit, mode)
            case EventIs():
                found = self.event_is(condition, unit, mode)
            case Age():
                found = self.age(condition, unit)
                if found.value == "yes":
                    return found  # an age that is reached is due on no day
            case All():
                return self.all(condition, unit, mode)
            case AnyOf():
                return self.any(condition, unit, mode)
            case Not():
                return self.not_(condition, unit, mode)
            case _:
                raise TypeError(type(condition))
        return self.opened(found, unit, mode)

    def opened(self, found: Truth, unit: Unit, mode: Mode) -> Truth:
        """A no is open when its due day has not passed: when it lies on or after the as-of date.

        The due day is the bound; the unit's own day where there is none.
        """
        if found.value == "unknown":
            return found
        due = found.due or unit.day
        if found.value == "yes":
            return Truth("yes", "", due, found.actual)
        return Truth("open" if mode.dated and due >= self.as_of else "no", found.reason, due, found.actual)

    def all(self, condition: All, unit: Unit, mode: Mode) -> Truth:
        """Yes if all are; no if any is; open if the rest is yes; else unknown.

        The first that is not yes is told; where all are, the last one that has a day.
        """
        parts = [self.truth(c, unit, mode) for c in condition.all]
        told = first_of(parts, "no") or first_of(parts, "unknown") or first_of(parts, "open")
        return told or next((p for p in parts[::-1] if p.due), parts[-1])

    def any(self, condition: AnyOf, unit: Unit, mode: Mode) -> Truth:
        """Yes if any is; open if any is; no if all are; else unknown. The last one is told."""
        parts = [self.truth(c, unit, mode) for c in condition.any]
        last_first = parts[::-1]
        return first_of(parts, "yes") or first_of(last_first, "open") or first_of(last_first, "unknown") or parts[-1]

    def not_(self, condition: Not, unit: Unit, mode: Mode) -> Truth:
        """Swaps yes and no; its inside is read without openness, and a blank there is unknown: it proves nothing."""
        inside = self.truth(condition.not_, unit, Mode(mode.strict, blank_is_no=False, dated=False))
        if inside.value == "yes":
            return Truth("no", "incomplete", inside.due or unit.day)
        return Truth("yes", "", inside.due) if inside.value == "no" else inside

    def section_is(self, condition: SectionIs, unit: Unit) -> Truth:
        """A blank section is unknown everywhere, and so is one that is recorded less exactly than the rule asks."""
        section = unit.event.get("section")
        if not self.schema.carries("section", *unit.types) or not section:
            return UNREADABLE
        how = lies_under(section, condition.section)
        return UNREADABLE if how == "perhaps" else Truth(how, "incomplete")

    def field_is(self, condition: FieldIs, unit: Unit, mode: Mode) -> Truth:
        """A field of the unit itself. A column that the export lacks is unknown everywhere."""
        if not self.schema.carries(condition.field, *unit.types):
            return UNREADABLE
        if condition.by is not None:
            return self.field_by(condition, unit, mode)
        value = unit.event.get(condition.field)
        if condition.is_not is not None:
            if not value:
                return UNREADABLE
            return Truth("no", condition.otherwise) if accepted(value, condition.is_not) else Truth("yes")
        assert condition.is_ is not None
        if not value:
            known = mode.blank_is_no or "documented" in condition.is_  # that nothing is written is itself known
            return Truth("no", "incomplete") if known else UNREADABLE
        return Truth("yes") if accepted(value, condition.is_) else Truth("no", condition.otherwise)

    def field_by(self, condition: FieldIs, unit: Unit, mode: Mode) -> Truth:
        """A date of the unit that must lie on or before the bound; late if it is there, else missing."""
        bound = self.bound(condition.by, unit)
        value = unit.event.date(condition.field)
        if bound is None or (value is None and not mode.blank_is_no):
            return UNREADABLE
        if value is None:
            return Truth("no", "missing", bound.last)
        if value <= bound.sure:
            return Truth("yes", "", bound.last, value)
        if value <= bound.last:
            return Truth("unknown", "unsettled_law", bound.last, value)
        return Truth("no", "late", bound.last, value)

    def age(self, condition: Age, unit: Unit) -> Truth:
        """By birthday, the birthday included."""
        born = unit.case.born
        if born is None:
            return UNREADABLE
        old_enough = condition.at_least is None or days.birthday(born, condition.at_least) <= unit.day
        young_enough = condition.below is None or unit.day < days.birthday(born, condition.below)
        return Truth("yes") if old_enough and young_enough else Truth("no", "incomplete")

    # ---------------------------------------------------------------------------------------------------------- events

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
        on_end = condition.on == "ends_on"
        if condition.event not in self.schema.types or (mode.strict and self.lacks(condition.event, condition.where)):
            return UNREADABLE
        if on_end and not self.schema.carries("ends_on", condition.event):
            return UNREADABLE
        bound = None if condition.by is None else self.bound(condition.by, unit)
        start = None if condition.from_ is None else self.bound(condition.from_, unit)
        if (condition.by is not None and bound is None) or (condition.from_ is not None and start is None):
            return UNREADABLE
        sure, possible = self.candidates(condition.event, condition.where, unit)
        if on_end:
            sure, possible = ([ended(e) for e in found if e.date("ends_on")] for found in (sure, possible))
        answer = self.in_window(condition, unit, sure, start, bound)
        if answer.value == "unknown" or len(possible) == len(sure):
            return answer
        # read with them, a no may become a yes; and a linked one, if it counts, decides alone, so a yes may become a no
        with_them = self.in_window(condition, unit, possible, start, bound)
        return answer if with_them.value == answer.value else UNREADABLE

    def in_window(
        self, condition: EventIs, unit: Unit, events: list[Event], start: Bound | None, bound: Bound | None
    ) -> Truth:
        """The n-th event that counts (on or after `from`) decides: in time yes, after the bound late, not there missing."""
        due = bound.last if bound else unit.day
        paired, by_link = self.pair(unit, events, condition.unlinked, bounded=bound is not None)
        after = [e for e in paired if start is None or self.not_before(e, unit, condition, start)]
        if by_link and paired and not after:
            return Truth("unknown", "", due)
        answers = [self.in_time(e, unit, bound) for e in after]
        n = condition.at_least
        actual = sorted(e.day for e in after)[n - 1] if len(after) >= n else None
        if answers.count("yes") >= n:
            return Truth("yes", "", due, actual)
        if len(answers) - answers.count("no") >= n:
            return Truth("unknown", next(a for a in answers if a not in ("yes", "no")), due, actual)
        return Truth("no", "late" if "no" in answers else "missing", due, actual)

    def not_before(self, event: Event, unit: Unit, condition: EventIs, start: Bound) -> bool:
        """On or after the day of `from`. For hours the clock as written decides, where both have one."""
        if event.day < start.last:
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
        if unit.of_case:
            return [e for e in events if first <= e.day <= last], False
        linked = [e for e in events if e.target and self.belongs(e.target, unit)]
        if linked:
            return linked, True
        if unlinked.only_without_links and self.schema.linked:
            return [], False
        return [e for e in events if e.target is None and first <= e.day <= last], False

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

    # ---------------------------------------------------------------------------------------------------------- bounds

    def bound(self, when: Any, unit: Unit) -> Bound | None:
        """The bound, or None where it cannot be read."""
        return self.earliest(when, unit) if isinstance(when, Earliest) else self.moment(when, unit)

    def moment(self, moment: Moment, unit: Unit) -> Bound | None:
        """A day counted from a date of the unit; a base that is blank makes it unknown."""
        base = self.base(moment, unit)
        if base is None:
            return None
        n = moment.n * moment.sign
        if moment.unit == "working_days" and n:
            return self.working_days(base, n)
        if moment.unit == "hours" and n:
            clock = unit.event.clock
            last = days.day_after_hours(clock, n) if clock else base + timedelta(days=-(-n // 24))
            return Bound(last, last, n)
        day = days.plus(base, n, moment.unit) if n else base
        return Bound(day, day)

    def base(self, moment: Moment, unit: Unit) -> date | None:
        if moment.base == "at":
            return unit.day
        if moment.base == "birthday":
            return days.birthday(unit.case.born, moment.age or 0) if unit.case.born else None
        return unit.event.date(moment.base)

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
                found += [Bound(end, end)] if end else []
                continue
            bound = self.moment(part, unit)
            if bound is None:
                return None
            found.append(bound)
        if not found:
            return None
        return Bound(min(b.last for b in found), min(b.sure for b in found))

    def parallel_end(self, part: ParallelEnd, unit: Unit) -> date | None:
        """The earliest end, later than the unit's day, of an event of these types that had begun by then."""
        ends = [e.date("ends_on") for e in unit.case.events if e.type in part.parallel_end and e.day <= unit.day]
        return min((end for end in ends if end and end > unit.day), default=None)

    # ---------------------------------------------------------------------------------------------------------- series

    def recurring(self, condition: Recurring, unit: Unit, until: date | None) -> Truth:
        """Related events at most `every` apart until the unit ended."""

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
        on = sorted({e.day for e in events if unit.day <= e.day and (ends_on is None or e.day <= ends_on)})
        verdicts = []
        for i, start in enumerate(on):
            if until is not None and start > until:
                continue
            limit = days.plus(start, condition.every.n, condition.every.unit)
            following = on[i + 1] if i + 1 < len(on) else None
            verdicts.append(self.gap(limit, following, ends_on, until))
        if not verdicts:
            return Truth("void")
        closed = [v for v in verdicts if v.value == "yes" and v.reason == "closed"]
        told = first_of(verdicts, "no") or first_of(verdicts, "unknown")
        return told or (None if closed else first_of(verdicts, "open")) or Truth("yes")

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


# ------------------------------------------------------------------------------------------------------------ small parts


def unread(part: Truth) -> Result:
    """Unknown for the reason of the part that could not be read; data_missing where it gives none."""
    known = part.reason and part.reason not in BREACH_REASONS
    return Result("unknown", part.reason if known else "data_missing")


def when_it_was(event: Event) -> datetime:
    """When it was; a day without a clock time from its start."""
    return event.clock or datetime.combine(event.day, datetime.min.time())


def first_of(parts: Sequence[Truth], value: str) -> Truth | None:
    return next((p for p in parts if p.value == value), None)


def covers(prefix: str, section: str) -> bool:
    """A rule matches by prefix at a hyphen: BL-105 matches BL-105-1-1, never BL-1050 (design.md 2)."""
    return section == prefix or section.startswith(prefix + "-")


def lies_under(section: str, wanted: Sequence[str]) -> str:
    """yes, no, or perhaps: SEL-71 is recorded where SEL-71-3 is asked."""
    if any(covers(prefix, section) for prefix in wanted):
        return "yes"
    return "perhaps" if any(covers(section, prefix) for prefix in wanted) else "no"


def accepted(value: str, wanted: Sequence[str]) -> bool:
    """`documented` asks only that something is written."""
    return "documented" in wanted or value in wanted


def ended(event: Event) -> Event:
    """The event counted on its `ends_on` day, which has no clock time."""
    day = event.date("ends_on")
    assert day is not None
    return Event(event.record, event.key, event.type, day, None, event.target)


def within_hours(start: Event, end: Event, hours: int) -> str:
    """Elapsed hours; without clock times on both only where whole days decide (design.md N1)."""
    if start.clock and end.clock:
        least, most = days.elapsed(start.clock, end.clock)
        limit = timedelta(hours=hours)
        return "yes" if most <= limit else "no" if least > limit else "no_time"
    gap = (end.day - start.day).days
    if (gap + 1) * 24 <= hours:
        return "yes"
    return "no" if (gap - 1) * 24 >= hours else "no_time"
