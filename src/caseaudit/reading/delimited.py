"""Delimited text and Parquet to raw tables. Every cell stays text; no row is padded, cut or dropped in silence."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from caseaudit.errors import DataError, Place, Problem
from caseaudit.privacy import mask
from caseaudit.reading import encoding
from caseaudit.reading.grid import Grid

if TYPE_CHECKING:
    from pathlib import Path

SEPARATORS = (";", "\t", "|", ",")
_HEAD_CHARS = 1 << 18
_HEAD_RECORDS = 200


@dataclass(frozen=True)
class Layout:
    """How a text file is cut: separator, cells per row, physical lines to skip, and the first row as Excel counts it."""

    separator: str
    width: int
    skip: int
    first: int


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
    return _parse(path, file, code, layout)


def find_layout(head: str) -> Layout | None:
    """Return the layout that gives the most even rows, or None when no separator gives two columns."""
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
    return best[2] if best else None


def _try(head: str, separator: str, skip: int) -> tuple[float, int, Layout] | None:
    """Return how even the rows are with this separator, the width, and where the first full row stands."""
    reader = csv.reader(io.StringIO(head), delimiter=separator)
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
    return share, width, Layout(separator, width, skip + (lines[before - 1] if before else 0), 1 + before)


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
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
    except (pa.ArrowInvalid, UnicodeError):
        broken = True
    if aside.open_quote is not None or (broken and _odd_quotes(path)):
        row = aside.open_quote - layout.skip - 1 + layout.first if aside.open_quote else None
        raise DataError(Problem("text_open_quote", Place(file=file, row=row)))
    if broken:
        raise DataError(Problem("text_broken", Place(file=file)))
    return _grid(file, table, layout, aside)


def _odd_quotes(path: Path) -> bool:
    """An odd number of quotation marks leaves one open."""
    with path.open("rb") as file:
        return sum(block.count(b'"') for block in iter(lambda: file.read(1 << 20), b"")) % 2 == 1


def _grid(file: str, table: pa.Table, layout: Layout, aside: _Aside) -> Grid:
    """Number the rows as Excel shows them: rows set aside keep their numbers, empty lines come back as blank rows."""
    total = table.num_rows + len(aside.numbers)
    numbers = np.arange(total, dtype=np.int64) + layout.first
    if not aside.numbers:
        return Grid(file, "", tuple(table.columns), numbers)
    at = np.array(aside.numbers, dtype=np.int64) - 1 - layout.skip
    empty = np.array(aside.empty)
    good = np.setdiff1d(np.arange(total), at)
    blanks = numbers[at[empty]]
    columns = tuple(table.columns)
    if len(blanks):
        columns = tuple(pa.chunked_array([*c.chunks, pa.array([""] * len(blanks), pa.string())]) for c in columns)
    rows = np.concatenate([numbers[good], blanks])
    order = np.argsort(rows, kind="stable")
    if len(blanks):
        columns = tuple(c.take(pa.array(order)) for c in columns)
    return Grid(file, "", columns, rows[order], unreadable=numbers[at[~empty]])


def _arrow_name(code: str) -> str:
    return "utf8" if code in ("utf-8", "utf-8-sig") else code


def load_parquet(path: Path) -> Grid:
    """Return a Parquet table as text, with its column names as the first row, so that it is recognised as the others."""
    import pyarrow.parquet as pq

    file = mask(path.name)
    try:
        table = pq.read_table(path)
        columns = [_with_header(name, table.column(i)) for i, name in enumerate(table.column_names)]
    except (pa.ArrowException, OSError):
        raise DataError(Problem("parquet_broken", Place(file=file))) from None
    if not columns:
        raise DataError(Problem("file_empty", Place(file=file)))
    return Grid(file, "", tuple(columns), np.arange(1, table.num_rows + 2, dtype=np.int64), spreadsheet=True)


def _with_header(name: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_timestamp(column.type) and column.type.tz:
        column = pc.local_timestamp(pc.cast(column, pa.timestamp("us", "Europe/Copenhagen")))
    text = column.cast(pa.string())
    return pa.chunked_array([pa.array([name], pa.string()), *text.chunks])
