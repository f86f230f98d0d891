"""The local key behind every pseudonym: made once, never renewed silently."""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path

from caseaudit.errors import Place, Problem, UsageError
from caseaudit.history.lock import locked
from caseaudit.output.files import private_folder, whole_file, witnessed

KEY_BYTES = 32


def read_key(path: Path) -> bytes:
    """Return the key in a file. Raises `UsageError` when the file is not there or is damaged."""
    if not path.is_file():
        raise UsageError(Problem("key_none", Place(file=path.name)))
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        raise UsageError(Problem("key_unreadable", Place(file=path.name))) from None
    if len(key) != KEY_BYTES:
        raise UsageError(Problem("key_unreadable", Place(file=path.name)))
    return key


def load_key(path: Path, runs: Path) -> bytes:
    """Return the pseudonym key; made the first time, never renewed while runs exist that were made with one.

    Raises `UsageError` when the file is damaged, or gone although earlier runs used it.
    """
    return read_key(path) if path.is_file() else make_key(path, runs)


def make_key(path: Path, runs: Path) -> bytes:
    """Make the first key. Raises `UsageError` when runs exist that were made with one that is not there."""
    if runs_made(runs):
        raise UsageError(Problem("key_missing", Place(file=path.name)))
    with locked(private_folder(path.parent)):
        if path.is_file():  # another process was first: two keys would be two names for every child
            return read_key(path)
        return _write(path)


def new_key(path: Path, keep_old: Path | None) -> tuple[bytes, bytes]:
    """Replace the key and return the old one and the new one. The old one is gone, unless a file is given to keep it in.

    Raises `UsageError`.
    """
    old = read_key(path)
    with locked(private_folder(path.parent)):
        if keep_old is not None:
            if keep_old.exists():
                raise UsageError(Problem("key_old_exists", Place(file=keep_old.name)))
            _put(keep_old, old)
        return old, _write(path)


def runs_made(runs: Path) -> int:
    """How many kept runs rest on a key."""
    return sum(1 for p in runs.glob("*/manifest.json") if not p.parent.name.startswith("."))


def _write(path: Path) -> bytes:
    key = secrets.token_bytes(KEY_BYTES)
    _put(path, key)
    return key


def _put(path: Path, key: bytes) -> None:
    with witnessed(None), whole_file(path) as file:
        file.write(key.hex() + "\n")
    with suppress(OSError):
        path.chmod(0o600)
