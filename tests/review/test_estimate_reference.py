"""Reference values of the method, through the whole path: a sample, its answers, the result. And worked examples from practice."""

from __future__ import annotations

import json

import pytest

from caseaudit.review.results import gather
from caseaudit.review.results_json import record
from caseaudit.review.wording import WITHHELD, interval_short, share_short, share_text
from caseaudit.review.wording_round import verdict_text
from caseaudit.statistics.weighted import inclusion_probabilities
from caseaudit.texts import Text
from review_made import answers, items, key, known, no_audit, point, round_of, sample

YES = Text("ja", "yes")


def result(drawn, given, points=None, sizes=None, **how):
    points = points or (point(),)
    s = sample(drawn, how.pop("population"), how.pop("design", "simple"), how.pop("strata", ()))
    return gather(round_of(points, drawn, **how), given, s, no_audit(), None, sizes)


def letters(yes, no, more=""):
    return "y" * yes + "n" * no + more


@pytest.mark.parametrize(
    ("x", "n", "total", "low", "high"),
    [
        (8, 20, 400, 79, 253),  # ST-12
        (0, 20, 400, 0, 65),  # ST-13
        (2, 20, 400, 6, 124),  # ST-15
        (0, 20, 83, 0, 12),  # ST-16
        (3, 20, 35, 3, 10),  # ST-17
        (5, 25, 120, 10, 46),  # ST-18
        (12, 40, 180, 33, 80),  # ST-19
        (45, 100, 300, 111, 160),  # ST-21
    ],
)
def test_a_simple_sample_of_a_known_number_has_the_exact_interval(x, n, total, low, high):
    """ST-12 to ST-21: the counts among all cases to which the point applies."""
    drawn = items(n)
    share = (
        result(drawn, answers(("A", "p", letters(x, n - x))), population=total, sizes={"p": known(total)})
        .points[0]
        .fulfilled
    )
    assert (share.x, share.n, share.basis) == (x, n, "exact")
    assert (share.interval.low_count, share.interval.high_count) == (low, high)


def test_when_all_cases_are_read_there_is_no_interval():
    """ST-23: 5 of 30, all drawn. The number is the number."""
    share = (
        result(items(30), answers(("A", "p", letters(5, 25))), population=30, sizes={"p": known(30)})
        .points[0]
        .fulfilled
    )
    assert share.basis == "census"
    assert (share.interval.low, share.interval.high) == (5 / 30, 5 / 30)
    assert str(interval_short(share)) == "alle er set"
    assert "ingen stikprøveusikkerhed" in str(share_text(share, "case", YES))


def test_without_a_known_number_the_interval_is_that_for_very_many():
    """ST-01: 8 of 20, number not known: Clopper-Pearson, and the sentence says that the number is not known."""
    share = result(items(20), answers(("A", "p", letters(8, 12))), population=400).points[0].fulfilled
    assert share.interval.low == pytest.approx(0.191190, abs=5e-7)
    assert share.interval.high == pytest.approx(0.639457, abs=5e-7)
    assert "antallet kendes ikke" in str(share_text(share, "case", YES))


def test_no_error_found_is_not_no_errors():
    """20 of 20 yes of 400: up to 54 of the 400 (ST-13, one-sided) may lack it, and the sentence says so."""
    share = (
        result(items(20), answers(("A", "p", letters(20, 0))), population=400, sizes={"p": known(400)})
        .points[0]
        .fulfilled
    )
    assert share.most_without == 54
    assert "op til 54 af de 400 sager (14 pct.) kan mangle det" in str(share_text(share, "case", YES))


