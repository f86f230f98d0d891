"""The directory and the heads of the parts of a zipped workbook, looked at before any parser does.

Every answer is the code of a problem or None. Nothing is unpacked but the first bytes of each XML part.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MAX_UNPACKED = 1_000_000_000
"""A million rows of twenty columns unpack to some 700 MB; what claims more than a gigabyte is split or is an attack."""
MAX_RATIO, RATIO_FROM = 400, 1 << 28
"""Sheets of repeated cells pack to a hundredth. Small files are let through whatever they pack to: they do no harm."""
MAX_ENTRIES = 5_000
"""A workbook with a hundred sheets, drawings and comments has some five hundred parts."""
MAX_DIRECTORY = 2_000_000
"""Bytes of the list of parts: it is held in memory whole."""
MAX_SMALL_PART = 16_000_000
"""The list of sheets and its links; they are read whole."""
MAX_NAME = 1_000
_HEAD = 1 << 16
_END = struct.Struct("<4s4H2LH")
_XML = (".xml", ".rels", ".vml")
_SMALL = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
_ENCODINGS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_DECLARED = re.compile(r"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")
_KNOWN = frozenset({"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii", "iso-8859-1"})
_SKIPPED = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)


def check(path: Path) -> str | None:
    """Return what is wrong with a zipped workbook, None where it may be handed to a parser."""
    try:
        if _directory_size(path) > MAX_DIRECTORY:
            return "workbook_unsafe"
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            return _directory(entries, path.stat().st_size) or _heads(archive, entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return "workbook_broken"


def _directory_size(path: Path) -> int:
    """The length of the list of parts as the end of the file gives it, before that list is read."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _HEAD - _END.size))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise zipfile.BadZipFile
    return int(_END.unpack_from(tail, at)[5])


def _directory(entries: list[zipfile.ZipInfo], packed_size: int) -> str | None:
    """Judge what the zip says of itself: sizes, number of parts, names, and ways of packing."""
    if any(e.flag_bits & 1 for e in entries):
        return "workbook_encrypted"
    unpacked = sum(e.file_size for e in entries)
    packed = sum(e.compress_size for e in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED:
        return "workbook_unsafe"
    if unpacked > RATIO_FROM and unpacked > MAX_RATIO * packed:
        return "workbook_unsafe"
    if packed > packed_size:  # parts that lie over each other: the same bytes unpacked many times
        return "workbook_unsafe"
    if any(e.filename in _SMALL and e.file_size > MAX_SMALL_PART for e in entries):
        return "workbook_unsafe"
    names = [e.filename for e in entries]
    if len({n.casefold() for n in names}) < len(names) or any(_odd(n) for n in names):
        return "workbook_unsafe"
    usual = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    return None if all(e.compress_type in usual for e in entries) else "workbook_broken"


def _odd(name: str) -> bool:
    """A name that leads out of the workbook. Nothing is ever unpacked to disk; such a file is still not a workbook."""
    return len(name) > MAX_NAME or name.startswith("/") or "\\" in name or ".." in name.split("/") or "\0" in name


def _heads(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> str | None:
    for entry in entries:
        if entry.filename.lower().endswith(_XML) and entry.file_size:
            with archive.open(entry) as part:
                if not _plain_start(part.read(_HEAD)):
                    return "workbook_entities"
    return None


def _plain_start(head: bytes) -> bool:
    """Say whether an XML part begins with its root element, after nothing but a declaration and comments.

    A document type stands before the root, and only there can entities be declared. An encoding that would hide it
    from this look is refused as well.
    """
    text = _decoded(head)
    declared = _DECLARED.match(text.removeprefix("\ufeff"))
    if declared and declared[1].lower() not in _KNOWN:
        return False
    at = len(text) - len(text.removeprefix("\ufeff"))
    while skipped := _SKIPPED.match(text, at):
        at = skipped.end()
    start = text[at : at + 2]
    return len(start) == 2 and start[0] == "<" and (start[1].isalpha() or start[1] == "_")


def _decoded(head: bytes) -> str:
    for mark, name in _ENCODINGS:
        if head.startswith(mark):
            return head.decode(name, errors="replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
