"""The sampled cases as the engine sees them: their frames, every event in order, and which events belong together."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from caseaudit.engine.columns import Columns
from caseaudit.model.tables import EVENT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from caseaudit.audit import Audit

CODES = ("kind", "result", "body", "notifier", "party")
FLAGS = tuple(n for n, f in EVENT_FIELDS.items() if f.kind == "yes_no")


@dataclass(frozen=True)
class Event:
    """One event as the export holds it. `pos` is its row in the frame, `concerns` that of what it points to (-1: nothing)."""

    pos: int
    id: str
    type: str
    day: date
    clock: str
    section: str
    details: dict[str, str]
    ends_on: date | None
    aware_on: date | None
    next_on: date | None
    concerns: int
    source: int
    row: int


@dataclass
class Cases:
    """The sampled cases. `number` leads from a case id to its place in the frame."""

    audit: Audit
    cases: pd.DataFrame
    events: pd.DataFrame
    number: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, audit: Audit, case_ids: Iterable[str]) -> Cases:
        """Take the named cases out of the run, with all their events."""
        wanted = set(case_ids)
        frame, events = audit.dataset.cases, audit.dataset.events
        cases = frame[frame["case_id"].astype(str).isin(wanted)].reset_index(drop=True)
        mine = events[events["case_id"].astype(str).isin(wanted)].reset_index(drop=True)
        return cls(audit, cases, mine, {str(c): n for n, c in enumerate(cases["case_id"])})

    @cached_property
    def every(self) -> tuple[Event, ...]:
        """Every event, in the order of the frame."""
        frame = self.events
        n = len(frame)
        column = {name: _plain(frame, name, n) for name in (*EVENT_FIELDS, "timed", "source", "row")}
        target = Columns(self.cases, frame, self.audit.dataset.schema).target.tolist()
        return tuple(_event(i, column, target[i]) for i in range(n))

    @cached_property
    def of_case(self) -> dict[int, tuple[Event, ...]]:
        """The events of each case, by day."""
        piles: dict[int, list[Event]] = {n: [] for n in range(len(self.cases))}
        ids = self.events["case_id"].astype(str).tolist()
        for event, case_id in zip(self.every, ids, strict=True):
            piles[self.number[case_id]].append(event)
        return {n: tuple(sorted(pile, key=lambda e: (e.day, e.clock, e.pos))) for n, pile in piles.items()}

    def birth(self, case: int) -> date | None:
        """The child's birth date; it is used for ages and never written anywhere."""
        if "birth_date" not in self.cases:
            return None
        day = self.cases["birth_date"].iloc[case]
        return day.date() if day == day else None  # noqa: PLR0124 - NaT is not itself

    def related(self, event: Event, case: int) -> set[int]:
        """Positions of what belongs to an event: what concerns it, what it concerns, and what its own decision carries."""
        mine = self.of_case[case]
        above: list[Event] = []
        at: Event | None = event
        while at is not None and at.concerns >= 0 and all(at.concerns != a.pos for a in above):
            at = next((e for e in mine if at is not None and e.pos == at.concerns), None)
            above += [at] if at is not None else []
        start = {event.pos} | {e.pos for e in above[:1] if e.type == "decision"}
        found = _below(start, mine) | {e.pos for e in above}
        return found - {event.pos}


def _below(start: set[int], events: Sequence[Event]) -> set[int]:
    """Everything that concerns one of these, and what concerns that."""
    found = set(start)
    while more := {e.pos for e in events if e.concerns in found} - found:
        found |= more
    return found


def _plain(frame: pd.DataFrame, name: str, n: int) -> list[Any]:
    return frame[name].astype("object").tolist() if name in frame else [None] * n


def _event(i: int, column: dict[str, list[Any]], target: int) -> Event:
    at = column["at"][i]
    details = {f: str(column[f][i]) for f in CODES if isinstance(column[f][i], str) and column[f][i]}
    details |= {f: "yes" if column[f][i] == 1 else "no" for f in FLAGS if column[f][i] in (0, 1)}
    if column["reason"][i] is True:
        details["reason"] = "documented"
    section = column["section"][i]
    return Event(
        pos=i,
        id=str(column["event_id"][i]) if column["event_id"][i] is not None else str(i),
        type=str(column["type"][i]),
        day=at.date(),
        clock=f"{at:%H:%M}" if column["timed"][i] else "",
        section=section if isinstance(section, str) else "",
        details=details,
        ends_on=_day(column["ends_on"][i]),
        aware_on=_day(column["aware_on"][i]),
        next_on=_day(column["next_on"][i]),
        concerns=int(target),
        source=int(column["source"][i] or 0),
        row=int(column["row"][i] or 0),
    )


def _day(value: Any) -> date | None:
    return None if value is None or value != value else value.date()  # noqa: PLR0124 - NaT is not itself
