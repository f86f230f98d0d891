"""What runs on a day, the later of two limits, dates that people set themselves, soft duties, and readings that are not settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from caseaudit.engine import Settings, compile_plan, judge
from caseaudit.engine.judge import note_names
from caseaudit.model.frames import frames
from caseaudit.model.outcomes import OUTCOMES, REASONS
from caseaudit.rules.language import Rule

TEXT = {"da": "x", "en": "x"}


@dataclass(frozen=True)
class Answer:
    """What is said of one unit."""

    outcome: str
    due_on: str
    notes: tuple[str, ...]


def ask(
    version: dict[str, Any], *events: dict[str, str], about: str = "placement", born: str | None = None,
    as_of: str = "2026-01-01", without: tuple[str, ...] = (), **readings: bool | None,
) -> Answer:  # fmt: skip
    """Judge the first event, which must be of the type `about`."""
    rule = Rule.model_validate({
        "id": "x", "title": TEXT, "law_rows": "N1", "theme": "plan", "step": "plan", "severity": "low", "about": about,
        "why": TEXT, "finding": {}, "fix": TEXT, "limits": TEXT,
        "versions": [{"law_rows": "N1", "law": [{"cite": "BL-1", "confidence": "read"}], **version}],
    })  # fmt: skip
    rows = [{"event_id": f"e{i}", "case_id": "c", **e} for i, e in enumerate(events)]
    cases, events_frame, schema = frames(rows, [{"case_id": "c", "birth_date": born}], without)
    out = judge(cases, events_frame, compile_plan([rule], schema, Settings(**readings)), date.fromisoformat(as_of))[0]  # type: ignore[arg-type]
    at = list(out.unit).index(0)
    name, reason = list(OUTCOMES)[out.outcome[at]], list(REASONS)[out.reason[at]]
    due = str(out.due[at].astype("datetime64[D]"))
    return Answer(f"{name}/{reason}" if reason else name, due, tuple(note_names(int(out.notes[at]))))


def on(type_: str, at: str, **fields: str) -> dict[str, str]:
    return {"type": type_, "at": at, **fields}


AT_16 = {
    "when": {"running": "birthday 16"},
    "require": {"event": "plan", "by": {"latest": ["at + 3 months", "birthday 16 + 3 months"]}},
}


@pytest.mark.parametrize(
    ("start", "end", "expect", "due"),
    [
        ("2020-01-01", "", "breached/missing", "2024-08-01"),
        ("2024-04-30", "2025-01-01", "breached/missing", "2024-08-01"),
        ("2020-01-01", "2024-05-01", "breached/missing", "2024-08-01"),
        ("2020-01-01", "2024-04-30", "not_applicable", "NaT"),
        ("2024-05-02", "", "not_applicable", "NaT"),
    ],
)
def test_a_placement_asks_for_a_youth_plan_when_it_runs_on_the_16th_birthday(start, end, expect, due):
    """Born 1 May 2008: the placement must have begun by 1 May 2024 and not ended before; the later limit counts."""
    found = ask(AT_16, on("placement", start, ends_on=end), born="2008-05-01")
    assert (found.outcome, found.due_on) == (expect, due)


def test_a_birthday_that_has_not_come_asks_for_nothing_yet():
    assert ask(AT_16, on("placement", "2020-01-01"), born="2012-05-01").outcome == "not_applicable"


def test_the_later_limit_counts_where_the_placement_began_just_before_the_birthday():
    placed = on("placement", "2024-04-15")
    assert ask(AT_16, placed, on("plan", "2024-08-01", concerns="e0"), born="2008-05-01").outcome == "met"
    assert ask(AT_16, placed, on("plan", "2024-08-02", concerns="e0"), born="2008-05-01").outcome == "breached/late"


def test_without_end_dates_it_is_not_known_whether_the_placement_ran():
    assert (
        ask(AT_16, on("placement", "2020-01-01"), born="2008-05-01", without=("ends_on",)).outcome
        == "unknown/data_missing"
    )
    assert ask(AT_16, on("placement", "2020-01-01")).outcome == "unknown/data_missing"


REASSESSED = {"when": {"event": "intervention", "on": "running"}, "require": {"event": "reassessment", "from": "at"}}


@pytest.mark.parametrize(
    ("begun", "ended", "expect"),
    [
        ("2024-03-01", "", "breached/missing"),
        ("2024-03-10", "", "breached/missing"),
        ("2024-01-01", "2024-03-10", "breached/missing"),
        ("2024-01-01", "2024-03-09", "not_applicable"),
        ("2024-03-11", "", "not_applicable"),
    ],
)
def test_a_notification_is_reassessed_when_a_measure_ran_on_the_day_it_came(begun, ended, expect):
    notified = on("notification", "2024-03-10")
    assert ask(REASSESSED, notified, on("intervention", begun, ends_on=ended), about="notification").outcome == expect


def test_a_placements_own_decision_belongs_to_it_and_another_ones_does_not():
    """By its own link: the chair's decision of one placement says nothing of the next placement on the case."""
    rule = {
        "when": {"event": "decision", "where": {"section": "BL-143"}, "unlinked": {"only_without_links": True}},
        "require": {"event": "plan"},
    }
    chair, other = (
        on("decision", "2024-01-01", section="BL-143", event_id="d"),
        on("decision", "2024-02-01", section="BL-46", event_id="q"),
    )
    assert ask(rule, on("placement", "2024-01-01", concerns="d"), chair, other).outcome == "breached/missing"
    assert ask(rule, on("placement", "2024-02-01", concerns="q"), chair, other).outcome == "not_applicable"


