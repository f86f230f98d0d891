"""Exact decisions about tails of the hypergeometric and binomial distributions.

`x` cases with a breach among `n` drawn from `total` of which `bad` have one. scipy gives the probability as a float; when
that lies within `NEAR` of the limit, integers decide, so that no interval or sample size hangs on the last bit.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from scipy.stats import binom, hypergeom

if TYPE_CHECKING:
    from collections.abc import Callable

NEAR = 1e-9
"""Relative; far above the error of scipy's tails (below 1e-11 for populations up to 100,000)."""


def exact(value: float | Fraction) -> Fraction:
    """The number as it is written: 0.05 is 1/20, not the nearest binary float."""
    return value if isinstance(value, Fraction) else Fraction(str(value))


def compare(probability: float, limit: Fraction, exactly: Callable[[], Fraction]) -> int:
    """-1, 0 or 1: the probability is under, at or over the limit. `exactly` is called only when the float cannot tell."""
    if abs(probability - float(limit)) > NEAR * float(limit):
        return 1 if probability > limit else -1
    value = exactly()
    return (value > limit) - (value < limit)


def few(x: int, n: int, bad: int, total: int, limit: Fraction) -> int:
    """`compare` P(X <= x) with the limit."""
    return compare(float(hypergeom.cdf(x, total, bad, n)), limit, lambda: at_most(x, n, bad, total))


def many(x: int, n: int, bad: int, total: int, limit: Fraction) -> int:
    """`compare` P(X >= x) with the limit."""
    return compare(float(hypergeom.sf(x - 1, total, bad, n)), limit, lambda: 1 - at_most(x - 1, n, bad, total))


def few_binomial(x: int, n: int, rate: Fraction, limit: Fraction) -> int:
    """`compare` P(X <= x), when each case has a breach with chance `rate`, with the limit."""
    return compare(float(binom.cdf(x, n, float(rate))), limit, lambda: at_most_binomial(x, n, rate))


def at_most(x: int, n: int, bad: int, total: int) -> Fraction:
    """P(X <= x), hypergeometric, as a fraction."""
    ways = sum(math.comb(bad, i) * math.comb(total - bad, n - i) for i in range(max(0, n + bad - total), x + 1))
    return Fraction(ways, math.comb(total, n))


def at_most_binomial(x: int, n: int, rate: Fraction) -> Fraction:
    """P(X <= x), binomial, as a fraction."""
    return sum((math.comb(n, i) * rate**i * (1 - rate) ** (n - i) for i in range(x + 1)), Fraction(0))
