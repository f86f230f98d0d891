"""From paths to raw tables: which files there are, what each really is, and all that is wrong with them at once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit.errors import DataError, Place, Problem, UsageError
from caseaudit.privacy import mask
from caseaudit.reading import delimited, parquet, workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseaudit.reading.grid import Grid

TEXT = frozenset({".csv", ".txt", ".tsv"})
WORKBOOK = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
PARQUET = frozenset({".parquet"})
SUFFIXES = TEXT | WORKBOOK | PARQUET
MAX_BYTES = 2_000_000_000
"""A million cases with all their events are well under a gigabyte; tables are held in memory whole."""
LIMIT_SETTING = "CASEAUDIT_MAX_BYTES"


def list_files(paths: Sequence[Path]) -> list[Path]:
    """Return the files to read: a folder stands for the tables in it. Excel's own lock files (~$) are passed over."""
    problems: list[Problem] = []
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.is_file() and _is_table(p))
            if not inside:
                problems.append(Problem("folder_empty", Place(file=mask(path.name))))
            files += inside
        elif not path.is_file():
            problems.append(Problem("file_missing", Place(file=mask(path.name))))
        elif path.suffix.lower() not in SUFFIXES:
            problems.append(
                Problem("file_type_unknown", Place(file=mask(path.name)), {"known": " ".join(sorted(SUFFIXES))})
            )
        else:
            files.append(path)
    if problems:
        raise UsageError(problems)
    return list(dict.fromkeys(files))


def load_grids(files: Sequence[Path]) -> list[Grid]:
    """Return the raw tables of all files; raises one `DataError` with every file that cannot be read."""
    grids: list[Grid] = []
    problems: list[Problem] = []
    for path in files:
        try:
            before = path.stat()
            grids += _load(path)
            after = path.stat()
            if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
                problems.append(Problem("file_changed", Place(file=mask(path.name))))
        except DataError as error:
            problems += error.problems
        except OSError:
            problems.append(Problem("file_unreadable", Place(file=mask(path.name))))
    if problems:
        raise DataError(problems)
    return grids


def _load(path: Path) -> list[Grid]:
    size, most = path.stat().st_size, _most_bytes()
    if size == 0:
        raise DataError(Problem("file_empty", Place(file=mask(path.name))))
    if size > most:
        values = {"limit": f"{most / 1e9:.1f}", "setting": LIMIT_SETTING}
        raise DataError(Problem("file_too_large", Place(file=mask(path.name)), values))
    suffix = path.suffix.lower()
    if suffix in PARQUET:
        return [parquet.load(path)]
    return workbook.load(path) if suffix in WORKBOOK else [delimited.load(path)]


def _most_bytes() -> int:
    """The largest file that is read, which a machine with much memory may set higher."""
    given = os.environ.get(LIMIT_SETTING, "")
    return int(given) if given.isdecimal() else MAX_BYTES


def _is_table(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(("~$", "."))
