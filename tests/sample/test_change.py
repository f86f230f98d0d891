"""Extending and replacing give up nothing that was drawn, take the next in line, and tell of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseaudit.errors import UsageError
from caseaudit.sample.change import extended, replaced
from caseaudit.sample.design import Wish
from caseaudit.sample.frame import Candidate, Filters, narrow
from caseaudit.sample.quotas import Quota
from made_samples import AT, DAY, PEOPLE, sample

WEIGHTS = {"base": 1.0, "high": 2.0, "placed": 3.0}
WISHES = [Wish(n=12), Wish(n=12, by=("unit",)), Wish(n=4, by=("unit",), per=True), Wish(n=12, weights=WEIGHTS)]


@pytest.mark.parametrize("wish", WISHES)
def test_what_was_drawn_is_kept(wish):
    """Six more: the first twelve stand as they did, in number and order, and the new ones follow."""
    before = sample(wish)
    after = extended(before, 6, AT)
    assert [(i.number, i.case_id) for i in after.items[:12]] == [(i.number, i.case_id) for i in before.items]
    assert len({i.case_id for i in after.items}) == len(after.items)
    assert not {i.case_id for i in after.items} & {i.case_id for i in after.reserve}
    assert len(after.items) + len(after.reserve) == 60
    assert after.trail[-1].action == "extended"


def test_extended_is_as_if_drawn_larger():
    """12 and then 8 more are the same cases, with the same chances, as 20 at once."""
    once, twice = sample(Wish(n=20)), extended(sample(Wish(n=12)), 8, AT)
    assert [(i.case_id, i.probability) for i in twice.items] == [(i.case_id, i.probability) for i in once.items]
    assert twice.strata[0].drawn == 20


def test_parts_come_nearest_to_their_share():
    """From units of 30, 20 and 10: 6 and then 6 more are 6, 4 and 2, as 12 at once."""
    people = [
        Candidate(case_id=f"S-{i:02d}", unit="Syd" if i < 30 else "Nord" if i < 50 else "Vest") for i in range(60)
    ]
    once = sample(Wish(n=12, by=("unit",)), people)
    twice = extended(sample(Wish(n=6, by=("unit",)), people), 6, AT)
    assert (
        {s.label: s.drawn for s in twice.strata}
        == {s.label: s.drawn for s in once.strata}
        == {"Nord": 4, "Syd": 6, "Vest": 2}
    )
    assert {i.case_id: i.probability for i in twice.items} == {i.case_id: i.probability for i in once.items}


def test_equally_many_more_from_each():
    """2 more from each of three units are 6 more."""
    assert [s.drawn for s in extended(sample(WISHES[2]), 2, AT).strata] == [6, 6, 6]


def test_chances_by_risk_sum_to_the_new_number():
    """Everybody's chance rises, nobody's passes 1, and the chances of all sum to 20."""
    before = sample(WISHES[3])
    after = extended(before, 8, AT)
    old = {i.case_id: i.probability for i in (*before.items, *before.reserve)}
    new = {i.case_id: i.probability for i in (*after.items, *after.reserve)}
    assert sum(new.values()) == pytest.approx(20)
    assert all(old[c] < new[c] < 1 for c in old)
    twice = extended(extended(before, 3, AT), 5, AT)
    assert {i.case_id: i.probability for i in twice.items} == pytest.approx(
        {i.case_id: i.probability for i in after.items}
    )


def test_everybody_by_risk_is_certain():
    """When all are drawn in the end, all chances are 1."""
    after = extended(sample(WISHES[3]), 99, AT)
    assert len(after.items) == 60
    assert {i.probability for i in after.items} == {1.0}


def test_a_line_that_ends_gives_what_it_has():
    """Asked for 99 more of 60, 48 come; after that there is nobody left."""
    after = extended(sample(Wish(n=12)), 99, AT)
    assert len(after.items) == 60
    with pytest.raises(UsageError) as e:
        extended(after, 1, AT)
    assert e.value.problems[0].code == "sample_reserve_empty"


@pytest.mark.parametrize("add", [0, -3])
def test_no_or_negative_more_is_refused(add):
    """Nothing or less cannot be added."""
    with pytest.raises(UsageError):
        extended(sample(Wish(n=12)), add, AT)


def test_picked_cases_cannot_be_extended():
    """What was picked by hand has no line."""
    with pytest.raises(UsageError) as e:
        extended(sample(Wish(only=("SAG-001",))), 1, AT)
    assert e.value.problems[0].code == "sample_extend_design"


QUOTAS = (Quota("Syd", "case", 3, (("unit", ("Distrikt Syd",)),)), Quota("Alle", "case", 4))


def test_a_quota_is_extended_by_name():
    """With several quotas it must be said which; the new ones are no case that is in already."""
    before = sample(Wish(quotas=QUOTAS))
    with pytest.raises(UsageError) as e:
        extended(before, 2, AT)
    assert e.value.problems[0].values == {"known": "Syd, Alle"}
    after = extended(before, 2, AT, "alle")
    assert [i.stratum for i in after.items[7:]] == ["Alle", "Alle"]
    assert len({i.case_id for i in after.items}) == 9
    with pytest.raises(UsageError):
        extended(before, 2, AT, "Øst")


@pytest.mark.parametrize("wish", WISHES)
def test_the_next_in_line_takes_the_place(wish):
    """The one that cannot be read stays with its reason; the next of the same part takes its place."""
    before = sample(wish)
    gone = before.items[5]
    after, new = replaced(before, gone.number, "no_access", AT)
    assert after.items[5] == gone.model_copy(update={"withdrawn": "no_access"})
    assert (new.chosen, new.replaces, new.number, new.stratum) == ("replacement", 6, 13, gone.stratum)
    line = [i for i in before.reserve if i.stratum == gone.stratum]
    assert new.case_id == min(line, key=lambda i: i.rank).case_id
    assert len(after.to_read) == len(before.items)
    assert after.trail[-1].detail == {"item": 6, "reason": "no_access", "by": 13}


def test_a_replacement_can_be_replaced():
    """The one that came instead may be withdrawn too; then the next comes."""
    first, one = replaced(sample(Wish(n=12)), 3, "closed", AT)
    second, two = replaced(first, one.number, "conflict", AT)
    assert (one.rank, two.rank) == (13, 14)
    assert two.replaces == one.number
    assert len(second.to_read) == 12


def test_nothing_is_replaced_twice_or_without_a_known_reason():
    """A number that is not there, one that is withdrawn already, and a reason in free words are refused."""
    before = sample(Wish(n=12))
    after, _ = replaced(before, 3, "closed", AT)
    for state, number, reason in ((before, 99, "closed"), (after, 3, "closed"), (before, 3, "Sagen om Anna")):
        with pytest.raises(UsageError):
            replaced(state, number, reason, AT)


def test_a_named_case_is_withdrawn_and_not_replaced():
    """What was picked by hand stands for itself: nobody is drawn instead."""
    before = sample(Wish(only=("SAG-001", "SAG-002")))
    after, new = replaced(before, 1, "other", AT)
    assert new is None
    assert [i.case_id for i in after.to_read] == ["SAG-002"]


def test_with_nobody_left_it_is_only_withdrawn():
    """When all are drawn, the one that cannot be read is told of and missing."""
    after, new = replaced(sample(Wish(n=60)), 3, "closed", AT)
    assert new is None
    assert len(after.to_read) == 59


def test_a_replacement_in_a_quota_is_no_case_that_is_in():
    """The next in the quota is passed over when its case came in by another quota meanwhile."""
    decisions = [Candidate(case_id=f"SAG-{i:03d}", kind="decision", key=f"d/{k}") for i in range(10) for k in range(3)]
    frames = {"case": narrow(PEOPLE[:10], Filters(), DAY), "decision": narrow(decisions, Filters(), DAY)}
    state = sample(Wish(quotas=(Quota("a", "case", 3), Quota("b", "decision", 3))), frames=frames)
    for _ in range(4):
        number = next(i.number for i in state.items if i.stratum == "a" and i.read)
        state, new = replaced(state, number, "closed", AT)
        others = {i.case_id for i in state.items if i.number != new.number}
        assert new.case_id not in others


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(1, 7)), max_size=6), st.sampled_from(WISHES))
def test_whatever_is_done_everybody_stays_in_one_place(steps, wish):
    """After any number of extensions and replacements nobody is lost, twice there, or out of line."""
    state = sample(wish)
    for extend, k in steps:
        try:
            state = extended(state, k, AT) if extend else replaced(state, k, "other", AT)[0]
        except UsageError:
            continue
    everybody = [i.case_id for i in (*state.items, *state.reserve)]
    assert sorted(everybody) == sorted(c.case_id for c in PEOPLE)
    assert [i.number for i in state.items] == list(range(1, len(state.items) + 1))
    for stratum in state.strata:
        ranks = [i.rank for i in state.items if i.stratum == stratum.label]
        assert sorted(ranks) == list(range(1, len(ranks) + 1))


@pytest.mark.parametrize("wish", [Wish(n=12), Wish(n=12, weights=WEIGHTS)])
def test_a_named_case_counts_as_drawn_when_the_line_comes_to_it(wish):
    """The thirteenth in line was named by hand: three more are two new ones and that one, with the chance of the others."""
    plain = sample(wish)
    name = plain.reserve[0].case_id
    before = sample(replace(wish, must=(name,)))
    assert (before.items[12].chosen, before.items[12].probability) == ("must", None)
    after, larger = extended(before, 3, AT), extended(plain, 3, AT)
    assert len(after.items) == 15
    assert {i.case_id: i.probability for i in after.items} == {i.case_id: i.probability for i in larger.items}
    assert after.items[12].chosen == "random"


def test_a_named_case_next_in_line_takes_the_place():
    """It is read anyway, so nobody else comes in; it keeps its number and counts for the one that is gone."""
    plain = sample(Wish(n=12))
    before = sample(Wish(n=12, must=(plain.reserve[0].case_id,)))
    after, new = replaced(before, 2, "closed", AT)
    assert (new.number, new.chosen, new.replaces, new.probability) == (13, "replacement", 2, 0.2)
    assert len(after.items) == 13
    assert after.items[12] == new
