"""The oversigtsskema: every step that the law demands of a case, once, with the same answer as the run."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

AS_OF = ("--as-of", "2026-10-15")
HEAVY = "27.24.00-G01-8-14"


@pytest.fixture
def kept(cli, examples):
    """A run of the København example, kept."""
    cli("check", examples / "koebenhavn-78" / "koebenhavn-78.xlsx", "--as-of", "2016-10-01", "--exit-zero", "-q")
    return cli


@pytest.fixture
def small(cli, examples):
    cli("check", examples / "small" / "canonical.xlsx", *AS_OF, "--exit-zero", "-q")
    return cli


def folder():
    return max(Path("runs").glob("*/manifest.json")).parent


def rows_of(path, sheet="Skridt"):
    rows = list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))
    return [dict(zip(rows[0], r, strict=True)) for r in rows[1:]]


def plain(path):
    return Path(path).read_text(encoding="utf-8").replace("\u00a0", " ")


def test_every_unit_of_the_run_stands_in_the_sheets_with_the_outcome_of_the_run(kept):
    """Nothing is judged anew and nothing is lost: counted over all cases, the sheets give the run's own numbers."""
    assert kept("report", "case", "--team", "Anbringelse", "-o", "alle.xlsx").code == 0
    rows = rows_of("alle.xlsx")
    manifest = json.loads((folder() / "manifest.json").read_text(encoding="utf-8"))
    outcomes = [r["outcomes"] for r in manifest["rules"]]
    breaches = ("mangler", "for sent", "ufuldstændig", "forkert myndighed")
    assert sum(r["Status"].startswith(breaches) for r in rows) == sum(o["breached"] for o in outcomes)
    assert sum(r["Status"].startswith("overholdt") for r in rows) == sum(o["met"] for o in outcomes)
    assert sum(r["Status"].startswith("lovligt fraveget") for r in rows) == sum(o["excused"] for o in outcomes)
    assert sum(r["Status"].startswith("afventer") for r in rows) == sum(o["pending"] for o in outcomes)


def test_steps_stand_in_the_order_of_the_steps_of_a_case(kept):
    """Underretning before undersøgelse before afgørelse, and what is not law last."""
    kept("report", "case", HEAVY, "-o", "sag.md")
    found = re.findall(r"^## (.+)$", plain("sag.md"), flags=re.MULTILINE)
    order = [
        "Underretning", "Screening, afdækning og undersøgelse", "Før afgørelsen", "Afgørelsen", "Planen",
        "Iværksættelse og anbringelse", "Opfølgning og tilsyn", "Ændring under anbringelsen", "Hjemgivelse",
        "På vej til voksenlivet", "Registreringen (datakvalitet, ikke lov)",
    ]  # fmt: skip
    assert len(found) > 3
    assert found == [s for s in order if s in found]


def test_the_published_breach_stands_with_its_deadline_law_and_row(kept):
    """No conversation before the decision of 14-07-2014: missing, due that day, by section 48 of the act of that time."""
    kept("report", "case", HEAVY, "-o", "sag.xlsx")
    row = next(r for r in rows_of("sag.xlsx") if r["Krav"] == "Barnet har haft en samtale før afgørelsen")
    assert (row["Status"], row["Gjort"], row["Frist"].date()) == ("mangler", None, date(2014, 7, 14))
    assert "SEL § 48" in row["Lov på dagen"]
    assert "BL" not in row["Lov på dagen"]
    assert row["Kilde"] == "15"


def test_the_head_tells_age_and_placement_but_never_birth_date_or_child(small):
    """Whoever finds the paper learns neither the child's birth date nor its number."""
    cases = pd.read_parquet(folder() / "cases.parquet")
    for case in cases.to_dict("records"):
        assert small("report", "case", case["case_id"], "-o", "sag.html").code == 0
        head = plain("sag.html").split("<table")[0].split("<body>")[1]
        born = case["birth_date"]
        assert case["child_id"] not in plain("sag.html")
        if pd.notna(born):
            assert f"{born:%d-%m-%Y}" not in head
            age = 2026 - born.year - ((born.month, born.day) > (10, 15))
            assert f"<dd>{age} år</dd>" in head


