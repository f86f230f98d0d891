"""What each key figure is: `rules/key-figures.yaml`, read once. Titles and definitions are data, the counting is code."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from caseaudit.resources import data_dir
from caseaudit.texts import Text
from caseaudit.yamlfile import load

FILE = "key-figures.yaml"
Unit = Literal["count", "percent", "days", "cases"]
GROUPS = {
    "underretninger": Text("Underretninger", "Notifications"),
    "undersoegelser": Text("Børnefaglige undersøgelser", "Investigations"),
    "anbringelser": Text("Anbringelser", "Placements"),
    "opfoelgning": Text("Opfølgning", "Follow-up"),
    "sager": Text("Sager", "Cases"),
    "sagsbehandlere": Text("Sagsbehandlere", "Caseworkers"),
}
UNITS: dict[str, Text] = {
    "count": Text("antal", "number"),
    "percent": Text("%", "%"),
    "days": Text("dage", "days"),
    "cases": Text("sager", "cases"),
}


class _Both(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    da: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def __str__(self) -> str:
        return str(Text(self.da, self.en))


class Definition(BaseModel):
    """One figure. `basis`: events in a period, or as it stands on the as-of day. `national`: how official figures differ."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    group: Literal["underretninger", "undersoegelser", "anbringelser", "opfoelgning", "sager", "sagsbehandlere"]
    unit: Unit
    basis: Literal["period", "day"]
    title: _Both
    definition: _Both
    national: _Both | None = None


@lru_cache(maxsize=1)
def definitions() -> dict[str, Definition]:
    """Every figure by id, in the order they are shown."""
    found = [Definition.model_validate(item) for item in load(data_dir("rules") / FILE).data]
    return {d.id: d for d in found}
