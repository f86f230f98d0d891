"""Section codes, and the law as dated data: what a provision was called on a day, and what a rule may rest on."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseaudit.errors import UsageError
from caseaudit.law import (
    CONFIDENCE,
    SECTION,
    cite,
    covers,
    in_force,
    link,
    numbers,
    on_day,
    root,
    since,
    text_on,
    text_read,
)  # fmt: skip
from caseaudit.output.provisions import earlier
from caseaudit.resources import data_dir
from caseaudit.rules.acts import citation_problems, load_acts
from caseaudit.rules.language import Citation
from caseaudit.rules.rulebook import load_rulebook
from caseaudit.texts import use_language

ACTS = load_acts(data_dir("rules"))
L87 = date(2025, 1, 1)
"""The day that barnets lov § 104 and § 3 got new numbers."""
BEFORE = L87 - timedelta(days=1)
parts = st.lists(st.integers(1, 200).map(str), min_size=1, max_size=3)


@pytest.mark.parametrize(
    ("code", "danish", "english"),
    [
        ("BL-91-2", "BL § 91, stk. 2", "BL § 91, subs. 2"),
        ("SEL-52-3-7", "SEL § 52, stk. 3, nr. 7", "SEL § 52, subs. 3, no. 7"),
        ("SEL-68b-1", "SEL § 68 b, stk. 1", "SEL § 68 b, subs. 1"),
        ("BL-5", "BL § 5", "BL § 5"),
    ],
)
def test_a_section_is_written_as_lawyers_write_it(code, danish, english):
    """Law, section, subsection and number, in the reader's language."""
    with use_language("da"):
        assert cite(code) == danish
    with use_language("en"):
        assert cite(code) == english


@given(parts, parts)
def test_a_prefix_covers_at_a_hyphen_only(a, b):
    """BL-105 covers BL-105-1-1 and itself, never BL-1050."""
    code = "BL-" + "-".join(a)
    assert covers(code, code)
    assert covers(code, code + "-" + b[0])
    assert not covers(code, code + "0")
    assert not covers(code + "-1", code)


@given(parts)
def test_the_root_is_law_and_section(a):
    """The root of a code covers it and is a code itself."""
    code = "SEL-" + "-".join(a)
    assert covers(root(code), code)
    assert SECTION.match(root(code))


# --- what a provision was called on a day --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("section", "day", "number"),
    [
        ("BL-104-5", BEFORE, "BL-104-4"),  # suspension
        ("BL-104-5", L87, "BL-104-5"),
        ("BL-104-6", BEFORE, "BL-104-5"),  # less than once a month
        ("BL-104-6", L87, "BL-104-6"),
        ("BL-104-4", BEFORE, None),  # network contact with a support person came with the new numbers
        ("BL-104-4", L87, "BL-104-4"),
        ("BL-104-3", BEFORE, "BL-104-3"),
        ("BL-104", BEFORE, "BL-104"),
        ("BL-3-1-8", BEFORE, "BL-3-1-7"),  # contact, in the list of matters where a child of ten is a party
        ("BL-3-1-10", BEFORE, "BL-3-1-9"),
        ("BL-3-1-1", BEFORE, "BL-3-1-1"),
        ("BL-3-1-2", BEFORE, None),
        ("BL-104-5", date(2023, 12, 31), None),
        ("BL-171b-1", date(2025, 4, 30), None),
        ("BL-171b-1", date(2025, 5, 1), "BL-171b-1"),
        ("SEL-155-2", date(2013, 9, 30), None),
        ("SEL-155-2", date(2013, 10, 1), "SEL-155-2"),
        ("SEL-155-1", date(2013, 9, 30), "SEL-155-1"),
        ("SEL-140-1", date(2023, 12, 31), "SEL-140-1"),
        ("SEL-140-1", date(2024, 1, 1), None),
        ("BL-104-5", None, "BL-104-5"),
    ],
)
def test_a_provision_has_the_number_that_it_had_on_the_day(section, day, number):
    """Before 2025 suspension was § 104(4) and is § 104(5) since; what did not exist has no number."""
    assert on_day(section, day, ACTS) == number


