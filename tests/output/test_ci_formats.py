"""What build servers read: valid in form, right in number, and without case ids unless they are asked for."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace

import jsonschema
import pytest
from lxml import etree

from caseaudit.output.ci import CI_FORMATS, WRITERS, github, junit
from caseaudit.output.ci.facts import CaseFact, Facts, RuleFact
from official_schemas import OURS, official

AS_OF = ("--as-of", "2026-10-15")


@pytest.fixture
def small(examples):
    return examples / "small" / "canonical"


@pytest.fixture
def made(cli, small):
    """The result in a format, as text."""

    def make(fmt, *argv):
        return cli("check", small, *AS_OF, "--no-save", "--format", fmt, *argv).out

    return make


@pytest.fixture
def plain(cli, small):
    """The same run as the contract's JSON."""
    return json.loads(cli("check", small, *AS_OF, "--no-save", "--format", "json").out)


def xml(text):
    return etree.fromstring(text.encode("utf-8"))


def breached(plain):
    return {r["id"]: r["outcomes"]["breached"] for r in plain["rules"] if r["outcomes"]["breached"]}


# --- valid in form -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("flags", [(), ("--cases",), ("--lang", "en"), ("--fail-on", "critical", "--fail-under", "99")])
def test_every_format_keeps_to_its_schema(made, flags):
    """JUnit, GitLab and SARIF hold what our own narrow schemas allow, and nothing else."""
    document = xml(made("junit", *flags))
    schema = etree.XMLSchema(etree.parse(OURS / "junit.xsd"))
    assert schema.validate(document), schema.error_log
    for fmt, name in (("gitlab", "codequality.json"), ("sarif", "sarif.json")):
        jsonschema.validate(json.loads(made(fmt, *flags)), json.loads((OURS / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize("flags", [(), ("--cases",)])
def test_junit_is_valid_for_jenkins(made, flags):
    """Jenkins' own XSD accepts the document."""
    schema = etree.XMLSchema(etree.parse(official("junit-10.xsd")))
    assert schema.validate(xml(made("junit", *flags))), schema.error_log


@pytest.mark.parametrize("flags", [(), ("--cases",)])
def test_sarif_is_valid_for_oasis(made, flags):
    """The schema of SARIF 2.1.0 accepts the log, addresses included."""
    schema = json.loads(official("sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    checker = jsonschema.FormatChecker()
    jsonschema.Draft4Validator(schema, format_checker=checker).validate(json.loads(made("sarif", *flags)))


# --- right in number -----------------------------------------------------------------------------------------------------


def test_junit_has_one_test_per_rule_and_counts_itself(made, plain):
    """One test per rule and one for the gate; the numbers at the top are those of the tests below."""
    document = xml(made("junit"))
    cases = document.findall(".//testcase")
    assert sorted(c.get("classname").split(".")[1] for c in cases[1:]) == sorted(r["id"] for r in plain["rules"])
    for element in (document, *document.findall("testsuite")):
        inside = element.findall(".//testcase")
        assert int(element.get("tests")) == len(inside)
        assert int(element.get("failures")) == sum(c.find("failure") is not None for c in inside)
    skipped = {c.get("classname").split(".")[1] for c in cases if c.find("skipped") is not None}
    assert skipped == {r["id"] for r in plain["rules"] if r["rate"] is None}


@pytest.mark.parametrize("gate", ["critical", "high", "low", "advisory"])
def test_the_red_tests_agree_with_the_gate(cli, small, gate):
    """A test fails exactly when its rule has a breach at or over the gate, and then the exit code is 1."""
    answer = cli("check", small, *AS_OF, "--no-save", "--format", "junit", "--fail-on", gate)
    document = xml(answer.out)
    red = {c.get("classname").split(".")[1] for c in document.findall(".//testcase") if c.find("failure") is not None}
    found = json.loads(cli("check", small, *AS_OF, "--no-save", "--format", "json").out)["findings"]
    order = ["critical", "high", "medium", "low", "advisory"]
    over = [f for f in found if f["outcome"] == "breached" and order.index(f["severity"]) <= order.index(gate)]
    assert red == {f["rule"] for f in over} | ({"gate"} if over else set())
    assert answer.code == (1 if over else 0)


def test_gitlab_and_sarif_list_each_rule_with_breaches_once(made, plain):
    """The issues are the rules with breaches, with the number in the text; what is only unknown is no failure."""
    issues = json.loads(made("gitlab"))
    assert len({i["fingerprint"] for i in issues}) == len(issues)
    told = {i["check_name"]: i for i in issues}
    for rule, n in breached(plain).items():
        assert re.search(rf": {n} af \d+ ikke overholdt", told[rule]["description"])
    assert {r for r in told if told[r]["severity"] != "info"} <= set(breached(plain))
    results = json.loads(made("sarif"))["runs"][0]["results"]
    assert {r["ruleId"] for r in results if r["kind"] == "fail"} == set(breached(plain))
    unknown = {r["id"] for r in plain["rules"] if r["outcomes"]["unknown"] and not r["outcomes"]["breached"]}
    assert {r["ruleId"] for r in results if r["kind"] == "open"} == unknown


def test_the_provision_and_the_severity_stand_beside_the_count(made, plain):
    """Each failure names counts, severity and, where the rule is law, the provision."""
    law = {r["id"] for r in plain["rules"] if r["judges"] == "law"}
    failures = [c for c in xml(made("junit")).findall(".//testcase") if c.find("failure") is not None][1:]
    assert len(failures) > 10
    for case in failures:
        text = case.find("failure").get("message")
        assert re.match(r"[\d.]+ af [\d.]+ ikke overholdt.*(Kritisk|Høj|Mellem|Lav)\.", text)
        assert ("§" in text) == (case.get("classname").split(".")[1] in law)


def test_what_is_in_order_says_so(made, plain):
    """A rule without breaches is told as met, with its number; never as a breach of nothing."""
    whole = {r["id"]: r["outcomes"] for r in plain["rules"] if r["rate"] == 1}
    said = {c.get("classname").split(".")[1]: c.findtext("system-out") for c in xml(made("junit")).iter("testcase")}
    assert whole
    for rule, o in whole.items():
        n = o["met"] + o["excused"]
        assert said[rule].startswith(f"{n} af {n} overholdt.")


def test_fingerprints_are_the_same_tomorrow_and_tell_rules_apart(cli, small, made):
    """An issue is known again on another day and in another language, so that GitLab does not call it new."""
    today = {i["check_name"]: i["fingerprint"] for i in json.loads(made("gitlab"))}
    later = cli("check", small, "--as-of", "2026-10-20", "--no-save", "--format", "gitlab", "--lang", "en").out
    for issue in json.loads(later):
        assert today.get(issue["check_name"], issue["fingerprint"]) == issue["fingerprint"]
    assert len(set(today.values())) == len(today)


# --- with case ids -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fmt", CI_FORMATS)
def test_case_ids_are_there_only_when_asked_for(made, plain, fmt):
    """Without --cases no case id is in the document; with it every breach is told with its case."""
    ids = {f["case_id"] for f in plain["findings"]}
    assert ids
    bare, full = made(fmt), made(fmt, "--cases")
    assert [i for i in ids if i in bare] == []
    assert [f["case_id"] for f in plain["findings"] if f["outcome"] == "breached" and f["case_id"] not in full] == []


def test_each_breach_has_a_fingerprint_of_its_own(made, plain):
    """With --cases there is one issue per rule and one per breach, and no two are taken for the same."""
    issues = json.loads(made("gitlab", "--cases"))
    assert len({i["fingerprint"] for i in issues}) == len(issues)
    assert len(issues) == len(json.loads(made("gitlab"))) + sum(breached(plain).values())
    again = json.loads(made("gitlab", "--cases"))
    assert [i["fingerprint"] for i in again] == [i["fingerprint"] for i in issues]


def test_the_user_is_told_that_case_ids_are_personal_data(cli, small):
    """--cases warns, and is refused where it would mean nothing."""
    answer = cli("check", small, *AS_OF, "--no-save", "--format", "junit", "--cases")
    assert "personoplysninger" in answer.err
    refused = cli("check", small, *AS_OF, "--no-save", "--format", "csv", "--cases")
    assert refused.code == 2
    assert "cases_format" in refused.err


# --- hostile text --------------------------------------------------------------------------------------------------------

NASTY = "a<b>&\"'\x0b]]>\n::error::x %25 \ufffe 😀 : , | `*\r\n"


def nasty_facts() -> Facts:
    case = CaseFact("ab" * 32, NASTY, NASTY, "high", True, NASTY)
    rule = RuleFact(
        id="rule-one", title=NASTY, theme="plan", theme_title=NASTY, severity="high", state="failed", good=1, judged=9,
        breached=8, pending=0, unknown=2, law=NASTY, link="https://x.dk/æ b", why=NASTY, fix=NASTY, path="rules/plan/å.yaml",
        law_rows=("P1",), cases=(case,),
    )  # fmt: skip
    return Facts(NASTY, "2026-10-15", NASTY, 9, 9, 1, 0, 0, 1, 9, (NASTY,), {"high": 8}, (rule, replace(rule, id="b")))


@pytest.mark.parametrize("fmt", CI_FORMATS)
def test_text_cannot_break_out_of_its_place(fmt):
    """Marks, control characters and line breaks in a text change neither the form nor the number of what is told."""
    out = io.StringIO()
    WRITERS[fmt](nasty_facts(), out)
    text = out.getvalue()
    if fmt == "junit":
        document = xml(text)
        assert len(document.findall(".//testcase")) == 5
        assert "😀" in document.findall(".//testcase")[1].get("name")
        assert "a<b>&\"'" in document.findall(".//failure")[1].text
        schema = etree.XMLSchema(etree.parse(OURS / "junit.xsd"))
        assert schema.validate(document), schema.error_log
    elif fmt == "github":
        assert all(
            re.fullmatch(r"::(error|warning|notice) title=[^:,\r\n]*::[^\r\n]*", x) for x in text.split("\n")[:-1]
        )
        assert text.count("\n") == 6
        assert "%2525" in text
    else:
        found = json.loads(text)
        assert len(found if fmt == "gitlab" else found["runs"][0]["results"]) == 4


def test_a_workflow_command_is_escaped_as_the_runner_unescapes():
    """The runner turns %25, %0D, %0A back, and in properties %3A and %2C too; in that order nothing is lost."""

    def unescape(text, *marks):
        for mark, code in (*marks, ("\n", "%0A"), ("\r", "%0D"), ("%", "%25")):
            text = text.replace(code, mark)
        return text

    line = github.command("error", NASTY, NASTY)
    head, title, message = re.fullmatch(r"(::error) title=(.*?)::(.*)\n", line).groups()
    assert head == "::error"
    assert unescape(title, (":", "%3A"), (",", "%2C")) == NASTY
    assert unescape(message) == NASTY


def test_the_github_summary_is_one_table(cli, small, tmp_path, monkeypatch):
    """Where the runner asks for a step summary, a table of the rules is added to it, and what is there is kept."""
    path = tmp_path / "summary.md"
    path.write_text("før\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(path))
    cli("check", small, *AS_OF, "--no-save", "--format", "github", "--cases")
    before, *lines = path.read_text(encoding="utf-8").splitlines()
    assert before == "før"
    rows = [x for x in lines if x.startswith("|")]
    assert len(rows) > 20
    assert {len(re.findall(r"(?<!\\)\|", x)) for x in rows} == {7}
    nasty = github.step_summary(nasty_facts()).splitlines()
    assert {len(re.findall(r"(?<!\\)\|", x)) for x in nasty if x.startswith("|")} == {7}
    assert len([x for x in nasty if x.startswith("#")]) == 1


def test_a_summary_that_cannot_be_written_does_not_change_the_verdict(cli, small, tmp_path, monkeypatch):
    """The check answers as it would have; the user hears of it."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "nej" / "summary.md"))
    answer = cli("check", small, *AS_OF, "--no-save", "--format", "github")
    assert answer.code == 1
    assert "kan ikke skrives" in answer.err


def test_xml_holds_no_character_that_xml_forbids():
    """What the XML standard does not allow is left out, and the rest stays."""
    text = "".join(map(chr, [*range(0x20), 0x7F, 0xD800, 0xFFFE, 0xFFFF, 0x10000])) + "æ"
    assert junit._legal(text) == "\t\n\r\x7f\U00010000æ"
