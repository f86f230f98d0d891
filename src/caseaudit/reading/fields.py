"""One event field from one column, by the kind of the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from caseaudit.model.tables import EVENT_FIELDS, KIND_CODES, RESULT_CODES
from caseaudit.reading import values
from caseaudit.reading.grid import normal
from caseaudit.reading.sections import read_section

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from caseaudit.reading.grid import Cells
    from caseaudit.reading.part import Reader

NEW_LAW = np.datetime64("2024-01-01", "s")


def read_field(reader: Reader, name: str, column: str, decided: NDArray[np.datetime64], slot: int = 0) -> object:
    """Return the values of event field `name` from `column`; `decided` is the day that chooses the law of a bare section."""
    cells, header = reader.cells(column)[slot], reader.header(column, slot)
    kind, notes = EVENT_FIELDS[name].kind, reader.table.notes
    if name == "reason":
        present = values.read_presence(cells)
        notes.counts.read(header, cells.filled, present, {"says_nothing": ~present})
        return present
    if kind == "yes_no":
        listed = reader.profile.columns[column].codes
        return values.read_yes_no(
            cells, header, reader.rows, notes, reader.profile.code_words(listed) if listed else None
        )
    if kind == "date":
        return reader.day(column, name, slot)
    if kind == "section":
        return read_sections(reader, cells, header, column, decided)
    return values.read_codes(cells, code_words(reader, name, column), header, reader.rows, notes)


def code_words(reader: Reader, name: str, column: str) -> dict[str, str]:
    """Return the words of a code field: its canonical codes and the profile's list for the column."""
    own = EVENT_FIELDS[name].codes or tuple(c for codes in _BY_TYPE.get(name, {}).values() for c in codes)
    words = {normal(c): c for c in own}
    listed = reader.profile.columns[column].codes
    return words | (reader.profile.code_words(listed) if listed else {})


_BY_TYPE = {"kind": KIND_CODES, "result": RESULT_CODES}


def read_sections(reader: Reader, cells: Cells, header: str, column: str, decided: NDArray[np.datetime64]) -> pd.Series:
    """Return section codes. A section without a law is read by the law in force on the day, and that is said once."""
    listed = reader.profile.columns[column].codes
    local = reader.profile.code_words(listed) if listed else {}
    read = [(local[c], None) if (c := values.code(t)) in local else read_section(t) for t in values.text_list(cells)]
    old: list[str] = []
    new: list[str] = []
    for law, number in read:
        whole = law or "" if number is None and law and "-" in law else ""
        old.append(whole or (f"{law or 'SEL'}-{number}" if number else ""))
        new.append(whole or (f"{law or 'BL'}-{number}" if number else ""))
    notes = reader.table.notes
    nothing = np.array([*(values.says_nothing(t) for t in values.text_list(cells)), False])[cells.codes]
    if old == new:
        bad = np.array([*(not text for text in old), False])[cells.codes] & ~nothing
        _note_unknown(reader, header, cells, bad, nothing)
        return values.categories(cells.codes, old)
    assumed = np.array([*(law is None and number is not None for law, number in read), False])[cells.codes]
    assumed_dated = assumed & ~np.isnat(decided)
    bad = np.array([*(not text for text in old), False])[cells.codes] & ~nothing | (assumed & np.isnat(decided))
    if assumed_dated.any():
        notes.once("section_law_assumed", header, count=int(assumed_dated.sum()))
    _note_unknown(reader, header, cells, bad, nothing)
    size = len(old)
    codes = np.where(cells.codes < 0, -1, np.where(decided >= NEW_LAW, cells.codes + size, cells.codes)).astype(
        np.int32
    )
    codes[bad] = -1
    return values.categories(codes, old + new)


def _note_unknown(
    reader: Reader, header: str, cells: Cells, bad: NDArray[np.bool_], nothing: NDArray[np.bool_]
) -> None:
    found = {"unknown_section": bad, "says_nothing": nothing}
    reader.table.notes.counts.read(header, cells.filled, cells.filled & ~bad & ~nothing, found)
    if bad.any():
        reader.table.notes.cells("unknown_section", header, reader.rows[bad], "warning")


def blank_is_unknown(reader: Reader, column: str) -> bool:
    """Say whether a blank in this column tells nothing, and there is one: then nothing may be concluded from it."""
    spec = reader.profile.columns.get(column)
    if spec is None or spec.blank != "unknown" or column not in reader.table.columns:
        return False
    return any(not c.filled.all() for c in reader.cells(column))
