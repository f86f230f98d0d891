"""Tables with one row per event (canonical `events`, activity logs) or per case (canonical `cases`)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from rapidfuzz import process

from caseaudit.model.doubts import Doubt
from caseaudit.model.tables import CASE_FIELDS, EVENT_FIELDS, EVENT_TYPES, KIND_CODES, RESULT_CODES
from caseaudit.reading import fields
from caseaudit.reading.dated import as_days
from caseaudit.reading.grid import normal
from caseaudit.reading.moments import NAT
from caseaudit.reading.notes import Notes
from caseaudit.reading.part import Part, Reader, case_rows
from caseaudit.reading.values import code, strings, text_list

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from numpy.typing import NDArray

    from caseaudit.reading.grid import Cells
    from caseaudit.reading.profile import Profile
    from caseaudit.reading.table import Table

Moments = tuple["NDArray[np.int64]", "NDArray[np.bool_]"]

_ALLOWED = {"kind": KIND_CODES, "result": RESULT_CODES}
_ROW_COLUMNS = ("event_id", "case_id", "type", "at", "concerns")
IGNORED = "-"
"""The code of activities that are known and are no event of the model."""


def read_long(table: Table, key: bytes) -> Part:
    """Turn the rows of a canonical table or an activity log into cases and events."""
    table = table.without(~table.columns["case_id"][0].filled, "missing_case_id")
    moments: Moments | None = None
    doubts: list[Doubt] = []
    if "type" in table.columns:
        doubts += _doubts_of_rows(table, key)
        table = _with_type(table)
        table, moments = _with_date(table, key, doubts)
    reader = Reader(table, key)
    case_ids = reader.ids("case_id", "case_id")
    about = {name: name for name in CASE_FIELDS if name in table.columns and name != "case_id"}
    part = Part(case_ids.texts, case_columns=set(about) | {"case_id"}, listed="type" not in table.columns)
    if about or part.listed:
        part.cases = case_rows(reader, case_ids, about)
        part.headers = {name: reader.header(name) for name in about}
    if moments is not None:
        part.columns = {name for name in EVENT_FIELDS if name in table.columns}
        part.types = _possible_types(table.match.profile)
        part.withheld = {c for c in part.columns if fields.blank_is_unknown(reader, c)}
        part.events = _events(reader, case_ids, *moments)
        part.doubts = _doubts_of_fields(reader, case_ids, part.events, _ROW_COLUMNS)
        part.doubts += _on_what_they_concern(doubts, part.events, case_ids)
    part.doubts += [d for name in about for d in reader.doubts(name, [name], case_ids)]
    reader.close()
    return part


def _doubts_of_rows(table: Table, key: bytes) -> list[Doubt]:
    """What cells without a value leave open, read before their rows are set aside.

    Without its date, or what it concerns, an event of the row's type may have been there; without its type, any event.
    """
    found: list[Doubt] = []
    if not table.faulty:
        return found
    reader = Reader(replace(table, notes=Notes("", "")), key)
    case_ids, every = reader.ids("case_id", "case_id"), frozenset(_possible_types(table.match.profile))
    types = [*_type_of(table)]
    for column in {"type", "at", "concerns", "event_id"}.intersection(table.faulty):
        for i in np.flatnonzero(np.isin(table.rows, table.faulty[column])).tolist():
            names = every if column == "type" or types[i] is None else frozenset([str(types[i])])
            if case_ids.codes[i] >= 0:
                found.append(reader.doubt_at(i, names, reader.header(column), "cell_without_value", case_ids))
    return found


def _doubts_of_dates(table: Table, key: bytes) -> list[Doubt]:
    """A date that could not be read, or a mere yes: an event of the row's type was there, and nobody knows when."""
    unread = table.notes.counts.unreadable(table.match.titles("at")[0])
    if not unread:
        return []
    reader = Reader(replace(table, notes=Notes("", "")), key)
    case_ids, types, found = reader.ids("case_id", "case_id"), [*_type_of(table)], list[Doubt]()
    concerns = reader.ids("concerns", "concerns") if "concerns" in table.columns else None
    for why, mask in unread.items():
        for i in np.flatnonzero(mask & case_ids.filled).tolist():
            about = "" if concerns is None or concerns.codes[i] < 0 else concerns.texts[int(concerns.codes[i])].as_py()
            doubt = reader.doubt_at(i, frozenset([str(types[i])]), reader.header("at"), why, case_ids)
            found.append(replace(doubt, about=about))
    return found


