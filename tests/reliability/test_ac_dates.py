"""Dates that do not exist, stand for none, contradict each other or can be read in two ways: AC-055 to AC-060."""

from __future__ import annotations

import pytest

from caseaudit.dates import show
from caseaudit.model.doubts import unpack
from caseaudit.resources import data_dir
from small_exports import codes, event, outcomes, understood, wide, write

TALK = "child-conversation-before-decision"
PLAN = "plan-before-decision"
YOUTH = "youth-of-15-consents-to-placement"
PROFILES = data_dir("profiles")
HEADERS = ("Sagsnummer", "Afgørelse dato", "Paragraf", "Plan dato")


@pytest.mark.parametrize("written", ["31-02-2026", "31-09-2016", "29-02-2023", "2026-02-31", "0", "2958466"])
def test_ac_058_an_impossible_date_of_a_step_is_unknown_and_never_a_breach(cli, tmp_path, written):
    """The plan is dated on a day that does not exist: nobody knows whether it was in time. Without a plan it is a breach."""
    rows = [HEADERS, ("S1", "01-03-2016", "SEL § 52", written), ("S2", "01-03-2016", "SEL § 52", "")]
    path = wide(tmp_path / "x", rows)
    found, answer = outcomes(cli, path, PLAN)
    assert found == {"S1": ("unknown", "data_missing"), "S2": ("breached", "missing")}
    assert [(q["code"], q["row"], q["column"]) for q in answer["data_quality"] if q["code"] != "date_forms"] == [
        ("impossible_date", 2, "Plan dato")
    ]


def test_ac_058_explain_gives_the_outcome_of_check_and_names_the_cell(cli, tmp_path):
    """The same outcome, and the row and column of the cell that must be mended; a readable case names none."""
    rows = [HEADERS, ("S1", "01-03-2016", "SEL § 52", "31-02-2016"), ("S2", "01-03-2016", "SEL § 52", "")]
    found, _ = outcomes(cli, wide(tmp_path / "x", rows), PLAN)
    assert found["S1"] == ("unknown", "data_missing")
    told, other = cli("explain", "S1", PLAN).out, cli("explain", "S2", PLAN).out
    assert "KAN IKKE VURDERES (data mangler)" in told
    flat = " ".join(told.split())
    assert "udtraek.csv, række 2, kolonne Plan dato: datoen findes ikke eller kan ikke læses" in flat
    assert "uvist" in told.split("Krav", 1)[1].split("\n", 1)[0]
    assert "IKKE OVERHOLDT" in other
    assert "Plan dato" not in other


def test_ac_058_in_a_list_of_events_the_case_is_unknown_for_that_type_alone(cli, tmp_path):
    """The talk of S1 is on an impossible day: the rule on talks is unknown there, the rule on plans a breach as before."""
    events = [
        event("S1", "decision", "01-03-2024", section="BL-47", event_id="a"),
        event("S1", "child_conversation", "31-02-2024", result="held", concerns="a", event_id="b"),
        event("S2", "decision", "01-03-2024", section="BL-47", event_id="c"),
    ]
    folder = write(tmp_path / "x", events)
    found, answer = outcomes(cli, folder, TALK)
    assert found == {"S1": ("unknown", "data_missing"), "S2": ("breached", "missing")}
    assert answer["rows"][0]["set_aside"] == {"missing_date": 1}
    other, _ = outcomes(cli, folder, "decision-sent-to-parties")
    assert other["S1"] == other["S2"] == ("breached", "missing")


def test_ac_058_in_a_row_the_other_decision_of_the_case_keeps_its_own_plan(cli, tmp_path):
    """Only the decision in whose row the unreadable date stands is unknown; the one with a plan of its own is not."""
    rows = [HEADERS, ("S1", "01-03-2016", "SEL § 52", "31-02-2016"), ("S1", "01-05-2016", "SEL § 52", "01-04-2016")]
    path = wide(tmp_path / "x", rows)
    _, answer = outcomes(cli, path, PLAN)
    assert {k: n for k, n in answer["rules"][0]["outcomes"].items() if n} == {"met": 1, "unknown": 1}
    assert answer["findings"][0]["unit_on"] == "2016-03-01"
    told = cli("explain", "S1", PLAN).out
    assert told.count("Plan dato") == 1


def test_ac_058_an_impossible_end_leaves_open_whether_the_placement_runs(cli, tmp_path):
    """Without an end a placement runs; with an end that does not exist, it is not known whether follow-up was due."""
    events = [
        event("S1", "placement", "01-03-2024", section="BL-46", ends_on="31-04-2024"),
        event("S2", "placement", "01-03-2024", section="BL-46", ends_on=""),
    ]
    found, _ = outcomes(cli, write(tmp_path / "x", events), "first-follow-up")
    assert found == {"S1": ("unknown", "data_missing"), "S2": ("breached", "missing")}


