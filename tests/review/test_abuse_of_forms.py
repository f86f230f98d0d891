"""Forms are damaged in every way that people damage workbooks. Each fault is named by its cell; no answer is lost or invented.

For every form: what is answered in it is what is taken in plus what is refused, and refused answers have a named problem.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from caseaudit.review.keys import make_key, split_key
from caseaudit.review.recheck_archive import archive_problems
from filled_forms import CODE, MINE, begin, blank, filled

ALL = 25


@dataclass
class Told:
    """What should be said of a damaged form: problem codes with their cells, and how many answers survive."""

    problems: list[tuple[str, str]]
    survive: int
    refused: int = 0
    repeated: int = 0
    warnings: list[str] = field(default_factory=list)


DAMAGE = {}


def damage(f):
    """Register one way to damage a form. The docstring says how, in words."""
    DAMAGE[f.__name__] = f
    return f


@damage
def a_word_with_a_mark(form):
    """`JA!` in an answer."""
    return Told([("review_answer_unknown", form.put(3, 0, "JA!"))], 24, 1)


@damage
def a_word_of_ones_own(form):
    """`Delvist` in an answer."""
    return Told([("review_answer_unknown", form.put(3, 0, "Delvist"))], 24, 1)


@damage
def a_number(form):
    """1 in an answer."""
    return Told([("review_answer_unknown", form.put(3, 0, 1))], 24, 1)


@damage
def a_truth_value(form):
    """TRUE in an answer."""
    return Told([("review_answer_unknown", form.put(3, 0, True))], 24, 1)


@damage
def an_answer_of_the_other_scale(form):
    """`Høj grad` where yes or no is asked."""
    return Told([("review_answer_other_scale", form.put(3, 0, "Høj grad"))], 24, 1)


@damage
def yes_on_the_scale_of_degrees(form):
    """`Ja` where a degree is asked."""
    return Told([("review_answer_other_scale", form.put(3, 2, "Ja"))], 24, 1)


@damage
def a_formula_as_answer(form):
    """A formula in an answer: it is not calculated."""
    return Told([("review_formula", form.put(3, 0, '="Ja"'))], 24, 1)


@damage
def a_formula_as_comment(form):
    """A formula in a comment."""
    form.put(3, 0, "Ja", "=1+1")
    return Told([("review_formula", form.at(3, 0, "comment"))], 24, 1)


@damage
def a_cpr_number_in_a_comment(form):
    """A CPR number in a comment. The number itself is never told."""
    form.put(3, 0, "Ja", "Barnet 310210-4999 blev hørt")
    return Told([("review_cpr", form.at(3, 0, "comment"))], 24, 1)


@damage
def a_cpr_number_without_its_zero(form):
    """Nine digits that a spreadsheet may have made of a CPR number."""
    form.put(3, 0, "Ja", "101204999")
    return Told([("review_cpr", form.at(3, 0, "comment"))], 24, 1)


@damage
def a_cpr_number_as_answer(form):
    """A CPR number in the column of answers."""
    return Told([("review_answer_unknown", form.put(3, 0, "310210-4999"))], 24, 1)


@damage
def a_cpr_number_outside_the_table(form):
    """A CPR number in a cell of its own: told, though the answers are untouched."""
    sheet = form.find(3, 0)[0]
    sheet["P2"] = "310210-4999"
    return Told([("review_cpr_elsewhere", f"{sheet.title}!P2")], 25)


@damage
def a_long_comment(form):
    """A comment of 1,001 characters."""
    form.put(3, 0, "Ja", "æ" * 1001)
    return Told([("review_comment_long", form.at(3, 0, "comment"))], 24, 1)


@damage
def an_unknown_reason(form):
    """A reason that is not on the list."""
    form.put(3, 4, "Kan ikke vurderes", "Se bilag", "Ferie")
    return Told([("review_reason_unknown", form.at(3, 4, "reason"))], 24, 1)


@damage
def a_changed_key(form):
    """One character of a hidden key is another."""
    _, _, cell = form.find(3, 0)
    cell.value = cell.value.replace("|3|", "|4|")
    at = form.find(3, 1)[0]
    answer = at.cell(cell.row, form.head(at)[1]["answer"])
    name = at.title
    return Told([("review_row_without_key", f"{name}!{answer.coordinate}"), ("review_rows_missing", name)], 24, 1)


@damage
def a_key_that_is_overwritten(form):
    """The key of a row was overwritten with a remark."""
    sheet, row, cell = form.find(3, 0)
    cell.value = "se bilag"
    answer = sheet.cell(row, form.head(sheet)[1]["answer"]).coordinate
    return Told([("review_row_without_key", f"{sheet.title}!{answer}"), ("review_rows_missing", sheet.title)], 24, 1)


@damage
def a_key_made_up(form):
    """A key with a right check for a case that was never given out."""
    sheet, row, cell = form.find(3, 0)
    cell.value = make_key(CODE, 99, "plan-before-decision", "case")
    answer = sheet.cell(row, form.head(sheet)[1]["answer"]).coordinate
    return Told([("review_key_unknown", f"{sheet.title}!{answer}"), ("review_rows_missing", sheet.title)], 24, 1)


@damage
def a_row_of_another_reviewer(form):
    """A row copied from the form of the other reviewer, whose case this one was not given."""
    sheet = form.find(3, 0)[0]
    other = filled("list" if sheet.title == "Svar" else "case", reviewer="CD")
    theirs, row, _ = other.find(6, 0)
    at = sheet.max_row + 1
    for cell in theirs[row]:
        sheet.cell(at, cell.column).value = cell.value
    answer = sheet.cell(at, form.head(sheet)[1]["answer"]).coordinate
    return Told([("review_key_not_yours", f"{sheet.title}!{answer}")], 25, 1)


@damage
def a_row_of_another_round(form):
    """A row copied from last year's form."""
    sheet, row, cell = form.find(3, 0)
    key = split_key(cell.value)
    cell.value = make_key("0LDRUND1", key.item, key.point, key.unit)
    answer = sheet.cell(row, form.head(sheet)[1]["answer"]).coordinate
    return Told([("review_key_other_round", f"{sheet.title}!{answer}"), ("review_rows_missing", sheet.title)], 24, 1)


