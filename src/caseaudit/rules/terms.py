"""The words of the rule language: event types, fields, sections, lengths of time, moments and filters."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, TypeGuard

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from caseaudit.law import SECTION
from caseaudit.model.tables import EVENT_FIELDS, EVENT_TYPES, KIND_CODES, RESULT_CODES
from caseaudit.rules.refused import Refused
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


def _known(names: Any, code: str) -> BeforeValidator:
    def check(value: Any) -> Any:
        if not isinstance(value, str) or value not in names:
            raise Refused(code, value=value, known=tuple(names))
        return value

    return BeforeValidator(check)


def as_tuple(value: Any) -> Any:
    """A single word stands for a list of one."""
    return (value,) if isinstance(value, str) else value


def _pattern(expression: str) -> WithJsonSchema:
    """How an editor sees a text of this form."""
    return WithJsonSchema({"type": "string", "pattern": f"^({expression})$"})


def plain(pattern: re.Pattern[str]) -> str:
    """The expression without what only Python knows: names of groups, and the end of the text."""
    return re.sub(r"\?P<\w+>", "?:", pattern.pattern).removesuffix(r"\Z")


EventTypeName = Annotated[
    str, _known(EVENT_TYPES, "rule_event_unknown"), WithJsonSchema({"type": "string", "enum": list(EVENT_TYPES)})
]
FieldName = Annotated[
    str, _known(EVENT_FIELDS, "rule_field_unknown"), WithJsonSchema({"type": "string", "enum": list(EVENT_FIELDS)})
]
Whole = Annotated[int, Field(strict=True)]
Flag = Annotated[bool, Field(strict=True)]


def _day(value: Any) -> Any:
    """Only an ISO date: a number is not read as a count of seconds."""
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, str) and _DAY.match(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise Refused("rule_not_a_day", value=value)


_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
Day = Annotated[date, BeforeValidator(_day), _pattern(plain(_DAY))]


def _section(value: Any) -> Any:
    if not isinstance(value, str) or not SECTION.match(value):
        raise Refused("rule_not_a_section", value=value)
    return value


Section = Annotated[str, BeforeValidator(_section), _pattern(plain(SECTION))]
SectionOrGroup = Annotated[Section, _pattern(rf"{plain(SECTION)}|[a-z][a-z0-9-]*")]
Sections = Annotated[
    tuple[Section, ...],
    BeforeValidator(as_tuple, json_schema_input_type=SectionOrGroup | tuple[SectionOrGroup, ...]),
    Field(min_length=1),
]
Names = Annotated[tuple[str, ...], BeforeValidator(as_tuple, json_schema_input_type=str | tuple[str, ...])]
Values = Annotated[
    tuple[str, ...], BeforeValidator(as_tuple, json_schema_input_type=str | tuple[str, ...]), Field(min_length=1)
]
EventTypes = Annotated[
    tuple[EventTypeName, ...],
    BeforeValidator(as_tuple, json_schema_input_type=EventTypeName | tuple[EventTypeName, ...]),
    Field(min_length=1),
]

MOMENT = re.compile(
    r"(?P<base>at|ends_on|aware_on|birthday (?P<age>\d+))"
    r"(?: (?P<sign>[+-]) (?P<n>\d+) (?P<unit>hours?|days?|working days?|months?|years?))?\Z"
)
SPAN = re.compile(r"(?P<n>\d+) (?P<unit>days?|months?|years?)\Z")


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
    """

    only_without_links: Flag = False
    within: Span | None = None
    since_previous: Flag = False
    until_next: Flag = False


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
