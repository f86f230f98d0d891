"""caseaudit itself in the shape of the peers: frames in, outcomes per unit and a table of findings out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

import generate
from caseaudit.engine import Outcomes, compile_plan, judge as judge_frames
from caseaudit.engine.calendar import NAT
from caseaudit.model.outcomes import OUTCOMES, REASONS
from caseaudit.rules.rulebook import load_rulebook
from peers import common as c

if TYPE_CHECKING:
    from pathlib import Path

    from caseaudit.model.dataset import Schema
    from caseaudit.rules.language import Rule

assert tuple(OUTCOMES) == c.OUTCOMES
assert tuple(REASONS) == c.REASONS


@dataclass(frozen=True)
class Data:
    cases: pd.DataFrame
    events: pd.DataFrame
    schema: Schema


@dataclass(frozen=True)
class Result:
    outcomes: Outcomes
    findings: pd.DataFrame

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        return {o.rule.id: o.counts() for o in self.outcomes}


def rules() -> list[Rule]:
    """The eight shipped rules."""
    book = load_rulebook()
    return [book.get(name).rule for name in c.RULES]


def load(folder: Path, form: str) -> Data:
    """The engine's frames for the cases of the folder; made, not read, since reading is measured in the whole process."""
    return Data(*generate.frames(int(folder.name)))


def judge(data: Data, chosen: list[Rule] | None = None) -> Result:
    """Judge all units and make the findings a table."""
    plan = compile_plan(chosen or rules(), data.schema)
    outcomes = judge_frames(data.cases, data.events, plan, c.AS_OF)
    return Result(outcomes, findings(outcomes, data))


def findings(outcomes: Outcomes, data: Data) -> pd.DataFrame:
    """One row per breached or unknown unit, with evidence."""
    told = [np.flatnonzero((o.outcome == c.BREACHED) | (o.outcome == c.UNKNOWN)) for o in outcomes]

    def column(name: str) -> np.ndarray:
        return np.concatenate([getattr(o, name)[at] for o, at in zip(outcomes, told, strict=True)])

    def days(name: str) -> np.ndarray:
        values = column(name)
        out = values.astype("datetime64[D]")
        out[values == NAT] = np.datetime64("NaT")
        return out.astype("datetime64[s]")

    case = column("case")
    ids = pd.Categorical.from_codes(case, dtype=data.events["case_id"].dtype, validate=False)
    return pd.DataFrame(
        {
            "rule": np.repeat(np.arange(len(outcomes), dtype=np.int8), [len(at) for at in told]), "case": case, "case_id": ids,
            "unit": column("unit"), "outcome": column("outcome"), "reason": column("reason"), "due": days("due"),
            "actual": days("actual"), "evidence": column("evidence"),
        }, copy=False,
    )  # fmt: skip


def write(result: Result, path: Path) -> None:
    """Write the findings as CSV, in words."""
    f = result.findings
    words = {"rule": [o.rule.id for o in result.outcomes], "outcome": c.OUTCOMES, "reason": c.REASONS}
    named = {k: pd.Categorical.from_codes(f[k].to_numpy().astype(np.int16), list(v)) for k, v in words.items()}
    f.assign(**named).drop(columns="case").to_csv(path, index=False)


def plain(result: Result) -> c.Plain:
    """The result in the common shape; a unit to which the duty does not apply is left out, as by the peers."""
    parts = []
    for i, o in enumerate(result.outcomes):
        at = np.flatnonzero(o.outcome != c.NOT_APPLICABLE)
        parts.append(np.column_stack([np.full(len(at), i), o.unit[at], o.outcome[at], o.reason[at]]).astype(np.int64))
    f = result.findings
    days = {k: c.day_numbers(f[k].to_numpy()) for k in ("due", "actual")}
    units = np.concatenate(parts)
    return c.Plain(result.counts, c.rows_of(list(units.T)), c.rows_of([days.get(k, f[k].to_numpy()) for k in c.FINDING_COLUMNS]))
