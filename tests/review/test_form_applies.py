"""Which points are asked about which units: the law of the unit's own day decides, and what is uncertain is asked."""

from __future__ import annotations

from datetime import date

import pytest

from caseaudit.errors import UsageError
from caseaudit.review.applies import applicable, as_rule, chosen
from caseaudit.review.applies_case import Cases
from caseaudit.review.points import Wanted, choose
from review_forms import AS_OF, audit, item, library, made, make_round


def asked(found, point, drawn=None, about="latest"):
    """The units that a point asks about in case 17."""
    cases = Cases.of(found, ["17"])
    points = choose(library(), Wanted(points=(point,)))
    return chosen(cases, applicable(cases, library(), points), points, drawn or item(1, "17"), about)


@pytest.mark.parametrize(
    ("day", "point", "expected"),
    [
        ("2023-12-31", "no-plan-has-a-lawful-ground", 0),  # from 1 January 2024
        ("2024-01-01", "no-plan-has-a-lawful-ground", 1),
        ("2023-12-31", "decision-states-purpose", 0),
        ("2024-01-01", "decision-states-purpose", 1),
        ("2023-12-31", "screening-before-support", 0),
        ("2024-01-01", "screening-before-support", 1),
        ("2023-12-31", "plan-position-on-support", 0),
        ("2024-01-01", "plan-position-on-support", 1),
    ],
)
def test_a_point_of_the_new_act_is_not_asked_of_the_last_day_of_the_old(tmp_path, day, point, expected):
    """31 December 2023 belongs to serviceloven, 1 January 2024 to barnets lov."""
    section = "BL-32-1" if day >= "2024" or point == "no-plan-has-a-lawful-ground" else "SEL-52-3-3"
    found = made(tmp_path, f"d,17,decision,{day},,{section},yes,,no,,support")
    assert len(asked(found, point)) == expected


def test_the_law_told_is_that_of_the_units_own_day(tmp_path):
    """The same question cites serviceloven in 2023 and barnets lov in 2024."""
    rows = ("a,17,decision,2023-12-31,,SEL-52-3-3,yes,,,,", "b,17,decision,2024-01-01,,BL-32-1,yes,,,,")
    round_, _ = make_round(
        [item(1, "17")],
        found=made(tmp_path, *rows),
        about="all",
        wanted=Wanted(points=("child-conversation-before-decision",)),
    )
    assert [e.law for e in round_.entries] == [("SEL-48-1", "SEL-48"), ("BL-5-3", "BL-5-4")]
    assert [e.about_da for e in round_.entries] == [
        "Afgørelse 31-12-2023 (SEL § 52, stk. 3, nr. 3)",
        "Afgørelse 01-01-2024 (BL § 32, stk. 1)",
    ]


def test_a_point_of_the_old_act_has_the_guidance_of_the_old_act(tmp_path):
    """Where the two acts ask for different things, the reader is told what the act of that day asks."""
    rows = ("a,17,notification,2024-06-01,,,,,,,abuse", "b,17,notification,2014-06-01,,,,,,,abuse")
    round_, _ = make_round([item(1, "17")], found=made(tmp_path, *rows), about="all", wanted=Wanted(sets=("all",)))
    for entry in round_.entries:
        rule = library().rule(entry.point)
        if rule is not None and entry.guidance_da:
            assert entry.unit_on < date(2024, 1, 1)


def test_a_condition_that_cannot_be_read_is_asked_with_a_note(tmp_path):
    """A decision without its section may be one that the duty covers; the reader can see it, so the reader is asked."""
    found = made(tmp_path, "d,17,decision,2024-03-01,,,yes,,,,")
    (one,) = asked(found, "child-conversation-before-decision")
    assert one.undecided
    round_, _ = make_round([item(1, "17")], found=found, wanted=Wanted(points=("child-conversation-before-decision",)))
    assert any("viser ikke, om punktet gælder" in f.da for f in round_.entries[0].facts)
    known = made(tmp_path, "d,17,decision,2024-03-01,,BL-32,yes,,,,")
    assert not asked(known, "child-conversation-before-decision")[0].undecided


def test_a_duty_that_is_known_to_apply_has_no_note_though_its_fulfilment_is_unknown(tmp_path):
    """Only doubt about whether it applies is told, for doubt about the outcome would be half a verdict."""
    found = made(tmp_path, "n,17,notification,2026-03-01,,,,,,,concern")
    (one,) = asked(found, "notification-assessed-within-24-hours")
    assert not one.undecided


def test_a_point_that_applies_to_nothing_is_not_in_the_form(tmp_path):
    """No placement, no question about placement."""
    found = made(tmp_path, "n,17,notification,2026-03-01,,,,,,,concern")
    round_, _ = make_round([item(1, "17")], found=found)
    assert {e.point for e in round_.entries} == {"notification-assessed-within-24-hours"}
    assert {p.id for p in round_.points} == {e.point for e in round_.entries}


ROWS = (
    "a,17,notification,2023-03-01,,,,,,,concern",
    "b,17,notification,2025-03-01,,,,,,,concern",
    "c,17,notification,2026-12-01,,,,,,,concern",
)


