"""How far two readers agree: reference values through the whole path, and what the reader of the numbers is told to do."""

from __future__ import annotations

import pytest

from caseaudit.errors import UsageError
from caseaudit.review.agreement import DISCUSS, GOOD, TOO_FEW, UNCLEAR, WIDE_CLASS, compare
from caseaudit.review.final import finals
from caseaudit.review.model import Answer, Answers
from review_made import answers, items, key, point, round_of

SCALE = {"yes_no": "yn", "degree": "lsh"}


def from_table(table, scale="yes_no"):
    """Two readers' letters, one case per pair: rows the first reader, columns the second."""
    letters = SCALE[scale]
    first = "".join(letters[i] * n for i, row in enumerate(table) for n in row)
    second = "".join(letters[j] * n for row in table for j, n in enumerate(row))
    return first, second


def compared(first, second, scale="yes_no", **how):
    drawn = items(len(first))
    r = round_of((point(scale=scale),), drawn, ("A", "B"), double=range(1, len(first) + 1), **how)
    return compare(r, finals(r, answers(("A", "p", first), ("B", "p", second))))


@pytest.mark.parametrize(
    ("table", "agree", "kappa", "ac1"),
    [
        ([[40, 9], [6, 45]], 85, 0.699519, 0.700748),  # ST-38
        ([[14, 2], [1, 3]], 85, 0.571429, 0.769674),  # ST-39
        ([[18, 1], [1, 0]], 90, -0.052632, 0.889503),  # ST-40
    ],
)
def test_agreement_of_yes_and_no(table, agree, kappa, ac1):
    """ST-38 to ST-40: per cent, Cohen's kappa, Gwet's AC1."""
    a = compared(*from_table(table)).points[0]
    assert a.percent == pytest.approx(agree)
    assert a.kappa == pytest.approx(kappa, abs=5e-7)
    assert a.ac1 == pytest.approx(ac1, abs=5e-7)
    assert -1 <= a.kappa_interval.low <= a.kappa <= a.kappa_interval.high <= 1
    assert a.ac1_interval.low <= a.ac1 <= a.ac1_interval.high


def test_degrees_are_weighted_by_distance():
    """ST-41: linear weights give 0.714693."""
    a = compared(*from_table([[12, 2, 1], [1, 10, 2], [0, 3, 9]], "degree"), scale="degree").points[0]
    assert a.kappa == pytest.approx(0.714693, abs=5e-7)
    assert a.ac1 == pytest.approx(0.662921, abs=5e-7)
    assert a.graded == a.pairs == 40


def test_90_per_cent_agreement_with_kappa_below_zero_is_called_good():
    """ST-40 again: judged by kappa it would be worse than chance; by AC1 nothing needs to be done."""
    assert compared(*from_table([[18, 1], [1, 0]])).points[0].reading == GOOD


def test_when_all_answers_are_the_same_kappa_cannot_be_computed():
    """Twelve times yes and yes: 100 per cent, no kappa, AC1 1."""
    a = compared("y" * 12, "y" * 12).points[0]
    assert (a.percent, a.kappa, a.kappa_interval, a.ac1) == (100, None, None, 1)


def test_nine_pairs_are_too_few_for_a_conclusion():
    assert compared("yyyyyynnn", "nnnnnnyyy").points[0].reading == TOO_FEW
    assert compared("yyyyyynnn", "nnnnnnyyy").points[0].ac1_interval is None


def test_a_point_on_which_two_disagree_much_asks_for_better_guidance():
    assert compared("y" * 8 + "n" * 8, "y" * 4 + "n" * 8 + "y" * 4).points[0].reading == DISCUSS


def test_readers_who_differ_on_when_a_point_applies_are_told_that():
    """Eight of twelve are yes against not relevant."""
    assert compared("y" * 12, "yyyy" + "-" * 8).points[0].reading == WIDE_CLASS


def test_readers_who_find_the_question_unclear_make_it_clearer():
    drawn = items(12)
    r = round_of((point(),), drawn, ("A", "B"))
    given = answers(("A", "p", "y" * 12), ("B", "p", "y" * 4)).answers
    unclear = tuple(
        Answer(key=key(k, "p"), reviewer="B", value="cannot_judge", unsure="unclear_question") for k in range(5, 13)
    )
    c = compare(r, finals(r, Answers(round="g-1", answers=given + unclear)))
    assert c.points[0].reading == UNCLEAR