def test_what_did_not_exist_is_left_out_and_the_rest_keeps_its_order():
    """A decision of 2024 rests on § 104(2) and what was then (4); network contact is not named."""
    cited = ("BL-104-2", "BL-104-4", "BL-104-5")
    assert in_force(cited, BEFORE, ACTS) == ("BL-104-2", "BL-104-4")
    assert in_force(cited, L87, ACTS) == cited


@pytest.mark.parametrize("code", sorted(ACTS))
def test_two_provisions_never_share_a_number_on_one_day(code):
    """Every number that the data name stands for one provision on each side of each change."""
    act = ACTS[code]
    named = {r.now for r in act.renumbered} | {a.section for a in act.added}
    changes = {c.on for c in (*act.renumbered, *act.added)}
    for day in changes | {d - timedelta(days=1) for d in changes}:
        found = in_force(named, day, ACTS)
        assert len(found) == len(set(found)), day


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.sampled_from(["BL-104-2", "BL-104-5", "BL-104-6", "BL-3-1-9"]))
def test_a_provision_in_force_has_exactly_one_number_a_day(day, section):
    """From its first day on a provision always has a number, and it is one of those listed for it."""
    assert on_day(section, day, ACTS) in {n for _, n in numbers(section, ACTS)}
    assert since(section, ACTS) <= day


@pytest.mark.parametrize(
    ("day", "act", "text"),
    [
        (date(2024, 3, 1), "BL", "lov nr. 721 af 13-06-2023 med senere ændringer"),
        (date(2024, 8, 1), "BL", "LBK nr. 890 af 19-06-2024"),
        (date(2025, 2, 1), "BL", "LBK nr. 890 af 19-06-2024 med senere ændringer"),
        (date(2025, 4, 1), "BL", "LBK nr. 282 af 17-03-2025"),
        (date(2025, 5, 1), "BL", "LBK nr. 282 af 17-03-2025 med senere ændringer"),
        (date(2023, 12, 31), "SEL", "LBK nr. 170 af 24-01-2022"),
        (date(2015, 1, 1), "SEL", ""),
        (date(2024, 1, 1), "SEL", ""),
    ],
)
def test_the_text_that_held_on_a_day_is_named(day, act, text):
    """The newest consolidation issued by then, and whether the act was amended after it; nothing where none is known."""
    with use_language("da"):
        assert text_on(day, ACTS[act]) == text


def test_what_is_newer_than_the_text_read_names_the_act_that_it_stands_in():
    """§ 171 b came after LBK 282, so LBK 282 is not where it was read."""
    assert text_read("BL-171b", ACTS) == "lov nr. 408 af 29-04-2025"
    assert text_read("BL-104-5", ACTS).startswith("LBK nr. 282 ")


@pytest.mark.parametrize(
    ("section", "address"),
    [
        ("BL-104-5", "https://www.lovguiden.dk/loven/bekendtgørelse-af-barnets-lov/104"),
        ("SEL-140-1", "https://danskelove.dk/serviceloven/140"),
        ("SEL-68b-1", "https://danskelove.dk/serviceloven/68b"),
        ("UKL-55-2", "https://elov.dk/lov-om-bekaempelse-af-ungdomskriminalitet/paragraf/55"),
        ("RSL-3", "https://socialstyrelsen.dk"),
    ],
)
def test_a_citation_links_to_its_section_where_the_site_has_one(section, address):
    """The section's own page, else the page of the act."""
    assert link(section, ACTS) == address


def test_the_reader_is_told_what_a_provision_was_called_before():
    """`rules show` says the old number and the day, and that the day itself is not verified."""
    with use_language("da"):
        assert earlier("BL-104-5", ACTS) == " (før 01-01-2025: stk. 4; dagen er ikke efterprøvet)"
        assert earlier("BL-3-1-8", ACTS) == " (før 01-01-2025: nr. 7; dagen er ikke efterprøvet)"
        assert earlier("SEL-155-2", ACTS) == " (fra 01-10-2013)"
        assert earlier("BL-91-2", ACTS) == ""


# --- what a rule may rest on ---------------------------------------------------------------------------------------


def problems(cited, first, last, *, legal=True, confidence="read"):
    law = [Citation(cite=s, confidence=confidence) for s in cited]
    return [p.code for p in citation_problems(law, (first, last), ACTS, lambda _: None, legal=legal)]


