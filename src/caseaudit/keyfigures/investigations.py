"""Figures on investigations: begun, completed, running, and how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caseaudit.keyfigures.counting import days_between, in_period, median, months_before, running, share
from caseaudit.keyfigures.model import Value, stamp

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from caseaudit.keyfigures.model import Context

TYPE = "investigation"


def reckoned_from(e: pd.DataFrame) -> pd.Series[Any]:
    """The day the municipality became aware of the need, else the day the investigation began."""
    begun = e["at"].dt.normalize()
    return e["aware_on"].where(e["aware_on"].notna(), begun) if "aware_on" in e else begun


def started(c: Context) -> Value:
    if why := c.lacks(TYPE):
        return Value("investigations-started", why=why)
    return Value("investigations-started", int(in_period(c, c.of_type(TYPE)["at"]).sum()))


def _ended(c: Context) -> pd.DataFrame:
    e = c.of_type(TYPE)
    return e[in_period(c, e["ends_on"])]


def completed(c: Context) -> Value:
    if why := c.lacks(TYPE, columns=("ends_on",)):
        return Value("investigations-completed", why=why)
    return Value("investigations-completed", len(_ended(c)))


def length(c: Context) -> Value:
    if why := c.lacks(TYPE, columns=("ends_on",)):
        return Value("investigation-days", why=why)
    e = _ended(c)
    sound = e[e["ends_on"] >= reckoned_from(e)]
    return median("investigation-days", days_between(reckoned_from(sound), sound["ends_on"]), len(e) - len(sound))


def now_running(c: Context) -> Value:
    if why := c.lacks(TYPE, columns=("ends_on",)):
        return Value("investigations-running", why=why)
    e, lost = running(c, TYPE)
    return Value("investigations-running", len(e), missing=lost)


def running_days(c: Context) -> Value:
    if why := c.lacks(TYPE, columns=("ends_on",)):
        return Value("investigations-running-days", why=why)
    e, lost = running(c, TYPE)
    return median("investigations-running-days", days_between(reckoned_from(e), stamp(c.as_of)), lost)


def over_4_months(c: Context) -> Value:
    if why := c.lacks(TYPE, columns=("ends_on",)):
        return Value("investigations-over-4-months", why=why)
    e, lost = running(c, TYPE)
    return share("investigations-over-4-months", reckoned_from(e) < months_before(c, 4), lost)


FIGURES: dict[str, Callable[[Context], Value]] = {
    "investigations-started": started,
    "investigations-completed": completed,
    "investigation-days": length,
    "investigations-running": now_running,
    "investigations-running-days": running_days,
    "investigations-over-4-months": over_4_months,
}
