"""Counts made once more from what a run keeps on disk, row by row; nothing of `caseaudit.history` or `worklist` is used.

A unit is called by its case, the kind of its event and the event's day: no case of the demo has two of a kind on one day.
"""

from __future__ import annotations

import hmac
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import yaml

from caseaudit.model.outcomes import OUTCOMES, REASONS
from caseaudit.resources import data_dir

OUTCOME, REASON = list(OUTCOMES), list(REASONS)
Id = tuple[str, str, str, str]
"""Rule, case, kind and day."""


class Row(NamedTuple):
    id: Id
    theme: str
    judges: str
    severity: str
    outcome: str
    reason: str
    due: date | None
    unit: str
    team: str
    law_row: str

    def key(self, secret: bytes) -> str:
        """The key of the finding, from its own description: case, rule, law row and unit."""
        rule, case, kind, day = self.id
        name = f"{kind}/{day}/1" if day else kind
        parts = (case, rule, self.law_row, name)
        text = "caseaudit/finding/v1\0" + "\0".join(parts)
        return hmac.new(secret, text.encode(), "sha256").hexdigest()[:32]

    @property
    def binding(self) -> bool:
        return self.judges == "law" and self.severity != "advisory"

    @property
    def breach(self) -> bool:
        return self.binding and self.outcome == "breached"


@cache
def rule_text(rule: str) -> dict[str, Any]:
    """The rule's file. The municipality's own has another limit and is else the same."""
    path = next(data_dir("rules").rglob(f"{rule}.yaml"))
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _law_row(version: dict[str, Any], text: dict[str, Any]) -> str:
    rows = version.get("law_rows") or text.get("law_rows") or text["versions"][0].get("law_rows") or [""]
    return rows[0]


def _day(stamp: Any) -> date | None:
    return None if pd.isna(stamp) else stamp.date()


@dataclass(eq=False)
class Kept:
    """A run's folder."""

    folder: Path

    @cached_property
    def manifest(self) -> dict[str, Any]:
        return json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))

    @property
    def on(self) -> date:
        return date.fromisoformat(self.manifest["as_of"])

    def table(self, name: str) -> list[dict[str, Any]]:
        frame = pd.read_parquet(self.folder / f"{name}.parquet").astype(object)
        return frame.where(frame.notna(), None).to_dict("records")

    @cached_property
    def cases(self) -> list[dict[str, Any]]:
        return self.table("cases")

    @cached_property
    def events(self) -> list[dict[str, Any]]:
        return self.table("events")

    @cached_property
    def rows(self) -> list[Row]:
        out, rules = [], self.manifest["rules_run"]
        for r in pd.read_parquet(self.folder / "outcomes.parquet").itertuples(index=False):
            text, case = rule_text(rules[r.rule]), self.cases[r.case]
            of_case = "first" in text
            event = {} if of_case else self.events[r.unit]
            version = text["versions"][r.version] if r.version >= 0 else {}
            name = ("case", "") if of_case else (event["type"], event["at"].date().isoformat())
            out.append(
                Row(
                    (text["id"], str(case["case_id"]), *name), text["theme"], text.get("judges", "law"),
                    (version.get("severity") or text["severity"]) if version else "", OUTCOME[r.outcome], REASON[r.reason], _day(r.due),
                    str(case["unit"]), str(case["team"]), _law_row(version, text),
                )
            )  # fmt: skip
        return out

    @cached_property
    def by_id(self) -> dict[Id, Row]:
        found = {r.id: r for r in self.rows}
        assert len(found) == len(self.rows), "two units of one name"
        return found

    @cached_property
    def breaches(self) -> frozenset[Id]:
        return frozenset(r.id for r in self.rows if r.breach)

    @cached_property
    def found(self) -> frozenset[Id]:
        return frozenset(r.id for r in self.rows if r.outcome in ("breached", "unknown"))


def part(row: Row, by: str) -> str:
    return {"": "", "rule": row.id[0], "theme": row.theme, "unit": row.unit, "team": row.team}[by]


def tallies(rows: Iterable[Row], by: str) -> dict[str, dict[str, int]]:
    """For each part its binding outcomes, those that are not relevant left out."""
    out: dict[str, dict[str, int]] = {}
    for row in rows:
        if row.binding:
            mine = out.setdefault(part(row, by), dict.fromkeys(OUTCOME[:5], 0))
            if row.outcome in mine:
                mine[row.outcome] += 1
    return out


def share(counts: dict[str, int]) -> tuple[int, int]:
    good = counts["met"] + counts["excused"]
    return good, good + counts["breached"]


def followed(row: list[Kept], before: Kept, now: Kept, rules: set[str]) -> dict[str, Any]:
    """What became of each breach. `row`: the runs before `now`, oldest first."""
    mine = {i for i in now.breaches if i[0] in rules}
    old = {i for i in before.breaches if i[0] in rules}
    kinds: dict[Id, str] = {}
    oldest = []
    for i in mine:
        had = [i in k.breaches for k in row]
        first_of_tail = len(had)
        while first_of_tail and had[first_of_tail - 1]:
            first_of_tail -= 1
        if any(had[:first_of_tail]):
            kinds[i] = "reopened"
        elif i in old:
            kinds[i] = "still"
            oldest.append((now.on - (row[first_of_tail].on if first_of_tail < len(row) else now.on)).days)
        else:
            kinds[i] = "new"
    how = Counter(now.by_id[i].outcome if i in now.by_id else "gone" for i in old - mine)
    return {"kinds": kinds, "closed": old - mine, "how": how, "oldest": max(oldest, default=None)}


@dataclass
class Remembered:
    """One row of the work lists, as a clerk with a ledger would keep it."""

    section: str
    since: date
    wrote: bool = False
    closed: date | None = None
    gone: date | None = None
    reopened: date | None = None


OPEN = ("overdue", "soon", "data")


def section(row: Row, on: date, *, remembered: bool, blind: set[str]) -> str:
    """Which sheet a unit stands on; "" for none. `blind`: rules that the whole export cannot feed."""
    if row.outcome == "pending":
        near = row.due is not None and row.due <= on + timedelta(days=14)
        return "soon" if near or remembered else ""
    if row.outcome == "unknown":
        return "data" if row.reason in ("data_missing", "no_time") and row.id[0] not in blind else ""
    if row.outcome != "breached":
        return ""
    if row.judges == "data_quality":
        return "data"
    return "learning" if row.reason == "late" else "overdue"


def next_list(ledger: dict[Id, Remembered], run: Kept, blind: set[str]) -> dict[Id, str]:
    """Carry the ledger on to the list of this run; returns the rows of the list."""
    on = run.on
    shown = {r.id: s for r in run.rows if (s := section(r, on, remembered=r.id in ledger, blind=blind))}
    for i, now in shown.items():
        mine = ledger.setdefault(i, Remembered(now, on))
        mine.gone = None
        if now == "learning":
            if mine.section in OPEN and not mine.closed:
                mine.closed = on
        elif mine.closed:
            mine.closed, mine.reopened = None, on
        mine.section = now
    for i in [i for i in ledger if i not in shown]:
        mine, row = ledger[i], run.by_id.get(i)
        if mine.closed:
            continue
        if row and row.outcome in ("met", "excused", "not_applicable"):
            mine.closed, mine.gone = on, None
        elif mine.gone and not mine.wrote:
            del ledger[i]
        else:
            mine.gone = mine.gone or on
    return shown
