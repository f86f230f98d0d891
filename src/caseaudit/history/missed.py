"""The year's plan against what was done. Pure: days in, rounds out; looks at no clock and no file.

A round has a period, and is due when its days of grace have passed. One run answers for one round only: so many rounds as
were planned must have been held, and a late run is not counted twice. A run answers for the period that it lies in before it
answers for the one before; else, where each run is made early in its period, one that was skipped would never show. Only
where the first period had no run is the habit taken to be another: to run when the period is over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Every = Literal["week", "month", "quarter", "year", ""]
State = Literal["held", "late", "short", "missed", "open"]
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True)
class Plan:
    """A line of the year's plan: `every` week, month, quarter or year, or in certain `months`.

    With `sample` so many cases are to be drawn and read; else, or with `themes`, the themes are to be run (() for all).
    """

    name: str
    since: date
    every: Every = ""
    months: tuple[int, ...] = ()
    themes: tuple[str, ...] = ()
    sample: int = 0
    grace: int = 7
    must: tuple[str, ...] = ()

    @property
    def wants_run(self) -> bool:
        return bool(self.themes or self.must or not self.sample)


@dataclass(frozen=True)
class Done:
    """Something that was done: a run (`cases` 0) or a sample of so many cases.

    `on`: the day that it stands for, `made` the day that it was made. `themes`: what it covered, None for everything.
    """

    on: date
    made: date
    id: str
    themes: frozenset[str] | None = None
    cases: int = 0


@dataclass(frozen=True)
class Round:
    """A planned round. `read`: cases of the samples; `by` what answers for it."""

    plan: Plan
    first: date
    last: date
    due: date
    state: State
    on: date | None = None
    read: int = 0
    by: str = ""

    @property
    def failed(self) -> bool:
        """Not held as planned: a finding."""
        return self.state in ("short", "missed")

    def record(self) -> dict[str, object]:
        return {
            "name": self.plan.name,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "due": self.due.isoformat(),
            "state": self.state,
            "on": self.on.isoformat() if self.on else None,
            "themes": list(self.plan.themes),
            "sample": self.plan.sample,
            "read": self.read,
            "run": self.by or None,
        }


def periods(plan: Plan, until: date) -> Iterator[tuple[date, date]]:
    """The periods of a plan that begin no later than `until`; the first holds the day from which the plan counts."""
    if plan.every == "week":
        first = plan.since - timedelta(days=plan.since.weekday())
        while first <= until:
            yield first, first + timedelta(days=6)
            first += timedelta(days=7)
        return
    size = _MONTHS.get(plan.every, 1)
    month = 12 * plan.since.year + plan.since.month - 1
    month -= month % size
    while (first := _first_of(month)) <= until:
        if plan.every or first.month in plan.months:
            yield first, _first_of(month + size) - timedelta(days=1)
        month += size


def rounds(plan: Plan, done: Sequence[Done], today: date) -> list[Round]:
    """Every round of the plan up to today, with what became of it."""
    runs = sorted((d for d in done if not d.cases and _covers(d, plan)), key=lambda d: (d.on, d.made, d.id))
    samples = sorted((d for d in done if d.cases), key=lambda d: (d.on, d.made, d.id))
    windows = list(periods(plan, today))
    own_first = plan.every == "week" or bool(windows and _within(runs, *windows[0]))
    out = []
    for n, (first, last) in enumerate(windows):
        due = last + timedelta(days=plan.grace)
        run = _run_for(runs, windows[n:], due, own_first=own_first) if plan.wants_run else None
        drawn = _take_cases(samples, first, due, plan.sample)
        read = sum(d.cases for d in drawn)
        answers = [d for d in (run, *drawn) if d]
        on = max((d.on for d in answers), default=None)
        state = _state(plan, run, drawn, read, due, today)
        out.append(Round(plan, first, last, due, state, on, read, run.id if run else ""))
    return out


def newest_of(held: Round, done: Sequence[Done]) -> str:
    """The newest run that lies in a round: the one that tells how things stand now."""
    mine = [d for d in done if not d.cases and _covers(d, held.plan) and held.first <= d.on <= held.due]
    return max(mine, key=lambda d: (d.on, d.made, d.id)).id if mine else held.by


def _state(plan: Plan, run: Done | None, drawn: Sequence[Done], read: int, due: date, today: date) -> State:
    whole = (run is not None or not plan.wants_run) and read >= plan.sample
    if whole:
        return "late" if any(d.made > due for d in (run, *drawn) if d) else "held"
    if today <= due:
        return "open"
    return "short" if run or read else "missed"


def _covers(done: Done, plan: Plan) -> bool:
    if done.themes is None:
        return True
    return bool(plan.themes) and set(plan.themes) <= done.themes


def _within(runs: Sequence[Done], first: date, last: date) -> list[Done]:
    return [d for d in runs if first <= d.on <= last]


def _run_for(runs: list[Done], windows: Sequence[tuple[date, date]], due: date, *, own_first: bool) -> Done | None:
    """The run that answers for the first of these periods, taken out. Later periods keep one of their own where they can."""
    first = windows[0][0]
    if not own_first:
        return _take_one(runs, first, due)
    for d in _within(runs, first, due):
        whose = next((w for w in windows if w[0] <= d.on <= w[1]), None)
        if whose in (None, windows[0]) or len(_within(runs, *whose)) > 1:
            runs.remove(d)
            return d
    return None


def _take_one(runs: list[Done], first: date, due: date) -> Done | None:
    """The earliest that nobody else has: with windows in order no choice leaves more rounds held."""
    for n, d in enumerate(runs):
        if first <= d.on <= due:
            return runs.pop(n)
    return None


def _take_cases(samples: list[Done], first: date, due: date, wanted: int) -> list[Done]:
    out: list[Done] = []
    while sum(d.cases for d in out) < wanted and (d := _take_one(samples, first, due)):
        out.append(d)
    return out


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
