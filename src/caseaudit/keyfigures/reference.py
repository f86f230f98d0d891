"""Reference figures from others: read from CSV with every fault at its cell, kept in one file, and told with source and year."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseaudit.errors import Place, Problem, UsageError
from caseaudit.history.cells import csv_text
from caseaudit.keyfigures.definitions import UNITS, definitions
from caseaudit.privacy import contains_cpr
from caseaudit.texts import Text

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = ("noegletal", "omraade", "aar", "vaerdi", "enhed", "kilde")
_NAMES = {
    "noegletal": ("noegletal", "nøgletal", "figure"),
    "omraade": ("omraade", "område", "area"),
    "aar": ("aar", "år", "year"),
    "vaerdi": ("vaerdi", "værdi", "value"),
    "enhed": ("enhed", "unit"),
    "kilde": ("kilde", "source"),
}
_UNITS = {
    "count": {"antal", "number", "count", "stk"},
    "percent": {"%", "procent", "pct", "pct.", "percent"},
    "days": {"dage", "days"},
    "cases": {"sager", "cases"},
}
_NUMBER = re.compile(r"-?\d{1,12}([.,]\d{1,6})?")
MAX_BYTES = 5_000_000


@dataclass(frozen=True)
class Reference:
    """What a figure was in an area in a year, and who says so."""

    figure: str
    area: str
    year: int
    value: float
    source: str


def read(path: Path) -> tuple[Reference, ...]:
    """Read a file of reference figures. Raises `UsageError` with every fault, each at its row and column."""
    if not path.is_file():
        raise UsageError(Problem("input_unreadable", Place(file=path.name)))
    data = path.read_bytes()[: MAX_BYTES + 1]
    if len(data) > MAX_BYTES or b"\0" in data:
        raise UsageError(Problem("reference_unreadable", Place(file=path.name)))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return _Reader(path.name).read(text)


class _Reader:
    def __init__(self, name: str) -> None:
        self._name, self._problems = name, list[Problem]()

    def read(self, text: str) -> tuple[Reference, ...]:
        delimiter = ";" if ";" in text.partition("\n")[0] else ","
        try:
            rows = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
        except csv.Error:
            raise UsageError(Problem("reference_unreadable", Place(file=self._name))) from None
        head = [h.strip().casefold() for h in rows[0]] if rows else []
        at = {c: next((i for i, h in enumerate(head) if h in _NAMES[c]), -1) for c in COLUMNS}
        if missing := [c for c in COLUMNS if at[c] < 0]:
            raise UsageError([Problem("reference_column", Place(self._name, row=1), {"column": c}) for c in missing])
        out: dict[tuple[str, str, int], tuple[int, Reference]] = {}
        for number, row in enumerate(rows[1:], 2):
            if not any(c.strip() for c in row):
                continue
            cells = {c: " ".join(row[i].split()).lstrip("'") if i < len(row) else "" for c, i in at.items()}
            found = self._row(cells, number)
            if found is None:
                continue
            key = (found.figure, found.area.casefold(), found.year)
            if key in out:
                self._add("reference_twice", number, "noegletal", first=out[key][0])
            out.setdefault(key, (number, found))
        if self._problems:
            raise UsageError(self._problems)
        return tuple(r for _, r in out.values())

    def _row(self, cells: dict[str, str], row: int) -> Reference | None:
        before = len(self._problems)
        for column, text in cells.items():
            if contains_cpr(text):
                self._add("reference_cpr", row, column)
        if len(self._problems) > before:
            return None
        definition = definitions().get(cells["noegletal"].casefold())
        if definition is None:
            near = difflib.get_close_matches(cells["noegletal"], definitions(), n=1)
            hint = Text(f" Mente du '{near[0]}'?", f" Did you mean '{near[0]}'?") if near else Text("", "")
            self._add("reference_figure", row, "noegletal", value=cells["noegletal"][:60], hint=hint)
        elif cells["enhed"].casefold() not in _UNITS[definition.unit]:
            self._add("reference_unit", row, "enhed", unit=UNITS[definition.unit])
        for column in ("omraade", "kilde"):
            if not cells[column]:
                self._add("reference_blank", row, column)
        if not re.fullmatch(r"(19|20)\d\d", cells["aar"]):
            self._add("reference_value", row, "aar", kind=Text("et årstal", "a year"))
        if not _NUMBER.fullmatch(cells["vaerdi"]):
            self._add("reference_value", row, "vaerdi", kind=Text("et tal", "a number"))
        if len(self._problems) > before or definition is None:
            return None
        value = float(cells["vaerdi"].replace(",", "."))
        return Reference(definition.id, cells["omraade"][:100], int(cells["aar"]), value, cells["kilde"][:200])

    def _add(self, code: str, row: int, column: str, **values: object) -> None:
        self._problems.append(Problem(code, Place(self._name, row=row, column=column), values))


def merged(old: Iterable[Reference], new: Iterable[Reference]) -> tuple[tuple[Reference, ...], int]:
    """Both together, and how many of the old were replaced: the same figure, area and year is told once, by the newest file."""
    out = {(r.figure, r.area.casefold(), r.year): r for r in old}
    replaced = 0
    for r in new:
        key = (r.figure, r.area.casefold(), r.year)
        replaced += key in out and out[key] != r
        out[key] = r
    order = {f: n for n, f in enumerate(definitions())}
    return tuple(sorted(out.values(), key=lambda r: (order[r.figure], r.area.casefold(), r.year))), replaced


def as_csv(found: Iterable[Reference]) -> str:
    """The file that is kept; it reads back as it was written."""
    known = definitions()
    rows = [(r.figure, r.area, r.year, _plain(r.value), UNITS[known[r.figure].unit].da, r.source) for r in found]
    return csv_text(COLUMNS, rows)


def _plain(value: float) -> str | int:
    return int(value) if value == int(value) else f"{value:g}".replace(".", ",")


def template() -> str:
    """A file to fill in: one row for each figure, with its unit, and no numbers."""
    known = definitions().values()
    return csv_text(COLUMNS, [(d.id, "Hele landet", "", "", UNITS[d.unit].da, "") for d in known])


def years_missing(found: Iterable[Reference]) -> dict[str, tuple[int, ...]]:
    """For each area of one figure, the years that another area or a later year shows are missing."""
    held: dict[str, set[int]] = {}
    for r in found:
        held.setdefault(r.area, set()).add(r.year)
    every = set().union(*held.values()) if held else set()
    span = range(min(every), max(every) + 1) if every else range(0)
    return {area: tuple(y for y in span if y not in years) for area, years in held.items()}
