"""An interval for a weighted share: Clopper and Pearson's limits at the number of cases that the sample is worth.

A sample in which cases weigh differently is worth fewer cases than it has: with equal spread (sum of w)^2 / (sum of w^2),
Kish 1965; with the spread that was seen, share x (1 - share) / variance, Korn and Graubard 1998. The fewer of the two counts.
What was not seen may be the cases that weigh most, so each limit is computed as if one more of those had been drawn, with the
mark for the upper limit, without for the lower (Fay and Feuer 1997). With equal weights this is Clopper-Pearson itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import beta

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Weights:
    """Groups of cases that weigh the same: `number` of them with `weight` each, all weights adding up to 1.

    `open_share` is the share of the group's own population that was not drawn (0: all were, and they leave no doubt).
    `heaviest` is the weight of the case that may not have been seen, and `heaviest_open` the share of its group not drawn.
    Many samples at once: a row of each for every sample.
    """

    number: Floats
    weight: Floats
    open_share: Floats
    heaviest: float | Floats
    heaviest_open: float = 1.0


def limits(weights: Weights, rates: npt.ArrayLike, level: float) -> tuple[Floats, Floats]:
    """Lower and upper limit of the weighted share; `rates` are the groups' own shares, one row per sample."""
    seen: Floats = np.atleast_2d(np.asarray(rates, dtype=np.float64))
    return 1 - _upper(weights, 1 - seen, level), _upper(weights, seen, level)


def _upper(w: Weights, rates: Floats, level: float) -> Floats:
    share = (rates * (w.number * w.weight)).sum(axis=1)
    more = 1 + np.asarray(w.heaviest)
    raised = (share + w.heaviest) / more
    own, extra = w.number * w.weight**2 * w.open_share, np.asarray(w.heaviest) ** 2 * w.heaviest_open
    sure = raised >= 1 - 1e-12
    middle = np.where(sure, 0.5, raised)
    by_weight = more**2 / (own.sum(axis=-1) + extra)
    with_mark, without = (1 - middle) ** 2, middle**2
    spread = (own * (rates * with_mark[:, None] + (1 - rates) * without[:, None])).sum(axis=1) + extra * with_mark
    worth = np.minimum(by_weight, middle * (1 - middle) * more**2 / spread)
    found = beta.ppf((1 + level) / 2, middle * worth, (1 - middle) * worth)
    return np.asarray(np.where(sure, 1.0, found))
