"""Days, deadlines and counts are whole numbers in every step of the engine, and what a step says hangs together."""

from __future__ import annotations

import sys
from dataclasses import fields, is_dataclass
from random import Random
from types import FrameType
from typing import Any

import numpy as np
import pytest

from caseaudit.engine import compile_plan, judge
from caseaudit.engine.conditions import Conditions
from caseaudit.engine.verdict import Verdict
from caseaudit.model.frames import frames
from caseaudit.model.outcomes import BREACH_REASONS, OUTCOME_CODES, REASON_CODES
from caseaudit.rules.language import EventIs
from oracle.random_cases import batch
from oracle.random_rules import random_rule

LAST_BREACH = max(REASON_CODES[r] for r in BREACH_REASONS)
FRACTIONS = "fcO"
"""Kinds of NumPy columns that are not whole numbers, truths or days."""


def fractions(value: Any) -> bool:
    if isinstance(value, np.ndarray):
        return value.dtype.kind in FRACTIONS
    if isinstance(value, tuple | list):
        return any(fractions(v) for v in value)
    if is_dataclass(value) and not isinstance(value, type):
        return any(fractions(value.__dict__.get(f.name)) for f in fields(value))
    return False


def judged(seed: int, size: int = 30) -> list[Any]:
    rng = Random(seed)
    made = batch(rng, [random_rule(rng, i) for i in range(8)], size)
    cases, events, _ = frames(made.events, made.cases, made.without)
    return judge(cases, events, compile_plan(made.rules, made.schema, made.settings), made.as_of)


@pytest.mark.parametrize("part", range(2))
def test_nothing_in_the_engine_is_counted_in_fractions(part):
    """Every column that a function of the engine holds when it is done: a day is a day, and nothing is ever rounded."""
    found: set[str] = set()

    def look(frame: FrameType, event: str, arg: Any) -> None:
        if event == "return" and "caseaudit/engine" in frame.f_code.co_filename:
            for name, value in frame.f_locals.items():
                if fractions(value):
                    found.add(f"{frame.f_code.co_name}: {name}")

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        for seed in range(part * 4, part * 4 + 4):
            judged(seed)
    finally:
        sys.setprofile(before)
    assert found == set()


def test_every_answer_hangs_together(monkeypatch):
    """Yes, no and open exclude each other; what is yes has no reason, what is no has the reason of a breach, and what
    cannot be said has a reason that is none. The event that is told lies on the case, and on the day that is told."""
    asked = Conditions.evaluate
    kinds: dict[str, int] = {}

    def evaluate(self, c, units, *, strict, dated):
        out: Verdict = asked(self, c, units, strict=strict, dated=dated)
        kinds[type(c).__name__] = kinds.get(type(c).__name__, 0) + len(units)
        assert [x.dtype for x in (out.yes, out.no, out.open, out.void)] == [np.dtype(bool)] * 4
        assert [x.dtype for x in (out.due, out.actual, out.evidence)] == [np.dtype(np.int64)] * 3
        assert [x.dtype for x in (out.reason, out.notes)] == [np.dtype(np.uint8)] * 2
        states = out.yes.astype(int) + out.no + out.open
        assert (states <= 1).all()
        assert not out.void.any()
        assert not out.reason[out.yes].any()
        assert ((out.reason[out.no] > 0) & (out.reason[out.no] <= LAST_BREACH)).all()
        assert (out.reason[states == 0] > LAST_BREACH).all()
        assert ((out.evidence >= -1) & (out.evidence < self.columns.n_events)).all()
        told = out.evidence >= 0
        assert (self.columns.case[out.evidence[told]] == units.case[told]).all()
        if isinstance(c, EventIs):
            day = self.columns.days("ends_on" if c.on == "ends_on" else "at", out.evidence)
            assert (out.actual == day).all()
        return out

    monkeypatch.setattr(Conditions, "evaluate", evaluate)
    for seed in range(100, 114):
        judged(seed)
    assert len(kinds) == 8
    assert min(kinds.values()) > 100


def test_what_is_judged_keeps_its_types_and_a_reason_only_where_one_is_due():
    """Only a breach and what cannot be judged have a reason; what does not apply tells nothing at all."""
    unsure = OUTCOME_CODES["unknown"], OUTCOME_CODES["breached"]
    for seed in range(200, 208):
        for out in judged(seed):
            assert [c.dtype for c in (out.unit, out.anchor, out.case, out.day, out.due, out.actual, out.evidence)] == [
                np.dtype(np.int64)
            ] * 7
            assert [c.dtype for c in (out.outcome, out.reason, out.notes)] == [np.dtype(np.uint8)] * 3
            assert out.version.dtype == np.dtype(np.int8)
            assert (out.evidence >= -1).all()
            with_reason = np.isin(out.outcome, unsure)
            assert (out.reason[with_reason] > 0).all()
            assert not out.reason[~with_reason].any()
            idle = out.outcome == OUTCOME_CODES["not_applicable"]
            assert (out.evidence[idle] == -1).all()
            assert not out.notes[idle].any()
            nat = np.iinfo(np.int64).min
            assert ((out.due[idle] == nat) & (out.actual[idle] == nat)).all()
