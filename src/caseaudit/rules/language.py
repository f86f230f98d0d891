"""The rule language: a small closed set of conditions, typed and frozen.

A rule is about one kind of unit. `when` says to which units it applies, `require` what the law asks, `unless` what
excuses it. Applicability must be known, so a blank in `when` leaves the question open; fulfilment must be documented,
so a blank in `require` or `unless` is not fulfilment. A column that the export lacks is unknown everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, TypeGuard

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from caseaudit.law import SECTION, Confidence
from caseaudit.model.tables import EVENT_FIELDS, EVENT_TYPES, KIND_CODES, RESULT_CODES
from caseaudit.texts import Text

UNITS = ("hours", "days", "working_days", "months", "years")
DOCUMENTED = "documented"


class Model(BaseModel):
    """Frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Both(Model):
    """A text in Danish and English."""

    da: str = Field(min_length=1)
    en: str = Field(min_length=1)

    @property
    def text(self) -> Text:
        return Text(self.da, self.en)

    def __str__(self) -> str:
        return str(self.text)


def _known(names: Any, what: str) -> BeforeValidator:
    def check(value: Any) -> Any:
        if not isinstance(value, str) or value not in names:
            raise ValueError(f"{what}: {value}")
        return value

    return BeforeValidator(check)


