"""`caseaudit.toml`: found from the working folder upwards. A flag beats the file, the file beats the default."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from caseaudit.engine import Settings as Readings
from caseaudit.errors import Place, Problem, UsageError
from caseaudit.privacy import mask
from caseaudit.privacy.documents import numbers_in
from caseaudit.refusals import refusal
from caseaudit.settings.tables import (
    ActionsTable,
    BreakTable,
    ConfigFile,
    FiguresTable,
    FigureTargetTable,
    HistoryTable,
    MailTable,
    NotifyTable,
    ReadingsTable,
    ReportTable,
    RetentionTable,
    ReviewTable,
    RiskTable,
    SampleTable,
    ScheduleTable,
)

_PLACES = frozenset(
    {
        "rules", "profiles", "runs", "worklists", "samples", "reviews", "key", "logo", "templates", "references", "file",
        "ca_file", "command",
    }
)  # fmt: skip
"""Keys whose value is a place on the machine: it is not printed as text."""


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
