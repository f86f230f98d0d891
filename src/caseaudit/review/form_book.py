"""One reviewer's form as a workbook: overview, how to fill it in, and a sheet per case or one list.

The same round always gives the same bytes. Data are only ever written as text; the formulas are ours and count answers.
What the machine found, who else reads a case, and which cases two read, stand nowhere in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import quote

from caseaudit import __version__
from caseaudit.dates import show
from caseaudit.law import SECTION, cite
from caseaudit.review.form_fit import clean, height
from caseaudit.review.form_guide import write_guide
from caseaudit.review.form_overview import Part, write_overview
from caseaudit.review.form_rows import Sheet, columns, lists
from caseaudit.review.form_style import GREY, Style, on_paper, protect
from caseaudit.review.form_words import WORDS
from caseaudit.texts import Text, language, use_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from caseaudit.review.model import Entry, Reviewer, Round
    from caseaudit.sample.model import Item

LISTS_SHEET, META_SHEET = "caseaudit_lister", "caseaudit_meta"
CASE_HEAD, LIST_HEAD = 5, 3
MOST_URL = 2000


@dataclass(frozen=True)
class Setting:
    """What a form needs beyond the round. `items`: the sample's items by number; `themes` and `sets` in words."""

    items: Mapping[int, Item]
    themes: Mapping[str, Text]
    sets: tuple[Text, ...] = ()
    case_url: str = ""
    municipality: str = ""


@dataclass
class Form:
    """What is being written, for one reviewer."""

    round: Round
    reviewer: Reviewer
    setting: Setting
    book: Workbook
    style: Style
    parts: list[Part] = field(default_factory=list)

    @property
    def foot(self) -> str:
        return f"{WORDS['round']} {self.round.id}, {self.reviewer.code}"

    def sheet(self, name: str, *, pages: int = 0) -> Worksheet:
        """A new visible sheet, set up for paper."""
        sheet = self.book.add_worksheet(name)
        on_paper(sheet, f"{WORDS['title']}, {name}", self.foot, pages=pages)
        return sheet


def form_book(round_: Round, code: str, setting: Setting) -> bytes:
    """The file of one reviewer. Raises KeyError for an unknown code."""
    from xlsxwriter import Workbook

    with use_language(round_.lang):
        out = BytesIO()
        safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        book = Workbook(out, {"in_memory": True, **safe})
        made = datetime.combine(round_.created.date(), datetime.min.time())
        owner = clean(setting.municipality) or "caseaudit"
        book.set_properties({"title": str(WORDS["title"]), "author": owner, "created": made})
        reviewer = next(r for r in round_.reviewers if r.code == code) if round_.expected(code) is not None else None
        form = Form(round_, reviewer or round_.reviewers[0], setting, book, Style(book))
        overview, guide = form.sheet(str(WORDS["overview"])), form.sheet(str(WORDS["readme"]), pages=1)
        (_list if round_.layout == "list" else _cases)(form)
        write_overview(form, overview)
        write_guide(form, guide)
        _hidden(form)
        book.close()
        return out.getvalue()


def _cases(form: Form) -> None:
    """A sheet for each item, numbered in the order of the work."""
    entries = form.round.expected(form.reviewer.code)
    by_item = {n: list(pile) for n, pile in groupby(entries, key=lambda e: e.item)}
    for place, number in enumerate((n for n in form.reviewer.items if n in by_item), 1):
        name = f"{WORDS['case']} {place:02d}"
        sheet = form.sheet(name)
        writer = Sheet(sheet, form.style, columns(facts=form.round.prefill == "facts", listed=False), CASE_HEAD)
        _head(form, writer, form.setting.items[number])
        writer.begin()
        first, rows = writer.row, []
        count = 0
        for theme, pile in groupby(by_item[number], key=lambda e: form.round.point(e.point).theme):
            writer.band(_theme(form, theme))
            for entry in pile:
                count += 1
                point = form.round.point(entry.point)
                rows.append((writer.row, point.scale))
                writer.entry(entry, point, str(count))
        writer.rules(rows)
        _finish(writer, frozen=2)
        form.parts.append(Part.of(form.setting.items[number], place, name, writer, (first, writer.row - 1), count))


