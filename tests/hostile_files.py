"""Workbooks written part by part, so that they can be wrong in ways that no library writes."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HEADERS = ("Sagsnummer", "Afgørelse dato", "Paragraf", "Plan dato")
ROW = ("S1", "01-02-2024", "BL § 46", "15-01-2024")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/package/2006/content-types"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def letters(column: int) -> str:
    """0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def text_cell(row: int, column: int, text: str) -> str:
    at = f"{letters(column)}{row}"
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


def sheet_row(row: int, cells: str, attributes: str = "") -> str:
    return f'<row r="{row}"{attributes}>{cells}</row>'


def sheet_rows(rows, first: int = 1) -> str:
    """Rows of text as they stand between `sheetData` and its end; a cell that begins with `<` is XML already."""
    out = []
    for i, cells in enumerate(rows, first):
        parts = [c if c.startswith("<") else text_cell(i, j, c) for j, c in enumerate(cells) if c]
        out.append(sheet_row(i, "".join(parts)))
    return "".join(out)


def sheet_xml(data: str, before: str = "", after: str = "", head: str = "") -> str:
    return f'{_DECLARATION}{head}<worksheet xmlns="{MAIN}" xmlns:r="{REL}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'


def good_sheet(*more: str, after: str = "") -> str:
    """A sheet with the headers and one row, and then the rows given as XML."""
    return sheet_xml(sheet_rows([HEADERS, ROW]) + "".join(more), after=after)


def parts_of(sheets: dict[str, str], *, states: dict[str, str] | None = None, properties: str = "") -> dict[str, str]:
    """The parts of a workbook with these sheets (title -> XML)."""
    states = states or {}
    titles = list(sheets)
    listed = "".join(
        f'<sheet name="{t}" sheetId="{i}" r:id="rId{i}"' + (f' state="{states[t]}"' if t in states else "") + "/>"
        for i, t in enumerate(titles, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{REL}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(titles) + 1)
    )
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{_SHEET_TYPE}"/>'
        for i in range(1, len(titles) + 1)
    )
    out = {
        "[Content_Types].xml": f'{_DECLARATION}<Types xmlns="{_KINDS}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_BOOK_TYPE}"/>{kinds}</Types>',
        "_rels/.rels": f'{_DECLARATION}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{REL}">{properties}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{_DECLARATION}<Relationships xmlns="{PACKAGE}">{links}</Relationships>',
    }
    for i, xml in enumerate(sheets.values(), 1):
        out[f"xl/worksheets/sheet{i}.xml"] = xml
    return out


def write_parts(path: Path, parts: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def write_book(path: Path, **sheets: str) -> Path:
    """Write a workbook of these sheets (title -> XML)."""
    return write_parts(path, parts_of(sheets))


def repeated_part(path: Path, parts: dict[str, str | bytes], name: str, start: bytes, block: bytes, times: int) -> Path:
    """Write a workbook with one part that is `block` over and over: gigabytes that pack to little."""
    write_parts(path, {k: v for k, v in parts.items() if k != name})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, archive.open(name, "w") as part:
        part.write(start)
        for _ in range(times):
            part.write(block)
    return path
