"""Intervals for answers that hang together: whole cases are drawn again, each with all the answers about it.

Two answers about the same case tell less than answers about two cases, so an interval that takes them for independent is too
short. The seed is a hash of the answers: the same answers give the same interval, in whatever order the cases came.
"""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import norm
from scipy.stats import t as student

from caseaudit.statistics.proportion import Interval, check_level

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

ROUNDS = 2000
UNDEFINED = 0.05
"""When more than this part of the rounds gives no value, what the others give is no interval."""


def clustered(cases: npt.ArrayLike, measure: Callable[[Floats], Floats], level: float = 0.95) -> Interval | None:
    """Percentile interval over 2,000 rounds of cases drawn with replacement. None when there is one case or too few values.

    `cases` has one table of counts per case; `measure` gives one value per table of shares, NaN where there is none. The
    percentiles lie as far out as Student's t for so many cases, for plain ones are too short when cases are few.
    """
    check_level(level)
    tables = np.asarray(cases, dtype=np.int64)
    shape = tables.shape[1:]
    kinds, number = np.unique(tables.reshape(len(tables), -1), axis=0, return_counts=True)
    n = int(number.sum())
    if n < 2:
        return None
    again = _generator(kinds, number).multinomial(n, number / n, size=ROUNDS) @ kinds
    values = measure((again / again.sum(axis=1, keepdims=True)).reshape(ROUNDS, *shape))
    there = values[np.isfinite(values)]
    if len(there) < (1 - UNDEFINED) * ROUNDS:
        return None
    tail = float(norm.cdf(-math.sqrt(n / (n - 1)) * student.ppf((1 + level) / 2, n - 1)))
    low, high = np.quantile(there, [tail, 1 - tail])
    return Interval(float(low), float(high), level, "bootstrap")


def _generator(kinds: npt.NDArray[np.int64], number: npt.NDArray[np.int64]) -> np.random.Generator:
    told = repr((kinds.tolist(), number.tolist()))
    seed = hashlib.sha256(("caseaudit/agreement/v2\0" + told).encode()).digest()
    return np.random.default_rng(int.from_bytes(seed, "big"))
