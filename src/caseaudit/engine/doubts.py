"""Cells that nobody could read, and dates that contradict each other: what hangs on them is not known for that case.

Four kinds of doubt, all told beside the data:

- A name in `doubt` of a case: a column, or a type of event, of which a cell could not be read. The case is judged as if
  the export did not carry it.
- A name in `doubt` of an event. A column: this event's own cell could not be read; that counts for the rules about that
  event, and for those that seek such events. A type: an event of it that belongs to this one could not be read; that counts
  for the events that are tied to this one by what they concern, and for rules that look at the whole case. Other units are
  judged as ever. `type`: the event may be of another type, and no rule can be judged on it.
- An event that ended before it began: no rule of law can be judged on it, and its type is in doubt for what it is tied to,
  or for the case where it concerns nothing.
- An event with a child that is dated before its birth: one of the two dates is wrong, and nobody knows which. What rests on
  both of them, a rule of law that counts the child's years, cannot be judged; the birth date is withheld.

Rules about the quality of the data are there to name such dates, and see them as they are.
"""

from __future__ import annotations

import dataclasses
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from caseaudit.engine.columns import Columns, Ints, Mask
from caseaudit.engine.reads import related_reads, unit_reads, whole_case_reads
from caseaudit.model.contradictions import before_birth, ends_before_start
from caseaudit.model.outcomes import OUTCOME_CODES, REASON_CODES
from caseaudit.model.tables import EVENT_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    import pandas as pd

    from caseaudit.engine.judge import Outcomes, Plan, RuleOutcomes

    Judge = Callable[[pd.DataFrame, pd.DataFrame, Plan], Outcomes]

MAX_KINDS = 32
"""Different sets of doubt that are judged each on its own; cases with rarer ones share the sum of theirs."""
UNKNOWN, NOT_APPLICABLE = OUTCOME_CODES["unknown"], OUTCOME_CODES["not_applicable"]
DATA_MISSING = REASON_CODES["data_missing"]
BORN = "birth_date"
_TYPES = frozenset(EVENT_TYPES)


@dataclasses.dataclass(frozen=True)
class Kind:
    """A set of doubt: names in doubt for the whole case, columns and types in doubt on some event, and the cases' positions."""

    everywhere: frozenset[str]
    columns: frozenset[str]
    types: frozenset[str]
    rows: Ints

    @property
    def names(self) -> frozenset[str]:
        return self.everywhere | self.columns | self.types


@dataclasses.dataclass(frozen=True)
class Doubted:
    """The doubts of an export: per case what is in doubt for all of it, per event what is for it, and events that prove nothing."""

    by_case: dict[int, set[str]]
    by_event: dict[int, set[str]]
    lost: Mask
    case_of: Ints

    @cached_property
    def _near(self) -> dict[int, set[str]]:
        out: dict[int, set[str]] = {}
        for i, names in self.by_event.items():
            out.setdefault(int(self.case_of[i]), set()).update(names)
        return out

    def near(self, row: int) -> frozenset[str]:
        """What is in doubt on some event of the case."""
        return frozenset(self._near.get(row, ()))


def judge_again(whole: Outcomes, cases: pd.DataFrame, events: pd.DataFrame, plan: Plan, judge: Judge) -> None:
    """Judge the doubtful cases with what is in doubt withheld, and put their outcomes in the place of the first ones."""
    found = contradictions(cases, events, plan)
    if not any(mask.any() for mask in found) and "doubt" not in cases and "doubt" not in events:
        return
    for of_law in (True, False):
        at = [i for i, r in enumerate(plan.rules) if (r.judges != "data_quality") is of_law]
        if at:
            rules, spans = tuple(plan.rules[i] for i in at), tuple(plan.spans[i] for i in at)
            part = dataclasses.replace(plan, rules=rules, spans=spans)
            _group([whole[i] for i in at], cases, events, part, found if of_law else NOTHING, judge)


def _group(
    first: Outcomes, cases: pd.DataFrame, events: pd.DataFrame, plan: Plan, wrong: Contradictions, judge: Judge
) -> None:
    doubted = doubts_of(cases, events, plan, wrong)
    for kind in kinds_of_doubt(doubted):
        mine = np.zeros(len(cases) + 1, np.bool_)
        mine[kind.rows] = True
        at = np.flatnonzero(mine[doubted.case_of])
        fewer = without(
            cases.iloc[kind.rows].reset_index(drop=True), events.iloc[at].reset_index(drop=True), plan, kind.names
        )
        part = judge(*fewer)
        for one, again in zip(first, part, strict=True):
            _replace(one, again, kind, at, doubted)
    if doubted.lost.any():
        for one in first:
            units = one.anchor if one.rule.of_case else one.unit
            lost = (units >= 0) & doubted.lost[units] & (one.outcome != NOT_APPLICABLE)
            one.outcome[lost], one.reason[lost] = UNKNOWN, DATA_MISSING


