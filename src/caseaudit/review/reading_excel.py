"""The cells of an Excel workbook, row by row from its XML: openpyxl finds the parts, and no cell is made an object of its own.

A work list of a big unit has 400,000 cells; openpyxl's own cells take ten times as long. Both read the same text: a test says so.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from openpyxl.cell.text import Text as RichText
from openpyxl.comments.comment_sheet import CommentSheet
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import column_index_from_string, coordinate_to_tuple
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.xml.constants import COMMENTS_NS, SHARED_STRINGS, SHEET_MAIN_NS

if TYPE_CHECKING:
    from collections.abc import Iterator

_NS = f"{{{SHEET_MAIN_NS}}}"
_ROW, _CELL, _VALUE, _FORMULA, _INLINE = (_NS + name for name in ("row", "c", "v", "f", "is"))
_STRING, _PLAIN = _NS + "si", _NS + "t"
_DIGITS = "0123456789"
FORMULA = object()
"""What `cells` gives for a cell that is calculated."""


class _Reader(ExcelReader):
    """openpyxl's reader, but plain strings are taken as they stand."""

    def read_strings(self) -> None:
        part = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        if part is None:
            return
        strings = []
        with self.archive.open(part.PartName[1:]) as source:
            for _, node in ET.iterparse(source):  # noqa: S314 - expat refuses entity bombs
                if node.tag == _STRING:
                    strings.append(_string(node))
                    node.clear()
        self.shared_strings = strings


def sheets(data: bytes) -> Iterator[tuple[str, Iterator[tuple[int, int, Any]], frozenset[tuple[int, int]]]]:
    """Each sheet: its name, its cells (row, column, text or `FORMULA`), and where notes hang. Raises what a parser raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl does not know (colours that grow with numbers) is not read here
        reader = _Reader(io.BytesIO(data), read_only=True, keep_links=False)
        reader.read()
    with reader.archive:
        for sheet in reader.wb.worksheets:
            path = sheet._worksheet_path  # type: ignore[attr-defined]  # noqa: SLF001 - it has no other name
            yield sheet.title, _cells(reader, path), _notes(reader, path)


def _string(node: ET.Element) -> str:
    plain = len(node) == 1 and node[0].tag == _PLAIN
    text = node[0].text if plain else _rich(node)
    return (text or "").replace("x005F_", "")


def _rich(node: Any) -> str:
    """Text in runs of different formats."""
    read: Any = RichText.from_tree(node)
    return str(read.content or "")


def _cells(reader: _Reader, path: str) -> Iterator[tuple[int, int, Any]]:
    row = 0
    with reader.archive.open(path) as source:
        for _, element in ET.iterparse(source):  # noqa: S314
            if element.tag != _ROW:
                continue
            row = int(float(element.get("r", row + 1)))
            yield from _of_row(reader, row, element)
            element.clear()


def _of_row(reader: _Reader, row: int, element: ET.Element) -> Iterator[tuple[int, int, Any]]:
    strings, at, column = reader.shared_strings, row, 0
    for cell in element:
        if cell.tag != _CELL:
            continue
        if reference := cell.get("r"):
            letters = reference.rstrip(_DIGITS)
            at, column = int(reference[len(letters) :]), column_index_from_string(letters)
        else:
            column += 1
        if not len(cell):
            continue
        first = cell[0]
        if cell.get("t") == "s" and first.tag == _VALUE and first.text:
            yield at, column, strings[int(first.text)]
        elif cell.find(_FORMULA) is not None:
            yield at, column, FORMULA
        else:
            text = _text(reader, cell)
            if text is not None:
                yield at, column, text


def _text(reader: _Reader, cell: ET.Element) -> str | None:
    """What stands in a cell that is not calculated, as the program shows it without its format. None: nothing."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(_INLINE)
        return None if inline is None else _rich(inline)
    value = cell.findtext(_VALUE)
    if not value:
        return None
    if kind == "s":
        return str(reader.shared_strings[int(value)])
    if kind == "b":
        return "TRUE" if int(value) else "FALSE"
    if kind == "d":
        return str(from_ISO8601(value))  # type: ignore[no-untyped-call]
    return _number(reader, value, int(cell.get("s", "0"))) if kind == "n" else value


def _number(reader: _Reader, value: str, style: int) -> str:
    number = float(value) if set(value) & {".", "E", "e"} else int(value)
    book: Any = reader.wb
    if style in book._date_formats:  # noqa: SLF001
        try:
            return str(from_excel(number, book.epoch, timedelta=style in book._timedelta_formats))  # noqa: SLF001
        except (OverflowError, ValueError):
            return "#VALUE!"
    return str(int(number)) if isinstance(number, float) and number.is_integer() else str(number)


def _notes(reader: _Reader, path: str) -> frozenset[tuple[int, int]]:
    relations = str(get_rels_path(path))  # type: ignore[no-untyped-call]
    if relations not in reader.valid_files:
        return frozenset()
    parts = [r.target for r in get_dependents(reader.archive, relations) if r.Type == COMMENTS_NS]
    trees: Iterator[Any] = (ET.fromstring(reader.archive.read(p)) for p in parts)  # noqa: S314
    found: list[Any] = [CommentSheet.from_tree(t) for t in trees]
    return frozenset(coordinate_to_tuple(ref) for f in found for ref, _ in f.comments)
