"""The work list of one unit, team or caseworker as a workbook: read-me, a sheet per section, what is closed and what is gone.

Data are only ever written as text, dates and whole numbers; only status, responsible and comment can be filled in.
"""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

from caseaudit import __version__
from caseaudit.review.form_fit import clean, height
from caseaudit.review.form_style import GREY, Style, on_paper, protect
from caseaudit.texts import Text
from caseaudit.worklist import columns as cols
from caseaudit.worklist.guide import write_guide
from caseaudit.worklist.model import STATUSES
from caseaudit.worklist.reading import META
from caseaudit.worklist.words import ABOUT, LIMITS, WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from caseaudit.worklist.columns import Column
    from caseaudit.worklist.model import Pile, Worklist

_HEAD = 3
_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_DONE_INK = "#6b7680"
_DAY = "dd-mm-yyyy"
_DAY_ZERO = 693_594
"""The day before the first that a workbook counts, in the days of Python's calendar."""

_FLOWING = ("text", "open", "status")
"""Kinds of columns whose text makes a row high."""

_STOP = Text("Vælg fra listen", "Choose from the list")


def titles(worklist: Worklist) -> dict[str, str]:
    """The names of the sheets."""
    names = ("overdue", "soon", "fresh", "data", "learning", "closed", "gone")
    return {n: str(WORDS[n]).format(n=worklist.horizon) for n in names}


def book(worklist: Worklist, pile: Pile) -> bytes:
    """The workbook. The same list always gives the same bytes."""
    from xlsxwriter import Workbook

    out = BytesIO()
    made = Workbook(out, {"in_memory": True, **_SAFE})
    owner = clean(worklist.municipality) or "caseaudit"
    when = datetime.combine(worklist.as_of, time.min)
    made.set_properties({"title": f"{WORDS['title']}: {label(pile)}", "author": owner, "created": when})
    writer = _Writer(worklist, pile, made)
    guide = writer.sheet(str(WORDS["readme"]))
    counts = writer.sheets()
    write_guide(guide, writer.style, worklist, pile, counts)
    writer.meta()
    made.close()
    return out.getvalue()


def label(pile: Pile) -> str:
    return clean(pile.name) or str(WORDS["nobody"])


