"""From checked forms to what would change in the round. Pure: `answers_file` writes it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from caseaudit.errors import Place, Problem
from caseaudit.review.importing import check
from caseaudit.review.importing_model import Change, Plan, Taken, adds, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from caseaudit.review.importing_model import Checked, Options
    from caseaudit.review.model import Answer, Answers, Round
    from caseaudit.review.reading import RawForm


def plan(
    forms: Sequence[RawForm],
    asked: Round,
    kept: Answers,
    options: Options,
    broken: Iterable[Problem] = (),
    others: Mapping[str, str] | None = None,
) -> Plan:
    """What importing these forms would do. `broken`: files that could not be read at all.

    Forms are taken in the order given, so that two forms of one reviewer are held against each other too.
    """
    lost = tuple(broken)
    standing = {(a.reviewer, a.key): a for a in kept.answers}
    seen = {i.sha256 for i in kept.imported if not i.partial}
    settled = {r.key for r in kept.resolved}
    taken, read = [], set()
    for form in forms:
        if form.sha256 in read:
            continue
        read.add(form.sha256)
        if form.sha256 in seen and not options.replace:
            taken.append(Taken(check(form, asked, options, others), known=True))
            continue
        one = _against(check(form, asked, options, others), standing, options, settled)
        standing |= {(c.new.reviewer, c.new.key): c.new for c in one.changes}
        taken.append(one)
    taken = [_quiet(t) if t.known else t for t in taken]
    stop = not options.partial and (bool(lost) or any(t.checked.errors for t in taken))
    originals = {
        f"{t.checked.form.sha256}{t.checked.form.suffix}": t.checked.form.data
        for t in taken
        if t.changes and not stop and not t.checked.private
    }
    return Plan(tuple(taken), lost, stop, originals)


def _quiet(taken: Taken) -> Taken:
    """A form that has been taken in as it is says nothing new, nor what was said of it then."""
    return replace(taken, checked=replace(taken.checked, problems=()))


def _against(
    checked: Checked, standing: Mapping[tuple[str, str], Answer], options: Options, settled: set[str]
) -> Taken:
    """Hold the answers of a form against those that stand: the same, new, added to, or in conflict."""
    changes: list[Change] = []
    good: list[Answer] = []
    problems: list[Problem] = []
    places = {r.key: r.place(checked.form.file) for r in checked.form.rows if r.key}
    for answer in checked.good:
        before = standing.get((answer.reviewer, answer.key))
        if before is not None and not same(before, answer) and not adds(before, answer) and not options.replace:
            code = "review_conflict" if before.value != answer.value else "review_conflict_comment"
            problems.append(Problem(code, places[answer.key]))
            continue
        good.append(answer)
        if before is None or not same(before, answer):
            changes.append(Change(answer, before))
        if before is not None and before.value != answer.value and answer.key in settled:
            problems.append(Problem("review_replaced_settled", places[answer.key], severity="warning"))
    refused = checked.refused + len(checked.good) - len(good)
    problems += [*_emptied(checked, standing), *checked.problems]
    return Taken(replace(checked, good=tuple(good), refused=refused, problems=tuple(problems)), tuple(changes))


def _emptied(checked: Checked, standing: Mapping[tuple[str, str], Answer]) -> list[Problem]:
    """Answers that came earlier and are blank in this form: they stay, and it is told."""
    blank = [
        r for r in checked.form.rows if r.key and r.columns and not r.answered and (checked.reviewer, r.key) in standing
    ]
    place = Place(checked.form.file, blank[0].sheet, blank[0].row, blank[0].place("").column) if blank else Place()
    return [Problem("review_answer_emptied", place, {"n": len(blank)}, "warning")] if blank else []
