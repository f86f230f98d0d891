"""AC-018 to AC-029: cells of a workbook that are no plain text, by their numbers in the catalogue."""

from __future__ import annotations

import datetime as dt
import io
import random
import re
import zipfile

import openpyxl
import pytest

from caseaudit.reading import read
from hostile_files import HEADERS, ROW, sheet_rows, sheet_xml, write_book, write_parts
from read_books import KEY, columns_of, dated, outcomes, told

FAULTS = {
    "formula": "<f>B{row}-10</f>",
    "#N/A": "<f>VLOOKUP(1,A:B,2,0)</f><v>#N/A</v>",
    "#REF!": "<v>#REF!</v>",
    "#DIV/0!": "<v>#DIV/0!</v>",
}


def _faulty(at, fault):
    kind = "" if fault == "formula" else ' t="e"'
    return f'<c r="{at}"{kind}>{FAULTS[fault].format(row=at[1:])}</c>'


@pytest.mark.parametrize("fault", FAULTS)
def test_ac_018_019_a_cell_without_a_value_is_unknown_and_never_a_breach(cli, tmp_path, fault):
    """Three cases: the plan is blank (a breach), shows an error or has no result (could not be assessed), or is there."""
    rows = [
        HEADERS,
        ("S1", "01-02-2024", "BL § 47", ""),
        ("S2", "01-02-2024", "BL § 47", _faulty("D3", fault)),
        ("S3", "01-02-2024", "BL § 47", "15-01-2024"),
    ]
    path = write_book(tmp_path / "a.xlsx", Ark1=sheet_xml(sheet_rows(rows)))
    args = ("--as-of", "2025-01-01", "--rule", "plan-before-decision", "--format")
    answer = cli("check", path, *args, "jsonl")
    found = outcomes(answer)
    assert found["S1", "plan-before-decision"] == ("breached", "missing")
    assert found["S2", "plan-before-decision"] == ("unknown", "data_missing")
    assert ("S3", "plan-before-decision") not in found
    assert "Plan dato" in cli("check", path, *args, "json").text


def test_ac_018_a_cell_without_a_value_touches_only_its_own_case(tmp_path):
    """What the other cases hold is judged as before, and only the case with the error carries a doubt."""
    rows = [
        HEADERS,
        ROW,
        ("S2", _faulty("B3", "#N/A"), "BL § 46", ""),
        ("S3", "01-02-2024", _faulty("C4", "formula"), ""),
    ]
    dataset = read([write_book(tmp_path / "a.xlsx", Ark1=sheet_xml(sheet_rows(rows)))], key=KEY)
    doubts = dict(zip(dataset.cases["case_id"], dataset.cases["doubt"], strict=True))
    assert doubts["S1"] == ""
    assert "decision" in doubts["S2"].split()
    assert dict(zip(dataset.events["case_id"], dataset.events["doubt"], strict=True)) == {"S1": "", "S3": "section"}
    assert told(dataset, "cell_without_value") == [
        ("cell_without_value", 3, "Afgørelse dato"),
        ("cell_without_value", 4, "Paragraf"),
    ]


def test_ac_018_a_row_with_an_error_does_not_repeat_a_row_with_a_blank(tmp_path):
    """The error may hide a date: the row is not set aside as given twice."""
    rows = [HEADERS, ("S1", "01-02-2024", "BL § 46", ""), ("S1", "01-02-2024", "BL § 46", _faulty("D3", "#N/A"))]
    dataset = read([write_book(tmp_path / "a.xlsx", Ark1=sheet_xml(sheet_rows(rows)))], key=KEY)
    assert dataset.events["doubt"].tolist() == ["plan"]


def test_ac_019_an_event_whose_type_or_date_is_an_error_may_be_any_event(tmp_path):
    """In a list of events: without its date it may be one of its type, without its type any event of that case."""
    head = ("case_id", "type", "at", "heard")
    rows = [
        head,
        ("S1", "decision", "01-02-2024", "ja"),
        ("S2", "decision", "01-02-2024", _faulty("D3", "#N/A")),
        ("S2", "plan", _faulty("C4", "#N/A"), ""),
        ("S3", "decision", "01-02-2024", ""),
        ("S3", _faulty("B6", "#N/A"), "01-02-2024", ""),
    ]
    dataset = read([write_book(tmp_path / "a.xlsx", Ark1=sheet_xml(sheet_rows(rows)))], key=KEY)
    doubts = {c: set(d.split()) for c, d in zip(dataset.cases["case_id"], dataset.cases["doubt"], strict=True)}
    assert doubts["S1"] == set()
    assert doubts["S2"] == {"plan"}
    assert dataset.events["doubt"].tolist() == ["", "heard", ""]
    assert {"decision", "plan", "child_conversation"} <= doubts["S3"]