class _Writer:
    """One workbook being written."""

    def __init__(self, worklist: Worklist, pile: Pile, made: Workbook) -> None:
        self._list, self._pile, self._book = worklist, pile, made
        self.style, self._titles = Style(made), titles(worklist)

    def sheet(self, name: str) -> Worksheet:
        from caseaudit.worklist.sheet import LongSheet

        sheet: Worksheet = self._book.add_worksheet(name, worksheet_class=LongSheet)
        on_paper(sheet, f"{WORDS['title']}: {label(self._pile)}, {name}", f"{WORDS['run']} {self._list.run}")
        return sheet

    def sheets(self) -> list[tuple[str, str, int]]:
        """Write the sheets; returns for each its section, its name and how many rows it has."""
        told: list[tuple[str, str, int]] = []
        worklist, pile = self._list, self._pile
        by = worklist.by
        for section in worklist.shown:
            items = [cols.of_item(i, worklist, self._titles) for i in pile.of(section)]
            self._table(section, cols.of_section(section, by), items, told)
            if section == "overdue" and worklist.before:
                fresh = [cols.of_item(i, worklist, self._titles) for i in pile.fresh]
                self._table("fresh", cols.of_fresh(by), fresh, told)
        self._table("closed", cols.of_closed(), [cols.of_entry(e) for e in pile.closed], told)
        self._table("gone", cols.of_gone(), [cols.of_entry(e) for e in pile.gone], told)
        return told

    def _table(
        self,
        section: str,
        columns: Sequence[Column],
        rows: Sequence[Mapping[str, str | int | date | None]],
        told: list[tuple[str, str, int]],
    ) -> None:
        name = self._titles[section]
        sheet = self.sheet(name)
        told.append((section, name, len(rows)))
        sheet.write_string(0, 0, f"{name}: {label(self._pile)}", self.style.title)
        sheet.set_row(0, 22)
        sheet.write_string(1, 0, str(ABOUT[section]), self.style.get(font_color=GREY))
        for at, column in enumerate(columns):
            hidden = {"hidden": 1} if column.kind == "key" else {}
            sheet.set_column(at, at, column.width, None, hidden)
            if column.kind != "key":
                sheet.write_string(_HEAD, at, column.title, self.style.head)
        shown = [c for c in columns if c.kind != "key"]
        sheet.set_row(_HEAD, height([(c.title, c.width - 2) for c in shown], 19))
        formats = [self._format(c) for c in columns]
        for at, row in enumerate(rows, _HEAD + 1):
            _write(sheet, at, columns, formats, row)
        if not rows:
            sheet.write_string(_HEAD + 1, 0, str(WORDS["empty"]), self.style.get())
        self._finish(sheet, columns, len(shown), _HEAD + max(len(rows), 1))

    def _format(self, column: Column) -> Format:
        if column.kind in ("open", "status"):
            return self.style.open
        if column.kind == "date":
            return self.style.get(border=1, border_color="#b9c4cf", num_format=_DAY, align="center")
        return self.style.count if column.kind == "number" else self.style.cell

    def _finish(self, sheet: Worksheet, columns: Sequence[Column], shown: int, last: int) -> None:
        for n, column in enumerate(columns):
            if column.kind == "status":
                words = [str(t) for t in STATUSES.values()]
                check = {
                    "validate": "list",
                    "source": words,
                    "error_title": str(_STOP),
                    "error_message": ", ".join(words),
                }
                sheet.data_validation(_HEAD + 1, n, last, n, check)
                done = self.style.book.add_format({"font_color": _DONE_INK, "italic": True})
                rule = f'=${chr(65 + n)}{_HEAD + 2}="{STATUSES["done"]}"'
                sheet.conditional_format(
                    _HEAD + 1, 0, last, shown - 1, {"type": "formula", "criteria": rule, "format": done}
                )
            elif column.kind == "open":
                most = LIMITS[column.name]
                text = str(Text(f"Højst {most} tegn.", f"At most {most} characters."))
                size = {"validate": "length", "criteria": "<=", "value": most, "error_message": text}
                sheet.data_validation(_HEAD + 1, n, last, n, size)
        sheet.freeze_panes(_HEAD + 1, 1)
        sheet.autofilter(_HEAD, 0, last, shown - 1)
        sheet.repeat_rows(_HEAD)
        sheet.print_area(0, 0, last, shown - 1)
        protect(sheet)

    def meta(self) -> None:
        """What the file is, on a sheet that does not show."""
        sheet = self._book.add_worksheet(META)
        told = {
            META: "1",
            "run": self._list.run,
            "by": self._list.by,
            "as_of": self._list.as_of.isoformat(),
            "caseaudit": __version__,
        }
        for row, (name, value) in enumerate(told.items()):
            sheet.write_string(row, 0, name)
            sheet.write_string(row, 1, value)
        sheet.very_hidden()
        protect(sheet)


def _write(
    sheet: Worksheet,
    at: int,
    columns: Sequence[Column],
    formats: Sequence[Format],
    row: Mapping[str, str | int | date | None],
) -> None:
    """Write one row, as high as its texts need."""
    fits = []
    for n, (column, form) in enumerate(zip(columns, formats, strict=True)):
        value, kind = row[column.name], column.kind
        if value is None or value == "":
            sheet.write_blank(at, n, None, form)
        elif kind == "date" and not isinstance(value, str | int):
            sheet.write_number(at, n, value.toordinal() - _DAY_ZERO, form)
        elif kind == "number" and isinstance(value, int):
            sheet.write_number(at, n, value, form)
        else:
            text = clean(str(value))
            sheet.write_string(at, n, text, form)
            if kind in _FLOWING:
                fits.append((text, column.width))
    sheet.set_row(at, height(fits, 17))
