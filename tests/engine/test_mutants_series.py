"""Duties that come again: which interval or year is told, with its days and its event; the edges of each."""

from __future__ import annotations

import pytest

from one_unit import Export, ask, every, on

HALF_YEAR = {"require": {"recurring": "follow_up", "every": "6 months"}}
BY_LAW = [
    {"until": "2023-12-31", "require": HALF_YEAR["require"]},
    {"from": "2024-01-01", "require": HALF_YEAR["require"]},
]
YEARLY = {"require": {"yearly": "supervision_visit", "at_least": 2}}


def follow_ups(*days: str, **fields: str) -> list[dict[str, str]]:
    return [on("follow_up", d, **fields) for d in days]


def placed(start: str = "2020-01-01", end: str = "", **fields: str) -> dict[str, str]:
    return on("placement", start, ends_on=end, event_id="p", **fields)


def said(rule, *events, **more):
    """What is said of the placement, whose row may stand anywhere."""
    return every(rule, Export(events), **more)["p"]


# --- intervals ----------------------------------------------------------------------------------------------------------------


def test_an_interval_that_was_too_long_is_told_with_its_limit_and_the_event_that_came_late():
    days = follow_ups("2020-02-01", "2020-08-01", "2021-02-02", "2021-08-02")
    found = said(HALF_YEAR, *days, placed(end="2021-09-01"))
    assert (found.outcome, found.due, found.actual, found.evidence) == (
        "breached/late",
        "2021-02-01",
        "2021-02-02",
        "e2",
    )


def test_the_first_of_several_that_were_too_long_is_told_also_from_the_first_row():
    days = follow_ups("2020-02-01", "2020-09-01", "2021-06-01")
    found = said(HALF_YEAR, *days[::-1], placed(end="2021-09-01"))
    assert (found.due, found.actual, found.evidence) == ("2020-08-01", "2020-09-01", "e1")
    found = said(HALF_YEAR, days[1], days[0], placed(end="2020-12-01"))
    assert (found.due, found.actual, found.evidence) == ("2020-08-01", "2020-09-01", "e0")


def test_a_last_interval_that_ran_out_is_told_with_the_event_that_began_it():
    found = said(HALF_YEAR, *follow_ups("2020-02-01"), placed(end="2021-09-01"))
    assert (found.outcome, found.due, found.actual, found.evidence) == ("breached/missing", "2020-08-01", "", "e0")


@pytest.mark.parametrize(("end", "expect"), [("2020-08-01", "met"), ("2020-08-02", "breached/missing")])
def test_the_last_interval_is_kept_when_the_placement_ends_by_its_limit(end, expect):
    assert said(HALF_YEAR, placed(end=end), *follow_ups("2020-02-01")).outcome == expect


def test_a_series_that_was_kept_is_told_with_its_last_interval():
    days = follow_ups("2020-02-01", "2020-08-01")
    found = said(HALF_YEAR, *days, placed(end="2020-10-01"))
    assert (found.outcome, found.due, found.actual, found.evidence) == ("met", "2021-02-01", "", "e1")


@pytest.mark.parametrize(("as_of", "expect"), [("2020-08-01", "pending"), ("2020-08-02", "breached/missing")])
def test_an_interval_that_runs_is_open_until_its_limit_has_passed(as_of, expect):
    found = said(HALF_YEAR, *follow_ups("2020-02-01"), placed(), as_of=as_of)
    assert (found.outcome, found.due, found.actual, found.evidence) == (expect, "2020-08-01", "", "e0")


def test_a_running_series_with_an_interval_that_was_kept_is_met_so_far():
    found = said(HALF_YEAR, *follow_ups("2020-02-01", "2020-07-01"), placed(), as_of="2020-09-01")
    assert (found.outcome, found.due, found.evidence) == ("met", "2021-01-01", "e1")


@pytest.mark.parametrize(
    ("end", "as_of", "expect"),
    [
        ("2020-09-15", "2020-09-14", "breached/missing"), ("2020-09-15", "2020-07-01", "pending"),
        ("2020-07-15", "2020-07-01", "met"), ("2020-08-01", "2020-07-01", "met"), ("2020-08-02", "2020-07-01", "pending"),
    ],
)  # fmt: skip
def test_an_end_that_lies_ahead_is_taken_as_it_is_recorded(end, as_of, expect):
    """Limit 1 August: what ends by then needs no more; what ends later still waits for the next one."""
    assert said(HALF_YEAR, placed(end=end), *follow_ups("2020-02-01"), as_of=as_of).outcome == expect


