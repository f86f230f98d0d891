"""A skipped round shows whatever the days of grace, and its number reaches build servers; what is new is new everywhere."""

import json
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseaudit.history.missed import Done, Plan, rounds
from caseaudit.history.store import Store

MONDAY = date(2026, 1, 5)


def weekly(plan, skipped, *, weeks=20, day=0):
    """A run each week on the same day, but one; the states as they stand after the last."""
    days = [MONDAY + timedelta(days=7 * n + day) for n in range(weeks) if n != skipped]
    done = [Done(d, d, d.isoformat()) for d in days]
    return [r.state for r in rounds(plan, done, MONDAY + timedelta(days=7 * weeks - 1))]


@pytest.mark.parametrize("grace", [0, 1, 3, 6, 14, 30])
@pytest.mark.parametrize("day", [0, 3, 6])
def test_a_skipped_week_shows_whatever_the_grace_as_soon_as_it_has_passed(grace, day):
    plan = Plan("Ugekontrol", MONDAY, "week", grace=grace)
    assert weekly(plan, 8, day=day)[8] == "missed"
    assert weekly(plan, None, day=day).count("held") == 20


def test_an_extra_run_within_the_grace_answers_for_the_week_before():
    plan = Plan("Ugekontrol", MONDAY, "week", grace=3)
    days = [MONDAY, MONDAY + timedelta(days=14), MONDAY + timedelta(days=17)]
    states = [r.state for r in rounds(plan, [Done(d, d, d.isoformat()) for d in days], MONDAY + timedelta(days=20))]
    assert states == ["held", "held", "held"]


@pytest.mark.parametrize("every", ["month", "quarter"])
def test_a_skipped_month_or_quarter_shows_where_runs_are_made_early_in_it(every):
    size = 1 if every == "month" else 3
    firsts = [date(2026 + (n * size) // 12, (n * size) % 12 + 1, 3) for n in range(8)]
    plan = Plan("Kontrol", date(2026, 1, 1), every, grace=7)
    done = [Done(d, d, d.isoformat()) for n, d in enumerate(firsts) if n != 4]
    today = firsts[-1] + timedelta(days=20)
    assert [r.state for r in rounds(plan, done, today)][4] == "missed"
    assert sum(r.failed for r in rounds(plan, done, today)) == 1


def test_who_runs_when_the_quarter_is_over_has_held_it():
    plan = Plan("Kontrol", date(2026, 1, 1), "quarter", grace=14)
    done = [Done(d, d, d.isoformat()) for d in (date(2026, 4, 3), date(2026, 7, 3), date(2026, 10, 5))]
    assert [r.state for r in rounds(plan, done, date(2026, 10, 20))] == ["held", "held", "held", "open"]


CONFIG = """
[notify]
on = "always"
format = "json"
command = ["sh", "-c", "cat > besked.json"]
[[schedule]]
name = "Lovkontrol 310249-500x"
every = "quarter"
from = 2026-01-01
grace = 10
must_be_in_order = ["afgoerelse"]
"""


@pytest.fixture
def behind(cli, examples):
    """The first quarter held, the second not; a check in September."""
    Path("caseaudit.toml").write_text(CONFIG, encoding="utf-8")
    assert cli("check", examples / "small/canonical", "--as-of", "2026-02-01", "--exit-zero").code == 0

    def check(*argv):
        return cli("check", examples / "small/canonical", "--as-of", "2026-09-01", "--exit-zero", *argv)

    return check


def test_what_was_not_held_stands_in_the_json_by_counts_and_days(behind):
    (plan,) = json.loads(behind("--format", "json").out)["planned"]
    assert (plan["due"], plan["held"], plan["not_in_order"]) == (3, 2, 1)
    assert plan["not_held"] == [{"first": "2026-04-01", "last": "2026-06-30"}]


def test_what_was_not_held_is_a_skipped_test_for_junit_and_no_failure(behind):
    root = ET.fromstring(behind("--format", "junit", "--fail-on", "critical").out)
    (case,) = [c for c in root.iter("testcase") if c.get("classname") == "caseaudit.plan"]
    assert [x.tag for x in case] == ["skipped"]
    assert case[0].get("message").startswith("1 af 3 planlagte runder er ikke holdt")
    gate = next(s for s in root.iter("testsuite") if s.get("id") == "gate")
    told = {p.get("name"): p.get("value") for p in gate.iter("property")}
    assert (told["rounds_due"], told["rounds_not_held"], told["rounds_not_in_order"]) == ("3", "1", "1")
    for suite in root.iter("testsuite"):
        cases = suite.findall("testcase")
        assert int(suite.get("tests")) == len(cases)
        assert int(suite.get("skipped")) == sum(c.find("skipped") is not None for c in cases)


def test_what_was_not_held_reaches_sarif_and_github(behind):
    log = json.loads(behind("--format", "sarif").out)
    told = log["runs"][0]["properties"]
    assert (told["roundsDue"], told["roundsNotHeld"], told["notInOrder"]) == (3, 1, 1)
    assert "::warning title=Planlagt kontrol::1 af 3 planlagte runder" in behind("--format", "github").out


def test_without_a_plan_nothing_is_told_of_one(cli, examples):
    data = ("check", examples / "small/canonical", "--as-of", "2026-09-01", "--exit-zero", "--no-save", "--format")
    assert "planned" not in json.loads(cli(*data, "json").out)
    assert "caseaudit.plan" not in cli(*data, "junit").out


def test_new_in_the_message_is_what_the_worklist_counts_as_new(behind):
    """Neither a breach nor a doubt in the last run of an earlier day about the same; to run twice makes nothing known."""
    told = [json.loads(Path("besked.json").read_text(encoding="utf-8"))["new"] for _ in range(2) if behind().code == 0]
    with Store(Path("runs")) as store:
        first, *_, last = store.runs()
        before = {f.key for f in store.findings(first.id)}
        now = {f.key for f in store.findings(last.id) if f.outcome == "breached"}
        doubts = {f.key for f in store.findings(first.id) if f.outcome == "unknown"}
    assert told == [len(now - before)] * 2
    assert now & doubts or len(now - before) > 5
