"""A temporary folder of our own, readable by its owner only; what a killed process left is swept at the next start."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = "caseaudit-tmp-"


@contextmanager
def own_temporary_folder() -> Iterator[Path | None]:
    """Let every temporary file of this process lie in one folder, which goes with it. None where none can be made."""
    sweep()
    before = tempfile.tempdir
    try:
        folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    except OSError:
        yield None  # a full or read-only disk: what needs the folder says so itself
        return
    tempfile.tempdir = str(folder)
    try:
        yield folder
    finally:
        tempfile.tempdir = before
        shutil.rmtree(folder, ignore_errors=True)


def lasting_folder() -> Path:
    """The temporary folder of the machine, also while this process has its own."""
    here = Path(tempfile.gettempdir())
    return here.parent if here.name.startswith(PREFIX) else here


def sweep() -> None:
    """Remove the temporary folders of our own processes that are no longer there."""
    with suppress(OSError):
        for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
            number = folder.name.removeprefix(PREFIX).split("-")[0]
            if number.isdigit() and _ours(folder) and not alive(int(number)):
                shutil.rmtree(folder, ignore_errors=True)


def _ours(folder: Path) -> bool:
    return folder.is_dir() and not folder.is_symlink() and (os.name == "nt" or folder.stat().st_uid == os.getuid())


def alive(number: int) -> bool:
    """Whether a process of this number runs on this machine."""
    if os.name == "nt":  # there, asking would end the process; such a folder stays until Windows tidies up
        return True
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
