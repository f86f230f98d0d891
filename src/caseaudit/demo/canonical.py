"""The canonical form: tables `cases` and `events`, as a folder of CSV files and as a workbook with two sheets."""

from __future__ import annotations

import csv
from datetime import date, datetime
from typing import TYPE_CHECKING

from caseaudit.demo.workbook import new_workbook, save
from caseaudit.model.tables import CASE_FIELDS, EVENT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from caseaudit.demo.model import Cell, Event, Synthetic

_DAY, _MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"


def write(synthetic: Synthetic, folder: Path) -> list[Path]:
    """Write `canonical/cases.csv`, `canonical/events.csv` and `canonical.xlsx`."""
    tables = {"cases": list(case_rows(synthetic)), "events": list(event_rows(synthetic))}
    return [*write_folder(tables, folder / "canonical"), write_workbook(tables, folder / "canonical.xlsx")]


def case_rows(synthetic: Synthetic) -> Iterator[list[Cell | None]]:
    """Return the header and the rows of `cases`."""
    yield list(CASE_FIELDS)
    for case in synthetic.cases:
        yield [case.case_id, *(case.attributes.get(name) for name in CASE_FIELDS if name != "case_id")]


def event_rows(synthetic: Synthetic) -> Iterator[list[Cell | None]]:
    """Return the header and the rows of `events`."""
    yield list(EVENT_FIELDS)
    for case in synthetic.cases:
        for event in case.events:
            yield [event_cell(case.case_id, event, name) for name in EVENT_FIELDS]


def event_cell(case_id: str, event: Event, name: str) -> Cell | None:
    """Return one field of an event, None where it is blank."""
    own: dict[str, Cell | None] = {
        "event_id": event.event_id,
        "case_id": case_id,
        "type": event.type,
        "at": event.at,
        "concerns": event.concerns.event_id if event.concerns else None,
    }
    return own[name] if name in own else event.fields.get(name)


def write_folder(tables: dict[str, list[list[Cell | None]]], folder: Path) -> list[Path]:
    """Write one CSV file per table: UTF-8, comma, ISO dates."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, rows in tables.items():
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([iso(cell) for cell in row] for row in rows)
        paths.append(path)
    return paths


def iso(cell: Cell | None) -> str:
    """Write a cell as text: dates as 2026-10-15, moments as 2026-10-15T14:30."""
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="minutes")
    return cell.isoformat() if isinstance(cell, date) else cell or ""


def write_workbook(tables: dict[str, list[list[Cell | None]]], path: Path) -> Path:
    """Write a workbook with one sheet per table and real dates."""
    book = new_workbook()
    for name, rows in tables.items():
        fill(book.create_sheet(name), rows)
    return save(book, path)


def fill(
    sheet: Worksheet, rows: Iterable[list[Cell | None]], day: str = _DAY, moment: str = _MOMENT, *, first: int = 1
) -> None:
    """Write rows from row number `first` on, with a number format on every date; no cell is made for what is blank."""
    for number, row in enumerate(rows, first):
        for column, value in enumerate(row, 1):
            if value is not None:
                cell = sheet.cell(number, column, value)
                if isinstance(value, date):
                    cell.number_format = moment if isinstance(value, datetime) else day
