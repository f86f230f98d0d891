"""Date arithmetic on whole columns. A day is an int64 count from 1970-01-01; `NAT` is a day that is not known."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.int64]

NAT = int(np.iinfo(np.int64).min)
SECONDS_A_DAY = 86_400
ZONE = "Europe/Copenhagen"
SPECIAL_DAYS = ((6, 5), (12, 24), (12, 31))
"""Not public holidays; whether they are working days is a setting (they are, unless it says otherwise)."""


def add_months(days: Days, months: int) -> Days:
    """Same day number `months` later, else the last day of that month. Always counted from the anchor, never chained.

    >>> add_months(np.array(["2024-11-30"], "datetime64[D]").astype("int64"), 3).astype("datetime64[D]")[0]
    np.datetime64('2025-02-28')
    """
    known = days != NAT
    d = np.where(known, days, 0).astype("datetime64[D]")
    month = d.astype("datetime64[M]")
    target = month + months
    first = target.astype("datetime64[D]")
    length = (target + 1).astype("datetime64[D]") - first
    day_number = d - month.astype("datetime64[D]")
    out = (first + np.minimum(day_number, length - 1)).astype(np.int64)
    return np.where(known, out, NAT)


def birthday(birth: Days, age: int) -> Days:
    """The day the child turns `age`; someone born on 29 February turns it on 1 March in a common year."""
    out = add_months(birth, 12 * age)
    leap = (birth != NAT) & (_day_number(birth) != _day_number(out))
    return np.where(leap, out + 1, out)


def _day_number(days: Days) -> Days:
    d = np.where(days == NAT, 0, days).astype("datetime64[D]")
    return (d - d.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64)


def year_of(days: Days) -> Days:
    """Calendar year; meaningless where the day is not known."""
    return np.where(days == NAT, 0, days).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def new_year(year: int) -> int:
    """1 January of `year` as a day count."""
    return int(np.datetime64(f"{year:04d}-01-01", "D").astype(np.int64))


@lru_cache(maxsize=8)
def _working_days(first_year: int, last_year: int, saturday: bool, special: bool) -> Days:
    """Every working day of the years, sorted. Store Bededag is a holiday up to 2023, as the `holidays` library knows."""
    import holidays

    days = np.arange(new_year(first_year), new_year(last_year + 1))
    weekday = (days + 3) % 7  # 1970-01-01 was a Thursday
    free = set(holidays.country_holidays("DK", years=range(first_year, last_year + 1)))
    if not special:
        free |= {np.datetime64(f"{y}-{m:02d}-{d:02d}").item() for y in range(first_year, last_year + 1) for m, d in SPECIAL_DAYS}
    closed = np.array(sorted(free), dtype="datetime64[D]").astype(np.int64)
    return days[(weekday < (6 if saturday else 5)) & ~np.isin(days, closed)]


def add_working_days(days: Days, n: int, *, saturday: bool, special: bool) -> Days:
    """The n-th working day after `days`; the day itself is not counted."""
    known = days != NAT
    if not known.any():
        return days
    years = year_of(days[known])
    table = _working_days(int(years.min()), int(years.max()) + 1 + n // 200, saturday, special)
    at = np.searchsorted(table, np.where(known, days, table[0]), side="right")
    return np.where(known, table[np.minimum(at + n - 1, len(table) - 1)], NAT)


def elapsed_seconds(start: Days, end: Days) -> tuple[Days, Days]:
    """Least and most seconds that passed between two Copenhagen clock times (seconds since 1970, local).

    They differ only where a clock time occurs twice, in the night when summer time ends.
    """
    start_first, start_second = _utc(start)
    end_first, end_second = _utc(end)
    return end_first - start_second, end_second - start_first


def add_hours(local: Days, hours: int) -> Days:
    """The Copenhagen clock time `hours` elapsed hours later (seconds since 1970, local)."""
    import pandas as pd

    first, _ = _utc(local)
    later = pd.DatetimeIndex((first + hours * 3600).astype("datetime64[s]"), tz="UTC").tz_convert(ZONE)
    return later.tz_localize(None).as_unit("s").asi8


def _utc(local: Days) -> tuple[Days, Days]:
    """UTC seconds for the first and the second occurrence of each clock time."""
    import pandas as pd

    index = pd.DatetimeIndex(local.astype("datetime64[s]"))
    hour = pd.Timedelta(hours=1)
    first, second = (
        index.tz_localize(ZONE, ambiguous=np.full(len(index), dst), nonexistent=hour).as_unit("s").asi8
        for dst in (True, False)
    )
    return first, second
