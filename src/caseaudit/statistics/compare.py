"""Two shares against each other: other cases (two samples) or the same cases again."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scipy.stats import binomtest, fisher_exact

from caseaudit.statistics.proportion import Interval, check, wilson

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Difference:
    """The first share less the second, with its interval; `p` is Fisher's, for a footnote."""

    difference: float
    interval: Interval
    p: float

    @property
    def shown(self) -> bool:
        """Whether the samples show a difference: 0 lies outside the interval."""
        return 0 not in self.interval


def difference(x1: int, n1: int, x2: int, n2: int, level: float = 0.95) -> Difference:
    """Share x1/n1 less x2/n2 of two independent samples: Newcombe's method 10 (1998) and Fisher's exact p.

    The interval joins the two Wilson intervals. It exists for every table; score intervals do not.
    """
    return Difference(x1 / n1 - x2 / n2, newcombe(x1, n1, x2, n2, level), fisher_p(x1, n1, x2, n2))


def newcombe(x1: int, n1: int, x2: int, n2: int, level: float = 0.95) -> Interval:
    """Interval for x1/n1 - x2/n2, Newcombe's method 10 (1998): Wilson's ends squared and added."""
    first, second = wilson(x1, n1, level), wilson(x2, n2, level)
    p1, p2 = x1 / n1, x2 / n2
    low = p1 - p2 - math.hypot(p1 - first.low, second.high - p2)
    high = p1 - p2 + math.hypot(first.high - p1, p2 - second.low)
    return Interval(max(-1.0, low), min(1.0, high), level, "newcombe")


def fisher_p(x1: int, n1: int, x2: int, n2: int) -> float:
    """Fisher's exact p, two-sided: the chance of a table as rare as this one if the shares were equal."""
    for x, n in ((x1, n1), (x2, n2)):
        check(x, n, 0.5)
    return float(fisher_exact([[x1, n1 - x1], [x2, n2 - x2]]).pvalue)


def mcnemar_p(only_first: int, only_second: int) -> float:
    """McNemar's exact p for the same cases twice (1947): the chance that the changes fall so unevenly by luck.

    Given the cases marked only the first time and only the second time; 1 when there are none.
    """
    if only_first < 0 or only_second < 0:
        raise ValueError("counts are not negative")
    changed = only_first + only_second
    return float(binomtest(only_first, changed).pvalue) if changed else 1.0


def overlap(first: Interval, second: Interval) -> bool:
    """Whether the intervals share a point. While they do, a report says neither "better" nor "worse".

    Stricter than `Difference.shown`: two intervals can overlap although the difference is shown.
    """
    return first.low <= second.high and second.low <= first.high


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """The p of several comparisons at once, each raised for their number (Holm 1979), in the order given."""
    order = sorted(range(len(p_values)), key=lambda i: p_values[i])
    adjusted, largest = [0.0] * len(p_values), 0.0
    for rank, i in enumerate(order):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[i]))
        adjusted[i] = largest
    return tuple(adjusted)
