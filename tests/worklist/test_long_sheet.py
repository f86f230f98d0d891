"""The sheets of a work list are written faster than xlsxwriter's own, and are the same to the byte."""

from __future__ import annotations

import io
from datetime import datetime

from xlsxwriter import Workbook

from caseaudit.worklist.sheet import LongSheet


def written(kind):
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime(2026, 10, 15)})
    sheet = book.add_worksheet("Ark", worksheet_class=kind)
    form = book.add_format({"bold": True})
    for row in range(40):
        sheet.write_string(row, 0, f'"{row}" & <æ>\n', form)
        sheet.write_number(row, 1, row / 3, form)
        sheet.write_blank(row, 2, None, form)
        sheet.write_string(row, 3, "uden format")
        sheet.write_boolean(row, 4, True, form)
        sheet.write_formula(row, 5, "=1+1", form, 2)
        sheet.write_number(row, 30, -1.5e300, form)
    book.close()
    return out.getvalue()


def test_the_file_is_the_same_to_the_byte():
    assert written(LongSheet) == written(None)
