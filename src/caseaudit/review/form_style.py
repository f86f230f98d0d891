"""The formats of a review form: calm colours, each made once, and what the sheets have in common on paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from caseaudit.review.form_fit import SIZE
from caseaudit.review.form_words import WORDS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

INK = "#1f3a56"
"""Headings. White on it has a contrast of more than 11 to 1."""

PALE, BAND, LINE_COLOUR, GREY = "#f4f6f8", "#dfe7ee", "#b9c4cf", "#55616d"
YELLOW, YELLOW_INK = "#ffe699", "#5c4300"
STATES = {
    "not_begun": ("#eef1f4", "#44505c"),
    "begun": ("#dceaf7", "#123f6b"),
    "comments": (YELLOW, YELLOW_INK),
    "done": ("#dff0e0", "#17552b"),
}
_ALLOWED = {
    "autofilter": True,
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


@dataclass
class Style:
    """Formats of one workbook."""

    book: Workbook
    made: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)

    def get(self, **wanted: Any) -> Format:
        key = tuple(sorted(wanted.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format({"font_name": "Calibri", "font_size": SIZE, "valign": "top"} | wanted)
        return self.made[key]

    @property
    def title(self) -> Format:
        return self.get(bold=True, font_size=15, font_color=INK)

    @property
    def head(self) -> Format:
        return self.get(
            bold=True,
            font_color="#ffffff",
            bg_color=INK,
            text_wrap=True,
            border=1,
            border_color=INK,
            valign="vcenter",
            indent=1,
            align="left",
        )

    @property
    def band(self) -> Format:
        return self.get(bold=True, font_color=INK, bg_color=BAND, valign="vcenter", indent=1, align="left")

    @property
    def cell(self) -> Format:
        return self.get(text_wrap=True, border=1, border_color=LINE_COLOUR, indent=1, align="left")

    @property
    def grey(self) -> Format:
        """What the data told."""
        return self.get(
            text_wrap=True,
            border=1,
            border_color=LINE_COLOUR,
            bg_color=PALE,
            font_color="#33404d",
            indent=1,
            align="left",
        )

    @property
    def open(self) -> Format:
        """A field to fill in: text, so that nothing written there becomes a formula."""
        return self.get(
            text_wrap=True,
            border=1,
            border_color="#6f8296",
            bg_color="#ffffff",
            locked=False,
            num_format="@",
            indent=1,
            align="left",
        )

    @property
    def count(self) -> Format:
        """A number among texts."""
        return self.get(border=1, border_color=LINE_COLOUR, align="center")

    @property
    def link(self) -> Format:
        return self.get(font_color="#0a4ea3", underline=1)


def on_paper(sheet: Worksheet, left: str, right: str, *, pages: int = 0) -> None:
    """A4 on its side, one page wide (`pages` high, 0: as many as it takes), with who and which round at the foot."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, pages)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_header(f"&L&8{_mark(left)}&R&8{WORDS['confidential']}", {"margin": 0.25})
    sheet.set_footer(f"&L&8{_mark(right)}&R&8{WORDS['page']} &P {WORDS['of']} &N", {"margin": 0.25})
    sheet.hide_gridlines(2)


def protect(sheet: Worksheet) -> None:
    """Without a password: against accidents. Filters and the sizes of rows and columns stay free."""
    sheet.protect("", _ALLOWED)


def _mark(text: str) -> str:
    """Text in a header or footer, where `&` begins a code."""
    return " ".join(text.split())[:60].replace("&", "&&")
