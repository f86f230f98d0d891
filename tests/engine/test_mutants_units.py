"""Which event belongs to which unit: links of every kind, the unit before and the unit after, and the event that dates a case."""

from __future__ import annotations

import numpy as np
import pytest

from caseaudit.engine.calendar import NAT
from caseaudit.engine.columns import Columns
from caseaudit.engine.units import Pairings, case_units, event_units
from caseaudit.rules.language import First, Where
from one_unit import Export, ask, every, on

PLAN = {"require": {"event": "plan", "by": "at"}}


def evidence(rule, *events, about="decision", **more):
    """The event that each unit is told by, of units that have one."""
    found = every(rule, Export(events, **more), about=about)
    return {unit: said.evidence for unit, said in found.items() if said.evidence}


# --- links --------------------------------------------------------------------------------------------------------------------


def decision(at="2024-03-01", **fields):
    return on("decision", at, **fields)


def test_a_linked_event_belongs_to_its_unit_alone():
    rows = [decision(), decision(), on("plan", "2024-02-01", concerns="e1"), on("plan", "2024-02-02", concerns="e0")]
    assert evidence(PLAN, *rows) == {"e0": "e3", "e1": "e2"}


@pytest.mark.parametrize("measure", ["placement", "intervention"])
def test_what_concerns_the_decision_of_a_measure_concerns_the_measure(measure):
    """Several measures may carry out one decision; each has its plan, and another decision's plan is not theirs."""
    rows = [
        decision(), decision(), on(measure, "2024-03-05", concerns="e0"), on(measure, "2024-03-06", concerns="e0"),
        on(measure, "2024-03-07", concerns="e1"), on("plan", "2024-02-01", concerns="e0"), on("plan", "2024-02-02", concerns="e1"),
    ]  # fmt: skip
    assert evidence(PLAN, *rows, about=measure) == {"e2": "e5", "e3": "e5", "e4": "e6"}


def test_what_concerns_a_measure_concerns_its_decision():
    rows = [
        decision(), decision(), on("placement", "2024-03-05", concerns="e0"), on("intervention", "2024-03-05", concerns="e1"),
        on("plan", "2024-02-01", concerns="e2"), on("plan", "2024-02-02", concerns="e3"),
    ]  # fmt: skip
    assert evidence(PLAN, *rows) == {"e0": "e4", "e1": "e5"}


def test_what_concerns_a_measure_does_not_concern_what_other_units_concern():
    """Only decisions are reached through a measure: not investigations, and not a decision under two kinds of unit."""
    rows = [
        on("investigation", "2024-01-01"),
        on("placement", "2024-03-05", concerns="e0"),
        on("plan", "2023-12-01", concerns="e1"),
    ]
    assert evidence(PLAN, *rows, about="investigation") == {}
    rows = [decision(), on("placement", "2024-03-05", concerns="e0"), on("plan", "2024-02-01", concerns="e1")]
    assert evidence(PLAN, *rows, about=["decision", "investigation"]) == {}
    assert evidence(PLAN, *rows, about=["decision", "placement"]) == {"e1": "e2"}


def test_a_measure_that_concerns_nothing_lends_its_plan_to_no_decision():
    rows = [decision(), on("placement", "2024-03-05"), on("plan", "2024-02-01", concerns="e1")]
    assert evidence(PLAN, *rows) == {}
    other = [decision(), on("investigation", "2024-01-01"), on("placement", "2024-03-05", concerns="e1"), on("plan", "2024-02-01", concerns="e2")]  # fmt: skip
    assert evidence(PLAN, *other) == {}


@pytest.mark.parametrize("about", ["placement", ["intervention", "placement"], ["placement", "intervention"]])
def test_both_kinds_of_measure_are_reached_through_their_decision(about):
    rows = [on("plan", "2024-02-01", concerns="e1"), decision(), on("placement", "2024-03-05", concerns="e1")]
    assert evidence(PLAN, *rows, about=about) == {"e2": "e0"}


