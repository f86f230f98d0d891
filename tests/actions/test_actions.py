"""The register of actions: made from recommendations, edited by people, read with every fault named, told with numbers of runs."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from actions_made import REGISTER, cell_of, edit
from caseaudit.actions.model import Indicator, next_id, parse_indicator
from caseaudit.actions.reading import day_of

RULE = "notification-assessed-within-24-hours"


def status(cli, *argv):
    answer = cli("actions", "status", "--format", "json", "--as-of", "2026-10-15", *argv)
    assert answer.code == 0, answer.err
    return json.loads(answer.out)["actions"]


def test_the_register_holds_the_approved_recommendations(project):
    """Each approved recommendation once, with its rule as indicator and the run that it came from; drafts are left out."""
    texts = Path("tekster.toml").read_text(encoding="utf-8")
    wanted = re.findall(r'^id = "([A-Z]+-A\d+)"', texts, re.MULTILINE)
    assert project("actions", "create").code == 0
    found = status(project)
    assert [a["refs"] for a in found] == wanted
    assert [a["id"] for a in found] == [f"H-{n:03d}" for n in range(1, len(wanted) + 1)]
    assert all(a["indicator"]["target"] is None for a in found)  # no local target is set
    assert project("actions", "create").code == 2


def test_recommendations_that_nobody_approved_are_not_agreed_actions(project):
    """Drafts are refused, unless asked for."""
    path = Path("tekster.toml")
    path.write_text(path.read_text(encoding="utf-8").replace('"godkendt"', '"udkast"'), encoding="utf-8")
    assert "actions_none_approved" in project("actions", "create").err
    assert project("actions", "create", "--drafts").code == 0


def test_the_same_actions_give_the_same_file():
    """Byte for byte: no clock in the file."""
    from caseaudit.actions.model import Action
    from caseaudit.actions.workbook import new_register

    actions = [Action("H-001", "=1+1", deadline=date(2027, 3, 31))]
    one, two = (new_register(actions, date(2026, 1, 1)) for _ in range(2))
    assert one == two
    cell = cell_of(load_workbook(io.BytesIO(one))["Handlinger"], 5, "Handling")
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_status_has_a_list_to_choose_from(register):
    """The dropdown holds the four words and covers rows below the last."""
    sheet = load_workbook(REGISTER)["Handlinger"]
    rule = sheet.data_validations.dataValidation[0]
    assert rule.formula1 == '"Ikke startet,I gang,Gennemført,Opgivet"'
    assert str(rule.sqref).endswith("1001")


def test_ten_rounds_of_edit_and_update_keep_what_people_wrote(register):
    """Ids, status, notes, colours, a column and a sheet of their own all survive; each update leaves a copy."""
    book = load_workbook(REGISTER)
    sheet = book["Handlinger"]
    head = cell_of(sheet, 4, "Status")
    sheet.cell(4, 12, "Udvalgets egen kolonne")
    sheet.cell(5, 12, "behandlet")
    book.create_sheet("Noter")["A1"] = "møde den 3."
    book.save(REGISTER)
    for n in range(10):
        edit(5, Status="I gang", Bemærkning=f"runde {n}", Deadline=datetime(2026, 12, 1 + n))
        assert register("actions", "add", f"Ny handling {n}").code == 0
    book = load_workbook(REGISTER)
    sheet = book["Handlinger"]
    assert sheet.cell(5, 12).value == "behandlet"
    assert book["Noter"]["A1"].value == "møde den 3."
    assert sheet.cell(5, head.column).value == "I gang"
    assert cell_of(sheet, 5, "Bemærkning").value == "runde 9"
    found = status(register)
    assert [a["id"] for a in found] == [f"H-{n:03d}" for n in range(1, 13)]
    assert found[0]["deadline"] == "2026-12-10"
    assert len(list(Path().glob("handlinger.kopi-*.xlsx"))) == 12


def test_update_adds_only_what_is_missing(project):
    """A recommendation that is in the register already is not added again, also when people moved and renamed its action."""
    assert project("actions", "create").code == 0
    before = status(project)
    edit(5, Handling="Omskrevet af ledelsen", Status="Gennemført")
    assert project("actions", "create", "--update").code == 0
    after = status(project)
    assert len(after) == len(before)
    assert after[0]["action"] == "Omskrevet af ledelsen"
    assert after[0]["status"] == "done"
    assert not list(Path().glob("handlinger.kopi-*"))
    book = load_workbook(REGISTER)
    book["Handlinger"].delete_rows(6)
    book.save(REGISTER)
    assert project("actions", "create", "--update").code == 0
    assert len(status(project)) == len(before)
    assert len({a["id"] for a in status(project)}) == len(before)


def test_every_fault_is_named_at_its_cell(register):
    """Double id, unknown indicator, unreadable date and status, a formula, no action: each with row and column, in one go."""
    assert register("actions", "add", "Tredje").code == 0
    edit(6, Id="H-001", Indikator="case-open <= 30", Deadline="efter ferien", Status="måske")
    edit(7, Handling=None, Indikator="=1+1", Mål="x")
    answer = register("actions", "check")
    assert answer.code == 2
    for code, row, column in (
        ("action_id_twice", 6, "A"),
        ("action_indicator_unknown", 6, "G"),
        ("action_date", 6, "F"),
        ("action_status", 6, "H"),
        ("action_no_text", 7, "D"),
        ("action_formula", 7, "G"),
    ):
        told = answer.err.split(f"[{code}]")[1].splitlines()[1]
        assert f'række {row}, kolonne "{column}"' in told
    assert "Mente du 'cases-open'" in answer.err
    assert "efter ferien" not in answer.err
    before = REGISTER.read_bytes()
    assert register("actions", "add", "Fjerde").code == 2  # nothing is written over a file with faults
    assert REGISTER.read_bytes() == before


def test_a_cpr_number_anywhere_is_found_and_never_shown(register):
    """In a column of people's own and on a sheet of their own; the number is in no message, and no status is told."""
    book = load_workbook(REGISTER)
    book["Handlinger"].cell(6, 14, "se 310210-4999")
    book.create_sheet("Noter")["B2"] = "3102104999"
    book.save(REGISTER)
    answer = register("actions", "check")
    assert answer.code == 2
    assert answer.err.count("[action_cpr]") == 2
    assert register("actions", "status").code == 2
    assert register("actions", "add", "Ring til 310210-4999").code == 2


