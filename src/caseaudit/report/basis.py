"""What a report is made from: a run judged again, its counts, and the run that it is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from caseaudit.audit import Audit
    from caseaudit.report.before_after import Earlier
    from caseaudit.report.facts import Facts
    from caseaudit.review.results_model import ReviewResult
    from caseaudit.rules.rulebook import Rulebook


@dataclass(frozen=True)
class Basis:
    """A run, ready to be told. `changed`: rules that are not what they were in the previous run."""

    run_id: str
    folder: Path
    audit: Audit
    facts: Facts
    rules_hash: str
    data_hash: str
    previous: Facts | None = None
    previous_id: str = ""
    changed: tuple[str, ...] = ()
    earlier: Earlier | None = None
    review: ReviewResult | None = None

    @property
    def rulebook(self) -> Rulebook:
        return self.audit.rulebook
