"""Samples in which a case with higher risk is drawn more often: chances, order, and shares that count for all cases.

A share of such a sample without weights tells of the sample only. Each case weighs 1 / its chance of being drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit, logit
from scipy.stats import t as student

from caseaudit.statistics.effective import Weights, limits
from caseaudit.statistics.proportion import Interval, check_level

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


def inclusion_probabilities(risk: npt.ArrayLike, n: int) -> Floats:
    """Each case's chance of being among the `n` drawn: n * risk / sum of risks, in the order given.

    A case whose chance would be 1 or more is drawn for certain; it is set aside and the rest computed again, until none is.
    """
    size = np.asarray(risk, dtype=np.float64)
    if size.ndim != 1 or not np.isfinite(size).all() or (size <= 0).any():
        raise ValueError("every risk must be a number above 0")
    if not 1 <= n <= len(size):
        raise ValueError(f"{n} cannot be drawn from {len(size)}")
    certain = np.zeros(len(size), dtype=bool)
    while True:
        left = n - int(certain.sum())
        chance = np.ones(len(size))
        chance[~certain] = left * size[~certain] / size[~certain].sum()
        over = ~certain & (chance >= 1 - 1e-12)
        if not over.any():
            return chance
        certain |= over
        if certain.all():
            return np.ones(len(size))


def pareto_order(uniform: npt.ArrayLike, chance: npt.ArrayLike) -> npt.NDArray[np.intp]:
    """Positions of the cases in the order they are drawn: certain ones first, then the smallest [u/(1-u)] / [p/(1-p)].

    Pareto sampling (Rosén 1997): `uniform` are numbers between 0 and 1, one per case; take the first n.
    """
    u, p = np.asarray(uniform, dtype=np.float64), np.asarray(chance, dtype=np.float64)
    if u.shape != p.shape or ((u <= 0) | (u >= 1)).any() or ((p <= 0) | (p > 1)).any():
        raise ValueError("one number between 0 and 1 per case")
    odds = np.where(p < 1, p / np.where(p < 1, 1 - p, 1), np.inf)
    return np.lexsort((u, u / (1 - u) / odds))


@dataclass(frozen=True)
class Weighted:
    """Shares among all cases. `hajek` is the one to show; `interval` belongs to it.

    `total` and `mean` are Horvitz and Thompson's; `variance` is Deville's, of `total`; `se` that of `mean`; `se_hajek` that
    of `hajek`.
    """

    total: float
    mean: float
    hajek: float
    variance: float
    se: float
    se_hajek: float
    interval: Interval


def weighted(
    marked: npt.ArrayLike,
    chance: npt.ArrayLike,
    population: int,
    level: float = 0.95,
    *,
    smallest: float | None = None,
) -> Weighted:
    """Estimates from the cases drawn: `marked` is 1 or 0 per case, `chance` its chance of having been drawn.

    Total: sum of y/p (Horvitz, Thompson 1952). Share: sum of y/p over sum of 1/p (Hájek 1971), which never leaves 0 to 1.
    Variance: Deville (1993). R's survey package gives Brewer's, which differs for the same sample. The interval is that of
    `effective`. `smallest` is a small chance among all cases (`small_chance`): those who have it weigh most and may all be
    missing from the sample. None: the smallest among the cases drawn.
    """
    y, p = np.asarray(marked, dtype=np.float64), np.asarray(chance, dtype=np.float64)
    if y.ndim != 1 or y.shape != p.shape or not len(y) or not np.isin(y, (0, 1)).all():
        raise ValueError("one 0 or 1 and one chance per case")
    if ((p <= 0) | (p > 1)).any() or population < len(y) or (smallest is not None and not 0 < smallest <= 1):
        raise ValueError("a chance lies over 0 and at most at 1, and no more are drawn than there are")
    check_level(level)
    total, size = float((y / p).sum()), float((1 / p).sum())
    share = total / size
    variance = deville(y, p)
    se_share = float(np.sqrt(deville(y - share, p))) / size
    interval = _interval(y, p, share, level, smallest)
    return Weighted(
        total, total / population, share, variance, float(np.sqrt(variance)) / population, se_share, interval
    )


def deville(y: Floats, chance: Floats) -> float:
    """Deville's variance of the total (1993): squared distances of y/p from their mean, weighted by 1 - p.

    Cases drawn for certain add nothing.
    """
    own = 1 - chance
    if (own > 0).sum() < 2:
        return 0.0
    a = own / own.sum()
    z = y / chance
    return float((own * (z - (a * z).sum()) ** 2).sum() / (1 - (a**2).sum()))


def small_chance(chance: npt.ArrayLike, number: npt.ArrayLike | None = None) -> float:
    """The chance that a tenth of the cases lie at or below: of one case each, or of `number` cases with each chance.

    Not the very smallest, for a single case with next to no chance would make every interval useless.
    """
    p = np.asarray(chance, dtype=np.float64)
    many = np.ones(len(p)) if number is None else np.asarray(number, dtype=np.float64)
    order = np.argsort(p, kind="stable")
    passed = np.cumsum(many[order]) >= many.sum() / 10 - 1e-9
    return float(p[order][int(np.argmax(passed))])


def _interval(y: Floats, p: Floats, share: float, level: float, smallest: float | None) -> Interval:
    if (p == 1).all():
        marked = int(y.sum())
        return Interval(share, share, level, "census", marked, marked)
    size = float((1 / p).sum())
    lightest = float(p[p < 1].min()) if smallest is None else min(smallest, float(p[p < 1].min()))
    known = Weights(np.ones(len(p)), 1 / p / size, (p < 1).astype(np.float64), 1 / lightest / size)
    low, high = limits(known, y, level)
    return Interval(float(low[0]), float(high[0]), level, "effective")


def logit_interval(marked: npt.ArrayLike, chance: npt.ArrayLike, level: float = 0.95) -> Interval | None:
    """For comparison with others: on the logit scale with Student's t. None where it cannot be computed.

    docs/statistik.md tells how often it holds; it is not what we show.
    """
    y, p = np.asarray(marked, dtype=np.float64), np.asarray(chance, dtype=np.float64)
    found = weighted(y, p, len(y), level)
    freedom = int((p < 1).sum()) - 1
    if not (0 < found.hajek < 1 and found.se_hajek > 0 and freedom > 0):
        return None
    reach = float(student.ppf((1 + level) / 2, freedom)) * found.se_hajek / (found.hajek * (1 - found.hajek))
    middle = logit(found.hajek)
    return Interval(float(expit(middle - reach)), float(expit(middle + reach)), level, "logit")
