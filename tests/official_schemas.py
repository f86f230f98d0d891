"""The official schemas, where somebody has them: see tests/schemas/README.md."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

OURS = Path(__file__).parent / "schemas"


def official(name: str) -> Path:
    """The file in the folder that CASEAUDIT_SCHEMAS names; the test is skipped without it."""
    path = Path(os.environ.get("CASEAUDIT_SCHEMAS", "/nowhere")) / name
    if not path.is_file():
        pytest.skip(f"{name} is not here; tests/schemas/README.md tells where it is published")
    return path
