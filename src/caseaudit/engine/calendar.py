"""Date arithmetic on whole columns. A day is an int64 count from 1970-01-01; `NAT` is a day that is not known."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

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
    return _by_table(days, lambda d: _add_months(d, months))


def _add_months(days: Days, months: int) -> Days:
    d = days.astype("datetime64[D]")
    month = d.astype("datetime64[M]")
    target = month + months
    first = target.astype("datetime64[D]")
    length = (target + 1).astype("datetime64[D]") - first
    day_number = d - month.astype("datetime64[D]")
    out: Days = (first + np.minimum(day_number, length - 1)).astype(np.int64)
    return out


def _by_table(days: Days, compute: Callable[[Days], Days]) -> Days:
    """Apply `compute` to known days; where many days share few dates, once per date. Unknown days stay unknown."""
    known = days != NAT
    if not known.any():
        return days.copy()
    first, last = int(days[known].min()), int(days[known].max())
    if last - first >= len(days):
        return np.where(known, compute(np.where(known, days, first)), NAT)
    table = compute(np.arange(first, last + 1))
    return np.where(known, table[np.where(known, days, first) - first], NAT)


def birthday(birth: Days, age: int, *, leap_on_1_march: bool = True) -> Days:
    """The day the child turns `age`; someone born on 29 February turns it on 1 March (or 28 February) in a common year."""
    out = add_months(birth, 12 * age)
    if not leap_on_1_march:
        return out
    leap = (birth != NAT) & (_day_number(birth) != _day_number(out))
    return np.where(leap, out + 1, out)


def _day_number(days: Days) -> Days:
    d = np.where(days == NAT, 0, days).astype("datetime64[D]")
    out: Days = (d - d.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64)
    return out


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
    free: set[Any] = set(holidays.country_holidays("DK", years=range(first_year, last_year + 1)))
    if not special:
        free |= {
            np.datetime64(f"{y}-{m:02d}-{d:02d}").item()
            for y in range(first_year, last_year + 1)
            for m, d in SPECIAL_DAYS
        }
    closed = np.array(sorted(free), dtype="datetime64[D]").astype(np.int64)
    return days[(weekday < (6 if saturday else 5)) & ~np.isin(days, closed)]


def add_working_days(days: Days, n: int, *, saturday: bool, special: bool) -> Days:
    """The n-th working day after `days`; the day itself is not counted."""

    def compute(d: Days) -> Days:
        first, last = year_of(np.array([d.min(), d.max()]))
        table = _working_days(int(first), int(last) + 1 + n // 200, saturday, special)
        return table[np.searchsorted(table, d, side="right") + n - 1]

    return _by_table(days, compute)


def next_working_day(days: Days, *, saturday: bool, special: bool) -> Days:
    """The day itself where it is a working day, else the first one after it."""
    return add_working_days(np.where(days == NAT, NAT, days - 1), 1, saturday=saturday, special=special)


def elapsed_seconds(start: Days, end: Days) -> tuple[Days, Days]:
    """Least and most seconds that passed between two Copenhagen clock times (seconds since 1970, local).

    They differ only where a clock time occurs twice, in the night when summer time ends.
    """
    start_first, start_second = _utc(start)
    end_first, end_second = _utc(end)
    return end_first - start_second, end_second - start_first


def add_hours(local: Days, hours: int) -> Days:
    """The Copenhagen clock time `hours` elapsed hours later (seconds since 1970, local)."""
    first, _ = _utc(local)
    later = first + hours * 3600
    plain = later + _offsets(later // SECONDS_A_DAY)[0]
    unsure = _offsets(plain // SECONDS_A_DAY)[1] | _offsets(later // SECONDS_A_DAY)[1]
    if unsure.any():
        import pandas as pd

        zoned = pd.DatetimeIndex(later[unsure].astype("datetime64[s]"), tz="UTC").tz_convert(ZONE)
        plain[unsure] = zoned.tz_localize(None).as_unit("s").asi8
    return plain


def _utc(local: Days) -> tuple[Days, Days]:
    """UTC seconds for the first and the second occurrence of each clock time; a clock time that is skipped is an hour later."""
    offset, switch = _offsets(local // SECONDS_A_DAY)
    first = local - offset
    second = first.copy()
    if switch.any():
        import pandas as pd

        index, hour = pd.DatetimeIndex(local[switch].astype("datetime64[s]")), pd.Timedelta(hours=1)
        for out, summer in ((first, True), (second, False)):
            zoned = index.tz_localize(ZONE, ambiguous=np.full(len(index), summer), nonexistent=hour)
            out[switch] = zoned.as_unit("s").asi8
    return first, second


def _offsets(days: Days) -> tuple[Days, npt.NDArray[np.bool_]]:
    """The offset from UTC in seconds at the start of each day, and whether the clocks change on it or the day before or after."""
    if not len(days):
        return days.copy(), np.zeros(0, dtype=bool)
    first, last = int(days.min()), int(days.max())
    table, change = _offset_table(first, last)
    return table[days - first], change[days - first]


@lru_cache(maxsize=32)
def _offset_table(first: int, last: int) -> tuple[Days, npt.NDArray[np.bool_]]:
    import pandas as pd

    midnights = np.arange(first - 2, last + 3)
    index = pd.DatetimeIndex((midnights * SECONDS_A_DAY).astype("datetime64[s]"))
    utc = (
        index.tz_localize(ZONE, ambiguous=np.ones(len(index), dtype=bool), nonexistent="shift_forward")
        .as_unit("s")
        .asi8
    )
    offset = midnights * SECONDS_A_DAY - utc
    changes = offset[1:] != offset[:-1]  # the clocks change between one midnight and the next
    near = changes[:-3] | changes[1:-2] | changes[2:-1] | changes[3:]
    return offset[2:-2], near
