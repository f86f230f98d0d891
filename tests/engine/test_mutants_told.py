"""What is told beside the answer: which event decides, on which day it lies, what was due, and what the answer hangs on."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from caseaudit.engine.calendar import NAT
from caseaudit.engine.verdict import Verdict
from one_unit import Export, ask, every, on

PLAN = {"event": "plan", "by": "at"}
TALK = {"event": "child_conversation", "by": "at"}
RUNS = {"running": "at"}
PLACED = on("placement", "2024-03-01", event_id="p")


def first_row(event: dict[str, str], *rest: dict[str, str], require: Any, **more: Any):
    """What is said of the placement `p`, with another event in the first row of the export."""
    return every({"require": require} | more.pop("version", {}), Export([event, *rest]), **more)["p"]


# --- several parts -----------------------------------------------------------------------------------------------------


def test_where_all_parts_hold_the_last_event_is_shown_also_when_it_is_the_first_row_of_the_export():
    plan, talk = on("plan", "2024-02-01"), on("child_conversation", "2024-01-05")
    found = first_row(plan, talk, PLACED, require={"all": [TALK, PLAN]})
    assert (found.outcome, found.evidence, found.actual) == ("met", "e0", "2024-02-01")


@pytest.mark.parametrize("parts", [[PLAN, RUNS], [RUNS, PLAN]])
def test_a_part_without_an_event_of_its_own_does_not_hide_the_event_of_another(parts):
    """A running placement is no event: the plan stays the one that is shown."""
    found = first_row(on("plan", "2024-02-01"), PLACED, require={"all": parts})
    assert (found.outcome, found.evidence, found.actual) == ("met", "e0", "2024-02-01")


def test_where_all_parts_hold_and_the_last_has_an_event_too_the_last_is_shown():
    talk, plan = on("child_conversation", "2024-01-05"), on("plan", "2024-02-01")
    found = first_row(talk, plan, PLACED, require={"all": [TALK, PLAN]})
    assert (found.evidence, found.actual, found.due) == ("e1", "2024-02-01", "2024-03-01")


def test_of_several_parts_that_fail_the_first_is_told():
    require = {"all": [PLAN, {"event": "child_conversation", "by": "at + 1 month"}]}
    found = first_row(PLACED, on("plan", "2024-03-05"), on("child_conversation", "2024-04-02"), require=require)
    assert (found.outcome, found.due, found.actual, found.evidence) == (
        "breached/late",
        "2024-03-01",
        "2024-03-05",
        "e1",
    )


def test_of_alternatives_that_fail_the_last_is_told():
    require = {"any": [PLAN, {"event": "child_conversation", "by": "at + 1 month"}]}
    found = first_row(PLACED, on("plan", "2024-03-05"), on("child_conversation", "2024-04-02"), require=require)
    assert (found.outcome, found.due, found.actual, found.evidence) == (
        "breached/late",
        "2024-04-01",
        "2024-04-02",
        "e2",
    )


def test_of_alternatives_that_hold_the_first_is_told():
    found = first_row(
        PLACED, on("plan", "2024-02-05"), on("child_conversation", "2024-02-02"), require={"any": [PLAN, TALK]}
    )
    assert (found.outcome, found.actual, found.evidence) == ("met", "2024-02-05", "e1")


UNSETTLED = {"event": "plan", "from": "at", "by": "at + 10 working days"}
LATER = {"event": "return_home", "by": "at + 1 year"}


@pytest.mark.parametrize("parts", [[LATER, UNSETTLED], [UNSETTLED, LATER]])
def test_what_cannot_be_said_is_told_before_what_still_waits(parts):
    """Whether the plan came in time hangs on Saturdays; the other part waits. The reason is the reading of the law."""
    found = first_row(PLACED, on("plan", "2024-03-14"), require={"all": parts}, as_of="2024-06-01")
    assert (found.outcome, found.notes) == ("unknown/unsettled_law", ("by_date", "saturday"))


def test_a_part_that_waits_is_told_with_its_day():
    require = {"all": [PLAN, {"event": "return_home", "by": "at + 1 year"}]}
    found = first_row(PLACED, on("plan", "2024-02-05"), require=require, as_of="2024-06-01")
    assert (found.outcome, found.due) == ("pending", "2025-03-01")


def test_of_alternatives_that_wait_or_fail_the_waiting_one_is_told():
    require = {"any": [{"event": "return_home", "by": "at + 1 year"}, PLAN]}
    found = first_row(PLACED, require=require, as_of="2024-06-01")
    assert (found.outcome, found.due) == ("pending", "2025-03-01")


def test_a_prohibition_that_is_broken_shows_the_event_that_breaks_it():
    found = first_row(on("plan", "2024-02-05"), PLACED, require={"not": PLAN})
    assert (found.outcome, found.evidence, found.actual, found.due) == (
        "breached/incomplete",
        "e0",
        "2024-02-05",
        "2024-03-01",
    )


def test_a_prohibition_that_is_kept_says_what_its_inside_says():
    """The plan came on the day itself, which counts as in time: the note stays."""
    found = first_row(on("plan", "2024-03-01"), PLACED, require={"not": PLAN})
    assert (found.outcome, found.notes) == ("breached/incomplete", ("same_day", "by_date"))


# --- answers kept and taken over ------------------------------------------------------------------------------------------


def a_verdict() -> Verdict:
    """Three units: yes, no, and still open."""
    yes, no = np.array([True, False, False]), np.array([False, True, False])
    out = Verdict.of(yes, no, due=np.array([10, 20, 30]), reason=np.array([0, 1, 2], np.uint8))
    out.open, out.void = np.array([False, False, True]), np.array([False, False, True])
    out.actual, out.evidence, out.notes = np.array([11, NAT, 31]), np.array([5, -1, 7]), np.array([1, 2, 4], np.uint8)
    return out


def test_the_answers_of_some_units_are_theirs_alone():
    """Every part of the answer follows the units that are kept."""
    kept = a_verdict().at(np.array([False, True, True]))
    assert (kept.yes.tolist(), kept.no.tolist(), kept.open.tolist(), kept.void.tolist()) == (
        [False, False],
        [True, False],
        [False, True],
        [False, True],
    )
    assert (kept.due.tolist(), kept.actual.tolist(), kept.evidence.tolist()) == ([20, 30], [NAT, 31], [-1, 7])
    assert kept.notes.tolist() == [2, 4]


def test_the_opposite_of_an_answer_keeps_its_evidence_and_what_is_open_cannot_be_said():
    opposite = a_verdict().inverted()
    assert (opposite.yes.tolist(), opposite.no.tolist(), opposite.open.tolist()) == (
        [False, True, False],
        [True, False, False],
        [False, False, False],
    )
    assert (opposite.due.tolist(), opposite.actual.tolist(), opposite.evidence.tolist()) == (
        [10, 20, 30],
        [11, NAT, 31],
        [5, -1, 7],
    )
    assert opposite.notes.tolist() == [1, 2, 4]


def test_the_whole_answer_of_another_can_be_taken_for_some_units():
    """The open one becomes what the other says; the rest stays."""
    first, other = a_verdict(), a_verdict().at(np.array([2, 1, 0]))
    first.replace(other, np.array([True, False, False]))
    assert (first.yes.tolist(), first.no.tolist(), first.open.tolist(), first.void.tolist()) == (
        [False, False, False],
        [False, True, False],
        [True, False, True],
        [True, False, True],
    )
    assert (first.due.tolist(), first.actual.tolist(), first.evidence.tolist(), first.notes.tolist()) == (
        [30, 20, 30],
        [31, NAT, 31],
        [7, -1, 7],
        [4, 2, 4],
    )


def test_what_is_forgotten_is_neither_yes_nor_no_nor_open():
    for i, reason in enumerate((5, 6, 7)):
        out = a_verdict()
        mask = np.arange(3) == i
        out.forget(mask, reason)
        assert not (out.yes | out.no | out.open)[i]
        assert out.reason[i] == reason
        assert (out.yes | out.no | out.open).sum() == 2


# --- excuses --------------------------------------------------------------------------------------------------------------


def test_an_excuse_is_shown_with_its_own_event_and_day():
    version = {"unless": {"event": "return_home", "by": "at + 1 month"}}
    found = first_row(on("return_home", "2024-03-20"), PLACED, require=PLAN, version=version)
    assert (found.outcome, found.evidence, found.actual, found.due) == ("excused", "e0", "2024-03-20", "2024-04-01")


def test_an_excuse_that_may_still_come_is_waited_for_until_its_day():
    version = {"unless": {"event": "return_home", "by": "at + 1 month"}}
    found = first_row(PLACED, require=PLAN, version=version, as_of="2024-03-15")
    assert (found.outcome, found.due) == ("pending", "2024-04-01")


def test_why_an_excuse_cannot_be_read_is_the_reason_that_is_told():
    """The excuse hangs on a clock time that is not recorded."""
    version = {"unless": {"event": "return_home", "from": "at", "by": "at + 24 hours"}}
    found = first_row(PLACED, on("return_home", "2024-03-02"), require=PLAN, version=version)
    assert found.outcome == "unknown/no_time"


def test_an_excuse_may_rest_on_a_filter_that_the_export_cannot_carry_without_making_everything_unknown():
    """No talk with the child at all: that its result is not carried cannot have excused anything."""
    version = {"unless": {"event": "child_conversation", "where": {"result": "declined"}, "by": "at + 1 year"}}
    found = every({"require": PLAN} | version, Export([PLACED], without=("result",)))["p"]
    assert found.outcome == "breached/missing"


def test_a_duty_only_some_failed_is_excused_for_those_alone():
    """Three decisions: one with a plan, one excused, one breached; each keeps its own answer."""
    version = {"require": {"event": "plan", "by": "at"}, "unless": {"field": "urgent", "is": "yes"}}
    events = [
        on("decision", "2024-01-01", urgent="no"), on("plan", "2024-01-01", concerns="e0"),
        on("decision", "2024-02-01", urgent="yes"), on("decision", "2024-03-01", urgent="no"), on("plan", "2024-04-01", concerns="e3"),
    ]  # fmt: skip
    found = every(version, Export(events), about="decision")
    assert {k: (v.outcome, v.evidence, v.actual) for k, v in found.items()} == {
        "e0": ("met", "e1", "2024-01-01"),
        "e2": ("excused", "e2", ""),
        "e3": ("breached/late", "e4", "2024-04-01"),
    }


# --- notes ----------------------------------------------------------------------------------------------------------------


def test_the_same_day_is_noted_only_where_the_limit_is_a_date_of_the_unit_itself():
    """A plan on the last day of a counted limit is simply in time."""
    decided, plan = on("decision", "2024-03-01"), on("plan", "2024-03-01")
    assert ask({"require": PLAN}, decided, plan, about="decision").notes == ("same_day", "by_date")
    assert ask({"require": {"event": "plan", "by": "at + 1 day"}}, decided, on("plan", "2024-03-02"), about="decision").notes == ("by_date",)  # fmt: skip
    latest = {"require": {"event": "plan", "by": {"latest": ["at", "at - 1 month"]}}}
    assert ask(latest, decided, plan, about="decision").notes == ("by_date",)
    earliest = {"require": {"event": "plan", "by": {"earliest": ["at", "at + 1 month"]}}}
    assert ask(earliest, decided, plan, about="decision").notes == ("by_date",)
    working = {"require": {"event": "plan", "by": "at + 1 working day"}}
    assert ask(working, decided, on("plan", "2024-03-02"), about="decision").notes == ("by_date",)
    for saturday in (True, False, None):  # Tuesday after Monday 4 March, however Saturdays are read
        found = ask(working, on("decision", "2024-03-04"), on("plan", "2024-03-05"), about="decision", saturday_is_working_day=saturday)  # fmt: skip
        assert (found.outcome, found.notes) == ("met", ("by_date",))
    month = {"require": {"event": "plan", "by": "at + 1 month"}}
    for extend in (False, True):
        found = ask(month, decided, on("plan", "2024-04-01"), about="decision", month_limits_extend=extend)
        assert found.notes == ("by_date",)


def test_a_birthday_is_a_date_of_the_child_and_the_day_itself_is_noted():
    by_15 = {"require": {"event": "plan", "by": "birthday 15"}}
    found = ask(by_15, on("decision", "2024-01-01"), on("plan", "2024-03-01"), about="decision", born="2009-03-01")
    assert found.notes == ("same_day", "by_date")
    later = {"require": {"event": "plan", "by": "birthday 15 + 1 day"}}
    found = ask(later, on("decision", "2024-01-01"), on("plan", "2024-03-02"), about="decision", born="2009-03-01")
    assert found.notes == ("by_date",)


def test_an_event_that_is_late_is_not_on_the_same_day():
    found = ask({"require": PLAN}, on("decision", "2024-03-01"), on("plan", "2024-03-02"), about="decision")
    assert (found.outcome, found.notes) == ("breached/late", ("by_date",))


def test_pairing_by_date_is_noted_only_for_an_event_that_is_not_linked():
    decided = on("decision", "2024-03-01")
    assert ask({"require": PLAN}, decided, on("plan", "2024-02-01"), about="decision").notes == ("by_date",)
    assert ask({"require": PLAN}, decided, on("plan", "2024-02-01", concerns="e0"), about="decision").notes == ()
    assert ask({"require": PLAN}, decided, about="decision").notes == ()


def test_what_belongs_to_a_case_needs_no_link():
    first = {"event": "decision"}
    found = ask({"require": PLAN}, on("decision", "2024-03-01"), on("plan", "2024-02-01"), about="case", first=first)
    assert (found.outcome, found.notes) == ("met", ())
    hours = {"require": {"event": "plan", "from": "at", "by": "at + 24 hours"}}
    found = ask(hours, on("decision", "2024-03-01T12:00"), on("plan", "2024-03-02T11:00"), about="case", first=first)
    assert (found.outcome, found.notes) == ("met", ())


def test_an_event_before_what_it_follows_is_noted_as_reversed():
    follows = {"require": {"event": "plan", "from": "at", "by": "at + 1 month"}}
    found = ask(follows, on("decision", "2024-03-01"), on("plan", "2024-02-29", concerns="e0"), about="decision")
    assert (found.outcome, found.notes) == ("unknown/data_missing", ("reversed",))
    found = ask(follows, on("decision", "2024-03-01"), on("plan", "2024-03-01", concerns="e0"), about="decision")
    assert (found.outcome, found.notes) == ("met", ())


@pytest.mark.parametrize(
    ("limit", "plan", "readings", "note"),
    [
        ({"latest": ["at + 10 working days", "at + 6 working days"]}, "2024-03-14", {}, "saturday"),
        ({"earliest": ["at + 10 working days", "at + 1 year"]}, "2024-03-14", {}, "saturday"),
        ({"latest": ["at + 3 months", "at + 1 month"]}, "2024-06-03", {"month_limits_extend": None}, "weekend"),
        ({"latest": ["at + 1 month", "at + 3 months"]}, "2024-06-03", {"month_limits_extend": None}, "weekend"),
        ({"latest": ["at + 1 day", "at + 3 months"]}, "2024-06-03", {"month_limits_extend": None}, "weekend"),
        ({"earliest": ["at + 3 months", "at + 100 days"]}, "2024-06-03", {"month_limits_extend": None}, "weekend"),
        ({"earliest": ["at + 100 days", "at + 3 months"]}, "2024-06-03", {"month_limits_extend": None}, "weekend"),
        ("at + 3 months", "2024-06-03", {"month_limits_extend": None}, "weekend"),
        ("at + 10 working days", "2024-03-14", {}, "saturday"),
    ],
)  # fmt: skip
def test_the_note_names_the_reading_that_the_answer_hangs_on(limit, plan, readings, note):
    """1 March 2024 and ten working days: 15 March when Saturdays are left out, 13 March when they count."""
    require = {"event": "plan", "by": limit}
    found = ask({"require": require}, on("decision", "2024-03-01"), on("plan", plan), about="decision", **readings)
    assert (found.outcome, found.notes) == ("unknown/unsettled_law", ("by_date", note))


@pytest.mark.parametrize("limit", ["birthday 15", {"latest": ["birthday 15", "at + 1 day"]}, {"earliest": ["birthday 15", "at + 1 year"]}])  # fmt: skip
def test_a_birthday_on_29_february_is_noted_where_the_answer_hangs_on_it(limit):
    """Born 29 February 2008: 15 on 28 February or on 1 March 2023."""
    found = ask(
        {"require": {"event": "plan", "by": limit}}, on("decision", "2023-01-02"), on("plan", "2023-03-01"),
        about="decision", born="2008-02-29", leap_birthday_is_1_march=None,
    )  # fmt: skip
    assert (found.outcome, found.notes) == ("unknown/unsettled_law", ("by_date", "leap_day"))


@pytest.mark.parametrize(
    ("decided", "plan", "readings", "noted"),
    [
        ("2024-03-01", "2024-06-03", {}, True),
        ("2024-03-01", "2024-06-04", {}, False),
        ("2024-03-01", "2024-06-03", {"saturday_is_working_day": True}, False),
        ("2024-03-01", "2024-06-03", {"saturday_is_working_day": False}, True),
        ("2024-09-24", "2024-12-27", {}, False),
        ("2024-09-24", "2024-12-27", {"special_days_are_working_days": False}, True),
        ("2024-03-04", "2024-06-05", {}, False),
    ],
)
def test_a_late_plan_that_the_weekend_might_spare_is_noted(decided, plan, readings, noted):
    """Three months from 1 March end on Saturday 1 June 2024; from 24 September on 24 December, a Tuesday."""
    require = {"event": "plan", "by": "at + 3 months"}
    found = ask({"require": require}, on("decision", decided), on("plan", plan), about="decision", **readings)
    assert (found.outcome, "weekend" in found.notes) == ("breached/late", noted)


def test_a_plan_that_is_missing_or_in_time_hangs_on_no_weekend():
    require = {"require": {"event": "plan", "by": "at + 3 months"}}
    decided = on("decision", "2024-03-01")
    assert ask(require, decided, about="decision").notes == ()
    assert ask(require, decided, on("plan", "2024-06-01"), about="decision").notes == ("by_date",)


def test_limits_that_are_not_in_months_hang_on_no_weekend():
    """30 days from 1 February 2024 end on Saturday 2 March."""
    for by in ("at + 30 days", "at", {"earliest": ["at + 30 days", "at + 2 months"]}):
        found = ask({"require": {"event": "plan", "by": by}}, on("decision", "2024-02-01"), on("plan", "2024-03-04"), about="decision")  # fmt: skip
        assert (found.outcome, found.notes) == ("breached/late", ("by_date",))
