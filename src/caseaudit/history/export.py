"""The whole history as one table for analysts: counts per run, rule, unit and team; or findings, known by their keys only."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from caseaudit.history.cells import csv_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseaudit.history.store import Store

_RUN = ("run", "as_of", "started", "system", "scope")
COUNT_COLUMNS = (
    *_RUN, "rule", "theme", "severity", "judges", "rule_digest", "part", "name", "advisory",
    "met", "excused", "breached", "pending", "unknown", "not_applicable",
)  # fmt: skip
FINDING_COLUMNS = (*_RUN, "key", "rule", "theme", "law_row", "outcome", "reason", "severity", "unit", "team", "due_on")


def counts(store: Store) -> list[tuple[Any, ...]]:
    """Every count of every finished run."""
    return store.query(
        "SELECT u.id, u.as_of, u.started, u.system, u.scope, r.id, r.theme, r.severity, r.judges, r.digest, t.part, t.name, "
        "t.advisory, t.met, t.excused, t.breached, t.pending, t.unknown, t.not_applicable "
        "FROM run u JOIN tally t ON t.run = u.id JOIN rule r ON r.run = u.id AND r.number = t.rule "
        "WHERE u.state = 'done' ORDER BY u.as_of, u.started, u.id, r.number, t.part, t.name, t.advisory"
    )


def findings(store: Store) -> list[tuple[Any, ...]]:
    """Every finding that is not pruned. A key tells nothing without the local key, but it is still personal data."""
    return store.query(
        "SELECT u.id, u.as_of, u.started, u.system, u.scope, lower(hex(f.key)), r.id, r.theme, f.law_row, f.outcome, f.reason, "
        "f.severity, f.unit, f.team, f.due_on "
        "FROM run u JOIN finding f ON f.run = u.id JOIN rule r ON r.run = u.id AND r.number = f.rule "
        "WHERE u.state = 'done' ORDER BY u.as_of, u.started, u.id, f.rule, f.key"
    )


def written(columns: Sequence[str], rows: Sequence[tuple[Any, ...]], ending: str) -> bytes:
    """The bytes of a CSV, Parquet or JSON file."""
    if ending == "csv":
        return csv_text(columns, rows).encode("utf-8-sig")
    if ending == "json":
        records = [dict(zip(columns, row, strict=True)) for row in rows]
        return (json.dumps({"schema_version": 1, "rows": records}, ensure_ascii=False) + "\n").encode()
    import pyarrow as pa
    from pyarrow import parquet

    table = pa.table({name: [row[n] for row in rows] for n, name in enumerate(columns)})
    out = io.BytesIO()
    parquet.write_table(table, out)
    return out.getvalue()