def _list(form: Form) -> None:
    """All rows on one sheet, to be filtered."""
    name = str(WORDS["list"])
    sheet = form.sheet(name)
    writer = Sheet(sheet, form.style, columns(facts=form.round.prefill == "facts", listed=True), LIST_HEAD)
    sheet.write_string(0, 0, f"{WORDS['title']}: {form.reviewer.code}", form.style.title)
    sheet.set_row(0, 22)
    sheet.write_string(1, 0, str(WORDS["help"]), form.style.get(font_color=GREY))
    _back(form, sheet, 2)
    writer.begin()
    entries = form.round.expected(form.reviewer.code)
    first, rows = writer.row, []
    counts = {n: len(list(pile)) for n, pile in groupby(entries, key=lambda e: e.item)}
    for n, entry in enumerate(entries, 1):
        point = form.round.point(entry.point)
        rows.append((writer.row, point.scale))
        writer.entry(entry, point, str(n), (_item_text(form, entry), _theme(form, point.theme)))
    writer.rules(rows)
    _finish(writer, frozen=4)
    at = first
    for place, number in enumerate((n for n in form.reviewer.items if n in counts), 1):
        span = (at, at + counts[number] - 1)
        form.parts.append(Part.of(form.setting.items[number], place, name, writer, span, counts[number]))
        at += counts[number]


def _item_text(form: Form, entry: Entry) -> str:
    place = form.reviewer.items.index(entry.item) + 1
    return f"{WORDS['case']} {place:02d}\n{entry.case_id}"


def _theme(form: Form, theme: str) -> str:
    return str(form.setting.themes.get(theme, Text(theme, theme)))


def _head(form: Form, writer: Sheet, item: Item) -> None:
    """What is read, above the table."""
    sheet, style = writer.sheet, form.style
    sheet.write_string(0, 0, clean(f"{WORDS['case']} {item.case_id}"), style.title)
    sheet.set_row(0, 22)
    whose = " / ".join(dict.fromkeys(x for x in (item.unit, item.team, item.target_group) if x))
    told = [f"{WORDS['reads']}: {reads(item)}", whose]
    sheet.write_string(1, 0, clean("    ".join(x for x in told if x)), style.get())
    note = f"{WORDS['everybody_long']} " if item.number in form.round.calibration else ""
    sheet.write_string(2, 0, note + str(WORDS["help"]), style.get(font_color=GREY, bold=bool(note)))
    _back(form, sheet, 3)
    if url := case_url(form.setting.case_url, item.case_id):
        at = writer.columns.at("guidance")
        sheet.write_url(3, at, url, style.link, str(WORDS["open"]))


def reads(item: Item) -> str:
    """What is read of an item: the whole case, or one event of it with its day and section."""
    from caseaudit.model.tables import EVENT_TYPES
    from caseaudit.review.create import THE_CASE

    if item.unit_kind == "case" or item.unit_kind not in EVENT_TYPES:
        return str(THE_CASE)
    label = str(EVENT_TYPES[item.unit_kind].label)
    section = f" ({cite(item.section)})" if SECTION.match(item.section) else ""
    return f"{label[:1].upper()}{label[1:]}" + (f" {show(item.unit_on)}" if item.unit_on else "") + section


def case_url(pattern: str, case_id: str) -> str:
    """Where the case opens; "" without a pattern. The case id never adds to the address more than its own part."""
    url = pattern.replace("{case_id}", quote(clean(case_id), safe=""))
    return url if pattern.startswith(("https://", "http://")) and len(url) <= MOST_URL else ""


def _back(form: Form, sheet: Worksheet, row: int) -> None:
    sheet.write_url(row, 0, f"internal:'{WORDS['overview']}'!A1", form.style.link, str(WORDS["back"]))


def _finish(writer: Sheet, frozen: int) -> None:
    sheet, last = writer.sheet, len(writer.columns.shown) - 1
    sheet.freeze_panes(writer.head + 1, frozen)
    sheet.autofilter(writer.head, 0, max(writer.row - 1, writer.head + 1), last)
    sheet.repeat_rows(writer.head)
    sheet.print_area(0, 0, max(writer.row - 1, writer.head + 1), last)
    protect(sheet)


def _hidden(form: Form) -> None:
    """The lists that the fields choose from, and what the form is: on sheets that do not show."""
    sheet = form.book.add_worksheet(LISTS_SHEET)
    for column, (name, words) in enumerate(lists().items()):
        for row, word in enumerate(words):
            sheet.write_string(row, column, word)
        letter = "ABC"[column]
        form.book.define_name(name, f"={LISTS_SHEET}!${letter}$1:${letter}${len(words)}")
    sheet.very_hidden()
    protect(sheet)
    meta = form.book.add_worksheet(META_SHEET)
    told = {
        "form_code": form.round.form_code,
        "round": form.round.id,
        "reviewer": form.reviewer.code,
        "caseaudit": __version__,
        "rules_digest": form.round.rules_digest,
        "questions_digest": form.round.questions_digest,
        "lang": language(),
    }
    for row, (name, value) in enumerate(told.items()):
        meta.write_string(row, 0, name)
        meta.write_string(row, 1, clean(value))
    meta.very_hidden()
    protect(meta)


__all__ = ["Form", "Setting", "case_url", "form_book", "height", "reads"]
