"""Workbooks whose bytes depend on their content alone."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

if TYPE_CHECKING:
    from pathlib import Path

_WRITTEN = datetime(2026, 1, 1)  # noqa: DTZ001 - Excel knows no time zones


def new_workbook() -> Workbook:
    """Return an empty workbook without sheets, whose properties do not tell who made it, or when."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "caseaudit"
    book.properties.created = book.properties.modified = _WRITTEN
    return book


def save(book: Workbook, path: Path) -> Path:
    """Save a workbook; openpyxl and zip stamp the clock into every file, so the parts are packed anew without it."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as parts:
        ExcelWriter(book, parts).write_data()
    with ZipFile(buffer) as parts, ZipFile(path, "w", ZIP_DEFLATED) as target:
        for name in parts.namelist():
            target.writestr(ZipInfo(name), parts.read(name), ZIP_DEFLATED)
    return path
