"""`doctor` says what is in order, what to watch and what will stop a run, and what to do about each."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest

from caseaudit.doctor import folders, machine
from caseaudit.texts import Text

ROOT = Path(__file__).resolve().parents[2]
EXPORT = ROOT / "examples/small/wide.csv"
AS_OF = ("--as-of", "2026-10-15")
TOPIC = Text("Kørsler", "Runs")


def findings(cli, *argv):
    answer = cli("doctor", *argv, "--format", "json")
    return answer.code, json.loads(answer.out)["findings"]


def of(found, topic):
    return [f for f in found if f["topic"] == topic]


def test_where_nothing_is_wrong_nothing_is_to_be_done(cli):
    code, found = findings(cli)
    assert code == 0
    assert {f["level"] for f in found} == {"ok"}
    assert not any(f["do"] for f in found)
    topics = {f["topic"] for f in found}
    assert {"Program", "Skærm", "Biblioteker", "PDF", "Konfiguration", "Kørsler", "Nøgle", "Regler", "Udtræk"} <= topics
    assert "Historik" in topics


def test_a_missing_key_with_runs_is_an_error_and_the_way_back_is_named(cli, tmp_path):
    assert cli("check", EXPORT, *AS_OF, "--exit-zero", "-q").code == 0
    (tmp_path / "key/pseudonym.key").unlink()
    code, found = findings(cli)
    assert code == 2
    assert [(f["level"], f["do"]) for f in of(found, "Nøgle")] == [("error", "Hent den fra backup.")]


def test_a_configuration_that_cannot_be_read_is_told_and_the_rest_is_still_looked_at(cli, tmp_path):
    (tmp_path / "work/caseaudit.toml").write_text("kommune = ", encoding="utf-8")
    code, found = findings(cli)
    assert code == 2
    assert of(found, "Konfiguration")[0]["level"] == "error"
    assert of(found, "Regler")[0]["level"] == "ok"


def test_an_export_that_is_named_must_be_understood_and_one_that_lies_about_is_only_told_of(cli, tmp_path):
    odd = tmp_path / "work/noget.csv"
    odd.write_text("a;b\n1;2\n", encoding="utf-8")
    odd.chmod(0o600)
    code, found = findings(cli)
    assert code == 0
    assert "warning" in {f["level"] for f in of(found, "Udtræk")}
    assert findings(cli, odd)[0] == 2
    assert findings(cli, tmp_path / "findes-ikke.csv")[0] == 2
    code, found = findings(cli, EXPORT)
    assert code == 0
    assert any("wide-danish" in f["told"] for f in of(found, "Udtræk"))


def test_a_damaged_history_and_runs_whose_folder_is_gone_are_errors(cli, tmp_path):
    assert cli("check", EXPORT, *AS_OF, "--exit-zero", "-q").code == 0
    runs = tmp_path / "work/runs"
    run = next(runs.glob("*/manifest.json")).parent
    shutil.move(run, tmp_path / "aside")
    code, found = findings(cli)
    assert code == 2
    assert "mangler deres mappe" in of(found, "Historik")[0]["told"]
    (runs / "history.sqlite").write_bytes(b"intet" * 400)
    code, found = findings(cli)
    assert code == 2
    assert of(found, "Historik")[0]["level"] == "error"
    with pytest.raises(sqlite3.DatabaseError), sqlite3.connect(runs / "history.sqlite") as db:
        db.execute("SELECT * FROM run")


@pytest.mark.parametrize("name", ["OneDrive - Prøveby Kommune", "Dropbox", "iCloud Drive"])
def test_a_folder_that_a_program_copies_away_is_warned_of(tmp_path, name):
    (tmp_path / name).mkdir()
    found = list(folders.folder(TOPIC, tmp_path / name / "runs"))
    assert [f.level for f in found] == ["warning", "ok"]
    assert "synkroniseres" in found[0].do.da


def test_a_network_drive_is_warned_of():
    class Drive:
        def absolute(self):
            return "\\\\server\\born\\runs"

    found = list(folders.copied(TOPIC, Drive()))
    assert [f.level for f in found] == ["warning"]
    assert "netværksdrev" in found[0].told.da


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_a_folder_that_others_can_read_is_told_with_the_command_that_closes_it(tmp_path):
    runs = tmp_path / "runs"
    runs.mkdir(mode=0o700)
    runs.chmod(0o755)
    found = list(folders.folder(TOPIC, runs))
    assert [f.level for f in found] == ["warning"]
    assert found[0].do.da == f"chmod 700 {runs}"


@pytest.mark.parametrize(("free", "level"), [(10_000_000, "error"), (500_000_000, "warning"), (50_000_000_000, "ok")])
def test_little_room_is_a_warning_and_none_is_an_error(tmp_path, monkeypatch, free, level):
    monkeypatch.setattr(folders.shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    assert next(folders.folder(TOPIC, tmp_path / "runs", private=False)).level == level


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(folders.os, "access", lambda *_: False)
    assert [f.level for f in folders.folder(TOPIC, tmp_path)] == ["error"]


def test_a_console_without_danish_letters_and_a_missing_library_are_told(monkeypatch):
    monkeypatch.setattr(machine.sys, "stdout", SimpleNamespace(encoding="cp437"))
    monkeypatch.setattr(machine.util, "find_spec", lambda name: None if name in ("pypdf", "pandas") else name)
    told = {f.topic.en: f for f in machine.machine()}
    found = list(machine.machine())
    assert told["Console"].level == "warning"
    assert {f.level for f in found if f.topic.en == "Libraries"} == {"error", "warning"}
