"""Intervals for a share: the reference values ST-01 to ST-23, coverage over all populations, and what must always hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom, norm
from statsmodels.stats.proportion import proportion_confint

from caseaudit.statistics.proportion import (
    Interval,
    clopper_pearson,
    clopper_pearson_upper,
    hypergeometric,
    hypergeometric_upper,
    jeffreys,
    wilson,
)
from caseaudit.statistics.tails import at_most

ENDLESS = {
    "ST-01": (8, 20, (0.191190, 0.639457), (0.218807, 0.613418), (0.210629, 0.616080), 0.606415),
    "ST-02": (0, 20, (0, 0.168433), (0, 0.161125), (0, 0.116639), 0.139108),
    "ST-03": (1, 20, (0.001265, 0.248733), (0.008881, 0.236131), (0.005449, 0.210819), 0.216106),
    "ST-04": (2, 20, (0.012349, 0.316983), (0.027866, 0.301034), (0.021372, 0.283853), 0.282619),
    "ST-05": (16, 20, (0.563386, 0.942666), (0.583983, 0.919342), (0.591774, 0.928480), 0.928646),
    "ST-06": (18, 20, (0.683017, 0.987651), (0.698966, 0.972134), (0.716147, 0.978628), 0.981935),
    "ST-07": (20, 20, (0.831567, 1), (0.838875, 1), (0.883361, 1), 1),
    "ST-08": (7, 10, (0.347547, 0.933260), (0.396778, 0.892209), (0.394182, 0.907305), 0.912736),
    "ST-09": (12, 40, (0.165627, 0.465316), (0.180748, 0.454300), (0.175620, 0.452158), 0.440280),
    "ST-10": (81, 263, (0.252737, 0.367622), (0.255289, 0.366210), (0.254522, 0.365647), 0.358178),
    "ST-11": (45, 60, (0.621404, 0.852814), (0.627679, 0.842235), (0.630485, 0.846059), 0.839136),
}
FINITE = {
    "ST-12": (8, 20, 400, 79, 253, 240), "ST-13": (0, 20, 400, 0, 65, 54), "ST-14": (1, 20, 400, 1, 97, 84),
    "ST-15": (2, 20, 400, 6, 124, 111), "ST-16": (0, 20, 83, 0, 12, 10), "ST-17": (3, 20, 35, 3, 10, 9),
    "ST-18": (5, 25, 120, 10, 46, 42), "ST-19": (12, 40, 180, 33, 80, 76), "ST-20": (0, 59, 400, 0, 22, 18),
    "ST-21": (45, 100, 300, 111, 160, 156), "ST-22": (3, 10, 50, 5, 31, None), "ST-23": (5, 30, 30, 5, 5, 5),
}  # fmt: skip
METHODS = {"clopper": clopper_pearson, "wilson": wilson, "jeffreys": jeffreys}


def ends(interval: Interval) -> tuple[float, float]:
    return round(interval.low, 6), round(interval.high, 6)


@pytest.mark.parametrize("name", ENDLESS)
def test_st_01_to_st_11_population_unknown(name):
    """Clopper-Pearson, Wilson, Jeffreys and the one-sided limit are those of R and of scipy, to six digits."""
    x, n, exact, score, prior, up = ENDLESS[name]
    assert ends(clopper_pearson(x, n)) == exact
    assert ends(wilson(x, n)) == score
    assert ends(jeffreys(x, n)) == prior
    assert round(clopper_pearson_upper(x, n), 6) == up


@pytest.mark.parametrize("name", FINITE)
def test_st_12_to_st_23_finite_population(name):
    """The exact interval and the auditor's upper limit of a known number of cases, in whole cases."""
    x, n, total, low, high, up = FINITE[name]
    found = hypergeometric(x, n, total)
    assert (found.low_count, found.high_count) == (low, high)
    assert (found.low, found.high) == (low / total, high / total)
    assert up is None or hypergeometric_upper(x, n, total) == up
    assert found.method == ("census" if n == total else "hypergeometric")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("x", [0, 1, 7, 19, 20])
def test_the_intervals_agree_with_statsmodels(method, x):
    """Two libraries give the same ends, but for Jeffreys at none and all, where ours end in 0 and 1."""
    theirs = proportion_confint(x, 20, method={"clopper": "beta"}.get(method, method))
    ours = METHODS[method](x, 20)
    low, high = (0.0 if x == 0 else theirs[0], 1.0 if x == 20 else theirs[1])
    assert (ours.low, ours.high) == pytest.approx((low, high), abs=1e-12)


# --- traps ---------------------------------------------------------------------------------------------------------------


def test_the_ends_are_the_last_numbers_that_the_sample_allows_not_the_first_that_it_rejects():
    """samplingbook prints 110 to 161 for 45 of 100 of 300; those two are rejected, so ours is 111 to 160."""
    found = hypergeometric(45, 100, 300)
    assert (found.low_count, found.high_count) == (111, 160)
    assert hypergeom.sf(44, 300, 110, 100) <= 0.025 < hypergeom.sf(44, 300, 111, 100)
    assert hypergeom.cdf(45, 300, 161, 100) <= 0.025 < hypergeom.cdf(45, 300, 160, 100)


