"""Folders kept side by side (runs, samples, rounds of review), and which of them commands take when none is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.output.files import whole_file

if TYPE_CHECKING:
    from pathlib import Path

LATEST = "latest.txt"
_LONGEST = 200


def point_at(folder: Path) -> None:
    """Make this the one that is taken when none is named. Raises `UsageError` when it cannot be written."""
    with whole_file(folder.parent / LATEST) as file:
        file.write(folder.name + "\n")


def folders(shelf: Path, record: str) -> list[Path]:
    """Return all that are finished, by name: those that hold their `record`. A leading dot marks one still being made."""
    return sorted(p.parent for p in shelf.glob(f"*/{record}") if not p.parent.name.startswith("."))


def find(shelf: Path, record: str, name: str = "") -> Path | None:
    """Return the named folder, else the latest, else the last by name; None when there is none."""
    if name:
        return _holds(shelf, record, name)
    return _holds(shelf, record, _latest(shelf)) or next(reversed(folders(shelf, record)), None)


def _holds(shelf: Path, record: str, name: str) -> Path | None:
    """The folder of this name, unless it leads elsewhere or holds no record."""
    if not name or "/" in name or "\\" in name or name in (".", "..") or len(name) > _LONGEST:
        return None
    return shelf / name if (shelf / name / record).is_file() else None


def _latest(shelf: Path) -> str:
    """The name that the pointer holds; a pointer that is damaged points nowhere."""
    try:
        return (shelf / LATEST).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
