"""Every message to the user, by code, in Danish and English. Each says what happened and how to fix it, never a value."""

from caseaudit.messages import (
    actions,
    catalogue,
    files,
    histories,
    keyfigures,
    laws,
    privacy,
    reports,
    reviews,
    rulebook,
    rulefaults,
    running,
    samples,
    schedules,
    tables,
    templates,
    worklists,
)
from caseaudit.messages.base import MESSAGES, Message

__all__ = [
    "MESSAGES",
    "Message",
    "actions",
    "catalogue",
    "files",
    "histories",
    "keyfigures",
    "laws",
    "privacy",
    "reports",
    "reviews",
    "rulebook",
    "rulefaults",
    "running",
    "samples",
    "schedules",
    "tables",
    "templates",
    "worklists",
]
