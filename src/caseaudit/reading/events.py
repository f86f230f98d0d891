"""All events in one frame: repeated ones merged, ids that stay the same from export to export, links resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from caseaudit.model.tables import EVENT_FIELDS, EVENT_TYPES
from caseaudit.reading.notes import Notes

if TYPE_CHECKING:
    from collections import Counter

    from numpy.typing import NDArray

    from caseaudit.errors import Problem, Severity
    from caseaudit.model.dataset import Source
    from caseaudit.reading.part import Part

_TYPES = pd.Index(list(EVENT_TYPES), dtype="str")
_BLOCK = 1 << 18
_KEY_BITS = 63
_CODES = ("section", "kind", "result", "body", "notifier")


def stack_events(parts: list[Part], case_ids: pd.Series, columns: frozenset[str]) -> pd.DataFrame:
    """Put the events of all tables under each other, with the same columns and types."""
    pieces: list[dict[str, object]] = []
    offset = 0
    given = {name for p in parts if p.events is not None for name in ("event_id", "concerns") if name in p.events}
    columns = columns - ({"event_id", "concerns"} - given)
    doubtful = any(p.events is not None and "doubt" in p.events for p in parts)
    for i, part in enumerate(parts):
        if part.events is None:
            continue
        pieces.append(_piece(part, columns, i, offset))
        if doubtful:
            pieces[-1]["doubt"] = part.events.get("doubt", pd.Series([""] * len(part.events), dtype=object)).to_numpy()
        offset += len(part.events)
        part.events = None
    out: dict[str, object] = {}
    for name in pieces[0] if pieces else ():
        values = [p[name] for p in pieces]
        out[name] = values[0] if len(values) == 1 else _join(name, values)
    if not pieces:
        return _empty(columns)
    out["case_id"] = pd.Categorical.from_codes(np.asarray(out["case_id"]), pd.Index(case_ids))
    out["type"] = pd.Categorical.from_codes(np.asarray(out["type"]), _TYPES)
    return pd.DataFrame(out, copy=False)


def _empty(columns: frozenset[str]) -> pd.DataFrame:
    frame = pd.DataFrame({"case_id": pd.Categorical([]), "type": pd.Categorical([], _TYPES)})
    frame["at"], frame["timed"] = np.empty(0, "datetime64[s]"), np.empty(0, np.bool_)
    frame["source"], frame["row"] = np.empty(0, np.int16), np.empty(0, np.int64)
    frame["target"], frame["level"], frame["once"] = np.empty(0, np.int64), np.empty(0, np.int8), np.empty(0, np.bool_)
    for name in columns:
        if name not in frame:
            frame[name] = pd.Series(_blank(name, 0))
    return frame


def _piece(part: Part, columns: frozenset[str], source: int, offset: int) -> dict[str, object]:
    events = part.events
    assert events is not None
    size = len(events)
    out: dict[str, object] = {"case_id": part.event_codes, "type": _type_codes(events["type"])}
    for name in ("at", "timed"):
        out[name] = events[name].to_numpy()
    for name in EVENT_FIELDS:
        if name in columns and name not in out:
            values = events[name] if name in events else pd.Series(_blank(name, size))
            out[name] = values.astype("category").array if name in _CODES else values
    out["source"], out["row"] = np.full(size, source, np.int16), events["row"].to_numpy()
    wide = "target" in events
    target = events["target"].to_numpy() if wide else np.full(size, -1, np.int64)
    out["target"] = np.where(target >= 0, target + offset, -1)
    out["level"] = events["level"].to_numpy().astype(np.int8) if wide else np.full(size, -1, np.int8)
    out["once"] = events["once"].to_numpy(np.bool_) if wide else np.zeros(size, np.bool_)
    return out


def _type_codes(types: pd.Series) -> NDArray[np.int8]:
    if isinstance(types.dtype, pd.CategoricalDtype) and types.cat.categories.equals(_TYPES):
        return np.asarray(types.cat.codes, np.int8)
    return np.asarray(_TYPES.get_indexer(pd.Index(types)), np.int8)


def _blank(name: str, size: int) -> object:
    kind = EVENT_FIELDS[name].kind
    if name == "reason":
        return np.zeros(size, np.bool_)
    if kind == "yes_no":
        return np.full(size, -1, np.int8)
    if kind in ("date", "moment"):
        return np.full(size, np.datetime64("NaT", "s"), "datetime64[s]")
    return pd.Categorical([None] * size) if name in _CODES else pd.Series([""] * size, dtype="str")


def _join(name: str, values: list[object]) -> object:
    if name in _CODES:
        return pd.Categorical(pd.concat([pd.Series(v).astype(object) for v in values], ignore_index=True))
    if name in ("event_id", "concerns"):
        return pd.concat([pd.Series(v, dtype="str") for v in values], ignore_index=True)
    return np.concatenate([np.asarray(v) for v in values])


def merge_repeated(events: pd.DataFrame) -> pd.DataFrame:
    """Merge events that several wide rows of one case repeat; links follow to the one that stays.

    The outermost events come first: a conversation that two decisions share stays two, since it concerns both.
    """
    wide = (events["level"] >= 0).to_numpy()
    if not wide.any():
        return events
    per_case = events.loc[wide, ["case_id", "source", "row"]].drop_duplicates()
    if not per_case["case_id"].duplicated().any():
        return events
    stays = np.arange(len(events))
    skip = {"source", "row", "target", "level", "once", "event_id", "concerns", "doubt"}
    content = pd.DataFrame({c: pd.factorize(events[c])[0] for c in events.columns if c not in skip})
    for level in range(int(events["level"].max()) + 1):
        at = np.flatnonzero((events["level"] == level).to_numpy())
        target = events["target"].to_numpy()[at]
        target = np.where(target >= 0, stays[target], -1)
        same = content.iloc[at].assign(target=np.where(events["once"].to_numpy()[at], -1, target))
        group = same.groupby(list(same.columns), sort=False, dropna=False).ngroup().to_numpy()
        first = at[np.unique(group, return_index=True)[1]]
        stays[at] = first[group]
    target = events["target"].to_numpy()
    events = events.assign(target=np.where(target >= 0, stays[target], -1))
    keep = np.flatnonzero(stays == np.arange(len(events)))
    place = np.full(len(events) + 1, -1)
    place[keep] = np.arange(len(keep))
    kept = events.iloc[keep].reset_index(drop=True)
    if "doubt" in events:
        kept["doubt"] = _joined(events["doubt"].to_numpy(), stays)[keep]
    return kept.assign(target=place[kept["target"].to_numpy()])


def _joined(told: NDArray[np.object_], stays: NDArray[np.int64]) -> NDArray[np.object_]:
    """What is in doubt about any of the events that became one is in doubt about that one."""
    out = told.copy()
    for i in np.flatnonzero((told != "") & (stays != np.arange(len(stays)))).tolist():
        out[stays[i]] = " ".join(sorted({*out[stays[i]].split(), *told[i].split()}))
    return out


def drop_same_ids(
    events: pd.DataFrame, sources: tuple[Source, ...], aside: list[Counter[str]]
) -> tuple[pd.DataFrame, list[Problem]]:
    """Events given twice with one id: the same content is a repeated row; different content is a mistake, both stay."""
    if "event_id" not in events:
        return events, []
    given = events["event_id"]
    twice = (given != "").to_numpy() & given.duplicated(keep=False).to_numpy()
    if not twice.any():
        return events, []
    at = np.flatnonzero(twice)
    content = events.iloc[at].drop(columns=["source", "row", "target", "level", "once"])
    again = at[content.duplicated().to_numpy()]
    for source, count in zip(*np.unique(events["source"].to_numpy()[again], return_counts=True), strict=True):
        aside[source]["duplicate_row"] += int(count)
    kept = _without(events, again) if len(again) else events
    left = kept["event_id"]
    clash = np.flatnonzero((left != "").to_numpy() & left.duplicated().to_numpy())
    return kept, _told("duplicate_event_id", kept, clash, sources, "error")


def _without(events: pd.DataFrame, dropped: NDArray[np.int64]) -> pd.DataFrame:
    """Drop events, and let the links of wide rows follow the ones that stay."""
    keep = np.setdiff1d(np.arange(len(events)), dropped)
    place = np.full(len(events) + 1, -1)
    place[keep] = np.arange(len(keep))
    kept = events.iloc[keep].reset_index(drop=True)
    return kept.assign(target=place[kept["target"].to_numpy()])


def name_events(events: pd.DataFrame, case_ids: pa.Array) -> pd.Series:
    """Return an id for every event: its own, else case/type/number by date within the case, never by row."""
    given = events.get("event_id")
    own = (given != "").to_numpy(np.bool_) if given is not None else np.zeros(len(events), np.bool_)
    if own.all() and given is not None:
        return given
    made = _made_ids(events, case_ids)
    return given.where(own, made) if given is not None and own.any() else made


def _made_ids(events: pd.DataFrame, case_ids: pa.Array) -> pd.Series:
    """Join the texts block by block: all at once, the parts would take twice the memory of the whole."""
    large = pa.large_string()
    case_texts, type_texts = case_ids.cast(large), pa.array(_TYPES, large)
    case, kind, number = _case_codes(events), events["type"].cat.codes.to_numpy(), _running_number(events)
    blocks = [
        pc.binary_join_element_wise(
            case_texts.take(pa.array(case[start : start + _BLOCK])),
            type_texts.take(pa.array(kind[start : start + _BLOCK])),
            pa.array(number[start : start + _BLOCK]).cast(large),
            pa.scalar("/", large),
        )
        for start in range(0, len(events), _BLOCK)
    ]
    return pd.Series(pa.chunked_array(blocks, large).combine_chunks().to_pandas(), dtype="str")


def _running_number(events: pd.DataFrame) -> NDArray[np.int32]:
    """Number the events of each case and type by date, from 1."""
    key, bits = _sort_key(events)
    order = np.argsort(key)
    ordered = key[order]
    ties = np.flatnonzero(ordered[1:] == ordered[:-1])
    if len(ties):
        order = _settle_ties(events, key, order, ties)
    ordered >>= bits
    start = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))[: len(key)]
    sizes = np.diff(np.append(start, len(key)))
    number = np.empty(len(key), np.int32)
    number[order] = np.arange(1, len(key) + 1, dtype=np.int32) - np.repeat(start.astype(np.int32), sizes)
    return number


def _sort_key(events: pd.DataFrame) -> tuple[NDArray[np.int64], int]:
    """Return case, type and moment of each event packed into one number, and how many bits the moment takes of it."""
    key = _case_codes(events).astype(np.int64)
    key *= len(_TYPES)
    key += events["type"].cat.codes.to_numpy()
    at = events["at"].to_numpy().astype(np.int64)
    at -= at.min(initial=0)
    bits = int(at.max(initial=0)).bit_length()
    if int(key.max(initial=0)).bit_length() + bits > _KEY_BITS:
        at = np.unique(at, return_inverse=True)[1]
        bits = len(at).bit_length()
    key <<= bits
    key |= at
    return key, bits


def _case_codes(events: pd.DataFrame) -> NDArray[np.integer]:
    return np.asarray(events["case_id"].cat.codes)


def _settle_ties(
    events: pd.DataFrame, key: NDArray[np.int64], order: NDArray[np.int64], ties: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Events of one type on one moment are numbered by what they say, so that the order of rows does not matter."""
    tied = np.unique(np.concatenate([ties, ties + 1]))
    members = order[tied]
    skip = ("case_id", "type", "at", "source", "row", "target", "level", "once")
    content = pd.DataFrame({c: events[c].iloc[members].astype(str).to_numpy() for c in events.columns if c not in skip})
    content.insert(0, "key", key[members])
    order = order.copy()
    order[tied] = members[content.sort_values(list(content.columns), kind="stable").index.to_numpy()]
    return order


