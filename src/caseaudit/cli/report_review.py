"""Which round of review a report tells of, and its result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.errors import Place, Problem, UsageError
from caseaudit.texts import Text

if TYPE_CHECKING:
    from pathlib import Path

    from caseaudit.audit import Audit
    from caseaudit.review.results_model import ReviewResult
    from caseaudit.review.store import Kept
    from caseaudit.settings import Config

LATEST = "latest"


def review_of(
    name: str, run: str, audit: Audit, settings: Config, rule_dirs: tuple[Path, ...] = ()
) -> ReviewResult | None:
    """The result of the named round, or of the run's latest that has answers; None where nobody asked and there is none.

    Raises `UsageError` when the named round is not there, has no answers or is about another run, and when a file of the
    round is damaged: a report must not leave a review out because of that.
    """
    kept = _latest(run, settings.reviews) if name in ("", LATEST) else _named(name, run, settings.reviews)
    if kept is None:
        if name:
            raise UsageError(Problem("report_review_none", Place(file=settings.reviews.name), {"run": run}))
        return None
    from caseaudit.review.estimate_sizes import sizes
    from caseaudit.review.points import load_library
    from caseaudit.review.results import gather
    from caseaudit.sample import store as samples

    round_ = kept.round()
    with console.progress(f"{Text('Tæller gennemgangen op', 'Counting the review')} {kept.id}"):
        sample = samples.find(settings.samples, round_.sample).sample()
        library = load_library(audit.rulebook, (*settings.rules, *rule_dirs))
        known = sizes(round_, sample, audit, library)
        return gather(round_, kept.answers(), sample, audit, kept.ratings(), known)


def _latest(run: str, reviews: Path) -> Kept | None:
    from caseaudit.review import store

    found = [k for k in store.rounds(reviews) if k.round().run == run and k.answers().answers]
    return max(found, key=lambda k: (k.round().created, k.id), default=None)


def _named(name: str, run: str, reviews: Path) -> Kept:
    from caseaudit.review import store

    kept = store.find(reviews, name)
    if (other := kept.round().run) != run:
        raise UsageError(Problem("report_review_run", Place(file=name), {"round": name, "run": run, "other": other}))
    if not kept.answers().answers:
        raise UsageError(Problem("report_review_empty", Place(file=name), {"round": name}))
    return kept
