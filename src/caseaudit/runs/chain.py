"""Each run's manifest holds the sum of the one before: a run that is changed or taken away later is missed.

It shows tampering to whoever kept the last sum; it is no proof against one who rewrites every run since.
"""

from __future__ import annotations

import json
from importlib import metadata
from typing import TYPE_CHECKING, Any, Literal

from caseaudit.output import shelf
from caseaudit.runs.kept import MANIFEST, digest
from caseaudit.runs.purging import purged_manifests

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Link = Literal["same", "differs", "gone"]
_LIBRARIES = (
    "pandas", "numpy", "pyarrow", "openpyxl", "fastexcel", "scipy", "pydantic", "jinja2", "xlsxwriter", "docxtpl",
    "typst", "holidays",
)  # fmt: skip


def last_link(runs: Path) -> dict[str, str] | None:
    """The run before and the sum of its manifest; None for the first. Ask it under the lock of the runs."""
    folder = shelf.find(runs, MANIFEST)
    return {"run": folder.name, "sha256": digest(folder / MANIFEST)} if folder else None


def links(runs: Path, run: str) -> Iterator[tuple[str, Link]]:
    """The chain around one run: (run id, `same`, `differs` or `gone`), what it says of others and others of it."""
    kept = purged_manifests(runs)
    for path in sorted(runs.glob("*/manifest.json")):
        link = _previous(path)
        if link is None:
            continue
        name, expected = link["run"], link["sha256"]
        if run not in (path.parent.name, name):
            continue
        there = runs / name / "manifest.json"
        if there.is_file():
            yield name, "same" if digest(there) == expected else "differs"
        else:
            yield name, "same" if kept.get(name) == expected else "gone"


def _previous(manifest: Path) -> dict[str, str] | None:
    try:
        link = json.loads(manifest.read_text(encoding="utf-8")).get("previous")
    except (OSError, ValueError, AttributeError):
        return None
    return link if isinstance(link, dict) and {"run", "sha256"} <= link.keys() else None


def versions() -> dict[str, Any]:
    """What the run was made with, as far as it can bear on the figures."""
    import locale
    import platform
    import time

    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
        "locale": locale.setlocale(locale.LC_CTYPE),
        "time_zone": time.strftime("%z"),
        "libraries": {n: v for n in _LIBRARIES if (v := _version(n))},
    }


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
