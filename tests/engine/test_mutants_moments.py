"""Last permitted days that the random cases seldom meet: unusual ages, days off, columns that only some types lack."""

from __future__ import annotations

import pytest

from one_unit import Export, ask, every, on


def due(by, *events, start="2024-03-01", **more):
    return ask(
        {"require": {"event": "plan", "by": by}}, on("placement", start, **more.pop("fields", {})), *events, **more
    )


@pytest.mark.parametrize(
    ("by", "day"),
    [
        ("at", "2024-03-01"), ("at + 1 day", "2024-03-02"), ("at - 1 day", "2024-02-29"), ("at + 1 month", "2024-04-01"),
        ("at - 1 month", "2024-02-01"), ("at + 1 year", "2025-03-01"), ("at - 1 year", "2023-03-01"),
        ("ends_on", "2024-05-31"), ("ends_on + 1 month", "2024-06-30"), ("aware_on - 2 days", "2024-04-28"),
        ("at + 1 working day", "2024-03-04"), ("at + 6 working days", "2024-03-11"),
        ("birthday 0", "2010-03-01"), ("birthday 0 + 3 months", "2010-06-01"), ("birthday 1", "2011-03-01"),
        ("birthday 18 - 6 months", "2027-09-01"), ("birthday 15 + 1 day", "2025-03-02"),
        ({"earliest": ["ends_on", "at + 1 month"]}, "2024-04-01"), ({"latest": ["ends_on", "at + 1 month"]}, "2024-05-31"),
        ({"earliest": ["at + 1 month", "ends_on"]}, "2024-04-01"), ({"latest": ["at + 1 month", "ends_on"]}, "2024-05-31"),
        ({"latest": ["at + 1 month", "birthday 15", "ends_on"]}, "2025-03-01"),
    ],
)  # fmt: skip
def test_the_last_day_is_counted_from_the_date_that_the_rule_names(by, day):
    """Placed on Friday 1 March 2024, child born on 1 March 2010; weekends are left out of working days."""
    found = due(by, fields={"ends_on": "2024-05-31", "aware_on": "2024-04-30"}, born="2010-03-01", saturday_is_working_day=False, as_of="2035-01-01")  # fmt: skip
    assert (found.outcome, found.due) == ("breached/missing", day)


@pytest.mark.parametrize("by", ["ends_on", "aware_on + 1 month", "birthday 15", {"latest": ["at", "ends_on"]}, {"latest": ["birthday 15", "at"]}, {"earliest": ["ends_on", "at"]}])  # fmt: skip
def test_a_date_that_is_not_recorded_leaves_the_last_day_unknown(by):
    found = due(by, on("plan", "2020-01-01"))
    assert (found.outcome, found.due) == ("unknown/data_missing", "")


@pytest.mark.parametrize(
    ("plan", "special", "expect"),
    [
        ("2024-12-24", True, "met"), ("2024-12-27", True, "unknown/unsettled_law"), ("2024-12-30", True, "breached/late"),
        ("2024-12-27", False, "met"), ("2024-12-30", False, "unknown/unsettled_law"), ("2025-01-02", False, "breached/late"),
    ],
)  # fmt: skip
def test_special_days_count_by_both_readings_of_saturday(plan, special, expect):
    """Three working days from Friday 20 December 2024: 24 December if Saturdays count, else 27 December; 27 and 30
    December where 24 December is no working day."""
    found = ask(
        {"require": {"event": "plan", "by": "at + 3 working days"}}, on("decision", "2024-12-20"), on("plan", plan),
        about="decision", special_days_are_working_days=special,
    )  # fmt: skip
    assert found.outcome == expect


@pytest.mark.parametrize(
    ("decided", "plan", "readings", "expect"),
    [
        ("2024-09-24", "2024-12-27", {"month_limits_extend": True}, "breached/late"),
        ("2024-09-24", "2024-12-27", {"month_limits_extend": True, "special_days_are_working_days": False}, "met"),
        ("2024-03-01", "2024-06-03", {"month_limits_extend": True, "saturday_is_working_day": True}, "breached/late"),
        ("2024-03-01", "2024-06-01", {"month_limits_extend": True, "saturday_is_working_day": True}, "met"),
        ("2024-03-01", "2024-06-03", {"month_limits_extend": True, "saturday_is_working_day": False}, "met"),
        ("2024-03-01", "2024-06-03", {"month_limits_extend": None, "saturday_is_working_day": True}, "breached/late"),
    ],
)
def test_which_days_a_limit_in_months_runs_over_follows_the_readings(decided, plan, readings, expect):
    """Three months end on Saturday 1 June 2024, or on Tuesday 24 December 2024."""
    require = {"event": "plan", "by": "at + 3 months"}
    assert (
        ask({"require": require}, on("decision", decided), on("plan", plan), about="decision", **readings).outcome
        == expect
    )


