"""What the cells of a wide row that could not be read leave open about the event that the row makes, or might have made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from caseaudit.model.tables import EVENT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from caseaudit.reading.grid import Cells
    from caseaudit.reading.part import Part, Reader
    from caseaudit.reading.profile import Event

    Rows = NDArray[np.bool_]

_UNDATED = "undated"
"""A yes where a date belongs: told once, where no other column has the date."""


class Doubts:
    """Adds the doubts about one event of the profile to the table's part, and to the events themselves."""

    def __init__(
        self,
        reader: Reader,
        part: Part,
        case_ids: Cells,
        event: Event,
        out: pd.DataFrame,
        target: pd.DataFrame | None,
    ) -> None:
        self.reader, self.part, self.case_ids, self.event, self.out = reader, part, case_ids, event, out
        self.target = target
        """The events of the row that such an event would concern: the doubt is theirs, and not the whole case's."""
        self.types = frozenset(types_of(event))
        self.at = out["row_at"].to_numpy(np.int64)
        self.told: dict[str, Rows] = {}

    def add(self, asked: Mapping[str, Rows], typed: Rows) -> None:
        """`asked`: per date column the rows where its date decides. `typed`: rows that tell by another cell what type it is."""
        for column, rows in asked.items():
            self._whole_case(column, rows)
        for column in dict.fromkeys((*self.event.exists, *self.event.unless)):
            if column not in asked:
                self._whole_case(column, np.ones(len(typed), np.bool_))
        for column in type_columns(self.event):
            self._type(column, among(self.at, len(typed)) & ~typed)
        for name, columns in self.event.fields.items():
            for column in columns:
                self._field(name, column)
        if any(mask.any() for mask in self.told.values()):
            size = len(self.out)
            self.out["doubt"] = [" ".join(n for n in sorted(self.told) if self.told[n][i]) for i in range(size)]

    def _whole_case(self, column: str, rows: Rows) -> None:
        """Whether there is such an event on the case is not known."""
        for why, header, mask in self.reader.unreadable(column):
            if why != _UNDATED:
                self.absent(mask & rows, header, why)

    def absent(self, rows: Rows, header: str, why: str) -> None:
        """An event may have been there in these rows: it belongs to what it would have concerned, else to the case."""
        tied = np.zeros(len(rows), np.bool_)
        if self.target is not None and rows.any():
            at = self.target["row_at"].to_numpy(np.int64)
            tied = among(at, len(rows))
            told: list[str] = self.target["doubt"].tolist() if "doubt" in self.target else [""] * len(at)
            for i in np.flatnonzero(rows[at]).tolist():
                told[i] = " ".join(sorted({*told[i].split(), *self.types}))
            self.target["doubt"] = told
        there = self.reader.doubts_in(rows & tied, self.types, header, why, self.case_ids)
        self.part.doubts += (replace(d, on_event=True) for d in there)
        self.part.doubts += self.reader.doubts_in(rows & ~tied, self.types, header, why, self.case_ids)

    def _type(self, column: str, rows: Rows) -> None:
        """The event is there; which of two types it is of is not known."""
        for why, header, mask in self.reader.unreadable(column):
            self._note("type", (mask & rows)[self.at])
            self.part.doubts += self.reader.doubts_in(mask & rows, self.types, header, why, self.case_ids)

    def _field(self, name: str, column: str) -> None:
        """A field of the event is not known, unless another column told it. A kind may decide the section too."""
        implied = name == "kind" and self.event.section_by_kind is not None
        blank = np.ones(len(self.out), np.bool_)
        if name in self.out and not implied:
            blank = _blank(name, self.out[name])
        for why, header, mask in self.reader.unreadable(column):
            hit = mask[self.at] & blank
            names = frozenset({name, "section"} if implied else {name})
            for each in names:
                self._note(each, hit)
            rows = among(self.at[hit], len(mask))
            doubts = self.reader.doubts_in(rows, names, header, why, self.case_ids)
            self.part.doubts += (replace(d, on_event=True) for d in doubts)

    def _note(self, name: str, events: Rows) -> None:
        self.told[name] = self.told.get(name, np.zeros(len(events), np.bool_)) | events


def types_of(event: Event) -> set[str]:
    """The types that the event may be of."""
    return {event.type, *([event.becomes.type] if event.becomes else [])}


def type_columns(event: Event) -> list[str]:
    """The columns that decide which of two types the event is."""
    return [c for c in (event.becomes.column, *event.becomes.filled) if c] if event.becomes else []


def among(rows: NDArray[np.int64], size: int) -> Rows:
    """Return a mask of these places."""
    out = np.zeros(size, np.bool_)
    out[rows] = True
    return out


def _blank(name: str, values: pd.Series) -> Rows:
    if name == "reason":
        return np.asarray(~values.to_numpy(np.bool_))
    return np.asarray((values == -1) if EVENT_FIELDS[name].kind == "yes_no" else values.isna(), np.bool_)
