"""Where the configuration lies. Standard library only: asked before anything else is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CONFIG_NAME = "caseaudit.toml"


def find_config(start: Path) -> Path | None:
    """Return the nearest `caseaudit.toml` at or above `start`."""
    for folder in (start, *start.parents):
        if (folder / CONFIG_NAME).is_file():
            return folder / CONFIG_NAME
    return None
