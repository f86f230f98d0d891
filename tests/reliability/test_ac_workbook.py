"""AC-001 to AC-030: workbooks that are unsafe, damaged or unusual, each by its number in the catalogue."""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import sys
import time
import tracemalloc
import zipfile

import openpyxl
import pytest

from caseaudit.errors import DataError
from caseaudit.reading import read
from hostile_files import (
    HEADERS,
    ROW,
    good_sheet,
    parts_of,
    repeated_part,
    sheet_row,
    sheet_rows,
    sheet_xml,
    text_cell,
    write_book,
    write_parts,
)

KEY = b"0" * 32
SLOW = 3
"""A machine shared with others takes longer on the wall than alone."""
LOL = (
    '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


def refused(path):
    """The codes of what stops the run; every one says what is wrong and how to mend it."""
    with pytest.raises(DataError) as error:
        read([path], key=KEY)
    assert all(p.what and p.fix for p in error.value.problems)
    return [p.code for p in error.value.problems]


def dated(dataset, kind="decision"):
    return [str(d)[:10] for d in dataset.events.loc[dataset.events["type"] == kind, "at"]]


def told(dataset, *codes):
    return [(q.code, q.place.row, q.place.column) for q in dataset.quality if q.code in codes]


def columns_of(rows, path, title="Ark1"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


@pytest.fixture(scope="module")
def gigabyte(tmp_path_factory):
    """A workbook whose only sheet unpacks to more than a gigabyte of rows."""
    block = sheet_row(2, text_cell(2, 0, "S1")).encode() * 4000
    start = sheet_xml("").split("</sheetData>")[0].encode()
    name = "xl/worksheets/sheet1.xml"
    path = tmp_path_factory.mktemp("bombs") / "raekker.xlsx"
    return repeated_part(path, parts_of({"Ark1": ""}), name, start, block, 1_050_000_000 // len(block))


@pytest.fixture(scope="module")
def gigabyte_of_texts(tmp_path_factory):
    """A workbook whose list of texts unpacks to more than a gigabyte."""
    block = b"<si><t>" + b"x" * 1_000_000 + b"</t></si>"
    path = tmp_path_factory.mktemp("bombs") / "tekster.xlsx"
    return repeated_part(path, parts_of({"Ark1": good_sheet()}), "xl/sharedStrings.xml", b"<sst>", block, 1_050)


@pytest.mark.parametrize("bomb", ["gigabyte", "gigabyte_of_texts"])
def test_ac_001_002_a_workbook_that_claims_a_gigabyte_is_refused_unopened(bomb, request):
    """A zip bomb in the rows or in the texts is refused within two seconds and 200 MB, as unsafe."""
    path = request.getfixturevalue(bomb)
    tracemalloc.start()
    began = time.perf_counter()
    assert refused(path) == ["workbook_unsafe"]
    took, (_, peak) = time.perf_counter() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert took < 2
    assert peak < 200e6


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"xl/worksheets/../../../etc/x.xml": "<a/>"}, "workbook_unsafe"),
        ({"/xl/absolute.xml": "<a/>"}, "workbook_unsafe"),
        ({"XL/Workbook.xml": "<a/>"}, "workbook_unsafe"),
        ({f"xl/media/{i}.png": "" for i in range(5001)}, "workbook_unsafe"),
    ],
)
def test_ac_001_a_directory_that_no_workbook_has_is_refused(tmp_path, change, code):
    """Names that lead out of the file, one name twice, or thousands of parts: nothing is opened."""
    assert refused(write_parts(tmp_path / "a.xlsx", parts_of({"Ark1": good_sheet()}) | change)) == [code]


def test_ac_001_parts_that_lie_over_each_other_are_refused(tmp_path):
    """A zip whose parts together are longer than the file has the same bytes counted many times."""
    path = write_book(tmp_path / "a.xlsx", Ark1=good_sheet())
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    data[at + 20 : at + 24] = (100_000).to_bytes(4, "little")
    path.write_bytes(data)
    assert refused(path) == ["workbook_unsafe"]


def test_ac_001_a_workbook_inside_a_workbook_is_never_opened(tmp_path):
    """An embedded zip is passed over like a picture."""
    inner = (tmp_path / "inner.zip", {"x": b"0" * 1000})
    write_parts(*inner)
    parts = parts_of({"Ark1": good_sheet()}) | {"xl/embeddings/a.zip": inner[0].read_bytes()}
    assert len(read([write_parts(tmp_path / "a.xlsx", parts)], key=KEY).cases) == 1


