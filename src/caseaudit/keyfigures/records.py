"""Key figures as data: JSON, CSV, and rows for a workbook."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

from caseaudit.history.cells import csv_text
from caseaudit.keyfigures import wording
from caseaudit.keyfigures.definitions import UNITS, definitions
from caseaudit.keyfigures.table import LEAD, heading, references
from caseaudit.privacy import mask
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.keyfigures.laid import Laid
    from caseaudit.keyfigures.model import Value

SCHEMA_VERSION = 1
FIELDS = (
    "unit_name",
    "figure",
    "title",
    "part",
    "value",
    "unit",
    "numerator",
    "denominator",
    "missing",
    "hidden",
    "why",
)


def as_json(laid: Laid) -> str:
    data = {
        "schema_version": SCHEMA_VERSION,
        "as_of": laid.as_of.isoformat(),
        "period": [laid.period.first.isoformat(), laid.period.last.isoformat()],
        "audience": laid.audience,
        "figures": [_record(laid, name, v) for name, values in laid.parts for v in values],
        "references": [vars(r) for r in laid.references],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _record(laid: Laid, name: str, v: Value) -> dict[str, Any]:
    d, target = definitions()[v.figure], laid.targets.get(v.figure)
    return {
        "unit_name": mask(name),
        "id": v.figure,
        "title": str(d.title),
        "unit": d.unit,
        "basis": d.basis,
        "value": told(v),
        "numerator": v.numerator,
        "denominator": v.denominator,
        "missing": v.missing,
        "hidden": v.hidden,
        "why": "" if v.why is None else str(v.why),
        "parts": [{"code": p.code, "count": p.count} for p in v.parts],
        "caseworkers_over_target": v.over,
        "target": target
        and {"at_most": target.at_most, "at_least": target.at_least, "source": target.source, "met": target.met(v)},
    }


def told(v: Value) -> float | None:
    """The number, where it may be told as one: two decimals."""
    return None if v.value is None or v.few or v.hidden else round(v.value, 2)


def as_csv(laid: Laid) -> str:
    return csv_text(FIELDS, _rows(laid))


def _rows(laid: Laid) -> Iterator[tuple[object, ...]]:
    """A row per figure, and one per part of it."""
    for name, values in laid.parts:
        for v in values:
            d = definitions()[v.figure]
            why = "" if v.why is None else str(v.why)
            value = told(v)
            shown = None if value is None else str(value).removesuffix(".0").replace(".", ",")
            yield (name, v.figure, str(d.title), "", shown, d.unit, v.numerator, v.denominator, v.missing, int(v.hidden), why)  # fmt: skip
            for p in v.parts:
                title = wording.part_name(p.code)
                yield (
                    name,
                    v.figure,
                    str(d.title),
                    title,
                    p.count,
                    "count",
                    None,
                    None,
                    None,
                    int(p.count is None),
                    "",
                )


def workbook(laid: Laid) -> bytes:
    """One sheet with the figures, one with their definitions. The same figures always give the same bytes."""
    from datetime import datetime, time

    from xlsxwriter import Workbook

    out = BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, {"in_memory": True, **safe})
    book.set_properties({"title": heading(laid), "created": datetime.combine(laid.as_of, time())})
    base = {"font_name": "Calibri", "font_size": 10, "valign": "top", "text_wrap": True}
    plain, title = book.add_format(base), book.add_format(base | {"bold": True, "font_size": 14, "text_wrap": False})
    head = book.add_format(base | {"bold": True, "font_color": "#ffffff", "bg_color": "#1f3a56"})
    number = book.add_format(base | {"num_format": "#,##0.##"})
    sheet = book.add_worksheet(str(Text("Nøgletal", "Key figures")))
    sheet.write_string(0, 0, heading(laid), title)
    sheet.write_string(1, 0, str(LEAD), book.add_format(base | {"text_wrap": False, "font_color": "#55616d"}))
    columns = (
        (Text("Enhed", "Unit"), 20), (Text("Nøgletal", "Key figure"), 42), (Text("Del", "Part"), 16), (Text("Tal", "Number"), 10),
        (Text("Måleenhed", "Measured in"), 11), (Text("Grundlag", "Of"), 12), (Text("Ikke registreret", "Not recorded"), 14),
        (Text("Bemærkning", "Note"), 60),
    )  # fmt: skip
    for n, (name, width) in enumerate(columns):
        sheet.set_column(n, n, width)
        sheet.write_string(3, n, str(name), head)
    row = 4
    for part, values in laid.parts:
        for v in values:
            for cells in _lines(laid, part, v):
                for n, cell in enumerate(cells):
                    if isinstance(cell, int | float):
                        sheet.write_number(row, n, cell, number)
                    else:
                        sheet.write_string(row, n, mask(cell or ""), plain)
                row += 1
    sheet.freeze_panes(4, 2)
    sheet.autofilter(3, 0, max(row - 1, 4), len(columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)
    told = book.add_worksheet(str(Text("Definitioner", "Definitions")))
    for n, (name, width) in enumerate(((Text("Nøgletal", "Key figure"), 42), (Text("Definition", "Definition"), 90), (Text("Landstal", "National figures"), 60))):  # fmt: skip
        told.set_column(n, n, width)
        told.write_string(0, n, str(name), head)
    for n, d in enumerate(definitions().values(), 1):
        for m, text in enumerate((str(d.title), str(d.definition), str(d.national or ""))):
            told.write_string(n, m, text, plain)
    told.freeze_panes(1, 1)
    book.close()
    return out.getvalue()


def _lines(laid: Laid, name: str, v: Value) -> Iterator[tuple[str | float | None, ...]]:
    d, target = definitions()[v.figure], laid.targets.get(v.figure)
    notes = [*wording.notes(v)]
    if target and not v.hidden:
        notes.append(wording.target_sentence(target, v, d.unit))
    if not name:
        notes += references(laid, v)
    value = told(v)
    shown = wording.value_text(v) if value is None else value
    yield (
        name,
        str(d.title),
        "",
        shown,
        str(UNITS[d.unit]),
        wording.basis_text(v),
        v.missing or None,
        "; ".join(notes),
    )
    for p in v.parts:
        count = str(wording.HIDDEN) if p.count is None else p.count
        yield (name, str(d.title), wording.part_name(p.code), count, str(UNITS["count"]), "", None, "")
