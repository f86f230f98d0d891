"""Before a draw: how many cases are needed, and what a given number can show.

Rates are taken as written (0.05 is 5/100), so that a limit met exactly is not decided by rounding.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import binom, hypergeom, norm, poisson

from caseaudit.statistics.proportion import check_level, hypergeometric
from caseaudit.statistics.tails import exact, few, few_binomial, many

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

SLACK = 0.9
"""The exact sample is never under this share of the one that the normal approximation asks for (a test tries it)."""
MOST = 1_000_000
NEGLIGIBLE = 1e-13


def at_least(rate: float | Fraction, total: int) -> int:
    """The smallest number of `total` that is at least the rate."""
    return math.ceil(exact(rate) * total)


def nearest(rate: float | Fraction, total: int) -> int:
    """The number of `total` that is nearest to the rate; a half goes up."""
    return math.floor(exact(rate) * total + Fraction(1, 2))


def sample_size(tolerable: float, total: int, allowed: int = 0, level: float = 0.95) -> int:
    """Fewest cases to draw from `total` so that `allowed` breaches or fewer show that under the tolerable share has one.

    Smallest n with P(X <= allowed) < 1 - level when the tolerable share is breached (hypergeometric, as in jfa and AICPA).
    All cases when no smaller sample can show it.
    """
    return _size_finite(tolerable, total, lambda _: allowed, level)


def sample_size_expecting(tolerable: float, total: int, expected: float, level: float = 0.95) -> int:
    """As `sample_size`, with as many breaches allowed as are expected: the expected share of n, rounded up."""
    _check_expected(expected, tolerable)
    return _size_finite(tolerable, total, lambda n: at_least(expected, n), level)


def sample_size_binomial(tolerable: float, allowed: int = 0, level: float = 0.95) -> int:
    """As `sample_size`, from a population without end (binomial)."""
    return _size_binomial(tolerable, lambda _: allowed, level)


def sample_size_binomial_expecting(tolerable: float, expected: float, level: float = 0.95) -> int:
    """As `sample_size_expecting`, from a population without end (binomial)."""
    _check_expected(expected, tolerable)
    return _size_binomial(tolerable, lambda n: at_least(expected, n), level)


def sample_size_poisson(tolerable: float, allowed: int = 0, level: float = 0.95) -> int:
    """As `sample_size_binomial`, by the Poisson distribution, which auditors' tables often use: a little larger."""
    _check_rates(tolerable, level)
    return next(n for n in range(1, MOST) if poisson.cdf(allowed, n * tolerable) < 1 - level)


def _size_finite(tolerable: float, total: int, allowed: Callable[[int], int], level: float) -> int:
    _check_rates(tolerable, level)
    if total < 1:
        raise ValueError("the population is empty")
    risk, bad = 1 - exact(level), at_least(tolerable, total)
    for n in range(1, total):
        if few(allowed(n), n, bad, total, risk) < 0:
            return n
    return total


def _size_binomial(tolerable: float, allowed: Callable[[int], int], level: float) -> int:
    _check_rates(tolerable, level)
    risk, rate = 1 - exact(level), exact(tolerable)
    for n in range(1, MOST):
        if few_binomial(allowed(n), n, rate, risk) < 0:
            return n
    raise ValueError("no sample is large enough")


def detection(n: int, bad: int, total: int) -> float:
    """Chance that a sample holds at least one of the `bad` cases (hypergeometric)."""
    if not (0 <= bad <= total and 0 <= n <= total):
        raise ValueError(f"{n} of {total} with {bad} bad ones cannot be drawn")
    return float(hypergeom.sf(0, total, bad, n))


