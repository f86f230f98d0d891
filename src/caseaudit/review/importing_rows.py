"""One row of a form: what was answered, and everything that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from caseaudit.errors import Place
from caseaudit.privacy import mask
from caseaudit.review.form_words import shown as label
from caseaudit.review.model import LOWEST, Answer
from caseaudit.review.reading_words import answer_of, comment_of, on_scale, reason_of, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.review.model import Entry, Point, Value
    from caseaudit.review.reading import RawForm, RawRow

MAX_COMMENT = 1_000


@dataclass(frozen=True)
class Fault:
    """Something wrong with one cell. `strict`: an error only when the import is asked to be strict."""

    code: str
    place: Place
    severity: Literal["error", "strict", "warning"] = "error"
    values: dict[str, object] = field(default_factory=dict)


@dataclass
class Row:
    """What one row says. `answer` is None when nothing is answered, or when it cannot be told what."""

    row: RawRow
    answer: Answer | None
    faults: tuple[Fault, ...]
    said: tuple[str, str, str]
    refused: bool = False

    @property
    def filled(self) -> bool:
        return bool(any(self.said) or self.faults)


def read_row(row: RawRow, entry: Entry, point: Point, reviewer: str, form: RawForm) -> Row:
    """Read the cells of one row."""
    value = answer_of(row.cell("answer").text)
    comment, reason = comment_of(row.cell("comment").text), row.cell("reason").text
    unsure = reason_of(reason) or ""
    faults = [*_answer_faults(row, point, value, form.file), *_comment_faults(row, comment, form.file)]
    faults += _reason_faults(row, value, form.file)
    if value is not None and not comment and wants_comment(value, point):
        values: dict[str, object] = {"answer": label(value)}
        faults.append(Fault("review_comment_missing", row.place(form.file, "comment"), "strict", values))
    if comment and not row.answered:
        faults.append(Fault("review_comment_alone", row.place(form.file, "comment"), "warning"))
    answer = None
    if value is not None and not any(f.severity == "error" for f in faults):
        unsure = unsure if value == "cannot_judge" else ""
        answer = Answer(key=entry.key, reviewer=reviewer, value=value, unsure=unsure, comment=comment, file=form.sha256)
    said = (value or row.cell("answer").text.strip(), reason.strip() and unsure, comment)
    return Row(row, answer, tuple(faults), said)


def _answer_faults(row: RawRow, point: Point, value: Value | None, file: str) -> Iterator[Fault]:
    cell, place = row.cell("answer"), row.place(file)
    if cell.formula:
        yield Fault("review_formula", place)
    elif row.answered and value is None:
        yield Fault("review_answer_unknown", place, values={"word": mask(shown(cell.text))})
    elif value is not None and not on_scale(value, point.scale):
        yield Fault("review_answer_other_scale", place, values={"word": shown(cell.text)})


def _comment_faults(row: RawRow, comment: str, file: str) -> Iterator[Fault]:
    place = row.place(file, "comment")
    if row.cell("comment").formula:
        yield Fault("review_formula", place)
    if looks_private(comment):
        yield Fault("review_cpr", place)
    if len(comment) > MAX_COMMENT:
        yield Fault("review_comment_long", place, values={"n": len(comment), "max": MAX_COMMENT})


def _reason_faults(row: RawRow, value: Value | None, file: str) -> Iterator[Fault]:
    cell, place = row.cell("reason"), row.place(file, "reason")
    if cell.formula:
        yield Fault("review_formula", place)
    elif cell.filled and looks_private(cell.text):
        yield Fault("review_cpr", place)
    elif cell.filled and reason_of(cell.text) is None:
        yield Fault("review_reason_unknown", place, values={"word": mask(shown(cell.text))})
    elif cell.filled and value is not None and value != "cannot_judge":
        yield Fault("review_reason_not_used", place, "warning")
    elif not cell.filled and value == "cannot_judge":
        yield Fault("review_reason_missing", place, "strict")


def wants_comment(value: Value, point: Point) -> bool:
    """The lowest answer, and that something cannot be judged, need to say why; the form turns yellow for the same."""
    return value == "cannot_judge" or (point.comment_on_lowest and value == LOWEST[point.scale])


def looks_private(text: str) -> bool:
    """A CPR number, or nine digits that may be one whose first zero a spreadsheet ate."""
    return mask(text) != text
