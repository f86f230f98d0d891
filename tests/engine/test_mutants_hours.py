"""Limits in hours: which of several events is told, and what can be said where clock times are not recorded."""

from __future__ import annotations

import pytest

from one_unit import Export, every, on

ASSESSED = {"require": {"event": "notification_assessed", "from": "at", "by": "at + 24 hours"}}
CAME = on("notification", "2024-03-01T12:00", event_id="n")


def assessed(at: str, **fields: str) -> dict[str, str]:
    return on("notification_assessed", at, **fields)


def said(*events: dict[str, str], rule=ASSESSED, about="notification", **more):
    return every(rule, Export(events), about=about, **more)["n"]


@pytest.mark.parametrize(
    ("at", "expect"),
    [
        ("2024-03-01T12:00", "met"), ("2024-03-02T12:00", "met"), ("2024-03-02T12:01", "breached/late"), ("2024-03-02T12:00:01", "breached/late"),
        ("2024-03-01", "met"), ("2024-03-02", "unknown/no_time"), ("2024-03-03", "breached/late"),
        ("2024-03-01T11:59", "breached/missing"), ("2024-02-29", "breached/missing"),
    ],
)  # fmt: skip
def test_24_hours_are_counted_on_the_clock_and_by_whole_days_where_there_is_none(at, expect):
    """A day without a clock time is in time only when all of it is, and late only when all of it is. First row or last."""
    assert said(assessed(at), CAME).outcome == expect
    assert said(CAME, assessed(at)).outcome == expect


@pytest.mark.parametrize(
    ("at", "expect"),
    [("2024-03-01T23:59", "met"), ("2024-03-02T00:00", "unknown/no_time"), ("2024-03-03T00:00", "breached/late")],
)
def test_a_notification_without_a_clock_time_is_judged_by_whole_days(at, expect):
    came = on("notification", "2024-03-01", event_id="n")
    assert said(assessed(at), came).outcome == expect


@pytest.mark.parametrize(("hours", "at", "expect"), [
    (48, "2024-03-02", "met"), (48, "2024-03-03", "unknown/no_time"), (48, "2024-03-04", "breached/late"),
    (47, "2024-03-02", "unknown/no_time"), (47, "2024-03-03", "unknown/no_time"), (49, "2024-03-04", "unknown/no_time"),
    (1, "2024-03-01", "unknown/no_time"),
])  # fmt: skip
def test_whole_days_decide_other_limits_too(hours, at, expect):
    rule = {"require": {"event": "notification_assessed", "from": "at", "by": f"at + {hours} hours"}}
    assert said(CAME, assessed(at), rule=rule).outcome == expect


@pytest.mark.parametrize(
    ("dated", "told"), [("2024-03-04", "2024-03-04"), ("2024-03-05", "2024-03-05"), ("2024-03-06", "2024-03-05")]
)
@pytest.mark.parametrize("linked", [True, False])
def test_of_two_that_are_late_the_first_is_told(dated, told, linked):
    """One with a clock time on 5 March and one without: on the same day the one without is told, for it may be earlier."""
    more = {"concerns": "n"} if linked else {}
    rows = [assessed(dated, event_id="d", **more), assessed("2024-03-05T10:00", event_id="c", **more), CAME]
    for events in (rows, rows[::-1], [rows[1], rows[0], rows[2]]):
        found = said(*events)
        assert (found.outcome, found.actual) == ("breached/late", told)
        assert found.evidence == ("d" if dated <= "2024-03-05" else "c")


def test_one_that_is_surely_in_time_decides_whatever_else_there_is():
    rows = [assessed("2024-03-02", event_id="d"), assessed("2024-03-02T11:00", event_id="c"), CAME]
    for events in (rows, rows[::-1], [rows[1], rows[0], rows[2]]):
        found = said(*events)
        assert (found.outcome, found.evidence, found.actual) == ("met", "c", "2024-03-02")


def test_one_that_may_be_in_time_leaves_a_late_one_open_to_doubt():
    rows = [assessed("2024-03-02", event_id="d"), assessed("2024-03-02T13:00", event_id="c"), CAME]
    for events in (rows, rows[::-1]):
        found = said(*events)
        assert (found.outcome, found.evidence) == ("unknown/no_time", "d")


