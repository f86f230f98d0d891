"""Write a file whole or not at all, readable by its owner only."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from caseaudit.errors import Place, Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Witness = Callable[[Path, Path], None]

PRIVATE_DIR = 0o700
_witnesses: list[Witness | None] = []
_swept: set[tuple[Path, bool]] = set()


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
        _sweep(path.parent)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f"{_mine()}{os.getpid()}-", suffix=".tmp")
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


def _mine() -> str:
    """How the unfinished files of this machine begin: another machine's processes cannot be asked after."""
    import hashlib
    import platform

    return f".caseaudit-{hashlib.sha256(platform.node().encode()).hexdigest()[:8]}-"


def _sweep(folder: Path, *, below: bool = False) -> None:
    """Remove the unfinished files that killed processes left in a folder; once per folder is enough.

    `below`: also in the folders of the samples, lists and rounds that lie in it: the next one gets a folder of its own.
    """
    from caseaudit.privacy.scratch import alive

    folder = folder.absolute()
    if (folder, below) in _swept:
        return
    _swept.add((folder, below))
    mine = _mine()
    for levels in ("", "*/", "*/*/") if below else ("",):
        with suppress(OSError):
            for path in folder.glob(f"{levels}{mine}*.tmp"):
                number = path.name.removeprefix(mine).split("-")[0]
                if number.isdigit() and not alive(int(number)):
                    with suppress(OSError):
                        path.unlink()


def private_folder(path: Path) -> Path:
    """Create a folder that only its owner can read, if it is not there. Raises `UsageError` when it cannot."""
    try:
        path.mkdir(mode=PRIVATE_DIR, parents=True, exist_ok=True)
    except OSError:
        raise UsageError(Problem("output_unwritable", Place(file=path.name))) from None
    _sweep(path, below=True)
    return path
