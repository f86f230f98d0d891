"""The figures: what they say, to those who see them and to those who do not, and that they never say more than is told."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from caseaudit.report.colour import ENOUGH, contrast, for_bars, usable
from caseaudit.report.svg import WIDTH, draw
from caseaudit.report.svgparts import BAD, BAD_INK, width, wrap
from caseaudit.report.view import Bar, Figure, Look, Point
from caseaudit.texts import use_language

LOOK = Look()
LONG = (
    "Afgørelse, partshøring og begrundelse over for forældremyndighedsindehaveren, når barnet er anbragt uden samtykke"
)
BARS = (
    Bar("Underretninger", 51, 7, 0, 87.9, 84.0),
    Bar(LONG, 43, 12, 3, 78.2, 80.0),
    Bar("For få", 3, 1, 2, None),
    Bar("Hemmelig", 0, 0, 0, None, hidden=True),
)
POINTS = (
    Point("1. kv. 26", 58.0, 296),
    Point("2. kv. 26", None, 3),
    Point("3. kv. 26", 74.0, 323),
    Point("4. kv. 26", None, 0, hidden=True),
)
FIGURES = {
    "bars": Figure("themes", "bars", "Temaer", "Søjler med procent.", bars=BARS, target=90),
    "stacked": Figure("rules", "stacked", "Kontrolpunkter", "Antal efter udfald.", bars=BARS),
    "trend": Figure("trend", "trend", "Udvikling", "Procent efter kvartal.", points=POINTS, target=90),
    "multiples": Figure(
        "units", "multiples", "Enheder", "Temaer efter enhed.", panels=(("Nord", BARS), ("Syd", BARS[:2])), target=80
    ),
}
EACH = pytest.mark.parametrize("kind", FIGURES)
SVG = "{http://www.w3.org/2000/svg}"


def tree(figure, look=LOOK):
    return ET.fromstring(draw(figure, look))


def texts(figure):
    return ["".join(t.itertext()).replace("\u00a0", " ") for t in tree(figure).iter(f"{SVG}text")]


@EACH
def test_a_figure_tells_its_title_and_description_to_those_who_cannot_see_it(kind):
    figure = FIGURES[kind]
    root = tree(figure)
    named = {e.get("id"): e.text for e in root if e.tag in (f"{SVG}title", f"{SVG}desc")}
    assert root.get("role") == "img"
    assert [named[i] for i in root.get("aria-labelledby").split()] == [figure.title, figure.description]


@EACH
def test_the_same_figure_is_always_drawn_the_same_way(kind):
    assert draw(FIGURES[kind], LOOK) == draw(FIGURES[kind], LOOK)


@EACH
def test_a_figure_asks_for_nothing_and_runs_nothing(kind):
    drawn = draw(FIGURES[kind], LOOK)
    assert "<script" not in drawn
    assert "href" not in drawn
    assert re.findall(r"https?://[^\"]*", drawn) == ["http://www.w3.org/2000/svg"]


@EACH
def test_nothing_is_drawn_outside_the_picture(kind):
    root = tree(FIGURES[kind])
    high = float(root.get("height"))
    for text in root.iter(f"{SVG}text"):
        assert 0 <= float(text.get("x")) <= WIDTH
        assert 0 <= float(text.get("y")) <= high


def test_bars_tell_percent_and_numbers_and_the_numbers_alone_where_they_are_too_few():
    told = texts(FIGURES["bars"])
    assert "88 % (51 af 58)" in told
    assert "3 af 4" in told
    assert "75 % (3 af 4)" not in told
    assert "Mål 90 %" in told


def test_no_previous_run_is_told_of_where_there_was_none():
    alone = Figure("themes", "bars", "Temaer", "", bars=(Bar("A", 5, 5, 0, 50.0),))
    assert "Forrige opgørelse" in texts(FIGURES["bars"])
    assert "Forrige opgørelse" not in texts(alone)


def test_a_stacked_bar_tells_each_of_its_numbers_once_also_the_small_ones():
    one = Figure("rules", "stacked", "A", "", bars=(Bar("Kravet", 1300, 7, 1, 99.5),))
    assert sorted(t for t in texts(one) if t[0].isdigit()) == ["1", "1.300", "7"]


@pytest.mark.parametrize("kind", ["bars", "stacked", "trend", "multiples"])
def test_what_is_hidden_is_said_to_be_hidden_and_has_no_number(kind):
    hidden = {
        "bars": Figure("x", "bars", "A", "", bars=(Bar("Hemmelig", 41, 43, 47, 48.8, hidden=True),)),
        "stacked": Figure("x", "stacked", "A", "", bars=(Bar("Hemmelig", 41, 43, 47, 48.8, hidden=True),)),
        "trend": Figure("x", "trend", "A", "", points=(Point("1. kv. 26", None, 41, hidden=True),)),
        "multiples": Figure(
            "x", "multiples", "A", "", panels=(("Nord", (Bar("Hemmelig", 41, 43, 47, 48.8, hidden=True),)),)
        ),
    }[kind]
    told = texts(hidden)
    assert "skjult" in told
    assert not [t for t in told if re.search("41|43|47|84|49 %", t)]


def test_a_hidden_bar_is_as_long_as_any_other_hidden_bar():
    def shape(good):
        return draw(Figure("x", "bars", "A", "", bars=(Bar("Hemmelig", good, 3, 0, good, hidden=True),)), LOOK)

    assert shape(4) == shape(96)


def test_a_quarter_without_a_percent_leaves_the_line_open():
    def joined(*percents):
        points = tuple(Point(f"{n}. kv. 26", p, 100) for n, p in enumerate(percents, 1))
        drawn = draw(Figure("t", "trend", "A", "", points=points), LOOK)
        return re.search(rf'stroke="{for_bars(LOOK.colour)}" stroke-width="2.5" d="M[^"]*L', drawn) is not None

    assert joined(58.0, 60.0)
    assert not joined(58.0, None, 74.0)


@EACH
def test_long_labels_are_wrapped_and_never_cut(kind):
    if kind == "trend":
        figure = Figure("t", "trend", "A", "", points=(Point(LONG, 50.0, 10), Point("b", 60.0, 10)))
    else:
        figure = FIGURES[kind]
    joined = " ".join(texts(figure))
    assert all(word in joined for word in LONG.split() if len(word) < 20)
    assert LONG.replace(" ", "") in joined.replace(" ", "")


def test_a_name_of_five_thousand_letters_is_wrapped():
    rows = wrap("N" * 5000, 14, 255)
    assert "".join(rows) == "N" * 5000
    assert max(width(row, 14) for row in rows) <= 255


@pytest.mark.parametrize("kind", FIGURES)
@pytest.mark.parametrize("told", [(), BARS[:1], BARS[3:]], ids=["none", "one", "hidden only"])
def test_a_figure_of_nothing_of_one_and_of_hidden_bars_is_a_picture(kind, told):
    figure = Figure("x", kind, "A", "B", bars=told, points=POINTS[: len(told)], panels=(("Nord", told),))
    assert texts(figure)
    if not told:
        assert texts(figure) == ["Der er ingen tal at vise."]


@EACH
def test_hostile_text_is_shown_as_text(kind):
    bad = "</text><script>alert(1)</script>{{7*7}} \x00\x08 \ud800 \u202e 😀"
    bars, points = (Bar(bad, 4, 3, 1, 57.1),), (Point(bad, 50.0, 8),)
    drawn = draw(Figure(bad, kind, bad, bad, bars=bars, points=points, panels=((bad, bars),)), LOOK)
    ET.fromstring(drawn)
    drawn.encode("utf-8")
    assert "<script" not in drawn
    assert "{{7*7}}" in drawn


def test_the_words_of_a_figure_follow_the_language():
    with use_language("en"):
        assert "Breaches" in texts(FIGURES["stacked"])
    assert "Brud" in texts(FIGURES["stacked"])


@pytest.mark.parametrize("asked", ["#0a2d6b", "#ffcc00", "#fff", "#000", "#7fbf3f", "#c00", "#808080"])
def test_white_text_can_be_read_on_the_municipalitys_colour_and_the_colour_on_white(asked):
    assert contrast(usable(asked).value) >= ENOUGH
    assert contrast(for_bars(asked)) >= ENOUGH


def test_a_colour_that_is_dark_enough_is_left_alone_and_one_that_is_not_is_told_of():
    assert not usable("#0A2D6B").changed
    assert usable("#0a2d6b").notice == ""
    assert "#ffcc00" in usable("#ffcc00").notice
    assert usable("rød").value == "#0a2d6b"
    assert usable("rød").changed


def test_breaches_can_be_told_from_the_rest_without_colour():
    assert contrast(for_bars(LOOK.colour), BAD) >= 3
    assert contrast(BAD_INK, BAD) >= ENOUGH
