"""What must hold of every rule at once: soft words are never hard, and what the export lacks is never a breach."""

from __future__ import annotations

from datetime import date

import pytest

from caseaudit.model.tables import CASE_FIELDS, EVENT_FIELDS, EVENT_TYPES
from caseaudit.rules.examples import unit_days
from caseaudit.rules.language import Case, Rule, Version
from caseaudit.rules.rulebook import load_rulebook
from caseaudit.selfcheck import CaseResult, run_cases

RULES = load_rulebook().rules
LATE = date(2100, 1, 1)
"""So late that no deadline is still open."""
BARE = frozenset({"event_id", "case_id", "type", "at"})
"""What an export cannot do without."""


def _soft() -> list[object]:
    return [pytest.param(r, id=r.id) for r in RULES if any(v.soft for v in r.versions)]


def _outcomes(rule: Rule, cases: list[Case]) -> list[tuple[Case, str]]:
    """What each case of one unit gives."""
    found = run_cases([(rule, case) for case in cases])
    return [(case, r.got) for case, r in zip(cases, found, strict=True) if isinstance(r, CaseResult)]


def _version(rule: Rule, case: Case) -> Version | None:
    """The version that judges the case, where all its units fall under one."""
    found = [v for v in rule.versions if all(v.covers(day) for day in unit_days(rule, case))]
    return found[0] if found else None


@pytest.mark.parametrize("rule", _soft())
def test_a_soft_duty_is_never_a_breach(rule: Rule) -> None:
    """ "Så vidt muligt", "som udgangspunkt" and what the export cannot show are looked at by people, however late it is."""
    cases = [
        case.model_copy(update={"as_of": LATE})
        for case in rule.cases
        if (v := _version(rule, case)) is not None and v.soft
    ]
    seen = _outcomes(rule, cases)
    assert seen
    for case, got in seen:
        assert not got.startswith("breached"), case.name
    assert "unknown/needs_review" in {got for _, got in seen}


def test_there_are_soft_duties_and_they_are_told_as_advice() -> None:
    """A soft duty of the law is advisory in every version that is soft."""
    soft = [(r, v) for r in RULES for v in r.versions if v.soft and r.legal]
    assert len(soft) >= 3
    for rule, version in soft:
        assert (version.severity or rule.severity) == "advisory", rule.id


@pytest.mark.parametrize("rule", [pytest.param(r, id=r.id) for r in RULES])
def test_an_export_that_holds_nothing_but_the_units_days_gives_no_breach_and_no_fulfilment(rule: Rule) -> None:
    """Every other column and event type is lacking: each unit is unknown, or the duty did not exist on its day."""
    own = {rule.first.event} if rule.first else set(rule.about)
    columns = {n for n in (*EVENT_FIELDS, *CASE_FIELDS) if n not in BARE}
    without = (*sorted(columns), *(t for t in EVENT_TYPES if t not in own))
    seen = _outcomes(rule, [case.model_copy(update={"without": without, "as_of": LATE}) for case in rule.cases])
    assert seen
    for case, got in seen:
        assert got in {"unknown/data_missing", "not_applicable"}, case.name


@pytest.mark.parametrize("rule", [pytest.param(r, id=r.id) for r in RULES])
def test_what_an_export_lacks_never_turns_a_fulfilled_duty_into_a_breach(rule: Rule) -> None:
    """Take any one event type away from a case where the duty was kept: the answer may become unknown, never a breach."""
    kept = [case for case in rule.cases if case.expect in ("met", "excused")]
    own = {rule.first.event} if rule.first else set(rule.about)
    types = sorted({k for case in kept for e in case.given for k in e if k in EVENT_TYPES} - own)
    for lacking in types:
        cases = [case.model_copy(update={"without": (*case.without, lacking)}) for case in kept]
        for case, got in _outcomes(rule, cases):
            assert not got.startswith("breached"), (case.name, lacking)
