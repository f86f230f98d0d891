"""AC-001 to AC-013: workbooks that are unsafe, damaged or not what they are called, by their numbers in the catalogue."""

from __future__ import annotations

import subprocess
import sys
import time
import tracemalloc

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
from read_books import KEY, refused

SLOW = 3
"""A machine shared with others takes longer on the wall than alone."""
LOL = (
    '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


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
