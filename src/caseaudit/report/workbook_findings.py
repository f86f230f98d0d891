"""The list of findings that a team works from: one row each, with what to do and a state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.report.plain import label
from caseaudit.texts import Text

if TYPE_CHECKING:
    from caseaudit.report.view import Finding, Report
    from caseaudit.report.workbook_page import Page

STATES = (
    Text("Ny", "New"),
    Text("Under behandling", "In progress"),
    Text("Rettet", "Put right"),
    Text("Accepteret", "Accepted"),
    Text("Fejl i data", "Error in data"),
)
"""What a team may set a finding to."""

_REMARK = Text("Bemærkning", "Remark")
_HEADINGS = {"remark": _REMARK, "rule": Text("Regel", "Rule")}
_LIST = (
    ("case", 20),
    ("severity", 9),
    ("check", 26),
    ("text", 38),
    ("fix", 38),
    ("due_on", 12),
    ("actual_on", 12),
    ("unit_on", 12),
    ("status", 17),
    ("remark", 22),
    ("citation", 18),
    ("theme", 22),
    ("outcome", 16),
    ("judges", 14),
    ("where", 26),
    ("rule", 24),
)
"""The columns of a list of findings: what one works with first; what stands after the law is not printed."""
_WORK, _DAYS = ("status", "remark"), ("due_on", "actual_on", "unit_on")
_SHEETS = Text("Ark i denne fil", "Sheets of this file")


def findings_list(page: Page, findings: list[Finding], *, work: bool) -> None:
    """One row per finding from the top of the sheet; `work`: with a column for its state."""
    words, themes = page.book.report.words, _themes_of_rules(page.book.report)
    columns = [c for c in _LIST if work or c[0] not in _WORK]
    page.widths(*(width for _, width in columns))
    page.freeze(columns=1)
    page.sheet.repeat_rows(0)
    page.sheet.print_area(0, 0, len(findings), [c[0] for c in columns].index("citation"))
    page.grid([words.get(name) or str(_HEADINGS[name]) for name, _ in columns], len(findings))
    wrap = page.book.format(text_wrap=True)
    for row, f in enumerate(findings, 1):
        values = {
            "case": f.case_id,
            "severity": label(f.severity),
            "check": f.title,
            "text": f.text,
            "fix": f.fix,
            "status": str(STATES[0]),
            "remark": "",
            "citation": f.law,
            "theme": themes.get(f.rule, ""),
            "outcome": label(f.outcome),
            "judges": words[f"judges_{f.judges}"],
            "where": f.where,
            "rule": f.rule,
            "due_on": f.due_on,
            "actual_on": f.actual_on,
            "unit_on": f.unit_on,
        }
        for column, (name, _) in enumerate(columns):
            if not values[name]:
                continue
            if name in _DAYS:
                page.day(row, column, values[name])
            else:
                page.put(row, column, values[name], wrap)
    if work and findings:
        _states(page, len(findings), [c[0] for c in columns].index("status"))


def _states(page: Page, rows: int, column: int) -> None:
    """A choice of states; what is settled is toned down."""
    cells = (1, column, rows, column)
    page.sheet.data_validation(*cells, {"validate": "list", "source": [str(s) for s in STATES]})
    settled = page.book.file.add_format({"font_color": "#5a5a5a", "italic": True})
    for state in STATES[2:]:
        page.sheet.conditional_format(
            *cells, {"type": "cell", "criteria": "==", "value": f'"{state}"', "format": settled}
        )


def _themes_of_rules(report: Report) -> dict[str, str]:
    found = {row.anchor: t.title for t in report.themes if t.table for row in t.table.rows if row.anchor}
    return found | {row.anchor: s.title for s in report.others for t in s.tables for row in t.rows if row.anchor}
