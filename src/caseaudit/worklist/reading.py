"""Read the work lists that people wrote in: keys wherever they stand, columns by their headings, never an address.

Every fault is named by its cell. A row whose key is spoilt is a fault only where something is written on it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseaudit.errors import DataError, Place, Problem, UsageError
from caseaudit.privacy import contains_cpr, mask
from caseaudit.review.reading_cells import BLANK, RawCell, RawSheet, Unreadable, letters, read_sheets
from caseaudit.review.reading_guard import SUFFIXES, fault
from caseaudit.worklist.carry import FIELDS, Field, Said
from caseaudit.worklist.keys import like_key, read_key
from caseaudit.worklist.model import STATUSES
from caseaudit.worklist.words import HEADINGS, LIMITS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

_TOLD = ("case", "what")
_LONGEST_HEADING = 40


@dataclass(frozen=True)
class Returned:
    """A file that came back. `data` are its bytes, read once: what is read is what is archived."""

    file: str
    sha256: str
    data: bytes
    said: tuple[Said, ...]
    problems: tuple[Problem, ...]


def files_in(path: Path) -> tuple[Path, ...]:
    """The workbooks of a folder, or the file itself. Raises `UsageError` when there is neither."""
    if path.is_dir():
        found = (p for p in sorted(path.iterdir()) if p.suffix.lower() in SUFFIXES and p.name[0] not in ".~")
        return tuple(found)
    if not path.is_file():
        raise UsageError(Problem("file_missing", Place(file=mask(path.name))))
    return (path,)


def read_all(paths: Iterable[Path], *, named: bool, untouched: Collection[str] = ()) -> tuple[Returned, ...]:
    """Read files. Other workbooks in a folder are passed over; a file that was `named` must be a work list.

    `untouched`: sums of files as they were written: nothing was said in them since.

    Raises `UsageError` with every problem of every file, `DataError` when one is broken.
    """
    out = []
    for path in paths:
        name = mask(path.name)
        try:
            data = path.read_bytes()
        except OSError:
            raise UsageError(Problem("input_unreadable", Place(file=name))) from None
        if (digest := hashlib.sha256(data).hexdigest()) in untouched:
            out.append(Returned(name, digest, data, (), ()))
            continue
        if code := fault(data):
            kind = DataError if code.startswith("workbook") else UsageError
            raise kind(Problem(code, Place(file=name), {"known": " ".join(SUFFIXES)}))
        try:
            sheets = read_sheets(data)
        except Unreadable:
            raise DataError(Problem("workbook_broken", Place(file=name))) from None
        if not any(like_key(c.text) for s in sheets for c in s.cells.values()):
            if named and not _ours(sheets):
                raise UsageError(Problem("worklist_no_keys", Place(file=name)))
            continue
        out.append(_parse(name, digest, data, sheets))
    if problems := [p for r in out for p in r.problems]:
        raise UsageError(problems)
    return tuple(out)


def _ours(sheets: Iterable[RawSheet]) -> bool:
    return any(c.text == META for s in sheets for c in s.cells.values())


META = "caseaudit_worklist"


def _parse(name: str, digest: str, data: bytes, sheets: Iterable[RawSheet]) -> Returned:
    said: list[Said] = []
    problems: list[Problem] = []
    for sheet in sheets:
        reader = _Sheet(name, sheet)
        said += list(reader.rows(problems))
    return Returned(name, digest, data, tuple(said), tuple(problems))


class _Sheet:
    """One sheet: where keys stand and which columns the headings name."""

    def __init__(self, file: str, sheet: RawSheet) -> None:
        self._file, self._sheet, self._name = file, sheet, mask(sheet.name)
        self._keys: dict[int, list[int]] = {}
        for (row, column), cell in sorted(sheet.cells.items(), key=_place):
            if like_key(cell.text):
                self._keys.setdefault(row, []).append(column)
        self._heads = self._headings() if self._keys else {}

    def _headings(self) -> dict[int, dict[str, int]]:
        """Rows without a key where one cell says `Status` and another `Bemærkning`."""
        words = {w: name for name, ws in HEADINGS.items() for w in ws}
        found: dict[int, dict[str, int]] = {}
        for (row, column), cell in sorted(self._sheet.cells.items(), key=_place):
            if row in self._keys or len(cell.text) > _LONGEST_HEADING:
                continue
            if name := words.get(" ".join(cell.text.casefold().split())):
                found.setdefault(row, {}).setdefault(name, column)
        return {r: c for r, c in found.items() if {"status", "comment"} <= c.keys()}

    def _columns(self, row: int) -> dict[str, int]:
        above = [r for r in self._heads if r < row]
        at = max(above) if above else min(self._heads, default=0)
        return self._heads.get(at, {})

    def rows(self, problems: list[Problem]) -> Iterator[Said]:
        if self._keys and not self._heads:
            problems.append(Problem("worklist_no_headings", Place(self._file, self._name)))
            return
        first = min(self._heads, default=0)
        for row in sorted({r for r, _ in self._sheet.cells}):
            if row <= first and row not in self._keys:
                continue
            columns = self._columns(row)
            if not columns or row in self._heads:
                continue
            cells = {n: self._sheet.at(row, c) for n, c in columns.items()}
            keys = {read_key(self._sheet.at(row, c).text) for c in self._keys.get(row, ())}
            key = keys.pop() if len(keys) == 1 else ""
            if key:
                yield self._said(key, row, columns, cells, problems)
            elif any(_filled(cells.get(n, BLANK), n) for n in FIELDS):
                at = columns["comment"]
                problems.append(Problem("worklist_no_key", self._at(row, at)))

    def _said(
        self, key: str, row: int, columns: Mapping[str, int], cells: Mapping[str, RawCell], problems: list[Problem]
    ) -> Said:
        values: dict[Field, str] = {}
        for name in FIELDS:
            if name not in columns:
                continue
            cell = cells[name]
            if code := _fault(name, cell):
                problems.append(Problem(code, self._at(row, columns[name]), _known(name)))
                continue
            values[name] = _status(cell.text) or "new" if name == "status" else cell.text.strip()
        told = {n: cells[n].text.strip() for n in _TOLD if n in cells}
        return Said(key, values, lambda name: self._at(row, columns[name]), told)

    def _at(self, row: int, column: int) -> Place:
        return Place(self._file, self._name, row, letters(column))


def _place(at: tuple[tuple[int, int], RawCell]) -> tuple[int, int]:
    return at[0]


def _filled(cell: RawCell, name: str) -> bool:
    return cell.filled and not (name == "status" and _status(cell.text) == "new")


_WORDS = {word.casefold(): code for code, t in STATUSES.items() for word in (t.da, t.en)}


def _status(text: str) -> str:
    """The status that a word means; "" where it means none."""
    return _WORDS.get(" ".join(text.casefold().split()), "")


def _fault(name: Field, cell: RawCell) -> str:
    """Return the code of what is wrong with a cell, "" when nothing is."""
    if cell.formula:
        return "worklist_formula"
    text = cell.text.strip()
    if not text:
        return ""
    if contains_cpr(text) or mask(text) != text:
        return "worklist_cpr"
    if name == "status":
        return "" if _status(text) else "worklist_status"
    return "worklist_long" if len(text) > LIMITS[name] else ""


def _known(name: Field) -> dict[str, object]:
    """What a message about a field tells of it."""
    if name == "status":
        return {"known": ", ".join(str(t) for t in STATUSES.values())}
    return {"limit": LIMITS[name]}
