"""The rule language evaluated row by row in plain Python: slow, short, and independent of the engine.

Written from design.md sections 2-4, law.md sections 2-3 and the docstrings of `caseaudit.rules.language`. It shares only
the rule models and the names of the data model with the engine. Each function says which sentence of the contract it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from caseaudit.model.dataset import Schema
from caseaudit.rules.language import (
    Age,
    All,
    AnyOf,
    EventIs,
    FieldIs,
    First,
    Not,
    Recurring,
    Rule,
    Running,
    SectionIs,
    Version,
    Yearly,
)
from oracle.doubts import Doubts, without
from oracle.facts import (
    INCOMPLETE_IF,
    REQUIRE,
    UNLESS,
    UNREADABLE,
    WHEN,
    Case,
    Mode,
    Result,
    Truth,
    Unit,
    accepted,
    build_cases,
    first_of,
    lies_under,
    unread,
    when_it_was,
)
from oracle.series import Series

EARLIER, LATER = 0, 1
"""The two readings of a birthday."""

# ---------------------------------------------------------------------------------------------------------------- entry


def evaluate(
    rules: Sequence[Rule],
    cases: Sequence[Mapping[str, Any]],
    events: Sequence[Mapping[str, Any]],
    schema: Schema,
    settings: Any,
    as_of: date,
    seen: Counter[str] | None = None,
) -> dict[tuple[str, str], Result]:
    """Return what is said of each unit of each rule. Units are named by event id or case id; an event without id by `row N`.

    `seen` is told what was asked and answered on the way. Where a cell could not be read, or dates contradict each other,
    what is said is withheld case by case.
    """
    seen = Counter() if seen is None else seen
    found = build_cases(cases, events, schema)
    whole = {
        (r.id, key): told
        for r in rules
        for c in found
        for key, told in Evaluator(schema, settings, as_of, seen).rule(r, c)
    }
    rows = {str(row["case_id"]): row for row in cases}
    for case in found:
        doubts = Doubts(case, rows.get(case.key, {}), schema)
        for rule in rules:
            names = doubts.names(rule)
            if names:
                other = without(case, names, schema)
                world = Evaluator(schema.without(names), settings, as_of, Counter())
                for key, told in world.rule(rule, other):
                    if doubts.bear_on(rule, key):
                        whole[rule.id, key] = told
            for key in doubts.impossible_units(rule):
                if whole[rule.id, key].outcome != "not_applicable":
                    whole[rule.id, key] = Result("unknown", "data_missing")
    return whole


class Evaluator(Series):
    """The rules of the language for one export, one set of settings and one as-of date."""

    # ---------------------------------------------------------------------------------------------- units and outcomes

    def rule(self, rule: Rule, case: Case) -> Iterable[tuple[str, Result]]:
        """Units are the events of the rule's types, or the case."""
        if rule.first is not None:
            yield case.key, self.of_case(rule, rule.first, case)
            return
        for event in case.events:
            if event.type in rule.about:
                yield event.key, self.unit(rule, Unit(case, event, False, rule.about))

    def of_case(self, rule: Rule, first: First, case: Case) -> Result:
        """A case is dated by the first event that surely passes `first`.

        None: not applicable. Only events that might pass, or a type that the export lacks: unknown. So too where an
        earlier event might pass, and the case would then be judged otherwise.
        """
        if first.event not in self.schema.types:
            return Result("unknown", "data_missing")
        possible, sure = [], []
        for event in case.events:
            how = self.passes(event, first.where) if event.type == first.event else "no"
            possible += [event] if how != "no" else []
            sure += [event] if how == "yes" else []
        if not possible:
            return Result("not_applicable")
        if not sure:
            return Result("unknown", "data_missing")
        surely, perhaps = min(sure, key=when_it_was), min(possible, key=when_it_was)
        result = self.unit(rule, Unit(case, surely, True, rule.about))
        if perhaps is not surely and self.unit(rule, Unit(case, perhaps, True, rule.about)).outcome != result.outcome:
            return Result("unknown", "data_missing")
        return result

    def unit(self, rule: Rule, unit: Unit) -> Result:
        """The law is chosen by the date of the unit's own event. No version: not applicable."""
        for number, version in enumerate(rule.versions):
            if version.covers(unit.day):
                result = self.version(version, unit)
                told = result.reason if result.reason == "needs_review" else result.outcome
                self.seen[f"{rule.id}, version {number}: {told}"] += 1
                return result
        return Result("not_applicable")

    def version(self, version: Version, unit: Unit) -> Result:
        """`when` says to which units it applies, `require` what the law asks, `unless` what excuses it where it failed."""
        if version.when is not None:
            applies = self.truth(version.when, unit, WHEN)
            if applies.value == "no":
                return Result("not_applicable")
            if applies.value == "unknown":
                return unread(applies)
        required = self.required(version, unit)
        if required.value == "void":
            return Result("not_applicable")
        if required.value == "yes":
            return Result("met", "", required.due, required.actual)
        if required.value == "open":
            return Result("pending", "", required.due)
        if required.value == "unknown":
            return unread(required)
        excuse = Truth("no") if version.unless is None else self.truth(version.unless, unit, UNLESS)
        match excuse.value:
            case "yes":
                return Result("excused", "", excuse.due, excuse.actual)
            case "open":
                return Result("pending", "", excuse.due)
            case "unknown":
                return unread(excuse)
        return self.breach(version, unit, required)

    def breach(self, version: Version, unit: Unit, required: Truth) -> Result:
        """`incomplete_if`: a missing step that was begun is incomplete. `soft`: a failing duty needs review."""
        begun = version.incomplete_if
        if version.soft:
            return Result("unknown", "needs_review", required.due, required.actual)
        if required.reason == "missing" and begun and self.truth(begun, unit, INCOMPLETE_IF).value == "yes":
            return Result("breached", "incomplete", required.due, required.actual)
        return Result("breached", required.reason, required.due, required.actual)

    def required(self, version: Version, unit: Unit) -> Truth:
        """Series stand alone under require; they know the last day of their version."""
        if isinstance(version.require, Recurring):
            found = self.recurring(version.require, unit, version.until)
        elif isinstance(version.require, Yearly):
            found = self.yearly(version.require, unit)
        else:
            return self.truth(version.require, unit, REQUIRE)
        self.answered(version.require, found)
        return found

    # ------------------------------------------------------------------------------------------------------ conditions

    def truth(self, condition: Any, unit: Unit, mode: Mode) -> Truth:
        """What is said of one condition, and a note that it was asked."""
        found = self.asked(condition, unit, mode)
        self.answered(condition, found)
        return found

    def answered(self, condition: Any, found: Truth) -> None:
        why = f" {found.reason}" if found.value == "unknown" and found.reason else ""
        self.seen[f"{type(condition).__name__} {found.value}{why}"] += 1

    def asked(self, condition: Any, unit: Unit, mode: Mode) -> Truth:
        match condition:
            case SectionIs():
                found = self.section_is(condition, unit)
            case FieldIs():
                found = self.field_is(condition, unit, mode)
            case EventIs():
                found = self.event_is(condition, unit, mode)
            case Running():
                found = self.running(condition, unit)
                if found.value == "yes":
                    return found  # nor is a measure that runs
            case Age():
                found = self.age(condition, unit)
                if found.value == "yes":
                    return found  # an age that is reached is due on no day
            case All():
                return self.all(condition, unit, mode)
            case AnyOf():
                return self.any(condition, unit, mode)
            case Not():
                return self.not_(condition, unit, mode)
            case _:
                raise TypeError(type(condition))
        return self.opened(found, unit, mode)

    def opened(self, found: Truth, unit: Unit, mode: Mode) -> Truth:
        """A no is open when its due day has not passed: when it lies on or after the as-of date.

        The due day is the bound; the unit's own day where there is none.
        """
        if found.value == "unknown":
            return found
        due = found.due or unit.day
        if found.value == "yes":
            return Truth("yes", "", due, found.actual)
        return Truth("open" if mode.dated and due >= self.as_of else "no", found.reason, due, found.actual)

    def all(self, condition: All, unit: Unit, mode: Mode) -> Truth:
        """Yes if all are; no if any is; open if the rest is yes; else unknown.

        The first that is not yes is told; where all are, the last one that has a day.
        """
        parts = [self.truth(c, unit, mode) for c in condition.all]
        told = first_of(parts, "no") or first_of(parts, "unknown") or first_of(parts, "open")
        return told or next((p for p in parts[::-1] if p.due), parts[-1])

    def any(self, condition: AnyOf, unit: Unit, mode: Mode) -> Truth:
        """Yes if any is; open if any is; no if all are; else unknown. The last one is told."""
        parts = [self.truth(c, unit, mode) for c in condition.any]
        last_first = parts[::-1]
        return first_of(parts, "yes") or first_of(last_first, "open") or first_of(last_first, "unknown") or parts[-1]

    def not_(self, condition: Not, unit: Unit, mode: Mode) -> Truth:
        """Swaps yes and no; its inside is read without openness, and a blank there is unknown: it proves nothing."""
        inside = self.truth(condition.not_, unit, Mode(mode.strict, blank_is_no=False, dated=False))
        if inside.value == "yes":
            return Truth("no", "incomplete", inside.due or inside.asked_of or unit.day)
        return Truth("yes", "", inside.due) if inside.value == "no" else inside

    def section_is(self, condition: SectionIs, unit: Unit) -> Truth:
        """A blank section is unknown everywhere, and so is one that is recorded less exactly than the rule asks."""
        section = unit.event.get("section")
        if not self.schema.carries("section", *unit.types) or not section:
            return UNREADABLE
        how = lies_under(section, condition.section)
        return UNREADABLE if how == "perhaps" else Truth(how, "incomplete")

    def field_is(self, condition: FieldIs, unit: Unit, mode: Mode) -> Truth:
        """A field of the unit itself. A column that the export lacks is unknown everywhere."""
        if not self.schema.carries(condition.field, *unit.types):
            return UNREADABLE
        if condition.by is not None:
            return self.field_by(condition, unit, mode)
        value = unit.event.get(condition.field)
        if condition.is_not is not None:
            if not value:
                return UNREADABLE
            return Truth("no", condition.otherwise) if accepted(value, condition.is_not) else Truth("yes")
        assert condition.is_ is not None
        if not value:
            known = mode.blank_is_no or "documented" in condition.is_  # that nothing is written is itself known
            return Truth("no", "incomplete") if known else UNREADABLE
        return Truth("yes") if accepted(value, condition.is_) else Truth("no", condition.otherwise)

    def field_by(self, condition: FieldIs, unit: Unit, mode: Mode) -> Truth:
        """A date of the unit that must lie on or before the bound; late if it is there, else missing."""
        bound = self.by(condition.by, unit)
        value = unit.event.date(condition.field)
        if bound is None or (value is None and not mode.blank_is_no):
            return UNREADABLE
        if value is None:
            return Truth("no", "missing", bound.last)
        if value <= bound.sure:
            return Truth("yes", "", bound.last, value)
        if value <= bound.last:
            return Truth("unknown", "unsettled_law", bound.last, value)
        return Truth("no", "late", bound.last, value)

    def age(self, condition: Age, unit: Unit) -> Truth:
        """By birthday, the birthday included. Where the law can be read in two ways, both must say the same."""
        if unit.case.born is None:
            return UNREADABLE
        reached = None if condition.at_least is None else self.birthdays(unit, condition.at_least)
        left = None if condition.below is None else self.birthdays(unit, condition.below)
        answers = {
            (reached is None or reached[reading] <= unit.day) and (left is None or unit.day < left[reading])
            for reading in (EARLIER, LATER)
        }
        if len(answers) > 1:
            return Truth("unknown", "unsettled_law")
        return Truth("yes") if answers == {True} else Truth("no", "incomplete")

    def running(self, condition: Running, unit: Unit) -> Truth:
        """The unit had begun by the day, and had not ended on an earlier one; a blank end is no end.

        A day that has not come: it did not. Where the law can be read in two ways, both must say the same.
        """
        moment = self.moment(condition.running, unit, a_limit=False)
        if moment is None or not self.schema.carries("ends_on", *unit.types):
            return UNREADABLE
        end = unit.event.date("ends_on") or date.max
        answers = {day <= self.as_of and unit.day <= day <= end for day in (moment.sure, moment.last)}
        if len(answers) > 1:
            return Truth("unknown", "unsettled_law", moment.last)
        if answers == {True}:
            return Truth("yes", asked_of=moment.last)
        return Truth("no", "incomplete", moment.last)
