"""Build the two canonical frames from plain records: for inline cases, tests and generators."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from caseaudit.model.dataset import Schema
from caseaudit.model.tables import CASE_FIELDS, EVENT_FIELDS, EVENT_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_CATEGORIES = ("type", "section", "kind", "result", "body", "notifier", "party")


def frames(
    events: Sequence[Mapping[str, Any]], cases: Sequence[Mapping[str, Any]] = (), without: Iterable[str] = ()
) -> tuple[pd.DataFrame, pd.DataFrame, Schema]:
    """Return cases, events and schema for records with canonical names; `without` names columns or types that the export lacks.

    A record's `at` is a date, a datetime, or ISO text; a clock time makes the event `timed`.
    """
    absent = set(without)
    known = {str(c["case_id"]): c for c in cases}
    order = list(dict.fromkeys([*known, *(str(e["case_id"]) for e in events)]))
    case_rows = [known.get(c, {"case_id": c}) for c in order]
    case_frame = _frame(case_rows, CASE_FIELDS, absent)
    event_frame = _frame(events, EVENT_FIELDS, absent)
    moments = [_moment(e["at"]) for e in events]
    event_frame["at"] = np.array([m for m, _ in moments], dtype="datetime64[s]")
    event_frame["timed"] = np.array([t for _, t in moments], dtype=bool)
    event_frame["case_id"] = pd.Categorical(event_frame["case_id"], categories=order)
    schema = Schema(
        columns=frozenset(EVENT_FIELDS) - absent,
        case_columns=frozenset(CASE_FIELDS) - absent,
        types=frozenset(EVENT_TYPES) - absent,
        linked="concerns" not in absent and any(e.get("concerns") for e in events),
    )
    return case_frame, event_frame, schema


def _frame(rows: Sequence[Mapping[str, Any]], fields: Mapping[str, Any], absent: set[str]) -> pd.DataFrame:
    out: dict[str, Any] = {}
    for name, spec in fields.items():
        if name in absent:
            continue
        values = [r.get(name) for r in rows]
        if spec.kind == "date":
            out[name] = np.array([None if v in (None, "") else str(v)[:10] for v in values], dtype="datetime64[s]")
        elif spec.kind == "yes_no":
            out[name] = np.array([{"yes": 1, "no": 0}.get(str(v), -1) for v in values], dtype=np.int8)
        elif name == "reason":
            out[name] = np.array([bool(v) for v in values], dtype=bool)
        elif name in _CATEGORIES:
            out[name] = pd.Categorical([None if v in (None, "") else str(v) for v in values])
        else:
            out[name] = pd.Series(["" if v is None else str(v) for v in values], dtype="str")
    out["source"] = np.zeros(len(rows), np.int16)
    out["row"] = np.arange(2, len(rows) + 2, dtype=np.int32)
    return pd.DataFrame(out)


def _moment(value: object) -> tuple[datetime, bool]:
    if isinstance(value, datetime):
        return value, True
    if isinstance(value, date):
        return datetime.combine(value, time()), False
    text = str(value)
    return datetime.fromisoformat(text), len(text) > len("2024-01-01")
