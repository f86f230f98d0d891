"""Spreadsheets to raw tables, each sheet parsed once in a process of its own, every cell as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from caseaudit.errors import DataError, Place, Problem
from caseaudit.privacy import mask
from caseaudit.reading import apart
from caseaudit.reading.grid import Grid
from caseaudit.sheets import guard, leapday, parts

if TYPE_CHECKING:
    from pathlib import Path

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def load(path: Path) -> list[Grid]:
    """Return one grid per sheet that holds anything, hidden ones too (marked so)."""
    name = mask(path.name)
    problem = _wrong_content(path)
    if problem:
        raise DataError(Problem(problem, Place(file=name)))
    macros, links = parts.carries(path)
    about = [Problem("macro_not_run", Place(name), severity="info")] if macros else []
    if links and path.suffix.lower() not in parts.ZIPPED:  # there each formula is looked at
        about.append(Problem("external_links", Place(name), severity="warning"))
    found = [_grid(path, name, head, batch, about) for head, batch in apart.parse(path, name)]
    if not found:
        raise DataError(Problem("workbook_empty", Place(file=name)))
    return found


def _grid(path: Path, file: str, head: dict[str, Any], batch: pa.RecordBatch, about: list[Problem]) -> Grid:
    place = Place(file, mask(head["title"]))
    linked = [Problem("external_link", place, {"count": head["external"]}, "warning")] if head["external"] else []
    return Grid(
        file,
        place.sheet,
        _without_leap_day(path, head, [_as_text(batch.column(i)) for i in range(batch.num_columns)]),
        np.arange(head["first"], head["first"] + batch.num_rows, dtype=np.int64),
        hidden=head["hidden"],
        spreadsheet=True,
        faulty=tuple((row, column) for row, column in head["faulty"]),
        merged=tuple((a, b, c, d) for a, b, c, d in head["merged"]),
        left=head["left"],
        hidden_rows=np.array(head["hidden_rows"], np.int64),
        notes=(*about, *linked),
    )


def _without_leap_day(path: Path, head: dict[str, Any], columns: list[pa.ChunkedArray]) -> list[pa.ChunkedArray]:
    """Give the cells back their number where Excel shows 29-02-1900, a day that never was; where it cannot be known, too."""
    texts = pa.array(leapday.TEXTS, pa.string())
    suspects = {i: at for i, c in enumerate(columns) if pc.any(at := pc.is_in(c, value_set=texts)).as_py()}
    if not suspects:
        return columns
    known, left = leapday.places(path, head["title"]), head["left"] or leapday.left(path, head["title"])
    for i, at in suspects.items():
        rows = np.flatnonzero(at.to_numpy(zero_copy_only=False))
        wrong = [r for r in rows.tolist() if known is None or (head["first"] + r, left + i) in known]
        flags = np.zeros(len(columns[i]), np.bool_)
        flags[wrong] = True
        columns[i] = pc.if_else(pa.array(flags), "60", columns[i])
    return columns


def _as_text(column: pa.Array) -> pa.ChunkedArray:
    """A column of nothing but blanks comes without a type."""
    return pa.chunked_array([column if pa.types.is_string(column.type) else column.cast(pa.string())])


def _wrong_content(path: Path) -> str | None:
    """Return the code of the problem when the file is not what its name says, before a parser sees it."""
    with path.open("rb") as file:
        head = file.read(4096)
    old = path.suffix.lower() == ".xls"
    if head.startswith(_OLE):
        if _is_encrypted(path):
            return "workbook_encrypted"
        return None if old else "workbook_is_xls"
    if head.startswith(_ZIP):
        return "workbook_is_xlsx" if old else guard.check(path)
    text = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if text.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        return "workbook_is_html"
    return "workbook_is_text" if b"\0" not in head and _mostly_text(head) else "workbook_broken"


def _is_encrypted(path: Path) -> bool:
    """A password-protected .xlsx is an OLE file whose directory names an encrypted package."""
    with path.open("rb") as file:
        return any(_ENCRYPTED in block for block in iter(lambda: file.read(1 << 20), b""))


def _mostly_text(start: bytes) -> bool:
    return sum(b >= 32 or b in b"\r\n\t" for b in start) > 0.95 * len(start)
