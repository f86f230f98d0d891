"""A work list tells what must be done, by which law, and takes back what people wrote; it names every fault by its cell."""

import json
import re
import stat
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from worklists_read import fill, lines, of_folder

AS_OF = date(2026, 10, 15)


@pytest.fixture
def made(cli, examples):
    """A run of the small example, and a function that makes its work list and returns the folder."""
    assert cli("check", examples / "small" / "wide.xlsx", "--as-of", AS_OF, "--exit-zero").code == 0

    def call(*flags):
        answer = cli("worklist", *flags)
        assert answer.code == 0, answer.text
        told = re.search(r"filer: (\S+)", answer.out)
        return Path(told[1])

    return call


def some(folder, sheet="Over fristen"):
    line = next(x for x in of_folder(folder) if x.sheet == sheet)
    path = next(p for p in folder.glob("*.xlsx") if any(x.key == line.key for x in lines(p)))
    return line, path


def cell(path, line, heading):
    """A workbook, and the cell of a row under a heading."""
    book = load_workbook(path)
    sheet = book[line.sheet]
    column = next(c.column for c in sheet[4] if c.value == heading)
    return book, sheet.cell(line.row, column)


def findings(cli, examples):
    answer = cli(
        "check", examples / "small" / "wide.xlsx", "--as-of", AS_OF, "--no-save", "--exit-zero", "--format", "json"
    )
    return json.loads(answer.out)["findings"]


def test_every_breach_of_law_stands_once_what_came_late_apart_from_what_is_missing(cli, examples, made):
    rows = of_folder(made())
    breached = [f for f in findings(cli, examples) if f["outcome"] == "breached" and f["law_row"]]
    late = sorted((f["case_id"], f["text"]) for f in breached if f["reason"] == "late")
    missing = sorted((f["case_id"], f["text"]) for f in breached if f["reason"] != "late")
    assert sorted((x.cells["Sag"], x.cells["Hvad er der sket"]) for x in rows if x.sheet == "Til læring") == late
    assert sorted((x.cells["Sag"], x.cells["Hvad er der sket"]) for x in rows if x.sheet == "Over fristen") == missing
    keys = [x.key for x in rows if x.key]
    assert len(keys) == len(set(keys))
    assert all(x.cells["Hvad skal der ske"] and x.cells["Lov"] for x in rows if x.sheet == "Over fristen")


def test_limits_are_those_of_the_days_asked_for_and_none_is_past(made):
    near = of_folder(made())
    far = of_folder(made("--due-within", "26u"))
    for rows, sheet, days in ((near, "Frist inden for 14 dage", 14), (far, "Frist inden for 182 dage", 182)):
        due = [date.fromisoformat(x.cells["Frist"][:10]) for x in rows if x.sheet == sheet]
        assert all(AS_OF <= d <= AS_OF + timedelta(days=days) for d in due)
    assert len([x for x in far if x.sheet.startswith("Frist")]) > len([x for x in near if x.sheet.startswith("Frist")])


def test_each_row_names_the_row_of_the_export_where_it_stands(made, examples):
    sheet = load_workbook(examples / "small" / "wide.xlsx").worksheets[0]
    for line in [x for x in of_folder(made()) if x.sheet == "Over fristen"][:40]:
        row = int(re.search(r"række (\d+)", line.cells["Række i udtrækket"])[1])
        assert line.cells["Sag"] in [str(c.value) for c in sheet[row]]


@pytest.mark.parametrize("by", ["unit", "team", "caseworker"])
def test_only_their_owner_can_read_the_files_and_a_caseworkers_list_says_whose_it_is(cli, made, by):
    folder = made("--by", by, "--format", "xlsx,html,ics")
    assert len(list(folder.glob("*.xlsx"))) > 1
    for path in folder.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    said = cli("worklist", "--by", by, "-o", "igen").err
    assert ("nærmeste leder" in said) == (by == "caseworker")


def test_what_is_written_is_kept_though_the_sheet_is_renamed_sorted_and_shifted(made):
    line, path = some(made())
    fill(path, {line.key: ("i gang ", "AB", "Æblegrød & <møde>")})
    book = load_workbook(path)
    sheet = book[line.sheet]
    sheet.title = "Mine"
    sheet.insert_cols(2)
    sheet.insert_rows(1, 2)
    book.save(path)
    again = next(x for x in of_folder(made()) if x.key == line.key)
    assert again.written == ("I gang", "AB", "Æblegrød & <møde>")


def test_a_list_that_shows_a_part_loses_nothing_of_the_rest(made):
    line, path = some(made(), "Til læring")
    fill(path, {line.key: ("Aftalt", "AB", "tages op")})
    part = of_folder(made("--overdue"))
    assert not [x for x in part if x.sheet == "Til læring"]
    again = next(x for x in of_folder(made()) if x.key == line.key)
    assert again.written == ("Aftalt", "AB", "tages op")


