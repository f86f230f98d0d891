"""A project with a run and a register, for the tests of actions."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

REGISTER = Path("handlinger.xlsx")


def cell_of(sheet, row, heading):
    """The cell of a row under a heading."""
    head = next(r for r in sheet.iter_rows(min_row=1, max_row=10) if any(c.value == "Handling" for c in r))
    return sheet.cell(row, next(c.column for c in head if c.value == heading))


def edit(row, **values):
    """Write values in a row, under their headings, as a person in Excel would."""
    book = load_workbook(REGISTER)
    sheet = book["Handlinger"]
    for heading, value in values.items():
        cell_of(sheet, row, heading).value = value
    book.save(REGISTER)
