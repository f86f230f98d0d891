"""The tools of those who write rules: new, test, schema and why."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from a_rule import NAME, RULE
from caseaudit import selfcheck, yamlfile
from caseaudit.cli.rules_why import told
from caseaudit.resources import data_dir
from caseaudit.rules.rulebook import load_rulebook, read_rule
from caseaudit.rules.schema_json import FILE, rule_schema, schema_text
from caseaudit.selfcheck import run_case, run_cases
from caseaudit.texts import use_language

BOOK = load_rulebook()
SCHEMA = jsonschema.Draft202012Validator(rule_schema(BOOK))
UNITS = ["case", "notification", "investigation", "decision", "placement", "intervention", "plan", "child_conversation"]


def filled(text: str) -> str:
    """The skeleton as its author would leave it: every placeholder replaced by words, the citation read."""
    text = re.sub(r"        note:\n.*\n.*\n", "", text)
    text = text.replace("confidence: memory", "confidence: read").replace("[UDFYLD]", "[A1]")
    return re.sub(r'"UDFYLD: ([^"]*)"', r'"\1"', text).replace("UDFYLD", "tekst")


def write(folder: Path, text: str) -> Path:
    path = folder / "foraeldre" / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


# --- rules new ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("about", "local"), [("case", False), ("placement", False), ("placement", True)])
def test_a_new_rule_can_be_read_and_says_what_is_left(cli, about, local):
    """The skeleton is in order but not finished: lint has no error, test fails with one line for each thing to write."""
    flags = ["--local"] if local else []
    made = cli("rules", "new", "my-duty", "--about", about, "--folder", "egne", *flags)
    assert made.code == 0
    path = Path(made.out.strip())
    assert path.parent.parent == Path("egne")
    assert cli("rules", "lint", "egne").code == 0
    tested = cli("rules", "test", "my-duty", "--rules", "egne")
    assert tested.code == 1
    left = re.findall(r"^ +række (\d+): Udfyld", tested.out, re.MULTILINE)
    assert len(left) == len(set(left))
    lines = path.read_text(encoding="utf-8").splitlines()
    blank = [i for i, line in enumerate(lines, 1) if "UDFYLD" in line and not line.startswith("#")]
    assert all(any(abs(int(row) - i) <= 2 for row in left) for i in blank), "every placeholder is asked for"
    assert re.search(rf", {len(left)} fejl$", tested.out.strip())
    assert "Fejl [" not in tested.err


@pytest.mark.parametrize("about", [*UNITS, "placement --local"])
def test_the_skeleton_filled_in_is_a_rule_whose_cases_hold(cli, about):
    """The dates of the skeleton are right: with the words written, its cases hold and an editor has nothing to say."""
    path = Path(cli("rules", "new", "my-duty", "--folder", "egne", "--about", *about.split()).out.strip())
    path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
    answer = cli("rules", "test", "my-duty", "--rules", "egne")
    assert (answer.code, answer.err) == (0, "")
    assert list(SCHEMA.iter_errors(yamlfile.load(path).data)) == []


def test_an_unfinished_rule_judges_nobody(cli, examples):
    """A rule with placeholders is refused by `check`: no finding is told in words that nobody wrote."""
    cli("rules", "new", "my-duty", "--folder", "egne")
    answer = cli("check", examples / "small" / "canonical", "--rules", "egne")
    assert answer.code == 2
    assert "rule_unfinished" in answer.err


def test_a_rule_that_is_there_is_not_overwritten(cli):
    """A second `rules new` of the same name leaves the file as it is."""
    path = Path(cli("rules", "new", "my-duty", "--folder", "egne").out.strip())
    path.write_text("mit arbejde", encoding="utf-8")
    answer = cli("rules", "new", "my-duty", "--folder", "egne")
    assert answer.code == 2
    assert path.read_text(encoding="utf-8") == "mit arbejde"


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("Min_regel",), "rule_id_form"),
        (("../x",), "rule_id_form"),
        (("my-duty", "--about", "decison"), "Mente du 'decision'?"),
        (("my-duty", "--about", "anbringelse"), "Mente du 'placement'?"),
        (("my-duty", "--theme", "foreldre"), "Mente du 'foraeldre'?"),
    ],
)
def test_a_new_rule_of_unknown_words_is_refused(cli, argv, told):
    """A name that cannot be one, an event type or theme that does not exist: nothing is written."""
    answer = cli("rules", "new", *argv, "--folder", "egne")
    assert answer.code == 2
    assert told in answer.err
    assert not Path("egne").exists()


def test_the_configured_folder_is_where_a_new_rule_goes(cli, tmp_path):
    """With own rules in caseaudit.toml the new rule stands among them, and is read without --rules."""
    (tmp_path / "work" / "caseaudit.toml").write_text('rules = ["kommunen"]\n', encoding="utf-8")
    (tmp_path / "work" / "kommunen").mkdir()
    path = Path(cli("rules", "new", "my-duty").out.strip())
    assert path.resolve().is_relative_to(tmp_path / "work" / "kommunen")
    assert cli("rules", "test", "my-duty").code == 1


# --- rules test --------------------------------------------------------------------------------------------------------


def test_cases_judged_together_get_what_each_gets_alone():
    """Sharing a call changes no outcome and no deadline."""
    pairs = [(f.rule, c) for f in BOOK.files.values() for c in f.rule.cases if c.unit or c.due_on or c.without][:80]
    together = run_cases(pairs)
    assert together == [run_case(rule, case) for rule, case in pairs]


def test_cases_of_one_kind_share_a_call(monkeypatch):
    """The number of calls follows the settings that the cases name, not the number of cases."""
    calls = []
    judged = selfcheck.judge
    monkeypatch.setattr(selfcheck, "judge", lambda *a: calls.append(1) or judged(*a))
    pairs = [(f.rule, c) for f in BOOK.files.values() for c in f.rule.cases]
    plain = [p for p in pairs if not p[1].without and "as_of" not in p[1].model_fields_set]
    run_cases(plain)
    assert len(plain) > 100
    assert len(calls) == 2, "with links, and without"


def test_the_same_event_name_in_two_cases_is_two_events(tmp_path):
    """A link never reaches into another case, though both call their decision `d`."""
    rule = read_rule(write(tmp_path, RULE)).rule
    first, second = rule.cases[0], rule.cases[3]
    assert [run_cases([(rule, c)])[0] for c in (first, second)] == run_cases([(rule, first), (rule, second)])


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("    expect: met", "    expect: excused", "gav met, ikke excused"),
        ("    due_on: 2025-04-01", "    due_on: 2025-03-31", "2025-04-01"),
        ("    as_of: 2025-01-02\n    expect: pending", "    expect: breached/missing", "'afventer'"),
        ("section: SEL-52}]\n    expect: not_applicable", "section: BL-32}]\n    expect: not_applicable", "'for sent'"),
    ],
)
def test_a_rule_fails_its_test_when_a_case_is_wrong_or_missing(cli, tmp_path, right, wrong, told):
    """A case with another outcome or deadline, and an outcome that no case shows, end `rules test` with 1."""
    if told == "'for sent'":
        right, wrong, told = (
            "    expect: breached/late\n    due_on: 2025-04-01\n",
            "    expect: breached\n",
            "(for sent)",
        )
    assert right in RULE
    write(tmp_path / "egne", RULE.replace(right, wrong, 1))
    answer = cli("rules", "test", "consent-noted", "--rules", tmp_path / "egne")
    assert answer.code == 1
    assert told in answer.err


@pytest.mark.parametrize(
    ("added", "told"),
    [
        ("    unless: {field: reason, is: documented}\n", "lovligt fraveget"),
        ("    soft: true\n", "kræver gennemgang"),
    ],
)
def test_what_a_rule_can_give_must_be_shown(cli, tmp_path, added, told):
    """An exception needs a case that uses it; a soft duty needs one that ends in a review."""
    write(tmp_path / "egne", RULE.replace("  - from: 2025-01-01\n", f"  - from: 2025-01-01\n{added}", 1))
    answer = cli("rules", "test", "consent-noted", "--rules", tmp_path / "egne")
    assert answer.code == 1
    assert told in answer.err


def test_another_as_of_day_moves_the_cases_that_name_none(cli, tmp_path):
    """`--as-of` judges as of that day; a case with a day of its own keeps it."""
    write(tmp_path / "egne", RULE)
    assert cli("rules", "test", "consent-noted", "--rules", tmp_path / "egne", "--as-of", "2029-01-01").code == 0
    early = cli("rules", "test", "consent-noted", "--rules", tmp_path / "egne", "--as-of", "2024-03-02")
    assert early.code == 1
    assert "gav pending, ikke breached/missing" in early.err


def test_a_rule_that_cannot_be_read_ends_with_2_and_another_can_still_be_tested(cli, tmp_path):
    """A broken file is told when it is asked for, and hinders no test of another rule."""
    write(tmp_path / "egne", RULE.replace("severity: high", "severity: hihg", 1))
    broken = cli("rules", "test", "consent-noted", "--rules", tmp_path / "egne")
    assert broken.code == 2
    assert "række 8" in broken.err
    assert cli("rules", "test", "plan-before-decision", "--rules", tmp_path / "egne").code == 0
    assert cli("rules", "test", "--rules", tmp_path / "egne").code == 2
    assert cli("rules", "test", "plan-before-decision", "--rules", tmp_path / "findes-ikke").code == 2


def test_lint_warns_of_a_grave_rule_that_does_not_say_why(cli, tmp_path):
    """A critical severity with a few words of ground is a warning, not an error."""
    text = RULE.replace("severity: high", "severity: critical").replace("andre bestemmelser", "andet")
    answer = cli("rules", "lint", write(tmp_path, text))
    assert answer.code == 0
    assert "Advarsel [rule_why_short]" in answer.err


# --- rules schema ------------------------------------------------------------------------------------------------------


def test_the_committed_schema_is_fresh():
    """`rules/rule.schema.json` is what the models say; write it anew with `caseaudit rules schema -o rules/rule.schema.json`."""
    assert (data_dir("rules") / FILE).read_text(encoding="utf-8") == schema_text(BOOK)


def test_the_schema_is_printed(cli, tmp_path):
    """On the screen and in a file it is the same."""
    shown = cli("rules", "schema")
    assert shown.code == 0
    assert json.loads(shown.out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert cli("rules", "schema", "-o", tmp_path / "s.json").code == 0
    assert (tmp_path / "s.json").read_text(encoding="utf-8") == shown.out


def test_the_schema_is_a_schema():
    """It obeys the draft it names."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA.schema)