def test_ac_003_a_cell_in_the_last_corner_of_the_sheet_is_refused(tmp_path):
    """One stray cell in XFD1048576 would make seventeen billion cells: refused with how to mend it, the run lives on."""
    corner = sheet_row(1_048_576, text_cell(1_048_576, 16_383, "x"))
    began = time.perf_counter()
    assert refused(write_book(tmp_path / "a.xlsx", Ark1=good_sheet(corner))) == ["workbook_area"]
    assert time.perf_counter() - began < 10 * SLOW
    code = (
        "import resource, sys; from pathlib import Path; from caseaudit.errors import DataError; from caseaudit.reading import read\n"
        "try: read([Path(sys.argv[1])], key=b'k' * 32)\n"
        "except DataError: print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)"
    )
    alone = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "a.xlsx"], capture_output=True, text=True, check=True
    )
    assert 0 < int(alone.stdout) < 500e6


@pytest.mark.parametrize("how", ["abort", "hang", "nonsense"])
def test_ac_003_a_parser_that_dies_is_an_error_and_not_the_end_of_the_run(tmp_path, monkeypatch, how):
    """A parser that aborts, never ends or gives back nonsense: the file is refused in words, the process lives."""
    from caseaudit.reading import apart

    folder = tmp_path / "other"
    folder.mkdir()
    body = {"abort": "os.abort()", "hang": "time.sleep(60)", "nonsense": "print('not a sheet')"}[how]
    (folder / "wrong.py").write_text(f"import os, time\n{body}\n", encoding="utf-8")
    monkeypatch.setattr(apart.child, "__name__", "wrong")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.setattr(apart, "SECONDS", 1)
    monkeypatch.setattr(apart, "SLOWER", 1)
    assert refused(write_book(tmp_path / "a.xlsx", Ark1=good_sheet())) == ["workbook_failed"]


