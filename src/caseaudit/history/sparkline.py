"""A share over time in one line of text, from 0 to 100 percent: never stretched, so that a small change looks small."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

BLOCKS = "▁▂▃▄▅▆▇█"
DIGITS = "0123456789"
NONE = "."
BREAK = "|"


def fits(encoding: str | None) -> bool:
    """Whether a console with this encoding can show the blocks."""
    try:
        BLOCKS.encode(encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def sparkline(shares: Sequence[float | None], broken: Collection[int] = (), *, blocks: bool, width: int = 0) -> str:
    """One character for each percent; `|` before a point where the series is broken. In digits 7 means 70 to 79 percent.

    `width`: keep the latest that fit, 0 for all.
    """
    levels = BLOCKS if blocks else DIGITS
    cells = [
        (BREAK if n in broken and n else "")
        + (NONE if s is None else levels[min(int(s * len(levels) / 100), len(levels) - 1)])
        for n, s in enumerate(shares)
    ]
    if width:
        while sum(map(len, cells)) > width:
            cells.pop(0)
    return "".join(cells)
