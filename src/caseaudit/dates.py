"""Periods and dates that a user writes, and how a date is shown. Date arithmetic on columns is in `engine.calendar`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from caseaudit.texts import language


@dataclass(frozen=True)
class Period:
    """A closed interval of days."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{show(self.first)}..{show(self.last)}"


_PERIOD = re.compile(r"(?P<year>\d{4})(?:-?(?:Q(?P<q>[1-4])|H(?P<h>[12]))|-(?P<m>0[1-9]|1[0-2]))?\Z", re.IGNORECASE)


def parse_day(text: str) -> date:
    """Read `2026-10-15` or `15-10-2026`. Raises ValueError."""
    m = re.fullmatch(r"(\d{1,2})[-.](\d{1,2})[-.](\d{4})", text.strip())
    return date(int(m[3]), int(m[2]), int(m[1])) if m else date.fromisoformat(text.strip())


def parse_period(text: str) -> Period:
    """Read `2026`, `2026H1`, `2026Q3`, `2026-09` or `2026-07-01..2026-09-30`. Raises ValueError.

    >>> parse_period("2026Q3").last
    datetime.date(2026, 9, 30)
    """
    if ".." in text:
        a, b = (parse_day(part) for part in text.split("..", 1))
        if b < a:
            raise ValueError(text)
        return Period(a, b)
    m = _PERIOD.match(text.strip())
    if not m:
        raise ValueError(text)
    start, months = 1, 12
    if m["q"]:
        start, months = 3 * int(m["q"]) - 2, 3
    elif m["h"]:
        start, months = 6 * int(m["h"]) - 5, 6
    elif m["m"]:
        start, months = int(m["m"]), 1
    year = int(m["year"])
    end_year, end_month = divmod(12 * year + start - 1 + months, 12)
    return Period(date(year, start, 1), date(end_year, end_month + 1, 1) - timedelta(days=1))


def show(day: date) -> str:
    """Show a date as the reader's language writes it: 15-10-2026 in Danish, 2026-10-15 in English."""
    return day.isoformat() if language() == "en" else f"{day.day:02d}-{day.month:02d}-{day.year:04d}"
