"""The slow parser, for workbooks that the fast one cannot hold: row by row, only cells that are there.

Every value becomes the text that the fast parser writes, so that both give the same table.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pyarrow as pa

MAX_AREA = 100_000_000
"""Cells of the rectangle from the first used cell to the last. A million rows of thirty columns is a third of it."""
_ZERO = datetime(1899, 12, 31)  # noqa: DTZ001 - the clock on the wall, as Excel has it
_WHOLE = 1 << 63
_LEAP_BUG = timedelta(days=60)


def sheets(path: Path, look: Callable[[str], dict[str, Any]]) -> Iterator[tuple[dict[str, Any], pa.RecordBatch]]:
    """Return the sheets that hold anything, each with what `look` tells of it: among else the corner where it begins.

    Raises `OverflowError` for one whose used area is too large to be a table.
    """
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        found = _cells(sheet)
        if found:
            rows, columns, told = [r for r, _ in found], [c for _, c in found], look(sheet.title)
            batch = _rectangle(found, told["first"], max(rows), told["left"] + 1, max(columns))
            yield {"title": sheet.title, "hidden": sheet.sheet_state != "visible"} | told, batch


def _cells(sheet: Any) -> dict[tuple[int, int], str | None]:
    """Return the used cells; one that shows an error is used and has no text."""
    sheet.reset_dimensions()
    found: dict[tuple[int, int], str | None] = {}
    for row in sheet.iter_rows():
        for cell in row:
            value = cell.value
            if value is not None and value != "":
                found[cell.row, cell.column] = None if cell.data_type == "e" else text(value)
    return found


def _rectangle(
    found: dict[tuple[int, int], str | None], top: int, bottom: int, left: int, right: int
) -> pa.RecordBatch:
    import pyarrow as pa

    height = bottom - top + 1
    if height * (right - left + 1) > MAX_AREA:
        raise OverflowError
    columns: list[list[str | None]] = [[None] * height for _ in range(left, right + 1)]
    for (row, column), value in found.items():
        columns[column - left][row - top] = value
    return pa.record_batch([pa.array(c, pa.string()) for c in columns], names=[f"c{i}" for i in range(len(columns))])


def text(value: object) -> str:
    """Return a cell as the fast parser writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        number = round(float(value), 9)  # the fast parser keeps nine decimals
        return str(int(value)) if number.is_integer() and abs(value) < _WHOLE and number == value else _plain(number)
    if isinstance(value, timedelta):
        value = _ZERO + value - (timedelta(days=1) if value >= _LEAP_BUG else timedelta())
    elif isinstance(value, time):
        value = datetime.combine(_ZERO.date(), value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "milliseconds" if value.microsecond else "seconds")
    return str(value)


def _plain(number: float) -> str:
    """Return the number without an exponent, and whole numbers without decimals."""
    return str(int(number)) if number.is_integer() else format(Decimal(repr(number)), "f")
