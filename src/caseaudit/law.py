"""Acts, sections and citations. A section code is `LAW-section[-stk[-nr]]`, for example `SEL-52-3-7` or `BL-91-2`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from caseaudit.texts import Text, language

Confidence = Literal["read", "section_only", "secondary", "memory"]

CONFIDENCE: dict[str, Text] = {
    "read": Text("lovteksten er læst", "statutory text read"),
    "section_only": Text("paragraffen er bekræftet, stykket ikke", "section confirmed, subsection not"),
    "secondary": Text("kun sekundær kilde", "secondary source only"),
    "memory": Text("ikke efterprøvet", "not verified"),
}

SECTION = re.compile(r"[A-Z]+-[0-9]+[a-zæøå]?(-[0-9]+(-[0-9]+)?)?\Z")


@dataclass(frozen=True)
class Act:
    """One act: its short name, title, and the days it is in force for cases about children (None: no end known)."""

    code: str
    short: str
    title: Text
    first: date
    last: date | None
    text_read: str
    link: str


def covers(prefix: str, section: str) -> bool:
    """Tell whether `section` lies under `prefix`, matching at a hyphen: BL-105 covers BL-105-1-1, never BL-1050.

    >>> covers("BL-105", "BL-105-1-1"), covers("BL-105", "BL-1050")
    (True, False)
    """
    return section == prefix or section.startswith(prefix + "-")


def root(section: str) -> str:
    """Return law and section without subsection: SEL-52-3-7 gives SEL-52."""
    return "-".join(section.split("-")[:2])


def cite(section: str) -> str:
    """Write a section code as lawyers do: `BL-91-2` gives `BL § 91, stk. 2`.

    >>> cite("SEL-68b-1")
    'SEL § 68 b, stk. 1'
    """
    return _cite(section, *(("subs.", "no.") if language() == "en" else ("stk.", "nr.")))


@lru_cache(maxsize=4096)
def _cite(section: str, *labels: str) -> str:
    law, number, *rest = section.split("-")
    m = re.fullmatch(r"(\d+)([a-zæøå]?)", number)
    out = f"{law} § {m[1]}{' ' + m[2] if m[2] else ''}" if m else f"{law} § {number}"
    for label, part in zip(labels, rest, strict=False):
        out += f", {label} {part}"
    return out
