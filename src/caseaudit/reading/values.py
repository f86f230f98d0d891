"""Cells to values, a whole column at a time: each distinct text is read once, and what cannot be read is noted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from caseaudit.privacy import PseudonymKind, contains_cpr, no_identity, normal_cpr, pseudonym
from caseaudit.reading.grid import Cells, distinct, normal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from caseaudit.reading.notes import Notes

YES = frozenset({"ja", "j", "x", "1", "true", "sand", "sandt", "yes", "y", "✓", "✔", "☑", "☒"})
NO = frozenset({"nej", "n", "0", "false", "falsk", "no", "ikke"})
NOTHING = frozenset(
    normal(w)
    for w in (
        "ikke relevant",
        "irrelevant",
        "n/a",
        "uoplyst",
        "ikke oplyst",
        "ukendt",
        "ingen",
        "ikke angivet",
        "null",
        "none",
    )
)
_WHOLE = r"^\d+\.0+$"
_STAFF_CODE = re.compile(r"(?:[A-Za-zÆØÅæøå]{0,4}\d{1,6}|[A-ZÆØÅ]{1,5})\Z")
_MAYBE_CPR = r"(?:0[1-9]|[12]\d|3[01]|[6-9]\d)\D{0,3}(?:0[1-9]|1[0-2])\D{0,3}\d\d\D{0,3}(?:\d\d\D?\d\d|\d[A-Za-z]{2}\d)"
_MAYBE_LOST_ZERO = r"^[1-9](?:0[1-9]|1[0-2])\d{6}(?:\.0)?$"


def text_list(cells: Cells) -> list[str]:
    return [t or "" for t in cells.texts.to_pylist()]


def says_nothing(text: str) -> bool:
    """A dash, or a word for nothing: as good as a blank."""
    word = code(text)
    return word in NOTHING or not any(c.isalnum() for c in word)


def strings(codes: NDArray[np.integer], texts: pa.Array) -> pd.Series:
    """Return a text column, "" where blank."""
    large = pa.concat_arrays([texts.cast(pa.large_string()), pa.array([""], pa.large_string())])
    filled = np.where(codes >= 0, codes, len(texts))
    return pd.Series(large.take(pa.array(filled)).to_pandas(types_mapper=None), dtype="str")


def categories(codes: NDArray[np.int32], values: list[str]) -> pd.Series:
    """Return a categorical of distinct values; a code below zero, or one that points to "", is blank."""
    names = sorted({v for v in values if v})
    place = {name: i for i, name in enumerate(names)}
    lookup = np.array([*(place.get(v, -1) for v in values), -1], np.int32)
    small = lookup.astype(np.int8) if len(names) < 1 << 7 else lookup
    return pd.Series(pd.Categorical.from_codes(small[codes], pd.Index(names, dtype="str")))


def code(word: str) -> str:
    """Return a cell as code lists compare it; a lone symbol stays itself, and Excel's 1.0 is 1."""
    text = word.removesuffix(".0") if word[:-2].isdigit() else word
    return normal(text) or text


def read_codes(cells: Cells, words: Mapping[str, str], column: str, rows: NDArray[np.int64], notes: Notes) -> pd.Series:
    """Return canonical codes; a word that the list lacks is blank and noted, never shown."""
    values: list[str] = []
    unknown = np.zeros(len(cells.texts) + 1, np.bool_)
    for i, text in enumerate(text_list(cells)):
        word = code(text)
        meant = words.get(word)
        unknown[i] = meant is None and word not in NOTHING and any(c.isalnum() for c in word)
        values.append(meant or "")
    known = np.array([*(bool(v) for v in values), False])
    _note_unknown(cells, unknown, column, rows, notes, ", ".join(sorted({v for v in words.values() if v})), known)
    return categories(cells.codes, values)


def _note_unknown(
    cells: Cells,
    unknown: NDArray[np.bool_],
    column: str,
    rows: NDArray[np.int64],
    notes: Notes,
    allowed: str,
    known: NDArray[np.bool_],
) -> None:
    bad = unknown[cells.codes]
    nothing = (~known & ~unknown)[cells.codes]
    notes.counts.read(column, cells.filled, known[cells.codes], {"unknown_code": bad, "says_nothing": nothing})
    if bad.any():
        notes.cells("unknown_code", column, rows[bad], "warning", allowed=allowed)


