"""Every rule's own cases, and that the shipped rules implement the core duties with law that somebody has read."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from caseaudit import yamlfile
from caseaudit.errors import UsageError
from caseaudit.resources import data_dir
from caseaudit.rules.language import (
    CONDITIONS,
    All,
    AnyCondition,
    AnyOf,
    Case,
    EventIs,
    FieldIs,
    Not,
    Recurring,
    Rule,
    SectionIs,
    Version,
    Yearly,
    walk,
)
from caseaudit.rules.rulebook import NOT_RULES, QUESTIONS, RuleFile, load_rulebook, read_rule
from caseaudit.selfcheck import check_rule, run_case

RULES = data_dir("rules")
DOC = Path(__file__).parents[1] / "docs" / "add-a-rule.md"
GROUPS = yamlfile.load(RULES / "section-groups.yaml").data
NEW_LAW = date(2024, 1, 1)

CORE: dict[str, str] = {
    "N1": "met breached/missing breached/late pending unknown/no_time unknown/data_missing",
    "N4": "met breached/missing breached/late pending unknown/unsettled_law unknown/data_missing not_applicable",
    "I4": "met excused breached/missing breached/late pending unknown/data_missing",
    "I5": "met excused breached/missing breached/late pending unknown/data_missing",
    "C1": "met excused breached/missing breached/late breached/incomplete pending unknown/data_missing not_applicable",
    "C5": "met breached/missing breached/late pending unknown/data_missing not_applicable",
    "P1": "met excused breached/missing breached/late pending unknown/data_missing",
    "P2": "met breached/missing breached/late breached/incomplete pending unknown/data_missing not_applicable",
    "P3": "met breached/missing breached/late pending unknown/data_missing not_applicable",
    "P4": "met breached/missing unknown/data_missing not_applicable",
    "F1": "met excused breached/missing breached/late pending unknown/data_missing",
    "F2": "met breached/missing breached/late pending unknown/transitional unknown/data_missing not_applicable",
    "F5": "met breached/missing pending unknown/data_missing not_applicable",
    "S1": "met breached/missing pending unknown/data_missing",
    "S4": "met breached/wrong_body breached/incomplete pending unknown/data_missing not_applicable",
}
"""The core duties, and the outcomes that their own cases must show."""


def _paths() -> list[Path]:
    return [
        p
        for p in sorted(RULES.rglob("*.yaml"))
        if p.name not in NOT_RULES and p.parent.name != QUESTIONS and not p.name.startswith("out-of-scope")
    ]


def _readable() -> list[RuleFile]:
    """Every rule that can be read; one that cannot fails `test_a_rule_is_read` and not the collection of the rest."""
    out = []
    for path in _paths():
        try:
            out.append(read_rule(path, GROUPS))
        except UsageError:
            continue
    return out


FILES = _readable()


def _cases() -> list[object]:
    return [
        pytest.param(f.rule, case, id=f"{f.rule.id}: {case.name if isinstance(case.name, str) else case.name.en}")
        for f in FILES
        for case in f.rule.cases
    ]


def _of_each_rule() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("rule", [pytest.param(f.rule, id=f.rule.id) for f in FILES])


def _unit_days(rule: Rule, case: Case) -> list[date]:
    """The days that choose the version: of the unit that the case names, else of every unit in it."""
    types = (rule.first.event,) if rule.first else rule.about
    return [
        date.fromisoformat(str(e[t])[:10])
        for e in case.given
        for t in types
        if t in e and (case.unit is None or rule.first or e.get("id") == case.unit)
    ]


def _cases_of_row(row: str) -> set[str]:
    """The outcomes that inline cases show for a law row: those of rules that name it, where a version with it holds.

    A case that no version covers is not applicable in every row of its rule.
    """
    out = set()
    for file in FILES:
        rule = file.rule
        if row not in rule.law_rows:
            continue
        for case in rule.cases:
            days = _unit_days(rule, case)
            versions = [v for v in rule.versions if any(v.covers(d) for d in days)]
            if any(row in v.law_rows for v in versions) or not versions:
                out.add(case.expect)
    return out


@pytest.mark.parametrize("path", _paths(), ids=lambda p: p.stem)
def test_a_rule_is_read(path: Path) -> None:
    """Every file in the rules folder is a rule with no unknown key, value or type, named by its id."""
    assert read_rule(path, GROUPS).rule.id == path.stem


def test_the_rulebook_loads_strictly() -> None:
    """Versions do not overlap, acts are in force when cited, texts name known placeholders, and both sides of a date have a case."""
    book = load_rulebook(strict=True)
    assert len(book.rules) == len(_paths())


@pytest.mark.parametrize(("rule", "case"), _cases())
def test_an_inline_case_gives_the_outcome_that_a_jurist_expects(rule: Rule, case: Case) -> None:
    """A rule's own example cases hold, with the reason and the deadline that they name."""
    result = run_case(rule, case)
    assert result.ok, f"{result.got}, due {result.due_on}; expected {case.expect}, due {case.due_on}"


@_of_each_rule()
def test_a_rule_stands_in_the_folder_of_its_theme(rule: Rule) -> None:
    """The folder of a rule is its theme."""
    assert [p.parent.name for p in _paths() if p.stem == rule.id] == [rule.theme]


@_of_each_rule()
def test_a_citation_rests_on_something_that_was_read(rule: Rule) -> None:
    """No provision is cited from memory; a secondary source is named in a note."""
    for citation in (c for v in rule.versions for c in v.law):
        assert citation.confidence in {"read", "section_only", "secondary"}, citation.cite
        assert citation.note or citation.confidence != "secondary", citation.cite


