"""Cases with a cell that could not be read: the engine and the evaluator withhold what the cell would have told."""

from __future__ import annotations

from random import Random

import pytest

from caseaudit.engine import compile_plan, judge
from caseaudit.engine.doubts import MAX_KINDS, kinds_of_doubt
from caseaudit.model.frames import frames
from caseaudit.model.outcomes import OUTCOMES, REASONS
from caseaudit.model.tables import EVENT_FIELDS, EVENT_TYPES
from caseaudit.rules.rulebook import load_rulebook
from oracle.evaluate import evaluate
from oracle.random_cases import batch

NAMES = [*EVENT_TYPES, *(f for f in EVENT_FIELDS if f not in ("event_id", "case_id", "type", "at", "concerns"))]
OUTCOME_NAMES, REASON_NAMES = list(OUTCOMES), list(REASONS)


def engine_says(made, doubts):
    cases, events, _ = frames(made.events, made.cases, made.without)
    cases["doubt"] = [doubts.get(c, "") for c in cases["case_id"]]
    names = cases["case_id"].tolist()
    event_ids = [e.get("event_id") or f"row {i}" for i, e in enumerate(made.events)]
    return {
        (o.rule.id, (names if o.rule.of_case else event_ids)[u]): (OUTCOME_NAMES[out], REASON_NAMES[why])
        for o in judge(cases, events, compile_plan(made.rules, made.schema, made.settings), made.as_of)
        for u, out, why in zip(o.unit.tolist(), o.outcome.tolist(), o.reason.tolist(), strict=True)
    }


def evaluator_says(made, doubts):
    """One case at a time, each with the schema of an export that lacks what is in doubt."""
    out = {}
    for doubt in {"", *doubts.values()}:
        mine = {e["case_id"] for e in made.events if doubts.get(e["case_id"], "") == doubt}
        mine |= {c["case_id"] for c in made.cases if doubts.get(c["case_id"], "") == doubt}
        cases = [c for c in made.cases if c["case_id"] in mine]
        events = [e for e in made.events if e["case_id"] in mine]
        schema = made.schema.without(frozenset(doubt.split()))
        found = evaluate(made.rules, cases, events, schema, made.settings, made.as_of)
        out |= {key: (r.outcome, r.reason) for key, r in found.items()}
    return out


@pytest.mark.parametrize("seed", range(12))
def test_engine_and_evaluator_agree_on_cases_in_doubt(seed):
    """Of 250 random cases a third have a doubt about one to three columns or types: every verdict is the same."""
    rng = Random(seed)
    rules = load_rulebook().rules
    made = batch(rng, [rules[(seed * 9 + i) % len(rules)] for i in range(9)], 250)
    made.events[:] = [e | {"event_id": e.get("event_id") or f"made-{i}"} for i, e in enumerate(made.events)]
    kinds = [" ".join(sorted(rng.sample(NAMES, rng.randint(1, 3)))) for _ in range(8)]
    doubts = {c["case_id"]: rng.choice(kinds) for c in made.cases if rng.random() < 0.35}
    engine, evaluator = engine_says(made, doubts), evaluator_says(made, doubts)
    assert len(engine) > 100
    wrong = {k: (engine.get(k), evaluator.get(k)) for k in engine | evaluator if engine.get(k) != evaluator.get(k)}
    assert not wrong


def test_many_different_doubts_are_judged_in_few_groups():
    """Beyond a limit the rarest doubts are added up: more is unknown, never less."""
    import pandas as pd

    doubts = [f"{a} {b}" for a in NAMES[:12] for b in NAMES[12:18]]
    found = list(kinds_of_doubt(pd.DataFrame({"doubt": ["", *doubts]})))
    assert len(found) == MAX_KINDS
    assert sorted(i for _, rows in found for i in rows.tolist()) == list(range(1, len(doubts) + 1))
    for names, rows in found:
        assert all(set(doubts[i - 1].split()) <= names for i in rows.tolist())
