"""What the evaluator speaks of: cases, events and units; truths, limits and results. Nothing here judges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from caseaudit.model.dataset import Schema
from caseaudit.model.outcomes import BREACH_REASONS
from caseaudit.rules.language import Where
from oracle import days

CODES = ("section", "kind", "result", "body", "notifier", "party")
MEASURES = {"intervention", "placement"}


class Result(NamedTuple):
    """What is said of one unit."""

    outcome: str
    reason: str = ""
    due_on: date | None = None
    actual_on: date | None = None


class Truth(NamedTuple):
    """yes, no, open or unknown (and `void`: a series without anything to count), with what a finding needs.

    `asked_of`: the day that a state was asked of; nothing was due on it, so it is told only where nothing else is.
    """

    value: str
    reason: str = ""
    due: date | None = None
    actual: date | None = None
    asked_of: date | None = None


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
