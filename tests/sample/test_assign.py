"""Who reads what: even loads, never one's own unit's cases, and the promised number read by two or by all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseaudit.errors import UsageError
from caseaudit.sample.assign import assign, double_wanted
from made_samples import items

TWENTY = items([("Syd", "Nord", "Vest", "Øst")[i % 4] for i in range(20)])
TWO = [("AB", "Syd"), ("CD", "Nord")]


def code(call):
    with pytest.raises(UsageError) as e:
        call()
    return e.value.problems[0]


def test_two_share_twenty():
    """Ten each, all read, nobody reads what the other reads."""
    out = assign(TWENTY, TWO, seed="s")
    assert [len(v) for v in out.items.values()] == [10, 10]
    assert sorted(n for v in out.items.values() for n in v) == list(range(1, 21))
    assert not out.double
    assert not out.calibration


def test_the_same_again():
    """The same sample, reviewers and seed give the same work whatever order the items come in; another seed another."""
    first = assign(TWENTY, TWO, overlap=0.2, calibration=2, seed="s")
    assert first == assign(TWENTY[::-1], TWO, overlap=0.2, calibration=2, seed="s")
    assert first != assign(TWENTY, TWO, overlap=0.2, calibration=2, seed="t")


@pytest.mark.parametrize(
    ("overlap", "n", "wanted"),
    [(0, 20, 0), (0.2, 20, 5), (0.1, 60, 6), (0.01, 100, 10), (0.3, 20, 6), (0.2, 3, 3), (1, 20, 20), (0.07, 100, 10)],
)
def test_at_least_a_tenth_and_five_are_read_twice(overlap, n, wanted):
    """A share is rounded up; any share at all means at least a tenth, and at least five or all there are."""
    assert double_wanted(overlap, n) == wanted


def test_double_items_have_two_readers_and_the_others_one():
    """6 of 20 read twice by three people: 26 readings, 8 or 9 each."""
    out = assign(TWENTY, [("A", ""), ("B", ""), ("C", "")], overlap=0.3, seed="s")
    readers = {n: sum(n in v for v in out.items.values()) for n in range(1, 21)}
    assert {n for n, k in readers.items() if k == 2} == set(out.double)
    assert len(out.double) == 6
    assert sorted(len(v) for v in out.items.values()) == [8, 9, 9]


def test_calibration_stands_first_for_all():
    """Three items are read by everybody, before all others, and are not among the double ones."""
    out = assign(TWENTY, TWO, overlap=0.2, calibration=3, seed="s")
    assert len(out.calibration) == 3
    assert all(v[:3] == out.calibration for v in out.items.values())
    assert not set(out.calibration) & set(out.double)


def test_nobody_reads_their_own_unit():
    """Across units, with double reading: no item of one's own unit, however the unit is spelled."""
    people = [("AB", " syd "), ("CD", "NORD"), ("EF", "Vest")]
    out = assign(TWENTY, people, overlap=0.5, calibration=2, cross_unit=True, seed="s")
    unit = {i.number: i.unit for i in TWENTY}
    for (name, own), numbers in zip(people, out.items.values(), strict=True):
        assert name in out.items
        assert own.strip().casefold() not in {unit[n].casefold() for n in numbers}


def test_withdrawn_items_are_not_read():
    """What was withdrawn from the sample is given to nobody."""
    some = [i.model_copy(update={"withdrawn": "closed"}) if i.number < 5 else i for i in TWENTY]
    assert min(n for v in assign(some, TWO, seed="s").items.values() for n in v) == 5


@pytest.mark.parametrize(
    ("units", "people", "options", "expected"),
    [
        (["Syd"] * 4, [("A", "Syd"), ("B", "Syd")], {}, "assign_own_unit"),
        (["Syd", "Nord"] * 4, [("A", "Syd"), ("B", "Nord")], {"calibration": 1}, "assign_calibration_unit"),
        (["Syd", "Nord"] * 4, [("A", "Syd"), ("B", "Nord")], {"overlap": 0.5}, "assign_double_unit"),
        (["Syd", ""], [("A", "Syd"), ("B", "Nord")], {}, "assign_item_unit"),
        (["Syd", "Nord"], [("A", "Syd"), ("B", "")], {}, "assign_reviewer_unit"),
    ],
)
def test_what_cannot_be_done_across_units_is_refused(units, people, options, expected):
    """Where the units stand in the way, the message says so and names them."""
    problem = code(lambda: assign(items(units), people, cross_unit=True, seed="s", **options))
    assert problem.code == expected
    if "units" in problem.values:
        assert "Syd" in problem.values["units"]


@pytest.mark.parametrize(
    ("people", "options", "expected"),
    [
        ([], {}, "assign_no_reviewers"),
        ([("", "Syd")], {}, "assign_no_reviewers"),
        ([("AB", ""), ("ab", "")], {}, "assign_same_reviewer"),
        ([("AB", "")], {"overlap": 0.2}, "assign_one_reviewer"),
        (TWO, {"overlap": 1.2}, "assign_share"),
        (TWO, {"calibration": 21}, "assign_share"),
        (TWO, {"calibration": -1}, "assign_share"),
    ],
)
def test_reviewers_that_make_no_sense_are_refused(people, options, expected):
    """No reviewers, the same twice, one for double reading, shares that cannot be."""
    assert code(lambda: assign(TWENTY, people, seed="s", **options)).code == expected


def test_an_empty_sample_is_refused():
    """Nothing to read."""
    assert code(lambda: assign([], TWO, seed="s")).code == "assign_no_items"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from("ABCD"), min_size=1, max_size=40),
    st.lists(st.sampled_from("ABCD"), min_size=2, max_size=5),
    st.sampled_from([0, 0.2, 1]),
    st.booleans(),
)
def test_loads_are_as_even_as_can_be(units, people, overlap, cross):
    """Nobody has two more than another who could have taken one of theirs; nothing is read twice by the same."""
    reviewers = [(f"R{i}", u) for i, u in enumerate(people)]
    work = items(units)
    try:
        out = assign(work, reviewers, overlap=overlap, cross_unit=cross, seed="s")
    except UsageError:
        return
    unit, own = {i.number: i.unit for i in work}, dict(reviewers)
    for mine in out.items.values():
        assert len(set(mine)) == len(mine)
        for b, theirs in out.items.items():
            could = [n for n in mine if n not in theirs and not (cross and unit[n] == own[b])]
            assert len(mine) - len(theirs) <= 1 or not could
    assert sorted({n for v in out.items.values() for n in v}) == [i.number for i in work]
