"""Twelve months in a row with fewer visits than each calendar year asks for: the note, and the days on which it begins."""

from __future__ import annotations

import pytest

from one_unit import ask, on

ONCE = {"require": {"yearly": "supervision_visit", "at_least": 1}}
TWICE = {"require": {"yearly": "supervision_visit", "at_least": 2}}


def visits(*days: str) -> list[dict[str, str]]:
    return [on("supervision_visit", d) for d in days]


def noted(rule, start, end, *days, as_of="2030-01-01"):
    found = ask(rule, on("placement", start, ends_on=end), *visits(*days), as_of=as_of)
    assert found.outcome == "met"
    return "rolling_year" in found.notes


@pytest.mark.parametrize(("second", "expect"), [("2023-06-01", False), ("2023-06-02", True)])
def test_a_year_between_two_visits_is_counted_from_the_day_after_the_first(second, expect):
    """After a visit on 1 June 2022 the twelve months run from 2 June 2022 to 1 June 2023."""
    assert noted(ONCE, "2022-01-01", "2023-12-31", "2022-06-01", second) is expect


@pytest.mark.parametrize(("visit", "expect"), [("2022-06-30", False), ("2022-07-01", True)])
def test_the_first_twelve_months_begin_on_the_day_of_the_placement(visit, expect):
    """Placed on 1 July 2021: the twelve months end on 30 June 2022."""
    assert noted(ONCE, "2021-07-01", "2022-12-31", visit) is expect


@pytest.mark.parametrize(("end", "expect"), [("2023-06-29", False), ("2023-06-30", True), ("2023-07-31", True)])
def test_the_last_twelve_months_include_the_day_on_which_the_placement_ended(end, expect):
    """One visit on 30 June 2022; twelve months without a visit end on 30 June 2023."""
    assert noted(ONCE, "2022-01-01", end, "2022-06-30") is expect


@pytest.mark.parametrize("end", ["", "2024-12-31", "2023-07-01"])
@pytest.mark.parametrize(("as_of", "expect"), [("2023-06-30", False), ("2023-07-01", True)])
def test_a_running_placement_is_seen_up_to_the_day_before_the_as_of_day(end, as_of, expect):
    assert noted(ONCE, "2022-01-01", end, "2022-06-30", as_of=as_of) is expect


def test_a_placement_that_ends_on_the_as_of_day_still_runs():
    """What happens on the as-of day itself is not in the export yet."""
    assert not noted(ONCE, "2022-01-01", "2023-06-30", "2022-06-30", as_of="2023-06-30")


@pytest.mark.parametrize(("third", "expect"), [("2023-02-01", False), ("2023-02-02", True)])
def test_where_two_are_asked_the_second_next_visit_closes_the_twelve_months(third, expect):
    """Visits on 1 February and 1 November 2022: from 2 February 2022 to 1 February 2023 a second one must come."""
    days = ["2022-01-10", "2022-02-01", "2022-11-01", third, "2023-09-01"]
    assert noted(TWICE, "2022-01-01", "2023-12-31", *days) is expect


def test_another_placement_on_the_case_is_judged_on_its_own_visits():
    """The gap of the one placement is not a gap of the other."""
    own = [
        on("supervision_visit", d, concerns="e0")
        for d in ("2022-02-01", "2022-08-01", "2023-02-01", "2023-07-31", "2023-12-01")
    ]
    other = [on("placement", "2022-01-01", ends_on="2023-12-31"), on("supervision_visit", "2022-01-05", concerns="e1")]
    found = ask(TWICE, on("placement", "2022-01-01", ends_on="2023-12-31"), *other, *own)
    assert (found.outcome, found.notes) == ("met", ())


@pytest.mark.parametrize(("rule", "days"), [(ONCE, ["2022-06-01"]), (TWICE, ["2022-06-01"])])
def test_a_year_with_too_few_visits_is_a_breach_and_carries_no_such_note(rule, days):
    found = ask(rule, on("placement", "2022-01-01", ends_on="2023-12-31"), *visits(*days))
    assert (found.outcome, found.notes) == ("breached/missing", ())
