"""Samples that are not simple: a fixed number per stratum (ST-30) and more of the risky cases (ST-31, ST-32, ST-44)."""

from __future__ import annotations

import hashlib
import hmac
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

from caseaudit.statistics.proportion import clopper_pearson, hypergeometric
from caseaudit.statistics.stratified import Part, logit_interval, stratified
from caseaudit.statistics.weighted import (
    deville,
    inclusion_probabilities,
    pareto_order,
    small_chance,
    weighted,
)

RISK = 1 + np.arange(40) % 5
DRAWN = [3, 4, 8, 9, 14, 18, 23, 24, 33, 39]


def test_st_30_three_units():
    """A, B and C with 20 cases each: share, error, total and interval as R's survey package gives them."""
    parts = [Part(180, 20, 6), Part(140, 20, 3), Part(80, 20, 9)]
    found = stratified(parts)
    assert found.share == pytest.approx(0.2775, abs=1e-12)
    assert found.se == pytest.approx(0.0555415918, abs=1e-10)
    assert found.count == pytest.approx(111)
    theirs = logit_interval(parts)
    assert (theirs.low, theirs.high) == pytest.approx((0.1806977, 0.4007922), abs=1e-7)
    assert found.se_parts == pytest.approx((0.0991189, 0.0758411, 0.0988420), abs=1e-7)
    assert found.warning is None


def test_the_interval_shown_is_a_little_wider_than_that_of_r():
    """ST-30: 68 to 164 of the 400 cases where R's interval, which holds too seldom, says 72 to 160."""
    found = stratified([Part(180, 20, 6), Part(140, 20, 3), Part(80, 20, 9)]).interval
    assert (found.method, found.low_count, found.high_count) == ("effective", 68, 164)


@pytest.mark.parametrize(("x", "n"), [(0, 8), (3, 8), (8, 8), (1, 60), (30, 60)])
def test_when_all_cases_weigh_the_same_the_interval_is_clopper_pearsons(x, n):
    """Of very many cases, with the same chance each, there is nothing to allow for."""
    found = weighted([1] * x + [0] * (n - x), [0.001] * n, 1000 * n).interval
    plain = clopper_pearson(x, n)
    assert (found.low, found.high) == pytest.approx((plain.low, plain.high), abs=1e-9)


def test_what_was_not_seen_may_be_what_weighs_most():
    """None of ten marked: when cases with a fifth of the chance may be missing from the sample, more may be marked."""
    usual = weighted([0] * 10, [0.1] * 10, 100).interval
    wary = weighted([0] * 10, [0.1] * 10, 100, smallest=0.02).interval
    assert usual.low == wary.low == 0
    assert wary.high > usual.high


def test_a_small_chance_is_that_of_a_tenth_of_the_cases():
    """One case in a hundred with next to no chance decides nothing; ten do."""
    assert small_chance([0.001] + [0.1] * 99) == 0.1
    assert small_chance([0.1, 0.001], [90, 10]) == 0.001
    with pytest.raises(ValueError):
        weighted([1, 0], [0.5, 0.5], 4, smallest=0)


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(0, 12), st.integers(0, 40)), min_size=1, max_size=4))
@settings(max_examples=100, deadline=None)
def test_the_interval_holds_the_share_and_only_what_is_possible(told):
    """The share lies in it; no end says fewer marked than were seen, or more than could be."""
    parts = [Part(n + more, n, min(x, n)) for n, x, more in told]
    found = stratified(parts)
    ends = found.interval
    assert ends.low - 1e-12 <= found.share <= ends.high + 1e-12
    marked, clean = sum(p.x for p in parts), sum(p.n - p.x for p in parts)
    assert marked <= ends.low_count <= ends.high_count <= sum(p.total for p in parts) - clean


def test_a_stratum_without_breaches_adds_no_error_and_says_so():
    """0 of 20 has a computed error of 0; the warning and the stratum's own exact interval tell that it is not certain."""
    found = stratified([Part(180, 20, 6), Part(140, 20, 0)])
    assert found.se_parts[1] == 0
    assert found.warning is not None
    assert found.parts[1] == hypergeometric(0, 20, 140)
    assert found.parts[1].high_count > 0


