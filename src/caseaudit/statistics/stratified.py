"""A share from a sample that was drawn with a fixed number from each part (stratum) of the population.

Each part counts by its size among all cases, not by how many were drawn from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit, logit
from scipy.stats import t as student

from caseaudit.statistics.proportion import Interval, check, check_level, hypergeometric
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

FLAT = Text(
    "I mindst én del er alle eller ingen sager med afvigelse, eller der er kun udtrukket én. "
    "Den del bidrager ikke til den beregnede usikkerhed. Se delens eget spænd.",
    "In at least one part all or none of the cases deviate, or only one was drawn. "
    "That part adds nothing to the computed uncertainty. See the part's own interval.",
)


@dataclass(frozen=True)
class Part:
    """`x` of the `n` cases drawn from a stratum of `total`."""

    total: int
    n: int
    x: int


@dataclass(frozen=True)
class Stratified:
    """The share among all cases, its standard error (None where it cannot be computed), interval, and each part's own.

    `se_parts` are the parts' standard errors in the order given; `warning` is None when all parts tell of their spread.
    """

    share: float
    count: float
    se: float | None
    interval: Interval
    parts: tuple[Interval, ...]
    se_parts: tuple[float | None, ...]
    warning: Text | None


def stratified(parts: Sequence[Part], level: float = 0.95) -> Stratified:
    """Sum of W p over the parts, with variance W^2 (1 - f) p q / (n - 1) (Cochran 1977, 5.9) and a logit interval.

    W is the part's share of all cases, f the share of it that was drawn. The interval is that of R's survey package: on the
    logit scale, Student's t with as many degrees of freedom as cases less parts. Where no logit or no error can be computed,
    the ends are the weighted sums of the parts' exact limits at a stricter level (Bonferroni), which is wide and safe.
    """
    if not parts:
        raise ValueError("there are no strata")
    check_level(level)
    for p in parts:
        check(p.x, p.n, level, p.total)
    everything = sum(p.total for p in parts)
    weight = np.array([p.total / everything for p in parts])
    share = float(weight @ [p.x / p.n for p in parts])
    se_parts = [_se(p) for p in parts]
    se = (
        None
        if None in se_parts
        else float(np.sqrt(sum((w * (s or 0)) ** 2 for w, s in zip(weight, se_parts, strict=True))))
    )
    flat = any(p.n < p.total and (p.n == 1 or p.x in (0, p.n)) for p in parts)
    return Stratified(
        share,
        share * everything,
        se,
        _interval(parts, share, se, level),
        tuple(hypergeometric(p.x, p.n, p.total, level) for p in parts),
        tuple(se_parts),
        FLAT if flat else None,
    )


def _se(p: Part) -> float | None:
    """Standard error of one part's share; None when one case was drawn of several."""
    if p.n == p.total:
        return 0.0
    if p.n == 1:
        return None
    rate = p.x / p.n
    return float(np.sqrt((1 - p.n / p.total) * rate * (1 - rate) / (p.n - 1)))


def _interval(parts: Sequence[Part], share: float, se: float | None, level: float) -> Interval:
    if all(p.n == p.total for p in parts):
        marked = sum(p.x for p in parts)
        return Interval(share, share, level, "census", marked, marked)
    freedom = sum(p.n for p in parts) - len(parts)
    if se and freedom > 0:
        reach = float(student.ppf((1 + level) / 2, freedom)) * se / (share * (1 - share))
        middle = logit(share)
        return Interval(float(expit(middle - reach)), float(expit(middle + reach)), level, "logit")
    everything = sum(p.total for p in parts)
    strict = 1 - (1 - level) / len(parts)
    each = [hypergeometric(p.x, p.n, p.total, strict) for p in parts]
    low, high = (sum(i.low_count or 0 for i in each), sum(i.high_count or 0 for i in each))
    return Interval(low / everything, high / everything, level, "strata", low, high)
