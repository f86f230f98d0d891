"""The commands: compare, result and self-rating on a round of a real run, in both languages and at 80 columns."""

from __future__ import annotations

import json
import re

import pytest

from caseaudit.review.model import Answer, Answers
from caseaudit.review.store import find


@pytest.fixture
def looped(cli, examples, tmp_path):
    """A round about 12 cases, all read by two, answered by rote: the second reader says no to every fifth."""
    assert cli("check", examples / "small" / "canonical", "--exit-zero", "--as-of", "2026-10-15").code == 0
    assert cli("sample", "draw", "--n", "12").code == 0
    made = cli("review", "create", "--reviewers", "AB,CD", "--overlap", "100%", "--calibration", "0")
    assert made.code == 0, made.text
    kept = find(tmp_path / "work" / "reviews")
    round_ = kept.round()
    given = []
    for r in round_.reviewers:
        for n, e in enumerate(round_.expected(r.code)):
            degree = round_.point(e.point).scale == "degree"
            value = ("low" if degree else "no") if r.code == "CD" and n % 5 == 0 else ("high" if degree else "yes")
            given.append(Answer(key=e.key, reviewer=r.code, value=value))
    kept.keep(Answers(round=round_.id, answers=tuple(given)))
    return cli


@pytest.mark.parametrize("lang", ["da", "en"])
def test_result_and_agreement_fit_a_terminal(looped, lang):
    for command in (("compare",), ("compare", "AB", "CD", "--cases"), ("result",)):
        shown = looped("--lang", lang, "review", *command)
        assert shown.code == 0, shown.text
        assert max(map(len, shown.out.splitlines())) <= 80
        assert shown.out.count("\n") > 10


def test_all_answers_together_have_an_interval(looped):
    """The line `I alt, ja/nej` has one, and it holds the number before it."""
    line = next(row for row in looped("review", "compare").out.splitlines() if row.startswith("I alt, ja/nej"))
    ac1, low, high = (float(n.replace(",", ".")) for n in re.search(r"(\d,\d\d)  (\d,\d\d) - (\d,\d\d)", line).groups())
    assert low < ac1 < high


def test_the_json_of_the_result_agrees_with_itself(looped):
    """What is judged by point adds up to what is judged by theme, and that to the total."""
    told = json.loads(looped("review", "result", "--format", "json").out)
    assert told["schema_version"] == 1
    by_theme = [t["law"]["counts"]["judged"] for t in told["themes"] if t["law"]]
    by_point = [
        p["counts"]["judged"] for p in told["points"] if p["legal"] and not p["soft"] and p["scale"] == "yes_no"
    ]
    assert sum(by_theme) == sum(by_point) == told["total"]["law"]["counts"]["judged"] > 0
    assert told["agreement"]["pairs"] == sum(p["counts"]["asked"] for p in told["points"])
    assert told["agreement"]["pairs"] - told["agreement"]["same"] == sum(p["counts"]["open"] for p in told["points"])


def test_agreement_as_csv_has_a_row_per_point_and_total(looped):
    rows = looped("review", "compare", "--format", "csv").out.splitlines()
    told = json.loads(looped("review", "compare", "--format", "json").out)
    assert len(rows) == 1 + len(told["points"]) + len(told["totals"]) + len(told["calibration"])
    assert "differing" not in told


def test_self_ratings_are_kept_once_and_replaced_only_when_asked(looped, tmp_path):
    """The same file again changes nothing; another is refused until --replace."""
    first, other = tmp_path / "work" / "a.csv", tmp_path / "work" / "b.csv"
    first.write_text("Tema;Vurdering\nPlan;i høj grad\n", encoding="utf-8")
    other.write_text("Tema;Vurdering\nPlan;slet ikke\n", encoding="utf-8")
    assert looped("review", "self-rating", first).code == 0
    assert "Intet er ændret" in looped("review", "self-rating", first).out
    refused = looped("review", "self-rating", other)
    assert refused.code == 2
    assert "self_rating_there" in refused.err
    assert looped("review", "self-rating", other, "--replace").code == 0
    told = json.loads(looped("review", "result", "--format", "json").out)
    assert [(r["theme"], r["rating"]) for r in told["self_ratings"]] == [("plan", "none")]
    assert "slet ikke" in looped("review", "result").out


def test_the_empty_file_never_overwrites(looped):
    assert looped("review", "self-rating", "--template", "-o", "s.xlsx").code == 0
    assert looped("review", "self-rating", "--template", "-o", "s.xlsx").code == 2
    assert looped("review", "self-rating").code == 2
