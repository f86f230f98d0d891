"""The units that a rule is about, and how events are paired with them: by `concerns`, else by case and date."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from caseaudit.engine.calendar import NAT, SECONDS_A_DAY, Days
from caseaudit.engine.columns import EPOCH, SECONDS, SHIFT, Columns, Ints, Mask, Series, start_of
from caseaudit.law import root
from caseaudit.rules.language import First

if TYPE_CHECKING:
    from caseaudit.rules.language import Where

CASE = ("case",)
THROUGH_DECISION = frozenset({"intervention", "placement"})
"""What concerns the decision of a placement or an intervention concerns that placement or intervention too, and the reverse."""
DECISION = ("decision",)


@dataclass(frozen=True)
class Units:
    """Units of one kind, sorted by case and time.

    `pos`: the unit's event (for cases the case code); `anchor`: the event that dates it (-1: none);
    `sec` counts from 1900, `day` from 1970.
    """

    types: tuple[str, ...]
    key: tuple[object, ...]
    pos: Ints
    anchor: Ints
    case: Ints
    sec: Ints
    timed: Mask

    @property
    def event_types(self) -> tuple[str, ...]:
        """The event types whose own fields the unit has; a case has those of the event that dates it."""
        first = self.key[1] if self.types == CASE else None
        return (first.event,) if isinstance(first, First) else self.types

    def __len__(self) -> int:
        return len(self.pos)

    @cached_property
    def day(self) -> Days:
        """Day of each unit; NAT where nothing dates it."""
        return np.where(self.anchor >= 0, (self.sec - EPOCH) // SECONDS_A_DAY, NAT)

    def take(self, mask: Mask) -> Units:
        """The units that the mask keeps."""
        if bool(mask.all()):
            return self
        return Units(
            self.types,
            self.key,
            self.pos[mask],
            self.anchor[mask],
            self.case[mask],
            self.sec[mask],
            self.timed[mask],
        )


def event_units(columns: Columns, types: tuple[str, ...]) -> Units:
    """Every event of the types."""
    series = Series.merge([columns.events_of(t) for t in types])
    case, sec, pos = series.keys >> SHIFT, series.keys & SECONDS, series.pos
    return Units(types, types, pos, pos, case, sec, columns.timed[pos])


def case_units(columns: Columns, first: First, *, possible: bool = False) -> Units:
    """Every case, dated by its first event that surely (`possible`: also perhaps) is of the kind."""
    cases = np.arange(columns.n_cases, dtype=np.int64)
    sure, maybe = columns.where(first.event, first.where)
    series = columns.series_by_case(first.event, sure | maybe if possible else sure)
    anchor = series.positions(series.first(cases, np.zeros_like(cases)))
    sec, timed = np.zeros_like(cases), np.zeros(len(cases), dtype=bool)
    if columns.n_events:
        at = np.maximum(anchor, 0)
        sec, timed = np.where(anchor >= 0, columns.sec[at], 0), (anchor >= 0) & columns.timed[at]
    return Units(CASE, (*CASE, first, possible), cases, anchor, cases, sec, timed)


@dataclass(frozen=True)
class Found:
    """The deciding event per unit: its day and position; NAT and -1 where there is none."""

    day: Days
    pos: Ints

    @classmethod
    def nothing(cls, n: int) -> Found:
        """No event for any unit."""
        return cls(np.full(n, NAT, np.int64), np.full(n, -1, np.int64))

    def or_else(self, other: Found, mine: Mask) -> Found:
        """These where `mine`, the other's elsewhere."""
        return Found(np.where(mine, self.day, other.day), np.where(mine, self.pos, other.pos))


@dataclass(frozen=True)
class Pairing:
    """The events that belong to the units: `linked` by the unit's own event, `loose` by case.

    A unit that has linked events is answered by them alone; the others by the loose ones.
    """

    linked: Series | None
    loose: Series
    owner_is_case: bool
    everything: Series

    def of_case(self) -> Pairing:
        """The same events paired by case alone, whatever they concern."""
        return Pairing(None, self.everything, owner_is_case=True, everything=self.everything)

    def has_linked(self, units: Units) -> Mask:
        """Which units have an event that says it concerns them."""
        if self.linked is None:
            return np.zeros(len(units), dtype=bool)
        return self.linked.first(units.pos, np.zeros(len(units), np.int64)) >= 0


