"""The official schemas, from a package or where somebody has them: see tests/schemas/README.md."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import pytest

OURS = Path(__file__).parent / "schemas"


def official(name: str) -> Path:
    """The file in the folder that CASEAUDIT_SCHEMAS names; the test is skipped without it."""
    path = Path(os.environ.get("CASEAUDIT_SCHEMAS", "/nowhere")) / name
    if not path.is_file():
        path = _packaged(name)
    if not path.is_file():
        pytest.skip(f"{name} is not here; tests/schemas/README.md tells where it is published")
    return path


def _packaged(name: str) -> Path:
    """The schema in `check-jsonschema` (of the dev extra), which carries GitLab's own under the MIT licence."""
    found = find_spec("check_jsonschema")
    root = Path(found.origin).parent if found and found.origin else Path("/nowhere")
    return root / "builtin_schemas" / "vendor" / name
