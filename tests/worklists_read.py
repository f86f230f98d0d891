"""Read and fill in work lists as people do: in a spreadsheet program, knowing headings and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook

WRITTEN = ("Status", "Ansvarlig", "Bemærkning")


@dataclass(frozen=True)
class Line:
    """One row of one sheet."""

    sheet: str
    row: int
    key: str
    cells: dict[str, str]

    @property
    def written(self) -> tuple[str, str, str]:
        return tuple(self.cells.get(n, "") for n in WRITTEN)


def lines(path: Path) -> list[Line]:
    book = load_workbook(path)
    return [x for sheet in book.worksheets for x in _of(sheet)]


def of_folder(folder: Path) -> list[Line]:
    return [x for p in sorted(folder.glob("*.xlsx")) for x in lines(p)]


def _of(sheet):
    heads = {str(c.value): c.column for c in sheet[4] if c.value}
    if "Sag" not in heads:
        return
    for row in range(5, sheet.max_row + 1):
        texts = {n: str(sheet.cell(row, c).value or "") for n, c in heads.items()}
        key = next((str(c.value) for c in sheet[row] if str(c.value).startswith("cw1-")), "")
        if texts["Sag"] and texts["Sag"] != "Ingen.":
            yield Line(sheet.title, row, key, texts)


def fill(path: Path, edits: dict[str, tuple[str, str, str]]) -> int:
    """Write status, responsible and comment in the rows of these keys; returns how many were found."""
    book = load_workbook(path)
    done = 0
    for sheet in book.worksheets:
        heads = {str(c.value): c.column for c in sheet[4] if c.value}
        for line in list(_of(sheet)):
            if line.key in edits and "Ansvarlig" in heads:
                for name, text in zip(WRITTEN, edits[line.key], strict=True):
                    sheet.cell(line.row, heads[name]).value = text or None
                done += 1
    book.save(path)
    return done
