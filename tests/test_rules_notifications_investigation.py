"""What must hold across the rules on notifications and investigations, beyond each rule's own cases."""

from __future__ import annotations

from datetime import date

import pytest

from caseaudit.rules.language import EventIs, Moment, Rule, Version, walk
from caseaudit.rules.rulebook import load_rulebook

BOOK = load_rulebook()
OVERGREBSPAKKEN = date(2013, 10, 1)
NEW_LAW = date(2024, 1, 1)
ABUSE = ("child-conversation-on-abuse-notification", "investigation-after-abuse-notification")
MINE = (
    "professional-notifier-informed",
    "notification-on-running-measure-reassessed",
    *ABUSE,
    "screening-before-investigation",
    "screening-before-support",
    "investigation-decided",
    "investigation-before-placement-without-consent",
    "investigation-before-support",
    "child-conversation-during-investigation",
    "child-conversation-at-each-supervision-visit",
)


def _rule(rule_id: str) -> Rule:
    return BOOK.files[rule_id].rule


def _limits(version: Version) -> set[str]:
    """Every limit counted in time that the duty itself has: `4 months`."""
    moments = [c.by for c in walk(version.require) if isinstance(c, EventIs) and isinstance(c.by, Moment)]
    return {f"{m.n} {m.unit}" for m in moments if m.n}


@pytest.mark.parametrize("rule_id", MINE)
def test_no_duty_is_judged_before_the_day_its_text_was_verified_from(rule_id: str) -> None:
    """Nothing before 1 October 2013, when the rules on abuse came; supervision from 2014, screening from 2024."""
    first = {
        "child-conversation-at-each-supervision-visit": date(2014, 1, 1),
        "screening-before-investigation": NEW_LAW,
        "screening-before-support": NEW_LAW,
    }.get(rule_id, OVERGREBSPAKKEN)
    assert min(v.from_ or date.min for v in _rule(rule_id).versions) == first


@pytest.mark.parametrize("rule_id", MINE)
def test_no_limit_is_invented(rule_id: str) -> None:
    """The only length of time is the four months in which an investigation must be finished, and only where it follows from it."""
    follows = {*ABUSE, "child-conversation-during-investigation"}
    for version in _rule(rule_id).versions:
        assert _limits(version) == ({"4 months"} if rule_id in follows else set())


@pytest.mark.parametrize("rule_id", ABUSE)
def test_the_limit_of_four_months_is_cited_where_it_is_used(rule_id: str) -> None:
    """SEL § 50 is known by section only, BL § 20, stk. 3 is read."""
    old, new = _rule(rule_id).versions
    assert ("SEL-50", "section_only") in {(c.cite, c.confidence) for c in old.law}
    assert ("BL-20-3", "read") in {(c.cite, c.confidence) for c in new.law}


def test_an_investigation_before_support_is_a_duty_of_the_old_act_alone() -> None:
    """Barnets lov § 32 asks for no investigation; screening came instead, and not a day earlier."""
    assert [v.until for v in _rule("investigation-before-support").versions] == [date(2023, 12, 31)]
    assert all(v.from_ == NEW_LAW for v in _rule("screening-before-support").versions)


def test_the_record_of_a_notification_is_no_duty_of_the_law() -> None:
    """Who notified, and of what, is measured as data quality, and never counts as a breach of the law."""
    rule = _rule("notification-registered-with-notifier")
    assert (rule.legal, rule.law_rows) == (False, ())


def test_from_2024_a_reason_alone_does_not_excuse_an_omitted_talk_in_the_investigation() -> None:
    """Under barnets lov the child's view must also be obtained another way; serviceloven asked for the reason only."""
    old, new = _rule("child-conversation-during-investigation").versions
    asked = [{k for c in walk(v.unless) if isinstance(c, EventIs) for k in c.where.tests} for v in (old, new)]
    assert asked == [{"result", "reason"}, {"result", "reason", "alternative"}]
