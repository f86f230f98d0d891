"""The register as a workbook: made new, or with rows added in the file that people edited, which is kept beside it first."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from caseaudit.actions.model import COLUMNS, STATUSES, Action
from caseaudit.actions.plain import SUFFIX, with_rows
from caseaudit.errors import Place, Problem, UsageError
from caseaudit.output.files import whole_bytes
from caseaudit.review.form_fit import clean
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from caseaudit.actions.reading import Register

HEAD = 4
LAST = 1000
WIDTHS = {
    "id": 8, "goal": 34, "refs": 16, "activity": 42, "responsible": 20, "deadline": 12, "indicator": 30, "status": 13,
    "note": 34, "run": 22,
}  # fmt: skip
HELP = (
    Text(
        "Ret frit, og tilføj gerne rækker og kolonner. Kontrollér filen med caseaudit actions check.",
        "Edit freely, and add rows and columns if you like. Check the file with caseaudit actions check.",
    ),
    Text(
        "Indikator: en regel eller et nøgletal og et mål, for eksempel plan-before-child-46 >= 90. Ingen oplysninger om enkelte børn.",
        "Indicator: a rule or key figure and a target, such as plan-before-child-46 >= 90. No information on single children.",
    ),
)


def new_register(actions: Sequence[Action], made_on: date, municipality: str = "") -> bytes:
    """A new register. The same actions on the same day always give the same bytes."""
    from xlsxwriter import Workbook

    out = BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, {"in_memory": True, **safe})
    title = str(Text("Handlinger", "Actions"))
    owner = clean(municipality) or "caseaudit"
    book.set_properties({"title": title, "author": owner, "created": datetime.combine(made_on, datetime.min.time())})
    base = {
        "font_name": "Calibri",
        "font_size": 10,
        "valign": "top",
        "text_wrap": True,
        "border": 1,
        "border_color": "#b9c4cf",
    }
    plain, day = book.add_format(base), book.add_format(base | {"num_format": "dd-mm-yyyy", "align": "left"})
    head = book.add_format(base | {"bold": True, "font_color": "#ffffff", "bg_color": "#1f3a56"})
    sheet = book.add_worksheet(title)
    big = {"font_name": "Calibri", "bold": True, "font_size": 15, "font_color": "#1f3a56"}
    sheet.write_string(0, 0, title, book.add_format(big))
    for n, text in enumerate(HELP, 1):
        sheet.write_string(
            n, 0, str(text), book.add_format({"font_name": "Calibri", "font_size": 10, "font_color": "#55616d"})
        )
    names = list(COLUMNS)
    for n, name in enumerate(names):
        sheet.set_column(n, n, WIDTHS[name])
        sheet.write_string(HEAD - 1, n, str(COLUMNS[name]), head)
    for row, action in enumerate(actions, HEAD):
        for n, value in enumerate(cells(action)):
            if value is not None and not isinstance(value, str):
                sheet.write_datetime(row, n, value, day)
            else:
                sheet.write_string(row, n, value or "", plain)
    at = names.index("status")
    sheet.data_validation(HEAD, at, LAST, at, {
        "validate": "list", "source": [str(s) for s in STATUSES.values()], "error_type": "warning",
        "error_title": "Status", "error_message": str(Text("Vælg fra listen.", "Choose from the list.")),
    })  # fmt: skip
    sheet.freeze_panes(HEAD, 1)
    sheet.autofilter(HEAD - 1, 0, max(HEAD + len(actions) - 1, HEAD), len(names) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD - 1)
    sheet.set_footer("&L&A&R&P / &N")
    book.close()
    return out.getvalue()


def cells(action: Action) -> list[str | datetime | None]:
    """The cells of one row, in the order of the columns."""
    day = datetime.combine(action.deadline, datetime.min.time()) if action.deadline else None
    told: dict[str, Any] = vars(action) | {"deadline": day, "status": str(STATUSES[action.status])}
    return [clean(v) if isinstance(v := told[n], str) else v for n in COLUMNS]


def add_rows(path: Path, register: Register, actions: Iterable[Action]) -> Path:
    """Write the actions below the last filled row of the register that was read, and return the copy of what stood before.

    The file itself is opened and added to, so that columns, colours and sheets of people's own stay as they are. Raises
    `UsageError` when it is no longer what was read.
    """
    from openpyxl import load_workbook
    from openpyxl.utils import range_boundaries

    copy = _copied(path, register)
    if path.suffix.lower() == SUFFIX:
        whole_bytes(path, with_rows(register, actions))
        return copy
    book = load_workbook(BytesIO(register.data))
    sheet = book[register.sheet]
    row = register.last
    for action in actions:
        row += 1
        for name, value in zip(COLUMNS, cells(action), strict=True):
            if name not in register.columns or value in (None, ""):
                continue
            cell = sheet.cell(row, register.columns[name])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # a text that begins with = is a text
            else:
                cell.number_format = "dd-mm-yyyy"
        _like_above(sheet, row, register.last)
    if sheet.auto_filter.ref:
        left, top, right, bottom = range_boundaries(sheet.auto_filter.ref)
        sheet.auto_filter.ref = f"{_a1(sheet, top or 1, left or 1)}:{_a1(sheet, max(bottom or row, row), right or 1)}"
    out = BytesIO()
    book.save(out)
    whole_bytes(path, out.getvalue())
    return copy


def _copied(path: Path, register: Register) -> Path:
    before = path.read_bytes()
    if before != register.data:  # somebody saved it since it was read
        raise UsageError(Problem("actions_changed", Place(file=path.name)))
    copy = path.with_name(f"{path.stem}.kopi-{datetime.now(UTC).astimezone():%Y%m%d-%H%M%S-%f}{path.suffix}")
    whole_bytes(copy, before)
    return copy


def _a1(sheet: Any, row: int, column: int) -> str:
    return str(sheet.cell(row, column).coordinate)


def _like_above(sheet: Any, row: int, pattern: int) -> None:
    """Dress a new row as the last of the old ones, where that is a row of actions and not the heading."""
    from copy import copy

    if pattern <= 1 or sheet.cell(pattern, 1).font.bold:
        return
    for column in range(1, sheet.max_column + 1):
        above, cell = sheet.cell(pattern, column), sheet.cell(row, column)
        cell._style = copy(above._style)  # noqa: SLF001 - openpyxl has no other way to copy a whole style
