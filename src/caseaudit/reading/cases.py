"""One row per case from every table that speaks of it; where they contradict each other, neither is believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from caseaudit.model.tables import CASE_FIELDS
from caseaudit.reading.notes import Notes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from caseaudit.errors import Problem
    from caseaudit.model.dataset import Source
    from caseaudit.reading.part import Part


def all_case_ids(parts: list[Part]) -> pd.Index:
    """Return every case id once: listed cases in their order, then those that only events name."""
    listed = [_used(p.cases["case_id"]) for p in parts if p.cases is not None]
    named = [_used(p.events["case_id"]) for p in parts if p.events is not None]
    found = [*listed, *named]
    return found[0] if len(found) == 1 else pd.Index(pd.concat([i.to_series() for i in found]).unique(), dtype="str")


def _used(ids: pd.Series) -> pd.Index:
    """The ids of a column in order of first appearance."""
    codes = pd.unique(ids.cat.codes.to_numpy())
    codes = codes[codes >= 0]
    every = ids.cat.categories
    if len(codes) == len(every) and (codes == np.arange(len(codes))).all():
        return every
    return every.take(codes)


def recode(ids: pd.Series, cases: pd.Index) -> NDArray[np.int32]:
    """Return the place of each id in `cases`, -1 where blank."""
    own = ids.cat.categories
    if own is cases or cases[: len(own)].equals(own):
        return ids.cat.codes.to_numpy().astype(np.int32)
    places = np.append(cases.get_indexer(own), -1).astype(np.int32)
    return places[ids.cat.codes.to_numpy()]


def number_cases(parts: list[Part], cases: pd.Index) -> None:
    """Note on every part which case each of its rows is about, as a place in `cases`."""
    for part in parts:
        if part.cases is not None:
            part.case_codes = recode(part.cases["case_id"], cases)
        if part.events is not None:
            part.event_codes = recode(part.events["case_id"], cases)


def merge_cases(
    parts: list[Part], cases: pd.Index, sources: tuple[Source, ...], columns: frozenset[str]
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return one row per case id, and a problem for every contradiction."""
    problems: list[Problem] = []
    out = pd.DataFrame({"case_id": pd.Series(cases, dtype="str")})
    for name in CASE_FIELDS:
        if name in columns and name != "case_id":
            out[name] = _merge_column(name, parts, len(cases), sources, problems)
    first = _first_rows(parts, cases)
    out["source"], out["row"] = first
    return out, problems


def _merge_column(
    name: str, parts: list[Part], size: int, sources: tuple[Source, ...], problems: list[Problem]
) -> pd.Series:
    """Return the first filled value of each case; cases with two different values get none."""
    is_date = CASE_FIELDS[name].kind == "date"
    pieces = []
    for i, part in enumerate(parts):
        if part.cases is None or name not in part.cases:
            continue
        codes = part.case_codes
        values = part.cases[name]
        filled = values.notna().to_numpy() if is_date else (values != "").to_numpy(np.bool_)
        at = np.flatnonzero(filled & (codes >= 0))
        pieces.append(
            pd.DataFrame(
                {
                    "case": codes[at],
                    "value": values.to_numpy()[at] if is_date else values.iloc[at].to_numpy(),
                    "source": i,
                    "row": part.cases["row"].to_numpy()[at],
                }
            )
        )
    blank = np.full(size, np.datetime64("NaT", "s"), "datetime64[s]") if is_date else np.full(size, "", object)
    if not pieces:
        return pd.Series(blank, dtype=None if is_date else "str")
    every = pd.concat(pieces, ignore_index=True)
    first = every.drop_duplicates("case") if every["case"].duplicated().any() else every
    blank[first["case"].to_numpy()] = first["value"].to_numpy()
    if len(first) < len(every):
        differs = every["value"].to_numpy() != blank[every["case"].to_numpy()]
        for i, rows in every[differs].groupby("source")["row"]:
            notes, header = Notes(sources[int(i)].file, sources[int(i)].sheet), parts[int(i)].headers[name]
            notes.cells("conflicting_case", header, rows.to_numpy(), "error", field=header)
            problems += notes.problems
        blank[every["case"].to_numpy()[differs]] = np.datetime64("NaT", "s") if is_date else ""
    return pd.Series(blank, dtype=None if is_date else "str")


def _first_rows(parts: list[Part], cases: pd.Index) -> tuple[NDArray[np.int16], NDArray[np.int64]]:
    """Return the table and row where each case stands first; tables that list cases come before tables of events."""
    source, row = np.full(len(cases), -1, np.int16), np.zeros(len(cases), np.int64)
    frames = [(i, p.cases, p.case_codes) for i, p in enumerate(parts)]
    frames += [(i, p.events, p.event_codes) for i, p in enumerate(parts)]
    for i, frame, codes in frames:
        if frame is None or (source >= 0).all():
            continue
        rows = frame["row"].to_numpy()
        fresh = np.flatnonzero(source[codes] < 0)[::-1]
        source[codes[fresh]] = i
        row[codes[fresh]] = rows[fresh]
    return source, row