def _true_date(tmp_path, serial, **properties):
    """A workbook whose decision date is a true Excel date with this serial number."""
    book = openpyxl.Workbook()
    book.active.append(list(HEADERS))
    book.active.append(["S1", serial, "BL § 46", "15-01-2024"])
    book.active["B2"].number_format = "dd-mm-yyyy"
    path = tmp_path / "a.xlsx"
    book.save(path)
    if not properties:
        return path
    with zipfile.ZipFile(path) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    parts["xl/workbook.xml"] = re.sub(b"<workbookPr(?=[ /])", b'<workbookPr date1904="1"', parts["xl/workbook.xml"])
    return write_parts(tmp_path / "b.xlsx", parts)


def test_ac_020_a_1904_workbook_gives_the_same_dates(tmp_path):
    """The same day, counted from 1900 and from 1904, is the same day."""
    assert dated(read([_true_date(tmp_path, 45323)], key=KEY)) == ["2024-02-01"]
    assert dated(read([_true_date(tmp_path, 45323 - 1462, epoch=1904)], key=KEY)) == ["2024-02-01"]


@pytest.mark.parametrize("corner", ["A1", "C5"])
def test_ac_021_day_60_is_told_and_59_and_61_are_right(tmp_path, corner):
    """59 and 61 are 28 February and 1 March 1900; 60 is the 29th that never was: told, and no date comes of it."""
    book = openpyxl.Workbook()
    top, left = book.active[corner].row, book.active[corner].column
    rows = [HEADERS, *((f"S{n}", n, "BL § 46", "") for n in (59, 60, 61))]
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            cell = book.active.cell(top + i, left + j, value or None)
            cell.number_format = "dd-mm-yyyy" if j == 1 and i else "General"
    book.save(tmp_path / "a.xlsx")
    dataset = read([tmp_path / "a.xlsx"], key=KEY)
    assert told(dataset, "impossible_date") == [("impossible_date", top + 2, "Afgørelse dato")]
    assert dated(dataset) == ["1900-02-28", "1900-03-01"]


@pytest.mark.parametrize("serial", [0, -1, 2958466])
def test_ac_022_a_number_that_is_no_day_gives_no_date(tmp_path, serial):
    """Day 0, day -1 and the day after 31-12-9999 are impossible dates, told with row and column."""
    rows = [HEADERS, ("S0", "01-02-2024", "BL § 46", ""), ("S1", str(serial), "BL § 46", "")]
    for path in (_true_date(tmp_path, serial), columns_of(rows, tmp_path / "c.xlsx")):
        dataset = read([path], key=KEY)
        assert [c for c, *_ in told(dataset, "impossible_date")] == ["impossible_date"]
        assert "S1" not in set(dataset.events.loc[dataset.events["type"] == "decision", "case_id"].astype(str))


def test_ac_023_one_day_in_every_spelling_is_one_day_and_the_spellings_are_counted(tmp_path):
    """A true date, five Danish spellings, ISO and a day number as text are all 1 February 2026; each is counted."""
    spellings = [
        "01-02-2026",
        "1/2-2026",
        "01.02.26",
        "2026-02-01",
        "46054",
        dt.datetime(2026, 2, 1),
        "01-02-2026 kl. 08:30",
    ]
    rows = [
        HEADERS,
        *((f"S{i}", text, "BL § 46", "") for i, text in enumerate(spellings)),
        ("S9", "snart", "BL § 46", ""),
    ]
    dataset = read([columns_of(rows, tmp_path / "a.xlsx")], key=KEY)
    assert set(dated(dataset)) == {"2026-02-01"}
    (note,) = [q for q in dataset.quality if q.code == "date_forms"]
    assert (note.place.column, note.severity, note.values["count"]) == ("Afgørelse dato", "info", 6)
    assert note.values["forms"].split(", ") == [
        "dd-mm-åååå: 2", "dd/mm-åååå: 1", "dd.mm.åå: 1", "åååå-mm-dd: 1", "Excels dagstal: 1", "ægte datoer: 1",
    ]  # fmt: skip


def test_ac_023_a_column_with_one_spelling_is_not_remarked_on(tmp_path):
    """True dates alone, or dd-mm-yyyy alone, with blanks between: nothing is told."""
    rows = [
        HEADERS,
        *((f"S{i}", dt.datetime(2026, 2, i + 1), "BL § 46", f"0{i + 1}-01-2026" if i else "") for i in range(5)),
    ]
    assert not told(read([columns_of(rows, tmp_path / "a.xlsx")], key=KEY), "date_forms")


def test_ac_024_a_moment_before_midnight_stays_on_its_day(tmp_path):
    """23:59:59.9 is not rounded into the next day."""
    moment = dt.datetime(2024, 2, 1, 23, 59, 59, 900_000)
    rows = [HEADERS, ("S1", moment, "BL § 46", ""), ("S2", dt.datetime(2024, 2, 1, 8, 30), "BL § 46", "")]
    assert dated(read([columns_of(rows, tmp_path / "a.xlsx")], key=KEY)) == ["2024-02-01"] * 2


