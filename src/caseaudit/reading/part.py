"""What one table gives: rows about cases, events, and what its columns could carry."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from caseaudit.model.doubts import Doubt
from caseaudit.model.tables import CASE_FIELDS
from caseaudit.reading import dated
from caseaudit.reading.children import without_impossible
from caseaudit.reading.values import read_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd
    from numpy.typing import NDArray

    from caseaudit.privacy import PseudonymKind
    from caseaudit.reading.grid import Cells
    from caseaudit.reading.table import Table

_KINDS: dict[str, PseudonymKind] = {
    "case_id": "case",
    "event_id": "event",
    "concerns": "event",
    "child_id": "child",
    "caseworker": "worker",
    "unit": "unit",
    "team": "team",
}
_DESTROYED = r"^\d(?:[.,]\d+)?[eE]\+?\d+$"
_ENDS = ("closed_on", "ends_on")


@dataclass(frozen=True)
class CaseRows:
    """Rows about cases: the place of each row's case in `Part.ids`, its number in the table, and what it says.

    `fields`: dates as datetime64[s], all else as cells.
    """

    case: NDArray[np.int32]
    row: NDArray[np.int64]
    fields: dict[str, Cells | NDArray[np.datetime64]]


@dataclass
class Part:
    """The content of one table.

    `ids`: its distinct case ids. `cases`: None where the table says nothing about cases.
    `events`: `case_id` as place in `ids`, other canonical columns, and `row`; wide tables add `target` (position of the
    event it concerns, -1 for none), `level` (links from this one to the outermost event) and `once`.
    `case_codes`, `event_codes`: the case of each row, once all tables' cases are numbered.
    `by_type`: the columns that events of each type can have, where the table's shape makes them differ.
    `doubts`: what cells that could not be read leave open, case by case.
    `headers`: case field -> header of its column. `listed`: the table lists the cases, so an event on another case is worth a note.
    """

    ids: pa.Array
    cases: CaseRows | None = None
    events: pd.DataFrame | None = None
    listed: bool = False
    case_codes: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    event_codes: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    headers: dict[str, str] = field(default_factory=dict)
    columns: set[str] = field(default_factory=set)
    case_columns: set[str] = field(default_factory=set)
    types: set[str] = field(default_factory=set)
    withheld: set[str] = field(default_factory=set)
    by_type: dict[str, set[str]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)


class Reader:
    """Reads the columns of one table; each column's problems are noted once, however often it is used."""

    def __init__(self, table: Table, key: bytes) -> None:
        self.table, self.key = table, key
        self.profile = table.match.profile
        self.rows = table.rows
        self._dates: dict[str, list[dated.Dates]] = {}

    def header(self, column: str, i: int = 0) -> str:
        return self.table.match.titles(column)[i]

    def cells(self, column: str) -> list[Cells]:
        return self.table.columns[column]

    def ids(self, column: str, field_name: str) -> Cells:
        cells = filled = self.cells(column)[0]
        if field_name in ("case_id", "child_id"):
            cells = self._without_destroyed(cells, column, blank=field_name == "child_id")
        impossible = np.zeros(len(cells), np.bool_)
        if field_name == "child_id":
            cells, impossible = self._children(cells, column)
        read = read_ids(cells, _KINDS.get(field_name, "text"), self.key, self.header(column))
        destroyed = filled.filled & ~cells.filled & ~impossible
        lost = {
            "number_destroyed": destroyed,
            "impossible_number": impossible,
            "says_nothing": cells.filled & ~read.filled,
        }
        self.table.notes.counts.read(self.header(column), filled.filled, read.filled, lost)
        return read

    def _children(self, cells: Cells, column: str) -> tuple[Cells, NDArray[np.bool_]]:
        """Numbers without their first zero get it back, and a number that is nobody's is an unknown child; both are told."""
        cells, restored, lost = without_impossible(cells)
        notes, header = self.table.notes, self.header(column)
        if restored.any():
            notes.once("cpr_zero_restored", header, count=int(restored.sum()))
        if lost.any():
            notes.cells("impossible_number", header, self.rows[lost], "warning")
        return cells, lost

    def _without_destroyed(self, cells: Cells, column: str, *, blank: bool) -> Cells:
        """Excel turns long numbers into 1,01E+08: told, and a child known only so is unknown, never guessed or joined."""
        lost = np.append(pc.match_substring_regex(cells.texts, _DESTROYED).to_numpy(zero_copy_only=False), False)[
            cells.codes
        ]
        if not lost.any():
            return cells
        self.table.notes.cells("number_destroyed", self.header(column), self.rows[lost], "error")
        return replace(cells, codes=np.where(lost, -1, cells.codes).astype(np.int32)) if blank else cells

    def unreadable(self, column: str) -> list[tuple[str, str, NDArray[np.bool_]]]:
        """Return, for a column that was read, the rows whose cell could not be: with why, and the header."""
        found: list[tuple[str, str, NDArray[np.bool_]]] = []
        if column not in self.table.match.columns:
            return found
        for header in self.table.match.titles(column):
            found += [(why, header, mask) for why, mask in self.table.notes.counts.unreadable(header).items()]
        faulty = self.table.faulty.get(column)
        if faulty is not None:
            found.append(("cell_without_value", self.header(column), np.isin(self.rows, faulty)))
        return found

    def doubts(self, column: str, names: Iterable[str], case_ids: Cells, but: Iterable[str] = ()) -> Iterator[Doubt]:
        """Return what the cells of a column that could not be read leave open; `but`: reasons that leave nothing open here."""
        told = frozenset(names)
        for why, header, mask in self.unreadable(column):
            if why not in but:
                yield from self.doubts_in(mask, told, header, why, case_ids)

    def doubts_in(
        self, rows: NDArray[np.bool_], names: frozenset[str], header: str, why: str, case_ids: Cells
    ) -> Iterator[Doubt]:
        for i in np.flatnonzero(rows & case_ids.filled).tolist():
            yield self.doubt_at(i, names, header, why, case_ids)

    def doubt_at(self, i: int, names: frozenset[str], header: str, why: str, case_ids: Cells) -> Doubt:
        """Return what the cell of one row, by its place, leaves open."""
        return Doubt(str(case_ids.texts[int(case_ids.codes[i])].as_py()), names, int(self.rows[i]), header, why)

    def use(self, column: str, rows: NDArray[np.bool_] | None = None, slot: int | None = None) -> None:
        """Something came of the cells of a column, in these rows or in all; `slot`: of one of its repetitions."""
        if column in self.table.columns:
            titles = self.table.match.titles(column)
            for header in titles if slot is None else [titles[slot]]:
                self.table.notes.counts.use(header, rows)

    def close(self) -> None:
        """Note the columns that nothing asked for."""
        for column, cells in self.table.columns.items():
            for header, each in zip(self.table.match.titles(column), cells, strict=True):
                self.table.notes.counts.leave(header, int(each.filled.sum()))

    def forget(self, column: str) -> None:
        """Give up the cells of a column that is not asked for again: in a large table they are the most of the memory."""
        del self.table.columns[column]
        self._dates.pop(column, None)

    def dates(self, column: str) -> list[dated.Dates]:
        """Return the dates of each of the column's repetitions."""
        if column not in self._dates:
            spec = self.profile.columns[column]
            self._dates[column] = [
                dated.read_dates(
                    c,
                    self.header(column, i),
                    self.rows,
                    self.table.notes,
                    first_short_year=self.profile.two_digit_years_from,
                    spreadsheet=self.table.match.grid.spreadsheet,
                    several=self.profile.is_wide or spec.repeats,
                    placeholders=self._placeholders(column),
                )
                for i, c in enumerate(self.cells(column))
            ]
        return self._dates[column]

    def _placeholders(self, column: str) -> frozenset[date]:
        """31-12-9999 stands for none, but as an end it means that there is no end."""
        feeds = {name for event in self.profile.events for name, columns in event.fields.items() if column in columns}
        feeds |= {column, *(name for name, source in self.profile.case.items() if source == column)}
        days = frozenset(self.profile.placeholder_dates)
        return days - {date.max} if feeds.intersection(_ENDS) else days

    def day(self, column: str, field_name: str, slot: int = 0) -> NDArray[np.datetime64]:
        """Return one day per row for a case or event date that is not the event's own; `slot`: which repetition."""
        return self.dates(column)[slot].days(may_be_open=field_name in _ENDS)


def case_rows(reader: Reader, case_ids: Cells, columns: dict[str, str]) -> CaseRows:
    """Return one row per row of the table with the case fields that it holds (`columns`: field -> profile column)."""
    fields: dict[str, Cells | NDArray[np.datetime64]] = {
        name: reader.day(column, name) if CASE_FIELDS[name].kind == "date" else reader.ids(column, name)
        for name, column in columns.items()
    }
    return CaseRows(case_ids.codes, reader.rows, fields)
