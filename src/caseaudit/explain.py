"""Why a unit got its outcome: dates, arithmetic, provision in force, source rows, what could be wrong, how to fix it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from caseaudit.audit import one_case
from caseaudit.dates import show
from caseaudit.engine import Settings, compile_plan
from caseaudit.engine.calendar import NAT
from caseaudit.engine.judge import note_names
from caseaudit.engine.reads import counts_years, related_reads, unit_reads
from caseaudit.engine.trace import trace
from caseaudit.errors import Problem, UsageError
from caseaudit.model.contradictions import before_birth, ends_before_start
from caseaudit.model.doubts import unpack
from caseaudit.model.outcomes import OUTCOMES, REASONS
from caseaudit.rules.language import walk

if TYPE_CHECKING:
    import pandas as pd

    from caseaudit.engine import RuleOutcomes
    from caseaudit.engine.trace import Step
    from caseaudit.model.dataset import Dataset
    from caseaudit.rules.language import Rule, Version
    from caseaudit.rules.rulebook import Rulebook


@dataclass(frozen=True)
class Seen:
    """One event of the case as the export holds it."""

    event_id: str
    type: str
    day: date
    clock: str
    section: str
    details: dict[str, str]
    ends_on: date | None
    file: str
    sheet: str
    row: int


@dataclass(frozen=True)
class Unread:
    """A cell that could not be read, or an event with contradictory dates, on which the answer hangs. `column`: its header."""

    why: str
    file: str
    sheet: str
    row: int
    column: str


@dataclass(frozen=True)
class Explanation:
    """One rule, one unit, one outcome, and the way there."""

    rule: Rule
    version: Version | None
    unit: Seen | None
    unit_on: date | None
    outcome: str
    reason: str
    due_on: date | None
    actual_on: date | None
    evidence: Seen | None
    steps: tuple[Step, ...]
    notes: tuple[str, ...]
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True)
class CaseExplanation:
    """A case: its timeline, and every rule's answer."""

    case_id: str
    as_of: date
    events: tuple[Seen, ...]
    answers: tuple[Explanation, ...]


def explain(
    dataset: Dataset, rulebook: Rulebook, case_id: str, rule_id: str | None, as_of: date, readings: Settings
) -> CaseExplanation:
    """Explain one case, by one rule or by all. Raises `UsageError` when the case is not in the run."""
    cases, events = one_case(dataset, case_id)
    if cases.empty:
        raise UsageError(Problem("case_unknown"))
    rules = [rulebook.get(rule_id).rule] if rule_id else list(rulebook.rules)
    seen = tuple(_seen(dataset, events, i) for i in range(len(events)))
    plan = compile_plan(rules, dataset.schema, readings)
    answers: list[Explanation] = []
    unread = _Unread(dataset, cases, events)
    for rule in rules:
        outcomes, steps = trace(cases, events, plan, rule, as_of)
        found = [_answer(rule, outcomes, i, steps[i], seen) for i in range(len(outcomes.unit))]
        answers += [replace(a, unread=unread.behind(a, int(outcomes.anchor[i]))) for i, a in enumerate(found)]
    return CaseExplanation(case_id, as_of, seen, tuple(answers))


def _answer(rule: Rule, o: RuleOutcomes, i: int, steps: list[Step], seen: tuple[Seen, ...]) -> Explanation:
    anchor, evidence, version = int(o.anchor[i]), int(o.evidence[i]), int(o.version[i])
    return Explanation(
        rule=rule,
        version=rule.versions[version] if version >= 0 else None,
        unit=seen[anchor] if anchor >= 0 else None,
        unit_on=to_date(int(o.day[i])),
        outcome=list(OUTCOMES)[o.outcome[i]],
        reason=list(REASONS)[o.reason[i]],
        due_on=to_date(int(o.due[i])),
        actual_on=to_date(int(o.actual[i])),
        evidence=seen[evidence] if evidence >= 0 and evidence != anchor else None,
        steps=tuple(steps),
        notes=tuple(note_names(int(o.notes[i]))),
    )


