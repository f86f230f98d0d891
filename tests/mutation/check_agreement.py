"""What mutants are tried on: thousands of cases whose answers by the independent evaluator are worked out once.

Not part of the ordinary tests (`test_against_oracle.py` compares far more): the name keeps pytest from collecting it.
The cases, the frames and the evaluator's answers do not touch what is mutated, so each forked mutant inherits them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

import numpy as np
import pytest

from caseaudit.engine import compile_plan, judge
from caseaudit.model.frames import frames
from caseaudit.model.outcomes import OUTCOMES, REASONS
from caseaudit.rules.rulebook import survey
from oracle.compare import compared, oracle_results
from oracle.random_cases import Batch, batch
from oracle.random_rules import random_rule

PARTS, BATCHES, CASES, RULES = 6, 4, 250, 8
OF_ONE_RULE = 60
OUTCOME_NAMES, REASON_NAMES = list(OUTCOMES), list(REASONS)
EPOCH = np.datetime64("1970-01-01", "D")


@dataclass
class Prepared:
    """One batch, ready to be judged, and what the evaluator says of it."""

    made: Batch
    cases: Any
    events: Any
    names: dict[bool, list[str]]
    expected: dict[tuple[str, str], Any]


def prepared(made: Batch) -> Prepared:
    cases, events, _ = frames(made.events, made.cases, made.without)
    names = {
        True: cases["case_id"].tolist(),
        False: [e.get("event_id") or f"row {i}" for i, e in enumerate(made.events)],
    }
    expected = {key: compared(result) for key, result in oracle_results(made).items()}
    return Prepared(made, cases, events, names, expected)


@cache
def random_batches(part: int) -> list[Prepared]:
    """Random rules, which meet the whole language."""
    out = []
    for number in range(BATCHES):
        rng = Random(7_000 + part * BATCHES + number)
        out.append(prepared(batch(rng, [random_rule(rng, i) for i in range(RULES)], CASES)))
    return out


@cache
def batches_of_rules() -> list[Prepared]:
    """Each rule of the pack on cases about that rule."""
    return [prepared(batch(Random(rule.id), [rule], OF_ONE_RULE)) for rule in survey(())[0].rules]


def said(of: Prepared) -> dict[tuple[str, str], Any]:
    """The engine's answers, in the terms of `oracle.compare.compared`."""
    plan = compile_plan(of.made.rules, of.made.schema, of.made.settings)
    out = {}
    for found in judge(of.cases, of.events, plan, of.made.as_of):
        names = of.names[found.rule.of_case]
        rows = (c.tolist() for c in (found.unit, found.outcome, found.reason, found.due))
        for unit, outcome, reason, due in zip(*rows, strict=True):
            name, why = OUTCOME_NAMES[outcome], REASON_NAMES[reason]
            told = name in ("breached", "pending") or why == "needs_review"
            known = told and due != np.iinfo(np.int64).min
            out[found.rule.id, names[unit]] = (name, why, (EPOCH + due).item() if known else None)
    return out


@pytest.mark.parametrize("part", range(PARTS))
def test_random_rules_are_judged_as_the_evaluator_judges_them(part):
    for one in random_batches(part):
        assert said(one) == one.expected


def test_each_rule_of_the_pack_is_judged_as_the_evaluator_judges_it():
    for one in batches_of_rules():
        assert said(one) == one.expected