def test_jeffreys_covers_none_and_all():
    """Left as libraries give it, Jeffreys' interval never holds a true share of 0 or 1."""
    assert 0 in jeffreys(0, 20)
    assert 1 in jeffreys(20, 20)
    assert proportion_confint(0, 20, method="jeffreys")[0] > 0


def test_a_limit_met_exactly_is_decided_by_fractions():
    """1 of 1 drawn from 40: one marked case gives exactly 2.5 %, which is not more than 2.5 %, so the interval starts at 2."""
    assert at_most(0, 1, 39, 40).denominator == 40
    assert hypergeometric(1, 1, 40).low_count == 2
    assert hypergeometric(0, 1, 40).high_count == 38
    assert hypergeometric_upper(0, 1, 20) == 18
    assert hypergeometric_upper(0, 19, 20) == 0


@pytest.mark.parametrize(
    "given_", [(-1, 20, 40), (21, 20, 40), (0, 0, 40), (5, 20, 19), (True, 20, 40), (1.0, 20, 40), (1, 20, 40.0)]
)
def test_what_cannot_be_a_sample_is_refused(given_):
    """Negative counts, more marked than drawn, nothing drawn, more drawn than there are, and counts that are not whole."""
    with pytest.raises(ValueError):
        hypergeometric(*given_)


@pytest.mark.parametrize("level", [0, 1, 95, -0.5])
def test_a_level_is_a_share_between_0_and_1(level):
    for method in (clopper_pearson, wilson, jeffreys, clopper_pearson_upper):
        with pytest.raises(ValueError):
            method(3, 20, level)
    for method in (hypergeometric, hypergeometric_upper):
        with pytest.raises(ValueError):
            method(3, 20, 40, level)


# --- coverage ------------------------------------------------------------------------------------------------------------


def coverage(low, high, n: int, total: int) -> np.ndarray:
    """For every number of marked cases K: the chance that the interval of the sample holds K. Ends are counts, per x."""
    marked, x = np.arange(total + 1)[:, None], np.arange(n + 1)
    held = (np.asarray(low) - 1e-9 <= marked) & (marked <= np.asarray(high) + 1e-9)
    return (hypergeom.pmf(x, total, marked, n) * held).sum(axis=1)


def ours(n: int, total: int, level: float = 0.95) -> tuple[list[int], list[int]]:
    found = [hypergeometric(x, n, total, level) for x in range(n + 1)]
    return [i.low_count for i in found], [i.high_count for i in found]


def endless(method, n: int, total: int) -> tuple[list[float], list[float]]:
    found = [method(x, n) for x in range(n + 1)]
    return [i.low * total for i in found], [i.high * total for i in found]


def wald(x: int, n: int) -> Interval:
    p = x / n
    reach = float(norm.ppf(0.975)) * (p * (1 - p) / n) ** 0.5
    return Interval(max(0.0, p - reach), min(1.0, p + reach), 0.95, "wilson")  # cut off where there are no shares


def raw_jeffreys(x: int, n: int) -> Interval:
    return Interval(*proportion_confint(x, n, method="jeffreys"), 0.95, "jeffreys")


GRID = [(total, n) for total in range(5, 61, 5) for n in sorted({1, 2, 3, total // 4, total // 2, total - 1, total})]
GRID += [(83, 10), (83, 20), (83, 60), (120, 20), (120, 52), (400, 20), (400, 72), (2000, 20), (2000, 82)]


@pytest.mark.parametrize(("total", "n"), [(total, n) for total, n in GRID if n])
def test_the_default_interval_never_covers_too_little(total, n):
    """Whatever the true number of marked cases, the interval holds it in at least 94.5 % of all samples."""
    assert coverage(*ours(n, total), n, total).min() >= 0.945


COVERAGE = [
    (83, "hypergeometric", 0.9612, 40, 0.9791, 0.3138), (83, "clopper", 0.9803, 41, 0.9911, 0.3661),
    (83, "wilson", 0.9442, 81, 0.9761, 0.3254), (83, "raw jeffreys", 0.0000, 0, 0.9521, 0.3226),
    (83, "normal", 0.2410, 1, 0.8954, 0.3160), (400, "hypergeometric", 0.9543, 128, 0.9773, 0.3557),
    (400, "clopper", 0.9631, 197, 0.9803, 0.3661), (400, "wilson", 0.8570, 3, 0.9579, 0.3254),
    (400, "normal", 0.0500, 1, 0.8560, 0.3160),
]  # fmt: skip


@pytest.mark.parametrize(("total", "method", "lowest", "at", "mean", "width"), COVERAGE)
def test_the_coverage_table(total, method, lowest, at, mean, width):
    """Why the hypergeometric interval is the default: lowest and mean coverage and mean width of 20 cases."""
    methods = {"clopper": clopper_pearson, "wilson": wilson, "raw jeffreys": raw_jeffreys, "normal": wald}
    low, high = ours(20, total) if method == "hypergeometric" else endless(methods[method], 20, total)
    found = coverage(low, high, 20, total)
    assert round(float(found.min()), 4) == lowest
    assert found[at] == pytest.approx(found.min(), abs=1e-9)
    assert round(float(found.mean()), 4) == mean
    assert round(float(np.mean(np.subtract(high, low)) / total), 4) == width


# --- what always holds ---------------------------------------------------------------------------------------------------

samples = st.integers(1, 300).flatmap(
    lambda total: st.integers(1, total).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n), st.just(total)))
)
levels = st.sampled_from([0.8, 0.9, 0.95, 0.99])


