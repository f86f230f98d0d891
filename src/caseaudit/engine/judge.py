"""`judge`: cases, events and a compiled plan in, outcomes with evidence out. Pure; each case on its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from caseaudit.engine.calendar import NAT, Days
from caseaudit.engine.columns import Columns, Ints, Mask
from caseaudit.engine.conditions import Conditions
from caseaudit.engine.doubts import judge_again
from caseaudit.engine.intervals import recurring, yearly
from caseaudit.engine.readings import Settings
from caseaudit.engine.units import Units, case_units, event_units
from caseaudit.engine.verdict import MISSING, Verdict
from caseaudit.model.outcomes import NOTE_BITS, OUTCOME_CODES, OUTCOMES, REASON_CODES
from caseaudit.rules.language import AnyCondition, Recurring, Rule, Version, Yearly

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd

    from caseaudit.model.dataset import Schema

MET, EXCUSED, BREACHED, PENDING, UNKNOWN, NOT_APPLICABLE = (
    OUTCOME_CODES[o] for o in ("met", "excused", "breached", "pending", "unknown", "not_applicable")
)
DATA_MISSING, INCOMPLETE, NEEDS_REVIEW = (REASON_CODES[r] for r in ("data_missing", "incomplete", "needs_review"))


@dataclass(frozen=True)
class Plan:
    """Rules made ready for one kind of export: what each version covers in days, and how unlinked events are read."""

    rules: tuple[Rule, ...]
    schema: Schema
    settings: Settings
    spans: tuple[tuple[tuple[int | None, int | None], ...], ...]


@dataclass
class RuleOutcomes:
    """All outcomes of one rule, one row per unit. Positions point into the event frame; for case units into the case frame."""

    rule: Rule
    unit: Ints
    anchor: Ints
    case: Ints
    outcome: npt.NDArray[np.uint8]
    reason: npt.NDArray[np.uint8]
    version: npt.NDArray[np.int8]
    day: Days
    due: Days
    actual: Days
    evidence: Ints
    notes: npt.NDArray[np.uint8]

    def counts(self, mask: Mask | None = None) -> dict[str, int]:
        """Number of units per outcome."""
        found = np.bincount(self.outcome if mask is None else self.outcome[mask], minlength=len(OUTCOMES))
        return {name: int(found[code]) for name, code in OUTCOME_CODES.items()}


Outcomes = list[RuleOutcomes]


def compile_plan(rules: Sequence[Rule], schema: Schema, settings: Settings | None = None) -> Plan:
    """Make the rules ready for exports of this schema. Looks at no case."""
    spans = tuple(tuple((_day(v.from_), _day(v.until)) for v in rule.versions) for rule in rules)
    return Plan(tuple(rules), schema, settings or Settings(), spans)


def judge(cases: pd.DataFrame, events: pd.DataFrame, plan: Plan, as_of: date) -> Outcomes:
    """Judge whole cases by every rule of the plan. Frames as in `model.dataset.Dataset`."""
    out = _judge_all(cases, events, plan, as_of)
    judge_again(out, cases, events, plan, lambda c, e, p: _judge_all(c, e, p, as_of))
    return out


def _judge_all(cases: pd.DataFrame, events: pd.DataFrame, plan: Plan, as_of: date) -> Outcomes:
    columns = Columns(cases, events, plan.schema)
    cx = Conditions(columns, plan.schema, plan.settings, to_day(as_of))
    kept: dict[tuple[str, ...], Units] = {}
    return [_judge_rule(cx, rule, spans, kept) for rule, spans in zip(plan.rules, plan.spans, strict=True)]


def _judge_rule(
    cx: Conditions, rule: Rule, spans: tuple[tuple[int | None, int | None], ...], kept: dict[tuple[str, ...], Units]
) -> RuleOutcomes:
    if rule.first is None:
        if rule.about not in kept:
            kept[rule.about] = event_units(cx.columns, rule.about)
        return _judge_units(cx, rule, spans, kept[rule.about])
    out = _judge_units(cx, rule, spans, case_units(cx.columns, rule.first))
    doubtful = np.full(len(out.unit), rule.first.event not in cx.schema.types)
    if cx.columns.where(rule.first.event, rule.first.where)[1].any():
        # an earlier event may be of the kind (its code is not recorded): where that would change the outcome, it is not known
        perhaps = case_units(cx.columns, rule.first, possible=True)
        other = perhaps.anchor != out.anchor
        judged = _judge_units(cx, rule, spans, perhaps.take(other))
        doubtful[other] |= (out.anchor[other] < 0) | (judged.outcome != out.outcome[other])
        undated = np.flatnonzero(other)[out.anchor[other] < 0]  # the event that may be of the kind dates them
        lent = out.anchor[other] < 0
        for name in ("day", "version", "anchor"):
            column = getattr(out, name).copy()
            column[undated] = getattr(judged, name)[lent]
            setattr(out, name, column)
    out.outcome = np.where(doubtful, UNKNOWN, out.outcome).astype(np.uint8)
    out.reason = np.where(doubtful, DATA_MISSING, out.reason).astype(np.uint8)
    return out


def _judge_units(
    cx: Conditions, rule: Rule, spans: tuple[tuple[int | None, int | None], ...], units: Units
) -> RuleOutcomes:
    """Judge units by the version that covers the day of each."""
    out = _empty(rule, units)
    masks = [inside(out.day, span) for span in spans]
    for numbers in _alike(rule):
        mask = np.logical_or.reduce([masks[n] for n in numbers])
        if mask.any():
            key = tuple(spans[n] for n in numbers)
            rows = np.flatnonzero(mask)
            _judge_version(cx, rule.versions[numbers[0]], cx.part(units, mask, key), spans[numbers[0]][1], out, rows)
    for number, mask in enumerate(masks):
        out.version[mask] = number
    return out


def _alike(rule: Rule) -> list[list[int]]:
    """Versions that ask the same (only law or severity differ) are judged together; series end with their version."""
    groups: dict[object, list[int]] = {}
    for number, v in enumerate(rule.versions):
        apart = number if isinstance(v.require, Recurring) else -1
        groups.setdefault((v.when, v.require, v.unless, v.incomplete_if, v.soft, apart), []).append(number)
    return list(groups.values())


def _empty(rule: Rule, units: Units) -> RuleOutcomes:
    n = len(units)
    nat = np.full(n, NAT, np.int64)
    return RuleOutcomes(
        rule, units.pos, units.anchor, units.case, np.full(n, NOT_APPLICABLE, np.uint8), np.zeros(n, np.uint8),
        np.full(n, -1, np.int8), units.day, nat, nat.copy(), np.full(n, -1, np.int64), np.zeros(n, np.uint8),
    )  # fmt: skip


def inside(day: Days, span: tuple[int | None, int | None]) -> Mask:
    """Which known days lie in the span, both ends included."""
    first, last = span
    out: Mask = day != NAT
    if first is not None:
        out &= day >= first
    if last is not None:
        out &= day <= last
    return out


def _judge_version(
    cx: Conditions, version: Version, units: Units, last_day: int | None, out: RuleOutcomes, rows: Ints
) -> None:
    """Write the outcomes of one version into the rows of the units that it covers.

    Each question is asked only of the units that the one before left open: does the duty apply, was it fulfilled, is
    there an excuse for those that failed, was the step at least begun.
    """
    unsure = np.zeros(len(units), dtype=bool)
    if version.when is not None:
        when = cx.evaluate(version.when, units, strict=True, dated=False)
        units, rows, unsure = units.take(~when.no), rows[~when.no], ~when.yes[~when.no]
    required = require_verdict(cx, version.require, units, last_day)
    outcome = np.full(len(units), UNKNOWN, np.uint8)
    states = ((MET, required.yes), (PENDING, required.open), (BREACHED, required.no), (NOT_APPLICABLE, required.void))
    for code, mask in states:
        outcome[mask & ~unsure] = code
    _write(out, rows, outcome, required)
    if version.when is not None and unsure.any():
        out.reason[rows[unsure]] = when.reason[~when.no][unsure]
    failed = required.no & ~unsure
    if version.unless is not None and failed.any():
        _excuse(cx, version.unless, units.take(failed), out, rows[failed])
    if version.incomplete_if is not None:
        missing = (out.outcome[rows] == BREACHED) & (out.reason[rows] == MISSING)
        begun = cx.evaluate(version.incomplete_if, units.take(missing), strict=False, dated=False)
        change = rows[missing][begun.yes]
        out.reason[change], out.evidence[change] = INCOMPLETE, begun.evidence[begun.yes]
    if version.soft:
        undone = rows[out.outcome[rows] == BREACHED]
        out.outcome[undone], out.reason[undone] = UNKNOWN, NEEDS_REVIEW


def _excuse(cx: Conditions, unless: AnyCondition, units: Units, out: RuleOutcomes, rows: Ints) -> None:
    """Only a duty that was not fulfilled asks for an excuse; where that cannot be read, it is not known to be a breach."""
    excuse = cx.evaluate(unless, units, strict=False, dated=True)
    for code, mask in ((EXCUSED, excuse.yes), (PENDING, excuse.open)):
        if mask.any():
            _write(out, rows[mask], np.full(int(mask.sum()), code, np.uint8), excuse.at(mask))
    blocked = ~(excuse.yes | excuse.open | excuse.no)
    out.outcome[rows[blocked]] = UNKNOWN
    out.reason[rows[blocked]] = excuse.reason[blocked]


def require_verdict(cx: Conditions, condition: AnyCondition, units: Units, last_day: int | None) -> Verdict:
    """Answer a condition as `require` reads it; `last_day` is the last day of the version."""
    if isinstance(condition, Recurring):
        return recurring(cx, condition, units, last_day)
    if isinstance(condition, Yearly):
        return yearly(cx, condition, units)
    return cx.evaluate(condition, units, strict=True, dated=True)


def _write(out: RuleOutcomes, rows: Ints, outcome: npt.NDArray[np.uint8], verdict: Verdict) -> None:
    """Copy outcome and evidence; nothing is told where the question does not arise."""
    idle = outcome == NOT_APPLICABLE
    some_idle = bool(idle.any())
    for name, blank in (("due", NAT), ("actual", NAT), ("evidence", -1), ("notes", 0)):
        found = getattr(verdict, name)
        getattr(out, name)[rows] = np.where(idle, blank, found) if some_idle else found
    out.reason[rows] = np.where((outcome == UNKNOWN) | (outcome == BREACHED), verdict.reason, 0)
    out.outcome[rows] = outcome


def to_day(day: date) -> int:
    """Days since 1970-01-01."""
    return int(np.datetime64(day, "D").astype(np.int64))


def _day(day: date | None) -> int | None:
    return None if day is None else to_day(day)


_NOTE_NAMES = tuple(NOTE_BITS)


def note_names(bits: int) -> list[str]:
    """The notes behind a bit mask."""
    return [name for name in _NOTE_NAMES if bits & NOTE_BITS[name]]