@pytest.mark.parametrize(
    ("by", "plan", "expect"),
    [
        ("at + 1 year", "2025-03-03", "met"), ("at + 1 year", "2025-03-04", "breached/late"),
        ("at - 1 month", "2024-02-05", "breached/late"), ("at", "2024-03-02", "breached/late"),
        ("ends_on", "2024-06-03", "breached/late"), ("at + 92 days", "2024-06-03", "breached/late"),
        ({"earliest": ["at + 3 months", "at + 1 year"]}, "2024-06-03", "met"),
        ({"latest": ["at + 3 months", "at + 1 month"]}, "2024-06-03", "met"),
    ],
)  # fmt: skip
def test_only_limits_in_months_or_years_after_a_day_run_over_a_weekend(by, plan, expect):
    """1 March 2025 and 1 June 2024 are Saturdays; a limit before the day, or a plain day, does not run on."""
    events = [on("decision", "2024-03-01", ends_on="2024-06-01"), on("plan", plan)]
    found = ask({"require": {"event": "plan", "by": by}}, *events, about="decision", month_limits_extend=True)
    assert found.outcome == expect


def test_a_birthday_in_doubt_is_in_doubt_also_for_what_is_counted_from_it():
    """Born 29 February 2008: three months after the 15th birthday is 28 May or 1 June 2023."""
    by = {"require": {"event": "plan", "by": "birthday 15 + 3 months"}}
    for plan, march, expect in (
        ("2023-05-28", None, "met"), ("2023-05-29", None, "unknown/unsettled_law"), ("2023-06-01", None, "unknown/unsettled_law"),
        ("2023-06-02", None, "breached/late"), ("2023-06-01", True, "met"), ("2023-05-29", False, "breached/late"),
    ):  # fmt: skip
        found = ask(by, on("decision", "2023-01-01"), on("plan", plan), about="decision", born="2008-02-29", leap_birthday_is_1_march=march)  # fmt: skip
        assert found.outcome == expect


PARALLEL = {"earliest": ["at + 3 months", {"parallel_end": ["investigation", "limited_investigation"]}]}


@pytest.mark.parametrize(
    ("events", "day"),
    [
        ([], "2024-06-01"),
        ([on("investigation", "2024-02-01", ends_on="2024-04-15")], "2024-04-15"),
        ([on("investigation", "2024-03-01", ends_on="2024-04-15")], "2024-04-15"),
        ([on("investigation", "2024-03-02", ends_on="2024-04-15")], "2024-06-01"),
        ([on("investigation", "2024-02-01", ends_on="2024-03-01")], "2024-06-01"),
        ([on("investigation", "2024-02-01", ends_on="2024-03-02")], "2024-03-02"),
        ([on("investigation", "2024-02-01")], "2024-06-01"),
        ([on("investigation", "2024-02-01", ends_on="2024-08-01")], "2024-06-01"),
        ([on("investigation", "2024-02-01", ends_on="2024-05-01"), on("limited_investigation", "2024-02-10", ends_on="2024-04-01")], "2024-04-01"),
        ([on("investigation", "2024-02-01", ends_on="2024-04-01"), on("investigation", "2024-02-10", ends_on="2024-05-01")], "2024-04-01"),
        ([on("investigation", "2024-02-01", ends_on="2024-04-15", case_id="d")], "2024-06-01"),
    ],
)  # fmt: skip
def test_the_end_of_what_ran_on_the_day_of_the_unit(events, day):
    """It had begun on 1 March 2024 or before, and ended later than that day; the first of several to end counts."""
    rule = {"require": {"event": "plan", "by": PARALLEL}}
    for rows in (
        [on("placement", "2024-03-01", event_id="p"), *events],
        [*events, on("placement", "2024-03-01", event_id="p")],
    ):
        assert every(rule, Export(rows, cases=("c", "d")))["p"].due == day


