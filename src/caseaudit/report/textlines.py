"""Where things stand in a TOML file: the lines of every heading and value. The standard library reads, but tells no lines."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Path: TypeAlias = tuple[str | int, ...]
"""A place in the data: `("plan", "styrker", 0, "tekst")`; a heading is its path without a key."""

_HEADING = re.compile(r"\s*(?P<open>\[\[?)\s*(?P<name>[^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(
    r"""\s*(?P<name>(?:[\w-]+|"[^"\n]*"|'[^'\n]*')(?:\s*\.\s*(?:[\w-]+|"[^"\n]*"|'[^'\n]*'))*)\s*=(?P<value>.*)$"""
)
_PART = re.compile(r"""[\w-]+|"[^"\n]*"|'[^'\n]*'""")


def spans(text: str) -> dict[Path, tuple[int, int]]:
    """First and last line of each heading and value, from 1. `text` is TOML that can be read."""
    out: dict[Path, tuple[int, int]] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        line = lines[at].rstrip("\r")
        last = at
        if found := _HEADING.match(line):
            table = _parts(found["name"])
            if found["open"] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            out[table] = (at + 1, at + 1)
        elif found := _KEY.match(line):
            last = _end(lines, at, found["value"])
            out[*table, *_parts(found["name"])] = (at + 1, last + 1)
        at = last + 1
    return out


def line_of(places: Mapping[Path, tuple[int, int]], path: Path) -> int | None:
    """The line of a value; else of the first thing in it; else of the nearest heading above it."""
    while path:
        inside = [first for place, (first, _) in places.items() if place[: len(path)] == path]
        if inside:
            return min(inside)
        path = path[:-1]
    return None


def _parts(name: str) -> Path:
    return tuple(p.strip("\"'") if p[0] in "\"'" else p for p in _PART.findall(name))


def _end(lines: list[str], first: int, value: str) -> int:
    """The line on which a value that begins on `first` is whole."""
    text = value
    for last in range(first, len(lines)):
        try:
            tomllib.loads(f"x = {text}")
        except tomllib.TOMLDecodeError:
            if last + 1 < len(lines):
                text += "\n" + lines[last + 1]
        else:
            return last
    return first
