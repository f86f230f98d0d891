"""Small pieces of SVG: text that is measured, wrapped and escaped, and shapes by attributes that every reader knows."""

from __future__ import annotations

import re
from html import escape
from typing import Literal

INK, SOFT, GRID, AXIS = "#1a1c1f", "#50555c", "#dcdfe4", "#8a8f98"
HIDDEN = "#f4f5f7"
BAD, BAD_LINE, BAD_INK = "#ffbd80", "#7a2e00", "#4d1d00"
"""Light orange with a dark outline and dark numbers: stays apart from the dark bars when printed in grey."""
FONT = "'IBM Plex Sans','Liberation Sans',Arial,sans-serif"
SMALL_BOX = 8
LINE = 1.25
"""Line height, in sizes of the letters."""

_NARROW, _WIDE = frozenset(" ijl.,:;'|!()[]{}/\\ftrI-\u00a0"), frozenset("mwMW%@æÆ")
_ILLEGAL = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""
_PLACES = re.compile(r"[^ \n\t\r]+")
_AFTER = re.compile(r"(?<=[-/–])(?=\w)")

Anchor = Literal["start", "middle", "end"]


def clean(text: str) -> str:
    """Text as XML can hold it, escaped."""
    return escape(_ILLEGAL.sub("\ufffd", text), quote=True)


def num(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".rstrip("0").rstrip(".") or "0"


def width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide a text is set; a little too wide rather than too narrow, since the reader's font may be another."""
    units = sum(0.33 if c in _NARROW else 0.93 if c in _WIDE else 0.7 if c.isupper() else 0.58 for c in text)
    return units * size * (1.08 if bold else 1.03)


def wrap(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Lines that each fit in the room. Nothing is cut: a word that is too long goes on in the next line."""
    lines, line = [], ""
    for word in _PLACES.findall(text):
        for n, piece in enumerate(_AFTER.split(word)):
            glue = " " if n == 0 and line else ""
            if line and width(line + glue + piece, size, bold=bold) > room:
                lines.append(line)
                line, glue = "", ""
            line += glue + piece
            while width(line, size, bold=bold) > room and len(line) > 1:
                at = _fitting(line, size, room, bold=bold)
                lines.append(line[:at])
                line = line[at:]
    return [*lines, line] if line or not lines else lines


def balanced(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Wrapped in as few lines as the room allows, all about equally long."""
    best = wrap(text, size, room, bold=bold)
    widest = max((width(word, size, bold=bold) for word in text.split()), default=0)
    while 1 < len(best) < 6 and (room := room - 8) >= widest:
        tighter = wrap(text, size, room, bold=bold)
        if len(tighter) > len(best):
            break
        best = tighter
    return best


def _fitting(text: str, size: float, room: float, *, bold: bool) -> int:
    used = 0.0
    for at, char in enumerate(text):
        used += width(char, size, bold=bold)
        if used > room:
            return max(at, 1)
    return len(text)


class Canvas:
    """Pieces by how they are drawn, so that each way is told once. What is first used lies undermost."""

    def __init__(self) -> None:
        self._paths: dict[str, list[str]] = {}
        self._texts: dict[str, list[str]] = {}

    def path(self, how: str, d: str) -> None:
        self._paths.setdefault(how, []).append(d)

    def box(self, fill: str, x: float, y: float, w: float, h: float) -> None:
        self.path(f'fill="{fill}"', box(x, y, w, h))

    def bar(self, fill: str, x: float, middle: float, w: float, thick: float) -> None:
        """A horizontal bar, told as one thick line; that is shorter than its four sides."""
        if w > 0:
            self.path(f'stroke="{fill}" stroke-width="{num(thick)}"', f"M{round(x)} {round(middle)}h{num(w)}")

    def outlined(self, fill: str, stroke: str, x: float, y: float, w: float, h: float, *, dash: bool = False) -> None:
        """A box whose outline lies inside its measures."""
        how = f'fill="{fill}" stroke="{stroke}" stroke-width="1.5"' + (' stroke-dasharray="2 3"' if dash else "")
        self.path(how, box(x + 0.75, y + 0.75, max(w - 1.5, 0.5), h - 1.5))

    def line(self, stroke: str, x1: float, y1: float, x2: float, y2: float) -> None:
        end = f"V{num(y2)}" if x1 == x2 else f"H{num(x2)}" if y1 == y2 else f"L{num(x2)} {num(y2)}"
        self.path(f'stroke="{stroke}"', f"M{num(x1)} {num(y1)}{end}")

    def target(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A dashed line on a white one, so that it is seen on dark bars too."""
        d = f"M{num(x1)} {num(y1)}L{num(x2)} {num(y2)}"
        self.path('stroke="#fff" stroke-width="3.5"', d)
        self.path(f'stroke="{INK}" stroke-width="1.5" stroke-dasharray="5 3"', d)

    def mark(self, x: float, y: float, h: float) -> None:
        """An upright mark with a white edge: where the previous run stood."""
        self.path(f'fill="{INK}" stroke="#fff"', box(x - 2, y, 4, h))

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 14,
        anchor: Anchor = "start",
        bold: bool = False,
        fill: str = "",
        halo: bool = False,
        rest: str = "",
    ) -> None:
        """One line; `y` is its baseline. `halo`: a white edge, so that it can be read on a line. `rest`: its plain end."""
        how = f' font-size="{num(size)}"' if size != 14 else ""
        how += f' text-anchor="{anchor}"' if anchor != "start" else ""
        how += ' font-weight="600"' if bold else ""
        how += f' fill="{fill}"' if fill else ""
        how += ' stroke="#fff" stroke-width="4" stroke-linejoin="round" paint-order="stroke"' if halo else ""
        end = f' <tspan font-weight="400">{clean(rest)}</tspan>' if rest else ""
        self._texts.setdefault(how, []).append(f'<text x="{round(x)}" y="{round(y)}">{clean(words)}{end}</text>')

    def lines(
        self,
        x: float,
        middle: float,
        rows: list[str],
        *,
        size: float = 14,
        anchor: Anchor = "start",
        bold: bool = False,
    ) -> None:
        """Several lines around a middle."""
        first = middle - (len(rows) - 1) * size * LINE / 2 + size * 0.35
        for n, row in enumerate(rows):
            self.text(x, first + n * size * LINE, row, size=size, anchor=anchor, bold=bold)

    def __str__(self) -> str:
        paths = (f'<path {how} d="{"".join(ds)}"/>' for how, ds in self._paths.items())
        texts = (f"<g{how}>{''.join(found)}</g>" if how else "".join(found) for how, found in self._texts.items())
        return "".join((*paths, *texts))


def box(x: float, y: float, w: float, h: float) -> str:
    """The outline of a box; in whole numbers, but for the measures of a small one."""
    wide, high = (num(max(v, 0)) if v < SMALL_BOX else str(round(v)) for v in (w, h))
    return f"M{num(round(x, 0 if w >= SMALL_BOX else 1))} {round(y)}h{wide}v{high}h-{wide}z"


def hatch(uid: str) -> str:
    """The pattern of what could not be assessed."""
    return (
        f'<defs><pattern id="{uid}-h" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path fill="#fff" d="M0 0h6v6H0z"/><path fill="#7b8088" d="M0 0h1.6v6H0z"/>'
        "</pattern></defs>"
    )
