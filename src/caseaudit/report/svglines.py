"""A trend over periods, and the same bars for several units side by side."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from caseaudit.output.numbers import number
from caseaudit.report.numbers import percent_text
from caseaudit.report.svgbars import SMALL, TICKS, pitch, values
from caseaudit.report.svgparts import AXIS, GRID, LINE, SOFT, Canvas, balanced, num, width
from caseaudit.report.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseaudit.report.view import Bar, Point

HIGH = 190
PER_BAND = 4
PANEL_LABELS = 212
TRACK = "#eef0f3"


def trend(points: Sequence[Point], target: float | None, fill: str, strong: str, whole: float) -> tuple[str, float]:
    """Percent by period on an axis from 0 to 100; a period without a percent leaves the line open."""
    goal = f"{words()['target']} {percent_text(target)}" if target is not None else ""
    left, right, top = 52.0, whole - (width(goal, SMALL, bold=True) + 12 if goal else 8), 26.0
    step = (right - left) / len(points)

    def at(n: int) -> float:
        return left + (n + 0.5) * step

    def up(percent: float) -> float:
        return top + HIGH * (1 - percent / 100)

    c = Canvas()
    for p in TICKS:
        c.line(GRID if p else AXIS, left, up(p), right, up(p))
        c.text(left - 10, up(p) + 4.5, percent_text(p), size=SMALL, anchor="end", fill=SOFT)
    if target is not None:
        c.target(left, up(target), right, up(target))
        c.text(right + 8, up(target) + 4.5, goal, size=SMALL, bold=True)
    told = [(n, p.percent) for n, p in enumerate(points) if p.percent is not None]
    for (a, here), (b, there) in pairwise(told):
        if b == a + 1:
            c.path(
                f'stroke="{fill}" stroke-width="2.5"', f"M{num(at(a))} {num(up(here))}L{num(at(b))} {num(up(there))}"
            )
    for n, percent in told:
        last = n == told[-1][0]
        inside, edge, radius = (strong, strong, 6) if last else ("#fff", fill, 5)
        c.path(f'fill="{inside}" stroke="{edge}" stroke-width="2.5"', _ring(at(n), up(percent), radius))
        below = target is not None and 0 <= target - percent < 15
        y = up(percent) + (22 if below else -13)
        c.text(at(n), y, percent_text(percent), size=14 if last else 13, anchor="middle", bold=last, halo=True)
    bottom = up(0)
    names = [balanced(p.label, SMALL, step - 6) for p in points]
    deep = max(len(rows) for rows in names) * SMALL * LINE
    for n, (point, rows) in enumerate(zip(points, names, strict=True)):
        if point.percent is None:
            c.text(at(n), bottom - 8, "–", anchor="middle", fill=SOFT)
        c.lines(at(n), bottom + 8 + len(rows) * SMALL * LINE / 2, rows, size=SMALL, anchor="middle")
        judged = words()["hidden"] if point.hidden else f"n = {number(point.judged)}"
        c.text(at(n), bottom + deep + 24, judged, size=SMALL, anchor="middle", fill=SOFT)
    return str(c), bottom + deep + 32


def _ring(x: float, y: float, radius: float) -> str:
    r = num(radius)
    return f"M{num(x - radius)} {num(y)}a{r} {r} 0 1 0 {num(2 * radius)} 0a{r} {r} 0 1 0 -{num(2 * radius)} 0z"


def multiples(
    panels: Sequence[tuple[str, tuple[Bar, ...]]], target: float | None, fill: str, whole: float
) -> tuple[str, float]:
    """The same rows for each unit, up to four units beside each other; the row labels stand once to the left."""
    names = list(dict.fromkeys(b.label for _, told in panels for b in told))
    labels = [balanced(name, 13, PANEL_LABELS) for name in names]
    per_band = ceil(len(panels) / ceil(len(panels) / PER_BAND))
    column = (whole - PANEL_LABELS - 12) / per_band
    c, y, goals = Canvas(), 0.0, []
    for first in range(0, len(panels), per_band):
        band = panels[first : first + per_band]
        heads = [balanced(unit, 13, column - 18, bold=True) for unit, _ in band]
        top = y + max(len(rows) for rows in heads) * 13 * LINE + 10
        below = top
        for rows in labels:
            c.lines(PANEL_LABELS, below + pitch(rows, 13, 29) / 2, rows, size=13, anchor="end")
            below += pitch(rows, 13, 29)
        for n, ((_, told), head) in enumerate(zip(band, heads, strict=True)):
            left = PANEL_LABELS + 12 + n * column
            c.lines(left, top - 8 - len(head) * 13 * LINE / 2, head, size=13, bold=True)
            _panel(c, {b.label: b for b in told}, names, labels, (left, top, column - 66), fill)
            goals.append((left + (target or 0) / 100 * (column - 66), top, below))
        y = below + 18
    if target is not None:
        for x, top, below in goals:
            c.target(x, top, x, below)
        c.target(PANEL_LABELS + 12, y + 2, PANEL_LABELS + 40, y + 2)
        c.text(PANEL_LABELS + 48, y + 6.5, f"{words()['target']} {percent_text(target)}", size=SMALL, fill=SOFT)
        y += 16
    return str(c), y


def _panel(
    c: Canvas,
    told: dict[str, Bar],
    names: list[str],
    labels: list[list[str]],
    place: tuple[float, float, float],
    fill: str,
) -> None:
    left, y, track = place
    for name, rows in zip(names, labels, strict=True):
        middle = y + pitch(rows, 13, 29) / 2
        y += pitch(rows, 13, 29)
        bar = told.get(name)
        c.bar(TRACK, left, middle, track, 14)
        if bar and bar.hidden:
            c.outlined("#fff", AXIS, left, middle - 7, track, 14, dash=True)
        elif bar and bar.percent is not None:
            c.bar(fill, left, middle, bar.percent / 100 * track, 14)
        none = bar is None or not (bar.hidden or bar.good or bar.bad)
        strong, rest = ("", "–") if bar is None or none else values(bar)
        c.text(
            left + track + 7, middle + 4.5, strong or rest, size=SMALL, bold=bool(strong), fill="" if strong else SOFT
        )
