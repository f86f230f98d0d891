"""The XML of a sheet as bytes: pieces of whole rows, and the cells in them with where they stand.

A row or a cell may leave out its number; then it follows the one before.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK = 1 << 18
_ROOT = re.compile(rb"<(?:(\w+):worksheet|worksheet|(?:\w+:)?(?:macro|dialog)sheet)\b")
AT = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_ROW_AT = re.compile(rb'\br="([0-9]{1,7})"')
_ERROR = re.compile(rb'\bt="e"')
_AS_TEXT = re.compile(rb'\bt="str"')


class Cell(NamedTuple):
    """`about`: its attributes. `inside`: its formula and value. Columns count from 0."""

    row: int
    column: int
    about: bytes
    inside: bytes


class Names:
    """The names of the elements with the prefix that one sheet gives them, and the patterns made of them."""

    def __init__(self, prefix: bytes) -> None:
        p = re.escape(prefix)
        self.row, self.bare_row, self.cell = (b"<" + prefix + n for n in (b"row ", b"row>", b"c"))
        self.formula = re.compile(b"<" + p + rb"f[> /]")
        self.rows = re.compile(b"<" + p + rb"row\b([^>]*)>")
        self.cells = re.compile(b"<" + p + rb"c\b([^>]*?)(?:/>|>(.*?)</" + p + b"c>)", re.DOTALL)
        self.some_value = re.compile(b"<" + p + rb"v\b[^>/]*>[^<]|<" + p + rb"is\b")
        self.any_value = re.compile(b"<" + p + rb"v\b")
        after = rb">(?!\s*<" + p + rb"v\b[^>/]*>[^<])"
        self.no_result = (re.compile(b"</" + p + b"f" + after), re.compile(b"<" + p + rb"f(?: [^>]*)?/" + after))
        self.linked = re.compile(b"<" + p + rb"f\b[^>]*>[^<]*\[\d+\]")
        self.merge = re.compile(b"<" + p + rb"mergeCell\b([^>]*)>")
        self.end = b"</" + prefix + b"sheetData>"

    def last(self, piece: bytes) -> int:
        """Return where the last row begins, -1 where none does."""
        at = piece.rfind(self.row)
        return at if at >= 0 else piece.rfind(self.bare_row)

    def counts(self, cell: Cell) -> bool:
        """Say whether the parsers take it for a used cell: an empty text is one, an empty number is not."""
        if self.some_value.search(cell.inside):
            return True
        return _AS_TEXT.search(cell.about) is not None and self.any_value.search(cell.inside) is not None

    def lacks_value(self, about: bytes, inside: bytes) -> bool:
        """Say whether a cell shows an error, or is a formula without a result; an empty text is one: blank on purpose."""
        if _ERROR.search(about):
            return True
        if not any(pattern.search(inside) for pattern in self.no_result):
            return False
        return not (_AS_TEXT.search(about) and self.any_value.search(inside))


def pieces(file: IO[bytes]) -> Iterator[tuple[Names, bytes]]:
    """Return the sheet in pieces that begin with a row, the first one apart. Raises `ValueError` for what is no sheet."""
    kept, names, single = b"", None, False
    while block := file.read(_BLOCK):
        kept += block.replace(b"'", b'"') if single else block
        if names is None:
            root = _ROOT.search(kept)
            if root is None:
                continue
            names = Names(root[1] + b":" if root[1] else b"")
            single = b"='" in kept[: kept.find(b">", root.end())]
            kept = kept.replace(b"'", b'"') if single else kept
        cut = names.last(kept)
        if cut > 0:
            yield names, kept[:cut]
            kept = kept[cut:]
    if names is None:
        raise ValueError("no sheet")
    yield names, kept


def rows_of(names: Names, piece: bytes, before: int) -> Iterator[tuple[int, int, bytes]]:
    """Return number, start and attributes of each row; `before` is the number of the last row of the pieces before."""
    row = before
    for match in names.rows.finditer(piece):
        at = _ROW_AT.search(match[1])
        row = int(at[1]) if at else row + 1
        yield row, match.start(), match[1]


def cells_of(names: Names, piece: bytes, before: int) -> Iterator[Cell]:
    """Return every cell of the rows in a piece."""
    rows = [(n, start) for n, start, _ in rows_of(names, piece, before)]
    for i, (row, start) in enumerate(rows):
        end = rows[i + 1][1] if i + 1 < len(rows) else len(piece)
        column = -1
        for match in names.cells.finditer(piece, start, end):
            at = AT.search(match[1])
            column = column_of(at[1]) if at else column + 1
            yield Cell(int(at[2]) if at else row, column, match[1], match[2] or b"")


def last_row(names: Names, piece: bytes, before: int) -> int:
    """Return the number of the last row that begins in a piece."""
    start = names.last(piece)
    if start < 0:
        return before
    at = _ROW_AT.search(piece, start, piece.find(b">", start))
    return int(at[1]) if at else max((n for n, *_ in rows_of(names, piece, before)), default=before)


def column_of(letters: bytes) -> int:
    """A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
