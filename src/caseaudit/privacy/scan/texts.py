"""Plain text, tables as text and HTML, as pieces."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from caseaudit.privacy.scan.model import Piece, UnreadableError
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

_CELLS = re.compile(r"[;\t|]|,(?!\d{1,3}\b)")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEEN = frozenset({"alt", "title", "content", "href", "value", "name", "placeholder", "label", "id", "src", "summary"})


def decode(data: bytes) -> str:
    """Text in UTF-8 or UTF-16 by its mark, else UTF-8, else Windows-1252, which takes nearly anything."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    if data[:400].count(0) > len(data[:400]) // 4:
        return data.decode("utf-16-le", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def lines(data: bytes) -> Iterator[Piece]:
    """A line at a time, and its cells one by one: two cells beside each other are not one number."""
    for number, line in enumerate(decode(data).splitlines(), 1):
        where = f"{Text('linje', 'line')} {number}"
        for cell in _CELLS.split(line):
            yield Piece(where, cell)


def html(data: bytes) -> Iterator[Piece]:
    """What a browser shows or reads aloud, links, scripts and comments; not the numbers that pictures are drawn with."""
    parser = _Html()
    try:
        parser.feed(decode(data))
        parser.close()
    except (AssertionError, ValueError):
        raise UnreadableError from None
    yield from parser.pieces


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._style = tag == "style"
        for name, value in attrs:
            shown = name in _SEEN or name.startswith(("aria-", "data-"))
            if value and shown and not value.startswith("data:"):
                self._add(value, f", {Text('attribut', 'attribute')} {name}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            self._style = False

    def handle_data(self, data: str) -> None:
        if not self._style:
            first = self.getpos()[0]
            for n, line in enumerate(data.splitlines()):
                self._add(line, line=first + n)

    def handle_comment(self, data: str) -> None:
        self._add(data, f", {Text('kommentar', 'comment')}")

    def _add(self, text: str, more: str = "", line: int | None = None) -> None:
        if not text.isspace():
            self.pieces.append(Piece(f"{Text('linje', 'line')} {line or self.getpos()[0]}{more}", text))
