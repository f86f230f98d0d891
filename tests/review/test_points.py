"""Every set names points that exist, and every point reads as a question in both languages."""

from __future__ import annotations

import pytest

from caseaudit.errors import UsageError
from caseaudit.review.points import Wanted, choose, load_library
from caseaudit.review.points_words import guidance_of, question_of
from caseaudit.rules.rulebook import load_rulebook
from review_forms import library

SETS = ("core", "task-force", "child", "notifications", "plan", "placement", "youth", "decision", "all")


@pytest.mark.parametrize("name", SETS)
def test_every_point_of_a_set_is_a_rule_or_a_question(name):
    """A set never asks for something that nobody has worded, and never for the same thing twice."""
    points = choose(library(), Wanted(sets=(name,)))
    assert points
    assert len({p.id for p in points}) == len(points)
    for p in points:
        assert (p.source == "rule") == (p.id in library().book.files)


def test_the_core_is_short_and_asks_both_kinds():
    """A controller can get through the core: 12 to 18 points, of duties and of what only a reader can say."""
    points = choose(library(), Wanted(sets=("core",)))
    assert 12 <= len(points) <= 18
    assert {p.source for p in points} == {"rule", "question"}
    assert {p.scale for p in points} == {"yes_no", "degree"}


def test_all_asks_everything_but_the_quality_of_the_data():
    """What the export holds is no question to one who reads the case."""
    names = {p.id for p in choose(library(), Wanted(sets=("all",)))}
    left = set(library().points) - names
    assert left == {r.id for r in library().book.rules if r.judges == "data_quality"}


def test_every_point_is_a_question_with_guidance_in_both_languages():
    """A reader meets a question, never a claim, and is told what counts."""
    for p in library().points.values():
        assert p.da.endswith("?"), p.id
        assert p.en.endswith("?"), p.id
        assert p.da != p.en
        assert len(p.guidance_da) > 15, p.id
        assert len(p.guidance_en) > 15, p.id


def test_no_shipped_duty_falls_back_on_a_clumsy_question():
    """Each rule that judges the law is put as a plain question."""
    for rule in library().book.rules:
        if rule.legal:
            p = library().points[rule.id]
            assert not p.da.startswith("Er dette opfyldt"), p.id
            assert not p.en.startswith("Does the case show this"), p.id


def test_a_title_is_turned_around_its_verb():
    """`Planen forelå før afgørelsen` is asked as `Forelå planen før afgørelsen?`."""
    book = library().book
    assert question_of(book.files["plan-before-decision"].rule).da == "Forelå planen før afgørelsen?"
    asked = question_of(book.files["pause-of-contact-at-most-8-weeks"].rule)
    assert asked.da == "Varer en pause i samværet, som barnet har bedt om, højst otte uger?"


def test_guidance_tells_the_reader_to_look_where_the_machine_is_blind():
    """What the rule says it does not see becomes a task for the reader."""
    told = guidance_of(
        library().book.files["investigation-decided"].rule,
        library().book.files["investigation-decided"].rule.versions[-1],
    )
    assert "Se selv efter, om afgørelsen er begrundet." in told.da
    assert "See for yourself whether the decision gives reasons." in told.en


def test_points_are_chosen_by_law_row_theme_and_name():
    """A law row brings its rule and its questions; what is named twice is asked once."""
    rows = choose(library(), Wanted(law_rows=("c1",)))
    assert {p.id for p in rows} >= {"child-conversation-before-decision", "talk-was-about-this-decision"}
    both = choose(library(), Wanted(points=("plan-has-goals",), themes=("plan",)))
    assert sum(p.id == "plan-has-goals" for p in both) == 1
    assert {p.theme for p in both} == {"plan"}


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Wanted(sets=("kore",)), "review_set_unknown"),
        (Wanted(points=("plan-has-goal",)), "review_point_unknown"),
        (Wanted(themes=("planer",)), "theme_unknown"),
        (Wanted(law_rows=("Z9",)), "review_law_row_unknown"),
    ],
)
def test_a_name_that_does_not_exist_is_told(wanted, code):
    """Nothing is left out in silence."""
    with pytest.raises(UsageError) as e:
        choose(library(), wanted)
    assert [p.code for p in e.value.problems] == [code]


def test_a_municipality_adds_its_own_set(tmp_path):
    """A rule folder may hold a reviews.yaml; a set with our name replaces ours."""
    (tmp_path / "reviews.yaml").write_text(
        "sets:\n"
        "  - id: core\n    title: {da: Vores, en: Ours}\n    purpose: {da: a b, en: a b}\n    points: plan-has-goals\n"
        "wording:\n  - rule: plan-has-goals\n    question: {da: Er der mål?, en: Are there goals?}\n",
        encoding="utf-8",
    )
    mine = load_library(load_rulebook((tmp_path,)), (tmp_path,))
    assert [p.da for p in choose(mine, Wanted(sets=("core",)))] == ["Er der mål?"]
    assert "task-force" in mine.sets.sets


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("sets:\n  - id: x\n    title: {da: a, en: b}\n    purpose: {da: a, en: b}\n", "review_set_empty", 2),
        (
            "sets:\n  - id: x\n    title: {da: a, en: b}\n    purpose: {da: a, en: b}\n    points: [nope]\n",
            "review_point_unknown",
            5,
        ),
        (
            "sets:\n  - id: x\n    title: {da: a, en: b}\n    purpose: {da: a, en: b}\n    themes: [nope]\n",
            "rule_theme_unknown",
            5,
        ),
        ("sets:\n  - id: x\n    title: {da: a, en: b}\n    points: [plan-has-goals]\n", "rule_key_missing", 2),
        ("sets:\n  - {id: x, titel: a}\n", "rule_unknown_key", 2),
        ("wording:\n  - rule: nope\n", "review_point_unknown", 2),
    ],
)
def test_a_fault_in_a_file_of_sets_is_told_by_its_line(tmp_path, text, code, row):
    """As strict as the other rule files."""
    (tmp_path / "reviews.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as e:
        load_library(load_rulebook((tmp_path,)), (tmp_path,))
    found = {p.code: p.place.row for p in e.value.problems}
    assert found.get(code) == row, found
