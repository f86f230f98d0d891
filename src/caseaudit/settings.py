"""`caseaudit.toml`: found from the working folder upwards. A flag beats the file, the file beats the default."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from caseaudit.engine import Settings as Readings
from caseaudit.errors import Place, Problem, UsageError
from caseaudit.privacy import mask
from caseaudit.privacy.documents import numbers_in
from caseaudit.refusals import refusal

_PLACES = frozenset(
    {
        "rules", "profiles", "runs", "worklists", "samples", "reviews", "key", "logo", "templates", "references", "file",
        "ca_file", "command",
    }
)  # fmt: skip
"""Keys whose value is a place on the machine: it is not printed as text."""


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


class RiskTable(BaseModel):
    """`[sample.risk]`: points of a risk-based draw, each per finding, year or change; docs/stikproever.md tells why these."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, frozen=True)

    base: float = Field(default=1, gt=0, le=1000)
    critical: float = Field(default=4, ge=0, le=1000)
    high: float = Field(default=2, ge=0, le=1000)
    medium: float = Field(default=1, ge=0, le=1000)
    low: float = Field(default=0.5, ge=0, le=1000)
    unknown: float = Field(default=0.25, ge=0, le=1000)
    pending: float = Field(default=0, ge=0, le=1000)
    placed: float = Field(default=3, ge=0, le=1000)
    age_under_3: float = Field(default=3, ge=0, le=1000)
    age_3_to_7: float = Field(default=1, ge=0, le=1000)
    caseworker_changes: float = Field(default=1, ge=0, le=1000)


class SampleTable(BaseModel):
    """`[sample]`: how samples are drawn."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, frozen=True)

    risk: RiskTable = RiskTable()


class ReviewTable(BaseModel):
    """`[review]`: the set of points when none is named, days until the forms are due, and where a case opens.

    `case_url` is the address of a case in the case system, with `{case_id}` where its number goes.
    """

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, frozen=True)

    default_set: str = Field(default="core", alias="set")
    due_days: int = Field(default=0, ge=0, le=365)
    case_url: str = Field(default="", max_length=500, pattern=r"^(https?://[^\s{}]*\{case_id\}[^\s{}]*)?$")


_ADDRESS = Annotated[str, Field(pattern=r"^[^@\s,;<>]+@[^@\s,;<>]+$", max_length=200)]


class MailTable(BaseModel):
    """`[notify.mail]`: the mail server, and who writes to whom. The password is never here, but in CASEAUDIT_SMTP_PASSWORD."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, frozen=True)

    host: str = Field(min_length=1, pattern=r"^\S+$")
    port: int = Field(default=25, ge=1, le=65535)
    sender: _ADDRESS = Field(alias="from")
    to: list[_ADDRESS] = Field(min_length=1, max_length=50)
    starttls: bool = True
    ca_file: str = ""
    user: str = ""


class NotifyTable(BaseModel):
    """`[notify]`: who is told of a run, and when. Without it nothing is sent."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, frozen=True)

    on: Literal["always", "findings", "new", "error"] = "findings"
    command: list[str] = []
    format: Literal["text", "json"] = "text"
    timeout: float = Field(default=30, gt=0, le=600)
    mail: MailTable | None = None


class BreakTable(BaseModel):
    """`[[history.breaks]]`: a day from which the numbers are made in another way, and what changed."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, frozen=True)

    on: date
    what: str = Field(min_length=1, max_length=200)


class HistoryTable(BaseModel):
    """`[history]`: the case system that the exports come from, and breaks that the runs themselves do not show."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, frozen=True)

    system: str = Field(default="", max_length=100)
    breaks: list[BreakTable] = []


class FigureTargetTable(BaseModel):
    """`[[figures.target]]`: what the municipality aims at for a key figure, and who decided it. A local standard, never law."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, frozen=True)

    figure: str = Field(min_length=1, max_length=100)
    at_most: float | None = Field(default=None, ge=0, le=1_000_000)
    at_least: float | None = Field(default=None, ge=0, le=1_000_000)
    source: str = Field(min_length=1, max_length=200)

    @model_validator(mode="after")
    def _one_side(self) -> Self:
        if (self.at_most is None) == (self.at_least is None):
            raise ValueError("at_most OR at_least")
        return self


class FiguresTable(BaseModel):
    """`[figures]`: key figures. `references`: where imported reference figures are kept.

    `in_report`: whether reports to teams and management have the chapter; `in_committee_report`: whether a committee's has.
    """

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, frozen=True)

    target: list[FigureTargetTable] = []
    references: str = "noegletal-reference.csv"
    in_report: bool = True
    in_committee_report: bool = False


class ActionsTable(BaseModel):
    """`[actions]`: the register of agreed actions, a workbook or CSV file that people edit, and whether reports tell its status."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, frozen=True)

    file: str = Field(default="handlinger.xlsx", pattern=r"(?i)\.(xlsx|csv)$")
    in_report: bool = True


class RetentionTable(BaseModel):
    """`[retention]`: how long findings and totals are kept; carried out by `history prune --due`, never by itself."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, frozen=True)

    findings: str = Field(default="13m", pattern=r"^[1-9]\d{0,3}[dwmy]$")
    totals: str = Field(default="5y", pattern=r"^[1-9]\d{0,3}[dwmy]$")


