"""A Word file as its parts: read, changed and put together again so that the same parts always give the same bytes."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

_FIRST = ("[Content_Types].xml", "_rels/.rels")
_THEN = (1980, 1, 1, 0, 0, 0)


def packed(parts: dict[str, bytes]) -> bytes:
    """The parts as one file, in a fixed order and without the time of day."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name in sorted(parts, key=lambda n: (n not in _FIRST, n)):
            info = zipfile.ZipInfo(name, _THEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            file.writestr(info, parts[name])
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as file:
        return {i.filename: file.read(i) for i in file.infolist() if not i.is_dir()}


def recoloured(parts: dict[str, bytes], old: str, new: str) -> dict[str, bytes]:
    """Put one colour in the place of another; a template that was restyled no longer holds the old one."""
    if old.casefold() == new.casefold():
        return parts
    found = re.compile(rb'(?i)(?<=")' + old.encode() + rb'(?=")')
    return {n: found.sub(new.upper().encode(), b) if n.endswith(".xml") else b for n, b in parts.items()}


def in_language(parts: dict[str, bytes], tag: str) -> dict[str, bytes]:
    """Set the language of the proofing tools wherever the template says Danish."""
    if tag == "da-DK":
        return parts
    return {n: b.replace(b"da-DK", tag.encode()) if n in _LANGUAGE else b for n, b in parts.items()}


_LANGUAGE = frozenset({"word/styles.xml", "word/settings.xml", "docProps/core.xml"})