def test_columns_in_another_order_and_other_words_are_read(register):
    """Headings may be moved, and Frist, i gang and 1.9.2027 are understood."""
    book = load_workbook(REGISTER)
    sheet = book["Handlinger"]
    cell_of(sheet, 4, "Deadline").value = "Frist"
    sheet.move_range("F4:F6", cols=8)
    sheet["N5"], sheet["H5"] = "1.9.2027", "igang"
    book.save(REGISTER)
    found = status(register)
    assert (found[0]["deadline"], found[0]["status"]) == ("2027-09-01", "running")


def test_the_indicator_is_filled_from_the_runs(register):
    """A rule has the percent and the number of that run in the history, a key figure that of its tables."""
    runs = json.loads(register("history", "list", "--format", "json").out)["runs"]
    first, last = runs[0]["run"], runs[1]["run"]
    edit(5, **{"Kørsel ved start": first})
    edit(6, **{"Kørsel ved start": first})
    rule, figure = status(register)
    for side, run in (("start", first), ("now", last)):
        counts = [c.split(";") for c in _export(register) if f"{run};" in c]
        row = next(c for c in counts if RULE in c)
        told = dict(zip(_export(register)[0].split(";"), row, strict=True))
        good, judged = (
            int(told["met"]) + int(told["excused"]),
            int(told["met"]) + int(told["excused"]) + int(told["breached"]),
        )
        assert (rule[side]["value"], rule[side]["n"]) == (round(100 * good / judged, 2), judged)
        shown = json.loads(register("figures", "--run", run, "--format", "json").out)["figures"]
        assert figure[side]["value"] == next(f["value"] for f in shown if f["id"] == "cases-open")
    assert figure["reached"] is True
    assert rule["reached"] is False


def _export(cli):
    assert cli("history", "export", "-o", "h.csv").code == 0
    return [
        x for x in Path("h.csv").read_text(encoding="utf-8-sig").splitlines() if ";team;" not in x and ";unit;" not in x
    ]


def test_what_cannot_be_told_is_said_and_never_a_number(register):
    """Fewer than five, no such run, no indicator: told as such; an action that is done is not overdue."""
    edit(5, Indikator="investigation-days <= 120", **{"Kørsel ved start": "findes-ikke"})
    edit(6, Indikator=None, Deadline=datetime(2026, 1, 1), Status="Gennemført")
    few, none = status(register)
    assert few["now"]["value"] is None
    assert few["now"]["why"] == "færre end 5"
    assert few["start"]["why"].startswith("kørslen findes ikke")
    assert few["reached"] is None
    assert few["overdue"] is True
    assert none["now"] is None
    assert none["overdue"] is False
    assert "kan ikke opgøres (færre end 5)" in register("actions", "status").out


def test_the_status_is_the_same_in_every_format(register, tmp_path):
    """Mål, Handling, Indikator, Status, Deadline in this order, and both actions, in text, Markdown, HTML, Excel and Word."""
    from docx import Document

    table = register("actions", "status", "--as-of", "2026-10-15").out
    assert max(map(len, table.splitlines())) <= 80
    assert "overskredet" in table
    heads = ["Mål", "Handling", "Indikator", "Status", "Deadline"]
    md = register("actions", "status", "--format", "markdown").out
    assert "| " + " | ".join(heads) + " |" in md
    for ending in ("html", "xlsx", "docx"):
        assert register("actions", "status", "--format", ending, "-o", f"s.{ending}").code == 0
        assert register("actions", "status", "--format", ending, "-o", f"t.{ending}").code == 0
    page = Path("s.html").read_text(encoding="utf-8")
    assert re.findall(r"<th scope=\"col\">([^<]+)", page) == heads
    assert "http" not in page
    sheet = load_workbook("s.xlsx")["Status"]
    assert [c.value for c in sheet[5]] == heads
    grid = Document("s.docx").tables[0]
    assert [c.text for c in grid.rows[0].cells] == heads
    for text in (md, page, str([c.value for r in sheet for c in r]), str([c.text for r in grid.rows for c in r.cells])):
        assert "Påmindelse hver morgen" in text
        assert "Ugentlig gennemgang" in text
    assert Path("s.xlsx").read_bytes() == Path("t.xlsx").read_bytes()


