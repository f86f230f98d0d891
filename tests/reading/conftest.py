"""What the tests of reading share: the synthetic export, and ways to write a table down."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

DATA = Path(__file__).parent.parent / "data"
KEY = b"0" * 32


@pytest.fixture(scope="session")
def udtraek_rows():
    """The header and rows of the synthetic wide export, as Excel holds them."""
    rows = list(openpyxl.load_workbook(DATA / "udtraek.xlsx")["Udtræk"].iter_rows(values_only=True))
    return [list(r) for r in rows[3:]]


@pytest.fixture
def workbook(tmp_path):
    """Write sheets (name -> rows) to a workbook and return its path."""

    def write(name="fil.xlsx", hidden=(), **sheets):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
            if title in hidden:
                sheet.sheet_state = "hidden"
        path = tmp_path / name
        book.save(path)
        return path

    return write
