"""The number of the first used row of a sheet.

The parser starts at the first used cell and does not say where that was; without this every row number in a report
would point too high up in a sheet whose first rows are empty. Only the start of the sheet is unpacked.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from pathlib import Path

_BLOCK = 1 << 16
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_NUMBER = re.compile(rb'\br="(\d+)"')
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)[ >]")


def first_row(path: Path, sheet: str) -> int:
    """Return the first row of `sheet` that holds a value, 1 where the format does not tell (.xls, .xlsb, .ods)."""
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        return 1
    try:
        with zipfile.ZipFile(path) as archive:
            return _scan(archive, part_of(archive, sheet))
    except (KeyError, StopIteration, ET.ParseError, zipfile.BadZipFile):
        return 1


def part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """Return the name of the sheet's file inside the workbook."""
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - expat refuses entity bombs
    rel = next(s.get(_REL) for s in book.iter(f"{_MAIN}sheet") if s.get("name") == sheet)
    rels = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    target = next(r.get("Target", "") for r in rels if r.get("Id") == rel)
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _scan(archive: zipfile.ZipFile, part: str) -> int:
    """Return the number of the last row that opens before the first value."""
    row, counted, seen = 1, 0, b""
    with archive.open(part) as file:
        while block := file.read(_BLOCK):
            seen += block
            value = _VALUE.search(seen)
            for match in _ROW.finditer(seen, 0, value.start() if value else len(seen)):
                number = _NUMBER.search(match[1])
                counted += 1
                row = counted = int(number[1]) if number else counted
            if value:
                return row
            seen = seen[seen.rfind(b"<") :]
    return 1
