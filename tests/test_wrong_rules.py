"""Rule files with one fault each: one message, of the right code, at the right line, in the reader's language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from a_rule import NAME, RULE
from caseaudit.errors import Problem, UsageError
from caseaudit.rules.rulebook import Rulebook, cross_check, known_in, read_rule, survey
from caseaudit.texts import use_language

WRONG = [
    ("severity: high", "severity: high\ncolour: red", "rule_unknown_key", 9),
    ("severity: high", "sevrity: high", "rule_unknown_key", 8),
    ("    require: {event: consent_given, by: {e",
     "    requires: {event: consent_given, by: {e", "rule_unknown_key", 28),
    ("{event: consent_given, where", "{evnt: consent_given, where", "rule_condition_unknown", 23),
    ("{field: consent, is", "{field: consent, event: plan, is", "rule_condition_double", 22),
    ("{event: consent_given, where", "{event: consent_givn, where", "rule_event_unknown", 23),
    ("{event: consent_given, where", "{event: samtykke, where", "rule_event_unknown", 23),
    ("{field: consent, is", "{field: konsent, is", "rule_field_unknown", 22),
    ('is: "yes"}\n        - {e', 'is: "ja"}\n        - {e', "rule_value_unknown", 22),
    ('is: "yes"}\n        - {e', "is: true}\n        - {e", "rule_not_text", 22),
    ("when: {section: BL-32}\n    require:\n", "when: {section: BL32}\n    require:\n", "rule_not_a_section", 19),
    ("when: {section: BL-32}\n    require:\n",
     "when: {section: decisions-about-the-chld}\n    require:\n", "rule_not_a_section", 19),
    ("by: at + 3 months, at", "by: at + 3 monhts, at", "rule_not_a_moment", 23),
    ("[at + 3 months, {", "[at + three months, {", "rule_not_a_moment", 28),
    ("{parallel_end: inv", "{paralel_end: inv", "rule_condition_unknown", 28),
    ("{earliest: [", "{earlist: [", "rule_condition_unknown", 28),
    ("[at + 3 months, {parallel_end: investigation}]", "[at + 3 months]", "rule_list_short", 28),
    ("where: {section: BL-32}", "where: {sektion: BL-32}", "rule_unknown_key", 23),
    ("where: {section: BL-32}", "where: {body: comittee}", "rule_value_unknown", 23),
    ("where: {section: BL-32}", "where: {kind: abuse}", "rule_field_not_of_event", 23),
    ("by: at + 3 months, at", "by: at + 24 hours, at", "rule_hours_alone", 23),
    ("at_least: 2", 'at_least: "2"', "rule_not_whole", 23),
    ("at_least: 2", "at_least: 02", "rule_not_whole", 23),
    ("at_least: 2", "at_least: 0", "rule_number_low", 23),
    ("theme: foraeldre", "theme: foreldre", "rule_theme_unknown", 6),
    ("step: before-decision", "step: before-desicion", "rule_step_unknown", 7),
    ("severity: high", "severity: hihg", "rule_choice_unknown", 8),
    ("about: decision\nwhy", "about: decison\nwhy", "rule_event_unknown", 9),
    ("  - from: 2025-01-01", "  - from: 2024-12-31", "rule_versions_overlap", 24),
    ("    until: 2024-12-31", "    until: 2023-12-31", "rule_version_backwards", 16),
    ("  - from: 2024-01-01", "  - from: 2024-13-01", "rule_not_a_day", 15),
    ("  - from: 2024-01-01", "  - from: 2024", "rule_not_a_day", 15),
    ("cite: BL-32-2, confidence: read}]\n    when: {section: BL-32}\n    require:\n",
     "cite: XL-32-2, confidence: read}]\n    when: {section: BL-32}\n    require:\n", "rule_unknown_act", 18),
    ("  - from: 2024-01-01", "  - from: 2023-01-01", "rule_act_not_in_force", 18),
    ("cite: BL-32-2, confidence: read}]\n    when: {section: BL-32}\n    require:\n",
     "cite: BL-32-2, confidence: memory}]\n    when: {section: BL-32}\n    require:\n", "rule_citation_memory", 18),
    ("cite: BL-32-2, confidence: read}]\n    when: {section: BL-32}\n    require:\n",
     "cite: BL-32-2, confidence: sure}]\n    when: {section: BL-32}\n    require:\n", "rule_choice_unknown", 18),
    ("severity: high", "severity: high\nseverity: low", "yaml_duplicate_key", 9),
    ("severity: high", "severity: &a high", "yaml_forbidden", 8),
    ("severity: high", "severity: !!python/object:os.system x", "yaml_forbidden", 8),
    ("    law_rows: [A1]\n    law: [{cite: BL-32-2, confidence: read}]\n    when: {section: BL-32}\n    require: {",
     "    soft: yes\n    law_rows: [A1]\n    law: [{cite: BL-32-2, confidence: read}]\n    when: {section: BL-32}\n    require: {", "rule_not_flag", 25),
    ("{days_late} for sent", "{dage} for sent", "rule_placeholder", 33),
    ("{days_late} for sent", "{days_late for sent", "rule_brace_open", 33),
    ("decision: 2023-12-31, section: SEL-52",
     "decision: 2024-02-28, section: SEL-52", "rule_boundary_case_missing", 38),
    ("    expect: met", "    expect: breached/missing", "rule_case_missing", 38),
    ("da: Uden samtykke gælder andre bestemmelser.", 'da: ""', "rule_text_empty", 11),
    ("da: Uden samtykke gælder andre bestemmelser.", "da:", "rule_text_empty", 11),
    ("{da: Intet samtykke., en: No consent.}", "{da: Intet samtykke.}", "rule_language_missing", 31),
    ("title:\n  da: Der er samtykke senest ved afgørelsen\n", "title:\n", "rule_language_missing", 2),
    ("fix: {da: Indhent samtykket., en: Obtain the consent.}", "fix: Indhent samtykket.", "rule_not_two_languages", 35),
    ("    law_rows: [A1]\n    law: [{cite: BL-32-2, confidence: read}]\n    when: {section: BL-32}\n    require: {",
     "    when: {section: BL-32}\n    require: {", "rule_without_law", 24),
    ("law_rows: [A1]\ntheme", "law_rows: [A2]\ntheme", "rule_law_row_missing", 17),
    ("why:\n  da: Uden samtykke gælder andre bestemmelser.\n  en: Without consent other provisions hold.\n",
     "", "rule_key_missing", 1),
    ("{consent_given: 2024-03-01, concerns: d}", "{consent_givn: 2024-03-01, concerns: d}", "rule_event_unknown", 40),
    ('section: BL-32, consent: "yes"}', 'section: BL-32, konsent: "yes"}', "rule_field_unknown", 43),
    ("{decision: 2025-01-01, section: BL-32}]\n    as_of",
     "{decision: 2025-01-01, section: BL-32, kind: suport}]\n    as_of", "rule_value_unknown", 55),
    ("{consent_given: 2024-03-01, concerns: d}",
     "{consent_given: 2024-03-01, kind: child}", "rule_field_not_of_event", 40),
    ("{decision: 2023-12-31, section: SEL-52}", "{decision: 2023-12-31, section: SEL52}", "rule_not_a_section", 46),
    ("{decision: 2023-12-31, section: SEL-52}", "{decision: 2023-12-32, section: SEL-52}", "rule_not_a_day", 46),
    ("expect: pending", "expect: pendig", "rule_case_outcome", 57),
    ("expect: breached/late", "expect: breached/latte", "rule_case_outcome", 52),
    ("without: consent_given", "without: consent_gven", "rule_field_unknown", 60),
    ("name: {da: for sent, en: late}", "name: {da: for sent}", "rule_language_missing", 48),
    ("    due_on: 2025-04-01", "    due: 2025-04-01", "rule_unknown_key", 53),
    ("about: decision\nwhy", "about: decision: x\nwhy", "yaml_syntax", 9),
    ("law_rows: [A1]\ntheme", "law_rows: [A1\ntheme", "yaml_syntax", 6),
    ("  da: Der er samtykke", "\tda: Der er samtykke", "yaml_syntax", 3),
    ("id: consent-noted", "id: Consent_noted", "rule_id_form", 1),
    ("id: consent-noted", "id: consent-written", "rule_id_not_file_name", 1),
    ("about: decision\nwhy", "about: decision\nfirst: {event: decision}\nwhy", "rule_first", 9),
    ('    require:\n      any:\n        - {field: consent, is: "yes"}',
     "    require:\n      any:\n        - {recurring: follow_up, every: 6 months}", "rule_series_alone", 20),
    ('    require:\n      any:\n        - {field: consent, is: "yes"}\n        - {event: consent_given, where: {section: BL-32}, by: at + 3 months, at_least: 2}',
     "    require: {recurring: follow_up, every: 6 monhts}", "rule_not_a_span", 20),
    ('    require:\n      any:\n        - {field: consent, is: "yes"}\n        - {event: consent_given, where: {section: BL-32}, by: at + 3 months, at_least: 2}',
     "    require: {recurring: follow_up, every: 6}", "rule_not_a_span", 20),
    ('    require:\n      any:\n        - {field: consent, is: "yes"}',
     "    require:\n      any:\n        - plan", "rule_not_a_condition", 22),
    ("when: {section: BL-32}\n    require:\n", "when:\n    require:\n", "rule_value_empty", 19),
    ('{field: consent, is: "yes"}', "{field: consent}", "rule_field_test", 22),
    ('{field: consent, is: "yes"}', "{age: at}", "rule_age_limit", 22),
    ('{field: consent, is: "yes"}', "{age: now, below: 15}", "rule_choice_unknown", 22),
    ('{field: consent, is: "yes"}', "{running: ends_on}", "rule_running_day", 22),
    ("  missing: {da: Intet samtykke., en: No consent.}\n", "", "rule_finding_text_missing", 30),
    ("severity: high", "severity: high\nanswers: [1]", "rule_not_text", 9),
    ("    require: {event: consent_given, by: {e",
     "    unless:\n    require: {event: consent_given, by: {e", "rule_value_empty", 28),
    ("{days_late} for sent", "{days_late:d} for sent", "rule_placeholder", 33),
    ("{consent_given: 2024-03-01, concerns: d}",
     "{consent_given: 2024-03-01, plan: 2024-03-01}", "rule_case_event", 40),
    ("law_rows: [A1]\ntheme", "law_rows: {a: 1}\ntheme", "rule_not_list", 5),
]  # fmt: skip
"""What stands in the rule above, what somebody wrote instead, the code of the message, and the line it names."""

ENGLISH = re.compile(r"\b(Input|Field|should|required|valid|must|expected|Extra|not)\b")
DANISH = re.compile(r"\b(er|ikke|skal|og|eller|mangler|Brug|Skriv)\b|[æøåÆØÅ]")


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return survey()[0]


def problems(text: str, folder: Path, book: Rulebook) -> list[Problem]:
    """What `rules lint` finds in a file with this text."""
    path = folder / NAME
    path.write_text(text, encoding="utf-8")
    try:
        return cross_check(read_rule(path, book.groups), known_in(book), strict=True)
    except UsageError as e:
        return list(e.problems)


def test_the_rule_that_the_faults_are_put_into_is_in_order(tmp_path, book):
    """Without a fault there is no message: each message below is about its own fault."""
    assert problems(RULE, tmp_path, book) == []


@pytest.mark.parametrize(("right", "wrong", "code", "line"), WRONG)
def test_a_fault_gives_one_message_at_its_line(tmp_path, book, right, wrong, code, line):
    """One fault, one message: its code, the file and the line where it stands; never a cascade."""
    assert right in RULE
    found = problems(RULE.replace(right, wrong, 1), tmp_path, book)
    assert [(p.code, p.place.row, p.place.file) for p in found] == [(code, line, NAME)]


@pytest.mark.parametrize(("right", "wrong", "code", "line"), WRONG)
def test_a_message_speaks_the_language_of_the_reader(tmp_path, book, right, wrong, code, line):
    """Danish without a word of the parser's English, and English without a word of Danish."""
    written = r"'[^']*'|\{[^}]*\}|: [a-z_, /A-Z0-9+-]+\."
    for problem in problems(RULE.replace(right, wrong, 1), tmp_path, book):
        danish = re.sub(written, "", f"{problem.what} {problem.fix}")
        assert not ENGLISH.search(danish), danish
        with use_language("en"):
            english = re.sub(written, "", f"{problem.what} {problem.fix}")
        assert not DANISH.search(english), english


