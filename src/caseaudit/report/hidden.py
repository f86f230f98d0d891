"""Numbers that may not be printed. A `Withheld` stands where the number stood and does not know it: nothing can leak from it.

It goes through sums, comparisons and texts as a number does, so that one composer serves all audiences. Whatever is made
of it is withheld too; `seal` then replaces it in a finished report by one and the same mark, and leaves out sentences.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, Self, cast

from caseaudit.report.view import Bar, Cell, Figure, KeyFigure, Point, Report, Section, ThemeSection
from caseaudit.texts import Text

MARK = Text("skjult", "hidden")
"""Printed for every hidden number, whatever the reason, so that nobody can tell small ones from the others."""

NOT_TOLD = Text(
    "Tallene vises ikke af hensyn til enkelte børn og familier.",
    "The numbers are not shown, for the sake of single children and families.",
)

_SEPARATOR = "\u2063"  # invisible; tells the mark from the same word in a text that a person wrote
_OF_KNOWN = re.compile(f"{_SEPARATOR} ((?:af|of) [0-9.,]*[0-9])")
_SENTENCE_END = re.compile(r"(?<=[.!?]) +(?=[A-ZÆØÅ§])")


class Withheld:
    """A number that is not told. Sums with it are withheld, and no comparison with it holds."""

    def __new__(cls) -> Self:
        return cast("Self", globals().get("WITHHELD")) or super().__new__(cls)

    def _same(self, *_: object) -> Withheld:
        return self

    def _no(self, _other: object) -> bool:
        return False

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _same
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = _same
    __neg__ = __abs__ = __round__ = _same
    __lt__ = __le__ = __gt__ = __ge__ = _no

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return 0

    def __str__(self) -> str:
        return f"{_SEPARATOR}{MARK}{_SEPARATOR}"

    __repr__ = __str__

    def __format__(self, spec: str) -> str:
        return str(self)


WITHHELD = Withheld()
UNTOLD = cast("int", WITHHELD)
"""The same under the type that it stands for."""


def withheld(value: object) -> bool:
    """Whether a number, or a text that was made of one, may not be printed."""
    return isinstance(value, Withheld) or (isinstance(value, str) and _SEPARATOR in value)


def seal(report: Report) -> Report:
    """The report with every withheld number replaced by the mark, and without the sentences that needed one."""
    return cast("Report", _sealed(report))


def _sealed(node: Any) -> Any:
    if isinstance(node, Cell):
        return _hidden_cell(node.text) if withheld(node.value) or withheld(node.text) else node
    if isinstance(node, Bar):
        return _bar(node, segments=False)
    if isinstance(node, Point) and (withheld(node.judged) or withheld(node.percent)):
        return Point(node.label, None, 0, hidden=True)
    if isinstance(node, KeyFigure):
        return KeyFigure(_plain(node.value), node.label, _told(node.note))
    if isinstance(node, tuple):
        return _sequence(node)
    if not is_dataclass(node):
        return _plain(node) if isinstance(node, str) else node
    changed = {f.name: _field(node, f.name) for f in fields(node)}
    return replace(cast("Any", node), **changed)


def _field(node: object, name: str) -> Any:
    value = getattr(node, name)
    if isinstance(node, ThemeSection) and name in {"headline", "focus"}:
        return _told(value) or str(NOT_TOLD)
    if isinstance(node, ThemeSection) and name == "percent":
        return str(MARK) if withheld(value) else value
    if isinstance(node, Figure) and name == "bars" and node.kind == "stacked":
        return tuple(_bar(b, segments=True) for b in node.bars)
    if isinstance(node, Figure) and name in {"description", "title"}:
        return _plain(value)
    if isinstance(node, Section | Report | ThemeSection) and name in {
        "sentences",
        "unknowns",
        "paragraphs",
        "bullets",
        "method",
        "resume",
    }:
        told = tuple(t for t in map(_paragraph, value) if t)
        return told if told or not value else (str(NOT_TOLD),)
    return _sealed(value)


def _bar(bar: Bar, *, segments: bool) -> Bar:
    """A hidden bar has no numbers. Where only a percent is drawn, what could not be assessed need not be known."""
    seen = (bar.good, bar.bad, bar.percent, *((bar.unknown,) if segments else ()))
    if any(withheld(n) for n in seen):
        return Bar(bar.label, 0, 0, 0, None, None, hidden=True)
    unknown = 0 if withheld(bar.unknown) else bar.unknown
    return replace(bar, unknown=unknown, previous=None if withheld(bar.previous) else bar.previous)


def _hidden_cell(text: str) -> Cell:
    """The mark; of how many, where that may be told."""
    whole = _OF_KNOWN.search(text)
    return Cell(f"{MARK} {whole[1]}" if whole else str(MARK), None, hidden=True)


def _sequence(items: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(_sealed(i) for i in items)


def _paragraph(text: str) -> str:
    """Nothing where the first sentence cannot be told: the others lean on it."""
    return "" if withheld(_SENTENCE_END.split(text)[0]) else _told(text)


def _told(text: str) -> str:
    """The sentences that hold no withheld number."""
    if not withheld(text):
        return text
    return " ".join(s for s in _SENTENCE_END.split(text) if not withheld(s))


def _plain(text: str) -> str:
    """The text with the bare mark."""
    if not withheld(text):
        return text
    bare = text.replace(_SEPARATOR, "")
    return str(MARK) if set(bare.split()) <= {str(MARK), "af", "of", "%"} else bare
