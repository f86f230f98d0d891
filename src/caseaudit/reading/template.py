"""An empty workbook in the canonical form, with Danish labels and drop-down lists, for those who fill it in by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from caseaudit.model.tables import CASE_FIELDS, EVENT_FIELDS, EVENT_TYPES, KIND_CODES, RESULT_CODES

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from caseaudit.model.tables import Field

ROWS = 5000
"""Rows that have drop-down lists."""
_FORMATS = {"date": "dd-mm-yyyy", "moment": "dd-mm-yyyy hh:mm", "id": "@", "text": "@", "section": "@"}
_KINDS = {
    "id": "nummer eller tekst",
    "text": "tekst",
    "date": "dato (dd-mm-åååå)",
    "moment": "dato, gerne med klokkeslæt",
    "code": "kode fra listen",
    "yes_no": "ja eller nej; tom betyder ikke registreret",
    "section": "paragraf, f.eks. BL-47-2",
}


def write_template(path: Path) -> None:
    """Write the workbook: sheets cases and events, a guide, and the code lists (hidden, they feed the drop-downs)."""
    book = Workbook()
    book.remove(book.worksheets[0])
    cases, events = book.create_sheet("cases"), book.create_sheet("events")
    lists = book.create_sheet("kodelister")
    _sheet(cases, CASE_FIELDS, lists)
    _sheet(events, EVENT_FIELDS, lists)
    lists.sheet_state = "hidden"
    _guide(book.create_sheet("Læs mig"))
    book.save(path)


def _sheet(sheet: Worksheet, fields: dict[str, Field], lists: Worksheet) -> None:
    for i, field in enumerate(fields.values(), start=1):
        cell = sheet.cell(1, i, field.name)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F4E79" if field.required else "5B7B9A")
        cell.comment = Comment(_describe(field), "caseaudit", width=280, height=110)
        letter = get_column_letter(i)
        sheet.column_dimensions[letter].width = max(14, len(field.name) + 3)
        sheet.column_dimensions[letter].number_format = _FORMATS.get(field.kind, "General")
        codes = _codes(field)
        if codes:
            rule = DataValidation(
                type="list", formula1=_list(lists, field.name, codes), allow_blank=True, showErrorMessage=True
            )
            rule.error, rule.errorTitle = "Vælg en kode fra listen.", "Ukendt kode"
            sheet.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}{ROWS}")
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(fields))}1"


def _codes(field: Field) -> tuple[str, ...]:
    if field.kind == "yes_no":
        return ("ja", "nej")
    if field.name == "type":
        return tuple(EVENT_TYPES)
    grouped = {"kind": KIND_CODES, "result": RESULT_CODES}.get(field.name, {})
    return field.codes or tuple(code for codes in grouped.values() for code in codes)


def _list(lists: Worksheet, name: str, codes: tuple[str, ...]) -> str:
    """Write a code list to the hidden sheet, and return the range that the drop-down points to."""
    column = next(
        (c for c in range(1, lists.max_column + 1) if lists.cell(1, c).value in (None, name)), lists.max_column + 1
    )
    for row, value in enumerate((name, *codes), start=1):
        lists.cell(row, column, value)
    letter = get_column_letter(column)
    return f"kodelister!${letter}$2:${letter}${len(codes) + 1}"


def _describe(field: Field) -> str:
    must = " Skal udfyldes." if field.required else ""
    return f"{field.label.da.capitalize()}: {_KINDS[field.kind]}.{must}"


def _guide(sheet: Worksheet) -> None:
    """The second page in plain Danish; its headers are words that no mapping takes for a table."""
    rows = [
        ("Sådan bruges skabelonen", ""),
        ("", ""),
        ("Ark", "Skriv én række pr. sag i arket cases og én række pr. hændelse i arket events."),
        ("Tomme celler", "En tom celle betyder, at oplysningen ikke er registreret."),
        (
            "Henvisninger",
            "concerns er event_id på den hændelse, som rækken hører til, f.eks. afgørelsen bag en børnesamtale.",
        ),
        ("", ""),
        *((field.name, _describe(field)) for field in (CASE_FIELDS | EVENT_FIELDS).values()),
        ("", ""),
        *((t.name, f"Hændelse: {t.label.da}") for t in EVENT_TYPES.values()),
    ]
    for row in rows:
        sheet.append(row)
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 90
    for (cell,) in sheet["B1:B100"]:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
