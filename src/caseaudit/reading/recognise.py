"""Which profile understands a table, where its header row is, and which column is which."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseaudit.errors import Place, Problem
from caseaudit.model.dataset import Source
from caseaudit.model.tables import CASE_FIELDS
from caseaudit.privacy import mask
from caseaudit.reading.grid import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseaudit.reading.grid import Grid
    from caseaudit.reading.profile import Profile

_DIGITS = re.compile(r"\d+")
_NEEDED_WIDE = 3


@dataclass(frozen=True)
class Match:
    """How one profile reads one table. `columns`: profile column -> positions in the grid, in the order of their numbers.

    `missing`: needed columns that the table lacks; a match with any is only the nearest, never used.
    """

    grid: Grid
    profile: Profile
    header: int
    headers: tuple[str, ...]
    columns: dict[str, list[int]]
    missing: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    others: dict[str, list[str]] = field(default_factory=dict)

    @property
    def score(self) -> int:
        return sum(len(positions) for positions in self.columns.values())

    @property
    def has_events(self) -> bool:
        return self.profile.is_wide or "type" in self.columns

    @property
    def lists_ids(self) -> bool:
        """Say whether the table is nothing but a list of cases: enough beside a table of events, too little alone."""
        named = [normal(h) for h in self.headers if normal(h)]
        return self.profile.shape == "canonical" and set(self.columns) == {"case_id"} and named == [normal("case_id")]

    @property
    def header_row(self) -> int:
        return int(self.grid.rows[self.header])

    @property
    def source(self) -> Source:
        """The table, for those who read the result."""
        grid, row = self.grid, self.header_row
        return Source(grid.file, grid.sheet, self.profile.name, row, row - 1 + grid.before, grid.encoding)

    def titles(self, key: str) -> list[str]:
        return [self.headers[i] for i in self.columns[key]]


def recognise(grid: Grid, profiles: Sequence[Profile]) -> Match | None:
    """Return the best match of the table: a complete one if there is any, else the nearest; None for no common header.

    Where two profiles know the same headers, the canonical form is preferred.
    """
    matches = [m for m in (_match(grid, p) for p in profiles) if m is not None]
    return max(matches, key=lambda m: (not m.missing, m.score, m.profile.shape == "canonical"), default=None)


def _match(grid: Grid, profile: Profile) -> Match | None:
    head = grid.head()
    names = _names(profile)
    best: Match | None = None
    for i, row in enumerate(head):
        for headers in _readings(head, i, row):
            match = _try_row(grid, profile, i, headers, names)
            if match and (best is None or (not match.missing, match.score) > (not best.missing, best.score)):
                best = match
    return best


def _readings(head: list[list[str]], i: int, row: list[str]) -> list[list[str]]:
    """The row alone, and joined with the row above it, for headers in two rows with merged cells."""
    if i == 0 or sum(bool(c.strip()) for c in head[i - 1]) < 2:
        return [row]
    group, joined = "", []
    for above, below in zip(head[i - 1], row, strict=True):
        group = above.strip() or group
        joined.append(f"{group if below.strip() else above} {below}".strip())
    return [row, joined]


def _names(profile: Profile) -> tuple[dict[str, tuple[str, int]], dict[str, tuple[str, int]]]:
    """Return compared header -> (column, rank of the alias); the second holds repeating columns without their digits."""
    exact: dict[str, tuple[str, int]] = {}
    repeating: dict[str, tuple[str, int]] = {}
    for key, column in profile.columns.items():
        own = [] if profile.is_wide else [key]
        for rank, header in enumerate([*own, *column.headers]):
            exact.setdefault(normal(header), (key, rank))
            if column.repeats:
                repeating.setdefault(_DIGITS.sub("", normal(header)), (key, rank))
    return exact, repeating


def _try_row(
    grid: Grid,
    profile: Profile,
    i: int,
    headers: Sequence[str],
    names: tuple[dict[str, tuple[str, int]], dict[str, tuple[str, int]]],
) -> Match | None:
    found: dict[str, list[tuple[int, int, int]]] = {}
    for position, header in enumerate(headers):
        compared = normal(header)
        if not compared:
            continue
        hit = names[0].get(compared)
        digits = _DIGITS.findall(compared)
        if hit is None and digits:
            hit = names[1].get(_DIGITS.sub("", compared))
        if hit:
            found.setdefault(hit[0], []).append((hit[1], int(digits[-1]) if digits else 0, position))
    if not found:
        return None
    return _build(grid, profile, i, headers, found)


def _build(
    grid: Grid, profile: Profile, i: int, headers: Sequence[str], found: dict[str, list[tuple[int, int, int]]]
) -> Match:
    columns: dict[str, list[int]] = {}
    others: dict[str, list[str]] = {}
    problems: list[Problem] = []
    shown = tuple(mask(" ".join(h.split())) for h in headers)
    for key, hits in found.items():
        if profile.columns[key].repeats:
            columns[key] = [p for _, _, p in sorted(hits, key=lambda h: (h[1], h[2]))]
            continue
        hits.sort()
        columns[key] = [hits[0][2]]
        if len(hits) > 1 and hits[0][0] == hits[1][0]:
            place = Place(grid.file, grid.sheet, int(grid.rows[i]), shown[hits[0][2]])
            problems.append(Problem("duplicate_header", place, {"count": sum(h[0] == hits[0][0] for h in hits)}))
        elif len(hits) > 1:
            others[key] = [shown[p] for _, _, p in hits[1:]]
    return Match(grid, profile, i, shown, columns, _missing(profile, columns), tuple(problems), others)


def _missing(profile: Profile, columns: dict[str, list[int]]) -> tuple[str, ...]:
    """Name the columns without which the table cannot be read by this profile."""
    missing = [key for key in profile.needs if key not in columns]
    if profile.is_wide:
        dated = any(key in columns for event in profile.events for key in event.at)
        if not dated or len(columns) < _NEEDED_WIDE:
            missing.append("at")
        return tuple(missing)
    has_events = any(key not in CASE_FIELDS for key in columns)
    if has_events or profile.shape == "log":
        missing += [key for key in ("type", "at") if key not in columns]
    elif len(columns) < 2:
        missing.append("type")
    return tuple(missing)