def read_yes_no(
    cells: Cells, column: str, rows: NDArray[np.int64], notes: Notes, words: Mapping[str, str] | None = None
) -> NDArray[np.int8]:
    """Return 1, 0 or -1 for blank; anything else is blank and noted. `words` are a profile's own words for yes and no."""
    own = {word: {"yes": 1, "no": 0}.get(meaning, -1) for word, meaning in (words or {}).items()}
    values = np.full(len(cells.texts) + 1, -1, np.int8)
    unknown = np.zeros(len(cells.texts) + 1, np.bool_)
    for i, text in enumerate(text_list(cells)):
        word = code(text)
        if word in own:
            values[i] = own[word]
        elif word in YES or word in NO:
            values[i] = word in YES
        else:
            unknown[i] = word not in NOTHING and any(c.isalnum() for c in word)
    _note_unknown(cells, unknown, column, rows, notes, "ja, nej", values >= 0)
    return values[cells.codes]


def read_presence(cells: Cells) -> NDArray[np.bool_]:
    """Say where a reason stands; `nej`, `ikke relevant` and a lone dash are none. The text itself is dropped here."""
    present = np.zeros(len(cells.texts) + 1, np.bool_)
    for i, text in enumerate(text_list(cells)):
        word = code(text)
        present[i] = any(c.isalnum() for c in word) and word not in NO and word not in NOTHING
    return present[cells.codes]


def read_ids(cells: Cells, kind: PseudonymKind, key: bytes, header: str) -> Cells:
    """Return ids in one spelling (1.0 is 1), CPR numbers replaced by pseudonyms; a child's id always by a pseudonym, a worker's name too."""
    texts = cells.texts
    whole = pc.match_substring_regex(texts, _WHOLE)
    if pc.any(whole).as_py():
        texts = pc.if_else(whole, pc.replace_substring_regex(texts, r"\.0+$", ""), texts)
    if kind == "child":
        texts = pa.array([_child(t, key) for t in texts.to_pylist()], pa.string())
    else:
        texts = _replace_cpr(texts, kind, key, lost_zero=_holds_cpr(texts, header))
    if kind == "worker":
        texts = pa.array([_worker(t, key) for t in texts.to_pylist()], pa.string())
    return cells if texts is cells.texts else distinct(cells.codes, texts)


def _holds_cpr(texts: pa.Array, header: str) -> bool:
    """Nine digits are a CPR number only in a column that otherwise holds them, or is named so."""
    name = normal(header)
    if "cpr" in name or "personnummer" in name:
        return True
    return any(normal_cpr(t, lost_zero=False) for t in texts.slice(0, 1000).to_pylist() if t)


def _child(text: str | None, key: bytes) -> str:
    return "" if not text or no_identity(text) else pseudonym(key, "child", text)


def _worker(text: str | None, key: bytes) -> str:
    """Initials and staff numbers stay; anything that may be a name becomes a pseudonym."""
    return text or "" if not text or _STAFF_CODE.match(text) else pseudonym(key, "worker", text)


def _replace_cpr(texts: pa.Array, kind: PseudonymKind, key: bytes, *, lost_zero: bool) -> pa.Array:
    """Replace every text that holds a CPR number by a pseudonym; a coarse pattern picks the few to look at closely."""
    maybe = pc.match_substring_regex(texts, _MAYBE_CPR)
    if lost_zero:
        maybe = pc.or_(maybe, pc.match_substring_regex(texts, _MAYBE_LOST_ZERO))
    at = np.flatnonzero(maybe.to_numpy(zero_copy_only=False))
    if not len(at):
        return texts
    old = texts.take(pa.array(at)).to_pylist()
    new = [_hide_cpr(t, kind, key, lost_zero=lost_zero) for t in old]
    if new == old:
        return texts
    flags = np.zeros(len(texts), np.bool_)
    flags[at] = True
    return pc.replace_with_mask(texts, pa.array(flags), pa.array(new, texts.type))


def _hide_cpr(text: str, kind: PseudonymKind, key: bytes, *, lost_zero: bool) -> str:
    whole = normal_cpr(text, lost_zero=lost_zero)
    if whole is not None or contains_cpr(text):
        return pseudonym(key, kind, whole or text)
    return text
