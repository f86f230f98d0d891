"""The rows of a form: one control point about one unit, with its law, guidance, facts and the fields to fill in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name

from caseaudit.law import cite
from caseaudit.review.form_fit import LINE, clean, height
from caseaudit.review.form_style import GREY, INK, LINE_COLOUR, PALE, YELLOW, YELLOW_INK
from caseaudit.review.form_words import REASONS, WORDS, answers, shown
from caseaudit.review.model import LOWEST
from caseaudit.texts import language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from caseaudit.review.form_style import Style
    from caseaudit.review.model import Entry, Point, Scale

LISTS: dict[str, str] = {"yes_no": "svar_ja_nej", "degree": "svar_grad", "reason": "svar_aarsag"}
"""Names of the lists that the fields choose from."""

COMMENT = 1000


@dataclass(frozen=True)
class Column:
    """One column of a sheet of answers."""

    id: str
    width: float

    @property
    def title(self) -> str:
        return str(WORDS[self.id])


@dataclass(frozen=True)
class Columns:
    """The columns in order; two hidden ones follow: the key, and a mark where the lowest answer needs a comment."""

    shown: tuple[Column, ...]

    def at(self, name: str) -> int:
        return next(n for n, c in enumerate(self.shown) if c.id == name)

    def has(self, name: str) -> bool:
        return any(c.id == name for c in self.shown)

    @property
    def key(self) -> int:
        return len(self.shown)

    @property
    def mark(self) -> int:
        return len(self.shown) + 1

    def letter(self, name: str) -> str:
        return str(xl_col_to_name(self.at(name)))


def columns(*, facts: bool, listed: bool) -> Columns:
    """What stands beside what. Without facts their room goes to the guidance and the comment."""
    first = [Column("no", 4.5)]
    if listed:
        first += [Column("case_id", 18), Column("theme", 15)]
    told = [Column("facts", 36)] if facts else []
    wide = 0 if facts else 14
    return Columns(
        (
            *first,
            Column("point", 33),
            Column("guidance", 38 + wide),
            *told,
            Column("answer", 13.5),
            Column("reason", 13.5),
            Column("comment", 30 + wide),
        )
    )


@dataclass
class Sheet:
    """A sheet of answers that is being written."""

    sheet: Worksheet
    style: Style
    columns: Columns
    head: int
    row: int = 0

    def begin(self, height_of_head: float = 22) -> None:
        """Column widths and the row of headings."""
        for n, column in enumerate(self.columns.shown):
            self.sheet.set_column(n, n, column.width)
            self.sheet.write_string(self.head, n, column.title, self.style.head)
        hidden = self.style.get(font_color=GREY)
        self.sheet.set_column(self.columns.key, self.columns.mark, 14, hidden, {"hidden": True})
        self.sheet.set_row(self.head, height_of_head)
        self.row = self.head + 1

    def band(self, title: str) -> None:
        """A heading across the sheet."""
        for n in range(len(self.columns.shown)):
            self.sheet.write_blank(self.row, n, None, self.style.band)
        self.sheet.write_string(self.row, 0, clean(title), self.style.band)
        self.sheet.set_row(self.row, 18)
        self.row += 1

    def entry(self, entry: Entry, point: Point, number: str, before: Sequence[str] = ()) -> None:
        """One row. `before`: what stands between the number and the point (of a list)."""
        c, put = self.columns, self.sheet.write_string
        put(self.row, 0, number, self.style.cell)
        for n, text in enumerate(before, 1):
            put(self.row, n, clean(text), self.style.cell)
        question, about, law = asked(entry, point)
        self._point(c.at("point"), question, about, law)
        told = clean(guidance(entry, point))
        put(self.row, c.at("guidance"), told, self.style.cell)
        texts = [("\n".join(t for t in (question, about, law) if t), 31.0), (told, c.shown[c.at("guidance")].width)]
        texts += [(text, c.shown[n].width) for n, text in enumerate(before, 1)]
        if c.has("facts"):
            facts = clean(facts_text(entry))
            put(self.row, c.at("facts"), facts, self.style.grey)
            texts.append((facts, c.shown[c.at("facts")].width))
        for name in ("answer", "reason", "comment"):
            self.sheet.write_blank(self.row, c.at(name), None, self.style.open)
        put(self.row, c.key, entry.key, self.style.get(font_color=GREY))
        if point.comment_on_lowest:
            self.sheet.write_number(self.row, c.mark, 1, self.style.get(font_color=GREY))
        self.sheet.set_row(self.row, height(texts, least=3 * LINE))
        self.row += 1

    def _point(self, column: int, question: str, about: str, law: str) -> None:
        """The question in bold, then what it is about, and the law in grey."""
        parts: list[object] = [self.style.get(bold=True, font_color=INK), question]
        if about:
            parts += [self.style.get(), "\n" + about]
        if law:
            parts += [self.style.get(font_color=GREY, font_size=9), "\n" + law]
        if len(parts) == 2:
            form = self.style.get(
                bold=True, font_color=INK, text_wrap=True, border=1, border_color=LINE_COLOUR, indent=1, align="left"
            )
            self.sheet.write_string(self.row, column, question, form)
            return
        self.sheet.write_rich_string(self.row, column, *parts, self.style.cell)

    def rules(self, scales: Sequence[tuple[int, Scale]]) -> None:
        """Lists, limits and colours of the fields. `scales`: the rows that hold a point, and its scale."""
        c = self.columns
        for row, scale in scales:
            self.sheet.data_validation(row, c.at("answer"), row, c.at("answer"), _list(LISTS[scale], f"answer_{scale}"))
        if not scales:
            return
        first, last = scales[0][0], scales[-1][0]
        self.sheet.data_validation(first, c.at("reason"), last, c.at("reason"), _list(LISTS["reason"], "reason_input"))
        self.sheet.data_validation(first, c.at("comment"), last, c.at("comment"), _comment())
        self._colours(first, last)

    def _colours(self, first: int, last: int) -> None:
        c, row = self.columns, first + 1
        answer, reason, comment = (f"${c.letter(n)}{row}" for n in ("answer", "reason", "comment"))
        mark = f"${xl_col_to_name(c.mark)}{row}"
        lowest = ",".join(f'{answer}="{shown(v)}"' for v in LOWEST.values())
        unsure = f'{answer}="{shown("cannot_judge")}"'
        yellow = self.style.book.add_format({"bg_color": YELLOW, "font_color": YELLOW_INK})
        pale = self.style.book.add_format({"bg_color": PALE})
        at = c.at("comment")
        wanted = f"=AND(OR(AND({mark}=1,OR({lowest})),{unsure}),LEN(TRIM({comment}))=0)"
        self.sheet.conditional_format(first, at, last, at, {"type": "formula", "criteria": wanted, "format": yellow})
        at = c.at("reason")
        wanted = f"=AND({unsure},LEN(TRIM({reason}))=0)"
        self.sheet.conditional_format(
            first, at, last, at, {"type": "formula", "criteria": wanted, "format": yellow, "stop_if_true": True}
        )
        idle = f'=AND(NOT({unsure}),LEN({reason})=0,{mark.replace("$" + xl_col_to_name(c.mark), "$" + xl_col_to_name(c.key))}<>"")'
        self.sheet.conditional_format(first, at, last, at, {"type": "formula", "criteria": idle, "format": pale})


def _list(name: str, said: str) -> dict[str, object]:
    reason = name == LISTS["reason"]
    return {
        "validate": "list",
        "source": f"={name}",
        "input_title": str(WORDS["reason_title" if reason else "answer_title"]),
        "input_message": str(WORDS[said]),
        "error_title": str(WORDS["stop_title"]),
        "error_message": str(WORDS["stop_reason" if reason else "stop_answer"]),
        "error_type": "stop",
        "ignore_blank": True,
    }


def _comment() -> dict[str, object]:
    return {
        "validate": "length",
        "criteria": "<=",
        "value": COMMENT,
        "input_title": str(WORDS["comment_title"]),
        "input_message": str(WORDS["comment_input"]),
        "error_title": str(WORDS["stop_title"]),
        "error_message": str(WORDS["stop_comment"]),
        "error_type": "stop",
        "ignore_blank": True,
    }


def lists() -> dict[str, tuple[str, ...]]:
    """What each named list holds."""
    return {
        LISTS["yes_no"]: tuple(str(t) for t in answers("yes_no")),
        LISTS["degree"]: tuple(str(t) for t in answers("degree")),
        LISTS["reason"]: tuple(str(t) for t in REASONS.values()),
    }


def asked(entry: Entry, point: Point) -> tuple[str, str, str]:
    """The question, the unit that it is about (not for the case as a whole), and the law of the unit's day."""
    english = language() == "en"
    question = clean(point.en if english else point.da)
    whole = entry.unit_kind == "case" and entry.unit_on is None
    about = "" if whole else clean(entry.about_en if english else entry.about_da)
    dated = f"{WORDS['about']}: {about}" if about else ""
    law = "; ".join(cite(code) for code in entry.law)
    return question, dated, f"{WORDS['law']}: {law}" if law else ""


def guidance(entry: Entry, point: Point) -> str:
    if language() == "en":
        return entry.guidance_en or point.guidance_en
    return entry.guidance_da or point.guidance_da


def facts_text(entry: Entry) -> str:
    """The facts, one on each line."""
    return "\n".join(f"\u2022 {f.en if language() == 'en' else f.da}" for f in entry.facts)
