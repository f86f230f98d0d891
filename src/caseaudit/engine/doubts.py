"""Cases with a cell that nobody could read: what the cell would have told is withheld for that case alone.

Such a case is judged as if the export did not carry the column, or the type of event, that the cell feeds: what hangs
on it could not be assessed, and what does not is judged as ever.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import numpy as np

from caseaudit.engine.columns import Ints
from caseaudit.model.outcomes import OUTCOME_CODES, REASON_CODES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd

    from caseaudit.engine.judge import Outcomes, Plan, RuleOutcomes

MAX_KINDS = 32
"""Different sets of doubt that are judged each on its own; cases with rarer ones share the sum of theirs."""


def judge_again(
    whole: Outcomes,
    cases: pd.DataFrame,
    events: pd.DataFrame,
    plan: Plan,
    judge: Callable[[pd.DataFrame, pd.DataFrame, Plan], Outcomes],
) -> None:
    """Judge the doubtful cases with what is in doubt withheld, and put their outcomes in the place of the first ones."""
    case_of = events["case_id"].astype(str).to_numpy()
    for names, rows in kinds_of_doubt(cases):
        ids = cases["case_id"].iloc[rows].astype(str).to_numpy()
        at = np.flatnonzero(np.isin(case_of, ids))
        schema = plan.schema.without(names)
        fewer = events.iloc[at].drop(columns=[c for c in names if c in events]).reset_index(drop=True)
        part = judge(cases.iloc[rows].reset_index(drop=True), fewer, dataclasses.replace(plan, schema=schema))
        for first, again in zip(whole, part, strict=True):
            _replace(first, again, rows, at)


def kinds_of_doubt(cases: pd.DataFrame) -> Iterator[tuple[frozenset[str], Ints]]:
    """Return each set of names in doubt, and the positions of the cases that have it."""
    doubts = cases["doubt"].fillna("").astype(str)
    kinds = doubts[doubts != ""].value_counts().index.tolist()
    groups: list[list[Any]] = [[k] for k in kinds[: MAX_KINDS - 1]]
    groups += [kinds[MAX_KINDS - 1 :]] if len(kinds) >= MAX_KINDS else []
    for group in groups:
        yield frozenset(" ".join(group).split()), np.flatnonzero(doubts.isin(group).to_numpy()).astype(np.int64)


def _replace(first: RuleOutcomes, again: RuleOutcomes, rows: Ints, at: Ints) -> None:
    unit = rows[again.unit] if first.rule.of_case else at[again.unit]
    order = np.argsort(first.unit)
    places = order[np.searchsorted(first.unit, unit, sorter=order)]
    mine = np.isin(first.case, rows)
    lost = np.setdiff1d(np.flatnonzero(mine), places)
    events = np.append(at, -1)  # -1 stays -1
    for name in ("outcome", "reason", "version", "day", "due", "actual", "notes", "anchor", "evidence"):
        column, found = getattr(first, name).copy(), getattr(again, name)
        column[places] = events[found] if name in ("anchor", "evidence") else found
        setattr(first, name, column)
    first.outcome[lost] = OUTCOME_CODES["unknown"]
    first.reason[lost] = REASON_CODES["data_missing"]
