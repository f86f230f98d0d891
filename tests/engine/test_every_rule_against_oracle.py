"""Every rule of the pack, on cases about that rule alone: the engine and the independent evaluator say the same.

The cases are built from the event types, fields and sections that the rule names, with dates near its limits and on both
sides of its version dates, and children near its ages. A rule file that is added is judged here without further ado.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random

import pytest

from caseaudit.rules.language import Rule
from caseaudit.rules.rulebook import load_rulebook, survey
from oracle.compare import compared, differences, engine_results, oracle_results, shown
from oracle.random_cases import batch

AT_LEAST, AT_MOST, BATCH = 600, 30_000, 60
"""Cases of each rule; more than `AT_LEAST` only as long as some version was always kept, or never."""

RULES = survey(())[0].rules
"""Those that can be read: one broken file must not keep the others from being compared."""


def test_every_rule_of_the_pack_is_compared() -> None:
    assert {rule.id for rule in load_rulebook(()).rules} == {rule.id for rule in RULES}


def both_answers(rule: Rule) -> set[str]:
    """Each version must be met by some cases and failed by others: those of a soft duty need review."""
    return {
        f"{rule.id}, version {number}: {answer}"
        for number, version in enumerate(rule.versions)
        for answer in ("met", "needs_review" if version.soft else "breached")
    }


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_engine_and_evaluator_agree_on_the_rule(rule: Rule, record_property: Callable[[str, object], None]) -> None:
    wanted = both_answers(rule)
    seen: Counter[str] = Counter()
    cases = verdicts = 0
    while cases < AT_LEAST or (cases < AT_MOST and not wanted <= seen.keys()):
        seed = f"{rule.id} {cases // BATCH}"
        made = batch(Random(seed), [rule], BATCH)
        engine, oracle = engine_results(made), oracle_results(made, seen)
        if engine.keys() != oracle.keys() or any(compared(engine[k]) != compared(oracle[k]) for k in oracle):
            pytest.fail(f"seed {seed}\n{shown(made, next(differences(made)[1]))}", pytrace=False)
        cases, verdicts = cases + BATCH, verdicts + len(oracle)
    record_property("compared cases, rule by rule", cases)
    record_property("compared verdicts, rule by rule", verdicts)
    missed = sorted(wanted - seen.keys())
    assert not missed, f"{cases} random cases never gave {missed}; they gave {_told(rule, seen)}"


def _told(rule: Rule, seen: Counter[str]) -> dict[str, int]:
    return {key: n for key, n in sorted(seen.items()) if key.startswith(f"{rule.id},")}