def test_what_concerns_one_measure_does_not_concern_the_other_measure_of_the_decision():
    rows = [
        decision(), on("placement", "2024-03-05", concerns="e0"), on("intervention", "2024-03-05", concerns="e0"),
        on("plan", "2024-02-01", concerns="e1"),
    ]  # fmt: skip
    assert evidence(PLAN, *rows, about=["intervention", "placement"]) == {"e1": "e3"}
    assert evidence(PLAN, *rows, about="intervention") == {}


def test_the_decision_that_a_placement_carries_out_belongs_to_it():
    """Also when it stands in the first row, when several placements carry it out, and when it concerns the placement back."""
    decided = {"require": {"event": "decision", "by": "at"}}
    rows = [decision(), decision("2024-02-01"), on("placement", "2024-03-05", concerns="e0"), on("placement", "2024-03-06", concerns="e1"), on("placement", "2024-03-07", concerns="e0")]  # fmt: skip
    assert evidence(decided, *rows, about="placement") == {"e2": "e0", "e3": "e1", "e4": "e0"}
    back = [decision(concerns="e1"), on("placement", "2024-03-05", concerns="e0")]
    assert evidence(decided, *back, about="placement") == {"e1": "e0"}


@pytest.mark.parametrize(
    ("others", "expect"), [([], "breached/missing"), ([on("decision", "2024-02-02", concerns="p")], "met")]
)
def test_a_decision_that_concerns_the_placement_and_is_concerned_by_it_counts_once(others, expect):
    """Two decisions are asked for; one that is linked both ways is one."""
    twice = {"require": {"event": "decision", "by": "at", "at_least": 2}}
    rows = [
        on("decision", "2024-02-01", event_id="d", concerns="p"),
        on("placement", "2024-03-05", event_id="p", concerns="d"),
    ]
    assert every(twice, Export([*rows, *others]))["p"].outcome == expect


def test_each_of_several_placements_counts_its_own_decision_once():
    """Three placements, each with a decision that is linked both ways; two decisions are asked of each."""
    twice = {"require": {"event": "decision", "by": "at", "at_least": 2}}
    rows = [
        row for n, day in enumerate(("2024-02-01", "2024-02-02", "2024-02-02"))
        for row in (on("decision", day, event_id=f"d{n}", concerns=f"p{n}"), on("placement", "2024-03-05", event_id=f"p{n}", concerns=f"d{n}"))
    ]  # fmt: skip
    assert {v.outcome for v in every(twice, Export(rows)).values()} == {"breached/missing"}


def test_two_decisions_of_one_moment_that_concern_the_placement_are_two():
    twice = {"require": {"event": "decision", "by": "at", "at_least": 2}}
    rows = [on("decision", "2024-02-01", concerns="p"), on("decision", "2024-02-01", event_id="d"), on("placement", "2024-03-05", event_id="p", concerns="d")]  # fmt: skip
    assert every(twice, Export(rows))["p"].outcome == "met"


def test_a_unit_with_linked_events_is_answered_by_them_alone_and_others_by_what_is_loose():
    rows = [decision(), decision("2024-04-01"), on("plan", "2024-03-15", concerns="e0"), on("plan", "2024-02-01")]
    found = every(PLAN, Export(rows), about="decision")
    assert {k: (v.outcome, v.evidence) for k, v in found.items()} == {
        "e0": ("breached/late", "e2"),
        "e1": ("met", "e3"),
    }


def test_a_linked_event_of_the_wrong_kind_does_not_stand_in_the_way():
    rule = {"require": {"event": "plan", "where": {"kind": "child"}, "by": "at"}}
    rows = [decision(), on("plan", "2024-02-01", concerns="e0", kind="youth"), on("plan", "2024-02-02", kind="child")]
    assert evidence(rule, *rows) == {"e0": "e2"}


