"""Horizontal bars: a percent with target and previous mark, and outcomes stacked by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.output.numbers import number, of
from caseaudit.report.numbers import percent_text
from caseaudit.report.svgparts import (
    AXIS,
    BAD,
    BAD_INK,
    BAD_LINE,
    GRID,
    HIDDEN,
    LINE,
    SOFT,
    Canvas,
    balanced,
    hatch,
    width,
)
from caseaudit.report.words import words
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseaudit.report.view import Bar

LABEL_ROOM = 255
THICK = 20
SMALL = 12.5
TICKS = (0, 25, 50, 75, 100)
NOW = Text("Denne opgørelse", "This run")
NONE_JUDGED = Text("ingen kan vurderes", "none could be assessed")


def values(bar: Bar) -> tuple[str, str]:
    """What stands beside a bar: the percent and the numbers, or the numbers alone where they are too few for a percent."""
    judged = bar.good + bar.bad
    if bar.hidden:
        return "", words()["hidden"]
    if not judged:
        return "", str(NONE_JUDGED) if bar.percent is None else percent_text(bar.percent)
    if bar.percent is None:
        return "", of(bar.good, judged)
    return percent_text(bar.percent), f"({of(bar.good, judged)})"


def pitch(rows: list[str], size: float = 14, least: float = 34) -> float:
    """The height of a row, by the lines of its label."""
    return max(least, len(rows) * size * LINE + 10)


def bars(told: Sequence[Bar], target: float | None, fill: str, whole: float) -> tuple[str, float]:
    """One bar per row from 0 to 100 percent, with the numbers to the right."""
    labels = [balanced(b.label, 14, LABEL_ROOM) for b in told]
    beside = [values(b) for b in told]
    left = _label_room(labels) + 12
    right = whole - max(width(strong, 14, bold=True) + width(" " + rest, 14) for strong, rest in beside) - 16
    scale = (right - left) / 100
    top = 26.0 if target is not None else 6.0
    bottom = top + sum(pitch(rows) for rows in labels)
    c, y = Canvas(), top
    for p in TICKS:
        c.line(GRID if p else AXIS, left + p * scale, top, left + p * scale, bottom)
        c.text(left + p * scale, bottom + 18, percent_text(p), size=SMALL, anchor="middle", fill=SOFT)
    for bar, rows, (strong, rest) in zip(told, labels, beside, strict=True):
        middle = y + pitch(rows) / 2
        y += pitch(rows)
        c.lines(left - 12, middle, rows, anchor="end")
        if bar.hidden:
            c.outlined(HIDDEN, AXIS, left, middle - THICK / 2, 60, THICK, dash=True)
        elif bar.percent is not None:
            c.bar(fill, left, middle, bar.percent * scale, THICK)
        if strong:
            c.text(right + 14, middle + 5, strong, bold=True, rest=rest)
        else:
            c.text(right + 14, middle + 5, rest, fill=SOFT)
    if target is not None:
        x, label = left + target * scale, f"{words()['target']} {percent_text(target)}"
        half = width(label, SMALL, bold=True) / 2
        c.target(x, top - 6, x, bottom)
        c.text(min(max(x, half), whole - half), 14, label, size=SMALL, anchor="middle", bold=True)
    y = top
    for bar, rows in zip(told, labels, strict=True):
        if bar.previous is not None:
            c.mark(left + bar.previous * scale, y + pitch(rows) / 2 - 14, 28)
        y += pitch(rows)
    if all(b.previous is None for b in told):
        return str(c), bottom + 26
    c.box(fill, left, bottom + 35, 14, 12)
    c.text(left + 21, bottom + 45, str(NOW), size=SMALL, fill=SOFT)
    then = left + 21 + width(str(NOW), SMALL) + 22
    c.mark(then, bottom + 33, 16)
    c.text(then + 10, bottom + 45, words()["previous"], size=SMALL, fill=SOFT)
    return str(c), bottom + 54


def stacked(told: Sequence[Bar], fill: str, whole: float, uid: str) -> tuple[str, float]:
    """Met, breached and not assessable in numbers. A number that does not fit in its part stands behind the bar."""
    labels = [balanced(b.label, 14, LABEL_ROOM) for b in told]
    seen = [b for b in told if not b.hidden]
    left = _label_room(labels) + 12
    behind = 78 + max((width(number(b.good) + number(b.bad) + number(b.unknown), SMALL) for b in seen), default=0)
    most = max((b.good + b.bad + b.unknown for b in seen), default=0)
    stack = _Stack(left, (whole - left - behind) / most if most else 0, fill, uid)
    stack.legend(any(b.hidden for b in told))
    top = y = 36.0
    for bar, rows in zip(told, labels, strict=True):
        high = pitch(rows, least=36)
        stack.canvas.lines(left - 12, y + high / 2, rows, anchor="end")
        stack.row(bar, y + high / 2)
        y += high
    stack.canvas.line(AXIS, left - 0.5, top, left - 0.5, y)
    return hatch(uid) + str(stack.canvas), y + 8


class _Stack:
    """The rows of a stacked figure, and how each outcome is drawn."""

    def __init__(self, left: float, scale: float, fill: str, uid: str) -> None:
        self.canvas = Canvas()
        self._left, self._scale, self._fill, self._uid = left, scale, fill, uid

    def _box(self, kind: str, x: float, y: float, w: float, h: float) -> None:
        if kind == "met":
            self.canvas.bar(self._fill, x, y + h / 2, w, h)
        elif kind == "breached":
            self.canvas.outlined(BAD, BAD_LINE, x, y, w, h)
        elif kind == "unknown":
            self.canvas.outlined(f"url(#{self._uid}-h)", "#5f646c", x, y, w, h)
        else:
            self.canvas.outlined(HIDDEN, AXIS, x, y, w, h, dash=True)

    def row(self, bar: Bar, middle: float) -> None:
        c, x = self.canvas, self._left
        if bar.hidden:
            self._box("hidden", x, middle - 12, 60, 24)
            c.text(x + 72, middle + 4.5, words()["hidden"], size=SMALL, fill=SOFT)
            return
        outside = []
        for kind, n in (("met", bar.good), ("breached", bar.bad), ("unknown", bar.unknown)):
            if not n:
                continue
            w, told = n * self._scale, number(n)
            seen = w - (1.5 if w > 5 else 0.0)
            self._box(kind, x, middle - 12, seen, 24)
            if kind != "unknown" and width(told, SMALL, bold=True) + 6 <= seen:
                ink = "#fff" if kind == "met" else BAD_INK
                c.text(x + seen / 2, middle + 4.5, told, size=SMALL, anchor="middle", bold=True, fill=ink)
            else:
                outside.append((kind, told))
            x += w
        x += 8
        for kind, told in outside:
            self._box(kind, x, middle - 5, 10, 10)
            c.text(x + 14, middle + 4.5, told, size=SMALL)
            x += 24 + width(told, SMALL)
        if not (bar.good or bar.bad or bar.unknown):
            c.text(x, middle + 4.5, "0", size=SMALL)

    def legend(self, hidden: bool) -> None:
        x = self._left
        for kind in ("met", "breached", "unknown", *(("hidden",) if hidden else ())):
            self._box(kind, x, 4, 14, 14)
            self.canvas.text(x + 21, 15.5, words()[kind], size=SMALL, fill=SOFT)
            x += 45 + width(words()[kind], SMALL)


def _label_room(labels: list[list[str]]) -> float:
    return min(max(width(row, 14) for rows in labels for row in rows), LABEL_ROOM)
