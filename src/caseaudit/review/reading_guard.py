"""What a form that came back must be before a parser sees it: a zip of sane size, of a kind we read."""

from __future__ import annotations

import io
import zipfile

MAX_BYTES = 40_000_000
MAX_UNPACKED = 300_000_000
MAX_ENTRIES = 5_000
MAX_RATIO = 400
SUFFIXES = (".xlsx", ".xlsm", ".ods")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def fault(data: bytes) -> str:
    """Return the code of the problem with a file's bytes, "" when it may be read."""
    if not data:
        return "file_empty"
    if data.startswith(_OLE):
        return "workbook_encrypted" if _ENCRYPTED in data else "review_form_kind"
    if not data.startswith(b"PK"):
        return "review_form_kind"
    if len(data) > MAX_BYTES:
        return "workbook_unsafe"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "workbook_broken"
    return _entries_fault(entries)


def is_ods(data: bytes) -> bool:
    """Tell an OpenDocument spreadsheet from an Excel workbook by what is in it, whatever the file is called."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "xl/workbook.xml" in names or "content.xml" not in names:
                return False
            return "mimetype" not in names or archive.read("mimetype").startswith(_ODS_TYPE)
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, NotImplementedError, RuntimeError):
        return False


def _entries_fault(entries: list[zipfile.ZipInfo]) -> str:
    if any(e.flag_bits & 1 for e in entries):
        return "workbook_encrypted"
    unpacked = sum(e.file_size for e in entries)
    packed = sum(e.compress_size for e in entries) or 1
    too_dense = unpacked > 1 << 26 and unpacked / packed > MAX_RATIO
    return "workbook_unsafe" if unpacked > MAX_UNPACKED or len(entries) > MAX_ENTRIES or too_dense else ""
