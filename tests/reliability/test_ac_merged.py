"""AC-015: merged cells, which hold their value in the first cell only though a reader sees it in all of them."""

from __future__ import annotations

import pytest

from caseaudit.reading import read
from caseaudit.sheets import child
from hostile_files import HEADERS, ROW, sheet_rows, sheet_xml, write_book
from read_books import KEY, dated, outcomes, told

ARGS = ("--as-of", "2025-01-01", "--rule", "plan-before-decision", "--format", "jsonl")


def merged(*ranges):
    cells = "".join(f'<mergeCell ref="{r}"/>' for r in ranges)
    return f'<mergeCells count="{len(ranges)}">{cells}</mergeCells>'


def book(path, rows, *ranges, first=1):
    return write_book(path, Ark1=sheet_xml(sheet_rows([HEADERS, *rows], first), after=merged(*ranges)))


@pytest.fixture(params=["first", "second"])
def parser(request, monkeypatch):
    """Each of the two parsers in turn: the fast one, and the one that stands in when it dies."""
    from caseaudit.reading import apart

    run = apart._run
    if request.param == "second":
        monkeypatch.setattr(apart, "_run", lambda p, name: (child.FAILED, b"") if name == "first" else run(p, name))
    return request.param


def test_ac_015_a_merged_cell_counts_for_every_row_that_it_covers(tmp_path, parser):
    """Case number, decision and plan merged over three rows: every row has them, and the cells are counted by range."""
    rows = [ROW, ("", "", "BL § 47", ""), ("", "", "BL § 58", ""), ("S2", *ROW[1:])]
    dataset = read([book(tmp_path / "a.xlsx", rows, "A2:A4", "B2:B4", "D2:D3")], key=KEY)
    assert dataset.cases["case_id"].tolist() == ["S1", "S2"]
    assert dated(dataset) == ["2024-02-01"] * 4
    notes = [(q.place.column, dict(q.values)) for q in dataset.quality if q.code == "merged_filled"]
    assert notes == [
        ("Sagsnummer", {"count": 2, "ranges": "A2:A4"}),
        ("Afgørelse dato", {"count": 2, "ranges": "B2:B4"}),
        ("Plan dato", {"count": 1, "ranges": "D2:D3"}),
    ]
    assert all(a.balances for a in dataset.accounts)
    assert parser in ("first", "second")


def test_ac_015_a_plan_in_a_merged_cell_is_no_breach(cli, tmp_path):
    """Two cases share one merged plan date: neither lacks its plan. Without the merging the second does."""
    rows = [("S1", "01-02-2024", "BL § 47", "15-01-2024"), ("S2", "01-02-2024", "BL § 47", "")]
    assert outcomes(cli("check", book(tmp_path / "a.xlsx", rows, "D2:D3"), *ARGS)) == {}
    apart = outcomes(cli("check", book(tmp_path / "b.xlsx", rows, "A9:A10"), *ARGS))
    assert apart == {("S2", "plan-before-decision"): ("breached", "missing")}


@pytest.mark.parametrize("where", ["C3:D3", "D1:D3"])
def test_ac_015_a_cell_merged_across_columns_or_with_the_headers_is_unknown_and_never_a_breach(cli, tmp_path, where):
    """What the reader sees there may stand for the plan or not: it cannot be assessed, and the cell is named."""
    rows = [
        ("S1", "01-02-2024", "BL § 47", "" if where == "D1:D3" else "15-01-2024"),
        ("S2", "01-02-2024", "BL § 47", ""),
    ]
    path = book(tmp_path / "a.xlsx", rows, where)
    found = outcomes(cli("check", path, *ARGS))
    assert found["S2", "plan-before-decision"] == ("unknown", "data_missing")
    assert ("merged_unclear", 3, "Plan dato") in told(read([path], key=KEY), "merged_unclear")


def test_ac_015_what_stands_in_a_cell_is_never_replaced(tmp_path, parser):
    """A cell below a merged one that holds a value of its own keeps it; blank ones above the table change nothing."""
    rows = [ROW, ("S2", "03-02-2024", "BL § 46", "")]
    dataset = read([book(tmp_path / "a.xlsx", rows, "B2:B3", "A7:A9", "AA2:AB3")], key=KEY)
    assert dated(dataset) == ["2024-02-01", "2024-02-03"]
    assert not told(dataset, "merged_filled", "merged_unclear")
    assert parser in ("first", "second")


def test_ac_015_an_error_in_a_merged_cell_is_an_error_in_all_of_it(tmp_path, parser):
    """#N/A merged over two cases: the plan of neither is known."""
    rows = [("S1", "01-02-2024", "BL § 46", '<c r="D2" t="e"><v>#N/A</v></c>'), ("S2", "01-02-2024", "BL § 46", "")]
    dataset = read([book(tmp_path / "a.xlsx", rows, "D2:D3")], key=KEY)
    assert dict(zip(dataset.events["case_id"], dataset.events["doubt"], strict=True)) == {"S1": "plan", "S2": "plan"}
    assert parser in ("first", "second")


def test_ac_015_a_table_that_begins_anywhere_is_filled_in_its_own_columns(tmp_path, parser):
    """Title above, two empty columns to the left: the range is counted from where the table begins."""
    shifted = sheet_rows([HEADERS, ROW, ("S2", "", "BL § 46", "")], 4)
    for old, new in zip("DCBA", "GFED", strict=True):
        shifted = shifted.replace(f'r="{old}', f'r="{new}')
    path = write_book(tmp_path / "a.xlsx", Ark1=sheet_xml(shifted, after=merged("E5:E6")))
    dataset = read([path], key=KEY)
    assert dated(dataset) == ["2024-02-01"] * 2
    assert [dict(q.values)["ranges"] for q in dataset.quality if q.code == "merged_filled"] == ["E5:E6"]
    assert parser in ("first", "second")
