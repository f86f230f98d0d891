"""`caseaudit init`: a first folder that works at once, and never a file written over."""

from __future__ import annotations

import csv
import re
import sys
import tomllib
from pathlib import Path

import pytest

from caseaudit.settings import load


@pytest.fixture
def strange(tmp_path):
    """An export whose headers no shipped profile knows well enough."""
    file = tmp_path / "traek.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out, delimiter=";")
        rows.writerow(["Sagsnumer", "Hvad skete", "Hvornår", "Bemærkning"])
        rows.writerow(["A-1", "afgørelse", "05-03-2025", "Synnøve Blå ringede"])
        rows.writerow(["A-2", "afgørelse", "06-03-2025", ""])
    return file


def test_the_configuration_that_is_written_can_be_loaded_and_names_the_municipality(cli):
    done = cli("init", "arbejde", "--municipality", 'Prøve"by Kommune')
    assert done.code == 0
    written = load(Path("arbejde/caseaudit.toml"))
    assert written.municipality == 'Prøve"by Kommune'
    assert "caseaudit doctor" in done.out


@pytest.mark.parametrize("lang", ["da", "en"])
def test_both_languages_give_the_same_keys_and_only_defaults(cli, lang):
    assert cli("--lang", lang, "init", lang).code == 0
    data = tomllib.loads((Path(lang) / "caseaudit.toml").read_text(encoding="utf-8"))
    assert data == {
        "municipality": "",
        "lang": lang,
        "profiles": [],
        "rules": [],
        "history": {"system": ""},
        "report": {"area": "", "contact": ""},
    }


def test_what_is_commented_out_is_valid_when_it_is_taken_in(cli):
    """Somebody takes away each `# ` before a key or a table; the file must still be one that caseaudit takes."""
    cli("init")
    path = Path("caseaudit.toml")
    lines = path.read_text(encoding="utf-8").splitlines()
    taken = [x[2:] if re.match(r"# (\[|\w+ = )", x) else x for x in lines]
    assert len([x for x in lines if x not in taken]) >= 7
    path.write_text("\n".join(taken) + "\n", encoding="utf-8")
    assert load(path).report.target == 90
    assert load(path).schedule[0].every == "week"
    assert load(path).retention.findings == "13m"


def test_an_export_that_is_understood_needs_no_mapping(cli, examples):
    done = cli("init", "--from", str(examples / "koebenhavn-78" / "koebenhavn-78.xlsx"))
    assert done.code == 0
    assert "wide-danish" in done.out
    assert not Path("profiler").exists()


def test_an_export_that_is_not_understood_gets_a_proposal_that_shows_no_value(cli, strange):
    done = cli("init", "--from", str(strange))
    assert done.code == 0
    assert Path("profiler/traek.yaml").is_file()
    assert load(Path("caseaudit.toml")).profiles[0].name == "profiler"
    assert "mapping check" in done.out
    assert "Synnøve" not in done.out + done.err + Path("profiler/traek.yaml").read_text(encoding="utf-8")


def test_nothing_is_written_over_and_nothing_is_written_at_all_then(cli, strange):
    Path("profiler").mkdir()
    Path("profiler/traek.yaml").write_text("mit eget", encoding="utf-8")
    done = cli("init", "--from", str(strange))
    assert done.code == 2
    assert "traek.yaml" in done.err
    assert not Path("caseaudit.toml").exists()
    Path("caseaudit.toml").write_text("lang = 'da'\n", encoding="utf-8")
    assert cli("init").code == 2
    assert Path("caseaudit.toml").read_text(encoding="utf-8") == "lang = 'da'\n"


def test_a_cpr_number_as_the_municipality_is_refused_and_not_written(cli):
    done = cli("init", "--municipality", "310207-1234")
    assert done.code == 2
    assert "310207" not in done.err
    assert not Path("caseaudit.toml").exists()


def test_nobody_is_asked_where_nobody_sits(cli, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.setattr("builtins.input", lambda _: pytest.fail("asked"))
    assert cli("init", "--yes").code == 0


def test_an_export_that_is_missing_stops_before_anything_is_written(cli):
    done = cli("init", "--from", "findes-ikke.xlsx")
    assert done.code == 2
    assert not Path("caseaudit.toml").exists()


def test_the_version_can_be_asked_for_as_a_flag(cli):
    assert cli("--version").out == cli("version").out