def without(
    cases: pd.DataFrame, events: pd.DataFrame, plan: Plan, names: frozenset[str]
) -> tuple[pd.DataFrame, pd.DataFrame, Plan]:
    """The cases, the events and the plan of an export that lacks these columns and types."""
    kept = events.drop(columns=[c for c in names if c in events])
    if BORN in names and BORN in cases:
        cases = cases.assign(**{BORN: np.datetime64("NaT", "s")})
    return cases, kept, dataclasses.replace(plan, schema=plan.schema.without(names))


@dataclasses.dataclass(frozen=True)
class Contradictions:
    """Dates that cannot both be right: `events` that ended before they began, `cases` with something done before the birth."""

    events: Mask
    cases: Mask

    def __iter__(self) -> Iterator[Mask]:
        return iter((self.events, self.cases))


NOTHING = Contradictions(np.zeros(0, np.bool_), np.zeros(0, np.bool_))


def contradictions(cases: pd.DataFrame, events: pd.DataFrame, plan: Plan) -> Contradictions:
    """Find the dates of an export that contradict each other."""
    early = np.zeros(len(cases) + 1, np.bool_)
    early[_case_of(cases, events)[before_birth(cases, events, plan.schema)]] = True
    return Contradictions(ends_before_start(events, plan.schema), early[:-1])


def withheld(cases: pd.DataFrame, events: pd.DataFrame, plan: Plan, one: RuleOutcomes) -> tuple[frozenset[str], Mask]:
    """For a single case and one rule: the names that were withheld, and which units they bear on."""
    wrong = NOTHING if one.rule.judges == "data_quality" else contradictions(cases, events, plan)
    doubted = doubts_of(cases, events, plan, wrong)
    kind = next(iter(kinds_of_doubt(doubted)), None)
    if kind is None:
        return frozenset(), np.zeros(len(one.unit), np.bool_)
    if one.rule.of_case:
        return kind.names, np.ones(len(one.unit), np.bool_)
    return kind.names, _touched(one, kind, one.unit, doubted)


def doubts_of(cases: pd.DataFrame, events: pd.DataFrame, plan: Plan, wrong: Contradictions) -> Doubted:
    """Gather what is in doubt; a type in doubt on one event is so for all that are tied to it."""
    case_of = _case_of(cases, events)
    by_case: dict[int, set[str]] = {}
    if "doubt" in cases:
        told = cases["doubt"].fillna("").astype(str).to_numpy()
        by_case = {i: set(told[i].split()) for i in np.flatnonzero(told != "").tolist()}
    for i in np.flatnonzero(wrong.cases).tolist():
        by_case.setdefault(i, set()).add(BORN)
    own = events["doubt"].astype(object).to_numpy() if "doubt" in events else np.full(len(events), "", object)
    by_event = {i: set(own[i].split()) for i in np.flatnonzero(own != "").tolist()}
    lost = np.zeros(len(events), np.bool_)
    lost[np.flatnonzero(wrong.events)] = True
    lost[[i for i, names in by_event.items() if "type" in names]] = True
    target = Columns(cases, events, plan.schema).target if len(events) else np.empty(0, np.int64)
    for i, name in zip(np.flatnonzero(lost).tolist(), events["type"].iloc[np.flatnonzero(lost)].tolist(), strict=True):
        where = by_event.setdefault(i, set()) if target[i] >= 0 else by_case.setdefault(int(case_of[i]), set())
        where.add(str(name))
    _spread(by_event, target)
    by_case.pop(-1, None)
    return Doubted(by_case, {i: names - {"type"} for i, names in by_event.items()}, lost, case_of)


