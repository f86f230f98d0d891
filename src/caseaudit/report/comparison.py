"""What may be said about a change between two runs. Between samples nothing is said while their intervals overlap."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from caseaudit.report.hidden import withheld
from caseaudit.report.numbers import percent_of, points

if TYPE_CHECKING:
    from caseaudit.model.tally import Tally

Z95 = 1.959964
DESIGN_EFFECT = 1.8
"""Several assessments come from one case; a sample is therefore worth fewer than it counts. An assumption, not an estimate."""


def moved(now: Tally, before: Tally, *, sample: bool) -> float | None:
    """The change in percentage points, unrounded; None where it may not be told."""
    here, there = percent_of(now), percent_of(before)
    if here is None or there is None or (sample and not apart(now, before)):
        return None
    return here - there


def apart(a: Tally, b: Tally) -> bool:
    """Whether the two intervals do not overlap."""
    if any(withheld(n) for t in (a, b) for n in (t.good, t.judged)):
        return False
    (low_a, high_a), (low_b, high_b) = interval(a.good, a.judged), interval(b.good, b.judged)
    return high_a < low_b or high_b < low_a


def interval(good: int, judged: int) -> tuple[float, float]:
    """Wilson's interval at 95 %, in percent, with the design effect taken off the number judged."""
    n = judged / DESIGN_EFFECT
    p = good / judged
    centre, spread = p + Z95**2 / (2 * n), Z95 * sqrt(p * (1 - p) / n + Z95**2 / (4 * n * n))
    scale = 1 + Z95**2 / n
    return 100 * max(0.0, (centre - spread) / scale), 100 * min(1.0, (centre + spread) / scale)


def signed(value: float) -> str:
    """A difference with its sign."""
    return points(value)
