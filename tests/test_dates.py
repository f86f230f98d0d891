"""Periods and days as users write them."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseaudit.dates import parse_day, parse_period, show
from caseaudit.texts import use_language


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024H1", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024-H2", date(2024, 7, 1), date(2024, 12, 31)),
        ("2024q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024Q4", date(2024, 10, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-07-01..2024-09-30", date(2024, 7, 1), date(2024, 9, 30)),
        ("01-07-2024..30-09-2024", date(2024, 7, 1), date(2024, 9, 30)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text, first, last):
    """Years, half-years, quarters, months and free spans are closed intervals of days."""
    period = parse_period(text)
    assert (period.first, period.last) == (first, last)
    assert first in period
    assert last + timedelta(days=1) not in period


@pytest.mark.parametrize("text", ["", "24", "2024Q5", "2024H3", "2024-13", "2024-00", "2024-09-30..2024-07-01", "x..y"])
def test_what_is_no_period_is_refused(text):
    """A period that cannot be, or that ends before it begins, is refused."""
    with pytest.raises(ValueError):
        parse_period(text)


@given(st.integers(1990, 2100))
def test_quarters_and_months_make_up_the_year(year):
    """Four quarters, and twelve months, follow on each other without gap or overlap."""
    for parts in ([f"{year}Q{q}" for q in range(1, 5)], [f"{year}-{m:02d}" for m in range(1, 13)]):
        periods = [parse_period(p) for p in parts]
        assert periods[0].first == date(year, 1, 1)
        assert periods[-1].last == date(year, 12, 31)
        for a, b in itertools.pairwise(periods):
            assert b.first - a.last == timedelta(days=1)


@given(st.dates(date(1900, 1, 1)))
def test_a_day_that_is_shown_can_be_read_again(day):
    """What we show in Danish or English we also understand."""
    with use_language("da"):
        assert parse_day(show(day)) == day
    with use_language("en"):
        assert parse_day(show(day)) == day
