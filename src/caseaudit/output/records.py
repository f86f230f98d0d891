"""The JSON contract of `caseaudit check`, and the same findings as JSON lines and CSV. Keys are English in every language."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import IO, TYPE_CHECKING, Any

from caseaudit.engine.judge import note_names
from caseaudit.law import cite
from caseaudit.model.outcomes import rate
from caseaudit.output.provisions import certainty
from caseaudit.output.wording import finding_text
from caseaudit.texts import language

if TYPE_CHECKING:
    from caseaudit.audit import Audit, Finding, RuleResult
    from caseaudit.errors import Problem
    from caseaudit.model.dataset import RowAccount

SCHEMA_VERSION = 1
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def summary(audit: Audit) -> dict[str, Any]:
    """Everything but the findings, in the order of the contract."""
    return {
        "schema_version": SCHEMA_VERSION,
        "as_of": audit.as_of.isoformat(),
        "language": language(),
        "population": {"cases": audit.n_cases, "events": audit.n_events},
        "law_rows": audit.law_rows,
        "rules": [_rule(audit, r) for r in audit.results],
        "themes": [_totals(counts, id=theme) for theme, counts in audit.themes().items()],
        "total": _totals(audit.total()),
        "cases_with_breach": audit.cases_with_breach,
        "severities": audit.severities(),
        "citations": certainty(audit),
        "rows": [_account(a) for a in audit.dataset.accounts],
        "set_aside": set_aside(audit.dataset.accounts),
        "readings": vars(audit.readings),
    }


def _totals(counts: dict[str, int], **named: str) -> dict[str, Any]:
    """Outcomes of what binds by law, and the rate."""
    share = rate(counts)
    return {**named, "outcomes": counts, "rate": None if share is None else round(share, 4)}


def _rule(audit: Audit, result: RuleResult) -> dict[str, Any]:
    rule = result.rule
    share = result.rate
    return {
        "id": rule.id,
        "title": str(rule.title),
        "theme": rule.theme,
        "severity": rule.severity,
        "law_rows": list(rule.law_rows),
        "local": rule.local,
        "judges": rule.judges,
        "outcomes": result.counts,
        "rate": None if share is None else round(share, 4),
        "met_by": result.met_by(audit.event_types),
    }


def _account(account: RowAccount) -> dict[str, Any]:
    return {
        "file": account.source.file,
        "sheet": account.source.sheet,
        "profile": account.source.profile,
        "header_row": account.source.header_row,
        "lines_before": account.source.lines_before,
        "encoding": account.source.encoding,
        "rows_in": account.rows_in,
        "judged": account.judged,
        "set_aside": account.set_aside,
        "cells": [{**vars(c), "set_aside": dict(c.set_aside)} for c in account.cells],
    }


def set_aside(accounts: Iterable[RowAccount]) -> dict[str, int]:
    """Rows set aside over all tables, by reason."""
    out: dict[str, int] = {}
    for account in accounts:
        for reason, n in account.set_aside.items():
            out[reason] = out.get(reason, 0) + n
    return out


def finding_records(audit: Audit, states: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
    """One record per finding, as in the contract, with severity, text and notes added.

    `states`: of the findings in their order, where they were held against a baseline: `new`, `known`, `expired` or "".
    """
    where = _Where(audit)
    cited: dict[tuple[str, ...], str] = {}
    for n, f in enumerate(audit.findings()):
        if (law := cited.get(f.law)) is None:
            law = cited[f.law] = citation(f)
        yield {
            "rule": f.rule.id,
            "law_row": f.law_row,
            "case_id": f.case_id,
            "unit_kind": f.unit_kind,
            "unit_id": f.unit_id,
            "unit_on": f.unit_on,
            "outcome": f.outcome,
            "reason": f.reason,
            "severity": f.severity,
            "due_on": f.due_on,
            "actual_on": f.actual_on,
            "citation": law,
            "text": finding_text(f),
            "notes": note_names(f.notes),
            "evidence": [where.of(p) for p in f.evidence] or where.of_case(f.case_id),
            **({"baseline": states[n]} if states is not None else {}),
        }


def citation(f: Finding) -> str:
    """The provisions of the version that judged the unit, by the numbers that they had on the unit's own day."""
    return "; ".join(cite(s) for s in f.law)


