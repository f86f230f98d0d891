"""AC-007 to AC-030: what a sheet holds beside its cells, by the numbers of the catalogue."""

from __future__ import annotations

import pytest

from caseaudit.errors import DataError
from caseaudit.reading import read
from hostile_files import HEADERS, ROW, good_sheet, parts_of, sheet_rows, sheet_xml, write_book, write_parts
from read_books import KEY, columns_of, dated


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
