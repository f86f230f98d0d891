"""Ask the engine of one unit, and hear all that it says of it: the answer, the days, the evidence, the notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from caseaudit.engine import RuleOutcomes, Settings, compile_plan, judge
from caseaudit.engine.judge import note_names
from caseaudit.engine.trace import Step, trace
from caseaudit.model.frames import frames
from caseaudit.model.outcomes import OUTCOMES, REASONS
from caseaudit.rules.language import Rule

TEXT = {"da": "x", "en": "x"}
LAW = {"law_rows": "N1", "law": [{"cite": "BL-1", "confidence": "read"}]}


@dataclass(frozen=True)
class Told:
    """What is said of one unit. `evidence` is the id of the event that decides, "" where none is told."""

    outcome: str
    due: str
    actual: str
    evidence: str
    notes: tuple[str, ...]
    version: int
    day: str


def on(type_: str, at: str, **fields: str) -> dict[str, str]:
    """One event: its type, its day (with a clock time or without), and its other fields."""
    return {"type": type_, "at": at, **fields}


def rule_of(versions: Mapping[str, Any] | Sequence[Mapping[str, Any]], about: Any, first: Any = None) -> Rule:
    """One rule with these versions."""
    listed = [versions] if isinstance(versions, Mapping) else list(versions)
    doc: dict[str, Any] = {
        "id": "x", "title": TEXT, "law_rows": "N1", "theme": "plan", "step": "plan", "severity": "low", "about": about,
        "why": TEXT, "finding": {}, "fix": TEXT, "limits": TEXT, "versions": [LAW | v for v in listed],
    }  # fmt: skip
    return Rule.model_validate(doc if first is None else doc | {"first": first})


@dataclass(frozen=True)
class Export:
    """The events of an export in the order of its rows, named e0, e1 ... where they have no name, on case c where they have none."""

    events: Sequence[Mapping[str, str]]
    born: str | None = None
    without: tuple[str, ...] = ()
    lacking: Mapping[str, Sequence[str]] | None = None
    cases: Sequence[str] = ("c",)

    def rows(self) -> list[dict[str, str]]:
        return [{"event_id": f"e{i}", "case_id": "c", **e} for i, e in enumerate(self.events)]

    def read(self) -> Any:
        cases, events, schema = frames(
            self.rows(), [{"case_id": c, "birth_date": self.born} for c in self.cases], self.without
        )
        by_type = {t: schema.columns - frozenset(lost) for t, lost in (self.lacking or {}).items()}
        return cases, events, replace(schema, by_type=by_type)


def told(out: RuleOutcomes, i: int, ids: Sequence[str]) -> Told:
    name, reason = list(OUTCOMES)[out.outcome[i]], list(REASONS)[out.reason[i]]
    at = int(out.evidence[i])
    assert -1 <= at < len(ids)
    return Told(
        f"{name}/{reason}" if reason else name, shown(out.due[i]), shown(out.actual[i]), ids[at] if at >= 0 else "",
        tuple(note_names(int(out.notes[i]))), int(out.version[i]), shown(out.day[i]),
    )  # fmt: skip


def shown(day: int | np.int64) -> str:
    text = str(np.int64(day).astype("datetime64[D]"))
    return "" if text == "NaT" else text


def every(
    versions: Any, export: Export, about: Any = "placement", as_of: str = "2030-01-01", first: Any = None,
    readings: Settings | None = None,
) -> dict[str, Told]:  # fmt: skip
    """What is said of every unit, by the id of its event (of a case: by the id of the case)."""
    rule = rule_of(versions, about, first)
    cases, events, schema = export.read()
    out = judge(cases, events, compile_plan([rule], schema, readings), date.fromisoformat(as_of))[0]
    ids = events["event_id"].tolist()
    names = cases["case_id"].tolist() if rule.of_case else ids
    return {names[unit]: told(out, i, ids) for i, unit in enumerate(out.unit.tolist())}


def ask(
    versions: Any, *events: Mapping[str, str], about: Any = "placement", born: str | None = None,
    as_of: str = "2030-01-01", without: tuple[str, ...] = (), lacking: Mapping[str, Sequence[str]] | None = None,
    first: Any = None, **readings: Any,
) -> Told:  # fmt: skip
    """What is said of the first event, or of the only case."""
    found = every(versions, Export(events, born, without, lacking), about, as_of, first, Settings(**readings))
    return found["c" if first else "e0"]


def steps(
    versions: Any, *events: Mapping[str, str], about: Any = "placement", born: str | None = None,
    as_of: str = "2030-01-01", first: Any = None, without: tuple[str, ...] = (), **readings: Any,
) -> tuple[list[Told], list[list[Step]]]:  # fmt: skip
    """What is said of all units in order, and the steps that led there."""
    rule = rule_of(versions, about, first)
    cases, frame, schema = Export(events, born, without).read()
    plan = compile_plan([rule], schema, Settings(**readings))
    out, found = trace(cases, frame, plan, rule, date.fromisoformat(as_of))
    return [told(out, i, frame["event_id"].tolist()) for i in range(len(out.unit))], found
