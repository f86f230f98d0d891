"""Sizes of samples and what they can show: ST-24 to ST-29, the table of chances, and limits that are met exactly."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, fisher_exact, hypergeom

from caseaudit.statistics import planning
from caseaudit.statistics.planning import (
    at_least,
    detection,
    fisher_p_values,
    margin,
    nearest,
    power,
    sample_for_margin,
    sample_size,
    sample_size_binomial,
    sample_size_binomial_expecting,
    sample_size_expecting,
    sample_size_poisson,
)
from caseaudit.statistics.proportion import hypergeometric

TOTALS = (60, 120, 400, 2000)
SIZES = {
    "ST-24": (0.05, 0, 0.95, (38, 47, 55, 58), 59, 60), "ST-25": (0.10, 0, 0.95, (23, 26, 28, 29), 29, 30),
    "ST-26": (0.20, 0, 0.95, (12, 13, 14, 14), 14, 15), "ST-27": (0.10, 0, 0.90, (19, 20, 22, 22), 22, 24),
    "ST-28": (0.10, 1, 0.95, (34, 40, 44, 46), 46, None),
}  # fmt: skip


@pytest.mark.parametrize("name", SIZES)
def test_st_24_to_st_28_smallest_sample(name):
    """The smallest samples are those of jfa and of the AICPA's table A-1."""
    tolerable, allowed, level, finite, endless, poisson = SIZES[name]
    assert tuple(sample_size(tolerable, total, allowed, level) for total in TOTALS) == finite
    assert sample_size_binomial(tolerable, allowed, level) == endless
    assert poisson is None or sample_size_poisson(tolerable, allowed, level) == poisson


def test_st_29_expecting_one_per_cent():
    """With 1 % expected and 5 % tolerable, 93 cases are needed, of which one may fail."""
    assert sample_size_binomial_expecting(0.05, 0.01) == 93
    assert at_least(0.01, 93) == 1
    assert sample_size_expecting(0.05, 2000, 0.01) < 93


@pytest.mark.parametrize(
    ("wanted", "sizes"), [(0.10, {83: 42, 120: 52, 400: 72, 2000: 82}), (0.15, {83: 30, 120: 32, 400: 39, 2000: 42})]
)
def test_sizes_for_a_margin_at_80_per_cent(wanted, sizes):
    """Samples for plus or minus 10 and 15 points at 80 %."""
    assert {total: sample_for_margin(wanted, 0.8, total) for total in sizes} == sizes


def test_an_end_exactly_at_the_margin_is_not_within_it():
    """50 of 120 at 80 % ends exactly 10 points off, so 52 are needed (51 is farther off)."""
    assert margin(50, 120, 0.8) == 0.1
    assert margin(51, 120, 0.8) > 0.1
    assert sample_for_margin(0.1, 0.8, 120) == 52


@given(
    st.integers(2, 150), st.sampled_from([0.03, 0.1, 0.15, 0.25, 0.4]), st.sampled_from([0.0, 0.05, 0.5, 0.7, 0.9, 1.0])
)
@settings(max_examples=60, deadline=None)
def test_the_size_is_the_first_whose_interval_is_short_enough(total, wanted, rate):
    """Trying every size from 1 with the whole interval gives the same."""
    first = next((n for n in range(1, total) if margin(n, total, rate) < wanted - 1e-12), total)
    assert sample_for_margin(wanted, rate, total) == first


def test_the_search_for_a_margin_starts_below_the_answer(monkeypatch):
    """The shortcut skips nothing: from 1 on, no smaller size would do."""
    cases = [
        (m, e, t) for m in (0.02, 0.05, 0.1, 0.3) for e in (0.02, 0.3, 0.5, 0.8, 0.99) for t in (40, 83, 400, 1500)
    ]
    fast = [sample_for_margin(*c) for c in cases]
    monkeypatch.setattr(planning, "SLACK", 0.0)
    assert [sample_for_margin(*c) for c in cases] == fast


def test_the_margin_is_the_longer_arm():
    """20 of 400 at 80 % reach from 57 to 94: 23 points down, 14 up. The widest of all lies nearer the middle."""
    found = hypergeometric(16, 20, 400)
    assert margin(20, 400, 0.8) == pytest.approx(max(0.8 - found.low, found.high - 0.8))
    assert margin(20, 400) == max(margin(20, 400, x / 20) for x in range(21))


def test_the_chance_of_meeting_a_breach():
    """20 of 400 contain at least one breach with these chances; 20 of 83 with those."""
    assert [round(detection(20, bad, 400), 4) for bad in (4, 20, 40, 60)] == [0.1861, 0.6507, 0.8849, 0.9645]
    assert [round(detection(20, bad, 83), 4) for bad in (4, 8)] == [0.6758, 0.9018]


