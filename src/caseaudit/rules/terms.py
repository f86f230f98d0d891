"""The terms of the rule language: lengths of time, moments, filters, and how unlinked events are paired."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, TypeGuard

from pydantic import BeforeValidator, Field, model_validator

from caseaudit.model.tables import EVENT_FIELDS, KIND_CODES, RESULT_CODES
from caseaudit.rules.refused import Refused
from caseaudit.rules.words import (
    Both,
    Day,
    EventTypeName,
    EventTypes,
    FieldName,
    Flag,
    Model,
    Names,
    Section,
    Sections,
    Values,
    Whole,
    as_tuple,
    plain,
)

__all__ = [
    "DOCUMENTED",
    "MOMENT",
    "SPAN",
    "UNITS",
    "Both",
    "Day",
    "Earliest",
    "EventTypeName",
    "EventTypes",
    "FieldName",
    "Flag",
    "Latest",
    "Model",
    "Moment",
    "Names",
    "ParallelEnd",
    "Section",
    "Sections",
    "Span",
    "Unlinked",
    "Values",
    "When",
    "Where",
    "Whole",
    "as_tuple",
    "check_value",
    "in_hours",
    "is_moment",
    "plain",
    "values_of",
]

UNITS = ("hours", "days", "working_days", "months", "years")
DOCUMENTED = "documented"
MOMENT = re.compile(
    r"(?P<base>at|ends_on|aware_on|birthday (?P<age>\d{1,2}))"
    r"(?: (?P<sign>[+-]) (?P<n>\d{1,4}) (?P<unit>hours?|days?|working days?|months?|years?))?\Z"
)
SPAN = re.compile(r"(?P<n>\d{1,4}) (?P<unit>days?|months?|years?)\Z")


class Span(Model):
    """A length of time, written `6 months`."""

    n: Annotated[int, Field(ge=1, strict=True)]
    unit: Literal["hours", "days", "working_days", "months", "years"]

    @model_validator(mode="before")
    @classmethod
    def _parse(cls, value: Any) -> Any:
        if isinstance(value, str):
            m = SPAN.match(value)
            if not m:
                raise Refused("rule_not_a_span", value=value)
            return {"n": int(m["n"]), "unit": _plural(m["unit"])}
        if not isinstance(value, dict | Span):
            raise Refused("rule_not_a_span", value=value)
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
            m = MOMENT.match(value)
            if not m:
                raise Refused("rule_not_a_moment", value=value)
            out: dict[str, Any] = {"base": m["base"].split()[0]}
            if m["age"]:
                out["age"] = int(m["age"])
            if m["n"]:
                out |= {"n": int(m["n"]), "sign": 1 if m["sign"] == "+" else -1, "unit": _plural(m["unit"])}
            return out
        if not isinstance(value, dict | Moment):
            raise Refused("rule_not_a_moment", value=value)
        return value

    @model_validator(mode="after")
    def _hours_and_working_days_run_from_the_event(self) -> Moment:
        if self.unit in ("hours", "working_days") and self.n and (self.base != "at" or self.sign < 0):
            raise Refused("rule_hours_from_at")
        return self


class ParallelEnd(Model):
    """The end of an event that ran on the unit's day: it had begun, and ended later than that day.

    Of several types, those that the export lacks are left out; where it lacks them all, the moment is not known.
    """

    parallel_end: EventTypes


def _one_of(*keys: str) -> BeforeValidator:
    """A moment, or one of the mappings named by these keys; decided here, so that an error speaks of one thing only."""

    def check(value: Any) -> Any:
        if not isinstance(value, dict):
            return value if isinstance(value, Model) else Moment.model_validate(value)
        kinds: dict[str, type[Model]] = {"parallel_end": ParallelEnd, "earliest": Earliest, "latest": Latest}
        found = [k for k in keys if k in value]
        if not found and "base" not in value:
            key = next(iter(value), "")
            raise Refused("rule_condition_unknown", key, value=key, known=keys)
        return kinds[found[0]].model_validate(value) if found else Moment.model_validate(value)

    return BeforeValidator(check)


class Earliest(Model):
    """The earlier of several moments; those that do not exist are left out."""

    earliest: tuple[Annotated[Moment | ParallelEnd, _one_of("parallel_end")], ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _whole_days(self) -> Earliest:
        if any(in_hours(m) for m in self.earliest):
            raise Refused("rule_hours_not_here", "earliest", key="earliest")
        return self


class Latest(Model):
    """The later of several moments; where one of them is not known, neither is this."""

    latest: tuple[Moment, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _whole_days(self) -> Latest:
        if any(in_hours(m) for m in self.latest):
            raise Refused("rule_hours_not_here", "latest", key="latest")
        return self


When = Annotated[Moment | Earliest | Latest, _one_of("earliest", "latest")]


def in_hours(when: object) -> bool:
    """Tell whether the limit is counted in elapsed hours."""
    return isinstance(when, Moment) and when.unit == "hours" and when.n > 0


class Unlinked(Model):
    """How events without `concerns` are paired with the unit, beyond same case.

    `only_without_links`: they count only where nothing in the export has a link at all.
    `within`: they count only this long before the unit. `since_previous`: not earlier than the previous unit of the
    same kind (same event type, law and section) on the case. `until_next`: only before the day of the next such unit.
    `whole_case`: every event of the case counts, also one that concerns the unit or something else.
    """

    only_without_links: Flag = False
    within: Span | None = None
    since_previous: Flag = False
    until_next: Flag = False
    whole_case: Flag = False


class Where(Model):
    """A filter on related events. `documented` asks only that something is written."""

    section: Sections | None = None
    kind: Values | None = None
    result: Values | None = None
    body: Values | None = None
    notifier: Values | None = None
    party: Values | None = None
    reason: Literal["documented"] | None = None
    ends_on: Literal["documented"] | None = None
    next_on: Literal["documented"] | None = None
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

    @model_validator(mode="after")
    def _codes_exist(self) -> Where:
        for name in ("kind", "result", "body", "notifier", "party"):
            for value in getattr(self, name) or ():
                if value != DOCUMENTED:
                    check_value(name, value)
        return self


def values_of(field: str) -> tuple[str, ...]:
    """What the field may be compared with."""
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
    return allowed


def check_value(field: str, value: str) -> None:
    """Refuse a value that `field` can never hold."""
    known = values_of(field)
    if value not in known:
        raise Refused("rule_value_unknown", field, field=field, value=value, known=known)


def is_moment(when: When) -> TypeGuard[Moment]:
    """Tell whether the bound is counted from one date."""
    return isinstance(when, Moment)
