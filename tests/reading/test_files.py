"""Files that cannot be read: each has its own message, and all are told in one run."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from caseaudit.errors import DataError, UsageError
from caseaudit.reading import read

DATA = Path(__file__).parent.parent / "data"
KEY = b"0" * 32

WIDE = ["Sagsnummer", "Afgørelse dato", "Paragraf"]
ROW = ["S1", "01-02-2024", "BL § 46"]


def codes(error):
    return [p.code for p in error.value.problems]


def refused(path):
    with pytest.raises((DataError, UsageError)) as error:
        read([path], key=KEY)
    for problem in error.value.problems:
        assert problem.what
        assert problem.fix
    return codes(error)


def damaged(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"", "file_empty"),
        ("a.csv", b"", "file_empty"),
        ("a.xlsx", b"Sagsnummer;Dato\nS1;01-02-2024\n", "workbook_is_text"),
        ("a.xls", b"<html><table><tr><td>Sagsnummer</td></tr></table></html>", "workbook_is_html"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "workbook_is_xls"),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "workbook_encrypted",
        ),
        ("a.xls", b"PK\x03\x04" + b"\0" * 100, "workbook_is_xlsx"),
        ("a.xlsx", b"PK\x03\x04" + b"\0" * 100, "workbook_broken"),
        ("a.xlsx", bytes(range(256)) * 4, "workbook_broken"),
        ("a.csv", b"Sagsnummer\nS1\nS2\n", "text_no_separator"),
        ("a.csv", b"Sagsnummer;Dato\nS1\0;01\n", "text_binary"),
        ("a.csv", "Sagsnummer;Afgørelse\nS1;å\n".encode() + "S2;å\n".encode("cp1252"), "text_mixed_encoding"),
        ("a.csv", "Sagsnummer;Afgørelse dato\nS1;på året\n".encode("cp850"), "text_encoding_unknown"),
        ("a.csv", b'Sagsnummer;Dato;Type\nS1;01-02-2024;a\nS2;"01-02-2024;b\nS3;01-02-2024;c\n', "text_open_quote"),
        ("a.parquet", b"PAR1 no", "parquet_broken"),
        ("a.docx", b"x", "file_type_unknown"),
    ],
)
def test_each_damage_has_its_own_text(tmp_path, name, content, code):
    """A file that is empty, damaged, protected, or not what its name says is refused with its own explanation."""
    assert refused(damaged(tmp_path, name, content)) == [code]


def test_a_cut_off_workbook_is_refused(tmp_path):
    """A workbook whose end is missing is not read in part."""
    whole = (DATA / "udtraek.xlsx").read_bytes()
    assert refused(damaged(tmp_path, "a.xlsx", whole[: len(whole) // 2])) == ["workbook_broken"]


def test_a_workbook_that_unpacks_to_far_too_much_is_not_opened(tmp_path):
    """A few kilobytes that claim to be gigabytes are refused before they are unpacked."""
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (300 << 20))
    assert refused(path) == ["workbook_unsafe"]


def test_a_workbook_without_cells_is_refused(workbook):
    """An empty workbook is not an empty population of cases, it is the wrong file."""
    assert refused(workbook(Ark1=[])) == ["workbook_empty"]


def test_a_header_without_rows_is_an_empty_population(workbook):
    """No cases gives no verdict."""
    assert refused(workbook(Ark1=[WIDE])) == ["empty_population"]


def test_all_files_that_are_missing_or_damaged_are_told_at_once(tmp_path):
    """Every problem is reported in one run."""
    with pytest.raises(UsageError) as missing:
        read([tmp_path / "x.csv", tmp_path / "y.csv"], key=KEY)
    assert codes(missing) == ["file_missing", "file_missing"]
    one, two = damaged(tmp_path, "a.xlsx", b"abc"), damaged(tmp_path, "b.csv", b"x\ny\n")
    with pytest.raises(DataError) as broken:
        read([one, two], key=KEY)
    assert codes(broken) == ["workbook_is_text", "text_no_separator"]


def test_the_only_sheet_with_cases_is_hidden(workbook):
    """A hidden sheet is refused, not used."""
    assert refused(workbook(Skjult=[WIDE, ROW], Forside=[["Hej", "med"]], hidden=("Skjult",))) == ["only_hidden_sheet"]


def test_a_table_that_nobody_knows_gets_a_proposal_of_what_to_do(workbook):
    """The message names the nearest form, what is missing, and the command that helps."""
    with pytest.raises(DataError) as error:
        read([workbook(Ark1=[["Nummer", "Paragraf", "Team"], ["S1", "BL § 46", "A"]])], key=KEY)
    problem = error.value.problems[0]
    assert (problem.code, "case_id" in problem.values["missing"], "mapping suggest" in problem.fix) == (
        "not_recognised",
        True,
        True,
    )


def test_values_of_a_headerless_table_are_not_shown(workbook):
    """When no header row is known, no cell of the table stands in the message."""
    rows = [["Yrsa Hemmelig", "Underretning", "12"], ["Ole Skjult", "Notat", "13"]]
    with pytest.raises(DataError) as error:
        read([workbook(Ark1=rows)], key=KEY)
    assert not any(name in p.what for p in error.value.problems for name in ("Yrsa", "Ole"))


def test_the_same_header_twice_is_refused(workbook):
    """Two columns of one name: nobody can know which counts."""
    assert refused(workbook(Ark1=[[*WIDE, "Paragraf"], [*ROW, "BL § 47"]])) == ["duplicate_header"]


def test_a_visible_sheet_that_is_not_used_is_told(workbook):
    """A sheet beside the cases is named with its number of rows."""
    dataset = read([workbook(Sager=[WIDE, ROW], Noter=[["Kode", "Tekst"], ["1", "Tekst"]])], key=KEY)
    assert [(q.code, q.place.sheet, q.values["count"]) for q in dataset.quality] == [("sheet_not_used", "Noter", 2)]


def test_two_sheets_of_one_form_are_both_read(workbook):
    """Neither sheet is taken for the other; both have an account."""
    dataset = read([workbook(A=[WIDE, ROW], B=[WIDE, ["S2", *ROW[1:]]])], key=KEY)
    assert (len(dataset.cases), [a.judged for a in dataset.accounts]) == (2, [1, 1])


def test_rows_are_numbered_as_excel_shows_them(tmp_path):
    """Empty rows and columns before the table do not move the numbers."""
    book = openpyxl.Workbook()
    for r, row in enumerate([WIDE, ["S1", "31-02-2024", "BL § 46"]], start=7):
        for c, value in enumerate(row, start=3):
            book.active.cell(r, c, value)
    book.save(tmp_path / "a.xlsx")
    dataset = read([tmp_path / "a.xlsx"], key=KEY)
    assert (dataset.quality[0].place.row, dataset.cases["row"].tolist()) == (8, [8])


def test_rows_of_the_wrong_length_are_set_aside_and_numbered(tmp_path):
    """A row with a cell too many or too few is not padded or cut; the numbers of the others stay right."""
    text = 'sep=;\nSagsnummer;Afgørelse dato;Paragraf\nS1;01-02-2024;BL § 46\n\nS2;01-02-2024\nS3;01-02-2024;"to\nlinjer";4\nS4;31-02-2024;BL § 46\n'
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    dataset = read([path], key=KEY)
    assert dataset.accounts[0].set_aside == {"blank_row": 1, "unreadable_row": 2}
    assert dataset.accounts[0].balances
    assert [(q.code, q.place.row) for q in dataset.quality] == [
        ("unreadable_row", 4),
        ("unreadable_row", 5),
        ("impossible_date", 6),
    ]


@pytest.mark.parametrize("suffix", ["ods"])
def test_other_spreadsheets_say_the_same(tmp_path, udtraek_rows, suffix):
    """The export as an OpenDocument sheet gives the same number of cases and events."""
    pd.DataFrame(udtraek_rows[1:], columns=udtraek_rows[0]).to_excel(
        tmp_path / f"a.{suffix}", index=False, engine="odf"
    )
    dataset = read([tmp_path / f"a.{suffix}"], key=KEY)
    assert (len(dataset.cases), len(dataset.events)) == (160, 868)
