"""How an event of the export is told in one line: what, when, under which section, how long before or after, which row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.law import cite
from caseaudit.model.tables import EVENT_FIELDS, EVENT_TYPES
from caseaudit.privacy import mask
from caseaudit.review.applies_case import FLAGS
from caseaudit.rules.phrases import field_code
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from caseaudit.model.dataset import Source
    from caseaudit.review.applies_case import Event

_ALONE = ("kind", "result", "body", "notifier", "party")
CLOCKED = 3
"""Within so many days a clock time matters."""
_YES = Text("ja", "yes")
_NO = Text("nej", "no")


def label(event_type: str) -> str:
    """`Afgørelse`."""
    text = str(EVENT_TYPES[event_type].label)
    return text[:1].upper() + text[1:]


def about(event: Event) -> str:
    """`Afgørelse 14-07-2024 (BL § 32)`: a unit as a reader knows it."""
    section = f" ({cite(event.section)})" if event.section else ""
    return f"{label(event.type)} {show(event.day)}{section}"


def days(n: int) -> str:
    """`12 dage før`, `samme dag`, `1 dag efter`."""
    if n == 0:
        return str(Text("samme dag", "the same day"))
    count, one = abs(n), abs(n) == 1
    unit = Text("dag", "day") if one else Text("dage", "days")
    return f"{count} {unit} {Text('før', 'before') if n < 0 else Text('efter', 'after')}"


def hours(unit: Event, event: Event) -> str:
    """`18 t. 40 min. efter`: the time by the clocks, as they were written."""
    hour, minute = (int(x) for x in unit.clock.split(":"))
    later_hour, later_minute = (int(x) for x in event.clock.split(":"))
    gone = (event.day - unit.day).days * 1440 + (later_hour - hour) * 60 + later_minute - minute
    side = Text("før", "before") if gone < 0 else Text("efter", "after")
    return f"{abs(gone) // 60} {Text('t.', 'h')} {abs(gone) % 60} min. {side}".replace(
        "min. ", str(Text("min. ", "min "))
    )


def length(n: int) -> str:
    """`214 dage`."""
    return f"{n} {Text('dag', 'day') if n == 1 else Text('dage', 'days')}"


def own(event: Event, places: Places, asked: frozenset[str]) -> str:
    """A unit with what is recorded on it. `asked`: the fields that the point is about; other yes and no are noise."""
    clock = str(Text(f" kl. {event.clock}", f" at {event.clock}")) if event.clock else ""
    head = about(event)
    if clock:
        head = head.replace(show(event.day), show(event.day) + clock, 1)
    told = {n: v for n, v in event.details.items() if n in _ALONE or n in asked}
    blank = [
        str(Text(f"{EVENT_FIELDS[n].label.da} ikke registreret", f"{EVENT_FIELDS[n].label.en} not recorded"))
        for n in sorted(asked - set(event.details))
        if n in FLAGS
    ]
    return _line(head, [*_details(event, told), *blank], places.of(event))


def related(
    event: Event, day: date | None, places: Places, unit: Event | None = None, asked: frozenset[str] = frozenset()
) -> str:
    """Another event, and its distance from the day of the unit."""
    clock = str(Text(f" kl. {event.clock}", f" at {event.clock}")) if event.clock else ""
    section = f" ({cite(event.section)})" if event.section else ""
    parts = _details(event, {n: v for n, v in event.details.items() if n in (*_ALONE, "reason") or n in asked})
    if unit is not None and unit.clock and event.clock and abs((event.day - unit.day).days) <= CLOCKED:
        parts.append(hours(unit, event))
    elif day is not None:
        parts.append(days((event.day - day).days))
    return _line(f"{label(event.type)} {show(event.day)}{clock}{section}", parts, places.of(event))


def _line(head: str, parts: Sequence[str], place: str) -> str:
    return head + (": " + ", ".join(parts) if parts else "") + (f" [{place}]" if place else "")


def _details(e: Event, told: Mapping[str, str]) -> list[str]:
    out = []
    for name, value in told.items():
        if name in _ALONE:
            out.append(field_code(name, value))
        elif name == "reason":
            out.append(str(Text("begrundelse noteret", "a reason is noted")))
        else:
            out.append(f"{EVENT_FIELDS[name].label}: {_YES if value == 'yes' else _NO}")
    if e.aware_on:
        out.append(f"{EVENT_FIELDS['aware_on'].label} {show(e.aware_on)}")
    if e.ends_on:
        span = length((e.ends_on - e.day).days) if e.ends_on >= e.day else ""
        word = Text("gælder til", "holds until") if e.type == "decision" else Text("slut", "ended")
        out.append(f"{word} {show(e.ends_on)}" + (f" ({span})" if span else ""))
    if e.next_on:
        out.append(f"{EVENT_FIELDS['next_on'].label} {show(e.next_on)}")
    return out


class Places:
    """Where a row is found: `række 14`, with its file or sheet where the events come from several."""

    def __init__(self, sources: Sequence[Source], events: Sequence[Event]) -> None:
        self._sources = sources
        self._one = len({e.source for e in events}) < 2

    def of(self, event: Event) -> str:
        if event.row <= 0:
            return ""
        row = f"{Text('række', 'row')} {event.row}"
        if self._one or event.source >= len(self._sources):
            return row
        source = self._sources[event.source]
        return f"{mask(source.sheet or source.file)}, {row}"
