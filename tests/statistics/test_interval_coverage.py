"""How often the intervals of divided and of risk-based samples hold the truth: the table of docs/statistik.md.

`python tests/statistics/test_interval_coverage.py` draws 10,000 times at every point of the grid; the tests take a part of it.
"""

from __future__ import annotations

import sys
from itertools import product

import numpy as np
import pytest

from caseaudit.statistics.effective import Weights, limits
from caseaudit.statistics.stratified import Part, effective_interval, logit_interval, stratified
from caseaudit.statistics.weighted import inclusion_probabilities, small_chance, weighted
from caseaudit.statistics.weighted import logit_interval as logit_by_risk

DRAWS = 10_000
LEAST = 0.945
SLACK = 1e-9

DIVIDED = {
    "14, 3 og 3 af 180, 140 og 80": ((180, 140, 80), (14, 3, 3)),
    "3, 14 og 3 af 180, 140 og 80": ((180, 140, 80), (3, 14, 3)),
    "9, 7 og 4 af 180, 140 og 80": ((180, 140, 80), (9, 7, 4)),
    "12, 12 og 12 af 180, 140 og 80": ((180, 140, 80), (12, 12, 12)),
    "5 og 15 af 300 og 30": ((300, 30), (5, 15)),
    "2 og 18 af 200 og 200": ((200, 200), (2, 18)),
    "7, 7 og 6 af 30, 20 og 15": ((30, 20, 15), (7, 7, 6)),
    "10, 6 og 4 af 20, 12 og 9": ((20, 12, 9), (10, 6, 4)),
}


def outcomes(taken):
    return np.array(list(product(*(range(n + 1) for n in taken))))


def ends_of(sizes, taken, method):
    """Ends for every count that may be drawn; where there is no interval, that counts as held."""
    found = [method([Part(*p) for p in zip(sizes, taken, x, strict=True)]) for x in outcomes(taken).tolist()]
    ends = [(i.low, i.high) if i else (0.0, 1.0) for i in found]
    return np.array(ends).T.reshape(2, *(n + 1 for n in taken))


def divided(sizes, taken, ends, points, draws):
    """The lowest coverage over true counts in every part, each 0, a few, all, and evenly between."""
    generator, lowest = np.random.default_rng(2026), 1.0
    counts = [sorted({0, 1, 2, t - 1, t, *np.linspace(0, t, points).astype(int).tolist()}) for t in sizes]
    drawn = [
        {b: generator.hypergeometric(b, t - b, n, size=draws) for b in some}
        for t, n, some in zip(sizes, taken, counts, strict=True)
    ]
    for bad in product(*counts):
        low, high = ends[(slice(None), *(d[b] for d, b in zip(drawn, bad, strict=True)))]
        truth = sum(bad) / sum(sizes)
        lowest = min(lowest, float(np.mean((low - SLACK <= truth) & (truth <= high + SLACK))))
    return lowest


@pytest.mark.parametrize("name", DIVIDED)
def test_the_interval_of_a_divided_sample_holds_in_945_of_1000(name):
    """Also with three cases from a part, and where one part has all the breaches."""
    sizes, taken = DIVIDED[name]
    points, draws = (5, DRAWS) if name.startswith("14") else (3, 2_000)
    least = LEAST if draws == DRAWS else LEAST - 0.01  # 2,000 draws: two standard errors
    assert divided(sizes, taken, ends_of(sizes, taken, effective_interval), points, draws) >= least


def test_the_interval_of_all_is_the_one_measured_here():
    parts = [Part(180, 14, 3), Part(140, 3, 0), Part(80, 3, 2)]
    assert stratified(parts).interval == effective_interval(parts)


def test_the_logit_interval_does_not_and_so_is_not_shown():
    sizes, taken = DIVIDED["14, 3 og 3 af 180, 140 og 80"]
    assert divided(sizes, taken, ends_of(sizes, taken, logit_interval), 5, 2_000) < 0.8


# --- risk ------------------------------------------------------------------------------------------------------------------

