"""Known findings do not stop a run but stay listed; what is new or has expired stops it; a key is never a row number."""

import csv
import json
import random
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseaudit.baseline.before import earlier
from caseaudit.baseline.model import Baseline, Breach, Entry, held_against
from caseaudit.history.rows import RunRow

AS_OF = "2026-10-15"
SHAPES = ("canonical", "canonical.xlsx", "wide.xlsx", "wide.csv", "activity-log.csv")
WHY = "Gammel bunke, aftalt med ledelsen"


@pytest.fixture
def known(cli, examples):
    """A baseline of all breaches of the small example, read in its first shape."""
    assert cli("check", examples / "small" / SHAPES[0], "--as-of", AS_OF, "--exit-zero").code == 0
    answer = cli("baseline", "create", "--reason", WHY, "--expires", "2027-03-01", "--owner", "AB")
    assert answer.code == 0, answer.text
    return Path("baseline.json")


def checked(cli, data, *flags, day=AS_OF):
    return cli("check", data, "--as-of", day, "--no-save", "--baseline", "baseline.json", "--fail-on-new", *flags)


def standing(cli, data, *flags, day=AS_OF):
    return json.loads(checked(cli, data, "--format", "json", *flags, day=day).out)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_finding_is_known_again_in_every_shape_of_the_export(cli, examples, known, shape):
    found = standing(cli, examples / "small" / shape)
    by_hand = [f for f in found["findings"] if f["outcome"] == "breached"]
    assert found["baseline"]["new"] == 0
    assert found["baseline"]["known"] == len(by_hand) > 100
    assert {f["baseline"] for f in by_hand} == {"known"}
    assert {f["baseline"] for f in found["findings"] if f["outcome"] == "unknown"} <= {""}
    assert checked(cli, examples / "small" / shape).code == 0


def test_neither_the_order_of_rows_nor_the_names_of_teams_make_a_finding_new(cli, examples, known):
    folder, source = Path("anden"), examples / "small" / "canonical"
    folder.mkdir()
    for name in ("cases.csv", "events.csv"):
        with (source / name).open(encoding="utf-8", newline="") as file:
            head, *rows = list(csv.reader(file))
        random.Random(3).shuffle(rows)
        if name == "cases.csv":
            for row in rows:
                row[head.index("team")] = "Nyt " + row[head.index("team")]
                row[head.index("unit")] = "Område " + row[head.index("unit")][-1]
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *rows])
    found = standing(cli, folder)["baseline"]
    assert (found["new"], found["expired"], found["not_in_run"]) == (0, 0, 0)


def test_a_known_finding_stays_listed_with_its_age_and_expiry_and_is_never_explained_to_a_build_server(
    cli, examples, known
):
    data = examples / "small" / "wide.csv"
    text = checked(cli, data, day="2026-10-25").out
    assert "kendte (ældste 10 dage, næste udløber 01-03-2027)" in text
    assert "udløber 01-03-2027, AB" in text
    assert "Mest akut" in text
    for fmt in ("json", "jsonl", "junit", "gitlab", "github", "sarif"):
        answer = checked(cli, data, "--format", fmt)
        assert answer.code == 0
        assert WHY not in answer.text


def test_a_passed_gate_says_that_nothing_is_new_and_what_is_still_open(cli, examples, known):
    data, flags = examples / "small" / "wide.csv", ("--rule", "plan-before-decision", "--rule", "plan-has-goals")
    breaches = standing(cli, data, *flags)["baseline"]["known"]
    assert breaches > 1
    *_, verdict = checked(cli, data, *flags, day="2026-10-25").out.rstrip().splitlines()
    assert verdict == (
        f"GODKENDT: ingen nye fund. {breaches} kendte fund er stadig åbne. Det ældste har været kendt i 10 dage; "
        f"det næste udløber 01-03-2027 ({breaches} fund)."
    )
    quiet = cli("-q", "check", data, "--as-of", "2026-10-25", "--no-save", "--baseline", known, "--fail-on-new", *flags)
    assert f"0 nye, {breaches} kendte (ældste 10 dage, næste udløber 01-03-2027), 0 udløbne" in quiet.out
    english = checked(cli, data, *flags, "--lang", "en", day="2026-10-25").out
    assert f"PASSED: no new findings. {breaches} known findings are still open." in english
    assert standing(cli, data, *flags)["baseline"]["next_expires"] == "2027-03-01"
    told = f"Godkendt: ingen nye fund. {breaches} kendte fund er stadig åbne."
    for fmt in ("junit", "sarif", "github"):
        assert told in checked(cli, data, "--format", fmt, *flags, day="2026-10-25").out
    assert "ingen nye fund. 0" not in checked(cli, data, "--format", "markdown", *flags).out


