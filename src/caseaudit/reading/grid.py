"""A raw table: columns of cells as Arrow arrays, and for every row the number that Excel shows."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from caseaudit.errors import Problem

HEAD_ROWS = 60
"""Rows that are looked at when the header row is sought."""


@dataclass(frozen=True)
class Grid:
    """One sheet or text file. `file` and `sheet` are masked; `spreadsheet` says that true dates come as ISO text.

    `columns`: text, text in dictionaries, or days and moments where the file has types. `titles`: names of columns that
    stand apart from the cells, as in Parquet; they count as the first row. `unreadable` holds the numbers of rows that
    could not be split into the right number of cells. `faulty`: row number and column of cells with an error, or with a
    formula that has no saved result. `merged`: first row, first column, last row, last column of merged ranges. `left`:
    the column of Excel that the first one here is, counted from 0. `before`: lines above the first row that no program
    shows as a row (`sep=;`). `notes`: what is told when the table is used.
    """

    file: str
    sheet: str
    columns: list[pa.ChunkedArray]
    rows: NDArray[np.int64]
    hidden: bool = False
    spreadsheet: bool = False
    unreadable: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    titles: tuple[str, ...] = ()
    faulty: tuple[tuple[int, int], ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    left: int = 0
    hidden_rows: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    encoding: str = ""
    before: int = 0
    notes: tuple[Problem, ...] = ()

    def head(self, count: int = HEAD_ROWS) -> list[list[str]]:
        """Return the first rows as lists of text, blank cells as ""."""
        columns = [[v or "" for v in c.slice(0, count).cast(pa.string()).to_pylist()] for c in self.columns]
        cells = [list(row) for row in zip(*columns, strict=True)]
        return [list(self.titles), *cells][:count] if self.titles else cells

    def below(self, header: int) -> Iterator[pa.ChunkedArray]:
        """Hand over the columns below a row, each forgotten here: raw cells of a large table are never held twice."""
        while self.columns:
            yield self.columns.pop(0).slice(header + 1 - bool(self.titles))


@dataclass(frozen=True)
class Cells:
    """One column, stored once per distinct value: `codes` points into `values`, -1 where the cell is blank.

    `values` are text, trimmed and NFKC, or days and moments where the file has types.
    """

    codes: NDArray[np.int32]
    values: pa.Array

    @cached_property
    def texts(self) -> pa.Array:
        return self.values if pa.types.is_string(self.values.type) else self.values.cast(pa.string())

    @property
    def filled(self) -> NDArray[np.bool_]:
        return self.codes >= 0

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, keep: NDArray[np.int64]) -> Cells:
        return Cells(self.codes[keep], self.values)


def cells(column: pa.ChunkedArray) -> Cells:
    """Return the column as distinct values; a cell of only spaces is blank."""
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    encoded = encoded.unify_dictionaries().combine_chunks()
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
    if not pa.types.is_string(encoded.dictionary.type):
        return Cells(codes, encoded.dictionary)
    texts = tidy(encoded.dictionary)
    if texts.equals(encoded.dictionary) and pc.index(texts, "").as_py() < 0:
        return Cells(codes, texts)
    return distinct(codes, texts)


def distinct(codes: NDArray[np.int32], texts: pa.Array) -> Cells:
    """Two spellings that have become one text are one, and an empty text is a blank."""
    again = texts.dictionary_encode()
    lookup = np.append(again.indices.to_numpy(), -1).astype(np.int32)
    lookup[lookup == pc.index(again.dictionary, "").as_py()] = -1
    return Cells(lookup[codes], again.dictionary)


def tidy(texts: pa.Array) -> pa.Array:
    """Return the texts as NFKC without outer blanks, zero-width marks or Excel's leading apostrophe."""
    if len(texts) and not pc.all(pc.string_is_ascii(texts)).as_py():
        texts = pc.utf8_normalize(texts, form="NFKC")
        texts = pc.replace_substring_regex(
            texts, pattern="[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]", replacement=""
        )
    return pc.utf8_trim_whitespace(texts)


def normal(text: str) -> str:
    """Return a header or code as it is compared: NFKC, casefolded, only letters and digits."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(c for c in folded if c.isalnum())
