"""Check a filled resolution form: as strict as the review forms, and only about what was answered differently."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseaudit.errors import Place, Problem
from caseaudit.review.importing_rows import read_row
from caseaudit.review.keys import split_key
from caseaudit.review.model import Resolved
from caseaudit.review.reading import Headings
from caseaudit.review.reading_words import comment_of
from caseaudit.review.resolve import disagreements, resolution_code, resolution_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caseaudit.review.importing_model import Options
    from caseaudit.review.model import Answers, Round
    from caseaudit.review.reading import RawForm, RawRow
    from caseaudit.review.resolve import Disagreement

HEADINGS = Headings(
    answer=("endeligt svar", "final answer"), initials=("initialer", "initials"), state=("kontrol", "check")
)
_INITIALS = re.compile(r"[^\W_]{1,8}")


@dataclass(frozen=True)
class CheckedResolution:
    """What a resolution form holds. `answered == len(good) + repeated + refused`, as for review forms."""

    form: RawForm
    good: tuple[Resolved, ...] = ()
    replaced: tuple[tuple[Resolved, Resolved], ...] = ()
    problems: tuple[Problem, ...] = ()
    expected: int = 0
    answered: int = 0
    repeated: int = 0
    refused: int = 0
    unusable: bool = False

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.severity == "error")


def check_resolution(form: RawForm, asked: Round, answers: Answers, options: Options) -> CheckedResolution:
    """Check the form against the disagreements as they stand now."""
    answered = sum(r.answered for r in form.rows)
    code = resolution_code(asked.form_code)
    codes = {k.form_code for r in form.rows if r.key and (k := split_key(r.key))}
    if code not in codes:
        problem = Problem("review_not_a_resolution", Place(form.file), {"round": asked.id})
        return CheckedResolution(form, problems=(problem,), answered=answered, refused=answered, unusable=True)
    return _Check(form, asked, answers, options).done()


class _Check:
    def __init__(self, form: RawForm, asked: Round, answers: Answers, options: Options) -> None:
        self._form, self._options = form, options
        self._open = {d.key: d for d in disagreements(asked, answers)}
        self._asked = {resolution_key(asked, e) for e in asked.entries}
        self._settled = {r.key: r for r in answers.resolved}
        self._problems: list[Problem] = []
        self._refused = self._repeated = 0

    def done(self) -> CheckedResolution:
        form = self._form
        for sheet, (fault, heading) in form.no_headings.items():
            self._problems.append(Problem(f"review_heading_{fault}", Place(form.file, sheet), {"heading": heading}))
        self._problems += [Problem("review_cpr_elsewhere", p) for p in form.private]
        by_key: dict[str, list[RawRow]] = defaultdict(list)
        for row in form.rows:
            if problem := self._stray(row):
                self._refused += row.answered
                self._problems.append(problem)
            elif row.key in self._open and row.columns:
                by_key[row.key].append(row)
        found = [r for key, rows in by_key.items() for r in self._resolved(self._open[key], rows)]
        good, replaced = self._against(found, by_key)
        return CheckedResolution(
            form=form,
            good=tuple(good),
            replaced=tuple(replaced),
            problems=tuple(self._problems),
            expected=sum(d.resolved is None for d in self._open.values()),
            answered=sum(r.answered for r in form.rows),
            repeated=self._repeated,
            refused=self._refused,
        )

    def _stray(self, row: RawRow) -> Problem | None:
        file = self._form.file
        if row.key in self._open:
            return None
        if not row.key:
            return Problem("review_row_without_key", row.place(file)) if row.answered else None
        if row.key in self._asked:
            return Problem("review_resolve_equal", row.place(file)) if row.answered else None
        return Problem("review_key_unknown", row.place(file))

    def _resolved(self, about: Disagreement, rows: Sequence[RawRow]) -> Iterator[Resolved]:
        """The final answer of one key, if it is whole and the rows that hold it agree."""
        told = [r for r in (read_row(r, about.entry, about.point, "", self._form) for r in rows) if r.filled]
        said = {(*r.said, _initials(r.row)) for r in told}
        if len(said) > 1:
            places = ", ".join(f"{r.row.sheet}!{r.row.place('').column}{r.row.row}" for r in told)
            self._refuse(Problem("review_key_twice", told[0].row.place(self._form.file), {"places": places}))
            self._refused += sum(r.row.answered for r in told)
            return
        if not told:
            return
        one, faulty = told[0], False
        for fault in (*one.faults,):
            error = fault.severity == "error" or (fault.severity == "strict" and self._options.strict)
            self._refuse(Problem(fault.code, fault.place, fault.values, "error" if error else "warning"))
            faulty |= error
        if one.row.answered:
            for problem in self._signed(one.row, about):
                self._refuse(problem)
                faulty = True
        if faulty or one.answer is None:
            self._refused += sum(r.row.answered for r in told)
            return
        self._repeated += len(told) - 1
        a = one.answer
        by = _initials(one.row)
        yield Resolved(
            key=about.entry.key, value=a.value, unsure=a.unsure, comment=a.comment, by=by, file=self._form.sha256
        )

    def _refuse(self, problem: Problem) -> None:
        self._problems.append(problem)

    def _signed(self, row: RawRow, about: Disagreement) -> Iterator[Problem]:
        """Initials, and the answers that the form was made from."""
        initials = _initials(row)
        place = row.place(self._form.file, "initials")
        if not initials:
            yield Problem("review_initials_missing", place)
        elif not _INITIALS.fullmatch(initials):
            yield Problem("review_initials_long", place)
        if row.cell("state").text.strip() != about.state:
            yield Problem("review_resolve_stale", row.place(self._form.file))

    def _against(
        self, found: list[Resolved], rows: dict[str, list[RawRow]]
    ) -> tuple[list[Resolved], list[tuple[Resolved, Resolved]]]:
        """Hold them against what was settled before: the same is no news, another one needs --replace."""
        places = {self._open[key].entry.key: held[0].place(self._form.file) for key, held in rows.items()}
        good, replaced = [], []
        for new in found:
            old = self._settled.get(new.key)
            alike = old is not None and _said(old) == _said(new)
            if old is not None and not alike and not self._options.replace:
                self._problems.append(Problem("review_conflict", places[new.key]))
                self._refused += 1
                continue
            good.append(old if old is not None and alike else new)
            if old is not None and not alike:
                replaced.append((old, new))
        return good, replaced


def _said(r: Resolved) -> tuple[str, str, str, str]:
    return r.value, r.unsure, r.comment, r.by


def _initials(row: RawRow) -> str:
    return comment_of(row.cell("initials").text)


def read_resolutions(form: RawForm, asked: Round) -> Iterator[Resolved]:
    """The final answers that a form holds, whatever the answers say now: to compare an archived form with what was kept."""
    points = {p.id: p for p in asked.points}
    entries = {resolution_key(asked, e): e for e in asked.entries}
    for row in form.rows:
        if row.key in entries and row.columns:
            entry = entries[row.key]
            answer = read_row(row, entry, points[entry.point], "", form).answer
            if answer is not None:
                yield Resolved(
                    key=entry.key,
                    value=answer.value,
                    unsure=answer.unsure,
                    comment=answer.comment,
                    by=_initials(row),
                    file=form.sha256,
                )