@_of_each_rule()
def test_every_version_names_the_rows_that_it_implements(rule: Rule) -> None:
    """The rows of the versions are rows of the rule; F8 is the same duty for fewer units and is counted with F1."""
    assert set(rule.law_rows) - {row for v in rule.versions for row in v.law_rows} <= {"F8"}
    assert {row for v in rule.versions for row in v.law_rows} <= set(rule.law_rows)


@_of_each_rule()
def test_a_rule_has_cases_on_both_sides_of_the_change_of_law(rule: Rule) -> None:
    """The change from serviceloven to barnets lov is tried in every rule, also where it has one version only."""
    days = [d for case in rule.cases for d in _unit_days(rule, case)]
    assert any(d < NEW_LAW for d in days)
    assert any(d >= NEW_LAW for d in days)


@_of_each_rule()
def test_a_rule_has_a_case_with_a_missing_column(rule: Rule) -> None:
    """What the export does not carry is unknown, never met: each rule shows it."""
    assert any(case.without and case.expect.startswith("unknown/data_missing") for case in rule.cases)


def _reasons(condition: AnyCondition) -> set[str]:
    """The reasons for a breach that a condition can give."""
    if isinstance(condition, EventIs):
        return {"missing"} | ({"late"} if condition.by is not None else set())
    if isinstance(condition, FieldIs):
        return {"missing", "late"} if condition.by is not None else {"incomplete", condition.otherwise}
    if isinstance(condition, Recurring):
        return {"missing", "late"}
    return {"missing"} if isinstance(condition, Yearly) else set()


def _told(version: Version) -> set[str]:
    """The reasons that a version can give; of `any`, the last part alone says what is missing."""

    def inside(condition: AnyCondition) -> set[str]:
        if isinstance(condition, All):
            return set().union(*(inside(c) for c in condition.all))
        if isinstance(condition, AnyOf):
            return inside(condition.any[-1])
        if isinstance(condition, Not):
            return {"incomplete"}
        return _reasons(condition)

    return inside(version.require) | ({"incomplete"} if version.incomplete_if is not None else set())


@_of_each_rule()
def test_every_reason_that_can_occur_has_a_text(rule: Rule) -> None:
    """A finding is always told in words that fit its reason."""
    for version in rule.versions:
        for reason in _told(version):
            assert getattr(rule.finding, reason) is not None, reason


@pytest.mark.parametrize("row", CORE)
def test_a_core_duty_is_implemented_by_one_rule(row: str) -> None:
    """Each core duty has exactly one rule, so that its counts are not added twice."""
    assert len([f for f in FILES if row in f.rule.law_rows]) == 1


@pytest.mark.parametrize("row", CORE)
def test_a_core_duty_shows_every_outcome_that_it_can_have(row: str) -> None:
    """The cases of a core duty show fulfilment, each kind of breach, what excuses it, and what cannot be judged."""
    assert set(CORE[row].split()) <= _cases_of_row(row)


def test_a_companion_is_asked_for_by_the_decisions_that_need_a_conversation() -> None:
    """Rows C1 and C5 speak of the same decisions."""
    by_id = {f.rule.id: f.rule for f in FILES}
    companion, conversation = by_id["companion-informed"], by_id["child-conversation-before-decision"]
    assert companion.first is not None
    for version in conversation.versions:
        sections = {s for c in walk(version.when) if isinstance(c, SectionIs) for s in c.section}
        assert sections == set(companion.first.where.section or ())


def test_the_duty_to_tell_of_a_companion_is_advisory_before_2024() -> None:
    """Serviceloven gave the right but no express duty to tell of it."""
    rule = next(f.rule for f in FILES if f.rule.id == "companion-informed")
    assert [v.severity or rule.severity for v in rule.versions] == ["advisory", "high"]


# --- docs/add-a-rule.md ----------------------------------------------------------------------------------------------


def test_the_worked_example_in_the_guide_loads_and_its_cases_hold(tmp_path: Path) -> None:
    """Somebody who copies the example has a rule that works."""
    text = re.search(r"```yaml\n(.*?)```", DOC.read_text(encoding="utf-8"), re.DOTALL)
    assert text
    path = tmp_path / "foraeldre" / "consent-before-support.yaml"
    path.parent.mkdir()
    path.write_text(text[1], encoding="utf-8")
    file = load_rulebook([tmp_path], strict=True).files["consent-before-support"]
    _, problems = check_rule(file)
    assert problems == []


def _examples() -> list[tuple[str, str]]:
    """Rows of the table of conditions: the name, and the example beside it."""
    section = DOC.read_text(encoding="utf-8").split("## Betingelserne", 1)[1].split("###", 1)[0]
    return re.findall(r"^\| `(\w+)`[^|]*\| `(\{.*?\})` \|", section, re.MULTILINE)


@pytest.mark.parametrize(("name", "example"), _examples())
def test_an_example_in_the_guide_is_a_condition(name: str, example: str) -> None:
    """Every one-line example is read by the rule language as the condition that it stands beside."""
    data = yamlfile.loads(f"x: {example}", "guide").data["x"]
    assert CONDITIONS[name].model_validate(data)


def test_the_guide_shows_every_condition() -> None:
    """The table leaves no condition of the language out."""
    assert {name for name, _ in _examples()} == set(CONDITIONS)


def _keys(*models: type) -> set[str]:
    return {f.alias or n for m in models for n, f in m.model_fields.items()}  # type: ignore[attr-defined]


def test_the_guide_names_every_key_of_a_rule() -> None:
    """No key of a rule, a version, a condition or a case is undocumented."""
    text = DOC.read_text(encoding="utf-8")
    words = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`\n]+)`", text))))
    assert _keys(Rule, Version, Case, EventIs, FieldIs, Recurring, Yearly) - words == set()