def test_a_provision_cannot_be_cited_for_a_period_before_it_existed():
    """Network contact came in 2025: a version that ended in 2024 cannot rest on it, one that began then can in part."""
    start = ACTS["BL"].first
    assert problems(["BL-104-4"], start, BEFORE) == ["rule_section_not_in_force"]
    assert problems(["BL-104-2", "BL-104-4"], start, BEFORE) == ["rule_section_not_in_force"]
    assert problems(["BL-104-2", "BL-104-4"], start, None) == []
    assert problems(["BL-104-4"], L87, None) == []


def test_a_version_has_a_provision_to_rest_on_from_its_first_day():
    """A version from 2024 that names only what came in 2025 would judge a year without law."""
    assert problems(["BL-104-4"], ACTS["BL"].first, None) == ["rule_law_begins_later"]
    assert problems(["BL-104-4"], ACTS["BL"].first, None, legal=False) == []


def test_an_act_cannot_be_cited_outside_its_time():
    """Serviceloven ends with 2023, barnets lov begins with 2024; an act that nobody has told of is refused too."""
    assert problems(["SEL-140-1"], None, None) == ["rule_act_not_in_force"]
    assert problems(["SEL-140-1"], None, date(2024, 1, 1)) == ["rule_act_not_in_force"]
    assert problems(["BL-91-2"], date(2023, 12, 31), None) == ["rule_act_not_in_force"]
    assert problems(["XYZ-1"], None, None) == ["rule_unknown_act"]


def test_law_is_not_judged_from_memory():
    """A rule that judges law is refused when a citation is unverified; a local standard may mention one."""
    assert problems(["BL-93"], ACTS["BL"].first, None, confidence="memory") == ["rule_citation_memory"]
    assert problems(["BL-93"], ACTS["BL"].first, None, confidence="memory", legal=False) == []


def test_what_the_shipped_rules_cite_is_in_force():
    """Every provision stands on its version's last day, and from the first day at least one does."""
    book = load_rulebook()
    wrong = []
    for rule in book.rules:
        for number, version in enumerate(rule.versions):
            cited = [c.cite for c in version.law]
            last = version.until or date(2100, 1, 1)
            wrong += [(rule.id, number, s) for s in cited if on_day(s, last, book.acts) is None]
            if rule.legal and version.from_ and not in_force(cited, version.from_, book.acts):
                wrong.append((rule.id, number, "first day"))
    assert book.rules
    assert wrong == []


def test_the_shipped_rules_cite_no_act_that_the_data_do_not_hold():
    """Each citation of each shipped rule belongs to an act in laws.yaml, and links to a page."""
    cited = {c.cite for rule in load_rulebook().rules for v in rule.versions for c in v.law}
    assert [s for s in sorted(cited) if not link(s, ACTS).startswith("https://")] == []


# --- laws.yaml is refused with file and line -----------------------------------------------------------------------

ACT = """\
BL:
  short: barnets lov
  title: {da: Barnets lov, en: The Child's Act}
  from: 2024-01-01
  text_read: LBK nr. 282
  link: https://example.dk
"""


@pytest.mark.parametrize(
    ("more", "code", "line"),
    [
        ("  utnil: 2025-01-01\n", "laws_key_unknown", 7),
        ("  until: 01-01-2025\n", "laws_value", 7),
        ("  until: 2025\n", "laws_value", 7),
        ("  until: 2023-12-31\n", "laws_period", 7),
        ("  section_link: https://example.dk\n", "laws_value", 7),
        ("  added:\n    - {on: 2025-01-01}\n", "laws_key_missing", 8),
        ("  added:\n    - {on: 2025-01-01, section: BL 104}\n", "laws_value", 8),
        ("  added:\n    - {on: 2025-01-01, section: SEL-104-4}\n", "laws_other_act", 8),
        ("  added:\n    - {on: 2023-01-01, section: BL-104-4}\n", "laws_period", 8),
        (
            "  renumbered:\n    - {on: 2025-01-01, was: BL-1, is: BL-2}\n    - {on: 2025-01-01, was: BL-1, is: BL-3}\n",
            "laws_twice",
            9,
        ),
        (
            "  renumbered:\n    - {on: 2025-01-01, was: BL-1, is: BL-2}\n  added:\n    - {on: 2025-01-01, section: BL-2}\n",
            "laws_twice",
            10,
        ),
        ("  versions:\n    - {kind: statute, no: 1, confidence: read}\n", "laws_value", 8),
        ("  versions:\n    - {kind: act, confidence: read}\n", "laws_key_missing", 8),
        ("  versions:\n    - {kind: act, no: 1, confidence: sure}\n", "laws_value", 8),
        ("OFL: 3\n", "laws_value", 7),
    ],
)
def test_a_fault_in_the_acts_is_refused_with_its_line(tmp_path, more, code, line):
    """One clear message in plain Danish, with the line."""
    (tmp_path / "laws.yaml").write_text(ACT + more, encoding="utf-8")
    with pytest.raises(UsageError) as e:
        load_acts(tmp_path)
    assert [(p.code, p.place.file, p.place.row) for p in e.value.problems] == [(code, "laws.yaml", line)]
    with use_language("da"):
        assert "Input" not in e.value.problems[0].what


