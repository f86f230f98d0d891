"""Numbers in words: counts first, percent second and only where enough was judged."""

from __future__ import annotations

from math import copysign, floor
from typing import TYPE_CHECKING

from caseaudit.report.hidden import UNTOLD, withheld
from caseaudit.texts import Text, language

if TYPE_CHECKING:
    from caseaudit.report.facts import Tally

MIN_FOR_PERCENT = 5
NBSP = "\u00a0"
NONE = "-"


def number(n: int) -> str:
    """A whole number with the reader's thousands mark."""
    return f"{n:,}" if language() == "en" else f"{n:,}".replace(",", ".")


def share(good: int, judged: int) -> float | None:
    """Percent, or None where fewer than five could be judged: then a percent says more than the numbers can carry."""
    if withheld(good) or withheld(judged):
        return UNTOLD
    return 100 * good / judged if judged >= MIN_FOR_PERCENT else None


def rounded(value: float) -> int:
    """To the nearest whole number, halves away from zero as a reader rounds: 82.5 is 83."""
    return UNTOLD if withheld(value) else int(copysign(floor(abs(value) + 0.5), value))


def percent_text(value: float | None) -> str:
    """`43 %`; a dash where there is none."""
    return NONE if value is None else f"{rounded(value)}{NBSP}%"


def percent_of(tally: Tally) -> float | None:
    """The percent of a tally that was met or lawfully excused."""
    return share(tally.good, tally.judged)


def of(part: int, whole: int) -> str:
    """`6 af 14`."""
    return f"{number(part)} {Text('af', 'of')} {number(whole)}"


def counted(n: int, one: Text, many: Text) -> str:
    """`1 sag`, `14 sager`."""
    return f"{number(n)} {one if n == 1 else many}"


def points(value: float) -> str:
    """A difference in percentage points with its sign: `+3`, `-2`, `0`."""
    whole = rounded(value)
    return f"+{whole}" if whole > 0 else str(whole)


CASE, CASES = Text("sag", "case"), Text("sager", "cases")
DAY, DAYS = Text("dag", "day"), Text("dage", "days")
RULE, RULES = Text("kontrolpunkt", "check"), Text("kontrolpunkter", "checks")
BREACH, BREACHES = Text("brud", "breach"), Text("brud", "breaches")


def quarter(period: str) -> str:
    """`2026Q3` as `3. kvartal 2026`."""
    year, q = period.split("Q")
    return str(Text(f"{q}. kvartal {year}", f"{year} Q{q}"))


def short_quarter(period: str) -> str:
    """`2026Q3` as `3. kv. 26`."""
    year, q = period.split("Q")
    return str(Text(f"{q}. kv. {year[2:]}", f"Q{q} {year[2:]}"))
