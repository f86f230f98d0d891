"""The rule language: a small closed set of conditions, typed and frozen.

A rule is about one kind of unit. `when` says to which units it applies, `require` what the law asks, `unless` what
excuses it. Applicability must be known, so a blank in `when` leaves the question open; fulfilment must be documented,
so a blank in `require` or `unless` is not fulfilment. A column that the export lacks is unknown everywhere.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from caseaudit.law import Confidence
from caseaudit.model.tables import EVENT_TYPES
from caseaudit.rules.conditions import (
    CONDITIONS,
    Age,
    All,
    AnyCondition,
    AnyOf,
    BreachReason,
    Condition,
    EventIs,
    FieldIs,
    Not,
    Recurring,
    SectionIs,
    Yearly,
    walk,
)
from caseaudit.rules.terms import (
    Both,
    Earliest,
    EventTypeName,
    Model,
    Moment,
    ParallelEnd,
    Section,
    Span,
    Unlinked,
    When,
    Where,
    as_tuple,
    in_hours,
    is_moment,
)

__all__ = [
    "CONDITIONS",
    "Age",
    "All",
    "AnyCondition",
    "AnyOf",
    "Both",
    "BreachReason",
    "Case",
    "Citation",
    "Condition",
    "Earliest",
    "EventIs",
    "FieldIs",
    "Findings",
    "First",
    "Model",
    "Moment",
    "Not",
    "ParallelEnd",
    "Recurring",
    "Rule",
    "SectionIs",
    "Span",
    "Unlinked",
    "Version",
    "When",
    "Where",
    "Yearly",
    "in_hours",
    "is_moment",
    "walk",
]


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
    law_rows: Annotated[tuple[str, ...], BeforeValidator(as_tuple), Field(min_length=1)]
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
    without: Annotated[tuple[str, ...], BeforeValidator(as_tuple)] = ()
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
    law_rows: Annotated[tuple[str, ...], BeforeValidator(as_tuple), Field(min_length=1)]
    theme: str
    severity: Severity
    about: Annotated[tuple[str, ...], BeforeValidator(as_tuple), Field(min_length=1)]
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
