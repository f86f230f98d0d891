"""From a path to hits: what a file really is decides how it is taken apart; its name is searched as well."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from pathlib import Path
from typing import IO, TYPE_CHECKING

from caseaudit.privacy.scan import office, texts
from caseaudit.privacy.scan.model import MAX_BYTES, Hit, Piece, UnreadableError, judge, shown
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEPTH = 3
_XML = (".xml", ".rels", ".vml")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".emf", ".wmf", ".webp", ".heic")


def scan(path: Path) -> Iterator[Hit | UnreadableError]:
    """Every place with a CPR number in one file, and every part that could not be searched."""
    name = shown(path.name)
    if kind := judge(path.stem):
        yield Hit(name, str(Text("filens navn", "the file's name")), kind)
    seen: set[tuple[str, str]] = set()
    try:
        with path.open("rb") as file:
            left = [MAX_BYTES]
            data = _limited(file, left)
        for piece in _pieces(path.name, data, left, _DEPTH):
            if isinstance(piece, UnreadableError):
                yield piece
            elif (kind := judge(piece.text)) and (piece.where, kind) not in seen:
                seen.add((piece.where, kind))
                yield Hit(name, piece.where, kind)
    except UnreadableError as e:
        yield e
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, KeyError):
        yield UnreadableError()  # RuntimeError: a zip with a password


def _pieces(name: str, data: bytes, left: list[int], depth: int) -> Iterator[Piece | UnreadableError]:
    suffix = Path(name).suffix.lower()
    if data[:4] == b"PK\x03\x04":
        yield from _zip(data, left, depth)
    elif data[:2] == b"\x1f\x8b":
        with gzip.open(io.BytesIO(data)) as file:
            yield from _pieces(Path(name).stem, _limited(file, left), left, depth - 1)
    elif data[:5] == b"%PDF-":
        yield from _pdf(data)
    elif suffix in _PICTURES:
        yield UnreadableError("scan_no_text")
    elif data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        yield from _old_office(data)
    elif suffix in (".html", ".htm", ".svg", ".xhtml"):
        yield from texts.html(data)
    elif data[:4] == b"PAR1" or data[:6] == b"SQLite":
        yield from _bytes(data)
        yield UnreadableError("scan_no_text")
    else:
        yield from texts.lines(data)


def _zip(data: bytes, left: list[int], depth: int) -> Iterator[Piece | UnreadableError]:
    """Word and Excel files, and plain archives of anything."""
    if not depth:
        raise UnreadableError
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [i for i in archive.infolist() if not i.is_dir()]
        if sum(i.file_size for i in parts) > left[0]:
            raise UnreadableError("scan_too_large")
        names = {i.filename for i in parts}
        sheets = office.sheet_names(archive.open, names)
        strings: list[str] = []
        if "xl/sharedStrings.xml" in names:
            with archive.open("xl/sharedStrings.xml") as file:
                strings = office.shared_strings(file)
        for part in sorted(names):
            where = shown(part)
            yield Piece(f"{Text('navn i arkivet', 'name in the archive')}: {where}", Path(part).stem)
            with archive.open(part) as file:
                if part in sheets:
                    yield from office.cells(file, sheets[part], strings)
                elif part.endswith(_XML) and part != "xl/sharedStrings.xml":
                    yield from office.xml_pieces(file, where)
                elif part.endswith(_PICTURES):
                    yield UnreadableError("scan_no_text", where)
                elif part != "xl/sharedStrings.xml":
                    for piece in _pieces(part, _limited(file, left), left, depth - 1):
                        yield _inside(piece, where)


def _inside(piece: Piece | UnreadableError, part: str) -> Piece | UnreadableError:
    if isinstance(piece, Piece):
        return Piece(f"{part}, {piece.where}", piece.text)
    return UnreadableError(piece.code, f"{part}, {piece.where}" if piece.where else part)


def _limited(file: IO[bytes] | gzip.GzipFile, left: list[int]) -> bytes:
    data = file.read(left[0] + 1)
    left[0] -= len(data)
    if left[0] < 0:
        raise UnreadableError("scan_too_large")
    return data


def _pdf(data: bytes) -> Iterator[Piece | UnreadableError]:
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise UnreadableError("scan_needs_pypdf") from None
    try:
        reader = PdfReader(io.BytesIO(data))
        for key, value in (reader.metadata or {}).items():
            yield Piece(f"{Text('egenskab', 'property')} {key}", str(value))
        for number, page in enumerate(reader.pages, 1):
            where = f"{Text('side', 'page')} {number}"
            text = page.extract_text()
            for line in text.splitlines():
                yield Piece(where, line)
            for note in page.get("/Annots") or ():
                yield Piece(f"{where}, {Text('note eller felt', 'note or field')}", _note(note.get_object()))
            if not text.strip():
                yield UnreadableError("scan_no_text", where)
    except PyPdfError:
        raise UnreadableError from None


def _note(note: object) -> str:
    keys = ("/Contents", "/V", "/T", "/TU")
    return " ".join(str(note[k]) for k in keys if k in note) if isinstance(note, dict) else ""


def _old_office(data: bytes) -> Iterator[Piece | UnreadableError]:
    """Files from before 2007: letters are found, numbers in cells are not, so it is said that it was not enough."""
    yield from _bytes(data)
    yield UnreadableError()


def _bytes(data: bytes) -> Iterator[Piece]:
    """The letters in a file of another kind."""
    import re

    where = str(Text("et sted i filen", "somewhere in the file"))
    for run in re.finditer(rb"[\x20-\x7e\xa0-\xff]{10,}", data):
        yield Piece(where, run[0].decode("cp1252", "replace"))
    for run in re.finditer(rb"(?:[\x20-\x7e\xa0-\xff]\x00){10,}", data):
        yield Piece(where, run[0].decode("utf-16-le", "replace"))