def _as_tuple(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


EventTypeName = Annotated[str, _known(EVENT_TYPES, "unknown event type")]
FieldName = Annotated[str, _known(EVENT_FIELDS, "unknown field")]


def _section(value: Any) -> Any:
    if not isinstance(value, str) or not SECTION.match(value):
        raise ValueError(f"not a section code: {value}")
    return value


Section = Annotated[str, BeforeValidator(_section)]
Sections = Annotated[tuple[Section, ...], BeforeValidator(_as_tuple), Field(min_length=1)]
Values = Annotated[tuple[str, ...], BeforeValidator(_as_tuple), Field(min_length=1)]
EventTypes = Annotated[tuple[EventTypeName, ...], BeforeValidator(_as_tuple), Field(min_length=1)]

_MOMENT = re.compile(
    r"(?P<base>at|ends_on|aware_on|birthday (?P<age>\d+))"
    r"(?: (?P<sign>[+-]) (?P<n>\d+) (?P<unit>hours?|days?|working days?|months?|years?))?\Z"
)
_SPAN = re.compile(r"(?P<n>\d+) (?P<unit>days?|months?|years?)\Z")


class Span(Model):
    """A length of time, written `6 months`."""

    n: int = Field(ge=1)
    unit: Literal["hours", "days", "working_days", "months", "years"]

    @model_validator(mode="before")
    @classmethod
    def _parse(cls, value: Any) -> Any:
        if isinstance(value, str):
            m = _SPAN.match(value)
            if not m:
                raise ValueError(f"not a length of time: {value}")
            return {"n": int(m["n"]), "unit": _plural(m["unit"])}
        return value


def _plural(unit: str) -> str:
    return unit.rstrip("s").replace(" ", "_") + "s"


class Moment(Model):
    """A day counted from a date of the unit, written `at`, `at + 3 months`, `aware_on + 4 months`, `birthday 18 - 6 months`."""

    base: Literal["at", "ends_on", "aware_on", "birthday"]
    age: int | None = None
    sign: Literal[1, -1] = 1
    n: int = 0
    unit: Literal["hours", "days", "working_days", "months", "years"] = "days"

    @model_validator(mode="before")
    @classmethod
    def _parse(cls, value: Any) -> Any:
        if isinstance(value, str):
            m = _MOMENT.match(value)
            if not m:
                raise ValueError(f"not a moment: {value}")
            out: dict[str, Any] = {"base": m["base"].split()[0]}
            if m["age"]:
                out["age"] = int(m["age"])
            if m["n"]:
                out |= {"n": int(m["n"]), "sign": 1 if m["sign"] == "+" else -1, "unit": _plural(m["unit"])}
            return out
        return value

    @model_validator(mode="after")
    def _hours_and_working_days_run_from_the_event(self) -> Moment:
        if self.unit in ("hours", "working_days") and self.n and (self.base != "at" or self.sign < 0):
            raise ValueError("hours and working days are counted forward from `at`")
        return self


class ParallelEnd(Model):
    """The end of an event that ran on the unit's day: it had begun, and ended later than that day.

    Of several types, those that the export lacks are left out; where it lacks them all, the moment is not known.
    """

    parallel_end: EventTypes


class Earliest(Model):
    """The earlier of several moments; those that do not exist are left out."""

    earliest: tuple[Moment | ParallelEnd, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _whole_days(self) -> Earliest:
        if any(in_hours(m) for m in self.earliest):
            raise ValueError("hours cannot stand under earliest")
        return self


When = Moment | Earliest


def in_hours(when: object) -> bool:
    """Tell whether the limit is counted in elapsed hours."""
    return isinstance(when, Moment) and when.unit == "hours" and when.n > 0


class Unlinked(Model):
    """How events without `concerns` are paired with the unit, beyond same case.

    `only_without_links`: they count only where nothing in the export has a link at all.
    `within`: they count only this long before the unit. `since_previous`: not earlier than the previous unit of the
    same kind (same event type, law and section) on the case. `until_next`: only before the day of the next such unit.
    """

    only_without_links: bool = False
    within: Span | None = None
    since_previous: bool = False
    until_next: bool = False


class Where(Model):
    """A filter on related events. `documented` asks only that something is written."""

    section: Sections | None = None
    kind: Values | None = None
    result: Values | None = None
    body: Values | None = None
    notifier: Values | None = None
    reason: Literal["documented"] | None = None
    ends_on: Literal["documented"] | None = None
    consent: Literal["yes", "no"] | None = None
    alternative: Literal["yes", "no"] | None = None
    urgent: Literal["yes", "no"] | None = None
    goals: Literal["yes", "no"] | None = None
    contact_frame: Literal["yes", "no"] | None = None
    with_child: Literal["yes", "no"] | None = None
    plan_needed: Literal["yes", "no"] | None = None
    reasoned: Literal["yes", "no"] | None = None
    appeal_guidance: Literal["yes", "no"] | None = None
    heard: Literal["yes", "no"] | None = None

    @property
    def tests(self) -> dict[str, tuple[str, ...]]:
        """Field name to accepted values."""
        given = self.model_dump(exclude_none=True)
        return {k: (v,) if isinstance(v, str) else tuple(v) for k, v in given.items()}


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
            raise ValueError("a field needs exactly one of: is, is_not, by")
        spec = EVENT_FIELDS[self.field]
        if self.by is not None and (spec.kind != "date" or in_hours(self.by)):
            raise ValueError(f"not a date field, or not a whole day: {self.field}")
        for value in (*(self.is_ or ()), *(self.is_not or ())):
            check_value(self.field, value)
        return self


class EventIs(Model):
    """At least `at_least` related events of the type exist, filtered by `where`, on or after `from`, on or before `by`.

    `on: ends_on` counts an event on the day that it ended; one that has not ended has not happened.
    """

    event: EventTypeName
    where: Where = Where()
    on: Literal["at", "ends_on"] = "at"
    from_: Moment | None = Field(default=None, alias="from")
    by: When | None = None
    at_least: int = Field(default=1, ge=1)
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
            raise ValueError("a limit in hours needs `from: at`, and goes with neither at_least, on nor unlinked")
        if in_hours(self.from_):
            raise ValueError("from cannot be counted in hours")
        return self


class Recurring(Model):
    """Related events recur at most `every` apart, from the first of them until the unit ended (`until`).

    Intervals that cross the end of the version are neither: `unknown/transitional`. Later ones are not its concern.
    """

    recurring: EventTypeName
    every: Span
    until: Literal["ends_on"] = "ends_on"
    where: Where = Where()


class Yearly(Model):
    """At least `at_least` related events in each full calendar year from `at` to `until`."""

    yearly: EventTypeName
    at_least: int = Field(ge=1)
    until: Literal["ends_on"] = "ends_on"
    where: Where = Where()


class Age(Model):
    """The child's age, by birthday, on the unit's day."""

    age: Literal["at"]
    at_least: int | None = Field(default=None, ge=0)
    below: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _a_limit(self) -> Age:
        if self.at_least is None and self.below is None:
            raise ValueError("an age needs at_least or below")
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
    "all": All,
    "any": AnyOf,
    "not": Not,
}


def _condition(value: Any) -> Any:
    """Choose the condition by its naming key, so that an error speaks of that condition alone."""
    if isinstance(value, Model):
        return value
    if not isinstance(value, dict):
        raise ValueError("a condition is a mapping")  # noqa: TRY004 - pydantic turns ValueError into its own
    kinds = [k for k in CONDITIONS if k in value]
    if len(kinds) != 1:
        raise ValueError(f"a condition has exactly one of: {', '.join(CONDITIONS)}")
    return CONDITIONS[kinds[0]].model_validate(value)


AnyCondition = SectionIs | FieldIs | EventIs | Recurring | Yearly | Age | All | AnyOf | Not
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


def check_value(field: str, value: str) -> None:
    """Raise ValueError unless `value` is one that `field` may be compared with."""
    spec = EVENT_FIELDS[field]
    allowed: tuple[str, ...] = {
        "yes_no": ("yes", "no", DOCUMENTED),
        "date": (DOCUMENTED,),
        "text": (DOCUMENTED,),
        "section": (DOCUMENTED,),
    }.get(spec.kind, spec.codes)
    if field == "kind":
        allowed = tuple(sorted({c for codes in KIND_CODES.values() for c in codes}))
    elif field == "result":
        allowed = tuple(sorted({c for codes in RESULT_CODES.values() for c in codes}))
    if value not in allowed:
        raise ValueError(f"{field} cannot be {value}; it can be: {', '.join(allowed)}")


class Citation(Model):
    """One provision, and how sure we are of it."""

    cite: Section
    confidence: Confidence
    note: Both | None = None


Severity = Literal["critical", "high", "medium", "low", "advisory"]


class Version(Model):
    """The duty in a period. `from` and `until` are the first and last day; None: no limit known."""

    from_: date | None = Field(default=None, alias="from")
    until: date | None = None
    law_rows: Annotated[tuple[str, ...], BeforeValidator(_as_tuple), Field(min_length=1)]
    law: tuple[Citation, ...] = Field(min_length=1)
    severity: Severity | None = None
    when: Condition | None = None
    require: Condition
    unless: Condition | None = None
    incomplete_if: Condition | None = None

    @model_validator(mode="after")
    def _series_stand_alone(self) -> Version:
        for top in (self.when, self.unless, self.incomplete_if, self.require):
            below = [c for c in walk(top) if c is not self.require]
            if any(isinstance(c, Recurring | Yearly) for c in below):
                raise ValueError("recurring and yearly stand alone under require")
        return self

    def covers(self, day: date) -> bool:
        return (self.from_ is None or self.from_ <= day) and (self.until is None or day <= self.until)


class First(Model):
    """What dates a case unit: the first event of the type that passes the filter."""

    event: EventTypeName
    where: Where = Where()


class Case(Model):
    """An inline case: a few events in plain words, and the outcome a jurist expects."""

    name: Both | str
    given: tuple[dict[str, Any], ...] = Field(min_length=1)
    birth_date: date | None = None
    without: Annotated[tuple[str, ...], BeforeValidator(_as_tuple)] = ()
    as_of: date = date(2030, 1, 1)
    expect: str
    due_on: date | None = None
    unit: str | None = None


class Findings(Model):
    """What a finding says, per reason. Placeholders: {due_on} {actual_on} {unit_on} {days_late} {citation}."""

    missing: Both | None = None
    late: Both | None = None
    incomplete: Both | None = None
    wrong_body: Both | None = None


PLACEHOLDERS = ("due_on", "actual_on", "unit_on", "days_late", "citation")
RULE_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")


class Rule(Model):
    """One duty: what the law asks, of which unit, in which period, and how a finding is told."""

    id: Annotated[str, Field(pattern=RULE_ID.pattern.replace(r"\Z", "$"))]
    title: Both
    law_rows: Annotated[tuple[str, ...], BeforeValidator(_as_tuple), Field(min_length=1)]
    theme: str
    severity: Severity
    about: Annotated[tuple[str, ...], BeforeValidator(_as_tuple), Field(min_length=1)]
    first: First | None = None
    why: Both
    versions: tuple[Version, ...] = Field(min_length=1)
    finding: Findings
    fix: Both
    limits: Both
    automation: Literal["full", "may_over_report", "may_under_report"] = "full"
    local: bool = False
    cases: tuple[Case, ...] = ()

    @property
    def of_case(self) -> bool:
        return self.about == ("case",)

    @model_validator(mode="after")
    def _about(self) -> Rule:
        for name in self.about:
            if name != "case" and name not in EVENT_TYPES:
                raise ValueError(f"unknown event type: {name}")
        if ("case" in self.about) != (self.first is not None) or (self.first and len(self.about) > 1):
            raise ValueError("`first` goes with `about: case`, and only with it")
        return self


def is_moment(when: When) -> TypeGuard[Moment]:
    """Tell whether the bound is counted from one date."""
    return isinstance(when, Moment)