POWER = {
    (0.6, 0.8): (0.192, 0.408, 0.600), (0.5, 0.8): (0.409, 0.749, 0.913),
    (0.4, 0.8): (0.650, 0.947, 0.994), (0.6, 0.95): (0.716, 0.973, 0.998),
}  # fmt: skip


@pytest.mark.parametrize("rates", POWER)
def test_the_power_table(rates):
    """The chance that 20, 40 and 60 cases each time show a change.

    The reference sheet has 0.410 for 50 to 80 % with 20 cases; the exact sum is 0.40946 (see the next test).
    """
    assert tuple(round(power(*rates, n), 3) for n in (20, 40, 60)) == POWER[rates]


def test_power_is_the_sum_over_all_pairs_of_samples():
    """Every pair of samples of 20, its chance, and scipy's own Fisher test: no shortcut gives another sum."""
    for before, after in ((0.5, 0.8), (0.6, 0.95), (0.0, 0.2)):
        found = sum(
            binom.pmf(x, 20, before) * binom.pmf(y, 20, after)
            for x in range(21)
            for y in range(21)
            if fisher_exact([[x, 20 - x], [y, 20 - y]]).pvalue <= 0.05
        )
        assert power(before, after, 20) == pytest.approx(found, abs=1e-10)
    assert power(0.5, 0.8, 20) == pytest.approx(0.40946, abs=1e-5)


@pytest.mark.parametrize("marked", [0, 1, 9, 15, 29, 30])
def test_fisher_values_of_a_whole_margin_are_scipys(marked):
    """Given the sum, the rate at which the cases were marked does not matter."""
    first = range(max(0, marked - 15), min(15, marked) + 1)
    theirs = [fisher_exact([[x, 15 - x], [marked - x, 15 - marked + x]]).pvalue for x in first]
    for rate in (0.3, 0.7):
        assert list(fisher_p_values(binom.pmf(range(16), 15, rate), marked)) == pytest.approx(theirs)


def test_power_of_no_change_stays_below_the_risk():
    """Two samples of the same share are found different in at most 5 %; a certain change is found for certain."""
    assert power(0.7, 0.7, 40) <= 0.05
    assert power(0.0, 1.0, 20) == pytest.approx(1)
    assert power(0.0, 0.0, 20) == 0


# --- limits met exactly ----------------------------------------------------------------------------------------------------


def test_a_chance_of_exactly_five_per_cent_is_not_below_five_per_cent():
    """19 of 20 miss the one bad case with a chance of exactly 1 in 20, so all 20 are needed."""
    assert hypergeom.cdf(0, 20, 1, 19) == pytest.approx(0.05)
    assert sample_size(0.05, 20) == 20
    assert sample_size(0.05, 20, level=0.949) == 19


def test_rates_are_taken_as_written():
    """5 % of 60 is 3 and 7 % of 100 is 7, although the floats are a little more."""
    assert 0.07 * 100 > 7
    assert at_least(0.07, 100) == 7
    assert at_least(0.05, 60) == 3
    assert nearest(0.5, 5) == 3
    assert at_least(0.05, 61) == 4


def test_no_sample_needs_more_than_all():
    """When the tolerable share is no more than the errors allowed, all cases are read."""
    assert sample_size(0.10, 5, 1) == 5
    assert sample_size(0.10, 1) == 1
    assert sample_for_margin(0.001, 0.5, 30) == 30


@given(st.integers(1, 400), st.sampled_from([0.02, 0.05, 0.1, 0.2, 0.5]), st.integers(0, 2))
@settings(max_examples=60, deadline=None)
def test_the_size_is_the_smallest_that_shows_it(total, tolerable, allowed):
    """One case fewer would leave the risk, and a larger population or one more error never needs fewer."""
    n = sample_size(tolerable, total, allowed)
    bad = math.ceil(round(tolerable * total, 9))
    if n < total:
        assert hypergeom.cdf(allowed, total, bad, n) < 0.05 + 1e-12
    if n > 1:
        assert hypergeom.cdf(allowed, total, bad, n - 1) >= 0.05 - 1e-12
    assert sample_size(tolerable, total, allowed + 1) >= n


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: sample_size(0, 100), lambda: sample_size(5, 100), lambda: sample_size(0.05, 0), lambda: power(0.5, 1.2, 20),
        lambda: power(0.5, 0.6, 0), lambda: sample_size_expecting(0.05, 100, 0.05), lambda: sample_for_margin(0.1, 1.5, 100),
        lambda: sample_size_binomial(0.05, level=95), lambda: detection(30, 2, 20), lambda: detection(3, 21, 20),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(wrong):
    """Rates outside 0 to 1, an empty population, an expected share that is not tolerable."""
    with pytest.raises(ValueError):
        wrong()
