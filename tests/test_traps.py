"""Things commonly got wrong in the law of child welfare, each judged with the shipped rules on a small case made by hand.

The outcomes were worked out from the law before the rules were run. What must hold of every rule at once is in
`test_traps_of_all_rules.py`.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from caseaudit.rules.language import Case
from caseaudit.rules.rulebook import Rulebook, load_rulebook
from caseaudit.selfcheck import CaseResult, run_cases

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Answer

Event = dict[str, Any]


@cache
def book() -> Rulebook:
    """The shipped rules, read once."""
    return load_rulebook()


def result(rule_id: str, *given: Event, **more: object) -> CaseResult | int:
    """What the shipped rule says of the case; a number where it has no unit, or several and none is named."""
    case = Case.model_validate({"name": rule_id, "given": given, "expect": "met", **more})
    return run_cases([(book().files[rule_id].rule, case)])[0]


def judged(rule_id: str, *given: Event, **more: object) -> str:
    """`outcome` or `outcome/reason` of the one unit."""
    found = result(rule_id, *given, **more)
    assert isinstance(found, CaseResult), f"{found} units"
    return found.got


def due(rule_id: str, *given: Event, **more: object) -> str:
    """The last day that the rule allows."""
    found = result(rule_id, *given, **more)
    assert isinstance(found, CaseResult), f"{found} units"
    return found.due_on


# --- plans ------------------------------------------------------------------------------------------------------------


def test_from_2024_no_plan_is_demanded_before_a_placement_with_consent() -> None:
    """Until 2023 the plan came first; from 2024 it may come three months after, when there is consent."""
    after = [{"plan": "2024-02-15", "concerns": "d"}]
    old: Event = {"decision": "2023-12-31", "section": "SEL-52-3-7", "id": "d"}
    new: Event = {"decision": "2024-01-01", "section": "BL-46-1", "id": "d"}
    assert judged("plan-before-decision", old, *after) == "breached/late"
    assert judged("plan-before-decision", new, *after) == "not_applicable"
    assert judged("plan-after-placement-with-consent", new, *after) == "met"
    assert due("plan-after-placement-with-consent", new, *after) == "2024-04-01"


def test_from_2024_the_plan_still_comes_before_a_placement_without_consent() -> None:
    """That part of the old rule was kept."""
    decision: Event = {"decision": "2024-01-01", "section": "BL-47-2", "id": "d"}
    assert judged("plan-before-decision", decision, {"plan": "2024-01-02", "concerns": "d"}) == "breached/late"


def test_support_under_section_32_may_lawfully_have_no_plan() -> None:
    """What the law asks for is that a position is taken."""
    decision: Event = {"decision": "2024-03-01", "section": "BL-32-1"}
    assert judged("plan-position-on-support", decision | {"plan_needed": "no"}) == "met"
    assert judged("plan-position-on-support", decision) == "breached/incomplete"


# --- follow-up and supervision ----------------------------------------------------------------------------------------


def test_from_2024_the_law_has_no_fixed_interval_after_the_first_follow_up() -> None:
    """Fourteen months between two follow-ups is a breach until 2023; from 2024 only a day set by the municipality binds."""

    def placement(year: int, **first: object) -> list[Event]:
        return [
            {"placement": f"{year}-01-10", "ends_on": f"{year + 1}-09-01", "id": "p"},
            {"follow_up": f"{year}-03-01", "concerns": "p", **first},
            {"follow_up": f"{year + 1}-05-01", "concerns": "p"},
        ]

    assert judged("follow-up-every-6-months", *placement(2021)) == "breached/late"
    assert judged("follow-up-every-6-months", *placement(2024)) == "not_applicable"
    assert judged("follow-up-by-own-date", *placement(2024)) == "not_applicable"
    assert judged("follow-up-by-own-date", *placement(2024, next_on="2025-05-01")) == "met"
    assert judged("follow-up-by-own-date", *placement(2024, next_on="2025-04-30")) == "breached/late"


def test_the_first_follow_up_is_due_at_the_earlier_of_three_months_and_the_end_of_a_parallel_investigation() -> None:
    """From 2024 an investigation that ran at the start and ended before cuts the three months short; one that ends later does not."""
    start: Event = {"intervention": "2024-02-01", "id": "i"}
    early: Event = {"investigation": "2023-12-01", "ends_on": "2024-03-15"}
    late: Event = {"investigation": "2023-12-01", "ends_on": "2024-06-15"}
    limited: Event = {"limited_investigation": "2024-01-15", "ends_on": "2024-02-20"}
    assert due("first-follow-up", start) == "2024-05-01"
    assert due("first-follow-up", start, early) == "2024-03-15"
    assert due("first-follow-up", start, late) == "2024-05-01"
    assert due("first-follow-up", start, limited) == "2024-02-20"
    assert judged("first-follow-up", start, early, {"follow_up": "2024-04-01", "concerns": "i"}) == "breached/late"


def test_a_visit_without_a_talk_with_the_child_is_no_supervision_visit() -> None:
    """Two visits in the year are not enough when the child was spoken with at one of them only."""
    placed: Event = {"placement": "2024-01-01", "ends_on": "2024-12-31", "id": "p"}
    spoken: Event = {"supervision_visit": "2024-03-01", "with_child": "yes", "concerns": "p"}
    silent: Event = {"supervision_visit": "2024-09-01", "with_child": "no", "concerns": "p"}
    assert judged("supervision-visits-with-child", placed, spoken, silent) == "breached/missing"
    assert judged("supervision-visits-with-child", placed, spoken, silent | {"with_child": "yes"}) == "met"


# --- investigation ----------------------------------------------------------------------------------------------------


def test_from_2024_no_investigation_is_demanded_before_support() -> None:
    """Under serviceloven it was the gateway to all support; under barnets lov only to placement."""
    before = ("investigation-before-support", "investigation-before-placement-with-consent")
    old = [judged(r, {"decision": "2023-12-31", "section": "SEL-52-3-3"}) for r in before]
    assert old == ["breached/missing", "not_applicable"]
    everywhere = [f for f in book().files if f.startswith("investigation-before-")]
    assert len(everywhere) == 3
    for rule_id in everywhere:
        assert judged(rule_id, {"decision": "2024-01-01", "section": "BL-32-1"}) == "not_applicable"
    assert judged(before[1], {"decision": "2024-01-01", "section": "BL-46-1"}) == "breached/missing"


def test_the_four_months_are_for_the_investigation_and_not_for_afdaekning() -> None:
    """A limited investigation of seven months is no unit of the rule."""
    limited: Event = {"limited_investigation": "2024-02-01", "aware_on": "2024-02-01", "ends_on": "2024-09-01"}
    full: Event = {"investigation": "2024-02-01", "aware_on": "2024-02-01", "ends_on": "2024-09-01"}
    assert result("investigation-within-4-months", limited) == 0
    assert result("investigation-within-4-months", {"screening": "2024-02-01"}) == 0
    assert judged("investigation-within-4-months", full) == "breached/late"


def test_the_four_months_run_from_awareness_and_not_from_the_start_of_the_investigation() -> None:
    """Begun in May and finished in July is late, when the municipality knew of the need in February."""
    investigation: Event = {"investigation": "2024-05-01", "ends_on": "2024-07-01"}
    assert due("investigation-within-4-months", investigation | {"aware_on": "2024-02-01"}) == "2024-06-01"
    assert judged("investigation-within-4-months", investigation | {"aware_on": "2024-02-01"}) == "breached/late"
    assert judged("investigation-within-4-months", investigation) == "unknown/data_missing"


# --- the child --------------------------------------------------------------------------------------------------------


def test_consent_to_a_change_of_placement_is_asked_of_a_child_of_12_though_party_status_begins_at_10() -> None:
    """The new act lowered the one age and kept the other."""
    move: Event = {"decision": "2024-06-01", "section": "BL-98-1", "body": "administration", "consent": "yes"}
    change = "change-of-placement-with-consent-or-committee"
    assert judged(change, move, birth_date="2012-06-02") == "met", "eleven"
    assert judged(change, move, birth_date="2012-06-01") == "breached/missing", "twelve that day"
    placed: Event = {"decision": "2024-06-01", "section": "BL-46-1"}
    told = "child-of-10-notified-of-decision"
    assert judged(told, placed, birth_date="2014-06-02") == "not_applicable", "nine"
    assert judged(told, placed, birth_date="2014-06-01") == "breached/missing", "ten that day"


def test_consent_to_the_placement_itself_is_asked_of_a_young_person_of_15() -> None:
    """Neither 10 nor 12."""
    placed: Event = {"decision": "2024-06-01", "section": "BL-46-1", "consent": "yes"}
    assert judged("youth-of-15-consents-to-placement", placed, birth_date="2009-06-02") == "not_applicable"
    assert judged("youth-of-15-consents-to-placement", placed, birth_date="2009-06-01") == "breached/missing"


@pytest.mark.parametrize("born", ["2024-05-01", "2021-05-01", "2007-05-01"])
def test_there_is_no_age_floor_for_the_talk_with_the_child(born: str) -> None:
    """Small age is at most a reason for omitting the talk, and then the view must be found another way."""
    decision: Event = {"decision": "2024-06-01", "section": "BL-47-2", "id": "d"}
    omitted: Event = {"child_conversation": "2024-05-20", "result": "omitted", "reason": "alder", "concerns": "d"}
    talk = "child-conversation-before-decision"
    assert judged(talk, decision, birth_date=born) == "breached/missing"
    assert judged(talk, decision, omitted, birth_date=born) == "breached/incomplete"
    assert judged(talk, decision, omitted | {"alternative": "yes"}, birth_date=born) == "excused"


def test_a_refusal_by_the_child_is_not_a_missing_talk() -> None:
    """The talk was offered; the child may say no."""
    decision: Event = {"decision": "2024-06-01", "section": "BL-46-1", "id": "d"}
    declined: Event = {"child_conversation": "2024-05-20", "result": "declined", "concerns": "d"}
    assert judged("child-conversation-before-decision", decision, declined) == "met"


def test_the_decision_on_an_investigation_is_not_in_the_list_for_ten_year_olds() -> None:
    """Barnets lov § 3 does not name § 20; nor is the child spoken with before that decision by the rule on decisions."""
    decision: Event = {"decision": "2024-06-01", "section": "BL-20-1"}
    for rule_id in ("child-of-10-notified-of-decision", "child-conversation-before-decision"):
        assert judged(rule_id, decision, birth_date="2010-01-01") == "not_applicable"


# --- time -------------------------------------------------------------------------------------------------------------


def test_24_hours_from_friday_at_15_end_on_saturday_at_15() -> None:
    """Not on Monday: the hours are clock hours."""
    friday: Event = {"notification": "2024-05-10T15:00"}
    assessed = "notification-assessed-within-24-hours"
    assert judged(assessed, friday, {"notification_assessed": "2024-05-11T15:00"}) == "met"
    assert judged(assessed, friday, {"notification_assessed": "2024-05-11T15:01"}) == "breached/late"
    assert judged(assessed, friday, {"notification_assessed": "2024-05-13T09:00"}) == "breached/late"


def test_a_receipt_is_not_feedback_to_the_professional() -> None:
    """The receipt goes to every notifier, the feedback to professionals and tells what was started."""
    notified: Event = {"notification": "2024-08-05", "notifier": "professional", "id": "n"}
    given = (notified, {"receipt_sent": "2024-08-07", "concerns": "n"}, {"screening": "2024-08-09"})
    assert judged("receipt-within-6-working-days", *given) == "met"
    assert judged("professional-notifier-informed", *given) == "breached/missing"


def test_the_seven_days_of_a_chairs_decision_count_the_first_day() -> None:
    """In force on Friday 1 March, it is approved by Thursday 7 March; the Sunday counts."""
    chair: Event = {"decision": "2024-03-01", "section": "BL-143-1", "body": "chair", "id": "d"}
    placed: Event = {"placement": "2024-03-01", "concerns": "d"}

    def approved(day: str) -> tuple[Event, ...]:
        return chair, placed, {"decision": day, "section": "BL-143-4", "body": "committee", "concerns": "d"}

    rule_id = "chair-decision-approved-within-7-days"
    assert due(rule_id, chair, placed) == "2024-03-07"
    assert judged(rule_id, *approved("2024-03-07")) == "met"
    assert judged(rule_id, *approved("2024-03-08")) == "breached/late"


# --- contact ----------------------------------------------------------------------------------------------------------


def test_less_than_monthly_contact_is_decided_by_the_committee() -> None:
    """That is a break of contact, and the administration cannot decide it."""
    decision: Event = {"decision": "2024-06-01", "section": "BL-105-1-2", "kind": "interrupted"}
    rule_id = "interrupted-contact-decided-by-committee"
    assert judged(rule_id, decision | {"body": "administration"}) == "breached/wrong_body"
    assert judged(rule_id, decision | {"body": "committee"}) == "met"


@pytest.mark.parametrize("ends_on", ["2024-07-01", "2025-06-01", "2031-06-01"])
def test_supervised_contact_has_an_end_but_no_longest_period(ends_on: str) -> None:
    """The act asks for a definite period; a length of one's own making is not law, and a passed end is no finding."""
    decision: Event = {"decision": "2024-06-01", "section": "BL-105-1-1", "body": "committee"}
    rule_id = "supervised-contact-decided-by-committee"
    assert judged(rule_id, decision | {"ends_on": ends_on}) == "met"
    assert judged(rule_id, decision) == "breached/incomplete"


