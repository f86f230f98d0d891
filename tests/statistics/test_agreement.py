"""How far two reviewers agree: ST-38 to ST-41, and the tables for which kappa misleads."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from caseaudit.statistics.agreement import (
    ac1,
    ac1_interval,
    agreement,
    kappa,
    kappa_interval,
    kappa_linear,
    reading,
)

TABLES = {
    "ST-38": ([[40, 9], [6, 45]], 0.85, 0.699519, 0.071394, (0.559590, 0.839448), 0.700748),
    "ST-39": ([[14, 2], [1, 3]], 0.85, 0.571429, 0.219043, (0.142111, 1), 0.769674),
    "ST-40": ([[18, 1], [1, 0]], 0.90, -0.052632, 0.037165, None, 0.889503),
    "ST-41": ([[12, 2, 1], [1, 10, 2], [0, 3, 9]], 0.775, 0.662289, 0.098647, (0.468943, 0.855634), 0.662921),
}


@pytest.mark.parametrize("name", TABLES)
def test_st_38_to_st_41_two_reviewers(name):
    """Per cent, kappa with error and interval, AC1."""
    table, agreed, value, se, ends, gwet = TABLES[name]
    found = kappa(table)
    assert agreement(table) == pytest.approx(agreed)
    assert (round(found.value, 6), round(found.se, 6)) == (value, se)
    assert ends is None or (round(found.interval.low, 6), round(found.interval.high, 6)) == ends
    assert round(ac1(table), 6) == gwet


def test_st_41_linear_weights():
    """Answers in order: one step apart counts half as much as two."""
    assert round(kappa_linear(TABLES["ST-41"][0]), 6) == 0.714693


def test_high_agreement_can_have_a_kappa_below_zero():
    """ST-40: 90 % agree, kappa is -0.05, AC1 0.89. That is why AC1 is the number that is shown."""
    table = TABLES["ST-40"][0]
    assert agreement(table) == 0.9
    assert kappa(table).value < 0
    assert ac1(table) > 0.8


def test_kappas_interval_stops_at_one():
    """statsmodels' upper limit for ST-39 is over 1."""
    table = TABLES["ST-39"][0]
    assert cohens_kappa(table).kappa_upp > 1
    assert kappa(table).interval.high == 1


def test_when_all_answers_are_the_same_kappa_cannot_be_computed():
    """Chance alone agrees fully: kappa is 0/0, AC1 is 1."""
    table = [[20, 0], [0, 0]]
    found = kappa(table)
    assert (found.value, found.se, found.interval) == (None, None, None)
    assert kappa_linear(table) is None
    assert ac1(table) == agreement(table) == 1


tables = st.integers(2, 4).flatmap(
    lambda k: st.lists(st.lists(st.integers(0, 15), min_size=k, max_size=k), min_size=k, max_size=k)
).filter(lambda t: sum(map(sum, t)) >= 2)  # fmt: skip


@given(tables)
def test_kappa_is_that_of_statsmodels(table):
    """Value, error and linear weights agree wherever kappa exists."""
    found = kappa(table)
    if found.value is None:
        return
    with np.errstate(invalid="ignore", divide="ignore"):  # its z is 0/0 where the error under chance is 0
        theirs = cohens_kappa(np.array(table))
    assert found.value == pytest.approx(theirs.kappa, abs=1e-9)
    assert found.se == pytest.approx(math.sqrt(max(0.0, theirs.var_kappa)), abs=1e-7)
    linear = cohens_kappa(np.array(table), wt="linear", return_results=False)
    assert kappa_linear(table) == pytest.approx(linear, abs=1e-9)


@given(tables)
def test_the_order_of_reviewers_and_of_answers_does_not_matter(table):
    """Turning the table round or naming the answers otherwise changes neither agreement, kappa nor AC1."""
    t = np.array(table)
    for other in (t.T, t[::-1, ::-1]):
        assert agreement(other) == pytest.approx(agreement(t))
        assert ac1(other) == pytest.approx(ac1(t))
        if (value := kappa(t).value) is not None:
            assert kappa(other).value == pytest.approx(value)
    assert ac1(t) <= 1 + 1e-12


