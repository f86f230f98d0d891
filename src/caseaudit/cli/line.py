"""What holds for the whole command line, wherever on it the options stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Globals:
    """Options that may stand anywhere on the line: --lang, --config, --log-file, --quiet, --no-color."""

    lang: str = "da"
    config: Path | None = None
    log_file: Path | None = None
    rest: list[str] = field(default_factory=list)


current = Globals()
"""The options of the command line that is running."""
