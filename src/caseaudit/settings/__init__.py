"""`caseaudit.toml`: the models of its tables, and the configuration that commands are given."""

from caseaudit.settings.config import Config, check, load
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

__all__ = [
    "ActionsTable",
    "BreakTable",
    "Config",
    "ConfigFile",
    "FigureTargetTable",
    "FiguresTable",
    "HistoryTable",
    "MailTable",
    "NotifyTable",
    "ReadingsTable",
    "ReportTable",
    "RetentionTable",
    "ReviewTable",
    "RiskTable",
    "SampleTable",
    "ScheduleTable",
    "check",
    "load",
]
