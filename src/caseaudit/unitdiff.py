"""The same facts judged twice: the units whose outcome is another by the later rules than by the earlier ones.

A rule that stands on one side only asks nothing on the other: there every unit is `not_applicable`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from caseaudit.engine import compile_plan, judge
from caseaudit.engine.calendar import NAT
from caseaudit.errors import DataError, Problem
from caseaudit.model.outcomes import OUTCOME_CODES, OUTCOMES, REASONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from caseaudit.engine import RuleOutcomes, Settings
    from caseaudit.engine.columns import Ints
    from caseaudit.model.dataset import Dataset
    from caseaudit.rules.language import Rule

NOT_APPLICABLE = OUTCOME_CODES["not_applicable"]
_NAMES, _REASONS = tuple(OUTCOMES), tuple(REASONS)
_GRAVEST_FIRST = ("breached", "unknown", "pending", "excused", "met", "not_applicable")


@dataclass(frozen=True)
class Transition:
    """How many units went from one outcome to another."""

    before: str
    after: str
    n: int


@dataclass(frozen=True)
class ChangedUnit:
    """One unit whose outcome is another. `unit_on` is an ISO date or ''."""

    rule_id: str
    case_id: str
    unit_kind: str
    unit_id: str
    unit_on: str
    before: str
    before_reason: str
    after: str
    after_reason: str


@dataclass(frozen=True)
class UnitChanges:
    """What one rule says of the same units on both sides. `other_reason`: the same outcome for another reason."""

    rule: Rule
    before: dict[str, int]
    after: dict[str, int]
    transitions: tuple[Transition, ...]
    units: tuple[ChangedUnit, ...]
    other_reason: int

    @property
    def n_units(self) -> int:
        return sum(self.after.values())

    @property
    def judged_by_both(self) -> int:
        """Changed units that both sides ask about; to the others the duty applies on one side only."""
        return sum(t.n for t in self.transitions if "not_applicable" not in (t.before, t.after))


def compare_units(
    dataset: Dataset, before: Mapping[str, Rule], after: Mapping[str, Rule], as_of: date, readings: Settings
) -> list[UnitChanges]:
    """Judge the export by both sides, in the order of the later rules; rules that judge alike on both are left out.

    Raises `DataError` when there is no case to judge.
    """
    if len(dataset.cases) == 0:
        raise DataError(Problem("empty_population"))
    ids = [i for i in dict.fromkeys([*after, *before]) if asks(before.get(i)) != asks(after.get(i))]
    rules = [side[i] for i in ids for side in (before, after) if i in side]
    judged = iter(judge(dataset.cases, dataset.events, compile_plan(rules, dataset.schema, readings), as_of))
    names = _Names(dataset)
    out = []
    for i in ids:
        one, two = (next(judged) if i in side else None for side in (before, after))
        out.append(_changes(names, one, two))
    return out


def asks(rule: Rule | None) -> object:
    """Everything in a rule that decides an outcome; two rules that ask the same judge alike."""
    if rule is None:
        return None
    versions = [(v.from_, v.until, v.soft, v.when, v.require, v.unless, v.incomplete_if) for v in rule.versions]
    return rule.about, rule.first, versions


class _Names:
    """Case, kind, id and day of a unit. A unit is an event, or, counted after all events, a case."""

    def __init__(self, dataset: Dataset) -> None:
        self.n_events, self.n_cases = len(dataset.events), len(dataset.cases)
        self._cases = dataset.cases["case_id"].to_numpy(dtype=object)
        self._types = dataset.events["type"].astype("object").to_numpy()
        self._ids = dataset.events["event_id"].to_numpy(dtype=object) if "event_id" in dataset.events else None

    def of(self, unit: int, case: int) -> tuple[str, str, str]:
        case_id = str(self._cases[case])
        if unit >= self.n_events:
            return case_id, "case", case_id
        return case_id, str(self._types[unit]), str(self._ids[unit]) if self._ids is not None else str(unit)


@dataclass(frozen=True)
class _Answers:
    """One side's answers by unit; units that it does not ask about are not applicable."""

    unit: Ints
    outcome: Ints
    reason: Ints
    case: Ints
    day: Ints

    @classmethod
    def of(cls, o: RuleOutcomes | None, names: _Names) -> _Answers:
        size = names.n_events + names.n_cases
        blank = [np.full(size, x, np.int64) for x in (NOT_APPLICABLE, 0, -1, NAT)]
        if o is None:
            return cls(np.empty(0, np.int64), *blank)
        unit = o.unit + names.n_events if o.rule.of_case else o.unit
        found: tuple[Ints, ...] = tuple(x.astype(np.int64) for x in (o.outcome, o.reason, o.case, o.day))
        for column, values in zip(blank, found, strict=True):
            column[unit] = values
        return cls(unit, *blank)

    def counts(self, units: Ints) -> dict[str, int]:
        found = np.bincount(self.outcome[units], minlength=len(_NAMES))
        return {name: int(n) for name, n in zip(_NAMES, found, strict=True)}


def _changes(names: _Names, one: RuleOutcomes | None, two: RuleOutcomes | None) -> UnitChanges:
    later = two or one
    assert later is not None
    a, b = _Answers.of(one, names), _Answers.of(two, names)
    units = np.union1d(a.unit, b.unit)
    other = a.outcome[units] != b.outcome[units]
    changed = units[other]
    other_reason = int((~other & (a.reason[units] != b.reason[units])).sum())
    found = tuple(_units(names, later.rule.id, a, b, changed))
    counted: dict[tuple[str, str], int] = {}
    for unit in found:
        counted[unit.before, unit.after] = counted.get((unit.before, unit.after), 0) + 1
    transitions = tuple(Transition(x, y, n) for (x, y), n in counted.items())
    return UnitChanges(later.rule, a.counts(units), b.counts(units), transitions, found, other_reason)


def _units(names: _Names, rule_id: str, a: _Answers, b: _Answers, changed: Ints) -> Iterator[ChangedUnit]:
    """The changed units: first those that both sides ask about, what became a breach before the rest; then case and day."""
    weight = np.array([_GRAVEST_FIRST.index(n) for n in _NAMES])
    case, day = (np.where(two[changed] == blank, one[changed], two[changed]) for one, two, blank in _either(a, b))
    x, y = a.outcome[changed], b.outcome[changed]
    order = np.lexsort((day, case, weight[x], weight[y], (x == NOT_APPLICABLE) | (y == NOT_APPLICABLE)))
    days = np.where(day == NAT, 0, day).astype("datetime64[D]").astype(str)
    for k in order.tolist():
        unit = int(changed[k])
        case_id, kind, unit_id = names.of(unit, int(case[k]))
        yield ChangedUnit(
            rule_id, case_id, kind, unit_id, str(days[k]) if day[k] != NAT else "",
            _NAMES[a.outcome[unit]], _REASONS[a.reason[unit]], _NAMES[b.outcome[unit]], _REASONS[b.reason[unit]],
        )  # fmt: skip


def _either(a: _Answers, b: _Answers) -> Iterator[tuple[Ints, Ints, Any]]:
    """Case and day as the earlier and the later side know them, and what stands where a side does not."""
    yield a.case, b.case, -1
    yield a.day, b.day, NAT
