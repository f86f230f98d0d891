"""Which encoding a text file has, found from its bytes and never guessed per row."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from caseaudit.errors import DataError, Place, Problem
from caseaudit.privacy import mask

if TYPE_CHECKING:
    from pathlib import Path

_BLOCK = 1 << 22
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NORDIC = bytes("æøåÆØÅéö§", "cp1252")


def detect(path: Path) -> str:
    """Return the encoding of the file. Raises `DataError` where letters would silently be read wrongly."""
    with path.open("rb") as file:
        start = file.read(4096)
    for bom, name in _BOMS:
        if start.startswith(bom):
            return name
    if b"\0" in start:
        return _without_bom(start, path)
    return "utf-8" if _is_utf8(path) else _single_byte(path)


def _without_bom(start: bytes, path: Path) -> str:
    """UTF-16 without a mark has a zero byte at every other place in Danish text; zeros elsewhere are damage."""
    odd, even = start[1::2].count(0), start[::2].count(0)
    if odd > 0.6 * len(start) / 2 and even < odd / 4:
        return "utf-16-le"
    if even > 0.6 * len(start) / 2 and odd < even / 4:
        return "utf-16-be"
    raise DataError(Problem("text_binary", Place(file=mask(path.name))))


def _is_utf8(path: Path) -> bool:
    """Decode the whole file; a file with UTF-8 letters that breaks later is mixed, and no encoding reads it rightly."""
    decoder, letters = codecs.getincrementaldecoder("utf-8")(), False
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            if b"\0" in block:
                raise DataError(Problem("text_binary", Place(file=mask(path.name))))
            if block.isascii() and not decoder.getstate()[0]:
                continue
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                if letters or not error.object[: error.start].isascii():
                    at = file.tell() - len(error.object) + error.start
                    place = Place(mask(path.name), row=_line_at(path, at))
                    raise DataError(Problem("text_mixed_encoding", place, {"offset": at})) from None
                return False
            letters = True
    return True


def _line_at(path: Path, position: int) -> int:
    with path.open("rb") as file:
        return 1 + file.read(position).count(b"\n")


def _single_byte(path: Path) -> str:
    """Windows-1252, unless the Danish letters sit where DOS (cp850) had them: that is asked about, not repaired."""
    nordic = dos = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            nordic += sum(block.count(b) for b in _NORDIC)
            dos += sum(block.count(b) for b in (0x91, 0x9B, 0x86, 0x8F, 0x9D))
            if b"\0" in block:
                raise DataError(Problem("text_binary", Place(file=mask(path.name))))
    if dos > nordic:
        raise DataError(Problem("text_encoding_unknown", Place(file=mask(path.name))))
    return "cp1252"
