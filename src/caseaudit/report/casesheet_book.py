"""Oversigtsskemaer as a workbook: the cases, and every demand on every unit as a table that can be filtered."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from caseaudit.dates import show
from caseaudit.model.outcomes import OUTCOMES, REASONS, SEVERITIES
from caseaudit.report.casesheet_words import JUDGES, WORDS
from caseaudit.report.colour import usable
from caseaudit.report.plain import clean
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

    from caseaudit.report.casesheet import Line, Sheet
    from caseaudit.report.casesheet_page import Setting

Value = str | int | date | None
_LINES = Text("Skridt", "Steps")
_CASES = Text("Sager", "Cases")
_README = Text("Læs mig", "Read me")
_KEYS = ("case", "step", "duty", "unit", "unit_on", "done", "due", "state", "law", "source", "severity", "judges")
_WIDTHS = (22, 26, 52, 22, 12, 12, 12, 34, 30, 10, 11, 14)


def workbook(sheets: Sequence[Sheet], setting: Setting) -> bytes:
    """The file; the same sheets always give the same bytes, and no cell is a formula."""
    from xlsxwriter import Workbook

    out = BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, {"in_memory": True, **safe})
    owner = clean(setting.look.municipality) or "caseaudit"
    made = datetime.combine(setting.as_of, time())
    book.set_properties({"title": str(WORDS["title"]), "author": owner, "created": made})
    forms = _forms(book, usable(setting.look.colour).value)
    titles = {p.id: p.title for s in sheets for p in s.parts}
    lines = [_line(s, x, titles.get(x.part, str(JUDGES[x.judges]))) for s in sheets for x in s.every]
    _table(book, forms, str(_LINES), [str(WORDS[k]) for k in _KEYS], _WIDTHS, lines, setting)
    _cases(book, forms, sheets, setting)
    _readme(book, forms, sheets, setting)
    book.close()
    return out.getvalue()


def _forms(book: Workbook, colour: str) -> dict[str, Format]:
    top: dict[str, Any] = {"valign": "top", "text_wrap": True}
    return {
        "text": book.add_format(top),
        "date": book.add_format(top | {"num_format": "dd-mm-yyyy", "align": "left"}),
        "title": book.add_format({"bold": True, "font_size": 16, "font_color": colour}),
        "bold": book.add_format(top | {"bold": True}),
    }


def _line(s: Sheet, x: Line, step: str) -> list[Value]:
    values: list[Value] = [s.case_id, step, x.duty, x.unit, x.unit_on, x.done, x.due, x.state, x.law, x.source]
    return [*values, str(SEVERITIES[x.severity]), str(JUDGES[x.judges])]


def _cases(book: Workbook, forms: dict[str, Format], sheets: Sequence[Sheet], setting: Setting) -> None:
    labels = list(dict.fromkeys(label for s in sheets for label, _ in s.head.facts))
    counted = list(sheets[0].counts) if sheets else []
    titles = [str(WORDS["case"]), *labels, str(WORDS["now"])]
    titles += [str(OUTCOMES.get(c) or REASONS[c]).capitalize() for c in counted] + [str(WORDS["next"])]
    rows: list[list[Value]] = []
    for s in sheets:
        facts = dict(s.head.facts)
        due = s.next_due[0].due if s.next_due else None
        rows.append([s.case_id, *(facts.get(n, "") for n in labels), s.head.now, *s.counts.values(), due])
    widths = (22, *[16] * len(labels), 48, *[12] * len(counted), 14)
    _table(book, forms, str(_CASES), titles, widths, rows, setting)


def _table(
    book: Workbook, forms: dict[str, Format], name: str, titles: Sequence[str], widths: Iterable[float],
    rows: Sequence[Sequence[Value]], setting: Setting,
) -> None:  # fmt: skip
    """A real table with filters, set up for A4 on its side."""
    sheet = book.add_worksheet(name)
    for n, width in enumerate(widths):
        sheet.set_column(n, n, width)
    for r, row in enumerate(rows, 1):
        for c, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(r, c, datetime.combine(value, time()), forms["date"])
            elif isinstance(value, int):
                sheet.write_number(r, c, value, forms["text"])
            elif value:
                sheet.write_string(r, c, clean(value)[:32_000], forms["text"])
    columns = [{"header": t} for t in titles]
    style = {"columns": columns, "style": "Table Style Light 1", "name": f"Tabel_{len(book.worksheets())}"}
    sheet.add_table(0, 0, max(len(rows), 1), len(titles) - 1, style)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L{WORDS['title']}, {WORDS['as_of']} {show(setting.as_of)}&R&P / &N")


def _readme(book: Workbook, forms: dict[str, Format], sheets: Sequence[Sheet], setting: Setting) -> None:
    sheet = book.add_worksheet(str(_README))
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, str(WORDS["title"]), forms["title"])
    known = dict(x for s in sheets for x in s.sources)
    pairs = [
        (str(WORDS["as_of"]).capitalize(), show(setting.as_of)),
        (str(WORDS["cases"]), str(len(sheets))),
        (str(WORDS["run"]), setting.run_id),
        (str(WORDS["rules"]).capitalize(), setting.rules_hash),
        *((f"{WORDS['source']} {mark if setting.lettered else ''}".strip(), name) for mark, name in known.items()),
        ("", setting.limited),
        ("", str(WORDS["caveat"])),
    ]
    for n, (label, value) in enumerate((p for p in pairs if p[1]), 2):
        sheet.write_string(n, 0, label, forms["bold"])
        sheet.write_string(n, 1, clean(value), forms["text"])
