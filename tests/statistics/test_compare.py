"""Two shares against each other: ST-33 to ST-37, the same cases twice, and several comparisons at once."""

from __future__ import annotations

import math
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import boschloo_exact
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep

from caseaudit.statistics.compare import difference, fisher_p, holm, mcnemar_p, newcombe, overlap
from caseaudit.statistics.proportion import Interval, wilson

PERIODS = {
    "ST-33": (56, 70, 48, 80, 0.20, 0.052431, 0.333873, 0.01252113),
    "ST-34": (12, 20, 17, 20, -0.25, -0.484690, 0.027682, 0.15518745),
    "ST-35": (8, 20, 14, 20, -0.30, -0.538135, 0.005772, 0.11096954),
    "ST-36": (0, 20, 5, 20, -0.25, -0.468701, -0.037765, 0.04712405),
    "ST-37": (0, 20, 0, 20, 0.0, -0.161125, 0.161125, 1.0),
}


@pytest.mark.parametrize("name", PERIODS)
def test_st_33_to_st_37_two_periods(name):
    """Difference, Newcombe's interval and Fisher's p."""
    *counts, gap, low, high, p = PERIODS[name]
    found = difference(*counts)
    assert found.difference == pytest.approx(gap, abs=1e-12)
    assert (round(found.interval.low, 6), round(found.interval.high, 6)) == (low, high)
    assert round(found.p, 8) == p
    assert found.shown == (not low <= 0 <= high)


def test_newcombe_exists_for_every_table():
    """Of all pairs of samples of 10 each has an interval that holds the difference, and it is statsmodels' own."""
    for x, y in product(range(11), repeat=2):
        found = newcombe(x, 10, y, 10)
        assert found.low <= (x - y) / 10 <= found.high
        assert -1 <= found.low < found.high <= 1
        theirs = confint_proportions_2indep(x, 10, y, 10, method="newcomb")
        assert (found.low, found.high) == pytest.approx(theirs, abs=1e-9)


@pytest.mark.parametrize("counts", [(12, 20, 17, 20), (8, 20, 14, 20), (9, 10, 3, 10), (0, 20, 5, 20)])
def test_newcombe_gives_an_interval_where_score_intervals_have_failed(counts):
    """For these tables statsmodels' score interval has raised."""
    found = newcombe(*counts)
    assert found.low < counts[0] / counts[1] - counts[2] / counts[3] < found.high


def test_no_breach_in_either_period_has_a_p():
    """Boschloo's p is not a number for 0 of 20 and 0 of 20; Fisher's is 1."""
    assert math.isnan(boschloo_exact([[0, 20], [0, 20]]).pvalue)
    assert fisher_p(0, 20, 0, 20) == 1


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_turning_the_periods_round_turns_the_sign(n1, n2, data):
    """Before less after is minus after less before, with the same p."""
    x1, x2 = data.draw(st.integers(0, n1)), data.draw(st.integers(0, n2))
    one, other = difference(x1, n1, x2, n2), difference(x2, n2, x1, n1)
    assert one.difference == pytest.approx(-other.difference)
    assert (one.interval.low, one.interval.high) == pytest.approx((-other.interval.high, -other.interval.low))
    assert one.p == pytest.approx(other.p)


@pytest.mark.parametrize(("first", "second"), [(0, 1), (1, 9), (5, 5), (12, 3), (0, 8)])
def test_mcnemar_is_exact(first, second):
    """Of the cases that changed, as many one way as the other: the p is that of statsmodels."""
    theirs = mcnemar([[4, first], [second, 7]], exact=True).pvalue
    assert mcnemar_p(first, second) == pytest.approx(min(1.0, theirs))


def test_mcnemar_when_nothing_changed():
    assert mcnemar_p(0, 0) == 1
    with pytest.raises(ValueError):
        mcnemar_p(-1, 3)


def test_overlapping_intervals_forbid_better_and_worse():
    """60 and 85 % of 20 overlap; 10 and 95 % do not; intervals that share an end overlap."""
    assert overlap(wilson(12, 20), wilson(17, 20))
    assert not overlap(wilson(2, 20), wilson(19, 20))
    assert overlap(Interval(0.1, 0.3, 0.95, "wilson"), Interval(0.3, 0.5, 0.95, "wilson"))


def test_overlap_is_stricter_than_the_difference():
    """56 of 70 against 48 of 80 is shown by Newcombe although the two intervals overlap."""
    assert difference(56, 70, 48, 80).shown
    assert overlap(wilson(56, 70), wilson(48, 80))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
@settings(max_examples=15, deadline=None)  # their function takes a tenth of a second
def test_holm_is_that_of_statsmodels(p_values):
    """Each p is raised for the number of comparisons, and never falls below its own."""
    found = holm(p_values)
    assert list(found) == pytest.approx(list(multipletests(p_values, method="holm")[1]))
    assert all(raised >= p for raised, p in zip(found, p_values, strict=True))


def test_counts_that_cannot_be_are_refused():
    for wrong in ((21, 20, 3, 20), (3, 20, -1, 20), (0, 0, 3, 20)):
        with pytest.raises(ValueError):
            newcombe(*wrong)
        with pytest.raises(ValueError):
            fisher_p(*wrong)
