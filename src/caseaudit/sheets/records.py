"""The same look through a sheet as `survey`, for the two binary forms of Excel: .xlsb and the old .xls.

Their sheets are rows of records, each with a number, a length and its data, as Microsoft publishes them ([MS-XLSB],
[MS-XLS]). Cells with an error are told by the parser itself, and a formula always carries its result here.
"""

from __future__ import annotations

import struct
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from caseaudit.sheets.compound import stream
from caseaudit.sheets.survey import Survey

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Records = Iterator[tuple[int, bytes]]

_NONE = 1 << 20
_CELLS_B = frozenset((*range(2, 12), 62))
"""Records of .xlsb that are cells with a value: numbers, errors, texts, and formulas of each; 1 is a blank one."""
_CELLS_X = frozenset((0x06, 0xD6, 0xFD, 0x203, 0x204, 0x205, 0x27E))
_SHEET_B, _ROW_B, _MERGE_B, _END_B = 156, 0, 176, 130
_HIDDEN_B, _HIDDEN_X = 0x10, 0x20
_SHEET_X, _ROW_X, _MULTI_X, _MERGED_X, _END_X = 0x85, 0x208, 0xBD, 0xE5, 0x0A


def surveys(path: Path) -> dict[str, Survey]:
    """Look through every sheet of a .xlsb or .xls, by title. Raises `ValueError` or `KeyError` for what is neither."""
    try:
        return _new(path) if path.suffix.lower() == ".xlsb" else _old(path)
    except (struct.error, IndexError, UnicodeDecodeError):
        raise ValueError("cut off") from None


def _new(path: Path) -> dict[str, Survey]:
    found: dict[str, Survey] = {}
    with zipfile.ZipFile(path) as archive:
        rels = ET.fromstring(archive.read("xl/_rels/workbook.bin.rels"))  # noqa: S314 - expat refuses entity bombs
        targets = {r.get("Id", ""): r.get("Target", "") for r in rels}
        for kind, data in _seven_bit(archive.read("xl/workbook.bin")):
            if kind == _SHEET_B:
                link, end = _wide(data, 8)
                title, _ = _wide(data, end)
                target = targets.get(link, "")
                part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
                found[title] = _new_sheet(_seven_bit(archive.read(part)))
    return found


def _wide(data: bytes, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", data, at)
    if length == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * length
    return data[at + 4 : end].decode("utf-16-le"), end


def _seven_bit(data: bytes) -> Records:
    """Number and length are written seven bits to a byte."""
    at, size = 0, len(data)
    while at < size:
        kind, at = data[at], at + 1
        if kind & 0x80:
            kind, at = (kind & 0x7F) | (data[at] & 0x7F) << 7, at + 1
        length = shift = 0
        while True:
            length |= (data[at] & 0x7F) << shift
            shift, at = shift + 7, at + 1
            if not data[at - 1] & 0x80:
                break
        if at + length > size:
            raise ValueError("cut off")
        yield kind, data[at : at + length]
        at += length


def _new_sheet(records: Records) -> Survey:
    out, row, first, left, kind = Survey(), 0, _NONE, _NONE, -1
    for kind, data in records:
        if kind in _CELLS_B:
            first, left = min(first, row), min(left, int.from_bytes(data[:4], "little"))
        elif kind == _ROW_B:
            row = int.from_bytes(data[:4], "little")
            if data[11] & _HIDDEN_B:
                out.hidden_rows.append(row + 1)
        elif kind == _MERGE_B:
            top, bottom, begin, end = struct.unpack_from("<IIII", data)
            out.merged.append((top + 1, begin, bottom + 1, end))
    if kind != _END_B:  # the parser would take what there is for the whole
        raise ValueError("cut off")
    return _placed(out, first, left)


def _old(path: Path) -> dict[str, Survey]:
    data = stream(path, ("Workbook", "Book"))
    found: dict[str, Survey] = {}
    for kind, about in _plain(data, 0):
        if kind == _SHEET_X:
            (begin,), length = struct.unpack_from("<I", about), about[6]
            wide = about[7] & 1
            title = about[8 : 8 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1")
            found[title] = _old_sheet(_plain(data, begin))
    return found


def _plain(data: bytes, at: int) -> Records:
    """The records from one place to the end of that part."""
    while at + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, at)
        yield kind, data[at + 4 : at + 4 + length]
        if kind == _END_X:
            return
        at += 4 + length
    raise ValueError("cut off")


def _old_sheet(records: Records) -> Survey:
    out, first, left = Survey(), _NONE, _NONE
    for kind, data in records:
        if kind in _CELLS_X or kind == _MULTI_X:
            row, column = struct.unpack_from("<HH", data)
            first, left = min(first, row), min(left, column)
        elif kind == _ROW_X:
            row, flags = struct.unpack_from("<H10xH", data)
            if flags & _HIDDEN_X:
                out.hidden_rows.append(row + 1)
        elif kind == _MERGED_X:
            for i in range(struct.unpack_from("<H", data)[0]):
                top, bottom, begin, end = struct.unpack_from("<HHHH", data, 2 + 8 * i)
                out.merged.append((top + 1, begin, bottom + 1, end))
    return _placed(out, first, left)


def _placed(out: Survey, first: int, left: int) -> Survey:
    """Count columns from the first used one; a sheet without a cell is no matter."""
    if first < _NONE:
        out.first, out.left = first + 1, left
        out.merged = [(top, begin - left, bottom, end - left) for top, begin, bottom, end in out.merged]
    return out