def test_a_gate_that_lets_lesser_findings_through_does_not_say_that_nothing_is_new(cli, examples, known):
    known.write_text(
        json.dumps({**json.loads(known.read_text(encoding="utf-8")), "entries": []}, ensure_ascii=False),
        encoding="utf-8",
    )
    data, rule = examples / "small" / "wide.csv", "plan-has-goals"
    found = standing(cli, data, "--rule", rule)["findings"]
    (severity,) = {f["severity"] for f in found if f["outcome"] == "breached"}
    assert severity != "critical"
    n = sum(f["outcome"] == "breached" for f in found)
    answer = checked(cli, data, "--rule", rule, "--fail-on", "kritisk")
    assert answer.code == 0
    assert (
        f"GODKENDT: ingen nye fund af alvoren kritisk eller over; {n} nye eller udløbne under grænsen. "
        "Ingen kendte fund er åbne."
    ) in answer.out


def test_against_the_last_run_the_open_ones_are_counted_and_the_run_is_named(cli, examples):
    data, rule = examples / "small" / "wide.csv", ("--rule", "plan-before-decision")
    first = cli("check", data, "--as-of", AS_OF, "--exit-zero", *rule, "--format", "json")
    n = sum(f["outcome"] == "breached" for f in json.loads(first.out)["findings"])
    answer = cli("check", data, "--as-of", "2026-10-22", "--fail-on-new", *rule)
    assert answer.code == 0
    assert f"GODKENDT: ingen nye fund. {n} kendte fund er stadig åbne (også i kørslen pr. 15-10-2026)." in answer.out


def test_what_has_expired_stops_the_run_again_and_is_named(cli, examples, known):
    last = checked(cli, examples / "small" / "wide.csv", "--rule", "plan-before-decision", day="2027-03-01")
    assert "0 udløbne" in last.out
    after = checked(cli, examples / "small" / "wide.csv", "--rule", "plan-before-decision", day="2027-03-02")
    assert after.code == 1
    assert re.search(r"\d+ kendte fund er udløbet \(det første 01-03-2027\): plan-before-decision", after.out)


def test_only_the_chosen_are_put_on_the_list_and_the_rest_stops_the_run(cli, examples):
    data = examples / "small" / "wide.xlsx"
    assert cli("check", data, "--as-of", AS_OF, "--exit-zero").code == 0
    flags = ("--reason", WHY, "--expires", "2027-03-01", "--theme", "plan", "--unit", "Distrikt Syd")
    assert cli("baseline", "create", *flags).code == 0
    listed = json.loads(Path("baseline.json").read_text(encoding="utf-8"))["entries"]
    themes = {r.split("-")[0] for r in {e["rule"] for e in listed}}
    assert themes <= {"plan", "youth"}
    answer = checked(cli, data)
    assert answer.code == 1
    assert "nye fund" in answer.out
    junit = checked(cli, data, "--theme", "plan", "--unit", "Distrikt Syd", "--format", "junit")
    assert junit.code == 0
    assert 'failures="0"' in junit.out.splitlines()[1]
    assert cli("check", data, "--as-of", AS_OF, "--no-save", "--baseline", "baseline.json").code == 1


def test_the_list_holds_no_case_no_row_and_no_cpr_number(cli, examples, known):
    text = known.read_text(encoding="utf-8")
    entries = json.loads(text)["entries"]
    assert set(entries[0]) == {"key", "rule", "law_row", "severity", "reason", "owner", "created", "expires"}
    assert not re.search(r"27\.24\.00|række|\brow\b|Distrikt|SB\d\d", text)
    assert cli("baseline", "create", "--reason", "se 010190-1234", "--expires", "2027-03-01").code == 2
    assert cli("baseline", "create", "--reason", " ", "--expires", "2027-03-01").code == 2
    assert cli("baseline", "create", "--reason", WHY, "--expires", AS_OF).code == 2
    known.write_text(text.replace(WHY, "se 010190-1234", 1), encoding="utf-8")
    answer = checked(cli, examples / "small" / "wide.csv")
    assert answer.code == 2
    assert "010190" not in answer.text
    assert "010190" not in cli("baseline", "show").text


