"""How high a row must be, and text as a workbook can hold it.

Neither Excel nor LibreOffice makes the rows of a written file fit their text, so the lines are broken here as they do it.
"""

from __future__ import annotations

import re
from functools import lru_cache

SIZE = 10
"""Points of the text."""

LINE = 12.9
BLANK = 3.0
"""Pixels of the blank between two words."""
AROUND = 4.0
HIGHEST = 400.0
MAX_CELL = 32_000
_PIXELS = 7.0 * 11 / SIZE  # of a column's unit, where text is measured at 11 points
_SPARE = 0.97
INDENT = 1.3
"""What a cell keeps free at its left edge, in the unit of widths."""
_REFUSED = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """The text without what XML cannot hold, and not longer than a cell."""
    if len(text) <= MAX_CELL and text.isprintable():
        return text
    kept = _REFUSED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return kept if len(kept) <= MAX_CELL else kept[:MAX_CELL] + " ..."


@lru_cache(maxsize=100_000)
def _wide(word: str) -> float:
    """Pixels of a word and the blank after it."""
    from xlsxwriter.utility import xl_pixel_width

    return float(xl_pixel_width(word)) + BLANK


@lru_cache(maxsize=20_000)
def lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of this width."""
    room = (width - INDENT) * _PIXELS * _SPARE
    count = 0
    for part in text.split("\n"):
        used = 0.0
        count += 1
        for word in part.split(" "):
            wide = _wide(word)
            if used and used + wide > room:
                count += 1
                used = 0.0
            while wide > room:  # a word longer than the line is broken
                count += 1
                wide -= room
            used += wide
    return count


def height(cells: list[tuple[str, float]], least: float = 0.0) -> float:
    """Points that a row needs for these texts in columns of these widths."""
    most = max((lines(text, width) for text, width in cells), default=1)
    return min(max(most * LINE + AROUND, least), HIGHEST)
