"""How far a round has come: per reviewer what is answered, what lacks a comment, and what two have read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caseaudit.review.importing_rows import wants_comment
from caseaudit.review.resolve import disagreements

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from caseaudit.review.model import Answer, Answers, Reviewer, Round


@dataclass(frozen=True)
class ReviewerStatus:
    """One reviewer. An item is done when every point of it is answered; `double` are items that others read as well."""

    code: str
    unit: str
    items: int
    items_done: int
    expected: int
    answered: int
    missing_comments: int
    double: int
    double_done: int


@dataclass(frozen=True)
class Status:
    """One round. `days_left` is negative when the day has passed, None without one."""

    round: str
    due: date | None
    days_left: int | None
    reviewers: tuple[ReviewerStatus, ...]
    disagreements: int
    resolved: int

    @property
    def expected(self) -> int:
        return sum(r.expected for r in self.reviewers)

    @property
    def answered(self) -> int:
        return sum(r.answered for r in self.reviewers)

    @property
    def done(self) -> bool:
        return self.answered == self.expected

    def record(self) -> dict[str, Any]:
        """The status as JSON holds it."""
        return {
            "schema_version": 1,
            "round": self.round,
            "due": self.due.isoformat() if self.due else None,
            "days_left": self.days_left,
            "expected": self.expected,
            "answered": self.answered,
            "disagreements": self.disagreements,
            "resolved": self.resolved,
            "reviewers": [vars(r) for r in self.reviewers],
        }


def status(asked: Round, answers: Answers, today: date) -> Status:
    """Count what has come back of what was asked."""
    given = {(a.reviewer, a.key): a for a in answers.answers}
    points = {p.id: p for p in asked.points}
    shared = {*asked.double, *asked.calibration}
    found = disagreements(asked, answers)
    return Status(
        round=asked.id,
        due=asked.due,
        days_left=(asked.due - today).days if asked.due else None,
        reviewers=tuple(_one(asked, r, given, points, shared) for r in asked.reviewers),
        disagreements=sum(d.resolved is None for d in found),
        resolved=sum(d.resolved is not None for d in found),
    )


def _one(
    asked: Round,
    reviewer: Reviewer,
    given: Mapping[tuple[str, str], Answer],
    points: Mapping[str, Any],
    shared: set[int],
) -> ReviewerStatus:
    entries = asked.expected(reviewer.code)
    mine = [(e, given.get((reviewer.code, e.key))) for e in entries]
    open_items = {e.item for e, a in mine if a is None}
    items = {e.item for e in entries}
    lacking = [a for e, a in mine if a and wants_comment(a.value, points[e.point]) and not a.comment]
    return ReviewerStatus(
        code=reviewer.code,
        unit=reviewer.unit,
        items=len(items),
        items_done=len(items - open_items),
        expected=len(entries),
        answered=sum(a is not None for _, a in mine),
        missing_comments=len(lacking),
        double=len(items & shared),
        double_done=len((items & shared) - open_items),
    )