def margin(n: int, total: int, rate: float | None = None, level: float = 0.95) -> float:
    """The longer arm of the exact interval when `rate` of the sample has the mark; without a rate, the widest there is.

    The arm goes from the share in the sample to the farther end of `hypergeometric`; the number with the mark is the
    nearest whole number. So 0.2 reads "at most 20 points off".
    """
    if rate is not None:
        return _arm(nearest(rate, n), n, total, level)
    return max(_arm(x, n, total, level) for x in range(n // 2, n + 1))  # the other half mirrors it


def _arm(x: int, n: int, total: int, level: float) -> float:
    found = hypergeometric(x, n, total, level)
    assert found.low_count is not None
    assert found.high_count is not None
    share = Fraction(x, n)
    return float(max(share - Fraction(found.low_count, total), Fraction(found.high_count, total) - share))


def sample_for_margin(margin: float, expected: float, total: int, level: float = 0.95) -> int:
    """Fewest cases whose longer arm (see `margin`) is under `margin` when the expected share has the mark.

    An end within the margin means that the total at the margin is already contradicted, so one tail on each side decides.
    """
    _check_rates(margin, level)
    wanted, rate, half = exact(margin), exact(expected), (1 - exact(level)) / 2
    if not 0 <= rate <= 1:
        raise ValueError(f"a rate lies between 0 and 1, not {expected}")
    for n in range(_start(margin, expected, total, level), total):
        x = nearest(rate, n)
        above = math.ceil((Fraction(x, n) + wanted) * total)
        below = math.floor((Fraction(x, n) - wanted) * total)
        high = above <= total - n + x and few(x, n, above, total, half) > 0
        low = below >= x and many(x, n, below, total, half) > 0
        if not high and not low:
            return n
    return total


def _start(margin: float, expected: float, total: int, level: float) -> int:
    """A number safely under the answer."""
    z = float(norm.ppf((1 + level) / 2))
    endless = z * z * expected * (1 - expected) / (margin * margin)
    return max(1, math.floor(SLACK * endless / (1 + endless / total)))


def power(before: float, after: float, n: int, level: float = 0.95) -> float:
    """Chance that Fisher's exact test finds the change from `before` to `after` with `n` cases each time (two-sided)."""
    if not (0 <= before <= 1 and 0 <= after <= 1) or n < 1:
        raise ValueError("rates lie between 0 and 1, and at least one case is drawn")
    check_level(level)
    x = np.arange(n + 1)
    first, second, pooled = (binom.pmf(x, n, rate) for rate in (before, after, (before + after) / 2))
    chance_of = np.convolve(first, second)
    found, limit = 0.0, float(1 - exact(level))
    for marked in np.flatnonzero(chance_of > NEGLIGIBLE).tolist():
        here = x[max(0, marked - n) : marked + 1]
        p = fisher_p_values(pooled, marked)
        found += float((first[here] * second[marked - here])[p <= limit].sum())
    return found


def fisher_p_values(pooled: npt.NDArray[np.float64], marked: int) -> npt.NDArray[np.float64]:
    """Fisher's two-sided p for two samples of n with `marked` marked cases in all, for every split, the smallest first.

    `pooled` are the binomial chances of 0 to n marked in one sample, at any rate: given the sum, the rate falls out and the
    split is hypergeometric. Added are the chances of all splits as rare or rarer; equal but for rounding counts as equal, as
    in scipy and R.
    """
    n = len(pooled) - 1
    here = np.arange(max(0, marked - n), min(n, marked) + 1)
    split = pooled[here] * pooled[marked - here]
    split = split / split.sum()
    rising = np.sort(split)
    up_to = np.concatenate(([0.0], np.cumsum(rising)))
    p: npt.NDArray[np.float64] = up_to[np.searchsorted(rising, split * (1 + 1e-7), side="right")]
    return p


def _check_rates(rate: float, level: float) -> None:
    if not 0 < rate < 1:
        raise ValueError(f"a rate lies between 0 and 1, not {rate}")
    check_level(level)


def _check_expected(expected: float, tolerable: float) -> None:
    if not 0 <= expected < tolerable:
        raise ValueError("the expected share must be below the tolerable one")
