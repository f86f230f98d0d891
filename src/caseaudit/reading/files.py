"""From paths to raw tables: which files there are, what each really is, and all that is wrong with them at once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit.errors import DataError, Place, Problem, UsageError
from caseaudit.model.dataset import Input
from caseaudit.privacy import mask
from caseaudit.reading import delimited, memory, parquet, workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseaudit.reading.grid import Grid

TEXT = frozenset({".csv", ".txt", ".tsv"})
WORKBOOK = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
PARQUET = frozenset({".parquet"})
SUFFIXES = TEXT | WORKBOOK | PARQUET


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


@dataclass(frozen=True)
class Loaded:
    """The raw tables of some files, and what the files were."""

    grids: list[Grid]
    inputs: tuple[Input, ...]


def load_grids(files: Sequence[Path]) -> list[Grid]:
    """Return the raw tables of all files; raises one `DataError` with every file that cannot be read."""
    return load_files(files).grids


def load_files(files: Sequence[Path]) -> Loaded:
    """Return the raw tables, and the digest of every file; raises one `DataError` with every file that cannot be read.

    Files that would not fit into memory are refused before any is opened.
    """
    memory.refuse_large(files)
    grids: list[Grid] = []
    inputs: list[Input] = []
    problems: list[Problem] = []
    for path in files:
        try:
            before = _state(path)
            grids += _load(path)
            if _state(path) != before:
                problems.append(Problem("file_changed", Place(file=mask(path.name))))
            inputs.append(before[0])
        except DataError as error:
            problems += error.problems
        except OSError:
            problems.append(Problem("file_unreadable", Place(file=mask(path.name))))
    if problems:
        raise DataError(problems)
    return Loaded(grids, tuple(inputs))


def _state(path: Path) -> tuple[Input, int]:
    """What a file is, and when it was written: asked before and after, for it may be saved anew while it is read."""
    about = path.stat()
    if about.st_size == 0:
        raise DataError(Problem("file_empty", Place(file=mask(path.name))))
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Input(mask(path.name), digest, about.st_size), about.st_mtime_ns


def _load(path: Path) -> list[Grid]:
    suffix = path.suffix.lower()
    if suffix in PARQUET:
        return [parquet.load(path)]
    return workbook.load(path) if suffix in WORKBOOK else [delimited.load(path)]


def _is_table(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(("~$", "."))
