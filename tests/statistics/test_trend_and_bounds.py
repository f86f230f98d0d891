"""A share over time, and what unknown outcomes could do to one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from caseaudit.statistics.bounds import bounds, sample_bounds
from caseaudit.statistics.proportion import hypergeometric
from caseaudit.statistics.trend import TAIL, trend


def test_seven_points_are_too_few():
    """Below eight measurements nothing is said of a trend, however they lie."""
    found = trend([(1, 20)] * 6 + [(20, 20)])
    assert found.kind == "too_few"
    assert found.limits == ()
    assert "for få" in found.text.da


def test_points_that_move_as_chance_does_are_left_alone():
    assert (
        trend([(8, 20), (11, 20), (9, 20), (12, 20), (7, 20), (10, 20), (13, 20), (9, 20), (11, 20)]).kind == "chance"
    )


def test_one_point_outside_the_exact_limits_is_named():
    """The sixth of eight is 19 of 20 where the others are about 8."""
    found = trend([(8, 20), (9, 20), (7, 20), (8, 20), (9, 20), (19, 20), (7, 20), (8, 20)])
    assert found.kind == "moved"
    assert found.out == (5,)


def test_a_long_run_on_one_side_is_a_shift():
    """Eight high and eight low, none of them rare by itself: a run of eight where seven are allowed, one crossing."""
    found = trend([(12, 20)] * 4 + [(13, 20)] * 4 + [(8, 20)] * 4 + [(7, 20)] * 4)
    assert found.out == ()
    assert (found.longest_run, found.longest_allowed, found.crossings, found.crossings_needed) == (8, 7, 1, 4)
    assert found.kind == "moved"


def test_points_on_the_median_count_neither_way():
    """Nine equal points have no run."""
    found = trend([(8, 20)] * 9)
    assert (found.kind, found.longest_run, found.crossings) == ("chance", 0, 0)


def test_the_limits_of_runs_are_the_published_ones():
    """Anhøj and Olesen: of 10, 20 and 24 points at most 6, 7 and 8 in a row, at least 2, 6 and 8 crossings."""
    for n, longest, crossings in ((10, 6, 2), (20, 7, 6), (24, 8, 8)):
        found = trend([(5 + 10 * (i % 2), 20) for i in range(n)])
        assert (found.longest_allowed, found.crossings_needed) == (longest, crossings)


@given(
    st.lists(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=8, max_size=20)
)
def test_a_point_within_its_limits_is_not_rare(points):
    """The limits are exact: the share at each end is possible by chance, the next beyond it is rare."""
    found = trend(points)
    for (_, n), limits in zip(points, found.limits, strict=True):
        low, high = round(limits.low * n), round(limits.high * n)
        assert binom.cdf(low, n, found.centre) >= TAIL
        assert binom.sf(high - 1, n, found.centre) >= TAIL
        assert low == 0 or binom.cdf(low - 1, n, found.centre) < TAIL
        assert high == n or binom.sf(high, n, found.centre) < TAIL


def test_chance_alone_seldom_sounds_the_alarm():
    """Of 300 series of twelve quarters with the same share, at most 15 % are called moved."""
    generator = np.random.default_rng(8)
    moved = sum(trend([(int(x), 40) for x in generator.binomial(40, 0.7, 12)]).kind == "moved" for _ in range(300))
    assert moved / 300 <= 0.15


def test_a_point_that_cannot_be_is_refused():
    with pytest.raises(ValueError):
        trend([(0, 0)] * 9)


# --- unknown outcomes --------------------------------------------------------------------------------------------------------


def test_unknown_outcomes_could_be_all_breached_or_all_fulfilled():
    """12 met, 4 breached, 4 unknown: 75 % of those judged; somewhere between 60 and 80 % of all."""
    found = bounds(12, 4, 4)
    assert (found.worst, found.best, found.known) == (0.6, 0.8, 0.75)


def test_without_unknown_ones_there_is_no_room():
    found = bounds(12, 4, 0)
    assert found.worst == found.best == found.known


def test_when_nothing_could_be_judged_anything_is_possible():
    found = bounds(0, 0, 5)
    assert (found.worst, found.best, found.known) == (0, 1, None)


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_the_known_share_lies_between_worst_and_best(met, breached, unknown):
    if met + breached + unknown == 0:
        with pytest.raises(ValueError):
            bounds(met, breached, unknown)
        return
    found = bounds(met, breached, unknown)
    assert 0 <= found.worst <= found.best <= 1
    assert found.known is None or found.worst - 1e-12 <= found.known <= found.best + 1e-12


def test_the_interval_with_unknown_ones_reaches_from_the_worst_to_the_best():
    """In a sample: the lower end if all unknown ones are breached, the upper end if all are fulfilled."""
    worst, best = sample_bounds(12, 4, 4, total=400)
    assert worst.low_count == 400 - 253  # ST-12 turned round
    assert best == hypergeometric(16, 20, 400)
    assert worst.low < 0.6
    assert best.high > 0.8
    unknown_size, _ = sample_bounds(12, 4, 4)
    assert unknown_size.method == "clopper-pearson"
    with pytest.raises(ValueError):
        sample_bounds(-1, 4, 4)