def test_an_event_counted_on_its_end_is_paired_on_its_end_and_one_without_an_end_has_not_happened():
    rule = {"require": {"event": "investigation", "on": "ends_on", "by": "at"}}
    rows = [
        on("investigation", "2024-01-01", ends_on="2024-02-20"), on("investigation", "2024-01-15", ends_on="2024-02-10"),
        on("investigation", "2024-02-28"), decision(event_id="d"),
    ]  # fmt: skip
    found = every(rule, Export(rows), about="decision")["d"]
    assert (found.outcome, found.evidence, found.actual) == ("met", "e0", "2024-02-20")
    linked = [r | {"concerns": "d"} for r in rows[:3]]
    found = every(rule, Export([*linked, rows[3]]), about="decision")["d"]
    assert (found.outcome, found.evidence, found.actual) == ("met", "e0", "2024-02-20")


def test_a_rule_about_cases_sees_all_events_of_the_case_and_none_of_another():
    rows = [
        decision(),
        on("plan", "2024-02-01", concerns="e0"),
        on("plan", "2024-02-10"),
        on("plan", "2024-02-20", case_id="d"),
    ]
    found = every(PLAN, Export(rows, cases=("c", "d")), about="case", first={"event": "decision"})
    assert (found["c"].evidence, found["c"].outcome, found["d"].outcome) == ("e2", "met", "not_applicable")


# --- the unit before and the unit after ---------------------------------------------------------------------------------------


SINCE = {"require": {"event": "plan", "by": "at", "unlinked": {"since_previous": True}}}
UNTIL = {"require": {"event": "plan", "from": "at", "by": "at + 1 year", "unlinked": {"until_next": True}}}


@pytest.mark.parametrize(("plan", "expect"), [("2024-01-01", "met"), ("2023-12-31", "breached/missing")])
def test_what_is_older_than_the_decision_before_belongs_to_that(plan, expect):
    rows = [decision("2024-01-01", section="BL-46-1"), decision("2024-03-01", section="BL-46-2"), on("plan", plan)]
    assert every(SINCE, Export(rows), about="decision")["e1"].outcome == expect


@pytest.mark.parametrize(
    ("plan", "expect"), [("2024-05-31", "met"), ("2024-06-01", "breached/missing"), ("2024-03-01", "met")]
)
def test_what_comes_on_the_day_of_the_next_decision_belongs_to_that(plan, expect):
    rows = [decision("2024-06-01", section="BL-46-1"), decision("2024-03-01", section="BL-46-2"), on("plan", plan)]
    assert every(UNTIL, Export(rows), about="decision")["e1"].outcome == expect


@pytest.mark.parametrize(
    "other", [{"section": "BL-47"}, {"section": ""}, {"section": "SEL-46"}, {"section": "BL-46", "case_id": "d"}]
)
def test_a_decision_under_another_section_or_on_another_case_is_not_the_one_before(other):
    rows = [decision("2024-01-01", **other), decision("2024-03-01", section="BL-46"), on("plan", "2023-12-01")]
    assert every(SINCE, Export(rows, cases=("c", "d")), about="decision")["e1"].outcome == "met"
    rows = [decision("2024-06-01", **other), decision("2024-03-01", section="BL-46"), on("plan", "2024-07-01")]
    assert every(UNTIL, Export(rows, cases=("c", "d")), about="decision")["e1"].outcome == "met"


def test_decisions_without_a_section_are_of_one_kind_and_so_are_all_where_the_export_has_no_sections():
    rows = [decision("2024-01-01"), decision("2024-03-01"), on("plan", "2023-12-01")]
    assert every(SINCE, Export(rows), about="decision")["e1"].outcome == "breached/missing"
    rows = [decision("2024-01-01", section="BL-46"), decision("2024-03-01", section="BL-47"), on("plan", "2023-12-01")]
    assert every(SINCE, Export(rows, without=("section",)), about="decision")["e1"].outcome == "breached/missing"


