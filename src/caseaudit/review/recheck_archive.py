"""Do the archived originals still hold what they held, and do the answers stand in them? Read, never mended."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from caseaudit.errors import CaseauditError, Place, Problem
from caseaudit.review.importing import check
from caseaudit.review.importing_model import Options
from caseaudit.review.reading import parse_form
from caseaudit.review.resolve_importing import HEADINGS, read_resolutions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.review.model import Answers, Imported, Round
    from caseaudit.review.store import Kept

Said = dict[tuple[str, str, str], tuple[str, ...]]
"""What the originals hold: (digest, reviewer, key) leads to the answer."""


def archive_problems(kept: Kept, asked: Round, answers: Answers) -> list[Problem]:
    """Everything that is wrong with the archive of a round; none when each answer stands in its original.

    A form that held a CPR number was never kept, so its answers have nothing to be held against.
    """
    problems: list[Problem] = []
    said: Said = {}
    withheld = {i.sha256 for i in answers.imported if i.withheld}
    for form in {i.sha256: i for i in answers.imported if not i.withheld}.values():
        path = next(iter(sorted(kept.originals.glob(f"{form.sha256}.*"))), None)
        if path is None:
            problems.append(Problem("review_original_missing", Place(form.name)))
            continue
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != form.sha256:
            problems.append(Problem("review_original_changed", Place(form.name)))
            continue
        try:
            said |= _said(data, form, asked)
        except CaseauditError as e:
            problems += e.problems
    lost = Counter(d for d in _differing(answers, said) if d not in withheld)
    names = {i.sha256: i.name for i in answers.imported}
    told = {p.place.file for p in problems}
    problems += [
        Problem("review_answers_differ", Place(names.get(digest, "answers.json")), {"n": n})
        for digest, n in sorted(lost.items())
        if names.get(digest) not in told
    ]
    return problems


def _said(data: bytes, form: Imported, asked: Round) -> Said:
    if form.kind == "resolution":
        raw = parse_form(data, form.name, HEADINGS)
        return {(form.sha256, "", r.key): (r.value, r.unsure, r.comment, r.by) for r in read_resolutions(raw, asked)}
    options = Options(partial=True, replace=True, reviewer=form.reviewer)
    checked = check(parse_form(data, form.name), asked, options)
    return {(form.sha256, a.reviewer, a.key): (a.value, a.unsure, a.comment) for a in checked.good}


def _differing(answers: Answers, said: Said) -> Iterator[str]:
    """The digest that each answer names, once for every answer that does not stand so there."""
    for a in answers.answers:
        if said.get((a.file, a.reviewer, a.key)) != (a.value, a.unsure, a.comment):
            yield a.file
    for r in answers.resolved:
        if said.get((r.file, "", r.key)) != (r.value, r.unsure, r.comment, r.by):
            yield r.file
