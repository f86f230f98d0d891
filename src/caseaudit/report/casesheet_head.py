"""The head of an oversigtsskema: who handles the case, how old the child is, and what runs on the as-of day.

A birth date, a CPR number or a name is never told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from caseaudit.dates import show
from caseaudit.law import cite
from caseaudit.model.tables import CASE_FIELDS, EVENT_TYPES
from caseaudit.privacy import mask
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseaudit.audit import Audit

SHOWN_MEASURES = 2
_FIELDS = ("target_group", "unit", "team", "caseworker")
_SINCE = Text("siden", "since")
_NONE = Text("ingen i gang ifølge udtrækket", "none running according to the export")
_NOT_SEEN = Text("ses ikke i udtrækket", "not visible in the export")
_NO_END = Text("slutdato ses ikke i udtrækket", "end date not visible in the export")


@dataclass(frozen=True)
class Head:
    """Facts of the case as pairs of label and value; `now`: the placement or measures that run."""

    case_id: str
    facts: tuple[tuple[str, str], ...]
    now: str


def heads(audit: Audit, chosen: Sequence[int]) -> dict[int, Head]:
    """The heads of the cases at these positions."""
    cases = audit.dataset.cases
    running = _running(audit, chosen)
    rows = cases.iloc[list(chosen)].to_dict("records")
    return {c: _head(row, audit.as_of, running[c]) for c, row in zip(chosen, rows, strict=True)}


def _head(row: dict[Any, Any], as_of: date, now: str) -> Head:
    facts = [
        (str(CASE_FIELDS[name].label).capitalize(), mask(str(row[name])))
        for name in _FIELDS
        if isinstance(row.get(name), str) and row[name]
    ]
    if (age := age_on(row.get("birth_date"), as_of)) is not None:
        facts.append((str(Text("Alder", "Age")), str(Text(f"{age} år", f"{age} years"))))
    days = ((name, row.get(name)) for name in ("opened_on", "closed_on"))
    facts += [(str(CASE_FIELDS[n].label).capitalize(), show(d.date())) for n, d in days if isinstance(d, pd.Timestamp)]
    return Head(mask(str(row["case_id"])), tuple(facts), now)


def age_on(birth: Any, day: date) -> int | None:
    """Whole years on the day; None where the birth date is not known or lies ahead."""
    if not isinstance(birth, pd.Timestamp) or birth.date() > day:
        return None
    return int(day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day)))


def _running(audit: Audit, chosen: Sequence[int]) -> dict[int, str]:
    """What runs on the as-of day, for each case. A placement with a later return home and no end date has ended."""
    schema, events = audit.dataset.schema, audit.dataset.events
    seen = [t for t in ("placement", "intervention") if t in schema.types]
    if not seen:
        return dict.fromkeys(chosen, str(_NOT_SEEN))
    ids = audit.dataset.cases["case_id"].astype(str).to_numpy()
    place = {ids[c]: c for c in chosen}
    as_of = pd.Timestamp(audit.as_of)
    frame = events[events["type"].isin([*seen, "return_home"]) & events["case_id"].isin(list(place))]
    frame = frame[frame["at"] < as_of + pd.Timedelta(days=1)].sort_values("at", kind="stable")
    piles: dict[int, list[dict[Any, Any]]] = {c: [] for c in chosen}
    for row in frame.to_dict("records"):
        piles[place[str(row["case_id"])]].append(row)
    endless: set[str] = {t for t in seen if not schema.carries("ends_on", t)}
    return {c: _now(rows, as_of, endless) for c, rows in piles.items()}


def _now(rows: list[dict[Any, Any]], as_of: pd.Timestamp, endless: set[str]) -> str:
    home = max((r["at"] for r in rows if r["type"] == "return_home"), default=None)
    running = [r for r in rows if r["type"] != "return_home" and _runs(r, as_of, home)]
    placed = [r for r in running if r["type"] == "placement"][-1:]
    measures = [r for r in running if r["type"] == "intervention"]
    shown = [_told(r, endless) for r in (*placed, *reversed(measures[-SHOWN_MEASURES:]))]
    if (more := len(measures) - SHOWN_MEASURES) > 0:
        shown.append(str(Text(f"og {more} til", f"and {more} more")))
    return "; ".join(shown) or str(_NONE)


def _runs(row: dict[Any, Any], as_of: pd.Timestamp, home: pd.Timestamp | None) -> bool:
    ends = row.get("ends_on")
    if isinstance(ends, pd.Timestamp):
        return bool(ends >= as_of)
    return not (row["type"] == "placement" and home is not None and home >= row["at"])


def _told(row: dict[Any, Any], endless: set[str]) -> str:
    section = row.get("section")
    law = f" ({cite(section)})" if isinstance(section, str) and section else ""
    unsure = f", {_NO_END}" if row["type"] in endless else ""
    label = str(EVENT_TYPES[row["type"]].label)
    return f"{label[:1].upper()}{label[1:]} {_SINCE} {show(row['at'].date())}{law}{unsure}"
