"""Cells that show an error, or a formula whose result was not saved, are told; they read as blank."""

from __future__ import annotations

import openpyxl
import pytest

from caseaudit.reading import read
from checkout import CANARIES


@pytest.mark.parametrize(("down", "right"), [(0, 0), (4, 2)])
def test_errors_and_formulas_without_a_result_are_told_with_row_and_column(tmp_path, down, right):
    """#N/A and an uncalculated formula in columns that are read are named, wherever the table begins; others are not."""
    book = openpyxl.Workbook()
    sheet = book.active
    table = [
        ["Sagsnummer", "Afgørelse dato", "Paragraf", "Plan dato", "Bemærkninger"],
        ["S1", "01-05-2023", "SEL § 58", "#N/A", "=SUM(A1)"],
        ["S2", "01-05-2023", "SEL § 58", "=B3-5", CANARIES[2]],
        ["S3", "01-05-2023", "SEL § 58", "01-04-2023", "#REF!"],
    ]
    for i, row in enumerate(table, 1 + down):
        for j, value in enumerate(row, 1 + right):
            sheet.cell(i, j, value)
    sheet.cell(2 + down, 4 + right).data_type = "e"
    sheet.cell(4 + down, 5 + right).data_type = "e"
    path = tmp_path / "fejl.xlsx"
    book.save(path)
    found = [p for p in read([path], key=b"0" * 32).quality if p.code == "cell_without_value"]
    assert [(p.place.row, p.place.column) for p in found] == [(2 + down, "Plan dato"), (3 + down, "Plan dato")]


def test_a_workbook_without_formulas_has_no_such_cells(udtraek):
    """The wide pull has formulas in a column that is not read: nothing is told of them."""
    assert not [p for p in read([udtraek / "udtraek.xlsx"], key=b"0" * 32).quality if p.code == "cell_without_value"]
