"""Each condition of the rule language, evaluated for all units at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from caseaudit.engine import calendar
from caseaudit.engine.calendar import NAT, Days
from caseaudit.engine.columns import EPOCH, SECONDS, Columns, Ints, Mask, Series, end_of, start_of
from caseaudit.engine.units import CASE, Pairing, Pairings, Units, expand
from caseaudit.engine.verdict import INCOMPLETE, LATE, MISSING, Verdict, all_of, any_of
from caseaudit.model.outcomes import NOTE_BITS, REASON_CODES
from caseaudit.rules.language import (
    Age,
    All,
    AnyCondition,
    AnyOf,
    EventIs,
    FieldIs,
    Moment,
    Not,
    ParallelEnd,
    SectionIs,
    Span,
    Where,
)
from caseaudit.rules.language import When as AnyMoment

if TYPE_CHECKING:
    from caseaudit.engine.judge import Settings
    from caseaudit.model.dataset import Schema

UNSETTLED = REASON_CODES["unsettled_law"]
NO_TIME = REASON_CODES["no_time"]


@dataclass(frozen=True)
class Bound:
    """A last permitted day; `strict` is earlier where the law may be read so that the limit is shorter."""

    day: Days
    strict: Days
    plain: bool


@dataclass(frozen=True)
class Found:
    """The deciding event per unit as an index into `series`-independent columns; NAT and -1 where there is none."""

    day: Days
    pos: Ints

    @classmethod
    def nothing(cls, n: int) -> Found:
        return cls(np.full(n, NAT, np.int64), np.full(n, -1, np.int64))

    def or_else(self, other: Found, mine: Mask) -> Found:
        return Found(np.where(mine, self.day, other.day), np.where(mine, self.pos, other.pos))


class Conditions:
    """Evaluates conditions over one set of columns; every fact is computed once and kept.

    `strict`: a column that the export lacks makes the whole answer unknown (how `require` is read); otherwise only
    where it could matter. `dated`: an unfulfilled condition stays open until its day has passed.
    """

    def __init__(self, columns: Columns, schema: Schema, settings: Settings, as_of: int) -> None:
        self.columns, self.schema, self.settings, self.as_of = columns, schema, settings, as_of
        self.pairings = Pairings(columns)
        self._kept: dict[tuple[object, ...], Verdict] = {}
        self._parts: dict[tuple[object, ...], Units] = {}

    def part(self, units: Units, mask: Mask, span: tuple[int | None, int | None]) -> Units:
        """The units of a span of days, taken out once for all rules about them."""
        key = (units.key, span)
        if key not in self._parts:
            self._parts[key] = units.take(mask, span)
        return self._parts[key]

    def evaluate(self, c: AnyCondition, units: Units, *, strict: bool, dated: bool) -> Verdict:
        key = (c, units.key, strict, dated)
        if key not in self._kept:
            self._kept[key] = self._evaluate(c, units, strict=strict, dated=dated)
        return self._kept[key]

    def _evaluate(self, c: AnyCondition, units: Units, *, strict: bool, dated: bool) -> Verdict:
        if isinstance(c, All):
            return all_of([self.evaluate(p, units, strict=strict, dated=dated) for p in c.all])
        if isinstance(c, AnyOf):
            return any_of([self.evaluate(p, units, strict=strict, dated=dated) for p in c.any])
        if isinstance(c, Not):
            return self.evaluate(c.not_, units, strict=strict, dated=False).inverted()
        if isinstance(c, SectionIs):
            out = self._field("section", c.section, units, blank_is_no=False)
        elif isinstance(c, FieldIs):
            out = self._field_is(c, units, blank_is_no=dated)
        elif isinstance(c, Age):
            out = self._age(c, units)
        elif isinstance(c, EventIs):
            out = self._event(c, units, strict=strict)
        else:
            raise TypeError(type(c).__name__)
        return out.settle(self.as_of) if dated else out

    # --- the unit's own fields -------------------------------------------------------------------------------------

    def _field(self, field: str, values: tuple[str, ...], units: Units, *, blank_is_no: bool) -> Verdict:
        if field not in self.schema.columns or not self.columns.has(field):
            return Verdict.unknown(len(units))
        yes, blank = self.columns.matching(field, values, np.maximum(units.anchor, 0))
        blank &= ~yes
        out = Verdict.of(yes, ~yes & (~blank | blank_is_no), due=units.day, reason=INCOMPLETE)
        out.evidence = units.anchor
        return out

    def _field_is(self, c: FieldIs, units: Units, *, blank_is_no: bool) -> Verdict:
        if c.by is not None:
            return self._date_field(c, c.by, units, blank_is_no=blank_is_no)
        if c.is_ is not None:
            only_documented = c.is_ == ("documented",)
            out = self._field(c.field, c.is_, units, blank_is_no=blank_is_no or only_documented)
        else:
            out = self._field(c.field, c.is_not or (), units, blank_is_no=False)
            known = out.yes | out.no
            out = Verdict.of(known & out.no, known & out.yes, due=units.day, reason=INCOMPLETE)
            out.evidence = units.anchor
        written = self._field(c.field, ("documented",), units, blank_is_no=True).yes
        out.reason = np.where(out.no & written, REASON_CODES[c.otherwise], out.reason).astype(np.uint8)
        return out

    def _date_field(self, c: FieldIs, by: AnyMoment, units: Units, *, blank_is_no: bool) -> Verdict:
        if c.field not in self.schema.columns:
            return Verdict.unknown(len(units))
        bound, day = self._bound(by, units), self.columns.days(c.field, units.anchor)
        known, done = bound.day != NAT, day != NAT
        yes = known & done & (day <= bound.strict)
        unsettled = known & done & ~yes & (day <= bound.day)
        no = known & ~yes & ~unsettled & (done | blank_is_no)
        out = Verdict.of(yes, no, due=bound.day, reason=np.where(done, LATE, MISSING).astype(np.uint8))
        out.actual, out.evidence = day, units.anchor
        return _mark_unsettled(out, unsettled)

    def _age(self, c: Age, units: Units) -> Verdict:
        birth = self.columns.birth(units.case)
        known, yes = birth != NAT, np.ones(len(units), dtype=bool)
        if c.at_least is not None:
            yes &= calendar.birthday(birth, c.at_least) <= units.day
        if c.below is not None:
            yes &= calendar.birthday(birth, c.below) > units.day
        return Verdict.of(known & yes, known & ~yes, due=units.day, reason=INCOMPLETE)

    # --- moments ---------------------------------------------------------------------------------------------------

    def _bound(self, by: AnyMoment, units: Units) -> Bound:
        if isinstance(by, Moment):
            return self._moment(by, units)
        day = np.full(len(units), np.iinfo(np.int64).max, np.int64)
        unknown = np.zeros(len(units), dtype=bool)
        for part in by.earliest:
            if isinstance(part, ParallelEnd):
                end = self._parallel_end(part, units)
                if not self._carries(part):
                    unknown[:] = True
            else:
                end = self._moment(part, units).day
                unknown |= end == NAT
            day = np.where(end != NAT, np.minimum(day, end), day)
        day = np.where(unknown | (day == np.iinfo(np.int64).max), NAT, day)
        return Bound(day, day, plain=False)

    def _carries(self, part: ParallelEnd) -> bool:
        return "ends_on" in self.schema.columns and not self.schema.types.isdisjoint(part.parallel_end)

    def _moment(self, m: Moment, units: Units) -> Bound:
        if m.base == "at":
            base = units.day
        elif m.base == "birthday":
            base = calendar.birthday(self.columns.birth(units.case), m.age or 0)
        else:
            base = self.columns.days(m.base, units.anchor)
        if m.unit == "working_days" and m.n:
            return self._working_days(base, m.n)
        day = self._shift(base, m.sign * m.n, m.unit)
        return Bound(day, day, plain=m.n == 0)

    def _working_days(self, base: Days, n: int) -> Bound:
        saturday, special = self.settings.saturday_is_working_day, self.settings.special_days_are_working_days
        day = calendar.add_working_days(base, n, saturday=bool(saturday), special=special)
        if saturday is not None:
            return Bound(day, day, plain=False)
        return Bound(day, calendar.add_working_days(base, n, saturday=True, special=special), plain=False)

    @staticmethod
    def _shift(base: Days, n: int, unit: str) -> Days:
        if unit in ("months", "years"):
            return calendar.add_months(base, n * (12 if unit == "years" else 1))
        days = -(-n // 24) if unit == "hours" else n
        return np.where(base == NAT, NAT, base + days)

    def _parallel_end(self, part: ParallelEnd, units: Units) -> Days:
        """The earliest end, later than the unit's day, of an event that had begun by then."""
        out = np.full(len(units), np.iinfo(np.int64).max, np.int64)
        for type_name in part.parallel_end:
            series = self.columns.series_by_case(type_name, np.ones(len(self.columns.of_type(type_name)), dtype=bool))
            start, stop = series.between(units.case, np.zeros(len(units), np.int64), end_of(units.day))
            each, index = expand(start, stop)
            end = self.columns.days("ends_on", series.pos[index])
            ran = (end != NAT) & (end > units.day[each])
            np.minimum.at(out, each[ran], end[ran])
        return np.where(out == np.iinfo(np.int64).max, NAT, out)

    # --- related events --------------------------------------------------------------------------------------------

    def _event(self, c: EventIs, units: Units, *, strict: bool) -> Verdict:
        absent = {*c.where.tests, c.on} - self.schema.columns
        if c.event not in self.schema.types or (strict and absent) or c.on in absent:
            return Verdict.unknown(len(units))
        out = self._search(c, units, possible=False)
        if self.columns.where(c.event, c.where)[1].any():
            perhaps = self._search(c, units, possible=True)
            out.forget(~out.yes & perhaps.yes)
        return out

    def _search(self, c: EventIs, units: Units, *, possible: bool) -> Verdict:
        pairing = self.pairings.get(units.types, c.event, c.where, possible=possible, on=c.on)
        if isinstance(c.by, Moment) and c.by.unit == "hours" and c.by.n:
            return self._within_hours(c.by, pairing, units)
        n = len(units)
        bound = self._bound(c.by, units) if c.by is not None else None
        start = self._moment(c.from_, units).day if c.from_ else units.day
        low = start_of(start) if c.from_ else np.zeros(n, np.int64)
        high = end_of(bound.day) if bound else np.full(n, SECONDS, np.int64)
        forward = c.from_ is not None or bound is None
        linked = self._linked_units(pairing, units)
        loose_low, loose_high = self._loose_window(c, units, low, high)
        hit, late = self._pick(pairing.loose, units.case, loose_low, loose_high, c.at_least, forward=forward)
        allowed = ~linked
        if c.unlinked.only_without_links and self.schema.linked and not pairing.owner_is_case:
            allowed = np.zeros(n, dtype=bool)
        nothing = Found.nothing(n)
        hit, late = hit.or_else(nothing, allowed), late.or_else(nothing, allowed)
        if pairing.linked is not None:
            own_hit, own_late = self._pick(pairing.linked, units.pos, low, high, c.at_least, forward=forward)
            hit, late = own_hit.or_else(hit, linked), own_late.or_else(late, linked)
        out = self._verdict(hit, late if bound else nothing, bound, units)
        loose_note = NOTE_BITS["by_date"] if not pairing.owner_is_case else 0
        out.notes |= np.where((out.evidence >= 0) & ~linked, loose_note, 0).astype(np.uint8)
        if c.from_ is not None:
            out.forget(start == NAT)
        if c.from_ is not None and pairing.linked is not None:
            before = linked & (pairing.linked.first(units.pos, low) < 0)
            out.forget(before)
            out.notes |= np.where(before, NOTE_BITS["reversed"], 0).astype(np.uint8)
        return out

    @staticmethod
    def _linked_units(pairing: Pairing, units: Units) -> Mask:
        if pairing.linked is None:
            return np.zeros(len(units), dtype=bool)
        return pairing.linked.first(units.pos, np.zeros(len(units), np.int64)) >= 0

    def _loose_window(self, c: EventIs, units: Units, low: Ints, high: Ints) -> tuple[Ints, Ints]:
        """Narrow the window for events that are paired by case and date alone."""
        within = c.unlinked.within
        if within is not None:
            window = self.settings.unlinked_window_months
            n, unit = (window, "months") if window else (within.n, within.unit)
            low = np.maximum(low, start_of(self._shift(units.day, -n, unit)))
            high = np.minimum(high, end_of(units.day)) if c.by is None else high
        if c.unlinked.since_previous and units.types != CASE:
            low = np.maximum(low, start_of(self._neighbour(units, after=False)))
        if c.unlinked.until_next and units.types != CASE:
            following = self._neighbour(units, after=True)
            high = np.where(following == NAT, high, np.minimum(high, start_of(following) - 1))
        return low, high

    def _neighbour(self, units: Units, *, after: bool) -> Days:
        """Day of the previous or next unit of the same kind; NAT where there is none."""
        days = [self.pairings.neighbour_day(t, units.pos, after=after) for t in units.types]
        return np.maximum.reduce(days)  # each unit has one type; the others say NAT, the least number

    @staticmethod
    def _pick(series: Series, owner: Ints, low: Ints, high: Ints, at_least: int, *, forward: bool) -> tuple[Found, Found]:
        """The deciding event inside the window, and the first after it.

        `forward` decides by the first at or after `low`, otherwise by the last at or before `high`.
        """
        if at_least > 1:
            start, stop = series.between(owner, low, high)
            hit = np.where(stop - start >= at_least, start + at_least - 1, -1)
            late = np.where(hit < 0, series.first(owner, high + 1), -1)
        elif forward:
            index = series.first(owner, low)
            inside = series.seconds(index) <= high
            hit, late = np.where(inside, index, -1), np.where(inside, -1, index)
        else:
            index = series.last(owner, high)
            hit = np.where(series.seconds(index) >= low, index, -1)
            late = series.first(owner, np.maximum(high + 1, low))
        return (
            Found(series.days(hit), series.positions(hit)),
            Found(series.days(late), series.positions(late)),
        )

    def _verdict(self, hit: Found, late: Found, bound: Bound | None, units: Units) -> Verdict:
        found = hit.pos >= 0
        due = bound.day if bound else units.day
        known = (bound.day != NAT) if bound else np.ones(len(units), dtype=bool)
        sure = hit.day <= bound.strict if bound else found
        reason = np.where(late.pos >= 0, LATE, MISSING).astype(np.uint8)
        out = Verdict.of(known & found & sure, known & ~found, due=due, reason=reason)
        out.actual = np.where(found, hit.day, late.day)
        out.evidence = np.where(found, hit.pos, late.pos)
        if bound is not None:
            _mark_unsettled(out, known & found & ~sure)
            if bound.plain:
                same = out.yes & (hit.day == bound.day)
                out.notes |= np.where(same, NOTE_BITS["same_day"], 0).astype(np.uint8)
        return out

    def _within_hours(self, by: Moment, pairing: Pairing, units: Units) -> Verdict:
        """Elapsed hours where both clock times are known; else what whole days can decide."""
        linked = self._linked_units(pairing, units)
        dated, clocked = self._next(pairing.loose, units.case, units)
        nothing = Found.nothing(len(units))
        dated, clocked = dated.or_else(nothing, ~linked), clocked.or_else(nothing, ~linked)
        if pairing.linked is not None:
            own_dated, own_clocked = self._next(pairing.linked, units.pos, units)
            dated, clocked = own_dated.or_else(dated, linked), own_clocked.or_else(clocked, linked)
        due = self._hours_due(by, units)
        out = self._hours_answer(by, clocked, units, due)
        by_day = self._hours_answer(by, dated, units, due)
        out.replace(by_day, (dated.pos >= 0) & ~out.yes)
        found = (clocked.pos >= 0) | (dated.pos >= 0)
        loose_note = 0 if pairing.owner_is_case else NOTE_BITS["by_date"]
        out.notes |= np.where(found & ~linked, loose_note, 0).astype(np.uint8)
        before = linked & ~found
        out.forget(before)
        out.notes |= np.where(before, NOTE_BITS["reversed"], 0).astype(np.uint8)
        return out

    def _next(self, series: Series, owner: Ints, units: Units) -> tuple[Found, Found]:
        """The first event of the unit's own day that has no clock time, and the first at or after the unit's clock time."""
        midnight = start_of(units.day)
        by_day = series.first(owner, midnight)
        by_clock = np.where(units.timed, series.first(owner, units.sec), by_day)
        same_day = (by_day >= 0) & (series.seconds(by_day) == midnight) & units.timed
        if len(series.pos):
            same_day &= ~self.columns.timed[np.maximum(series.positions(by_day), 0)]
        by_day = np.where(same_day, by_day, -1)
        return (
            Found(series.days(by_day), series.positions(by_day)),
            Found(series.days(by_clock), series.positions(by_clock)),
        )

    def _hours_due(self, by: Moment, units: Units) -> Days:
        due = self._shift(units.day, by.n, "hours")
        if units.timed.any():
            clock = calendar.add_hours(units.sec[units.timed] - EPOCH, by.n)
            due[units.timed] = clock // calendar.SECONDS_A_DAY
        return due

    def _hours_answer(self, by: Moment, hit: Found, units: Units, due: Days) -> Verdict:
        """Elapsed time where both clock times are known; otherwise only what whole days can decide."""
        found = hit.pos >= 0
        at = np.maximum(hit.pos, 0)
        timed = found & units.timed & (self.columns.timed[at] if self.columns.n_events else False)
        gap = np.where(found, hit.day - units.day, 0)
        yes, no = found & ((gap + 1) * 24 <= by.n), found & ((gap - 1) * 24 >= by.n)
        if timed.any():
            start, end = units.sec[timed] - EPOCH, self.columns.sec[at[timed]] - EPOCH
            least, most = calendar.elapsed_seconds(start, end)
            yes[timed], no[timed] = most <= by.n * 3600, least > by.n * 3600
        out = Verdict.of(yes, no | ~found, due=due, reason=np.where(found, LATE, MISSING).astype(np.uint8))
        out.reason = np.where(found & ~yes & ~no, NO_TIME, out.reason).astype(np.uint8)
        out.actual, out.evidence = hit.day, hit.pos
        return out

    def members(
        self, event: str, where: Where, units: Units, low: Ints, high: Ints, *, possible: bool
    ) -> tuple[Ints, Days, Ints]:
        """Every event of each unit from `low` to `high`: unit index, day and position, in order."""
        pairing = self.pairings.get(units.types, event, where, possible=possible)
        linked = self._linked_units(pairing, units)
        groups = [(pairing.loose, units.case, ~linked)]
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

    def span_after(self, days: Days, span: Span) -> Days:
        return self._shift(days, span.n, span.unit)


def _mark_unsettled(out: Verdict, mask: Mask) -> Verdict:
    """Say where the answer hangs on a reading of the law that is not settled."""
    out.reason = np.where(mask, UNSETTLED, out.reason).astype(np.uint8)
    out.notes |= np.where(mask, NOTE_BITS["saturday"], 0).astype(np.uint8)
    return out