def scan(x: int, n: int, total: int, half: float) -> tuple[int, int]:
    """The interval by trying every number of marked cases, as the definition says."""
    marked = np.arange(x, total - n + x + 1)
    held = (hypergeom.cdf(x, total, marked, n) > half) & (hypergeom.sf(x - 1, total, marked, n) > half)
    return int(marked[held].min()), int(marked[held].max())


@given(samples)
@settings(max_examples=150, deadline=None)
def test_halving_finds_what_trying_all_finds(sample):
    """The fast search gives the interval of the definition (at 95.7 %: small tables meet that limit nowhere exactly)."""
    x, n, total = sample
    if n == total:
        return
    found = hypergeometric(x, n, total, 0.957)
    assert (found.low_count, found.high_count) == scan(x, n, total, (1 - 0.957) / 2)


@pytest.mark.parametrize(("x", "n", "total"), [(0, 20, 5000), (7, 200, 5000), (199, 200, 3000)])
def test_halving_finds_what_trying_all_finds_in_large_populations(x, n, total):
    found = hypergeometric(x, n, total)
    assert (found.low_count, found.high_count) == scan(x, n, total, 0.025)


@pytest.mark.parametrize(("x", "n"), [(0, 20), (30, 100), (999, 1000), (1500, 5000)])
def test_in_a_hundred_thousand_the_ends_are_kept_and_the_next_are_not(x, n):
    """The tails are monotone, so this is the interval of the definition without trying all 100,000 numbers."""
    total = 100_000
    found = hypergeometric(x, n, total)
    low, high = found.low_count, found.high_count
    assert hypergeom.sf(x - 1, total, low, n) > 0.025
    assert hypergeom.cdf(x, total, high, n) > 0.025
    assert low == x or hypergeom.sf(x - 1, total, low - 1, n) <= 0.025
    assert high == total - n + x or hypergeom.cdf(x, total, high + 1, n) <= 0.025


@given(samples, levels)
@settings(max_examples=100, deadline=None)
def test_the_interval_holds_what_was_seen_and_what_is_possible(sample, level):
    """It holds the share of the sample, and only numbers that the sample does not make impossible."""
    x, n, total = sample
    found = hypergeometric(x, n, total, level)
    assert found.low - 1e-12 <= x / n <= found.high + 1e-12
    assert x <= found.low_count <= found.high_count <= total - n + x


@given(samples, levels)
@settings(max_examples=100, deadline=None)
def test_marked_and_unmarked_mirror_each_other(sample, level):
    """The interval of the fulfilled is that of the breached turned round."""
    x, n, total = sample
    one, other = hypergeometric(x, n, total, level), hypergeometric(n - x, n, total, level)
    assert (one.low_count, one.high_count) == (total - other.high_count, total - other.low_count)


@given(samples, levels)
@settings(max_examples=100, deadline=None)
def test_one_more_marked_case_never_lowers_an_end(sample, level):
    x, n, total = sample
    if x == n:
        return
    fewer, more = hypergeometric(x, n, total, level), hypergeometric(x + 1, n, total, level)
    assert fewer.low_count <= more.low_count
    assert fewer.high_count <= more.high_count


@given(samples)
@settings(max_examples=100, deadline=None)
def test_more_confidence_never_narrows_and_one_side_never_exceeds_two(sample):
    """99 % holds 95 %, and the one-sided upper limit lies within the two-sided interval."""
    x, n, total = sample
    narrow, wide = hypergeometric(x, n, total, 0.95), hypergeometric(x, n, total, 0.99)
    assert wide.low_count <= narrow.low_count <= narrow.high_count <= wide.high_count
    assert hypergeometric_upper(x, n, total) <= narrow.high_count


def test_a_finite_population_never_widens_the_interval():
    """Known numbers help: the ends lie within Clopper-Pearson's, but for one case where whole cases must be counted."""
    for total in (25, 83, 400):
        for x in range(21):
            finite, unknown = hypergeometric(x, 20, total), clopper_pearson(x, 20)
            assert unknown.low - 1 / total <= finite.low
            assert finite.high <= unknown.high + 1 / total


def test_a_large_population_is_as_good_as_endless():
    """From a million cases the exact interval is Clopper-Pearson's to three decimals."""
    for x in (0, 3, 10, 20):
        found, unknown = hypergeometric(x, 20, 1_000_000), clopper_pearson(x, 20)
        assert (found.low, found.high) == pytest.approx((unknown.low, unknown.high), abs=1e-3)
