"""Where the sheets of a zipped workbook lie inside it, and what else it carries: macros, links to other files."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from pathlib import Path

ZIPPED = frozenset({".xlsx", ".xlsm"})
_LINKS = ("xl/externallinks/", "xl/connections")
_OLD_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_MACROS = ("xl/vbaproject.bin", "xl/macrosheets/")


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the title of every sheet and the name of its file inside the workbook."""
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - expat refuses entity bombs
    rels = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {r.get("Id", ""): r.get("Target", "") for r in rels}
    found: dict[str, str] = {}
    for sheet in (e for e in book.iter() if e.tag.endswith("}sheet")):
        link = next((v for k, v in sheet.items() if k.endswith("}id")), "")
        target = targets.get(link, "")
        found.setdefault(sheet.get("name", ""), target.lstrip("/") if target.startswith("/") else f"xl/{target}")
    return found


def carries(path: Path) -> tuple[bool, bool]:
    """Say whether a workbook holds macros, and whether it has links to other files or to databases. Neither is followed."""
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            return any(_OLD_MACROS in block for block in iter(lambda: file.read(1 << 20), b"")), False
    with zipfile.ZipFile(path) as archive:
        names = [n.lower() for n in archive.namelist()]
    return any(n.startswith(_MACROS) for n in names), any(n.startswith(_LINKS) for n in names)
