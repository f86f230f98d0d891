"""The form in LibreOffice: its lists, limits, protection and counts are still there when it is saved again."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO

import pytest
from openpyxl import load_workbook

from caseaudit.review.keys import split_key
from review_forms import all_items, book_of, make_round

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def convert(path, kind, folder):
    folder.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation=file://{folder.parent / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{path.stem}.{kind}"


def fields(book):
    """Of every row with a key: what its answer, reason and comment may hold."""
    out = {}
    for sheet in book:
        rules = {
            cell: (v.type, v.formula1, v.errorStyle or "stop", v.error)
            for v in sheet.data_validations.dataValidation
            for part in v.sqref.ranges
            for row in part.rows
            for cell in row
        }
        for row in sheet.iter_rows():
            for c in row:
                if isinstance(c.value, str) and split_key(c.value):
                    out[c.value] = tuple(rules[c.row, n] for n in (5, 6, 7))
    return out


def test_lists_limits_protection_and_counts_survive(tmp_path):
    """Filled in, then saved as .ods and back to .xlsx: the same fields, and the overview has counted."""
    round_, drawn = make_round(all_items(n=4))
    data, before = book_of(round_, drawn)
    book = load_workbook(BytesIO(data))
    sheet = book["Sag 02"]
    rows = [r[0].row for r in sheet.iter_rows() if any(isinstance(c.value, str) and split_key(c.value) for c in r)]
    degree = next(n for n in rows if sheet.cell(n, 2).value.startswith("I hvilken grad"))
    yes_no = [n for n in rows if not sheet.cell(n, 2).value.startswith("I hvilken grad")]
    for row, answer, comment in (
        (yes_no[0], "Ja", ""), (yes_no[1], "Nej", ""), (yes_no[2], "Nej", "Planen er fra før."),
        (yes_no[3], "Kan ikke vurderes", ""), (degree, "Lav grad", ""),
    ):  # fmt: skip
        sheet.cell(row, 5).value = answer
        sheet.cell(row, 7).value = comment or None
    book.save(tmp_path / "skema.xlsx")
    again = convert(convert(tmp_path / "skema.xlsx", "ods", tmp_path / "one"), "xlsx", tmp_path / "two")
    after = load_workbook(again)
    assert fields(after) == fields(before)
    assert {n: d.attr_text for n, d in after.defined_names.items() if n.startswith("svar_")} == {
        n: d.attr_text for n, d in before.defined_names.items()
    }
    assert all(s.protection.sheet for s in after)
    assert [s.title for s in after if s.sheet_state == "visible"] == [
        s.title for s in before if s.sheet_state == "visible"
    ]
    counted = {r[1]: r[5:9] for r in load_workbook(again, data_only=True)["Oversigt"].iter_rows(values_only=True)}
    assert counted["Sag 01"][1:] == (0, 0, "Ikke begyndt")
    assert counted["Sag 02"] == (len(rows), 5, 3, "Mangler bemærkning")
