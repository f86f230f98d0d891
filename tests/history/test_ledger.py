"""Every file that is written from a run stands in the ledger of the run, and verify tells what became of each."""

import json
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from caseaudit.history.rows import OutputRow
from caseaudit.history.schema import TABLES
from caseaudit.history.store import Store
from caseaudit.output import about
from caseaudit.output.files import whole_file, witnessed
from caseaudit.runs.outputs import Recorder
from left_behind import copied, files, here, shared

OWN = ("runs/history.sqlite", "runs/.lock", "runs/latest.txt", "caseaudit.toml", "key/k")
STATE = ("sample.json", "manifest.json", "round.json", "liste.json", "latest.txt", "seeds.jsonl", ".lock")


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    return shared(tmp_path_factory) / "work"


@pytest.fixture
def work(tree, tmp_path, monkeypatch):
    """The whole folder moved to another place."""
    folder = copied(tree, tmp_path / "moved")
    monkeypatch.setenv("CASEAUDIT_KEY", str(tree.parent / "key"))
    monkeypatch.chdir(folder)
    return folder


def ledger(folder):
    with Store(folder / "runs") as store:
        return store.outputs()


def verified(capsys):
    from caseaudit.cli.entry import run

    capsys.readouterr()
    code = int(run(["history", "verify", "--format", "json"]))
    told = json.loads(capsys.readouterr().out)
    return code, {c["name"]: (c["state"], c["bad"]) for c in told["checked"] if c["part"] == "output"}


def test_every_file_on_disk_that_is_no_state_of_ours_stands_in_the_ledger_as_it_is(tree):
    rows = {r.path: r for r in ledger(tree)}
    run_id = next(p.parent.name for p in tree.glob("runs/*/manifest.json"))
    there = {
        f
        for f in files(tree)
        if f not in OWN and not f.endswith(STATE) and not (f.startswith(f"runs/{run_id}/") and "/reports/" not in f)
    }
    register = {"handlinger.xlsx"}  # made of the texts, not of a run
    assert there - register == rows.keys()
    assert len(there) > 20
    for path, row in rows.items():
        data = (tree / path).read_bytes()
        assert (row.run, row.sha256, row.size) == (run_id, sha256(data).hexdigest(), len(data)), path


def test_the_ledger_tells_kind_and_command_but_nothing_that_was_typed(tree):
    rows = ledger(tree)
    kinds = {r.path.rpartition("/")[2].partition("-")[0].partition(".")[0]: r.kind for r in rows}
    assert kinds["skema"] == "form"
    assert kinds["arbejdsliste"] == "worklist"
    assert kinds["dagsorden"] == "agenda"
    assert kinds["notater"] == "notes"
    assert kinds["kendte"] == "baseline"
    assert {r.kind for r in rows if r.path.endswith(".ics")} == {"calendar"}
    by_path = {r.path: r.command for r in rows}
    assert by_path["kendte.json"] == "baseline create --reason --expires"
    assert not any("Aftalt" in r.command or "2027" in r.command for r in rows)


def test_an_untouched_folder_that_was_moved_as_a_whole_differs_in_nothing(work, capsys):
    code, found = verified(capsys)
    assert code == 0
    assert len(found) > 20
    assert set(found.values()) == {("same", False)}


def test_a_changed_report_is_named_and_gives_code_2(work, capsys):
    report = work / "ud/rapport/rapport-team.md"
    report.write_text(report.read_text(encoding="utf-8").replace("e", "x", 1), encoding="utf-8")
    code, found = verified(capsys)
    assert code == 2
    assert [n for n, (_, bad) in found.items() if bad] == ["ud/rapport/rapport-team.md"]


def test_a_report_that_is_not_there_any_more_is_named_by_a_word_of_its_own_and_is_no_fault(work, capsys):
    (work / "ud/rapport/rapport-team.md").unlink()
    code, found = verified(capsys)
    assert (code, found["ud/rapport/rapport-team.md"]) == (0, ("away", False))


def test_a_form_or_a_worklist_that_somebody_wrote_in_is_no_fault(work, capsys):
    for path in (*work.glob("reviews/*/forms/*.xlsx"), next(work.glob("worklists/*/*.xlsx"))):
        path.write_bytes(path.read_bytes() + b"x")
    code, found = verified(capsys)
    assert code == 0
    assert sorted(s for s, _ in found.values() if s != "same") == ["written_in", "written_in"]


