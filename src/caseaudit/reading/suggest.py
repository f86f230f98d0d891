"""A proposal for a mapping: the nearest header of every column that a profile wants, for a person to confirm.

Nothing is guessed in silence: what is uncertain carries its score, and what is left over is listed. Cells are shown only
as their shape (letters a/A, digits 9).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from caseaudit.errors import DataError, Place, Problem, UsageError
from caseaudit.privacy import mask
from caseaudit.reading.files import list_files, load_grids
from caseaudit.reading.grid import normal
from caseaudit.reading.profile import load_profile, load_profiles
from caseaudit.reading.recognise import recognise
from caseaudit.resources import data_dir

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from caseaudit.reading.grid import Grid
    from caseaudit.reading.profile import Profile

_DIGITS = re.compile(r"\d+")
LEAST_SCORE = 72.0
"""Below this similarity (0 to 100) a header is not proposed at all."""
SURE_SCORE = 99.0
PREVIEW_ROWS = 3


@dataclass(frozen=True)
class Proposal:
    """One column of the profile, the header proposed for it, and how alike they are (100 is the same)."""

    column: str
    header: str
    score: float

    @property
    def sure(self) -> bool:
        return self.score >= SURE_SCORE


@dataclass(frozen=True)
class Suggestion:
    """What a mapping of one table could be. `preview` shows the shape of cells, never a value."""

    file: str
    sheet: str
    header_row: int
    base: Profile
    proposals: tuple[Proposal, ...]
    without_header: tuple[str, ...]
    unmapped: tuple[str, ...]
    headers: tuple[str, ...]
    preview: tuple[tuple[str, ...], ...]


def suggest(path: Path, *, profile_dirs: Sequence[Path] = ()) -> Suggestion:
    """Propose a mapping for the first visible table of a file. Raises `DataError` where there is no header row."""
    grids = [g for g in load_grids(list_files([path])) if not g.hidden]
    profiles = load_profiles([*profile_dirs, data_dir("profiles")])
    found = [s for s in (_suggest(grid, profile) for grid in grids for profile in profiles) if s is not None]
    if not found:
        raise DataError(Problem("no_header", Place(file=mask(path.name))))
    return max(found, key=lambda s: sum(p.score for p in s.proposals))


def _suggest(grid: Grid, profile: Profile) -> Suggestion | None:
    head = grid.head()
    at = _header_row(grid, head, profile)
    if at is None:
        return None
    headers = [mask(" ".join(cell.split())) for cell in head[at]]
    proposals = _propose(headers, profile)
    taken = {p.header for p in proposals}
    wanted = {p.column for p in proposals}
    return Suggestion(
        grid.file,
        grid.sheet,
        int(grid.rows[at]),
        profile,
        tuple(proposals),
        tuple(key for key in profile.columns if key not in wanted),
        tuple(h for h in headers if h and h not in taken),
        tuple(headers),
        tuple(tuple(shape(cell) for cell in row) for row in head[at + 1 : at + 1 + PREVIEW_ROWS]),
    )


def _header_row(grid: Grid, head: list[list[str]], profile: Profile) -> int | None:
    """The row that the profile knows most of, else the first row that is mostly filled with text."""
    match = recognise(grid, [profile])
    if match is not None and match.score > 1:
        return match.header
    width = max((sum(bool(c.strip()) for c in row) for row in head), default=0)
    return next((i for i, row in enumerate(head) if sum(bool(c.strip()) for c in row) >= max(2, 0.8 * width)), None)


def _propose(headers: list[str], profile: Profile) -> list[Proposal]:
    """Give each header to at most one column, the most alike pairs first; repeating columns may take several."""
    names = [
        (normal(word), key)
        for key, c in profile.columns.items()
        for word in c.headers + ([] if profile.is_wide else [key])
    ]
    scored: list[tuple[float, int, str]] = []
    for i, header in enumerate(headers):
        if not normal(header):
            continue
        repeat = _DIGITS.sub("", normal(header))
        scored += [
            (100.0, i, key) for name, key in names if profile.columns[key].repeats and _DIGITS.sub("", name) == repeat
        ]
        hits = process.extract(normal(header), [n for n, _ in names], scorer=_alike, limit=8, score_cutoff=LEAST_SCORE)
        scored += [(score, i, names[place][1]) for _, score, place in hits]
    proposals: list[Proposal] = []
    used: set[int] = set()
    filled: set[str] = set()
    for score, i, key in sorted(scored, key=lambda s: (-s[0], s[1])):
        if i in used or (key in filled and not profile.columns[key].repeats):
            continue
        used.add(i)
        filled.add(key)
        proposals.append(Proposal(key, headers[i], round(score, 1)))
    return sorted(proposals, key=lambda p: list(profile.columns).index(p.column))


def _alike(a: str, b: str, *, score_cutoff: float | None = None) -> float:  # noqa: ARG001 - rapidfuzz passes it
    """Whole-word likeness, so that a short header is not found inside every long one."""
    return 100.0 if a == b else min(99.0, fuzz.ratio(a, b))


def shape(text: str) -> str:
    """Return the shape of a cell: a letter becomes a or A, a digit 9. No value can be read from it."""
    return "".join(
        "9" if c.isdigit() else "A" if c.isupper() else "a" if c.isalpha() else c for c in " ".join(text.split())
    )[:24]


def understood_by(path: Path, *, profile_dirs: Sequence[Path] = ()) -> str:
    """Return the profile that reads a file or folder as it is, or "" when none does. Raises `DataError`, `UsageError`."""
    profiles = load_profiles([*profile_dirs, data_dir("profiles")])
    found = [recognise(grid, profiles) for grid in load_grids(list_files([path])) if not grid.hidden]
    return next((m.profile.name for m in found if m is not None and not m.missing and not m.problems), "")


def profile_text(suggestion: Suggestion, *, name: str) -> str:
    """Return the proposal as a profile that `read(profile=...)` accepts: the base with the file's own headers put first."""
    base = suggestion.base.model_dump(exclude_defaults=True)
    base["name"] = name
    chosen: dict[str, list[Proposal]] = {}
    for proposal in suggestion.proposals:
        chosen.setdefault(proposal.column, []).append(proposal)
    lines = [
        f"# Forslag til mapning ud fra profilen {suggestion.base.name}. Gennemgå linjerne med SE EFTER, og ret headers.",
        f"# Kolonner, der ikke bruges: {', '.join(suggestion.unmapped) or '-'}",
        f"name: {_yaml(base['name'])}",
        f"shape: {suggestion.base.shape}",
        "columns:",
    ]
    for key, column in suggestion.base.columns.items():
        new = chosen.get(key, [])
        spec = column.model_dump(exclude_defaults=True)
        spec["headers"] = list(dict.fromkeys([*(p.header for p in new), *column.headers]))
        doubtful = [p for p in new if not p.sure]
        lines.append(
            f"  {key}: {_yaml(spec)}" + (f"  # SE EFTER: lighed {doubtful[0].score:g} af 100" if doubtful else "")
        )
    rest = {k: v for k, v in base.items() if k not in ("name", "shape", "columns", "title")}
    lines += [f"{key}: {_yaml(value)}" for key, value in rest.items()]
    return "\n".join(lines) + "\n"


