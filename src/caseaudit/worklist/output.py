"""The files of a work list: names that hold for every file system, and every format."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from caseaudit.worklist.model import Worklist

FORMATS = ("xlsx", "html", "ics")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss"})


def slug(name: str) -> str:
    """`Distrikt Øst / Børn` is `distrikt-oest-boern`."""
    text = name.casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")


def file_names(names: Iterable[str], stem: str, ending: str) -> dict[str, str]:
    """A file name for each name; two that look alike are numbered."""
    out: dict[str, str] = {}
    nobody = str(Text("uden-angivelse", "not-stated"))
    for name in names:
        base = f"{stem}-{slug(name) or nobody}"
        n, taken = 1, set(out.values())
        file = f"{base}.{ending}"
        while file in taken:
            n += 1
            file = f"{base}-{n}.{ending}"
        out[name] = file
    return out


def files(worklist: Worklist, formats: Collection[str], key: bytes, *, cases: bool = False) -> dict[str, bytes]:
    """Every file of the list, by name."""
    out: dict[str, bytes] = {}
    stem = str(Text("arbejdsliste", "worklist"))
    names = [p.name for p in worklist.piles]
    if "xlsx" in formats:
        from caseaudit.worklist.book import book

        of = file_names(names, stem, "xlsx")
        out |= {of[p.name]: book(worklist, p) for p in worklist.piles}
    if "html" in formats:
        from caseaudit.worklist.page import page

        out[f"{stem}.html"] = page(worklist).encode()
    if "ics" in formats:
        from caseaudit.worklist.deadlines import calendar

        of = file_names(names, str(Text("frister", "deadlines")), "ics")
        made = {of[p.name]: calendar(worklist, p, key, cases=cases) for p in worklist.piles}
        out |= {name: data for name, data in made.items() if data}
    return out
