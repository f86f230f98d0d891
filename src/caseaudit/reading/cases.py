"""One row per case from every table that speaks of it; where they contradict each other, neither is believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from caseaudit.model.tables import CASE_FIELDS
from caseaudit.reading.grid import Cells
from caseaudit.reading.moments import NAT
from caseaudit.reading.notes import Notes
from caseaudit.reading.values import strings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from caseaudit.errors import Problem
    from caseaudit.model.dataset import Source
    from caseaudit.reading.counts import CellCounts
    from caseaudit.reading.part import Part


def number_cases(parts: list[Part]) -> pa.Array:
    """Return every case id once, listed cases in their order before those that only events name.

    Notes on every part which case each of its rows is about, as a place among these ids.
    """
    ids = pa.array([], pa.string())
    for part in sorted(parts, key=lambda p: p.cases is None):
        own = part.cases.case if part.cases else None
        on = part.events["case_id"].to_numpy() if part.events is not None else None
        places, ids = _place(part.ids, own if own is not None else on, ids)
        part.case_codes = places[own] if own is not None else part.case_codes
        part.event_codes = places[on] if on is not None else part.event_codes
    return ids


def _place(own: pa.Array, codes: NDArray[np.int32] | None, ids: pa.Array) -> tuple[NDArray[np.int32], pa.Array]:
    """Return the place of each of a table's `own` ids, -1 for a blank one, and `ids` with those that are new put last."""
    used = pd.unique(codes) if codes is not None else np.empty(0, np.int32)
    used = used[used >= 0]
    names = own.take(pa.array(used))
    found = pc.index_in(names, value_set=ids).fill_null(-1).to_numpy()
    new = found < 0
    places = np.full(len(own) + 1, -1, np.int32)
    places[used] = np.where(new, len(ids) + np.cumsum(new) - 1, found)
    return places, pa.concat_arrays([ids, names.filter(pa.array(new))])


def merge_cases(
    parts: list[Part], ids: pa.Array, sources: tuple[Source, ...], columns: frozenset[str], counts: Sequence[CellCounts]
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return one row per case id, and a problem for every contradiction; cells that contradict each other are set aside."""
    problems: list[Problem] = []
    out: dict[str, object] = {"case_id": strings(np.arange(len(ids)), ids)}
    for name in CASE_FIELDS:
        if name in columns and name != "case_id":
            out[name] = _merge_column(name, parts, len(ids), sources, problems, counts)
    out["source"], out["row"] = _first_rows(parts, len(ids))
    return pd.DataFrame(out, copy=False), problems


def _merge_column(
    name: str,
    parts: list[Part],
    size: int,
    sources: tuple[Source, ...],
    problems: list[Problem],
    counts: Sequence[CellCounts],
) -> pd.Series:
    """Return the first filled value of each case; cases with two different values get none."""
    holding = [(i, p.cases) for i, p in enumerate(parts) if p.cases and name in p.cases.fields]
    numbers, texts = _as_numbers([rows.fields[name] for _, rows in holding], is_date=CASE_FIELDS[name].kind == "date")
    blank = NAT if texts is None else -1
    out = np.full(size, blank, np.int64)
    case = np.concatenate([parts[i].case_codes for i, _ in holding]) if holding else np.empty(0, np.int32)
    filled = np.flatnonzero((numbers != blank) & (case >= 0))
    case, numbers = case[filled], numbers[filled]
    out[case[::-1]] = numbers[::-1]
    differs = np.flatnonzero(numbers != out[case])
    if len(differs):
        every = np.repeat([i for i, _ in holding], [len(rows.row) for _, rows in holding])[filled]
        source = every[differs]
        not_believed = np.isin(case, case[differs])
        for i in np.unique(every[not_believed]).tolist():
            counts[i].set_aside(parts[i].headers[name], "conflicting_case", int((every[not_believed] == i).sum()))
        row = np.concatenate([rows.row for _, rows in holding])[filled[differs]]
        for i in np.unique(source).tolist():
            notes, header = Notes(sources[i].file, sources[i].sheet), parts[i].headers[name]
            notes.cells("conflicting_case", header, row[source == i], "error", field=header)
            problems += notes.problems
        out[case[differs]] = blank
    return pd.Series(out.view("datetime64[s]")) if texts is None else strings(out, texts)


def _as_numbers(
    values: list[Cells | NDArray[np.datetime64]], *, is_date: bool
) -> tuple[NDArray[np.int64], pa.Array | None]:
    """Return the values of all tables as numbers that are equal when they are: seconds, or places in the texts returned."""
    none = np.empty(0, np.int64)
    if is_date:
        return np.concatenate([none, *(v.view(np.int64) for v in values if not isinstance(v, Cells))]), None
    cells = [v for v in values if isinstance(v, Cells)]
    texts = pa.chunked_array([c.texts for c in cells], pa.string()).combine_chunks().dictionary_encode()
    place, numbers, start = texts.indices.to_numpy(), [none], 0
    for c in cells:
        own = np.append(place[start : start + len(c.texts)], -1)
        numbers.append(own[c.codes].astype(np.int64))
        start += len(c.texts)
    return np.concatenate(numbers), texts.dictionary


def _first_rows(parts: list[Part], size: int) -> tuple[NDArray[np.int16], NDArray[np.int64]]:
    """Return the table and row where each case stands first; tables that list cases come before tables of events."""
    source, row = np.full(size, -1, np.int16), np.zeros(size, np.int64)
    places = [(i, p.cases.row, p.case_codes) for i, p in enumerate(parts) if p.cases]
    places += [(i, p.events["row"].to_numpy(), p.event_codes) for i, p in enumerate(parts) if p.events is not None]
    for i, rows, codes in places:
        if (source >= 0).all():
            break
        fresh = np.flatnonzero(source[codes] < 0)[::-1]
        source[codes[fresh]] = i
        row[codes[fresh]] = rows[fresh]
    return source, row