@damage
def a_deleted_row(form):
    """One row is deleted."""
    sheet, row, _ = form.find(3, 0)
    sheet.delete_rows(row)
    return Told([("review_rows_missing", sheet.title)], 24)


@damage
def a_deleted_sheet(form):
    """The sheet of a case is deleted: the case and the sheet are named although neither is in the workbook."""
    sheet = form.find(3, 0)[0]
    form.book.remove(sheet)
    return Told([("review_case_missing", "Sag 03")], 20)


@damage
def a_deleted_sheet_and_what_the_form_says_of_itself(form):
    """As above, and the hidden sheets are gone too: what is expected is known from the round."""
    for name in ("Sag 03", "caseaudit_meta", "caseaudit_lister"):
        form.book.remove(form.book[name])
    return Told([("review_case_missing", "Sag 03")], 20, warnings=["review_reviewer_guessed"])


@damage
def the_same_row_twice_with_two_answers(form):
    """A row was copied, and the copy was answered differently. Which one counts cannot be known."""
    sheet, row, _ = form.find(3, 0)
    at = sheet.max_row + 1
    for cell in sheet[row]:
        sheet.cell(at, cell.column).value = cell.value
    columns = form.head(sheet)[1]
    sheet.cell(at, columns["answer"]).value = "Nej"
    sheet.cell(at, columns["comment"]).value = "Alligevel ikke."
    answer = sheet.cell(row, columns["answer"]).coordinate
    return Told([("review_key_twice", f"{sheet.title}!{answer}")], 24, 2)


@damage
def the_same_sheet_twice(form):
    """A sheet was copied with its answers: nothing is in doubt, and nothing counts twice."""
    form.book.copy_worksheet(form.find(3, 0)[0])
    return Told([], 25, repeated=5)


@damage
def the_heading_is_gone(form):
    """The heading over the answers is deleted on one sheet: no column is guessed at."""
    sheet = form.find(3, 0)[0]
    head, columns = form.head(sheet)
    sheet.cell(head, columns["answer"]).value = None
    return Told([("review_heading_missing", sheet.title)], 20)


@damage
def the_heading_stands_twice(form):
    """A second column is called `Svar`."""
    sheet = form.find(3, 0)[0]
    sheet.cell(form.head(sheet)[0], 20).value = "Svar"
    return Told([("review_heading_twice", sheet.title)], 20)


@damage
def the_key_column_of_a_sheet_is_deleted(form):
    """The hidden column is deleted on one sheet: its answers belong nowhere, and each is named."""
    sheet, _, cell = form.find(3, 0)
    columns = form.head(sheet)[1]
    rows = [form.find(3, n)[1] for n in range(5)]
    answers = [sheet.cell(r, columns["answer"]).coordinate for r in rows]
    sheet.delete_cols(cell.column)
    told = [("review_row_without_key", f"{sheet.title}!{a}") for a in answers]
    return Told([*told, ("review_case_missing", "Sag 03")], 20, 5)


