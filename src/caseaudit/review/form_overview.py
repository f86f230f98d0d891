"""The first sheet of a form: what there is to read, how far it has come, and where a comment is missing.

The counts are formulas, so they follow the work; each carries its first value for programs that do not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name

from caseaudit.dates import show
from caseaudit.review.form_fit import clean, height
from caseaudit.review.form_style import GREY, LINE_COLOUR, STATES, protect
from caseaudit.review.form_words import WORDS, shown
from caseaudit.review.model import LOWEST

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from caseaudit.review.form_book import Form
    from caseaudit.review.form_rows import Sheet
    from caseaudit.sample.model import Item

HEAD = 6
_WIDTHS = {
    "no": 5,
    "case": 12,
    "case_id": 26,
    "reads": 30,
    "unit": 34,
    "points": 9,
    "answered": 10,
    "lacking": 13,
    "status": 21,
}


@dataclass(frozen=True)
class Part:
    """One item: the sheet and the rows where its answers stand."""

    item: Item
    place: int
    sheet: str
    answer: str
    comment: str
    mark: str
    rows: tuple[int, int]
    points: int

    @classmethod
    def of(cls, item: Item, place: int, sheet: str, writer: Sheet, rows: tuple[int, int], points: int) -> Part:
        c = writer.columns
        return cls(item, place, sheet, c.letter("answer"), c.letter("comment"), xl_col_to_name(c.mark), rows, points)

    def range(self, letter: str) -> str:
        return f"'{self.sheet}'!${letter}${self.rows[0] + 1}:${letter}${self.rows[1] + 1}"

    @property
    def answered(self) -> str:
        return f'=COUNTIF({self.range(self.answer)},"?*")'

    @property
    def lacking(self) -> str:
        """How many of the answers that need a comment have none."""
        answer, comment, mark = (self.range(x) for x in (self.answer, self.comment, self.mark))
        lowest = "+".join(f'COUNTIFS({answer},"{shown(v)}",{mark},1,{comment},"")' for v in LOWEST.values())
        return f'={lowest}+COUNTIFS({answer},"{shown("cannot_judge")}",{comment},"")'


def write_overview(form: Form, sheet: Worksheet) -> None:
    """Fill the sheet; the sheets of the answers must be written."""
    style, last = form.style, HEAD + len(form.parts)
    names = list(_WIDTHS)
    if any(_note(form, p.item) for p in form.parts):
        names.append("note")
    for n, name in enumerate(names):
        sheet.set_column(n, n, _WIDTHS.get(name, 14))
        title = WORDS["points"] if name == "points" else WORDS[name]
        sheet.write_string(HEAD, n, str(title), style.head)
    sheet.set_row(HEAD, 30)
    _top(form, sheet)
    at = {name: n for n, name in enumerate(names)}
    for row, part in enumerate(form.parts, HEAD + 1):
        _part(form, sheet, row, part, at)
    _total(form, sheet, last + 1, at)
    _colours(form, sheet, at["status"], last)
    sheet.freeze_panes(HEAD + 1, 0)
    sheet.repeat_rows(HEAD)
    sheet.autofilter(HEAD, 0, last, len(names) - 1)
    sheet.print_area(0, 0, last + 1, len(names) - 1)
    protect(sheet)
    sheet.activate()
    sheet.set_first_sheet()


def _top(form: Form, sheet: Worksheet) -> None:
    style, bold = form.style, form.style.get(bold=True)
    owner = f", {form.setting.municipality}" if form.setting.municipality else ""
    sheet.write_string(0, 0, clean(f"{WORDS['title']}{owner}"), style.title)
    sheet.set_row(0, 22)
    sets = ", ".join(str(s) for s in form.setting.sets)
    told = [(WORDS["reviewer"], form.reviewer.code), (WORDS["round"], form.round.id + (f" ({sets})" if sets else ""))]
    if form.round.due:
        told.append((WORDS["due"], show(form.round.due)))
    for row, (label, value) in enumerate(told, 1):
        sheet.write_string(row, 0, str(label), bold)
        sheet.write_string(row, 2, clean(value), style.get())
    sheet.write_string(HEAD - 2, 0, str(WORDS["help"]), style.get(font_color=GREY))


def _part(form: Form, sheet: Worksheet, row: int, part: Part, at: dict[str, int]) -> None:
    from caseaudit.review.form_book import reads

    style = form.style
    item = part.item
    whose = clean(" / ".join(x for x in (item.unit, item.team) if x))
    told = clean(reads(item))
    sheet.write_number(row, at["no"], part.place, style.count)
    link = f"internal:'{part.sheet}'!A{part.rows[0] + 1 if form.round.layout == 'list' else 1}"
    form_of_link = style.get(
        font_color="#0a4ea3", underline=1, border=1, border_color=LINE_COLOUR, indent=1, align="left"
    )
    sheet.write_url(row, at["case"], link, form_of_link, f"{WORDS['case']} {part.place:02d}")
    for name, text in (("case_id", clean(item.case_id)), ("reads", told), ("unit", whose)):
        sheet.write_string(row, at[name], text, style.cell)
    number = style.count
    sheet.write_number(row, at["points"], part.points, number)
    sheet.write_formula(row, at["answered"], part.answered, number, 0)
    sheet.write_formula(row, at["lacking"], part.lacking, number, 0)
    answered, lacking, points = (f"{xl_col_to_name(at[n])}{row + 1}" for n in ("answered", "lacking", "points"))
    state = style.get(bold=True, border=1, border_color=LINE_COLOUR, indent=1, align="left")
    sheet.write_formula(row, at["status"], _status(answered, lacking, points), state, str(WORDS["not_begun"]))
    if "note" in at:
        sheet.write_string(row, at["note"], _note(form, item), style.cell)
    widths = [(clean(item.case_id), 26.0), (told, 30.0), (whose, 34.0)]
    sheet.set_row(row, height(widths, least=17))


def _note(form: Form, item: Item) -> str:
    """Who else reads: everybody, or, where the round is not blind, one more. Nothing tells of blind double reading."""
    if item.number in form.round.calibration:
        return str(WORDS["everybody"])
    return str(WORDS["two"]) if not form.round.blind and item.number in form.round.double else ""


def _status(answered: str, lacking: str, points: str) -> str:
    words = {k: str(WORDS[k]) for k in STATES}
    return (
        f'=IF({lacking}>0,"{words["comments"]}",IF({answered}=0,"{words["not_begun"]}",'
        f'IF({answered}<{points},"{words["begun"]}","{words["done"]}")))'
    )


def _total(form: Form, sheet: Worksheet, row: int, at: dict[str, int]) -> None:
    style = form.style
    bold = style.get(bold=True, top=1, border_color=GREY)
    for n in range(len(at)):
        sheet.write_blank(row, n, None, bold)
    sheet.write_string(row, at["no"], str(WORDS["total"]), bold)
    values = {"points": sum(p.points for p in form.parts), "answered": 0, "lacking": 0}
    number = style.get(bold=True, top=1, border_color=GREY, align="center")
    for name, value in values.items():
        letter = xl_col_to_name(at[name])
        sheet.write_formula(row, at[name], f"=SUM({letter}{HEAD + 2}:{letter}{row})", number, value)


def _colours(form: Form, sheet: Worksheet, column: int, last: int) -> None:
    for name, (fill, ink) in STATES.items():
        look = form.book.add_format({"bg_color": fill, "font_color": ink})
        rule = {"type": "cell", "criteria": "==", "value": f'"{WORDS[name]}"', "format": look}
        sheet.conditional_format(HEAD + 1, column, last, column, rule)
