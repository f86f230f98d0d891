"""When an event counts: windows before and after the unit, two readings of a limit, how many are asked for, and what runs."""

from __future__ import annotations

import pytest

from one_unit import Export, ask, every, on

ANY = {"require": {"event": "plan"}}
PLAN = {"require": {"event": "plan", "by": "at"}}


def evidence(rule, *events, about="decision", **more):
    """The event that each unit is told by, of units that have one."""
    found = every(rule, Export(events, **more), about=about)
    return {unit: said.evidence for unit, said in found.items() if said.evidence}


def decision(at="2024-03-01", **fields):
    return on("decision", at, **fields)


@pytest.mark.parametrize(
    ("plans", "expect", "told"),
    [
        (["2024-02-01", "2024-02-10"], "met", "e1"), (["2024-02-10", "2024-02-01"], "met", "e0"),
        (["2024-03-10", "2024-03-05"], "breached/late", "e1"), (["2024-03-05", "2024-02-01"], "met", "e1"), ([], "breached/missing", ""),
    ],
)  # fmt: skip
def test_the_last_in_time_is_told_and_else_the_first_that_came_late(plans, expect, told):
    rows = [*(on("plan", d) for d in plans), decision(event_id="d")]
    found = every(PLAN, Export(rows), about="decision")["d"]
    assert (found.outcome, found.evidence) == (expect, told)


@pytest.mark.parametrize(
    ("plans", "expect", "told"),
    [
        (["2024-03-10", "2024-03-05"], "met", "e1"), (["2024-02-28", "2024-03-01"], "met", "e1"), (["2024-04-02"], "breached/late", "e0"),
        (["2024-02-28"], "breached/missing", ""), (["2024-04-01"], "met", "e0"), (["2024-04-03", "2024-04-02"], "breached/late", "e1"),
    ],
)  # fmt: skip
def test_the_first_from_the_day_on_is_told(plans, expect, told):
    rule = {"require": {"event": "plan", "from": "at", "by": "at + 1 month"}}
    rows = [*(on("plan", d) for d in plans), decision(event_id="d")]
    found = every(rule, Export(rows), about="decision")["d"]
    assert (found.outcome, found.evidence) == (expect, told)


@pytest.mark.parametrize(
    ("plans", "expect", "told"),
    [
        (["2024-02-01", "2024-02-10", "2024-02-20"], "met", "e1"), (["2024-02-01"], "breached/missing", ""),
        (["2024-02-01", "2024-03-05", "2024-03-09"], "breached/late", "e1"), (["2024-03-05", "2024-03-09"], "breached/late", "e0"),
        (["2024-02-01", "2024-03-01"], "met", "e1"), ([], "breached/missing", ""),
    ],
)  # fmt: skip
def test_where_two_are_asked_the_second_decides_and_else_the_first_that_came_late(plans, expect, told):
    rule = {"require": {"event": "plan", "by": "at", "at_least": 2}}
    rows = [*(on("plan", d) for d in plans), decision(event_id="d")]
    found = every(rule, Export(rows), about="decision")["d"]
    assert (found.outcome, found.evidence) == (expect, told)


@pytest.mark.parametrize(
    ("plans", "expect", "told"),
    [
        (["2024-03-05", "2024-03-10", "2024-03-13"], "met", "e1"), (["2024-03-05", "2024-03-14"], "unknown/unsettled_law", "e1"),
        (["2024-02-05", "2024-03-10"], "breached/missing", ""), (["2024-03-05", "2024-03-18"], "breached/late", "e1"),
        (["2024-03-14", "2024-03-15"], "unknown/unsettled_law", "e1"),
    ],
)  # fmt: skip
def test_two_are_asked_and_the_limit_is_read_in_two_ways(plans, expect, told):
    """Ten working days from Friday 1 March 2024: 13 March where Saturdays count, else 15 March."""
    rule = {"require": {"event": "plan", "from": "at", "by": "at + 10 working days", "at_least": 2}}
    rows = [*(on("plan", d) for d in plans), decision(event_id="d")]
    found = every(rule, Export(rows), about="decision")["d"]
    assert (found.outcome, found.evidence) == (expect, told)


@pytest.mark.parametrize(
    ("plans", "expect", "told"),
    [
        (["2024-03-14", "2024-03-13"], "met", "e1"), (["2024-03-14"], "unknown/unsettled_law", "e0"), (["2024-03-12", "2024-03-14"], "met", "e0"),
        (["2024-03-16"], "breached/late", "e0"),
    ],
)  # fmt: skip
def test_without_a_beginning_the_last_by_every_reading_is_told_and_else_the_last(plans, expect, told):
    rule = {"require": {"event": "plan", "by": "at + 10 working days"}}
    rows = [*(on("plan", d) for d in plans), decision(event_id="d")]
    found = every(rule, Export(rows), about="decision")["d"]
    assert (found.outcome, found.evidence) == (expect, told)


def test_without_any_limit_the_first_one_is_told_on_the_day_of_the_unit():
    rows = [on("plan", "2025-01-01"), on("plan", "2024-06-01"), decision(event_id="d")]
    found = every(ANY, Export(rows), about="decision")["d"]
    assert (found.outcome, found.evidence, found.actual, found.due, found.notes) == ("met", "e1", "2024-06-01", "2024-03-01", ("by_date",))  # fmt: skip
    found = ask(ANY, decision(), about="decision")
    assert (found.outcome, found.evidence, found.actual, found.due) == ("breached/missing", "", "", "2024-03-01")


