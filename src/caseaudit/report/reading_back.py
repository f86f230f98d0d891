"""Read an edited report back, from HTML or Word, as plain prose, tables and figures. No format's own machinery is needed.

Word files are read as they are shown when changes are accepted: inserted text counts, deleted text does not.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from caseaudit.errors import Place, Problem, UsageError
from caseaudit.report.claims import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

MAX_BYTES = 100_000_000


@dataclass(frozen=True)
class Block:
    """A paragraph, a list item or the like; `headings` are those above it, the outermost first."""

    text: str
    headings: tuple[str, ...] = ()


@dataclass
class Grid:
    """A table: its name where the file keeps it, its caption, and its rows as text, a line per paragraph."""

    name: str = ""
    caption: str = ""
    rows: list[list[str]] = field(default_factory=list)
    headings: tuple[str, ...] = ()


@dataclass
class Picture:
    """A figure that can be read: its title and the texts in it."""

    title: str
    texts: list[str]


@dataclass
class Document:
    """What stands in a report, in order of kind. `margins`: page heads and feet; `unread`: pictures."""

    blocks: list[Block] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    margins: list[str] = field(default_factory=list)
    unread: int = 0

    @property
    def text(self) -> str:
        return "\n".join((*self.margins, *(b.text for b in self.blocks)))


def read_document(path: Path) -> Document:
    """Read `.html` or `.docx`. Raises `UsageError`."""
    suffix = path.suffix.lower()
    if suffix not in (".html", ".htm", ".docx"):
        raise UsageError(Problem("verify_format", Place(file=path.name), {"suffix": suffix or path.name}))
    if not path.is_file():
        raise UsageError(Problem("file_missing", Place(file=path.name)))
    try:
        return _word(path) if suffix == ".docx" else _html(path)
    except (OSError, ValueError, KeyError, SyntaxError, zipfile.BadZipFile):
        raise UsageError(Problem("verify_unreadable", Place(file=path.name))) from None


class _Headings:
    """The headings in force."""

    def __init__(self) -> None:
        self._found: dict[int, str] = {}

    def enter(self, level: int, text: str) -> None:
        self._found = {n: t for n, t in self._found.items() if n < level} | {level: text}

    @property
    def now(self) -> tuple[str, ...]:
        return tuple(self._found[n] for n in sorted(self._found))


# --- HTML --------------------------------------------------------------------------------------------------------------

_FLOW = frozenset(
    {"address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "details", "div", "dl", "dt", "figcaption",
     "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "section",
     "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)  # fmt: skip
_ENDS_CELL = frozenset({"td", "th", "tr", "thead", "tbody", "tfoot", "table"})
"""HTML lets one leave out the end tags of cells and rows. A table inside a cell ends it too; ours have none."""


def _html(path: Path) -> Document:
    reader = _Page()
    if path.stat().st_size > MAX_BYTES:
        raise ValueError
    reader.feed(path.read_text(encoding="utf-8-sig"))
    reader.close()
    reader.flush()
    return reader.document


def read_svg(text: str) -> Picture:
    """The texts of one figure."""
    reader = _Page()
    reader.feed(text)
    return reader.document.pictures[0]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.document = Document()
        self._headings = _Headings()
        self._text: list[str] = []
        self._silent = 0
        self._grids: list[Grid] = []
        self._row: list[str] | None = None
        self._span = 1
        self._cell = False
        self._picture: Picture | None = None
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag in ("style", "script", "template", "head"):
            self._silent += 1
        elif tag == "svg":
            self._picture = Picture("", [])
        elif self._picture is not None:
            if tag == "text":
                self._picture.texts.append("")
            self._inside = tag if tag in ("text", "title", "desc") else self._inside
        elif tag in _FLOW:
            self._ended(tag)
            self.flush()
            if tag == "table":
                self._grids.append(Grid(found.get("data-name") or "", headings=self._headings.now))
            elif tag == "tr" and self._grids:
                self._row = []
            elif tag in ("td", "th"):
                self._cell = True
                self._span = int(found.get("colspan") or 1) if (found.get("colspan") or "1").isdigit() else 1
        elif tag == "img":
            self.document.unread += 1
        elif tag == "small" or (tag == "span" and "class" in found):
            self._text.append(" ")  # may be set on a line of its own

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script", "template", "head"):
            self._silent = max(0, self._silent - 1)
        elif tag == "svg" and self._picture is not None:
            self.document.pictures.append(self._picture)
            self._picture = None
        elif self._picture is not None:
            self._inside = "" if tag in ("text", "title", "desc") else self._inside
        elif tag in ("td", "th", "tr", "thead", "tbody", "tfoot") and self._grids:
            self._ended(tag)
        elif tag == "caption" and self._grids:
            self._grids[-1].caption = self._taken()
        elif tag == "table" and self._grids:
            self._ended(tag)
            self.document.grids.append(self._grids.pop())
        elif re.fullmatch(r"h[1-6]", tag):
            text = self._taken()
            self._headings.enter(int(tag[1]), text)
            self.document.blocks.append(Block(text, self._headings.now))
        elif tag in _FLOW:
            self.flush()

    def _ended(self, tag: str) -> None:
        """End the cell and the row that a tag ends, whether it stands at their end or begins what follows."""
        if tag not in _ENDS_CELL or self._row is None or not self._grids:
            return
        if self._cell:
            self._row += [self._taken(), *[""] * (min(self._span, 100) - 1)]
            self._cell = False
        if tag not in ("td", "th"):
            self._grids[-1].rows.append(self._row)
            self._row = None

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._picture is None:
            self._text.append(data)
        elif self._inside == "title":
            self._picture.title += data
        elif self._inside == "text" and self._picture.texts:
            self._picture.texts[-1] += data

    def _taken(self) -> str:
        text, self._text = plain("".join(self._text)), []
        return text

    def flush(self) -> None:
        """End the paragraph that is being read; inside a table cell a line break is only a space."""
        if self._row is not None and self._grids:
            self._text.append(" ")
            return
        if text := self._taken():
            self.document.blocks.append(Block(text, self._headings.now))


# --- Word --------------------------------------------------------------------------------------------------------------

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def _word(path: Path) -> Document:
    with zipfile.ZipFile(path) as file:
        body = _xml(file, "word/document.xml").find(f"{_W}body")
        levels = _heading_levels(file)
        edges = [n for n in file.namelist() if re.fullmatch(r"word/(header|footer)\d*\.xml", n)]
        margins = [plain(_text(p)) for n in edges for p in _xml(file, n).iter(f"{_W}p")]
    if body is None:
        raise ValueError
    out, headings = Document(margins=margins), _Headings()
    for element in _parts(body):
        if element.tag == f"{_W}p":
            out.unread += sum(e.tag in (f"{_DRAWING}inline", f"{_DRAWING}anchor") for e in element.iter())
            if text := plain(_text(element)):
                if level := levels.get(_style(element)):
                    headings.enter(level, text)
                out.blocks.append(Block(text, headings.now))
        else:
            before = out.blocks[-1].text if out.blocks else ""
            out.grids.append(_table(element, before, headings.now))
    return out


def _xml(file: zipfile.ZipFile, name: str) -> Element:
    from xml.etree.ElementTree import fromstring

    if file.getinfo(name).file_size > MAX_BYTES:
        raise ValueError
    return fromstring(file.read(name))  # noqa: S314 - reads no other files, and expat refuses entities that explode


def _parts(element: Element) -> Iterator[Element]:
    """Paragraphs and tables in order; those in content controls and insertions too."""
    for child in element:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag != f"{_W}del":
            yield from _parts(child)


def _text(element: Element) -> str:
    out = []
    for node in element.iter():
        if node.tag == f"{_W}t":
            out.append(node.text or "")
        elif node.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            out.append(" ")
        elif node.tag == f"{_W}noBreakHyphen":
            out.append("-")
    return "".join(out)


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(f"{_W}val", "")


def _style(paragraph: Element) -> str:
    return _value(paragraph.find(f"{_W}pPr/{_W}pStyle"))


def _heading_levels(file: zipfile.ZipFile) -> dict[str, int]:
    """Style ids of headings; their names are English in every Word."""
    out = {}
    for style in _xml(file, "word/styles.xml").iter(f"{_W}style"):
        found = re.fullmatch(r"heading ([1-6])", _value(style.find(f"{_W}name")).lower())
        if found:
            out[style.get(f"{_W}styleId", "")] = int(found[1])
    return out


def _table(table: Element, before: str, headings: tuple[str, ...]) -> Grid:
    properties = table.find(f"{_W}tblPr")
    caption = description = ""
    if properties is not None:
        caption = _value(properties.find(f"{_W}tblCaption"))
        description = _value(properties.find(f"{_W}tblDescription"))
    marks = [b.get(f"{_W}name", "") for b in table.iter(f"{_W}bookmarkStart")]
    rows = []
    for row in table.findall(f"{_W}tr") + table.findall(f"{_W}sdt/{_W}sdtContent/{_W}tr"):
        cells: list[str] = []
        for cell in _cells(row):
            span = _value(cell.find(f"{_W}tcPr/{_W}gridSpan"))
            text = "\n".join(plain(_text(p)) for p in cell.iter(f"{_W}p"))
            cells += [text.strip(), *[""] * (min(int(span), 100) - 1 if span.isdigit() else 0)]
        rows.append(cells)
    return Grid("\n".join((caption, description, *marks)), before, rows, headings)


def _cells(row: Element) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag not in (f"{_W}del", f"{_W}trPr"):
            yield from _cells(child)
