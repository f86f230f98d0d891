"""The register as a CSV file, for those who keep it in another program: the same columns, read and added to as tolerantly."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from caseaudit.actions.model import COLUMNS, STATUSES, Action
from caseaudit.history.cells import RISKY, csv_text
from caseaudit.review.reading_cells import RawCell, RawSheet, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caseaudit.actions.reading import Register

SUFFIX = ".csv"
_MARK = b"\xef\xbb\xbf"
_DELIMITERS = ";\t,"
_MOST_BYTES = 20_000_000


def read_sheet(data: bytes) -> RawSheet:
    """Read the file as one sheet: rows and columns are those that a spreadsheet shows. Raises `Unreadable`."""
    if b"\0" in data or len(data) > _MOST_BYTES:
        raise Unreadable
    text = _decoded(data)
    cells: dict[tuple[int, int], RawCell] = {}
    try:
        for row, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)), 1):
            cells |= {(row, n): _cell(value) for n, value in enumerate(record, 1) if value.strip()}
    except csv.Error:
        raise Unreadable from None
    return RawSheet("", cells)


def new_file(actions: Iterable[Action]) -> bytes:
    """A new register. The same actions always give the same bytes."""
    rows = [_told(a) for a in actions]
    return _MARK + csv_text([str(t) for t in COLUMNS.values()], rows).encode()


def with_rows(register: Register, actions: Iterable[Action]) -> bytes:
    """The register that was read with rows below; what stood there is unchanged, but always in UTF-8."""
    text = _decoded(register.data)
    end = "\r\n" if "\r\n" in text else "\n"
    out = io.StringIO()
    writer = csv.writer(out, delimiter=_delimiter(text), lineterminator=end)
    for action in actions:
        told = dict(zip(COLUMNS, _told(action), strict=True))
        line = [""] * max(register.columns.values())
        for name, column in register.columns.items():
            line[column - 1] = _guarded(told[name])
        writer.writerow(line)
    text = text if text.endswith(("\n", "\r")) else text + end
    return _MARK + (text + out.getvalue()).encode()


def _told(action: Action) -> list[str]:
    day = f"{action.deadline:%d-%m-%Y}" if action.deadline else ""
    told = vars(action) | {"deadline": day, "status": str(STATUSES[action.status])}
    return [str(told[name]) for name in COLUMNS]


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(RISKY) else text


def _cell(value: str) -> RawCell:
    """What a spreadsheet would run is a formula; the mark that keeps a text a text is not part of it."""
    text = value.strip()
    if text.startswith("'") and text[1:].startswith(RISKY):
        return RawCell(text[1:])
    return RawCell(formula=True) if text.startswith("=") else RawCell(value)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """The sign that stands most often in the first line that says anything."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=first.count)
