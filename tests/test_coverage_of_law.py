"""Nothing is forgotten: every duty of the law and every audit question is answered, or stands aside with a reason."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from caseaudit.errors import UsageError
from caseaudit.resources import data_dir
from caseaudit.rules.answered import Answer, answered, totals
from caseaudit.rules.catalogue import load_catalogue
from caseaudit.rules.language import Rule
from caseaudit.rules.questions import Question, QuestionFile, load_questions
from caseaudit.rules.rulebook import load_rulebook, survey
from caseaudit.selfcheck import run_case
from caseaudit.texts import use_language

ROOT = Path(__file__).resolve().parent.parent
ROWS = {"A": 14, "B": 8, "C": 15, "D": 15, "E": 8, "F": 18, "G": 8, "H": 9, "I": 4, "J": 11, "X": 2}
"""How many duties each chapter of the requirement catalogue holds."""
ASKED = {
    "U": 15, "B": 16, "S": 11, "F": 9, "H": 15, "A": 9, "M": 8, "V": 6, "O": 5, "T": 5, "X": 4, "E": 5, "K": 3, "L": 4,
    "J": 9, "D": 10,
}  # fmt: skip
"""How many questions each group of published audits holds."""

CATALOGUE = load_catalogue()
BOOK, _ = survey()
FILES = load_questions(BOOK, CATALOGUE)
QUESTIONS = [f.question for f in FILES.values()]
ANSWERS = answered(CATALOGUE, BOOK.rules, QUESTIONS)

READ_UNDER_ANOTHER_ROW = {"A5"}
"""Rows whose own basis nobody has read, and whose question cites provisions that were read for another row."""


def _by_id(items: list[Question]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("q", [pytest.param(q, id=q.id) for q in items])


def _forgotten(kind: str) -> list[str]:
    return [a.item.id for a in ANSWERS if a.kind == kind and a.how == "missing"]


def test_every_duty_of_the_law_is_in_the_catalogue() -> None:
    """The catalogue holds the 110 duties of the ten chapters and the two that were added."""
    held = {c: sum(r.chapter == c for r in CATALOGUE.rows.values()) for c in CATALOGUE.chapters}
    assert held == ROWS
    assert sum(ROWS.values()) == 112


def test_every_published_audit_question_is_in_the_catalogue() -> None:
    """The catalogue holds the 134 questions of the sixteen groups, each numbered from 1 within its group."""
    for group, n in ASKED.items():
        assert [q.id for q in CATALOGUE.questions.values() if q.group == group] == [f"{group}{i + 1}" for i in range(n)]
    assert len(CATALOGUE.questions) == 134


def test_every_duty_is_answered() -> None:
    """Each duty has a rule, a review question or a stated reason why it has neither."""
    assert _forgotten("law_row") == []


def test_every_audit_question_is_answered() -> None:
    """Each audit question has a rule, a review question or a stated reason why it has neither."""
    assert _forgotten("question") == []


def test_every_id_that_is_used_exists() -> None:
    """Rules and review questions name only duties and audit questions that the catalogue holds."""
    for item in (*BOOK.rules, *QUESTIONS):
        assert set(item.law_rows) <= set(CATALOGUE.rows), item.id
        assert set(item.answers) <= set(CATALOGUE.questions), item.id


def test_what_stands_out_of_scope_is_not_answered_as_well() -> None:
    """A reason why something is not answered is taken away when it is answered."""
    assert [a.item.id for a in ANSWERS if a.outside and (a.rules or a.questions)] == []


def test_what_is_left_to_local_standards_has_an_example() -> None:
    """Where the municipality sets the limit itself, the example folder shows a rule that answers the question."""
    for example in {o.example for o in CATALOGUE.outside.values() if o.example}:
        book = load_rulebook((ROOT / example,))
        local = [r for r in book.rules if r.local]
        left = {o.id for o in CATALOGUE.outside.values() if o.example == example and o.kind == "question"}
        assert left <= {a for r in local for a in r.answers}


def test_a_permission_is_never_judged() -> None:
    """What the law only allows, or lays on no authority, is in no rule and no question: leaving it undone is no breach."""
    free = {r.id for r in CATALOGUE.rows.values() if r.force in ("permission", "none")}
    for item in (*BOOK.rules, *QUESTIONS):
        assert not free & set(item.law_rows), item.id


def test_a_soft_duty_is_never_a_breach() -> None:
    """Where the law says "så vidt muligt" or the like, what is not documented is a point to look at, never a breach."""
    soft = {r.id for r in CATALOGUE.rows.values() if r.force == "soft"}
    for rule in BOOK.rules:
        assert all(v.soft for v in rule.versions if soft & set(v.law_rows)), rule.id
    for q in QUESTIONS:
        assert q.soft or not soft & set(q.law_rows), q.id


@_by_id(QUESTIONS)
def test_a_question_speaks_both_languages(q: Question) -> None:
    """Question and guidance are written in Danish and in English, and the question ends as a question."""
    for text in (q.question, q.guidance):
        assert text.da.strip()
        assert text.en.strip()
        assert text.da != text.en
    assert q.question.da.endswith("?")
    assert q.question.en.endswith("?")


@_by_id([q for q in QUESTIONS if q.legal])
def test_a_question_on_law_cites_what_was_read(q: Question) -> None:
    """It names a provision, none from memory, and a subsection only where the text itself was read."""
    assert q.law
    for c in q.law:
        assert c.confidence != "memory", c.cite
        assert c.confidence != "secondary" or c.note, c.cite
        if c.confidence == "section_only":
            assert c.cite.count("-") == 1, c.cite


@_by_id([q for q in QUESTIONS if q.legal])
def test_a_citation_is_no_surer_than_the_duty_it_rests_on(q: Question) -> None:
    """A provision is said to be read only where the catalogue says so for that act and one of the question's duties."""
    if set(q.law_rows) <= READ_UNDER_ANOTHER_ROW:
        return
    for c in (c for c in q.law if c.confidence == "read"):
        act = c.cite.split("-")[0]
        assert "read" in {CATALOGUE.rows[r].confidence.get(act) for r in q.law_rows}, c.cite


