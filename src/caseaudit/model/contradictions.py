"""Events whose dates cannot all be right: before the child was born, or ended before they began."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from caseaudit.model.tables import EVENT_TYPES

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from caseaudit.model.dataset import Schema

NEEDS_A_CHILD = frozenset({"placement", "child_conversation", "supervision_visit", "return_home"})
"""What cannot lawfully lie before the birth; a notification, a decision, a plan or support to the family can."""
RUNS = frozenset({"intervention", "placement", "investigation", "limited_investigation"})
"""What has a start and an end."""
FOLLOWS = {
    "notification_assessed": "notification",
    "receipt_sent": "notification",
    "notifier_informed": "notification",
    "reassessment": "notification",
    "provisional_assessment": "investigation",
    "follow_up": "",
    "supervision_visit": "",
    "return_home": "placement",
    "decision": "notification",
}
"""What can only come after the event that it concerns, where that is of this type (of any, where none is named)."""
OMITTED = "omitted"


def before_birth(cases: pd.DataFrame, events: pd.DataFrame, schema: Schema) -> NDArray[np.bool_]:
    """Events with a child that are dated before its birth; a talk recorded as not held is none."""
    out = np.zeros(len(events), np.bool_)
    at = np.flatnonzero(_of_types(events, NEEDS_A_CHILD))
    if not len(at) or "birth_date" not in cases or "birth_date" not in schema.case_columns:
        return out
    ids = events["case_id"].iloc[at].astype("category").cat
    dates = cases.drop_duplicates("case_id").set_index("case_id")["birth_date"]
    born = dates.reindex(ids.categories.astype(str)).to_numpy().astype("datetime64[D]")[ids.codes.to_numpy()]
    early = events["at"].to_numpy()[at].astype("datetime64[D]") < born  # no birth date: no
    if "result" in events and schema.carries("result", "child_conversation"):
        talk = events["type"].iloc[at].astype(str).to_numpy() == "child_conversation"
        early &= ~(talk & (events["result"].iloc[at].astype(object) == OMITTED).to_numpy(np.bool_))
    out[at] = early
    return out


def ends_before_start(events: pd.DataFrame, schema: Schema) -> NDArray[np.bool_]:
    """Measures and investigations with an end on a day before their start."""
    out = np.zeros(len(events), np.bool_)
    if "ends_on" not in events:
        return out
    carried = frozenset(t for t in RUNS if schema.carries("ends_on", t))
    at = np.flatnonzero(_of_types(events, carried))
    ends, starts = (events[c].to_numpy()[at].astype("datetime64[D]") for c in ("ends_on", "at"))
    out[at] = ends < starts  # no end: no
    return out


def before_what_it_concerns(events: pd.DataFrame, schema: Schema) -> NDArray[np.bool_]:
    """Events dated on a day before the one that they concern, and that can only come after it."""
    out = np.zeros(len(events), np.bool_)
    if "concerns" not in events or "event_id" not in events or not schema.linked:
        return out
    at = np.flatnonzero(_of_types(events, frozenset(FOLLOWS)) & (events["concerns"] != "").to_numpy(np.bool_))
    if not len(at):
        return out
    first = events.drop_duplicates("event_id").set_index("event_id")[["type", "at"]]
    asked = first.reindex(events["concerns"].iloc[at])
    wanted = [FOLLOWS[t] for t in events["type"].iloc[at].astype(str)]
    fits = np.array([not w or w == t for w, t in zip(wanted, asked["type"].astype(object), strict=True)], np.bool_)
    starts = asked["at"].to_numpy().astype("datetime64[D]")
    out[at] = fits & (events["at"].to_numpy()[at].astype("datetime64[D]") < starts)
    return out


def _of_types(events: pd.DataFrame, names: frozenset[str]) -> NDArray[np.bool_]:
    types = events["type"].astype("category").cat
    wanted = np.array([*(str(c) in names and str(c) in EVENT_TYPES for c in types.categories), False])
    return np.asarray(wanted[types.codes.to_numpy()])
