"""The demo cases carry the whole law: for every rule and unit the engine finds what the author of the case planted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseaudit.demo import generate, write
from caseaudit.demo.truth import truth
from caseaudit.engine import compile_plan, judge
from caseaudit.model.outcomes import OUTCOMES, REASONS
from caseaudit.reading import read
from caseaudit.rules.rulebook import load_rulebook

if TYPE_CHECKING:
    from pathlib import Path

    from caseaudit.demo import Synthetic

AS_OF = date(2026, 10, 15)
KEY = bytes(range(32))
SHAPES = ("canonical", "wide.xlsx", "wide.csv", "activity-log.csv")

WITHOUT_UNITS: set[str] = set()
"""Rules that judge law and find no unit in the 40 cases of `examples/small`."""
NOT_CARRIED_BY_WIDE: set[str] = set()
"""Rules that a wide pull of the demo cannot feed: with the columns of `profiles/wide-danish.yaml` there are none."""

Outcomes = dict[tuple[str, str, str], tuple[str, str]]


@pytest.fixture(scope="module")
def cases() -> Synthetic:
    return generate(400, 5, AS_OF)


@pytest.fixture(scope="module")
def folder(cases: Synthetic, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole_law")
    write(cases, folder)
    return folder


def planted(cases: Synthetic) -> Outcomes:
    units: list[dict[str, str]] = truth(cases)["units"]  # type: ignore[assignment]
    return {(u["rule"], u["case_id"], u["unit_id"]): (u["outcome"], u["reason"]) for u in units}


def found(path: Path) -> Outcomes:
    """Judge an export by every rule that judges law, and leave out the units that a duty does not concern."""
    dataset, rules = read([path], key=KEY), [r for r in load_rulebook().rules if r.legal]
    outcomes, reasons = list(OUTCOMES), list(REASONS)
    case_ids, event_ids = dataset.cases["case_id"].astype(str), dataset.events["event_id"].astype(str)
    out: Outcomes = {}
    for judged in judge(dataset.cases, dataset.events, compile_plan(rules, dataset.schema), AS_OF):
        for i, unit in enumerate(judged.unit.tolist()):
            outcome = outcomes[judged.outcome[i]]
            if outcome != "not_applicable":
                case = case_ids.iloc[judged.case[i]]
                unit_id = case if judged.rule.first else event_ids.iloc[unit]
                out[judged.rule.id, case, unit_id] = (outcome, reasons[judged.reason[i]])
    return out


@pytest.mark.parametrize("shape", SHAPES)
def test_every_unit_of_every_rule_has_the_planted_outcome(cases: Synthetic, folder: Path, shape: str) -> None:
    """Nothing is found that was not planted, nothing planted is overlooked, and the reasons are the same."""
    told, meant = found(folder / shape), planted(cases)
    assert {k: v for k, v in told.items() if meant.get(k) != v} == {}
    assert set(told) == set(meant)


def test_forty_cases_hold_a_unit_of_every_rule() -> None:
    """In the shipped example every rule that judges law has something to judge, but for the named ones."""
    judged = {rule for rule, _, _ in planted(generate(40, 7, AS_OF))}
    assert {r.id for r in load_rulebook().rules if r.legal} - judged == WITHOUT_UNITS


def test_every_rule_finds_both_kept_and_broken_duties() -> None:
    """In 1500 cases every rule finds duties kept; and every one finds some broken, or for a soft duty some to look at."""
    outcomes: dict[str, set[str]] = {}
    for (rule, _, _), (outcome, _) in planted(generate(1500, 11, AS_OF)).items():
        outcomes.setdefault(rule, set()).add(outcome)
    assert [rule for rule, some in outcomes.items() if "met" not in some] == []
    assert [rule for rule, some in outcomes.items() if not some & {"breached", "unknown"}] == []


def test_a_wide_pull_answers_what_the_canonical_form_answers(folder: Path) -> None:
    """Units that lack data in the wide pull lack them in the canonical form too, but for the named rules."""
    blind = [
        {rule for (rule, _, _), (_, reason) in found(folder / shape).items() if reason == "data_missing"}
        for shape in ("canonical", "wide.csv")
    ]
    assert blind[1] - blind[0] == NOT_CARRIED_BY_WIDE
