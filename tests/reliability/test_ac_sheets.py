"""AC-007 to AC-030: what a sheet holds beside its cells, by the numbers of the catalogue."""

from __future__ import annotations

import json
import zipfile

import openpyxl
import pytest

from caseaudit.errors import DataError
from caseaudit.reading import read
from hostile_files import HEADERS, ROW, good_sheet, parts_of, sheet_rows, sheet_xml, write_book, write_parts
from read_books import KEY, columns_of, dated, refused
from xlsb_made import write_xlsb

LINKED = '<c r="D2" t="str"><f>VLOOKUP(A2,[1]Planer!A:B,2,0)</f><v>15-01-2024</v></c>'
CANARY = b"MAKRO-KANARIE-7"


def test_ac_007_the_saved_value_of_a_link_to_another_file_is_used_and_the_link_is_told(tmp_path):
    """A formula that fetches from another workbook: its saved value counts, one finding says so, nothing is fetched."""
    sheet = sheet_xml(sheet_rows([HEADERS, (*ROW[:3], LINKED), ("S2", *ROW[1:])]))
    parts = parts_of({"Ark1": sheet}) | {"xl/externalLinks/externalLink1.xml": "<externalLink/>"}
    dataset = read([write_parts(tmp_path / "a.xlsx", parts)], key=KEY)
    assert dated(dataset, "plan") == ["2024-01-15"] * 2
    assert [(q.code, q.place.sheet, dict(q.values)) for q in dataset.quality] == [
        ("external_link", "Ark1", {"count": 1})
    ]
    assert "ekstern kæde" in dataset.quality[0].what


def test_ac_008_a_macro_is_told_and_goes_nowhere(cli, tmp_path):
    """A workbook with macros: the cells are read, one finding says that no macro was run, and nothing kept holds it."""
    parts = parts_of({"Ark1": good_sheet()}) | {"xl/vbaProject.bin": CANARY * 50}
    path = write_parts(tmp_path / "a.xlsm", parts)
    answer = cli("check", path, "--as-of", "2025-01-01", "--exit-zero", "--runs", tmp_path / "runs", "--format", "json")
    assert [q["code"] for q in json.loads(answer.out)["data_quality"]] == ["macro_not_run"]
    kept = [p for p in (tmp_path / "runs").rglob("*") if p.is_file()]
    assert len(kept) > 3
    assert not [p for p in kept if CANARY in p.read_bytes()]


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_ac_010_other_spreadsheets_say_the_same_as_their_twin(suffix, udtraek):
    """The old Excel form and OpenDocument, saved by LibreOffice: cases, events and findings as from the .xlsx twin.

    Only the note on how dates are written differs: OpenDocument does not say which are true dates.
    """
    one, other = (read([udtraek / f"tvilling.{s}"], key=KEY) for s in ("xlsx", suffix))
    assert other.cases.astype(str).values.tolist() == one.cases.astype(str).values.tolist()
    assert other.events.astype(str).values.tolist() == one.events.astype(str).values.tolist()
    told, twin = ([q for q in _told(d) if q[0] != "date_forms"] for d in (other, one))
    assert told == twin
    assert {code for code, *_ in twin} == {"merged_filled", "cell_without_value", "hidden_rows"}


def test_ac_011_a_binary_workbook_says_the_same_as_its_twin(tmp_path):
    """.xlsb written record by record from the published format: cells, row numbers, merged, hidden and faulty ones alike."""
    rows = [HEADERS, ROW, ("", "01-03-2024", "BL § 58", ""), ("S2", "01-02-2024", "BL § 47", "#N/A"), ("S3", *ROW[1:])]
    book = openpyxl.Workbook()
    for i, row in enumerate(rows, 3):
        for j, value in enumerate(row, 1):
            cell = book.active.cell(i, j, value or None)
            cell.data_type = "e" if value == "#N/A" else cell.data_type
    book.active.title = "Ark1"
    book.active.merge_cells("A4:A5")
    book.active.row_dimensions[7].hidden = True
    book.save(tmp_path / "a.xlsx")
    binary = write_xlsb(tmp_path / "a.xlsb", rows, first=3, merged=[(4, 0, 5, 0)], hidden=[7])
    one, other = read([tmp_path / "a.xlsx"], key=KEY), read([binary], key=KEY)
    assert other.cases.astype(str).values.tolist() == one.cases.astype(str).values.tolist()
    assert other.events.astype(str).values.tolist() == one.events.astype(str).values.tolist()
    assert _told(other) == _told(one)
    assert {code for code, *_ in _told(one)} == {"merged_filled", "cell_without_value", "hidden_rows"}


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.999])
def test_ac_011_a_binary_workbook_that_is_cut_off_is_refused(tmp_path, udtraek, share):
    """A sheet that ends too early is told as damaged, and never taken for the whole: .xlsb and the old .xls."""
    good = write_xlsb(tmp_path / "a.xlsb", [HEADERS, *[(f"S{i}", *ROW[1:]) for i in range(20)]])
    with zipfile.ZipFile(good) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.bin"]
    parts["xl/worksheets/sheet1.bin"] = sheet[: int(share * len(sheet))]
    assert refused(write_parts(tmp_path / "b.xlsb", parts)) == ["workbook_broken"]
    old = (udtraek / "tvilling.xls").read_bytes()
    if share < 0.999:
        (tmp_path / "c.xls").write_bytes(old[: int(share * len(old))])
        assert refused(tmp_path / "c.xls") == ["workbook_broken"]