def test_a_stratified_sample_is_weighed_by_the_sizes_of_its_parts():
    """ST-30: 6/20 of 180, 3/20 of 140, 9/20 of 80 give 27.75 per cent, 17 to 41 (R: 18 to 40); each part's own beside."""
    strata = (("A", 180, 20), ("B", 140, 20), ("C", 80, 20))
    drawn = (*items(20, stratum="A"), *items(20, start=21, stratum="B"), *items(20, start=41, stratum="C"))
    given = answers(("R", "p", letters(6, 14) + letters(3, 17) + letters(9, 11)))
    sizes = {"p": known(400, A=180, B=140, C=80)}
    p = result(drawn, given, population=400, design="stratified", strata=strata, sizes=sizes).points[0]
    assert p.fulfilled.value == pytest.approx(0.2775)
    assert (p.fulfilled.interval.low_count, p.fulfilled.interval.high_count) == (68, 164)
    assert [(g.label, g.x, g.n, g.counts.no) for g in p.groups] == [
        ("A", 6, 20, 14),
        ("B", 3, 20, 17),
        ("C", 9, 20, 11),
    ]
    assert all(g.interval.method == "hypergeometric" for g in p.groups)
    assert str(share_short(p.fulfilled)) == "18 af 60, vægtet 28 pct."


def risk_sample(given):
    chance = inclusion_probabilities([1 + i % 5 for i in range(40)], 10)
    chosen = (3, 4, 8, 9, 14, 18, 23, 24, 33, 39)
    drawn = tuple(
        items(1, start=k)[0].model_copy(update={"probability": float(chance[i])}) for k, i in enumerate(chosen, 1)
    )
    return result(
        drawn,
        given or answers(("A", "p", "".join("y" if i % 3 == 0 else "n" for i in chosen))),
        population=40,
        design="risk",
    )


def test_a_sample_by_risk_is_weighed_and_never_printed_unweighted():
    """ST-31: six of ten, and a weighted share of 0.6; it is written as weighted."""
    found = risk_sample(None)
    share = found.points[0].fulfilled
    assert (share.x, share.n) == (6, 10)
    assert share.value == pytest.approx(0.6)
    assert share.basis == "weighted"
    text = str(share_short(share))
    assert "vægtet" in text


def test_an_unweighted_per_cent_of_a_risk_sample_appears_nowhere():
    """Seven of ten are yes, but they do not weigh alike: 70 per cent is printed nowhere."""
    found = risk_sample(answers(("A", "p", "yyyyyynynn")))
    share = found.points[0].fulfilled
    raw = 100 * share.x / share.n
    assert abs(share.percent - raw) > 1
    whole = json.dumps(record(found), ensure_ascii=False) + str(share_text(share, "case", YES))
    assert f"({raw:.0f} pct.)" not in whole
    assert f'"percent": {raw}' not in whole


def test_the_task_force_s_two_steps():
    """8 of 14 lack an investigation; only of the other 6 can it be asked whether it kept to four months, and 4 did not."""
    points = (point("made"), point("in-time"))
    drawn = items(14, chosen="must")
    found = result(
        drawn,
        answers(("A", "made", "yyyyyynnnnnnnn"), ("A", "in-time", "yynnnn--------")),
        points=points,
        population=14,
        design="picked",
    )
    made, in_time = found.points
    assert (made.picked.no, made.picked.judged) == (8, 14)
    assert (in_time.picked.no, in_time.picked.judged, in_time.picked.not_relevant) == (4, 6, 8)
    assert (in_time.picked_share.x, in_time.picked_share.n) == (2, 6)
    for p in found.points:
        assert p.fulfilled.n == 0
        assert p.picked_share.interval is None
        assert p.picked_share.percent is None
    assert WITHHELD["picked"] in found.notes
    assert (found.verdicts.picked.x, found.verdicts.picked.n) == (2, 14)


def test_the_same_two_steps_drawn_at_random():
    """Not relevant is outside the second denominator, and the number it applies to is then no longer known."""
    points = (point("made"), point("in-time"))
    found = result(
        items(14),
        answers(("A", "made", "yyyyyynnnnnnnn"), ("A", "in-time", "yynnnn--------")),
        points=points,
        population=100,
        sizes={"made": known(100), "in-time": known(100)},
    )
    made, in_time = found.points
    assert (made.fulfilled.x, made.fulfilled.n, made.fulfilled.basis) == (6, 14, "exact")
    assert (in_time.fulfilled.x, in_time.fulfilled.n, in_time.fulfilled.basis) == (2, 6, "unknown_size")
    assert (found.total.law.share.x, found.total.law.share.n) == (8, 20)
    assert found.total.law.share.withheld == "several"
    assert found.verdicts.share.n - found.verdicts.share.x == 12


