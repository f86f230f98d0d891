"""The status of actions as text, Markdown, JSON, HTML, Excel and Word."""

from __future__ import annotations

import json
import textwrap
from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from caseaudit.actions.wording import HEADS, lead, tell, title
from caseaudit.privacy import mask
from caseaudit.resources import data_dir
from caseaudit.review.form_fit import clean
from caseaudit.texts import Text, language

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseaudit.actions.status import Line, Measure, Status
    from caseaudit.actions.wording import Told

SCHEMA_VERSION = 1
WIDTH = 80
LABEL = 12


def table(s: Status) -> str:
    """A block for each action: five columns of prose do not fit in 80 characters."""
    out = [title(s), *(x for told in lead(s) for x in textwrap.wrap(told, WIDTH))]
    for line in s.lines:
        t = tell(line)
        out += ["", *_wrap(t.id, t.action, indent=0)]
        for head, told in _below(t):
            out += _wrap(head, told)
    return "".join(clean(x).rstrip() + "\n" for x in out)


def _below(t: Told) -> list[tuple[str, str]]:
    status = f"{t.status}; {HEADS[4]}: {t.deadline}"
    who = [(f"{Text('Ansvarlig', 'Responsible')}", t.responsible)] if t.responsible else []
    first, *rest = t.indicator
    return [(f"{HEADS[0]}", t.goal), (f"{HEADS[2]}", first), *(("", x) for x in rest), (f"{HEADS[3]}", status), *who]


def _wrap(head: str, text: str, indent: int = 2) -> list[str]:
    label = " " * indent + head
    return textwrap.wrap(
        text, WIDTH, initial_indent=f"{label:<{LABEL + 2}}", subsequent_indent=" " * (LABEL + 2), break_on_hyphens=False
    )


def markdown(s: Status) -> str:
    out = [f"# {title(s)}", "", *(f"{x}\n" for x in lead(s))]
    out += ["| " + " | ".join(str(h) for h in HEADS) + " |", "|" + "---|" * len(HEADS)]
    for line in s.lines:
        t = tell(line)
        cells = (t.goal, _action(t), "<br>".join(_md(x) for x in t.indicator), t.status, t.deadline)
        out.append("| " + " | ".join(c if n == 2 else _md(c) for n, c in enumerate(cells)) + " |")
    return "\n".join(out) + "\n"


def _action(t: Told) -> str:
    return f"{t.id}: {t.action}" + (f" ({t.responsible})" if t.responsible else "")


def _md(text: str) -> str:
    """What people wrote is text: never a table, a link or a tag."""
    out = clean(text).replace("\n", " ").replace("\\", "\\\\")
    for mark in "|<>[]`*_":
        out = out.replace(mark, f"\\{mark}" if mark not in "<>" else {"<": "&lt;", ">": "&gt;"}[mark])
    return out


def as_json(s: Status) -> str:
    data = {
        "schema_version": SCHEMA_VERSION,
        "as_of": s.as_of.isoformat(),
        "run": s.run,
        "actions": [_record(x) for x in s.lines],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _record(x: Line) -> dict[str, Any]:
    a = x.action
    found = a.measure
    return {
        "id": mask(a.id),
        "goal": mask(a.goal),
        "action": mask(a.activity),
        "refs": mask(a.refs),
        "responsible": mask(a.responsible),
        "deadline": a.deadline.isoformat() if a.deadline else None,
        "overdue": x.overdue,
        "status": a.status,
        "indicator": found and {"id": mask(found.id), "op": found.op, "target": found.target},
        "start": _measure(x.start),
        "now": _measure(x.now),
        "reached": x.reached,
        "cautions": [str(c) for c in x.cautions],
    }


def _measure(m: Measure | None) -> dict[str, Any] | None:
    if m is None:
        return None
    value = None if m.value is None else round(m.value, 2)
    return {
        "value": value,
        "unit": m.unit,
        "n": m.n if m.value is not None else None,
        "why": str(m.why) if m.why else "",
    }


def html(s: Status) -> str:
    """One page without anything from elsewhere."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    env = Environment(
        loader=FileSystemLoader(data_dir("templates")), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    told = [tell(x) for x in s.lines]
    page = env.get_template("actions.html.j2")
    return page.render(lang=language(), title=title(s), lead=list(lead(s)), heads=[str(h) for h in HEADS], rows=told)


def workbook(s: Status) -> bytes:
    from xlsxwriter import Workbook

    out = BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, {"in_memory": True, **safe})
    book.set_properties({"title": title(s), "created": datetime.combine(s.as_of, time())})
    base = {
        "font_name": "Calibri",
        "font_size": 10,
        "valign": "top",
        "text_wrap": True,
        "border": 1,
        "border_color": "#b9c4cf",
    }
    plain, late = book.add_format(base), book.add_format(base | {"bold": True, "bg_color": "#ffe699"})
    head = book.add_format(base | {"bold": True, "font_color": "#ffffff", "bg_color": "#1f3a56"})
    sheet = book.add_worksheet("Status")
    sheet.write_string(0, 0, title(s), book.add_format({"bold": True, "font_size": 14, "font_name": "Calibri"}))
    for n, text in enumerate(lead(s), 1):
        sheet.write_string(n, 0, text, book.add_format({"font_name": "Calibri", "font_size": 10}))
    for n, (name, width) in enumerate(zip(HEADS, (34, 46, 46, 14, 14), strict=True)):
        sheet.set_column(n, n, width)
        sheet.write_string(4, n, str(name), head)
    for row, line in enumerate(s.lines, 5):
        t = tell(line)
        for n, cell in enumerate((t.goal, _action(t), "\n".join(t.indicator), t.status, t.deadline)):
            sheet.write_string(row, n, clean(cell), late if n == 4 and t.overdue else plain)
        longest = max(len(t.goal) / 34, len(_action(t)) / 46, sum(1 + len(x) // 46 for x in t.indicator))
        sheet.set_row(row, min(400, 13.5 * (int(longest) + 1)))
    sheet.freeze_panes(5, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(4)
    book.close()
    return out.getvalue()


def word(s: Status) -> bytes:
    """A4 across, one table whose heading is repeated on every page."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.oxml import OxmlElement
    from docx.shared import Cm, Pt

    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.8)
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(10)
    document.core_properties.title, document.core_properties.author = title(s), "caseaudit"
    document.core_properties.created = datetime.combine(s.as_of, time())
    document.add_heading(title(s), level=1)
    for text in lead(s):
        document.add_paragraph(text)
    grid = document.add_table(rows=1, cols=len(HEADS), style="Table Grid")
    repeat = OxmlElement("w:tblHeader")
    grid.rows[0]._tr.get_or_add_trPr().append(repeat)  # noqa: SLF001 - python-docx has no other way to repeat a heading
    for cell, name in zip(grid.rows[0].cells, HEADS, strict=True):
        cell.paragraphs[0].add_run(str(name)).bold = True
    for line in s.lines:
        t = tell(line)
        for cell, text in zip(
            grid.add_row().cells, (t.goal, _action(t), "\n".join(t.indicator), t.status, t.deadline), strict=True
        ):
            run = cell.paragraphs[0].add_run(clean(text))
            run.bold = text == t.deadline and t.overdue
    for row in grid.rows:
        for cell, width in zip(row.cells, (5.2, 7.4, 7.2, 2.6, 3.4), strict=True):
            cell.width = Cm(width)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


FORMATS: dict[str, Callable[[Status], str | bytes]] = {
    "table": table,
    "markdown": markdown,
    "json": as_json,
    "html": html,
    "xlsx": workbook,
    "docx": word,
}