@pytest.mark.parametrize(("plan", "expect"), [("2023-12-01", "met"), ("2023-11-30", "breached/missing"), ("2024-03-01", "met"), ("2024-03-02", "breached/late")])  # fmt: skip
def test_within_three_months_before_the_decision(plan, expect):
    rule = {"require": {"event": "plan", "by": "at", "unlinked": {"within": "3 months"}}}
    assert ask(rule, decision(), on("plan", plan), about="decision").outcome == expect
    linked = ask(rule, decision(), on("plan", "2020-01-01", concerns="e0"), about="decision")
    assert linked.outcome == "met"


@pytest.mark.parametrize(("plan", "expect"), [("2024-02-01", "met"), ("2024-01-31", "breached/missing"), ("2023-12-01", "breached/missing")])  # fmt: skip
def test_the_window_may_be_set_for_the_run(plan, expect):
    rule = {"require": {"event": "plan", "by": "at", "unlinked": {"within": "3 months"}}}
    assert ask(rule, decision(), on("plan", plan), about="decision", unlinked_window_months=1).outcome == expect
    days = {"require": {"event": "plan", "by": "at", "unlinked": {"within": "10 days"}}}
    assert ask(days, decision(), on("plan", "2024-02-20"), about="decision").outcome == "met"
    assert ask(days, decision(), on("plan", "2024-02-19"), about="decision").outcome == "breached/missing"


def test_without_a_limit_what_comes_after_the_decision_is_not_within_the_time_before_it():
    rule = {"require": {"event": "plan", "unlinked": {"within": "3 months"}}}
    for plan, expect in (("2024-03-01", "met"), ("2024-03-02", "breached/missing"), ("2023-12-01", "met"), ("2023-11-30", "breached/missing")):  # fmt: skip
        assert ask(rule, decision(), on("plan", plan), about="decision").outcome == expect
    assert ask(rule, decision("2024-03-01"), on("plan", "2024-03-01T23:59"), about="decision").outcome == "met"


@pytest.mark.parametrize(("links", "expect"), [(True, "breached/missing"), (False, "met")])
def test_where_the_export_has_links_what_is_not_linked_may_be_left_out(links, expect):
    rule = {"require": {"event": "plan", "by": "at", "unlinked": {"only_without_links": True}}}
    running = {"require": {"event": "plan", "on": "running", "unlinked": {"only_without_links": True}}}
    other = [on("follow_up", "2020-01-01", concerns="e0")] if links else []
    for r in (rule, running):
        found = every(r, Export([decision(), on("plan", "2024-02-01"), *other]), about="decision")["e0"]
        assert found.outcome == expect
        case = every(
            r, Export([decision(), on("plan", "2024-02-01"), *other]), about="case", first={"event": "decision"}
        )["c"]
        assert case.outcome == "met"


@pytest.mark.parametrize(
    ("begun", "ended", "expect"),
    [
        ("2024-03-01", "", "met"), ("2024-03-02", "", "breached/missing"), ("2024-01-01", "2024-03-01", "met"),
        ("2024-01-01", "2024-02-29", "breached/missing"), ("2024-03-01", "2024-03-01", "met"),
    ],
)  # fmt: skip
def test_a_measure_runs_from_its_first_to_its_last_day(begun, ended, expect):
    rule = {"require": {"event": "intervention", "on": "running"}}
    found = every(rule, Export([on("intervention", begun, ends_on=ended), decision(event_id="d")]), about="decision")[
        "d"
    ]
    assert (found.outcome, found.due) == (expect, "2024-03-01")
    assert (found.evidence, found.actual) == (("e0", begun) if expect == "met" else ("", ""))
    assert found.notes == ()


def test_of_several_that_run_the_latest_begun_is_told():
    rule = {"require": {"event": "intervention", "on": "running"}}
    rows = [on("intervention", "2024-02-01"), on("intervention", "2024-02-20"), on("intervention", "2024-02-25", ends_on="2024-02-26"), on("intervention", "2024-01-01"), decision(event_id="d")]  # fmt: skip
    found = every(rule, Export(rows), about="decision")["d"]
    assert (found.evidence, found.actual) == ("e1", "2024-02-20")
    linked = [r | {"concerns": "d"} for r in rows[:1]]
    found = every(rule, Export([*linked, *rows[1:]]), about="decision")["d"]
    assert (found.evidence, found.actual) == ("e0", "2024-02-01")


def test_each_unit_is_answered_by_what_ran_for_it():
    """Linked for one decision, loose for another, none on the third case."""
    rule = {"require": {"event": "intervention", "on": "running"}}
    rows = [
        decision(), decision("2024-06-01"), on("intervention", "2024-01-01", concerns="e0"), on("intervention", "2024-05-01"),
        decision(case_id="d"), on("intervention", "2024-02-01"),
    ]  # fmt: skip
    assert evidence(rule, *rows, cases=("c", "d")) == {"e0": "e2", "e1": "e3"}


@pytest.mark.parametrize("on_", [{}, {"on": "running"}])
@pytest.mark.parametrize(("whole", "expect"), [(True, "met"), (False, "breached/missing")])
def test_where_the_whole_case_counts_so_does_what_concerns_something_else(on_, whole, expect):
    """An intervention that carries out another decision, and one that concerns this decision but had ended."""
    rule = {
        "require": {
            "event": "intervention",
            **on_,
            **({} if on_ else {"by": "at"}),
            "unlinked": {"whole_case": True} if whole else {},
        }
    }
    other = on("intervention", "2024-01-01", concerns="q")
    rows = [decision(event_id="d"), decision("2023-01-01", event_id="q"), other]
    assert every(rule, Export(rows), about="decision")["d"].outcome == expect
    own = on(
        "intervention", "2024-03-05" if not on_ else "2024-01-01", ends_on="2024-02-01" if on_ else "", concerns="d"
    )
    found = every(rule, Export([*rows, own]), about="decision")["d"]
    assert found.outcome == (expect if on_ or whole else "breached/late")
