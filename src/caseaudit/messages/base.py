"""The table of messages and the one way to add to it."""

from __future__ import annotations

from typing import NamedTuple

from caseaudit.texts import Text


class Message(NamedTuple):
    """What happened, and what to do about it."""

    what: Text
    fix: Text


MESSAGES: dict[str, Message] = {}


def add(code: str, what: tuple[str, str], fix: tuple[str, str]) -> None:
    """Register the message `code`; each text is (Danish, English) and may hold `{placeholders}`."""
    if code in MESSAGES:
        raise ValueError(f"message {code} is defined twice")
    MESSAGES[code] = Message(Text(*what), Text(*fix))
