"""What one table gives: rows about cases, events, and what its columns could carry."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from caseaudit.model.tables import CASE_FIELDS
from caseaudit.reading import dated
from caseaudit.reading.values import read_ids

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    `doubts`: case id -> event columns and types of which a cell could not be read.
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
    doubts: dict[str, set[str]] = field(default_factory=dict)

    def doubt(self, case_ids: Iterable[str], names: Iterable[str]) -> None:
        """Note that a cell of these cases, on these columns or event types, could not be read."""
        for case_id in case_ids:
            self.doubts.setdefault(case_id, set()).update(names)


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
        cells = self.cells(column)[0]
        if field_name in ("case_id", "child_id"):
            cells = self._without_destroyed(cells, column, blank=field_name == "child_id")
        return read_ids(cells, _KINDS.get(field_name, "text"), self.key, self.header(column))

    def _without_destroyed(self, cells: Cells, column: str, *, blank: bool) -> Cells:
        """Excel turns long numbers into 1,01E+08: told, and a child known only so is unknown, never guessed or joined."""
        lost = np.append(pc.match_substring_regex(cells.texts, _DESTROYED).to_numpy(zero_copy_only=False), False)[
            cells.codes
        ]
        if not lost.any():
            return cells
        self.table.notes.cells("number_destroyed", self.header(column), self.rows[lost], "error")
        return replace(cells, codes=np.where(lost, -1, cells.codes).astype(np.int32)) if blank else cells

    def cases_in_doubt(self, column: str, case_ids: Cells) -> list[str]:
        """Return the ids of the cases with a cell in this column that shows an error or has no result."""
        faulty = self.table.faulty.get(column)
        if faulty is None:
            return []
        codes = case_ids.codes[np.isin(self.rows, faulty)]
        return [str(t) for t in case_ids.texts.take(pa.array(np.unique(codes[codes >= 0]))).to_pylist()]

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
                )
                for i, c in enumerate(self.cells(column))
            ]
        return self._dates[column]

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