def test_another_key_knows_nothing_and_says_so(cli, examples, known):
    text = known.read_text(encoding="utf-8")
    known.write_text(re.sub(r'"key_fingerprint": "\w+"', '"key_fingerprint": "0123456789ab"', text), encoding="utf-8")
    answer = checked(cli, examples / "small" / "wide.csv")
    assert answer.code == 2
    assert "baseline_other_key" in answer.err


def test_prune_takes_off_what_is_in_order_and_leaves_what_the_run_does_not_hold(cli, examples, known):
    before = len(json.loads(known.read_text(encoding="utf-8"))["entries"])
    folder, source = Path("rettet"), examples / "small" / "canonical"
    folder.mkdir()
    (folder / "cases.csv").write_bytes((source / "cases.csv").read_bytes())
    head, *rows = (source / "events.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    names = head.strip().split(",")
    cells = [r.rstrip("\r\n").split(",") for r in rows]
    for c in cells:
        if c[names.index("type")] == "plan":
            c[names.index("goals")] = "true"
    (folder / "events.csv").write_text(head + "".join(",".join(c) + "\n" for c in cells), encoding="utf-8")
    assert cli("check", folder, "--as-of", AS_OF, "--exit-zero").code == 0
    assert cli("baseline", "prune").code == 0
    left = json.loads(known.read_text(encoding="utf-8"))["entries"]
    assert len(left) < before
    assert not [e for e in left if e["rule"] == "plan-has-goals"]
    assert cli("check", folder, "--as-of", AS_OF, "--rule", "plan-before-decision", "--exit-zero").code == 0
    assert cli("baseline", "prune").code == 0
    assert len(json.loads(known.read_text(encoding="utf-8"))["entries"]) == len(left)
    assert cli("baseline", "diff").code == 0


def test_without_a_list_new_is_what_the_run_before_did_not_have(cli, examples):
    data = examples / "small" / "wide.csv"
    first = cli("check", data, "--as-of", "2026-10-08", "--fail-on-new", "--rule", "plan-before-decision")
    assert first.code == 1
    assert "ingen tidligere kørsel" in first.out
    second = cli("check", data, "--as-of", AS_OF, "--fail-on-new", "--rule", "plan-before-decision")
    assert second.code == 0, second.out
    assert "0 nye" in second.out
    other = cli("check", data, "--as-of", AS_OF, "--fail-on-new", "--rule", "plan-has-goals")
    assert other.code == 1


def test_a_run_made_again_for_the_same_day_is_compared_with_the_same_earlier_one():
    def run(name, as_of, started, scope="", key="k", pruned=None):
        return RunRow(name, as_of, started, "", "", scope, "", "", key, 1, 1, 1, "done", pruned)

    old = run("a", "2026-10-01", "1")
    runs = (old, run("b", "2026-10-08", "2"), run("c", "2026-10-08", "3"), run("d", "2026-10-08", "4", scope="units=X"))
    for own in ("b", "c"):
        assert earlier(runs, scope="", as_of="2026-10-08", fingerprint="k", own=own) == old
    assert earlier(runs, scope="", as_of="2026-10-08", fingerprint="other", own="c") is None
    assert earlier((runs[1], runs[2]), scope="", as_of="2026-10-08", fingerprint="k", own="b") is None


@pytest.mark.parametrize(("days", "state"), [(-1, "known"), (0, "known"), (1, "expired")])
def test_the_last_day_still_counts(days, state):
    last = date(2027, 3, 1)
    entry = Entry("0" * 32, "r", "P1", "high", "why", "", date(2026, 10, 15), last)
    on = last + timedelta(days=days)
    s = held_against([Breach("0" * 32, "r", "high"), Breach("1" * 32, "r", "low")], Baseline("f", (entry,)), on, "x")
    assert (len(s.known), len(s.expired)) == ((1, 0) if state == "known" else (0, 1))
    assert sum(s.failing()["r"].values()) == (1 if state == "known" else 2)
