"""Random whole cases, crowded around the edges where judging goes wrong. Seeded: the same seed gives the same cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from caseaudit.engine import Settings
from caseaudit.model.dataset import Schema
from caseaudit.model.tables import CASE_FIELDS, EVENT_FIELDS, EVENT_TYPES, KIND_CODES, RESULT_CODES
from caseaudit.rules.language import Rule
from oracle import days
from oracle.doubts import LASTING, WITH_A_CHILD
from oracle.focus import Focus

D = date.fromisoformat
EDGES = [D(x) for x in (
    "2023-12-31", "2024-01-01", "2023-12-30", "2024-01-02", "2023-12-29", "2024-12-31", "2025-01-01", "2022-12-31", "2023-01-01",
    "2024-02-28", "2024-02-29", "2024-03-01", "2023-02-28", "2023-03-01", "2023-08-31", "2023-11-30", "2024-05-31", "2024-01-31",
    "2023-06-30", "2023-07-01", "2023-09-30", "2023-10-01", "2023-03-31",
    "2023-03-25", "2023-03-26", "2024-03-30", "2024-03-31", "2023-10-28", "2023-10-29", "2024-10-26", "2024-10-27", "2025-03-30",
    "2023-04-05", "2023-04-06", "2024-03-27", "2024-03-28", "2024-04-01", "2023-05-04", "2023-05-05", "2024-04-25", "2024-04-26",
    "2023-05-18", "2024-05-09", "2024-05-20", "2023-06-05", "2024-06-04", "2024-06-05", "2023-12-22", "2023-12-23", "2023-12-24",
    "2024-12-23", "2024-12-24", "2024-12-27",
)]  # fmt: skip
"""Month ends, leap days, the change of law, changes of the clock, Easter, Store Bededag, Whit, 5 June, Christmas."""

AS_OF = [*EDGES, D("2030-01-01"), D("2030-01-01"), D("2026-10-15"), D("2024-07-15"), D("2025-06-30")]
CLOCKS = [(2, 30), (2, 0), (2, 59), (3, 0), (3, 30), (1, 59), (0, 0), (23, 59), (12, 0), (14, 0), (14, 1)]
CLOCK_CHANGES = [D(x) for x in ("2023-03-26", "2024-03-31", "2023-10-29", "2024-10-27")]
MINUTES = [-60, -1, 0, 0, 1, 60, 61]
SECTIONS = [
    "SEL-52",
    "SEL-52-3-7",
    "SEL-58",
    "SEL-76",
    "SEL-520",
    "BL-105",
    "BL-105-1-1",
    "BL-1050",
    "BL-47",
    "BL-46",
    "BL-32",
    "SEL-5",
]
LEAP_BIRTHS = [D(x) for x in ("2004-02-29", "2008-02-29", "2008-02-29", "2012-02-29")]
SETTINGS = [
    Settings(
        saturday_is_working_day=saturday, special_days_are_working_days=special, month_limits_extend=extend,
        leap_birthday_is_1_march=march, unlinked_window_months=window,
    )
    for saturday in (None, None, False, True) for special in (True, False) for extend in (False, True, None, None)
    for march in (True, False, None, None) for window in (None, None, 1, 12)
]  # fmt: skip


@dataclass
class Batch:
    """Whole cases for one export: what it can carry, how the law is read, and the as-of date."""

    rules: list[Rule]
    cases: list[dict[str, Any]]
    events: list[dict[str, Any]]
    without: frozenset[str]
    schema: Schema
    settings: Settings
    as_of: date


def batch(rng: Random, rules: Sequence[Rule], size: int) -> Batch:
    """`size` whole cases for these rules, with ids that are unique in the batch. Most are about one of the rules."""
    focus = Focus(rules)
    as_of = rng.choice(AS_OF) + timedelta(days=rng.choice([0, 0, 0, -1, 1]))
    without = _without(rng, focus)
    links = rng.random() < 0.8 and "concerns" not in without
    by_type = {} if rng.random() < 0.7 else _by_type(rng, focus, without)
    makers = [Maker(rng, part, as_of, links, without, by_type) for part in [focus, *(Focus([rule]) for rule in rules)]]
    cases, events = [], []
    mended = rng.random() < 0.9  # dates that contradict each other leave nothing to judge: most batches have none
    for number in range(size):
        case, own = makers[number % len(makers)].case(f"c{number}")
        if mended:
            mend(case, own)
        if rng.random() < 0.97:
            cases.append(case)
        events += own
    schema = Schema(
        columns=frozenset(EVENT_FIELDS) - without,
        case_columns=frozenset(CASE_FIELDS) - without,
        types=frozenset(EVENT_TYPES) - without,
        linked=any(e.get("concerns") for e in events),
        by_type=by_type,
    )
    rng.shuffle(events)
    return Batch(list(rules), cases, events, without, schema, rng.choice(SETTINGS), as_of)


def mend(case: dict[str, Any], events: list[dict[str, Any]]) -> None:
    """Turn around an end before the start, and move a birth back by whole years until nothing with the child precedes it."""
    first = None
    for event in events:
        day = event["at"].date() if isinstance(event["at"], datetime) else event["at"]
        end = event.get("ends_on")
        if end and end < day and event["type"] in LASTING:
            event["ends_on"] = day + (day - end)
        if event["type"] in WITH_A_CHILD:
            first = min(first or day, day)
    while case.get("birth_date") and first and case["birth_date"] > first:
        case["birth_date"] = days.plus(case["birth_date"], -4, "years")  # a leap day stays one


def _without(rng: Random, focus: Focus) -> frozenset[str]:
    """Half of the exports have everything; the rest lack a column or a type that the rules look at."""
    if rng.random() < 0.6:
        return frozenset()
    candidates = [*focus.values, *focus.types, "birth_date", "concerns", "section", "ends_on"]
    return frozenset(rng.sample(candidates, rng.choice([1, 1, 2])))


def _by_type(rng: Random, focus: Focus, without: frozenset[str]) -> dict[str, frozenset[str]]:
    """A wide export: some event types lack columns that others have."""
    all_columns = frozenset(EVENT_FIELDS) - without
    fields = sorted({*focus.values, "ends_on", "section"} & all_columns)
    types = sorted({*focus.types, *focus.units} - without)
    if not fields or not types:
        return {}
    lacking = {t: frozenset(rng.sample(fields, rng.choice([1, min(2, len(fields))]))) for t in rng.sample(types, 1)}
    return {t: all_columns - lacking.get(t, frozenset()) for t in types}


class Maker:
    """Makes one case after another."""

    def __init__(
        self,
        rng: Random,
        focus: Focus,
        as_of: date,
        links: bool,
        without: frozenset[str],
        by_type: dict[str, frozenset[str]],
    ) -> None:
        self.rng = rng
        self.focus = focus
        self.as_of = as_of
        self.links = links
        self.by_type = by_type
        self.units = [t for t in focus.units if t not in without]
        self.types = [t for t in focus.types if t not in without]
        self.fields = [f for f in focus.values if f not in without]
        self.other = "c0-0"
        self.edges = [*EDGES, *focus.edges * (len(EDGES) // (2 * len(focus.edges)))] if focus.edges else EDGES

    def case(self, key: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        rng = self.rng
        events: list[dict[str, Any]] = []
        often = 0.3 if self.focus.birthdays else 0.15 if self.focus.ages else 0
        leap = self.leap_birthday() if rng.random() < often else None
        anchor = leap[1] if leap else self.anchor()
        mode = rng.choice(["mixed", "mixed", "linked", "none"]) if self.links else "none"
        if self.units:
            for _ in range(rng.choice([1, 1, 1, 2, 2, 3])):
                events.append(self.event(key, len(events), rng.choice(self.units), anchor, [], mode))
                anchor = self.near(events[0]) if rng.random() < 0.7 else self.anchor()
        units = list(events)
        if leap and events:
            self.end_on(events[0], leap[1])
        if self.types:
            for _ in range(rng.choice([0, 1, 1, 2, 2, 3, 4])):
                at = self.near(rng.choice(events or [{}]))
                about = events if rng.random() < 0.25 else units
                events.append(self.event(key, len(events), rng.choice(self.types), at, about, mode))
        for unit in units:
            often = 0.5 if unit["type"] in ("placement", "intervention") else 0.25
            if mode != "none" and rng.random() < often:
                unit["concerns"] = self.concerned(unit, events)
        if events and rng.random() < 0.08:
            twin = dict(rng.choice(events))
            twin["event_id"] = f"{key}-twin"
            events.append(twin)
        if events and rng.random() < 0.02:
            events[-1].pop("event_id")
        if events:
            self.other = events[0].get("event_id", self.other)
        return {"case_id": key, "birth_date": leap[0] if leap else self.born(events)}, events

    def leap_birthday(self) -> tuple[date, date]:
        """Someone born on a leap day, and a day near the birthday that a rule asks of, or near what is counted from it."""
        rng = self.rng
        born = rng.choice(LEAP_BIRTHS)
        doubtful = [age for age in self.focus.ages if age % 4]
        moments = [m for m in self.focus.birthdays if m.age in doubtful]
        moment = rng.choice(moments) if moments and rng.random() < 0.6 else None
        age = moment.age or 0 if moment else rng.choice(doubtful or self.focus.ages)
        day = rng.choice(days.birthdays(born, age, None))
        if moment and moment.n:
            day = days.plus(day, moment.n * moment.sign, moment.unit)
        return born, day + timedelta(days=rng.choice([-1, 0, 0, 0, 1]))

    def end_on(self, unit: dict[str, Any], day: date) -> None:
        """Sometimes the unit runs to that day, and did not begin on it."""
        rng = self.rng
        carried = self.by_type.get(unit["type"])
        if "ends_on" in self.fields and (carried is None or "ends_on" in carried) and rng.random() < 0.5:
            unit["ends_on"] = day + timedelta(days=rng.choice([-1, 0, 0]))
            unit["at"] = self.clock(day - timedelta(days=rng.choice([0, 1, 30, 400])))

    def concerned(self, unit: dict[str, Any], events: list[dict[str, Any]]) -> str:
        """What a unit may concern itself: mostly something that its type may, sometimes anything."""
        rng = self.rng
        fitting = [e for e in events if e["type"] in EVENT_TYPES[unit["type"]].concerns]
        found: str = rng.choice(fitting if fitting and rng.random() < 0.7 else events)["event_id"]
        return found

    def anchor(self) -> date:
        """A day at an edge: a known one, one whose limit falls on one or on the as-of date, or any day."""
        rng = self.rng
        r = rng.random()
        if r < 0.35:
            return rng.choice(self.edges)
        if r < 0.7:
            target = self.as_of if rng.random() < 0.6 else rng.choice(self.edges)
            return self.shift(target, back=True)
        return D("2022-06-01") + timedelta(days=rng.randrange(1000))

    def shift(self, day: date, *, back: bool = False) -> date:
        """A day at one of the limits from `day`, one short of it or one over."""
        rng = self.rng
        if self.focus.limits and rng.random() < 0.85:
            limit = rng.choice(self.focus.limits)
            n = -limit.n if back else limit.n
            if limit.unit == "hours":
                day += timedelta(days=n // 24)
            elif limit.unit == "working_days":
                day = days.plus_working_days(day, n, rng.random() < 0.5, True) if n > 0 else day + timedelta(days=n)
            else:
                day = days.plus(day, n, limit.unit)
                if limit.unit in ("months", "years") and rng.random() < 0.4:
                    day = days.next_working_day(day, rng.random() < 0.2, rng.random() < 0.7)
        return day + timedelta(days=rng.choice([0, 0, 0, 1, -1, 2]))

    def near(self, event: dict[str, Any]) -> date | datetime:
        """A day or moment in some relation to another event."""
        rng = self.rng
        if not event:
            return self.anchor()
        at = event["at"]
        day = at.date() if isinstance(at, datetime) else at
        r = rng.random()
        if isinstance(at, datetime) and r < 0.4:
            hours = [o.n for o in self.focus.limits if o.unit == "hours"]
            return at + timedelta(hours=rng.choice([0, *hours]), minutes=rng.choice(MINUTES))
        if r < 0.55:
            return self.shift(day)
        if r < 0.75:
            return day + timedelta(days=rng.choice([-1, 0, 0, 1]))
        other = event.get(rng.choice(["ends_on", "aware_on"]))
        if other and r < 0.85:
            return self.shift(other)
        if r < 0.92:
            return day + timedelta(days=rng.randrange(-400, 400))
        return self.anchor()

    def event(
        self, key: str, number: int, type_: str, at: date | datetime, units: list[dict[str, Any]], mode: str
    ) -> dict[str, Any]:
        out: dict[str, Any] = {"event_id": f"{key}-{number}", "case_id": key, "type": type_, "at": self.clock(at)}
        carried = self.by_type.get(type_)
        for name in self.fields:
            value = self.value(name, out) if carried is None or name in carried else None
            if value is not None:
                out[name] = value
        if mode != "none" and units:
            out["concerns"] = self.link(key, units, mode)
        return out

    def clock(self, at: date | datetime) -> date | datetime:
        rng = self.rng
        if isinstance(at, datetime):
            return at
        if at in CLOCK_CHANGES and rng.random() < 0.6:
            return datetime(at.year, at.month, at.day, rng.choice([1, 2, 2, 3]), rng.choice([0, 29, 30, 59]))
        r = rng.random()
        if r < 0.6:
            return at
        return datetime(
            at.year, at.month, at.day, *(rng.choice(CLOCKS) if r < 0.9 else (rng.randrange(24), rng.randrange(60)))
        )

    def value(self, name: str, event: dict[str, Any]) -> Any:
        rng = self.rng
        if rng.random() < 0.3:
            return None
        kind = EVENT_FIELDS[name].kind
        if kind == "date":
            return self.day_after(event) if rng.random() < 0.85 else self.anchor()
        if kind == "yes_no":
            return rng.choice(["yes", "yes", "no"])
        if kind == "text":
            return "x"
        if kind == "section":
            return self.section()
        wanted = [v for v in self.focus.values[name] if v != "documented"]
        by_type = {"kind": KIND_CODES, "result": RESULT_CODES}.get(name, {})
        known = EVENT_FIELDS[name].codes or by_type.get(event["type"], ("abuse", "action", "child", "support"))
        return rng.choice(wanted) if wanted and rng.random() < 0.7 else rng.choice(known)

    def day_after(self, event: dict[str, Any]) -> date:
        found = self.near(event)
        return found.date() if isinstance(found, datetime) else found

    def section(self) -> str:
        wanted, rng = [v for v in self.focus.values["section"] if v != "documented"], self.rng
        if wanted and rng.random() < 0.7:
            found = rng.choice(wanted)
            return (
                found.rpartition("-")[0]
                if found.count("-") > 1 and rng.random() < 0.08
                else found + rng.choice(["", "", "", "-1"])
            )
        return rng.choice(SECTIONS)

    def link(self, key: str, units: list[dict[str, Any]], mode: str) -> str | None:
        rng = self.rng
        r = rng.random()
        if mode == "linked" or r < 0.45:
            unit = rng.choice(units)
            own: str | None = unit.get("concerns") if rng.random() < 0.15 else None
            return own or str(unit["event_id"])
        if r < 0.8:
            return None
        if r < 0.9:
            return f"{key}-{rng.randrange(6)}"  # any event of the case, itself, or nothing
        return rng.choice(["gone", self.other])

    def born(self, events: list[dict[str, Any]]) -> date | None:
        rng = self.rng
        r = rng.random()
        if r < 0.2:
            return None
        if r < 0.35:
            return rng.choice([*LEAP_BIRTHS, D("2006-02-28"), D("2006-03-01")])
        at = events[0]["at"] if events else self.as_of
        age = rng.choice(self.focus.ages) if self.focus.ages else rng.randrange(18)
        day = days.plus((at.date() if isinstance(at, datetime) else at), -age, "years")
        return day + timedelta(days=rng.choice([-1, 0, 0, 1, rng.randrange(-400, 400)]))
