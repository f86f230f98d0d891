"""What a manifest must look like where other code relies on it; a file that was cut off or edited is refused as a whole."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from caseaudit.dates import parse_period
from caseaudit.engine import Settings


class _Part(BaseModel):
    model_config = ConfigDict(extra="allow", hide_input_in_errors=True)


class _Population(_Part):
    cases: int
    events: int


class _Input(_Part):
    file: str
    sha256: str


class _Rule(_Part):
    id: str
    outcomes: dict[str, int]


class _Command(_Part):
    period: str | None = None
    units: list[str] = []
    teams: list[str] = []
    rules: list[str] = []
    themes: list[str] = []

    @field_validator("period")
    @classmethod
    def _is_one(cls, text: str | None) -> str | None:
        if text:
            parse_period(text)
        return text


class _Manifest(_Part):
    """Nothing is required: an older version wrote less, and the reader says which keys it needs."""

    as_of: date = date.min
    started: str = ""
    tool: str = ""
    key_fingerprint: str = ""
    population: _Population | None = None
    inputs: list[_Input] = []
    rules: list[_Rule] = []
    rules_run: list[str] = []
    rule_files: dict[str, str] = {}
    readings: dict[str, bool | int | None] = {}
    command: _Command = _Command()
    cases_with_breach: int = 0
    kept: dict[str, str] = {}

    @field_validator("readings")
    @classmethod
    def _are_known(cls, found: dict[str, Any]) -> dict[str, Any]:
        if found.keys() - {f.name for f in fields(Settings)}:
            raise ValueError
        return found


def has_shape(data: object) -> bool:
    """Say whether this is a manifest whose parts are what they should be, as far as they are there."""
    try:
        found = _Manifest.model_validate(data)
    except ValidationError:
        return False
    return set(found.rules_run) <= found.rule_files.keys()
