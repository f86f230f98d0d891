"""What ties a sample to its run: sums of data, rules and files, versions, and the commands that made it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from caseaudit import __version__
from caseaudit.output.files import whole_bytes, whole_file
from caseaudit.sample.store import LIST, MANIFEST
from caseaudit.sample.workbook import render

if TYPE_CHECKING:
    from pathlib import Path

    from caseaudit.sample.model import Sample
    from caseaudit.sample.store import Kept


def write_beside(kept: Kept, sample: Sample, command: str) -> None:
    """Write the list and the manifest; the commands of earlier versions stay in it."""
    whole_bytes(kept.folder / LIST, render(sample))
    earlier = _earlier(kept.folder / MANIFEST)
    manifest = {
        "schema_version": 1,
        "tool": __version__,
        "sample": sample.id,
        "version": sample.version,
        "run": sample.run,
        "as_of": sample.as_of.isoformat(),
        "seed": sample.seed,
        "secret_seed": sample.secret,
        "design": sample.design,
        "population": sample.population,
        "items": len(sample.items),
        "draw": sample.draw,
        "data_sha256": sample.data_digest,
        "rules_sha256": sample.rules_digest,
        "redraw": sample.redraw,
        "commands": [*earlier, {"at": sample.trail[-1].at.isoformat(), "command": command}],
        "files": {p.name: _digest(p) for p in sorted(kept.folder.iterdir()) if p.name != MANIFEST and p.is_file()},
    }
    with whole_file(kept.folder / MANIFEST) as file:
        json.dump(manifest, file, ensure_ascii=False, indent=1)
        file.write("\n")


def _earlier(path: Path) -> list[Any]:
    try:
        commands = json.loads(path.read_text(encoding="utf-8"))["commands"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return list(commands) if isinstance(commands, list) else []


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
