"""Write what came back: originals first, then the log of what was replaced, then the answers, each whole or not at all."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from caseaudit.errors import Place, Problem, UsageError
from caseaudit.output.files import private_folder, whole_bytes, whole_file
from caseaudit.review.model import Answers, Imported

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

    from caseaudit.review.importing_model import Change, Plan, Taken
    from caseaudit.review.model import Answer, Resolved, Round
    from caseaudit.review.store import Kept

LOG = "answers.log.jsonl"
READ_ONLY = 0o400


def commit(kept: Kept, asked: Round, before: Answers, plan: Plan, at: datetime) -> Answers:
    """Take in what the plan says, and return all answers. A plan that is blocked or changes nothing writes nothing.

    Raises `UsageError` when a file cannot be written, or when somebody else has imported meanwhile.
    """
    if plan.blocked or not plan.changed:
        return before
    after = merged(asked, before, plan, at)
    archive(kept.originals, plan.originals)
    log(kept, (c for t in plan.taken for c in t.changes), at)
    keep(kept, before, after)
    return after


def keep(kept: Kept, before: Answers, after: Answers) -> None:
    """Write the answers, unless they are no longer those that this import began from. Raises `UsageError`."""
    if kept.answers() != before:
        raise UsageError(Problem("review_changed_meanwhile", Place(file=kept.id)))
    kept.keep(after)


def merged(asked: Round, before: Answers, plan: Plan, at: datetime) -> Answers:
    """All answers after the import, in the order of reviewers and of their forms."""
    standing = {(a.reviewer, a.key): a for a in before.answers}
    for taken in plan.taken:
        standing |= {(c.new.reviewer, c.new.key): c.new for c in taken.changes}
    imported = (*before.imported, *(_imported(t, at) for t in plan.taken if t.changes))
    return before.model_copy(update={"answers": _in_order(asked, standing.values()), "imported": imported})


def _in_order(asked: Round, answers: Iterable[Answer]) -> tuple[Answer, ...]:
    reviewers = {r.code: n for n, r in enumerate(asked.reviewers)}
    entries = {e.key: n for n, e in enumerate(asked.entries)}
    last = len(entries)
    return tuple(sorted(answers, key=lambda a: (reviewers.get(a.reviewer, last), entries.get(a.key, last), a.key)))


def _imported(taken: Taken, at: datetime) -> Imported:
    c = taken.checked
    return Imported(
        sha256=c.form.sha256,
        name=c.form.file,
        reviewer=c.reviewer,
        at=at,
        answers=len(c.good),
        partial=bool(c.errors),
        withheld=c.private,
    )


def archive(folder: Path, originals: Mapping[str, bytes]) -> None:
    """Keep the bytes of each form as they came, named by their digest, read-only. Raises `UsageError`."""
    private_folder(folder)
    for name, data in originals.items():
        path = folder / name
        if path.is_file():
            if hashlib.sha256(path.read_bytes()).hexdigest() != name.partition(".")[0]:
                raise UsageError(Problem("review_original_changed", Place(file=name)))
            continue
        whole_bytes(path, data)
        path.chmod(READ_ONLY)


def log(kept: Kept, changes: Iterable[Change], at: datetime) -> None:
    """Add the answers that were replaced to the log: what stood, what stands, and the forms they came in. No comments."""
    lines = [
        json.dumps(
            {
                "at": at.isoformat(timespec="seconds"),
                "change": c.kind,
                "key": c.new.key,
                "reviewer": c.new.reviewer,
                "before": _said(c.before),
                "after": _said(c.new),
            }
        )
        for c in changes
        if c.before is not None
    ]
    append(kept, lines)


def log_resolved(kept: Kept, pairs: Iterable[tuple[Resolved, Resolved]], at: datetime) -> None:
    """Add the final answers that were replaced to the log, without comments."""
    lines = [
        json.dumps(
            {
                "at": at.isoformat(timespec="seconds"),
                "change": "resolution",
                "key": new.key,
                "before": {"value": old.value, "unsure": old.unsure, "by": old.by},
                "after": {"value": new.value, "unsure": new.unsure, "by": new.by},
            }
        )
        for old, new in pairs
    ]
    append(kept, lines)


def append(kept: Kept, lines: list[str]) -> None:
    """The log with these lines after it, written whole."""
    if not lines:
        return
    path = kept.folder / LOG
    try:
        earlier = path.read_text(encoding="utf-8") if path.is_file() else ""
    except (OSError, UnicodeDecodeError):
        raise UsageError(Problem("record_unreadable", Place(file=LOG))) from None
    with whole_file(path) as file:
        file.write(earlier + "".join(f"{line}\n" for line in lines))


def _said(answer: Answer | None) -> dict[str, str]:
    return {} if answer is None else {"value": answer.value, "unsure": answer.unsure, "file": answer.file}
