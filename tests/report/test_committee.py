"""A report to a committee tells no small number, and none can be worked out from the whole of what it prints."""

from __future__ import annotations

import os
from dataclasses import fields, is_dataclass, replace
from datetime import date

import numpy as np
import pytest

from attacker import Attack, Knowledge
from caseaudit.model.tally import Tally
from caseaudit.report import suppress
from caseaudit.report.background import background_of
from caseaudit.report.compose import Background, Options, RowsOf, Texts, compose
from caseaudit.report.facts import gather
from caseaudit.report.hidden import UNTOLD, WITHHELD, Withheld
from caseaudit.report.suppress import for_committee, numbers_of
from caseaudit.report.view import Item
from caseaudit.rules.rulebook import load_rulebook
from caseaudit.texts import use_language
from report.made_up_run import made_up
from report.reading_a_committee_report import Reader

REPORTS = min(50, int(os.environ.get("CASEAUDIT_ATTACKS", "1000")))
BATCHES = 5


@pytest.fixture(scope="module")
def book():
    return load_rulebook(())


def runs(book, batch, n=REPORTS // BATCHES):
    random = np.random.default_rng(50 + batch)
    for _ in range(n):
        yield made_up(book, random)


def composed(facts, book, audience="committee", lang="da", texts=None, **background):
    with use_language(lang):
        return compose(facts, texts or {}, Options(audience=audience), Background(book.acts, **background))


@pytest.mark.parametrize("batch", range(BATCHES))
def test_nothing_hidden_can_be_worked_out_from_the_whole_report(book, batch):
    """Tables, figures and percents together leave every hidden number open, by at least the limit."""
    for facts in runs(book, batch):
        reader = Reader(composed(facts, book), facts)
        truth, printed = reader.truth(), reader.known.printed
        assert {k: v for k, v in printed.items() if truth.get(k, v) != v} == {}
        assert {k: v for k, v in printed.items() if 0 < v < 5} == {}
        assert Attack(reader.known).narrow(width=5, wanted=reader.secret()) == {}


def test_the_attack_on_reports_succeeds_where_only_small_numbers_are_hidden(book, monkeypatch):
    """The reader of a report without secondary suppression gets hidden numbers back, and gets them right."""
    monkeypatch.setattr(suppress, "protect", lambda numbers, limit: numbers.small(limit) - numbers.unprinted)
    won = 0
    for facts in [*runs(book, 0, 5), *runs(book, 1, 5)]:
        reader = Reader(composed(facts, book), facts)
        found = Attack(reader.known).narrow(wanted=reader.secret())
        truth = reader.truth()
        assert all(low == high == truth.get(k, low) for k, (low, high) in found.items())
        won += any(0 < truth.get(k, 0) < 5 for k in found)
    assert won >= 7


def test_nothing_hidden_can_be_worked_out_from_the_report_on_an_example(book, examples):
    """The same for real outcomes: 78 cases of the example that follows a published screening."""
    from caseaudit.audit import run_audit
    from caseaudit.cli.common import read_data
    from caseaudit.settings import Config

    data = read_data((examples / "koebenhavn-78" / "koebenhavn-78.xlsx",), None, Config(), b"0" * 32)
    audit = run_audit(data, book, date(2026, 10, 15))
    facts = gather(audit)
    with use_language("da"):
        report = compose(facts, {}, Options(audience="committee"), background_of(audit))
    reader = Reader(report, facts)
    assert {k: v for k, v in reader.known.printed.items() if 0 < v < 5} == {}
    assert len(reader.secret()) > 10
    assert Attack(reader.known).narrow(width=5, wanted=reader.secret()) == {}


def another_world(numbers, hidden, random):
    """Numbers that fit together and are printed alike, but differ in what is hidden."""
    known = Knowledge()
    for key, value in numbers.values.items():
        if key in hidden:
            known.mark(key)
        elif key not in numbers.unprinted:
            known.learn(key, value)
    for s in numbers.sums:
        known.equal(s.total, s.parts)
    for a in numbers.at_most:
        known.at_most(a.small, a.parts, a.times)
    attack = Attack(known)
    found = attack.solve(random.choice([-1.0, 1.0], len(attack.keys)))
    return numbers.values | {k: int(n) for k, n in zip(attack.keys, found, strict=True)}


@pytest.mark.parametrize("batch", range(BATCHES))
def test_two_runs_that_differ_only_in_hidden_numbers_give_the_same_report(book, batch, monkeypatch):
    """Every sentence, figure, order and judgement rests on printed numbers alone."""
    random, different = np.random.default_rng(batch), 0
    for facts in runs(book, batch, 4):
        numbers = numbers_of(facts)
        hidden = suppress.protect(numbers)
        other = another_world(numbers, hidden, random)
        different += sum(other[k] != numbers.values[k] for k in hidden)
        here = composed(facts, book)
        elsewhere = suppress._shown(facts, other.__getitem__)
        with monkeypatch.context() as patch:
            patch.setattr(suppress, "protect", lambda *_, same=hidden: same)
            assert composed(elsewhere, book) == here
    assert different > 20


def test_nothing_else_about_a_run_reaches_the_report(book):
    """Units, teams, single overruns, the certainty of breaches, rows and faults are not for a committee."""
    facts = next(runs(book, 2, 1))
    themes = tuple(
        replace(t, by_unit={"Enhed Nord": t.tally}, rules=tuple(replace(r, late=(61, 977)) for r in t.rules))
        for t in facts.themes
    )
    told = replace(
        facts,
        themes=themes,
        units=("Enhed Nord", "Enhed Syd"),
        unit_cases={"Enhed Nord": 3, "Enhed Syd": 9},
        teams=("Team Nord", "Team Syd"),
        team_cases={"Team Nord": 3, "Team Syd": 9},
        by_unit={"Enhed Nord": facts.total, "Enhed Syd": facts.total},
        certainty={"read": 61, "memory": 977},
        severities={"critical": 977},
    )
    rows = (RowsOf("sager.csv", 980, 977, 3, "3 uden sag"),)
    report = composed(
        told, book, rows=rows, faults=(("Tom dato", 977),), accounts=("977 rækker",), quality=("Tom dato (977)",)
    )
    assert report == composed(facts, book)
    assert "977" in str(composed(told, book, audience="management", rows=rows))


def test_a_comparison_tells_no_change_where_either_percent_is_hidden(book):
    """The percent of a hidden number, now or then, is hidden; so is the change."""
    now, before = runs(book, 3, 2)
    before = replace(now, as_of=before.as_of, themes=tuple(replace(t, tally=_one_breach(t.tally)) for t in now.themes))
    before = replace(
        before,
        total=sum((t.tally for t in before.themes), Tally()),
        themes=tuple(replace(t, rules=_as_one(t), by_period={}) for t in before.themes),
        blind=(),
        by_period={},
    )
    report = composed(now, book, previous=before)
    column = [c.title for c in report.theme_table.columns].index("Ændring i procentpoint")
    assert all(
        r.cells[column].hidden or r.cells[column].text == "-" for r in report.theme_table.rows if r.role == "row"
    )


def _one_breach(tally):
    return replace(tally, met=40, breached=1)


def _as_one(theme):
    first = theme.rules[0]
    return (
        replace(
            first,
            tally=theme.tally,
            binding=theme.tally,
            reasons={},
            by_period={},
            cases_judged=41,
            cases_breached=1,
        ),
    )


def strings(node):
    if isinstance(node, str):
        yield node
    elif isinstance(node, tuple | list):
        for part in node:
            yield from strings(part)
    elif is_dataclass(node):
        for f in fields(node):
            yield from strings(getattr(node, f.name))


def objects(node):
    yield node
    if isinstance(node, tuple | list):
        for part in node:
            yield from objects(part)
    elif is_dataclass(node):
        for f in fields(node):
            yield from objects(getattr(node, f.name))


@pytest.mark.parametrize(("lang", "mark"), [("da", "skjult"), ("en", "hidden")])
def test_small_and_other_hidden_numbers_bear_the_same_mark(book, lang, mark):
    """Nobody can tell which of the hidden numbers are the small ones."""
    for facts in runs(book, 0, 4):
        report = composed(facts, book, lang=lang)
        cells = [c for t in report.tables for r in t.rows for c in r.cells if c.hidden]
        assert cells
        assert {c.text.split(" ")[0] for c in cells} == {mark}
        assert {c.value for c in cells} == {None}


def test_no_sentence_holds_a_hole(book):
    """A sentence that would need a hidden number is left out, not printed with a mark in it."""
    for facts in runs(book, 1, 4):
        report = composed(facts, book)
        prose = [report.resume, report.method, *((t.sentences, t.unknowns, t.headline) for t in report.themes)]
        assert [s for s in strings(tuple(prose)) if "skjult" in s] == []
        assert [s for s in strings(report) if "\u2063" in s] == []
        assert not any(isinstance(x, Withheld) for x in objects(report))


def test_drafted_counts_do_not_follow_a_text_to_the_committee(book):
    """The numbers that a text was drafted from are left out; what the text itself says is checked when it is built."""
    facts = next(runs(book, 0, 1))
    theme = facts.themes[0].id
    texts = {theme: Texts(challenges=(Item("U1", "Fristen overholdes ikke altid.", basis="3 af 9", approved=True),))}
    report = composed(facts, book, texts=texts)
    assert [i.basis for t in report.themes for i in t.challenges] == [""]


def test_other_audiences_see_every_number(book):
    """Management sees the run as it is."""
    facts = next(runs(book, 0, 1))
    assert not any(
        c.hidden for t in composed(facts, book, audience="management").tables for r in t.rows for c in r.cells
    )


def test_an_empty_run_hides_nothing(book):
    """No cases, no numbers, nothing to hide; the report can be made."""
    facts = next(runs(book, 0, 1))
    none = replace(
        facts,
        cases=0,
        events=0,
        cases_with_breach=0,
        total=Tally(),
        themes=(),
        local=(),
        data=(),
        blind=(),
        periods=(),
        by_period={},
    )
    report = composed(none, book)
    assert not any(c.hidden for t in report.tables for r in t.rows for c in r.cells)


def test_a_run_of_one_case_tells_no_number_at_all(book):
    """One child: every count is hidden, and the report still says what was looked at."""
    facts = next(runs(book, 0, 1))
    rule = replace(
        facts.themes[0].rules[0], tally=Tally(breached=1), binding=Tally(breached=1), reasons={("breached", "late"): 1},
        cases_judged=1, cases_breached=1, by_period={"2026Q1": Tally(breached=1)},
    )  # fmt: skip
    theme = replace(
        facts.themes[0], rules=(rule,), tally=rule.tally, cases_breached=1, by_period={"2026Q1": Tally(breached=1)}
    )
    one = replace(
        facts, cases=1, events=2, cases_with_breach=1, total=rule.tally, themes=(theme,), local=(), data=(), blind=(),
        by_period={"2026Q1": Tally(breached=1)},
    )  # fmt: skip
    report = composed(one, book)
    counted = [c.value for t in report.tables for r in t.rows for c in r.cells if isinstance(c.value, int | float)]
    assert set(counted) <= {0}
    assert dict(report.facts)["Sager"] == "skjult"


def test_protected_facts_do_not_hold_the_number():
    """A hidden number is gone, not covered: sums and comparisons with it give nothing away."""
    assert UNTOLD + 3 is WITHHELD
    assert 100 * UNTOLD / 7 is WITHHELD
    assert not UNTOLD < 5
    assert not UNTOLD >= 0
    assert UNTOLD != 0
    with pytest.raises(TypeError):
        int(UNTOLD)


def test_the_limit_of_the_municipality_is_used(book):
    """With a limit of 10 no count below 10 is told."""
    for facts in runs(book, 4, 3):
        told = for_committee(facts, 10)
        numbers = [getattr(r.tally, m) for t in told.themes for r in t.rules for m in ("good", "breached", "unknown")]
        assert [n for n in numbers if n is not WITHHELD and 0 < n < 10] == []