def test_ac_025_a_number_and_its_decimal_form_are_one_case_and_zeros_in_front_are_told(tmp_path):
    """Case 1, 1.0 and " 1 " are one case; 001 is another, and is told as it may be the same. 002 alone is not told."""
    rows = [HEADERS, *((i, "01-02-2024", "BL § 46", "") for i in (1, "1.0", " 1 ", "001", "002", "0"))]
    dataset = read([columns_of(rows, tmp_path / "a.xlsx")], key=KEY)
    assert dataset.cases["case_id"].tolist() == ["1", "001", "002", "0"]
    assert [(c, row) for c, row, _ in told(dataset, "case_ids_alike")] == [("case_ids_alike", 5)]


def test_ac_026_truth_clock_times_and_durations_are_the_same_text_from_both_parsers(tmp_path):
    """True, False, 8:30, 26 hours and a whole number in cells of text: stable, and alike from both parsers."""
    rows = [
        HEADERS,
        *(
            (f"S{i}", "01-02-2024", v, "")
            for i, v in enumerate([True, False, dt.time(8, 30), dt.timedelta(hours=26), 7.0])
        ),
    ]
    path = columns_of(rows, tmp_path / "a.xlsx")
    for sheets in _both_ways(path):
        assert sheets[0][1][2][1:] == ["true", "false", "1899-12-31 08:30:00", "1900-01-01 02:00:00", "7"]


def _any_cell(rng):
    """A value of any kind that Excel has."""
    moment = dt.datetime(2000, 1, 1) + dt.timedelta(seconds=rng.randrange(900_000_000))
    return rng.choice(
        [
            None, "", " tekst ", "æøå", "01-02-2024", rng.randrange(10**9), -rng.randrange(1000), rng.randrange(10**6) / 100,
            rng.random() / 1e6, 1e15, True, False, moment, moment.replace(hour=0, minute=0, second=0), moment.date(),
            moment.time(), dt.timedelta(minutes=rng.randrange(10**5)), "=1+1", "#N/A", "line\nbreak", 10**20,
        ]
    )  # fmt: skip


def _random_sheet(sheet, rng):
    """Fill a sheet anywhere; returns the cells that show an error or have no result, by row and column of Excel."""
    top, left, faulty = rng.randint(1, 4), rng.randint(1, 3), set()
    bottom = top + rng.randint(1, 8)
    for row in range(top, bottom + 1):
        for column in range(left, left + 5):
            cell = sheet.cell(row, column, _any_cell(rng))
            if cell.value == "#N/A":
                cell.data_type = "e"
            if cell.data_type in ("e", "f"):
                faulty.add((row, column))
    if rng.random() < 0.3:
        sheet.row_dimensions[rng.randint(top, bottom)].hidden = True
    if rng.random() < 0.3:
        sheet.merge_cells(start_row=bottom + 1, end_row=bottom + 3, start_column=left, end_column=left + 1)
    return faulty


def _both_ways(path):
    """The sheets as each parser gives them, through the bytes that one process hands the other."""
    from caseaudit.reading.apart import sheets_of
    from caseaudit.sheets.child import first, second
    from caseaudit.sheets.handing import hand_over

    for parse in (first, second):
        out = io.BytesIO()
        for head, table in parse(path):
            hand_over(out, head, table)
        yield [(head, list(batch.to_pydict().values())) for head, batch in sheets_of(out.getvalue())]


def test_ac_029_both_parsers_give_the_same_table(tmp_path):
    """200 workbooks of random cells, merged, hidden and faulty ones, tables beginning anywhere: the same from both.

    The faulty cells are those that were written, and they read as blank.
    """
    path, compared, faulty_seen = tmp_path / "a.xlsx", 0, 0
    for seed in range(200):
        rng, book = random.Random(seed), openpyxl.Workbook()
        wrong = {s.title: _random_sheet(s, rng) for s in (book.active, book.create_sheet("Skjult"))}
        book["Skjult"].sheet_state = rng.choice(["hidden", "veryHidden", "visible"])
        book.save(path)
        for (one, cells), (two, again) in zip(*_both_ways(path), strict=True):
            left = two["left"]
            assert {k: one[k] for k in one if k not in ("left", "columns")} == {
                k: two[k] for k in two if k not in ("left", "columns")
            }, seed
            assert [[v or None for v in c] for c in cells] == [[v or None for v in c] for c in again], seed
            assert {(row, left + column + 1) for row, column in one["faulty"]} == wrong[one["title"]], seed
            inside = [(r - one["first"], c) for r, c in one["faulty"] if 0 <= r - one["first"] < one["rows"] and c >= 0]
            assert all(not cells[c][r] for r, c in inside if c < len(cells)), seed
            compared += sum(len(c) for c in cells)
            faulty_seen += len(inside)
    assert compared > 5_000
    assert faulty_seen > 100