@pytest.mark.parametrize("marked", [(0, 0), (20, 20), (0, 20)])
def test_when_no_error_can_be_computed_there_is_an_interval_all_the_same(marked):
    """None and all marked: the interval is not a point, and R's cannot be computed."""
    parts = [Part(180, 20, marked[0]), Part(140, 20, marked[1])]
    found = stratified(parts)
    assert logit_interval(parts) is None
    assert found.interval.high_count - found.interval.low_count > 20
    assert found.share in found.interval


def test_one_case_of_a_stratum_has_no_error():
    """One case of many cannot tell how cases differ: no standard error, but limits all the same."""
    found = stratified([Part(180, 20, 6), Part(140, 1, 0)])
    assert found.se is None
    assert found.interval.high > 0.5
    assert found.warning is not None


def test_strata_that_are_read_whole_leave_no_doubt():
    found = stratified([Part(18, 18, 6), Part(14, 14, 3)])
    assert (found.interval.method, found.interval.low_count, found.interval.high_count) == ("census", 9, 9)
    assert found.se == 0
    assert found.warning is None


def test_the_interval_of_two_small_strata_holds_the_truth_often_enough():
    """For every pair of true counts in strata of 12 and 9, with four drawn from each, it holds the total in at least 95 %."""
    totals, n = (12, 9), 4
    ends = {
        x: stratified([Part(t, n, k) for t, k in zip(totals, x, strict=True)]).interval
        for x in product(range(n + 1), repeat=2)
    }
    for bad in product(range(totals[0] + 1), range(totals[1] + 1)):
        held = sum(
            hypergeom.pmf(x[0], totals[0], bad[0], n) * hypergeom.pmf(x[1], totals[1], bad[1], n)
            for x, found in ends.items()
            if found.low_count <= sum(bad) <= found.high_count
        )
        assert held >= 0.95


def test_one_stratum_is_a_simple_sample():
    """With one stratum the share is x of n, and its size does not matter for it."""
    assert stratified([Part(400, 20, 8)]).share == 0.4


def test_strata_that_cannot_be_are_refused():
    for parts in ([], [Part(10, 11, 2)], [Part(10, 5, 6)], [Part(10, 0, 0)]):
        with pytest.raises(ValueError):
            stratified(parts)


# --- risk ------------------------------------------------------------------------------------------------------------------


def test_st_31_estimates_of_a_risk_based_sample():
    """Total, mean, Hájek's share and Deville's variance of ten cases of forty."""
    chance = inclusion_probabilities(RISK, 10)
    assert list(chance) == pytest.approx(list(RISK / 12))
    found = weighted([int(i % 3 == 0) for i in DRAWN], chance[DRAWN], 40)
    assert found.total == pytest.approx(16.2)
    assert found.mean == pytest.approx(0.405)
    assert found.hajek == pytest.approx(0.6)
    assert found.variance == pytest.approx(12.7102766798, abs=1e-9)
    assert found.se == pytest.approx(0.0891286874, abs=1e-9)


def test_the_error_of_the_share_is_devilles_not_brewers():
    """R's survey gives 0.1643 (Brewer) for the same sample; ours is 0.1309 (Deville), and the page on method says which."""
    found = weighted([int(i % 3 == 0) for i in DRAWN], inclusion_probabilities(RISK, 10)[DRAWN], 40)
    assert round(found.se_hajek, 4) == 0.1309
    assert 0.6 in found.interval


def test_st_32_cases_that_are_drawn_for_certain():
    """Two cases whose risk exceeds their share are certain; the rest share what is left."""
    chance = inclusion_probabilities([50, 40] + [1] * 18, 6)
    assert list(chance[:2]) == [1, 1]
    assert list(chance[2:]) == pytest.approx([4 / 18] * 18)


def test_certain_cases_are_looked_for_again_when_some_are_taken_out():
    """A case can become certain only after a larger one is set aside."""
    chance = inclusion_probabilities([100, 12, 3, 3, 3, 2], 3)
    assert 3 * 12 / 123 < 1
    assert chance[0] == chance[1] == 1
    assert list(chance[2:]) == pytest.approx([3 / 11, 3 / 11, 3 / 11, 2 / 11])


