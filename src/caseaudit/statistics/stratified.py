"""A share from a sample that was drawn with a fixed number from each part (stratum) of the population.

Each part counts by its size among all cases, not by how many were drawn from it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit, logit
from scipy.stats import t as student

from caseaudit.statistics.effective import Weights, limits
from caseaudit.statistics.proportion import Interval, check, check_level, hypergeometric
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEAR = 1e-9

FLAT = Text(
    "I mindst én del er alle eller ingen sager med afvigelse, eller der er kun udtrukket én. "
    "Den del bidrager ikke til den beregnede fejl; spændet tager højde for det. Se delens eget spænd.",
    "In at least one part all or none of the cases deviate, or only one was drawn. "
    "That part adds nothing to the computed error; the interval allows for it. See the part's own interval.",
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
    """Sum of W p over the parts, with variance W^2 (1 - f) p q / (n - 1) (Cochran 1977, 5.9) and `effective_interval`.

    W is the part's share of all cases, f the share of it that was drawn.
    """
    if not parts:
        raise ValueError("there are no strata")
    check_level(level)
    for p in parts:
        check(p.x, p.n, level, p.total)
    share, se_parts, se = _share(parts), [_se(p) for p in parts], _se_of_all(parts)
    flat = any(p.n < p.total and (p.n == 1 or p.x in (0, p.n)) for p in parts)
    return Stratified(
        share,
        share * sum(p.total for p in parts),
        se,
        effective_interval(parts, level),
        tuple(hypergeometric(p.x, p.n, p.total, level) for p in parts),
        tuple(se_parts),
        FLAT if flat else None,
    )


def _share(parts: Sequence[Part]) -> float:
    return sum(p.total * p.x / p.n for p in parts) / sum(p.total for p in parts)


def _se_of_all(parts: Sequence[Part]) -> float | None:
    everything, each = sum(p.total for p in parts), [_se(p) for p in parts]
    if None in each:
        return None
    return math.sqrt(sum((p.total / everything * (s or 0)) ** 2 for p, s in zip(parts, each, strict=True)))


def _se(p: Part) -> float | None:
    """Standard error of one part's share; None when one case was drawn of several."""
    if p.n == p.total:
        return 0.0
    if p.n == 1:
        return None
    rate = p.x / p.n
    return float(np.sqrt((1 - p.n / p.total) * rate * (1 - rate) / (p.n - 1)))


def effective_interval(parts: Sequence[Part], level: float = 0.95) -> Interval:
    """The interval of `effective`, its ends moved outward to whole cases and kept to the totals that are possible.

    `logit_interval` is shorter, and holds too seldom.
    """
    marked, everything = sum(p.x for p in parts), sum(p.total for p in parts)
    if all(p.n == p.total for p in parts):
        return Interval(marked / everything, marked / everything, level, "census", marked, marked)
    found_low, found_high = limits(weights(parts), [p.x / p.n for p in parts], level)
    low = max(marked, math.floor(float(found_low[0]) * everything + _NEAR))
    high = min(marked + everything - sum(p.n for p in parts), math.ceil(float(found_high[0]) * everything - _NEAR))
    return Interval(low / everything, high / everything, level, "effective", low, high)


def weights(parts: Sequence[Part]) -> Weights:
    """What a case of each part weighs; what was not seen is of the part that weighs most and was not read whole."""
    n = np.array([p.n for p in parts], dtype=np.float64)
    total = np.array([p.total for p in parts], dtype=np.float64)
    weight, left = total / total.sum() / n, 1 - n / total
    heaviest = int(np.argmax(np.where(left > 0, weight, 0)))
    return Weights(n, weight, left, float(weight[heaviest]), float(left[heaviest]))


def logit_interval(parts: Sequence[Part], level: float = 0.95) -> Interval | None:
    """For comparison with others: R's survey package's, on the logit scale with Student's t. None where it cannot be computed.

    Degrees of freedom: cases less parts. docs/statistik.md tells how often it holds; it is not what we show.
    """
    share, se, freedom = _share(parts), _se_of_all(parts), sum(p.n for p in parts) - len(parts)
    if not se or freedom < 1:
        return None
    reach = float(student.ppf((1 + level) / 2, freedom)) * se / (share * (1 - share))
    middle = logit(share)
    return Interval(float(expit(middle - reach)), float(expit(middle + reach)), level, "logit")