def test_acts_may_be_few_words(tmp_path):
    """A municipality's own act needs no history."""
    (tmp_path / "laws.yaml").write_text(ACT, encoding="utf-8")
    act = load_acts(tmp_path)["BL"]
    assert (act.first, act.last, act.texts, act.renumbered) == (date(2024, 1, 1), None, (), ())


# --- findings ------------------------------------------------------------------------------------------------------

RULE = """\
id: suspension-for-a-definite-time
title: {da: Suspension har en slutdato, en: Suspension has an end date}
law_rows: [S6]
theme: samvaer
step: decision
severity: high
about: decision
why: {da: En suspension kan højst vare otte uger., en: A suspension lasts at most eight weeks.}
versions:
  - from: 2024-01-01
    law_rows: [S6]
    law: [{cite: BL-104-5, confidence: read}, {cite: BL-104-4, confidence: secondary, note: {da: netværk, en: network}}]
    when: {field: kind, is: interrupted}
    require: {field: ends_on, is: documented, otherwise: incomplete}
finding:
  incomplete: {da: "Ingen slutdato, jf. {citation}.", en: "No end date, see {citation}."}
fix: {da: Fastsæt en slutdato., en: Set an end date.}
limits: {da: Kun slutdatoen ses., en: Only the end date is seen.}
cases:
  - name: {da: før loven, en: before the act}
    given: [{decision: 2023-12-31, section: SEL-71-3, kind: interrupted}]
    expect: not_applicable
  - name: {da: med slutdato, en: with an end date}
    given: [{decision: 2024-03-01, section: BL-104-4, kind: interrupted, ends_on: 2024-04-01}]
    expect: met
  - name: {da: uden slutdato, en: without an end date}
    given: [{decision: 2025-03-01, section: BL-104-5, kind: interrupted}]
    expect: breached/incomplete
  - name: {da: samme dag som opgørelsen, en: on the as-of day}
    given: [{decision: 2025-03-01, section: BL-104-5, kind: interrupted}]
    as_of: 2025-03-01
    expect: pending
  - name: {da: arten er ikke registreret, en: the kind is not recorded}
    given: [{decision: 2025-03-01, section: BL-104-5}]
    expect: unknown/data_missing
"""


@pytest.fixture
def suspended(tmp_path) -> tuple[Path, Path]:
    """An export with a suspension on each side of the new numbers, and the rule that finds both."""
    rules, data = tmp_path / "rules", tmp_path / "data"
    (rules / "samvaer").mkdir(parents=True)
    data.mkdir()
    (rules / "samvaer" / "suspension-for-a-definite-time.yaml").write_text(RULE, encoding="utf-8")
    (data / "cases.csv").write_text("case_id\nA-1\n", encoding="utf-8")
    (data / "events.csv").write_text(
        "event_id,case_id,type,at,section,kind,ends_on\n"
        "D-1,A-1,decision,2024-12-31,BL-104-4,interrupted,\n"
        "D-2,A-1,decision,2025-01-01,BL-104-5,interrupted,\n",
        encoding="utf-8",
    )
    return rules, data