def _yaml(value: object) -> str:
    """JSON is YAML, and quotes what needs it."""
    return json.dumps(value, ensure_ascii=False)


def check_profile(path: Path, data: Path | None = None) -> list[Problem]:
    """Return everything that is wrong with a profile; with `data` also the columns on either side that do not meet."""
    try:
        profile = load_profile(path)
        grids = [g for g in load_grids(list_files([data])) if not g.hidden] if data else []
    except (UsageError, DataError) as error:
        return list(error.problems)
    problems: list[Problem] = []
    for grid in grids:
        match = recognise(grid, [profile])
        if match is None or match.missing:
            missing = ", ".join(match.missing) if match else ", ".join(profile.needs)
            known = ", ".join(h for key in match.columns for h in match.titles(key)) if match else "-"
            values = {"nearest": profile.name, "missing": missing, "found": known}
            problems.append(Problem("not_recognised", Place(grid.file, grid.sheet), values))
            continue
        problems += match.problems
        used = {i for positions in match.columns.values() for i in positions}
        place = Place(grid.file, grid.sheet, match.header_row)
        problems += [
            Problem("profile_column_unused", place, {"column": k}, "info")
            for k in profile.columns
            if k not in match.columns
        ]
        problems += [
            Problem("header_not_mapped", Place(grid.file, grid.sheet, match.header_row, h), {}, "info")
            for i, h in enumerate(match.headers)
            if h and i not in used
        ]
    return problems
