"""Read a form that came back to raw rows: each with its key, its answer and the cells they stand in.

Keys are found wherever they stand, by their pattern; the columns of answers by their headings, the nearest row of headings
above (else below) on the sheet. No address is ever relied on, so sheets may be renamed and moved, rows sorted, and rows and
columns put in. What is right or wrong is for `importing` to say.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseaudit.errors import DataError, Place, Problem, UsageError
from caseaudit.privacy import contains_cpr, mask
from caseaudit.review.keys import KEY, split_key
from caseaudit.review.reading_cells import BLANK, RawCell, RawSheet, Unreadable, letters, read_sheets
from caseaudit.review.reading_guard import SUFFIXES, fault, is_ods
from caseaudit.review.reading_words import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

KEY_BARS = 3
META = ("form_code", "round", "reviewer", "rules_digest")


@dataclass(frozen=True)
class Headings:
    """The words over the columns, compared as `plain` text; what follows in brackets does not count."""

    answer: tuple[str, ...] = ("svar", "answer")
    reason: tuple[str, ...] = ("årsag", "reason")
    comment: tuple[str, ...] = ("bemærkning", "comment")
    initials: tuple[str, ...] = ()
    state: tuple[str, ...] = ()

    def wanted(self) -> dict[str, tuple[str, ...]]:
        found = {"answer": self.answer, "reason": self.reason, "comment": self.comment}
        found |= {"initials": self.initials, "state": self.state}
        return {name: words for name, words in found.items() if words}


@dataclass(frozen=True)
class RawRow:
    """One row that holds a key or an answer. `columns`: heading to column number, empty where no headings were found.

    `key` is "" where the row has no whole key; `key_column` is 0 where nothing stands in its place either.
    """

    sheet: str
    row: int
    key: str
    key_column: int
    columns: Mapping[str, int]
    cells: Mapping[str, RawCell]

    def cell(self, name: str) -> RawCell:
        return self.cells.get(name, BLANK)

    @property
    def answered(self) -> bool:
        return self.cell("answer").filled

    def place(self, file: str, name: str = "answer") -> Place:
        """Where to look: the named cell, else the key, else the row."""
        column = self.columns.get(name, 0) or self.key_column
        return Place(file, self.sheet, self.row, letters(column) if column else "")


@dataclass(frozen=True)
class RawForm:
    """A form as it came back. `data` are its bytes, read once: what is checked is what is archived.

    `no_headings`: sheets with keys whose columns cannot be told, with the heading that is lacking or stands there twice.
    `private`: cells outside the answers that hold what looks like a CPR number.
    """

    file: str
    suffix: str
    sha256: str
    data: bytes
    rows: tuple[RawRow, ...]
    meta: Mapping[str, frozenset[str]]
    no_headings: Mapping[str, tuple[str, str]]
    private: tuple[Place, ...]
    notes: tuple[Place, ...]


def read_form(path: Path, headings: Headings | None = None) -> RawForm:
    """Read a filled form. Raises `UsageError` when it is not there or no form, `DataError` when it is broken."""
    name = mask(path.name)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise UsageError(Problem("file_missing", Place(file=name))) from None
    except OSError:
        raise UsageError(Problem("input_unreadable", Place(file=name))) from None
    return parse_form(data, name, headings)


def parse_form(data: bytes, name: str, headings: Headings | None = None) -> RawForm:
    """Read a filled form from its bytes. Raises as `read_form`."""
    if code := fault(data):
        kind = DataError if code.startswith("workbook") else UsageError
        raise kind(Problem(code, Place(file=name), {"known": " ".join(SUFFIXES)}))
    try:
        sheets = read_sheets(data)
    except Unreadable:
        raise DataError(Problem("workbook_broken", Place(file=name))) from None
    wanted = headings or Headings()
    read = [_Sheet(s, wanted) for s in sheets]
    return RawForm(
        file=name,
        suffix=".ods" if is_ods(data) else ".xlsx",
        sha256=hashlib.sha256(data).hexdigest(),
        data=data,
        rows=tuple(r for s in read for r in s.rows()),
        meta=_meta(sheets),
        no_headings={s.name: s.lacking for s in read if s.lacking and s.keys},
        private=tuple(p for s in read for p in s.private(name)),
        notes=tuple(p for s in read for p in s.notes(name)),
    )


def _meta(sheets: tuple[RawSheet, ...]) -> dict[str, frozenset[str]]:
    """What the form says of itself: names in one column, values in the next. More than one value: it was put together."""
    found: dict[str, set[str]] = {}
    for sheet in sheets:
        named = {c.text.strip(): sheet.at(row, column + 1) for (row, column), c in sheet.cells.items()}
        if {"form_code", "reviewer"} <= named.keys():
            for key in META:
                if key in named and named[key].text.strip():
                    found.setdefault(key, set()).add(named[key].text.strip())
    return {k: frozenset(v) for k, v in found.items()}


class _Sheet:
    """One sheet: where its keys stand, and which columns its headings name."""

    def __init__(self, sheet: RawSheet, headings: Headings) -> None:
        self._sheet, self._wanted = sheet, headings.wanted()
        self.name = mask(sheet.name)
        self.keys = {at: c for at, c in sheet.cells.items() if c.text.count("|") >= KEY_BARS and _like_key(c.text)}
        self._by_row: dict[int, list[int]] = {}
        for row, column in sorted(self.keys):
            self._by_row.setdefault(row, []).append(column)
        self._key_column = Counter(column for _, column in self.keys).most_common(1)[0][0] if self.keys else 0
        self._filled_rows = sorted({row for (row, _), c in sheet.cells.items() if c.filled})
        self._heads = self._headings()
        self.lacking = self._lacking()

    def _headings(self) -> dict[int, dict[str, list[int]]]:
        """Rows of headings: those without a key where a cell says `Svar` and another one says what belongs to it."""
        words = {w: name for name, ws in self._wanted.items() for w in ws}
        found: dict[int, dict[str, list[int]]] = {}
        for (row, column), cell in sorted(self._sheet.cells.items()):
            name = words.get(plain(cell.text.split("(")[0])) if len(cell.text) <= 60 else None
            if name and row not in self._by_row:
                found.setdefault(row, {}).setdefault(name, []).append(column)
        return {row: names for row, names in found.items() if "answer" in names and len(names) > 1}

    def _lacking(self) -> tuple[str, str] | None:
        """What is wrong with the headings: (`missing` or `twice`, the heading), and None when they are whole."""
        if not self._heads:
            return "missing", "answer"
        for names in self._heads.values():
            for name in self._wanted:
                if len(names.get(name, ())) != 1:
                    return ("twice" if names.get(name) else "missing"), name
        return None

    def _columns(self, row: int) -> dict[str, int]:
        """The columns of the nearest headings above the row, else the first below it."""
        if self.lacking or not self._heads:
            return {}
        above = [r for r in self._heads if r < row]
        head = self._heads[max(above) if above else min(self._heads)]
        return {name: columns[0] for name, columns in head.items()}

    def rows(self) -> Iterator[RawRow]:
        """Rows with a key, rows where something stands where the key should be, and answered rows without one."""
        first = min(self._heads, default=0)
        for row in self._filled_rows:
            if row in self._heads:
                continue
            columns = self._columns(row)
            places = self._by_row.get(row, [])
            key = self._key(row, places)
            spoilt = not places and row > first and self._sheet.at(row, self._key_column).filled
            cells = {name: self._sheet.at(row, column) for name, column in columns.items()}
            loose = row > first and any(cells[n].filled for n in ("answer", "reason", "comment") if n in cells)
            if places or spoilt or loose:
                at = places[0] if places else self._key_column
                yield RawRow(self.name, row, key, at, columns, cells)

    def _key(self, row: int, places: list[int]) -> str:
        """The key of a row; "" when it is damaged, or when there are two."""
        whole = {self._sheet.at(row, c).text.strip() for c in places}
        key = whole.pop() if len(whole) == 1 else ""
        return key if split_key(key) else ""

    def _own(self, at: tuple[int, int]) -> bool:
        return at[1] in self._columns(at[0]).values()

    def private(self, file: str) -> Iterator[Place]:
        for (row, column), cell in sorted(self._sheet.cells.items()):
            if (row, column) not in self.keys and contains_cpr(cell.text) and not self._own((row, column)):
                yield Place(file, self.name, row, letters(column))

    def notes(self, file: str) -> Iterator[Place]:
        yield from (Place(file, self.name, r, letters(c)) for (r, c), x in sorted(self._sheet.cells.items()) if x.note)


def _like_key(text: str) -> bool:
    """A key, or what is left of one after somebody wrote in it."""
    if KEY.fullmatch(text.strip()):
        return True
    parts = text.strip().split("|")
    return len(parts) in (4, 5, 6) and " " not in text.strip() and any(p.isdigit() for p in parts)
