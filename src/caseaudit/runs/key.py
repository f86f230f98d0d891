"""The local key behind every pseudonym: made once, never renewed silently."""

from __future__ import annotations

import secrets
from pathlib import Path

from caseaudit.errors import Place, Problem, UsageError
from caseaudit.output.files import private_folder, whole_file

KEY_BYTES = 32


def load_key(path: Path, runs: Path) -> bytes:
    """Return the pseudonym key; made the first time, never renewed while runs exist that were made with one.

    Raises `UsageError` when the file is damaged, or gone although earlier runs used it.
    """
    if path.is_file():
        try:
            key = bytes.fromhex(path.read_text(encoding="ascii").strip())
        except (OSError, ValueError):
            raise UsageError(Problem("key_unreadable", Place(file=path.name))) from None
        if len(key) != KEY_BYTES:
            raise UsageError(Problem("key_unreadable", Place(file=path.name)))
        return key
    if any(runs.glob("*/manifest.json")):
        raise UsageError(Problem("key_missing", Place(file=path.name)))
    key = secrets.token_bytes(KEY_BYTES)
    private_folder(path.parent)
    with whole_file(path) as file:
        file.write(key.hex() + "\n")
    return key