def test_ac_058_a_date_is_never_rolled_over(tmp_path):
    dataset = understood(tmp_path, [event("S1", "plan", "31-02-2026"), event("S1", "plan", "28-02-2026")])
    assert [show(d.date()) for d in dataset.events["at"]] == ["28-02-2026"]
    assert unpack(dataset.cases["doubt_cells"][0])[0].row == 2


def test_ac_058_a_yes_where_a_date_belongs_says_that_it_happened_but_not_when(cli, tmp_path):
    rows = [HEADERS, ("S1", "01-03-2016", "SEL § 52", "ja"), ("S2", "01-03-2016", "SEL § 52", "nej")]
    found, _ = outcomes(cli, wide(tmp_path / "x", rows), PLAN)
    assert found == {"S1": ("unknown", "data_missing"), "S2": ("breached", "missing")}


@pytest.mark.parametrize("written", ["måske", "se journal"])
def test_ac_058_an_answer_that_nobody_knows_is_unknown_and_a_blank_is_not(cli, tmp_path, written):
    """Whether a plan was needed is written in words that the list lacks; where nothing is written, no position was taken."""
    events = [
        event("S1", "decision", "01-03-2024", section="BL-32", plan_needed=written),
        event("S2", "decision", "01-03-2024", section="BL-32", plan_needed=""),
        event("S3", "decision", "01-03-2024", section="BL-32", plan_needed="nej"),
    ]
    found, _ = outcomes(cli, write(tmp_path / "x", events), "plan-position-on-support")
    assert found == {"S1": ("unknown", "data_missing"), "S2": ("breached", "incomplete")}


def test_ac_055_contradictory_dates_are_listed_and_the_law_is_not_judged_on_them(cli, tmp_path):
    """An end before the start is told with its row, unknown for the law, a finding for the data."""
    events = [
        event("S1", "placement", "01-05-2024", section="BL-46", ends_on="01-03-2024"),
    ]
    folder = write(tmp_path / "x", events)
    found, answer = outcomes(cli, folder, "first-follow-up")
    assert found == {"S1": ("unknown", "data_missing")}
    assert {(q["code"], q["row"]) for q in answer["data_quality"]} == {("ends_before_start", 2)}
    assert "slutdatoen ligger før startdatoen" in " ".join(
        cli("explain", "S1", "first-follow-up", "--data", folder).out.split()
    )
    assert outcomes(cli, folder, "measure-ends-after-start")[0]["S1"][0] == "breached"


def test_ac_055_a_birth_after_what_was_done_with_the_child_leaves_the_childs_age_unknown(cli, tmp_path):
    """A talk before the birth: one of the dates is wrong. What counts the child's years is unknown; a rule about data tells."""
    events = [
        event("S2", "decision", "01-05-2024", section="BL-46", event_id="d"),
        event("S2", "child_conversation", "01-04-2024", result="held", concerns="d"),
        event("S3", "consent_given", "01-04-2024", party="child"),
    ]
    other = {"case_id": "S3", "birth_date": "01-02-2007"}
    right, wrong = ([{"case_id": "S2", "birth_date": born}, other] for born in ("01-02-2007", "01-02-2025"))
    before, after = (write(tmp_path / n, events, c) for n, c in (("a", right), ("b", wrong)))
    for folder in (before, after):
        assert outcomes(cli, folder, TALK)[1]["rules"][0]["outcomes"]["met"] == 1
    assert outcomes(cli, before, YOUTH)[0] == {"S2": ("breached", "missing")}
    assert outcomes(cli, after, YOUTH)[0] == {"S2": ("unknown", "data_missing")}
    told = " ".join(cli("explain", "S2", YOUTH, "--data", after).out.split())
    assert "dateret før dets fødsel" in told
    assert outcomes(cli, after, "measure-after-birth")[0]["S2"][0] == "breached"


def test_ac_055_what_is_dated_before_the_notification_it_answers_is_told_and_unknown(cli, tmp_path):
    events = [
        event("S1", "notification", "05-05-2024", event_id="n"),
        event("S1", "notification_assessed", "01-05-2024", concerns="n"),
    ]
    found, answer = outcomes(cli, write(tmp_path / "x", events), "notification-assessed-within-24-hours")
    assert found == {"S1": ("unknown", "data_missing")}
    assert ("before_what_it_follows", 3) in {(q["code"], q["row"]) for q in answer["data_quality"]}


@pytest.mark.parametrize("written", ["01-01-1900", "01-01-1970", "11-11-1111", "31-12-9999"])
def test_ac_056_a_placeholder_for_a_date_is_unknown(cli, tmp_path, written):
    """A system that knows no date writes one: the plan may have been there, so it is no breach, and it is told."""
    rows = [HEADERS, ("S1", "01-03-2016", "SEL § 52", written)]
    found, answer = outcomes(cli, wide(tmp_path / "x", rows), PLAN)
    assert found == {"S1": ("unknown", "data_missing")}
    told = [q["code"] for q in answer["data_quality"] if q["code"] != "date_forms"]
    assert told in (["placeholder_date"], ["impossible_date"])


