"""Talking to the user: talk to stderr, data to stdout, progress only on a terminal, problems in four parts."""

from __future__ import annotations

import codecs
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from caseaudit.errors import Place, Problem

_SEVERITY = {
    "error": Text("Fejl", "Error"),
    "warning": Text("Advarsel", "Warning"),
    "info": Text("Bemærk", "Note"),
}
_RED, _BOLD, _OFF = "\x1b[31m", "\x1b[1m", "\x1b[0m"


@dataclass
class Style:
    """How to talk in this process."""

    quiet: bool = False
    color: bool = True


style = Style()

_NEAREST = "caseaudit-nearest"
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        **dict.fromkeys("\u2018\u2019\u201a", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f", " "),
        "\u2022": "*", "\u2026": "...", "\u2190": "<-", "\u2192": "->", "\u2264": "<=", "\u2265": ">=", "\u2713": "ok",
        "æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa", "§": "par.", "é": "e",
    }
)  # fmt: skip


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """Stand in for what the console's encoding lacks; only characters that every console has."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    plain = error.object[error.start : error.end].translate(_PLAIN)
    return plain.encode("ascii", "replace").decode("ascii"), error.end


codecs.register_error(_NEAREST, _nearest)


def prepare_streams() -> None:
    """Make the console survive any text: what its encoding lacks is shown by its nearest, else by `?`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_NEAREST)


def say(text: str = "") -> None:
    """Talk to the user on stderr, unless quiet."""
    if not style.quiet:
        print(text, file=sys.stderr)


def bold(text: str) -> str:
    return f"{_BOLD}{text}{_OFF}" if _colored(sys.stdout) else text


def red(text: str) -> str:
    return f"{_RED}{text}{_OFF}" if _colored(sys.stdout) else text


def _colored(stream: object) -> bool:
    return style.color and "NO_COLOR" not in os.environ and bool(getattr(stream, "isatty", lambda: False)())


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Show what is being done, on a terminal only, and wipe it when it is done."""
    if style.quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True, no_color=not style.color).status(f"{what} ...", spinner="line"):
        yield


def place_text(place: Place) -> str:
    """`udtraek.xlsx, ark Udtræk, række 14, kolonne "Sag oprettet"`."""
    parts = [place.file] if place.file else []
    if place.sheet:
        parts.append(f"{Text('ark', 'sheet')} {place.sheet}")
    if place.row is not None:
        parts.append(f"{Text('række', 'row')} {place.row}")
    if place.column:
        column = " ".join(place.column.split())
        parts.append(f'{Text("kolonne", "column")} "{column}"')
    return ", ".join(parts)


def problem_lines(problem: Problem) -> Iterator[str]:
    """What happened, where, and how to fix it."""
    yield f"{_SEVERITY[problem.severity]} [{problem.code}]: {problem.what}"
    where = place_text(problem.place)
    if where:
        yield f"  {Text('Hvor', 'Where')}:   {where}"
    if problem.fix:
        yield (
            f"  {Text('Ret op', 'Fix')}: {problem.fix}"
            if str(Text("da", "en")) == "da"
            else f"  Fix:     {problem.fix}"
        )


def show_problems(problems: Iterable[Problem]) -> None:
    """Print every problem on stderr; also when quiet, for a silent failure helps nobody."""
    from caseaudit.privacy import mask

    for problem in problems:
        for line in problem_lines(problem):
            print(mask(line), file=sys.stderr)