class Pairings:
    """Builds and keeps each pairing once, however many rules ask for it."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._kept: dict[tuple[object, ...], Pairing] = {}
        self._neighbours: dict[str, tuple[Ints, Days, Days]] = {}

    def get(self, types: tuple[str, ...], event: str, where: Where, *, possible: bool, on: str = "at") -> Pairing:
        """Pair events of the type that surely (`possible`: also perhaps) pass the filter with units of `types`.

        `on` names the date that places an event in time; events that lack it are left out.
        """
        key = (types, event, where, possible, on)
        if key not in self._kept:
            sure, maybe = self._columns.where(event, where)
            self._kept[key] = self._build(types, event, sure | maybe if possible else sure, on)
        return self._kept[key]

    def _build(self, types: tuple[str, ...], event: str, mask: Mask, on: str) -> Pairing:
        columns = self._columns
        series = columns.series_by_case(event, mask)
        if on != "at":
            days = columns.days(on, series.pos)
            known = days != NAT
            series = Series.build(series.keys[known] >> SHIFT, start_of(days[known]), series.pos[known])
        if types == CASE or not columns.linked:
            return Pairing(None, series, owner_is_case=types == CASE, everything=series)
        target = columns.target[series.pos]
        is_linked = target >= 0
        if not is_linked.any():
            own_events = self._with_own(types, series, Series.build(*(np.empty(0, np.int64) for _ in range(3))))
            linked_here = own_events if len(own_events.pos) else None
            return Pairing(linked_here, series, owner_is_case=False, everything=series)
        own = series.keep(is_linked)
        linked = self._linked(types, own.pos, target[is_linked], own.keys & SECONDS)
        both = self._with_own(types, series, linked)
        return Pairing(both, series.keep(~is_linked), owner_is_case=False, everything=series)

    def _with_own(self, types: tuple[str, ...], series: Series, linked: Series) -> Series:
        """Add the event that a unit itself concerns: a placement's own decision belongs to the placement."""
        columns = self._columns
        units = np.concatenate([columns.of_type(t) for t in types])
        mine = np.isin(columns.target[units], series.pos)
        if not mine.any():
            return linked
        units = units[mine]
        order = np.argsort(series.pos, kind="stable")
        at = order[np.searchsorted(series.pos[order], columns.target[units])]
        extra = Series.build(units, series.keys[at] & SECONDS, series.pos[at])
        keys, pos = np.concatenate([linked.keys, extra.keys]), np.concatenate([linked.pos, extra.pos])
        order = np.lexsort((pos, keys))
        keys, pos = keys[order], pos[order]
        once = np.ones(len(keys), dtype=bool)  # one that concerns the unit and is concerned by it counts once
        once[1:] = (keys[1:] != keys[:-1]) | (pos[1:] != pos[:-1])
        return Series(keys[once], pos[once])

    def _linked(self, types: tuple[str, ...], pos: Ints, target: Ints, sec: Ints) -> Series:
        """Events by the unit that they concern: directly, through its decision, or through the measure that carries it out."""
        columns = self._columns
        units = np.concatenate([columns.of_type(t) for t in types])
        direct = np.isin(target, units)
        owner, event, when = target[direct], pos[direct], sec[direct]
        if THROUGH_DECISION.issuperset(types):
            unit_target = columns.target[units]
            order = np.argsort(unit_target, kind="stable")
            start = np.searchsorted(unit_target[order], target, side="left")
            stop = np.where(direct, start, np.searchsorted(unit_target[order], target, side="right"))
            each, index = expand(start, stop)
            owner = np.concatenate([owner, units[order][index]])
            event = np.concatenate([event, pos[each]])
            when = np.concatenate([when, sec[each]])
        elif types == DECISION:
            carried = np.isin(target, np.concatenate([columns.of_type(t) for t in sorted(THROUGH_DECISION)])) & ~direct
            decision = columns.target[target[carried]]
            mine = np.isin(decision, units)
            owner = np.concatenate([owner, decision[mine]])
            event = np.concatenate([event, pos[carried][mine]])
            when = np.concatenate([when, sec[carried][mine]])
        return Series.build(owner, when, event)

    def neighbour_day(self, type_name: str, pos: Ints, *, after: bool) -> Days:
        """Day of the previous (`after`: next) unit on the case with the same type, law and section, on another day; NAT: none."""
        if type_name not in self._neighbours:
            self._neighbours[type_name] = self._neighbour_days(type_name)
        sorted_pos, before, following = self._neighbours[type_name]
        days = following if after else before
        if not len(sorted_pos):
            return np.full(len(pos), NAT, np.int64)
        at = np.minimum(np.searchsorted(sorted_pos, pos), len(sorted_pos) - 1)
        return np.where(sorted_pos[at] == pos, days[at], NAT)

    def _neighbour_days(self, type_name: str) -> tuple[Ints, Days, Days]:
        """Positions of the type in order, and the day of each one's neighbour before and after."""
        columns = self._columns
        series = columns.events_of(type_name)
        pos, group = series.pos, np.zeros(len(series.pos), np.int64)
        if not len(pos):
            return pos, pos, pos
        if columns.has("section"):
            codes, names = columns.codes("section")
            roots = {r: i + 1 for i, r in enumerate(dict.fromkeys(root(n) for n in names))}
            group = np.array([roots[root(n)] for n in names] + [0], np.int64)[codes[pos]]
        case = series.keys >> SHIFT
        order = np.lexsort((group, case))  # stable: time order is kept within case and group
        case, group, pos = case[order], group[order], pos[order]
        day = series.days(order)
        new_group = np.ones(len(pos), dtype=bool)
        new_group[1:] = (case[1:] != case[:-1]) | (group[1:] != group[:-1])
        new_day = new_group.copy()
        new_day[1:] |= day[1:] != day[:-1]
        starts = np.flatnonzero(new_day)
        run = np.cumsum(new_day) - 1  # which run of equal days each event is in
        before = np.where(new_group[starts], NAT, day[starts - 1])
        following = np.where(np.append(new_group[starts[1:]], True), NAT, np.append(day[starts[1:]], NAT))
        by_pos = np.argsort(pos)
        return pos[by_pos], before[run][by_pos], following[run][by_pos]


def expand(start: Ints, stop: Ints) -> tuple[Ints, Ints]:
    """Turn ranges into pairs: which range, and each index in it."""
    count = stop - start
    each = np.repeat(np.arange(len(start)), count)
    offset = np.repeat(np.cumsum(count) - count, count)
    return each, np.arange(len(each)) - offset + start[each]
