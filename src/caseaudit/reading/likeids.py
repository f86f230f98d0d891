"""Case numbers that differ only by zeros in front: 1 and 001 are two cases here, and may be one in the case system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.reading.notes import Notes

if TYPE_CHECKING:
    import pandas as pd

    from caseaudit.errors import Problem
    from caseaudit.model.dataset import Source


def alike(cases: pd.DataFrame, sources: tuple[Source, ...]) -> list[Problem]:
    """Return a note on every case whose number is another's with zeros in front."""
    ids = cases["case_id"]
    padded = cases[ids.str.match(r"0+[0-9]").to_numpy(dtype=bool)]
    same = padded[padded["case_id"].str.lstrip("0").isin(ids).to_numpy(dtype=bool)]
    problems: list[Problem] = []
    for number, source in enumerate(sources):
        group = same[same["source"] == number]
        notes = Notes(source.file, source.sheet)
        notes.cells("case_ids_alike", "", group["row"].to_numpy(), "warning")
        problems += notes.problems
    return problems
