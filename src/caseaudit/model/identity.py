"""What an event is called when the export is drawn anew: by its type, its own day and a number; never by a row or an event id.

Rows move from one export to the next, and an event id may be made from a row. Events of the same type on the same day of a case
are numbered by what is recorded of them, then by what they are linked with. Those that are alike in all of it may change
places unseen. The provision is not in the name: a corrected provision must not make an old finding look new.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Told = tuple[str, ...]

_TIE_BREAKERS = (
    "section", "kind", "result", "body", "notifier", "party", "ends_on", "aware_on", "consent", "next_on", "reason",
    "alternative", "urgent", "goals", "contact_frame", "with_child", "plan_needed", "reasoned", "appeal_guidance", "heard",
    "at",
)  # fmt: skip


def event_names(events: pd.DataFrame, positions: Iterable[int]) -> list[str]:
    """`decision/2024-03-01/1` for each of these events: unique within its case, and the same in every shape of the export."""
    chosen = np.fromiter(positions, dtype=np.int64)
    kinds = events["type"].to_numpy()[chosen]
    days = _days(events["at"])[chosen].astype("datetime64[D]").astype(str)
    numbers = numbers_of_the_day(events)[chosen]
    return [f"{k}/{d}/{n}" for k, d, n in zip(kinds, days, numbers, strict=True)]


def numbers_of_the_day(events: pd.DataFrame) -> NDArray[np.int32]:
    """For each event its number, from 1, among those of the same case, type and day; the order of rows plays no part."""
    numbers = np.ones(len(events), dtype=np.int32)
    case = _codes(events["case_id"])
    group = _together(_together(case, _codes(events["type"])), _codes(events["at"].dt.floor("D")))
    tied = np.flatnonzero(np.bincount(group, minlength=1)[group] > 1)
    if not len(tied):
        return numbers
    some = events.iloc[tied]
    keys = [group[tied], *(_ranks(some[c]) for c in _TIE_BREAKERS if c in some)]
    alike = _alike(keys)
    if len(alike):
        links = np.zeros(len(tied), dtype=np.int64)
        links[alike] = _link_ranks(events, case, tied[alike])
        keys.append(links)
    order = np.lexsort(keys[::-1])
    sorted_ = keys[0][order]
    first = np.flatnonzero(np.append(True, sorted_[1:] != sorted_[:-1]))
    start = np.repeat(first, np.diff(np.append(first, len(order))))
    numbers[tied[order]] = np.arange(len(order)) - start + 1
    return numbers


def _alike(keys: list[Numbers]) -> Numbers:
    """The rows that share all keys with another."""
    group = keys[0]
    for key in keys[1:]:
        group = _together(group, key)
    return np.flatnonzero(np.bincount(group)[group] > 1)


def _together(one: Numbers, other: Numbers) -> Numbers:
    """A number from 0 for each pair of values; both count from -1 or 0."""
    import pandas as pd

    pair = (one + 1) * (int(other.max(initial=0)) + 2) + other + 1
    return np.asarray(pd.factorize(pair)[0], dtype=np.int64)


def _link_ranks(events: pd.DataFrame, case: Numbers, at: Numbers) -> Numbers:
    """Numbers that sort these events as what they concern, and what concerns them, does."""
    if not {"event_id", "concerns"} <= set(events.columns):
        return np.zeros(len(at), dtype=np.int64)
    own, target = _texts(events, "event_id", at), _texts(events, "concerns", at)
    above = _rows_where(events, "event_id", set(target) - {""})
    below = _rows_where(events, "concerns", set(own) - {""})
    is_called = dict(
        zip(zip(case[above], _texts(events, "event_id", above), strict=True), _told(events, above), strict=True)
    )
    carried: dict[tuple[int, str], list[Told]] = {}
    for of, name, told in zip(case[below], _texts(events, "concerns", below), _told(events, below), strict=True):
        carried.setdefault((of, name), []).append(told)
    seen = [
        (is_called.get((of, to), ()), tuple(sorted(carried.get((of, name), ()))))
        for of, name, to in zip(case[at], own, target, strict=True)
    ]
    place = {links: n for n, links in enumerate(sorted(set(seen)))}
    return np.array([place[links] for links in seen], dtype=np.int64)


def _rows_where(events: pd.DataFrame, column: str, values: set[str]) -> Numbers:
    return np.flatnonzero(events[column].isin(values).to_numpy()) if values else np.empty(0, dtype=np.int64)


def _told(events: pd.DataFrame, at: Numbers) -> list[Told]:
    """What is recorded of these events, but for their ids and links."""
    days = _days(events["at"])[at].astype("datetime64[D]").astype(str).tolist()
    more = (_texts(events, c, at) for c in ("type", *_TIE_BREAKERS) if c in events)
    return list(zip(days, *more, strict=True))


def _texts(events: pd.DataFrame, column: str, at: Numbers) -> list[str]:
    values = events[column].iloc[at].astype("object")
    return [str(v) for v in values.where(values.notna(), "").tolist()]


def _days(at: pd.Series[Any]) -> Numbers:
    return np.asarray(at.to_numpy().astype("datetime64[D]").astype(np.int64))


def _codes(column: pd.Series[Any]) -> Numbers:
    """Numbers that are equal where the values are; their order means nothing."""
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype):
        return np.asarray(column.cat.codes.to_numpy(), dtype=np.int64)
    return np.asarray(pd.factorize(column)[0], dtype=np.int64)


def _ranks(column: pd.Series[Any]) -> Numbers:
    """Numbers from -1 that sort as the values do, blank first."""
    import pandas as pd

    values = column.to_numpy() if column.dtype.kind in "Miub" else column.astype("object").to_numpy()
    blank = pd.isna(values)
    if values.dtype == object:
        blank |= values == ""
        values = np.where(blank, "", values)
    codes = np.asarray(pd.factorize(values, sort=True)[0], dtype=np.int64)
    return np.where(blank, -1, codes)
