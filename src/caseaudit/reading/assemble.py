"""Tables to one dataset: cases and events of all tables together, and the account of every row."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from caseaudit.errors import DataError, Place, Problem
from caseaudit.model.dataset import Dataset, RowAccount, Schema, Source
from caseaudit.model.tables import EVENT_FIELDS
from caseaudit.reading import cases as case_tables
from caseaudit.reading import events as event_tables
from caseaudit.reading.longform import read_long
from caseaudit.reading.notes import Notes
from caseaudit.reading.table import open_table
from caseaudit.reading.wide import read_wide

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from caseaudit.reading.part import Part
    from caseaudit.reading.recognise import Match


def assemble(matches: list[Match], key: bytes, notes_before: Sequence[Problem] = ()) -> Dataset:
    """Read every recognised table and put them together. Raises `DataError` when no row is left to judge.

    `matches` is emptied on the way, so that the raw cells of one table are gone when the next is read.
    """
    sources = tuple(Source(m.grid.file, m.grid.sheet, m.profile.name) for m in matches)
    parts: list[Part] = []
    notes: list[Notes] = []
    rows_in: list[int] = []
    while matches:
        match = matches.pop(0)
        note = Notes(match.grid.file, match.grid.sheet)
        table = open_table(match, note)
        _note_second_choices(match, note)
        parts.append((read_wide if match.profile.is_wide else read_long)(table, key))
        notes.append(note)
        rows_in.append(table.rows_in)
        del match, table
    quality = [*notes_before, *(p for n in notes for p in n.problems)]
    aside = [n.set_aside for n in notes]
    frames = _frames(parts, sources, aside, quality)
    if not len(frames[0]):
        raise DataError([Problem("empty_population", Place(s.file, s.sheet)) for s in sources])
    accounts = tuple(_account(*each) for each in zip(sources, rows_in, aside, strict=True))
    return Dataset(frames[0], frames[1], frames[2], sources, accounts, tuple(quality))


def _frames(
    parts: list[Part], sources: tuple[Source, ...], aside: list[Counter[str]], quality: list[Problem]
) -> tuple[pd.DataFrame, pd.DataFrame, Schema]:
    ids = case_tables.number_cases(parts)
    schema = _schema(parts)
    cases, problems = case_tables.merge_cases(parts, ids, sources, schema.case_columns)
    quality += problems
    _note_doubts(parts, cases)
    events = event_tables.stack_events(parts, cases["case_id"], schema.columns)
    events, problems = event_tables.drop_same_ids(event_tables.merge_repeated(events), sources, aside)
    quality += problems
    names = event_tables.name_events(events, ids)
    concerns, problems = event_tables.link_events(events, names, sources)
    quality += problems
    quality += _not_listed(parts, cases, sources)
    said = bool("concerns" in events and (events["concerns"] != "").any()) or bool((events["target"] >= 0).any())
    events = events.drop(columns=["target", "level", "once"])
    events["event_id"] = names
    if concerns is not None:
        events["concerns"] = concerns
    order = [c for c in (*EVENT_FIELDS, "timed", "source", "row") if c in events]
    return cases, events[order], dataclasses.replace(schema, linked=said)


def _note_doubts(parts: list[Part], cases: pd.DataFrame) -> None:
    """Write beside each case what a cell without a value leaves open about it."""
    found: dict[str, set[str]] = {}
    for part in parts:
        for case_id, names in part.doubts.items():
            found.setdefault(case_id, set()).update(names)
    if found:
        cases["doubt"] = [" ".join(sorted(found.get(c, ()))) for c in cases["case_id"]]


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


def _account(source: Source, rows_in: int, aside: Counter[str]) -> RowAccount:
    set_aside = {reason: count for reason, count in sorted(aside.items()) if count}
    return RowAccount(source, rows_in, rows_in - sum(set_aside.values()), set_aside)
