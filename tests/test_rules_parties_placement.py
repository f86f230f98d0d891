"""What must hold across the rules on parties' rights and placement, beyond each rule's own cases."""

from __future__ import annotations

from datetime import date

import pytest

from caseaudit.rules.language import Age, EventIs, Moment, Rule, walk
from caseaudit.rules.rulebook import load_rulebook

BOOK = load_rulebook()
NEW_LAW = date(2024, 1, 1)


def _rule(rule_id: str) -> Rule:
    return BOOK.files[rule_id].rule


def _ages(rule: Rule) -> list[tuple[int | None, int | None]]:
    return [
        (c.at_least, c.below) for v in rule.versions for c in (*walk(v.when), *walk(v.require)) if isinstance(c, Age)
    ]


def test_no_length_is_claimed_for_a_placement_without_consent() -> None:
    """The limits of barnets lov § 50 are not read, so the date that the decision states is the only limit."""
    (required,) = {v.require for v in _rule("retreatment-by-recorded-date").versions}
    assert isinstance(required, EventIs)
    assert required.by == Moment.model_validate("ends_on")


@pytest.mark.parametrize(
    ("rule_id", "ages"),
    [
        ("youth-of-15-consents-to-placement", [(15, None), (15, None)]),
        ("change-of-placement-with-consent-or-committee", [(None, 12), (None, 12)]),
        ("child-of-10-notified-of-decision", [(12, 18), (10, 18)]),
    ],
)
def test_an_age_is_that_of_its_own_duty(rule_id: str, ages: list[tuple[int | None, int | None]]) -> None:
    """12 became 10 for the child as a party alone: consent to placement is still from 15, to a change of place from 12."""
    assert _ages(_rule(rule_id)) == ages


def test_consent_to_a_change_of_place_is_judged_only_where_the_age_is_certain() -> None:
    """The age of consent was 15 until some day of 2015 that is not read."""
    assert _rule("change-of-placement-with-consent-or-committee").versions[0].from_ == date(2016, 1, 1)


@pytest.mark.parametrize("rule_id", ["party-heard-before-decision", "childs-request-to-be-placed-answered"])
def test_a_duty_that_the_export_cannot_show_never_gives_a_breach(rule_id: str) -> None:
    """Whether there was anything to hear about, or an answer is still being prepared, is for a person to see."""
    rule = _rule(rule_id)
    assert rule.severity == "advisory"
    assert all(v.soft for v in rule.versions)


@pytest.mark.parametrize("rule_id", ["retreatment-date-recorded", "decision-sent-to-parties"])
def test_what_only_concerns_the_record_is_not_counted_as_law(rule_id: str) -> None:
    """That a date is not recorded is no breach of the law."""
    rule = _rule(rule_id)
    assert not rule.legal
    assert rule.law_rows == ()


def test_both_rules_on_the_chairs_decision_are_about_the_same_placements() -> None:
    """Approval and notice are asked for of each placement by decision of the chair, and of no other."""
    approved, notified = (
        [v.when for v in _rule(r).versions]
        for r in ("chair-decision-approved-within-7-days", "parties-notified-of-chair-decision-within-24-hours")
    )
    assert approved == notified


def test_the_childs_right_to_be_told_does_not_reach_what_came_on_an_unread_day() -> None:
    """§ 33 and § 104, stk. 5 belong to an amendment whose commencement is not read."""
    listed = set(BOOK.groups["decisions-a-child-of-10-is-party-to"])
    assert listed.isdisjoint({"BL-33", "BL-104", "BL-104-5", "BL-20"})


def test_where_only_the_section_is_confirmed_only_the_section_is_cited() -> None:
    """A subsection that nobody has read is not named."""
    mine = [
        "support-person-offered",
        "placement-without-consent-decided-by-committee",
        "placement-statement-before-change",
    ]
    mine += ["custody-holder-consents-to-placement", "retreatment-by-recorded-date"]
    unsure = [c.cite for r in mine for v in _rule(r).versions for c in v.law if c.confidence == "section_only"]
    assert unsure
    assert [c for c in unsure if c.count("-") > 1] == []
