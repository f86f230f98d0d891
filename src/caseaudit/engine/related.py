"""Whether an event that the law asks for exists, belongs to the unit, and came in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from caseaudit.engine.calendar import NAT, Days
from caseaudit.engine.columns import SECONDS, Columns, Ints, Mask, Series, end_of, start_of
from caseaudit.engine.hours import within_hours
from caseaudit.engine.moments import Bound, Moments, shift
from caseaudit.engine.units import CASE, Found, Pairings, Units, expand
from caseaudit.engine.verdict import LATE, MISSING, Verdict, mark_unsettled
from caseaudit.model.outcomes import NOTE_BITS
from caseaudit.rules.language import EventIs, Moment, Where, in_hours

if TYPE_CHECKING:
    from caseaudit.engine.readings import Settings
    from caseaudit.model.dataset import Schema


UNIT_DAY = Moment(base="at")


@dataclass(frozen=True)
class Window:
    """When events count, in seconds from 1900: from `low` to `high` (`sure`: by every reading of the limit).

    Later than `ceiling` they belong to something else.
    """

    low: Ints
    high: Ints
    sure: Ints
    ceiling: Ints


@dataclass(frozen=True)
class Hit:
    """The deciding event inside the window, the first after it, and where every reading of the limit is kept."""

    found: Found
    late: Found
    sure: Mask

    def or_else(self, other: Hit, mine: Mask) -> Hit:
        """These where `mine`, the other's elsewhere."""
        return Hit(
            self.found.or_else(other.found, mine),
            self.late.or_else(other.late, mine),
            np.where(mine, self.sure, other.sure),
        )


