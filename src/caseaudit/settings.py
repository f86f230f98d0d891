"""`caseaudit.toml`: found from the working folder upwards. A flag beats the file, the file beats the default."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from caseaudit.engine import Settings as Readings
from caseaudit.errors import Place, Problem, UsageError


class ReadingsTable(BaseModel):
    """`[readings]`: how the tool reads law that is not settled. See `engine.Settings`."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    saturday_is_working_day: bool | Literal["unsettled"] = "unsettled"
    special_days_are_working_days: bool = True
    month_limits_extend: bool | Literal["unsettled"] = False
    leap_birthday_is_1_march: bool | Literal["unsettled"] = True
    unlinked_window_months: int | None = Field(default=None, ge=1, le=120)

    @property
    def chosen(self) -> Readings:
        """The same as the engine takes it: None where both readings are to be tried."""
        values: dict[str, Any] = {k: None if v == "unsettled" else v for k, v in self.model_dump().items()}
        return Readings(**values)


class ReportTable(BaseModel):
    """`[report]`: how reports look, which local thresholds they use, and when a text is proposed.

    `target` and `act_below` are local judgements in percent; without them a report shows none. A strength is proposed from
    `strength_from` percent of at least `strength_judged` units; a challenge below `challenge_below` percent or at any
    critical breach; what cannot be assessed from `unknown_from` percent of the units asked.
    """

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, frozen=True)

    title: str = Field(default="", max_length=200)
    area: str = Field(default="", max_length=200)
    contact: str = Field(default="", max_length=200)
    colour: str = Field(default="", pattern="^(#[0-9a-fA-F]{6})?$")
    logo: str = ""
    target: float | None = Field(default=None, ge=0, le=100)
    act_below: float | None = Field(default=None, ge=0, le=100)
    min_cell: int = Field(default=5, ge=2, le=100)
    templates: str = ""
    strength_from: float = Field(default=90, ge=0, le=100)
    strength_judged: int = Field(default=5, ge=1)
    challenge_below: float = Field(default=75, ge=0, le=100)
    unknown_from: float = Field(default=25, gt=0, le=100)


class ConfigFile(BaseModel):
    """What may stand in `caseaudit.toml`."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    municipality: str = ""
    lang: str = Field(default="da", pattern="^(da|en)$")
    rules: list[str] = []
    profiles: list[str] = []
    runs: str = "runs"
    samples: str = "samples"
    reviews: str = "reviews"
    key: str = ""
    readings: ReadingsTable = ReadingsTable()
    report: ReportTable = ReportTable()


@dataclass(frozen=True)
class Config:
    """Configuration with folders resolved against the place of the file."""

    municipality: str = ""
    lang: str = "da"
    rules: tuple[Path, ...] = ()
    profiles: tuple[Path, ...] = ()
    runs: Path = Path("runs")
    samples: Path = Path("samples")
    reviews: Path = Path("reviews")
    key: Path | None = None
    readings: Readings = field(default_factory=Readings)
    report: ReportTable = field(default_factory=ReportTable)
    logo: Path | None = None
    templates: Path | None = None
    source: str = ""


def load(path: Path | None) -> Config:
    """Read the configuration; None gives the defaults. Raises `UsageError` with every problem."""
    if path is None:
        return Config()
    if not path.is_file():
        raise UsageError(Problem("config_missing", Place(file=path.name)))
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise UsageError(Problem("config_syntax", Place(file=path.name))) from None
    try:
        file = ConfigFile.model_validate(data)
    except ValidationError as e:
        raise UsageError([_problem(path, item) for item in e.errors(include_url=False, include_input=False)]) from None
    base = path.parent
    return Config(
        municipality=file.municipality,
        lang=file.lang,
        rules=tuple(base / r for r in file.rules),
        profiles=tuple(base / p for p in file.profiles),
        runs=base / file.runs,
        samples=base / file.samples,
        reviews=base / file.reviews,
        key=base / file.key if file.key else None,
        readings=file.readings.chosen,
        report=file.report,
        logo=base / file.report.logo if file.report.logo else None,
        templates=base / file.report.templates if file.report.templates else None,
        source=path.name,
    )


def _problem(path: Path, item: Any) -> Problem:
    import difflib

    key = ".".join(str(p) for p in item["loc"])
    if item["type"] == "extra_forbidden":
        tables: dict[str, type[BaseModel]] = {"readings": ReadingsTable, "report": ReportTable}
        table = tables.get(str(item["loc"][0]), ConfigFile)
        known = [*table.model_fields]
        near = difflib.get_close_matches(str(item["loc"][-1]), known, n=1)
        return Problem(
            "config_unknown_key", Place(file=path.name), {"key": key, "hint": near[0] if near else ", ".join(known)}
        )
    return Problem("config_value", Place(file=path.name), {"key": key, "detail": item["msg"]})