@pytest.mark.parametrize(
    ("lacking", "without", "expect"),
    [
        ({}, (), "breached/missing"),
        ({"investigation": ["ends_on"]}, (), "breached/missing"),
        ({"investigation": ["ends_on"], "limited_investigation": ["ends_on"]}, (), "unknown/data_missing"),
        ({"plan": ["ends_on"], "placement": ["ends_on"]}, (), "breached/missing"),
        ({"limited_investigation": ["ends_on"]}, ("investigation",), "unknown/data_missing"),
        ({}, ("investigation",), "breached/missing"),
        ({}, ("ends_on",), "unknown/data_missing"),
    ],
)
def test_the_end_of_what_ran_is_known_when_the_export_carries_it_for_one_of_the_types(lacking, without, expect):
    rule = {"require": {"event": "plan", "by": PARALLEL}}
    assert ask(rule, on("placement", "2024-03-01"), lacking=lacking, without=without).outcome == expect


def test_the_own_day_needs_no_column():
    """Whether the placement ran is known only if its type carries an end; other types do not matter."""
    rule = {"when": {"running": "at"}, "require": {"event": "plan", "by": "at"}}
    placed = on("placement", "2024-03-01")
    assert ask(rule, placed, lacking={"placement": ["ends_on"]}).outcome == "unknown/data_missing"
    assert ask(rule, placed, lacking={"plan": ["ends_on"]}).outcome == "breached/missing"


@pytest.mark.parametrize(
    ("end", "born", "march", "expect"),
    [
        ("2023-02-28", "2008-02-29", None, "unknown/unsettled_law"), ("2023-03-01", "2008-02-29", None, "breached/missing"),
        ("2023-02-28", "2008-02-29", True, "not_applicable"), ("2023-02-28", "2008-02-29", False, "breached/missing"),
        ("2023-02-27", "2008-02-29", None, "not_applicable"), ("", None, None, "unknown/data_missing"),
    ],
)  # fmt: skip
def test_whether_a_placement_ran_on_a_birthday_in_doubt(end, born, march, expect):
    rule = {"when": {"running": "birthday 15"}, "require": {"event": "plan", "by": "at"}}
    found = ask(rule, on("placement", "2020-01-01", ends_on=end), born=born, leap_birthday_is_1_march=march)
    assert found.outcome == expect
    assert found.notes == ()


@pytest.mark.parametrize(
    ("at", "born", "expect"),
    [
        ("2025-02-28", "2010-03-01", "not_applicable"), ("2025-03-01", "2010-03-01", "breached/missing"),
        ("2028-02-29", "2010-03-01", "breached/missing"), ("2028-03-01", "2010-03-01", "not_applicable"),
        ("2025-03-01", None, "unknown/data_missing"),
        ("2023-02-28", "2008-02-29", "unknown/unsettled_law"), ("2023-03-01", "2008-02-29", "breached/missing"),
        ("2026-02-28", "2008-02-29", "unknown/unsettled_law"), ("2026-02-27", "2008-02-29", "breached/missing"),
    ],
)  # fmt: skip
def test_an_age_is_reached_on_the_birthday_and_lasts_until_the_day_before_the_next(at, born, expect):
    """From 15 until 18; where the birthday is in doubt, only by both readings."""
    rule = {"when": {"age": "at", "at_least": 15, "below": 18}, "require": {"event": "plan", "by": "at"}}
    assert ask(rule, on("decision", at), about="decision", born=born, leap_birthday_is_1_march=None).outcome == expect
    alone = {"when": {"age": "at", "at_least": 15}, "require": {"event": "plan", "by": "at"}}
    below = {"when": {"age": "at", "below": 18}, "require": {"event": "plan", "by": "at"}}
    both = {
        ask(r, on("decision", at), about="decision", born=born, leap_birthday_is_1_march=None).outcome
        for r in (alone, below)
    }
    assert expect in both


def test_the_day_of_an_age_or_a_field_in_doubt_is_noted():
    """An age that is required, and a date field by a birthday."""
    age = ask({"require": {"age": "at", "at_least": 15}}, on("decision", "2023-02-28"), about="decision", born="2008-02-29", leap_birthday_is_1_march=None)  # fmt: skip
    assert (age.outcome, age.notes, age.due) == ("unknown/unsettled_law", ("leap_day",), "2023-02-28")
    ran = ask({"require": {"running": "birthday 15"}}, on("placement", "2020-01-01", ends_on="2023-02-28"), born="2008-02-29", leap_birthday_is_1_march=None)  # fmt: skip
    assert (ran.outcome, ran.notes, ran.due) == ("unknown/unsettled_law", ("leap_day",), "2023-03-01")
    field = {"require": {"field": "aware_on", "by": "birthday 15"}}
    found = ask(field, on("decision", "2020-01-01", aware_on="2023-03-01"), about="decision", born="2008-02-29", leap_birthday_is_1_march=None)  # fmt: skip
    assert (found.outcome, found.notes) == ("unknown/unsettled_law", ("leap_day",))