def neighbours(*events, type_name="decision", **more):
    """Day of the one before and the one after, per event of the type."""
    cases, frame, schema = Export(events, **more).read()
    columns = Columns(cases, frame, schema)
    pos = np.flatnonzero((frame["type"] == type_name).to_numpy())
    pairings = Pairings(columns)
    shown = [
        [
            None if d == NAT else str(np.int64(d).astype("datetime64[D]"))
            for d in pairings.neighbour_day(type_name, pos, after=a)
        ]
        for a in (False, True)
    ]
    return dict(zip(frame["event_id"].to_numpy()[pos], zip(*shown, strict=True), strict=True))


def test_the_neighbours_of_each_decision_are_on_other_days_of_the_same_case_and_section():
    """Several of one day share their neighbours; two sections and two cases are told apart; rows stand in any order."""
    rows = [
        decision("2024-05-01", section="BL-46"), decision("2024-01-01", section="BL-46-1"), decision("2024-03-01", section="BL-46"),
        decision("2024-03-01T12:00", section="BL-46-2"), decision("2024-02-01", section="BL-47"), decision("2024-04-01", section="BL-47"),
        decision("2024-02-15"), decision("2024-02-20", section="BL-46", case_id="d"), on("placement", "2024-02-02", section="BL-46"),
        decision("2024-02-25", section="BL-46", case_id="d"),
    ]  # fmt: skip
    assert neighbours(*rows, cases=("c", "d")) == {
        "e0": ("2024-03-01", None), "e1": (None, "2024-03-01"), "e2": ("2024-01-01", "2024-05-01"), "e3": ("2024-01-01", "2024-05-01"),
        "e4": (None, "2024-04-01"), "e5": ("2024-02-01", None), "e6": (None, None), "e7": (None, "2024-02-25"), "e9": ("2024-02-20", None),
    }  # fmt: skip
    assert neighbours(*rows, cases=("d", "c"), type_name="placement") == {"e8": (None, None)}
    assert neighbours(*rows, cases=("c", "d"), type_name="plan") == {}


def test_an_event_of_another_type_has_no_neighbours_of_this_one():
    cases, frame, schema = Export(
        [on("plan", "2024-01-01"), decision(), decision("2024-04-01"), on("plan", "2024-05-01")]
    ).read()
    pairings = Pairings(Columns(cases, frame, schema))
    pos = np.arange(4)
    assert (pairings.neighbour_day("decision", pos, after=True) != NAT).tolist() == [False, True, False, False]
    assert (pairings.neighbour_day("decision", pos, after=False) != NAT).tolist() == [False, False, True, False]
    assert (pairings.neighbour_day("investigation", pos, after=False) == NAT).all()


def test_a_unit_of_two_kinds_has_neighbours_of_its_own_kind_only():
    rule = SINCE
    rows = [on("intervention", "2024-01-01"), on("placement", "2024-02-01"), on("intervention", "2024-03-01"), on("plan", "2024-01-15"), on("plan", "2023-12-01")]  # fmt: skip
    assert evidence(rule, *rows, about=["intervention", "placement"]) == {"e0": "e4", "e1": "e3", "e2": "e3"}
    rows[3] = on("plan", "2023-12-15")
    assert evidence(rule, *rows, about=["intervention", "placement"]) == {"e0": "e3", "e1": "e3"}


# --- cases ----------------------------------------------------------------------------------------------------------------------


def test_a_case_is_dated_by_its_first_event_of_the_kind_also_from_the_first_row():
    rows = [decision("2024-03-01T10:00"), decision("2024-04-01", case_id="d"), decision("2024-02-01", case_id="d"), on("plan", "2020-01-01")]  # fmt: skip
    cases, frame, schema = Export(rows, cases=("c", "d", "empty")).read()
    units = case_units(Columns(cases, frame, schema), First(event="decision"))
    assert units.anchor.tolist() == [0, 2, -1]
    assert units.timed.tolist() == [True, False, False]
    assert [str(d.astype("datetime64[D]")) for d in units.day] == ["2024-03-01", "2024-02-01", "NaT"]
    assert units.sec[2] == 0
    assert (len(units), units.event_types, units.case.tolist()) == (3, ("decision",), [0, 1, 2])


