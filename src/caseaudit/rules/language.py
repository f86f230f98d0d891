"""The rule language: a small closed set of conditions, typed and frozen.

A rule is about one kind of unit. `when` says to which units it applies, `require` what the law asks, `unless` what
excuses it. Applicability must be known, so a blank in `when` leaves the question open; fulfilment must be documented,
so a blank in `require` or `unless` is not fulfilment. A column that the export lacks is unknown everywhere.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

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
    Running,
    SectionIs,
    Yearly,
    walk,
)
from caseaudit.rules.refused import Refused
from caseaudit.rules.terms import (
    Both,
    Day,
    Earliest,
    EventTypeName,
    Flag,
    Latest,
    Model,
    Moment,
    Names,
    ParallelEnd,
    Section,
    Span,
    Unlinked,
    Values,
    When,
    Where,
    in_hours,
    is_moment,
    plain,
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
    "Judges",
    "Latest",
    "Model",
    "Moment",
    "Not",
    "ParallelEnd",
    "Recurring",
    "Rule",
    "Running",
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
    """The duty in a period. `from` and `until` are the first and last day; None: no limit known.

    `soft`: the law says "så vidt muligt", "som udgangspunkt" or the like, or the machine cannot see whether the duty
    arises. What is not documented is then `unknown/needs_review`, never a breach.
    """

    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    law_rows: Names = ()
    law: tuple[Citation, ...] = ()
    severity: Severity | None = None
    soft: Flag = False
    when: Condition | None = None
    require: Condition
    unless: Condition | None = None
    incomplete_if: Condition | None = None

    @model_validator(mode="after")
    def _series_stand_alone(self) -> Version:
        for top in (self.when, self.unless, self.incomplete_if, self.require):
            below = [c for c in walk(top) if c is not self.require]
            if any(isinstance(c, Recurring | Yearly) for c in below):
                raise Refused("rule_series_alone", "require")
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
    birth_date: Day | None = None
    without: Names = ()
    as_of: Day = date(2030, 1, 1)
    expect: str
    due_on: Day | None = None
    unit: str | None = None


class Findings(Model):
    """What a finding says, per reason. Placeholders: {due_on} {actual_on} {unit_on} {days_late} {citation}."""

    missing: Both | None = None
    late: Both | None = None
    incomplete: Both | None = None
    wrong_body: Both | None = None


Judges = Literal["law", "local_standard", "data_quality"]
"""What a rule measures against. The three are never added together."""

PLACEHOLDERS = ("due_on", "actual_on", "unit_on", "days_late", "citation")
RULE_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")


class Rule(Model):
    """One duty: what the law asks, of which unit, in which period, and how a finding is told."""

    id: Annotated[str, Field(pattern=f"^{plain(RULE_ID)}$")]
    title: Both
    law_rows: Names = ()
    answers: Names = ()
    theme: str
    step: str
    judges: Judges = "law"
    severity: Severity
    about: Values
    first: First | None = None
    why: Both
    versions: tuple[Version, ...] = Field(min_length=1)
    finding: Findings
    fix: Both
    limits: Both
    automation: Literal["full", "may_over_report", "may_under_report"] = "full"
    cases: tuple[Case, ...] = ()

    @property
    def legal(self) -> bool:
        """Whether it measures against the law, and so counts in the legal rate."""
        return self.judges == "law"

    @property
    def local(self) -> bool:
        """Whether it measures against a standard that the municipality set itself."""
        return self.judges == "local_standard"

    @property
    def of_case(self) -> bool:
        return self.about == ("case",)

    def _without_law(self) -> tuple[str | int, ...]:
        """Where the law is missing: the first such version, else the rule's own rows."""
        lacking = [i for i, v in enumerate(self.versions) if not (v.law_rows and v.law)]
        return ("versions", lacking[0]) if lacking else ("id",)

    @model_validator(mode="after")
    def _about(self) -> Rule:
        for name in self.about:
            if name != "case" and name not in EVENT_TYPES:
                raise Refused("rule_event_unknown", "about", value=name, known=("case", *EVENT_TYPES))
        if self.legal and not (self.law_rows and all(v.law_rows and v.law for v in self.versions)):
            raise Refused("rule_without_law", *self._without_law())
        if not self.legal and (self.law_rows or any(v.law_rows for v in self.versions)):
            raise Refused("rule_law_rows_not_here", "law_rows")
        if ("case" in self.about) != (self.first is not None) or (self.first and len(self.about) > 1):
            raise Refused("rule_first", "about")
        return self
