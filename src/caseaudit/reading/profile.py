"""Mapping profiles: which column feeds which field, which date columns become which events, and what cells mean.

A profile is a YAML file. `long` columns carry the names of the canonical fields; a `wide` profile names its columns
freely and says in `events` what each becomes.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, ValidationError, model_validator

from caseaudit.errors import Place, Problem, UsageError
from caseaudit.model.tables import CASE_FIELDS, EVENT_FIELDS, EVENT_TYPES
from caseaudit.privacy import mask
from caseaudit.privacy.documents import numbers_in
from caseaudit.reading.grid import normal
from caseaudit.refusals import refusal
from caseaudit.yamlfile import YamlDoc, load

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Reads = Literal["id", "text", "date", "moment", "code", "yes_no", "section", "presence"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Column(_Strict):
    """One column: its headers (best first), how its cells are read, and what a blank cell means."""

    headers: list[str] = Field(min_length=1)
    reads: Reads = "text"
    codes: str | None = None
    blank: Literal["not_recorded", "unknown"] = "not_recorded"
    repeats: StrictBool = False


_Pair = Annotated[list[str], Field(min_length=2, max_length=2)]


class SectionByKind(_Strict):
    """The legal section that follows from `kind` when the row names none: [before 2024, from 2024]."""

    kinds: dict[str, _Pair] = {}
    otherwise: _Pair


class Becomes(_Strict):
    """The event is `type` instead when the section in `column` is one of these, or one of `filled` is filled."""

    type: str
    column: str = ""
    sections: list[str] = []
    filled: list[str] = []


class Event(_Strict):
    """One event per row (or per date in the cell).

    `at`: the first of these columns that holds a date. `exists`: one of these must be filled (default: `at`).
    `unless`: none of these may be filled. `fields`: event field <- first filled of these columns. `set`: fixed values;
    `default`: values where the row gives none. `concerns`: the name of the row's event that it belongs to.
    `once`: rows of one case that repeat it are the same event, whatever they link it to.
    """

    type: str
    at: list[str] = Field(min_length=1)
    name: str = ""
    exists: list[str] = []
    unless: list[str] = []
    fields: dict[str, list[str]] = {}
    set: dict[str, str] = {}
    default: dict[str, str] = {}
    concerns: str = ""
    becomes: Becomes | None = None
    section_by_kind: SectionByKind | None = None
    once: StrictBool = False

    @property
    def local_name(self) -> str:
        return self.name or self.type


class Profile(_Strict):
    """One mapping profile. `codes`: code list name -> canonical code -> the words that stand for it ("" = none).

    `placeholder_dates`: days that systems write where they know none; 31-12-9999 as an end means that there is none.
    `law_by`: the date columns that choose the law where a section names none, the first that is filled.
    """

    name: str
    title: dict[Literal["da", "en"], str] = {}
    shape: Literal["canonical", "wide", "log"]
    columns: dict[str, Column]
    case: dict[str, str] = {}
    events: list[Event] = []
    codes: dict[str, dict[str, list[str]]] = {}
    two_digit_years_from: int = Field(default=1969, ge=1900, le=2000)
    placeholder_dates: list[date] = [date(1900, 1, 1), date(1970, 1, 1), date(9999, 12, 31)]
    needs: list[str] = ["case_id"]
    law_by: list[str] = []

    @model_validator(mode="after")
    def _names_agree(self) -> Profile:
        wrong = list(_unknown_names(self))
        if wrong:
            raise ValueError("; ".join(wrong))
        return self

    @property
    def is_wide(self) -> bool:
        return self.shape == "wide"

    def code_words(self, name: str) -> dict[str, str]:
        """Return the code list as compared words -> canonical code."""
        return {
            normal(word) or word.strip(): code
            for code, words in self.codes.get(name, {}).items()
            for word in [code, *words]
        }


def _unknown_names(profile: Profile) -> Iterable[str]:
    """Every name in the profile that points to nothing."""
    columns = set(profile.columns)
    for key, column in profile.columns.items():
        if column.codes is not None and column.codes not in profile.codes:
            yield f"columns.{key}.codes: {column.codes}"
        if not profile.is_wide and key not in CASE_FIELDS and key not in EVENT_FIELDS:
            yield f"columns.{key}"
    for name, key in profile.case.items():
        if name not in CASE_FIELDS or key not in columns:
            yield f"case.{name}: {key}"
    seen: set[str] = set()
    for event in profile.events:
        yield from _unknown_in_event(event, columns, seen)
        seen.add(event.local_name)
    yield from (f"needs: {key}" for key in (*profile.needs, *profile.law_by) if key not in columns)


def _unknown_in_event(event: Event, columns: set[str], seen: set[str]) -> Iterable[str]:
    where = f"events.{event.local_name}"
    if event.type not in EVENT_TYPES or (event.becomes and event.becomes.type not in EVENT_TYPES):
        yield f"{where}.type"
    used = [*event.at, *event.exists, *event.unless, *(event.becomes.filled if event.becomes else ())]
    used += [event.becomes.column] if event.becomes and event.becomes.column else []
    used += [key for keys in event.fields.values() for key in keys]
    yield from (f"{where}: {key}" for key in used if key not in columns)
    yield from (f"{where}.{name}" for name in (*event.fields, *event.set, *event.default) if name not in EVENT_FIELDS)
    if event.concerns and event.concerns not in seen:
        yield f"{where}.concerns: {event.concerns}"


def load_profile(path: Path) -> Profile:
    """Read one profile. Raises `UsageError` with every mistake, each with file and line."""
    if not path.is_file():
        raise UsageError(Problem("profile_missing", Place(file=mask(path.name))))
    return parse_profile(load(path))


def parse_profile(doc: YamlDoc) -> Profile:
    """Turn a YAML document into a profile."""
    if found := list(numbers_in(doc.data)):
        raise UsageError([Problem("rule_cpr", doc.place(path)) for path in found])
    try:
        return Profile.model_validate(doc.data)
    except ValidationError as error:
        raise UsageError([_problem(doc, e) for e in error.errors(include_input=False, include_url=False)]) from None


def _problem(doc: YamlDoc, error: Any) -> Problem:
    path = tuple(error["loc"])
    where = ".".join(str(p) for p in path)
    if error["type"] == "value_error":
        return Problem("profile_unknown_name", doc.place(path), {"names": str(error["ctx"]["error"])})
    return Problem("profile_invalid", doc.place(path), {"where": where or "-", "detail": refusal(error)})


def load_profiles(folders: Iterable[Path]) -> list[Profile]:
    """Return every profile in the folders; one with the name of an earlier one is passed over (own before shipped)."""
    profiles: dict[str, Profile] = {}
    problems: list[Problem] = []
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            try:
                profile = load_profile(path)
            except UsageError as error:
                problems += error.problems
                continue
            profiles.setdefault(profile.name, profile)
    if problems:
        raise UsageError(problems)
    return list(profiles.values())