def test_a_case_may_perhaps_be_dated_by_an_event_of_unread_kind():
    rows = [decision("2024-03-01", kind="support"), decision("2024-02-01"), decision("2024-01-01", kind="termination")]
    cases, frame, schema = Export(rows).read()
    columns = Columns(cases, frame, schema)
    first = First(event="decision", where=Where(kind="support"))
    assert case_units(columns, first).anchor.tolist() == [0]
    assert case_units(columns, first, possible=True).anchor.tolist() == [1]


def test_an_export_without_any_event_has_cases_without_a_day():
    cases, frame, schema = Export([], cases=("c", "d")).read()
    units = case_units(Columns(cases, frame, schema), First(event="decision"))
    assert (units.anchor.tolist(), units.day.tolist(), units.timed.tolist(), units.sec.tolist()) == ([-1, -1], [NAT, NAT], [False, False], [0, 0])  # fmt: skip


def test_some_units_are_taken_out_with_all_that_they_have():
    rows = [decision("2024-03-01T10:00"), decision("2024-02-01"), decision("2024-01-01T12:00", case_id="d")]
    cases, frame, schema = Export(rows, cases=("c", "d")).read()
    units = event_units(Columns(cases, frame, schema), ("decision",))
    assert (units.pos.tolist(), units.anchor.tolist(), units.case.tolist(), units.timed.tolist()) == ([1, 0, 2], [1, 0, 2], [0, 0, 1], [False, True, True])  # fmt: skip
    some = units.take(np.array([False, True, True]))
    assert (some.pos.tolist(), some.anchor.tolist(), some.case.tolist(), some.timed.tolist()) == ([0, 2], [0, 2], [0, 1], [True, True])  # fmt: skip
    assert [str(d.astype("datetime64[D]")) for d in some.day] == ["2024-03-01", "2024-01-01"]
    assert (some.types, some.key) == (units.types, units.key)


DATED = {"event": "decision", "where": {"kind": "support"}}


@pytest.mark.parametrize(
    ("perhaps", "plan", "expect"),
    [
        ("2024-01-01", "2023-12-01", "met"), ("2024-01-01", "2024-02-01", "unknown/data_missing"),
        ("2024-01-01", "2024-04-01", "breached/late"), ("2024-06-01", "2024-02-01", "met"),
    ],
)  # fmt: skip
def test_a_case_whose_dating_event_is_in_doubt_is_judged_where_either_gives_the_same(perhaps, plan, expect):
    """A decision of support on 1 March; another, whose kind is not recorded, may be the first."""
    rows = [decision("2024-03-01", kind="support"), decision(perhaps), on("plan", plan)]
    found = ask(PLAN, *rows, about="case", first=DATED)
    assert found.outcome == expect
    assert found.day == "2024-03-01"


def test_a_case_that_only_an_event_in_doubt_may_date_is_unknown_and_lent_its_day_and_version():
    """Other cases keep their own."""
    versions = [{"until": "2023-12-31"} | PLAN, {"from": "2024-01-01"} | PLAN]
    rows = [
        decision("2023-05-01", case_id="a"), decision("2024-05-01", case_id="b"), decision("2024-06-01", case_id="d", kind="support"),
        on("plan", "2024-01-01", case_id="d"), decision("2024-06-01", case_id="f", kind="termination"),
    ]  # fmt: skip
    found = every(versions, Export(rows, cases=("a", "b", "d", "f")), about="case", first=DATED)
    assert {k: (v.outcome, v.day, v.version) for k, v in found.items()} == {
        "a": ("unknown/data_missing", "2023-05-01", 0), "b": ("unknown/data_missing", "2024-05-01", 1),
        "d": ("met", "2024-06-01", 1), "f": ("not_applicable", "", -1),
    }  # fmt: skip
