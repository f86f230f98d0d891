"""The log of `--log-file`: UTF-8, appended, one line per event with its time. Counts, codes and paths; never a case.

Several processes may write to one file: each line is one write at the end of it.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit.errors import Place, Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass
class Log:
    """The log of this process; without a path nothing is written."""

    path: Path | None = None


log = Log()


def start(path: Path | None, command: str) -> None:
    """Log to `path` from now on. Raises `UsageError` when the file cannot be written: a silent log is no log."""
    log.path = path
    if path is not None:
        try:
            _append(_line("info", "start", command))
        except OSError:
            log.path = None
            raise UsageError(Problem("log_unwritable", Place(file=path.name))) from None


def note(event: str, text: str = "", level: str = "info") -> None:
    """Add a line. A log that can no longer be written never stops the run."""
    if log.path is not None:
        with suppress(OSError):
            _append(_line(level, event, text))


def problems(found: Iterable[Problem]) -> None:
    """Add what stopped the run: code and what happened."""
    for problem in found:
        where = f" ({problem.place.file})" if problem.place.file else ""
        note("problem", f"[{problem.code}] {problem.what}{where}", problem.severity)


def _line(level: str, event: str, text: str) -> str:
    from caseaudit.privacy import mask

    now = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
    plain = _SURROGATES.sub("?", _BREAKS.sub(" ", mask(text)))
    return f"{now}\t{level}\t{event}\t{os.getpid()}\t{plain}\n"


def _append(line: str) -> None:
    if log.path is None:
        return
    handle = os.open(log.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, line.encode("utf-8"))
    finally:
        os.close(handle)
