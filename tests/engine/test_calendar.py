"""The engine's column arithmetic against dateutil, holidays and zoneinfo, date by date."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays
import numpy as np
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from caseaudit.engine.calendar import (
    NAT,
    add_hours,
    add_months,
    add_working_days,
    birthday,
    elapsed_seconds,
    new_year,
    year_of,
)

ZONE = ZoneInfo("Europe/Copenhagen")
EPOCH = date(1970, 1, 1).toordinal()

anyday = st.dates(date(1900, 1, 1), date(2150, 12, 31))
recent = st.dates(date(2010, 1, 1), date(2035, 12, 31))
clock = st.datetimes(datetime(1985, 1, 1), datetime(2036, 1, 1)).map(lambda d: d.replace(microsecond=0))
changes = st.sampled_from(
    [date(2023, 3, 26), date(2024, 3, 31), date(2023, 10, 29), date(2024, 10, 27), date(2025, 10, 26)]
)
near_change = st.builds(
    lambda d, minutes: datetime(d.year, d.month, d.day) + timedelta(minutes=minutes), changes, st.integers(-2000, 3000)
)
moments = st.one_of(clock, near_change)


def column(days: list[date | None]) -> np.ndarray:
    return np.array([NAT if d is None else d.toordinal() - EPOCH for d in days], dtype=np.int64)


def dates(days: np.ndarray) -> list[date | None]:
    return [None if d == NAT else date.fromordinal(d + EPOCH) for d in days.tolist()]


def seconds(moment: datetime) -> int:
    return int((moment - datetime(1970, 1, 1)).total_seconds())


def utc(moment: datetime, fold: int) -> datetime:
    return moment.replace(tzinfo=ZONE, fold=fold).astimezone(UTC)


def readings(moment: datetime) -> set[datetime]:
    """What a clock time can mean; one that does not exist is read an hour later, with the offset from before."""
    first, second = utc(moment, 0), utc(moment, 1)
    return {first, second} if second > first else {first}


@given(st.lists(st.none() | anyday, max_size=30), st.integers(-480, 480))
def test_months_are_counted_from_the_anchor_and_clamp_at_the_end_of_the_month(days: list[date | None], n: int) -> None:
    expected = [None if d is None else d + relativedelta(months=n) for d in days]
    assert dates(add_months(column(days), n)) == expected


@given(st.lists(st.none() | recent, min_size=1, max_size=5), st.integers(-480, 480))
def test_a_long_column_with_few_dates_gives_the_same(days: list[date | None], n: int) -> None:
    long = column(days * 4000)
    assert dates(add_months(long, n)[: len(days)]) == [None if d is None else d + relativedelta(months=n) for d in days]


@given(st.lists(st.none() | anyday, max_size=30), st.integers(0, 25))
def test_birthdays_fall_on_the_same_day_number_or_1_march(born: list[date | None], age: int) -> None:
    def expected(d: date | None) -> date | None:
        if d is None:
            return None
        try:
            return d.replace(year=d.year + age)
        except ValueError:
            return date(d.year + age, 3, 1)

    assert dates(birthday(column(born), age)) == [expected(d) for d in born]


@pytest.mark.parametrize(("born", "age", "day"), [
    ("2008-02-29", 15, "2023-03-01"), ("2008-02-29", 16, "2024-02-29"), ("2008-02-28", 15, "2023-02-28"), ("2008-03-01", 15, "2023-03-01"),
])  # fmt: skip
def test_leap_day_birthdays(born: str, age: int, day: str) -> None:
    assert dates(birthday(column([date.fromisoformat(born)]), age)) == [date.fromisoformat(day)]


@given(st.lists(anyday, min_size=1, max_size=30))
def test_years(days: list[date]) -> None:
    assert year_of(column(days)).tolist() == [d.year for d in days]
    assert dates(np.array([new_year(d.year) for d in days])) == [date(d.year, 1, 1) for d in days]


_public = holidays.country_holidays("DK", years=range(2009, 2038))


def working_day(day: date, saturday: bool, special: bool) -> bool:
    closed = day in _public or (not special and (day.month, day.day) in {(6, 5), (12, 24), (12, 31)})
    return not closed and day.weekday() < (6 if saturday else 5)


def count_on(day: date, n: int, saturday: bool, special: bool) -> date:
    while n:
        day += timedelta(days=1)
        n -= working_day(day, saturday, special)
    return day


@settings(deadline=None)
@given(st.lists(st.none() | recent, max_size=20), st.integers(1, 30), st.booleans(), st.booleans())
def test_working_days_are_counted_from_the_day_after(
    days: list[date | None], n: int, saturday: bool, special: bool
) -> None:
    expected = [None if d is None else count_on(d, n, saturday, special) for d in days]
    assert dates(add_working_days(column(days), n, saturday=saturday, special=special)) == expected


@given(recent, st.integers(1, 30), st.booleans())
def test_counting_saturdays_never_gives_a_later_limit(day: date, n: int, special: bool) -> None:
    strict, lenient = (add_working_days(column([day]), n, saturday=s, special=special)[0] for s in (True, False))
    assert strict <= lenient


@pytest.mark.parametrize(("day", "n", "expected"), [
    ("2023-05-04", 1, "2023-05-08"),  # Store Bededag, the last one
    ("2024-04-25", 1, "2024-04-26"),  # abolished
    ("2024-03-27", 1, "2024-04-02"),  # Easter
    ("2023-12-22", 2, "2023-12-28"),  # 25 and 26 December
])  # fmt: skip
def test_holidays(day: str, n: int, expected: str) -> None:
    # 24 December 2023 is a Sunday, so the special days do not matter here
    found = add_working_days(column([date.fromisoformat(day)]), n, saturday=False, special=True)
    assert dates(found) == [date.fromisoformat(expected)]


@given(st.lists(st.tuples(moments, moments), min_size=1, max_size=20))
def test_elapsed_time_is_counted_in_copenhagen_and_knows_the_hour_that_occurs_twice(
    pairs: list[tuple[datetime, datetime]],
) -> None:
    start = np.array([seconds(a) for a, _ in pairs], dtype=np.int64)
    end = np.array([seconds(b) for _, b in pairs], dtype=np.int64)
    least, most = elapsed_seconds(start, end)
    for i, (a, b) in enumerate(pairs):
        lengths = [(y - x).total_seconds() for x in readings(a) for y in readings(b)]
        assert (least[i], most[i]) == (min(lengths), max(lengths))


@given(st.lists(moments, min_size=1, max_size=20), st.integers(0, 200))
def test_hours_pass_on_the_copenhagen_clock(starts: list[datetime], n: int) -> None:
    found = add_hours(np.array([seconds(s) for s in starts], dtype=np.int64), n)
    expected = [(utc(s, 0) + timedelta(hours=n)).astimezone(ZONE).replace(tzinfo=None) for s in starts]
    assert found.tolist() == [seconds(e) for e in expected]


@given(st.lists(clock, min_size=1, max_size=20))
def test_without_a_change_of_clocks_a_time_has_one_meaning(starts: list[datetime]) -> None:
    plain = np.array([seconds(s) for s in starts if len(readings(s)) == 1], dtype=np.int64)
    least, most = elapsed_seconds(plain, plain)
    assert not least.any()
    assert not most.any()
