"""A round of review as it is kept in `reviews/<id>/`: what was asked of whom, and what they answered.

`Round` (round.json) is the list of what is expected; an importer looks there and never in the workbook. `Answers`
(answers.json) holds what came back. A `Point` is one control point: a question that only a reader can answer
(`source` question, ids of `rules/questions`), or the duty of a rule (`source` rule), which the machine has judged too.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from caseaudit.sample.model import Record

Source = Literal["question", "rule"]
Scale = Literal["yes_no", "degree"]
Value = Literal["yes", "no", "low", "some", "high", "not_relevant", "cannot_judge"]

YES_NO: tuple[Value, ...] = ("yes", "no", "not_relevant", "cannot_judge")
DEGREE: tuple[Value, ...] = ("low", "some", "high", "not_relevant", "cannot_judge")
LOWEST: dict[Scale, Value] = {"yes_no": "no", "degree": "low"}
"""The answer that needs a comment and counts as not fulfilled."""

UNSURE = ("no_access", "unclear_file", "unclear_question")
"""Why something cannot be judged; the last is feedback on the rule or the question."""


class Point(Record):
    """One control point, in both languages. `law_rows` and `theme` lead to the catalogue; `soft`: a no is no breach."""

    id: str
    source: Source
    theme: str
    step: str
    scale: Scale = "yes_no"
    da: str
    en: str
    guidance_da: str = ""
    guidance_en: str = ""
    law_rows: tuple[str, ...] = ()
    legal: bool = True
    soft: bool = False
    comment_on_lowest: bool = True


class Fact(Record):
    """A line of what the export holds, for the locked column: never a verdict. `label` names it in both languages."""

    da: str
    en: str


class Entry(Record):
    """One expected answer: a point about one unit of one sampled item. `key` is hidden in the form and found again.

    `law`: the provisions in force on the unit's own day, written out. `about`: the unit as a reader sees it. `guidance`
    stands instead of the point's own where the law of the unit's day asks for something else than the law of another.
    """

    key: str
    item: int
    case_id: str
    point: str
    unit_kind: str
    unit_id: str = ""
    unit_on: date | None = None
    about_da: str = ""
    about_en: str = ""
    law: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    guidance_da: str = ""
    guidance_en: str = ""


class Reviewer(Record):
    """Somebody who reads: a short code (initials), the organisational unit they come from, and their items, in order."""

    code: str
    unit: str = ""
    items: tuple[int, ...]


class Round(Record):
    """A round of review. `double`: items that two read blind; `calibration`: items that all read first.

    `form_code` stands in every key: the forms of another round are refused. `rules_digest` and `questions_digest` tie the
    forms to the rules and questions that they were made from. `prefill`: facts, or none. `about`: which units of a case
    the points ask about. `sets`: the named sets of points that were asked for. `blind`: nobody is told which
    items two read.
    """

    schema_version: Literal[1] = 1
    id: str
    form_code: str
    sample: str
    run: str
    created: datetime
    due: date | None = None
    lang: Literal["da", "en"] = "da"
    layout: Literal["case", "list"] = "case"
    prefill: Literal["facts", "none"] = "facts"
    about: Literal["latest", "all", "first"] = "latest"
    sets: tuple[str, ...] = ()
    blind: bool = True
    points: tuple[Point, ...]
    entries: tuple[Entry, ...]
    reviewers: tuple[Reviewer, ...]
    double: tuple[int, ...] = ()
    calibration: tuple[int, ...] = ()
    rules_digest: str = ""
    questions_digest: str = ""

    def expected(self, reviewer: str) -> tuple[Entry, ...]:
        """What this reviewer is asked, in the order of their form. Raises KeyError for an unknown code."""
        mine = next((r for r in self.reviewers if r.code == reviewer), None)
        if mine is None:
            raise KeyError(reviewer)
        place = {item: n for n, item in enumerate(mine.items)}
        return tuple(sorted((e for e in self.entries if e.item in place), key=lambda e: place[e.item]))

    def point(self, point_id: str) -> Point:
        return next(p for p in self.points if p.id == point_id)


class Answer(Record):
    """One answer of one reviewer. `unsure`: one of UNSURE, with `cannot_judge` only. `file` is the digest of its form.

    A comment stays in the round's folder: it is never printed in a report.
    """

    key: str
    reviewer: str
    value: Value
    unsure: str = ""
    comment: str = ""
    file: str = ""


class Resolved(Record):
    """What stands where two disagreed, and by whom (initials). `file` is the digest of the resolution form."""

    key: str
    value: Value
    unsure: str = ""
    comment: str = ""
    by: str
    file: str = ""


class Imported(Record):
    """A form that was taken in: its archived original is `originals/<sha256>.<suffix>`. A resolution has no reviewer.

    `withheld`: something in it looks like a CPR number, so only its digest was kept and the file was not.
    """

    sha256: str
    name: str
    reviewer: str
    at: datetime
    answers: int
    partial: bool = False
    kind: Literal["form", "resolution"] = "form"
    withheld: bool = False


class Answers(Record):
    """All that came back in a round."""

    schema_version: Literal[1] = 1
    round: str
    answers: tuple[Answer, ...] = ()
    resolved: tuple[Resolved, ...] = ()
    imported: tuple[Imported, ...] = ()

    def of(self, key: str) -> tuple[Answer, ...]:
        return tuple(a for a in self.answers if a.key == key)


class SelfRating(Record):
    """The municipality's own view of a theme (selvevaluering): high, some, less, none at all."""

    theme: str
    value: Literal["high", "some", "less", "none"]
    source: str = ""
    on: date | None = None


class SelfRatings(Record):
    """All self-ratings of a round."""

    schema_version: Literal[1] = 1
    ratings: tuple[SelfRating, ...] = Field(default=())
