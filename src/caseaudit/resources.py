"""Where the shipped data lie: in the installed package, or in the checkout when caseaudit runs from source."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_dir(name: str) -> Path:
    """Return the folder `name` (rules, profiles, templates). An editable install does not hold them, the checkout does."""
    for folder in (_PACKAGE / "_data" / name, _PACKAGE.parent.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"caseaudit is installed without its folder {name}")