@pytest.mark.parametrize("file", [pytest.param(f, id=i) for i, f in FILES.items()])
def test_a_question_stands_in_the_file_of_its_theme(file: QuestionFile) -> None:
    """The file of a question is its theme."""
    assert file.doc.name == f"{file.question.theme}.yaml"


def _relevant(q: Question, event: dict[str, object], born: date | None = None) -> str:
    """What the rule engine says of a unit: whether the question is asked of it."""
    both = {"da": "x", "en": "x"}
    rule = Rule.model_validate(
        {
            "id": q.id, "title": both, "theme": q.theme, "step": q.step, "judges": "local_standard", "severity": "low",
            "about": list(q.applies_to), "why": both, "finding": {}, "fix": both, "limits": both,
            "versions": [
                {"from": q.from_, "until": q.until, "when": q.when, "require": {"field": "reason", "is": "documented"}}
            ],
            "cases": [{"name": both, "given": [event], "birth_date": born, "expect": "met"}],
        }
    )  # fmt: skip
    got = run_case(rule, rule.cases[0]).got
    return {"not_applicable": "no", "unknown": "unknown"}.get(got.split("/")[0], "yes")


@pytest.mark.parametrize(
    ("name", "event", "born", "asked"),
    [
        ("child-offered-lawyer", {"decision": "2024-03-01", "body": "committee"}, date(2014, 3, 1), "yes"),
        ("child-offered-lawyer", {"decision": "2024-03-01", "body": "committee"}, date(2014, 3, 2), "no"),
        ("child-offered-lawyer", {"decision": "2024-03-01", "body": "administration"}, date(2010, 1, 1), "no"),
        ("youth-plan-has-goals-for-adult-life", {"plan": "2024-03-01"}, date(2008, 3, 1), "yes"),
        ("youth-plan-has-goals-for-adult-life", {"plan": "2024-03-01"}, date(2008, 3, 2), "no"),
        (
            "no-plan-has-a-lawful-ground",
            {"decision": "2024-03-01", "section": "BL-32-1", "plan_needed": "no"},
            None,
            "yes",
        ),
        (
            "no-plan-has-a-lawful-ground",
            {"decision": "2024-03-01", "section": "BL-32-1", "plan_needed": "yes"},
            None,
            "no",
        ),
        (
            "supported-contact-is-not-in-fact-supervised",
            {"decision": "2024-03-01", "section": "BL-104-3"},
            None,
            "yes",
        ),
        (
            "supported-contact-is-not-in-fact-supervised",
            {"decision": "2024-03-01", "section": "BL-104-2", "kind": "supported"},
            None,
            "yes",
        ),
        (
            "supported-contact-is-not-in-fact-supervised",
            {"decision": "2024-03-01", "section": "BL-105-1-1", "kind": "supervised"},
            None,
            "no",
        ),
        ("talk-omitted-for-a-lawful-reason", {"child_conversation": "2024-03-01", "result": "omitted"}, None, "yes"),
        ("talk-omitted-for-a-lawful-reason", {"child_conversation": "2024-03-01", "result": "held"}, None, "no"),
        ("parents-examined-by-authorised-psychologist", {"investigation": "2020-02-29"}, None, "no"),
        ("parents-examined-by-authorised-psychologist", {"investigation": "2020-03-01"}, None, "yes"),
        ("greenland-unit-asked-for-examination", {"investigation": "2025-04-30"}, None, "no"),
        ("greenland-unit-asked-for-examination", {"investigation": "2025-05-01"}, None, "yes"),
        ("decision-states-purpose", {"decision": "2023-12-31", "section": "SEL-52-3-7"}, None, "no"),
        ("decision-states-purpose", {"decision": "2024-01-01", "section": "BL-46-1"}, None, "yes"),
    ],
)
def test_a_question_is_asked_of_the_units_it_is_about(
    name: str, event: dict[str, object], born: date | None, asked: str
) -> None:
    """Age by birthday, the day a provision came, the deciding body and the kind decide whether a question is asked."""
    assert _relevant(FILES[name].question, event, born) == asked