def test_the_bootstrap_interval_is_the_same_every_time():
    """The seed is a hash of the answers: same answers, same interval; it holds AC1."""
    table = TABLES["ST-38"][0]
    first = ac1_interval(table)
    assert first == ac1_interval(np.array(table))
    assert ac1(table) in first
    assert 0.5 < first.low < first.high < 0.9
    assert ac1_interval(table, 0.8).low > first.low


def test_the_bootstrap_interval_holds_the_truth_about_as_often_as_it_says():
    """150 samples of 80 cases from known shares: the interval holds the true AC1 in 88 to 99 per cent."""
    shares = np.array([[0.5, 0.1], [0.08, 0.32]])
    truth = ac1((shares * 10_000).astype(int))
    generator = np.random.default_rng(38)
    drawn = generator.multinomial(80, shares.ravel(), size=150).reshape(150, 2, 2)
    held = np.mean([truth in ac1_interval(t) for t in drawn])
    assert 0.88 <= held <= 0.99


def hanging_together(generator, cases, answers):
    """Cases with several answers each; in some cases the two differ often, in others seldom."""
    differ = generator.beta(1, 4, size=(cases, 1))
    first = generator.random((cases, answers)) < 0.6
    second = first ^ (generator.random((cases, answers)) < differ)
    return np.stack([[(a & b).sum(1), (a & ~b).sum(1)] for a, b in [(first, second), (~first, second)]]).transpose(
        2, 0, 1
    )


def test_answers_of_a_case_drawn_together_hold_the_truth_and_drawn_apart_do_not():
    """200 rounds of 25 cases with eight answers each: the interval over cases holds AC1 in at least 90 %, the other in less."""
    generator = np.random.default_rng(5)
    truth = ac1(hanging_together(generator, 200_000, 8).sum(axis=0))
    rounds = [hanging_together(generator, 25, 8) for _ in range(200)]
    together = np.mean([truth in ac1_interval(r) for r in rounds])
    apart = np.mean([truth in ac1_interval(r.sum(axis=0)) for r in rounds])
    assert together >= 0.9
    assert apart < together - 0.05


def test_the_order_of_cases_does_not_move_the_interval():
    """The same cases turned round give the same numbers; the intervals of kappa hold kappa."""
    cases = hanging_together(np.random.default_rng(6), 30, 4)
    assert ac1_interval(cases) == ac1_interval(cases[::-1])
    for linear, value in ((False, kappa(cases.sum(axis=0)).value), (True, kappa_linear(cases.sum(axis=0)))):
        assert value in kappa_interval(cases, linear=linear)


def test_when_the_two_agree_everywhere_or_there_is_one_case_there_is_no_interval():
    """Drawing again could only give the same number, which would look like certainty."""
    assert ac1_interval([[12, 0], [0, 5]]) is None
    assert kappa_interval([[12, 0], [0, 5]]) is None
    assert ac1_interval([[[3, 1], [0, 2]]]) is None


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ([[4, 0], [0, 3]], "Kun 7 sager"), ([[1, 0], [0, 0]], "Kun 1 sag "), ([[6, 5], [4, 6]], "sammenligne enheder"),
        (TABLES["ST-38"][0], "nogenlunde"), ([[20, 1], [1, 20]], "høj grad"),
    ],
)  # fmt: skip
def test_the_reading_says_what_to_do(table, says):
    """Too few; too little (units must not be compared below 0.6); fair; good. In both languages."""
    found = reading(table)
    assert says in found.da
    assert found.en != found.da


def test_tables_that_cannot_be_are_refused():
    """Not square, one answer only, negative or broken counts, nobody."""
    for wrong in ([[1, 2]], [[5]], [[1, -1], [0, 3]], [[1.5, 0], [0, 1]], [[0, 0], [0, 0]]):
        for method in (agreement, kappa, ac1, ac1_interval, kappa_linear, reading):
            with pytest.raises(ValueError):
                method(wrong)
