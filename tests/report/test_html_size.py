"""The HTML report can be mailed and opened anywhere: it stays small, and a team's list is no longer than a team can read."""

from __future__ import annotations

import shutil
import warnings
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO

import pandas as pd
import pytest
from openpyxl import load_workbook

from caseaudit.demo import generate, write
from caseaudit.report import pdf, workbook
from caseaudit.report.background import background_of
from caseaudit.report.compose import Options, Texts, compose
from caseaudit.report.drafting import proposals
from caseaudit.report.facts import gather
from caseaudit.report.html import render
from caseaudit.report.pdfdata import data_of, mapped
from caseaudit.report.plain import clean, gravity
from caseaudit.report.reading_back import read_document
from caseaudit.report.shortlist import PER_RULE, foremost
from caseaudit.report.verify import verify
from caseaudit.report.view import Item, Look
from caseaudit.settings import ReportTable
from caseaudit.texts import use_language
from html_pages import Page, flat
from made_reports import AS_OF, COPENHAGEN, SMALL, audit_of

LIMIT = 150_000
LOOK = Look("Eksempel Kommune", "Center for Børn, Unge og Familier", "boern-og-unge@eksempel.dk, tlf. 12 34 56 78")
LAST, BEFORE = date(2026, 10, 15), date(2026, 7, 15)
GROUPS = {"styrker": "strengths", "udfordringer": "challenges", "anbefalinger": "recommendations"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """An export of a thousand cases in which every theme of the law is met."""
    folder = tmp_path_factory.mktemp("demo")
    write(generate(1000, 42, LAST, {}), folder)
    AS_OF[folder / "canonical"] = LAST
    return folder / "canonical"


@cache
def facts_of(path, as_of=None):
    return gather(audit_of(path, as_of=as_of))


def texts(facts, audience):
    """All that is proposed, approved as it stands, with who is responsible and when."""
    out = {}
    for p in proposals(facts, ReportTable(), committee=audience == "committee"):
        pile = out.setdefault(p.theme, {name: [] for name in GROUPS.values()})
        found = pile[GROUPS[p.group]]
        name = f"{p.theme[:3].upper()}-{p.group[0].upper()}{len(found) + 1}"
        who = ("Teamlederne i børn og familie", "01-12-2026", "I gang") if p.group == "anbefalinger" else ("", "", "")
        found.append(Item(name, p.text, p.basis, True, *who))
    return {theme: Texts(**{k: tuple(v) for k, v in pile.items()}) for theme, pile in out.items()}


@cache
def made(path, audience, lang="da", before=None):
    """A report with all that makes it longer: approved texts, targets, a previous run and changed rules."""
    with use_language(lang):
        audit, facts = audit_of(path), facts_of(path)
        previous = facts_of(path, before) if before else None
        changed = tuple(f"Ændret eller ny: {r.rule.title} ({r.rule.id})." for r in audit.results[:10]) if before else ()
        background = background_of(audit, previous=previous, rule_changes=changed, findings=audience == "team")
        options = Options(
            audience=audience, look=LOOK, target=90, act_below=70, run_id="20261015T0612-7c1e", rules_hash="a" * 64,
            data_hash="b" * 64, approved_by="Leder Ledersen, 15-10-2026",
        )  # fmt: skip
        return compose(facts, texts(facts, audience), options, background)


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("audience", ["management", "committee"])
@pytest.mark.parametrize("path", [SMALL, COPENHAGEN], ids=["small", "koebenhavn"])
def test_a_report_of_an_example_is_under_150_kb_with_all_its_texts(path, audience, lang):
    assert len(render(made(path, audience, lang)).encode()) < LIMIT


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("audience", ["management", "committee"])
def test_a_report_of_a_thousand_cases_in_every_theme_is_under_150_kb(demo, audience, lang):
    report = made(demo, audience, lang, BEFORE)
    themes = {r.theme for r in audit_of(demo).rulebook.rules if r.legal}
    assert {t.id for t in report.themes} == themes
    assert sum(len(t.recommendations) for t in report.themes) > 20
    page = render(report)
    assert len(page.encode()) < LIMIT
    assert not Page(page).wrong


@pytest.fixture(scope="module")
def many_units(demo, tmp_path_factory):
    """The same thousand cases, spread over fifteen units."""
    folder = tmp_path_factory.mktemp("units") / "canonical"
    shutil.copytree(demo, folder)
    cases = pd.read_csv(folder / "cases.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    cases["unit"] = [f"Distrikt {n % 15 + 1:02d}" for n in range(len(cases))]
    cases.to_csv(folder / "cases.csv", index=False, encoding="utf-8-sig")
    AS_OF[folder] = LAST
    return folder


def test_a_report_of_fifteen_units_is_under_150_kb_and_says_where_the_themes_of_each_unit_are(many_units):
    report = made(many_units, "management", "da", BEFORE)
    page = render(report)
    assert len(page.encode()) < LIMIT
    text = flat("".join(Page(page).text))
    assert "Temaerne for hver enhed står i regnearket og i PDF-udgaven." in text
    assert all(f"Distrikt {n:02d}" in text for n in range(1, 16))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl does not know data bars
        book = load_workbook(BytesIO(workbook.render(report)))
    said = [[c for c in row if c] for sheet in book for row in sheet.iter_rows(values_only=True)]
    assert sum(row[:1] == ["Distrikt 15"] for row in said) >= 2


def test_a_page_that_would_be_too_long_leaves_its_least_read_tables_to_the_workbook_and_says_so(demo, monkeypatch):
    report = made(demo, "management", "da", BEFORE)
    whole = len(render(report).encode())
    monkeypatch.setattr("caseaudit.report.html.LIMIT", whole - 1)
    page = render(report)
    assert len(page.encode()) < whole
    text = flat("".join(Page(page).text))
    caption = "Lovoverholdelsesprocenter efter kvartal"
    assert f"Tabellen »{caption}« står i regnearket og i PDF-udgaven." in text
    assert not Page(page).wrong
    book = load_workbook(BytesIO(workbook.render(report)), read_only=True)
    assert "Lovoverholdelsesprocenter" in book.sheetnames
    monkeypatch.setattr("caseaudit.report.html.LIMIT", 1)
    assert not Page(render(report)).wrong


def test_a_team_is_shown_the_gravest_and_oldest_findings_of_each_check_and_told_how_many_more_there_are(demo):
    report = made(demo, "team")
    page = Page(render(report))
    text = flat("".join(page.text))
    rows = [row for name, found in page.tables.items() if (name or "").startswith("findings-") for row in found[1:]]
    whole = Counter(f.rule for f in report.findings)
    assert max(whole.values()) > 5 * PER_RULE
    assert sum(len(row) > 1 for row in rows) == sum(min(n, PER_RULE) for n in whole.values())
    for n in (n for n in whole.values() if n > PER_RULE):
        assert f"Her står {PER_RULE} af {_danish(n)} fund; {_danish(n - PER_RULE)} til står i regnearket." in text
    assert (
        "Alle fund står i regnearket, på arkene »Fund« og »Kan ikke vurderes«, og sag for sag i caseaudit report case."
        in text
    )
    assert len(render(report)) < 600_000


def test_what_is_shown_first_is_a_breach_then_the_graver_then_the_older(demo):
    shown = foremost(made(demo, "team").findings)
    keys = [(f.outcome != "breached", gravity(f.severity), f.due_on or f.unit_on) for f in shown]
    assert keys == sorted(keys)
    assert {k[0] for k in keys} == {False, True}


def test_a_team_of_few_cases_is_shown_every_finding_and_nothing_of_more():
    report = made(SMALL, "team")
    few = replace(report, findings=tuple(f for n, f in enumerate(report.findings) if n < PER_RULE))
    text = flat("".join(Page(render(few)).text))
    assert "til står i regnearket" not in text
    assert "alvorligste og ældste" not in text
    assert all(f.case_id in text for f in few.findings)


def test_the_pdf_lists_the_same_findings_as_the_page(demo):
    report = mapped(made(demo, "team"), clean)
    with use_language("da"):
        found = data_of(report)["findings"]
    listed = sum(len(check["rows"]) for group in found["groups"] for check in group["checks"])
    whole = Counter(f.rule for f in report.findings)
    assert listed == sum(min(n, PER_RULE) for n in whole.values())
    assert "20 alvorligste og ældste" in found["lead"]
    assert sum(check["more"] != "" for g in found["groups"] for check in g["checks"]) == sum(
        n > PER_RULE for n in whole.values()
    )
    assert pdf.render(made(SMALL, "team")).startswith(b"%PDF")


def test_the_sheets_that_the_page_sends_the_reader_to_hold_every_finding_and_every_quarter():
    report = made(SMALL, "team")
    book = load_workbook(BytesIO(workbook.render(report)), read_only=True)
    for sheet in ("Fund", "Kan ikke vurderes", "Regler", "Lovoverholdelsesprocenter"):
        assert sheet in book.sheetnames
    rows = [row for name in ("Fund", "Kan ikke vurderes") for row in book[name].iter_rows(min_row=2, values_only=True)]
    assert sum(row[0] is not None for row in rows) == len(report.findings)


@pytest.mark.parametrize("audience", ["management", "committee", "team"])
def test_every_number_of_a_page_is_found_again_in_the_run(audience, tmp_path):
    report = made(SMALL, audience)
    (tmp_path / "rapport.html").write_text(render(report), encoding="utf-8")
    read = read_document(tmp_path / "rapport.html")
    with use_language("da"):
        compared = verify(read, report)
    assert compared.differences == ()
    assert compared.checked > 300
    rows = sum(len(g.rows) for g in read.grids if g.name.startswith("rules-"))
    assert rows == sum(len(t.table.rows) + 1 for t in report.themes)


def test_a_number_that_was_changed_in_a_page_is_seen(tmp_path):
    report = made(SMALL, "management")
    row = next(r for r in report.themes[0].table.rows if " af " in r.cells[1].text)
    page = render(report)
    told = f"<td>{row.cells[1].text}<td>"
    assert told in page
    (tmp_path / "rapport.html").write_text(page.replace(told, "<td>977 af 978<td>", 1), encoding="utf-8")
    with use_language("da"):
        compared = verify(read_document(tmp_path / "rapport.html"), report)
    assert [d.found for d in compared.differences] == ["977 af 978"]


def _danish(n):
    return f"{n:,}".replace(",", ".")
