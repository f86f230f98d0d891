"""Cells that could not be read and dates that contradict each other: engine and evaluator withhold what hangs on them."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from caseaudit.engine import Settings, compile_plan, doubts, judge
from caseaudit.engine.doubts import MAX_KINDS, Doubted, kinds_of_doubt
from caseaudit.model.frames import frames
from caseaudit.model.outcomes import OUTCOMES, REASONS
from caseaudit.model.tables import EVENT_FIELDS, EVENT_TYPES
from caseaudit.rules.rulebook import load_rulebook
from oracle.evaluate import evaluate
from oracle.random_cases import D, batch

FIELDS = [f for f in EVENT_FIELDS if f not in ("event_id", "case_id", "type", "at", "concerns")]
NAMES = [*EVENT_TYPES, *FIELDS]
OUTCOME_NAMES, REASON_NAMES = list(OUTCOMES), list(REASONS)


def engine_says(made):
    cases, events, _ = frames(made.events, made.cases, made.without)
    told = {c["case_id"]: c.get("doubt", "") for c in made.cases}
    cases["doubt"] = [told.get(c, "") for c in cases["case_id"]]
    events["doubt"] = [e.get("doubt", "") for e in made.events]
    names = cases["case_id"].tolist()
    event_ids = [e.get("event_id") or f"row {i}" for i, e in enumerate(made.events)]
    return {
        (o.rule.id, (names if o.rule.of_case else event_ids)[u]): (OUTCOME_NAMES[out], REASON_NAMES[why])
        for o in judge(cases, events, compile_plan(made.rules, made.schema, made.settings), made.as_of)
        for u, out, why in zip(o.unit.tolist(), o.outcome.tolist(), o.reason.tolist(), strict=True)
    }


def evaluator_says(made):
    found = evaluate(made.rules, made.cases, made.events, made.schema, made.settings, made.as_of)
    return {key: (r.outcome, r.reason) for key, r in found.items()}


def doubtful(seed, size=250):
    """Random cases: a third with a doubt about the case, a tenth of the events with a doubt of their own."""
    rng = Random(seed)
    rules = load_rulebook().rules
    made = batch(rng, [rules[(seed * 9 + i) % len(rules)] for i in range(9)], size)
    made.events[:] = [e | {"event_id": e.get("event_id") or f"made-{i}"} for i, e in enumerate(made.events)]
    kinds = [" ".join(sorted(rng.sample(NAMES, rng.randint(1, 3)))) for _ in range(4)]
    read = sorted({f for r in made.rules for v in r.versions for f in FIELDS if f in str(v)}) or FIELDS
    for row in made.cases:
        if rng.random() < 0.35:
            row["doubt"] = rng.choice(kinds)
    field = rng.choice(read)
    sought = sorted({t for r in made.rules for v in r.versions for t in EVENT_TYPES if f"'{t}'" in str(v)}) or ["plan"]
    for row in made.events:
        if rng.random() < 0.1:
            r = rng.random()
            row["doubt"] = field if r < 0.5 else f"{field} type" if r < 0.6 else rng.choice(sought)
            if r < 0.6:
                row.pop(field, None)
    return made


@pytest.mark.parametrize("seed", range(16))
def test_engine_and_evaluator_agree_on_cases_in_doubt(seed, monkeypatch):
    """Every verdict is the same, whether a doubt is about a case, about one event, or there are contradictory dates too."""
    monkeypatch.setattr(
        doubts, "MAX_KINDS", 10_000
    )  # beyond it rare doubts are added up, which the evaluator does not do
    made = doubtful(seed)
    engine, evaluator = engine_says(made), evaluator_says(made)
    assert len(engine) > 100
    wrong = {k: (engine.get(k), evaluator.get(k)) for k in engine | evaluator if engine.get(k) != evaluator.get(k)}
    assert not wrong


def test_a_doubt_only_ever_makes_an_outcome_unknown_or_leaves_it():
    """What is withheld never turns a fulfilled duty into a breach, nor a breach into a fulfilled duty."""
    changed = 0
    for seed in range(3):
        made = doubtful(seed)
        before = engine_says(made)
        made.events[:] = [e | {"doubt": ""} for e in made.events]
        made.cases[:] = [c | {"doubt": ""} for c in made.cases]
        for key, told in engine_says(made).items():
            if before[key] != told:
                changed += 1
                assert before[key][0] == "unknown" or told[0] == "unknown", (key, told, before[key])
    assert changed > 20


def made_case(rule_id, events, born=None, doubt=""):
    rules = [load_rulebook().get(rule_id).rule]
    rows = [{"case_id": "s", "event_id": f"e{i}"} | e for i, e in enumerate(events)]
    cases, frame, schema = frames(rows, [{"case_id": "s", "birth_date": born}])
    cases["doubt"], frame["doubt"] = [doubt], [e.get("doubt", "") for e in rows]
    out = judge(cases, frame, compile_plan(rules, schema, Settings()), D("2026-10-15"))[0]
    return [OUTCOME_NAMES[o] for o in out.outcome.tolist()]


def test_a_placement_that_ends_before_it_begins_is_not_judged_but_the_next_one_is():
    """Nobody knows how long the first ran, so no rule of law says anything of it; the second has its own dates."""
    first = {"type": "placement", "at": "2024-05-01", "ends_on": "2024-03-01", "section": "BL-46"}
    second = {"type": "placement", "at": "2025-05-01", "section": "BL-46"}
    assert made_case("first-follow-up", [first, second]) == ["unknown", "breached"]
    assert made_case("first-follow-up", [first | {"ends_on": "2024-05-01"}, second])[0] != "unknown"
    assert made_case("measure-ends-after-start", [first, second])[0] == "breached"


def test_a_talk_dated_before_the_birth_leaves_the_childs_years_unknown_and_nothing_else():
    """One of the dates is wrong. That the talk came before the decision does not rest on the birth date; the age does."""
    decision = {"type": "decision", "at": "2024-05-01", "section": "BL-46"}
    talk = {"type": "child_conversation", "at": "2007-04-01", "result": "held", "concerns": "e0"}
    assert made_case("youth-of-15-consents-to-placement", [decision, talk], born="2008-01-01") == ["unknown"]
    assert made_case("youth-of-15-consents-to-placement", [decision, talk], born="2006-01-01") == ["breached"]
    assert made_case("child-conversation-before-decision", [decision, talk], born="2008-01-01") == ["met"]
    assert made_case("measure-after-birth", [decision, talk], born="2008-01-01") == ["breached"]


def test_an_unreadable_field_of_one_decision_leaves_the_other_decision_judged():
    """Whether the first took a position on a plan is not known; the other took none, and that is a breach."""
    decisions = [{"type": "decision", "at": f"2024-05-0{i}", "section": "BL-32"} for i in (1, 2)]
    decisions[0]["doubt"] = "plan_needed"
    assert made_case("plan-position-on-support", decisions) == ["unknown", "breached"]
    assert made_case("plan-position-on-support", decisions, doubt="plan_needed") == ["unknown", "unknown"]


def test_a_plan_that_could_not_be_read_leaves_the_other_decision_with_its_plan():
    """The first decision's plan has no readable date: not known. The second has its own plan, and that was in time."""
    decisions = [{"type": "decision", "at": f"2016-0{i}-01", "section": "SEL-52"} for i in (3, 5)]
    decisions[0]["doubt"] = "plan"
    plan = {"type": "plan", "at": "2016-04-01", "concerns": "e1"}
    assert made_case("plan-before-decision", [*decisions, plan]) == ["unknown", "met"]
    assert made_case("plan-before-decision", [*decisions, plan], doubt="plan") == ["unknown", "unknown"]


def test_many_different_doubts_are_judged_in_few_groups():
    """Beyond a limit the rarest doubts are added up: more is unknown, never less."""
    sets = [frozenset({a, b}) for a in NAMES[:12] for b in NAMES[12:18]]
    none = np.zeros(0, bool)
    doubted = Doubted({i: set(names) for i, names in enumerate(sets, 1)}, {}, none, np.zeros(0, np.int64))
    found = list(kinds_of_doubt(doubted))
    assert len(found) == MAX_KINDS
    assert sorted(i for kind in found for i in kind.rows.tolist()) == list(range(1, len(sets) + 1))
    for kind in found:
        assert all(sets[i - 1] <= kind.everywhere for i in kind.rows.tolist())
