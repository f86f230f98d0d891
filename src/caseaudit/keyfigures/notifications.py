"""Figures on notifications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from caseaudit.keyfigures.counting import case_field, counted, days_between, in_period, median, share
from caseaudit.keyfigures.model import Part, Value, months_of
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseaudit.keyfigures.model import Context

YOUNG = 8
NOTIFIERS = ("professional", "other", "anonymous")
UNTOLD = "unknown"


def received(c: Context) -> pd.DataFrame:
    e = c.of_type("notification")
    return e[in_period(c, e["at"])]


def number(c: Context) -> Value:
    if why := c.lacks("notification"):
        return Value("notifications", why=why)
    return Value("notifications", len(received(c)))


def per_month(c: Context) -> Value:
    if why := c.lacks("notification"):
        return Value("notifications-per-month", why=why)
    months = months_of(c.period)
    if not months:
        return Value(
            "notifications-per-month",
            why=Text("perioden er ikke hele måneder, der er gået", "the period is not whole months that have passed"),
        )
    found = received(c)["at"].dt.strftime("%Y-%m")
    return Value("notifications-per-month", len(found) / len(months), parts=counted(found, tuple(months)))


def under_8(c: Context) -> Value:
    if why := c.lacks("notification", cases=("birth_date",)):
        return Value("notifications-under-8", why=why)
    e = received(c)
    born = case_field(c, e, "birth_date")
    known = born.notna()
    eighth = pd.to_datetime(born[known].map(lambda b: _birthday(b, YOUNG)))
    return share("notifications-under-8", e.loc[known, "at"].dt.normalize() < eighth, int((~known).sum()))


def _birthday(born: pd.Timestamp, years: int) -> pd.Timestamp:
    """The day on which a child is so old; who is born on 29 February has it on 1 March in other years."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return pd.Timestamp(born.year + years, 3, 1)


def by_notifier(c: Context) -> Value:
    if why := c.lacks("notification", columns=("notifier",)):
        return Value("notifications-professional", why=why)
    who = received(c)["notifier"].astype(object)
    known = who[who.isin(NOTIFIERS)]
    missing = len(who) - len(known)
    parts = (*counted(known, NOTIFIERS), Part(UNTOLD, missing))
    return share("notifications-professional", known == "professional", missing, parts)


def repeated(c: Context) -> Value:
    if why := c.lacks("notification", cases=("child_id",)):
        return Value("notifications-repeated", why=why)
    every = c.of_type("notification")
    child = case_field(c, every, "child_id").fillna("").astype(str)
    table = pd.DataFrame({"child": child, "on": every["at"].dt.normalize(), "mine": in_period(c, every["at"])})
    known = table[table["child"] != ""]
    days = known.drop_duplicates(["child", "on"]).sort_values(["child", "on"])
    days["before"] = days.groupby("child")["on"].shift()
    mine = known[known["mine"]].merge(days[["child", "on", "before"]], on=["child", "on"])
    again = mine["before"] >= mine["on"] - pd.DateOffset(years=1)
    return share("notifications-repeated", again, int((table["mine"] & (table["child"] == "")).sum()))


def assessment_days(c: Context) -> Value:
    if why := c.lacks("notification", "notification_assessed"):
        return Value("assessment-days", why=why)
    e = received(c)
    on = e.index.map(assessed(c))
    days = days_between(e["at"], pd.Series(pd.to_datetime(np.asarray(on, dtype=object)), index=e.index)).dropna()
    return median("assessment-days", days, len(e) - len(days))


def assessed(c: Context) -> dict[Any, Any]:
    """For each notification (by its row) when it was assessed: by what is tied to it, else by case and date."""
    every = c.of_type("notification").sort_values("at", kind="stable")
    done = c.of_type("notification_assessed").sort_values("at", kind="stable")
    tie = done["concerns"].astype(str) if "concerns" in done else pd.Series("", index=done.index)
    tied: dict[tuple[str, str], list[Any]] = {}
    free: dict[str, list[Any]] = {}
    for case, concerns, at in zip(done["case_id"].astype(str), tie, done["at"], strict=True):
        if concerns:
            tied.setdefault((case, concerns), []).append(at)
        else:
            free.setdefault(case, []).append(at)
    cases = every["case_id"].astype(str).tolist()
    names = every["event_id"].astype(str).tolist() if "event_id" in every else [""] * len(every)
    nexts = every.groupby("case_id", observed=True)["at"].shift(-1).tolist()
    out: dict[Any, Any] = {}
    for row, case, name, at, until in zip(every.index, cases, names, every["at"], nexts, strict=True):
        day = at.normalize()
        own = [x for x in tied.get((case, name), ()) if name and x.normalize() >= day]
        loose = [x for x in free.get(case, ()) if x.normalize() >= day and (pd.isna(until) or x < until)]
        if own or loose:
            out[row] = (own or loose)[0]
    return out


FIGURES: dict[str, Callable[[Context], Value]] = {
    "notifications": number,
    "notifications-per-month": per_month,
    "notifications-under-8": under_8,
    "notifications-professional": by_notifier,
    "notifications-repeated": repeated,
    "assessment-days": assessment_days,
}
