"""Every message to the user, by code, in Danish and English. Each says what happened and how to fix it, never a value."""

from caseaudit.messages import (
    catalogue,
    files,
    histories,
    laws,
    reports,
    reviews,
    rulebook,
    rulefaults,
    running,
    samples,
    schedules,
    tables,
    templates,
)
from caseaudit.messages.base import MESSAGES, Message

__all__ = [
    "MESSAGES",
    "Message",
    "catalogue",
    "files",
    "histories",
    "laws",
    "reports",
    "reviews",
    "rulebook",
    "rulefaults",
    "running",
    "samples",
    "schedules",
    "tables",
    "templates",
]