def test_next_deadlines_stand_on_top_soonest_first_and_none_has_passed(small):
    """What falls due first is what the caseworker must see first."""
    seen = 0
    for case in pd.read_parquet(folder() / "cases.parquet")["case_id"]:
        small("report", "case", case, "-o", "sag.md")
        top = plain("sag.md").split("**Næste frister**")[1].split("##")[0]
        days = [
            date(int(y), int(m), int(d)) for d, m, y in re.findall(r"^- (\d\d)-(\d\d)-(\d{4})", top, flags=re.MULTILINE)
        ]
        assert days == sorted(days)
        assert all(d >= date(2026, 10, 15) for d in days)
        seen += len(days)
    assert seen


def test_what_is_pending_says_until_when_and_what_is_unknown_says_why(small):
    """No state is a bare word that leaves the reader to guess."""
    teams = pd.read_parquet(folder() / "cases.parquet")["team"].unique()
    states = []
    for team in teams:
        small("report", "case", "--team", team, "-o", "team.xlsx")
        states += [r["Status"] for r in rows_of("team.xlsx")]
    assert any(s.startswith("afventer") for s in states)
    assert any(s.startswith("kan ikke vurderes") for s in states)
    assert all(re.match(r"afventer til \d\d-\d\d-\d{4}", s) for s in states if s.startswith("afventer"))
    assert all(re.match(r"kan ikke vurderes: .{5}", s) for s in states if s.startswith("kan ikke"))


def test_a_team_comes_in_one_file_with_a_page_to_each_case(kept):
    """All 78 cases, each begun on a page of its own, whose foot names the case."""
    answer = kept("report", "case", "--team", "anbringelse")
    page = plain(answer.out.strip())
    ids = set(pd.read_parquet(folder() / "cases.parquet")["case_id"])
    assert len(re.findall(r'<section class="case', page)) == len(ids) == 78
    assert all(f"sag {c}</h2>" in page for c in ids)
    assert page.count("@page c") == 78
    assert "break-before:page" in page


def test_the_page_is_whole_in_itself(kept):
    """No script, no request: the page can be kept in the case file."""
    kept("report", "case", HEAVY, "-o", "sag.html")
    page = plain("sag.html")
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=\"?(?:https?:|//)|url\((?!data:)", page)
    assert '<html lang="da">' in page


def test_the_same_run_gives_the_same_bytes(kept):
    for ending in ("html", "xlsx", "md"):
        for name in ("a", "b"):
            kept("report", "case", HEAVY, "-o", f"{name}.{ending}")
        assert Path(f"a.{ending}").read_bytes() == Path(f"b.{ending}").read_bytes()


def test_the_sheet_speaks_english(kept):
    kept("--lang", "en", "report", "case", HEAVY, "-o", "case.html")
    page = plain("case.html")
    assert '<html lang="en">' in page
    assert "Next deadlines" in page
    assert not re.search(r"overholdt|mangler|Næste frister|sagen", page)


def test_one_case_a_team_or_a_unit_must_be_named(kept):
    """Neither nothing nor two things at once; a name that nobody has is told with those that are."""
    assert "case_sheet_which" in kept("report", "case").err
    assert kept("report", "case", HEAVY, "--team", "Anbringelse").code == 2
    answer = kept("report", "case", "--unit", "Enhed Ø")
    assert answer.code == 2
    assert "Børnefamilieenhed A" in answer.err
    assert kept("report", "case", "findes-ikke").code == 2


def test_hostile_names_stay_text(cli, examples):
    """A team called like a tag, a formula or a template is printed as it is called."""
    evil = "<script>alert(1)</script>{{7*7}}"
    book = openpyxl.load_workbook(examples / "small" / "canonical.xlsx")
    sheet = book["cases"]
    names = [c.value for c in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        row[names.index("team")].value = evil
        row[names.index("caseworker")].value = "'=1+1"
    book.save("ondt.xlsx")
    cli("check", "ondt.xlsx", *AS_OF, "--exit-zero", "-q")
    assert cli("report", "case", "--team", evil, "-o", "ondt.html").code == 0
    page = plain("ondt.html")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in page
    cli("report", "case", "--team", evil, "-o", "ud.xlsx")
    cells = [c for ws in openpyxl.load_workbook("ud.xlsx") for row in ws.iter_rows() for c in row]
    assert all(c.data_type != "f" for c in cells)