def test_ac_056_the_year_9999_as_an_end_means_that_there_is_none(cli, tmp_path):
    """The placement runs still, so follow-up is due; nothing about it is in doubt."""
    events = [event("S1", "placement", "01-03-2024", section="BL-46", ends_on="31-12-9999")]
    found, answer = outcomes(cli, write(tmp_path / "x", events), "first-follow-up")
    assert (found, answer["data_quality"]) == ({"S1": ("breached", "missing")}, [])


def test_ac_056_the_profile_says_which_days_are_placeholders(cli, tmp_path):
    """With another list, 02-02-2002 stands for no date, and 01-01-1970 is a day like others."""
    own = (PROFILES / "wide-danish.yaml").read_text(encoding="utf-8") + "\nplaceholder_dates: [2002-02-02]\n"
    profile = tmp_path / "own.yaml"
    profile.write_text(own, encoding="utf-8")
    rows = [HEADERS, ("S1", "01-03-2016", "SEL § 52", "02-02-2002"), ("S2", "01-03-2016", "SEL § 52", "01-01-1970")]
    path = wide(tmp_path / "x", rows)
    assert outcomes(cli, path, PLAN, "--profile", profile)[0] == {"S1": ("unknown", "data_missing")}
    assert outcomes(cli, path, PLAN)[0] == {"S2": ("unknown", "data_missing")}


def test_ac_057_an_event_after_the_day_of_the_audit_is_told_but_a_planned_date_is_not(cli, tmp_path):
    """A decision of next year is told; the day for the next follow-up may lie ahead."""
    ahead = [
        event("S1", "decision", "01-03-2027", section="BL-46"),
        event("S1", "follow_up", "01-03-2024", next_on="01-03-2027"),
    ]
    _, answer = outcomes(cli, write(tmp_path / "x", ahead), PLAN)
    assert [(q["code"], q["row"], q["severity"]) for q in answer["data_quality"]] == [("event_in_future", 2, "info")]
    _, answer = outcomes(cli, write(tmp_path / "y", ahead[1:]), PLAN)
    assert answer["data_quality"] == []


def test_ac_059_two_digits_of_a_year_follow_one_rule_and_are_counted(tmp_path):
    """26 is 2026 and 99 is 1999, also as 5/11-69; how many there were is told once per column."""
    texts = ["01-02-26", "01-02-99", "5/11-69"]
    dataset = understood(tmp_path, [event(f"S{i}", "plan", t) for i, t in enumerate(texts)])
    assert [show(d.date()) for d in dataset.events["at"]] == ["01-02-2026", "01-02-1999", "05-11-1969"]
    assert [q.values["count"] for q in dataset.quality if q.code == "two_digit_year"] == [3]


def test_ac_060_the_day_comes_first_in_the_whole_column(tmp_path):
    """Beside an ISO date and 13/04/2026, 03/04/2026 is the third of April."""
    dataset = understood(tmp_path, [event("S1", "plan", t) for t in ("03/04/2026", "2026-12-25", "13/04/2026")])
    assert sorted(show(d.date()) for d in dataset.events["at"]) == ["03-04-2026", "13-04-2026", "25-12-2026"]
    assert codes(dataset) == []


def test_ac_060_a_column_that_mixes_the_orders_is_told_and_no_row_is_guessed(tmp_path):
    """As many dates with only the month first as with only the day first: 03/04/2026 is not used, and is in doubt."""
    texts = ("03/04/2026", "04/13/2026", "13/04/2026", "05/05/2026", "2026-04-03")
    dataset = understood(tmp_path, [event(f"S{i}", "plan", t) for i, t in enumerate(texts)])
    assert sorted(show(d.date()) for d in dataset.events["at"]) == ["03-04-2026", "05-05-2026", "13-04-2026"]
    assert dataset.events["case_id"].tolist() == ["S2", "S3", "S4"]
    told = {(code, row) for code, row, _ in codes(dataset)}
    assert told == {("mixed_date_formats", None), ("mixed_dates", 2), ("impossible_date", 3)}


def test_ac_060_one_slip_in_a_column_of_danish_dates_leaves_the_others(tmp_path):
    texts = ("03/04/2026", "04/13/2026", "13/04/2026", "14/04/2026")
    dataset = understood(tmp_path, [event(f"S{i}", "plan", t) for i, t in enumerate(texts)])
    assert dataset.events["case_id"].tolist() == ["S0", "S2", "S3"]
    assert {code for code, _, _ in codes(dataset)} == {"mixed_date_formats", "impossible_date"}
