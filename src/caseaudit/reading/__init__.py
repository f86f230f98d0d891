"""Reading: from the files that a controller has to the two canonical tables, with an account of every row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from caseaudit.errors import DataError, Place, Problem, UsageError
from caseaudit.reading.assemble import assemble
from caseaudit.reading.files import list_files, load_files
from caseaudit.reading.grid import normal
from caseaudit.reading.mojibake import in_headers
from caseaudit.reading.profile import load_profile, load_profiles
from caseaudit.reading.recognise import Match, recognise
from caseaudit.resources import data_dir

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from caseaudit.model.dataset import Dataset
    from caseaudit.reading.grid import Grid
    from caseaudit.reading.profile import Profile

__all__ = ["read"]


def read(
    paths: Sequence[Path],
    *,
    profile: Path | None = None,
    profile_dirs: Sequence[Path] = (),
    key: bytes,
    visible_only: bool = False,
) -> Dataset:
    """Read files and folders into one dataset.

    `profile` is the only mapping that is tried; without it, the profiles in `profile_dirs` and those shipped are, and the
    one that knows most of the headers is used. `key` makes the pseudonyms. `visible_only`: rows that are hidden in a
    workbook are set aside. Raises `UsageError` or `DataError` with every problem that stops the run; what does not stop
    it is in `Dataset.quality`.
    """
    if not paths:
        raise UsageError(Problem("no_files"))
    profiles = [load_profile(profile)] if profile else load_profiles([*profile_dirs, data_dir("profiles")])
    loaded = load_files(list_files(paths))
    matches, notes = choose(loaded.grids, profiles)
    loaded.grids.clear()  # each raw table is to be gone when the next is read
    return replace(assemble(matches, key, notes, visible_only=visible_only), inputs=loaded.inputs)


def choose(grids: Sequence[Grid], profiles: Sequence[Profile]) -> tuple[list[Match], list[Problem]]:
    """Return the tables to read. A hidden sheet is never used; a visible one that nothing recognises is told about."""
    usable: list[Match] = []
    notes: list[Problem] = []
    problems: list[Problem] = []
    every = _with_lists([(g, recognise(g, profiles)) for g in grids])
    for file in dict.fromkeys(g.file for g in grids):
        found = [(g, m) for g, m in every if g.file == file]
        visible = [m for g, m in found if m is not None and not m.missing and not g.hidden]
        problems += [p for m in visible for p in m.problems]
        problems += (spoilt := [p for g, m in found if m is not None and not g.hidden for p in in_headers(m)])
        usable += visible
        if not visible and not spoilt:
            problems += _why_not(found)
        notes += [_not_used(g) for g, m in found if visible and not g.hidden and (m is None or m.missing)]
        for note in (n for m in visible for n in m.grid.notes):
            notes += [note] if note not in notes else []
    if problems:
        raise DataError(problems)
    return usable, notes


def _with_lists(found: list[tuple[Grid, Match | None]]) -> list[tuple[Grid, Match | None]]:
    """Beside a table of events, a table with nothing but case ids lacks nothing."""
    if not any(m is not None and m.has_events and not m.missing and not g.hidden for g, m in found):
        return found
    return [(g, replace(m, missing=()) if m is not None and m.lists_ids else m) for g, m in found]


def _not_used(grid: Grid) -> Problem:
    return Problem("sheet_not_used", Place(grid.file, grid.sheet), {"count": len(grid.rows)}, "info")


def _why_not(found: list[tuple[Grid, Match | None]]) -> list[Problem]:
    """Explain why no table of a file can be used: the nearest profile and what it misses."""
    hidden = [g for g, m in found if g.hidden and m is not None and not m.missing]
    if hidden:
        return [Problem("only_hidden_sheet", Place(g.file, g.sheet)) for g in hidden]
    near = [m for g, m in found if m is not None and not g.hidden]
    if not near:
        grid = found[0][0]
        return [
            Problem(
                "not_recognised", Place(grid.file, grid.sheet), {"nearest": "-", "missing": "case_id", "found": "-"}
            )
        ]
    best = max(near, key=lambda m: m.score)
    shown = ", ".join(_shown_headers(best))
    if best.profile.shape == "canonical" and _named_so(best):
        return [
            Problem(
                "missing_column",
                Place(best.grid.file, best.grid.sheet, best.header_row, name),
                {"column": name, "found": shown},
            )
            for name in best.missing
        ]
    values = {"nearest": best.profile.name, "missing": ", ".join(best.missing), "found": shown}
    return [Problem("not_recognised", Place(best.grid.file, best.grid.sheet, best.header_row), values)]


def _named_so(match: Match) -> bool:
    """With half of the headers being field names it is the canonical form with a column missing, not another form."""
    exact = sum(normal(title) == normal(key) for key in match.columns for title in match.titles(key))
    return 2 * exact >= sum(bool(h) for h in match.headers)


def _half_known(match: Match) -> bool:
    """With half of its cells known as headers, a row is a row of headers."""
    return 2 * match.score >= sum(bool(h) for h in match.headers)


def _shown_headers(match: Match) -> list[str]:
    """All headers where the row surely is one; else only those that a profile knows, for a row of data holds values."""
    if _half_known(match):
        return [h for h in match.headers if h]
    return [title for key in match.columns for title in match.titles(key)]
