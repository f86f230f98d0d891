"""How far two reviewers of the same cases agree: per cent, Gwet's AC1, Cohen's kappa.

A table has one row per answer of reviewer A and one column per answer of reviewer B, in the same order. AC1 is the number to
show: kappa falls below zero at 90 % agreement when nearly all answers are the same.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import norm

from caseaudit.statistics.proportion import Interval, check_level
from caseaudit.texts import Text

if TYPE_CHECKING:
    import numpy.typing as npt

    Table = npt.NDArray[np.float64]

ROUNDS = 2000
POOR, GOOD = 0.6, 0.8
FEW = 10


@dataclass(frozen=True)
class Kappa:
    """Cohen's kappa; `value` is None when it cannot be computed, and then so are the others."""

    value: float | None
    se: float | None
    interval: Interval | None


def agreement(table: npt.ArrayLike) -> float:
    """Share of the cases in which both gave the same answer."""
    t = _table(table)
    return float(np.trace(t) / t.sum())


def kappa(table: npt.ArrayLike, level: float = 0.95) -> Kappa:
    """Cohen's kappa (1960) with the standard error of Fleiss, Cohen and Everitt (1969); the interval stays in -1 to 1.

    When all answers are the same one, chance alone gives full agreement and kappa is 0/0.
    """
    check_level(level)
    p = _shares(table)
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    agreed, expected = float(np.trace(p)), float(rows @ columns)
    if math.isclose(expected, 1):
        return Kappa(None, None, None)
    value = (agreed - expected) / (1 - expected)
    se = math.sqrt(max(0.0, _kappa_variance(p, value, expected)) / _table(table).sum())
    reach = float(norm.ppf((1 + level) / 2)) * se
    return Kappa(value, se, Interval(max(-1.0, value - reach), min(1.0, value + reach), level, "asymptotic"))


def _kappa_variance(p: Table, value: float, expected: float) -> float:
    """The variance of kappa, times the number of cases: Fleiss, Cohen and Everitt's three terms."""
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    diagonal = np.diag(p)
    first = float((diagonal * (1 - (rows + columns) * (1 - value)) ** 2).sum())
    crossed = (columns[:, None] + rows[None, :]) ** 2
    second = (1 - value) ** 2 * float((p * crossed).sum() - (diagonal * np.diag(crossed)).sum())
    third = (value - expected * (1 - value)) ** 2
    return (first + second - third) / (1 - expected) ** 2


def kappa_linear(table: npt.ArrayLike) -> float | None:
    """Cohen's weighted kappa (1968) for ordered answers: two steps apart counts double. None when it cannot be computed."""
    p = _shares(table)
    step = np.abs(np.subtract.outer(np.arange(len(p)), np.arange(len(p))))
    expected = float((step * np.outer(p.sum(axis=1), p.sum(axis=0))).sum())
    return None if expected == 0 else 1 - float((step * p).sum()) / expected


def ac1(table: npt.ArrayLike) -> float:
    """Gwet's AC1 (2008): agreement beyond chance, where chance is larger the more the answers are spread.

    1 when all answers are the same one.
    """
    p = _shares(table)
    return float(_ac1(p[None])[0])


def ac1_interval(table: npt.ArrayLike, level: float = 0.95) -> Interval:
    """Interval for AC1 by drawing the cases again with replacement (percentile bootstrap, 2,000 rounds).

    The seed is a hash of the table, so the same answers give the same interval, in whatever order the cases came. When the
    two agreed everywhere, no round can differ; the interval is then a point and must not be read as certainty.
    """
    check_level(level)
    t = _table(table)
    seed = hashlib.sha256(("caseaudit/agreement/v1\0" + repr(t.astype(int).tolist())).encode()).digest()
    generator = np.random.default_rng(int.from_bytes(seed, "big"))
    n = int(t.sum())
    again = generator.multinomial(n, (t / n).ravel(), size=ROUNDS).reshape(ROUNDS, *t.shape) / n
    low, high = np.quantile(_ac1(again), [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high), level, "bootstrap")


def _ac1(p: Table) -> Table:
    """AC1 of each of several tables of shares: shape (tables, answers, answers)."""
    answers = p.shape[1]
    middle = (p.sum(axis=1) + p.sum(axis=2)) / 2
    chance = (middle * (1 - middle)).sum(axis=1) / (answers - 1)
    agreed: Table = np.trace(p, axis1=1, axis2=2)
    value: Table = (agreed - chance) / (1 - chance)
    return value


def reading(table: npt.ArrayLike) -> Text:
    """What the agreement means for the use of the answers, in words. Judged by AC1."""
    t = _table(table)
    n, value = int(t.sum()), ac1(t)
    if n < FEW:
        return Text(
            f"Kun {n} {'sag' if n == 1 else 'sager'} er gennemgået af to. Det er for få til at sige, hvor enige de er.",
            f"Only {n} {'case was' if n == 1 else 'cases were'} read by two. That is too few to tell how far they agree.",
        )
    if value < POOR:
        return Text(
            "De to gennemgange er for lidt enige. Gennemgå uenighederne sammen, gør spørgsmålet klarere, "
            "og brug ikke svarene til at sammenligne enheder.",
            "The two readings agree too little. Go through the differences together, make the question clearer, "
            "and do not use the answers to compare units.",
        )
    if value < GOOD:
        return Text(
            "De to gennemgange er nogenlunde enige. Gennemgå uenighederne sammen, før svarene bruges.",
            "The two readings agree fairly well. Go through the differences together before the answers are used.",
        )
    return Text("De to gennemgange er enige i høj grad.", "The two readings agree to a high degree.")


def _table(table: npt.ArrayLike) -> Table:
    t = np.asarray(table, dtype=np.float64)
    if t.ndim != 2 or t.shape[0] != t.shape[1] or len(t) < 2:
        raise ValueError("as many rows as columns, and at least two answers")
    if (t < 0).any() or (t != np.round(t)).any() or t.sum() == 0:
        raise ValueError("whole numbers of cases, and at least one")
    return t


def _shares(table: npt.ArrayLike) -> Table:
    t = _table(table)
    shares: Table = t / t.sum()
    return shares
