"""A raw table: cells as text, columns as Arrow arrays, and for every row the number that Excel shows."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEAD_ROWS = 60
"""Rows that are looked at when the header row is sought."""


@dataclass(frozen=True)
class Grid:
    """One sheet or text file. `file` and `sheet` are masked; `spreadsheet` says that true dates come as ISO text.

    `unreadable` holds the numbers of rows that could not be split into the right number of cells.
    """

    file: str
    sheet: str
    columns: tuple[pa.ChunkedArray, ...]
    rows: NDArray[np.int64]
    hidden: bool = False
    spreadsheet: bool = False
    unreadable: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))

    def head(self, count: int = HEAD_ROWS) -> list[list[str]]:
        """Return the first rows as lists of text, blank cells as ""."""
        columns = [[v or "" for v in column.slice(0, count).to_pylist()] for column in self.columns]
        return [list(row) for row in zip(*columns, strict=True)]


@dataclass(frozen=True)
class Cells:
    """One column, stored once per distinct text: `codes` points into `texts`, -1 where the cell is blank."""

    codes: NDArray[np.int32]
    texts: pa.Array

    @property
    def filled(self) -> NDArray[np.bool_]:
        return self.codes >= 0

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, keep: NDArray[np.int64]) -> Cells:
        return Cells(self.codes[keep], self.texts)


def cells(column: pa.ChunkedArray, start: int = 0) -> Cells:
    """Return the column from row `start` as distinct texts, trimmed and NFKC; a cell of only spaces is blank."""
    encoded = column.slice(start).combine_chunks().dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks() if encoded.num_chunks else pa.array([], pa.string()).dictionary_encode()
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
    texts = tidy(encoded.dictionary)
    blank = pc.equal(texts, "").to_numpy(zero_copy_only=False)
    if blank.any():
        lookup = np.where(blank, -1, np.arange(len(texts), dtype=np.int32)).astype(np.int32)
        codes = np.where(codes >= 0, lookup[codes], -1).astype(np.int32)
    return Cells(codes, texts)


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
