"""caseaudit itself in the shape of the peers: frames in, outcomes per unit and a table of findings out."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from caseaudit.engine import Outcomes, compile_plan
from caseaudit.engine import judge as judge_frames
from caseaudit.engine.calendar import NAT
from caseaudit.model.outcomes import OUTCOMES, REASONS
from caseaudit.rules.language import Rule
from caseaudit.rules.rulebook import load_rulebook
from generate import schema
from peers import common as c

if TYPE_CHECKING:
    from pathlib import Path

    from caseaudit.model.dataset import Schema

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


def variants(count: int) -> list[Rule]:
    """`count` different rules of each of the eight: other limits, windows and filters."""
    out = []
    for rule in rules():
        for k in range(count):
            data = _varied(rule.model_dump(by_alias=True, exclude_unset=True), k)
            out.append(Rule.model_validate(data | {"id": f"{rule.id}-{k}", "cases": ()}))
    return out


def _varied(node: Any, k: int) -> Any:
    """A copy with every limit k units longer, every window k units wider, and for k > 2 other filters."""
    if isinstance(node, list | tuple):
        return [_varied(part, k) for part in node]
    if not isinstance(node, dict) or k == 0:
        return node
    if "base" in node:
        return node | ({"n": node["n"] + k} if "n" in node else {"n": k, "unit": "days", "sign": 1})
    if set(node) == {"n", "unit"}:
        return node | {"n": node["n"] + k}
    if node.get("field") == "notifier" and k > 2:
        return node | {"is_not": ("anonymous", "other")}
    if node.get("result") == ("held", "declined") and k > 2:
        return node | {"result": ("held",)}
    out = {name: part if name == "from" else _varied(part, k) for name, part in node.items()}
    if node.get("event") in ("decision", "plan") and "by" not in node and "unlinked" in node:
        out["by"] = {"base": "at", "n": 30 * k, "unit": "days", "sign": 1}
    return out


def load(folder: Path, form: str) -> Data:  # noqa: ARG001 - as the peers have it
    """The engine's frames, kept by the generator; how the product reads is measured in the whole process."""
    cases, events = pickle.loads((folder / "frames.pickle").read_bytes())
    return Data(cases, events, schema(events))


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
    return c.Plain(
        result.counts, c.rows_of(list(units.T)), c.rows_of([days.get(k, f[k].to_numpy()) for k in c.FINDING_COLUMNS])
    )
