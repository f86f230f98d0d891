"""Intervals for a share: `x` of `n` cases have a mark, and the cases are drawn at random from `total` (or from very many).

The default is `hypergeometric`: all totals that the sample does not contradict. The others are for populations of unknown
size (`clopper_pearson`) and for display beside other people's numbers (`wilson`, `jeffreys`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from scipy.stats import beta, binomtest

from caseaudit.statistics.counts import check, check_level
from caseaudit.statistics.tails import exact, few, many

__all__ = [
    "Interval",
    "Method",
    "check",
    "check_level",
    "clopper_pearson",
    "clopper_pearson_upper",
    "hypergeometric",
    "hypergeometric_upper",
    "jeffreys",
    "wilson",
]

if TYPE_CHECKING:
    from collections.abc import Callable

Method = Literal[
    "hypergeometric", "census", "clopper-pearson", "wilson", "jeffreys",
    "newcombe", "logit", "effective", "asymptotic", "bootstrap",
]  # fmt: skip


@dataclass(frozen=True)
class Interval:
    """From `low` to `high` with the confidence `level`. The counts are those of a finite population, else None."""

    low: float
    high: float
    level: float
    method: Method
    low_count: int | None = None
    high_count: int | None = None

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high


def hypergeometric(x: int, n: int, total: int, level: float = 0.95) -> Interval:
    """Exact interval for a finite population, by inverting two one-sided tests (Wright 1991).

    A number K of marked cases among all is kept when P(X <= x | K) and P(X >= x | K) both exceed half of 1 - level. Both are
    monotone in K, so the ends are found by halving. When all cases are drawn, the interval is the count itself.
    """
    check(x, n, level, total)
    if n == total:
        return Interval(x / n, x / n, level, "census", x, x)
    half = (1 - exact(level)) / 2
    fewest, most = x, total - n + x  # outside these the sample is impossible
    low = _first(lambda bad: many(x, n, bad, total, half) > 0, fewest, most)
    high = _last(lambda bad: few(x, n, bad, total, half) > 0, fewest, most)
    return Interval(low / total, high / total, level, "hypergeometric", low, high)


def hypergeometric_upper(x: int, n: int, total: int, level: float = 0.95) -> int:
    """The most marked cases among all that the sample does not contradict: exact, one-sided, as an auditor's upper limit."""
    check(x, n, level, total)
    risk = 1 - exact(level)
    return _last(lambda bad: few(x, n, bad, total, risk) > 0, x, total - n + x)


def clopper_pearson(x: int, n: int, level: float = 0.95) -> Interval:
    """Exact interval when the population is unknown or very large (Clopper and Pearson 1934)."""
    check(x, n, level)
    low, high = binomtest(x, n).proportion_ci(level, "exact")
    return Interval(float(low), float(high), level, "clopper-pearson")


def clopper_pearson_upper(x: int, n: int, level: float = 0.95) -> float:
    """Exact one-sided upper limit when the population is unknown or very large."""
    check(x, n, level)
    return float(binomtest(x, n, alternative="less").proportion_ci(level, "exact").high)


def wilson(x: int, n: int, level: float = 0.95) -> Interval:
    """Wilson's score interval (1927): shorter, right on average, too short for some shares. For display and `newcombe`."""
    check(x, n, level)
    low, high = binomtest(x, n).proportion_ci(level, "wilson")
    return Interval(float(low), float(high), level, "wilson")


def jeffreys(x: int, n: int, level: float = 0.95) -> Interval:
    """Jeffreys' interval: equal tails of Beta(x + 1/2, n - x + 1/2), with 0 and 1 as ends when none or all are marked.

    Without those ends (as libraries leave it) a share of exactly 0 or 1 would never be covered (Brown, Cai, DasGupta 2001).
    """
    check(x, n, level)
    tail = (1 - level) / 2
    low, high = beta.ppf([tail, 1 - tail], x + 0.5, n - x + 0.5)
    return Interval(0.0 if x == 0 else float(low), 1.0 if x == n else float(high), level, "jeffreys")


def _first(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The first whole number at which `holds`, which stays true from there; it is true at `high`."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _last(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The last whole number at which `holds`, which was true up to there; it is true at `low`."""
    while low < high:
        middle = (low + high + 1) // 2
        if holds(middle):
            low = middle
        else:
            high = middle - 1
    return low