def test_events_before_the_placement_or_after_its_end_belong_to_something_else():
    days = follow_ups("2019-12-31", "2020-08-15", "2020-10-02")
    assert said(HALF_YEAR, placed(end="2020-10-01"), *days).outcome == "met"
    assert said(HALF_YEAR, placed(end="2020-10-01"), *follow_ups("2019-12-31")).outcome == "not_applicable"
    on_the_edges = follow_ups("2020-01-01", "2020-10-01")
    assert said(HALF_YEAR, placed(end="2020-10-01"), *on_the_edges).outcome == "breached/late"


def test_what_does_not_arise_tells_nothing():
    found = said(HALF_YEAR, placed())
    assert (found.outcome, found.due, found.actual, found.evidence, found.notes) == ("not_applicable", "", "", "", ())


@pytest.mark.parametrize(
    ("second", "expect", "due"),
    [
        ("2023-12-31", "met", "2024-06-30"),
        ("2024-01-01", "unknown/transitional", "2024-02-15"),
        ("2024-06-01", "unknown/transitional", "2024-02-15"),
    ],
)
def test_an_interval_that_crosses_the_last_day_of_the_law_belongs_to_neither(second, expect, due):
    """The interval ends with the second event, and the placement on that day; on 31 December 2023 the old law still holds."""
    found = said(BY_LAW, placed("2023-08-01", end=second), *follow_ups("2023-08-15", second))
    assert (found.outcome, found.due) == (expect, due)


@pytest.mark.parametrize(("as_of", "expect"), [("2023-12-31", "pending"), ("2024-01-01", "unknown/transitional")])
def test_a_running_interval_crosses_when_the_as_of_day_lies_after_the_law(as_of, expect):
    found = said(BY_LAW, *follow_ups("2023-08-15"), placed("2023-08-01"), as_of=as_of)
    assert (found.outcome, found.due, found.evidence) == (expect, "2024-02-15", "e0")


@pytest.mark.parametrize(("end", "expect"), [("2023-12-31", "met"), ("2024-01-01", "unknown/transitional")])
def test_a_last_interval_crosses_when_the_placement_ended_after_the_law(end, expect):
    assert said(BY_LAW, placed("2023-08-01", end=end), *follow_ups("2023-08-15")).outcome == expect


def test_the_interval_that_crosses_is_the_one_that_is_told():
    """A kept interval before it, a later one that is no concern of the old law."""
    days = follow_ups("2023-03-01", "2023-08-15", "2024-01-15", "2024-05-01")
    found = said(BY_LAW, *days, placed("2023-02-01", end="2024-06-01"))
    assert (found.outcome, found.due, found.actual, found.evidence) == (
        "unknown/transitional",
        "2024-02-15",
        "2024-01-15",
        "e2",
    )


def test_a_breach_before_the_change_of_law_is_a_breach_whatever_crosses_it():
    days = follow_ups("2023-01-01", "2023-08-15", "2024-01-15")
    found = said(BY_LAW, placed("2022-12-01", end="2024-06-01"), *days)
    assert (found.outcome, found.due) == ("breached/late", "2023-07-01")


def test_without_a_last_day_of_the_law_nothing_crosses():
    days = follow_ups("2023-08-15", "2024-01-15")
    assert said(HALF_YEAR, placed("2023-08-01", end="2024-06-01"), *days).outcome == "met"


def test_two_events_of_one_day_begin_one_interval_and_the_first_row_of_them_is_shown():
    days = follow_ups("2020-02-01", "2020-02-01", "2020-09-01", "2020-09-01")
    found = said(HALF_YEAR, *days, placed(end="2020-10-01"))
    assert (found.outcome, found.due, found.actual, found.evidence) == (
        "breached/late",
        "2020-08-01",
        "2020-09-01",
        "e2",
    )


OWN = {"require": {"recurring": "follow_up", "every": "next_on"}}


def test_the_latest_day_that_the_events_of_one_day_set_is_the_one_that_holds():
    both = [on("follow_up", "2020-02-01", next_on="2020-03-01"), on("follow_up", "2020-02-01", next_on="2020-05-01")]
    for rows in (both, both[::-1]):
        assert said(OWN, *rows, on("follow_up", "2020-05-01"), placed(end="2020-06-01")).outcome == "met"
        found = said(OWN, *rows, on("follow_up", "2020-05-02"), placed(end="2020-06-01"))
        assert (found.outcome, found.due, found.evidence) == ("breached/late", "2020-05-01", "e2")


def test_a_day_that_an_event_of_unread_kind_may_have_set_leaves_the_breach_in_doubt():
    """Both of 1 March; one surely counts and set 1 May, the other may count and set a day that has not come."""
    rule = {"require": {"recurring": "follow_up", "every": "next_on", "where": {"kind": "child"}}}
    sure = on("follow_up", "2023-03-01", next_on="2023-05-01", kind="child")
    perhaps = on("follow_up", "2023-03-01", next_on="2025-01-01")
    assert said(rule, placed("2023-01-01"), sure, as_of="2024-01-01").outcome == "breached/missing"
    assert said(rule, placed("2023-01-01"), sure, perhaps, as_of="2024-01-01").outcome == "unknown/data_missing"
    assert (
        said(rule, placed("2023-01-01"), sure, perhaps | {"kind": "youth"}, as_of="2024-01-01").outcome
        == "breached/missing"
    )