def _spread(by_event: dict[int, set[str]], target: Ints) -> None:
    """A type in doubt on one event is in doubt for every event that is tied to it by what they concern, however far."""
    typed = [i for i, names in by_event.items() if names & _TYPES]
    if not typed:
        return
    group, linked = np.arange(len(target)), np.flatnonzero(target >= 0)
    while True:
        least = np.minimum(group[linked], group[target[linked]])
        if (group[linked] == least).all() and (group[target[linked]] == least).all():
            break
        np.minimum.at(group, linked, least)
        np.minimum.at(group, target[linked], least)
    found: dict[int, set[str]] = {}
    for i in typed:
        found.setdefault(int(group[i]), set()).update(by_event[i] & _TYPES)
    for i in np.flatnonzero(np.isin(group, list(found))).tolist():
        by_event.setdefault(i, set()).update(found[int(group[i])])


def kinds_of_doubt(doubted: Doubted) -> Iterator[Kind]:
    """Return each set of names in doubt, and the positions of the cases that have it."""
    kinds: dict[tuple[frozenset[str], frozenset[str]], list[int]] = {}
    for row in sorted(doubted.by_case.keys() | {int(doubted.case_of[i]) for i in doubted.by_event}):
        told = frozenset(doubted.by_case.get(row, ())), doubted.near(row)
        if row >= 0 and (told[0] or told[1]):
            kinds.setdefault(told, []).append(row)
    ordered = sorted(kinds.items(), key=lambda x: (-len(x[1]), sorted(x[0][0]), sorted(x[0][1])))
    alone, shared = ordered[: MAX_KINDS - 1], ordered[MAX_KINDS - 1 :]
    for group in ([x] for x in alone):
        yield _kind(group)
    if shared:
        yield _kind(shared)


def _kind(group: list[tuple[tuple[frozenset[str], frozenset[str]], list[int]]]) -> Kind:
    everywhere = frozenset[str]().union(*(told[0] for told, _ in group))
    near = frozenset[str]().union(*(told[1] for told, _ in group))
    rows = np.array(sorted(row for _, rows in group for row in rows), np.int64)
    return Kind(everywhere, near - _TYPES, near & _TYPES, rows)


def _case_of(cases: pd.DataFrame, events: pd.DataFrame) -> Ints:
    """The position of the case of every event; -1 where there is none."""
    import pandas as pd  # here, so that commands about the history alone do not load it

    ids = events["case_id"].astype("category").cat
    places = pd.Index(cases["case_id"]).get_indexer(ids.categories)
    return np.asarray(np.append(places, -1)[ids.codes.to_numpy()], np.int64)


def _touched(one: RuleOutcomes, kind: Kind, units: Ints, doubted: Doubted) -> Mask:
    """Which of these units something in doubt bears on; the rule is about events."""
    own, sought, whole = unit_reads(one.rule), related_reads(one.rule), whole_case_reads(one.rule)
    read = own | (sought & _TYPES)
    touched = np.array([not read.isdisjoint(doubted.by_event.get(i, ())) for i in units.tolist()], np.bool_)
    if own & kind.everywhere or sought & (kind.everywhere | kind.columns) or whole & kind.types:
        case = doubted.case_of[units]  # cases that share a sum of doubts have each their own part of it
        hit = [
            r for r in kind.rows.tolist() if _in_doubt(doubted.by_case.get(r, ()), doubted.near(r), own, sought, whole)
        ]
        touched |= np.isin(case, hit)
    return touched


def _in_doubt(
    told: Collection[str], near: frozenset[str], own: frozenset[str], sought: frozenset[str], whole: frozenset[str]
) -> bool:
    """Whether something in doubt bears on every unit of the case."""
    return not (
        (own | sought).isdisjoint(told) and sought.isdisjoint(near - _TYPES) and whole.isdisjoint(near & _TYPES)
    )


def _replace(first: RuleOutcomes, again: RuleOutcomes, kind: Kind, at: Ints, doubted: Doubted) -> None:
    """Take the second outcomes of every unit that something in doubt bears on."""
    if first.rule.of_case:
        unit, touched = kind.rows[again.unit], np.ones(len(again.unit), np.bool_)
    else:
        unit = at[again.unit]
        touched = _touched(first, kind, unit, doubted)
    order = np.argsort(first.unit)
    places = order[np.searchsorted(first.unit, unit[touched], sorter=order)]
    positions = np.append(at, -1)  # -1 stays -1
    for name in ("outcome", "reason", "version", "day", "due", "actual", "notes", "anchor", "evidence"):
        column, found = getattr(first, name).copy(), getattr(again, name)[touched]
        column[places] = positions[found] if name in ("anchor", "evidence") else found
        setattr(first, name, column)
