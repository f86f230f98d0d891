"""What a findings report says, in sentences that may be read aloud to a jurist, and what it never says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseaudit.audit import run_audit
from caseaudit.dates import parse_period
from caseaudit.law import root
from caseaudit.model.tally import Tally
from caseaudit.output.numbers import MIN_FOR_PERCENT
from caseaudit.report.background import background_of
from caseaudit.report.clauses import clauses_of
from caseaudit.report.comparison import moved
from caseaudit.report.facts import gather
from caseaudit.report.numbers import percent_of, percent_text
from caseaudit.report.sentences import analysis, check, headline, soft, unknowns
from caseaudit.rules.rulebook import load_rulebook
from made_reports import COPENHAGEN, ROOT, SMALL, audit_of, integers, report_of, strings

BOTH = pytest.mark.parametrize("path", [SMALL, COPENHAGEN], ids=["small", "koebenhavn"])


def paragraph(report, *parts):
    """The one paragraph of analysis that holds all the parts."""
    found = [s for t in report.themes for s in t.sentences if all(p in s for p in parts)]
    assert len(found) == 1, (parts, found)
    return found[0]


@pytest.mark.parametrize(
    "parts",
    [
        (
            "mangler både en samtale med barnet og en begrundelse for at undlade den",
            "Bruddene ligger i 10 af 78 sager.",
        ),
        (
            "I 48 af 78 anbringelser er der hverken truffet afgørelse om samvær eller sat en ramme for samværet i planen.",
            "Det er opfyldt i 16 ved en afgørelse om samvær og i 14 ved en ramme i planen.",
        ),
        ("I 75 af 78 sager er det ikke dokumenteret, at barnet er vejledt om bisidder.",),
        (
            "I 61 af 78 afgørelser om anbringelse er det ikke dokumenteret, at der er vejledt om samtykke.",
            "Kravet er overholdt i 17 af 78",
        ),
        ("at der er tilbudt gratis advokat", "Kravet er overholdt i 37 af 39"),
        ("at parterne er oplyst om aktindsigt og retten til at udtale sig", "Kravet er overholdt i 37 af 39"),
        ("I 11 af 39 afgørelser om anbringelse med samtykke mangler en afsluttet børnefaglig undersøgelse.",),
        ("I 13 af 78 afgørelser om anbringelse er kravet »Planen forelå før afgørelsen« ikke overholdt",),
        ("I 7 af 9 afgørelser om støttet samvær er samtykke ikke dokumenteret, så samværet reelt er overvåget.",),
        (
            "I 72 af 78 anbringelser mangler en afgørelse om valg af anbringelsessted.",
            "Kravet er overholdt i 6 af 78",
        ),
    ],
    ids=[
        "samtale",
        "samvaer",
        "bisidder",
        "samtykke",
        "advokat",
        "aktindsigt",
        "undersoegelse",
        "plan",
        "overvaaget",
        "sted",
    ],
)
def test_the_copenhagen_report_states_the_published_counts(parts):
    """Each count of the screening of 2016 stands in a Danish sentence of the report, with its denominator."""
    assert paragraph(report_of(audit_of(COPENHAGEN)), *parts)


def test_a_percent_needs_five_assessments():
    """Four of four is told as four of four; from five there is a percent."""
    assert percent_of(Tally(met=4)) is None
    assert percent_of(Tally(met=4, breached=1)) == 80
    assert percent_text(percent_of(Tally(met=33, breached=7))) == "83\u00a0%", "82.5 is 83 to a reader"
    report = report_of(audit_of(SMALL))
    for table in (t for t in report.tables if t.name != "matrix"):
        for row in table.rows:
            judged = [integers(c.text) for c in row.cells if " af " in c.text and c.value is not None]
            if judged and len(judged[0]) == 2 and judged[0][1] < MIN_FOR_PERCENT:
                assert not any("%" in c.text for c in row.cells[:3]), row


def test_a_duty_that_can_never_be_a_breach_has_no_percent():
    """Where the machine only sees what is documented, 100 % would say nothing."""
    facts, report = gather(audit_of(SMALL)), report_of(audit_of(SMALL))
    weak = [r.rule.id for t in facts.themes for r in t.rules if soft(r.rule) and r.tally.judged >= MIN_FOR_PERCENT]
    assert weak
    rows = {r.anchor: r for t in report.themes for r in t.table.rows}
    for rule_id in weak:
        assert rows[rule_id].cells[2].value is None
        text = next(" ".join(check(r)) for t in facts.themes for r in t.rules if r.rule.id == rule_id)
        assert "%" not in text


def test_nothing_is_judged_without_local_thresholds():
    """No colour, no word of judgement, until the municipality sets its own target or limit."""
    report = report_of(audit_of(SMALL))
    assert {t.level for t in report.themes} == {""}
    assert all(c.level == "" for table in report.tables for row in table.rows for c in row.cells)
    judged = report_of(audit_of(SMALL), target=80, act_below=60)
    for theme in judged.themes:
        value = int(theme.percent.split("\u00a0")[0])
        expected = "act" if value < 60 else "good" if value >= 80 else "watch"
        assert theme.level == expected
        assert theme.level_text


def test_a_change_is_a_fact_of_two_full_counts():
    """Two full counts: the difference in percentage points, from unrounded percents, in table and summary."""
    before = gather(audit_of(SMALL, as_of=date(2025, 6, 1)))
    audit = audit_of(SMALL)
    facts = gather(audit)
    report = report_of(audit, background=replace(background_of(audit), previous=before))
    total = report.theme_table.rows[-1]
    expected = percent_of(facts.total) - percent_of(before.total)
    assert total.cells[-1].value == pytest.approx(expected)
    assert any("Siden opgørelsen pr. 01-06-2025" in s for s in report.resume)
    text = " ".join(strings(report)).casefold()
    assert "forbedret" not in text
    assert "forværret" not in text


def test_between_samples_nothing_is_said_while_the_intervals_overlap():
    """60 of 100 against 65 of 100 says nothing; 20 of 100 against 80 of 100 does."""
    assert moved(Tally(met=60, breached=40), Tally(met=65, breached=35), sample=True) is None
    assert moved(Tally(met=80, breached=20), Tally(met=20, breached=80), sample=True) == 60
    assert moved(Tally(met=60, breached=40), Tally(met=65, breached=35), sample=False) == pytest.approx(-5)
    before = gather(audit_of(SMALL, as_of=date(2025, 6, 1)))
    audit = audit_of(SMALL)
    report = report_of(audit, sample=True, background=replace(background_of(audit), previous=before))
    assert any("stikprøverne kan forklare" in s for s in report.resume)
    assert {r.cells[-1].text for r in report.theme_table.rows} == {"-"}


def test_the_law_is_that_of_the_events_own_days():
    """Cases of 2014 to 2016 are told by the old act alone; the small example, across the change, by both."""
    old = [law for t in report_of(audit_of(COPENHAGEN)).themes for law in t.laws]
    assert old
    assert all("SEL §" in law.citation and "BL §" not in law.citation for law in old)
    assert all("31-12-2023" in law.period for law in old)
    both = [law for t in report_of(audit_of(SMALL)).themes for law in t.laws]
    assert any(law.citation.startswith("SEL") for law in both)
    assert any(law.citation.startswith("BL") for law in both)
    assert all(law.source and law.duty and law.confidence and law.link for law in (*old, *both))


@BOTH
def test_the_rule_list_names_the_law_of_every_check(path):
    """Appendix D: each check that judged something once, with every section that its versions cite, and their periods."""
    facts, report = gather(audit_of(path)), report_of(audit_of(path))
    (table,) = [t for t in report.tables if t.name == "rules"]
    rows = {r.anchor: r for r in table.rows if r.role == "row"}
    told = [*(r for t in facts.themes for r in t.rules), *facts.local, *facts.data]
    assert sorted(rows) == sorted(r.rule.id for r in told)
    for r in told:
        law = rows[r.rule.id].cells[1].text
        roots = {"{} § {}".format(*root(c.cite).split("-")) for v in r.versions for c in v.law}
        shown = law.replace(" a", "a").replace(" b", "b")
        assert all(section in shown for section in roots), (law, roots)
        assert "§" in law or not r.rule.legal


def test_local_standards_stand_apart_and_change_nothing():
    """With the municipality's own standards added, they have a chapter, and not one number of the law moves."""
    own = audit_of(SMALL, rules=(ROOT / "examples" / "local-standards",))
    plain, with_own = report_of(audit_of(SMALL)), report_of(own)
    assert with_own.theme_table == plain.theme_table
    assert with_own.key_figures == plain.key_figures
    assert "local" not in [s.id for s in plain.others]
    (chapter,) = [s for s in with_own.others if s.id == "local"]
    assert {r.anchor for t in chapter.tables for r in t.rows} <= {r.rule.id for r in gather(own).local}
    assert chapter.tables[0].rows
    assert all(r.role != "total" for r in chapter.tables[0].rows)


