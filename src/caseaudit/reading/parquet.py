"""Parquet to raw tables: dates stay dates, text comes in dictionaries, anything else becomes text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from caseaudit.errors import DataError, Place, Problem
from caseaudit.privacy import mask
from caseaudit.reading.grid import Grid

if TYPE_CHECKING:
    from pathlib import Path

_DANISH_TIME = pa.timestamp("us", "Europe/Copenhagen")


def load(path: Path) -> Grid:
    """Return the table in a Parquet file; the names of its columns are its first row."""
    import pyarrow.parquet as pq

    file = mask(path.name)
    try:
        with pq.ParquetFile(path) as source:
            text = [
                f.name for f in source.schema_arrow if pa.types.is_string(f.type) or pa.types.is_large_string(f.type)
            ]
        with pq.ParquetFile(path, read_dictionary=text) as source:
            table = source.read(use_threads=False)
        columns = [_plain(column) for column in table.columns]
    except (pa.ArrowException, OSError):
        raise DataError(Problem("parquet_broken", Place(file=file))) from None
    if not columns:
        raise DataError(Problem("file_empty", Place(file=file)))
    rows = np.arange(1, table.num_rows + 2, dtype=np.int64)
    return Grid(file, "", columns, rows, spreadsheet=True, titles=tuple(table.column_names))


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return days, whole seconds, distinct text, or text."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        if pa.types.is_string(kind.value_type) and all(_each_once(chunk.dictionary) for chunk in column.chunks):
            return column
        return _plain(column.cast(kind.value_type))
    if pa.types.is_date(kind):
        return column.cast(pa.date32())
    if pa.types.is_timestamp(kind):
        local = pc.local_timestamp(column.cast(_DANISH_TIME)) if kind.tz else column
        return pc.floor_temporal(local, unit="second").cast(pa.timestamp("s"))
    return column.cast(pa.string())


def _each_once(dictionary: pa.Array) -> bool:
    """Whoever wrote the file could have put one text into its dictionary twice, or a blank."""
    return bool(dictionary.null_count == 0 and pc.count_distinct(dictionary).as_py() == len(dictionary))
