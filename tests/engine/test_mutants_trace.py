"""The steps that `explain` tells are the steps that led to the outcome; and what a rule reads is known before it is run."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from caseaudit.engine.calendar import NAT
from caseaudit.engine.judge import RuleOutcomes, note_names
from caseaudit.engine.reads import needs
from caseaudit.model.outcomes import NOTE_BITS, OUTCOME_CODES
from caseaudit.rules.language import EventIs, FieldIs, SectionIs
from one_unit import on, rule_of, shown, steps

VERSION = {
    "when": {"section": "BL-46"},
    "require": {
        "all": [
            {"event": "plan", "by": "at"},
            {"any": [{"field": "goals", "is": "yes"}, {"not": {"field": "urgent", "is": "yes"}}]},
        ]
    },
    "unless": {"event": "return_home", "by": "at + 1 year"},
}


def test_each_single_condition_is_a_step_and_what_joins_them_is_not():
    """when, then each part of require, then unless; `all`, `any` and `not` are not steps of their own."""
    decided = on("decision", "2024-03-01", section="BL-46", goals="yes")
    _, found = steps(VERSION, decided, on("plan", "2024-02-01"), about="decision", as_of="2024-06-01")
    assert [(s.role, type(s.condition)) for s in found[0]] == [
        ("when", SectionIs), ("require", EventIs), ("require", FieldIs), ("require", FieldIs), ("unless", EventIs),
    ]  # fmt: skip
    assert len(found) == 1


def test_a_step_says_its_answer_its_days_and_its_evidence():
    decided = on("decision", "2024-03-01", section="BL-46", goals="yes")
    _, found = steps(VERSION, decided, on("plan", "2024-02-01"), about="decision", as_of="2024-06-01")
    section, plan, goals, urgent, home = found[0]
    assert (section.state, section.evidence) == ("yes", 0)
    assert (plan.state, shown(plan.due), shown(plan.actual), plan.evidence) == ("yes", "2024-03-01", "2024-02-01", 1)
    assert note_names(plan.notes) == ["by_date"]
    assert (goals.state, goals.evidence, goals.actual) == ("yes", 0, NAT)
    assert urgent.state == "no"
    assert (home.state, shown(home.due), home.actual, home.evidence) == ("open", "2025-03-01", NAT, -1)


@pytest.mark.parametrize(
    ("without", "role", "state"), [(("section",), 0, "unknown"), (("plan",), 1, "unknown"), (("return_home",), 4, "unknown")]
)  # fmt: skip
def test_a_step_that_cannot_be_read_says_so(without, role, state):
    decided = on("decision", "2024-03-01", section="BL-46")
    _, found = steps(VERSION, decided, about="decision", without=without)
    assert found[0][role].state == state


def test_each_role_reads_a_blank_as_the_judge_does():
    """Under `when` a blank section is unknown; under `require` and `unless` a blank field is no fulfilment."""
    version = {"when": {"section": "BL-46"}, "require": {"field": "goals", "is": "yes"}, "unless": {"field": "urgent", "is": "yes"}}  # fmt: skip
    out, found = steps(version, on("decision", "2024-03-01"), about="decision")
    assert [s.state for s in found[0]] == ["unknown", "no", "no"]
    assert out[0].outcome == "unknown/data_missing"


def test_a_step_under_when_is_not_open():
    """Whether the duty applies is asked of what is known, not of what may come."""
    version = {"when": {"event": "plan", "by": "at + 1 year"}, "require": {"event": "plan", "by": "at + 1 year"}}
    out, found = steps(version, on("decision", "2024-03-01"), about="decision", as_of="2024-06-01")
    assert [s.state for s in found[0]] == ["no", "open"]
    assert out[0].outcome == "not_applicable"


def test_a_filter_that_cannot_be_read_is_unknown_under_when_and_require_and_no_under_unless():
    talk = {"event": "child_conversation", "where": {"result": "held"}, "by": "at"}
    _, found = steps({"when": talk, "require": talk, "unless": talk}, on("decision", "2024-03-01"), about="decision", without=("result",))  # fmt: skip
    assert [s.state for s in found[0]] == ["unknown", "unknown", "no"]


def test_a_series_is_one_step_and_knows_the_last_day_of_its_version():
    """Follow-ups half a year apart that cross the change of law belong to neither law."""
    every_half_year = {"recurring": "follow_up", "every": "6 months"}
    versions = [{"until": "2023-12-31", "require": every_half_year}, {"from": "2024-01-01", "require": every_half_year}]
    placed = on("placement", "2023-01-01", ends_on="2024-03-01")
    follow_ups = [on("follow_up", d) for d in ("2023-08-01", "2024-01-15")]
    out, found = steps(versions, placed, *follow_ups)
    assert (out[0].outcome, [s.state for s in found[0]]) == ("unknown/transitional", ["unknown"])
    assert shown(found[0][0].due) == "2024-02-01"


def test_a_series_with_nothing_to_count_does_not_arise():
    out, found = steps({"require": {"recurring": "follow_up", "every": "6 months"}}, on("placement", "2023-01-01"))
    assert (out[0].outcome, [s.state for s in found[0]]) == ("not_applicable", ["void"])


def test_steps_stand_at_the_unit_and_the_version_that_they_are_about():
    """A decision of each law, and one before any version: it has no steps."""
    versions = [
        {"from": "2020-01-01", "until": "2023-12-31", "require": {"event": "plan", "by": "at"}},
        {"from": "2024-01-01", "require": {"field": "goals", "is": "yes"}},
    ]
    events = [
        on("decision", "2019-01-01"), on("decision", "2024-01-01", goals="yes"), on("decision", "2023-12-31"),
        on("plan", "2023-12-30"),
    ]  # fmt: skip
    out, found = steps(versions, *events, about="decision")
    assert [o.outcome for o in out] == ["not_applicable", "met", "met"]
    assert [o.version for o in out] == [-1, 0, 1]
    assert [[(type(s.condition), s.state) for s in unit] for unit in found] == [
        [],
        [(EventIs, "yes")],
        [(FieldIs, "yes")],
    ]


def test_the_steps_of_a_case_are_those_of_the_event_that_dates_it():
    out, found = steps(
        {"require": {"field": "goals", "is": "yes"}}, on("decision", "2024-03-01", goals="yes"), on("decision", "2024-04-01"),
        about="case", first={"event": "decision"},
    )  # fmt: skip
    assert (out[0].outcome, [s.state for s in found[0]]) == ("met", ["yes"])


def test_the_readings_of_the_run_hold_for_the_steps_too():
    require = {"event": "plan", "by": "at + 10 working days"}
    events = [on("decision", "2024-03-01"), on("plan", "2024-03-14")]
    for saturday, state, outcome in (
        (True, "no", "breached/late"), (False, "yes", "met"), (None, "unknown", "unknown/unsettled_law"),
    ):  # fmt: skip
        out, found = steps({"require": require}, *events, about="decision", saturday_is_working_day=saturday)
        assert (found[0][0].state, out[0].outcome) == (state, outcome)


@pytest.mark.parametrize(
    ("as_of", "state", "outcome"), [("2024-04-01", "open", "pending"), ("2024-04-02", "no", "breached/missing")]
)
def test_the_outcome_and_its_steps_are_of_the_same_day(as_of, state, outcome):
    out, found = steps(
        {"require": {"event": "plan", "by": "at + 1 month"}},
        on("decision", "2024-03-01"),
        about="decision",
        as_of=as_of,
    )
    assert (found[0][0].state, out[0].outcome) == (state, outcome)


# --- what a rule reads --------------------------------------------------------------------------------------------------------


def reads(version: dict[str, Any], about: Any = "decision", first: Any = None) -> tuple[set[tuple[str, str]], set[str]]:
    return needs(rule_of(version, about, first))


@pytest.mark.parametrize(
    ("condition", "columns", "types"),
    [
        ({"section": "BL-46"}, {("decision", "section")}, set()),
        ({"field": "goals", "is": "yes"}, {("decision", "goals")}, set()),
        ({"field": "ends_on", "by": "aware_on + 4 months"}, {("decision", "ends_on"), ("decision", "aware_on")}, set()),
        ({"field": "next_on", "by": "at"}, {("decision", "next_on")}, set()),
        ({"running": "birthday 16"}, {("decision", "ends_on")}, set()),
        ({"age": "at", "at_least": 10}, set(), set()),
        ({"event": "plan", "by": "at"}, set(), {"plan"}),
        ({"event": "plan", "on": "ends_on", "by": "at"}, {("plan", "ends_on")}, {"plan"}),
        ({"event": "placement", "on": "running"}, {("placement", "ends_on")}, {"placement"}),
        ({"event": "plan", "where": {"kind": "child", "goals": "yes"}}, {("plan", "kind"), ("plan", "goals")}, {"plan"}),
        ({"event": "plan", "by": {"earliest": ["ends_on", "at + 1 month"]}}, {("decision", "ends_on")}, {"plan"}),
        ({"event": "plan", "by": {"latest": ["aware_on", "at + 1 month"]}}, {("decision", "aware_on")}, {"plan"}),
        ({"event": "plan", "by": {"earliest": [{"parallel_end": "investigation"}, "at"]}}, set(), {"plan"}),
        ({"recurring": "follow_up", "every": "6 months"}, {("decision", "ends_on")}, {"follow_up"}),
        ({"recurring": "follow_up", "every": "next_on", "where": {"goals": "yes"}},
         {("decision", "ends_on"), ("follow_up", "next_on"), ("follow_up", "goals")}, {"follow_up"}),
        ({"yearly": "supervision_visit", "at_least": 1, "where": {"with_child": "yes"}},
         {("decision", "ends_on"), ("supervision_visit", "with_child")}, {"supervision_visit"}),
        ({"all": [{"section": "BL-46"}, {"not": {"event": "plan"}}, {"any": [{"field": "urgent", "is": "yes"}]}]},
         {("decision", "section"), ("decision", "urgent")}, {"plan"}),
    ],
)  # fmt: skip
def test_what_a_duty_reads(condition, columns, types):
    """The columns and event types that the export must carry before the duty can be judged."""
    assert reads({"require": condition}) == (columns, types | {"decision"})


def test_what_decides_whether_the_duty_applies_is_read_too_and_what_excuses_it_is_not():
    version = {"when": {"section": "BL-46"}, "require": {"event": "plan"}, "unless": {"field": "urgent", "is": "yes"}}
    assert reads(version) == ({("decision", "section")}, {"decision", "plan"})


def test_a_rule_about_two_kinds_reads_the_columns_of_both():
    found = reads({"require": {"field": "ends_on", "by": "at"}}, ["intervention", "placement"])
    assert found == ({("intervention", "ends_on"), ("placement", "ends_on")}, {"intervention", "placement"})


def test_a_rule_about_cases_reads_the_columns_of_what_dates_them():
    found = reads(
        {"require": {"field": "goals", "is": "yes"}}, "case", {"event": "decision", "where": {"kind": "support"}}
    )
    assert found == ({("decision", "goals"), ("decision", "kind")}, {"decision"})


# --- counts and notes ---------------------------------------------------------------------------------------------------------


def test_units_are_counted_by_outcome():
    """Every outcome is named, also one that does not occur; a mask counts some of the units."""
    codes = np.array([OUTCOME_CODES[o] for o in ("met", "breached", "met", "unknown")], np.uint8)
    empty = np.zeros(4, np.int64)
    out = RuleOutcomes(rule_of({"require": {"event": "plan"}}, "decision"), empty, empty, empty, codes, empty, empty, empty, empty, empty, empty, empty)  # fmt: skip
    none = dict.fromkeys(OUTCOME_CODES, 0)
    assert out.counts() == none | {"met": 2, "breached": 1, "unknown": 1}
    assert out.counts(np.array([True, True, False, False])) == none | {"met": 1, "breached": 1}


def test_notes_are_told_apart_and_in_their_order():
    assert note_names(0) == []
    assert note_names(sum(NOTE_BITS.values())) == list(NOTE_BITS)
    for name, bit in NOTE_BITS.items():
        assert note_names(bit) == [name]
