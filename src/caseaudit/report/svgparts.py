"""Small pieces of SVG: text that is measured, wrapped and escaped, and shapes by attributes that every reader knows."""

from __future__ import annotations

import re
from html import escape
from typing import Literal

INK, SOFT, GRID, AXIS = "#1a1c1f", "#50555c", "#dcdfe4", "#8a8f98"
BAD, BAD_LINE, BAD_INK = "#ffbd80", "#7a2e00", "#4d1d00"
"""Light orange with a dark outline and dark numbers: stays apart from the dark bars when printed in grey."""
FONT = "'IBM Plex Sans','Liberation Sans',Arial,sans-serif"
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


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float = 14,
    anchor: Anchor = "start",
    bold: bool = False,
    fill: str = "",
    halo: bool = False,
) -> str:
    """One line; `y` is its baseline. `halo`: a white edge, so that it can be read on a line."""
    return f"<text{_at(x, y)}{_how(size, anchor, bold=bold, fill=fill, halo=halo)}>{clean(words)}</text>"


def lines(
    x: float,
    middle: float,
    rows: list[str],
    *,
    size: float = 14,
    anchor: Anchor = "start",
    bold: bool = False,
    fill: str = "",
) -> str:
    """Several lines around a middle."""
    first = middle - (len(rows) - 1) * size * LINE / 2 + size * 0.35
    if len(rows) == 1:
        return text(x, first, rows[0], size=size, anchor=anchor, bold=bold, fill=fill)
    spans = "".join(
        f'<tspan x="{num(x)}" y="{num(first + n * size * LINE)}">{clean(row)}</tspan>' for n, row in enumerate(rows)
    )
    return f"<text{_how(size, anchor, bold=bold, fill=fill)}>{spans}</text>"


def two_tone(x: float, y: float, strong: str, rest: str, *, size: float = 14) -> str:
    """A strong beginning and a plain end in one line."""
    end = f'<tspan font-weight="400"> {clean(rest)}</tspan>' if rest else ""
    return f"<text{_at(x, y)}{_how(size, 'start', bold=True)}>{clean(strong)}{end}</text>"


def rect(x: float, y: float, w: float, h: float, fill: str, more: str = "") -> str:
    return f'<rect{_at(x, y)} width="{num(max(w, 0))}" height="{num(h)}" fill="{fill}"{more}/>'


def outlined(x: float, y: float, w: float, h: float, fill: str, stroke: str, *, dash: str = "") -> str:
    """A box whose outline lies inside its measures."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return rect(x + 0.75, y + 0.75, max(w - 1.5, 0.5), h - 1.5, fill, f' stroke="{stroke}" stroke-width="1.5"{dashed}')


def line(x1: float, y1: float, x2: float, y2: float, stroke: str, more: str = "") -> str:
    return f'<path d="M{num(x1)} {num(y1)}L{num(x2)} {num(y2)}" stroke="{stroke}"{more}/>'


def target_line(x1: float, y1: float, x2: float, y2: float) -> str:
    """A dashed line on a white one, so that it is seen on dark bars too."""
    under = line(x1, y1, x2, y2, "#fff", ' stroke-width="3.5"')
    return under + line(x1, y1, x2, y2, INK, ' stroke-width="1.5" stroke-dasharray="5 3"')


def mark(x: float, y: float, h: float) -> str:
    """An upright mark with a white edge: where the previous run stood."""
    return rect(x - 2, y, 4, h, INK, ' stroke="#fff" stroke-width="1"')


def hatch(uid: str) -> str:
    """The pattern of what could not be assessed."""
    return (
        f'<defs><pattern id="{uid}-h" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path fill="#fff" d="M0 0h6v6H0z"/><path fill="#7b8088" d="M0 0h1.6v6H0z"/>'
        "</pattern></defs>"
    )


def _at(x: float, y: float) -> str:
    return f' x="{num(x)}" y="{num(y)}"'


def _how(size: float, anchor: Anchor, *, bold: bool = False, fill: str = "", halo: bool = False) -> str:
    out = f' font-size="{num(size)}"' if size != 14 else ""
    out += f' text-anchor="{anchor}"' if anchor != "start" else ""
    out += ' font-weight="600"' if bold else ""
    out += f' fill="{fill}"' if fill else ""
    return out + (' stroke="#fff" stroke-width="4" stroke-linejoin="round" paint-order="stroke"' if halo else "")