@BOTH
def test_every_rule_of_the_run_is_told_somewhere(path):
    """Judged, not assessable, without relevant cases or not fed by the export: no rule vanishes from the report."""
    audit = audit_of(path)
    titles = set(strings(report_of(audit).appendices)) | {
        s.removesuffix(" (vejledende)") for s in strings(report_of(audit).appendices)
    }
    for rule in audit.rules_run:
        assert str(rule.title) in titles, rule.id
    (c,) = [s for s in report_of(audit).appendices if s.id == "C"]
    blind = [t for t in c.tables if t.name == "blind"]
    facts = gather(audit)
    assert sum(len(t.rows) for t in blind) == len(facts.blind)
    for row in (row for t in blind for row in t.rows):
        assert row.cells[1].text
        assert row.cells[2].value == facts.rule(row.anchor).tally.unknown


@pytest.mark.parametrize("audience", ["management", "committee"])
def test_only_a_team_sees_case_numbers(audience):
    """Not one text of the other reports holds a case number; the team's report holds every finding."""
    audit = audit_of(SMALL)
    ids = set(audit.dataset.cases["case_id"])
    report = report_of(audit, audience=audience, background=background_of(audit, findings=True))
    assert not report.findings
    text = "\n".join(strings(report))
    assert not [i for i in ids if i in text]
    team = report_of(audit, audience="team", background=background_of(audit, findings=True))
    assert len(team.findings) == sum(1 for _ in audit.findings())


