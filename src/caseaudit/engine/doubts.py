"""Cells that nobody could read, and dates that contradict each other: what hangs on them is not known for that case.

Three kinds of doubt, all told beside the data:

- A name in `doubt` of a case: a column, or a type of event, of which a cell could not be read. The case is judged as if
  the export did not carry it.
- A name in `doubt` of an event: a column of which this event's own cell could not be read. It counts for the rules about
  that event, and for those that seek such events; other units of the case are judged as ever. `type` there says that the
  event may be of another type: no rule can be judged on it.
- An event whose dates contradict each other (before the birth, ended before it began): no rule of law can be judged on it,
  and its type is in doubt for the case. Rules about the quality of the data are there to name it, and see it as it is.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from caseaudit.engine.columns import Ints, Mask
from caseaudit.engine.reads import related_reads, unit_reads
from caseaudit.model.contradictions import before_birth, ends_before_start
from caseaudit.model.outcomes import OUTCOME_CODES, REASON_CODES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from caseaudit.engine.judge import Outcomes, Plan, RuleOutcomes

    Judge = Callable[[pd.DataFrame, pd.DataFrame, Plan], Outcomes]

MAX_KINDS = 32
"""Different sets of doubt that are judged each on its own; cases with rarer ones share the sum of theirs."""
UNKNOWN, NOT_APPLICABLE = OUTCOME_CODES["unknown"], OUTCOME_CODES["not_applicable"]
DATA_MISSING = REASON_CODES["data_missing"]


@dataclasses.dataclass(frozen=True)
class Kind:
    """A set of doubt: names in doubt for every unit of the cases, all names in doubt, and the positions of the cases."""

    everywhere: frozenset[str]
    names: frozenset[str]
    rows: Ints


def judge_again(whole: Outcomes, cases: pd.DataFrame, events: pd.DataFrame, plan: Plan, judge: Judge) -> None:
    """Judge the doubtful cases with what is in doubt withheld, and put their outcomes in the place of the first ones."""
    impossible = before_birth(cases, events, plan.schema) | ends_before_start(events, plan.schema)
    if not impossible.any() and "doubt" not in cases and "doubt" not in events:
        return
    untyped = _of_another_type(events)
    of_law = [r.judges != "data_quality" for r in plan.rules]
    for wanted, lost in ((True, impossible | untyped), (False, untyped)):
        at = [i for i, law in enumerate(of_law) if law is wanted]
        if at:
            part = dataclasses.replace(
                plan, rules=tuple(plan.rules[i] for i in at), spans=tuple(plan.spans[i] for i in at)
            )
            _group([whole[i] for i in at], cases, events, part, lost, judge)


def _group(
    first: Outcomes, cases: pd.DataFrame, events: pd.DataFrame, plan: Plan, contradictory: Mask, judge: Judge
) -> None:
    case_of = events["case_id"].astype(str).to_numpy()
    for kind in kinds_of_doubt(cases, events, contradictory):
        ids = cases["case_id"].iloc[kind.rows].astype(str).to_numpy()
        at = np.flatnonzero(np.isin(case_of, ids))
        schema = plan.schema.without(kind.names)
        fewer = events.iloc[at].drop(columns=[c for c in kind.names if c in events]).reset_index(drop=True)
        part = judge(cases.iloc[kind.rows].reset_index(drop=True), fewer, dataclasses.replace(plan, schema=schema))
        for one, again in zip(first, part, strict=True):
            _replace(one, again, kind, at, _own_doubts(one, events, at))
    if contradictory.any():
        for one in first:
            units = one.anchor if one.rule.of_case else one.unit
            lost = (units >= 0) & contradictory[units] & (one.outcome != NOT_APPLICABLE)
            one.outcome[lost], one.reason[lost] = UNKNOWN, DATA_MISSING


def _of_another_type(events: pd.DataFrame) -> Mask:
    """Events of which it is not known what they are."""
    if "doubt" not in events:
        return np.zeros(len(events), np.bool_)
    return np.array(["type" in d.split() for d in events["doubt"].astype(object)], np.bool_)


def kinds_of_doubt(cases: pd.DataFrame, events: pd.DataFrame, contradictory: Mask) -> Iterator[Kind]:
    """Return each set of names in doubt, and the positions of the cases that have it."""
    size = len(cases)
    everywhere = (
        cases["doubt"].fillna("").astype(str) if "doubt" in cases else pd.Series([""] * size, index=cases.index)
    )
    near = _names_near(cases, events, contradictory)
    told = everywhere.to_numpy(object) + np.array(["|"] * size, object) + near
    doubts = pd.Series(told).where(pd.Series(told) != "|", "")
    kinds = doubts[doubts != ""].value_counts().index.tolist()
    groups: list[list[Any]] = [[k] for k in kinds[: MAX_KINDS - 1]]
    groups += [kinds[MAX_KINDS - 1 :]] if len(kinds) >= MAX_KINDS else []
    for group in groups:
        parts = [k.split("|") for k in group]
        names = frozenset(" ".join(" ".join(p) for p in parts).split())
        rows = np.flatnonzero(doubts.isin(group).to_numpy()).astype(np.int64)
        yield Kind(frozenset(" ".join(p[0] for p in parts).split()), names, rows)


def _names_near(cases: pd.DataFrame, events: pd.DataFrame, contradictory: Mask) -> Any:
    """Per case the names in doubt on one of its events, and the types of events that contradict themselves."""
    told = events["doubt"].astype(object).to_numpy() if "doubt" in events else np.full(len(events), "", object)
    at = np.flatnonzero((told != "") | contradictory)
    found: dict[str, set[str]] = {}
    types, ids = events["type"].astype(object).to_numpy(), events["case_id"].iloc[at].astype(str).tolist()
    for i, case_id in zip(at.tolist(), ids, strict=True):
        found.setdefault(case_id, set()).update(set(told[i].split()) - {"type"}, {types[i]} if contradictory[i] else ())
    return np.array([" ".join(sorted(found.get(c, ()))) for c in cases["case_id"].astype(str)], object)


def _own_doubts(one: RuleOutcomes, events: pd.DataFrame, at: Ints) -> Mask:
    """Which of these events have a cell in doubt that a rule about them reads."""
    read = unit_reads(one.rule)
    if "doubt" not in events or not read:
        return np.zeros(len(events), np.bool_)
    out = np.zeros(len(events), np.bool_)
    out[at] = [not read.isdisjoint(d.split()) for d in events["doubt"].iloc[at].tolist()]
    return out


def _replace(first: RuleOutcomes, again: RuleOutcomes, kind: Kind, at: Ints, own: Mask) -> None:
    """Take the second outcomes of every unit that something in doubt bears on."""
    unit = kind.rows[again.unit] if first.rule.of_case else at[again.unit]
    order = np.argsort(first.unit)
    places = order[np.searchsorted(first.unit, unit, sorter=order)]
    touched = np.ones(len(unit), np.bool_)
    all_of_them = unit_reads(first.rule) & kind.everywhere or related_reads(first.rule) & kind.names
    if not first.rule.of_case and not all_of_them:
        touched = own[unit]
    events = np.append(at, -1)  # -1 stays -1
    for name in ("outcome", "reason", "version", "day", "due", "actual", "notes", "anchor", "evidence"):
        column, found = getattr(first, name).copy(), getattr(again, name)[touched]
        column[places[touched]] = events[found] if name in ("anchor", "evidence") else found
        setattr(first, name, column)