def test_the_calibration_round_stands_apart():
    """Three cases are read by all and differ wholly; the other twelve agree wholly and are the ones that count."""
    c = compared("yyy" + "y" * 6 + "n" * 6, "nnn" + "y" * 6 + "n" * 6, calibration=(1, 2, 3))
    assert (c.pairs, c.same) == (12, 12)
    assert (c.calibration[0].pairs, c.calibration[0].same, c.calibration[0].ac1) == (3, 0, None)
    assert len(c.disagreements) == 3


def test_settling_a_disagreement_does_not_make_the_two_agree():
    """Agreement is between the answers as they were given."""
    drawn = items(12)
    r = round_of((point(),), drawn, ("A", "B"))
    given = answers(("A", "p", "y" * 12), ("B", "p", "n" + "y" * 11), resolved=((key(1, "p"), "yes"),))
    c = compare(r, finals(r, given))
    assert (c.same, c.pairs) == (11, 12)
    assert [d.settled for d in c.disagreements] == [True]


def two_units(cases):
    """Two units in each case; the readers differ on both units of every fifth case."""
    drawn = items(cases)
    r = round_of((point(),), drawn, ("A", "B"), units=2)
    given = Answers(
        round="g-1",
        answers=tuple(
            Answer(
                key=e.key, reviewer=who, value="no" if e.item % 3 == 0 or (who == "B" and e.item % 5 == 0) else "yes"
            )
            for e in r.entries
            for who in ("A", "B")
        ),
    )
    return compare(r, finals(r, given))


def test_several_answers_about_a_case_are_drawn_again_together():
    """Forty pairs of twenty cases: the interval is that of twenty cases, not the shorter one of forty."""
    both = two_units(20).points[0]
    assert (both.pairs, both.items) == (40, 20)
    alone = compared("y" * 8 + "n" * 12 + "y" * 14 + "n" * 6, "y" * 8 + "n" * 12 + "y" * 8 + "n" * 6 + "n" * 6).points[
        0
    ]
    assert alone.pairs == 40
    for interval, other in ((both.ac1_interval, alone.ac1_interval), (both.kappa_interval, alone.kappa_interval)):
        assert interval.method == "bootstrap" or other.method == "asymptotic"
        assert interval.high - interval.low > 1.2 * (other.high - other.low)
    assert both.ac1 in both.ac1_interval
    assert both == two_units(20).points[0]


def test_all_answers_together_have_an_interval_over_the_cases():
    """Three points about each of twelve cases: the sum has an interval, of twelve cases; of nine cases it has none."""

    def total(n):
        drawn, points = items(n), tuple(point(f"p{k}") for k in range(3))
        r = round_of(points, drawn, ("A", "B"))
        given = answers(
            *(("A", p.id, "y" * n) for p in points), *(("B", p.id, "n" * 2 + "y" * (n - 2)) for p in points)
        )
        return compare(r, finals(r, given)).totals[0]

    assert total(12).pairs == 36
    assert total(12).ac1 in total(12).ac1_interval
    assert total(9).ac1_interval is None


def test_degrees_have_an_interval_of_their_weighted_kappa():
    """ST-41: 0.714693 lies in it; readers who agree on everything give none."""
    a = compared(*from_table([[12, 2, 1], [1, 10, 2], [0, 3, 9]], "degree"), scale="degree").points[0]
    assert 0.4 < a.kappa_interval.low < a.kappa < a.kappa_interval.high < 0.95
    same = compared(*from_table([[8, 0, 0], [0, 8, 0], [0, 0, 8]], "degree"), scale="degree").points[0]
    assert (same.kappa, same.kappa_interval, same.ac1_interval) == (1, None, None)


def test_two_readers_can_be_asked_for():
    drawn = items(3)
    r = round_of((point(),), drawn, ("A", "B", "C"))
    found = finals(r, answers(("A", "p", "yyy"), ("B", "p", "yyn"), ("C", "p", "nnn")))
    assert (compare(r, found, ("A", "B")).same, compare(r, found, ("A", "C")).same) == (2, 0)
    assert compare(r, found).pairs == 9


@pytest.mark.parametrize("readers", [("A", "X"), ("A", "A"), ("A",)])
def test_readers_that_cannot_be_compared_are_refused(readers):
    r = round_of((point(),), items(2), ("A", "B"))
    with pytest.raises(UsageError):
        compare(r, finals(r, answers(("A", "p", "yy"), ("B", "p", "yy"))), readers)


def test_nothing_read_by_two_gives_nothing():
    r = round_of((point(),), items(2), ("A", "B"))
    c = compare(r, finals(r, answers(("A", "p", "yy"))))
    assert (c.pairs, c.points, c.totals, c.disagreements) == (0, (), (), ())
