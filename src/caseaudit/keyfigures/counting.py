"""What several figures have in common: days, shares, medians, what is running, and the child of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from caseaudit.keyfigures.model import Part, Value, stamp
from caseaudit.texts import Text

if TYPE_CHECKING:
    from caseaudit.keyfigures.model import Context

NOTHING = Text("der er ingen at opgøre", "there are none to count")


def share(figure: str, hit: pd.Series[bool], missing: int, parts: tuple[Part, ...] = ()) -> Value:
    """So many of so many; nothing can be told of none."""
    n = len(hit)
    if n == 0:
        return Value(figure, None, 0, 0, missing, NOTHING, parts)
    return Value(figure, 100 * int(hit.sum()) / n, int(hit.sum()), n, missing, None, parts)


def median(figure: str, values: Any, missing: int) -> Value:
    """The median of whole numbers, and how many there were."""
    found = np.asarray(values, dtype=float)
    if not len(found):
        return Value(figure, None, None, 0, missing, NOTHING)
    return Value(figure, float(np.median(found)), None, len(found), missing)


def in_period(c: Context, moments: pd.Series[Any]) -> pd.Series[bool]:
    days = moments.dt.normalize()
    within: pd.Series[bool] = (days >= stamp(c.period.first)) & (days <= stamp(c.period.last))
    return within


def days_between(first: pd.Series[Any], last: Any) -> pd.Series[Any]:
    """Whole days from one day to another, whatever the clock was."""
    end = last.dt.normalize() if isinstance(last, pd.Series) else last
    length: pd.Series[Any] = (end - first.dt.normalize()) / pd.Timedelta(days=1)
    return length


def months_before(c: Context, months: int) -> pd.Timestamp:
    return stamp(c.as_of) - pd.DateOffset(months=months)


def case_field(c: Context, events: pd.DataFrame, column: str) -> pd.Series[Any]:
    """A field of the case of each event."""
    once = c.cases.drop_duplicates("case_id")
    by_case = once.set_index(once["case_id"].astype(str))[column]
    return by_case.reindex(events["case_id"].astype(str)).set_axis(
        events.index
    )  # keeps its type also where nothing is left


def open_cases(c: Context) -> pd.DataFrame:
    """Cases that were opened, if the day is known, and not closed on the as-of day."""
    cases, today = c.cases, stamp(c.as_of)
    still = cases["closed_on"].isna() | (cases["closed_on"] > today)
    if "opened_on" in cases:
        still &= cases["opened_on"].isna() | (cases["opened_on"] <= today)
    return cases[still]


def running(c: Context, *types: str) -> tuple[pd.DataFrame, int]:
    """Events of these types that run on the as-of day, and those on closed cases whose end nobody wrote."""
    e = c.of_type(*types)
    e = e[e["ends_on"].isna() | (e["ends_on"] > stamp(c.as_of))]
    if "closed_on" not in c.cases:
        return e, 0
    shut = case_field(c, e, "closed_on") <= stamp(c.as_of)
    lost = shut & e["ends_on"].isna()
    return e[~shut], int(lost.sum())


def with_decision(c: Context, events: pd.DataFrame, column: str) -> pd.Series[Any]:
    """A field of the decision that each event carries out; NaN where it names none, or the number is used twice."""
    if column not in c.events or "concerns" not in c.events or "event_id" not in c.events:
        return pd.Series(np.nan, index=events.index, dtype=object)
    d = c.events[(c.events["type"] == "decision") & (c.events["event_id"] != "")]
    d = d[~d["event_id"].duplicated(keep=False)]
    held = dict(zip(zip(d["case_id"].astype(str), d["event_id"], strict=True), d[column].astype(object), strict=True))
    keys = zip(events["case_id"].astype(str), events["concerns"], strict=True)
    return pd.Series([held.get(k, np.nan) for k in keys], index=events.index, dtype=object)


def counted(codes: pd.Series[Any], order: tuple[str, ...] = ()) -> tuple[Part, ...]:
    """How often each code stands: in the given order, where all are told, or the most frequent first."""
    found = codes.astype(object).value_counts()
    if order:
        return tuple(Part(o, int(found.get(o, 0))) for o in order)
    return tuple(Part(str(k), int(n)) for k, n in sorted(found.items(), key=lambda x: (-x[1], str(x[0]))))