@_by_id([q for q in QUESTIONS if not q.of_case])
def test_the_engine_can_tell_whether_a_question_is_relevant(q: Question) -> None:
    """Every condition under `when` is one that the rule engine can judge on a unit with nothing recorded."""
    assert _relevant(q, {q.applies_to[0]: "2025-06-01"}, date(2014, 1, 1)) in {"yes", "no", "unknown"}


def test_the_command_tells_how_each_is_answered(cli) -> None:
    """Totals add up to all duties and all questions, and the code is 1 exactly when something is forgotten."""
    answer = cli("rules", "coverage", "--format", "json")
    told = json.loads(answer.out)
    assert sum(told["totals"]["law_rows"].values()) == len(told["law_rows"]) == 112
    assert sum(told["totals"]["questions"].values()) == len(told["questions"]) == 134
    forgotten = told["totals"]["law_rows"]["missing"] + told["totals"]["questions"]["missing"]
    assert answer.code == (1 if forgotten else 0)
    by = {r["id"]: r for r in told["law_rows"]}
    assert by["N1"]["rules"] == ["notification-assessed-within-24-hours"]
    assert by["N6"]["answered_by"] == "outside"
    assert by["N6"]["reason"]


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("fmt", ["table", "markdown"])
def test_the_list_shows_every_id_and_the_totals(cli, fmt: str, lang: str) -> None:
    """Each duty and question has a line, and the last two lines count them."""
    out = cli("--lang", lang, "rules", "coverage", "--format", fmt).out
    lines = out.strip().splitlines()
    assert lines[-2].startswith({"da": "112 rækker: ", "en": "112 rows: "}[lang])
    assert lines[-1].startswith({"da": "134 spørgsmål: ", "en": "134 questions: "}[lang])
    with use_language("en" if lang == "en" else "da"):
        for a in ANSWERS:
            assert str(a.item.title if a.kind == "law_row" else a.item.question) in out, a.item.id


def test_missing_shows_only_what_is_forgotten(cli) -> None:
    """With --missing nothing that is answered is listed."""
    told = json.loads(cli("rules", "coverage", "--missing", "--format", "json").out)
    assert [r["id"] for r in told["law_rows"]] == _forgotten("law_row")
    assert [q["id"] for q in told["questions"]] == _forgotten("question")


OWN = """
- id: days-to-decision-are-noted
  answers: [U15]
  theme: underretning
  step: notification
  applies_to: notification
  question: {da: "Er antallet af dage noteret?", en: "Is the number of days noted?"}
  guidance: {da: "Ja, når tallet står i sagen.", en: "Yes when the number is on file."}
"""


