"""Check a form against what its reviewer was asked in the round. Pure: nothing is read and nothing is written here.

The list of what is expected is the round's, never the workbook's. Each answered cell is either taken or refused with a
problem that names it; what is not answered is only counted.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from caseaudit.errors import Place, Problem
from caseaudit.privacy import mask
from caseaudit.review.importing_model import Checked, Options
from caseaudit.review.importing_rows import read_row
from caseaudit.review.importing_whose import Whose, whose
from caseaudit.review.keys import split_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from caseaudit.review.model import Answer, Entry, Round
    from caseaudit.review.reading import RawForm, RawRow


def check(form: RawForm, asked: Round, options: Options, others: Mapping[str, str] | None = None) -> Checked:
    """Check one form. `others`: form codes of other rounds and their ids, to say where a stray form belongs."""
    answered = sum(r.answered for r in form.rows)
    owner = whose(form, asked, options.reviewer, others or {})
    if owner.problem is not None:
        return Checked(form, problems=(owner.problem,), answered=answered, refused=answered, unusable=True)
    return _Check(form, asked, options, owner).done()


class _Check:
    """One form of one reviewer."""

    def __init__(self, form: RawForm, asked: Round, options: Options, owner: Whose) -> None:
        self._form, self._round, self._options, self._owner = form, asked, options, owner
        self._points = {p.id: p for p in asked.points}
        self._mine = {e.key: e for e in asked.expected(owner.reviewer)}
        self._all = {e.key for e in asked.entries}
        self._problems: list[Problem] = list(owner.warnings)
        self._answered = self._repeated = self._refused = 0

    def done(self) -> Checked:
        self._sheets()
        by_key: dict[str, list[RawRow]] = defaultdict(list)
        for row in self._form.rows:
            self._answered += row.answered
            if problem := self._stray(row):
                self._refused += row.answered
                self._problems.append(problem)
            elif row.key:
                by_key[row.key].append(row)
        good = [a for key, rows in by_key.items() for a in self._answer(self._mine[key], rows)]
        self._problems += self._missing(by_key)
        return Checked(
            form=self._form,
            reviewer=self._owner.reviewer,
            good=tuple(good),
            problems=tuple(sorted(self._problems, key=_order)),
            items=len({e.item for e in self._mine.values()}),
            expected=len(self._mine),
            answered=self._answered,
            repeated=self._repeated,
            refused=self._refused,
        )

    def _say(self, code: str, place: Place, severity: str = "error", **values: object) -> None:
        kind = "error" if severity == "error" or (severity == "strict" and self._options.strict) else "warning"
        self._problems.append(Problem(code, place, values, "error" if kind == "error" else "warning"))

    def _sheets(self) -> None:
        """What is wrong with whole sheets, and what lies outside the answers."""
        for sheet, (fault, heading) in self._form.no_headings.items():
            self._say(f"review_heading_{fault}", Place(self._form.file, sheet), heading=_heading(heading))
        for place in self._form.private:
            self._say("review_cpr_elsewhere", place)
        own = {(r.sheet, r.row) for r in self._form.rows}
        for place in self._form.notes:
            if (place.sheet, place.row) in own:
                self._say("review_note_not_read", place, "warning")

    def _stray(self, row: RawRow) -> Problem | None:
        """Why a row cannot belong to anything that this reviewer was asked."""
        file = self._form.file
        if row.key in self._mine:
            return None
        if not row.key:
            if row.key_column and not row.answered and not row.cell("comment").filled:
                return Problem("review_key_damaged", row.place(file, "key"))
            if row.answered:
                return Problem("review_row_without_key", row.place(file))
            return Problem("review_text_without_key", row.place(file, "comment"), severity="warning")
        if row.key in self._all:
            return Problem("review_key_not_yours", row.place(file), {"reviewer": self._owner.reviewer})
        key = split_key(row.key)
        other = key is not None and key.form_code != self._round.form_code
        return Problem("review_key_other_round" if other else "review_key_unknown", row.place(file))

    def _answer(self, entry: Entry, rows: Sequence[RawRow]) -> Iterator[Answer]:
        """The answer to one key, if the rows that hold it agree."""
        if rows[0].columns == {} and all(not r.columns for r in rows):
            return  # no headings: the sheet is told as a whole
        read = [read_row(r, entry, self._points[entry.point], self._owner.reviewer, self._form) for r in rows]
        told = [r for r in read if r.filled]
        for r in told:
            for fault in r.faults:
                strict = fault.severity == "strict"
                self._say(fault.code, fault.place, fault.severity, **fault.values)
                r.refused |= fault.severity == "error" or (strict and self._options.strict)
        if len({r.said for r in told}) > 1:
            self._refused += sum(r.row.answered for r in told)
            places = ", ".join(f"{r.row.sheet}!{r.row.place('').column}{r.row.row}" for r in told)
            self._say("review_key_twice", told[0].row.place(self._form.file), places=mask(places))
            return
        if any(r.refused for r in told):
            self._refused += sum(r.row.answered for r in told)
            return
        found = [r for r in told if r.answer is not None]
        if found:
            self._repeated += len(found) - 1
            answer = found[0].answer
            if answer is not None:
                yield answer

    def _missing(self, seen: Mapping[str, Sequence[RawRow]]) -> Iterator[Problem]:
        """Expected keys that are nowhere in the form, told once per case, with the sheet where they should be."""
        lost: dict[int, list[Entry]] = defaultdict(list)
        sheets: dict[int, str] = {}
        for key, entry in self._mine.items():
            if key in seen:
                sheets.setdefault(entry.item, seen[key][0].sheet)
            else:
                lost[entry.item].append(entry)
        for item, entries in lost.items():
            values = {"case": entries[0].case_id, "n": len(entries), "points": _points(entries)}
            gone = item not in sheets
            code = "review_case_missing" if gone else "review_rows_missing"
            yield Problem(code, Place(self._form.file, sheets.get(item) or self._owner.sheet(item)), values)


def _points(entries: Sequence[Entry]) -> str:
    shown = list(dict.fromkeys(e.point for e in entries))
    return ", ".join(shown[:3]) + (" ..." if len(shown) > 3 else "")


def _heading(name: str) -> str:
    from caseaudit.texts import Text

    words = {
        "answer": Text("Svar", "Answer"),
        "reason": Text("Årsag", "Reason"),
        "comment": Text("Bemærkning", "Comment"),
    }
    return str(words.get(name, Text("Initialer", "Initials")))


def _order(problem: Problem) -> tuple[int, str, int, str]:
    """Errors first, and in each kind by sheet and row."""
    place = problem.place
    return (0 if problem.severity == "error" else 1, place.sheet, place.row or 0, place.column)