# --- fields -------------------------------------------------------------------------------------------------------------------------


def field(condition, **fields):
    return every({"require": condition}, Export([on("plan", "2020-01-01"), on("decision", "2024-03-01", event_id="d", **fields)]), about="decision")["d"]  # fmt: skip


@pytest.mark.parametrize(
    ("condition", "fields", "expect"),
    [
        ({"field": "goals", "is": "yes"}, {"goals": "yes"}, "met"),
        ({"field": "goals", "is": "yes"}, {"goals": "no"}, "breached/incomplete"),
        ({"field": "goals", "is": "yes"}, {}, "breached/incomplete"),
        (
            {"field": "body", "is": "committee", "otherwise": "wrong_body"},
            {"body": "municipality"},
            "breached/wrong_body",
        ),
        ({"field": "body", "is": "committee", "otherwise": "wrong_body"}, {}, "breached/incomplete"),
        (
            {"field": "body", "is_not": "committee", "otherwise": "wrong_body"},
            {"body": "committee"},
            "breached/wrong_body",
        ),
        ({"field": "body", "is_not": "committee"}, {"body": "committee"}, "breached/incomplete"),
        ({"field": "body", "is_not": "committee"}, {"body": "municipality"}, "met"),
        ({"field": "body", "is_not": "committee"}, {}, "unknown/data_missing"),
        ({"field": "reason", "is": "documented"}, {}, "breached/incomplete"),
        ({"field": "reason", "is": "documented"}, {"reason": "x"}, "met"),
        ({"section": "BL-46"}, {"section": "BL-46-1"}, "met"),
        ({"section": "BL-46"}, {"section": "BL-47"}, "breached/incomplete"),
        ({"section": "BL-46"}, {}, "unknown/data_missing"),
    ],
)
def test_a_field_is_told_as_the_decisions_own(condition, fields, expect):
    """The evidence is the decision itself, and nothing is noted."""
    found = field(condition, **fields)
    assert (found.outcome, found.evidence, found.notes) == (expect, "d", ())
    if expect != "met":
        assert (found.due, found.actual) == ("2024-03-01", "")


@pytest.mark.parametrize(
    ("aware", "expect", "actual"),
    [
        ("2024-04-01", "met", "2024-04-01"), ("2024-04-02", "breached/late", "2024-04-02"), ("", "breached/missing", ""),
        ("2024-01-01", "met", "2024-01-01"),
    ],
)  # fmt: skip
def test_a_date_of_the_decision_by_its_limit(aware, expect, actual):
    found = field({"field": "aware_on", "by": "at + 1 month"}, aware_on=aware)
    assert (found.outcome, found.due, found.actual, found.evidence) == (expect, "2024-04-01", actual, "d")


@pytest.mark.parametrize(
    ("aware", "expect"),
    [("2024-03-13", "met"), ("2024-03-15", "unknown/unsettled_law"), ("2024-03-16", "breached/late")],
)
def test_a_date_of_the_decision_between_two_readings_of_its_limit(aware, expect):
    found = field({"field": "aware_on", "by": "at + 10 working days"}, aware_on=aware)
    assert (found.outcome, found.notes) == (expect, ("saturday",) if expect.startswith("unknown") else ())


def test_a_field_that_waits_is_open_until_the_day_has_passed():
    rule = {"require": {"field": "goals", "is": "yes"}}
    for as_of, expect in (("2024-03-01", "pending"), ("2024-03-02", "breached/incomplete")):
        assert ask(rule, on("decision", "2024-03-01"), about="decision", as_of=as_of).outcome == expect


def test_a_section_is_read_where_the_type_of_the_unit_carries_it():
    rule = {"when": {"section": "BL-46"}, "require": {"event": "plan", "by": "at"}}
    decided = on("decision", "2024-03-01", section="BL-46")
    assert ask(rule, decided, about="decision", lacking={"decision": ["section"]}).outcome == "unknown/data_missing"
    assert ask(rule, decided, about="decision", lacking={"plan": ["section"]}).outcome == "breached/missing"
    for condition in ({"field": "goals", "is": "yes"}, {"field": "aware_on", "by": "at"}):
        name = condition["field"]
        assert (
            ask({"require": condition}, decided, about="decision", lacking={"decision": [name]}).outcome
            == "unknown/data_missing"
        )
        assert ask({"require": condition}, decided, about="decision", lacking={"plan": [name]}).outcome.startswith(
            "breached"
        )
