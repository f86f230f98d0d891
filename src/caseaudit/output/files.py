"""Write a file whole or not at all, readable by its owner only."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from caseaudit.errors import Place, Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Witness = Callable[[Path, Path], None]

PRIVATE_DIR = 0o700
_witnesses: list[Witness | None] = []


@contextmanager
def witnessed(by: Witness | None) -> Iterator[None]:
    """Tell of each file, as long as the block lasts: (its name, where its bytes lie), just before it takes the name.

    Before and not after, so that a process killed in between leaves no file that nobody knows of. None: files of our own
    keeping, which nobody is told of. A witness must not raise.
    """
    _witnesses.append(by)
    try:
        yield
    finally:
        _witnesses.pop()


@contextmanager
def whole_file(path: Path, *, encoding: str = "utf-8") -> Iterator[IO[str]]:
    """Give a text file that takes its name only when the block has ended well. Raises `UsageError` when it cannot."""
    with _named_when_done(path) as handle, os.fdopen(handle, "w", encoding=encoding, newline="") as file:
        yield file


def whole_bytes(path: Path, data: bytes) -> None:
    """Write a file that takes its name only when all of it is there. Raises `UsageError` when it cannot."""
    with _named_when_done(path) as handle, os.fdopen(handle, "wb") as file:
        file.write(data)


@contextmanager
def _named_when_done(path: Path) -> Iterator[int]:
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".caseaudit-", suffix=".tmp")
        yield handle
        if _witnesses and (witness := _witnesses[-1]):
            witness(path, Path(temporary))
        Path(temporary).replace(path)
        temporary = None
    except OSError:
        raise UsageError(Problem("output_unwritable", Place(file=path.name))) from None
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


def private_folder(path: Path) -> Path:
    """Create a folder that only its owner can read, if it is not there. Raises `UsageError` when it cannot."""
    try:
        path.mkdir(mode=PRIVATE_DIR, parents=True, exist_ok=True)
    except OSError:
        raise UsageError(Problem("output_unwritable", Place(file=path.name))) from None
    return path