class Related:
    """Answers `event` conditions."""

    def __init__(self, columns: Columns, schema: Schema, settings: Settings, moments: Moments) -> None:
        self._columns, self._schema, self._settings, self._moments = columns, schema, settings, moments
        self._pairings = Pairings(columns)

    def event(self, c: EventIs, units: Units, *, strict: bool) -> Verdict:
        """Answer for every unit. `strict`: a column that the filter needs and the export lacks makes all unknown."""
        placed_by = "at" if c.on == "at" else "ends_on"
        absent = {f for f in (*c.where.tests, placed_by) if not self._schema.carries(f, c.event)}
        if c.event not in self._schema.types or (strict and absent) or placed_by in absent:
            return Verdict.unknown(len(units))
        search = self._running if c.on == "running" else self._search
        out = search(c, units, possible=False)
        if self._columns.where(c.event, c.where)[1].any():
            perhaps = search(c, units, possible=True)
            # an event whose code is not recorded may make a no a yes; one that is linked would decide alone, yes or no
            out.forget((out.no & ~perhaps.no) | (out.yes & ~perhaps.yes))
        return out

    def members(
        self,
        event: str,
        where: Where,
        units: Units,
        low: Ints,
        high: Ints,
        *,
        possible: bool,
        loose: bool = True,
        whole: bool = False,
    ) -> tuple[Ints, Days, Ints]:
        """Every event of each unit from `low` to `high`: unit index, day and position, in order.

        `loose`: whether events that concern nothing count for units without linked ones. `whole`: all of the case count.
        """
        pairing = self._pairings.get(units.types, event, where, possible=possible)
        pairing = pairing.of_case() if whole else pairing
        linked = pairing.has_linked(units)
        groups = [(pairing.loose, units.case, ~linked & loose)]
        if pairing.linked is not None:
            groups.append((pairing.linked, units.pos, linked))
        each, day, pos = [], [], []
        for series, owner, mine in groups:
            start, stop = series.between(owner, low, high)
            unit, index = expand(start, np.where(mine, stop, start))
            each.append(unit)
            day.append(series.days(index))
            pos.append(series.positions(index))
        unit, days, positions = (np.concatenate(x) for x in (each, day, pos))
        if len(groups) > 1:
            order = np.argsort(unit, kind="stable")
            unit, days, positions = unit[order], days[order], positions[order]
        return unit, days, positions

    def _running(self, c: EventIs, units: Units, *, possible: bool) -> Verdict:
        """Whether an event of the unit ran on its day: begun by then, and not ended earlier. The latest begun is told."""
        n = len(units)
        unit, day, pos = self.members(
            c.event, c.where, units, np.zeros(n, np.int64), end_of(units.day), possible=possible,
            loose=not (c.unlinked.only_without_links and self._schema.linked and units.types != CASE),
            whole=c.unlinked.whole_case,
        )  # fmt: skip
        end = self._columns.days("ends_on", pos)
        ran = (units.day[unit] != NAT) & ((end == NAT) | (end >= units.day[unit]))
        found, actual = np.full(n, -1, np.int64), np.full(n, NAT, np.int64)
        found[unit[ran]], actual[unit[ran]] = pos[ran], day[ran]  # in order of time: the last one stays
        out = Verdict.of(found >= 0, found < 0, due=units.day, reason=MISSING)
        out.actual, out.evidence = actual, found
        return out

    def _search(self, c: EventIs, units: Units, *, possible: bool) -> Verdict:
        pairing = self._pairings.get(
            units.types, c.event, c.where, possible=possible, on="ends_on" if c.on == "ends_on" else "at"
        )
        pairing = pairing.of_case() if c.unlinked.whole_case else pairing
        if isinstance(c.by, Moment) and in_hours(c.by):
            return within_hours(self._columns, c.by, pairing, units)
        bound = self._moments.bound(c.by, units) if c.by is not None else None
        start = self._moments.moment(c.from_, units).day if c.from_ else units.day
        window = _window(c, bound, start, len(units))
        linked = pairing.has_linked(units)
        forward = c.from_ is not None or bound is None
        hit = _pick(pairing.loose, units.case, self._loose(c, units, window), c.at_least, forward=forward)
        silent = c.unlinked.only_without_links and self._schema.linked and not pairing.owner_is_case
        nothing = Found.nothing(len(units))
        hit = hit.or_else(Hit(nothing, nothing, linked), ~linked & (not silent))
        if pairing.linked is not None:
            hit = _pick(pairing.linked, units.pos, window, c.at_least, forward=forward).or_else(hit, linked)
        out = _verdict(hit, bound, units)
        if bound is not None and bound.extendable and (late := out.no & (out.reason == LATE)).any():
            spared = out.actual <= self._moments.next_working_day(np.where(late, bound.day, NAT))
            out.notes |= np.where(late & spared, NOTE_BITS["weekend"], 0).astype(np.uint8)
        loose_note = 0 if pairing.owner_is_case else NOTE_BITS["by_date"]
        out.notes |= np.where((out.evidence >= 0) & ~linked, loose_note, 0).astype(np.uint8)
        if c.from_ is not None:
            out.forget(start == NAT)
            if pairing.linked is not None and c.from_ == UNIT_DAY:
                before = linked & (pairing.linked.first(units.pos, window.low) < 0)
                out.forget(before)
                out.notes |= np.where(before, NOTE_BITS["reversed"], 0).astype(np.uint8)
        return out

    def _loose(self, c: EventIs, units: Units, window: Window) -> Window:
        """Narrow the window for events that are paired by case and date alone."""
        low, high, sure, ceiling = window.low, window.high, window.sure, window.ceiling
        within = c.unlinked.within
        if within is not None:
            months = self._settings.unlinked_window_months
            n, unit = (months, "months") if months else (within.n, within.unit)
            low = np.maximum(low, start_of(shift(units.day, -n, unit)))
            ceiling = np.minimum(ceiling, end_of(units.day)) if c.by is None else ceiling
        if c.unlinked.since_previous and units.types != CASE:
            low = np.maximum(low, start_of(self._neighbour(units, after=False)))
        if c.unlinked.until_next and units.types != CASE:
            following = self._neighbour(units, after=True)
            ceiling = np.where(following == NAT, ceiling, np.minimum(ceiling, start_of(following) - 1))
        return Window(low, np.minimum(high, ceiling), np.minimum(sure, ceiling), ceiling)

    def _neighbour(self, units: Units, *, after: bool) -> Days:
        """Day of the previous or next unit of the same kind; NAT where there is none."""
        days = [self._pairings.neighbour_day(t, units.pos, after=after) for t in units.types]
        out: Days = np.maximum.reduce(days)  # each unit has one type; the others say NAT, the least number
        return out


