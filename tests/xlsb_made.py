"""Binary workbooks (.xlsb) written record by record, as the format is published ([MS-XLSB]); nothing free writes them."""

from __future__ import annotations

import struct
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_KINDS = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
_RELS = '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}
_ROW, _ERROR, _BOOL, _REAL, _TEXT = 0, 3, 4, 5, 6
_BEGIN_SHEET, _END_SHEET, _DIMENSIONS, _BEGIN_DATA, _END_DATA = 129, 130, 148, 145, 146
_MERGE, _BEGIN_MERGES, _END_MERGES = 176, 177, 178
_BEGIN_BOOK, _END_BOOK, _BEGIN_SHEETS, _END_SHEETS, _SHEET = 131, 132, 143, 144, 156


def record(kind: int, data: bytes = b"") -> bytes:
    """Type and length, seven bits to a byte, and then the data."""
    return _seven(kind) + _seven(len(data)) + data


def _seven(number: int) -> bytes:
    out = b""
    while number >= 128:
        out += bytes([number % 128 + 128])
        number //= 128
    return out + bytes([number])


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _cell(column: int, value: object) -> bytes:
    head = struct.pack("<II", column, 0)
    if isinstance(value, bool):
        return record(_BOOL, head + bytes([value]))
    if isinstance(value, int | float):
        return record(_REAL, head + struct.pack("<d", value))
    if value in ERRORS:
        return record(_ERROR, head + bytes([ERRORS[str(value)]]))
    return record(_TEXT, head + _wide(str(value)))


def _sheet(rows, first: int, merged, hidden) -> bytes:
    width = max(len(r) for r in rows)
    out = [record(_BEGIN_SHEET)]
    out += [
        record(_DIMENSIONS, struct.pack("<IIII", first - 1, first + len(rows) - 2, 0, width - 1)),
        record(_BEGIN_DATA),
    ]
    for i, row in enumerate(rows, first - 1):
        flags = 0x10 if i + 1 in hidden else 0
        out.append(record(_ROW, struct.pack("<IIHBBBI", i, 0, 300, 0, flags, 0, 0)))
        out += [_cell(j, value) for j, value in enumerate(row) if value not in ("", None)]
    out.append(record(_END_DATA))
    if merged:
        out.append(record(_BEGIN_MERGES, struct.pack("<I", len(merged))))
        out += [record(_MERGE, struct.pack("<IIII", a - 1, c - 1, b, d)) for a, b, c, d in merged]
        out.append(record(_END_MERGES))
    return b"".join([*out, record(_END_SHEET)])


def write_xlsb(path: Path, rows, *, title: str = "Ark1", first: int = 1, merged=(), hidden=()) -> Path:
    """Write a workbook of one sheet. `merged`: first row, first column (0 is A), last row, last column; rows count from 1."""
    book = b"".join(
        [
            record(_BEGIN_BOOK), record(_BEGIN_SHEETS), record(_SHEET, struct.pack("<II", 0, 1) + _wide("rId1") + _wide(title)),
            record(_END_SHEETS), record(_END_BOOK),
        ]
    )  # fmt: skip
    parts = {
        "[Content_Types].xml": _KINDS,
        "_rels/.rels": f'{_RELS}<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": f'{_RELS}<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>',
        "xl/worksheets/sheet1.bin": _sheet(rows, first, merged, hidden),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path
