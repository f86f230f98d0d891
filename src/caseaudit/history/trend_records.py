"""A trend as data: JSON with everything, CSV with one row for each point. Keys are English in every language."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from caseaudit.history.cells import csv_text
from caseaudit.history.listing import SCHEMA_VERSION
from caseaudit.history.queries import told
from caseaudit.history.series import signal
from caseaudit.history.words import percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from caseaudit.history.missed import Round
    from caseaudit.history.series import Series, Trend
    from caseaudit.model.tally import Tally

COLUMNS = (
    "by", "id", "title", "on", "as_of", "run", "good", "judged", "percent", "met", "excused", "breached", "pending", "unknown",
    "breaks",
)  # fmt: skip


def as_json(t: Trend, missed: Sequence[Round] = ()) -> str:
    data = {
        "schema_version": SCHEMA_VERSION,
        "by": t.by,
        "scope": t.scope,
        "rules": list(t.rules),
        "themes": list(t.themes),
        "points": [
            {"on": x.on.isoformat(), "as_of": x.run.as_of, "run": x.run.id, "system": x.run.system} for x in t.laid
        ],
        "series": [_series(t, s) for s in t.series],
        "breaks": [
            {"kind": b.kind, "at": b.at, "on": b.on.isoformat(), "what": b.what, "rules": list(b.rules)}
            for b in t.breaks
        ],
        "missed": [r.record() for r in missed],
    }
    return _laid_out(data)


def _laid_out(data: Mapping[str, object]) -> str:
    """One line for each point, series and break. `indent` would double the time of a trend by rule over some years."""
    parts = []
    for name, value in data.items():
        if isinstance(value, list) and value:
            lines = ",\n  ".join(json.dumps(v, ensure_ascii=False) for v in value)
            text = f"[\n  {lines}\n ]"
        else:
            text = json.dumps(value, ensure_ascii=False)
        parts.append(f' "{name}": {text}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _series(t: Trend, s: Series) -> dict[str, Any]:
    change = s.change
    return {
        "id": s.id,
        "title": s.title,
        "points": [None if c is None else _counts(c) for c in s.points],
        "change_points": None if change is None else round(change, 4),
        "signal": signal(t, s) or None,
    }


def _counts(c: Tally) -> dict[str, Any]:
    value = percent(c.good, c.judged)
    return {"good": c.good, "judged": c.judged, "percent": None if value is None else round(value, 4), **told(c)}


def as_csv(t: Trend) -> str:
    rows = []
    for s in t.series:
        for n, (x, c) in enumerate(zip(t.laid, s.points, strict=True)):
            if c is None:
                continue
            value = percent(c.good, c.judged)
            why = "; ".join(f"{b.kind}: {b.what}" for b in t.breaks_of(s) if b.at == n)
            rows.append(
                (
                    t.by, s.id, s.title, x.on.isoformat(), x.run.as_of, x.run.id, c.good, c.judged,
                    None if value is None else f"{value:.2f}".replace(".", ","), c.met, c.excused, c.breached, c.pending,
                    c.unknown, why,
                )
            )  # fmt: skip
    return csv_text(COLUMNS, rows)
