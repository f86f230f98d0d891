"""Horizontal bars: a percent with target and previous mark, and outcomes stacked by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.report.numbers import number, of, percent_text
from caseaudit.report.svgparts import (
    AXIS,
    BAD,
    BAD_INK,
    BAD_LINE,
    GRID,
    INK,
    LINE,
    SOFT,
    balanced,
    hatch,
    line,
    lines,
    mark,
    outlined,
    rect,
    target_line,
    text,
    two_tone,
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
    room = max(width(row, 14) for rows in labels for row in rows)
    beside = [values(b) for b in told]
    left = min(room, LABEL_ROOM) + 12
    right = whole - max(width(strong, 14, bold=True) + width(" " + rest, 14) for strong, rest in beside) - 16
    scale = (right - left) / 100
    top = 26.0 if target is not None else 6.0
    bottom = top + sum(pitch(rows) for rows in labels)
    out = [line(left + p * scale, top, left + p * scale, bottom, GRID if p else AXIS) for p in (0, 25, 50, 75, 100)]
    y = top
    for bar, rows, (strong, rest) in zip(told, labels, beside, strict=True):
        high = pitch(rows)
        middle = y + high / 2
        out.append(lines(left - 12, middle, rows, anchor="end"))
        if bar.hidden:
            out.append(outlined(left, middle - THICK / 2, 60, THICK, "#f4f5f7", AXIS, dash="2 3"))
        elif bar.percent is not None:
            out.append(rect(left, middle - THICK / 2, bar.percent * scale, THICK, fill))
        if bar.previous is not None:
            out.append(mark(left + bar.previous * scale, middle - 14, 28))
        if strong:
            out.append(two_tone(right + 14, middle + 5, strong, rest))
        else:
            out.append(text(right + 14, middle + 5, rest, fill=SOFT))
        y += high
    if target is not None:
        x, label = left + target * scale, f"{words()['target']} {percent_text(target)}"
        half = width(label, SMALL, bold=True) / 2
        out.append(target_line(x, top - 6, x, bottom))
        out.append(text(min(max(x, half), whole - half), 14, label, size=SMALL, anchor="middle", bold=True))
    ticks = (
        text(left + p * scale, bottom + 18, percent_text(p), size=SMALL, anchor="middle", fill=SOFT)
        for p in (0, 25, 50, 75, 100)
    )
    out += ticks
    if any(b.previous is not None for b in told):
        out.append(rect(left, bottom + 35, 14, 12, fill))
        out.append(text(left + 21, bottom + 45, str(NOW), size=SMALL, fill=SOFT))
        then = left + 21 + width(str(NOW), SMALL) + 22
        out.append(mark(then, bottom + 33, 16))
        out.append(text(then + 10, bottom + 45, words()["previous"], size=SMALL, fill=SOFT))
        return "".join(out), bottom + 54
    return "".join(out), bottom + 26


def stacked(told: Sequence[Bar], fill: str, whole: float, uid: str) -> tuple[str, float]:
    """Met, breached and not assessable in numbers. A number that does not fit in its part stands behind the bar."""
    labels = [balanced(b.label, 14, LABEL_ROOM) for b in told]
    left = min(max(width(row, 14) for rows in labels for row in rows), LABEL_ROOM) + 12
    behind = (
        max(width(number(b.good) + number(b.bad) + number(b.unknown), SMALL) for b in told if not b.hidden) + 3 * 26
        if any(not b.hidden for b in told)
        else 90
    )
    most = max((b.good + b.bad + b.unknown for b in told if not b.hidden), default=0)
    scale = (whole - left - behind) / most if most else 0
    kinds = _Kinds(fill, uid)
    out, top = [hatch(uid), _legend(kinds, left, any(b.hidden for b in told))], 36.0
    height = sum(pitch(rows, least=36) for rows in labels)
    y = top
    for bar, rows in zip(told, labels, strict=True):
        high = pitch(rows, least=36)
        middle = y + high / 2
        out.append(lines(left - 12, middle, rows, anchor="end"))
        out.append(_row(bar, left, middle, scale, kinds))
        y += high
    out.append(line(left - 0.5, top, left - 0.5, top + height, AXIS))
    return "".join(out), top + height + 8


class _Kinds:
    """How each outcome is drawn."""

    def __init__(self, fill: str, uid: str) -> None:
        self._fill, self._uid = fill, uid

    def box(self, kind: str, x: float, y: float, w: float, h: float) -> str:
        if kind == "met":
            return rect(x, y, w, h, self._fill)
        if kind == "breached":
            return outlined(x, y, w, h, BAD, BAD_LINE)
        return outlined(x, y, w, h, f"url(#{self._uid}-h)", "#5f646c")


def _row(bar: Bar, left: float, middle: float, scale: float, kinds: _Kinds) -> str:
    if bar.hidden:
        box = outlined(left, middle - 12, 60, 24, "#f4f5f7", AXIS, dash="2 3")
        return box + text(left + 72, middle + 4.5, words()["hidden"], size=SMALL, fill=SOFT)
    x, out, outside = left, [], []
    for kind, n in (("met", bar.good), ("breached", bar.bad), ("unknown", bar.unknown)):
        if not n:
            continue
        w, told = n * scale, number(n)
        gap = 1.5 if w > 5 else 0.0
        out.append(kinds.box(kind, x, middle - 12, w - gap, 24))
        if kind != "unknown" and width(told, SMALL, bold=True) + 6 <= w - gap:
            ink = "#fff" if kind == "met" else BAD_INK
            out.append(text(x + (w - gap) / 2, middle + 4.5, told, size=SMALL, anchor="middle", bold=True, fill=ink))
        else:
            outside.append((kind, told))
        x += w
    x += 8
    for kind, told in outside:
        out.append(kinds.box(kind, x, middle - 5, 10, 10))
        out.append(text(x + 14, middle + 4.5, told, size=SMALL, fill=INK))
        x += 14 + width(told, SMALL) + 10
    if not (bar.good or bar.bad or bar.unknown):
        out.append(text(left + 8, middle + 4.5, "0", size=SMALL, fill=SOFT))
    return "".join(out)


def _legend(kinds: _Kinds, left: float, hidden: bool) -> str:
    names, x, out = words(), left, []
    for kind in ("met", "breached", "unknown"):
        out.append(kinds.box(kind, x, 4, 14, 14))
        out.append(text(x + 21, 15.5, names[kind], size=SMALL, fill=SOFT))
        x += 21 + width(names[kind], SMALL) + 24
    if hidden:
        out.append(outlined(x, 4, 14, 14, "#f4f5f7", AXIS, dash="2 3"))
        out.append(text(x + 21, 15.5, names["hidden"], size=SMALL, fill=SOFT))
    return "".join(out)
