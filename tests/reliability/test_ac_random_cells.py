"""Random exports with cells that cannot be read: the toolkit and the independent evaluator say the same of every unit."""

from __future__ import annotations

from random import Random

import pytest

from caseaudit.engine import compile_plan, doubts, judge
from caseaudit.model.outcomes import OUTCOMES, REASONS
from caseaudit.reading import read
from caseaudit.rules.rulebook import load_rulebook
from oracle.evaluate import evaluate
from oracle.spoilt import whole_batch, write

OUTCOME_NAMES, REASON_NAMES = list(OUTCOMES), list(REASONS)


def judged(folder, made):
    """Read the export and judge it: outcome and reason of every unit, by rule."""
    dataset = read([folder], key=b"0" * 32)
    assert all(a.balances and all(c.balances for c in a.cells) for a in dataset.accounts)
    cases, ids = dataset.cases["case_id"].tolist(), dataset.events["event_id"].tolist()
    plan = compile_plan(made.rules, dataset.schema, made.settings)
    return {
        (o.rule.id, (cases if o.rule.of_case else ids)[u]): (OUTCOME_NAMES[out], REASON_NAMES[why])
        for o in judge(dataset.cases, dataset.events, plan, made.as_of)
        for u, out, why in zip(o.unit.tolist(), o.outcome.tolist(), o.reason.tolist(), strict=True)
    }


@pytest.mark.parametrize("seed", range(6))
def test_ac_055_056_058_an_export_with_unreadable_cells_is_judged_as_the_evaluator_says(seed, tmp_path, monkeypatch):
    """Impossible dates, placeholders, yes where a date belongs, unknown words: each verdict is that of the evaluator."""
    monkeypatch.setattr(doubts, "MAX_KINDS", 10_000)
    rng, rules = Random(seed), load_rulebook().rules
    made = whole_batch(rng, [rules[(seed * 7 + i) % len(rules)] for i in range(7)], 100)
    understood = write(rng, made, tmp_path, share=0.06)
    found = judged(tmp_path, understood)
    told = evaluate(understood.rules, understood.cases, understood.events, understood.schema, made.settings, made.as_of)
    expected = {key: (r.outcome, r.reason) for key, r in told.items()}
    assert len(found) > 100
    assert {k: (found.get(k), expected.get(k)) for k in found | expected if found.get(k) != expected.get(k)} == {}


def test_ac_058_an_unreadable_cell_never_makes_a_breach_that_was_none(tmp_path):
    """Spoiling cells takes verdicts away and adds none: no unit is in breach that was not, where its date still stands."""
    rng, rules = Random(99), [r for r in load_rulebook().rules if r.judges == "law"]
    made = whole_batch(rng, rules[:12], 300)
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    write(Random(1), made, tmp_path / "a", share=0.0)
    spoilt = write(Random(1), made, tmp_path / "b", share=0.08)
    before, after = judged(tmp_path / "a", made), judged(tmp_path / "b", spoilt)
    new = {k for k, v in after.items() if v[0] == "breached" and before.get(k, ("",))[0] not in ("breached", "unknown")}
    lost = [k for k in after if after[k][0] == "unknown" and before.get(k, ("",))[0] in ("breached", "met")]
    assert lost
    assert not new