skewed = np.random.default_rng(7)
RISK = {
    "20 af 400, fem niveauer": (1.0 + np.arange(400) % 5, 20),
    "40 af 400, fem niveauer": (1.0 + np.arange(400) % 5, 40),
    "60 af 1000, fem niveauer": (1.0 + np.arange(1000) % 5, 60),
    "20 af 60, fem niveauer": (1.0 + np.arange(60) % 5, 20),
    "20 af 400, 1 til 15, få høje": (1 + np.floor(14 * skewed.random(400) ** 3), 20),
    "30 af 300, lognormal": (np.exp(skewed.normal(size=300)), 30),
    "25 af 200, fem sikre": (np.append(np.full(5, 200.0), 1 + np.arange(195) % 8), 25),
}
RATES = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 0.85, 0.9, 0.95, 0.98)
SLOPES = (-50, -2, -0.4, 0, 0.4, 2, 50)
"""How breaches follow risk: at 50 they are exactly the cases with the highest risk, at -50 those with the lowest."""


def drawn_by_risk(chance, n, draws, generator):
    """Pareto draws: the positions of n cases in each row."""
    u = generator.random((draws, len(chance)))
    odds = np.where(chance < 1, chance / np.where(chance < 1, 1 - chance, 1), np.inf)
    return np.argpartition(u / (1 - u) / odds, n - 1, axis=1)[:, :n]


def breaches(risk, rate, slope, generator):
    score = slope * risk / risk.std() + generator.gumbel(size=len(risk))
    marked = np.zeros(len(risk))
    marked[np.argsort(-score)[: round(rate * len(risk))]] = 1
    return marked


def ends_by_risk(marked, chance, smallest):
    size = (1 / chance).sum(axis=1)
    lightest = np.minimum(np.where(chance < 1, chance, 1).min(axis=1), smallest)
    known = Weights(np.ones(1), 1 / chance / size[:, None], (chance < 1).astype(float), 1 / lightest / size)
    return limits(known, marked, 0.95)


def by_risk(risk, n, draws, rates=RATES, slopes=SLOPES, method=ends_by_risk):
    """The lowest coverage over shares and over how breaches follow risk."""
    generator = np.random.default_rng(2026)
    chance = inclusion_probabilities(risk, n)
    drawn = drawn_by_risk(chance, n, draws, generator)
    lowest = 1.0
    for rate, slope in product(rates, slopes):
        marked = breaches(risk, rate, slope, generator)
        low, high = method(marked[drawn], chance[drawn], small_chance(chance))
        lowest = min(lowest, float(np.mean((low - SLACK <= marked.mean()) & (marked.mean() <= high + SLACK))))
    return lowest


def logit_ends(marked, chance, _):
    """R's interval, computed for all rows; where it cannot be, that counts as held."""
    found = [logit_by_risk(y, p) for y, p in zip(marked, chance, strict=True)]
    return np.array([(i.low, i.high) if i else (0.0, 1.0) for i in found]).T


@pytest.mark.parametrize("name", RISK)
def test_the_interval_of_a_sample_by_risk_holds_in_945_of_1000(name):
    """Also where every breach is a case of the lowest risk, which is seldom drawn and weighs most."""
    risk, n = RISK[name]
    assert by_risk(risk, n, 2_000, (0.02, 0.2, 0.7), (-50, 0, 50)) >= LEAST - 0.01


def test_many_samples_at_once_have_the_ends_that_one_has():
    """What is measured here is what is shown."""
    risk, n = RISK["25 af 200, fem sikre"]
    generator = np.random.default_rng(3)
    chance = inclusion_probabilities(risk, n)
    drawn, marked = drawn_by_risk(chance, n, 20, generator), breaches(risk, 0.3, -2, generator)
    smallest = small_chance(chance)
    ends = ends_by_risk(marked[drawn], chance[drawn], smallest)
    for row, low, high in zip(drawn, *ends, strict=True):
        one = weighted(marked[row], chance[row], 200, smallest=smallest).interval
        assert (one.low, one.high) == pytest.approx((low, high), abs=1e-9)


def main() -> None:
    """The whole table."""
    for name, (sizes, taken) in DIVIDED.items():
        ours = divided(sizes, taken, ends_of(sizes, taken, effective_interval), 11, DRAWS)
        theirs = divided(sizes, taken, ends_of(sizes, taken, logit_interval), 11, DRAWS)
        sys.stdout.write(f"| {name} | {100 * ours:.1f} | {100 * theirs:.1f} |\n")
        sys.stdout.flush()
    for name, (risk, n) in RISK.items():
        ours = by_risk(risk, n, DRAWS)
        theirs = by_risk(risk, n, 300, (0.1, 0.2, 0.9), (-50, 0, 2), logit_ends)
        sys.stdout.write(f"| {name} | {100 * ours:.1f} | {100 * theirs:.1f} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
