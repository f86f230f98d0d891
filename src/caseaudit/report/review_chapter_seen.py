"""What a review found and what of it the audience may see, with the words its tables share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseaudit.output.numbers import of
from caseaudit.report.numbers import NONE
from caseaudit.report.review_chapter_committee import Shown, bare
from caseaudit.report.view import Cell
from caseaudit.review.results import binds
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from caseaudit.review.estimate_model import Share
    from caseaudit.review.model import Point
    from caseaudit.review.results_model import PointResult, ReviewResult

QUESTION = Text("Kontrolpunkt", "Check")
ANSWERS = {
    "yes": Text("Ja", "Yes"),
    "no": Text("Nej", "No"),
    "low": Text("Lav grad", "Low degree"),
    "some": Text("Nogen grad", "Some degree"),
    "high": Text("Høj grad", "High degree"),
    "not_relevant": Text("Ikke relevant", "Not relevant"),
    "cannot_judge": Text("Kan ikke vurderes", "Cannot be judged"),
}


@dataclass(frozen=True)
class Seen:
    """A result and what of it the audience may see. `only` is None for all but a committee; `titles`: of themes."""

    result: ReviewResult
    titles: Mapping[str, str]
    only: Shown | None = None

    def share(self, share: Share) -> Share:
        return share if self.only is None else bare(share)

    def points(self, kind: str) -> Iterator[PointResult]:
        for p in self.result.points:
            if kind_of(p.point) == kind and (self.only is None or p.point.id in self.only.points):
                yield p


def kind_of(point: Point) -> str:
    """Which of the tables a point stands in; kinds of judgement are never mixed."""
    if point.source == "rule" and not point.legal:
        return "local"
    if point.scale == "degree":
        return "degrees"
    return "law" if binds(point) else "practice"


def question(point: Point) -> str:
    return str(Text(point.da, point.en))


def of_cell(x: int, n: int) -> Cell:
    """`6 af 14`; a dash where nothing was judged."""
    return Cell(of(x, n), x) if n else Cell(NONE, None)
