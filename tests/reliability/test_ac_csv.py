"""AC-031 to AC-048: text files that are cut, spelt or coded in unusual ways, each by its number in the catalogue."""

from __future__ import annotations

import hashlib
import json
import os

import pytest

from caseaudit.errors import DataError
from caseaudit.reading import read

KEY = b"0" * 32
HEAD = "Sagsnummer;Afgørelse dato;Paragraf;Plan dato;Team;Bemærkning\n"
ONE = "S1;01-02-2024;BL § 46;15-01-2024;Ærø;x\n"
TWO = "S2;02-02-2024;BL § 46;16-01-2024;Nord;x\n"


@pytest.fixture
def table(tmp_path):
    """Write text or bytes to a CSV file and return its path."""

    def write(content, name="a.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def refused(path):
    """What stops the run, with the row where it stands."""
    with pytest.raises(DataError) as error:
        read([path], key=KEY)
    assert all(p.what and p.fix for p in error.value.problems)
    return [(p.code, p.place.row) for p in error.value.problems]


def told(dataset):
    return [(q.code, q.place.row, q.place.column) for q in dataset.quality]


def content(dataset):
    """Everything that was read, as text."""
    return dataset.cases.astype(str).to_csv() + dataset.events.astype(str).to_csv()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_ac_031_the_encoding_does_not_matter(table, encoding):
    """The same table in five encodings, with or without a mark, gives the same cases and events; the encoding is noted."""
    mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
    plain = content(read([table(HEAD + ONE + TWO, "plain.csv")], key=KEY))
    dataset = read([table((mark + HEAD + ONE + TWO).encode(encoding))], key=KEY)
    assert content(dataset) == plain
    assert [s.encoding for s in dataset.sources] == ["utf-16" if "16" in encoding else encoding]


def test_ac_031_the_manifest_says_which_encoding_and_which_bytes_were_read(cli, table):
    """The kept run names the encoding of a text file, its size and the digest of what was read."""
    path = table((HEAD + ONE + TWO).encode("cp1252"))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    cli("check", path, "--as-of", "2025-01-01", "--exit-zero", "--runs", path.parent / "runs")
    manifest = json.loads(next((path.parent / "runs").glob("*/manifest.json")).read_text(encoding="utf-8"))
    assert manifest["sources"][0]["encoding"] == "cp1252"
    assert manifest["inputs"] == [{"file": "a.csv", "sha256": digest, "size": path.stat().st_size}]


def test_ac_032_letters_from_dos_are_refused(table):
    """A file in cp850 is never read with wrong letters in silence."""
    assert refused(table((HEAD + ONE + TWO).replace("§", "").encode("cp850"))) == [("text_encoding_unknown", None)]


@pytest.mark.parametrize("rows", [1, 20_000, 130_000])
def test_ac_033_one_line_in_another_encoding_is_told_by_its_line_and_byte(table, rows):
    """A UTF-8 file with a single line in Windows letters is refused; line and byte are named, not its text."""
    before = (HEAD + "".join(ONE.replace("S1", f"S{i}") for i in range(rows))).encode()
    path = table(before + TWO.replace("§ ", "").replace("Nord", "Søborg").encode("cp1252") + TWO.encode())
    assert refused(path) == [("text_mixed_encoding", rows + 2)]
    with pytest.raises(DataError) as error:
        read([path], key=KEY)
    at = error.value.problems[0].values["offset"]
    assert path.read_bytes()[at : at + 1] == "ø".encode("cp1252")
    assert str(at) in error.value.problems[0].what
    assert "borg" not in error.value.problems[0].what


def test_ac_034_letters_coded_twice_are_refused_in_headers_and_told_in_cells(table):
    """`AfgÃ¸relse` would match no column, and its decisions would be missing: refused. In a cell it is told."""
    spoilt = HEAD.replace("Afgørelse", "AfgÃ¸relse")
    assert refused(table(spoilt + ONE)) == [("text_mojibake", 1)]
    dataset = read([table(HEAD + ONE.replace("Ærø", "SÃ¸nder"))], key=KEY)
    assert told(dataset) == [("mojibake_cell", 2, "Team")]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_ac_035_the_separator_is_found(table, separator):
    """Semicolon, comma, tab and bar give the same table."""
    plain = content(read([table(HEAD + ONE + TWO, "plain.csv")], key=KEY))
    assert content(read([table((HEAD + ONE + TWO).replace(";", separator))], key=KEY)) == plain


def test_ac_035_one_column_is_refused(table):
    """With a separator that is none of them, the file is refused."""
    assert refused(table((HEAD + ONE).replace(";", "~"))) == [("text_no_separator", None)]


@pytest.mark.parametrize(
    ("before", "row"), [("sep=;\n", 2), ("Udtræk\n\nfra fagsystemet\n", 5), ("sep=;\nUdtræk\n", 3)]
)
def test_ac_036_lines_before_the_headers_are_passed_over(table, before, row):
    """`sep=;` and a preamble are no rows, and the rows below keep the numbers that Excel shows."""
    dataset = read([table(before + HEAD + ONE)], key=KEY)
    assert dataset.cases["row"].tolist() == [row]
    assert [(a.rows_in, a.judged) for a in dataset.accounts] == [(1, 1)]
    assert [(s.header_row, s.lines_before) for s in dataset.sources] == [(row - 1, before.count("\n"))]


def test_ac_036_the_lines_that_were_passed_over_are_printed(cli, table):
    """The result says in which row the headers were found, and how many lines above them were passed over."""
    path = table("Udtræk\n\nfra fagsystemet\n" + HEAD + ONE)
    shown = cli("check", path, "--as-of", "2025-01-01", "--exit-zero", "--no-save")
    assert "overskrifter i række 4 efter 3 andre linjer" in shown.out
    plain = cli("check", table(HEAD + ONE), "--as-of", "2025-01-01", "--exit-zero", "--no-save")
    assert "overskrifter i række" not in plain.out


def test_ac_037_a_quoted_line_break_stays_in_its_cell(table):
    """Line breaks and doubled quotes are one cell; the next row has the number that Excel shows."""
    dataset = read([table(HEAD + ONE.replace(";x\n", ';"a\nb ""c"""\n') + TWO)], key=KEY)
    assert dataset.cases[["case_id", "row"]].values.tolist() == [["S1", 2], ["S2", 3]]


@pytest.mark.parametrize("rest", ["", "".join(TWO.replace("S2", f"S{i}") for i in range(3, 9))])
def test_ac_038_a_quote_that_is_never_closed_is_refused_where_it_opened(table, rest):
    """The rest of the file would be one cell: refused with the row of the quotation mark."""
    assert refused(table(HEAD + ONE + TWO.replace(";x", ';"x') + rest)) == [("text_open_quote", 3)]


def test_ac_038_a_quote_inside_a_text_is_only_a_character(table):
    """5" in a cell opens nothing."""
    assert len(read([table(HEAD + ONE.replace(";x", ';rør 5" langt') + TWO)], key=KEY).cases) == 2


def test_ac_039_rows_of_the_wrong_length_are_set_aside_and_counted(table):
    """One cell too few, one too many: told, counted, and neither padded nor cut."""
    dataset = read([table(HEAD + ONE + "S3;01-02-2024\n" + TWO.replace("\n", ";;\n"))], key=KEY)
    assert dataset.cases["case_id"].tolist() == ["S1"]
    assert told(dataset) == [("unreadable_row", 3, ""), ("unreadable_row", 4, "")]
    assert dataset.accounts[0].balances
    assert dataset.accounts[0].set_aside == {"unreadable_row": 2}


@pytest.mark.parametrize("rows", [1, 3000])
def test_ac_040_a_zero_byte_is_refused_wherever_it_stands(table, rows):
    """A NUL in the first line or far down: the file is no text."""
    many = "".join(ONE.replace("S1", f"S{i}") for i in range(rows))
    assert refused(table(HEAD + many + TWO.replace("2024", "20\x0024"))) == [("text_binary", None)]


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_ac_040_other_line_ends_split_the_same_rows(table, end):
    """Carriage returns alone, or with line feeds, give the same rows."""
    plain = content(read([table(HEAD + ONE + TWO, "plain.csv")], key=KEY))
    assert content(read([table((HEAD + ONE + TWO).replace("\n", end))], key=KEY)) == plain


def test_ac_040_an_end_mark_from_dos_takes_no_row_with_it(table):
    """A lone 0x1A at the end is set aside and told; every row before it is read."""
    dataset = read([table(HEAD + ONE + TWO + "\x1a")], key=KEY)
    assert dataset.cases["case_id"].tolist() == ["S1", "S2"]
    assert told(dataset) == [("unreadable_row", 4, "")]


@pytest.mark.parametrize("field", ["x" * 200_000, '"' + "x\n" * 100_000 + '"'])
def test_ac_041_a_very_long_cell_is_read(table, field):
    """200,000 characters in one cell, with or without line breaks, are one cell."""
    assert len(read([table(HEAD + ONE + TWO.replace(";x", ";" + field))], key=KEY).cases) == 2


def test_ac_042_a_header_that_stands_twice_is_refused_where_it_counts(table):
    """Two decision dates: nobody can say which counts. Twice among unused columns, or without a name, it is told."""
    assert refused(table(HEAD.replace("Plan dato", "Afgørelse dato") + ONE)) == [("duplicate_header", 1)]
    wide = HEAD.replace("\n", ";Andet;Andet;\n") + ONE.replace("\n", ";;;y\n")
    assert [(c, column) for c, _, column in told(read([table(wide)], key=KEY))] == [
        ("header_blank", ""),
        ("header_twice", "Andet"),
    ]


def test_ac_043_totals_are_set_aside_but_a_case_named_total_is_kept(table):
    """`I alt`, `Sum` and a row of bare numbers are no cases; a case with that number and full data is."""
    totals = "I alt;;;12;;\n;;;3;;\nSum;1;2;3;;\n"
    dataset = read([table(HEAD + ONE + totals + TWO.replace("S2", "Total"))], key=KEY)
    assert dataset.cases["case_id"].tolist() == ["S1", "Total"]
    assert dataset.accounts[0].set_aside == {"total_row": 3}


@pytest.mark.parametrize("word", ["NA", "Null", "None", "n/a", "-"])
def test_ac_044_words_for_nothing_are_text_in_a_text_column(table, word):
    """A team called NA is a team."""
    assert read([table(HEAD + ONE.replace("Ærø", word))], key=KEY).cases["team"].tolist() == [word]


def test_ac_046_a_number_that_excel_destroyed_is_told_and_not_repaired(table):
    """1,01E+08 as case number stays as it stands, with an error in the list of findings."""
    dataset = read([table(HEAD + ONE.replace("S1", "1,01E+08") + TWO)], key=KEY)
    assert dataset.cases["case_id"].tolist() == ["1,01E+08", "S2"]
    assert [(q.code, q.severity) for q in dataset.quality] == [("number_destroyed", "error")]


@pytest.mark.parametrize("how", ["longer", "same size and time"])
def test_ac_048_a_file_that_changes_while_it_is_read_ends_with_3(cli, table, monkeypatch, how):
    """Written by another program in the middle of reading, even with the old size and time: exit 3, nothing kept."""
    from caseaudit.reading import delimited

    path, load = table(HEAD + ONE + TWO), delimited.load

    def slow(file):
        grid, old = load(file), file.stat()
        if how == "longer":
            with file.open("a", encoding="utf-8") as more:
                more.write(ONE)
        else:
            file.write_bytes(file.read_bytes().replace(b"01-02-2024", b"03-02-2024"))
            os.utime(file, ns=(old.st_atime_ns, old.st_mtime_ns))
        return grid

    monkeypatch.setattr(delimited, "load", slow)
    answer = cli("check", path, "--as-of", "2025-01-01", "--runs", path.parent / "runs")
    assert answer.code == 3
    assert "ændr" in answer.err
    assert not list((path.parent / "runs").glob("*/manifest.json"))


def test_rows_given_twice_count_once_also_in_a_small_table(table):
    """A row that repeats another is set aside, however few rows there are."""
    assert read([table(HEAD + ONE + TWO + TWO)], key=KEY).accounts[0].set_aside == {"duplicate_row": 1}
