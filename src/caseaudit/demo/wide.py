"""The wide pull: one row per decision, or per case without one, as a controller makes it by hand in Excel.

What does not fit into one row of a case gets a row of its own with the same case number.
"""

from __future__ import annotations

import csv
from datetime import date, datetime
from typing import TYPE_CHECKING

from caseaudit.demo import people, words
from caseaudit.demo.canonical import fill
from caseaudit.demo.wide_rows import HEADERS, rows_of
from caseaudit.demo.workbook import new_workbook, save

if TYPE_CHECKING:
    from pathlib import Path

    from caseaudit.demo.model import Cell, Synthetic
    from caseaudit.demo.wide_rows import Row

_AS_TEXT = frozenset({"Fødselsdato", "Underretning modtaget", "24-timers vurdering"})
"""Columns whose dates somebody has typed as text; the others hold real dates."""
_DAY = "dd-mm-yyyy"
_FIRST_ROW = 5
"""Below the title, the day, a blank line and the header."""


def write(synthetic: Synthetic, folder: Path) -> list[Path]:
    """Write `wide.xlsx`, with all that people put around a table, and `wide.csv`, without."""
    rows = [row for case in synthetic.cases for row in rows_of(case)]
    headers = [*HEADERS, *numbered(rows)]
    book = write_workbook(
        rows, headers, f"{people.MUNICIPALITY} Kommune, Familieafdelingen", synthetic.as_of, folder / "wide.xlsx"
    )
    path = folder / "wide.csv"
    with path.open("w", encoding="cp1252", newline="") as file:
        out = csv.writer(file, delimiter=";", lineterminator="\r\n")
        out.writerow(headers)
        out.writerows([_typed(row.get(header)) for header in headers] for row in rows)
    return [book, path]


def numbered(rows: list[Row]) -> list[str]:
    """Return as many numbered columns as the fullest row needs, and never fewer than two of each."""
    most = {
        name: max([2, *(sum(f"{name} {n}" in row for n in range(1, len(row))) for row in rows)])
        for name in ("Opfølgning", "Tilsynsbesøg")
    }
    met, visits = range(1, most["Opfølgning"] + 1), range(1, most["Tilsynsbesøg"] + 1)
    return [
        *(h for n in met for h in (f"Opfølgning {n}", f"Næste opfølgning {n}", f"Opfølgning {n}: plan nødvendig")),
        *(header for n in visits for header in (f"Tilsynsbesøg {n}", f"Tilsyn {n}: samtale med barnet")),
    ]


def _typed(cell: Cell | None) -> str:
    return words.day(cell) if isinstance(cell, date) else cell or ""


def write_workbook(rows: list[Row], headers: list[str], title: str, as_of: date, path: Path) -> Path:
    """Write the sheet with a merged title, two lines above the header, a totals row, and a hidden list of codes."""
    book = new_workbook()
    sheet = book.create_sheet("Udtræk")
    sheet.append([title])
    sheet.append([f"Udtrukket {words.day(as_of)}"])
    sheet.append([])
    sheet.append(headers)
    sheet.merge_cells("A1:F1")
    cells = ([_cell(header, row.get(header)) for header in headers] for row in rows)
    fill(sheet, cells, _DAY, f"{_DAY} hh:mm", first=_FIRST_ROW)
    counted = next(h for h in ("Underretning modtaget", "Afgørelse dato") if h in headers)
    sheet.append(["I alt", *[None] * (headers.index(counted) - 1), sum(counted in row for row in rows)])
    codes = book.create_sheet("Kodeliste")
    codes.sheet_state = "hidden"
    codes.append(["Kode", "Tekst"])
    for code, text in (*words.BODIES.items(), *words.TALKS.items()):
        codes.append([code, text])
    return save(book, path)


def _cell(header: str, value: Cell | None) -> Cell | None:
    typed = isinstance(value, date) and (header in _AS_TEXT or isinstance(value, datetime))
    return _typed(value) if typed else value
