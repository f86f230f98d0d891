"""Acts, sections and citations. A section code is `LAW-section[-stk[-nr]]`, for example `SEL-52-3-7` or `BL-91-2`.

Rules cite a provision by its number in the newest text that was read. Acts say when numbers moved, so that a finding
can name the number that the provision had on the unit's own day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
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
"""How sure a citation is, surest first."""

SECTION = re.compile(r"[A-Z]+-[0-9]+[a-zæøå]?(-[0-9]+(-[0-9]+)?)?\Z")


@dataclass(frozen=True)
class LawText:
    """One text of an act: the act as passed, a consolidation, or an act that amended it.

    `first` is the first day that it says what the law is; None: not known, so it is never pointed to.
    """

    kind: Literal["act", "consolidation", "amendment"]
    name: str
    signed: date | None
    first: date | None
    last: date | None
    confidence: Confidence
    note: Text | None


@dataclass(frozen=True)
class Renumbered:
    """From the day `on`, what was called `was` is called `now`."""

    on: date
    was: str
    now: str
    confidence: Confidence


@dataclass(frozen=True)
class Added:
    """A provision that did not exist before the day `on`. `by`: the text it stands in, where the text read lacks it."""

    on: date
    section: str
    confidence: Confidence
    by: str


@dataclass(frozen=True)
class Reworded:
    """A provision that kept its number on the day `on`, but not what it says."""

    on: date
    section: str
    confidence: Confidence
    note: Text


@dataclass(frozen=True)
class Act:
    """One act, the days it is in force for cases about children (None: no end known), and how its provisions moved."""

    code: str
    short: str
    title: Text
    first: date
    last: date | None
    text_read: str
    link: str
    section_link: str = ""
    texts: tuple[LawText, ...] = ()
    renumbered: tuple[Renumbered, ...] = ()
    added: tuple[Added, ...] = ()
    reworded: tuple[Reworded, ...] = ()


Acts = Mapping[str, Act]


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


def act_of(section: str, acts: Acts) -> Act | None:
    """Return the act that a section belongs to; None where nobody has told of it."""
    return acts.get(section.split("-", 1)[0])


def numbers(section: str, acts: Acts) -> tuple[tuple[date, str], ...]:
    """Every number that the provision has had, newest first, each with the first day it had it.

    `section` is its number in the newest text. The last day in the answer is the day the provision came into force.
    """
    act = act_of(section, acts)
    return _numbers(section, act) if act else ((date.min, section),)


@lru_cache(maxsize=4096)
def _numbers(section: str, act: Act) -> tuple[tuple[date, str], ...]:
    out: list[tuple[date, str]] = []
    now = section
    for on in sorted({r.on for r in act.renumbered} | {a.on for a in act.added}, reverse=True):
        moved = next((r for r in act.renumbered if r.on == on and covers(r.now, now)), None)
        if moved:
            out.append((on, now))
            now = moved.was + now.removeprefix(moved.now)
        elif any(a.on == on and covers(a.section, now) for a in act.added):
            return (*out, (on, now))
    return (*out, (act.first, now))


def since(section: str, acts: Acts) -> date:
    """Return the first day that the provision was in force, under whatever number."""
    return numbers(section, acts)[-1][0]


def on_day(section: str, day: date | None, acts: Acts) -> str | None:
    """Return the number that the provision had on `day`; None where it was not in force.

    A day that is not known gives the newest number.
    """
    act = act_of(section, acts)
    if day is None or act is None:
        return section
    if act.last is not None and day > act.last:
        return None
    return next((number for first, number in numbers(section, acts) if first <= day), None)


def in_force(sections: Iterable[str], day: date | None, acts: Acts) -> tuple[str, ...]:
    """Return the numbers that the provisions had on `day`; those that did not exist then are left out."""
    return tuple(number for s in sections if (number := on_day(s, day, acts)) is not None)


def text_read(section: str, acts: Acts) -> str:
    """Return the text that the provision was read in, or that it stands in where that text is older than the provision."""
    act = act_of(section, acts)
    if act is None:
        return ""
    return next((a.by for a in act.added if a.by and covers(a.section, section)), act.text_read)


def base_on(day: date, act: Act) -> LawText | None:
    """Return the act or consolidation that held on `day`, amendments apart; None where none is known."""
    held = [t for t in act.texts if t.kind != "amendment" and _holds(t, day)]
    if not held or (act.last is not None and day > act.last):
        return None
    return max(held, key=lambda t: t.first or date.min)


def text_on(day: date, act: Act) -> str:
    """Name the text that held on `day`: `LBK nr. 890 af 19-06-2024 med senere ændringer`; '' where none is known."""
    base = base_on(day, act)
    if base is None:
        return ""
    later = any(_amends(t, base, day) for t in act.texts)
    return base.name + (str(Text(" med senere ændringer", " as later amended")) if later else "")


def _holds(text: LawText, day: date) -> bool:
    return text.first is not None and text.first <= day and (text.last is None or day <= text.last)


def _amends(text: LawText, base: LawText, day: date) -> bool:
    """Whether an amendment was passed after `base` and in force by `day`."""
    if text.kind != "amendment" or text.first is None or text.signed is None or base.signed is None:
        return False
    return base.signed < text.signed and text.first <= day


def link(section: str, acts: Acts) -> str:
    """Return the address where a provision can be read today: its own page where the site has one, else the act's."""
    act = act_of(section, acts)
    if act is None:
        return ""
    return act.section_link.replace("{section}", section.split("-")[1]) if act.section_link else act.link
