"""The 78 synthetic cases hold the numbers that Copenhagen published; counted here from the events alone."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from caseaudit.demo.koebenhavn import AS_OF, screening
from caseaudit.demo.koebenhavn_numbers import PUBLISHED
from caseaudit.demo.truth import count

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseaudit.demo import Case, Event

CASES = screening().cases


def first(case: Case) -> Event:
    """Return the decision to place the child."""
    return next(d for d in case.of("decision") if d.fields["section"] in {"SEL-58", "SEL-52-3-7"})


def has(case: Case, type_: str, about: Event | None = None, **fields: str) -> bool:
    return any(
        (about is None or e.concerns is about) and fields.items() <= {k: str(v) for k, v in e.fields.items()}.items()
        for e in case.of(type_)
    )


def before(case: Case, type_: str) -> bool:
    return any(e.day <= first(case).day for e in case.of(type_))


def contact(case: Case) -> list[Event]:
    return [d for d in case.of("decision") if d.fields["section"] == "SEL-71-2"]


def choice(case: Case) -> list[Event]:
    return [d for d in case.of("decision") if d.fields["section"] == "SEL-68b-1"]


def frame(case: Case) -> bool:
    return has(case, "plan", contact_frame="yes")


def forced(case: Case) -> bool:
    return first(case).fields["section"] == "SEL-58"


def planned(case: Case) -> bool:
    return "urgent" not in first(case).fields


def investigated(case: Case) -> bool:
    ends = [e.fields["ends_on"] for e in case.of("investigation")]
    return any(day <= first(case).day for day in ends)  # type: ignore[operator]


COUNTED: dict[str, Callable[[Case], bool]] = {
    "cases": lambda c: bool(first(c)),
    "no_conversation_and_no_reason": lambda c: not has(c, "child_conversation", first(c)),
    "contact_decision": lambda c: len(contact(c)) == 1,
    "contact_decision_sufficiently_reasoned": lambda c: any(d.fields["reasoned"] == "yes" for d in contact(c)),
    "contact_frame_in_plan_only": lambda c: frame(c) and not contact(c),
    "neither_contact_decision_nor_frame": lambda c: not frame(c) and not contact(c),
    "decision_on_choice_of_placement": lambda c: any(d.day <= c.of("placement")[0].day for d in choice(c)),
    "choice_of_placement_sufficiently_reasoned": lambda c: any(d.fields["reasoned"] == "yes" for d in choice(c)),
    "companion_guidance_not_documented": lambda c: not before(c, "companion_informed"),
    "guidance_on_consent_documented": lambda c: before(c, "guidance_given"),
    "guidance_on_consent_not_documented": lambda c: not before(c, "guidance_given"),
    "placements_without_consent": forced,
    "lawyer_and_file_access_guidance_without_consent": lambda c: (
        forced(c) and before(c, "lawyer_offered") and before(c, "file_access_informed")
    ),
    "planned_without_investigation": lambda c: planned(c) and not forced(c) and not investigated(c),
    "planned_without_plan": lambda c: planned(c) and not before(c, "plan"),
    "supported_contact_really_supervised": lambda c: any(
        d.fields["kind"] == "supported" and d.fields["consent"] == "no" for d in contact(c)
    ),
}


@pytest.mark.parametrize("number", sorted(PUBLISHED))
def test_a_published_number_is_found_in_the_events(number: str) -> None:
    """Counting the 78 cases by hand gives the number that the screening reported."""
    assert sum(COUNTED[number](case) for case in CASES) == PUBLISHED[number]


def test_the_tool_counts_decisions_where_the_screening_counted_cases() -> None:
    """78 placements, 16 decisions on contact and 6 on the place make 100 decisions; 10 of them lack a conversation."""
    counts = count(screening())["C1"]
    assert counts["breached"] == PUBLISHED["no_conversation_and_no_reason"]
    assert sum(counts.values()) == 78 + 16 + 6


def test_contact_is_a_decision_a_frame_or_nothing() -> None:
    """16 with a decision on contact, 14 with only a frame in the plan and 48 with neither are all the cases."""
    assert count(screening())["S1"] == {"breached": 48, "met": 16 + 14}


def test_no_contact_is_decided_as_supervised() -> None:
    """None of the decisions rests on § 71, stk. 3, so supervised contact without the committee is not counted twice."""
    assert not any(str(d.fields["section"]).startswith("SEL-71-3") for case in CASES for d in case.of("decision"))
    assert "S4" not in count(screening())


def test_the_screening_lies_under_serviceloven() -> None:
    """Every decision was made in 2014 to 2016 and every event lies before the day of the screening."""
    assert all(2014 <= d.day.year <= 2016 for case in CASES for d in case.of("decision"))
    assert all(e.day < AS_OF for case in CASES for e in case.events)


def test_follow_ups_are_never_more_than_five_months_apart() -> None:
    """The screening said nothing of follow-up, so there it finds nothing: each comes well within six months."""
    for case in CASES:
        days = [e.day for e in case.of("follow_up")] + [AS_OF]
        assert all(b - a <= timedelta(days=152) for a, b in pairwise(days))