@pytest.mark.parametrize("name", sorted(BOOK.files))
def test_every_shipped_rule_obeys_the_schema(name):
    """What the tool reads, an editor accepts."""
    assert [e.message for e in SCHEMA.iter_errors(BOOK.files[name].doc.data)] == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("severity: high", "sevrity: high"),
        ("severity: high", "severity: hihg"),
        ("theme: foraeldre", "theme: foreldre"),
        ("step: before-decision", "step: decison"),
        ("about: decision\nwhy", "about: decison\nwhy"),
        ("    require: {event: consent_given, by: {e", "    requires: {event: consent_given, by: {e"),
        ("{event: consent_given, where", "{evnt: consent_given, where"),
        ("{event: consent_given, where", "{event: consent_givn, where"),
        ("{field: consent, is", "{field: konsent, is"),
        ('is: "yes"}\n        - {e', 'is: "ja"}\n        - {e'),
        ("{field: consent, is", "{field: consent, is_not: documented, is"),
        ("by: at + 3 months, at", "by: at + 3 monhts, at"),
        ("where: {section: BL-32}", "where: {sektion: BL-32}"),
        ("where: {section: BL-32}", "where: {body: comittee}"),
        ("  - from: 2024-01-01", "  - from: 01-01-2024"),
        ("{da: Intet samtykke., en: No consent.}", "{da: Intet samtykke.}"),
        ("{consent_given: 2024-03-01, concerns: d}", "{consent_givn: 2024-03-01, concerns: d}"),
        ('section: BL-32, consent: "yes"}', "section: BL-32, kind: abuse}"),
        ("expect: pending", "expect: pendig"),
        ("without: consent_given", "without: consent_gven"),
    ],
)
def test_an_editor_sees_a_misspelt_word(right, wrong):
    """A key, a code or a moment that does not exist breaks the schema."""
    assert right in RULE
    assert not list(SCHEMA.iter_errors(yamlfile.loads(RULE, NAME).data))
    assert list(SCHEMA.iter_errors(yamlfile.loads(RULE.replace(right, wrong, 1), NAME).data))


