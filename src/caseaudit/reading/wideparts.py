"""Small parts of reading wide rows: values from the first of several columns, and which event of the row belongs to which."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from caseaudit.model.tables import EVENT_FIELDS

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray


def prefer(name: str, first: pd.Series, second: pd.Series) -> pd.Series:
    """Return the first of two columns, the second where the first is blank."""
    if name == "reason":
        return first | second
    return (
        first.where(first != -1, second) if EVENT_FIELDS[name].kind == "yes_no" else first.where(first.notna(), second)
    )


def constant(name: str, value: str) -> bool | np.int8 | str:
    """Return a fixed value of the profile as the field holds it."""
    if name == "reason":
        return value == "yes"
    return np.int8(value == "yes") if EVENT_FIELDS[name].kind == "yes_no" else value


def under(section: object, prefixes: list[str]) -> bool:
    """Say whether a section is one of these or lies under one."""
    return isinstance(section, str) and any(section == p or section.startswith(p + "-") for p in prefixes)


def pair(out: pd.DataFrame, target: pd.DataFrame, offset: int) -> NDArray[np.int64]:
    """Return the place of the row's event that each event concerns, -1 where the row has none."""
    rows, t_rows = out["row_at"].to_numpy(np.int64), target["row_at"].to_numpy(np.int64)
    at, t_at = out["at"].to_numpy().astype(np.int64), target["at"].to_numpy().astype(np.int64)
    start, end = np.searchsorted(t_rows, rows), np.searchsorted(t_rows, rows, side="right")
    own_start, own_end = np.searchsorted(rows, rows), np.searchsorted(rows, rows, side="right")
    place = np.where(end > start, start, -1)
    for i in np.flatnonzero(end - start > 1).tolist():
        if end[i] - start[i] == own_end[i] - own_start[i]:
            place[i] = start[i] + i - own_start[i]
            continue
        earlier = [j for j in range(start[i], end[i]) if t_at[j] <= at[i]]
        place[i] = max(earlier, key=lambda j: t_at[j]) if earlier else start[i]
    return np.where(place >= 0, place + offset, -1)
