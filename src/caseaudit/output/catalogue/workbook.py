"""The catalogue as an Excel workbook: the same data in tables that can be filtered, and a sheet to sign."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from caseaudit.output.catalogue import words
from caseaudit.output.catalogue.sheets import BOX, printed, put, sheet
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.output.catalogue.parts import Catalogue, Entry, Law, Period
    from caseaudit.rules.prose import Clause

DAY_FORMAT = "dd-mm-yyyy"


def render_workbook(catalogue: Catalogue) -> bytes:
    """The workbook as a file."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _readme(book, catalogue)
    _rules(book, catalogue)
    _examples(book, catalogue)
    _questions(book, catalogue)
    _outside(book, catalogue)
    _acts(book, catalogue)
    _sign(book, catalogue)
    book.properties.title, book.properties.creator = _w("title"), "caseaudit"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _w(name: str) -> str:
    return str(words.WORDS[name])


def _readme(book: Workbook, c: Catalogue) -> None:
    page = book.create_sheet(_w("readme"))
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 34, 110
    facts = [(_w("rule_set"), f"caseaudit {c.version}"), (_w("checksum"), c.digest), (_w("law_until"), c.law_until)]
    facts += [(_w("dated"), c.dated)] if c.dated else []
    facts += [(_w("scope"), words.scope(c.counts))]
    facts += [(_w("only_theme"), c.only_theme)] if c.only_theme else []
    rows: list[tuple[str, str, bool]] = [(_w("title"), _w("subtitle"), True)]
    rows += [(name, value, False) for name, value in facts]
    rows += [("", "", False), (_w("how_to_read"), "", True)]
    rows += [("", str(text), False) for text in words.READ]
    for heading, pairs in (("outcome", words.outcomes()), ("confidence", words.confidences())):
        rows += [("", "", False), (_w(heading), "", True), *((name, text, False) for name, text in pairs)]
    rows += [("", "", False), (_w("readings"), _w("readings_lead"), True)]
    rows += [
        (r.name, f"{r.question} {_w('default')}: {r.default}. {_w('choices')}: {r.choices}.", False) for r in c.readings
    ]
    for i, (name, text, bold) in enumerate(rows, start=1):
        first, second = put(page.cell(i, 1), name), put(page.cell(i, 2), text)
        first.font = Font(name="Arial", size=14 if i == 1 else 10, bold=bool(bold or name))
        second.font = Font(name="Arial", size=10, bold=bold and i > 1 and not name)
        page.row_dimensions[i].height = 13.5 * (1 + len(text) // 135) + (8 if i == 1 else 3)
    printed(page)
    page.page_setup.fitToHeight = 1


def _rules(book: Workbook, c: Catalogue) -> None:
    columns = [
        (_w("number"), 5), (_w("rule"), 26), (_w("period"), 20), (_w("duty"), 54), (_w("law"), 24), (_w("confidence"), 20),
        (_w("rows_short"), 8), (_w("severity"), 12), (_w("applies"), 40), (_w("require"), 44), (_w("unless"), 40),
        (_w("method"), 140), (_w("limits"), 100), (_w("fix"), 50), (_w("answers"), 18), (_w("theme"), 18), (_w("step"), 18),
        (_w("judges"), 14), (_w("id"), 34),
    ]  # fmt: skip
    page = sheet(book, _w("sheet_rules"), "Regler", columns, (_rule(e, p) for e in c.entries for p in e.periods))
    page.print_area = f"A1:H{page.max_row}"  # the rest is for the screen


def _rule(e: Entry, p: Period) -> tuple[object, ...]:
    soft = f", {_w('soft')}" if p.soft else ""
    return (
        e.number, e.title, p.name, p.duty, "\n".join(_provision(law) for law in p.laws),
        "\n".join(dict.fromkeys(law.confidence for law in p.laws)), ", ".join(p.rows), p.severity + soft, plain(p.applies),
        plain(p.require), plain(p.unless) if p.unless else "", "\n".join(p.method), e.limits, e.fix, e.answer_ids, e.theme,
        e.step, e.judges, e.id,
    )  # fmt: skip


def _provision(law: Law) -> str:
    told = "; ".join(x for x in (law.before, law.note) if x)
    return law.cite + (f" ({told})" if told else "")


def plain(clause: Clause, level: int = 0) -> str:
    """An outline as lines of text, each level further in."""
    lead = "   " * level + ("• " if level else "")
    return "\n".join([lead + clause.text, *(plain(part, level + 1) for part in clause.parts)])


def _examples(book: Workbook, c: Catalogue) -> None:
    columns = [
        (_w("number"), 5), (_w("rule"), 32), (_w("example"), 36), (_w("given"), 64), (_w("outcome"), 24), (_w("due"), 12), (_w("id"), 26),
    ]  # fmt: skip
    rows = (
        (e.number, e.title, x.name, "\n".join(x.given), x.outcome, x.due, e.id) for e in c.entries for x in e.examples
    )
    sheet(book, _w("sheet_examples"), "Eksempler", columns, rows)


def _questions(book: Workbook, c: Catalogue) -> None:
    columns = [
        (_w("question"), 50), (_w("guidance"), 60), (_w("scale"), 24), (_w("applies"), 30), (_w("period"), 16), (_w("law"), 24),
        (_w("confidence"), 20), (_w("rows_short"), 9), (_w("answers"), 18), (_w("theme"), 18), (_w("step"), 18),
        (_w("judges"), 14), (_w("id"), 30),
    ]  # fmt: skip
    rows = (
        (
            q.question, q.guidance, q.scale, q.applies, q.period, "\n".join(_provision(law) for law in q.laws),
            "\n".join(dict.fromkeys(law.confidence for law in q.laws)), q.rows, q.answers, q.theme, q.step, q.judges, q.id,
        )
        for q in c.questions
    )  # fmt: skip
    sheet(book, _w("sheet_questions"), "Sporgsmaal", columns, rows)


def _outside(book: Workbook, c: Catalogue) -> None:
    columns = [(_w("id"), 8), (_w("kind"), 22), (_w("content"), 60), (_w("reason"), 80)]
    sheet(book, _w("sheet_outside"), "UdenFor", columns, ((o.id, o.kind, o.text, o.reason) for o in c.outside))


def _acts(book: Workbook, c: Catalogue) -> None:
    columns = [
        (_w("act"), 34), (_w("kind"), 20), (_w("period"), 26), (_w("content"), 56), (_w("confidence"), 30), (_w("note"), 60),
    ]  # fmt: skip
    sheet(book, _w("sheet_acts"), "Love", columns, _act_rows(c))


def _act_rows(c: Catalogue) -> Iterator[tuple[object, ...]]:
    text, change, act = _w("text"), _w("change"), _w("act")
    for a in c.acts:
        name = f"{a.title} ({a.code})"
        yield (name, act, a.period, f"{_w('read_in')}: {a.text_read}", "", a.link)
        for title, held, sure, note in a.texts:
            yield (name, text, held, title, sure, note)
        for on, told, sure in a.changes:
            yield (name, change, str(Text(f"fra {on}", f"from {on}")), told, sure, "")


def _sign(book: Workbook, c: Catalogue) -> None:
    columns = [
        (_w("number"), 5), (_w("rule"), 50), (_w("theme"), 24), (_w("severity"), 11), (_w("by"), 24), (_w("date"), 13),
        (_w("approved"), 11), (_w("remarks"), 46), (_w("id"), 36),
    ]  # fmt: skip
    whole = f"{_w('whole')}\n{_w('checksum')} {c.digest}"
    rows = [
        ("", whole, "", "", "", "", "", "", ""),
        *((e.number, e.title, e.theme, e.severity, "", "", "", "", e.id) for e in c.entries),
    ]
    page = sheet(book, _w("sheet_sign"), "Gennemgang", columns, rows)
    last = len(rows) + 1
    page.print_area = f"A1:H{last}"
    choice = DataValidation(type="list", formula1=f'"{_w("yes")},{_w("no")}"', allow_blank=True, showErrorMessage=True)
    choice.errorTitle, choice.error = _w("approved"), str(Text("Vælg Ja eller Nej.", "Choose Yes or No."))
    day = DataValidation(type="date", operator="greaterThan", formula1="36526", allow_blank=True, showErrorMessage=True)
    day.errorTitle, day.error = _w("date"), str(Text("Skriv en dato.", "Write a date."))
    for rule, cells in ((choice, f"G2:G{last}"), (day, f"F2:F{last}")):
        page.add_data_validation(rule)
        rule.add(cells)
    for row in range(2, last + 1):
        page.cell(row, 6).number_format = DAY_FORMAT
        for column in range(1, 9):
            page.cell(row, column).border = BOX
        page.row_dimensions[row].height = max(page.row_dimensions[row].height or 0, 30)
