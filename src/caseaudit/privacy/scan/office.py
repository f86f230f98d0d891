"""Excel, Word, PowerPoint and LibreOffice files: every part of the zip, hidden sheets, comments and properties too."""

from __future__ import annotations

import posixpath
from typing import IO, TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from caseaudit.privacy.scan.model import Piece, UnreadableError, shown
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_GROUPS = frozenset({"p", "si", "comment", "definedName", "f", "Relationship", "oddHeader", "oddFooter"})
"""What belongs together as one text: letters of one number may be split over several runs of a paragraph."""
_NAMED = frozenset(
    {
        "name", "title", "descr", "tooltip", "location", "Target", "display", "author", "prompt", "promptTitle",
        "error", "errorTitle", "initials", "alias", "tag", "href", "value", "string-value", "codeName", "text",
    }
)  # fmt: skip


def xml_pieces(file: IO[bytes], part: str) -> Iterator[Piece]:
    """All text and all names in one XML part, paragraph by paragraph."""
    number = inside = 0
    for event, item in _events(file):
        tag = _plain(item.tag)
        if event == "start":
            inside += tag in _GROUPS
            for key, value in item.attrib.items():
                if _plain(key) in _NAMED:
                    yield Piece(f"{part}, {Text('navn eller egenskab', 'name or property')}", value)
            continue
        inside -= tag in _GROUPS
        if inside:
            continue
        if tag in _GROUPS:
            number += 1
            yield Piece(f"{part}, {Text('afsnit', 'paragraph')} {number}", "".join(item.itertext()))
        else:
            for text in (item.text, *(child.tail for child in item)):
                if text and text.strip():
                    yield Piece(part, text)
        item.clear()


def shared_strings(file: IO[bytes]) -> list[str]:
    """The texts that cells point to, in their order."""
    out: list[str] = []
    words: list[str] = []
    for event, item in _events(file):
        tag = _plain(item.tag)
        if event == "start" and tag == "si":
            words = []
        elif event == "end" and tag == "t":
            words.append(item.text or "")
        elif event == "end" and tag == "si":
            out.append("".join(words))
            item.clear()
    return out


def sheet_names(open_part: Callable[[str], IO[bytes]], names: set[str]) -> dict[str, str]:
    """The part of each sheet -> its name, as it may be printed."""
    book, links = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    if not {book, links} <= names:
        return {}
    targets: dict[str, str] = {}
    with open_part(links) as file:
        for event, item in _events(file):
            if event == "start" and "Target" in item.attrib:
                target = item.attrib["Target"]
                where = target[1:] if target.startswith("/") else posixpath.normpath(f"xl/{target}")
                targets[item.attrib.get("Id", "")] = where
    found: dict[str, str] = {}
    with open_part(book) as file:
        for event, item in _events(file):
            if event == "start" and _plain(item.tag) == "sheet":
                link = next((v for k, v in item.attrib.items() if _plain(k) == "id" and k != "sheetId"), "")
                hidden = f" ({Text('skjult', 'hidden')})" if item.attrib.get("state", "visible") != "visible" else ""
                found[targets.get(link, "")] = shown(item.attrib.get("name", "")) + hidden
    return found


def cells(file: IO[bytes], sheet: str, texts: list[str]) -> Iterator[Piece]:
    """Every cell by its name, its formula, and what else the sheet says: headers, footers, rules, prompts."""
    place = f"{Text('ark', 'sheet')} {sheet}"
    in_cell = False
    for event, item in _events(file):
        tag = _plain(item.tag)
        if event == "start":
            in_cell = in_cell or tag == "c"
            if not in_cell:
                for key, value in item.attrib.items():
                    if _plain(key) in _NAMED:
                        yield Piece(f"{place}, {Text('uden for cellerne', 'outside the cells')}", value)
        elif tag == "c":
            in_cell = False
            where = f"{place}, {Text('celle', 'cell')} {item.attrib.get('r', '?')}"
            for text in _cell(item, texts):
                yield Piece(where, text)
            item.clear()
        elif not in_cell:
            if item.text and item.text.strip():
                yield Piece(f"{place}, {Text('uden for cellerne', 'outside the cells')}", item.text)
            item.clear()


def _cell(item: Any, texts: list[str]) -> Iterator[str]:
    kind = item.attrib.get("t", "n")
    inline = "".join(x.text or "" for x in item.iter() if _plain(x.tag) == "t")
    if inline:
        yield inline
    for x in item.iter():
        tag, text = _plain(x.tag), x.text or ""
        if tag == "f":
            yield text
        elif tag == "v" and kind == "s":
            yield texts[int(text)] if text.isdigit() and int(text) < len(texts) else ""
        elif tag == "v":
            yield _whole(text) if kind == "n" else text


def _whole(text: str) -> str:
    """A number cell as digits: 3.102104999E9 is ten digits, 45321.5 is a moment and no number of a person."""
    try:
        value = float(text)
    except ValueError:
        return text
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else ""


def _events(file: IO[bytes]) -> Iterator[tuple[str, Any]]:
    """The parts of an XML file as they come. A file that declares entities is not read: it could be a bomb."""
    head = file.read(4096)
    if b"<!DOCTYPE" in head.replace(b"\0", b"") or b"<!ENTITY" in head.replace(b"\0", b""):
        raise UnreadableError
    parser: Any = ET.XMLPullParser(("start", "end"))
    try:
        chunk = head
        while chunk:
            parser.feed(chunk)
            yield from parser.read_events()
            chunk = file.read(1 << 20)
        parser.close()
        yield from parser.read_events()
    except ET.ParseError:
        raise UnreadableError from None


def _plain(tag: Any) -> str:
    return str(tag).rsplit("}", 1)[-1]