def _pack(folder: Path, text: str) -> Path:
    (folder / "questions").mkdir(parents=True)
    (folder / "questions" / "egne.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_municipalitys_own_question_counts(cli, tmp_path: Path) -> None:
    """A question in a local folder answers what ours leave out of scope."""
    told = json.loads(cli("rules", "coverage", "--rules", _pack(tmp_path / "lokalt", OWN), "--format", "json").out)
    by = {q["id"]: q for q in told["questions"]}
    assert by["U15"]["answered_by"] == "question"
    assert by["U15"]["questions"] == ["days-to-decision-are-noted"]


@pytest.mark.parametrize(
    ("was", "now", "code", "line"),
    [
        ("answers: [U15]", "answers: [U99]", "rule_answer_unknown", 3),
        ("answers: [U15]", "law_rows: [Z1]\n  law: [{cite: BL-5, confidence: read}]", "rule_law_row_unknown", 3),
        ("answers: [U15]", "soft: true", "question_answers_nothing", 2),
        ("answers: [U15]", "law_rows: [N1]", "question_without_law", 3),
        ("answers: [U15]", "law_rows: [N1]\n  law: [{cite: BL-136, confidence: memory}]", "question_without_law", 3),
        ("answers: [U15]", "answers: [U15]\n  law: [{cite: QQ-1, confidence: read}]", "rule_unknown_act", 4),
        (
            "answers: [U15]",
            "answers: [U15]\n  until: 2023-12-31\n  law: [{cite: BL-5, confidence: read}]",
            "question_law_not_in_force",
            5,
        ),
        ("theme: underretning", "theme: underretningn", "rule_theme_unknown", 4),
        ("step: notification", "step: notifikation", "rule_step_unknown", 5),
        ("applies_to: notification", "applies_to: notifikation", "rule_event_unknown", 6),
        ("applies_to: notification", "applies_to: [case, decision]", "question_case_alone", 6),
        ("applies_to: notification", "applies_to: case\n  from: 2024-01-01", "question_without_day", 6),
        ("applies_to: notification", "applies_to: notification\n  first: {event: decision}", "question_first", 7),
        ("applies_to: notification", "applies_to: notification\n  when: {evnt: plan}", "rule_condition_unknown", 7),
        (
            "applies_to: notification",
            "applies_to: notification\n  when: {yearly: follow_up, at_least: 1}",
            "question_series",
            7,
        ),
        (
            "applies_to: notification",
            "applies_to: notification\n  from: 2024-01-01\n  until: 2023-01-01",
            "question_period",
            8,
        ),
        ("guidance:", "guidence:", "rule_unknown_key", 8),
        (', en: "Is the number of days noted?"', "", "rule_language_missing", 7),
    ],
)
def test_a_wrong_question_is_refused_with_its_line(tmp_path: Path, was: str, now: str, code: str, line: int) -> None:
    """What is wrong in a question file is told once, at the line where it stands."""
    folder = _pack(tmp_path / "lokalt", OWN.replace(was, now))
    with pytest.raises(UsageError) as e:
        load_questions(BOOK, CATALOGUE, (folder,))
    assert [(p.code, p.place.row) for p in e.value.problems] == [(code, line)]


def test_two_questions_of_one_name_are_refused(tmp_path: Path) -> None:
    """A name stands for one question in a folder."""
    with pytest.raises(UsageError) as e:
        load_questions(BOOK, CATALOGUE, (_pack(tmp_path / "lokalt", OWN + OWN),))
    assert [(p.code, p.place.row) for p in e.value.problems] == [("question_duplicate_id", 10)]


def test_a_rule_that_names_an_unknown_row_is_refused(cli, tmp_path: Path) -> None:
    """A misspelt duty or audit question in a rule is an error with its line, not a silent gap."""
    source = data_dir("rules") / "underretning" / "receipt-within-6-working-days.yaml"
    text = source.read_text(encoding="utf-8").replace("N4", "N44").replace("answers: [U5]", "answers: [U55]")
    place = tmp_path / "egne" / "underretning" / source.name
    place.parent.mkdir(parents=True)
    place.write_text(text, encoding="utf-8")
    answer = cli("rules", "lint", tmp_path / "egne")
    assert answer.code == 2
    for code, row in (("rule_law_row_unknown", "law_rows: [N44]"), ("rule_answer_unknown", "answers: [U55]")):
        line = next(i for i, t in enumerate(text.splitlines(), 1) if t.startswith(row))
        assert code in answer.err
        assert f"række {line}" in answer.err


def test_lint_reads_the_questions_too(cli, tmp_path: Path) -> None:
    """A wrong question is found by `rules lint`, from its folder and from its file."""
    folder = _pack(tmp_path / "lokalt", OWN.replace("guidance:", "guidence:"))
    for place in (folder, folder / "questions" / "egne.yaml"):
        answer = cli("rules", "lint", place)
        assert answer.code == 2
        assert answer.err.count("rule_unknown_key") == 1
        assert "egne.yaml, række 8" in answer.err


def test_each_is_counted_once_and_by_the_surest_way() -> None:
    """A duty with a rule and a question counts as a rule; with neither and no reason it is missing."""
    row = CATALOGUE.rows["P8"]
    heading = CATALOGUE.chapters[row.chapter]
    found = [
        Answer("law_row", row, heading, ("r",), ("q",), None),
        Answer("law_row", row, heading, (), ("q",), None),
        Answer("law_row", row, heading, (), (), CATALOGUE.outside["law_row", "G7"]),
        Answer("law_row", row, heading, (), (), CATALOGUE.outside["law_row", "N6"]),
        Answer("law_row", row, heading, (), (), None),
    ]
    assert [a.how for a in found] == ["rule", "question", "local", "outside", "missing"]
    assert set(totals(found).values()) == {1}


def test_the_readme_tells_how_many_are_answered_and_how(cli) -> None:
    """The numbers of `rules coverage` and those of the README are the same, in the same order."""
    told = [line for line in cli("rules", "coverage").out.splitlines() if ":" in line][-2:]
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    paragraph = readme[readme.index("Retsgrundlagets") : readme.index("hver med en grund")]
    assert re.findall(r"\d+", paragraph) == re.findall(r"\d+", " ".join(told))