OWN_DATE = {"require": {"recurring": "follow_up", "every": "next_on"}}


def test_the_next_follow_up_is_due_on_the_day_that_the_last_one_set():
    """No interval of the law: 5 months are kept when 5 months were set, 3 are not when 2 were set."""
    placed = on("placement", "2024-01-01", ends_on="2025-01-01")
    kept = [on("follow_up", "2024-03-01", next_on="2024-08-01"), on("follow_up", "2024-08-01", next_on="2025-02-01")]
    assert ask(OWN_DATE, placed, *kept).outcome == "met"
    late = [on("follow_up", "2024-03-01", next_on="2024-05-01"), on("follow_up", "2024-06-01", next_on="2025-02-01")]
    found = ask(OWN_DATE, placed, *late)
    assert (found.outcome, found.due_on) == ("breached/late", "2024-05-01")


def test_a_follow_up_that_set_no_day_starts_no_interval():
    placed = on("placement", "2024-01-01")
    assert ask(OWN_DATE, placed, on("follow_up", "2024-03-01")).outcome == "not_applicable"
    assert ask(OWN_DATE, placed, on("follow_up", "2024-03-01", next_on="2024-05-01")).outcome == "breached/missing"
    assert ask(OWN_DATE, placed, on("follow_up", "2024-03-01"), without=("next_on",)).outcome == "unknown/data_missing"


def test_a_soft_duty_that_is_not_documented_asks_for_a_person_and_is_no_breach():
    soft = {"soft": True, "require": {"event": "party_hearing", "by": "at"}}
    decided = on("decision", "2024-03-01")
    assert ask(soft, decided, about="decision").outcome == "unknown/needs_review"
    assert ask(soft, decided, on("party_hearing", "2024-02-01"), about="decision").outcome == "met"


THREE_MONTHS = {"require": {"event": "plan", "by": "at + 3 months"}}


@pytest.mark.parametrize(
    ("extend", "plan", "expect"),
    [
        (False, "2024-06-01", "met"), (False, "2024-06-03", "breached/late"),
        (None, "2024-06-01", "met"), (None, "2024-06-03", "unknown/unsettled_law"), (None, "2024-06-04", "breached/late"),
        (True, "2024-06-03", "met"), (True, "2024-06-04", "breached/late"),
    ],
)  # fmt: skip
def test_whether_three_months_that_end_on_a_saturday_run_on_is_a_setting(extend, plan, expect):
    """1 March + 3 months is Saturday 1 June 2024; the next working day is Monday 3 June."""
    found = ask(
        THREE_MONTHS, on("decision", "2024-03-01"), on("plan", plan), about="decision", month_limits_extend=extend
    )
    assert found.outcome == expect


def test_a_breach_that_hangs_on_the_weekend_says_so():
    decided = on("decision", "2024-03-01")
    assert "weekend" in ask(THREE_MONTHS, decided, on("plan", "2024-06-03"), about="decision").notes
    assert "weekend" not in ask(THREE_MONTHS, decided, on("plan", "2024-06-04"), about="decision").notes


@pytest.mark.parametrize(
    ("march", "expect"), [(True, "not_applicable"), (None, "unknown/unsettled_law"), (False, "breached/missing")]
)
def test_whether_a_child_of_29_february_turns_15_on_28_february_is_a_setting(march, expect):
    """A decision of 28 February 2023 about a child born 29 February 2008."""
    of_15 = {"when": {"age": "at", "at_least": 15}, "require": {"event": "consent_given", "by": "at"}}
    decided = on("decision", "2023-02-28")
    found = ask(of_15, decided, about="decision", born="2008-02-29", leap_birthday_is_1_march=march)
    assert found.outcome == expect


def test_two_visits_in_each_calendar_year_but_not_in_twelve_months_in_a_row_are_met_with_a_note():
    twice = {"require": {"yearly": "supervision_visit", "at_least": 2}}
    placed = on("placement", "2022-01-01", ends_on="2023-12-31")
    early_and_late = [on("supervision_visit", d) for d in ("2022-01-10", "2022-01-20", "2023-12-01", "2023-12-10")]
    found = ask(twice, placed, *early_and_late)
    assert (found.outcome, "rolling_year" in found.notes) == ("met", True)
    spread = [on("supervision_visit", d) for d in ("2022-03-01", "2022-09-01", "2023-03-01", "2023-08-31")]
    found = ask(twice, placed, *spread)
    assert (found.outcome, "rolling_year" in found.notes) == ("met", False)
