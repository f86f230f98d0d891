"""Review questions: what a person must judge by reading the case. The machine draws, prints and counts them.

Every question is worded so that yes is as it should be. One that names `law_rows` judges law; the others judge what
published audits ask of good casework. The two are never added together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from caseaudit import yamlfile
from caseaudit.errors import Problem, UsageError
from caseaudit.law import since
from caseaudit.model.tables import EVENT_TYPES
from caseaudit.resources import data_dir
from caseaudit.rules.catalogue import parse
from caseaudit.rules.conditions import Condition, Recurring, Yearly, walk
from caseaudit.rules.faults import did_you_mean
from caseaudit.rules.language import RULE_ID, Citation, First
from caseaudit.rules.refused import Refused
from caseaudit.rules.rulebook import QUESTIONS
from caseaudit.rules.terms import Both, Day, Flag, Model, as_tuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from caseaudit.rules.catalogue import Catalogue
    from caseaudit.rules.rulebook import Rulebook
    from caseaudit.yamlfile import YamlDoc

Names = Annotated[tuple[str, ...], BeforeValidator(as_tuple)]

SCALES: dict[str, tuple[Both, ...]] = {
    "yes_no": (
        Both(da="Ja", en="Yes"),
        Both(da="Nej", en="No"),
        Both(da="Ikke relevant", en="Not relevant"),
        Both(da="Kan ikke vurderes", en="Cannot be judged"),
    ),
    "degree": (
        Both(da="Lav grad", en="Low degree"),
        Both(da="Nogen grad", en="Some degree"),
        Both(da="Høj grad", en="High degree"),
        Both(da="Ikke relevant", en="Not relevant"),
        Both(da="Kan ikke vurderes", en="Cannot be judged"),
    ),
}
"""The answers that a form offers, by scale."""


class Question(Model):
    """One question to the person who reads the case, about each event of a type or about the case as a whole.

    `when`, `from` and `until` limit it to some units, judged on the unit's own day as in a rule; a case has such a day
    only by `first`. `soft`: a no is a point to discuss, never a breach. `comment_on_no`: the lowest answer needs a note.
    """

    id: Annotated[str, Field(pattern=RULE_ID.pattern.replace(r"\Z", "$"))]
    law_rows: Names = ()
    answers: Names = ()
    theme: str
    step: str
    applies_to: Annotated[tuple[str, ...], BeforeValidator(as_tuple), Field(min_length=1)]
    first: First | None = None
    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    when: Condition | None = None
    question: Both
    scale: Literal["yes_no", "degree"] = "yes_no"
    guidance: Both
    law: tuple[Citation, ...] = ()
    soft: Flag = False
    comment_on_no: Flag = True

    @property
    def legal(self) -> bool:
        """Whether it judges law."""
        return bool(self.law_rows)

    @property
    def of_case(self) -> bool:
        return self.applies_to == ("case",)

    @model_validator(mode="after")
    def _whole(self) -> Question:
        if "case" in self.applies_to and not self.of_case:
            raise Refused("question_case_alone", "applies_to")
        for name in self.applies_to:
            if name not in EVENT_TYPES and not self.of_case:
                raise Refused("rule_event_unknown", "applies_to", value=name, known=("case", *EVENT_TYPES))
        if self.first and not self.of_case:
            raise Refused("question_first", "first")
        if self.of_case and not self.first and (self.when or self.from_ or self.until):
            raise Refused("question_without_day", "applies_to")
        if any(isinstance(c, Recurring | Yearly) for c in walk(self.when)):
            raise Refused("question_series", "when")
        if not (self.law_rows or self.answers):
            raise Refused("question_answers_nothing", "id")
        if self.law_rows and not any(c.confidence != "memory" for c in self.law):
            raise Refused("question_without_law", "law_rows")
        if self.from_ and self.until and self.until < self.from_:
            raise Refused("question_period", "until")
        return self


@dataclass(frozen=True)
class QuestionFile:
    """A question, the folder it came from and the line it stands on."""

    question: Question
    folder: Path
    doc: YamlDoc
    index: int

    def problem(self, code: str, key: str, **values: object) -> Problem:
        return Problem(code, self.doc.place((self.index, key)), values)


def load_questions(book: Rulebook, catalogue: Catalogue, extra: Sequence[Path] = ()) -> dict[str, QuestionFile]:
    """Load our questions, then those of each folder in `extra`; one with the same id replaces ours.

    In the order of themes, and within a theme as they stand in the file. Raises `UsageError` with every problem.
    """
    problems: list[Problem] = []
    found: dict[str, QuestionFile] = {}
    for folder in (data_dir("rules"), *extra):
        mine: dict[str, QuestionFile] = {}
        for file in _read(folder, problems):
            if file.question.id in mine:
                problems.append(file.problem("question_duplicate_id", "id", id=file.question.id))
            mine[file.question.id] = file
        found |= mine
    for file in found.values():
        problems += _check(file, book, catalogue)
    if problems:
        raise UsageError(problems)
    order = {t: i for i, t in enumerate(book.themes)}
    return dict(sorted(found.items(), key=lambda item: order[item[1].question.theme]))


def _read(folder: Path, problems: list[Problem]) -> Iterator[QuestionFile]:
    for path in sorted((folder / QUESTIONS).glob("*.yaml")):
        try:
            doc = yamlfile.load(path)
        except UsageError as e:
            problems += e.problems
            continue
        if not isinstance(doc.data, list | type(None)):
            problems.append(Problem("rule_not_list", doc.place(), {"key": path.name}))
            continue
        for i, item in enumerate(doc.data or ()):
            try:
                yield QuestionFile(parse(Question, item, doc, (i,)), folder, doc, i)
            except UsageError as e:
                problems += e.problems


def _check(file: QuestionFile, book: Rulebook, catalogue: Catalogue) -> Iterator[Problem]:
    q = file.question
    if q.theme not in book.themes:
        yield file.problem("rule_theme_unknown", "theme", theme=q.theme, hint=did_you_mean(q.theme, book.themes))
    if q.step not in book.steps:
        yield file.problem("rule_step_unknown", "step", step=q.step, hint=did_you_mean(q.step, book.steps))
    for row in q.law_rows:
        if row not in catalogue.rows:
            yield file.problem("rule_law_row_unknown", "law_rows", id=row)
    for answer in q.answers:
        if answer not in catalogue.questions:
            yield file.problem("rule_answer_unknown", "answers", id=answer)
    for citation in q.law:
        code = citation.cite.split("-")[0]
        act = book.acts.get(code)
        if act is None:
            yield file.problem("rule_unknown_act", "law", act=code)
        elif not (_begun(since(citation.cite, book.acts), q.until) and _begun(q.from_, act.last)):
            yield file.problem("question_law_not_in_force", "law", cite=citation.cite)


def _begun(first: date | None, last: date | None) -> bool:
    """Tell whether something from `first` and something to `last` meet: a question may cite the old act and the new."""
    return first is None or last is None or first <= last
