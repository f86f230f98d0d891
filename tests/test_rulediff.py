"""Two rule sets, or the law of two days, compared: the rules themselves, and the units that get another outcome."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from caseaudit.audit import run_audit
from caseaudit.engine import Settings
from caseaudit.model.dataset import Dataset
from caseaudit.model.frames import frames
from caseaudit.rulediff import Side, compare, compare_rules, for_all_days, on_day
from caseaudit.rules.language import Rule
from caseaudit.rules.rulebook import load_rulebook
from caseaudit.unitdiff import compare_units

OLD_LAW = {
    "until": "2023-12-31",
    "law_rows": ["P3"],
    "law": [{"cite": "SEL-140-1", "confidence": "read"}],
    "when": {"section": ["SEL-52"]},
    "require": {"event": "plan", "by": "at"},
}
NEW_LAW = {
    "from": "2024-01-01",
    "law_rows": ["P3"],
    "law": [{"cite": "BL-91-2", "confidence": "read"}],
    "when": {"section": ["SEL-52", "BL-46"]},
    "require": {"event": "plan", "by": "at + 3 months"},
}
AS_OF = date(2026, 1, 1)


def a_rule(**parts: Any) -> Rule:
    """A rule about plans in two versions, with the parts named."""
    both = {"da": "x", "en": "x"}
    base = {
        "id": "plan-in-time", "title": {"da": "Planen", "en": "The plan"}, "law_rows": ["P3"], "theme": "plan", "step": "plan",
        "severity": "high", "about": "decision", "why": both, "versions": [OLD_LAW, NEW_LAW], "finding": {"missing": both},
        "fix": both, "limits": both,
    }  # fmt: skip
    return Rule.model_validate(base | parts)


def the_export(*events: dict[str, Any]) -> Dataset:
    cases, rows, schema = frames([{"event_id": f"e{i}", **e} for i, e in enumerate(events)])
    return Dataset(cases, rows, schema, (), (), ())


PLAN_TWO_MONTHS_LATER = the_export(
    {"case_id": "1", "type": "decision", "at": "2022-03-01", "section": "SEL-52-3-7"},
    {"case_id": "1", "type": "plan", "at": "2022-05-01"},
    {"case_id": "2", "type": "decision", "at": "2024-03-01", "section": "BL-46-1"},
    {"case_id": "2", "type": "plan", "at": "2024-05-01"},
    {"case_id": "3", "type": "decision", "at": "2024-03-01", "section": "SEL-52"},
    {"case_id": "3", "type": "plan", "at": "2024-03-01"},
)


def by_days(first: date, second: date, *rules: Rule) -> tuple[Side, Side]:
    return Side("shipped", rules, first), Side("shipped", rules, second)


def parts(change: Any) -> dict[str, tuple[str, str]]:
    return {c.part: (c.before, c.after) for c in change.changes}


def test_a_rule_that_stands_on_one_side_only_is_added_or_removed():
    """A rule that the later set lacks is removed, and the other way round it is added."""
    with_it, without = Side("a", (a_rule(),)), Side("b", ())
    assert [r.status for r in compare(with_it, without).rules] == ["removed"]
    assert [r.status for r in compare(without, with_it).rules] == ["added"]


def test_the_same_rules_differ_in_nothing():
    """A set compared with itself tells of no change."""
    assert [r.status for r in compare(Side("a", (a_rule(),)), Side("b", (a_rule(),))).rules] == ["same"]


def test_a_longer_deadline_is_told_before_and_after_in_words():
    """Three months that become four stand in words on both sides, and only in the version that has them."""
    longer = NEW_LAW | {"require": {"event": "plan", "by": "at + 4 months"}}
    found = compare_rules(a_rule(), a_rule(versions=[OLD_LAW, longer]))
    assert found.status == "changed"
    old, new = found.versions
    assert old.changes == ()
    before, after = parts(new)["require"]
    assert "3 måneder" in before
    assert "4 måneder" in after


def test_severity_title_and_law_are_told():
    """Severity, title and provision have a before and an after of their own."""
    law = NEW_LAW | {"law": [{"cite": "BL-91-1", "confidence": "read"}], "severity": "low"}
    other = a_rule(title={"da": "Planen i tide", "en": "In time"}, severity="critical", versions=[OLD_LAW, law])
    found = compare_rules(a_rule(), other)
    assert parts(found) == {"title": ("Planen", "Planen i tide"), "severity": ("høj", "kritisk")}
    assert parts(found.versions[1]) == {
        "severity": ("høj", "lav"), "law": ("BL § 91, stk. 2", "BL § 91, stk. 1"),
    }  # fmt: skip


def test_a_provision_that_has_been_read_since_is_told():
    """The same provision with another confidence is a change of law that says so."""
    unsure = NEW_LAW | {"law": [{"cite": "BL-91-2", "confidence": "secondary"}]}
    (change,) = compare_rules(a_rule(versions=[OLD_LAW, unsure]), a_rule()).versions[1].changes
    assert change.details == ("BL § 91, stk. 2: kun sekundær kilde -> lovteksten er læst",)


def test_a_new_version_and_a_moved_period_are_told():
    """A version that ends and one that takes over: the first has another period, the second is new."""
    ends, follows = NEW_LAW | {"until": "2025-06-30"}, NEW_LAW | {"from": "2025-07-01"}
    _, moved, new = compare_rules(a_rule(), a_rule(versions=[OLD_LAW, ends, follows])).versions
    assert parts(moved) == {"period": ("01-01-2024..", "01-01-2024..30-06-2025")}
    assert new.before is None
    assert new.after is not None
    assert new.after.from_ == date(2025, 7, 1)


def test_versions_without_a_day_in_common_are_not_the_same_version():
    """A version that ended before the other began is removed, and the other is new."""
    found = compare_rules(a_rule(versions=[OLD_LAW]), a_rule(versions=[NEW_LAW]))
    assert [(v.before is None, v.after is None) for v in found.versions] == [(False, True), (True, False)]


def test_only_texts():
    """Another text on limits and another example change no rule; they are named as texts."""
    found = compare_rules(a_rule(), a_rule(limits={"da": "y", "en": "y"}))
    assert (found.status, found.texts) == ("texts", ("limits",))


def test_what_the_words_leave_out_is_told():
    """Where a condition reads the same in words on both sides, the value that differs is named."""
    one, two = (
        NEW_LAW | {"require": {"event": "plan", "by": "at", "unlinked": {"within": f"{n} months"}}} for n in (6, 12)
    )
    (change,) = compare_rules(a_rule(versions=[one]), a_rule(versions=[two])).versions[0].changes
    assert change.details
    assert "6 måneder" in change.details[0]
    assert "12 måneder" in change.details[0]


def test_a_section_that_a_long_list_hides_is_told():
    """The words name the first sections of a long list; the one that came in is named beside them."""
    many = [f"BL-{n}" for n in range(30, 40)]
    one, two = (NEW_LAW | {"when": {"section": sections}} for sections in (many, [*many, "BL-46"]))
    (change,) = compare_rules(a_rule(versions=[one]), a_rule(versions=[two])).versions[0].changes
    assert any("+[BL § 46]" in d for d in change.details)


def test_a_soft_duty_is_told():
    """A duty that becomes soft no longer gives a breach."""
    (change,) = compare_rules(a_rule(), a_rule(versions=[OLD_LAW, NEW_LAW | {"soft": True}])).versions[1].changes
    assert (change.part, change.before) == ("soft", "meldes som brud")


def test_two_days_under_one_version_are_the_same():
    """Between two days of the same version nothing differs."""
    assert [r.status for r in compare(*by_days(date(2024, 1, 1), date(2025, 1, 1), a_rule())).rules] == ["same"]


def test_two_days_under_two_versions_name_both_laws():
    """On each side of 1 January 2024 the provision and the duty are another."""
    (found,) = compare(*by_days(date(2023, 12, 31), date(2024, 1, 1), a_rule())).rules
    (version,) = found.versions
    assert parts(version)["law"] == ("SEL § 140, stk. 1", "BL § 91, stk. 2")
    assert {"when", "require", "law"} == set(parts(version))


def test_a_rule_of_one_day_only_and_one_of_neither():
    """A rule that begins in 2024 is in force on the later day only; one that begins in 2030 on neither."""
    young, future = a_rule(versions=[NEW_LAW]), a_rule(id="later", versions=[NEW_LAW | {"from": "2030-01-01"}])
    found = compare(*by_days(date(2023, 12, 31), date(2024, 1, 1), young, future))
    assert [(r.rule.id, r.status) for r in found.rules] == [("plan-in-time", "added")]
    assert found.idle == ("later",)


def test_a_rule_of_a_day_has_one_version_that_judges_every_unit():
    """The law of a day judges a unit of any date."""
    rule = on_day(a_rule(), date(2023, 12, 31), {})
    assert rule is not None
    (version,) = for_all_days(rule).versions
    assert version.covers(date(1999, 1, 1))
    assert version.covers(date(2099, 1, 1))


def test_the_same_facts_by_the_law_of_two_days():
    """A plan two months late is a breach by the old law, and in time by the new; a new section is unknown to the old law."""
    before, after = by_days(date(2023, 12, 31), date(2024, 1, 1), a_rule())
    (found,) = compare_units(PLAN_TWO_MONTHS_LATER, before.judging, after.judging, AS_OF, Settings())
    got = {(u.case_id, u.unit_on, u.before, u.before_reason, u.after) for u in found.units}
    assert got == {
        ("1", "2022-03-01", "breached", "late", "met"),
        ("2", "2024-03-01", "not_applicable", "", "met"),
    }
    assert found.n_units == 3
    assert found.judged_by_both == 1
    assert found.before["met"] == 1
    assert found.after["met"] == 3


def test_a_rule_not_in_force_asks_nothing():
    """On a day when the rule is not in force every unit is not applicable."""
    before, after = by_days(date(2023, 12, 31), date(2024, 1, 1), a_rule(versions=[NEW_LAW]))
    (found,) = compare_units(PLAN_TWO_MONTHS_LATER, before.judging, after.judging, AS_OF, Settings())
    assert {u.before for u in found.units} == {"not_applicable"}
    assert found.before["not_applicable"] == 3


def test_two_rule_sets_judge_each_unit_by_its_own_day():
    """Between two rule sets each unit keeps the version of its own date: only the stricter deadline tells."""
    strict = a_rule(versions=[OLD_LAW, NEW_LAW | {"require": {"event": "plan", "by": "at + 1 month"}}])
    before, after = {"plan-in-time": a_rule()}, {"plan-in-time": strict}
    (found,) = compare_units(PLAN_TWO_MONTHS_LATER, before, after, AS_OF, Settings())
    assert [(u.case_id, u.before, u.after, u.after_reason) for u in found.units] == [("2", "met", "breached", "late")]


def test_texts_and_severity_change_no_outcome():
    """Rules that ask the same are not judged again."""
    before, after = {"plan-in-time": a_rule()}, {"plan-in-time": a_rule(severity="low")}
    assert compare_units(PLAN_TWO_MONTHS_LATER, before, after, AS_OF, Settings()) == []


def test_a_rule_that_comes_to_be_about_the_case():
    """Where the unit becomes the case, its decisions are no longer asked about, and the case is."""
    about_case = a_rule(about="case", first={"event": "decision"}, versions=[OLD_LAW, NEW_LAW])
    (found,) = compare_units(
        PLAN_TWO_MONTHS_LATER, {"plan-in-time": a_rule()}, {"plan-in-time": about_case}, AS_OF, Settings()
    )
    kinds = {(u.unit_kind, u.after == "not_applicable") for u in found.units}
    assert kinds == {("decision", True), ("case", False)}
    assert all(u.unit_id == u.case_id for u in found.units if u.unit_kind == "case")


def test_the_same_outcome_for_another_reason_is_counted_apart():
    """A receipt that is missing and a plan that is late are both a breach: no new outcome, but another reason."""
    (found,) = compare_units(
        PLAN_TWO_MONTHS_LATER,
        {"plan-in-time": a_rule(versions=[OLD_LAW | {"when": None, "require": {"event": "receipt_sent"}}])},
        {"plan-in-time": a_rule(versions=[OLD_LAW])},
        AS_OF,
        Settings(),
    )
    assert (found.units, found.other_reason) == ((), 1)


@pytest.fixture(scope="module")
def small() -> Dataset:
    from caseaudit.reading import read
    from checkout import ROOT

    return read([ROOT / "examples" / "small" / "canonical"], key=b"k" * 32)


def test_each_side_counts_as_a_check_by_that_side_alone(small):
    """For every shipped rule, the counts before and after are those of a check by the law of that day alone."""
    book = load_rulebook()
    before, after = by_days(date(2023, 12, 31), date(2024, 1, 1), *book.rules)
    found = {u.rule.id: u for u in compare_units(small, before.judging, after.judging, date(2026, 10, 15), Settings())}
    assert found
    for side, name in ((before, "before"), (after, "after")):
        files = {i: dataclasses.replace(book.files[i], rule=r) for i, r in side.judging.items()}
        audit = run_audit(small, dataclasses.replace(book, files=files), date(2026, 10, 15))
        alone = {r.rule.id: r.counts for r in audit.results}
        for rule_id, u in found.items():
            if rule_id in alone:
                assert getattr(u, name) == alone[rule_id]
    for u in found.values():
        assert sum(t.n for t in u.transitions) == len(u.units)
        for outcome in u.before:
            left = sum(t.n for t in u.transitions if t.before == outcome)
            came = sum(t.n for t in u.transitions if t.after == outcome)
            assert u.before[outcome] - left + came == u.after[outcome]
