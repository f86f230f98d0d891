"""A comparison of rules, and of what they say of an export, as JSON and CSV. Keys are English in every language."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict
from typing import IO, TYPE_CHECKING, Any

from caseaudit.law import cite
from caseaudit.output.records import SCHEMA_VERSION, harmless
from caseaudit.rulediff import CONDITIONS, condition_words
from caseaudit.texts import language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from caseaudit.rulediff import Change, Comparison, RuleChange, Side
    from caseaudit.rules.language import Version
    from caseaudit.unitdiff import UnitChanges

UNIT_COLUMNS = (
    "rule", "case_id", "unit_kind", "unit_id", "unit_on", "before", "before_reason", "after", "after_reason",
)  # fmt: skip
RULE_COLUMNS = ("rule", "status", "from", "until", "part", "before", "after", "details")


def write_json(c: Comparison, units: Sequence[UnitChanges] | None, as_of: date, out: IO[str]) -> None:
    """The whole comparison; with an export also every changed unit, one per line."""
    head: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "language": language(),
        "before": _side(c.before),
        "after": _side(c.after),
        "rules": [_rule(r) for r in c.rules],
        "not_in_force": list(c.idle),
    }
    if units is not None:
        head |= {"as_of": as_of.isoformat(), "outcomes": [_outcomes(u) for u in units]}
    text = json.dumps(head, ensure_ascii=False, indent=1)
    if units is not None:
        lines = ",\n  ".join(json.dumps(record, ensure_ascii=False) for record in unit_records(units))
        text = f'{text[:-2]},\n "units": [{chr(10) + "  " + lines if lines else ""}]\n}}'
    out.write(text + "\n")


def write_csv(c: Comparison, units: Sequence[UnitChanges] | None, out: IO[str]) -> None:
    """The changed units where an export was given, else the changes of the rules. For Danish Excel, and harmless there."""
    columns, records = (RULE_COLUMNS, change_records(c)) if units is None else (UNIT_COLUMNS, unit_records(units))
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    for record in records:
        writer.writerow([harmless(str(record[name])) for name in columns])


def unit_records(units: Sequence[UnitChanges]) -> Iterator[dict[str, Any]]:
    """One record per changed unit."""
    for u in units:
        for x in u.units:
            record = asdict(x)
            yield {"rule": record.pop("rule_id"), **record}


def change_records(c: Comparison) -> Iterator[dict[str, Any]]:
    """One record per part that differs; a rule or version that stands on one side has one record."""
    for r in c.rules:
        base = {
            "rule": r.rule.id,
            "status": r.status,
            "from": "",
            "until": "",
            "part": "",
            "before": "",
            "after": "",
            "details": "",
        }
        if r.status in ("added", "removed"):
            yield base | {"part": "rule", "before": _title(r.before), "after": _title(r.after)}
        for change in r.changes:
            yield base | _change(change) | {"details": "; ".join(change.details)}
        for v in r.versions:
            found = v.after or v.before
            when = _period(found) if found else {}
            if v.before is None or v.after is None:
                yield base | when | {"part": "version", "before": _said(v.before), "after": _said(v.after)}
            for change in v.changes:
                yield base | when | _change(change) | {"details": "; ".join(change.details)}
        for text in r.texts:
            yield base | {"part": text}


def _title(rule: Any) -> str:
    return str(rule.title) if rule is not None else ""


def _said(v: Version | None) -> str:
    return condition_words(v, "require") if v is not None else ""


def _side(side: Side) -> dict[str, Any]:
    return {"rules": side.name, "law_as_of": side.on.isoformat() if side.on else None}


def _rule(r: RuleChange) -> dict[str, Any]:
    return {
        "id": r.rule.id,
        "title": str(r.rule.title),
        "status": r.status,
        "changes": [_change(x) for x in r.changes],
        "versions": [
            {"before": _version(v.before), "after": _version(v.after), "changes": [_change(x) for x in v.changes]}
            for v in r.versions
        ] or [
            {"before": _version(v) if r.after is None else None, "after": _version(v) if r.before is None else None, "changes": []}
            for v in r.rule.versions
        ],
        "texts": list(r.texts),
    }  # fmt: skip


def _change(c: Change) -> dict[str, Any]:
    return {"part": c.part, "before": c.before, "after": c.after, "details": list(c.details)}


def _period(v: Version) -> dict[str, str]:
    return {"from": v.from_.isoformat() if v.from_ else "", "until": v.until.isoformat() if v.until else ""}


def _version(v: Version | None) -> dict[str, Any] | None:
    if v is None:
        return None
    words = {name: condition_words(v, name) for name in CONDITIONS}
    period = {k: day or None for k, day in _period(v).items()}
    return {**period, "law": [{"cite": c.cite, "text": cite(c.cite)} for c in v.law], **words}


def _outcomes(u: UnitChanges) -> dict[str, Any]:
    return {
        "rule": u.rule.id,
        "before": u.before,
        "after": u.after,
        "transitions": [asdict(t) for t in u.transitions],
        "other_reason": u.other_reason,
    }
