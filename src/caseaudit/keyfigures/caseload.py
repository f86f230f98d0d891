"""Figures on cases and caseworkers. A caseworker is only ever counted, never named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from caseaudit.keyfigures.counting import counted, in_period, median, open_cases
from caseaudit.keyfigures.model import Part, Value, stamp
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from caseaudit.keyfigures.model import Context

BANDS = ((0, "0-2"), (3, "3-6"), (7, "7-11"), (12, "12-14"), (15, "15-17"), (18, "18-22"), (23, "23+"))
UNBORN, UNTOLD = "unborn", "unknown"
AGES = (UNBORN, *(name for _, name in BANDS), UNTOLD)


def age_band(born: Any, on: Any) -> str:
    """The age on a day, in the bands that the law and the statistics use."""
    if born != born or born is None:  # noqa: PLR0124 - NaT is not itself
        return UNTOLD
    if born > on:
        return UNBORN
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return [name for least, name in BANDS if age >= least][-1]


def still_open(c: Context) -> Value:
    if why := c.lacks(cases=("closed_on",)):
        return Value("cases-open", why=why)
    cases = open_cases(c)
    undated = int(cases["opened_on"].isna().sum()) if "opened_on" in cases else len(cases)
    parts: tuple[Part, ...] = ()
    if "birth_date" in cases:
        today = stamp(c.as_of)
        bands = cases["birth_date"].astype(object).map(lambda b: age_band(b, today))
        parts = tuple(p for p in counted(bands, AGES) if p.count or p.code not in (UNBORN, UNTOLD, "23+"))
    return Value("cases-open", len(cases), missing=undated, parts=parts)


def new(c: Context) -> Value:
    if why := c.lacks(cases=("opened_on",)):
        return Value("cases-new", why=why)
    days = c.cases["opened_on"]
    return Value("cases-new", int(in_period(c, days).sum()), missing=int(days.isna().sum()))


def closed(c: Context) -> Value:
    if why := c.lacks(cases=("closed_on",)):
        return Value("cases-closed", why=why)
    return Value("cases-closed", int(in_period(c, c.cases["closed_on"]).sum()))


def _loads(c: Context) -> tuple[np.ndarray[Any, Any], int]:
    """Open cases of each caseworker who has any, and the open cases that have none."""
    who: pd.Series[Any] = open_cases(c)["caseworker"].astype(str).str.strip()
    named = who[who != ""]
    return named.value_counts().to_numpy(), len(who) - len(named)


def per_worker(c: Context) -> Value:
    if why := c.lacks(cases=("caseworker", "closed_on")):
        return Value("cases-per-caseworker", why=why)
    loads, missing = _loads(c)
    return median("cases-per-caseworker", loads, missing)


def most(c: Context) -> Value:
    name = "cases-per-caseworker-max"
    if why := c.lacks(cases=("caseworker", "closed_on")):
        return Value(name, why=why)
    loads, missing = _loads(c)
    if not len(loads):
        return Value(name, missing=missing, why=Text("der er ingen at opgøre", "there are none to count"))
    over = int((loads > c.limit).sum()) if c.limit is not None else None
    return Value(name, float(loads.max()), missing=missing, over=over)


def changes(_c: Context) -> Value:
    why = Text(
        "udtrækket har kun den nuværende sagsbehandler på hver sag",
        "the export has only the present caseworker of each case",
    )
    return Value("caseworker-changes", why=why)


FIGURES: dict[str, Callable[[Context], Value]] = {
    "cases-open": still_open,
    "cases-new": new,
    "cases-closed": closed,
    "cases-per-caseworker": per_worker,
    "cases-per-caseworker-max": most,
    "caseworker-changes": changes,
}
