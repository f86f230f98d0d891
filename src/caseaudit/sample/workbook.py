"""The list as an Excel workbook: what is read and why, the line behind it, and how it was drawn. Same sample, same bytes."""

from __future__ import annotations

import re
from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from caseaudit.privacy import mask
from caseaudit.sample import readme, words
from caseaudit.sample.listing import Table, drawn_table, line_table
from caseaudit.texts import Text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from caseaudit.sample.model import Sample

INK, RULE, SHADE = "#1f2a44", "#c9ced8", "#eef1f6"
LINE = 15.0
_SUM = re.compile("[0-9a-f]{64}")
SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def render(sample: Sample) -> bytes:
    """The workbook as a file."""
    from xlsxwriter import Workbook

    out = BytesIO()
    book = Workbook(out, SAFE)
    title = mask(words.headline(sample))
    book.set_properties({"title": title, "author": "caseaudit", "created": datetime.combine(sample.as_of, time())})
    _sheet(book, drawn_table(sample), title)
    _sheet(book, line_table(sample), title)
    _readme(book, sample, title)
    book.close()
    return out.getvalue()


def _sheet(book: Workbook, table: Table, title: str) -> None:
    sheet = book.add_worksheet(table.title)
    _printed(sheet, title)
    sheet.set_landscape()
    head, text, number, chance = (book.add_format(f) for f in _formats())
    for column, width in enumerate(table.widths):
        sheet.set_column(column, column, width)
    sheet.set_row(0, LINE + 5)
    for column, heading in enumerate(table.headings):
        sheet.write_string(0, column, heading, head)
    for at, row in enumerate(table.rows, start=1):
        lines = max(_lines(v, w) for v, w in zip(row, table.widths, strict=True))
        sheet.set_row(at, LINE * lines + 3)
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(at, column, clean(value), text)
            else:
                sheet.write_number(at, column, value, chance if isinstance(value, float) else number)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.headings) - 1)


def _formats() -> tuple[dict[str, Any], ...]:
    base = {"font_name": "Calibri", "font_size": 11, "valign": "top", "bottom": 1, "bottom_color": RULE}
    head = base | {"bold": True, "font_color": "#ffffff", "bg_color": INK, "valign": "vcenter"}
    return (
        head,
        base | {"text_wrap": True},
        base | {"num_format": "0", "align": "left"},
        base | {"num_format": "0.000", "align": "left"},
    )


def _lines(value: str | float, width: int) -> int:
    """How many lines a text needs: whole words, as Excel breaks them."""
    import textwrap

    return max(1, len(textwrap.wrap(value, max(4, width), break_on_hyphens=False))) if isinstance(value, str) else 1


def _readme(book: Workbook, sample: Sample, title: str) -> None:
    sheet = book.add_worksheet(str(Text("Læs mig", "Read me")))
    _printed(sheet, title)
    sheet.set_portrait()
    sheet.hide_gridlines(2)
    widths = (24, 82)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    base = {"font_name": "Calibri", "font_size": 11, "valign": "top", "text_wrap": True}
    big = book.add_format(base | {"font_size": 14, "bold": True, "font_color": INK, "text_wrap": False})
    name, text = book.add_format(base | {"bold": True}), book.add_format(base)
    sheet.write_string(0, 0, clean(title), big)
    sheet.set_row(0, LINE + 10)
    for at, (left, right) in enumerate(readme.lines(sample), start=2):
        sheet.write_string(at, 0, clean(left), name)
        sheet.write_string(at, 1, clean(right if _SUM.fullmatch(right) else mask(right)), text)
        sheet.set_row(at, LINE * max(_lines(left, widths[0]), _lines(right, widths[1])) + 4)


def _printed(sheet: Worksheet, title: str) -> None:
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    mark = clean(title)[:150].replace("&", "&&")
    sheet.set_header(f"&L{mark}&R{Text('Fortroligt', 'Confidential')}")
    sheet.set_footer(f"&R{Text('Side', 'Page')} &P {Text('af', 'of')} &N")


def clean(text: str) -> str:
    """The text without what XML cannot hold, and no longer than a cell."""
    return "".join(
        c for c in text if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )[:32_000]
