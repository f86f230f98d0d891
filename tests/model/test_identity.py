"""A unit keeps its name from one export to the next, however the rows lie."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

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
