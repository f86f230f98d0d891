"""What has changed in the data since the forms went out: which answers rest on a case that looks different now.

Two exports are compared by what stands in them, never by row: the events of a case, each with what it concerns.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from caseaudit.model.tables import EVENT_FIELDS, EVENT_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel

    from caseaudit.model.dataset import Dataset
    from caseaudit.review.model import Entry, Round

Kind = Literal["case_gone", "unit_gone", "case_changed", "event_new", "event_gone", "event_changed"]
COMPARED = tuple(n for n in EVENT_FIELDS if n not in ("event_id", "case_id", "concerns"))
OF_CASE = ("birth_date",)  # opening and closing bear on no point
BEARING = {"about", "first", "versions", "applies_to", "when"}
"""What of a rule or a question names the events that it looks at."""

Event = tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One thing that is different: of an event type, `n` events."""

    kind: Kind
    event_type: str = ""
    n: int = 1


@dataclass(frozen=True)
class Outdated:
    """An entry whose grounds have changed."""

    entry: Entry
    changes: tuple[Change, ...]


def bearing(model: BaseModel) -> frozenset[str] | None:
    """The event types that a rule or a question looks at; None: the whole case."""
    found = frozenset(_named(model.model_dump(include=BEARING)))
    return found if found and "case" not in (getattr(model, "applies_to", ()) or ()) else None


def _named(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value in EVENT_TYPES:
            yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _named(key)
            yield from _named(inner)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for inner in value:
            yield from _named(inner)


def outdated(
    asked: Round, before: Dataset, now: Dataset, looks_at: Mapping[str, frozenset[str] | None]
) -> tuple[Outdated, ...]:
    """Entries to look at again, in the order of the round. `looks_at`: what each point bears on; absent: the whole case."""
    wanted = {e.case_id for e in asked.entries}
    columns = [c for c in COMPARED if c in before.events and c in now.events]
    old, new = _Cases(before, wanted, columns), _Cases(now, wanted, columns)
    out = []
    for entry in asked.entries:
        changes = tuple(_changes(entry, old, new, looks_at.get(entry.point)))
        if changes:
            out.append(Outdated(entry, changes))
    return tuple(out)


def _changes(entry: Entry, old: _Cases, new: _Cases, types: frozenset[str] | None) -> Iterator[Change]:
    if entry.case_id not in new.ids:
        yield Change("case_gone")
        return
    if entry.unit_kind != "case" and not new.has_unit(entry):
        yield Change("unit_gone", entry.unit_kind)
    if old.own.get(entry.case_id) != new.own.get(entry.case_id):
        yield Change("case_changed")
    came = Counter(_types(new.events[entry.case_id] - old.events[entry.case_id]))
    went = Counter(_types(old.events[entry.case_id] - new.events[entry.case_id]))
    for kind in sorted(came | went):
        if types is not None and kind not in {*types, entry.unit_kind}:
            continue
        both = min(came[kind], went[kind])
        parts: tuple[tuple[Kind, int], ...] = (
            ("event_changed", both),
            ("event_new", came[kind] - both),
            ("event_gone", went[kind] - both),
        )
        yield from (Change(what, kind, n) for what, n in parts if n)


def _types(events: Counter[Event]) -> list[str]:
    return [e[0] for e in events.elements()]


class _Cases:
    """The cases of one export as they are compared."""

    def __init__(self, data: Dataset, wanted: set[str], columns: list[str]) -> None:
        cases = data.cases[data.cases["case_id"].astype(str).isin(wanted)]
        self.ids = set(cases["case_id"].astype(str))
        own = [c for c in OF_CASE if c in cases]
        self.own = {str(r["case_id"]): tuple(str(r[c]) for c in own) for r in cases.to_dict("records")}
        frame = data.events[data.events["case_id"].astype(str).isin(wanted)]
        self.events: dict[str, Counter[Event]] = defaultdict(Counter)
        self._units: dict[str, set[tuple[str, str]]] = defaultdict(set)
        rows = frame.to_dict("records")
        named = {(str(r["case_id"]), str(r.get("event_id", ""))): r for r in rows}
        for row in rows:
            case = str(row["case_id"])
            target = named.get((case, str(row.get("concerns", "") or "-")))
            concerns = f"{target['type']} {target['at']}" if target else ""
            self.events[case][(str(row["type"]), *(_text(row[c]) for c in columns), concerns)] += 1
            kind = str(row["type"])
            self._units[case] |= {(kind, str(row.get("event_id", ""))), (kind, _text(row["at"])[:10])}

    def has_unit(self, entry: Entry) -> bool:
        """Whether the unit is still there, by its id or by its kind and day."""
        day = entry.unit_on.isoformat() if isinstance(entry.unit_on, date) else "-"
        units = self._units[entry.case_id]
        return (entry.unit_kind, entry.unit_id) in units or (entry.unit_kind, day) in units


def _text(value: Any) -> str:
    return "" if value is None or value != value else str(value)  # noqa: PLR0124 - NaN is not itself
