"""A unit keeps its name from one export to the next, however the rows lie."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseaudit.model.frames import frames
from caseaudit.model.identity import event_names, numbers_of_the_day
from caseaudit.reading import read

EXAMPLES = "examples/small"
SHAPES = ("canonical", "canonical.xlsx", "wide.xlsx", "wide.csv", "activity-log.csv")


def names(dataset, kinds):
    events = dataset.events
    chosen = np.flatnonzero(events["type"].isin(kinds))
    ids = events["case_id"].astype(str).to_numpy()[chosen]
    return sorted(zip(ids, event_names(events, chosen), strict=True))


@pytest.mark.parametrize("shape", SHAPES[1:])
def test_the_units_of_an_export_have_the_same_names_in_every_shape(shape, request):
    root = request.config.rootpath / EXAMPLES
    kinds = ("decision", "notification", "investigation", "placement", "intervention")
    one, other = (names(read([root / s], key=b"k" * 32), kinds) for s in (SHAPES[0], shape))
    assert len(one) > 100
    assert one == other


def test_a_name_is_held_by_one_event_of_a_case_only(request):
    events = read([request.config.rootpath / EXAMPLES / "canonical"], key=b"k" * 32).events
    all_names = names_with_case(events)
    assert len(set(all_names)) == len(events)


def names_with_case(events):
    return list(zip(events["case_id"].astype(str), event_names(events, range(len(events))), strict=True))


ROWS = st.lists(
    st.tuples(
        st.sampled_from("AB"),
        st.sampled_from(["decision", "plan"]),
        st.integers(0, 2),
        st.sampled_from(["", "BL-32", "SEL-52"]),
    ),
    min_size=1,
    max_size=12,
)


@given(rows=ROWS, seed=st.randoms(use_true_random=False))
def test_the_order_of_rows_and_of_categories_plays_no_part(rows, seed):
    def frame(some):
        return pd.DataFrame(
            {
                "case_id": pd.Categorical([r[0] for r in some]),
                "type": pd.Categorical([r[1] for r in some]),
                "at": pd.to_datetime([f"2024-03-0{r[2] + 1}" for r in some]),
                "section": pd.Categorical([r[3] for r in some], categories=seed.sample(["", "BL-32", "SEL-52"], 3)),
            }
        )

    def told(some):
        return sorted((*r, int(n)) for r, n in zip(some, numbers_of_the_day(frame(some)), strict=True))

    shuffled = rows[:]
    seed.shuffle(shuffled)
    assert told(rows) == told(shuffled)


def alike(swapped=False, *, corrected=False):
    """Two decisions of a day that say the same; one carries an intervention, the other came of a request."""
    ids = ("D2", "D1") if swapped else ("D1", "D2")
    first, second = {"carries": "I1", "id": ids[0]}, {"of": "R1", "id": ids[1]}
    decisions = [
        {
            "case_id": "A", "event_id": d["id"], "type": "decision", "at": "2024-03-01", "kind": "support",
            "concerns": d.get("of", ""), "section": "BL-46" if corrected else "BL-32",
        }
        for d in ((second, first) if swapped else (first, second))
    ]  # fmt: skip
    others = [
        {"case_id": "A", "event_id": "R1", "type": "request", "at": "2024-02-01"},
        {"case_id": "A", "event_id": "I1", "type": "intervention", "at": "2024-04-01", "concerns": first["id"]},
        {"case_id": "B", "event_id": "D1", "type": "decision", "at": "2024-03-01", "kind": "support"},
    ]
    events = frames([*others, *decisions] if swapped else [*decisions, *others])[1]
    carrying = events.index[(events["case_id"] == "A") & (events["event_id"] == first["id"])][0]
    asked = events.index[(events["case_id"] == "A") & (events["concerns"] == "R1")][0]
    return event_names(events, [carrying, asked])


def test_decisions_that_say_the_same_are_told_apart_by_what_they_are_linked_with():
    """Rows and event ids change places: the decision that carries the intervention keeps its name."""
    assert sorted(alike()) == ["decision/2024-03-01/1", "decision/2024-03-01/2"]
    assert alike() == alike(swapped=True)


def test_a_corrected_provision_does_not_rename_a_decision():
    """Otherwise an old finding about it would be called new."""
    assert alike() == alike(corrected=True)


def test_a_link_of_another_case_plays_no_part():
    """Event ids may be used again in another case."""
    rows = [
        {"case_id": c, "event_id": f"D{n}", "type": "decision", "at": "2024-03-01"} for c in "AB" for n in (1, 2)
    ] + [{"case_id": "A", "event_id": "P", "type": "plan", "at": "2024-03-02", "concerns": "D1"}]
    names = dict(names_of(frames(rows)[1]))
    assert names["A", "D1"] != names["A", "D2"]
    turned = [
        {**r, "event_id": {"D1": "D2", "D2": "D1"}.get(r["event_id"], r["event_id"])} if r["case_id"] == "B" else r
        for r in rows
    ]
    again = dict(names_of(frames(turned)[1]))
    assert {k: v for k, v in again.items() if k[0] == "A"} == {k: v for k, v in names.items() if k[0] == "A"}


def names_of(events):
    ids = zip(events["case_id"].astype(str), events["event_id"].astype(str), strict=True)
    return zip(ids, event_names(events, range(len(events))), strict=True)