@pytest.mark.parametrize(
    ("heading", "text", "code"),
    [
        ("Bemærkning", "ring til 010190-1234", "worklist_cpr"),
        ("Bemærkning", "=1+1", "worklist_formula"),
        ("Bemærkning", "x" * 1001, "worklist_long"),
        ("Ansvarlig", "0101901234", "worklist_cpr"),
        ("Status", "Næsten", "worklist_status"),
    ],
)
def test_what_may_not_stand_there_is_named_by_its_cell_and_nothing_is_written(cli, made, heading, text, code):
    line, path = some(made())
    book, found = cell(path, line, heading)
    found.value = text
    book.save(path)
    before = sorted(Path("worklists").iterdir())
    answer = cli("worklist")
    assert answer.code == 2
    assert code in answer.err
    assert str(found.row) in answer.err
    assert found.column_letter in answer.err
    assert text not in answer.text
    assert sorted(Path("worklists").iterdir()) == before


def test_text_in_a_row_whose_key_is_spoilt_is_never_passed_over(cli, made):
    line, path = some(made())
    fill(path, {line.key: ("I gang", "", "husk")})
    book = load_workbook(path)
    spoilt = next(c for c in book[line.sheet][line.row] if c.value == line.key)
    spoilt.value = line.key[:-1] + ("0" if line.key[-1] != "0" else "1")
    book.save(path)
    answer = cli("worklist")
    assert answer.code == 2
    assert "worklist_no_key" in answer.err


def test_two_files_that_disagree_are_named_and_one_that_was_left_alone_is_not(cli, made):
    line, path = some(made())
    other = Path("kopi.xlsx")
    other.write_bytes(path.read_bytes())
    fill(path, {line.key: ("Aftalt", "AB", "vi ringer")})
    assert cli("worklist", "--carry", path, "--carry", other).code == 0
    fill(path, {line.key: ("Aftalt", "AB", "vi venter")})
    fill(other, {line.key: ("Aftalt", "AB", "vi skriver")})
    answer = cli("worklist", "--carry", path, "--carry", other)
    assert answer.code == 2
    assert "worklist_two_answers" in answer.err
    assert "kopi.xlsx" in answer.err


def test_a_file_that_nobody_read_is_not_written_over(cli, made):
    folder = made("-o", "ude")
    line, path = some(folder)
    fill(path, {line.key: ("Aftalt", "", "fra ude")})
    assert next(x for x in of_folder(made("-o", "ude")) if x.key == line.key).written[2] == "fra ude"
    moved = Path("andet")
    moved.mkdir()
    path.rename(moved / path.name)
    answer = cli("worklist", "-o", "andet")
    assert answer.code == 2
    assert "worklist_would_overwrite" in answer.err


def test_files_that_were_moved_are_missed_aloud(cli, made):
    folder = made()
    for path in folder.glob("*.xlsx"):
        path.unlink()
    answer = cli("worklist")
    assert answer.code == 0
    assert "worklist_files_gone" in answer.err


def test_a_row_of_a_list_that_is_not_remembered_keeps_its_text(made):
    line, path = some(made())
    fill(path, {line.key: ("Aftalt", "AB", "fra en anden pc")})
    kept = Path("kopi.xlsx")
    kept.write_bytes(path.read_bytes())
    for state in Path("worklists").glob("*/liste.json"):
        state.unlink()
    again = next(x for x in of_folder(made("--carry", kept)) if x.key == line.key)
    assert again.written == ("Aftalt", "AB", "fra en anden pc")


def test_another_workbook_is_no_work_list(cli, made, examples):
    made()
    answer = cli("worklist", "--carry", examples / "small" / "wide.xlsx")
    assert answer.code == 2
    assert "worklist_no_keys" in answer.err


