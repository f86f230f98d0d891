"""What may stand in `caseaudit.toml`: one model for each table, with its limits and defaults."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from caseaudit.engine import Settings as Readings


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