def _window(c: EventIs, bound: Bound | None, start: Days, n: int) -> Window:
    low = start_of(start) if c.from_ else np.zeros(n, np.int64)
    ceiling = np.full(n, SECONDS, np.int64)
    if bound is None:
        return Window(low, ceiling, ceiling, ceiling)
    high = end_of(bound.day)
    return Window(low, high, high if bound.strict is bound.day else end_of(bound.strict), ceiling)


def _pick(series: Series, owner: Ints, w: Window, at_least: int, *, forward: bool) -> Hit:
    """Decide by the first event at or after `low` (`forward`), else by the last at or before the limit, or by the n-th."""
    hit, late = _inside(series, owner, w.low, w.high, w.ceiling, at_least, forward=forward)
    sure = hit >= 0
    if w.sure is not w.high and forward and at_least == 1:
        sure &= series.seconds(hit) <= w.sure
    elif w.sure is not w.high:
        surely, _ = _inside(series, owner, w.low, w.sure, w.ceiling, at_least, forward=forward)
        sure = surely >= 0
        hit = np.where(sure, surely, hit)
    return Hit(
        Found(series.days(hit), series.positions(hit)), Found(series.days(late), series.positions(late)), sure
    )  # fmt: skip


def _inside(
    series: Series, owner: Ints, low: Ints, high: Ints, ceiling: Ints, at_least: int, *, forward: bool
) -> tuple[Ints, Ints]:
    """Index of the deciding event between `low` and `high`, and of the first after it up to `ceiling`; -1 where none."""
    if at_least > 1:
        start, stop = series.between(owner, low, high)
        hit = np.where(stop - start >= at_least, start + at_least - 1, -1)
        late = np.where(hit < 0, series.first(owner, np.maximum(high + 1, low)), -1)
    elif forward:
        index = series.first(owner, low)
        inside = series.seconds(index) <= high
        hit, late = np.where(inside, index, -1), np.where(inside, -1, index)
    else:
        index = series.last(owner, high)
        hit = np.where(series.seconds(index) >= low, index, -1)
        late = np.full(len(hit), -1, np.int64)
        without = hit < 0
        late[without] = series.first(owner[without], np.maximum(high[without] + 1, low[without]))
    return hit, np.where(series.seconds(late) <= ceiling, late, -1)


def _verdict(hit: Hit, bound: Bound | None, units: Units) -> Verdict:
    found = hit.found.pos >= 0
    if bound is None:
        out = Verdict.of(found, ~found, due=units.day, reason=MISSING)
        out.actual, out.evidence = hit.found.day, hit.found.pos
        return out
    known = bound.day != NAT
    reason = np.where(hit.late.pos >= 0, LATE, MISSING).astype(np.uint8)
    out = Verdict.of(known & found & hit.sure, known & ~found, due=bound.day, reason=reason)
    out.actual = np.where(found, hit.found.day, hit.late.day)
    out.evidence = np.where(found, hit.found.pos, hit.late.pos)
    mark_unsettled(out, known & found & ~hit.sure, bound.note)
    if bound.plain:
        same = out.yes & (hit.found.day == bound.day)
        out.notes |= np.where(same, NOTE_BITS["same_day"], 0).astype(np.uint8)
    return out