def test_the_pairing_is_noted_as_for_other_limits():
    """By case and date where nothing links them; reversed where what is linked came before; nothing where it is linked."""
    assert said(assessed("2024-03-01"), CAME).notes == ("by_date",)
    assert said(assessed("2024-03-01T13:00"), CAME).notes == ("by_date",)
    assert said(CAME, assessed("2024-03-01T13:00", concerns="n")).notes == ()
    assert said(CAME).notes == ()
    early = said(CAME, assessed("2024-03-01T11:00", concerns="n"))
    assert (early.outcome, early.notes) == ("unknown/data_missing", ("reversed",))


def test_each_notification_has_its_own_note():
    """Two notifications, one assessed by a linked event that came too early, one by an event that is not linked."""
    events = [
        CAME, on("notification", "2024-04-01T12:00", event_id="m"), assessed("2024-03-01T11:00", concerns="n"),
        assessed("2024-04-01T13:00"),
    ]  # fmt: skip
    found = every(ASSESSED, Export(events), about="notification")
    assert {k: (v.outcome, v.notes) for k, v in found.items()} == {
        "n": ("unknown/data_missing", ("reversed",)),
        "m": ("met", ("by_date",)),
    }


def test_linked_ones_decide_alone_also_in_hours():
    """The other assessment on the case is in time, but it is not the one that concerns the notification."""
    found = said(CAME, assessed("2024-03-04T10:00", concerns="n", event_id="own"), assessed("2024-03-01T13:00"))
    assert (found.outcome, found.evidence) == ("breached/late", "own")
    found = said(CAME, assessed("2024-03-04", concerns="n", event_id="own"), assessed("2024-03-01"))
    assert (found.outcome, found.evidence) == ("breached/late", "own")


@pytest.mark.parametrize(("at", "due"), [("2024-03-01T12:00", "2024-03-02"), ("2024-03-30T12:00", "2024-03-31"), ("2024-03-30T23:30", "2024-04-01"), ("2024-10-26T23:30", "2024-10-27"), ("2024-10-27T00:30", "2024-10-27"), ("1969-03-01T12:00", "1969-03-02")])  # fmt: skip
def test_the_day_on_which_the_hours_run_out_follows_the_clock(at, due):
    """The night of 31 March 2024 has one hour less, the night of 27 October one more."""
    events = [on("notification", at, event_id="n"), on("notification", "2024-01-01", event_id="other", case_id="b")]
    found = every(ASSESSED, Export(events, cases=("b", "c")), about="notification")["n"]
    assert (found.outcome, found.due) == ("breached/missing", due)


@pytest.mark.parametrize(
    ("hours", "due"), [(24, "2024-03-02"), (25, "2024-03-03"), (23, "2024-03-02"), (48, "2024-03-03")]
)
def test_without_a_clock_time_hours_are_rounded_up_to_days(hours, due):
    rule = {"require": {"event": "notification_assessed", "from": "at", "by": f"at + {hours} hours"}}
    assert said(on("notification", "2024-03-01", event_id="n"), rule=rule).due == due


@pytest.mark.parametrize(("as_of", "expect"), [("2024-03-02", "pending"), ("2024-03-03", "breached/missing")])
def test_24_hours_are_waited_for_until_the_day_on_which_they_run_out_has_passed(as_of, expect):
    assert said(CAME, as_of=as_of).outcome == expect


@pytest.mark.parametrize(
    ("at", "expect"),
    [("2024-10-27T01:30", "met"), ("2024-10-27T02:00", "unknown/no_time"), ("2024-10-27T03:00", "breached/late")],
)
def test_the_hour_that_occurs_twice_is_in_time_only_by_both_readings(at, expect):
    """24 hours from 26 October 02:00 end at the first 02:00 of 27 October; a clock time of that hour may be the second."""
    came = on("notification", "2024-10-26T02:00", event_id="n")
    assert said(came, assessed(at)).outcome == expect


@pytest.mark.parametrize(("at", "expect"), [("2024-10-27T02:00:00", "met"), ("2024-10-27T02:00:01", "unknown/no_time")])
def test_one_second_over_by_the_later_reading_is_not_surely_in_time(at, expect):
    """From 26 October 03:00, 24 hours end at the second 02:00 of 27 October."""
    assert said(on("notification", "2024-10-26T03:00", event_id="n"), assessed(at)).outcome == expect
