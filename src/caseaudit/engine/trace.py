"""The same judging, told step by step: what each part of a rule answered for each unit of one case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from caseaudit.engine.columns import Columns, Mask
from caseaudit.engine.conditions import Conditions
from caseaudit.engine.doubts import withheld, without
from caseaudit.engine.judge import Plan, RuleOutcomes, compile_plan, inside, judge, require_verdict, to_day
from caseaudit.engine.units import Units, case_units, event_units
from caseaudit.rules.language import All, AnyCondition, AnyOf, Not, walk

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from caseaudit.engine.verdict import Verdict
    from caseaudit.rules.language import Rule, Version

State = Literal["yes", "no", "open", "unknown", "void"]
Role = Literal["when", "require", "unless"]


@dataclass(frozen=True)
class Step:
    """One condition's answer for one unit. Days count from 1970; positions point into the event frame."""

    role: Role
    condition: AnyCondition
    state: State
    due: int
    actual: int
    evidence: int
    notes: int


def trace(
    cases: pd.DataFrame, events: pd.DataFrame, plan: Plan, rule: Rule, as_of: date
) -> tuple[RuleOutcomes, list[list[Step]]]:
    """Judge one rule and return its outcomes, and per unit of the case the steps that led there.

    Where a cell could not be read, the steps are those of the judging: what it would have told is withheld.
    """
    one = compile_plan([rule], plan.schema, plan.settings)
    outcomes = judge(cases, events, one, as_of)[0]
    steps = _all_steps(cases, events, one, rule, as_of)
    names, touched = withheld(cases, events, one, outcomes)
    if touched.any():
        again = _all_steps(*without(cases, events, one, names), rule, as_of)
        steps = [again[i] if touched[i] else own for i, own in enumerate(steps)]
    return outcomes, steps


def _all_steps(cases: pd.DataFrame, events: pd.DataFrame, plan: Plan, rule: Rule, as_of: date) -> list[list[Step]]:
    cx = Conditions(Columns(cases, events, plan.schema), plan.schema, plan.settings, to_day(as_of))
    units = case_units(cx.columns, rule.first) if rule.first else event_units(cx.columns, rule.about)
    steps: list[list[Step]] = [[] for _ in range(len(units))]
    for version, span in zip(rule.versions, plan.spans[0], strict=True):
        mask = inside(units.day, span)
        if mask.any():
            part = cx.part(units, mask, span)
            for row, found in zip(np.flatnonzero(mask), _steps(cx, version, part, span[1]), strict=True):
                steps[row] = found
    return steps


def _steps(cx: Conditions, version: Version, units: Units, last_day: int | None) -> list[list[Step]]:
    out: list[list[Step]] = [[] for _ in range(len(units))]
    parts: tuple[tuple[Role, AnyCondition | None], ...] = (
        ("when", version.when), ("require", version.require), ("unless", version.unless),
    )  # fmt: skip
    for role, top in parts:
        for condition in walk(top):
            if isinstance(condition, All | AnyOf | Not):
                continue
            if role == "require":
                verdict = require_verdict(cx, condition, units, last_day)
            else:
                verdict = cx.evaluate(condition, units, strict=role == "when", dated=role != "when")
            for i, unit_steps in enumerate(out):
                unit_steps.append(_step(role, condition, verdict, i))
    return out


def _step(role: Role, condition: AnyCondition, v: Verdict, i: int) -> Step:
    states: dict[State, Mask] = {"yes": v.yes, "no": v.no, "open": v.open, "void": v.void}
    state: State = next((name for name, mask in states.items() if mask[i]), "unknown")
    return Step(role, condition, state, int(v.due[i]), int(v.actual[i]), int(v.evidence[i]), int(v.notes[i]))