def test_the_calendar_says_what_and_how_many_and_never_whose(made, cli):
    flags = ("--by", "unit", "--due-within", "180d", "--format", "xlsx,ics")
    folder = made(*flags)
    rows = of_folder(folder)
    cases = {x.cells["Sag"] for x in rows}
    people = {x.cells.get("Sagsbehandler") for x in rows} - {None, ""}
    due = [x for x in rows if x.sheet.startswith("Frist")]
    events = [e for p in folder.glob("*.ics") for e in Calendar.from_ical(p.read_bytes()).walk("VEVENT")]
    assert sum(int(re.search(r"\((\d+) sag", str(e["summary"]))[1]) for e in events) <= len(due)
    assert {e["dtstart"].dt for e in events} == {date.fromisoformat(x.cells["Frist"][:10]) for x in due}
    for path in folder.glob("*.ics"):
        text = path.read_text(encoding="utf-8").replace("\r\n ", "")
        assert not [c for c in (*cases, *people) if c in text]
    for e in events:
        assert re.fullmatch(r"Frist: [a-zæøå ]+ \(\d+ sag(er)?\)", str(e["summary"]))
        assert e["dtend"].dt - e["dtstart"].dt == timedelta(days=1)
    uids = sorted(str(e["uid"]) for e in events)
    assert len(set(uids)) == len(uids)
    told = made(*flags, "--cases")
    again = [e for p in told.glob("*.ics") for e in Calendar.from_ical(p.read_bytes()).walk("VEVENT")]
    assert sorted(str(e["uid"]) for e in again) == uids
    assert any(c in str(e["description"]) for e in again for c in cases)
    assert not any(c in str(e["summary"]) for e in again for c in cases)


def test_the_page_asks_for_nothing_and_holds_every_row(made):
    folder = made("--format", "html,xlsx")
    page = (folder / "arbejdsliste.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert not re.search(r"(src|href)=\"?http|url\(|@import", page)
    rows = [x for x in of_folder(folder) if x.sheet in ("Over fristen", "Til læring", "Fejl i data")]
    assert page.count('<th scope="row">') >= len(rows)
    assert page.count("<details") == len(list(folder.glob("*.xlsx")))


def test_an_english_list_is_read_back_in_danish(cli, made):
    line, path = some(made())
    fill(path, {line.key: ("In progress", "AB", "note")})
    answer = cli("worklist", "--lang", "en")
    assert answer.code == 0, answer.text
    assert "Overdue" in answer.out
    again = next(x for x in of_folder(made()) if x.key == line.key)
    assert again.written == ("I gang", "AB", "note")


def test_the_agenda_has_the_gravest_first_and_notes_tell_what_was_agreed(cli, made):
    line, path = some(made())
    fill(path, {line.key: ("Aftalt", "AB", "samtale den 20. oktober")})
    answer = cli("worklist", "agenda", "--by", "unit", "-o", "moede")
    assert answer.code == 0, answer.text
    order = ["Kritisk", "Høj", "Mellem", "Lav", "Vejledende", "None"]
    for book in Path("moede").glob("*.xlsx"):
        sheet = load_workbook(book).worksheets[0]
        column = next(c.column for c in sheet[4] if c.value == "Alvor")
        found = [order.index(str(sheet.cell(r, column).value or "None")) for r in range(5, sheet.max_row + 1)]
        assert found == sorted(found)
        assert stat.S_IMODE(book.stat().st_mode) == 0o600
    assert "samtale den 20. oktober" in (Path("moede") / "dagsorden.html").read_text(encoding="utf-8")
    assert cli("worklist", "notes", "-o", "notater").code == 0
    (note,) = Path("notater").glob("*.txt")
    text = note.read_text(encoding="utf-8")
    assert line.cells["Sag"] in text
    assert line.cells["Hvad er der sket"] in text
    assert "Aftalt: samtale den 20. oktober" in text
    assert "Ansvarlig: AB" in text
    assert cli("worklist", "notes", "--format", "docx", "--one", "--all", "-o", "alle").code == 0
    assert len(list(Path("alle").iterdir())) == 1


def test_a_new_finding_is_one_that_the_run_before_did_not_have(cli, examples, tmp_path):
    whole = examples / "small" / "canonical"
    Path("uden").mkdir()
    (Path("uden") / "cases.csv").write_bytes((whole / "cases.csv").read_bytes())
    head, *rows = (whole / "events.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    plans = [r for r in rows if r.split(",")[2] == "plan"]
    gone = set(plans[: len(plans) // 2])
    (Path("uden") / "events.csv").write_text(head + "".join(r for r in rows if r not in gone), encoding="utf-8")
    assert cli("check", whole, "--as-of", AS_OF, "--exit-zero").code == 0
    later = AS_OF + timedelta(days=7)
    assert cli("check", "uden", "--as-of", later, "--exit-zero").code == 0
    assert cli("worklist", "-o", "ny").code == 0
    rows = of_folder(Path("ny"))
    new = [x for x in rows if x.key and "Ny siden sidst" in x.cells.get("På listen", "")]
    listed = [x for x in rows if x.sheet == "Nye siden sidst"]
    assert new
    assert len(listed) == len(new)
    assert cli("worklist", "--new", "-o", "kun-nye").code == 0
    only = {
        x.key for x in of_folder(Path("kun-nye")) if x.key and x.sheet in ("Over fristen", "Til læring", "Fejl i data")
    }
    assert only == {x.key for x in new}