@damage
def an_answer_below_the_table(form):
    """An answer written below the last row."""
    sheet = form.find(3, 0)[0]
    cell = sheet.cell(sheet.max_row + 2, form.head(sheet)[1]["answer"])
    cell.value = "Ja"
    return Told([("review_row_without_key", f"{sheet.title}!{cell.coordinate}")], 25, 1)


@damage
def a_deleted_answer(form):
    """An answer is cleared: not answered, and no fault. The comment that is left is told."""
    form.put(3, 1, None)
    return Told([], 24, warnings=["review_comment_alone"])


@damage
def a_missing_comment(form):
    """`Nej` without a comment: a warning unless the import is strict."""
    form.cell(3, 1, "comment").value = None
    return Told([], 25, warnings=["review_comment_missing"])


@damage
def a_missing_reason(form):
    """`Kan ikke vurderes` without a reason: a warning unless the import is strict."""
    form.cell(3, 4, "reason").value = None
    return Told([], 25, warnings=["review_reason_missing"])


@damage
def a_note_on_a_cell(form):
    """A note hung on a cell is not a comment of the form, and is told."""
    form.cell(3, 0).comment = Comment("Se bilag 4", "AB")
    return Told([], 25, warnings=["review_note_not_read"])


@damage
def the_other_reviewers_name(form):
    """The hidden sheet was edited to say another reviewer: the cases are not theirs, so nothing may be taken at all."""
    for row in form.book["caseaudit_meta"].iter_rows():
        if row[0].value == "reviewer":
            row[1].value = "CD"
    return Told([("review_reviewer_cases", "")], 0, ALL)


@damage
def names_in_colours(form):
    """Formatting, filters and widths do not matter."""
    sheet = form.find(3, 0)[0]
    form.cell(3, 0).font = Font(bold=True, color="FF0000")
    sheet.column_dimensions["A"].width = 60
    return Told([], 25)


def run(cli, form, path, *more):
    """Import the form, and return the answer of the command line with its document."""
    form.save(path)
    answer = cli("review", "import", path, "--format", "json", *more)
    return answer, json.loads(answer.out)["files"][0]


def told(file, severity="error"):
    return [
        (p["code"], "!".join(x for x in (p["sheet"], p["cell"]) if x))
        for p in file["problems"]
        if p["severity"] == severity
    ]


def kept():
    from pathlib import Path

    path = Path("reviews/2026-r1/answers.json")
    return json.loads(path.read_text(encoding="utf-8"))["answers"] if path.is_file() else []


SHEETS_ONLY = frozenset(
    {
        "a_deleted_sheet",
        "a_deleted_sheet_and_what_the_form_says_of_itself",
        "the_same_sheet_twice",
        "the_heading_is_gone",
        "the_heading_stands_twice",
        "the_key_column_of_a_sheet_is_deleted",
    }
)


def test_there_are_more_than_twenty_ways():
    """The brief asks for twenty; each has a sentence that says what is damaged."""
    assert len(DAMAGE) >= 30
    assert all(f.__doc__ for f in DAMAGE.values())


@pytest.mark.parametrize(
    ("name", "layout"),
    [(n, x) for n in sorted(DAMAGE) for x in ("case", "list") if not (x == "list" and n in SHEETS_ONLY)],
)
def test_a_damaged_form_is_told_by_cell_and_loses_nothing(cli, tmp_path, name, layout):
    """The faults and only those, each with its cell; what survives is what was answered less what was refused."""
    begin(tmp_path / "work" / "reviews", layout=layout)
    form = filled(layout)
    expected = DAMAGE[name](form)
    path = tmp_path / "retur" / "skema-AB.xlsx"
    answer, file = run(cli, form, path)

    assert sorted(told(file)) == sorted(expected.problems)
    assert [c for c, _ in told(file, "warning")] == expected.warnings
    assert answer.code == (2 if expected.problems else 0)
    assert file["refused"] == expected.refused
    if expected.problems:
        assert kept() == [], "nothing is taken in while anything is wrong"

    answer, file = run(cli, form, path, "--partial") if expected.problems else (answer, file)
    assert answer.code == ((1 if expected.survive else 2) if expected.problems else 0)
    assert len(kept()) == expected.survive
    assert file["answered"] == file["good"] + file["repeated"] + file["refused"]
    assert (file["good"], file["repeated"]) == (expected.survive, expected.repeated)
    assert only_what_was_written(form)
    form.save(path)
    cli("review", "import", path, "--partial")
    assert len(kept()) == expected.survive, "a second time changes nothing"


