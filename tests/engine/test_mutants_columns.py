"""The sorted series and the columns, against the plainest way of saying the same: go through the list and look."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseaudit.engine import columns as module
from caseaudit.engine.calendar import NAT
from caseaudit.engine.columns import EPOCH, MAX_OWNERS, SECONDS, SHIFT, Columns, Series, end_of, sort_order, start_of
from caseaudit.engine.units import Found, expand
from caseaudit.rules.language import Where
from one_unit import Export, on

DAY = 86_400
quietly = settings(deadline=None, max_examples=60, derandomize=True)
owned = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 6)), max_size=12)


def ints(values):
    return np.array(list(values), dtype=np.int64)


def series_of(rows):
    return Series.build(ints(r[0] for r in rows), ints(r[1] for r in rows), np.arange(len(rows), dtype=np.int64))


def in_order(rows):
    """Positions by owner and time; equal ones as they stood."""
    return sorted(range(len(rows)), key=lambda i: (rows[i], i))


@quietly
@given(owned)
def test_a_series_is_sorted_by_owner_and_time_and_equal_ones_stay_as_they_stood(rows):
    assert series_of(rows).pos.tolist() == in_order(rows)


@given(st.lists(st.integers(0, 5), max_size=400))
@quietly
def test_sorting_keeps_equal_keys_in_their_order(keys):
    order = sort_order(ints(keys))
    wanted = np.argsort(ints(keys), kind="stable").tolist()
    assert (list(range(len(keys))) if order is None else order.tolist()) == wanted


def test_a_long_column_with_many_ties_is_sorted_as_it_stood():
    keys = np.random.default_rng(1).integers(0, 300, 5_000)
    order = sort_order(keys)
    assert order is not None
    assert order.tolist() == np.argsort(keys, kind="stable").tolist()


def test_what_is_sorted_already_is_not_sorted_again():
    """Equal neighbours are sorted too; one step down is not."""
    assert sort_order(ints([1, 1, 2])) is None
    assert sort_order(ints([1])) is None
    assert sort_order(ints([2, 1])) is not None
    sorted_already = series_of([(0, 1), (0, 1), (1, 0)])
    assert sorted_already.keys.tolist() == [1, 1, 1 << SHIFT]


@quietly
@given(owned, owned, owned)
def test_several_series_become_one(first, second, third):
    rows = [*first, *second, *third]
    offset, parts = 0, []
    for some in (first, second, third):
        made = series_of(some)
        parts.append(Series(made.keys, made.pos + offset))
        offset += len(some)
    merged = Series.merge(parts)
    assert merged.pos.tolist() == in_order(rows)
    assert merged.keys.tolist() == [(rows[i][0] << SHIFT) | rows[i][1] for i in in_order(rows)]
    assert Series.merge(parts[:1]).pos.tolist() == in_order(first)


@quietly
@given(owned, st.integers(0, 4), st.integers(0, 7), st.integers(0, 7))
def test_first_last_and_between_are_those_of_the_owner(rows, owner, low, high):
    """On or after `low`, on or before `high`; -1 where the owner has none."""
    series, order = series_of(rows), in_order(rows)
    mine = [i for i, at in enumerate(order) if rows[at][0] == owner]
    after = [i for i in mine if rows[order[i]][1] >= low]
    before = [i for i in mine if rows[order[i]][1] <= high]
    one = ints([owner])
    assert series.first(one, ints([low])).tolist() == [after[0] if after else -1]
    assert series.last(one, ints([high])).tolist() == [before[-1] if before else -1]
    start, stop = series.between(one, ints([low]), ints([high]))
    assert list(range(int(start[0]), int(stop[0]))) == [i for i in after if i in before]


@quietly
@given(owned, st.lists(st.booleans(), min_size=12, max_size=12))
def test_a_mask_keeps_some_in_their_order(rows, flags):
    series = series_of(rows)
    kept = series.keep(np.array(flags[: len(rows)], dtype=bool))
    assert kept.pos.tolist() == [p for p, f in zip(in_order(rows), flags, strict=False) if f]
    assert len(kept.keys) == len(kept.pos)


def test_an_event_is_found_by_its_place_and_minus_one_is_none():
    """Seconds count from 1900, days from 1970."""
    day = 19_800
    series = Series.build(ints([2, 1]), ints([EPOCH + day * DAY + 5, EPOCH]), ints([7, 0]))
    place = ints([1, 0, -1])
    assert series.seconds(place).tolist() == [EPOCH + day * DAY + 5, EPOCH, 0]
    assert series.days(place).tolist() == [day, 0, NAT]
    assert series.positions(place).tolist() == [7, 0, -1]
    empty = Series.build(ints([]), ints([]), ints([]))
    none = ints([-1, -1])
    assert (empty.seconds(none).tolist(), empty.days(none).tolist(), empty.positions(none).tolist()) == ([0, 0], [NAT, NAT], [-1, -1])  # fmt: skip
    assert (empty.first(ints([0, 1]), ints([0, 0])).tolist(), empty.last(ints([0, 1]), ints([9, 9])).tolist()) == ([-1, -1], [-1, -1])  # fmt: skip


def test_a_day_runs_from_its_first_second_to_its_last():
    days = ints([0, 19_800, -EPOCH // DAY, NAT])
    assert start_of(days).tolist() == [EPOCH, EPOCH + 19_800 * DAY, 0, 0]
    assert end_of(days).tolist() == [EPOCH + DAY - 1, EPOCH + 19_801 * DAY - 1, DAY - 1, 0]
    before_1900 = ints([-EPOCH // DAY - 10])
    assert start_of(before_1900).tolist() == [0]
    far = ints([10_000_000])
    assert end_of(far).tolist() == [SECONDS]


def test_the_last_day_that_a_date_can_have_still_fits():
    last = (date(9999, 12, 31) - date(1970, 1, 1)).days
    assert end_of(ints([last])).tolist() == [EPOCH + (last + 1) * DAY - 1]
    assert (EPOCH + (last + 1) * DAY).bit_length() <= SHIFT
    assert (date(1970, 1, 1) - date(1900, 1, 1)).days * DAY == EPOCH
    assert (SECONDS, MAX_OWNERS) == (2**38 - 1, 2**24)


def test_ranges_become_pairs():
    each, index = expand(ints([3, 0, 7, 5]), ints([5, 0, 8, 5]))
    assert (each.tolist(), index.tolist()) == ([0, 0, 2], [3, 4, 7])


def test_nothing_found_is_no_day_and_no_event_and_gives_way_where_something_is_mine():
    nothing = Found.nothing(2)
    assert (nothing.day.tolist(), nothing.pos.tolist()) == ([NAT, NAT], [-1, -1])
    mine = Found(ints([5, 6]), ints([1, 2])).or_else(nothing, np.array([True, False]))
    assert (mine.day.tolist(), mine.pos.tolist()) == ([5, NAT], [1, -1])


# --- the columns of an export -------------------------------------------------------------------------------------------------


def columns_of(*events, **more) -> Columns:
    cases, frame, schema = Export(events, **more).read()
    return Columns(cases, frame, schema)


def test_more_cases_or_events_than_keys_can_tell_apart_are_refused(monkeypatch):
    monkeypatch.setattr(module, "MAX_OWNERS", 2)
    assert columns_of(on("plan", "2024-01-01")).n_events == 1
    with pytest.raises(
        ValueError, match=r"^too many cases or events in one chunk; judge whole cases in several chunks$"
    ):
        columns_of(on("plan", "2024-01-01"), on("plan", "2024-01-01"))
    with pytest.raises(ValueError, match="too many cases"):
        columns_of(on("plan", "2024-01-01"), cases=("c", "d"))


@pytest.mark.parametrize("cases", [["b", "a"], ["a", "b", "c"], ["c", "b", "a"]])
def test_events_find_their_case_whatever_the_order_of_either(cases):
    _, events, schema = Export([on("plan", "2024-01-01", case_id=c) for c in ("a", "b", "a")]).read()
    events["case_id"] = pd.Categorical(["a", "b", "a"], categories=["a", "b"])
    found = Columns(pd.DataFrame({"case_id": cases}), events, schema)
    assert [cases[i] for i in found.case] == ["a", "b", "a"]
    events["case_id"] = np.array(["a", "b", "a"], dtype=object)
    found = Columns(pd.DataFrame({"case_id": cases}), events, schema)
    assert [cases[i] for i in found.case] == ["a", "b", "a"]


def test_an_export_that_says_nothing_of_clock_times_has_none():
    cases, events, schema = Export([on("plan", "2024-01-01T12:00")]).read()
    assert Columns(cases, events, schema).timed.tolist() == [True]
    found = Columns(cases, events.drop(columns="timed"), schema)
    assert (found.timed.tolist(), found.timed.dtype) == ([False], np.dtype(bool))


def test_a_column_is_there_only_if_the_rows_have_it_and_the_export_can_carry_it_for_the_type():
    events = [on("plan", "2024-01-01", goals="yes"), on("decision", "2024-01-01", goals="no")]
    found = columns_of(*events, lacking={"plan": ["goals"]})
    assert (found.has("goals"), found.has("goals", "decision"), found.has("goals", "plan")) == (True, True, False)
    assert not found.has("goals", "decision", "plan")
    assert not columns_of(*events, without=("goals",)).has("goals")


def test_days_of_a_column_are_unknown_where_blank_where_there_is_no_event_and_where_the_export_lacks_it():
    events = [on("plan", "2024-01-01", ends_on="2024-02-01"), on("plan", "2024-01-01")]
    ended = (date(2024, 2, 1) - date(1970, 1, 1)).days
    assert columns_of(*events).days("ends_on", ints([0, 1, -1])).tolist() == [ended, NAT, NAT]
    assert columns_of(*events, without=("ends_on",)).days("ends_on", ints([0, 1])).tolist() == [NAT, NAT]
    assert columns_of().days("ends_on", ints([-1, -1])).tolist() == [NAT, NAT]


def test_a_birth_date_is_that_of_the_case_and_unknown_where_there_is_none():
    born = (date(2010, 5, 1) - date(1970, 1, 1)).days
    assert columns_of(born="2010-05-01", cases=("c", "d")).birth(ints([1, 0, 1])).tolist() == [born] * 3
    assert columns_of(cases=("c", "d")).birth(ints([1, 0])).tolist() == [NAT, NAT]
    assert columns_of(born="2010-05-01", without=("birth_date",)).birth(ints([0])).tolist() == [NAT]


def test_events_of_a_type_stand_by_case_and_time():
    events = [
        on("plan", "2024-03-01", case_id="d"), on("decision", "2024-01-01"), on("plan", "2024-02-01"), on("plan", "2024-01-01"),
        on("plan", "2024-01-01"),
    ]  # fmt: skip
    found = columns_of(*events, cases=("c", "d"))
    assert found.of_type("plan").tolist() == [3, 4, 2, 0]
    assert found.of_type("decision").tolist() == [1]
    assert found.of_type("investigation").tolist() == []
    assert found.series_by_case("plan", np.array([True, False, True, True])).pos.tolist() == [3, 2, 0]


@pytest.mark.parametrize("n", [254, 255, 256, 300])
def test_an_export_may_have_any_number_of_types(n):
    """Also more types than the rule language knows: those that nobody asks for do no harm."""
    rows = [on("plan", "2024-01-01") for _ in range(n)]
    cases, events, schema = Export(rows).read()
    events["type"] = pd.Categorical([f"t{i:03}" for i in range(n)])
    found = Columns(cases, events, schema)
    assert [found.of_type(f"t{i:03}").tolist() for i in range(n)] == [[i] for i in range(n)]


# --- links --------------------------------------------------------------------------------------------------------------------


def target(*events, **more):
    return columns_of(*events, **more).target.tolist()


def test_a_link_leads_to_an_event_of_the_same_case():
    """Not to one that is not here, nor to one of another case; the first row is an event like any other."""
    first = on("decision", "2024-01-01", event_id="d")
    assert target(first, on("plan", "2024-01-01", concerns="d"), on("plan", "2024-01-01")) == [-1, 0, -1]
    assert target(on("plan", "2024-01-01", concerns="d"), first) == [1, -1]
    assert target(first, on("plan", "2024-01-01", concerns="gone")) == [-1, -1]
    assert target(first, on("plan", "2024-01-01", concerns="d", case_id="other"), cases=("c", "other")) == [-1, -1]


def test_a_link_to_an_id_that_occurs_twice_leads_nowhere_and_the_others_still_lead():
    twice = [on("decision", "2024-01-01", event_id="d"), on("decision", "2024-02-01", event_id="d")]
    single = on("decision", "2024-03-01", event_id="s")
    assert target(*twice, single, on("plan", "2024-01-01", concerns="d"), on("plan", "2024-01-01", concerns="s")) == [-1, -1, -1, -1, 2]  # fmt: skip
    assert target(single, *twice, on("plan", "2024-01-01", concerns="s")) == [-1, -1, -1, 0]
    all_twice = [on("decision", "2024-01-01", event_id="d"), on("plan", "2024-01-01", event_id="d", concerns="d")]
    assert target(*all_twice) == [-1, -1]


def test_events_without_an_id_are_not_what_anything_concerns():
    """Two blank ids are the same id twice; a blank link is no link."""
    blank = [on("decision", "2024-01-01", event_id=""), on("decision", "2024-02-01", event_id="")]
    assert target(*blank, on("decision", "2024-03-01", event_id="s"), on("plan", "2024-01-01", concerns="s")) == [
        -1,
        -1,
        -1,
        2,
    ]


def test_an_export_without_ids_or_without_links_has_none():
    events = [on("decision", "2024-01-01", event_id="d"), on("plan", "2024-01-01", concerns="d")]
    assert target(*events, without=("event_id",)) == [-1, -1]
    assert target(*events, without=("concerns",)) == [-1, -1]
    assert not columns_of(*events, without=("concerns",)).linked
    assert columns_of(*events).linked
    assert not columns_of(events[0]).linked
    assert target(events[0]) == [-1]


# --- fields and filters ----------------------------------------------------------------------------------------------------------


EVENTS = [
    on("plan", "2024-01-01", goals="yes", reason="x", ends_on="2024-05-01", kind="child", section="SEL-71-3-1"),
    on("plan", "2024-01-01", goals="no", kind="youth", section="SEL-71"),
    on("plan", "2024-01-01", section="SEL-710"),
    on("plan", "2024-01-01"),
]


@pytest.mark.parametrize(
    ("field", "values", "found", "blank"),
    [
        ("goals", ("yes",), [1, 0, 0, 0], [0, 0, 1, 1]),
        ("goals", ("no",), [0, 1, 0, 0], [0, 0, 1, 1]),
        ("goals", ("yes", "no"), [1, 1, 0, 0], [0, 0, 1, 1]),
        ("goals", ("documented",), [1, 1, 0, 0], [0, 0, 1, 1]),
        ("reason", ("documented",), [1, 0, 0, 0], [0, 1, 1, 1]),
        ("ends_on", ("documented",), [1, 0, 0, 0], [0, 1, 1, 1]),
        ("kind", ("child",), [1, 0, 0, 0], [0, 0, 1, 1]),
        ("kind", ("child", "youth"), [1, 1, 0, 0], [0, 0, 1, 1]),
        ("kind", ("documented",), [1, 1, 0, 0], [0, 0, 1, 1]),
        ("section", ("SEL-71-3",), [1, 0, 0, 0], [0, 1, 0, 1]),
        ("section", ("SEL-71",), [1, 1, 0, 0], [0, 0, 0, 1]),
        ("section", ("SEL-71-3", "SEL-71"), [1, 1, 0, 0], [0, 0, 0, 1]),
        ("section", ("SEL-71-3", "SEL-710"), [1, 0, 1, 0], [0, 1, 0, 1]),
        ("section", ("documented",), [1, 1, 1, 0], [0, 0, 0, 1]),
    ],
)
def test_what_a_field_holds_and_where_nothing_is_recorded(field, values, found, blank):
    """SEL-71 where SEL-71-3 is asked for is not recorded precisely enough, and may be it; SEL-710 is another section."""
    order = ints([0, 1, 2, 3])
    sure, nothing = columns_of(*EVENTS).matching(field, values, order)
    assert (sure.tolist(), nothing.tolist()) == ([bool(x) for x in found], [bool(x) for x in blank])
    sure, nothing = columns_of(*EVENTS).matching(field, values, order[::-1])
    assert (sure.tolist(), nothing.tolist()) == ([bool(x) for x in found[::-1]], [bool(x) for x in blank[::-1]])


@pytest.mark.parametrize(
    ("where", "sure", "perhaps"),
    [
        ({}, [1, 1, 1, 1], [0, 0, 0, 0]),
        ({"goals": "yes"}, [1, 0, 0, 0], [0, 0, 0, 0]),
        ({"reason": "documented"}, [1, 0, 0, 0], [0, 0, 0, 0]),
        ({"ends_on": "documented"}, [1, 0, 0, 0], [0, 0, 0, 0]),
        ({"kind": "child"}, [1, 0, 0, 0], [0, 0, 1, 1]),
        ({"section": "SEL-71-3"}, [1, 0, 0, 0], [0, 1, 0, 1]),
        ({"kind": "child", "section": "SEL-71-3"}, [1, 0, 0, 0], [0, 0, 0, 1]),
        ({"kind": "youth", "section": "SEL-71-3"}, [0, 0, 0, 0], [0, 1, 0, 1]),
        ({"kind": "child", "goals": "yes"}, [1, 0, 0, 0], [0, 0, 0, 0]),
    ],
)
def test_a_blank_code_may_pass_a_filter_and_another_blank_does_not(where, sure, perhaps):
    found = columns_of(*EVENTS).where("plan", Where.model_validate(where))
    assert [x.tolist() for x in found] == [[bool(x) for x in sure], [bool(x) for x in perhaps]]


def test_a_column_that_the_export_lacks_may_hold_anything():
    """Every event may then pass, and none surely does; the rest of the filter still tells some apart."""
    where = Where.model_validate({"goals": "yes", "kind": "child"})
    for more in ({"without": ("goals",)}, {"lacking": {"plan": ["goals"]}}):
        found = columns_of(*EVENTS, **more).where("plan", where)
        assert [x.tolist() for x in found] == [[False] * 4, [True, False, True, True]]
