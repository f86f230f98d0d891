"""Control points: the duties of rules and the questions of reviewers as one list, chosen by set, id, theme or law row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseaudit.errors import Problem, UsageError
from caseaudit.review.model import Point
from caseaudit.review.points_words import guidance_of, question_of
from caseaudit.review.sets import load_sets
from caseaudit.rules.catalogue import load_catalogue
from caseaudit.rules.faults import did_you_mean
from caseaudit.rules.questions import load_questions
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from caseaudit.review.sets import ReviewSets, Worded
    from caseaudit.rules.language import Rule
    from caseaudit.rules.questions import Question, QuestionFile
    from caseaudit.rules.rulebook import Rulebook


@dataclass(frozen=True)
class Library:
    """Everything that a reader can be asked, and the sets."""

    book: Rulebook
    questions: dict[str, QuestionFile]
    sets: ReviewSets
    points: dict[str, Point] = field(default_factory=dict)

    def rule(self, point: str) -> Rule | None:
        return self.book.files[point].rule if self.points[point].source == "rule" else None

    def question(self, point: str) -> Question | None:
        return self.questions[point].question if self.points[point].source == "question" else None


def load_library(book: Rulebook, extra: Sequence[Path] = ()) -> Library:
    """Make a point of every rule and every question. `extra` are the municipality's own rule folders.

    Raises `UsageError` with every problem of the files.
    """
    questions = load_questions(book, load_catalogue(), extra)
    if both := sorted(set(questions) & set(book.files)):
        raise UsageError([questions[n].problem("review_point_both", "id", id=n) for n in both])
    sets = load_sets(book.files, questions, book.themes, extra)
    points = {r.id: of_rule(r, sets.wording.get(r.id)) for r in book.rules}
    points |= {name: of_question(f.question) for name, f in questions.items()}
    order = {t: n for n, t in enumerate(book.themes)}
    ordered = dict(sorted(points.items(), key=lambda item: order[item[1].theme]))
    return Library(book, questions, sets, ordered)


def of_rule(rule: Rule, worded: Worded | None = None) -> Point:
    """The duty of a rule as a question to the one who reads the case."""
    asked = worded.question.text if worded and worded.question else question_of(rule)
    told = worded.guidance.text if worded and worded.guidance else guidance_of(rule, rule.versions[-1])
    return Point(
        id=rule.id,
        source="rule",
        theme=rule.theme,
        step=rule.step,
        da=asked.da,
        en=asked.en,
        guidance_da=told.da,
        guidance_en=told.en,
        law_rows=rule.law_rows,
        legal=rule.legal,
        soft=all(v.soft or (v.severity or rule.severity) == "advisory" for v in rule.versions),
    )


def of_question(q: Question) -> Point:
    return Point(
        id=q.id,
        source="question",
        theme=q.theme,
        step=q.step,
        scale=q.scale,
        da=q.question.da,
        en=q.question.en,
        guidance_da=q.guidance.da,
        guidance_en=q.guidance.en,
        law_rows=q.law_rows,
        legal=q.legal,
        soft=q.soft,
        comment_on_lowest=q.comment_on_no,
    )


@dataclass(frozen=True)
class Wanted:
    """What was asked for on the command line. What is named by several of them is asked once."""

    sets: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    law_rows: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.sets or self.points or self.themes or self.law_rows)


def choose(library: Library, wanted: Wanted) -> tuple[Point, ...]:
    """The points asked for, in the order of themes; within a theme as the set or the list names them.

    Raises `UsageError` with every name that does not exist, or when nothing is left.
    """
    problems: list[Problem] = []
    names: dict[str, None] = {}
    for name in wanted.sets:
        names |= dict.fromkeys(_of_set(library, name, problems))
    for name in wanted.points:
        if name not in library.points:
            values = {"point": name, "hint": did_you_mean(name, library.points)}
            problems.append(Problem("review_point_unknown", values=values))
        names[name] = None
    for theme in wanted.themes:
        if theme not in library.book.themes:
            values = {"theme": theme, "known": ", ".join(library.book.themes)}
            problems.append(Problem("theme_unknown", values=values))
        names |= dict.fromkeys(p.id for p in _legal_or_asked(library, library.points.values()) if p.theme == theme)
    for row in wanted.law_rows:
        found = [p.id for p in library.points.values() if row.upper() in p.law_rows]
        if not found:
            problems.append(Problem("review_law_row_unknown", values={"row": row}))
        names |= dict.fromkeys(found)
    if problems:
        raise UsageError(problems)
    order = {t: n for n, t in enumerate(library.book.themes)}
    return tuple(sorted((library.points[n] for n in names), key=lambda p: order[p.theme]))


def _of_set(library: Library, name: str, problems: list[Problem]) -> Iterable[str]:
    try:
        found = library.sets.get(name)
    except UsageError as e:
        problems += e.problems
        return
    yield from found.points
    for point in _legal_or_asked(library, library.points.values()):
        if found.everything or point.theme in found.themes:
            yield point.id


def _legal_or_asked(library: Library, points: Iterable[Point]) -> Iterable[Point]:
    """Leave out the rules about the quality of the data: what the export holds is no question to one who reads the case."""
    for point in points:
        rule = library.rule(point.id)
        if rule is None or rule.judges != "data_quality":
            yield point


def theme_title(library: Library, theme: str) -> Text:
    return library.book.themes[theme].title.text
