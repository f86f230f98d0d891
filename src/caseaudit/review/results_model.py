"""The result of a round of review, without any format: what a report's chapter and its method appendix are made of.

Law and good casework are never added together, nor are yes-and-no and degrees, nor drawn cases and cases picked by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from caseaudit.review.agreement import Compared
    from caseaudit.review.estimate_model import Counts, Part, Share
    from caseaudit.review.machine import AgainstMachine
    from caseaudit.review.model import Point
    from caseaudit.review.selfrating import Rated
    from caseaudit.sample.model import Design
    from caseaudit.texts import Text


@dataclass(frozen=True)
class PointResult:
    """One point. `fulfilled`: yes of yes and no; for degrees `high`, and `some_or_high`, of the three.

    `cases` is there when a case has several answers: cases without a no, of those with an answer. `groups`: the parts of the
    sample, each whole. `picked` and `picked_share` are the cases chosen by hand.
    """

    point: Point
    counts: Counts
    fulfilled: Share | None
    high: Share | None
    some_or_high: Share | None
    cases: Share | None
    groups: tuple[Part, ...]
    picked: Counts
    picked_share: Share


@dataclass(frozen=True)
class Sum:
    """Yes-and-no answers added over `points` points, with their share.

    Of several points there is no interval: answers about the same case hang together, and each point concerns its own part
    of the cases.
    """

    points: int
    counts: Counts
    share: Share
    picked: Counts
    picked_share: Share


@dataclass(frozen=True)
class ThemeResult:
    """A theme: law that binds, good casework, and degrees, each None when nothing of the kind was asked."""

    theme: str
    title: Text
    law: Sum | None
    practice: Sum | None
    degrees: Counts | None


@dataclass(frozen=True)
class Verdicts:
    """Cases as a whole: without any no to a point of law that binds, of those that are read to the end.

    Where every case that is not has a no already, all are in: only then would leaving them out, or taking them in, not tilt
    the share.

    `unsure`: of those without a no, how many have an answer that could not be judged. `unfinished` are outside; of these
    `unfinished_with_no` have a no already. Picked cases stand apart.
    """

    share: Share
    unsure: int
    unfinished: int
    unfinished_with_no: int
    picked: Share


@dataclass(frozen=True)
class Method:
    """How the cases were drawn and read, for the appendix."""

    sample: str
    run: str
    as_of: date
    design: Design
    seed: str
    unit_kind: str
    unit_filter: str
    population: int
    excluded: Mapping[str, int]
    drawn: int
    picked: int
    withdrawn: int
    replaced: int
    strata: tuple[tuple[str, int, int], ...]
    reviewers: int
    points: int
    asked: int
    answered: int
    open: int
    double_items: int
    calibration_items: int
    sets: tuple[str, ...]
    rules_digest: str
    questions_digest: str

    @property
    def lost(self) -> int:
        """Drawn cases that were not read and nothing stands in for."""
        return self.withdrawn - self.replaced


@dataclass(frozen=True)
class ReviewResult:
    """All of a round. `total` holds law, good casework and degrees over all points. `machine` is None without a run."""

    round: str
    points: tuple[PointResult, ...]
    themes: tuple[ThemeResult, ...]
    total: ThemeResult
    verdicts: Verdicts
    agreement: Compared
    machine: AgainstMachine | None
    ratings: tuple[Rated, ...]
    method: Method
    notes: tuple[Text, ...]
    """What a reader must know to read the numbers, in the order to print it."""
