"""The conditions of the rule language: a small closed set, each chosen by its naming key."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from caseaudit.model.tables import EVENT_FIELDS
from caseaudit.rules.refused import Refused
from caseaudit.rules.terms import (
    EventTypeName,
    FieldName,
    Model,
    Moment,
    Sections,
    Span,
    Unlinked,
    Values,
    When,
    Where,
    Whole,
    check_value,
    in_hours,
)

BreachReason = Literal["missing", "late", "incomplete", "wrong_body"]


class SectionIs(Model):
    """The unit's own legal section lies under one of these."""

    section: Sections


class FieldIs(Model):
    """A field of the unit itself: `is`, `is_not`, or a date field that must lie `by` a moment."""

    field: FieldName
    is_: Values | None = Field(default=None, alias="is")
    is_not: Values | None = None
    by: When | None = None
    otherwise: BreachReason = "incomplete"

    @model_validator(mode="after")
    def _one_test(self) -> FieldIs:
        if sum(x is not None for x in (self.is_, self.is_not, self.by)) != 1:
            raise Refused("rule_field_test", "field")
        spec = EVENT_FIELDS[self.field]
        if self.by is not None and (spec.kind != "date" or in_hours(self.by)):
            raise Refused("rule_field_by", "by", field=self.field)
        for key, values in (("is", self.is_), ("is_not", self.is_not)):
            for value in values or ():
                _check_value(self.field, value, key)
        return self


def _check_value(field: str, value: str, key: str) -> None:
    try:
        check_value(field, value)
    except Refused as e:
        raise Refused(e.code, key, **e.values) from None


class EventIs(Model):
    """At least `at_least` related events of the type exist, filtered by `where`, on or after `from`, on or before `by`.

    `on: ends_on` counts an event on the day that it ended; one that has not ended has not happened.
    `on: running` counts an event that ran on the unit's own day: it had begun, and had not ended on an earlier day.
    """

    event: EventTypeName
    where: Where = Where()
    on: Literal["at", "ends_on", "running"] = "at"
    from_: Moment | None = Field(default=None, alias="from")
    by: When | None = None
    at_least: Whole = Field(default=1, ge=1)
    unlinked: Unlinked = Unlinked()

    @model_validator(mode="after")
    def _hours_stand_alone(self) -> EventIs:
        plain = (
            self.from_ == Moment.model_validate("at")
            and self.at_least == 1
            and self.unlinked == Unlinked()
            and self.on == "at"
        )
        if in_hours(self.by) and not plain:
            raise Refused("rule_hours_alone", "by")
        if in_hours(self.from_):
            raise Refused("rule_hours_not_here", "from", key="from")
        if self.on == "running" and (
            self.from_
            or self.by
            or self.at_least > 1
            or self.unlinked.within
            or self.unlinked.since_previous
            or self.unlinked.until_next
        ):
            raise Refused("rule_on_running", "on")
        return self


class Recurring(Model):
    """Related events recur at most `every` apart, from the first of them until the unit ended (`until`).

    `every: next_on`: by the day that each of them set for the next; one that set no day starts no interval.
    Intervals that cross the end of the version are neither: `unknown/transitional`. Later ones are not its concern.
    """

    recurring: EventTypeName
    every: Span | Literal["next_on"]
    until: Literal["ends_on"] = "ends_on"
    where: Where = Where()


class Yearly(Model):
    """At least `at_least` related events in each full calendar year from `at` to `until`."""

    yearly: EventTypeName
    at_least: Whole = Field(ge=1)
    until: Literal["ends_on"] = "ends_on"
    where: Where = Where()


class Age(Model):
    """The child's age, by birthday, on the unit's day."""

    age: Literal["at"]
    at_least: Whole | None = Field(default=None, ge=0)
    below: Whole | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _a_limit(self) -> Age:
        if self.at_least is None and self.below is None:
            raise Refused("rule_age_limit", "age")
        return self


class Running(Model):
    """The unit ran on the day: it had begun, and had not ended on an earlier day. A day that has not come: it did not."""

    running: Moment

    @model_validator(mode="after")
    def _counted_from_a_birthday(self) -> Running:
        if self.running.base not in ("birthday", "at"):
            raise Refused("rule_running_day", "running")
        if in_hours(self.running) or self.running.unit == "working_days":
            raise Refused("rule_hours_not_here", "running", key="running")
        return self


class All(Model):
    """Every one holds."""

    all: tuple[Condition, ...] = Field(min_length=1)


class AnyOf(Model):
    """At least one holds. When none does, the last one says what is missing."""

    any: tuple[Condition, ...] = Field(min_length=1)


class Not(Model):
    """It does not hold."""

    not_: Condition = Field(alias="not")


CONDITIONS: dict[str, type[Model]] = {
    "section": SectionIs,
    "field": FieldIs,
    "event": EventIs,
    "recurring": Recurring,
    "yearly": Yearly,
    "age": Age,
    "running": Running,
    "all": All,
    "any": AnyOf,
    "not": Not,
}


def _condition(value: Any) -> Any:
    """Choose the condition by its naming key, so that an error speaks of that condition alone."""
    if isinstance(value, Model):
        return value
    if not isinstance(value, dict):
        raise Refused("rule_not_a_condition")
    kinds = [k for k in CONDITIONS if k in value]
    if len(kinds) != 1:
        if kinds:
            raise Refused("rule_condition_double", kinds[1], keys=", ".join(kinds))
        key = next((k for k in value if difflib.get_close_matches(str(k), CONDITIONS, 1)), next(iter(value), ""))
        raise Refused("rule_condition_unknown", key, value=key, known=tuple(CONDITIONS))
    return CONDITIONS[kinds[0]].model_validate(value)


AnyCondition = SectionIs | FieldIs | EventIs | Recurring | Yearly | Age | Running | All | AnyOf | Not
Condition = Annotated[AnyCondition, BeforeValidator(_condition)]

for _model in (All, AnyOf, Not):
    _model.model_rebuild()


def walk(condition: AnyCondition | None) -> Iterator[AnyCondition]:
    """Yield the condition and everything inside it."""
    if condition is None:
        return
    yield condition
    inside: tuple[AnyCondition, ...] = ()
    if isinstance(condition, All):
        inside = condition.all
    elif isinstance(condition, AnyOf):
        inside = condition.any
    elif isinstance(condition, Not):
        inside = (condition.not_,)
    for part in inside:
        yield from walk(part)
