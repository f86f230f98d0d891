"""How a sample was drawn decides what may be said of all cases: who counts, with what weight, and when nothing is said."""

from __future__ import annotations

import pytest

from caseaudit.review.results import gather
from caseaudit.review.wording import share_short, share_text
from caseaudit.review.wording_round import verdict_text
from caseaudit.texts import Text, use_language
from review_made import answers, items, known, no_audit, point, round_of, sample

YES = Text("ja", "yes")


def gathered(s, given, drawn=None, sizes=None, points=None, units=1):
    drawn = drawn or s.to_read
    return gather(round_of(points or (point(),), drawn, units=units), given, s, no_audit(), None, sizes)


def test_a_case_that_somebody_asked_for_is_outside_the_estimate():
    """Ten drawn, all yes; two named by hand, both no. The estimate has ten of ten, the two stand apart."""
    drawn = (*items(10), *items(2, start=11, chosen="must"))
    found = gathered(sample(drawn, 100), answers(("A", "p", "y" * 10 + "nn")), sizes={"p": known(100)})
    p = found.points[0]
    assert (p.fulfilled.x, p.fulfilled.n) == (10, 10)
    assert (p.picked_share.x, p.picked_share.n, p.picked_share.percent) == (0, 2, None)
    assert any("2 sager er udpeget" in str(n) for n in found.notes)
    assert (found.verdicts.share.n, found.verdicts.picked.n) == (10, 2)


def test_a_replacement_counts_as_the_one_it_stands_in_for():
    """Number 3 is not read, number 11 stands in: ten are judged, and the loss is told."""
    first = items(10)
    gone = first[2].model_copy(update={"withdrawn": "closed"})
    drawn = (*first[:2], gone, *first[3:], *items(1, start=11, chosen="replacement", replaces=3))
    s = sample(drawn, 100)
    found = gathered(s, answers(("A", "p", "yy " + "y" * 8)), s.to_read, {"p": known(100)})
    assert found.points[0].fulfilled.n == 10
    assert (found.method.withdrawn, found.method.replaced, found.method.lost) == (1, 1, 0)
    assert any("1 udtrukne er ikke læst" in str(n) for n in found.notes)


def test_what_stands_in_for_a_case_named_by_hand_is_not_drawn_either():
    drawn = (
        *items(5),
        *items(1, start=6, chosen="must", withdrawn="closed"),
        *items(1, start=7, chosen="replacement", replaces=6),
    )
    s = sample(drawn, 50)
    found = gathered(s, answers(("A", "p", "yyyyy n")), s.to_read)
    assert found.points[0].fulfilled.n == 5
    assert found.points[0].picked_share.n == 1


def test_in_a_sample_by_risk_a_replacement_weighs_as_the_one_it_replaces():
    """Chance 0.1 of the withdrawn one: without it the share could not be weighed."""
    drawn = (
        *items(5, probability=0.5),
        *items(1, start=6, probability=0.1, withdrawn="closed"),
        *items(1, start=7, chosen="replacement", replaces=6, probability=None),
    )
    s = sample(drawn, 20, "risk")
    share = gathered(s, answers(("A", "p", "yyyyy n")), s.to_read).points[0].fulfilled
    assert share.value == pytest.approx(10 / 20)


def test_quotas_are_reported_whole_and_added_by_size():
    """14 + 3 + 3 of one kind: 7/14, 3/3 and 0/3 from 140, 30 and 30: 7 x 10 + 30 + 0 of 200 is 50 per cent."""
    strata = (("Indsatser", 140, 14), ("Underretninger", 30, 3), ("Rådgivning", 30, 3))
    drawn = (
        *items(14, stratum="Indsatser"), *items(3, start=15, stratum="Underretninger"),
        *items(3, start=18, stratum="Rådgivning"),
    )  # fmt: skip
    sizes = {"p": known(200, Indsatser=140, Underretninger=30, Rådgivning=30)}
    found = gathered(
        sample(drawn, 200, "quota", strata), answers(("A", "p", "y" * 7 + "n" * 7 + "yyy" + "nnn")), sizes=sizes
    )
    p = found.points[0]
    assert p.fulfilled.value == pytest.approx(0.5)
    assert [(g.x, g.n) for g in p.groups] == [(7, 14), (3, 3), (0, 3)]
    assert p.fulfilled.flat
    assert "Spændet tager højde for det" in str(share_text(p.fulfilled, "case", YES))


def test_without_known_numbers_the_parts_are_weighed_by_their_chances():
    """Half of a small part and a tenth of a large one were drawn; the point concerns only some: 10 answers weigh 10, 5 weigh 2."""
    strata = (("stor", 100, 10), ("lille", 10, 5))
    drawn = (*items(10, stratum="stor"), *items(5, start=11, stratum="lille"))
    share = (
        gathered(sample(drawn, 110, "stratified", strata), answers(("A", "p", "n" * 10 + "y" * 5))).points[0].fulfilled
    )
    assert share.value == pytest.approx(10 / 110)
    assert str(share_short(share)) == "5 af 15, vægtet 9 pct."