def link_events(
    events: pd.DataFrame, ids: pd.Series, sources: tuple[Source, ...]
) -> tuple[pd.Series | None, list[Problem]]:
    """Return `concerns` of every event: "" where it has none, or where the link leads nowhere, to another case or to two."""
    target = events["target"].to_numpy().copy()
    problems: list[Problem] = []
    if "concerns" in events:
        asked = np.flatnonzero((events["concerns"] != "").to_numpy())
        target[asked] = _resolve(events["concerns"].iloc[asked], ids)
        codes = events["case_id"].cat.codes.to_numpy()
        lost = asked[(target[asked] < 0) | (codes[target[asked]] != codes[asked])]
        target[lost] = -1
        problems = _told("dangling_concerns", events, lost, sources, "warning")
    elif not (target >= 0).any():
        return None, []
    named = pa.array(ids, pa.large_string())
    chunks = named.chunks if isinstance(named, pa.ChunkedArray) else [named]
    texts = pa.concat_arrays([*chunks, pa.array([""], pa.large_string())])
    found = texts.take(pa.array(np.where(target >= 0, target, len(ids))))
    return pd.Series(found.to_pandas(), dtype="str"), problems


def _resolve(asked: pd.Series, ids: pd.Series) -> NDArray[np.int64]:
    index = pd.Index(ids)
    unique = ~index.duplicated(keep=False)
    places = np.flatnonzero(unique)
    found = index[unique].get_indexer(pd.Index(asked))
    return np.where(found >= 0, places[found] if len(places) else -1, -1)


def _told(
    code: str, events: pd.DataFrame, at: NDArray[np.int64], sources: tuple[Source, ...], severity: Severity
) -> list[Problem]:
    """Name the rows of these events, table by table."""
    problems: list[Problem] = []
    rows, tables = events["row"].to_numpy()[at], events["source"].to_numpy()[at]
    for i in np.unique(tables).tolist():
        notes = Notes(sources[i].file, sources[i].sheet)
        notes.cells(code, "", rows[tables == i], severity)
        problems += notes.problems
    return problems
