"""The pages of the findings workbook: names, prose and tables. Data are only ever written as text, numbers and dates."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from caseaudit.report.plain import as_day, clean, made_on
from caseaudit.report.workbook_cells import NUMBER_FORMATS, flatten, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from caseaudit.report.view import Cell, Report, Table

PROSE_WIDTH = 70
NUMBER_WIDTH = 13
LINE = 15.0  # points
MAX_LINES = 12
MAX_CELL = 32_000  # Excel refuses 32,768
MAX_NAME = 31
_REFUSED_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_LOOSE_END = re.compile(r"[ ,]+(?:og|and|der|som|of|af)?$")
_RESERVED = frozenset({"history", "historik"})
_LEVELS = {"good": ("#dff2e3", "#17552b"), "watch": ("#fff1cf", "#6b4400"), "act": ("#fbe0dc", "#8c1d0f")}


def sheet_name(title: str, taken: Iterable[str]) -> str:
    """A name that Excel accepts: at most 31 characters, nothing it refuses, and not in use on another sheet."""
    used = {t.casefold() for t in taken} | _RESERVED
    base = " ".join(_REFUSED_IN_NAMES.sub(" ", clean(title)).split()).strip("' ") or "-"
    number, name = 1, _cut(base, MAX_NAME)
    while name.casefold() in used:
        number += 1
        end = f" ({number})"
        name = _cut(base, MAX_NAME - len(end)) + end
    return name


def _cut(text: str, most: int) -> str:
    """Excel counts an emoji as two characters."""
    if len(text.encode("utf-16-le")) <= 2 * most:
        return text
    while len(text.encode("utf-16-le")) > 2 * most:
        text = text[:-1]
    whole_words = _LOOSE_END.sub("", text.rpartition(" ")[0])
    return (whole_words if len(whole_words) > most // 2 else text).strip("' ")


@dataclass
class Book:
    """The workbook: its sheets and its formats, each made once."""

    report: Report
    out: BytesIO = field(default_factory=BytesIO)
    names: list[str] = field(default_factory=list)
    tables: int = 0
    pages: list[Page] = field(default_factory=list)

    def __post_init__(self) -> None:
        from xlsxwriter import Workbook

        safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.file: Workbook = Workbook(self.out, {"in_memory": True, **safe})
        made = datetime.combine(made_on(self.report), time())
        self.file.set_properties(
            {
                "title": clean(self.report.title),
                "subject": clean(self.report.subtitle),
                "author": clean(self.report.look.municipality) or "caseaudit",
                "created": made,
            }
        )
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def format(self, **wanted: Any) -> Format:
        """A format with these properties on top of the common ones."""
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            common = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
            self._formats[key] = self.file.add_format(common | wanted)
        return self._formats[key]

    def page(self, title: str) -> Page:
        """A new sheet, set up for print: A4 landscape, one page wide, with run and page number in the foot."""
        name = sheet_name(title, self.names)
        self.names.append(name)
        sheet = self.file.add_worksheet(name)
        words, run = self.report.words, self.report.provenance[0][1] if self.report.provenance else ""
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        sheet.set_header(f"&L{_mark(self.report.title)}&R{_mark(self.report.classification)}")
        sheet.set_footer(f"&L{_mark(run)}&R{_mark(words['page'])} &P {_mark(words['of'])} &N")
        sheet.hide_gridlines(2)
        self.pages.append(Page(self, sheet, name))
        return self.pages[-1]

    def close(self) -> bytes:
        for page in self.pages:
            for row, lines in page.heights.items():
                page.sheet.set_row(row, LINE * min(lines, MAX_LINES))
        self.file.close()
        return self.out.getvalue()


def _mark(text: str) -> str:
    """Text in a header or footer, where `&` begins a code and 255 characters is all there is room for."""
    return clean(text)[:60].replace("&", "&&")


@dataclass
class Page:
    """One sheet, written from the top down."""

    book: Book
    sheet: Worksheet
    name: str
    row: int = 0
    heights: dict[int, float] = field(default_factory=dict)
    columns: tuple[float, ...] = ()

    def widths(self, *widths: float) -> None:
        self.columns = widths
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    def title(self, text: str) -> None:
        self.put(self.row, 0, text, self.book.format(bold=True, font_size=16, font_color=self.book.report.look.colour))
        self.heights[self.row] = 1.6
        self.row += 1

    def heading(self, text: str) -> None:
        self.row += 1
        self.text(text, bold=True, font_size=12, font_color=self.book.report.look.colour)

    def text(self, text: str, column: int = 0, **wanted: Any) -> None:
        """One line of prose, wrapped in its cell."""
        self.put(self.row, column, text, self.book.format(text_wrap=True, **wanted))
        self.row += 1

    def lines(self, texts: Iterable[str]) -> None:
        for text in texts:
            self.text(text)

    def pairs(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Names to the left, values to the right."""
        for name, value in pairs:
            self.put(self.row, 0, name, self.book.format(bold=True, text_wrap=True))
            self.put(self.row, 1, value, self.book.format(text_wrap=True))
            self.row += 1

    def link(self, row: int, column: int, name: str) -> None:
        """A link to another sheet of the book; no link ever leads out of it."""
        at = "internal:'" + name.replace("'", "''") + "'!A1"
        self.sheet.write_url(row, column, at, self.book.format(font_color="#0a4ea3", underline=1), name)

    def put(self, row: int, column: int, text: str, form: Format | None = None) -> None:
        """Write as text, whatever it looks like."""
        text = clean(text)
        if form and form.text_wrap:
            self._room(row, column, text)
        self.sheet.write_string(row, column, text if len(text) <= MAX_CELL else text[:MAX_CELL] + " ...", form)

    def _room(self, row: int, column: int, text: str) -> None:
        """Make the row high enough: only Excel itself does so when it opens the file."""
        width = self.columns[column] if column < len(self.columns) else 9
        lines = sum(int(len(part) / (1.05 * width)) + 1 for part in text.split("\n"))
        if lines > self.heights.get(row, 1):
            self.heights[row] = lines

    def day(self, row: int, column: int, text: str) -> None:
        """Write as a date, or as text if it is none."""
        if found := as_day(text):
            form = self.book.format(num_format=NUMBER_FORMATS["date"], align="left")
            self.sheet.write_datetime(row, column, datetime.combine(found, time()), form)
        else:
            self.put(row, column, text, self.book.format(text_wrap=True))

    def grid(self, headings: Sequence[str], rows: int, kinds: Sequence[str] = ()) -> None:
        """Turn the rows under the cursor into a real table with filters; the cells are written by the caller."""
        names: list[str] = []
        for heading in headings:
            name, number = clean(heading)[:200] or "-", 1
            while name.casefold() in (n.casefold() for n in names):
                number += 1
                name = f"{clean(heading)[:200]} {number}"
            names.append(name)
        dark = {"bold": True, "font_color": "#ffffff", "bg_color": self.book.report.look.colour, "text_wrap": True}
        forms = [
            self.book.format(**dark, **({"align": "right", "indent": 1} if kind in ("number", "percent") else {}))
            for kind in (*kinds, *["text"] * (len(names) - len(kinds)))
        ]
        for column, name in enumerate(names):
            self._room(self.row, column, name + "  ")  # room for the filter's button
        self.book.tables += 1
        self.sheet.add_table(
            self.row,
            0,
            self.row + max(rows, 1),
            len(names) - 1,
            {
                "name": f"Tabel{self.book.tables}",
                "style": "Table Style Light 1",
                "columns": [{"header": n, "header_format": f} for n, f in zip(names, forms, strict=True)],
            },
        )

    def freeze(self, *, columns: int = 0) -> None:
        """Keep the heading row under the cursor in sight."""
        self.sheet.freeze_panes(self.row + 1, columns)

    def table(self, table: Table, *, freeze: bool = False, repeat: bool = False) -> None:
        """A table of the report, with its numbers as numbers; the sum stands below it, outside the filters."""
        flat = flatten(table, self.book.report.words.get("unit", ""))
        self.text(table.caption, bold=True)
        if freeze:
            self.freeze()
        if repeat:
            self.sheet.repeat_rows(self.row)
        body, sums = [r for r, total in flat.rows if not total], [r for r, total in flat.rows if total]
        self.grid(flat.headings, len(body), flat.kinds)
        first = self.row + 1
        for cells in (*body, *sums):
            self.row += 1
            last = self.row >= first + len(body)
            for column, (kind, cell) in enumerate(zip(flat.kinds, cells, strict=True)):
                self._cell(self.row, column, kind, cell, total=last)
        if not body:
            self.row += 1
        for column, kind in enumerate(flat.kinds):
            if kind == "percent" and body:
                self._bars(first, column, first + len(body) - 1)
        self.row += 1
        if table.note:
            self.text(table.note, italic=True)
        self.row += 1

    def _cell(self, row: int, column: int, kind: str, cell: Cell, *, total: bool) -> None:
        wanted: dict[str, Any] = {"bold": True, "top": 1} if total else {}
        if kind in ("number", "percent"):
            wanted |= {"align": "right", "indent": 1}
            if not cell.hidden and (found := number(cell, kind)):
                self.sheet.write_number(row, column, found[0], self.book.format(num_format=found[1], **wanted))
                return
        if kind == "badge" and cell.level in _LEVELS:
            fill, ink = _LEVELS[cell.level]
            wanted |= {"bg_color": fill, "font_color": ink, "bold": True, "indent": 1}
        self.put(row, column, cell.text, self.book.format(text_wrap=kind != "number", **wanted))

    def _bars(self, first: int, column: int, last: int) -> None:
        self.sheet.conditional_format(
            first,
            column,
            last,
            column,
            {
                "type": "data_bar",
                "data_bar_2010": True,
                "bar_solid": True,
                "bar_color": "#9dc3e6",
                "min_type": "num",
                "max_type": "num",
                "min_value": 0,
                "max_value": 1,
            },
        )