@pytest.mark.parametrize(
    ("strata", "kinds", "why"),
    [
        ((("a", 0, 5), ("b", 50, 5)), ("case", "case"), "sizes"),
        ((("a", 50, 5), ("b", 50, 5)), ("decision", "notification"), "mixed_units"),
        ((("a", 90, 5), ("b", 90, 5)), ("case", "case"), "overlap"),
        ((("a", 40, 5), ("b", 40, 5), ("c", 20, 5)), ("case", "case"), "empty_part"),
    ],
)
def test_parts_that_cannot_be_added_have_no_sum(strata, kinds, why):
    """No number for all is made up: the groups are told, each by itself, and the sentence says why."""
    drawn = (*items(5, stratum="a", unit_kind=kinds[0]), *items(5, start=6, stratum="b", unit_kind=kinds[1]))
    p = gathered(sample(drawn, 100, "quota", strata), answers(("A", "p", "yyyyynnnnn"))).points[0]
    assert p.fulfilled.withheld == why
    assert p.fulfilled.value is None
    assert p.fulfilled.percent is None
    assert [(g.x, g.n) for g in p.groups][:2] == [(5, 5), (0, 5)]
    assert "pct." not in str(share_short(p.fulfilled))


def test_one_stratum_is_a_simple_sample():
    """A stratified draw with one part has the exact interval of a simple one."""
    drawn = items(20, stratum="alle")
    share = gathered(
        sample(drawn, 400, "stratified", (("alle", 400, 20),)),
        answers(("A", "p", "y" * 8 + "n" * 12)),
        sizes={"p": known(400, alle=400)},
    ).points[0].fulfilled  # fmt: skip
    assert (share.basis, share.interval.low_count, share.interval.high_count) == ("exact", 79, 253)


def test_every_stratum_read_whole_is_a_census():
    strata = (("a", 3, 3), ("b", 7, 7))
    drawn = (*items(3, stratum="a"), *items(7, start=4, stratum="b"))
    sizes = {"p": known(10, a=3, b=7)}
    share = (
        gathered(sample(drawn, 10, "stratified", strata), answers(("A", "p", "yyynnnnnnn")), sizes=sizes)
        .points[0]
        .fulfilled
    )
    assert share.basis == "census"
    assert share.interval.low == share.interval.high == pytest.approx(0.3)


def test_only_certain_cases_judged_say_nothing_of_the_rest():
    """The two cases that are always drawn have an answer, the others none: the others may be otherwise."""
    drawn = (*items(2, chosen="certain", probability=1.0), *items(4, start=3, probability=0.1))
    share = gathered(sample(drawn, 42, "risk"), answers(("A", "p", "yn----"))).points[0].fulfilled
    assert share.withheld == "only_certain"
    assert share.interval is None


def test_several_answers_about_a_case_have_no_interval_but_the_case_has():
    """Two decisions in each of ten cases: twenty answers hang together, ten cases do not."""
    drawn = items(10)
    r = round_of((point(),), drawn, units=2, about="all")
    from caseaudit.review.model import Answer, Answers

    given = Answers(
        round="g-1",
        answers=tuple(
            Answer(key=e.key, reviewer="A", value="no" if e.item <= 2 and e.key.endswith("|1") else "yes")
            for e in r.entries
        ),
    )
    p = gather(r, given, sample(drawn, 100), no_audit(), None, {"p": known(100)}).points[0]
    assert (p.fulfilled.x, p.fulfilled.n, p.fulfilled.withheld, p.fulfilled.interval) == (18, 20, "several", None)
    assert (p.cases.x, p.cases.n) == (8, 10)
    assert p.cases.interval is not None


def test_nothing_answered_gives_nothing_and_no_zero():
    found = gathered(sample(items(5), 50), answers())
    p = found.points[0]
    assert (p.fulfilled.n, p.fulfilled.value, p.fulfilled.interval) == (0, None, None)
    assert str(share_short(p.fulfilled)) == "-"
    assert found.verdicts.unfinished == 5
    assert found.verdicts.share.n == 0


def test_a_half_read_case_is_not_taken_for_a_clean_one():
    """Two points; case 1 has yes and nothing to the other, case 2 a no and nothing: neither counts, one has a no already."""
    found = gathered(
        sample(items(4), 50), answers(("A", "p", "ynyy"), ("A", "q", "  yn")), points=(point(), point("q"))
    )
    v = found.verdicts
    assert (v.share.x, v.share.n, v.unfinished, v.unfinished_with_no) == (1, 2, 2, 1)
    assert "Med dem har mellem 2 og 3 af 4 et nej." in str(verdict_text(v, "case"))


def test_a_case_that_has_a_no_needs_no_further_answer_when_all_the_others_are_whole():
    """Case 2 has a no and one answer missing; the rest are whole: all four verdicts are known."""
    found = gathered(
        sample(items(4), 50), answers(("A", "p", "ynyy"), ("A", "q", "y yy")), points=(point(), point("q"))
    )
    v = found.verdicts
    assert (v.share.x, v.share.n, v.unfinished) == (3, 4, 0)


def test_items_added_to_the_sample_after_the_forms_were_made_are_left_out():
    """The sample was extended to 20; the round is about the first ten."""
    drawn = items(20)
    found = gather(round_of((point(),), drawn[:10]), answers(("A", "p", "y" * 10)), sample(drawn, 100), no_audit())
    assert (found.method.drawn, found.points[0].counts.asked) == (10, 10)


def test_the_sentences_are_there_in_english():
    share = (
        gathered(sample(items(20), 400), answers(("A", "p", "y" * 8 + "n" * 12)), sizes={"p": known(400)})
        .points[0]
        .fulfilled
    )
    with use_language("en"):
        text = str(share_text(share, "case", YES))
    assert text.startswith("8 of 20 (40 %) cases judged have yes.")
    assert "between 79 and 253 of the 400 cases" in text
