"""A comparison as data: JSON with everything, CSV with one row for each line. Case ids only where they were asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from caseaudit.history.cells import csv_text
from caseaudit.history.compare_cases import HOWS, KINDS
from caseaudit.history.listing import SCHEMA_VERSION
from caseaudit.history.words import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.history.compare import Comparison, Line, Side
    from caseaudit.history.compare_cases import Changes
    from caseaudit.model.tally import Tally

COLUMNS = (
    "part", "id", "good_before", "judged_before", "percent_before", "good_now", "judged_now", "percent_now", "change_points",
    "low", "high", "shown",
)  # fmt: skip


def as_json(c: Comparison, found: Changes | None, *, cases: bool, why: str) -> str:
    data: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "before": _side(c.before),
        "now": _side(c.now),
        "sample": c.sample,
        "rules_changed": list(c.changed),
        "rules_only_before": list(c.only_before),
        "rules_only_now": list(c.only_now),
        "lines": [{"part": part, **_line(x)} for part, x in _lines(c)],
        "breaches": {"not_compared": why} if found is None else _changes(found, cases=cases),
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def as_csv(c: Comparison) -> str:
    rows = []
    for part, x in _lines(c):
        record = _line(x)
        told = {
            "part": part,
            "id": x.id,
            **{f"{k}_{w}": v for w in ("before", "now") for k, v in record[w].items()},
            **record,
        }
        rows.append([_decimal(told[name]) for name in COLUMNS])
    return csv_text(COLUMNS, rows)


def _decimal(value: object) -> object:
    """A number for Danish Excel."""
    return f"{value:.2f}".replace(".", ",") if isinstance(value, float) else value


def _side(s: Side) -> dict[str, Any]:
    return {
        "id": s.id,
        "kind": s.kind,
        "on": s.on.isoformat(),
        "scope": s.scope,
        "system": s.system,
        "sample": s.sample,
    }


def _lines(c: Comparison) -> Iterator[tuple[str, Line]]:
    yield "total", c.total
    yield from (("theme", x) for x in c.themes)
    yield from (("rule", x) for x in c.rules)
    for part, lines in c.parts.items():
        yield from ((part, x) for x in lines)


def _line(x: Line) -> dict[str, Any]:
    return {
        "id": x.id,
        "before": _counts(x.before),
        "now": _counts(x.now),
        "change_points": _round(x.change),
        "low": _round(x.low),
        "high": _round(x.high),
        "shown": x.shown,
    }


def _counts(c: Tally) -> dict[str, Any]:
    return {
        "good": c.good,
        "judged": c.judged,
        "percent": _round(percent(c.good, c.judged)),
        "breached": c.breached,
        "pending": c.pending,
        "unknown": c.unknown,
    }


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _changes(found: Changes, *, cases: bool) -> dict[str, Any]:
    hows, rules = found.hows(), sorted({c.breach.rule for c in found.items})
    out: dict[str, Any] = {
        **{k: len(found.of(k)) for k in KINDS},
        "closed_how": {h: hows[h] for h in HOWS if hows[h]},
        "oldest_days": found.oldest,
        "by_rule": [{"rule": r, **{k: len(found.of(k, r)) for k in KINDS}} for r in rules],
    }
    if cases:
        out["cases"] = [
            {
                "case": c.case_id, "rule": c.breach.rule, "kind": c.kind, "how": c.how, "unit": c.breach.unit,
                "team": c.breach.team, "due_on": c.breach.due_on, "since": c.since.isoformat() if c.since else None,
            }
            for c in found.items
        ]  # fmt: skip
    return out
