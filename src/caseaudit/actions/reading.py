"""The register as people left it, read tolerantly: columns in any order, extra columns and sheets let be, every fault named."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast

from caseaudit.actions.model import COLUMNS, ID, OTHER_HEADS, SPELLINGS, STATUSES, Action, next_id, parse_indicator
from caseaudit.actions.plain import SUFFIX, read_sheet
from caseaudit.dates import parse_day
from caseaudit.errors import Place, Problem, UsageError
from caseaudit.privacy import contains_cpr, mask
from caseaudit.review.reading_cells import RawCell, Unreadable, letters, read_sheets
from caseaudit.review.reading_guard import fault, is_ods
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from caseaudit.actions.model import Status
    from caseaudit.review.reading_cells import RawSheet

HEAD_ROWS = 30
MOST_ROWS = 5000
NEEDED = {"id", "activity", "status"}
_SERIAL = re.compile(r"\d{5}")
_NIL = date(1899, 12, 30)


@dataclass(frozen=True)
class Register:
    """What was read. `problems` are errors and warnings; `columns`: the column of each field; `last`: the last filled row.

    `data`: the file as it was read.
    """

    name: str
    sheet: str
    actions: tuple[Action, ...]
    problems: tuple[Problem, ...]
    columns: dict[str, int]
    last: int
    taken: frozenset[str]
    data: bytes = b""

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.severity == "error")


def read_register(path: Path, known: Collection[str]) -> Register:
    """Read the register; `known`: the rules and key figures there are. Raises `UsageError` when it is no register at all."""
    if not path.is_file():
        raise UsageError(Problem("actions_missing", Place(file=path.name)))
    try:
        data = path.read_bytes()
    except OSError:
        raise UsageError(Problem("input_unreadable", Place(file=path.name))) from None
    plain = path.suffix.lower() == SUFFIX
    if not plain and (fault(data) or is_ods(data)):
        raise UsageError(Problem("actions_unreadable", Place(file=path.name)))
    try:
        sheets = (read_sheet(data),) if plain else read_sheets(data)
    except Unreadable:
        raise UsageError(Problem("actions_unreadable", Place(file=path.name))) from None
    for sheet in sheets:
        if head := _head(sheet):
            return replace(_Reader(path.name, sheet, *head, known).read(sheets), data=data)
    raise UsageError(Problem("actions_no_head", Place(file=path.name)))


def _folded(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


_HEADS = {
    _folded(word): name
    for name, text in COLUMNS.items()
    for word in (text.da, text.en, *OTHER_HEADS.get(name, ()))
}  # fmt: skip


def _head(sheet: RawSheet) -> tuple[int, dict[str, int], list[str]] | None:
    """The row of headings, the column of each field, and the fields that are there twice."""
    for row in range(1, HEAD_ROWS + 1):
        found: dict[str, int] = {}
        twice: list[str] = []
        for at, cell in sorted(sheet.cells.items()):
            name = _HEADS.get(_folded(cell.text)) if at[0] == row else None
            if name in found:
                twice.append(cell.text)
            elif name:
                found[name] = at[1]
        if found.keys() >= NEEDED:
            return row, found, twice
    return None


class _Reader:
    """Reads the rows of one sheet, and gathers what is wrong with them."""

    def __init__(
        self, name: str, sheet: RawSheet, head: int, columns: dict[str, int], twice: list[str], known: Collection[str]
    ) -> None:
        self._name, self._sheet, self._head, self._columns, self._known = name, sheet, head, columns, known
        self._problems: list[Problem] = [
            Problem("actions_head_twice", Place(name, sheet.name, head), {"name": t[:40]}) for t in twice
        ]
        self._seen: dict[str, int] = {}
        self._taken: set[str] = set()

    def read(self, sheets: tuple[RawSheet, ...]) -> Register:
        self._cpr(sheets)
        rows = sorted({r for (r, _), cell in self._sheet.cells.items() if r > self._head and cell.filled})
        if len(rows) > MOST_ROWS:
            raise UsageError(Problem("action_rows_many", Place(self._name, self._sheet.name), {"most": MOST_ROWS}))
        at = self._columns["id"]
        self._taken = {self._sheet.at(r, at).text.strip().upper() for r in rows}
        actions = [a for r in rows if (a := self._row(r))]
        problems = tuple(sorted(self._problems, key=lambda p: (p.place.row or 0, p.place.column)))
        last = max([self._head, *rows])
        return Register(
            self._name, self._sheet.name, tuple(actions), problems, self._columns, last, frozenset(self._taken)
        )

    def _cpr(self, sheets: tuple[RawSheet, ...]) -> None:
        """A CPR number anywhere in the file, also in columns and sheets of people's own."""
        for sheet in sheets:
            for (row, column), cell in sheet.cells.items():
                if cell.text and contains_cpr(cell.text):
                    place = Place(self._name, sheet.name, row, self._called(column))
                    self._problems.append(Problem("action_cpr", place))

    def _called(self, column: int) -> str:
        """A column as its program calls it: by its letter, or in a CSV file by its heading."""
        head = "" if self._sheet.name else self._sheet.at(self._head, column).text.strip()
        return mask(head) or letters(column)

    def _row(self, row: int) -> Action | None:
        cells = {name: self._sheet.at(row, column) for name, column in self._columns.items()}
        if not any(c.filled for c in cells.values()):
            return None  # only columns of their own are filled
        for name, cell in cells.items():
            if cell.formula:
                self._add("action_formula", row, name)
        text = {name: _told(cells.get(name)) for name in COLUMNS}
        ident = self._id(text["id"], row)
        if not text["activity"] and not cells["activity"].formula:
            self._add("action_no_text", row, "activity")
        status = self._status(text["status"], row)
        self._indicator(text["indicator"], row, status)
        if not text["responsible"] and status not in ("done", "dropped"):
            self._add("action_no_responsible", row, "responsible", severity="warning")
        deadline = self._date(text["deadline"], row)
        kept: dict[str, Any] = {k: text[k] for k in ("goal", "refs", "responsible", "indicator", "note", "run")}
        return Action(id=ident, activity=text["activity"], deadline=deadline, status=status, row=row, **kept)

    def _id(self, text: str, row: int) -> str:
        ident = text.upper()
        if not ID.fullmatch(ident):
            self._add("action_id_form", row, "id", free=self._free())
        elif ident in self._seen:
            self._add("action_id_twice", row, "id", first=self._seen[ident], free=self._free())
        self._seen.setdefault(ident, row)
        return ident

    def _free(self) -> str:
        found = next_id(self._taken)
        self._taken.add(found)
        return found

    def _status(self, text: str, row: int) -> Status:
        folded = _folded(text)
        for name, words in SPELLINGS.items():
            if folded in words:
                return cast("Status", name)
        if folded:
            self._add("action_status", row, "status", known=", ".join(str(s) for s in STATUSES.values()))
        return "not_started"

    def _indicator(self, text: str, row: int, status: str) -> None:
        if not text:
            if status not in ("done", "dropped"):
                self._add("action_no_indicator", row, "indicator", severity="warning")
            return
        try:
            found = parse_indicator(text)
        except ValueError:
            self._add("action_indicator_form", row, "indicator")
            return
        if found.id not in self._known:
            near = difflib.get_close_matches(found.id, self._known, n=1)
            hint = Text(f" Mente du '{near[0]}'?", f" Did you mean '{near[0]}'?") if near else Text("", "")
            self._add("action_indicator_unknown", row, "indicator", hint=hint)

    def _date(self, text: str, row: int) -> date | None:
        if not text:
            return None
        found = day_of(text)
        if found is None:
            self._add("action_date", row, "deadline")
        return found

    def _add(self, code: str, row: int, column: str, *, severity: Any = "error", **values: object) -> None:
        at = self._called(self._columns[column]) if column in self._columns else ""
        self._problems.append(Problem(code, Place(self._name, self._sheet.name, row, at), values, severity))


def _told(cell: RawCell | None) -> str:
    return " ".join(cell.text.split()) if cell else ""


def day_of(text: str) -> date | None:
    """A day as people and Excel write it: 31-03-2027, 31.3.2027, 31/3/2027, 2027-03-31, or Excel's own number."""
    for form in _forms(text):
        try:
            return parse_day(form)
        except ValueError:
            continue
    return _NIL + timedelta(days=int(text)) if _SERIAL.fullmatch(text) else None


def _forms(text: str) -> Iterator[str]:
    yield text.removesuffix(" 00:00:00")
    yield re.sub(r"\s*[./-]\s*", "-", text.removesuffix(" 00:00:00").rstrip("."))
