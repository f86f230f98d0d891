"""`caseaudit check`: selection, gates, formats and kept runs."""

from __future__ import annotations

import csv
import io
import json
import stat
import sys

import pytest


@pytest.fixture
def small(examples):
    return examples / "small" / "canonical"


def as_json(cli, *argv):
    return json.loads(cli("check", *argv, "--as-of", "2026-10-15", "--format", "json").out)


def test_findings_end_with_1_and_exit_zero_lifts_it(cli, small):
    """Findings at or over the gate give 1; with --exit-zero they give 0."""
    assert cli("check", small, "--as-of", "2026-10-15").code == 1
    assert cli("check", small, "--as-of", "2026-10-15", "--exit-zero").code == 0


def test_the_gate_looks_at_severity(cli, small):
    """A rule of severity medium does not fail a gate on critical, in either language's word for it."""
    only = ("check", small, "--as-of", "2026-10-15", "--rule", "A4")
    assert cli(*only, "--fail-on", "medium").code == 1
    assert cli(*only, "--fail-on", "kritisk").code == 0
    assert cli(*only, "--fail-on", "critical").code == 0


def test_the_gates_on_percent(cli, small):
    """--fail-under fails below the percentage, --fail-on-unknown above the share that could not be assessed."""
    base = ("check", small, "--as-of", "2026-10-15", "--fail-on", "critical", "--rule", "F1")
    assert cli(*base, "--fail-under", "0").code == 0
    assert cli(*base, "--fail-under", "100").code == 1
    n4 = ("check", small, "--as-of", "2026-10-15", "--fail-on", "critical", "--rule", "F2")
    assert cli(*n4, "--fail-on-unknown", "0").code == 1
    assert cli(*n4, "--fail-on-unknown", "100").code == 0


def test_a_period_keeps_units_by_their_own_day(cli, small):
    """The units of two half-years add up to those of the year."""

    def asked(period):
        rows = as_json(cli, small, "--rule", "N1", "--period", period)["law_rows"]["N1"]
        return sum(rows.values())

    assert asked("2024") == asked("2024H1") + asked("2024H2")
    assert asked("2024") == asked("2024-01-01..2024-12-31")
    assert 0 < asked("2024") < sum(as_json(cli, small, "--rule", "N1")["law_rows"]["N1"].values())


def test_units_and_teams_split_the_cases(cli, small):
    """Each case belongs to one team; the teams' cases add up to all."""
    import pandas as pd

    teams = pd.read_csv(small / "cases.csv")["team"].unique()
    whole = as_json(cli, small)
    parts = [as_json(cli, small, "--team", team.upper()) for team in teams]
    assert sum(p["population"]["cases"] for p in parts) == whole["population"]["cases"]
    assert sum(p["law_rows"]["C1"]["breached"] for p in parts) == whole["law_rows"]["C1"]["breached"]


def test_a_theme_and_a_rule_select_rules(cli, small):
    """--theme takes the theme's rules, --rule one rule by id or by row of the law catalogue."""
    assert {r["theme"] for r in as_json(cli, small, "--theme", "plan")["rules"]} == {"plan"}
    assert [r["id"] for r in as_json(cli, small, "--rule", "p3")["rules"]] == ["plan-after-placement-with-consent"]


def test_the_json_has_the_keys_of_the_contract(cli, small):
    """The document holds the contract's keys, counts add up, and English and Danish runs differ in texts only."""
    found = as_json(cli, small)
    for key in (
        "schema_version",
        "as_of",
        "population",
        "law_rows",
        "rules",
        "cases_with_breach",
        "findings",
        "data_quality",
    ):
        assert key in found
    finding = found["findings"][0]
    for key in (
        "rule",
        "law_row",
        "case_id",
        "unit_kind",
        "unit_id",
        "outcome",
        "reason",
        "due_on",
        "actual_on",
        "citation",
        "evidence",
    ):
        assert key in finding
    assert set(finding["evidence"][0]) == {"event_id", "file", "sheet", "row"}
    for rule in found["rules"]:
        o = rule["outcomes"]
        judged = o["met"] + o["excused"] + o["breached"]
        expected = round((o["met"] + o["excused"]) / judged, 4) if judged else None
        assert rule["rate"] == expected
    english = json.loads(cli("check", small, "--as-of", "2026-10-15", "--format", "json", "--lang", "en").out)
    assert [f["unit_id"] for f in english["findings"]] == [f["unit_id"] for f in found["findings"]]
    assert english["findings"][0]["text"] != found["findings"][0]["text"]


def test_findings_hold_breached_and_unknown_only(cli, small):
    """Every breach and every unknown is listed once; nothing else is."""
    found = as_json(cli, small)
    listed = {}
    for f in found["findings"]:
        listed[f["rule"], f["outcome"]] = listed.get((f["rule"], f["outcome"]), 0) + 1
    for rule in found["rules"]:
        for outcome in ("breached", "unknown"):
            assert listed.get((rule["id"], outcome), 0) == rule["outcomes"][outcome]
    assert {o for _, o in listed} <= {"breached", "unknown"}


def test_jsonl_and_csv_hold_the_same_findings(cli, small):
    """The other formats list the same findings as the JSON."""
    wanted = [f["unit_id"] for f in as_json(cli, small)["findings"]]
    lines = [json.loads(x) for x in cli("check", small, "--as-of", "2026-10-15", "--format", "jsonl").out.splitlines()]
    assert [x["unit_id"] for x in lines if x["kind"] == "finding"] == wanted
    assert lines[0]["kind"] == "summary"
    table = list(
        csv.DictReader(io.StringIO(cli("check", small, "--as-of", "2026-10-15", "--format", "csv").out), delimiter=";")
    )
    assert [x["unit_id"] for x in table] == wanted


