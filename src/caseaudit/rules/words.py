"""What a key of a rule file may hold: names that exist, sections, days, whole numbers, texts in two languages."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from caseaudit.law import SECTION
from caseaudit.model.tables import EVENT_FIELDS, EVENT_TYPES
from caseaudit.rules.refused import Refused
from caseaudit.texts import Text


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