@pytest.mark.parametrize(
    ("right", "wrong", "meant"),
    [
        ("severity: high", "sevrity: high", "severity"),
        ("{event: consent_given, where", "{evnt: consent_given, where", "event"),
        ("{event: consent_given, where", "{event: consent_givn, where", "consent_given"),
        ("{event: consent_given, where", "{event: samtykke, where", "consent_given"),
        ("{field: consent, is", "{field: konsent, is", "consent"),
        ("when: {section: BL-32}", "when: {section: decisions-about-the-chld}", "decisions-about-the-child"),
        ("theme: foraeldre", "theme: foreldre", "foraeldre"),
        ("step: before-decision", "step: before-desicion", "before-decision"),
        ("where: {section: BL-32}", "where: {body: comittee}", "committee"),
        ("{consent_given: 2024-03-01, concerns: d}", "{consent_givn: 2024-03-01, concerns: d}", "consent_given"),
        ("without: consent_given", "without: consent_gven", "consent_given"),
        ("expect: pending", "expect: pendig", "pending"),
        ("{days_late} for sent", "{days_to_late} for sent", "days_late"),
    ],
)
def test_the_nearest_word_is_offered(tmp_path, book, right, wrong, meant):
    """A misspelt word is answered with the one that was meant; a Danish name leads to its code."""
    (problem,) = problems(RULE.replace(right, wrong, 1), tmp_path, book)
    assert f"Mente du '{meant}'?" in problem.what


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "ja\n"])
def test_a_file_that_is_no_rule_is_refused(tmp_path, book, text):
    """An empty file, a list and a single word are told as such."""
    assert [p.code for p in problems(text, tmp_path, book)] == ["rule_not_a_rule"]