def test_a_percentage_needs_five():
    """3 of 4 is written as 3 of 4; 4 of 5 as 4 of 5 (80 per cent)."""
    few = result(items(4), answers(("A", "p", "yyyn")), population=50).points[0].fulfilled
    more = result(items(5), answers(("A", "p", "yyyyn")), population=50).points[0].fulfilled
    assert str(share_short(few)) == "3 af 4"
    assert "for få" in str(share_text(few, "case", YES))
    assert str(share_short(more)) == "4 af 5 (80 pct.)"


def test_both_measures_of_a_review_are_told():
    """Ten cases, ten points, one no each: 90 per cent of the answers are yes, and no case is without a no."""
    points = tuple(point(f"p{k}") for k in range(10))
    given = answers(*(("A", f"p{k}", "".join("n" if k == i else "y" for i in range(10))) for k in range(10)))
    found = result(items(10), given, points=points, population=10)
    assert found.total.law.share.percent == 90
    assert (found.verdicts.share.x, found.verdicts.share.n) == (0, 10)
    assert str(verdict_text(found.verdicts, "case")).startswith("I 10 af 10 sager")


def test_a_soft_point_and_good_casework_make_no_breach_and_are_not_added_to_law():
    """Only points of law that bind count as a breach; the others have their own sum."""
    points = (point("law"), point("soft", soft=True), point("good", legal=False))
    found = result(
        items(5),
        answers(("A", "law", "yyyyy"), ("A", "soft", "nnnnn"), ("A", "good", "nnnyy")),
        points=points,
        population=9,
    )
    assert (found.verdicts.share.x, found.verdicts.share.n) == (5, 5)
    assert (found.total.law.counts.yes, found.total.law.counts.no) == (5, 0)
    assert (found.total.practice.counts.yes, found.total.practice.counts.no) == (2, 8)


def test_everything_outside_the_denominator_is_told():
    """Of eight: 2 yes, 1 no, and one each of not relevant, cannot be judged, no answer, and two readers who differ."""
    drawn = items(7)
    r = round_of((point(),), drawn, ("A", "B"), double=(7,))
    given = answers(("A", "p", "yyn-? y"), ("B", "p", "      n"))
    found = gather(r, given, sample(drawn, 90), no_audit()).points[0]
    c = found.counts
    assert (c.yes, c.no, c.not_relevant, c.cannot_judge, c.unanswered, c.open) == (2, 1, 1, 1, 1, 1)
    assert found.fulfilled.unknown == 3
    assert (found.fulfilled.bounds.worst, found.fulfilled.bounds.best) == (2 / 6, 5 / 6)


def test_what_was_settled_counts_and_not_what_the_two_said():
    drawn = items(5)
    r = round_of((point(),), drawn, ("A", "B"), double=(1, 2, 3, 4, 5))
    given = answers(("A", "p", "yyyyy"), ("B", "p", "nyyyy"), resolved=((key(1, "p"), "no"),))
    found = gather(r, given, sample(drawn, 9), no_audit()).points[0]
    assert (found.counts.yes, found.counts.no, found.counts.open) == (4, 1, 0)


def test_degrees_are_distributed_and_never_added_to_yes_and_no():
    points = (point("d", scale="degree"), point("p"))
    found = result(items(10), answers(("A", "d", "lllssssshh"), ("A", "p", "y" * 10)), points=points, population=80)
    d = found.points[0]
    assert (d.counts.low, d.counts.some, d.counts.high) == (3, 5, 2)
    assert (d.high.x, d.some_or_high.x, d.high.n) == (2, 7, 10)
    assert d.fulfilled is None
    assert found.total.law.counts.judged == 10


def test_a_record_for_json_has_only_plain_values():
    found = risk_sample(None)
    again = json.loads(json.dumps(record(found), allow_nan=False))
    assert again["points"][0]["fulfilled"]["weighted"] is True
    assert "S-0001" not in json.dumps(again)
