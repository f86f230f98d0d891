"""The municipality's own rating: taken in strictly, and set beside what was found without being scored."""

from __future__ import annotations

import openpyxl
import pytest

from caseaudit.errors import UsageError
from caseaudit.review.model import SelfRating, SelfRatings
from caseaudit.review.results import gather
from caseaudit.review.selfrating_file import RATINGS, read_ratings, template
from caseaudit.review.wording_round import rating_text
from caseaudit.texts import Text
from review_made import answers, items, no_audit, point, round_of, sample, themes


def codes(error):
    return [(p.code, p.place.row, p.place.column) for p in error.value.problems]


def filled(path, rows):
    """The empty workbook, filled in by hand."""
    path.write_bytes(template(themes(), ".xlsx"))
    book = openpyxl.load_workbook(path)
    sheet = book.active
    for row, (theme, rating, source) in enumerate(rows, start=2):
        for column, value in enumerate((theme, rating, source), start=1):
            if value is not None:
                sheet.cell(row, column, value)
    book.save(path)
    return path


def test_the_empty_workbook_offers_the_four_answers_for_every_theme(tmp_path):
    path = tmp_path / "s.xlsx"
    path.write_bytes(template(themes(), ".xlsx"))
    sheet = openpyxl.load_workbook(path).active
    assert [sheet.cell(r, 1).value for r in range(2, 2 + len(themes()))] == [t.title.da for t in themes().values()]
    offered = sheet.data_validations.dataValidation[0]
    assert all(t.da in offered.formula1 for t in RATINGS.values())


def test_the_empty_workbook_is_the_same_every_time():
    assert template(themes(), ".xlsx") == template(themes(), ".xlsx")


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".yaml"])
def test_an_empty_file_that_is_filled_in_comes_back_whole(tmp_path, suffix):
    """High for investigation, lesser for plan, whatever the capitals and blanks; a theme left blank is not rated."""
    path = tmp_path / f"s{suffix}"
    if suffix == ".xlsx":
        titles = [t.title.da for t in themes().values()]
        rows = [(None, {"Plan": " I mindre grad.", titles[1]: "I  HØJ grad"}.get(t), None) for t in titles]
        filled(path, rows)
    else:
        text = template(themes(), suffix).decode("utf-8-sig")
        if suffix == ".csv":
            text = text.replace("Plan;;", "Plan;i mindre grad;Ledelsen").replace(
                "undersøgelse;;", "undersøgelse;i høj grad;"
            )
        else:
            text = text.replace("\nplan:", "\nplan: i mindre grad").replace(
                "\nundersoegelse:", "\nundersoegelse: I høj grad"
            )
        path.write_text(text, encoding="utf-8")
    found = read_ratings(path, themes())
    assert [(r.theme, r.value) for r in found] == [("undersoegelse", "high"), ("plan", "less")]


def test_english_words_and_ids_are_known(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("Theme;Rating\nplan;to some degree\nSupervision;not at all\n", encoding="utf-8")
    assert [(r.theme, r.value) for r in read_ratings(path, themes())] == [("plan", "some"), ("tilsyn", "none")]


def test_every_fault_is_named_by_cell_and_nothing_is_taken(tmp_path):
    """A theme that does not exist, a word that is no rating, a CPR number: three problems, three cells."""
    path = filled(
        tmp_path / "s.xlsx",
        [
            ("Planer og mål", "i høj grad", None),
            ("Plan", "ret godt", None),
            ("Tilsyn", "slet ikke", "Leder 010203-1234"),
        ],
    )
    with pytest.raises(UsageError) as error:
        read_ratings(path, themes())
    assert codes(error) == [("self_rating_theme", 2, "A"), ("self_rating_value", 3, "B"), ("self_rating_cpr", 4, "C")]
    told = " ".join(p.what + p.fix for p in error.value.problems)
    assert "010203" not in told
    assert "ret godt" not in told


def test_a_theme_with_two_ratings_is_refused_and_with_the_same_twice_not(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("Tema;Vurdering\nPlan;i høj grad\nplan;i høj grad\n", encoding="utf-8")
    assert len(read_ratings(path, themes())) == 1
    path.write_text("Tema;Vurdering\nPlan;i høj grad\nplan;slet ikke\n", encoding="utf-8")
    with pytest.raises(UsageError) as error:
        read_ratings(path, themes())
    assert codes(error) == [("self_rating_twice", 3, "A")]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("s.txt", "x", "self_rating_kind"),
        ("s.csv", "Navn;Svar\nPlan;ja\n", "self_rating_headers"),
        ("s.csv", "Tema;Vurdering\nPlan;\n", "self_rating_empty"),
        ("s.yaml", "- plan\n", "self_rating_yaml"),
    ],
)
def test_a_file_that_is_no_self_rating_is_refused(tmp_path, name, text, code):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as error:
        read_ratings(path, themes())
    assert [p.code for p in error.value.problems] == [code]


def rated(yes, no, value, **how):
    drawn = items(yes + no, **how)
    s = sample(drawn, 100, how.get("design", "picked" if how else "simple"))
    ratings = SelfRatings(ratings=(SelfRating(theme="undersoegelse", value=value),))
    return gather(
        round_of((point(),), drawn), answers(("A", "p", "y" * yes + "n" * no)), s, no_audit(), ratings
    ).ratings[0]


def test_the_theme_rated_best_had_8_of_14_missing():
    """Randers: rated high by itself, and 6 of 14 in the cases that were submitted. The sentence says both."""
    r = rated(6, 8, "high", chosen="must")
    assert (r.reviewed, r.parts_reviewed) == ((6, 14), "better")
    text = " ".join(str(t) for t in rating_text(r, Text("Undersøgelse", "Investigation"), RATINGS["high"]))
    assert "i høj grad" in text
    assert "6 af 14 ja" in text
    assert "vurderet højt, men meget er ikke opfyldt" in text


@pytest.mark.parametrize(
    ("yes", "no", "value", "parts"),
    [
        (7, 3, "high", "better"),  # 70 per cent
        (15, 5, "high", ""),  # exactly 75
        (9, 1, "less", "worse"),  # exactly 90
        (9, 1, "none", "worse"),
        (17, 3, "less", ""),  # 85
        (0, 10, "some", ""),  # the middle never parts
        (0, 4, "high", ""),  # too few to say
    ],
)
def test_the_written_rule_for_when_a_rating_parts_from_what_was_found(yes, no, value, parts):
    assert rated(yes, no, value).parts_reviewed == parts


def test_a_rating_without_anything_found_is_still_shown():
    ratings = SelfRatings(ratings=(SelfRating(theme="tilsyn", value="less"),))
    drawn = items(5)
    found = gather(
        round_of((point(),), drawn), answers(("A", "p", "yyyyy")), sample(drawn, 10), no_audit(), ratings
    ).ratings
    assert [(r.theme, r.machine, r.reviewed, r.parts_reviewed) for r in found] == [("tilsyn", None, None, "")]
