"""Delimited text to raw tables. Every cell stays text; no row is padded, cut or dropped in silence."""

from __future__ import annotations

import csv
import io
import sys
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from caseaudit.errors import DataError, Place, Problem
from caseaudit.privacy import mask
from caseaudit.reading import encoding
from caseaudit.reading.grid import Grid, normal

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SEPARATORS = (";", "\t", "|", ",")
_HEAD_CHARS = 1 << 18
_HEAD_RECORDS = 200
_CASE_ID = normal("case_id")
_TEXT = pa.dictionary(pa.int32(), pa.string())


@dataclass(frozen=True)
class Layout:
    """How a text file is cut: separator, cells per row, physical lines to skip, and the first row as Excel counts it.

    `unseen`: lines above it that Excel does not show (`sep=;`).
    """

    separator: str
    width: int
    skip: int
    first: int
    unseen: int = 0


def load(path: Path) -> Grid:
    """Return the table in a text file."""
    file, code = mask(path.name), encoding.detect(path)
    try:
        with path.open(encoding=code, newline="") as text:
            head = text.read(_HEAD_CHARS)
    except UnicodeError:
        raise DataError(Problem("text_encoding_unknown", Place(file=file))) from None
    layout = find_layout(head)
    if layout is None:
        raise DataError(Problem("text_no_separator" if head.strip() else "file_empty", Place(file=file)))
    return replace(_parse(path, file, code, layout), encoding=code, before=layout.unseen)


def find_layout(head: str) -> Layout | None:
    """Return the layout that gives the most even rows; None when no separator gives two columns, unless it lists ids."""
    named = head.split("\n", 1)[0].strip().strip('"').lower() if head[:8].lower().lstrip('"').startswith("sep=") else ""
    skip = 1 if named else 0
    if named:
        head = head.split("\n", 1)[1] if "\n" in head else ""
    choices = (named[4:5] or "\t",) if named else SEPARATORS
    best: tuple[float, int, Layout] | None = None
    for separator in choices:
        score = _try(head, separator, skip)
        if score and (best is None or score[:2] > best[:2]):
            best = score
    if best is None and normal(head.strip().split("\n", 1)[0]) == _CASE_ID:
        return Layout(choices[0], 1, skip, 1, skip)
    return best[2] if best else None


def _try(head: str, separator: str, skip: int) -> tuple[float, int, Layout] | None:
    """Return how even the rows are with this separator, the width, and where the first full row stands."""
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=separator)
    widths: list[int] = []
    lines: list[int] = []
    try:
        for record in reader:
            widths.append(len(record))
            lines.append(reader.line_num)
            if len(widths) >= _HEAD_RECORDS:
                break
    except csv.Error:
        pass
    if len(widths) > 1 and len(widths) < _HEAD_RECORDS and len(head) >= _HEAD_CHARS:
        widths.pop()  # the last record may be cut by the end of the sample
    filled = [w for w in widths if w > 1]
    if not filled:
        return None
    width = max(set(filled), key=lambda w: (filled.count(w), w))
    before = widths.index(width)
    share = sum(w == width for w in widths) / max(1, sum(w > 0 for w in widths))
    return share, width, Layout(separator, width, skip + (lines[before - 1] if before else 0), 1 + before, skip)


@dataclass
class _Aside:
    """Takes the rows with too many or too few cells: their numbers, and whether they are only empty lines."""

    numbers: list[int] = field(default_factory=list)
    empty: list[bool] = field(default_factory=list)
    open_quote: int | None = None

    def __call__(self, row: pacsv.InvalidRow) -> str:
        text = row.text or ""
        if "\n" in text.strip() and text.count('"') % 2 and self.open_quote is None:
            self.open_quote = row.number
        self.numbers.append(row.number or 0)
        self.empty.append(not text.strip())
        return "skip"


def _parse(path: Path, file: str, code: str, layout: Layout) -> Grid:
    aside, broken, table = _Aside(), False, None
    names = [f"f{i}" for i in range(layout.width)]
    try:
        table = pacsv.read_csv(
            path,
            read_options=pacsv.ReadOptions(
                use_threads=False,
                block_size=1 << 24,
                skip_rows=layout.skip,
                encoding=_arrow_name(code),
                column_names=names,
            ),
            parse_options=pacsv.ParseOptions(
                delimiter=layout.separator, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=aside
            ),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(names, _TEXT), strings_can_be_null=True, null_values=[""]
            ),
        )
    except (pa.ArrowInvalid, UnicodeError):
        broken = True
    if aside.open_quote is not None or (broken and _odd_quotes(path)):
        row = aside.open_quote - layout.skip - 1 + layout.first if aside.open_quote else None
        raise DataError(Problem("text_open_quote", Place(file=file, row=row)))
    if broken:
        raise DataError(Problem("text_broken", Place(file=file)))
    if _odd_quotes(path) and (opened := _open_at_the_end(path, code, layout)):
        raise DataError(Problem("text_open_quote", Place(file=file, row=opened)))
    return _grid(file, table, layout, aside)


def _odd_quotes(path: Path) -> bool:
    """An odd number of quotation marks leaves one open."""
    with path.open("rb") as file:
        return sum(block.count(b'"') for block in iter(lambda: file.read(1 << 20), b"")) % 2 == 1


def _open_at_the_end(path: Path, code: str, layout: Layout) -> int | None:
    """Return the row whose quotation mark is never closed; the parser takes the rest of the file for that cell."""
    before, number = csv.field_size_limit(sys.maxsize), 0
    try:
        with path.open(encoding=code, newline="") as text:
            for number, _ in enumerate(csv.reader(text, delimiter=layout.separator, strict=True), 1):  # noqa: B007
                pass
    except csv.Error as error:
        return number + 1 - max(0, layout.skip - layout.first + 1) if "unexpected end" in str(error) else None
    finally:
        csv.field_size_limit(before)
    return None


def _grid(file: str, table: pa.Table, layout: Layout, aside: _Aside) -> Grid:
    """Number the rows as Excel shows them: rows set aside keep their numbers, empty lines come back as blank rows."""
    total = table.num_rows + len(aside.numbers)
    numbers = np.arange(total, dtype=np.int64) + layout.first
    if not aside.numbers:
        return Grid(file, "", table.columns, numbers)
    at = np.array(aside.numbers, dtype=np.int64) - 1 - layout.skip
    empty = np.array(aside.empty)
    good = np.setdiff1d(np.arange(total), at)
    blanks = numbers[at[empty]]
    rows = np.concatenate([numbers[good], blanks])
    order = np.argsort(rows, kind="stable")
    columns = [_with_blanks(c, len(blanks), order) for c in table.columns] if len(blanks) else table.columns
    return Grid(file, "", columns, rows[order], unreadable=numbers[at[~empty]])


def _with_blanks(column: pa.ChunkedArray, count: int, order: NDArray[np.int64]) -> pa.ChunkedArray:
    whole = pa.chunked_array([*column.chunks, pa.nulls(count, column.type)]).unify_dictionaries().combine_chunks()
    return pa.chunked_array([whole.take(pa.array(order))])


def _arrow_name(code: str) -> str:
    return "utf8" if code in ("utf-8", "utf-8-sig") else code
