"""The calendar at the edges that dates drawn at random seldom meet."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pytest

from caseaudit.engine import calendar
from caseaudit.engine.calendar import (
    NAT,
    add_hours,
    add_months,
    add_working_days,
    birthday,
    elapsed_seconds,
    next_working_day,
    year_of,
)
from caseaudit.engine.judge import inside
from caseaudit.engine.moments import shift

DAY = 86_400


def days(*shown: str) -> np.ndarray:
    return np.array([NAT if not d else (date.fromisoformat(d) - date(1970, 1, 1)).days for d in shown], dtype=np.int64)


def shown(column: np.ndarray) -> list[str]:
    return ["" if d == NAT else str(np.int64(d).astype("datetime64[D]")) for d in column.tolist()]


def seconds(*moments: str) -> np.ndarray:
    return np.array([(datetime.fromisoformat(m) - datetime(1970, 1, 1)).total_seconds() for m in moments]).astype(
        np.int64
    )


def test_a_column_in_which_no_day_is_known_stays_so():
    """And the column that was given is left as it was."""
    for unknown in (days("", ""), days()):
        for found in (
            add_months(unknown, 3),
            birthday(unknown, 15),
            add_working_days(unknown, 3, saturday=True, special=True),
            next_working_day(unknown, saturday=True, special=True),
        ):
            assert (found.tolist(), found.dtype, found is unknown) == (unknown.tolist(), np.dtype(np.int64), False)


@pytest.mark.parametrize("filler", [0, 1, 2, 3, 30, 400])
def test_few_days_far_apart_and_many_days_close_together_are_counted_alike(filler):
    """31 January and 29 February among more or fewer days in between, and days that are not known."""
    column = np.concatenate([days("2024-01-31", "", "2024-02-29"), days("2024-02-10")[[0] * filler]])
    assert shown(add_months(column, 1))[:3] == ["2024-02-29", "", "2024-03-29"]
    assert shown(add_months(column, 1))[3:] == ["2024-03-10"] * filler
    found = add_working_days(column, 1, saturday=False, special=True)
    assert shown(found)[:3] == ["2024-02-01", "", "2024-03-01"]


@pytest.mark.parametrize(
    ("born", "age", "march", "february"),
    [
        ("2008-02-29", 15, "2023-03-01", "2023-02-28"), ("2008-02-29", 16, "2024-02-29", "2024-02-29"),
        ("2008-02-28", 15, "2023-02-28", "2023-02-28"), ("2008-03-01", 16, "2024-03-01", "2024-03-01"), ("", 15, "", ""),
        ("2008-02-29", 0, "2008-02-29", "2008-02-29"), ("1970-01-31", 1, "1971-01-31", "1971-01-31"), ("1896-02-29", 4, "1900-03-01", "1900-02-28"),
    ],
)  # fmt: skip
def test_a_birthday_by_the_two_readings(born, age, march, february):
    """With a neighbour whose day is not known, and one whose day is known."""
    for column in (days(born), days("", born), days(born, "1970-01-01"), days(born, "1970-01-02")):
        at = 1 if len(column) > 1 and column[0] == NAT and born else 0
        assert shown(birthday(column, age))[at] == march
        assert shown(birthday(column, age, leap_on_1_march=True))[at] == march
        assert shown(birthday(column, age, leap_on_1_march=False))[at] == february


def test_a_year_is_that_of_its_first_and_of_its_last_day():
    assert year_of(days("2023-12-31", "2024-01-01", "1969-12-31", "1900-01-01", "")).tolist() == [
        2023,
        2024,
        1969,
        1900,
        1970,
    ]
    assert year_of(days("2024-01-01")).dtype == np.dtype(np.int64)


@pytest.mark.parametrize(
    "start", ["2022-12-30", "2023-01-01", "2023-12-29", "2023-12-31", "2024-01-01", "2024-12-30", "2024-12-31"]
)
@pytest.mark.parametrize("n", [1, 2, 199, 200, 250, 251, 252, 253, 503, 504, 1000])
def test_working_days_run_on_into_the_next_years(start, n):
    assert shown(add_working_days(days(start), n, saturday=False, special=True)) == [_plainly(start, n)]


def _plainly(start: str, n: int) -> str:
    """Count one day after another."""
    import holidays

    free = holidays.country_holidays("DK", years=range(1990, 2040))
    day = date.fromisoformat(start)
    while n:
        day = date.fromordinal(day.toordinal() + 1)
        n -= day.weekday() < 5 and day not in free
    return day.isoformat()


@pytest.mark.parametrize(
    ("day", "saturday", "special", "expect"),
    [
        ("2024-06-01", False, True, "2024-06-03"), ("2024-06-01", True, True, "2024-06-01"), ("2024-06-02", True, True, "2024-06-03"),
        ("2024-06-05", False, True, "2024-06-05"), ("2024-06-05", False, False, "2024-06-06"), ("2024-12-24", False, False, "2024-12-27"),
        ("2024-12-24", False, True, "2024-12-24"), ("2024-12-31", False, False, "2025-01-02"), ("2024-12-31", False, True, "2024-12-31"),
        ("2024-05-09", False, True, "2024-05-10"), ("2023-05-05", False, True, "2023-05-08"), ("2023-05-05", True, True, "2023-05-06"),
        ("2024-04-26", False, True, "2024-04-26"), ("2024-01-01", False, True, "2024-01-02"), ("2024-12-25", False, True, "2024-12-27"),
        ("2024-06-03", False, True, "2024-06-03"), ("2024-06-06", False, False, "2024-06-06"), ("2024-07-05", False, False, "2024-07-05"),
        ("2023-06-05", False, False, "2023-06-06"), ("2025-12-24", False, False, "2025-12-29"), ("2025-12-31", True, False, "2026-01-02"),
        ("", False, True, ""),
    ],
)  # fmt: skip
def test_the_day_itself_or_the_next_that_is_a_working_day(day, saturday, special, expect):
    """Also in a column with a day that is not known, and one of another year."""
    assert shown(next_working_day(days(day), saturday=saturday, special=special)) == [expect]
    found = next_working_day(days(day, "", "2022-03-01"), saturday=saturday, special=special)
    assert shown(found) == [expect, "", "2022-03-01"]


def test_the_special_days_are_those_three_in_every_year_that_is_looked_at():
    """From the first year to the last, one after another, in a column of many years."""
    years = range(2010, 2030)
    for month_day, after in (("06-05", 1), ("12-24", 1), ("12-31", 1)):
        column = days(*(f"{y}-{month_day}" for y in years))
        moved = next_working_day(column, saturday=True, special=False)
        assert ((moved - column) >= after).all()


@pytest.mark.parametrize(
    ("start", "end", "least", "most"),
    [
        ("2024-03-30T12:00", "2024-03-31T12:00", 23, 23), ("2024-10-26T12:00", "2024-10-27T12:00", 25, 25),
        ("2024-03-31T01:59", "2024-03-31T03:00", 1 / 60, 1 / 60), ("2024-03-31T01:30", "2024-03-31T02:30", 1, 1), ("2024-03-31T02:30", "2024-03-31T03:30", 0, 0),
        ("2024-10-27T01:30", "2024-10-27T02:30", 1, 2), ("2024-10-27T02:30", "2024-10-27T03:30", 1, 2), ("2024-10-27T02:30", "2024-10-27T02:30", -1, 1),
        ("2024-10-27T01:59", "2024-10-27T03:00", 2 + 1 / 60, 2 + 1 / 60), ("2024-10-27T02:00", "2024-10-28T02:00", 24, 25),
        ("2024-07-01T00:00", "2024-07-02T00:00", 24, 24), ("2024-03-31T00:00", "2024-04-01T00:00", 23, 23), ("2024-10-27T00:00", "2024-10-28T00:00", 25, 25),
        ("2024-03-30T23:59", "2024-04-01T00:01", 23 + 2 / 60, 23 + 2 / 60), ("2024-06-01T12:00", "2024-12-01T12:00", 183 * 24 + 1, 183 * 24 + 1),
        ("2024-03-31T02:00", "2024-03-31T03:00", 0, 0), ("2024-10-27T02:59", "2024-10-27T03:00", 1 / 60, 1 + 1 / 60),
    ],
)  # fmt: skip
def test_elapsed_time_around_the_changes_of_the_clock(start, end, least, most):
    """A clock time of the hour that is skipped is an hour later; one of the hour that occurs twice is either."""
    for others in ([], ["2024-07-01T00:00"], ["2024-01-01T12:00", "2022-05-05T05:05"]):
        found = elapsed_seconds(seconds(start, *others), seconds(end, *others))
        assert (found[0][0], found[1][0]) == (round(least * 3600), round(most * 3600))
        assert not found[0][1:].any()
        assert not found[1][1:].any()


def test_nothing_has_no_elapsed_time():
    none = seconds()
    assert [x.tolist() for x in elapsed_seconds(none, none)] == [[], []]
    assert add_hours(none, 24).tolist() == []


@pytest.mark.parametrize(
    ("start", "n", "expect"),
    [
        ("2024-03-30T12:00", 24, "2024-03-31T13:00"), ("2024-10-26T12:00", 24, "2024-10-27T11:00"), ("2024-03-31T01:30", 1, "2024-03-31T03:30"),
        ("2024-10-27T01:30", 1, "2024-10-27T02:30"), ("2024-10-27T01:30", 2, "2024-10-27T02:30"), ("2024-10-27T02:30", 1, "2024-10-27T02:30"),
        ("2024-10-27T02:30", 2, "2024-10-27T03:30"), ("2024-03-31T02:30", 1, "2024-03-31T04:30"), ("2024-07-01T12:00", 24, "2024-07-02T12:00"),
        ("2024-03-28T12:00", 72, "2024-03-31T13:00"), ("2024-03-30T23:30", 1, "2024-03-31T00:30"), ("2024-03-30T01:30", 24, "2024-03-31T01:30"),
        ("2024-03-30T02:30", 24, "2024-03-31T03:30"), ("2024-10-26T02:30", 24, "2024-10-27T02:30"), ("2024-10-26T02:30", 25, "2024-10-27T02:30"),
        ("2024-10-26T02:30", 26, "2024-10-27T03:30"), ("2024-01-01T00:00", 0, "2024-01-01T00:00"), ("2024-03-31T00:30", 24, "2024-04-01T01:30"),
        ("2024-10-27T00:30", 24, "2024-10-27T23:30"), ("2024-10-25T23:30", 48, "2024-10-27T22:30"),
    ],
)  # fmt: skip
def test_hours_around_the_changes_of_the_clock(start, n, expect):
    for others in ([], ["2024-07-01T00:00"], ["2024-01-01T12:00", "2022-05-05T05:05"]):
        found = add_hours(seconds(start, *others), n)
        assert found[0] == seconds(expect)[0]
        assert ((found - seconds(start, *others))[1:] == n * 3600).all()


@pytest.mark.parametrize("change", ["2024-03-31", "2024-10-27"])
@pytest.mark.parametrize("nearby", range(-4, 5))
def test_the_change_of_the_clock_is_looked_up_on_the_days_around_it_and_on_no_others(change, nearby):
    """Away from it, the offset at midnight holds all day: from the day before it until two days after it is looked up."""
    day = days(change) + nearby
    for column in (day, np.concatenate([day, day - 5]), np.concatenate([day - 5, day, day + 5])):
        at = 1 if len(column) == 3 else 0
        offset, near = calendar._offsets(column)
        summer = (nearby > 0) if change == "2024-03-31" else (nearby <= 0)
        assert offset[at] == (7200 if summer else 3600)
        assert near[at] == (-1 <= nearby <= 2)
        assert near.dtype == np.dtype(bool)


@pytest.mark.parametrize(
    ("n", "unit", "expect"),
    [
        (1, "months", "2024-03-29"), (-1, "months", "2024-01-29"), (1, "years", "2025-02-28"), (-4, "years", "2020-02-29"), (1, "days", "2024-03-01"),
        (-29, "days", "2024-01-31"), (0, "days", "2024-02-29"), (24, "hours", "2024-03-01"), (25, "hours", "2024-03-02"), (1, "hours", "2024-03-01"),
        (23, "hours", "2024-03-01"), (48, "hours", "2024-03-02"), (0, "working_days", "2024-02-29"),
    ],
)  # fmt: skip
def test_a_length_of_time_from_29_february(n, unit, expect):
    assert shown(shift(days("2024-02-29", ""), n, unit)) == [expect, ""]


@pytest.mark.parametrize(
    ("span", "expect"),
    [
        ((None, None), [True, True, True, False]), ((1, None), [False, True, True, False]), ((None, 1), [True, True, False, False]),
        ((1, 1), [False, True, False, False]), ((2, 1), [False] * 4),
    ],
)  # fmt: skip
def test_a_version_covers_its_first_and_its_last_day_and_no_day_that_is_not_known(span, expect):
    column = np.array([0, 1, 2, NAT])
    assert inside(column, span).tolist() == expect
