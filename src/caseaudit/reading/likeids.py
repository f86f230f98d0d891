"""Case numbers that differ only by zeros in front: 1 and 001 are two cases here, and may be one in the case system."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from caseaudit.reading.notes import Notes

if TYPE_CHECKING:
    import pandas as pd

    from caseaudit.errors import Problem
    from caseaudit.model.dataset import Source


def alike(cases: pd.DataFrame, sources: tuple[Source, ...]) -> list[Problem]:
    """Return a note on every case whose number is another's with zeros in front."""
    ids = pa.array(cases["case_id"], pa.large_string())
    padded = pc.match_substring_regex(ids, "^0+[0-9]")
    if not pc.any(padded).as_py():
        return []
    bare = pc.utf8_ltrim(ids, "0")
    same = cases[pc.and_(padded, pc.is_in(bare, value_set=ids)).to_numpy(zero_copy_only=False)]
    problems: list[Problem] = []
    for number, source in enumerate(sources):
        group = same[same["source"] == number]
        notes = Notes(source.file, source.sheet)
        notes.cells("case_ids_alike", "", group["row"].to_numpy(), "warning")
        problems += notes.problems
    return problems
