"""Numbers and names as the history tells them: counts first, percent only where at least five were judged."""

from __future__ import annotations

from datetime import date, datetime
from math import floor

from caseaudit.dates import show
from caseaudit.output.numbers import MIN_FOR_PERCENT
from caseaudit.texts import Text, language

_PARTS = {
    "units": Text("enhed", "unit"),
    "teams": Text("team", "team"),
    "rules": Text("regel", "rule"),
    "themes": Text("tema", "theme"),
    "period": Text("periode", "period"),
}


def percent(good: int, judged: int) -> float | None:
    """Percent, or None where fewer than five could be judged."""
    return 100 * good / judged if judged >= MIN_FOR_PERCENT else None


def percent_text(good: int, judged: int) -> str:
    """`43 %`; `-` where nothing, and `(få)` where fewer than five could be judged."""
    value = percent(good, judged)
    if value is None:
        return str(Text("(få)", "(few)")) if judged else "-"
    return f"{floor(value + 0.5)} %"


def points(value: float) -> str:
    """A difference in percentage points with its sign and one decimal: `+3,4`."""
    tenths = floor(abs(value) * 10 + 0.5)
    sign = "" if not tenths else "+" if value > 0 else "-"
    mark = "." if language() == "en" else ","
    return f"{sign}{tenths // 10}{mark}{tenths % 10}"


def moved(value: float) -> str:
    """`steget 3,4 point`: what every case was counted for is exact."""
    size = points(abs(value)).lstrip("+")
    if points(value) in ("0,0", "0.0"):
        return str(Text("uændret", "unchanged"))
    up = value > 0
    return str(Text(f"{'steget' if up else 'faldet'} {size} point", f"{'risen' if up else 'fallen'} by {size} points"))


def day(iso: str) -> str:
    return show(date.fromisoformat(iso[:10]))


def moment(iso: str) -> str:
    """The day and the clock, where the reader is."""
    at = datetime.fromisoformat(iso).astimezone()
    return f"{show(at.date())} {at:%H:%M}"


def scope_text(scope: str) -> str:
    """What a run was about, in words: `alt`, `enhed Nord; periode 01-07-2026..30-09-2026`."""
    if not scope:
        return str(Text("alle sager og regler", "all cases and rules"))
    told = []
    for part in scope.split("; "):
        name, _, value = part.partition("=")
        if name == "period" and ".." in value:
            value = "..".join(day(x) for x in value.split(".."))
        if value == "*":
            value = str(Text("(slettet)", "(pruned)"))
        told.append(f"{_PARTS.get(name, name)} {value}")
    return "; ".join(told)
