"""One writer at a time in a runs folder. The operating system lets go of the lock when a process is killed."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from caseaudit.errors import Place, Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = ".lock"
WAIT_SECONDS = 60.0


@contextmanager
def locked(runs: Path, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the folder for as long as the block lasts. Raises `UsageError` when another run holds it for too long."""
    from filelock import FileLock, Timeout

    lock = FileLock(runs / NAME, timeout=wait, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise UsageError(Problem("runs_busy", Place(file=runs.name), {"seconds": f"{wait:g}"})) from None
    except OSError:
        raise UsageError(Problem("output_unwritable", Place(file=runs.name))) from None
    try:
        yield
    finally:
        lock.release()