def test_an_output_file_is_whole_and_private(cli, small, tmp_path):
    """-o writes the file whole, readable by its owner only; CSV carries a byte-order mark for Excel."""
    target = tmp_path / "fund.csv"
    cli("check", small, "--as-of", "2026-10-15", "--format", "csv", "-o", target)
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    if sys.platform != "win32":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_kept_run_is_whole_and_private(cli, small, tmp_path):
    """The run folder holds manifest and tables, is named by latest.txt, and only its owner can read it."""
    cli("check", small, "--as-of", "2026-10-15")
    runs = tmp_path / "work" / "runs"
    name = (runs / "latest.txt").read_text(encoding="utf-8").strip()
    manifest = json.loads((runs / name / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["as_of"] == "2026-10-15"
    assert {i["file"] for i in manifest["inputs"]} == {"cases.csv", "events.csv"}
    assert not list(runs.glob(".tmp-*"))
    for file in (runs / name).iterdir():
        if sys.platform != "win32":
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_no_save_keeps_nothing(cli, small, tmp_path):
    """--no-save leaves no run behind."""
    cli("check", small, "--no-save")
    assert not (tmp_path / "work" / "runs").exists()


def test_a_lost_key_is_an_error_and_never_renewed(cli, small, tmp_path):
    """When runs exist and their key is gone, the run ends with 2 and no new key is made."""
    cli("check", small)
    key = tmp_path / "key" / "pseudonym.key"
    assert key.is_file()
    key.unlink()
    answer = cli("check", small)
    assert answer.code == 2
    assert not key.exists()


def test_the_summary_counts_rows_and_says_what_is_unknown(cli, small):
    """The summary shows the row account, X af Y, the unknown and the pending, and the share of cases with a breach."""
    text = cli("check", small, "--as-of", "2026-10-15").out
    for part in (
        "rækker ind =",
        "Datakvalitet",
        " af ",
        "Kan ikke vurderes",
        "Afventer frist",
        "Sager med mindst ét brud",
        "Mest akut",
        "IKKE GODKENDT",
    ):
        assert part in text
    text.encode("cp850")
    text.encode("cp1252")


def test_own_rules_replace_ours_by_id(cli, small, tmp_path):
    """A municipality's folder adds a rule or replaces ours without touching it."""
    from checkout import ROOT

    folder = tmp_path / "egne" / "plan"
    folder.mkdir(parents=True)
    ours = (ROOT / "rules" / "plan" / "plan-after-placement-with-consent.yaml").read_text(encoding="utf-8")
    (folder / "plan-after-placement-with-consent.yaml").write_text(
        ours.replace("severity: high", "severity: low").replace("severity: medium", "severity: low"), encoding="utf-8"
    )
    found = as_json(cli, small, "--rules", tmp_path / "egne", "--rule", "P3")
    assert found["rules"][0]["severity"] == "low"
    assert len(as_json(cli, small, "--rules", tmp_path / "egne")["rules"]) == len(as_json(cli, small)["rules"])


def test_configuration_is_found_upwards_and_a_flag_beats_it(cli, small, tmp_path):
    """caseaudit.toml above the folder sets municipality and readings; the readings used are told in the result."""
    (tmp_path / "caseaudit.toml").write_text(
        'municipality = "Prøveby Kommune"\n[readings]\nsaturday_is_working_day = true\n', encoding="utf-8"
    )
    assert "Prøveby Kommune" in cli("check", small).out
    found = as_json(cli, small, "--rule", "N4")
    assert found["readings"]["saturday_is_working_day"] is True
    assert found["law_rows"]["N4"]["unknown"] == 0


@pytest.mark.parametrize("fmt", ["table", "markdown", "json", "jsonl", "csv"])
def test_the_row_account_is_printed_in_every_run(cli, udtraek, fmt):
    """Whatever the format, the user is told that rows in = rows used + rows set aside, with the reasons."""
    text = cli("check", udtraek / "udtraek.csv", "--as-of", "2026-10-15", "--format", fmt).text
    assert "163 rækker ind = 160 med + 3 sat til side (1 tom række, 1 gentaget række, 1 sumrække)" in text


def test_what_is_unknown_is_counted_in_its_law_row(cli, tmp_path):
    """A case whose only decision has no section is unknown in C5, in the rule's counts and in those of the law row."""
    path = tmp_path / "events.csv"
    path.write_text(
        "case_id,type,at,section\n1,decision,2024-03-01,\n2,decision,2024-03-01,BL-32\n3,plan,2024-03-01,\n",
        encoding="utf-8",
    )
    found = as_json(cli, path, "--rule", "C5")
    assert found["law_rows"]["C5"] == found["rules"][0]["outcomes"] | {"not_applicable": 0}
    assert (found["law_rows"]["C5"]["unknown"], found["law_rows"]["C5"]["breached"]) == (1, 1)
    told = next(f for f in found["findings"] if f["outcome"] == "unknown")
    assert (told["case_id"], told["unit_on"], told["citation"][:4]) == ("1", "2024-03-01", "BL §")
    assert told["evidence"][0]["row"] == 2
