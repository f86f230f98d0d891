"""Every number of a findings report is the run's own: in tables, figures, key figures, sentences and appendices."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from caseaudit.audit import run_audit
from caseaudit.model.tally import Tally
from caseaudit.output.numbers import MIN_FOR_PERCENT, number
from caseaudit.report.clauses import clauses_of, plain_units, units_of
from caseaudit.report.facts import gather
from caseaudit.report.numbers import percent_of
from caseaudit.report.sentences import check, soft, unknown
from caseaudit.rules.rulebook import load_rulebook
from caseaudit.texts import use_language
from made_reports import COPENHAGEN, SMALL, audit_of, integers, report_of

BOTH = pytest.mark.parametrize("path", [SMALL, COPENHAGEN], ids=["small", "koebenhavn"])


def whole_percent(tally):
    """The percent to the nearest whole number, halves upwards, worked out without floats."""
    return int((Decimal(100 * tally.good) / Decimal(tally.judged)).quantize(Decimal(1), ROUND_HALF_UP))


def cells_of(tally):
    return [
        tally.good if tally.judged else None,
        percent_of(tally),
        tally.excused,
        tally.breached,
        tally.pending,
        tally.unknown,
    ]


@BOTH
def test_every_row_of_the_theme_table_is_the_tally_of_the_run(path):
    """Each theme and the sum show the run's own counts; themes and what the export cannot feed add up to the whole."""
    facts, report = gather(audit_of(path)), report_of(audit_of(path))
    rows = {r.anchor or r.role: [c.value for c in r.cells[1:8]] for r in report.theme_table.rows}
    told = [t for t in facts.themes if t.rules]
    for theme in told:
        assert rows[theme.id] == [*cells_of(theme.tally), theme.cases_breached]
    assert rows["total"] == [*cells_of(facts.total), facts.cases_with_breach]
    for column in (3, 4, 5, 6, 7 - 1):
        parts = [r.cells[column].value or 0 for r in report.theme_table.rows if r.role != "total"]
        assert sum(parts) == report.theme_table.rows[-1].cells[column].value


@BOTH
def test_every_row_of_every_check_table_is_the_tally_of_the_run(path):
    """Checks of law, of local standards and of data quality: X of Y, percent, excused, breaches, pending, unknown, cases."""
    facts, report = gather(audit_of(path)), report_of(audit_of(path))
    rows = [r for t in report.tables if t.name.startswith("rules-") or t.name in ("local", "data") for r in t.rows]
    seen = set()
    for row in (r for r in rows if r.anchor):
        rule = facts.rule(row.anchor)
        expected = cells_of(rule.tally)
        if soft(rule.rule):
            expected[1] = None
        assert [c.value for c in row.cells[1:7]] == expected, row.anchor
        if rule.tally.judged:
            assert row.cells[1].text == f"{number(rule.tally.good)} af {number(rule.tally.judged)}"
        assert row.cells[7].value in (rule.cases_breached, None)
        seen.add(row.anchor)
    assert seen == {r.rule.id for r in facts.all_rules} - {r.rule.id for r in (*facts.idle, *facts.blind)}


@BOTH
def test_the_checks_of_a_theme_add_up_to_it(path):
    """What binds in the rows of a theme is its sum: nothing advisory is added, nothing left out."""
    for theme in gather(audit_of(path)).themes:
        assert sum((r.binding for r in theme.rules), Tally()) == theme.tally


@BOTH
def test_figures_hold_the_numbers_of_the_tables(path):
    """Bars, stacks, the trend and the panels per unit draw exactly what the run counted."""
    facts, report = gather(audit_of(path)), report_of(audit_of(path), target=80)
    figures = {f.name: f for f in (*report.figures, *(t.figure for t in report.themes if t.figure))}
    drawn = [(b.good, b.bad, b.unknown, b.percent) for b in figures["themes"].bars]
    tallies = [t.tally for t in facts.themes if t.tally.judged]
    assert drawn == [(t.good, t.breached, t.unknown, percent_of(t)) for t in tallies]
    assert figures["themes"].target == 80
    for theme in (t for t in facts.themes if t.rules):
        bars = [(b.good, b.bad, b.unknown) for b in figures[f"rules-{theme.id}"].bars]
        assert bars == [
            (r.tally.good, r.tally.breached, r.tally.unknown) for r in theme.rules if r.tally.judged or r.tally.unknown
        ]
    points = [(p.judged, p.percent) for p in figures["trend"].points]
    assert points == [
        (t.judged, percent_of(t)) for t in (facts.by_period[p] for p in facts.periods if p in facts.by_period)
    ]
    (units,) = [f for s in report.others for f in s.figures]
    for unit, bars in units.panels:
        own = [t.by_unit[unit] for t in facts.themes if t.rules and t.tally.judged and unit in t.by_unit]
        assert [(b.good, b.bad) for b in bars] == [(t.good, t.breached) for t in own]