def test_ac_003_the_parser_cannot_use_more_memory_or_write_files(tmp_path):
    """In its process, a gigabyte too much is refused by the operating system, and so is a file."""
    from caseaudit.sheets import child

    script = (
        f"import sys; from caseaudit.sheets import child; child.limit({1 << 30}, 8)\n"
        "try: bytearray(2 << 30)\nexcept MemoryError: print('no memory')\n"
        f"import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"try:\n f = open({str(tmp_path / 'x')!r}, 'w'); f.write('x'); f.close()\nexcept OSError: print('no file')\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert child.OK == 0
    assert done.stdout.split("\n")[:2] == ["no memory", "no file"]


def test_ac_004_a_cell_in_the_last_row_of_the_sheet_is_read(tmp_path):
    """A case in row 1,048,576 is read with its row number; the empty rows between are blank rows in the account."""
    last = sheet_row(1_048_576, "".join(text_cell(1_048_576, j, t) for j, t in enumerate(("S2", *ROW[1:]))))
    dataset = read([write_book(tmp_path / "a.xlsx", Ark1=good_sheet(last))], key=KEY)
    assert dataset.cases[["case_id", "row"]].values.tolist() == [["S1", 2], ["S2", 1_048_576]]
    account = dataset.accounts[0]
    assert account.balances
    assert (account.judged, account.set_aside) == (2, {"blank_row": 1_048_573})


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
@pytest.mark.parametrize("hidden", ["", "<!-- " + "x" * 5000 + " -->", "utf-16"])
def test_ac_005_entities_are_refused_in_every_part(tmp_path, part, hidden):
    """Billion laughs in a sheet, in the texts or in the list of sheets: refused, and the message says unsafe."""
    parts = parts_of({"Ark1": good_sheet()})
    xml = '<?xml version="1.0"?>' + hidden.removeprefix("utf-16") + LOL + f"<sst><si><t>{'&c;' * 9}</t></si></sst>"
    path = write_parts(tmp_path / "a.xlsx", parts | {part: xml.encode("utf-16" if hidden == "utf-16" else "utf-8")})
    with pytest.raises(DataError) as error:
        read([path], key=KEY)
    (problem,) = error.value.problems
    assert problem.code == "workbook_entities"
    assert "usikkert" in problem.what


def test_ac_006_an_entity_that_points_to_a_file_is_refused(tmp_path):
    """XXE: the file that the entity names is not read, and its content stands nowhere."""
    (tmp_path / "canary.txt").write_text("KANARIE", encoding="utf-8")
    head = f'<!DOCTYPE x [<!ENTITY f SYSTEM "file://{tmp_path}/canary.txt">]>'
    sheet = sheet_xml(sheet_rows([HEADERS, ("S1", "01-02-2024", "&f;", "")]), head=head)
    with pytest.raises(DataError) as error:
        read([write_book(tmp_path / "a.xlsx", Ark1=sheet)], key=KEY)
    assert [p.code for p in error.value.problems] == ["workbook_entities"]
    assert "KANARIE" not in str([p.what + p.fix for p in error.value.problems])


def test_ac_009_a_password_is_told_with_the_way_to_remove_it(cli, tmp_path):
    """A protected workbook ends with 3, says that it has a password and where in Excel to clear it."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    answer = cli("check", path)
    assert answer.code == 3
    assert "beskyttet med adgangskode" in answer.err
    assert "Krypter med adgangskode" in answer.err


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xls", b"<html><table><tr><td>Sagsnummer</td></tr></table></html>", "workbook_is_html"),
        ("a.xlsx", b"Sagsnummer;Dato\nS1;01-02-2024\n", "workbook_is_text"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "workbook_is_xls"),
        ("a.xlsx", b"", "file_empty"),
        ("a.xlsx", b"PK\x03\x04" + b"\0" * 100, "workbook_broken"),
    ],
)
def test_ac_012_013_a_file_that_is_not_what_its_name_says_is_told_what_it_is(tmp_path, name, content, code):
    """HTML named .xls, CSV and old Excel named .xlsx, an empty file, a cut-off one: each has its own text."""
    path = tmp_path / name
    path.write_bytes(content)
    assert refused(path) == [code]


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
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<workbookPr", b'<workbookPr date1904="1"')
    return write_parts(tmp_path / "b.xlsx", parts)


def test_ac_020_a_1904_workbook_gives_the_same_dates(tmp_path):
    """The same day, counted from 1900 and from 1904, is the same day."""
    assert dated(read([_true_date(tmp_path, 45323)], key=KEY)) == ["2024-02-01"]
    assert dated(read([_true_date(tmp_path, 45323 - 1462, epoch=1904)], key=KEY)) == ["2024-02-01"]


@pytest.mark.parametrize("serial", [0, -1, 2958466])
def test_ac_022_a_number_that_is_no_day_gives_no_date(tmp_path, serial):
    """Day 0, day -1 and the day after 31-12-9999 are impossible dates, told with row and column."""
    rows = [HEADERS, ("S0", "01-02-2024", "BL § 46", ""), ("S1", str(serial), "BL § 46", "")]
    for path in (_true_date(tmp_path, serial), columns_of(rows, tmp_path / "c.xlsx")):
        dataset = read([path], key=KEY)
        assert [c for c, *_ in told(dataset, "impossible_date")] == ["impossible_date"]
        assert "S1" not in set(dataset.events.loc[dataset.events["type"] == "decision", "case_id"].astype(str))


def test_ac_023_one_day_in_every_spelling_is_one_day(tmp_path):
    """A true date, five Danish spellings, ISO and a day number as text are all 1 February 2026."""
    spellings = ["01-02-2026", "1/2-2026", "01.02.26", "2026-02-01", "46054", dt.datetime(2026, 2, 1)]
    rows = [HEADERS, *((f"S{i}", text, "BL § 46", "") for i, text in enumerate(spellings))]
    assert set(dated(read([columns_of(rows, tmp_path / "a.xlsx")], key=KEY))) == {"2026-02-01"}


def test_ac_024_a_moment_before_midnight_stays_on_its_day(tmp_path):
    """23:59:59.9 is not rounded into the next day."""
    moment = dt.datetime(2024, 2, 1, 23, 59, 59, 900_000)
    rows = [HEADERS, ("S1", moment, "BL § 46", ""), ("S2", dt.datetime(2024, 2, 1, 8, 30), "BL § 46", "")]
    assert dated(read([columns_of(rows, tmp_path / "a.xlsx")], key=KEY)) == ["2024-02-01"] * 2


def test_ac_025_a_number_and_its_decimal_form_are_one_case(tmp_path):
    """Case 1, 1.0 and " 1 " are one case; 001 is another."""
    rows = [HEADERS, *((i, "01-02-2024", "BL § 46", "") for i in (1, "1.0", " 1 ", "001"))]
    assert read([columns_of(rows, tmp_path / "a.xlsx")], key=KEY).cases["case_id"].tolist() == ["1", "001"]


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


def _any_cell(rng):
    """A value of any kind that Excel has."""
    moment = dt.datetime(2000, 1, 1) + dt.timedelta(seconds=rng.randrange(900_000_000))
    return rng.choice(
        [
            None, "", " tekst ", "æøå", "01-02-2024", rng.randrange(10**9), -rng.randrange(1000), rng.randrange(10**6) / 100,
            rng.random() / 1e6, 1e15, True, False, moment, moment.replace(hour=0, minute=0, second=0), moment.date(),
            moment.time(), dt.timedelta(minutes=rng.randrange(10**5)), "=1+1", "line\nbreak", 10**20,
        ]
    )  # fmt: skip


def test_ac_029_both_parsers_give_the_same_table(tmp_path):
    """200 workbooks of random cells, tables beginning anywhere, blank rows and hidden sheets: the same cells from both."""
    from caseaudit.sheets.child import _first, _second

    path = tmp_path / "a.xlsx"
    compared = 0
    for seed in range(200):
        rng = random.Random(seed)
        book = openpyxl.Workbook()
        for sheet in (book.active, book.create_sheet("Skjult")):
            top, left = rng.randint(1, 4), rng.randint(1, 3)
            for row in range(top, top + rng.randint(1, 8)):
                for column in range(left, left + 5):
                    sheet.cell(row, column, _any_cell(rng))
        book["Skjult"].sheet_state = rng.choice(["hidden", "veryHidden", "visible"])
        book.save(path)
        first, second = ([(h, b.to_pydict()) for h, b in parse(path)] for parse in (_first, _second))
        for (one, cells), (two, again) in zip(first, second, strict=True):
            assert one == two, seed
            assert _trimmed(cells) == _trimmed(again), seed
            compared += sum(len(c) for c in cells.values())
    assert compared > 5_000


def _trimmed(columns):
    """The columns of cells in order, without names; a cell of nothing is blank."""
    return [[v or None for v in values] for values in columns.values()]


def test_ac_030_headers_are_known_in_any_dress(tmp_path):
    """Spaces, line breaks, hard spaces, other case and decomposed letters: the same columns."""
    import unicodedata

    headers = [" sagsNUMMER ", "Afgørelse\u00a0\ndato", "PARAGRAF", unicodedata.normalize("NFD", "Plan dato")]
    dataset = read([columns_of([headers, ROW], tmp_path / "a.xlsx")], key=KEY)
    assert dated(dataset) == ["2024-02-01"]
    assert dated(dataset, "plan") == ["2024-01-15"]


FAULTS = {
    "formula": "<f>B{row}-10</f>",
    "#N/A": "<f>VLOOKUP(1,A:B,2,0)</f><v>#N/A</v>",
    "#REF!": "<v>#REF!</v>",
    "#DIV/0!": "<v>#DIV/0!</v>",
}


def _faulty(at, fault):
    kind = "" if fault == "formula" else ' t="e"'
    return f'<c r="{at}"{kind}>{FAULTS[fault].format(row=at[1:])}</c>'


def _outcomes(answer):
    import json

    return {
        (f["case_id"], f["rule"]): (f["outcome"], f["reason"])
        for f in map(json.loads, answer.out.splitlines())
        if f["kind"] == "finding"
    }


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
    found = _outcomes(answer)
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
    assert "section" in doubts["S3"].split()
    assert told(dataset, "cell_without_value") == [
        ("cell_without_value", 3, "Afgørelse dato"),
        ("cell_without_value", 4, "Paragraf"),
    ]


def test_ac_018_a_row_with_an_error_does_not_repeat_a_row_with_a_blank(tmp_path):
    """The error may hide a date: the row is not set aside as given twice."""
    rows = [HEADERS, ("S1", "01-02-2024", "BL § 46", ""), ("S1", "01-02-2024", "BL § 46", _faulty("D3", "#N/A"))]
    dataset = read([write_book(tmp_path / "a.xlsx", Ark1=sheet_xml(sheet_rows(rows)))], key=KEY)
    assert "plan" in dataset.cases["doubt"].tolist()[0].split()


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
    assert doubts["S2"] == {"heard", "plan"}
    assert {"decision", "plan", "child_conversation"} <= doubts["S3"]
