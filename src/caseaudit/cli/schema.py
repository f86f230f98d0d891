"""`caseaudit schema show | template | coverage`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from caseaudit.cli import common
from caseaudit.errors import Exit, Place, Problem, UsageError
from caseaudit.model.tables import CASE_FIELDS, EVENT_FIELDS, EVENT_TYPES, KIND_CODES, RESULT_CODES
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from caseaudit.coverage import RuleCoverage
    from caseaudit.model.tables import Field

_KINDS = {
    "id": Text("tekst", "text"),
    "text": Text("tekst", "text"),
    "date": Text("dato", "date"),
    "moment": Text("dato, gerne med klokkeslæt", "date, with clock time if known"),
    "code": Text("kode", "code"),
    "yes_no": Text("ja/nej", "yes/no"),
    "section": Text("paragraf, fx BL-46-1", "section, such as BL-46-1"),
}


def show(table: str) -> int:
    """Print the canonical tables and event types."""
    if table:
        common.choice(table, "TABLE", ("cases", "events", "types"))
    if table in ("", "cases"):
        _fields("cases", CASE_FIELDS)
    if table in ("", "events"):
        _fields("events", EVENT_FIELDS)
    if table in ("", "types"):
        print(Text("Hændelsestyper (kolonnen type)", "Event types (the column type)"))
        for t in EVENT_TYPES.values():
            extra = [f"{Text('vedrører', 'concerns')}: {', '.join(t.concerns)}"] if t.concerns else []
            for name, codes in (("kind", KIND_CODES.get(t.name)), ("result", RESULT_CODES.get(t.name))):
                if codes:
                    extra.append(f"{name}: {', '.join(codes)}")
            print(f"  {t.name:<24} {t.label!s:<30} {'; '.join(extra)}".rstrip())
    return Exit.OK


def _fields(title: str, fields: Mapping[str, Field]) -> None:
    print(title)
    for f in fields.values():
        required = f", {Text('kræves', 'required')}" if f.required else ""
        codes = f" ({', '.join(f.codes)})" if f.codes else ""
        print(f"  {f.name:<24} {f.label!s:<30} {_KINDS[f.kind]}{codes}{required}")
    print()


def template(output: Path) -> int:
    """Write an empty workbook with the canonical headers."""
    from caseaudit.reading.template import write_template

    try:
        write_template(output)
    except OSError:
        raise UsageError(Problem("output_unwritable", Place(file=output.name))) from None
    print(Text(f"Skrevet: {output}", f"Written: {output}"))
    return Exit.OK


def coverage(data: tuple[Path, ...], profile: Path | None, rule_dirs: tuple[Path, ...], fmt: str) -> int:
    """Print per rule whether the export can feed it, and what is missing."""
    common.choice(fmt, "--format", ("table", "json"))
    settings = common.config()
    book = common.rulebook(rule_dirs, settings)
    dataset = common.read_data(data, profile, settings, common.key(settings, settings.runs))
    from caseaudit.coverage import coverage as compare

    counts = {str(k): int(v) for k, v in dataset.events["type"].value_counts().items()}
    found = compare(book.rules, dataset.schema, counts)
    if fmt == "json":
        print(json.dumps([_record(c) for c in found], ensure_ascii=False, indent=1))
        return Exit.OK
    width = max(len(c.rule.id) for c in found)
    for c in found:
        mark = _MARKS[(c.can_run, c.whole)]
        print(f"{mark!s:<9} {c.rule.id:<{width}}  {_lacks(c)}".rstrip())
    able = sum(c.can_run for c in found)
    print(
        Text(
            f"\n{able} af {len(found)} regler kan køre på udtrækket.",
            f"\n{able} of {len(found)} rules can run on the export.",
        )
    )
    return Exit.OK


_MARKS = {
    (True, True): Text("kan køre", "can run"),
    (True, False): Text("delvist", "partly"),
    (False, False): Text("kan ikke", "cannot"),
    (False, True): Text("kan ikke", "cannot"),
}


def _record(c: RuleCoverage) -> dict[str, object]:
    return {
        "rule": c.rule.id,
        "can_run": c.can_run,
        "whole": c.whole,
        "missing_columns": list(c.missing_columns),
        "missing_types": list(c.missing_types),
        "silent_types": list(c.silent_types),
    }


def _lacks(c: RuleCoverage) -> str:
    parts = []
    if c.missing_types:
        names = ", ".join(str(EVENT_TYPES[t].label) for t in c.missing_types)
        parts.append(str(Text(f"mangler hændelser: {names}", f"lacks events: {names}")))
    if c.missing_columns:
        names = ", ".join(str(EVENT_FIELDS[f].label) if f in EVENT_FIELDS else f for f in c.missing_columns)
        parts.append(str(Text(f"mangler kolonner: {names}", f"lacks columns: {names}")))
    if c.silent_types:
        names = ", ".join(str(EVENT_TYPES[t].label) for t in c.silent_types)
        parts.append(str(Text(f"ingen i udtrækket: {names}", f"none in the export: {names}")))
    return "; ".join(parts)
