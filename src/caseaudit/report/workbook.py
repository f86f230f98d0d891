"""The findings workbook: what to do about each finding, and the counts of the report as tables that can be filtered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.model.outcomes import OUTCOMES
from caseaudit.report.plain import gravity
from caseaudit.report.review_chapter import ID as REVIEW
from caseaudit.report.workbook_findings import findings_list
from caseaudit.report.workbook_page import NUMBER_WIDTH, PROSE_WIDTH, Book
from caseaudit.texts import Text

if TYPE_CHECKING:
    from pathlib import Path

    from caseaudit.report.view import Item, Report, Section, ThemeSection
    from caseaudit.report.workbook_page import Page

NARROW = (PROSE_WIDTH, *[NUMBER_WIDTH] * 12)
RULES = (PROSE_WIDTH, *[30] * 8)
METHOD = (110,)
_SHEETS = Text("Ark i denne fil", "Sheets of this file")
_METHOD = Text("Metode", "Method")
_REVIEW = Text("Gennemgang", "Review")
_OUTCOME_TEXTS = {
    "met": Text("Lovens krav er opfyldt.", "The law's demand is met."),
    "excused": Text("Kravet er fraveget af en grund, loven giver.", "Departed from on a ground that the law gives."),
    "breached": Text("Kravet er ikke dokumenteret opfyldt.", "The demand is not documented as met."),
    "pending": Text("Fristen er ikke nået.", "The limit has not been reached."),
    "unknown": Text(
        "Data rækker ikke til et svar. Tæller aldrig som overholdt.", "The data carry no answer. Never met."
    ),
    "not_applicable": Text("Kravet gælder ikke her.", "The demand does not apply here."),
}


def render(report: Report, templates: Path | None = None) -> bytes:  # noqa: ARG001 - every format takes the same two
    """The workbook as a file; the same report always gives the same bytes."""
    book = Book(report)
    readme = book.page(report.words["readme"])
    _overview(book)
    _findings(book)
    for theme in report.themes:
        _theme(book.page(f"{theme.number} {theme.title}"), theme, report)
    for section in report.others:
        page = book.page(str(_REVIEW) if section.id == REVIEW else section.title)
        page.title(section.title)
        _section(page, section)
    _unknown(book)
    _quality(book)
    _appendices(book)
    _readme(readme, report)
    return book.close()


def _readme(page: Page, report: Report) -> None:
    words = report.words
    page.widths(34, 100)
    page.title(report.title)
    owner = " · ".join(t for t in (report.look.municipality, report.look.area) if t)
    for text in (report.subtitle, owner, report.classification, words["draft_notice"] if report.drafts else ""):
        if text:
            page.put(page.row, 0, text, page.book.format(bold=text == report.classification))
            page.row += 1
    page.heading(words["resume"])
    page.pairs(report.facts)
    page.pairs(("", text) for text in report.resume)
    page.heading(str(_SHEETS))
    for name in page.book.names[1:]:
        page.link(page.row, 0, name)
        page.row += 1
    page.heading(words["outcome"])
    page.pairs((str(OUTCOMES[o]).capitalize(), str(text)) for o, text in _OUTCOME_TEXTS.items())
    page.heading(words["provenance"])
    page.pairs(report.provenance)
    extra = ((words["approved_by"], report.approved_by), (words["contact"], report.look.contact))
    page.pairs((name, value) for name, value in extra if value)
    page.sheet.activate()


def _overview(book: Book) -> None:
    report = book.report
    page = book.page(report.words["summary"])
    page.widths(PROSE_WIDTH, *[NUMBER_WIDTH] * 8, 18, 18)
    page.title(report.words["summary"])
    for key in report.key_figures:
        page.put(page.row, 0, key.label[:1].upper() + key.label[1:], page.book.format(bold=True))
        page.put(page.row, 1, key.value, page.book.format(bold=True, align="right"))
        page.put(page.row, 2, key.note, page.book.format(indent=1))
        page.row += 1
    page.row += 1
    page.table(report.theme_table, freeze=True)
    for figure in report.figures:
        if figure.table and figure.kind != "bars":
            page.heading(figure.title)
            page.table(figure.table)


def _findings(book: Book) -> None:
    """For a team each breach with what to do; for others each check with its counts, and no case."""
    report = book.report
    page = book.page(report.words["findings"])
    if report.audience == "team":
        breaches = [f for f in report.findings if f.outcome != "unknown"]
        findings_list(page, sorted(breaches, key=lambda f: gravity(f.severity)), work=True)
    else:
        _checks(page)


def _checks(page: Page) -> None:
    """Every check of every theme in one table."""
    from caseaudit.report.view import Cell, Column, Row, Table

    report = page.book.report
    tables = [(t.title, t.table) for t in report.themes if t.table]
    page.widths(40, PROSE_WIDTH, *[NUMBER_WIDTH] * 10)
    page.title(report.words["findings"])
    if not tables:
        page.text(report.words["none"])
        return
    columns = (Column(report.words["theme"]), *tables[0][1].columns)
    rows = tuple(
        Row((Cell(title, title), *row.cells), row.role)
        for title, table in tables
        for row in table.rows
        if row.role == "row"
    )
    caption = report.words["rules"]
    page.table(Table("checks", caption, columns, rows), freeze=True, repeat=True)


def _theme(page: Page, theme: ThemeSection, report: Report) -> None:
    words = report.words
    page.widths(PROSE_WIDTH, *[NUMBER_WIDTH] * 10)
    page.title(f"{theme.number}. {theme.title}")
    page.text(" ".join(t for t in (theme.percent, theme.level_text and f"({theme.level_text})", theme.headline) if t))
    page.text(theme.focus)
    page.row += 1
    if theme.table:
        page.table(theme.table, freeze=True)
    for heading, texts in (
        ("analysis", theme.sentences),
        ("unknowns", theme.unknowns),
        ("law", tuple(f"{law.citation}: {law.duty} ({law.source}. {law.period})" for law in theme.laws)),
    ):
        if texts:
            page.heading(words[heading])
            page.lines(texts)
    for heading, items in (("strengths", theme.strengths), ("challenges", theme.challenges)):
        page.heading(words[heading])
        page.lines(_item(i, words["draft"]) for i in items)
        if not items:
            page.text(words["none_noted"])
    _recommendations(page, theme.recommendations, words)


def _item(item: Item, draft: str) -> str:
    basis = f" [{item.id}{': ' if item.id and item.basis else ''}{item.basis}]" if item.id or item.basis else ""
    return f"{item.text}{basis}" + ("" if item.approved else f" ({draft})")


def _recommendations(page: Page, items: tuple[Item, ...], words: dict[str, str]) -> None:
    page.heading(words["recommendations"])
    if not items:
        page.text(words["none_noted"])
        return
    for column, name in enumerate(("recommendations", "responsible", "deadline", "status")):
        page.put(page.row, column, words[name], page.book.format(bold=True, bottom=1))
    for item in items:
        page.row += 1
        page.put(page.row, 0, _item(item, words["draft"]), page.book.format(text_wrap=True))
        page.put(page.row, 1, item.responsible, page.book.format(text_wrap=True))
        page.day(page.row, 2, item.deadline)
        page.put(page.row, 3, item.status, page.book.format(text_wrap=True))
    page.row += 1


def _section(page: Page, section: Section, widths: tuple[float, ...] = NARROW) -> None:
    page.widths(*widths)
    page.lines(section.paragraphs)
    page.lines(section.bullets)
    page.row += 1
    for n, table in enumerate((*section.tables, *(f.table for f in section.figures if f.table))):
        page.table(table, freeze=n == 0, repeat=n == 0 and len(section.tables) == 1)


def _unknown(book: Book) -> None:
    """What could not be assessed: each unit for a team, the reasons in numbers for all."""
    report = book.report
    name = report.words["unknowns"]
    if report.audience == "team":
        findings_list(book.page(name), [f for f in report.findings if f.outcome == "unknown"], work=False)
        name = f"{name}, {report.words['rules']}"
    page = book.page(name)
    page.widths(PROSE_WIDTH, *[NUMBER_WIDTH] * 8)
    page.title(report.words["unknowns"])
    for theme in report.themes:
        if theme.unknowns:
            page.heading(theme.title)
            page.lines(theme.unknowns)
    for section in report.appendices:
        if section.id == "C":
            _section(page, section)


def _quality(book: Book) -> None:
    page = book.page(book.report.words["quality"])
    page.title(book.report.words["quality"])
    found = [s for s in book.report.appendices if s.id == "F"]
    for section in found:
        _section(page, section)
    if not found:
        page.widths(PROSE_WIDTH)
        page.text(book.report.words["none_noted"])


def _appendices(book: Book) -> None:
    """Rules and method, and the appendices that have no sheet yet."""
    report = book.report
    for section in report.appendices:
        if section.id not in "BCF":
            page = book.page(report.words["rules"] if section.id == "D" else section.title)
            page.title(section.title)
            _section(page, section, RULES if section.id == "D" else NARROW)
    page = book.page(str(_METHOD))
    page.widths(*METHOD)
    page.title(str(_METHOD))
    page.lines(report.method)
    for section in report.appendices:
        if section.id == "B":
            page.heading(section.title)
            _section(page, section, METHOD)