def _on_what_they_concern(doubts: list[Doubt], events: pd.DataFrame, case_ids: Cells) -> list[Doubt]:
    """An event that could not be dated is in doubt for what it concerns alone, where that is on its own case."""
    if "event_id" not in events or not any(d.about for d in doubts):
        return doubts
    ids = events["event_id"].tolist()
    once = {name: i for i, name in enumerate(ids) if name}
    twice = {name for name, n in Counter(ids).items() if n > 1}
    cases, out = events["case_id"].tolist(), []
    told = events["doubt"].tolist() if "doubt" in events else [""] * len(events)
    for d in doubts:
        i = once.get(d.about, -1) if d.about not in twice else -1
        if i < 0 or str(case_ids.texts[int(cases[i])].as_py()) != d.case_id:
            out.append(d)
            continue
        told[i] = " ".join(sorted({*told[i].split(), *d.names}))
        out.append(replace(d, on_event=True))
    if any(told):
        events["doubt"] = told
    return out


def _doubts_of_fields(reader: Reader, case_ids: Cells, events: pd.DataFrame, but: Collection[str]) -> list[Doubt]:
    """A field of an event that could not be read: the event carries the doubt."""
    told: dict[str, NDArray[np.bool_]] = {}
    found: list[Doubt] = []
    for name in EVENT_FIELDS:
        if name in but:
            continue
        for why, header, mask in reader.unreadable(name):
            told[name] = told.get(name, np.zeros(len(events), np.bool_)) | mask
            doubts = reader.doubts_in(mask, frozenset([name]), header, why, case_ids)
            found += (replace(d, on_event=True) for d in doubts)
    if found:
        events["doubt"] = [" ".join(n for n in sorted(told) if told[n][i]) for i in range(len(events))]
    return found


def _type_of(table: Table) -> Iterator[str | None]:
    """Return the event type of each row, None where it is blank or not known."""
    cells, words = table.columns["type"][0], type_words(table.match.profile)
    found = [*(w if (w := words.get(code(t))) in EVENT_TYPES else None for t in text_list(cells)), None]
    return (found[i] for i in cells.codes.tolist())


def type_words(profile: Profile) -> dict[str, str]:
    """Return every word that stands for an event type: its name, its labels, and the profile's list."""
    words = {normal(w): name for name, t in EVENT_TYPES.items() for w in (name, t.label.da, t.label.en)}
    listed = profile.columns["type"].codes
    return words | (profile.code_words(listed) if listed else {})


def _possible_types(profile: Profile) -> set[str]:
    return {t for t in type_words(profile).values() if t in EVENT_TYPES} if profile.shape == "log" else set(EVENT_TYPES)


def _with_type(table: Table) -> Table:
    """Set aside rows without a type, with an activity that is no event, and with a type that nobody knows."""
    cells, words = table.columns["type"][0], type_words(table.match.profile)
    found = [words.get(code(t)) for t in text_list(cells)]
    ignored = np.array([*(f in ("", IGNORED) for f in found), False])[cells.codes]
    unknown = np.array([*(f is None for f in found), False])[cells.codes]
    _note_unknown_types(table, cells, words, unknown)
    table = table.drop(ignored, "not_an_event").drop(unknown[~ignored], "unknown_event_type")
    return table.without(~table.columns["type"][0].filled, "missing_type")