def test_no_contact_decision_is_no_breach_where_a_frame_is_on_file() -> None:
    """The act asks for a decision where it is necessary."""
    given: tuple[Event, ...] = (
        {"decision": "2024-03-01", "section": "BL-46-1", "id": "d"},
        {"placement": "2024-03-10", "concerns": "d"},
        {"plan": "2024-04-01", "contact_frame": "yes", "concerns": "d"},
    )
    assert judged("contact-decision-or-frame", *given) == "met"


def test_the_rules_on_contact_are_cited_by_their_number_on_the_day(cli: Callable[..., Answer], tmp_path: Path) -> None:
    """§ 104 got a new stk. 4 by the change counted from 1 January 2025, so the pause and the month moved one down."""
    rows = ["event_id,case_id,type,at,section,kind,body,ends_on"]
    for year in (2024, 2025):
        rows.append(f"a{year},s{year},decision,{year}-06-01,BL-104,interrupted,administration,")
        rows.append(f"p{year},s{year},decision,{year}-06-01,BL-104,paused,administration,{year}-12-01")
    (tmp_path / "events.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    answer = cli("check", tmp_path / "events.csv", "--as-of", "2026-06-01", "--format", "json", "--exit-zero")
    found = {(f["rule"].split("-")[0], f["case_id"]): f["citation"] for f in json.loads(answer.out)["findings"]}
    assert "BL § 104, stk. 5" in found["interrupted", "s2024"]
    assert "BL § 104, stk. 6" in found["interrupted", "s2025"]
    assert found["pause", "s2024"] == "BL § 104, stk. 4"
    assert found["pause", "s2025"] == "BL § 104, stk. 5"


# --- adult life -------------------------------------------------------------------------------------------------------


def test_the_half_year_before_18_is_for_placed_youth_only() -> None:
    """A young person with support at home is no unit, though support runs at 17½; a placed one is, to the day."""
    home: Event = {"intervention": "2024-02-01"}
    placed: Event = {"placement": "2024-02-01"}
    rule_id = "aftercare-decided-by-17-and-a-half"
    assert result(rule_id, home, birth_date="2007-05-15") == 0
    assert due(rule_id, placed, birth_date="2007-05-15") == "2024-11-15"
    assert judged(rule_id, placed, birth_date="2007-05-15", as_of=date(2024, 11, 15)) == "pending"
    assert judged(rule_id, placed, birth_date="2007-05-15", as_of=date(2024, 11, 16)) == "breached/missing"
