"""The ledger of what was written from a run: each file by its place, sum, size, time and command, before it takes its name.

So no file from a run exists that the history does not know of; one that the ledger knows and is not there was moved, removed,
or never finished.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit.errors import CaseauditError
from caseaudit.output import about, files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from caseaudit.history.rows import OutputRow

_KINDS = {
    "check": "result", "report draft": "texts", "report": "report", "worklist agenda": "agenda", "worklist notes": "notes",
    "worklist": "worklist", "sample": "sample", "review create": "form", "review resolve": "form", "review": "review",
    "baseline": "baseline", "actions": "register", "actions status": "status", "figures": "figures", "history": "history",
    "trend": "history", "explain": "explanation",
}  # fmt: skip
WRITTEN_IN = frozenset({"form", "worklist", "agenda", "notes", "sample", "texts", "baseline", "register"})
"""Kinds that people are meant to write in: that such a file is not as it was is no fault."""
DECIDED = frozenset({"texts", "baseline", "register"})
"""Kinds that hold what people have decided: no removal of a run takes them along."""
_STATE = frozenset({".json", ".jsonl"})
_RETURNED = frozenset({"originals", "indlaest"})


@dataclass
class Recorder:
    """Enters the files of one command. `folders`: where samples, reviews and worklists lie; `runs` where runs do."""

    command: str
    options: tuple[str, ...]
    runs: Callable[[], Path]
    folders: Callable[[], tuple[Path, ...]]
    warn: Callable[[str], None]
    _waiting: list[tuple[Path, str, int, str]] = field(default_factory=list)

    def __call__(self, path: Path, temporary: Path) -> None:
        """Enter a file that is about to take its name. Never raises: what cannot be entered is told."""
        from caseaudit.runs.kept import digest

        try:
            if self._own(path):
                return
            now = datetime.now(UTC).isoformat(timespec="milliseconds")
            self._waiting.append((path, digest(temporary), temporary.stat().st_size, now))
            self.flush()
        except (OSError, CaseauditError):
            self.warn(path.name)

    def _own(self, path: Path) -> bool:
        """What samples, reviews and worklists remember themselves by, and what came back to them."""
        if not is_state(path):
            return False
        whole = path.resolve()
        return any(whole.is_relative_to(f.resolve()) for f in self.folders())

    def flush(self) -> None:
        """Enter what waits for a run to be named. Raises `UsageError` when the history cannot be written."""
        from caseaudit.history.store import Store

        if not self._waiting or not about.current.named:
            return
        runs = about.current.folder or self.runs()
        rows = [self._row(run, runs, *w) for w in self._waiting for run in about.current.named]
        self._waiting.clear()
        if runs.is_dir():
            with Store(runs) as store:
                store.note(rows)

    def _row(self, run: str, runs: Path, path: Path, sha256: str, size: int, now: str) -> OutputRow:
        from caseaudit.history.rows import OutputRow
        from caseaudit.privacy import mask

        kind = _KINDS.get(self.command) or _KINDS.get(self.command.partition(" ")[0], "other")
        if path.suffix == ".ics":
            kind = "calendar"
        words = mask(" ".join((self.command, *self.options)))
        return OutputRow(run, mask(written_as(path, runs)), kind, sha256, size, now, words)


@contextmanager
def recorded(recorder: Recorder) -> Iterator[None]:
    """Enter every file that is written in the block under the run that the block is about."""
    about.reset()
    try:
        with files.witnessed(recorder):
            yield
    finally:
        try:
            recorder.flush()
        except CaseauditError:
            recorder.warn("")
        about.reset()


def is_state(path: Path) -> bool:
    """What a sample, a round or a list remembers itself by, and the files that came back to it."""
    state = path.suffix in _STATE or path.name == "latest.txt" or path.name.startswith(".")
    return state or bool(_RETURNED & set(path.parts))


def written_as(path: Path, runs: Path) -> str:
    """A place as the ledger holds it: relative where the file lies beside the runs, so that the whole may be moved."""
    whole, base = path.absolute(), runs.absolute().parent
    folder = Path(whole.parent.resolve())
    whole, base = folder / whole.name, base.resolve()
    return whole.relative_to(base).as_posix() if whole.is_relative_to(base) else whole.as_posix()


def lies_at(path: str, runs: Path) -> Path:
    """Where a file of the ledger is."""
    return runs.resolve().parent / path
