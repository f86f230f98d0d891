"""The calendar of the law, by plain `datetime`. Shares nothing with the engine's calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
ONE_DAY = timedelta(days=1)


@cache
def plus(day: date, n: int, unit: str) -> date:
    """Months: same day number, else the last day of the month (design.md 4)."""
    if unit == "days":
        return day + timedelta(days=n)
    moved: date = day + relativedelta(months=n if unit == "months" else 12 * n)
    return moved


@cache
def birthdays(born: date, age: int, on_1_march: bool | None) -> tuple[date, date]:
    """The day that an age is reached, by the earlier and the later reading of the law (law.md 2.4).

    They differ for a child born 29 February, in a common year, as long as it is not settled (`None`).
    """
    try:
        day = born.replace(year=born.year + age)
    except ValueError:
        before, after = date(born.year + age, 2, 28), date(born.year + age, 3, 1)
        return (after if on_1_march else before), (before if on_1_march is False else after)
    return day, day


@cache
def holidays(year: int) -> frozenset[date]:
    """Danish public holidays (law.md 2.3). Store Bededag, the 4th Friday after Easter, for the last time in 2023."""
    sunday = easter(year)
    after_easter = [-3, -2, 0, 1, 39, 49, 50] + ([26] if year <= 2023 else [])
    fixed = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    return frozenset(fixed + [sunday + timedelta(days=n) for n in after_easter])


def is_working_day(day: date, saturday: bool, special: bool) -> bool:
    """Monday to Friday (or Saturday) except public holidays; 5 June, 24 and 31 December only where `special`."""
    if day.weekday() == 6 or (day.weekday() == 5 and not saturday) or day in holidays(day.year):
        return False
    return special or (day.month, day.day) not in {(6, 5), (12, 24), (12, 31)}


def next_working_day(day: date, saturday: bool, special: bool) -> date:
    """The day itself where it is a working day, else the first one after it."""
    while not is_working_day(day, saturday, special):
        day += ONE_DAY
    return day


@cache
def plus_working_days(day: date, n: int, saturday: bool, special: bool) -> date:
    """The n-th working day after the day (design.md N4: counted from the day after)."""
    while n:
        day += ONE_DAY
        if is_working_day(day, saturday, special):
            n -= 1
    return day


@cache
def instants(clock: datetime) -> tuple[datetime, ...]:
    """The moments that a Copenhagen clock time can mean: two in the hour that occurs twice, else one.

    A clock time that does not exist is read one hour later, which is what the offset before the change (fold 0) gives.
    """
    first = clock.replace(tzinfo=COPENHAGEN, fold=0).astimezone(UTC)
    second = clock.replace(tzinfo=COPENHAGEN, fold=1).astimezone(UTC)
    return (first, second) if second > first else (first,)


def elapsed(start: datetime, end: datetime) -> tuple[timedelta, timedelta]:
    """Least and most time between two clock times."""
    lengths = [b - a for a in instants(start) for b in instants(end)]
    return min(lengths), max(lengths)


def day_after_hours(start: datetime, hours: int) -> date:
    """The local day `hours` elapsed hours later, counted from the first occurrence of a clock time that occurs twice."""
    return (instants(start)[0] + timedelta(hours=hours)).astimezone(COPENHAGEN).date()
