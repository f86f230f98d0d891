"""A kept run is verified against its sums, the history, the rules and the export; anything that differs is named."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def kept(cli, examples):
    """A run of a copy of the small example, with a copy of the rules in use."""
    import shutil

    shutil.copytree(examples / "small/canonical", "udtraek")
    Path("caseaudit.toml").write_text('[history]\nsystem = "DUBU"\n', encoding="utf-8")
    assert cli("check", "udtraek", "--as-of", "2026-10-15", "--exit-zero").code == 0
    return next(Path("runs").glob("2*"))


def bad(cli, *flags):
    answer = cli("history", "verify", "--format", "json", *flags)
    data = json.loads(answer.out)
    assert answer.code == (2 if data["differs"] else 0)
    return {(c["part"], c["name"], c["state"]) for c in data["checked"] if c["bad"]}


def test_an_untouched_run_differs_in_nothing(cli, kept):
    assert bad(cli) == set()
    assert bad(cli, kept.name, "udtraek") == set()
    assert "Intet afviger fra kørslen." in cli("history", "verify").out


def test_inputs_that_are_not_given_are_said_not_to_be_checked(cli, kept):
    data = json.loads(cli("history", "verify", "--format", "json").out)
    assert {c["state"] for c in data["checked"] if c["part"] == "input"} == {"not_given"}


@pytest.mark.parametrize("name", ["cases.parquet", "events.parquet", "outcomes.parquet"])
def test_one_changed_byte_in_a_kept_table_is_found(cli, kept, name):
    path = kept / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert ("table", name, "differs") in bad(cli)


def test_a_table_that_is_gone_and_a_file_that_came_are_found(cli, kept):
    (kept / "outcomes.parquet").unlink()
    (kept / "notes.txt").write_text("x", encoding="utf-8")
    assert {("table", "outcomes.parquet", "gone"), ("table", "notes.txt", "new")} <= bad(cli)


def test_a_report_beside_the_run_is_no_difference(cli, kept):
    assert cli("report", "build", "--format", "md").code == 0
    assert bad(cli) == set()


@pytest.mark.parametrize("field", ["as_of", "cases_with_breach", "started"])
def test_a_manifest_that_somebody_edited_is_found_by_the_history(cli, kept, field):
    path = kept / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest[field] = 1 if field == "cases_with_breach" else "2026-10-14"
    path.write_text(json.dumps(manifest), encoding="utf-8")
    assert ("manifest", "manifest.json", "differs") in bad(cli)


def test_an_export_that_was_changed_or_is_another_is_named(cli, kept):
    events = Path("udtraek/events.csv")
    events.write_text(events.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    Path("udtraek/nye.csv").write_text("x", encoding="utf-8")
    found = bad(cli, kept.name, "udtraek")
    assert found == {("input", "events.csv", "differs"), ("input", "nye.csv", "new")}


def test_a_rule_that_is_not_what_it_was_is_named_and_the_counts_are_not_vouched_for(cli, kept):
    from caseaudit.resources import data_dir

    rule = next((data_dir("rules") / "plan").glob("*.yaml"))
    Path("egne").mkdir()
    Path("egne", rule.name).write_text(rule.read_text(encoding="utf-8") + "\n# rettet\n", encoding="utf-8")
    found = bad(cli, "--rules", "egne")
    assert {part for part, _, _ in found} == {"rule", "counts"}
    assert len(found) == 2


def test_a_later_configuration_is_told_but_makes_the_run_no_other(cli, kept):
    Path("caseaudit.toml").write_text('[history]\nsystem = "KSD"\n', encoding="utf-8")
    assert bad(cli) == set()
    assert "ændret siden" in cli("history", "verify").out


def test_the_case_system_of_the_configuration_is_kept_with_the_run(cli, kept):
    assert json.loads(cli("history", "list", "--format", "json").out)["runs"][0]["system"] == "DUBU"
