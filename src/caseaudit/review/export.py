"""All answers of a round as one table: what was asked, of what, under which law, who answered what, and what stands."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from caseaudit.law import cite
from caseaudit.output.records import harmless
from caseaudit.review.form_words import REASONS, shown
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.review.model import Answers, Round

FORMATS = ("csv", "xlsx", "json")
COLUMNS = (
    "round", "item", "case_id", "unit_kind", "unit_on", "about", "theme", "step", "point", "source", "question", "legal",
    "soft", "law_rows", "law", "double", "calibration", "reviewer", "value", "answer", "unsure", "resolved_value",
    "resolved_by",
)  # fmt: skip
COMMENTS = ("comment", "resolved_comment")
_WIDE = {"about": 30, "question": 60, "law": 34, "comment": 60, "resolved_comment": 60, "case_id": 20, "point": 34}


def records(asked: Round, answers: Answers, *, comments: bool = False) -> Iterator[dict[str, Any]]:
    """One record per answer, in the order in which they are kept. Keys are English; texts are in the user's language."""
    entries = {e.key: e for e in asked.entries}
    points = {p.id: p for p in asked.points}
    settled = {r.key: r for r in answers.resolved}
    for a in answers.answers:
        entry = entries.get(a.key)
        if entry is None:
            continue
        point, final = points[entry.point], settled.get(a.key)
        record: dict[str, Any] = {
            "round": asked.id,
            "item": entry.item,
            "case_id": entry.case_id,
            "unit_kind": entry.unit_kind,
            "unit_on": entry.unit_on.isoformat() if entry.unit_on else "",
            "about": str(Text(entry.about_da, entry.about_en)),
            "theme": point.theme,
            "step": point.step,
            "point": point.id,
            "source": point.source,
            "question": str(Text(point.da, point.en)),
            "legal": point.legal,
            "soft": point.soft,
            "law_rows": list(point.law_rows),
            "law": [cite(code) for code in entry.law],
            "double": entry.item in asked.double,
            "calibration": entry.item in asked.calibration,
            "reviewer": a.reviewer,
            "value": a.value,
            "answer": str(shown(a.value)),
            "unsure": a.unsure,
            "resolved_value": final.value if final else "",
            "resolved_by": final.by if final else "",
        }
        if comments:
            record |= {"comment": a.comment, "resolved_comment": final.comment if final else ""}
        yield record


def table(asked: Round, answers: Answers, format_: str, *, comments: bool = False) -> bytes:
    """The table in one of FORMATS. No cell of a workbook or a csv is run as a formula."""
    found = list(records(asked, answers, comments=comments))
    columns = (*COLUMNS, *(COMMENTS if comments else ()))
    if format_ == "json":
        document = {"schema_version": 1, "round": asked.id, "run": asked.run, "sample": asked.sample, "answers": found}
        return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
    rows = [[_cell(r[c], c) for c in columns] for r in found]
    return _csv(columns, rows) if format_ == "csv" else _xlsx(asked, columns, rows)


def _cell(value: Any, column: str) -> str:
    if isinstance(value, bool):
        return str(Text("ja", "yes") if value else Text("nej", "no"))
    if isinstance(value, list):
        return "; ".join(value)
    return str(REASONS[value]) if column == "unsure" and value in REASONS else str(value)


def _csv(columns: tuple[str, ...], rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([harmless(c) for c in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(asked: Round, columns: tuple[str, ...], rows: list[list[str]]) -> bytes:
    from xlsxwriter import Workbook

    out = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, {"in_memory": True, **safe})
    made = asked.created
    book.set_properties({"title": asked.id, "author": "caseaudit", "created": datetime.combine(made.date(), time())})
    sheet = book.add_worksheet(str(Text("Svar", "Answers")))
    for c, name in enumerate(columns):
        sheet.set_column(c, c, _WIDE.get(name, 14))
    for r, row in enumerate(rows, 1):
        for c, text in enumerate(row):
            sheet.write_string(r, c, text)
    style = {"columns": [{"header": c} for c in columns], "style": "Table Style Light 1", "name": "Svar"}
    sheet.add_table(0, 0, max(len(rows), 1), len(columns) - 1, style)
    sheet.freeze_panes(1, 3)
    book.close()
    return out.getvalue()
