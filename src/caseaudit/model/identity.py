"""What an event is called when the export is drawn anew: by its case, type and own day, never by a row or a running number.

An event id may be made from a row, and rows move from one export to the next. Two events of the same type on the same day
of a case are told apart by what else is known of them; where nothing is, they are as good as each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

_TIE_BREAKERS = ("section", "kind", "result", "body", "notifier", "party", "at", "ends_on")


def numbers_of_the_day(events: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.int32]]:
    """For each event its number, from 1, among those of the same case, type and day; the order of rows plays no part."""
    case, kind = _ranks(events["case_id"]), _ranks(events["type"])
    day = _days(events["at"])
    ties = [_ranks(events[c]) for c in _TIE_BREAKERS if c in events.columns]
    order = np.lexsort((*reversed(ties), day, kind, case))
    same = np.ones(len(order), dtype=bool)
    for column in (case, kind, day):
        sorted_ = column[order]
        same[1:] &= sorted_[1:] == sorted_[:-1]
    starts = np.flatnonzero(~same | (np.arange(len(order)) == 0))
    first = np.repeat(starts, np.diff(np.append(starts, len(order))))
    out = np.empty(len(order), dtype=np.int32)
    out[order] = np.arange(len(order)) - first + 1
    return out


def event_names(events: pd.DataFrame, positions: Iterable[int]) -> list[str]:
    """`decision/2024-03-01/1` for each of these events: unique within its case, and the same in every shape of the export."""
    chosen = np.fromiter(positions, dtype=np.int64)
    kinds = events["type"].to_numpy()[chosen]
    days = _days(events["at"])[chosen].astype("datetime64[D]").astype(str)
    numbers = numbers_of_the_day(events)[chosen]
    return [f"{k}/{d}/{n}" for k, d, n in zip(kinds, days, numbers, strict=True)]


def _days(at: pd.Series[Any]) -> np.ndarray[Any, np.dtype[np.int64]]:
    return np.asarray(at.to_numpy().astype("datetime64[D]").astype(np.int64))


def _ranks(column: pd.Series[Any]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Numbers that sort as the values do: the codes of a categorical follow the order in which the values came."""
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype):
        text = column.cat.categories.astype(str).to_numpy()
        rank = np.empty(len(text) + 1, dtype=np.int64)
        rank[np.argsort(text, kind="stable")] = np.arange(len(text))
        rank[-1] = -1
        return np.asarray(rank[column.cat.codes.to_numpy()])
    values = column.to_numpy()
    if values.dtype.kind == "M":
        return np.asarray(values.astype("datetime64[s]").astype(np.int64))
    if values.dtype.kind in "iub":
        return np.asarray(values.astype(np.int64))
    codes, uniques = pd.factorize(column.astype("object"), sort=True)
    del uniques
    return np.asarray(codes.astype(np.int64))