def test_each_placement_has_its_own_series():
    """Two placements on the case; the follow-ups of the one are not those of the other."""
    events = [
        on("placement", "2020-01-01", ends_on="2021-01-01"), on("placement", "2020-01-01", ends_on="2021-01-01"),
        on("follow_up", "2020-02-01", concerns="e0"), on("follow_up", "2020-07-01", concerns="e0"),
        on("follow_up", "2020-12-01", concerns="e0"), on("follow_up", "2020-03-01", concerns="e1"),
        on("placement", "2020-01-01", case_id="d"),
    ]  # fmt: skip
    found = every(HALF_YEAR, Export(events, cases=("c", "d")))
    assert {k: (v.outcome, v.due, v.evidence) for k, v in found.items()} == {
        "e0": ("met", "2021-06-01", "e4"),
        "e1": ("breached/missing", "2020-09-01", "e5"),
        "e6": ("not_applicable", "", ""),
    }


@pytest.mark.parametrize("without", [("follow_up",), ("ends_on",), ("kind",)])
def test_a_series_that_the_export_cannot_carry_is_unknown(without):
    rule = {"require": {"recurring": "follow_up", "every": "6 months", "where": {"kind": "child"}}}
    events = [e for e in (placed(), *follow_ups("2020-02-01", kind="child")) if e["type"] not in without]
    assert every(rule, Export(events, without=without))["p"].outcome == "unknown/data_missing"


def test_what_only_other_types_lack_does_not_matter_to_a_series():
    rule = {"require": {"recurring": "follow_up", "every": "6 months", "where": {"kind": "child"}}}
    events = [placed(end="2020-03-01"), *follow_ups("2020-02-01", kind="child")]
    for lacking, expect in (
        ({"placement": ["kind"]}, "met"), ({"follow_up": ["ends_on"]}, "met"), ({"plan": ["kind", "ends_on"]}, "met"), ({"follow_up": ["next_on"]}, "met"),
        ({"follow_up": ["kind"]}, "unknown/data_missing"), ({"placement": ["ends_on"]}, "unknown/data_missing"),
    ):  # fmt: skip
        assert every(rule, Export(events, lacking=lacking))["p"].outcome == expect


# --- years ----------------------------------------------------------------------------------------------------------------------


def visits(*days: str, **fields: str) -> list[dict[str, str]]:
    return [on("supervision_visit", d, **fields) for d in days]


def test_a_year_with_too_few_is_told_with_its_last_day_and_its_last_visit():
    days = visits("2020-03-01", "2020-09-01", "2021-05-01", "2022-01-01", "2022-03-01")
    found = said(YEARLY, *days, placed(end="2022-12-31"))
    assert (found.outcome, found.due, found.actual, found.evidence) == (
        "breached/missing",
        "2021-12-31",
        "2021-05-01",
        "e2",
    )


def test_a_year_with_none_at_all_has_no_visit_to_tell_of():
    found = said(YEARLY, *visits("2020-03-01", "2020-09-01"), placed(end="2021-12-31"))
    assert (found.outcome, found.due, found.actual, found.evidence) == ("breached/missing", "2021-12-31", "", "")
    found = said(YEARLY, placed(end="2020-12-31"))
    assert (found.outcome, found.due, found.actual, found.evidence) == ("breached/missing", "2020-12-31", "", "")


def test_the_first_year_that_fails_is_told_and_stays_so():
    days = visits("2020-03-01", "2021-05-01", "2021-06-01", "2022-03-01")
    found = said(YEARLY, *days, placed(end="2022-12-31"))
    assert (found.outcome, found.due, found.actual, found.evidence) == (
        "breached/missing",
        "2020-12-31",
        "2020-03-01",
        "e0",
    )


def test_years_that_were_kept_are_told_with_the_last_of_them():
    days = visits("2020-03-01", "2020-09-01", "2021-03-01", "2021-08-01")
    found = said(YEARLY, *days, placed(end="2021-12-31"))
    assert (found.outcome, found.due, found.actual, found.evidence, found.notes) == (
        "met",
        "2021-12-31",
        "2021-08-01",
        "e3",
        ("rolling_year",) if found.notes else (),
    )
    first_rows = said(YEARLY, *visits("2020-09-01", "2020-03-01"), placed(end="2020-12-31"))
    assert (first_rows.outcome, first_rows.actual, first_rows.evidence) == ("met", "2020-09-01", "e0")


