"""Each condition of the rule language, evaluated for all units at once.

Sorted series, pairings and units are made once and shared by all rules; answers are not kept, for fresh memory costs
more than computing them again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from caseaudit.engine.calendar import NAT, Days
from caseaudit.engine.columns import Columns, Mask
from caseaudit.engine.moments import Moments
from caseaudit.engine.related import Related
from caseaudit.engine.units import Units
from caseaudit.engine.verdict import INCOMPLETE, LATE, MISSING, Verdict, all_of, any_of, mark_unsettled
from caseaudit.model.outcomes import REASON_CODES
from caseaudit.rules.language import Age, All, AnyCondition, AnyOf, EventIs, FieldIs, Not, Running, SectionIs
from caseaudit.rules.language import When as AnyMoment

if TYPE_CHECKING:
    from caseaudit.engine.readings import Settings
    from caseaudit.model.dataset import Schema


class Conditions:
    """Evaluates conditions over one set of columns.

    `strict`: a column that the export lacks makes the whole answer unknown (how `require` is read); otherwise only
    where it could matter. `dated`: an unfulfilled condition stays open until its day has passed.
    """

    def __init__(self, columns: Columns, schema: Schema, settings: Settings, as_of: int) -> None:
        self.columns, self.schema, self.as_of = columns, schema, as_of
        self._moments = Moments(columns, schema, settings)
        self.related = Related(columns, schema, settings, self._moments)
        self._parts: dict[tuple[object, ...], Units] = {}

    def part(self, units: Units, mask: Mask, span: tuple[object, ...]) -> Units:
        """The units of some span of days, taken out once for all rules about them."""
        key = (units.key, span)
        if key not in self._parts:
            self._parts[key] = units.take(mask)
        return self._parts[key]

    def evaluate(self, c: AnyCondition, units: Units, *, strict: bool, dated: bool) -> Verdict:
        """Answer a condition for every unit."""
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
        elif isinstance(c, Running):
            out = self._ran(c, units)
        elif isinstance(c, EventIs):
            out = self.related.event(c, units, strict=strict)
        else:
            raise TypeError(type(c).__name__)
        return out.settle(self.as_of) if dated else out

    def _field(self, field: str, values: tuple[str, ...], units: Units, *, blank_is_no: bool) -> Verdict:
        if not self.columns.has(field, *units.event_types):
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
            out = Verdict.of(out.no, out.yes, due=units.day, reason=INCOMPLETE)
            out.evidence = units.anchor
        written = self._field(c.field, ("documented",), units, blank_is_no=True).yes
        out.reason = np.where(out.no & written, REASON_CODES[c.otherwise], out.reason).astype(np.uint8)
        return out

    def _date_field(self, c: FieldIs, by: AnyMoment, units: Units, *, blank_is_no: bool) -> Verdict:
        if not self.columns.has(c.field, *units.event_types):
            return Verdict.unknown(len(units))
        bound, day = self._moments.bound(by, units), self.columns.days(c.field, units.anchor)
        known, done = bound.day != NAT, day != NAT
        yes = known & done & (day <= bound.strict)
        unsettled = known & done & ~yes & (day <= bound.day)
        no = known & ~yes & ~unsettled & (done | blank_is_no)
        out = Verdict.of(yes, no, due=bound.day, reason=np.where(done, LATE, MISSING).astype(np.uint8))
        out.actual, out.evidence = day, units.anchor
        return mark_unsettled(out, unsettled, bound.note)

    def _age(self, c: Age, units: Units) -> Verdict:
        known = self.columns.birth(units.case) != NAT
        first, second = np.ones((2, len(units)), dtype=bool)  # by the two readings of a birthday on 29 February
        if c.at_least is not None:
            later, earlier = self._moments.birthdays(c.at_least, units)
            first, second = first & (later <= units.day), second & (earlier <= units.day)
        if c.below is not None:
            later, earlier = self._moments.birthdays(c.below, units)
            first, second = first & (later > units.day), second & (earlier > units.day)
        out = Verdict.of(known & first & second, known & ~first & ~second, due=units.day, reason=INCOMPLETE)
        return mark_unsettled(out, known & (first != second), "leap_day")

    def _ran(self, c: Running, units: Units) -> Verdict:
        if not self.columns.has("ends_on", *units.event_types):
            return Verdict.unknown(len(units))
        bound, end = self._moments.moment(c.running, units), self.columns.days("ends_on", units.anchor)

        def ran(day: Days) -> Mask:
            out: Mask = (day <= self.as_of) & (units.day <= day) & ((end == NAT) | (end >= day))
            return out

        known, first, second = bound.day != NAT, ran(bound.day), ran(bound.strict)
        out = Verdict.of(known & first & second, known & ~first & ~second, due=bound.day, reason=INCOMPLETE)
        return mark_unsettled(out, known & (first != second), "leap_day")
