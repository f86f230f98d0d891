"""Random cases written as a canonical export in which some cells cannot be read, and what they then say. Seeded.

What is expected is written from the contract (docs/datamodel.md), not from the reader: an unreadable date of an event leaves
its type open for what it concerns, or for the case, an unreadable field leaves that field of the event open, and a word for nothing is a blank.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from caseaudit.model.dataset import Schema
from caseaudit.model.tables import CASE_FIELDS, EVENT_FIELDS, EVENT_TYPES, KIND_CODES, RESULT_CODES
from caseaudit.rules.language import Rule
from oracle.random_cases import Batch, batch

IMPOSSIBLE = [
    "31-02-2026",
    "31-09-2016",
    "2026-13-45",
    "ja",
    "x",
    "01-01-1900",
    "1970-01-01",
    "11-11-1111",
    "29-02-2023",
    "snart",
]
UNKNOWN_WORDS = ["måske", "se journal", "delvist", "ja/nej"]
NOTHING = ["ukendt", "ikke oplyst"]
SECTION = re.compile(r"[A-Z]+-\d{1,3}[a-d]?(-\d{1,2}){0,2}\Z")
BY_TYPE = {"kind": KIND_CODES, "result": RESULT_CODES}


def whole_batch(rng: Random, rules: Sequence[Rule], size: int) -> Batch:
    """A batch that a canonical export can hold: it lacks columns at most, the same for all types."""
    while True:
        made = batch(rng, rules, size)
        if not made.schema.by_type and not made.without & (EVENT_TYPES.keys() | {"concerns"}):
            made.events[:] = [e | {"event_id": e.get("event_id") or f"made-{i}"} for i, e in enumerate(made.events)]
            return made


def write(rng: Random, made: Batch, folder: Path, share: float) -> Batch:
    """Write the batch as `cases.csv` and `events.csv`, spoil cells, and return the batch as it is to be understood."""
    columns = [c for c in EVENT_FIELDS if c not in made.without]
    doubts: dict[str, set[str]] = {}
    rows, events, lost = [], [], []
    for event in made.events:
        row, told = _spoilt(rng, event, columns, share)
        rows.append(row)
        if told is None:
            lost.append(event)
        else:
            events.append(told)
    for event in lost:
        about = [e for e in events if e["event_id"] == event.get("concerns") and e["case_id"] == event["case_id"]]
        if about:
            about[0]["doubt"] = " ".join(sorted({*about[0]["doubt"].split(), event["type"]}))
        else:
            doubts.setdefault(event["case_id"], set()).add(event["type"])
    _csv(folder / "events.csv", columns, rows)
    names = [c for c in CASE_FIELDS if c not in made.without]
    cases, case_rows = [], []
    for case in made.cases:
        lost = rng.random() < share / 2
        case_rows.append(
            {"case_id": case["case_id"], "birth_date": "31-02-2012" if lost else case.get("birth_date") or ""}
        )
        cases.append(case | {"birth_date": None} if lost else dict(case))
    _csv(folder / "cases.csv", names, case_rows)
    known = {c["case_id"] for c in cases}
    cases += [{"case_id": c, "birth_date": None} for c in dict.fromkeys(e["case_id"] for e in events) if c not in known]
    for case in cases:
        case["doubt"] = " ".join(sorted(doubts.get(case["case_id"], ())))
    ids = {e["event_id"]: e["case_id"] for e in events}
    linked = any(ids.get(e.get("concerns")) == e["case_id"] for e in events)
    schema = Schema(frozenset(columns), frozenset(names), frozenset(EVENT_TYPES), linked=linked)
    return replace(made, cases=cases, events=events, schema=schema)


def _spoilt(
    rng: Random, event: dict[str, Any], columns: Sequence[str], share: float
) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """One event as it is written, and as it is understood; None where its date cannot be read."""
    row = {c: _shown(event.get(c)) for c in columns}
    told = {k: v for k, v in event.items() if k in columns}
    open_ = {name for name in columns if told.get(name) and not _possible(name, told)}
    for name in columns:
        kind = EVENT_FIELDS[name].kind
        if name in ("event_id", "case_id", "type", "concerns", "reason") or rng.random() >= share:
            continue
        if name == "at":
            row[name] = rng.choice([*IMPOSSIBLE, "9999-12-31"])
            return row, None
        open_.discard(name)
        if rng.random() < 0.15:
            row[name] = rng.choice(["9999-12-31", *NOTHING] if name == "ends_on" else NOTHING)
            told.pop(name, None)
            continue
        row[name] = rng.choice(IMPOSSIBLE if kind == "date" else UNKNOWN_WORDS)
        open_.add(name)
    for name in open_:
        told.pop(name, None)
    return row, told | {"doubt": " ".join(sorted(open_))}


def _possible(name: str, event: dict[str, Any]) -> bool:
    """Whether a column may hold this for events of this type."""
    if name == "section":
        return bool(SECTION.match(event[name]))
    if name in BY_TYPE:
        return event[name] in BY_TYPE[name].get(event["type"], ())
    codes = EVENT_FIELDS[name].codes if EVENT_FIELDS[name].kind == "code" and name != "type" else ()
    return not codes or event[name] in codes


def _shown(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return "" if value is None else str(value)


def _csv(path: Path, columns: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(columns), extrasaction="ignore", restval="", delimiter=";")
        out.writeheader()
        out.writerows(rows)
