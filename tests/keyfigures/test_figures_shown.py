"""What is shown of key figures: to leaders, to a committee, with targets and reference figures."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseaudit.dates import Period
from caseaudit.errors import UsageError
from caseaudit.keyfigures import Part, Value, definitions
from caseaudit.keyfigures.model import last_year, months_of
from caseaudit.keyfigures.reference import as_csv, merged, read, template, years_missing
from caseaudit.keyfigures.small import for_committee
from caseaudit.keyfigures.wording import value_text

HEAD = "noegletal;omraade;aar;vaerdi;enhed;kilde\n"


@pytest.fixture
def made(cli, examples):
    """A project with one run of the small example."""
    answer = cli("check", examples / "small" / "canonical.xlsx", "--as-of", "2026-10-15", "--exit-zero", "-q")
    assert answer.code == 0
    return cli


def write(name, text, encoding="utf-8"):
    from pathlib import Path

    Path(name).write_text(text, encoding=encoding)
    return name


def test_the_last_twelve_months_are_whole_and_over():
    """The period ends with the last month that had ended on the day."""
    assert last_year(date(2026, 10, 15)) == Period(date(2025, 10, 1), date(2026, 9, 30))
    assert last_year(date(2026, 9, 30)) == Period(date(2025, 10, 1), date(2026, 9, 30))
    assert last_year(date(2024, 2, 29)) == Period(date(2023, 3, 1), date(2024, 2, 29))
    assert len(months_of(last_year(date(2024, 2, 29)))) == 12
    assert months_of(Period(date(2026, 1, 2), date(2026, 1, 31))) == []


def test_figures_are_shown_in_80_columns(made):
    """Nothing is wider than the screen, in either language, also by unit and in words."""
    for argv in (("figures",), ("figures", "--by", "unit"), ("--lang", "en", "figures"), ("figures", "definitions")):
        answer = made(*argv)
        assert answer.code == 0
        assert max(map(len, answer.out.splitlines())) <= 80


def test_a_share_of_fewer_than_five_is_not_told_as_one():
    """Three of four is told as three of four, never as 75 %."""
    assert value_text(Value("notifications-under-8", 75.0, 3, 4)) == "(få)"
    assert value_text(Value("notifications-under-8", 75.0, 6, 8)) == "75 %"


def test_json_holds_what_the_table_shows(made):
    """Numbers in JSON are those of the example: 24 open cases, 8 notifications, no name of a caseworker or case."""
    answer = made("figures", "--format", "json")
    found = {f["id"]: f for f in json.loads(answer.out)["figures"]}
    assert found["cases-open"]["value"] == 24
    assert found["notifications"]["value"] == 8
    assert found["investigation-days"]["value"] is None  # of three
    assert found["caseworker-changes"]["why"]
    assert "SB1" not in answer.out
    assert "27.24.00" not in answer.out


def test_local_targets_are_named_as_local_with_their_source(made):
    """A target says who set it; a figure that does not exist is refused."""
    write(
        "caseaudit.toml",
        '[[figures.target]]\nfigure = "cases-per-caseworker-max"\nat_most = 3\nsource = "Udvalget 2025"\n',
    )
    out = " ".join(made("figures").out.split())
    assert "Lokalt mål: højst 3 sager (Udvalget 2025): ikke opfyldt" in out
    assert "1 sagsbehandler over det lokale mål" in out or "sagsbehandlere over det lokale mål" in out
    write("caseaudit.toml", '[[figures.target]]\nfigure = "case-open"\nat_most = 3\nsource = "x"\n')
    answer = made("figures")
    assert answer.code == 2
    assert "cases-open" in answer.err
    write("caseaudit.toml", '[[figures.target]]\nfigure = "cases-open"\nsource = "x"\n')
    assert made("figures").code == 2


def test_a_committee_is_shown_no_small_number_and_no_unit(made):
    """No number from 1 to 4 is told to a committee, nothing about staff, and units are refused."""
    data = json.loads(made("figures", "--audience", "committee", "--format", "json").out)
    for f in data["figures"]:
        d = definitions()[f["id"]]
        if d.unit in ("count", "percent"):
            halves = [f["numerator"], f["denominator"], (f["denominator"] or 0) - (f["numerator"] or 0)]
            counts = [p["count"] for p in f["parts"]] + (halves if d.unit == "percent" else [])
            if d.unit == "count" and f["id"] != "notifications-per-month":
                counts.append(f["value"])
            assert not [n for n in counts if n is not None and 0 < n < 5], f
        assert d.group != "sagsbehandlere"
    assert made("figures", "--audience", "committee", "--by", "unit").code == 2


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8))
def test_a_hidden_part_cannot_be_worked_out_from_the_rest(counts):
    """Where parts are hidden there are at least two, and together they leave more than one possible number for each."""
    parts = tuple(Part(f"{n}", c) for n, c in enumerate(counts))
    shown = for_committee([Value("cases-open", float(sum(counts)), parts=parts)])[0]
    hidden = [c for c, p in zip(counts, shown.parts, strict=False) if p.count is None]
    if shown.parts and any(0 < c < 5 for c in counts):
        assert len(hidden) >= 2
        assert sum(hidden) - len(hidden) >= 5
    assert not [p for p in shown.parts if p.count is not None and 0 < p.count < 5]


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_share_is_hidden_when_either_half_is_small(hit, miss):
    """Told in full only where neither those inside nor those outside are from one to four."""
    n = hit + miss
    shown = for_committee([Value("notifications-under-8", 100 * hit / n if n else None, hit, n)])[0]
    small = any(0 < x < 5 for x in (hit, miss, n))
    assert shown.hidden is small
    assert (shown.numerator is None) is (small or n == 0)


def test_the_template_of_reference_figures_names_every_figure(cli, tmp_path):
    """One row each, with its unit; an existing file is left alone."""
    assert cli("figures", "import", "--template", "t.csv").code == 0
    text = (tmp_path / "work" / "t.csv").read_text(encoding="utf-8-sig")
    assert text == template().replace("\r\n", "\n") or len(text.splitlines()) == 1 + len(definitions())
    assert cli("figures", "import", "--template", "t.csv").code == 2


def test_reference_figures_stand_beside_with_source_and_year(made):
    """Source and year are printed, a missing year is named, and only higher or lower is said."""
    rows = "notifications-under-8;Hele landet;2023;41,2;%;Danmarks Statistik\nnotifications-under-8;Hele landet;2025;43;procent;Danmarks Statistik\n"
    assert made("figures", "import", write("r.csv", HEAD + rows)).code == 0
    out = " ".join(made("figures").out.split())
    assert "Hele landet 2023: 41 % (Danmarks Statistik); Hele landet 2025: 43 % (Danmarks Statistik)" in out
    assert "Mangler: 2024" in out
    assert "Lavere end Hele landet 2025" in out
    for word in ("bedre", "dårligere", "forbedret"):
        assert word not in out
    again = made("figures", "import", write("r.csv", HEAD + "notifications-under-8;Hele landet;2025;44;%;Ny kilde\n"))
    assert "1 af dem i stedet for ældre" in again.err
    assert "44 % (Ny kilde)" in " ".join(made("figures").out.split())


def test_every_fault_of_a_reference_file_is_named_at_its_cell(cli):
    """Unknown figure, wrong unit, unreadable number and year, blank source, double row: all at once, none imported."""
    rows = (
        "notification;Hele landet;2025;1;antal;Kilde\n"
        "notifications;Hele landet;2025;1;%;Kilde\n"
        "notifications;;25;ca. 3;antal;\n"
        "cases-open;Landet;2025;7;antal;Kilde\n"
        "cases-open;landet;2025;8;antal;Kilde\n"
    )
    answer = cli("figures", "import", write("r.csv", HEAD + rows))
    assert answer.code == 2
    for code in ("reference_figure", "reference_unit", "reference_value", "reference_blank", "reference_twice"):
        assert code in answer.err
    assert 'række 4, kolonne "vaerdi"' in answer.err
    assert "Mente du 'notifications'" in answer.err
    assert cli("figures", "import").code == 2


def test_a_cpr_number_in_a_reference_file_is_refused_and_not_printed(cli):
    """The planted number is in no message, and nothing is kept."""
    answer = cli("figures", "import", write("r.csv", HEAD + "cases-open;310210-4999;2025;7;antal;Kilde\n"))
    assert answer.code == 2
    assert "reference_cpr" in answer.err


def test_the_kept_file_reads_back_as_it_was_written(tmp_path):
    """Decimals, areas and sources survive; a cp1252 file with commas is read too."""
    path = tmp_path / "r.csv"
    text = 'figure,area,year,value,unit,source\nnotifications-under-8,"Område Øst",2025,"41,25",percent,"=Kilde; 2"\n'
    path.write_bytes(text.encode("cp1252"))
    found = read(path)
    assert (found[0].area, found[0].value) == ("Område Øst", 41.25)
    path.write_text(as_csv(found), encoding="utf-8-sig", newline="")
    assert read(path) == found
    assert merged(found, found) == (found, 0)
    assert years_missing(found) == {"Område Øst": ()}


def test_a_file_that_is_no_table_is_told_as_such(tmp_path):
    """Binary files and files without the headings are refused with what to do."""
    path = tmp_path / "r.csv"
    for data in (b"\0\1\2", b"", b"a;b\n1;2\n"):
        path.write_bytes(data)
        with pytest.raises(UsageError):
            read(path)