@pytest.mark.parametrize(("about", "expected"), [("latest", ["b"]), ("first", ["a"]), ("all", ["a", "b"])])
def test_of_a_case_the_latest_the_first_or_all_are_asked(tmp_path, about, expected):
    """What lies after the as-of day is never asked about."""
    found = made(tmp_path, *ROWS)
    assert [a.event.id for a in asked(found, "notification-assessed-within-24-hours", about=about)] == expected


def test_of_a_drawn_event_that_event_is_asked(tmp_path):
    """A sample of decisions asks about the decision that was drawn, though a later one is there."""
    rows = ("d1,17,decision,2024-02-01,,BL-32-1,yes,,,,", "d2,17,decision,2025-02-01,,BL-32-1,yes,,,,")
    found = made(tmp_path, *rows)
    drawn = item(1, "17", unit_kind="decision", unit_id="d1", unit_on=date(2024, 2, 1))
    assert [a.event.id for a in asked(found, "child-conversation-before-decision", drawn)] == ["d1"]


def test_of_a_drawn_decision_its_own_plan_is_asked_else_the_latest(tmp_path):
    """What is linked comes first; a kind that nothing links is asked about its latest on the case."""
    rows = (
        "d1,17,decision,2024-02-01,,BL-46,yes,,,,", "p1,17,plan,2024-02-15,d1,,,,,,child",
        "d2,17,decision,2025-02-01,,BL-46,yes,,,,", "p2,17,plan,2025-02-15,d2,,,,,,child",
        "n1,17,notification,2024-01-01,,,,,,,concern", "n2,17,notification,2025-01-01,,,,,,,concern",
    )  # fmt: skip
    found = made(tmp_path, *rows)
    drawn = item(1, "17", unit_kind="decision", unit_id="d1", unit_on=date(2024, 2, 1))
    assert [a.event.id for a in asked(found, "goals-concrete-and-measurable", drawn)] == ["p1"]
    assert [a.event.id for a in asked(found, "notification-assessed-within-24-hours", drawn)] == ["n2"]


def test_what_concerns_a_placement_is_found_through_its_decision(tmp_path):
    """The follow-up of the placement belongs to the decision that it carries out."""
    rows = (
        "d1,17,decision,2024-02-01,,BL-46,yes,,,,", "p1,17,placement,2024-02-10,d1,BL-46,,,,,", "f1,17,follow_up,2024-05-01,p1,,,,,,",
        "d2,17,decision,2025-02-01,,BL-46,yes,,,,", "p2,17,placement,2025-02-10,d2,BL-46,,,,,", "f2,17,follow_up,2025-05-01,p2,,,,,,",
    )  # fmt: skip
    found = made(tmp_path, *rows)
    drawn = item(1, "17", unit_kind="decision", unit_id="d1", unit_on=date(2024, 2, 1))
    assert [a.event.id for a in asked(found, "follow-up-holds-against-the-goals", drawn)] == ["f1"]
    assert [a.event.id for a in asked(found, "first-follow-up", drawn)] == ["p1"]


def test_a_question_made_into_a_rule_is_fulfilled_by_every_unit_that_it_applies_to():
    """So the engine answers only whether it applies: no demo unit is pending, excused or breached."""
    from caseaudit.engine import compile_plan, judge

    questions = [f.question for f in library().questions.values() if not f.question.of_case or f.question.first]
    plan = compile_plan([as_rule(q) for q in questions], audit().dataset.schema, audit().readings)
    for o in judge(audit().dataset.cases, audit().dataset.events, plan, AS_OF):
        counts = o.counts()
        assert counts["breached"] == counts["pending"] == counts["excused"] == 0, o.rule.id


def test_what_the_machine_found_plays_no_part_in_what_is_asked(tmp_path):
    """A duty that was kept is asked about as one that was not."""
    kept = made(tmp_path, "n,17,notification,2026-03-01,,,,,,,concern", "v,17,notification_assessed,2026-03-01,n,,,,,,")
    point = "notification-assessed-within-24-hours"
    assert len(asked(kept, point)) == 1
    broken = made(tmp_path, "n,17,notification,2026-03-01,,,,,,,concern")
    assert len(asked(broken, point)) == 1


def test_a_rule_asks_of_exactly_the_units_that_the_audit_judged():
    """Over all demo cases: every unit that is not `not relevant` in the audit can be asked about, and no other."""
    cases = Cases.of(audit(), [str(c) for c in audit().dataset.cases["case_id"]])
    points = [p for p in choose(library(), Wanted(sets=("all",))) if p.source == "rule"]
    found = applicable(cases, library(), points)
    for result in audit().results:
        if result.rule.legal:
            expected = len(result.outcomes.unit) - result.outcomes.counts()["not_applicable"]
            assert sum(len(pile) for (p, _), pile in found.items() if p == result.rule.id) == expected, result.rule.id


def test_a_drawn_event_that_is_gone_is_told_and_never_read_as_the_case(tmp_path):
    """A decision of another export is not quietly replaced by the latest one."""
    found = made(tmp_path, "d1,17,decision,2024-02-01,,BL-32-1,yes,,,,")
    drawn = item(1, "17", unit_kind="decision", unit_id="d9", unit_on=date(2023, 2, 1))
    with pytest.raises(UsageError) as e:
        make_round([drawn], found=found)
    assert [p.code for p in e.value.problems] == ["review_case_gone"]
