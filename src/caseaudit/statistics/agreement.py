"""How far two reviewers of the same cases agree: per cent, Gwet's AC1, Cohen's kappa.

A table has one row per answer of reviewer A and one column per answer of reviewer B, in the same order. AC1 is the number to
show: kappa falls below zero at 90 % agreement when nearly all answers are the same.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import norm

from caseaudit.statistics.proportion import Interval, check_level
from caseaudit.statistics.resample import clustered
from caseaudit.texts import Text

if TYPE_CHECKING:
    import numpy.typing as npt

    Table = npt.NDArray[np.float64]

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


def ac1_interval(cases: npt.ArrayLike, level: float = 0.95) -> Interval | None:
    """Interval for AC1 by drawing whole cases again (`resample.clustered`).

    `cases` is one table per case, with all the answers about it; or a single table, in which each answer is a case of its own.
    None when the two agreed everywhere, for then no round can differ and the interval would say nothing.
    """
    tables = _cases(cases)
    if not _differ(tables):
        return None
    return clustered(tables, _ac1, level)


def kappa_interval(cases: npt.ArrayLike, level: float = 0.95, *, linear: bool = False) -> Interval | None:
    """Interval for kappa by drawing whole cases again; `linear`: for `kappa_linear`. As `ac1_interval`."""
    tables = _cases(cases)
    if not _differ(tables):
        return None
    k = tables.shape[1]
    step = np.abs(np.subtract.outer(np.arange(k), np.arange(k))).astype(np.float64)
    cost = step if linear else (step > 0).astype(np.float64)
    return clustered(tables, lambda p: _kappas(p, cost), level)


def _cases(tables: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """One table per case, of the cases that have an answer."""
    given = np.asarray(tables, dtype=np.float64)
    if given.ndim == 3:
        _table(given.sum(axis=0))
        if (given < 0).any():
            raise ValueError("whole numbers of answers")
        whole = given.astype(np.int64)
        return np.asarray(whole[whole.sum(axis=(1, 2)) > 0])
    t = _table(given).astype(np.int64)
    each = np.eye(t.size, dtype=np.int64).reshape(t.size, *t.shape)
    return np.repeat(each, t.ravel(), axis=0)


def _differ(tables: npt.NDArray[np.int64]) -> bool:
    return bool(np.trace(tables.sum(axis=0)) < tables.sum())


def _kappas(p: Table, cost: Table) -> Table:
    """Weighted kappa of each of several tables of shares; NaN where chance alone agrees fully."""
    expected = np.einsum("rij,ij->r", p.sum(axis=2)[:, :, None] * p.sum(axis=1)[:, None, :], cost)
    seen = np.einsum("rij,ij->r", p, cost)
    known = expected > 0
    value: Table = np.where(known, 1 - seen / np.where(known, expected, 1.0), np.nan)
    return value


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
