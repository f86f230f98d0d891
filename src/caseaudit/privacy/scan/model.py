"""What the search reads and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from caseaudit.privacy import contains_cpr, contains_nine, mask

Kind = Literal["cpr", "possible"]
MAX_BYTES = 1_000_000_000
"""All that one file may unpack to: a zip bomb is a thousand times its own size, our own largest workbook 200 MB."""


class UnreadableError(Exception):
    """A file, or a part of one, that could not be searched. `code` is the message."""

    def __init__(self, code: str = "scan_unreadable", where: str = "") -> None:
        self.code, self.where = code, where
        super().__init__(code)


@dataclass(frozen=True)
class Piece:
    """A text, and where it stands inside the file: `ark Udtræk, celle B7`."""

    where: str
    text: str


@dataclass(frozen=True)
class Hit:
    """A place with a number. `possible`: nine digits, perhaps a CPR number whose first zero a program has eaten."""

    file: str
    where: str
    kind: Kind


def judge(text: str) -> Kind | None:
    """What a text holds, if anything."""
    if sum(c.isdigit() for c in text) < 8:  # a replacement number has eight digits and two letters
        return None
    if contains_cpr(text):
        return "cpr"
    return "possible" if contains_nine(text) else None


def shown(name: str) -> str:
    """A name of a file, sheet or part as it may be printed."""
    return mask(name)