def uniforms():
    """The numbers of SAG-0001 to SAG-0040 for the seed 2026-04, by the recipe of the reference."""
    for i in range(1, 41):
        key = hmac.new(b"2026-04", b"caseaudit/sample/v1\0" + f"SAG-{i:04}".encode(), hashlib.sha256).digest()
        yield ((int.from_bytes(key[:8], "big") >> 11) + 0.5) / 2**53


def test_st_44_pareto_order():
    """The first ten of the forty, drawn by risk: chances r/12, where SAG-0001 has the risk of i = 1."""
    chance = inclusion_probabilities([1 + i % 5 for i in range(1, 41)], 10)
    assert list(chance[:5]) == pytest.approx([2 / 12, 3 / 12, 4 / 12, 5 / 12, 1 / 12])
    assert chance.sum() == pytest.approx(10)
    first = pareto_order(list(uniforms()), chance)[:10]
    assert [f"{i + 1:04}" for i in first] == [f"{i:04}" for i in (39, 9, 29, 3, 21, 10, 8, 18, 31, 7)]


def test_pareto_draws_each_case_about_as_often_as_its_chance():
    """Over 20,000 draws no case is drawn more than one point too often or too seldom."""
    chance = inclusion_probabilities(RISK, 10)
    generator = np.random.default_rng(44)
    drawn = np.zeros(40)
    for _ in range(20_000):
        drawn[pareto_order(generator.uniform(1e-12, 1 - 1e-12, 40), chance)[:10]] += 1
    assert np.abs(drawn / 20_000 - chance).max() < 0.01


def test_certain_cases_come_first_in_the_order():
    chance = inclusion_probabilities([1, 50, 1, 40, 1, 1], 3)
    assert set(pareto_order([0.01, 0.99, 0.02, 0.98, 0.5, 0.6], chance)[:2]) == {1, 3}


@given(st.lists(st.floats(0.01, 1000), min_size=1, max_size=60), st.data())
@settings(max_examples=100, deadline=None)
def test_chances_add_up_to_the_number_drawn(risk, data):
    """They lie over 0 and at most at 1, sum to n, and never fall when the risk is larger."""
    n = data.draw(st.integers(1, len(risk)))
    chance = inclusion_probabilities(risk, n)
    assert ((chance > 0) & (chance <= 1)).all()
    assert chance.sum() == pytest.approx(n)
    assert (np.diff(chance[np.argsort(risk, kind="stable")]) >= -1e-9).all()


def test_equal_chances_give_the_plain_share():
    """When all cases had the same chance, weights change nothing."""
    found = weighted([1, 0, 0, 1, 1], [0.25] * 5, 20)
    assert found.hajek == pytest.approx(0.6)
    assert found.mean == pytest.approx(0.6)


@pytest.mark.parametrize(("mark", "end"), [(0, "low"), (1, "high")])
def test_none_or_all_marked_still_leave_doubt(mark, end):
    """Deville's error is then 0, but the interval is not a point."""
    chance = inclusion_probabilities(RISK, 10)[DRAWN]
    found = weighted([mark] * 10, chance, 40)
    assert found.se_hajek == 0
    assert found.interval.method == "effective"
    assert getattr(found.interval, end) == mark
    assert found.interval.high - found.interval.low > 0.2


def test_cases_drawn_for_certain_add_no_error():
    assert deville(np.array([1.0, 0.0, 1.0]), np.array([1.0, 1.0, 1.0])) == 0
    found = weighted([1, 0, 1, 1], [1, 1, 1, 1], 4)
    assert (found.interval.method, found.interval.low_count) == ("census", 3)


def test_weights_that_cannot_be_are_refused():
    """Chances of 0 or over 1, marks that are not 0 or 1, more drawn than there are, a risk of 0."""
    for wrong in (
        ([1], [0], 4),
        ([1], [1.2], 4),
        ([2], [0.5], 4),
        ([1, 0], [0.5], 4),
        ([1, 0], [0.5, 0.5], 1),
        ([], [], 4),
    ):
        with pytest.raises(ValueError):
            weighted(*wrong)
    for risk, n in (([1, 0], 1), ([1, -1], 1), ([1, np.inf], 1), ([1, 2], 3), ([1, 2], 0)):
        with pytest.raises(ValueError):
            inclusion_probabilities(risk, n)
    with pytest.raises(ValueError):
        pareto_order([0.0, 0.5], [0.5, 0.5])
