"""What a committee is told of a review gives no small count away, however its numbers are put together."""

from __future__ import annotations

import os
import re
from dataclasses import replace

import numpy as np
import pytest

from attacker import Attack, Knowledge
from caseaudit.report import review_chapter_committee
from caseaudit.report.compose import Options
from caseaudit.report.facts import gather as facts_of
from caseaudit.report.review_chapter import review_chapter
from caseaudit.report.review_method import review_method
from caseaudit.review.results import gather
from caseaudit.texts import use_language
from made_reports import SMALL, audit_of, strings
from review_made import answers, items, no_audit, point, round_of, sample

ROUNDS = min(60, int(os.environ.get("CASEAUDIT_ATTACKS", "1000")))
BATCHES = 3
POINTS = tuple(
    point(f"p{n}", legal=n < 6, scale="degree" if n == 8 else "yes_no", theme="plan" if n % 2 else "tilsyn")
    for n in range(9)
)
OF = re.compile(r"(\d+) af (\d+)")


def made_up(random, n=None):
    """A round with more or less of every answer; often few of one."""
    n = n or int(random.integers(3, 26))
    given = []
    for p in POINTS:
        marks = "hsl-?" if p.scale == "degree" else "yn-?"
        odds = random.dirichlet([1.5, 1.0, 0.6, 0.3, 0.1][: len(marks)])
        letters = "".join(random.choice(list(marks), n, p=odds))
        given.append(("A", p.id, letters if random.random() < 0.9 else "-" * n))
    drawn = items(n)
    return gather(round_of(POINTS, drawn), answers(*given), sample(drawn, 2 * n), no_audit())


def told(result):
    with use_language("da"):
        options = Options(audience="committee")
        return (*review_chapter(result, facts_of(audit_of(SMALL)), options), *review_method(result, options))


