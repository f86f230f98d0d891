"""A sheet of the catalogue workbook: a real table with filters, wrapped cells, a frozen header and a landscape print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo

from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

HEAD_FILL, INK, LINE = "1F3A5F", "1A1A1A", "8A8F98"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
MAX_CHARS = 32_000
"""A cell holds 32,767 characters."""
_THIN = Side(style="thin", color=LINE)
BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def put(cell: Cell | MergedCell, value: object) -> Cell | MergedCell:
    """Write a value; text stays text even where Excel would read it as a formula."""
    if isinstance(value, int):
        cell.value = value
    else:
        text = ILLEGAL_CHARACTERS_RE.sub("", str(value))[:MAX_CHARS]
        cell.value = text or None
        if text:
            cell.data_type = "s"
        if text.startswith(FORMULA):
            cell.quotePrefix = True
    cell.font = Font(name="Arial", size=10, color=INK)
    cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
    return cell


def sheet(
    book: Workbook, title: str, name: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[object]]
) -> Worksheet:
    """A sheet with a table of `rows`; `columns` are headings with their widths. `name` names the table."""
    page: Worksheet = book.create_sheet(title)
    for i, (heading, width) in enumerate(columns, start=1):
        cell = put(page.cell(1, i), heading)
        cell.font = Font(name="Arial", size=10, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=HEAD_FILL)
        page.column_dimensions[get_column_letter(i)].width = width
    last = 1
    for last, row in enumerate(rows, start=2):
        for i, value in enumerate(row, start=1):
            put(page.cell(last, i), value).border = Border(bottom=_THIN)
        page.row_dimensions[last].height = _height(row, [w for _, w in columns])
    last = max(last, 2)  # a table has at least one row of cells
    table = Table(displayName=name, ref=f"A1:{get_column_letter(len(columns))}{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    page.add_table(table)
    page.freeze_panes, page.print_title_rows = "C2" if columns[0][1] < 10 else "B2", "1:1"
    printed(page)
    return page


def printed(page: Worksheet) -> None:
    """Landscape A4, one page wide, with the name of the sheet and page numbers below."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top = page.page_margins.bottom = 0.7
    page.page_margins.header = page.page_margins.footer = 0.35
    for side, text in (("left", "&A"), ("right", str(Text("Side &P af &N", "Page &P of &N")))):
        getattr(page.oddFooter, side).text = text
    page.sheet_view.showGridLines = False


def _height(row: Sequence[object], widths: Sequence[int]) -> float:
    """Room for the longest cell: Excel does not fit rows that a program has written. It allows at most 409 points."""
    most = 1
    for value, width in zip(row, widths, strict=True):
        lines = sum(-(-max(len(line), 1) // max(int(width * 1.02), 1)) for line in str(value).split("\n"))
        most = max(most, lines)
    return min(13.5 * most + 4, 409.0)