def test_every_key_is_explained_in_danish():
    """An editor shows what each key means; no English of the program reaches it."""
    for name, node in [("Rule", SCHEMA.schema), *SCHEMA.schema["$defs"].items()]:
        for key, value in node.get("properties", {}).items():
            assert value.get("description"), f"{name}.{key}"
            assert not re.search(r"\b(the|of|with|unit|event)\b", value["description"]), f"{name}.{key}"


# --- rules why ---------------------------------------------------------------------------------------------------------


def test_why_tells_the_duty_its_law_and_what_held_before(cli):
    """Today's law with text, confidence and link, what it replaced, the exceptions, the limits and two dated cases."""
    text = cli("rules", "why", "P4", "--on", "2026-10-15").out
    flat = " ".join(text.split())
    for part in (
        "plan-before-decision", "kræves det, at", "Lov 15-10-2026 BL § 91, stk. 2", "lovteksten er læst", "https://",
        "Gælder fra 01-01-2024", "Før til og med 31-12-2023: SEL § 140, stk. 1", "Ændret", "Undtagelse ingen",
        "Ses ikke", "20-12-2023", ": overholdt", ": ikke overholdt (mangler)",
    ):  # fmt: skip
        assert part in flat, part


def test_why_on_a_day_of_the_old_act_tells_the_old_law(cli):
    """The law is that of the day asked for."""
    flat = " ".join(cli("rules", "why", "P1", "--on", "31-12-2023").out.split())
    assert "Lov 31-12-2023 SEL § 140, stk. 1" in flat
    assert "BL §" not in flat.split("Hvorfor")[0]
    assert "4 måneder efter" in flat


def test_why_on_a_day_without_law_says_so(cli, tmp_path):
    """Before the rule's first version there is no duty, and none is invented."""
    write(tmp_path / "egne", RULE)
    text = cli("rules", "why", "consent-noted", "--on", "2023-12-31", "--rules", tmp_path / "egne").out
    assert "ingen version af reglen gælder 31-12-2023" in text


@pytest.mark.parametrize("name", sorted(BOOK.files))
@pytest.mark.parametrize(("lang", "example"), [("da", "Eksempel"), ("en", "Example")])
def test_why_can_be_told_of_every_rule_in_both_languages(name, lang, example):
    """Every shipped rule has an answer today and in 2023, with a case that fulfils it and one that does not."""
    with use_language(lang):
        for day in (date(2026, 10, 15), date(2023, 6, 1)):
            lines = list(told(BOOK.files[name].rule, BOOK, day))
            assert sum(line.startswith(example) for line in lines) == 2