class Reader:
    """What is printed of each point and of the cases; the result serves for what was asked, and to check the attack by."""

    def __init__(self, result) -> None:
        self.known, self.truth, self.result = Knowledge(), {}, result
        self.sections = told(result)
        rows = [r for s in self.sections for t in s.tables for r in t.rows if t.name.startswith("review-") and r.anchor]
        self.rows = {r.anchor: [c.text for c in r.cells] for r in rows}
        whole = result.method.drawn
        self.truth["drawn"] = whole
        if any(f"{whole} sager" in t for t in strings(self.sections)):
            self.known.learn("drawn", whole)
        for p in result.points:
            self._point(p)
        self._cases()

    def _point(self, p) -> None:
        marks = ("low", "some", "high") if p.point.scale == "degree" else ("yes", "no")
        keys = [(p.point.id, m) for m in marks]
        self.truth |= {k: getattr(p.counts, k[1]) for k in keys} | {(p.point.id, "judged"): p.counts.judged}
        self.known.equal((p.point.id, "judged"), keys)
        self.known.at_most((p.point.id, "judged"), ("drawn",))
        if (row := self.rows.get(p.point.id)) is None:
            self.known.unsure |= {*keys, (p.point.id, "judged")}
            return
        x, n = (int(v) for v in OF.search(" ".join(row)).groups())
        self.known.learn((p.point.id, "judged"), n)
        self.known.learn(keys[-1] if p.point.scale == "degree" else keys[0], x)
        rest = [int(c) if c.isdigit() else 0 for c in (row[1:3] if p.point.scale == "degree" else row[2:3])]
        for key, value in zip(keys[:2] if p.point.scale == "degree" else keys[1:], rest, strict=True):
            self.known.learn(key, value)

    def _cases(self) -> None:
        v = self.result.verdicts
        self.truth |= {
            ("cases", "bad"): v.share.n - v.share.x,
            ("cases", "good"): v.share.x,
            ("cases", "read"): v.share.n,
        }
        law = [p.id for p in POINTS if p.legal and p.scale == "yes_no"]
        for part, mark in (("bad", "no"), ("good", "yes"), ("read", "judged")):
            self.known.at_most(("cases", part), [(p, mark) for p in law])
        for p in law:
            self.known.at_most((p, "no"), (("cases", "bad"),))
            self.known.at_most((p, "judged"), (("cases", "read"),))
        self.known.equal(("cases", "read"), (("cases", "bad"), ("cases", "good")))
        self.known.at_most(("cases", "read"), ("drawn",))
        found = next(
            (m for t in self.sections[0].paragraphs if (m := re.match(r"I (\d+) af (\d+) sager, der er læst", t))), None
        )
        if found:
            self.known.learn(("cases", "bad"), int(found[1]))
            self.known.learn(("cases", "read"), int(found[2]))
            self.known.learn(("cases", "good"), int(found[2]) - int(found[1]))

    @property
    def small(self):
        return [k for k, n in self.truth.items() if k != "drawn" and k not in self.known.printed and 0 < n < 5]

    def insider(self) -> Knowledge:
        """The same for one who was told which of the cells that are not printed are small."""
        hidden = {k for k, n in self.truth.items() if k not in self.known.printed and n}
        return replace(self.known, hidden=hidden, unsure=self.known.unsure - hidden)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_no_small_count_is_printed_or_can_be_worked_out(batch):
    random, hidden, shown = np.random.default_rng(batch), 0, 0
    for _ in range(ROUNDS // BATCHES):
        reader = Reader(made_up(random))
        printed = reader.known.printed
        assert {k: v for k, v in printed.items() if v != reader.truth[k]} == {}
        assert {k: v for k, v in printed.items() if k != "drawn" and 0 < v < 5} == {}
        assert Attack(reader.known).narrow(width=5, wanted=reader.small) == {}
        assert Attack(reader.insider(), told_small=set(reader.small)).narrow(wanted=reader.small) == {}
        hidden, shown = hidden + len(reader.small), shown + len(reader.rows)
    assert hidden > 50
    assert shown > 15


def test_the_attack_succeeds_where_only_small_counts_are_left_out(monkeypatch):
    """Without protection of what is bound together the insider gets counts back, and gets them right."""
    monkeypatch.setattr(review_chapter_committee, "protect", lambda numbers, limit: numbers.small(limit))
    random, won = np.random.default_rng(7), 0
    for _ in range(60):
        reader = Reader(made_up(random))
        found = Attack(reader.insider(), told_small=set(reader.small)).narrow(wanted=reader.small)
        assert all(low == high == reader.truth[k] for k, (low, high) in found.items())
        won += bool(found)
    assert won


def test_few_cases_tell_no_number_of_answers():
    for n in (1, 3, 4):
        sections = told(made_up(np.random.default_rng(n), n))
        assert not [t for s in sections for t in s.tables if t.name != "review-method"]
        assert not [t for t in strings(sections) if OF.search(t) or "sager blandt" in t or t == f"{n} sager"]


def test_two_reviews_that_differ_only_in_what_is_left_out_give_the_same_chapter():
    """A point with two no instead of one, in a case that has a no already: not a letter changes."""
    points = (point("a"), point("b"))
    base = "n" * 8 + "y" * 12

    def chapter(letters):
        drawn = items(20)
        given = answers(("A", "a", base), ("A", "b", letters))
        return told(gather(round_of(points, drawn), given, sample(drawn, 400), no_audit()))

    assert chapter("n" + "y" * 19) == chapter("nn" + "y" * 18) == chapter("nn" + "y" * 17 + "-")


def test_lost_and_unanswered_cases_of_a_few_are_not_told():
    drawn = (*items(13), *items(1, start=14, withdrawn="closed"))
    given = answers(("A", "a", "yyyyyyynnnnn?"))
    result = gather(round_of((point("a"),), items(13)), given, sample(drawn, 400), no_audit())
    sections = told(result)
    text = " ".join(strings(sections))
    assert "7 af 12" in text
    for word in ("Frafald", "ikke læst", "manglende svar", "Mindst-mest", "Kan ikke vurderes"):
        assert word not in text