def _told(dataset):
    return sorted((q.code, q.place.row or 0, q.place.column, str(dict(q.values))) for q in dataset.quality)


def test_ac_014_the_headers_are_found_below_a_title_and_in_two_rows(tmp_path):
    """A title, a blank line and headers in two merged rows: the right row is taken, and rows keep their numbers."""
    rows = [
        ["Udtræk fra fagsystemet"],
        [],
        ["", "Afgørelse", "", "Plan"],
        ["Sagsnummer", "dato", "Paragraf", "dato"],
        ROW,
    ]
    dataset = read([columns_of(rows, tmp_path / "a.xlsx")], key=KEY)
    assert dataset.cases["row"].tolist() == [5]
    assert dated(dataset) == ["2024-02-01"]
    assert dated(dataset, "plan") == ["2024-01-15"]
    assert [(s.header_row, s.lines_before) for s in dataset.sources] == [(4, 3)]


def test_ac_014_the_row_of_the_headers_is_printed(cli, tmp_path):
    """On the screen where it is not the first row, in the JSON always."""
    rows = [["Udtræk fra fagsystemet"], [], list(HEADERS), ROW]
    path = columns_of(rows, tmp_path / "a.xlsx")
    args = ("check", path, "--as-of", "2025-01-01", "--exit-zero", "--no-save")
    assert "overskrifter i række 3" in cli(*args).out
    (row,) = json.loads(cli(*args, "--format", "json").out)["rows"]
    assert (row["header_row"], row["lines_before"]) == (3, 2)


def _with_hidden(tmp_path):
    rows = sheet_rows([HEADERS, ROW, ("S2", *ROW[1:]), ("S3", *ROW[1:])])
    rows = rows.replace('<row r="3">', '<row r="3" hidden="1">').replace('<row r="4">', '<row r="4" hidden="0">')
    return write_book(tmp_path / "a.xlsx", Ark1=sheet_xml(rows + '<row r="9" hidden="1"></row>'))


def test_ac_016_hidden_rows_are_included_and_counted(cli, tmp_path):
    """A filter hides a row: it is judged like the others, and one finding says how many are hidden."""
    dataset = read([_with_hidden(tmp_path)], key=KEY)
    assert dataset.cases["case_id"].tolist() == ["S1", "S2", "S3"]
    assert [(q.code, dict(q.values)) for q in dataset.quality] == [("hidden_rows", {"count": 1})]


def test_ac_016_hidden_rows_can_be_left_out_and_are_then_counted_as_set_aside(cli, tmp_path):
    """`--visible-only`: the hidden row is set aside with its reason, the account holds, and the run says how it was made."""
    path = _with_hidden(tmp_path)
    args = ("check", path, "--as-of", "2025-01-01", "--exit-zero", "--visible-only", "--runs", tmp_path / "runs")
    result = json.loads(cli(*args, "--format", "json").out)
    assert result["population"]["cases"] == 2
    assert result["set_aside"]["hidden_row"] == 1
    assert [q["code"] for q in result["data_quality"]] == ["hidden_rows_left_out"]
    assert "1 skjult række" in cli(*args).out
    manifest = json.loads(next((tmp_path / "runs").glob("*/manifest.json")).read_text(encoding="utf-8"))
    assert manifest["command"]["visible_only"] is True


def test_ac_017_hidden_sheets_are_not_used_silently(tmp_path):
    """Hidden and very hidden sheets with cases are refused by name, not read."""
    for state in ("hidden", "veryHidden"):
        sheets = {"Skjult": good_sheet(), "Forside": sheet_xml(sheet_rows([["Hej", "med", "dig"]]))}
        path = write_parts(tmp_path / f"{state}.xlsx", parts_of(sheets, states={"Skjult": state}))
        with pytest.raises(DataError) as error:
            read([path], key=KEY)
        assert [(p.code, p.place.sheet) for p in error.value.problems] == [("only_hidden_sheet", "Skjult")]


def test_ac_027_formatted_empty_rows_are_not_rows(tmp_path):
    """20,000 rows with nothing but a format add nothing to the account."""
    empty = "".join(f'<row r="{i}"><c r="A{i}"/><c r="B{i}"/></row>' for i in range(3, 20_003))
    account = read([write_book(tmp_path / "a.xlsx", Ark1=good_sheet(empty))], key=KEY).accounts[0]
    assert (account.rows_in, account.judged) == (1, 1)


def test_ac_028_two_sheets_with_the_same_headers_are_both_read(tmp_path):
    """Neither is taken first in silence: both count, and each has its own account."""
    sheets = {"2023": good_sheet(), "2024": sheet_xml(sheet_rows([HEADERS, ("S2", *ROW[1:])]))}
    dataset = read([write_book(tmp_path / "a.xlsx", **sheets)], key=KEY)
    assert dataset.cases["case_id"].tolist() == ["S1", "S2"]
    assert [(a.source.sheet, a.judged) for a in dataset.accounts] == [("2023", 1), ("2024", 1)]


def test_ac_030_headers_are_known_in_any_dress(tmp_path):
    """Spaces, line breaks, hard spaces, other case and decomposed letters: the same columns."""
    import unicodedata

    headers = [" sagsNUMMER ", "Afgørelse\u00a0\ndato", "PARAGRAF", unicodedata.normalize("NFD", "Plan dato")]
    dataset = read([columns_of([headers, ROW], tmp_path / "a.xlsx")], key=KEY)
    assert dated(dataset) == ["2024-02-01"]
    assert dated(dataset, "plan") == ["2024-01-15"]