class ScheduleTable(BaseModel):
    """`[[schedule]]`: a round of the year's plan. `every` or `months`; `grace`: days after the period before it is missed.

    Without `grace` it is seven days, and none where the rhythm is a week: there next week's run would answer for the week that
    nobody ran, and so on for ever.
    """

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, frozen=True)

    name: str = Field(min_length=1, max_length=100)
    every: Literal["week", "month", "quarter", "year", ""] = ""
    months: list[Annotated[int, Field(ge=1, le=12)]] = []
    themes: list[str] = []
    sample: int = Field(default=0, ge=0, le=100_000)
    since: date = Field(alias="from")
    must_be_in_order: list[str] = []
    grace: int | None = Field(default=None, ge=0, le=92)

    @property
    def days_of_grace(self) -> int:
        usual = 0 if self.every == "week" else 7
        return usual if self.grace is None else self.grace

    @model_validator(mode="after")
    def _one_rhythm(self) -> Self:
        if bool(self.every) == bool(self.months):
            raise ValueError("every OR months")
        return self


class ConfigFile(BaseModel):
    """What may stand in `caseaudit.toml`."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    municipality: str = ""
    lang: str = Field(default="da", pattern="^(da|en)$")
    rules: list[str] = []
    profiles: list[str] = []
    runs: str = "runs"
    worklists: str = "worklists"
    samples: str = "samples"
    reviews: str = "reviews"
    key: str = ""
    readings: ReadingsTable = ReadingsTable()
    report: ReportTable = ReportTable()
    review: ReviewTable = ReviewTable()
    notify: NotifyTable = NotifyTable()
    sample: SampleTable = SampleTable()
    history: HistoryTable = HistoryTable()
    figures: FiguresTable = FiguresTable()
    actions: ActionsTable = ActionsTable()
    retention: RetentionTable | None = None
    schedule: list[ScheduleTable] = []


@dataclass(frozen=True)
class Config:
    """Configuration with folders resolved against the place of the file."""

    municipality: str = ""
    lang: str = "da"
    rules: tuple[Path, ...] = ()
    profiles: tuple[Path, ...] = ()
    runs: Path = Path("runs")
    worklists: Path = Path("worklists")
    samples: Path = Path("samples")
    reviews: Path = Path("reviews")
    key: Path | None = None
    readings: Readings = field(default_factory=Readings)
    report: ReportTable = field(default_factory=ReportTable)
    sample: SampleTable = field(default_factory=SampleTable)
    review: ReviewTable = field(default_factory=ReviewTable)
    logo: Path | None = None
    templates: Path | None = None
    notify: NotifyTable = field(default_factory=NotifyTable)
    mail_ca: Path | None = None
    history: HistoryTable = field(default_factory=HistoryTable)
    figures: FiguresTable = field(default_factory=FiguresTable)
    references: Path = Path("noegletal-reference.csv")
    actions: ActionsTable = field(default_factory=ActionsTable)
    actions_file: Path = Path("handlinger.xlsx")
    retention: RetentionTable | None = None
    schedule: tuple[ScheduleTable, ...] = ()
    source: str = ""


def load(path: Path | None) -> Config:
    """Read the configuration; None gives the defaults. Raises `UsageError` with every problem."""
    if path is None:
        return Config()
    if not path.is_file():
        raise UsageError(Problem("config_missing", Place(file=path.name)))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(Problem("config_syntax", Place(file=path.name))) from None
    file, base = check(text, path.name), path.parent
    return Config(
        municipality=file.municipality,
        lang=file.lang,
        rules=tuple(base / r for r in file.rules),
        profiles=tuple(base / p for p in file.profiles),
        runs=base / file.runs,
        worklists=base / file.worklists,
        samples=base / file.samples,
        reviews=base / file.reviews,
        key=base / file.key if file.key else None,
        readings=file.readings.chosen,
        report=file.report,
        sample=file.sample,
        review=file.review,
        logo=base / file.report.logo if file.report.logo else None,
        templates=base / file.report.templates if file.report.templates else None,
        notify=file.notify,
        mail_ca=base / file.notify.mail.ca_file if file.notify.mail and file.notify.mail.ca_file else None,
        history=file.history,
        figures=file.figures,
        references=base / file.figures.references,
        actions=file.actions,
        actions_file=base / file.actions.file,
        retention=file.retention,
        schedule=tuple(file.schedule),
        source=path.name,
    )


def check(text: str, name: str) -> ConfigFile:
    """Return what the text of a configuration says. Raises `UsageError` with every problem, placed in the file `name`."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        raise UsageError(Problem("config_syntax", Place(file=name))) from None
    try:
        file = ConfigFile.model_validate(data)
    except ValidationError as e:
        raise UsageError([_problem(name, item) for item in e.errors(include_url=False, include_input=False)]) from None
    if found := [p for p in numbers_in(data) if not _PLACES & set(p)]:
        keys = [".".join(str(x) for x in p) for p in found]
        raise UsageError([Problem("config_cpr", Place(file=name), {"key": mask(k)}) for k in keys])
    return file


def _problem(name: str, item: Any) -> Problem:
    import difflib

    key = ".".join(str(p) for p in item["loc"])
    if item["type"] == "extra_forbidden":
        tables: dict[str, type[BaseModel]] = {
            "readings": ReadingsTable,
            "report": ReportTable,
            "notify": NotifyTable,
            "notify.mail": MailTable,
            "review": ReviewTable,
            "sample": SampleTable,
            "sample.risk": RiskTable,
            "history": HistoryTable,
            "figures": FiguresTable,
            "figures.target": FigureTargetTable,
            "actions": ActionsTable,
            "history.breaks": BreakTable,
            "retention": RetentionTable,
            "schedule": ScheduleTable,
        }
        table = tables.get(".".join(p for p in item["loc"][:-1] if isinstance(p, str)), ConfigFile)
        known = [f.alias or name for name, f in table.model_fields.items()]
        near = difflib.get_close_matches(str(item["loc"][-1]), known, n=1)
        return Problem(
            "config_unknown_key", Place(file=name), {"key": key, "hint": near[0] if near else ", ".join(known)}
        )
    return Problem("config_value", Place(file=name), {"key": key, "detail": refusal(item)})