def test_what_people_wrote_is_text_in_every_format(register):
    """Tags, formulas and table marks in an action do nothing in HTML, Excel and Markdown."""
    edit(5, Handling='<script>alert(1)</script> | "x"', Ansvarlig="=cmd|' /C calc'!A0")
    cell = load_workbook(REGISTER)
    cell_of(cell["Handlinger"], 5, "Ansvarlig").data_type = "s"
    cell.save(REGISTER)
    for ending in ("html", "xlsx"):
        assert register("actions", "status", "--format", ending, "-o", f"s.{ending}").code == 0
    assert "<script>" not in Path("s.html").read_text(encoding="utf-8")
    assert not [c for row in load_workbook("s.xlsx")["Status"] for c in row if c.data_type == "f"]
    md = register("actions", "status", "--format", "markdown").out
    assert "<script>" not in md
    assert {len(re.findall(r"(?<!\\)\|", x)) for x in md.splitlines() if x.startswith("|")} == {6}


def test_files_that_are_no_register_are_refused(register):
    """A missing, damaged or foreign file gives a problem with what to do, never a traceback."""
    for data in (b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100):
        REGISTER.write_bytes(data)
        assert "actions_unreadable" in register("actions", "check").err
    with zipfile.ZipFile(REGISTER, "w") as z:
        z.writestr("x", "y")
    assert register("actions", "check").code == 2
    REGISTER.unlink()
    assert "actions_missing" in register("actions", "status").err


def test_a_file_saved_meanwhile_is_not_written_over(register, tmp_path):
    """When the bytes are no longer those that were read, nothing is written."""
    from caseaudit.actions.model import Action
    from caseaudit.actions.reading import read_register
    from caseaudit.actions.workbook import add_rows
    from caseaudit.errors import UsageError

    read = read_register(REGISTER, {RULE, "cases-open"})
    edit(5, Status="I gang")
    saved = REGISTER.read_bytes()
    with pytest.raises(UsageError):
        add_rows(REGISTER, read, [Action("H-009", "x")])
    assert REGISTER.read_bytes() == saved


def test_the_report_has_both_chapters_and_a_committee_no_actions(register):
    """Leaders get Nøgletal and Status på handlinger with the numbers; a committee no actions and nothing about staff."""
    assert register("report", "build", "--format", "md", "-o", "out").code == 0
    text = next(Path("out").glob("*.md")).read_text(encoding="utf-8")
    assert "Nøgletal i alt" in text
    assert "Status på handlinger" in text
    assert "cases-open" in text
    texts = Path("tekster.toml")
    kept = re.sub(r'godkendt_af = ""', 'godkendt_af = "Leder"', texts.read_text(encoding="utf-8"))
    texts.write_text(re.sub(r'godkendt_den = ""', 'godkendt_den = "01-11-2026"', kept), encoding="utf-8")
    Path("caseaudit.toml").write_text("[figures]\nin_committee_report = true\n", encoding="utf-8")
    answer = register("report", "build", "--format", "md", "--audience", "committee", "-o", "udvalg")
    if answer.code == 0:
        text = next(Path("udvalg").glob("*.md")).read_text(encoding="utf-8")
        assert "Status på handlinger" not in text
        assert "(cases-open)" not in text
        assert "Sagsbehandlere" not in text
    else:
        assert "texts_" in answer.err


@given(st.sampled_from([">=", "<=", "≥", "≤"]), st.integers(0, 1000))
def test_indicators_are_read_with_any_spacing(op, n):
    """`rule>=90`, `Rule ≥ 90 %` mean the same; other signs are refused."""
    same = Indicator("cases-open", ">=" if op in (">=", "≥") else "<=", float(n))
    for text in (f"cases-open{op}{n}", f" Cases-Open {op} {n} % ", f"cases-open {op}{n},0"):
        assert parse_indicator(text) == same
    for text in ("cases-open > 3", "cases-open = 3", ">= 90", "", "a b >= 3"):
        with pytest.raises(ValueError):
            parse_indicator(text)


def test_days_are_read_as_people_write_them():
    """The day stands first; an impossible day is none."""
    for text in ("31-03-2027", "31.3.2027", "31/03/2027", "2027-03-31", "2027-03-31 00:00:00", "46477"):
        assert day_of(text) == date(2027, 3, 31), text
    assert day_of("31-09-2027") is None
    assert day_of("snart") is None


def test_an_id_is_never_used_again():
    """The next id follows the highest, also where one in between was deleted."""
    assert next_id({"H-001", "H-007", "X-9"}) == "H-008"
    assert next_id(set()) == "H-001"