@pytest.mark.parametrize(
    ("as_of", "days", "expect", "due"),
    [
        ("2021-06-01", ("2020-03-01", "2020-09-01"), "met", "2020-12-31"),
        ("2020-06-01", (), "pending", "2020-12-31"),
        ("2020-12-31", ("2020-03-01",), "pending", "2020-12-31"),
        ("2021-01-01", ("2020-03-01",), "breached/missing", "2020-12-31"),
        ("2020-12-31", ("2020-03-01", "2020-05-01"), "met", "2020-12-31"),
    ],
)
def test_the_running_year_gives_no_breach(as_of, days, expect, due):
    """Open until its last day has passed, unless a year before it was kept or it is kept already."""
    found = said(YEARLY, placed("2020-01-01"), *visits(*days), as_of=as_of)
    assert (found.outcome, found.due) == (expect, due)


@pytest.mark.parametrize(
    ("start", "end", "expect"),
    [
        ("2020-01-01", "2020-12-31", "breached/missing"), ("2020-01-02", "2020-12-31", "not_applicable"),
        ("2020-01-01", "2020-12-30", "not_applicable"), ("2019-06-01", "2021-06-01", "breached/missing"),
        ("2020-06-01", "2021-06-01", "not_applicable"), ("2019-12-31", "2021-01-01", "breached/missing"),
    ],
)  # fmt: skip
def test_only_full_calendar_years_are_counted(start, end, expect):
    assert said(YEARLY, placed(start, end)).outcome == expect


@pytest.mark.parametrize(("day", "expect"), [("2020-01-01", "met"), ("2020-12-31", "met"), ("2019-12-31", "breached/missing"), ("2021-01-01", "breached/missing")])  # fmt: skip
def test_the_first_and_the_last_day_of_the_year_belong_to_it(day, expect):
    rule = {"require": {"yearly": "supervision_visit", "at_least": 1}}
    assert said(rule, placed("2019-07-01", "2021-07-01"), *visits(day)).outcome == expect


def test_each_placement_has_its_own_years_and_its_own_note():
    events = [
        on("placement", "2020-01-01", ends_on="2021-12-31"), on("placement", "2021-01-01", ends_on="2021-12-31"),
        on("placement", "2021-03-01", ends_on="2021-12-31"),
        *visits("2020-01-10", "2020-01-20", "2021-12-01", "2021-12-02", concerns="e0"), *visits("2021-03-01", concerns="e1"),
    ]  # fmt: skip
    found = every(YEARLY, Export(events))
    assert {k: (v.outcome, v.due, v.evidence, v.notes) for k, v in found.items()} == {
        "e0": ("met", "2021-12-31", "e6", ("rolling_year",)),
        "e1": ("breached/missing", "2021-12-31", "e7", ()),
        "e2": ("not_applicable", "", "", ()),
    }


def test_a_placement_without_visits_of_its_own_has_none_to_tell_of():
    """The visits of the other placement on the case are not its own; the first row of the export is one of them."""
    events = [
        *visits("2020-03-01", "2020-09-01", concerns="q"), placed(end="2020-12-31"),
        on("placement", "2020-01-01", ends_on="2020-12-31", event_id="q"),
    ]  # fmt: skip
    found = every(YEARLY, Export(events))
    assert {k: (v.outcome, v.actual, v.evidence) for k, v in found.items()} == {
        "p": ("breached/missing", "", ""),
        "q": ("met", "2020-09-01", "e1"),
    }


def test_a_placement_that_has_ended_stays_met_while_another_runs_on():
    events = [
        placed(end="2020-12-31"), on("placement", "2020-01-01", ends_on="2022-12-31", event_id="q"),
        *visits("2020-03-01", "2020-09-01"),
    ]  # fmt: skip
    found = every(YEARLY, Export(events))
    assert {k: (v.outcome, v.due) for k, v in found.items()} == {
        "p": ("met", "2020-12-31"),
        "q": ("breached/missing", "2021-12-31"),
    }


def test_a_rule_that_no_placement_is_under_counts_nothing():
    assert every(YEARLY, Export([on("decision", "2020-01-01")])) == {}
    assert every(HALF_YEAR, Export([on("decision", "2020-01-01")])) == {}
    assert every([{"from": "2024-01-01"} | YEARLY], Export([placed()]))["p"].outcome == "not_applicable"


def test_a_case_may_have_a_series_too():
    """The case ends when the event that dates it ends; linked or not, what happened on the case counts."""
    events = [
        on("placement", "2020-01-01", ends_on="2020-12-31"),
        *visits("2020-02-01"),
        *visits("2020-03-01", concerns="e0"),
    ]
    found = ask(YEARLY, *events, about="case", first={"event": "placement"})
    assert (found.outcome, found.actual) == ("met", "2020-03-01")