class _Where:
    """Finds event id, file, sheet and row of an event position, or of the case where no event dates the unit."""

    def __init__(self, audit: Audit) -> None:
        self._cases = audit.dataset.cases
        events = audit.dataset.events
        self._ids = events["event_id"].to_numpy(dtype=object) if "event_id" in events else None
        self._rows = events["row"].to_numpy() if "row" in events else None
        self._sources = events["source"].to_numpy() if "source" in events else None
        self._names = audit.dataset.sources

    def of(self, pos: int) -> dict[str, Any]:
        source = self._names[int(self._sources[pos])] if self._sources is not None and self._names else None
        return {
            "event_id": str(self._ids[pos]) if self._ids is not None else str(pos),
            "file": source.file if source else "",
            "sheet": source.sheet if source else "",
            "row": int(self._rows[pos]) if self._rows is not None else 0,
        }

    @cached_property
    def _case_rows(self) -> dict[str, tuple[int, int]]:
        if "row" not in self._cases or "source" not in self._cases:
            return {}
        ids, sources, rows = (self._cases[c].tolist() for c in ("case_id", "source", "row"))
        return dict(zip(ids, zip(sources, rows, strict=True), strict=True))

    def of_case(self, case_id: str) -> list[dict[str, Any]]:
        if case_id not in self._case_rows or not self._names:
            return []
        number, row = self._case_rows[case_id]
        source = self._names[int(number)]
        return [{"event_id": "", "file": source.file, "sheet": source.sheet, "row": int(row)}]


def quality_record(p: Problem) -> dict[str, Any]:
    """One data-quality finding."""
    return {
        "code": p.code,
        "severity": p.severity,
        "file": p.place.file,
        "sheet": p.place.sheet,
        "row": p.place.row or 0,
        "column": p.place.column,
        "message": p.what,
        "fix": p.fix,
    }


def write_json(
    audit: Audit, out: IO[str], extra: Mapping[str, Any] | None = None, states: Sequence[str] | None = None
) -> None:
    """Write the document, findings one per line, so that a large run need not be held as one text."""
    head = json.dumps({**summary(audit), **(extra or {})}, ensure_ascii=False, indent=1)
    out.write(head[:-2] + ',\n "findings": [')
    _items(finding_records(audit, states), out)
    out.write('],\n "data_quality": [')
    _items((quality_record(p) for p in audit.dataset.quality), out)
    out.write("]\n}\n")


def _items(records: Iterator[dict[str, Any]], out: IO[str]) -> None:
    separator = "\n  "
    for record in records:
        out.write(separator + json.dumps(record, ensure_ascii=False))
        separator = ",\n  "


def write_jsonl(
    audit: Audit, out: IO[str], extra: Mapping[str, Any] | None = None, states: Sequence[str] | None = None
) -> None:
    """One line for the summary, one per data-quality finding, one per finding; `kind` tells them apart."""
    out.write(json.dumps({"kind": "summary", **summary(audit), **(extra or {})}, ensure_ascii=False) + "\n")
    for p in audit.dataset.quality:
        out.write(json.dumps({"kind": "data_quality", **quality_record(p)}, ensure_ascii=False) + "\n")
    for record in finding_records(audit, states):
        out.write(json.dumps({"kind": "finding", **record}, ensure_ascii=False) + "\n")


CSV_COLUMNS = (
    "rule", "law_row", "severity", "case_id", "unit_kind", "unit_id", "unit_on", "outcome", "reason", "due_on", "actual_on",
    "citation", "text", "file", "sheet", "row",
)  # fmt: skip


def write_csv(audit: Audit, out: IO[str]) -> None:
    """Findings for Danish Excel: semicolons, and no cell that Excel would run as a formula."""
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for record in finding_records(audit):
        first = record["evidence"][0] if record["evidence"] else {"file": "", "sheet": "", "row": ""}
        record.update(first)
        writer.writerow([harmless(str(record[c])) for c in CSV_COLUMNS])


def harmless(cell: str) -> str:
    """The cell as text that no spreadsheet runs as a formula."""
    return "'" + cell if cell.startswith(_RISKY) else cell
