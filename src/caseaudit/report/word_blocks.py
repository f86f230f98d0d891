"""What the report puts into a Word template as whole blocks: tables, pictures, marked words. All look is in named styles."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from markupsafe import Markup

from caseaudit.report.numbers import NBSP
from caseaudit.report.plain import clean
from caseaudit.report.word_styles import LEVELS, TABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docxtpl import DocxTemplate

    from caseaudit.report.view import Cell, Column, Level, Row, Table

NARROWEST = 640
LONG = 600  # a row with more letters than this may break across pages
_LETTER = 92  # a letter of a table in twentieths of a point
_PADDING = 180
SHORT, SHORT_IN_WIDE = 18, 11
MANY = 8
_RIGHT = ("number", "percent")
_OF = r"[\d.,]+\s(?:af|of)\s[\d.,]+"
_NUMBERS = re.compile(rf"[+-]?[\d.,]+(?:\s%)?(?:\s\({_OF}\))?|{_OF}")


def text(value: str) -> str:
    """Text on one line, safe in XML."""
    return escape(" ".join(clean(value).split("\n")).replace("\t", " ").replace("\r", " "))


def table(found: Table, width: int) -> Markup:
    """A real table with a heading row that repeats; `w:tblCaption` holds its name, by which its numbers are found again."""
    widths, styles = column_widths(found, width), aligned(found)
    total = bool(found.rows) and found.rows[-1].role == "total"
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    head = "".join(
        _cell(w, _paragraph(c.title, style)) for w, c, style in zip(widths, found.columns, styles, strict=True)
    )
    body = "".join(_row(r, found.columns, widths, styles) for r in found.rows)
    return Markup(  # noqa: S704 - every text in it is escaped where it is made
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{TABLE}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{"0060" if total else "0020"}" w:firstRow="1" '
        f'w:lastRow="{int(total)}" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(clean(found.name))}/><w:tblDescription w:val={quoteattr(clean(found.caption))}/>"
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{body}</w:tbl>"
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>'
    )


def column_widths(found: Table, width: int) -> list[int]:
    """What each column needs, short texts unbroken, and the rest to those with long texts; never more than the page."""
    short = SHORT if len(found.columns) <= MANY else SHORT_IN_WIDE
    need, long = [], []
    for n, column in enumerate(found.columns):
        texts = [r.cells[n].text for r in found.rows[:300] if n < len(r.cells) and r.role != "group"]
        longest = max((len(t) for t in texts), default=0)
        whole = longest <= short and column.kind != "badge"
        words = [len(w) for t in (() if whole else texts) for w in _pieces(t)]
        words += [len(w) + 1 for w in column.title.split()]  # headings are bold
        letters = max(*words, longest if whole else 1, 1)
        need.append(max(NARROWEST, min(letters, 24) * _LETTER + _PADDING))
        long.append(min(longest, 160) if longest > SHORT else 0)
    spare = width - sum(need)
    if spare < 0:
        return [int(w * width / sum(need)) for w in need]
    shares = long if any(long) else [1] * len(long)
    return [w + int(spare * h / sum(shares)) for w, h in zip(need, shares, strict=True)]


def _pieces(value: str) -> list[str]:
    """What should not be broken: words, and the two halves of `83 % (20 af 24)`."""
    return value.split(" (") if _NUMBERS.fullmatch(value) else value.replace("-", "- ").split()


def _unbroken(value: str) -> str:
    """The same with hard spaces inside `(20 af 24)`."""
    before, bracket, rest = value.partition(" (")
    return f"{before}{bracket}{rest.replace(' ', NBSP)}" if bracket and _NUMBERS.fullmatch(value) else value


def aligned(found: Table) -> list[str]:
    """The paragraph style of each column: numbers to the right, also those written as `6 af 14`."""
    right = [c.kind in _RIGHT for c in found.columns]
    for n in range(1, len(right)):
        cells = [r.cells[n] for r in found.rows if n < len(r.cells) and r.role != "group"]
        numbers = [c.hidden or bool(_NUMBERS.fullmatch(c.text)) for c in cells]
        blank = [c.text in ("", "-") for c in cells]
        right[n] = right[n] or (any(numbers) and all(a or b for a, b in zip(numbers, blank, strict=True)))
    return ["Tabeltal" if r else "Tabeltekst" for r in right]


def _row(row: Row, columns: Sequence[Column], widths: Sequence[int], styles: Sequence[str]) -> str:
    letters = sum(len(c.text) for c in row.cells)
    look = "<w:trPr><w:cantSplit/></w:trPr>" if letters < LONG else ""
    if row.role == "group" and not any(c.text for c in row.cells[1:]):
        across = f'<w:tcW w:w="{sum(widths)}" w:type="dxa"/><w:gridSpan w:val="{len(widths)}"/>'
        return (
            f"<w:tr>{look}<w:tc><w:tcPr>{across}</w:tcPr>{_paragraph(row.cells[0].text, 'Tabelgruppe')}</w:tc></w:tr>"
        )
    cells = "".join(
        _cell(w, _paragraph(_unbroken(cell.text), style, _level(cell, c)))
        for cell, c, w, style in zip(row.cells, columns, widths, styles, strict=True)
    )
    return f"<w:tr>{look}{cells}</w:tr>"


def _level(cell: Cell, column: Column) -> str:
    return LEVELS.get(cell.level, "") if column.kind == "badge" else ""


def _cell(width: int, inside: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside}</w:tc>'


def _paragraph(value: str, style: str, mark: str = "", *, right: bool = False) -> str:
    side = '<w:jc w:val="right"/>' if right else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{side}</w:pPr>{_run(value, mark)}</w:p>'


def _run(value: str, style: str = "") -> str:
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text(value)}</w:t></w:r>' if value else ""


def marked(value: str, style: str) -> Markup:
    """Words that stand out: a draft, a local judgement."""
    return Markup(_run(f"\u00a0{value}\u00a0", style) if value else "")  # noqa: S704 - `_run` has escaped it


def level_mark(level: Level, words: str) -> Markup:
    return marked(words, LEVELS.get(level, ""))


def picture(template: DocxTemplate, png: bytes, name: str, description: str, width: int, *, height: int = 0) -> Markup:
    """A picture in a paragraph of its own, with its description as alternative text."""
    from docx.shared import Twips

    size = {"width": Twips(width)} if not height else {"height": Twips(height)}
    inline = template.docx.part.new_pic_inline(BytesIO(png), **size)
    shown = inline.docPr
    shown.set("name", clean(name))
    shown.set("descr", clean(description))
    inside = inline.graphic.graphicData.pic.nvPicPr.cNvPr
    inside.set("name", clean(name))
    inside.set("descr", clean(description))
    drawing = f"<w:r><w:drawing>{inline.xml}</w:drawing></w:r>"
    return Markup(f'<w:p><w:pPr><w:pStyle w:val="Figur"/></w:pPr>{drawing}</w:p>')  # noqa: S704 - written by lxml
