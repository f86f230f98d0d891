"""Dates that cannot all be right, named where they stand. What hangs on them is withheld when the case is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from caseaudit.model.contradictions import before_birth, before_what_it_concerns, ends_before_start
from caseaudit.model.tables import EVENT_TYPES
from caseaudit.reading.notes import Notes

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from caseaudit.errors import Problem
    from caseaudit.model.dataset import Schema, Source


def contradictory(
    cases: pd.DataFrame, events: pd.DataFrame, schema: Schema, sources: tuple[Source, ...]
) -> list[Problem]:
    """Name every event with dates that contradict each other, the child's birth, or the event that it follows."""
    problems: list[Problem] = []
    for code, found in (
        ("before_birth", before_birth(cases, events, schema)),
        ("ends_before_start", ends_before_start(events, schema)),
        ("before_what_it_follows", before_what_it_concerns(events, schema)),
    ):
        problems += _told(code, events, np.flatnonzero(found), sources)
    return problems


def _told(code: str, events: pd.DataFrame, at: NDArray[np.int64], sources: tuple[Source, ...]) -> list[Problem]:
    problems: list[Problem] = []
    if not len(at):
        return problems
    types = events["type"].astype(object).to_numpy()[at]
    tables, rows = events["source"].to_numpy()[at], events["row"].to_numpy()[at]
    for source in np.unique(tables).tolist():
        notes = Notes(sources[source].file, sources[source].sheet)
        for name in (n for n in EVENT_TYPES if n in set(types[tables == source])):
            notes.cells(code, "", rows[(tables == source) & (types == name)], "warning", type=name)
        problems += notes.problems
    return problems