def test_a_finding_cites_the_number_of_the_units_own_day(cli, suspended):
    """The decision of 2024 broke § 104(4), that of 2025 the same rule under the number (5); in json, csv and text."""
    rules, data = suspended
    chosen = ("--rules", rules, "--rule", "suspension-for-a-definite-time", "--as-of", "2026-01-01", "--exit-zero")
    old, new = "BL § 104, stk. 4", "BL § 104, stk. 5; BL § 104, stk. 4"
    found = json.loads(cli("check", data, *chosen, "--format", "json").out)["findings"]
    assert [(f["unit_on"], f["citation"]) for f in found] == [("2024-12-31", old), ("2025-01-01", new)]
    assert [f["text"] for f in found] == [f"Ingen slutdato, jf. {old}.", f"Ingen slutdato, jf. {new}."]
    rows = list(csv.DictReader(io.StringIO(cli("check", data, *chosen, "--format", "csv").out), delimiter=";"))
    assert [r["citation"] for r in rows] == [old, new]


def test_an_explanation_names_the_number_of_the_day_and_todays(cli, suspended):
    """`explain` says what the provision was called and is called, and which text held that day."""
    rules, data = suspended
    said = cli("explain", "A-1", "suspension-for-a-definite-time", "--data", data, "--rules", rules).out
    first, second = said.split("suspension-for-a-definite-time  ")[1:]
    assert "BL § 104, stk. 4 (Barnets lov" in first
    assert "i dag BL § 104, stk. 5" in first
    assert "LBK nr. 890 af 19-06-2024" in first
    assert "netværk" not in first
    assert "BL § 104, stk. 5 (Barnets lov" in second
    assert "i dag" not in second
    assert "netværk" in second


def test_a_rule_is_shown_with_its_newest_numbers_and_the_earlier_ones(cli, suspended):
    """`rules show` gives number, earlier number, how sure it is, and where it can be read."""
    said = cli("rules", "show", "suspension-for-a-definite-time", "--rules", suspended[0]).out
    assert "BL § 104, stk. 5 (før 01-01-2025: stk. 4;" in said
    assert "BL § 104, stk. 4 (fra 01-01-2025;" in said
    assert "lovteksten er læst" in said
    assert "kun sekundær kilde" in said
    assert "https://www.lovguiden.dk/loven/bekendtgørelse-af-barnets-lov/104" in said


def test_breaches_are_counted_by_the_least_sure_citation_of_their_day(cli, suspended):
    """The breach of 2024 rests on read law alone; that of 2025 also on a provision from a secondary source."""
    rules, data = suspended
    argv = ("check", data, "--rules", rules, "--rule", "suspension-for-a-definite-time", "--as-of", "2026-01-01")
    found = json.loads(cli(*argv, "--format", "json").out)["citations"]
    assert found == {"read": 1, "section_only": 0, "secondary": 1, "memory": 0}
    told = "1 af 2 brud hviler på henvisninger, der ikke er fuldt læst: 1 sekundær kilde"
    assert told in cli(*argv).out
    assert told in cli(*argv, "--format", "markdown").out
    assert "1 of 2 breaches rest on citations that are not fully read" in cli(*argv, "--lang", "en").out


def test_the_counts_by_certainty_add_up_to_the_breaches_of_law(cli, examples):
    """Every breach of binding law is counted once, by one of the four words, and never by memory."""
    found = json.loads(
        cli("check", examples / "small" / "canonical", "--as-of", "2026-10-15", "--format", "json", "--exit-zero").out
    )
    counts = found["citations"]
    assert list(counts) == list(CONFIDENCE)
    legal = {r["id"]: r for r in found["rules"] if r["judges"] == "law"}
    breaches = [
        f for f in found["findings"]
        if f["outcome"] == "breached" and f["rule"] in legal and f["severity"] != "advisory"
    ]  # fmt: skip
    assert sum(counts.values()) == len(breaches) > 0
    assert counts["memory"] == 0


# --- the page about the law ----------------------------------------------------------------------------------------


def test_the_page_names_every_act_and_text_in_the_data():
    """docs/retsgrundlag.md and laws.yaml speak of the same acts and texts."""
    page = (Path(__file__).parents[1] / "docs" / "retsgrundlag.md").read_text(encoding="utf-8")
    missing = [c for c in ACTS if f"| {c} |" not in page]
    missing += [t.name for a in ACTS.values() for t in a.texts if t.name not in page]
    assert missing == []
