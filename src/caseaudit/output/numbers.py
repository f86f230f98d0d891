"""Numbers as a reader of the screen sees them."""

from __future__ import annotations

from math import copysign, floor

from caseaudit.texts import Text, language

MIN_FOR_PERCENT = 5
"""Below this many a share is not written as a percentage."""


def number(n: int) -> str:
    """A whole number with the reader's thousands mark."""
    return f"{n:,}" if language() == "en" else f"{n:,}".replace(",", ".")


def rounded(value: float) -> int:
    """To the nearest whole number, halves away from zero as a reader rounds: 82.5 is 83."""
    return int(copysign(floor(abs(value) + 0.5), value))


def counted(n: int, one: Text, many: Text) -> str:
    """`1 case`, `2 cases`."""
    return f"{number(n)} {one if n == 1 else many}"


def of(part: int, whole: int) -> str:
    """`6 af 14`."""
    return f"{number(part)} {Text('af', 'of')} {number(whole)}"
