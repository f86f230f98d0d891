"""A trend as one SVG that needs nothing else: lines with marks that differ in shape, their names beside them, breaks dashed.

Percent runs from 0 to 100, days in proportion to time. The same numbers stand as text in the title and description.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.history import breaks
from caseaudit.history.trend_table import said
from caseaudit.history.words import percent_text, points, scope_text
from caseaudit.privacy import mask
from caseaudit.texts import Text, language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.history.series import Series, Trend

WIDTH, HIGH, LEFT, TOP, ROW = 1060, 260, 52, 44, 20
PLOT = 560
COLOURS = ("#0b5394", "#8a4b08", "#38761d", "#741b47", "#444444", "#0b7285")
DASHES = ("", "7 4", "2 3", "10 3 2 3")
MARKS = ("M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z", "M-4-4h8v8h-8z", "M0-5l5 9h-10z", "M0-5l5 5-5 5-5-5z")
TOO_MANY_MARKS = 40
_ATTRIBUTES = 'role="img" aria-labelledby="t d" font-family="system-ui,sans-serif" font-size="13"'


def svg(t: Trend) -> str:
    """The picture."""
    legend = TOP + ROW * len(t.series)
    notes = [f"{n}. {breaks.line(b)}" for n, b in enumerate(_breaks(t), 1)]
    bottom = max(TOP + HIGH + 44, legend + 10)
    height = bottom + ROW * len(notes) + 10
    title = Text("Overholdelse over tid", "Compliance over time")
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" {_ATTRIBUTES} lang="{language()}">',
        f'<title id="t">{_text(f"{title}: {scope_text(t.scope)}")}</title>',
        f'<desc id="d">{_text(_described(t))}</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="{LEFT}" y="22" font-weight="700">{_text(f"{title}: {scope_text(t.scope)}")}</text>',
        *_axes(t),
        *_broken(t),
        *(x for n, s in enumerate(t.series) for x in _series(t, s, n)),
        *(f'<text x="{LEFT}" y="{bottom + ROW * n + 12}">{_text(x)}</text>' for n, x in enumerate(notes)),
        "</svg>\n",
    ]
    return "\n".join(body)


def _breaks(t: Trend) -> tuple[breaks.Break, ...]:
    return t.breaks_of(t.series[0]) if len(t.series) == 1 else t.breaks


def _text(text: str) -> str:
    return escape(mask(text), quote=False)


def _described(t: Trend) -> str:
    if len(t.series) == 1:
        return said(t, t.series[0])
    told = []
    for s in t.series:
        at = s.told
        last = s.points[at[-1]] if at else None
        value = percent_text(last.good, last.judged) if last else "-"
        told.append(f"{s.title}: {value}" + (f" ({points(s.change)})" if s.change is not None else ""))
    return "; ".join(told)


def _x(t: Trend, at: int) -> float:
    first, last = t.days[0], t.days[-1]
    span = (last - first).days
    return LEFT + 12 + ((t.days[at] - first).days / span if span else 0.5) * (PLOT - 24)


def _y(percent: float) -> float:
    return TOP + HIGH * (1 - percent / 100)


def _axes(t: Trend) -> Iterator[str]:
    for p in range(0, 101, 25):
        y = _y(p)
        yield f'<path d="M{LEFT} {y:.1f}h{PLOT}" stroke="{"#888" if not p else "#ddd"}"/>'
        yield f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{p} %</text>'
    ends = [(0, "start", LEFT), (len(t.days) - 1, "end", LEFT + PLOT)] if len(t.days) > 1 else [(0, "start", LEFT)]
    for at, anchor, x in ends:
        yield f'<text x="{x}" y="{TOP + HIGH + 22}" text-anchor="{anchor}">{show(t.days[at])}</text>'


def _broken(t: Trend) -> Iterator[str]:
    for n, b in enumerate(_breaks(t), 1):
        x = (_x(t, b.at - 1) + _x(t, b.at)) / 2
        yield f'<path d="M{x:.1f} {TOP}v{HIGH}" stroke="#666" stroke-dasharray="3 3"/>'
        yield f'<text x="{x:.1f}" y="{TOP - 4}" text-anchor="middle" font-size="11">{n}</text>'


def _series(t: Trend, s: Series, number: int) -> Iterator[str]:
    """One line, open where there is no percent; drawn apart where something was counted in another way."""
    colour, dash = COLOURS[number % len(COLOURS)], DASHES[number // len(COLOURS) % len(DASHES)]
    parted = {b.at for b in t.breaks_of(s) if b.parts_series}
    path, spots, before = [], [], -2
    for n in range(len(s.points)):
        value = s.percent(n)
        if value is None:
            continue
        joined = before == n - 1 and n not in parted
        path.append(f"{'L' if joined else 'M'}{_x(t, n):.1f} {_y(value):.1f}")
        spots.append((_x(t, n), _y(value)))
        before = n
    style = f' stroke-dasharray="{dash}"' if dash else ""
    if path:
        yield f'<path d="{"".join(path)}" fill="none" stroke="{colour}" stroke-width="2"{style}/>'
    mark = MARKS[number % len(MARKS)]
    shown = spots if len(spots) <= TOO_MANY_MARKS else [spots[0], spots[-1]]
    yield from (f'<path d="{mark}" transform="translate({x:.1f} {y:.1f})" fill="{colour}"/>' for x, y in shown)
    y = TOP + ROW * number + 6
    yield f'<path d="M{LEFT + PLOT + 16} {y}h24" stroke="{colour}" stroke-width="2"{style}/>'
    yield f'<path d="{mark}" transform="translate({LEFT + PLOT + 28} {y})" fill="{colour}"/>'
    last = s.points[s.told[-1]] if s.told else None
    at_last = percent_text(last.good, last.judged) if last else "-"
    change = f" ({points(s.change)})" if s.change is not None else ""
    name = s.title or str(Text("Lovens krav i alt", "The law in all"))
    yield f'<text x="{LEFT + PLOT + 48}" y="{y + 4}">{_text(f"{name[:34]} {at_last}{change}")}</text>'