def test_a_report_that_a_later_run_wrote_over_is_replaced_and_not_changed(work, capsys):
    from left_behind import EXPORT, called

    first = next(p.parent.name for p in work.glob("runs/*/manifest.json"))
    called("check", EXPORT, "--as-of", "2026-11-15", "--exit-zero", "--format", "json", "-o", "ud/resultat.json")
    from caseaudit.cli.entry import run

    capsys.readouterr()
    assert int(run(["history", "verify", first, "--format", "json"])) == 0
    told = json.loads(capsys.readouterr().out)["checked"]
    assert {c["state"] for c in told if c["name"] == "ud/resultat.json"} == {"replaced"}


def test_a_number_in_the_name_of_a_file_is_hidden_in_the_ledger_and_verify_says_so(work, capsys):
    from caseaudit.cli.entry import run

    assert int(run(["trend", "--format", "csv", "-o", "ud/310249-5001.csv"])) == 0
    assert b"310249-5001" not in (work / "runs/history.sqlite").read_bytes()
    _, found = verified(capsys)
    assert ("masked", False) in found.values()


def test_a_file_is_entered_before_it_has_its_name_so_that_none_is_there_unknown(tmp_path):
    runs = tmp_path / "runs"
    runs.mkdir()
    seen = []

    def witness(path, temporary):
        seen.append((path.exists(), temporary.read_text(encoding="utf-8")))

    with witnessed(witness), whole_file(tmp_path / "a.txt") as file:
        file.write("hele teksten")
    assert seen == [(False, "hele teksten")]
    with witnessed(None), whole_file(tmp_path / "b.txt") as file:
        file.write("vores egen")
    assert len(seen) == 1


def test_a_ledger_that_cannot_be_written_is_told_and_the_file_is_written_all_the_same(tmp_path):
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs/history.sqlite").write_bytes(b"this is no database" * 100)
    told = []
    recorder = Recorder("trend", (), lambda: tmp_path / "runs", tuple, told.append)
    about.reset()
    about.run("20260101T000000Z-aaaaaa", tmp_path / "runs")
    with witnessed(recorder), whole_file(tmp_path / "a.txt") as file:
        file.write("x")
    about.reset()
    assert told == ["a.txt"]
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "x"


def test_writers_at_the_same_time_lose_no_line(tmp_path):
    def note(n):
        with Store(tmp_path) as store:
            now = datetime.now(UTC).isoformat()
            store.note(OutputRow("r", f"{n}-{k}.md", "report", "0" * 64, 1, now, "report build") for k in range(5))

    with Store(tmp_path):
        pass
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(note, range(24)))
    with Store(tmp_path) as store:
        assert len(store.outputs("r")) == 24 * 5


def test_a_history_from_before_there_was_a_ledger_is_brought_up_to_date_and_keeps_its_runs(tmp_path):
    with sqlite3.connect(tmp_path / "history.sqlite") as db:
        for statement in filter(str.strip, TABLES.split(";")):
            db.execute(statement)
        db.execute("PRAGMA user_version=1")
        db.execute(
            "INSERT INTO run VALUES ('r', 'done', '2026-01-01', '2026-01-01T06:00:00+00:00', '0', '', '', 'd', 'r', 'k', 1, 1, 1, NULL)"
        )
    db.close()
    with Store(tmp_path) as store:
        assert [r.id for r in store.runs()] == ["r"]
        assert store.outputs() == ()
        assert store.figures("r") == ()
    assert (tmp_path / "history.v1.sqlite").is_file()
    if os.name != "nt":
        assert (tmp_path / "history.v1.sqlite").stat().st_mode & 0o077 == 0


def test_what_is_written_with_a_run_that_is_not_kept_is_entered_nowhere(tree, tmp_path):
    from left_behind import EXPORT, called

    folder = tmp_path / "ny"
    folder.mkdir()
    with here(folder, tree.parent / "key"):
        called("check", EXPORT, "--as-of", "2026-10-15", "--exit-zero", "--no-save", "--format", "json", "-o", "a.json")
        assert not Path("runs").exists()
