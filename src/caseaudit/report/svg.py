"""The figures of a report as small SVG pictures that can be read by all: with title, description and live text.

Everything is set by attributes, since the same picture is read by browsers, by typst and, as PNG, by Word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caseaudit.report.colour import for_bars, usable
from caseaudit.report.svgbars import bars, stacked
from caseaudit.report.svglines import multiples, trend
from caseaudit.report.svgparts import FONT, INK, SOFT, Canvas, clean, num
from caseaudit.texts import Text

if TYPE_CHECKING:
    from caseaudit.report.view import Figure, Look

WIDTH = 800
NOTHING = Text("Der er ingen tal at vise.", "There are no numbers to show.")


def draw(figure: Figure, look: Look, uid: str = "") -> str:
    """The picture, in the language in use. `uid` makes its ids unique where several stand in one page.

    The same figure and look always give the same text. Raises nothing for odd contents: no bars, one bar, hidden ones.
    """
    uid = re.sub(r"[^a-z0-9]+", "-", (uid or figure.name).lower()).strip("-") or "figure"
    body, height = _body(figure, look, uid)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {num(height)}" width="{WIDTH}" '
        f'height="{num(height)}" role="img" aria-labelledby="{uid}-t {uid}-d" font-family="{FONT}" font-size="14" '
        f'fill="{INK}"><title id="{uid}-t">{clean(figure.title)}</title>'
        f'<desc id="{uid}-d">{clean(figure.description)}</desc>{body}</svg>'
    )


def _body(figure: Figure, look: Look, uid: str) -> tuple[str, float]:
    fill = for_bars(look.colour)
    if figure.kind == "bars" and figure.bars:
        return bars(figure.bars, figure.target, fill, WIDTH)
    if figure.kind == "stacked" and figure.bars:
        return stacked(figure.bars, fill, WIDTH, uid)
    if figure.kind == "trend" and figure.points:
        return trend(figure.points, figure.target, fill, usable(look.colour).value, WIDTH)
    panels = tuple(p for p in figure.panels if p[1])
    if figure.kind == "multiples" and panels:
        return multiples(panels, figure.target, fill, WIDTH)
    empty = Canvas()
    empty.text(0, 22, str(NOTHING), fill=SOFT)
    return str(empty), 34