def test_an_anchor_bomb_is_refused_at_its_line(tmp_path, book):
    """Aliases that multiply are refused before they are built."""
    bomb = "a: &a [x, x]\n" + "".join(f"b{i}: &b{i} [*a, *a]\n" for i in range(40))
    assert [(p.code, p.place.row) for p in problems(bomb, tmp_path, book)] == [("yaml_forbidden", 1)]


def test_several_faults_are_told_in_one_run(tmp_path, book):
    """Faults in different places of a file do not hide one another."""
    text = RULE.replace("severity: high", "severity: hihg", 1).replace('is: "yes"}', 'is: "ja"}', 1)
    assert [(p.code, p.place.row) for p in problems(text, tmp_path, book)] == [
        ("rule_choice_unknown", 8), ("rule_value_unknown", 22),
    ]  # fmt: skip


@pytest.mark.parametrize("wrong", ["sevrity: high", "severity: &a high", "severity: hihg"])
def test_lint_ends_with_2_and_says_where(cli, tmp_path, wrong):
    """A wrong file ends `rules lint` with 2, one message and its line, whether the file or its folder is named."""
    folder = tmp_path / "egne" / "foraeldre"
    folder.mkdir(parents=True)
    path = folder / NAME
    path.write_text(RULE.replace("severity: high", wrong, 1), encoding="utf-8")
    for place in (path, folder.parent):
        answer = cli("rules", "lint", place)
        assert answer.code == 2
        assert answer.err.count("Fejl [") == 1
        assert f"{NAME}, række 8" in answer.err


def test_a_rule_with_a_brace_left_open_is_no_crash(cli, tmp_path):
    """A text that cannot be filled in is refused before a finding is written with it."""
    path = tmp_path / NAME
    path.write_text(RULE.replace("{days_late} for sent", "{days_late for sent", 1), encoding="utf-8")
    answer = cli("rules", "lint", path)
    assert answer.code == 2
    assert "række 33" in answer.err
