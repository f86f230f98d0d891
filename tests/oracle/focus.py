"""What some rules look at: the types, fields, lengths of time, ages and days that random cases should be about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseaudit.rules.language import (
    Age,
    Earliest,
    EventIs,
    FieldIs,
    Latest,
    Moment,
    ParallelEnd,
    Recurring,
    Rule,
    Running,
    SectionIs,
    Yearly,
    walk,
)

LIKELY_LIMITS = {"next_on": (3, 6, 12)}
"""Months from an event to the day that it sets, where the rule names no length."""


@dataclass
class Offset:
    n: int
    unit: str


class Focus:
    """What the rules of a batch look at: so that the cases are about it."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.units: list[str] = []
        self.types: list[str] = []
        self.values: dict[str, list[str]] = {}
        self.limits: list[Offset] = []
        self.ages: list[int] = []
        self.birthdays: list[Moment] = []
        self.edges: list[date] = []
        for rule in rules:
            self.units += [t for t in rule.about if t != "case"]
            if rule.first is not None:
                self.units.append(rule.first.event)
                self._where(rule.first.where)
            for version in rule.versions:
                self.edges += [d for d in (version.from_, version.until) if d is not None]
                for top in (version.when, version.require, version.unless, version.incomplete_if):
                    for condition in walk(top):
                        self._add(condition)
        self.units = sorted(set(self.units))
        self.types = sorted(set(self.types)) or ["plan"]
        self.values = {k: sorted(set(v)) for k, v in self.values.items()}

    def _where(self, where: Any) -> None:
        for name, wanted in where.tests.items():
            self.values.setdefault(name, []).extend(wanted)

    def _add(self, c: Any) -> None:
        if isinstance(c, SectionIs):
            self.values.setdefault("section", []).extend(c.section)
        elif isinstance(c, FieldIs):
            self.values.setdefault(c.field, []).extend([*(c.is_ or ()), *(c.is_not or ())])
            self._when(c.by)
        elif isinstance(c, Age):
            self.ages += [n for n in (c.at_least, c.below) if n is not None]
        elif isinstance(c, Running):
            self._moment(c.running)
            self.values.setdefault("ends_on", [])
        elif isinstance(c, EventIs | Recurring | Yearly):
            self.types.append(
                c.event if isinstance(c, EventIs) else c.recurring if isinstance(c, Recurring) else c.yearly
            )
            self._where(c.where)
            if isinstance(c, EventIs):
                self._when(c.by)
                self._when(c.from_)
                if c.unlinked.within:
                    self.limits.append(Offset(-c.unlinked.within.n, c.unlinked.within.unit))
                if c.unlinked.since_previous or c.unlinked.until_next:
                    self.values.setdefault("section", [])
                if c.on != "at":
                    self.values.setdefault("ends_on", [])
            else:
                self.values.setdefault("ends_on", [])
                self._every(c)

    def _every(self, c: Recurring | Yearly) -> None:
        if isinstance(c, Yearly):
            self.limits.append(Offset(1, "years"))
        elif c.every == "next_on":
            self.values.setdefault("next_on", [])
            self.limits += [Offset(n, "months") for n in LIKELY_LIMITS["next_on"]]
        else:
            self.limits.append(Offset(c.every.n, c.every.unit))

    def _when(self, when: Any) -> None:
        if isinstance(when, Earliest | Latest):
            parts: Sequence[Any] = when.earliest if isinstance(when, Earliest) else when.latest
        else:
            parts = [when] if when else []
        for part in parts:
            if isinstance(part, ParallelEnd):
                self.types += part.parallel_end
                self.values.setdefault("ends_on", [])
            else:
                self._moment(part)

    def _moment(self, moment: Moment) -> None:
        if moment.n:
            often = 3 if moment.unit in ("hours", "working_days") else 1
            self.limits += [Offset(moment.n * moment.sign, moment.unit)] * often
        if moment.base in ("ends_on", "aware_on"):
            self.values.setdefault(moment.base, [])
        if moment.age is not None:
            self.ages.append(moment.age)
            self.birthdays.append(moment)
