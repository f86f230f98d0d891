"""What reading hands to judging: two frames of canonical columns, what the export could carry, and where rows went."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from caseaudit.errors import Problem


@dataclass(frozen=True)
class Source:
    """One table that was read: file name (never its folder), sheet, and the profile that understood it.

    `header_row`: where its headers were found, as Excel numbers rows (0: not known). `lines_before`: lines above them
    that were passed over. `encoding`: of a text file.
    """

    file: str
    sheet: str
    profile: str
    header_row: int = 0
    lines_before: int = 0
    encoding: str = ""


@dataclass(frozen=True)
class Input:
    """One file as it was when it was read: its name (never its folder), the SHA-256 of its bytes, and how many they are."""

    file: str
    sha256: str
    size: int


@dataclass(frozen=True)
class CellAccount:
    """Cells of one mapped column that are not blank: `cells_in == used + sum(set_aside.values())`."""

    column: str
    cells_in: int
    used: int
    set_aside: dict[str, int] = field(default_factory=dict)

    @property
    def balances(self) -> bool:
        return self.cells_in == self.used + sum(self.set_aside.values())


@dataclass(frozen=True)
class RowAccount:
    """Rows of one table: `rows_in == judged + sum(set_aside.values())`, and the same for the cells of each mapped column.

    `rows_in` counts the rows below the header, blank ones included. `set_aside` maps a reason
    (`duplicate_row`, `blank_row`, `total_row`, `unknown_event_type`, `missing_case_id`, ...) to its rows. Each side is
    counted by itself, and checked in every run.
    """

    source: Source
    rows_in: int
    judged: int
    set_aside: dict[str, int] = field(default_factory=dict)
    cells: tuple[CellAccount, ...] = ()

    @property
    def balances(self) -> bool:
        return self.rows_in == self.judged + sum(self.set_aside.values())


@dataclass(frozen=True)
class Schema:
    """What the export can carry, apart from what it holds: known before any case is looked at.

    `columns`: event columns; `case_columns`: case columns; `types`: event types that the mapping can produce;
    `linked`: at least one event of the export says what it `concerns`. `by_type`: where the columns differ between event
    types (a wide export has an end date for measures, say, but none for investigations), the columns of each type.
    """

    columns: frozenset[str]
    case_columns: frozenset[str]
    types: frozenset[str]
    linked: bool
    by_type: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def carries(self, column: str, *types: str) -> bool:
        """Tell whether the export can carry the column for events of all these types."""
        return column in self.columns and all(column in self.by_type.get(t, self.columns) for t in types)

    def without(self, names: frozenset[str]) -> Schema:
        """The schema of an export that lacks these columns and event types."""
        fewer = {t: c - names for t, c in self.by_type.items()}
        return replace(self, columns=self.columns - names, types=self.types - names, by_type=fewer)


@dataclass(frozen=True)
class Dataset:
    """Cases and events, ready to be judged.

    `cases`: one row per case, columns of `CASE_FIELDS` plus `source` (index into `sources`) and `row`.
    `events`: one row per event, columns of `EVENT_FIELDS` plus `timed` (bool: `at` has a clock time), `source`, `row`.
    Column types: ids, text and `concerns` are strings ("" where blank); `case_id` of events and `type`, `section`,
    `kind`, `result`, `body`, `notifier` are categoricals; dates and `at` are datetime64[s] (NaT where blank);
    yes/no columns are int8: 1 yes, 0 no, -1 blank. `reason` is bool (only its presence is kept).
    `doubt` (only where a case has any): names of event columns and event types, parted by blanks, of which a cell could
    not be read (#N/A, a formula without a result); for that case they are judged as if the export lacked them.
    `row` is the row number as Excel shows it, 1 for the first row of the file or sheet.
    Columns that the export lacks are absent from the frames. `inputs`: the files that were read, also those without cases.
    """

    cases: pd.DataFrame
    events: pd.DataFrame
    schema: Schema
    sources: tuple[Source, ...]
    accounts: tuple[RowAccount, ...]
    quality: tuple[Problem, ...]
    inputs: tuple[Input, ...] = ()
