"""In how many ways the dates of a column are written: one way is a system's, several are people's or two systems' together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from caseaudit.texts import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from caseaudit.reading.grid import Cells
    from caseaudit.reading.notes import Notes

_TRUE_DATE = Text("ægte datoer", "true dates")
_DAY_NUMBER = Text("Excels dagstal", "Excel's day numbers")
_OTHER = Text("andet", "other")
_YEAR, _SHORT, _MONTH, _DAY = Text("åååå", "yyyy"), Text("åå", "yy"), "mm", "dd"
_STEPS = (
    (r"[T ,]+(kl\.? ?)?\d{1,2}[:.]\d\d.*$", ""),
    (r"\d{6,}", "C"),
    (r"\d{5}([.,]\d+)?", "N"),
    (r"\d{4}", "Y"),
    (r"\d{1,2}", "0"),
)
"""What every text is turned into: without its clock time, numbers by their length, so that no value is left."""


_SURE = ("X", "Y")
"""True dates, and those with the year first, can be read in one way only; together they are not worth a note."""


def note_forms(cells: Cells, read: NDArray[np.bool_], column: str, notes: Notes, *, spreadsheet: bool) -> None:
    """Tell how many dates are written in which way, where there is more than one. `read`: which values are dates."""
    if not pa.types.is_string(cells.values.type) or not read.any():
        return
    shapes = cells.texts
    for pattern, by in _STEPS:
        shapes = pc.replace_substring_regex(shapes, pattern, by)
    if spreadsheet:
        true = pc.match_substring_regex(cells.texts, r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
        shapes = pc.if_else(true, "X", shapes)
    encoded = shapes.dictionary_encode()
    kinds = np.where(read, encoded.indices.to_numpy(zero_copy_only=False), -1)
    found = np.bincount(np.append(kinds, -1)[cells.codes] + 1, minlength=len(encoded.dictionary) + 1)[1:]
    counts: dict[str, int] = {}
    unsure = False
    for shape, count in zip(encoded.dictionary.to_pylist(), found.tolist(), strict=True):
        if count:
            name = _name(shape)
            counts[name] = counts.get(name, 0) + count
            unsure |= not shape.startswith(_SURE)
    if len(counts) > 1 and unsure:
        shown = ", ".join(f"{name}: {count}" for name, count in sorted(counts.items(), key=lambda x: -x[1]))
        notes.once("date_forms", column, "info", count=len(counts), forms=shown)


def _name(shape: str) -> str:
    """Return `dd/mm-åååå` for `0/0-Y`: the day comes first, but for the year."""
    if shape == "X":
        return str(_TRUE_DATE)
    if shape == "N":
        return str(_DAY_NUMBER)
    out, parts = "", iter((_DAY, _MONTH, str(_SHORT)) if not shape.startswith("Y") else ("", _MONTH, _DAY))
    for letter in shape:
        if letter == "Y":
            out += str(_YEAR)
            next(parts, "")
        elif letter == "0":
            out += next(parts, "?")
        elif letter in "-./ ":
            out += letter
        else:
            return str(_OTHER)
    return out if "?" not in out else str(_OTHER)
