"""Tables to one dataset: cases and events of all tables together, and the account of every row."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from caseaudit.errors import DataError, Place, Problem
from caseaudit.model.dataset import Dataset, RowAccount, Schema, Source
from caseaudit.model.doubts import pack
from caseaudit.model.tables import CASE_FIELDS, EVENT_FIELDS
from caseaudit.reading import cases as case_tables
from caseaudit.reading import events as event_tables
from caseaudit.reading.contradictory import contradictory
from caseaudit.reading.likeids import alike
from caseaudit.reading.longform import read_long
from caseaudit.reading.notes import Notes
from caseaudit.reading.table import open_table
from caseaudit.reading.wide import read_wide

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from caseaudit.model.dataset import CellAccount
    from caseaudit.model.doubts import Doubt
    from caseaudit.reading.part import Part
    from caseaudit.reading.recognise import Match


def assemble(
    matches: list[Match], key: bytes, notes_before: Sequence[Problem] = (), *, visible_only: bool = False
) -> Dataset:
    """Read every recognised table and put them together. Raises `DataError` when no row is left to judge.

    `matches` is emptied on the way, so that the raw cells of one table are gone when the next is read.
    """
    sources = tuple(m.source for m in matches)
    parts: list[Part] = []
    notes: list[Notes] = []
    rows_in: list[int] = []
    while matches:
        match = matches.pop(0)
        note = Notes(match.grid.file, match.grid.sheet)
        table = open_table(match, note, visible_only=visible_only)
        _note_second_choices(match, note)
        parts.append((read_wide if match.profile.is_wide else read_long)(table, key))
        notes.append(note)
        rows_in.append(table.rows_in)
        del match, table
    quality = [*notes_before, *(p for n in notes for p in n.problems)]
    aside = [n.set_aside for n in notes]
    listed = [
        None if p.events is not None and "target" not in p.events else len(p.cases.row) if p.cases else 0 for p in parts
    ]
    frames = _frames(parts, sources, notes, quality)
    if not len(frames[0]):
        raise DataError([Problem("empty_population", Place(s.file, s.sheet)) for s in sources])
    on = (
        np.bincount(frames[1]["source"].to_numpy(), minlength=len(sources)).tolist()
        if len(frames[1])
        else [0] * len(sources)
    )
    arrived = [n if n is not None else on[i] for i, n in enumerate(listed)]
    cells = [n.counts.accounts() for n in notes]
    accounts = tuple(_account(*each) for each in zip(sources, rows_in, arrived, aside, cells, strict=True))
    quality += contradictory(frames[1], frames[2], sources)
    return Dataset(frames[0], frames[1], frames[2], sources, accounts, tuple(quality))


def _frames(
    parts: list[Part], sources: tuple[Source, ...], notes: list[Notes], quality: list[Problem]
) -> tuple[pd.DataFrame, pd.DataFrame, Schema]:
    ids = case_tables.number_cases(parts)
    schema = _schema(parts)
    counts, aside = [n.counts for n in notes], [n.set_aside for n in notes]
    cases, problems = case_tables.merge_cases(parts, ids, sources, schema.case_columns, counts)
    quality += problems
    _note_doubts(parts, cases)
    events = event_tables.stack_events(parts, cases["case_id"], schema.columns)
    events, problems = event_tables.drop_same_ids(event_tables.merge_repeated(events), sources, aside)
    quality += problems
    names = event_tables.name_events(events, ids)
    concerns, problems = event_tables.link_events(events, names, sources)
    quality += problems
    quality += _not_listed(parts, cases, sources)
    quality += alike(cases, sources)
    said = bool("concerns" in events and (events["concerns"] != "").any()) or bool((events["target"] >= 0).any())
    events = events.drop(columns=["target", "level", "once"])
    events["event_id"] = names
    if concerns is not None:
        events["concerns"] = concerns
    order = [c for c in (*EVENT_FIELDS, "timed", "source", "row", "doubt") if c in events]
    return cases, events[order], dataclasses.replace(schema, linked=said)


def _note_doubts(parts: list[Part], cases: pd.DataFrame) -> None:
    """Write beside each case what cells that could not be read leave open about it, and which cells they are."""
    found: dict[str, list[tuple[int, Doubt]]] = {}
    for source, part in enumerate(parts):
        for doubt in part.doubts:
            found.setdefault(doubt.case_id, []).append((source, doubt))
    if found:
        everywhere = {c: set[str]().union(*(d.names for _, d in told if not d.on_event)) for c, told in found.items()}
        cases["doubt"] = [" ".join(sorted(everywhere.get(c, set()) - CASE_FIELDS.keys())) for c in cases["case_id"]]
        cases["doubt_cells"] = [pack(found.get(c, ())) for c in cases["case_id"]]


def _schema(parts: list[Part]) -> Schema:
    withheld = frozenset().union(*(p.withheld for p in parts))
    columns = frozenset().union(*(p.columns for p in parts)) - withheld | {"event_id", "case_id", "type", "at"}
    types = frozenset().union(*(p.types for p in parts)) - withheld
    by_type = {t: _columns_of(t, parts, columns) for t in types}
    fewer = {t: carried for t, carried in by_type.items() if carried != columns}
    return Schema(columns, frozenset().union(*(p.case_columns for p in parts)), types, linked=False, by_type=fewer)


def _columns_of(type_name: str, parts: list[Part], columns: frozenset[str]) -> frozenset[str]:
    """The columns that events of one type can have: those of every table that can hold the type."""
    found = (p.by_type.get(type_name, p.columns) for p in parts if type_name in p.types)
    return (frozenset().union(*found) | {"event_id", "case_id", "type", "at", "concerns"}) & columns


def _not_listed(parts: list[Part], cases: pd.DataFrame, sources: tuple[Source, ...]) -> list[Problem]:
    """Cases that only events name, when some table lists the cases."""
    if not any(p.listed for p in parts) or all(p.listed for p in parts):
        return []
    listing = np.array([p.listed or p.cases is not None for p in parts])
    lost = cases[~listing[cases["source"].to_numpy()]]
    problems: list[Problem] = []
    for source, group in lost.groupby("source"):
        notes = Notes(sources[int(source)].file, sources[int(source)].sheet)
        notes.cells("case_not_listed", "", group["row"].to_numpy(), "info")
        problems += notes.problems
    return problems


def _note_second_choices(match: Match, notes: Notes) -> None:
    for column, others in match.others.items():
        notes.once("header_second_choice", match.titles(column)[0], others=", ".join(others))


def _account(
    source: Source, rows_in: int, arrived: int, aside: Counter[str], cells: tuple[CellAccount, ...]
) -> RowAccount:
    """Rows and cells in, what of them is judged, and what was set aside: three counts that nobody made to agree."""
    set_aside = {reason: count for reason, count in sorted(aside.items()) if count}
    return RowAccount(source, rows_in, arrived, set_aside, cells)