class _Unread:
    """What could not be read of one case, and which answers hang on it."""

    def __init__(self, dataset: Dataset, cases: pd.DataFrame, events: pd.DataFrame) -> None:
        self.sources, self.events = dataset.sources, events
        told = cases["doubt_cells"].iloc[0] if "doubt_cells" in cases else ""
        self.cells = unpack(told) if isinstance(told, str) else []
        self.everywhere = frozenset(cases["doubt"].iloc[0].split()) if "doubt" in cases else frozenset[str]()
        self.impossible = {
            "ends_before_start": ends_before_start(events, dataset.schema),
        }
        self.early = before_birth(cases, events, dataset.schema)

    def behind(self, answer: Explanation, anchor: int) -> tuple[Unread, ...]:
        """The cells and the contradictory dates on which an answer of unknown hangs."""
        if (answer.outcome, answer.reason) != ("unknown", "data_missing"):
            return ()
        rule = answer.rule
        sought = related_reads(rule) | ({rule.first.event} if rule.first else set())
        if any(counts_years(c) for v in rule.versions for top in (v.when, v.require, v.unless) for c in walk(top)):
            sought |= {"birth_date"}
        here = self._where(anchor) if anchor >= 0 else None
        own = unit_reads(rule)
        mine = str(self.events["doubt"].iloc[anchor]).split() if anchor >= 0 and "doubt" in self.events else []
        own |= {str(self.events["type"].iloc[anchor])} if "type" in mine else set()
        found = [
            self._told(c.why, c.source, c.row, c.column)
            for c in self.cells
            if c.names & sought or c.names & own & self.everywhere or (c.names & own and (c.source, c.row) == here)
        ]
        if rule.judges != "data_quality":
            for why, mask in self.impossible.items():
                at = [i for i in np.flatnonzero(mask) if i == anchor or str(self.events["type"].iloc[i]) in sought]
                found += [self._told(why, *self._where(int(i)), "") for i in at]
            if "birth_date" in own:
                found += [self._told("before_birth", *self._where(int(i)), "") for i in np.flatnonzero(self.early)]
        return tuple(dict.fromkeys(found))

    def _where(self, i: int) -> tuple[int, int]:
        row = self.events.iloc[i]
        return int(row.get("source", -1)), int(row.get("row", 0))

    def _told(self, why: str, source: int, row: int, column: str) -> Unread:
        table = self.sources[source] if 0 <= source < len(self.sources) else None
        return Unread(why, table.file if table else "", table.sheet if table else "", row, column)


def to_date(days: int) -> date | None:
    """A day count as a date; None where it is not known."""
    return None if days == NAT else date(1970, 1, 1) + timedelta(days=days)


_SHOWN = ("kind", "result", "body", "notifier", "party")
_FLAGS = (
    "consent", "alternative", "urgent", "goals", "contact_frame", "with_child", "plan_needed", "reasoned", "appeal_guidance", "heard",
)  # fmt: skip


def _seen(dataset: Dataset, events: pd.DataFrame, i: int) -> Seen:
    row = {str(k): v for k, v in events.iloc[i].to_dict().items()}
    at = row["at"].to_pydatetime()
    source = dataset.sources[int(row["source"])] if "source" in row and dataset.sources else None
    details = {f: str(row[f]) for f in _SHOWN if isinstance(row.get(f), str) and row[f]}
    details |= {f: "yes" if row[f] == 1 else "no" for f in _FLAGS if row.get(f, -1) >= 0}
    if row.get("reason") is True or row.get("reason") is np.True_:
        details["reason"] = "documented"
    for name in ("aware_on", "next_on"):
        day = row.get(name)
        if day is not None and day == day:  # noqa: PLR0124 - NaT is not itself
            details[name] = show(day.date())
    ends = row.get("ends_on")
    return Seen(
        event_id=str(row.get("event_id", i)),
        type=str(row["type"]),
        day=at.date(),
        clock=f"{at:%H:%M}" if row.get("timed") else "",
        section=row["section"] if isinstance(row.get("section"), str) else "",
        details=details,
        ends_on=ends.date() if ends is not None and ends == ends else None,  # noqa: PLR0124 - NaT is not itself
        file=source.file if source else "",
        sheet=source.sheet if source else "",
        row=int(row.get("row", 0)),
    )
