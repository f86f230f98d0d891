"""Figures on placements and on follow-up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from caseaudit.keyfigures.counting import counted, in_period, months_before, running, share, with_decision
from caseaudit.keyfigures.model import Value
from caseaudit.law import covers

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseaudit.keyfigures.model import Context

TYPE = "placement"
WITHOUT = ("BL-47", "BL-143", "SEL-58", "SEL-75")
WITH = ("BL-46", "SEL-52-3-7")
"""Sections that say by themselves whether there was consent; the chair's decisions are without."""
UNTOLD = "unknown"


def section_of(c: Context, e: pd.DataFrame) -> pd.Series[Any]:
    """The section of each placement: its own, else that of the decision it carries out; "" where neither has one."""
    decided = with_decision(c, e, "section")
    if "section" not in e:
        return decided.fillna("").astype(str)
    own = e["section"].astype(object)
    return own.where(own.notna() & (own != ""), decided).fillna("").astype(str)


def paragraph(section: str) -> str:
    """`BL-46-1` as `BL-46`; the number of § 52, stk. 3, says what the measure is, so it stays."""
    if section.startswith("SEL-52-3"):
        return section
    return "-".join(section.split("-")[:2]) if section else UNTOLD


def now_running(c: Context) -> Value:
    if why := c.lacks(TYPE, columns=("ends_on",)):
        return Value("placements-running", why=why)
    e, lost = running(c, TYPE)
    return Value("placements-running", len(e), missing=lost, parts=counted(section_of(c, e).map(paragraph)))


def without_consent(c: Context) -> Value:
    if why := c.lacks(TYPE, columns=("ends_on",)):
        return Value("placements-without-consent", why=why)
    e, _ = running(c, TYPE)
    told = consent_of(c, e)
    known = told[told >= 0]
    return share("placements-without-consent", known == 0, len(told) - len(known))


def consent_of(c: Context, e: pd.DataFrame) -> pd.Series[Any]:
    """1 with, 0 without, -1 not known: by the placement, its decision, then the section."""
    own = e["consent"].astype(int) if "consent" in e else pd.Series(-1, index=e.index)
    decided = with_decision(c, e, "consent").fillna(-1).astype(int)
    by_law = section_of(c, e).map(_by_section).astype(int)
    return own.where(own >= 0, decided.where(decided >= 0, by_law))


def _by_section(section: str) -> int:
    if any(covers(s, section) for s in WITHOUT):
        return 0
    return 1 if any(covers(s, section) for s in WITH) else -1


def started(c: Context) -> Value:
    if why := c.lacks(TYPE):
        return Value("placements-started", why=why)
    return Value("placements-started", int(in_period(c, c.of_type(TYPE)["at"]).sum()))


def ended(c: Context) -> Value:
    if why := c.lacks(TYPE, columns=("ends_on",)):
        return Value("placements-ended", why=why)
    return Value("placements-ended", int(in_period(c, c.of_type(TYPE)["ends_on"]).sum()))


def followed_up(c: Context) -> Value:
    """Whether what runs was followed up in the last three months."""
    name, types = "followed-up-3-months", [t for t in (TYPE, "intervention") if not c.lacks(t)]
    if not types:
        return Value(name, why=c.lacks(TYPE))
    if why := c.lacks("follow_up") or c.lacks(*types, columns=("ends_on",)):
        return Value(name, why=why)
    since = months_before(c, 3)
    e, lost = running(c, *types)
    e = e[e["at"].dt.normalize() <= since]
    f = c.of_type("follow_up")
    f = f[f["at"].dt.normalize() >= since]
    tie = f["concerns"].astype(str) if "concerns" in f else pd.Series("", index=f.index)
    seen = set(zip(f["case_id"].astype(str), tie, strict=True))
    hit = [_seen(seen, *row) for row in zip(e["case_id"].astype(str), _ids(e, "event_id"), _ids(e, "concerns"), strict=True)]  # fmt: skip
    return share(name, pd.Series(np.array(hit, dtype=bool), index=e.index), lost)


def _seen(seen: set[tuple[str, str]], case: str, own: str, decision: str) -> bool:
    return any((case, x) in seen for x in {"", own, decision})


def _ids(e: pd.DataFrame, column: str) -> list[str]:
    return e[column].astype(str).tolist() if column in e else [""] * len(e)


FIGURES: dict[str, Callable[[Context], Value]] = {
    "placements-running": now_running,
    "placements-without-consent": without_consent,
    "placements-started": started,
    "placements-ended": ended,
    "followed-up-3-months": followed_up,
}
