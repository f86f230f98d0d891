"""The resolution form: only what readers answered differently, with both answers and no names, and room for a final one."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from caseaudit.review.form_fit import clean, height
from caseaudit.review.form_rows import COMMENT, LISTS, asked, facts_text, lists
from caseaudit.review.form_style import GREY, Style, on_paper, protect
from caseaudit.review.form_words import REASONS, WORDS, shown
from caseaudit.review.resolve import resolution_code
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from caseaudit.review.model import Answer, Round
    from caseaudit.review.resolve import Disagreement

SHEET = Text("Afklaring", "Resolution")
LISTS_SHEET, META_SHEET = "caseaudit_lister", "caseaudit_meta"
HEAD = 4
INITIALS = 8
_GUIDE = (
    Text(
        "Her står kun de kontrolpunkter, som blev besvaret forskelligt. A og B er ikke den samme læser i alle rækker.",
        "Only the control points that were answered differently stand here. A and B are not the same reader in every row.",
    ),
    Text(
        "Drøft hver række ud fra sagen, og vælg det svar, der skal gælde. Skriv kort hvorfor, og hvem der har afgjort det.",
        "Discuss each row on the basis of the case, and choose the answer that shall stand. Write briefly why, and who settled it.",
    ),
    Text(
        "Skriv aldrig navne eller CPR-numre. De oprindelige svar bliver stående i gennemgangen og tæller stadig i enigheden.",
        "Never write names or CPR numbers. The original answers stay in the round and still count in the agreement.",
    ),
    Text(
        "Send filen tilbage, når den er udfyldt. Den indlæses med: caseaudit review resolve --import FIL",
        "Send the file back when it is filled in. It is imported with: caseaudit review resolve --import FILE",
    ),
)


def resolution_book(round_: Round, found: Sequence[Disagreement]) -> bytes:
    """The form as a file; the same disagreements always give the same bytes. No data become a formula."""
    from xlsxwriter import Workbook

    out = BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, {"in_memory": True, **safe})
    made = datetime.combine(round_.created.date(), time())
    book.set_properties({"title": str(SHEET), "author": "caseaudit", "created": made})
    _Book(book, round_, found).write()
    book.close()
    return out.getvalue()


class _Book:
    """The form that is being written."""

    def __init__(self, book: Workbook, round_: Round, found: Sequence[Disagreement]) -> None:
        self._book, self._round, self._found, self._style = book, round_, found, Style(book)
        self._most = max((len(d.readings) for d in found), default=2)
        readers = [(f"{WORDS['reviewer']} {chr(65 + n)}", 25.0) for n in range(self._most)]
        self._columns: list[tuple[str, float]] = [
            (str(WORDS["no"]), 5),
            (str(WORDS["case_id"]), 20),
            (str(WORDS["point"]), 33),
            (str(WORDS["facts"]), 32),
            *readers,
            (str(Text("Endeligt svar", "Final answer")), 13.5),
            (str(WORDS["reason"]), 13.5),
            (str(WORDS["comment"]), 30),
            (str(Text("Initialer", "Initials")), 9),
        ]

    def write(self) -> None:
        name = str(SHEET)
        sheet, guide = self._book.add_worksheet(name), self._book.add_worksheet(str(WORDS["readme"]))
        for page in (sheet, guide):
            on_paper(page, name, f"{WORDS['round']} {self._round.id}")
        self._head(sheet)
        for n, one in enumerate(self._found, 1):
            self._row(sheet, HEAD + n, n, one)
        last = len(self._columns) - 1
        sheet.freeze_panes(HEAD + 1, 2)
        sheet.autofilter(HEAD, 0, HEAD + len(self._found), last)
        sheet.repeat_rows(HEAD)
        sheet.print_area(0, 0, HEAD + len(self._found), last)
        protect(sheet)
        sheet.activate()
        self._guide(guide)
        self._hidden()

    def _head(self, sheet: Worksheet) -> None:
        n = len(self._found)
        about = Text(
            f"Gennemgang {self._round.id}: {n} kontrolpunkter er besvaret forskelligt.",
            f"Round {self._round.id}: {n} control points were answered differently.",
        )
        hint = Text(
            "Udfyld de hvide felter. Skriv aldrig navne eller CPR-numre.",
            "Fill in the white fields. Never write names or CPR numbers.",
        )
        title = Text("Afklaring af uenigheder", "Resolution of disagreements")
        sheet.write_string(0, 0, str(title), self._style.title)
        sheet.set_row(0, 22)
        sheet.write_string(1, 0, clean(str(about)), self._style.get())
        sheet.write_string(2, 0, str(hint), self._style.get(font_color=GREY))
        for c, (heading, width) in enumerate(self._columns):
            sheet.set_column(c, c, width)
            sheet.write_string(HEAD, c, heading, self._style.head)
        hidden, last = self._style.get(font_color=GREY), len(self._columns)
        sheet.set_column(last, last + 1, 14, hidden, {"hidden": True})
        sheet.write_string(HEAD, last, str(Text("Nøgle", "Key")), hidden)
        sheet.write_string(HEAD, last + 1, str(Text("Kontrol", "Check")), hidden)
        sheet.set_row(HEAD, 22)

    def _row(self, sheet: Worksheet, row: int, number: int, one: Disagreement) -> None:
        style = self._style
        about = str(Text(one.entry.about_da, one.entry.about_en))
        question = "\n".join(t for t in asked(one.entry, one.point) if t)
        readings = [_reading(a) for a in one.readings] + [""] * (self._most - len(one.readings))
        texts = [f"{one.entry.case_id}\n{about}".strip(), question, facts_text(one.entry), *readings]
        sheet.write_string(row, 0, str(number), style.cell)
        for c, text in enumerate(texts, 1):
            sheet.write_string(row, c, clean(text), style.grey if c >= 3 else style.cell)
        first = len(texts) + 1
        for c in range(first, first + 4):
            sheet.write_blank(row, c, None, style.open)
        hidden = style.get(font_color=GREY)
        sheet.write_string(row, first + 4, one.key, hidden)
        sheet.write_string(row, first + 5, one.state, hidden)
        widths = [w for _, w in self._columns[1:]]
        sheet.set_row(row, height(list(zip(texts, widths, strict=False)), least=44))
        self._rules(sheet, row, first, LISTS[one.point.scale])

    def _rules(self, sheet: Worksheet, row: int, first: int, answers: str) -> None:
        """Lists to choose from, and how long a text may be."""
        stop: dict[str, Any] = {"error_title": str(WORDS["stop_title"]), "error_type": "stop", "ignore_blank": True}
        for c, name, said in ((first, answers, "stop_answer"), (first + 1, LISTS["reason"], "stop_reason")):
            rule = {"validate": "list", "source": f"={name}", "error_message": str(WORDS[said])}
            sheet.data_validation(row, c, row, c, stop | rule)
        signed = str(Text("Højst 8 bogstaver eller tal.", "At most 8 letters or digits."))
        for c, most, told in ((first + 2, COMMENT, str(WORDS["stop_comment"])), (first + 3, INITIALS, signed)):
            length: dict[str, Any] = {"validate": "length", "criteria": "<=", "value": most, "error_message": told}
            sheet.data_validation(row, c, row, c, stop | length)

    def _hidden(self) -> None:
        """The lists that the fields choose from, and what the form is: on sheets that do not show."""
        sheet = self._book.add_worksheet(LISTS_SHEET)
        for column, (name, words) in enumerate(lists().items()):
            for row, word in enumerate(words):
                sheet.write_string(row, column, word)
            letter = "ABC"[column]
            self._book.define_name(name, f"={LISTS_SHEET}!${letter}$1:${letter}${len(words)}")
        meta = self._book.add_worksheet(META_SHEET)
        told = {"form_code": resolution_code(self._round.form_code), "round": self._round.id, "reviewer": "-"}
        for row, (name, value) in enumerate(told.items()):
            meta.write_string(row, 0, name)
            meta.write_string(row, 1, clean(value))
        for page in (sheet, meta):
            page.very_hidden()
            protect(page)

    def _guide(self, sheet: Worksheet) -> None:
        sheet.set_column(0, 0, 100)
        sheet.write_string(0, 0, str(WORDS["readme"]), self._style.title)
        for row, text in enumerate(_GUIDE, 2):
            sheet.write_string(row, 0, str(text), self._style.get(text_wrap=True))
            sheet.set_row(row, height([(str(text), 100)]))
        protect(sheet)


def _reading(answer: Answer) -> str:
    reason = f" ({str(REASONS[answer.unsure]).lower()})" if answer.unsure in REASONS else ""
    return "\n".join(t for t in (f"{shown(answer.value)}{reason}", answer.comment) if t)
