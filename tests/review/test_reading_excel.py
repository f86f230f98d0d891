"""Workbooks that come back are read from their XML: the same text as openpyxl's own cells, sheet by sheet."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from caseaudit.review.reading_cells import RawCell, Unreadable, read_sheets


def by_openpyxl(data):
    """What openpyxl's own cells say: text as a program shows it without a format, formulas as formulas."""
    out = []
    for sheet in load_workbook(io.BytesIO(data)).worksheets:
        cells = {}
        for at, cell in sheet._cells.items():
            note = cell.comment is not None
            if cell.data_type == "f":
                cells[at] = RawCell(formula=True, note=note)
            elif cell.value is not None or note:
                cells[at] = RawCell(shown(cell.value), note=note)
        out.append((sheet.title, cells))
    return out


def shown(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


@pytest.fixture
def many_kinds():
    book = Workbook()
    sheet = book.active
    sheet.title = "Æ & <ø>"
    sheet.append(["tekst", 7, 7.5, 1e20, True, date(2026, 10, 15), datetime(2026, 10, 15, 6, 12)])
    sheet.append([time(6, 12), timedelta(hours=30), "=1+1", "#N/A", "  blanke  ", "linje 1\nlinje 2", "0101"])
    sheet["C5"] = CellRichText("halvt ", TextBlock(InlineFont(b=True), "fed"), " tekst")
    sheet["B9"].comment = Comment("en note på en tom celle", "AB")
    sheet["A1"].comment = Comment("en note på en fyldt", "AB")
    book.create_sheet("Tom")
    hidden = book.create_sheet("Skjult")
    hidden.sheet_state = "hidden"
    hidden["XFD1048576"] = "langt ude"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_every_kind_of_cell_reads_as_openpyxl_reads_it(many_kinds):
    read = [(s.name, s.cells) for s in read_sheets(many_kinds)]
    assert read == by_openpyxl(many_kinds)
    first = dict(read)["Æ & <ø>"]
    assert first[1, 1] == RawCell("tekst", note=True)
    assert first[2, 3].formula
    assert first[5, 3].text == "halvt fed tekst"
    assert first[9, 2] == RawCell(note=True)


@pytest.mark.parametrize("name", ["canonical.xlsx", "wide.xlsx"])
def test_a_workbook_of_thousands_of_cells_reads_the_same(examples, name):
    data = (examples / "small" / name).read_bytes()
    read = [(s.name, s.cells) for s in read_sheets(data)]
    assert sum(len(cells) for _, cells in read) > 1_000
    assert read == by_openpyxl(data)


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9])
def test_a_workbook_that_is_cut_off_is_unreadable_and_never_half_read(many_kinds, keep):
    with pytest.raises(Unreadable):
        read_sheets(many_kinds[: int(len(many_kinds) * keep)])
