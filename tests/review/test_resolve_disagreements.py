"""The resolution form holds only what was answered differently, names nobody, and comes back under the same rules."""

from __future__ import annotations

import json

import pytest

from caseaudit.review.resolve import disagreements, unsettled
from caseaudit.review.resolve_book import resolution_book
from filled_forms import FINAL, Form, begin, filled, round_of


@pytest.fixture
def both(cli, tmp_path):
    """A round where two read cases 1 and 2 and differ on three points."""
    started = begin(tmp_path / "work" / "reviews")
    theirs = filled(reviewer="CD")
    theirs.put(1, 0, "Nej", "Planen kom senere.")
    theirs.put(1, 2, "Lav grad", "=1+1 er ikke en formel")
    theirs.put(2, 1, "Ja", "")
    theirs.cell(1, 2, "comment").data_type = "s"
    assert cli("review", "import", filled().save(tmp_path / "retur" / "skema-AB.xlsx")).code == 0
    answer = cli("review", "import", theirs.save(tmp_path / "retur" / "skema-CD.xlsx"))
    assert answer.code == 0, answer.text
    assert cli("review", "resolve", "-o", tmp_path / "afklaring.xlsx").code == 0
    return started


def form_of(tmp_path):
    return Form((tmp_path / "afklaring.xlsx").read_bytes(), FINAL)


def settle(form, item, point, answer, comment="Afklaret sammen.", by="XY"):
    form.put(item, point, answer, comment)
    form.cell(item, point, "initials").value = by
    return form.at(item, point)


def test_the_form_holds_the_disagreements_and_no_names(both, tmp_path):
    """Three rows, both answers and comments, no reviewer's code, and no data became a formula."""
    asked, kept = both.round(), both.answers()
    assert [(d.entry.item, d.point.id) for d in unsettled(asked, kept)] == [
        (1, "plan-before-decision"),
        (1, "goals-are-concrete"),
        (2, "child-heard"),
    ]
    sheet = form_of(tmp_path).book["Afklaring"]
    cells = [c for row in sheet.iter_rows() for c in row if c.value is not None]
    text = "\n".join(str(c.value) for c in cells)
    assert "Planen kom senere." in text
    assert not any(c.data_type == "f" for c in cells)
    assert not any(str(c.value).split("\n")[0] in ("AB", "CD") for c in cells)
    assert resolution_book(asked, unsettled(asked, kept)) == resolution_book(asked, unsettled(asked, kept))


def test_the_order_of_the_readings_is_not_the_order_of_the_readers():
    """Over many rows each reader stands first about half of the time."""
    from caseaudit.review.model import Answer, Answers

    asked = round_of()
    given = [
        Answer(key=e.key, reviewer=who, value=value)
        for e in asked.entries
        for who, value in (("AB", "yes"), ("CD", "no"))
    ]
    first = [d.readings[0].reviewer for d in disagreements(asked, Answers(round="r", answers=tuple(given)))]
    assert 0.25 < first.count("AB") / len(first) < 0.75


def test_final_answers_come_back_once(cli, both, tmp_path):
    """They stand beside the original answers; a second import is nothing new; another answer needs --replace."""
    form = form_of(tmp_path)
    settle(form, 1, 0, "Nej")
    settle(form, 1, 2, "Nogen grad")
    path = form.save(tmp_path / "ud.xlsx")
    assert cli("review", "resolve", "--import", path).code == 0
    assert [(r.value, r.by) for r in both.answers().resolved] == [("no", "XY"), ("some", "XY")]
    assert len(both.answers().answers) == 50
    before = both.answers()
    assert cli("review", "resolve", "--import", path).code == 0
    assert both.answers() == before
    settle(form, 1, 0, "Ja")
    path = form.save(tmp_path / "ud2.xlsx")
    assert cli("review", "resolve", "--import", path).code == 2
    assert cli("review", "resolve", "--import", path, "--replace").code == 0
    assert both.answers().resolved[0].value == "yes"
    assert json.loads((both.folder / "answers.log.jsonl").read_text(encoding="utf-8"))["before"]["value"] == "no"


def test_the_same_strictness_as_for_the_forms(cli, both, tmp_path):
    """No initials, a word that is no answer and a CPR number are refused by cell; with --partial the rest counts."""
    form = form_of(tmp_path)
    faults = [settle(form, 1, 0, "JA!"), settle(form, 1, 2, "Lav grad", by="")]
    settle(form, 2, 1, "Ja", "Ligger i bilag 3.")
    path = form.save(tmp_path / "ud.xlsx")
    answer = cli("review", "resolve", "--import", path)
    assert (answer.code, both.answers().resolved) == (2, ())
    assert faults[0] in answer.out
    assert form.at(1, 2, "initials") in answer.out
    assert cli("review", "resolve", "--import", path, "--partial").code == 1
    assert len(both.answers().resolved) == 1
    settle(form, 2, 1, "Ja", "cpr 310210-4999")
    assert cli("review", "resolve", "--import", form.save(tmp_path / "ud2.xlsx")).code == 2


def test_what_both_answered_alike_is_not_resolved(cli, both, tmp_path):
    """A row about something that both had equal is refused."""
    from caseaudit.review.resolve import resolution_key

    form = form_of(tmp_path)
    at = settle(form, 1, 0, "Nej")
    entry = next(e for e in both.round().entries if (e.item, e.point) == (1, "child-heard"))
    form.find(1, 0)[2].value = resolution_key(both.round(), entry)
    answer = cli("review", "resolve", "--import", form.save(tmp_path / "ud.xlsx"))
    assert answer.code == 2
    assert at in answer.out
    assert "ingen uenighed" in answer.out


def test_a_form_from_before_the_answers_changed_is_refused(cli, both, tmp_path):
    """When a reader has changed an answer, what was settled about the old one does not count."""
    form = form_of(tmp_path)
    settle(form, 1, 2, "Nogen grad")
    theirs = filled()
    theirs.put(1, 2, "Nogen grad")
    cli("review", "import", theirs.save(tmp_path / "ny.xlsx"), "--replace")
    answer = cli("review", "resolve", "--import", form.save(tmp_path / "ud.xlsx"))
    assert answer.code == 2
    assert "siden skemaet blev lavet" in " ".join(answer.out.split())


def test_neither_form_is_taken_for_the_other(cli, both, tmp_path):
    """A resolution form is no review form, and the other way round."""
    assert cli("review", "import", tmp_path / "afklaring.xlsx").code == 2
    assert cli("review", "resolve", "--import", tmp_path / "retur" / "skema-AB.xlsx").code == 2


def test_without_disagreements_there_is_no_form(cli, tmp_path):
    """Nothing to settle is told, with exit code 2."""
    begin(tmp_path / "work" / "reviews")
    assert cli("review", "resolve").code == 2
