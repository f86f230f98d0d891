"""A synthetic case: its events, and the outcome that its author chose for every duty."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

Cell = str | date
"""What a field of an event holds: text, or a day. Blank fields are left out."""

_ONE_DAY = timedelta(days=1)


@dataclass(eq=False)
class Event:
    """One event. `at` is a `datetime` where the clock time is known. `event_id` is set when the case is complete."""

    type: str
    at: date
    concerns: Event | None = None
    fields: dict[str, Cell] = field(default_factory=dict)
    event_id: str = ""

    @property
    def day(self) -> date:
        return day_of(self.at)


@dataclass(frozen=True)
class Unit:
    """The intended outcome of one duty for one unit: an event, or the case where `about` is None."""

    law_row: str
    about: Event | None
    outcome: str
    reason: str = ""
    rule: str = ""
    """The rule that judges it; blank where the row has one rule only (`duties.RULES`)."""


@dataclass(eq=False)
class Case:
    """One case. `attributes` are the columns of the table `cases`."""

    case_id: str
    attributes: dict[str, Cell] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)

    def add(
        self, type_: str, at: date, *, concerns: Event | None = None, shift: int = -1, **fields: Cell | None
    ) -> Event:
        """Add an event; where the case has one of that type on that day, move it `shift` days until it has not."""
        taken = {e.day for e in self.events if e.type == type_}
        while day_of(at) in taken:
            at += _ONE_DAY * shift
        event = Event(type_, at, concerns, {k: v for k, v in fields.items() if v is not None})
        self.events.append(event)
        return event

    def expect(self, law_row: str, about: Event | None, outcome: str, reason: str = "", rule: str = "") -> None:
        """Write down the intended outcome of a duty."""
        self.units.append(Unit(law_row, about, outcome, reason, rule))

    def planned(self, law_row: str, about: Event) -> str:
        """Return the outcome that was written down for a duty and an event, blank where there is none."""
        return next((u.outcome for u in self.units if u.law_row == law_row and u.about is about), "")

    def of(self, type_: str) -> list[Event]:
        """Return the events of one type, earliest first."""
        return sorted((e for e in self.events if e.type == type_), key=lambda e: e.day)

    def linked(self, type_: str, about: Event | None) -> list[Event]:
        """Return the events of one type that concern an event, earliest first."""
        return [e for e in self.of(type_) if e.concerns is about]

    def drop(self, events: list[Event]) -> None:
        """Take events out again."""
        gone = {id(e) for e in events}
        self.events = [e for e in self.events if id(e) not in gone]

    def complete(self) -> None:
        """Put the events in order and number them by type and date."""
        self.events.sort(key=lambda e: (e.day, e.type))
        seen: Counter[str] = Counter()
        for event in self.events:
            seen[event.type] += 1
            event.event_id = event_id(self.case_id, event.type, seen[event.type])


def end_of(measure: Event) -> date | None:
    """Return the day a measure, an investigation or a decision ends, None where it still runs."""
    ends = measure.fields.get("ends_on")
    return ends if isinstance(ends, date) else None


def section_of(event: Event | None) -> str:
    """Return the section of an event, blank where it has none."""
    return str(event.fields.get("section", "")) if event else ""


def under(section: str, *prefixes: str) -> bool:
    """Say whether a section is one of these or lies under one of them."""
    return any(section == p or section.startswith(f"{p}-") for p in prefixes)


@dataclass(frozen=True)
class Synthetic:
    """Synthetic cases as they are on the day `as_of`."""

    cases: tuple[Case, ...]
    as_of: date


def event_id(case_id: str, type_: str, number: int) -> str:
    """Return the id that reading gives an event of a wide export: case, type and running number by date."""
    return f"{case_id}/{type_}/{number}"


def day_of(at: date) -> date:
    """Return the day of a date or of a date with a clock time."""
    return at.date() if isinstance(at, datetime) else at
