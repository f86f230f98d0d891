"""Numbers in words: counts first, percent second and only where enough was judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.output import numbers
from caseaudit.output.numbers import MIN_FOR_PERCENT
from caseaudit.report.hidden import UNTOLD, withheld
from caseaudit.texts import Text

if TYPE_CHECKING:
    from caseaudit.model.tally import Tally

NBSP = "\u00a0"
NONE = "-"


def share(good: int, judged: int) -> float | None:
    """Percent, or None where fewer than five could be judged: then a percent says more than the numbers can carry."""
    if withheld(good) or withheld(judged):
        return UNTOLD
    return 100 * good / judged if judged >= MIN_FOR_PERCENT else None


def rounded(value: float) -> int:
    """To the nearest whole number as a reader rounds, or the mark of a number that is withheld."""
    return UNTOLD if withheld(value) else numbers.rounded(value)


def percent_text(value: float | None) -> str:
    """`43 %`; a dash where there is none."""
    return NONE if value is None else f"{rounded(value)}{NBSP}%"


def percent_of(tally: Tally) -> float | None:
    """The percent of a tally that was met or lawfully excused."""
    return share(tally.good, tally.judged)


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
