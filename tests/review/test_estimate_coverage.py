"""Drawn 10,000 times from a population that is known: how often the interval holds the truth. docs/statistik.md has the table."""

from __future__ import annotations

import numpy as np
import pytest

from caseaudit.review.estimate import Drawing, Judged, share
from caseaudit.statistics.weighted import inclusion_probabilities, pareto_order
from review_made import items, known, sample

DRAWS = 10_000
SLACK = 1e-12


def covers(found, truth):
    return found.interval.low - SLACK <= truth <= found.interval.high + SLACK


@pytest.mark.parametrize(("total", "n"), [(35, 20), (83, 20), (120, 25), (180, 40), (400, 20), (2000, 60)])
def test_the_default_interval_holds_at_least_945_of_1000_times(total, n):
    """For every share of the population; hypergeometric draws, counted by what they give."""
    drawing = Drawing(sample(items(n), total))
    found = [share(drawing, [Judged(k + 1, k < x) for k in range(n)], known(total)) for x in range(n + 1)]
    generator = np.random.default_rng(2026)
    for bad in sorted({0, 1, 2, total, *np.linspace(3, total - 1, 12).astype(int).tolist()}):
        drawn = np.bincount(generator.hypergeometric(bad, total - bad, n, size=DRAWS), minlength=n + 1)
        hits = sum(int(times) for x, times in enumerate(drawn) if times and covers(found[x], bad / total))
        assert hits / DRAWS >= 0.945, (total, n, bad)


STRATA = (("A", 180), ("B", 140), ("C", 80))


@pytest.mark.parametrize(
    ("taken", "rates"),
    [
        ((20, 20, 20), (0.1, 0.3, 0.6)),
        ((20, 20, 20), (0.3, 0.3, 0.3)),
        ((40, 30, 20), (0.6, 0.1, 0.05)),
        ((9, 7, 4), (0.1, 0.3, 0.6)),
        ((9, 7, 4), (0.02, 0.02, 0.02)),
        ((14, 3, 3), (0.1, 0.3, 0.6)),
        ((14, 3, 3), (0.3, 0.3, 0.3)),
        ((14, 3, 3), (0.0, 0.6, 0.0)),
    ],
)
def test_the_stratified_interval_holds_at_least_945_of_1000_times(taken, rates):
    """Also with three from a part, and where one of those has all the breaches."""
    totals = [size for _, size in STRATA]
    bad = [round(r * t) for r, t in zip(rates, totals, strict=True)]
    drawn, start = [], 1
    for (label, _), n in zip(STRATA, taken, strict=True):
        drawn += items(n, start=start, stratum=label)
        start += n
    drawing = Drawing(sample(drawn, 400, "stratified", [(a, t, n) for (a, t), n in zip(STRATA, taken, strict=True)]))
    sizes, generator = known(400, **dict(STRATA)), np.random.default_rng(2026)
    counts = np.stack(
        [generator.hypergeometric(b, t - b, n, size=DRAWS) for b, t, n in zip(bad, totals, taken, strict=True)], 1
    )
    outcomes, times = np.unique(counts, axis=0, return_counts=True)
    hits = 0
    for found, often in zip(outcomes.tolist(), times.tolist(), strict=True):
        marks = [k < x for x, n in zip(found, taken, strict=True) for k in range(n)]
        judged = [Judged(number, mark) for number, mark in enumerate(marks, 1)]
        hits += often * covers(share(drawing, judged, sizes), sum(bad) / 400)
    assert hits / DRAWS >= 0.945


@pytest.mark.parametrize(
    ("n", "rate", "slope"),
    [(20, 0.1, 0.0), (20, 0.3, 0.4), (20, 0.3, -0.4), (20, 0.9, 0.4), (40, 0.3, -0.4), (40, 0.6, 0.4)],
)
def test_the_interval_of_a_sample_by_risk_holds_at_least_945_of_1000_times(n, rate, slope):
    """Pareto draws from 400 with five levels of risk; breaches the more (slope above 0) or less frequent by risk."""
    total, generator = 400, np.random.default_rng(2026)
    level = 1 + np.arange(total) % 5
    chance = inclusion_probabilities(level, n)
    weight = np.exp(slope * (level - 3))
    marked = generator.random(total) < np.clip(rate * weight / weight.mean(), 0, 1)
    uniform = generator.random((DRAWS, total))
    # the order depends on level and number only, so draws that give the same counts per level give the same interval
    first = np.array([pareto_order(u, chance)[:n] for u in uniform])
    codes = (2 * (level[first] - 1) + marked[first]).astype(int)
    counts = np.apply_along_axis(np.bincount, 1, codes, minlength=10)
    outcomes, times = np.unique(counts, axis=0, return_counts=True)
    by_level = [float(chance[level == k][0]) for k in range(1, 6)]
    hits = 0
    for found, often in zip(outcomes.tolist(), times.tolist(), strict=True):
        drawn, judged = [], []
        for code, many in enumerate(found):
            for _ in range(many):
                drawn += items(1, start=len(drawn) + 1, probability=by_level[code // 2])
                judged.append(Judged(len(drawn), bool(code % 2)))
        hits += often * covers(share(Drawing(sample(drawn, total, "risk")), judged), marked.mean())
    assert hits / DRAWS >= 0.945