def test_an_empty_period_is_told_as_empty():
    """Where nothing could be judged the report says so; it shows no percent and no theme."""
    report = report_of(audit_of(SMALL, period=parse_period("1999")))
    assert report.resume[0] == "Ingen af lovens krav kunne vurderes."
    assert report.themes == ()
    assert report.key_figures[0].value == "-"


def test_a_theme_of_unknowns_alone_shows_no_percent():
    """Where the law of a theme cannot be judged, the headline says so and the reason is told."""
    facts = gather(audit_of(SMALL, rules=()))
    theme = next(t for t in facts.themes if t.id == "opfoelgning")
    rules = tuple(
        replace(
            r,
            tally=Tally(unknown=3),
            binding=Tally(unknown=3),
            reasons={("unknown", "needs_review"): 3},
            cases_judged=0,
        )
        for r in theme.rules
    )
    only = replace(theme, rules=rules, tally=Tally(unknown=3 * len(rules)), cases_breached=0)
    assert headline(only, 40) == "Ingen af temaets bindende krav kunne vurderes."
    assert analysis(only) == ()
    assert len(unknowns(only)) == len(rules)
    assert all("fordi det skal afgøres ved at læse sagen" in s for s in unknowns(only))


def test_one_case_is_told_in_the_singular():
    """A report of one case reads as Danish: 1 sag, not 1 sager."""
    audit = audit_of(SMALL)
    first = audit.dataset.cases["case_id"].iloc[0]
    keep = audit.dataset.cases["case_id"] == first
    events = audit.dataset.events[(audit.dataset.events["case_id"] == first).to_numpy()].reset_index(drop=True)
    data = replace(audit.dataset, cases=audit.dataset.cases[keep].reset_index(drop=True), events=events)
    report = report_of(run_audit(data, load_rulebook(()), audit.as_of))
    assert not [s for s in strings(report) if " af 1 sager" in s]


def test_every_shipped_rule_has_its_own_words_for_its_breaches():
    """Each reason that a rule can give has a clause in both languages, so that no report falls back on general words."""
    missing = [
        (r.id, reason)
        for r in load_rulebook(()).rules
        for reason in ("missing", "late", "incomplete", "wrong_body")
        if getattr(r.finding, reason) is not None and reason not in clauses_of(r).by
    ]
    assert not missing, "add them in report/clauses_case.py or clauses_placement.py"