def _note_unknown_types(table: Table, cells: Cells, words: dict[str, str], unknown: NDArray[np.bool_]) -> None:
    """List the rows by the known type whose name comes nearest; the cell itself is never shown."""
    nearest: dict[str, list[int]] = {}
    for i in np.unique(cells.codes[unknown]).tolist():
        best = process.extractOne(code(cells.texts[i].as_py()), list(words))
        name = words[best[0]] if best and words[best[0]] in EVENT_TYPES else "notification"
        nearest.setdefault(name, []).append(i)
    for name, codes in nearest.items():
        rows = table.rows[np.isin(cells.codes, codes)]
        table.notes.cells("unknown_event_type", table.match.titles("type")[0], rows, "error", nearest=name)


def _with_date(table: Table, key: bytes, doubts: list[Doubt]) -> tuple[Table, Moments]:
    """Set aside events without a usable date; an impossible one has been named where it stands."""
    dates = Reader(table, key).dates("at")[0]
    doubts += _doubts_of_dates(table, key)
    seconds, timed = dates.first()
    missing, header = seconds == NAT, table.match.titles("at")[0]
    table.notes.counts.settle(header)
    if not missing.any():
        return table, (seconds, timed)
    table.notes.cells("missing_date", header, table.rows[missing & ~dates.bad], "warning")
    return table.drop(missing, "missing_date", but="at"), (seconds[~missing], timed[~missing])


def _events(reader: Reader, case_ids: Cells, seconds: NDArray[np.int64], timed: NDArray[np.bool_]) -> pd.DataFrame:
    """Return the events; the cells of a column are given up once it is read."""
    table, decided = reader.table, as_days(seconds)
    types = _types(reader)
    out: dict[str, object] = {
        "case_id": case_ids.codes,
        "type": types,
        "at": seconds.view("datetime64[s]"),
        "timed": timed,
    }
    for name in EVENT_FIELDS:
        if name in out or name not in table.columns:
            continue
        if name in ("event_id", "concerns"):
            ids = reader.ids(name, name)
            out[name] = strings(ids.codes, ids.texts)
        else:
            out[name] = fields.read_field(reader, name, name, decided)
        if name in _ALLOWED:
            out[name] = _only_allowed(reader, name, pd.Series(out[name]), types)
        reader.forget(name)
    out["row"] = reader.rows
    return pd.DataFrame(out, copy=False)


def _types(reader: Reader) -> pd.Series:
    cells, words = reader.cells("type")[0], type_words(reader.profile)
    names = list(EVENT_TYPES)
    lookup = np.array(
        [*(names.index(words[code(t)]) if words.get(code(t)) in EVENT_TYPES else -1 for t in text_list(cells)), -1],
        np.int8,
    )
    reader.table.notes.counts.read(reader.header("type"), cells.filled, lookup[cells.codes] >= 0, {})
    return pd.Series(pd.Categorical.from_codes(lookup[cells.codes], pd.Index(names, dtype="str")))


def _only_allowed(reader: Reader, name: str, values: pd.Series, types: pd.Series) -> pd.Series:
    """A kind or result that belongs to another type of event is blank, and noted."""
    good = np.zeros((len(EVENT_TYPES), len(values.cat.categories) + 1), np.bool_)
    good[:, -1] = True
    for i, event_type in enumerate(EVENT_TYPES):
        good[i, :-1] = values.cat.categories.isin(_ALLOWED[name].get(event_type, ()))
    bad = ~good[types.cat.codes.to_numpy(), values.cat.codes.to_numpy()]
    if not bad.any():
        return values
    listed = ", ".join(sorted({c for codes in _ALLOWED[name].values() for c in codes}))
    reader.table.notes.cells("unknown_code", reader.header(name), reader.rows[bad], "warning", allowed=listed)
    reader.table.notes.counts.withdraw(reader.header(name), bad, "unknown_code")
    return values.mask(bad)
