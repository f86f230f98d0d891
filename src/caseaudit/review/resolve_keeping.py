"""Keep what settled the disagreements: the form first, then the log of what was replaced, then the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.review.answers_file import archive, keep, log_resolved
from caseaudit.review.model import Imported

if TYPE_CHECKING:
    from datetime import datetime

    from caseaudit.review.model import Answers, Round
    from caseaudit.review.resolve_importing import CheckedResolution
    from caseaudit.review.store import Kept


def commit_resolution(kept: Kept, asked: Round, before: Answers, checked: CheckedResolution, at: datetime) -> int:
    """Take in the final answers, and return how many are new or changed; with none nothing is written.

    Raises `UsageError` when a file cannot be written, or when somebody else has imported meanwhile.
    """
    standing = {r.key: r for r in before.resolved}
    fresh = [r for r in checked.good if standing.get(r.key) != r]
    if not fresh:
        return 0
    place = {e.key: n for n, e in enumerate(asked.entries)}
    merged = standing | {r.key: r for r in fresh}
    form = checked.form
    record = Imported(
        sha256=form.sha256,
        name=form.file,
        reviewer="",
        at=at,
        answers=len(checked.good),
        partial=bool(checked.errors),
        kind="resolution",
    )
    after = before.model_copy(
        update={
            "resolved": tuple(sorted(merged.values(), key=lambda r: place.get(r.key, len(place)))),
            "imported": (*before.imported, record),
        }
    )
    archive(kept.originals, {f"{form.sha256}{form.suffix}": form.data})
    log_resolved(kept, checked.replaced, at)
    keep(kept, before, after)
    return len(fresh)
