"""A trend over periods, and the same bars for several units side by side."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from caseaudit.report.numbers import number, percent_text
from caseaudit.report.svgbars import SMALL, pitch, values
from caseaudit.report.svgparts import (
    AXIS,
    GRID,
    LINE,
    SOFT,
    balanced,
    line,
    lines,
    num,
    outlined,
    rect,
    target_line,
    text,
    width,
)
from caseaudit.report.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseaudit.report.view import Bar, Point

HIGH = 190
PER_BAND = 4
PANEL_LABELS = 212


def trend(points: Sequence[Point], target: float | None, fill: str, strong: str, whole: float) -> tuple[str, float]:
    """Percent by period on an axis from 0 to 100; a period without a percent leaves the line open."""
    goal = f"{words()['target']} {percent_text(target)}" if target is not None else ""
    left, right, top = 52.0, whole - (width(goal, SMALL, bold=True) + 12 if goal else 8), 26.0
    step = (right - left) / len(points)

    def at(n: int) -> float:
        return left + (n + 0.5) * step

    def up(percent: float) -> float:
        return top + HIGH * (1 - percent / 100)

    out = []
    for p in (0, 25, 50, 75, 100):
        out.append(line(left, up(p), right, up(p), GRID if p else AXIS))
        out.append(text(left - 10, up(p) + 4.5, percent_text(p), size=SMALL, anchor="end", fill=SOFT))
    if target is not None:
        out.append(target_line(left, up(target), right, up(target)))
        out.append(text(right + 8, up(target) + 4.5, goal, size=SMALL, bold=True))
    told = [(n, p.percent) for n, p in enumerate(points) if p.percent is not None]
    for (a, here), (b, there) in pairwise(told):
        if b == a + 1:
            out.append(line(at(a), up(here), at(b), up(there), fill, ' stroke-width="2.5"'))
    for n, percent in told:
        last = n == told[-1][0]
        ring = f'stroke="{strong if last else fill}" stroke-width="2.5"'
        out.append(
            f'<circle cx="{num(at(n))}" cy="{num(up(percent))}" r="{6 if last else 5}" fill="{strong if last else "#fff"}" {ring}/>'
        )
        below = target is not None and 0 <= target - percent < 15
        y = up(percent) + (22 if below else -13)
        out.append(
            text(at(n), y, percent_text(percent), size=14 if last else 13, anchor="middle", bold=last, halo=True)
        )
    bottom = up(0)
    names = [balanced(p.label, SMALL, step - 6) for p in points]
    deep = max(len(rows) for rows in names) * SMALL * LINE
    for n, (point, rows) in enumerate(zip(points, names, strict=True)):
        if point.percent is None:
            out.append(text(at(n), bottom - 8, "–", anchor="middle", fill=SOFT))
        out.append(lines(at(n), bottom + 8 + len(rows) * SMALL * LINE / 2, rows, size=SMALL, anchor="middle"))
        judged = f"n = {number(point.judged)}" if point.judged else "–"
        out.append(text(at(n), bottom + deep + 24, judged, size=SMALL, anchor="middle", fill=SOFT))
    return "".join(out), bottom + deep + 32


def multiples(
    panels: Sequence[tuple[str, tuple[Bar, ...]]], target: float | None, fill: str, whole: float
) -> tuple[str, float]:
    """The same rows for each unit, up to four units beside each other; the row labels stand once to the left."""
    names = list(dict.fromkeys(b.label for _, told in panels for b in told))
    labels = [balanced(name, 13, PANEL_LABELS) for name in names]
    per_band = ceil(len(panels) / ceil(len(panels) / PER_BAND))
    column = (whole - PANEL_LABELS - 12) / per_band
    out, y = [], 0.0
    for first in range(0, len(panels), per_band):
        band = panels[first : first + per_band]
        heads = [balanced(unit, 13, column - 18, bold=True) for unit, _ in band]
        top = y + max(len(rows) for rows in heads) * 13 * LINE + 10
        height = sum(pitch(rows, 13, 29) for rows in labels)
        middle = top
        for rows in labels:
            middle += pitch(rows, 13, 29)
            out.append(lines(PANEL_LABELS, middle - pitch(rows, 13, 29) / 2, rows, size=13, anchor="end"))
        for n, ((_, told), head) in enumerate(zip(band, heads, strict=True)):
            left = PANEL_LABELS + 12 + n * column
            out.append(lines(left, top - 8 - len(head) * 13 * LINE / 2, head, size=13, bold=True))
            out.append(_panel({b.label: b for b in told}, names, labels, (left, top, column), fill, target))
        y = top + height + 18
    if target is not None:
        out.append(target_line(PANEL_LABELS + 12, y + 2, PANEL_LABELS + 40, y + 2))
        out.append(
            text(PANEL_LABELS + 48, y + 6.5, f"{words()['target']} {percent_text(target)}", size=SMALL, fill=SOFT)
        )
        y += 16
    return "".join(out), y


def _panel(
    told: dict[str, Bar],
    names: list[str],
    labels: list[list[str]],
    place: tuple[float, float, float],
    fill: str,
    target: float | None,
) -> str:
    left, top, column = place
    track = column - 78
    out, y = [], top
    for name, rows in zip(names, labels, strict=True):
        high = pitch(rows, 13, 29)
        middle = y + high / 2
        bar = told.get(name)
        out.append(rect(left, middle - 7, track, 14, "#eef0f3"))
        strong, rest = values(bar) if bar else ("", "–")
        if bar and bar.hidden:
            out.append(outlined(left, middle - 7, track, 14, "#fff", AXIS, dash="2 3"))
        elif bar and bar.percent is not None:
            out.append(rect(left, middle - 7, bar.percent / 100 * track, 14, fill))
        few = bar is not None and not bar.hidden and not (bar.good or bar.bad)
        beside = strong or ("–" if few else rest)
        out.append(
            text(left + track + 7, middle + 4.5, beside, size=SMALL, bold=bool(strong), fill="" if strong else SOFT)
        )
        y += high
    if target is not None:
        out.append(target_line(left + target / 100 * track, top, left + target / 100 * track, y))
    return "".join(out)