@BOTH
def test_the_key_figures_are_those_of_the_run(path):
    """Compliance in all, cases with a breach of all cases, and what could not be assessed."""
    facts = gather(audit_of(path))
    whole, cases, open_ones = report_of(audit_of(path)).key_figures
    assert whole.value == f"{whole_percent(facts.total)}\u00a0%"
    assert integers(whole.note) == [facts.total.good, facts.total.judged]
    assert integers(cases.value) == [facts.cases_with_breach, facts.cases]
    assert integers(open_ones.value) == [facts.total.unknown]


def allowed(r):
    """Every number that a sentence about a rule may hold."""
    t, b = r.tally, r.binding
    out = {t.good, t.judged, t.excused, t.breached, t.pending, t.unknown, t.asked, t.judged + t.unknown}
    out |= {
        t.breached - b.breached,
        r.cases_judged,
        r.cases_breached,
        *r.reasons.values(),
        *r.met_by.values(),
        *(r.late or ()),
    }
    return out | ({whole_percent(t)} if t.judged >= MIN_FOR_PERCENT else set())


def bare(text, r):
    """A sentence without the fixed words of its rule, some of which hold numbers (24 timer)."""
    own = clauses_of(r.rule)
    fixed = [
        str(r.rule.title),
        *map(str, own.by.values()),
        *(f(r.rule, n) for f in (units_of, plain_units) for n in (1, 2)),
    ]
    for words in sorted(fixed, key=len, reverse=True):
        text = text.replace(words, "")
    return text.replace("1. januar 2024", "").replace("1 January 2024", "")


@BOTH
@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_number_in_a_sentence_is_one_of_its_rule(path, lang):
    """No sentence of a theme holds a number that the run did not count for that very check."""
    with use_language(lang):
        for r in gather(audit_of(path)).all_rules:
            for text in (*(check(r) if r.tally.judged else ()), *unknown(r)):
                assert set(integers(bare(text, r))) <= allowed(r), text


@BOTH
def test_danish_and_english_tell_the_same_numbers(path):
    """The two languages differ in words alone."""
    for r in gather(audit_of(path)).all_rules:
        found = []
        for lang in ("da", "en"):
            with use_language(lang):
                texts = [bare(s, r) for s in (*(check(r) if r.tally.judged else ()), *unknown(r))]
                found.append(Counter(n for s in texts for n in integers(s)))
        assert found[0] == found[1], r.rule.id


@BOTH
def test_what_could_not_be_assessed_adds_up_by_reason(path):
    """Appendix C: the reasons of each check add up to what the check could not assess."""
    facts = gather(audit_of(path))
    (table,) = [t for t in report_of(audit_of(path)).tables if t.name == "unknown"]
    for row in table.rows:
        tally = facts.rule(row.anchor).tally
        assert sum(c.value for c in row.cells[1:-2]) == tally.unknown, row.anchor
        assert [c.value for c in row.cells[-2:]] == [tally.pending, tally.not_applicable]


def test_the_matrix_holds_the_counts_of_each_quarter():
    """Appendix A: each cell is what was met of what was judged in that quarter, and percent only from five."""
    facts = gather(audit_of(COPENHAGEN))
    (matrix,) = [t for t in report_of(audit_of(COPENHAGEN)).tables if t.name == "matrix"]
    shown = [p for p in facts.periods if p in facts.by_period]
    assert len(matrix.columns) == len(shown) + 2
    for row in (r for r in matrix.rows if r.anchor):
        for period, cell in zip(shown, row.cells[1:], strict=False):
            tally = facts.rule(row.anchor).by_period.get(period, Tally())
            assert cell.value == (tally.good if tally.judged else None)
            assert ("%" in cell.text) == (tally.judged >= MIN_FOR_PERCENT)
            if tally.judged:
                assert integers(cell.text)[-2:] == [tally.good, tally.judged]


def test_rows_in_are_rows_used_and_rows_set_aside(udtraek):
    """Appendix F: the row accounts of an export with totals rows, blanks and repeats add up, each with its reason."""
    from made_reports import dataset

    audit = run_audit(dataset(udtraek / "udtraek.xlsx"), load_rulebook(()), date(2026, 10, 15))
    tables = {t.name: t for t in report_of(audit).tables}
    for row in tables["rows"].rows:
        total, used, aside = (c.value for c in row.cells[1:4])
        assert total == used + aside
        assert bool(aside) == (row.cells[4].text != "-")
    assert sum(r.cells[1].value for r in tables["faults"].rows) == len(audit.dataset.quality)
