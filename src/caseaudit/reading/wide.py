"""Tables with one row per case or per decision: every date column becomes an event, and the row links them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from caseaudit.model.tables import EVENT_FIELDS, EVENT_TYPES
from caseaudit.reading import fields
from caseaudit.reading.dated import as_days
from caseaudit.reading.moments import NAT
from caseaudit.reading.part import Part, Reader, case_rows
from caseaudit.reading.widedoubts import Doubts, among, type_columns, types_of
from caseaudit.reading.wideparts import constant, pair, prefer, under

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from caseaudit.reading.grid import Cells
    from caseaudit.reading.profile import Event
    from caseaudit.reading.table import Table

_COLUMNS = ("row_at", "slot", "seconds", "timed")


def read_wide(table: Table, key: bytes) -> Part:
    """Turn the rows of a wide table into cases and linked events."""
    table = table.without(~table.columns["case_id"][0].filled, "missing_case_id")
    table.notes.counts.by_event = True
    reader = Reader(table, key)
    case_ids = reader.ids("case_id", "case_id")
    about = {name: column for name, column in reader.profile.case.items() if column in table.columns}
    part = Part(case_ids.texts, listed=True, case_columns=set(about) | {"case_id"})
    part.cases = case_rows(reader, case_ids, about)
    part.headers = {name: reader.header(column) for name, column in about.items()}
    builder = _Builder(reader, part, case_ids)
    for event in reader.profile.events:
        builder.add(event)
    part.events = builder.finish()
    for name, column in about.items():
        part.doubts += reader.doubts(column, [name], case_ids)
    for column in ("case_id", *about.values()):
        reader.use(column)
    reader.close()
    return part


class _Builder:
    """Collects the events of one table, and where each row's events of each name are, so that later ones can link."""

    def __init__(self, reader: Reader, part: Part, case_ids: Cells) -> None:
        self.reader, self.part, self.case_ids = reader, part, case_ids
        self.has = reader.table.columns
        self.frames: list[pd.DataFrame] = []
        self.size = 0
        self.named: dict[str, tuple[pd.DataFrame, int]] = {}
        self._codes: dict[tuple[str, str], object] = {}
        self._asked: dict[str, NDArray[np.bool_]] = {}
        """Per date column of the event at hand, the rows where its date decides."""
        self._undated = np.zeros(0, np.bool_)
        """Rows where the event at hand took place, and nobody knows when."""

    def add(self, event: Event) -> None:
        """Add the events that this part of the profile makes, when the table has the columns for them."""
        if not any(c in self.has for c in (event.exists or event.at)) or not any(c in self.has for c in event.at):
            return
        places = self._places(event)
        frame = self._frame(event, places)
        target = self.named[event.concerns][0] if event.concerns in self.named else None
        doubts = Doubts(self.reader, self.part, self.case_ids, event, frame, target)
        doubts.add(self._asked, self._typed(event))
        if self._undated.any():
            doubts.absent(self._undated, self.reader.header(self._exists(event)), "undated_event")
        self._link(event, frame)
        self._declare(event)
        self.named[event.local_name] = (frame, self.size)
        self.size += len(frame)
        self.frames.append(frame)

    def finish(self) -> pd.DataFrame | None:
        if not self.frames:
            return None
        events = pd.concat(self.frames, ignore_index=True)
        for name in self.part.columns:
            if EVENT_FIELDS[name].kind == "yes_no":
                events[name] = events[name].fillna(-1).astype(np.int8)
            elif name == "reason":
                events[name] = events[name].fillna(False).astype(bool)
        if "doubt" in events:
            events["doubt"] = [d if isinstance(d, str) else "" for d in events["doubt"].tolist()]
        return events.drop(columns=["row_at", "slot"])

    def _filled(self, column: str) -> NDArray[np.bool_]:
        """Rows where the column says anything: a date, a yes, a known code or a text that is not a no."""
        size = len(self.reader.table)
        if column not in self.has:
            return np.zeros(size, np.bool_)
        spec = self.reader.profile.columns[column]
        if spec.reads in ("date", "moment"):
            some = np.zeros(size, np.bool_)
            for dates in self.reader.dates(column):
                some[dates.row] = True
                some |= dates.undated | dates.bad
            return some
        values: Any = self._value(column, "reason" if spec.reads == "presence" else "")
        if spec.reads == "presence":
            return np.asarray(values, np.bool_)
        if spec.reads == "yes_no":
            return np.asarray(np.asarray(values) == 1)
        return np.asarray(pd.Series(values).notna())

    def _value(self, column: str, field: str) -> object:
        """Return a column read for a field; read once, so that its problems are noted once."""
        spec = self.reader.profile.columns[column]
        name = field or {"yes_no": "consent", "code": "kind", "section": "section"}.get(spec.reads, "reason")
        key = (column, EVENT_FIELDS[name].kind if name != "reason" else "reason")
        if key not in self._codes:
            self._codes[key] = fields.read_field(self.reader, name, column, self._decided())
        return self._codes[key]

    def _decided(self) -> NDArray[np.datetime64]:
        """The day that chooses the law of a bare section: the decision's own, else the start of the measure."""
        seconds = np.full(len(self.reader.table), NAT, np.int64)
        for column in self.reader.profile.law_by:
            if column in self.has:
                for dates in self.reader.dates(column):
                    seconds = np.where(seconds == NAT, dates.first()[0], seconds)
        return as_days(seconds)

    def _places(self, event: Event) -> pd.DataFrame:
        """Return where events are: row, repetition, moment. The first column with a date decides; others stand in."""
        size = len(self.reader.table)
        wanted = np.zeros(size, np.bool_)
        for column in event.exists or event.at:
            wanted |= self._filled(column)
        for column in event.unless:
            wanted &= ~self._filled(column)
        found: list[pd.DataFrame] = []
        self._asked = {}
        left = wanted.copy() if event.exists else np.ones(size, np.bool_)
        for column in (c for c in event.at if c in self.has):
            self._asked[column] = left.copy()
            settled = np.zeros(size, np.bool_)
            for slot, dates in enumerate(self.reader.dates(column)):
                hit = wanted[dates.row]
                self.reader.use(column, among(dates.row[hit], size), slot)
                found.append(
                    pd.DataFrame(
                        {
                            "row_at": dates.row[hit],
                            "slot": slot,
                            "seconds": dates.seconds[hit],
                            "timed": dates.timed[hit],
                        }
                    )
                )
                settled[dates.row] = True
                settled |= dates.bad
            wanted, left = wanted & ~settled, left & ~settled
        places = pd.concat(found, ignore_index=True) if found else pd.DataFrame({c: [] for c in _COLUMNS})
        self._note_undated(event, wanted)
        for column in (*event.exists, *event.unless, *type_columns(event)):
            self.reader.use(column, ~wanted)  # what it says was taken into account
        return places.sort_values(["row_at", "slot"], kind="stable", ignore_index=True)

    def _exists(self, event: Event) -> str:
        """The column that says that there is such an event."""
        return next(c for c in (event.exists or event.at) if c in self.has)

    def _note_undated(self, event: Event, without_date: NDArray[np.bool_]) -> None:
        """A cell that says yes where no date is to be had makes no event; that is told."""
        self._undated = without_date
        if without_date.any():
            rows, header = self.reader.rows[without_date], self.reader.header(self._exists(event))
            label = str(EVENT_TYPES[event.type].label)
            self.reader.table.notes.cells("undated_event", header, rows, "warning", type=label)

    def _frame(self, event: Event, places: pd.DataFrame) -> pd.DataFrame:
        at = places["row_at"].to_numpy(np.int64)
        out = places.assign(case_id=self.case_ids.codes[at], type=event.type)
        out["at"] = out.pop("seconds").to_numpy(np.int64).astype("datetime64[s]")
        for name, columns in event.fields.items():
            values = self._field(name, columns, at, out["slot"].to_numpy(np.int64))
            if values is not None:
                out[name] = values
            for column in columns:
                self.reader.use(column, among(at, len(self.reader.table)))
        for name, value in event.set.items():
            out[name] = pd.Series(constant(name, value), index=out.index)
        for name, value in event.default.items():
            blank = out[name].isna() if name in out else pd.Series(True, index=out.index)
            blank &= ~pd.Series(self._raw_filled(event.fields.get(name, []))[at], index=out.index)
            out[name] = (
                out[name].astype(object) if name in out else pd.Series(None, index=out.index, dtype=object)
            ).mask(blank, value)
        self._derive(event, out, at)
        out["row"] = self.reader.rows[at]
        out["once"] = event.once
        return out

    def _raw_filled(self, columns: list[str]) -> NDArray[np.bool_]:
        """Rows where one of the columns holds any text at all: a default never replaces what was written."""
        some = np.zeros(len(self.reader.table), np.bool_)
        for column in columns:
            if column in self.has:
                some |= self.has[column][0].filled
        return some

    def _field(
        self, name: str, columns: list[str], at: NDArray[np.int64], slots: NDArray[np.int64]
    ) -> pd.Series | None:
        """Return the field from the first of its columns that is filled in the row."""
        result: pd.Series | None = None
        for column in columns:
            if column not in self.has:
                continue
            values = pd.Series(self._slotted(name, column, at, slots))
            if isinstance(values.dtype, pd.CategoricalDtype):
                values = values.astype(object)
            result = values if result is None else prefer(name, result, values)
        return result

    def _slotted(self, name: str, column: str, at: NDArray[np.int64], slots: NDArray[np.int64]) -> object:
        """A repeating column pairs with the repetition of the date; any other is the same for all."""
        count = len(self.has[column])
        if count == 1:
            return pd.Series(self._value(column, name)).take(at).reset_index(drop=True)
        read = [pd.Series(fields.read_field(self.reader, name, column, self._decided(), i)) for i in range(count)]
        picked = [read[min(int(s), count - 1)].iloc[a] for a, s in zip(at.tolist(), slots.tolist(), strict=True)]
        return pd.Series(picked, dtype=read[0].dtype)

    def _derive(self, event: Event, out: pd.DataFrame, at: NDArray[np.int64]) -> None:
        if event.becomes:
            hit = np.zeros(len(out), np.bool_)
            for column in event.becomes.filled:
                hit |= self._filled(column)[at]
            if event.becomes.column in self.has:
                sections = (
                    pd.Series(self._value(event.becomes.column, "section"))
                    .take(at)
                    .astype(object)
                    .reset_index(drop=True)
                )
                hit |= np.array([under(section, event.becomes.sections) for section in sections], np.bool_)
            again = pd.DataFrame({"c": out["case_id"], "at": out["at"], "hit": hit})
            hit = again.groupby(["c", "at"])["hit"].transform("max").to_numpy(np.bool_) if len(out) else hit
            out["type"] = np.where(hit, event.becomes.type, event.type)
        if event.section_by_kind:
            spec, new = event.section_by_kind, (out["at"] >= pd.Timestamp("2024-01-01")).to_numpy()
            kinds = out["kind"].tolist() if "kind" in out else [None] * len(out)
            implied = [spec.kinds.get(k, spec.otherwise) if isinstance(k, str) else spec.otherwise for k in kinds]
            sections = pd.Series([pair[int(n)] for pair, n in zip(implied, new.tolist(), strict=True)], dtype=object)
            out["section"] = out["section"].fillna(sections) if "section" in out else sections

    def _typed(self, event: Event) -> NDArray[np.bool_]:
        """Rows that tell by a filled column of which type the event is, whatever their section says."""
        some = np.zeros(len(self.reader.table), np.bool_)
        for column in event.becomes.filled if event.becomes else ():
            some |= self._filled(column)
        return some

    def _link(self, event: Event, out: pd.DataFrame) -> None:
        """Point each event to the row's event that it concerns: the only one, the one of the same repetition, or the latest before."""
        out["target"], out["level"] = np.int64(-1), np.int64(0)
        if event.concerns not in self.named:
            return
        target, offset = self.named[event.concerns]
        if not len(target) or not len(out):
            return
        out["target"] = pair(out, target, offset)
        out["level"] = np.where(out["target"] >= 0, int(target["level"].max()) + 1, 0)
        self.part.columns.add("concerns")

    def _declare(self, event: Event) -> None:
        """Say what the table can carry, whether or not a cell holds it."""
        types = types_of(event)
        carried = {"case_id", "type", "at", *event.set, *event.default}
        carried |= {name for name, columns in event.fields.items() if any(c in self.has for c in columns)}
        if event.section_by_kind:
            carried.add("section")
        self.part.types |= types
        self.part.columns |= carried
        for type_name in types:
            self.part.by_type.setdefault(type_name, set()).update(carried)
        for name, columns in (*event.fields.items(), (event.type, event.exists or event.at)):
            if any(fields.blank_is_unknown(self.reader, c) for c in columns):
                self.part.withheld.add(name)
