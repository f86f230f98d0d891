"""Dates that cannot all be right, named where they stand. What hangs on them is withheld when the case is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from caseaudit.errors import Place, Problem
from caseaudit.model.contradictions import before_what_it_concerns, ends_before_start
from caseaudit.model.tables import EVENT_TYPES
from caseaudit.reading.notes import Notes

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd
    from numpy.typing import NDArray

    from caseaudit.model.dataset import Dataset, Schema, Source


def contradictory(events: pd.DataFrame, schema: Schema, sources: tuple[Source, ...]) -> list[Problem]:
    """Name every event with dates that contradict each other or the event that it follows.

    What is dated before the child's birth is named by a rule about the data (measure-after-birth), unit by unit.
    """
    problems: list[Problem] = []
    for code, found in (
        ("ends_before_start", ends_before_start(events, schema)),
        ("before_what_it_follows", before_what_it_concerns(events, schema)),
    ):
        problems += _told(code, events, np.flatnonzero(found), sources)
    return problems


def in_the_future(dataset: Dataset, as_of: date) -> list[Problem]:
    """Tell, table by table, of events and births dated after the day of the audit; a planned date is not one of them."""
    problems: list[Problem] = []
    day = np.datetime64(as_of, "D")
    for code, frame, column in (
        ("event_in_future", dataset.events, "at"),
        ("birth_in_future", dataset.cases, "birth_date"),
    ):
        if column not in frame:
            continue
        late = frame[column].to_numpy().astype("datetime64[D]") > day
        for i in np.unique(frame["source"].to_numpy()[late]).tolist():
            source, mine = dataset.sources[i], late & (frame["source"].to_numpy() == i)
            first = int(frame["row"].to_numpy()[mine].min())
            problems.append(Problem(code, Place(source.file, source.sheet, first), {"count": int(mine.sum())}, "info"))
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
            notes.cells(
                code, "", rows[(tables == source) & (types == name)], "warning", type=str(EVENT_TYPES[name].label)
            )
        problems += notes.problems
    return problems