WORDS = {
    "Ja": "yes",
    "Nej": "no",
    "Høj grad": "high",
    "Ikke relevant": "not_relevant",
    "Kan ikke vurderes": "cannot_judge",
}


def only_what_was_written(form):
    """Every answer that was kept stands in the workbook in the row of its key: none is invented, none moved."""
    written = {}
    for sheet in form.book.worksheets:
        head, columns = form.head(sheet)
        for row in sheet.iter_rows(min_row=head + 1) if head else ():
            key = next((str(c.value) for c in row if c.value and split_key(str(c.value))), None)
            if key:
                written.setdefault(key, set()).add(WORDS.get(sheet.cell(row[0].row, columns["answer"]).value))
    return all(a["value"] in written[a["key"]] for a in kept())


@pytest.mark.parametrize("name", ["a_missing_comment", "a_missing_reason"])
def test_a_strict_import_asks_for_what_is_missing(cli, tmp_path, name):
    """With --strict a missing comment or reason is an error, and with --partial only that answer stays out."""
    begin(tmp_path / "work" / "reviews")
    form = filled()
    expected = DAMAGE[name](form)
    answer, file = run(cli, form, tmp_path / "skema-AB.xlsx", "--strict")
    assert answer.code == 2
    assert [c for c, _ in told(file)] == expected.warnings
    answer, file = run(cli, form, tmp_path / "skema-AB.xlsx", "--strict", "--partial")
    assert (answer.code, len(kept()), file["refused"]) == (1, 24, 1)


def test_what_stands_in_a_cell_is_not_repeated(cli, tmp_path):
    """A name in a column of answers, a CPR number and a comment are never printed; a near miss such as JA! is."""
    begin(tmp_path / "work" / "reviews")
    form = filled()
    form.put(3, 0, "Kanariefugl Testesen")
    form.put(3, 1, "Nej", "Kanariefugl Testesen har cpr 310210-4999")
    form.put(4, 0, "JA!")
    form.find(5, 0)[0].title = "310210-4999"
    answer = cli("review", "import", form.save(tmp_path / "skema-AB.xlsx"))
    assert answer.code == 2
    assert 'ukendt svar "JA!"' in answer.out
    assert "ukendt svar. Vælg" in answer.out


def test_a_form_with_a_cpr_number_is_not_archived_and_its_clean_answers_stand(cli, tmp_path):
    """With --partial the other answers are taken, only the digest of the file is kept, and recheck finds nothing amiss."""
    kept_round = begin(tmp_path / "work" / "reviews")
    form = filled()
    DAMAGE["a_cpr_number_in_a_comment"](form)
    answer, _ = run(cli, form, tmp_path / "skema-AB.xlsx", "--partial")
    assert (answer.code, len(kept())) == (1, 24)
    assert not list(kept_round.originals.iterdir())
    assert [i.withheld for i in kept_round.answers().imported] == [True]
    assert archive_problems(kept_round, kept_round.round(), kept_round.answers()) == []
    assert "310210" not in "".join(p.read_text(encoding="utf-8") for p in kept_round.folder.glob("*.json*"))


def test_a_form_with_everything_wrong_at_once(cli, tmp_path):
    """Ten ways to damage a form in the same file: every one of them is told in one go."""
    begin(tmp_path / "work" / "reviews")
    form = filled()
    cells = [
        form.put(1, 0, "JA!"),
        form.put(1, 1, '="Nej"'),
        form.put(1, 2, "Ja"),
        form.put(2, 0, "måske"),
        form.put(2, 1, 7),
    ]
    form.book.remove(form.book["Sag 04"])
    answer, file = run(cli, form, tmp_path / "skema-AB.xlsx")
    assert {at for _, at in told(file)} == {*cells, "Sag 04"}
    assert (file["answered"], file["refused"], answer.code) == (20, 5, 2)


def test_an_empty_form_is_no_fault(cli, tmp_path):
    """A form that nobody filled in gives no answers and no error, and nothing is archived."""
    kept_round = begin(tmp_path / "work" / "reviews")
    answer, file = run(cli, blank(), tmp_path / "skema-AB.xlsx")
    assert (answer.code, file["answered"], file["expected"]) == (0, 0, len(MINE["AB"]) * 5)
    assert not list(kept_round.originals.iterdir())
