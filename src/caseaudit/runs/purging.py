"""Remove runs and leave a record of it: which, when, how many files, never what stood in them."""

from __future__ import annotations

import json
import secrets
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from caseaudit import __version__
from caseaudit.output.files import private_folder, whole_file
from caseaudit.runs.kept import digest
from caseaudit.runs.pruning import limit, old_runs, remove

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from caseaudit.runs.pruning import Old

PURGED = "purged"


def chosen(runs: Path, keep: str, run: str, today: date) -> list[Old]:
    """The runs that are meant: older than `keep`, the one named `run`, else all. Raises `UsageError`."""
    if keep:
        return old_runs(runs, limit(keep, today))
    every = old_runs(runs, date.max)
    return [o for o in every if o.id == run] if run else every


def elsewhere(ids: Sequence[str], *folders: Path) -> list[str]:
    """Samples and rounds of review that name one of the runs; they hold case ids and have a life of their own."""
    found = []
    for folder in folders:
        for path in sorted(folder.glob("*/*.json")):
            try:
                text = path.read_text(encoding="utf-8")
            except (OSError, ValueError):
                continue
            if any(i in text for i in ids):
                found.append(path.parent.as_posix())
    return list(dict.fromkeys(found))


def purge(runs: Path, old: Sequence[Old], today: date, left: Sequence[str]) -> Path:
    """Remove the runs; returns the record of it, which is written first and closed last. Raises `UsageError`."""
    now = datetime.now(UTC)
    record: dict[str, object] = {
        "tool": __version__,
        "started": now.isoformat(timespec="seconds"),
        "as_of": today.isoformat(),
        "runs": [_told(runs, o) for o in old],
        "not_touched": list(left),
        "state": "begun",
    }
    path = private_folder(runs / PURGED) / f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}.json"
    _write(path, record)
    remove(runs, [o.id for o in old], today)
    _write(path, record | {"state": "done"})
    return path


def purged_manifests(runs: Path) -> dict[str, str]:
    """Run id -> the sum of its manifest, of every run that was removed and recorded."""
    found: dict[str, str] = {}
    for path in sorted((runs / PURGED).glob("*.json")):
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            found |= {r["run"]: r["manifest_sha256"] for r in record["runs"]}
        except (OSError, ValueError, KeyError, TypeError):
            continue  # a record nobody can read proves nothing; the chain then says that the run is gone
    return found


def _told(runs: Path, old: Old) -> dict[str, object]:
    folder = runs / old.id
    manifest = folder / "manifest.json"
    return {
        "run": old.id,
        "as_of": old.as_of.isoformat(),
        "files": sum(1 for p in folder.rglob("*") if p.is_file()),
        "reports": sorted(p.suffix.lstrip(".") for p in folder.glob("reports/*") if p.is_file()),
        "manifest_sha256": digest(manifest) if manifest.is_file() else "",
    }


def _write(path: Path, record: dict[str, object]) -> None:
    with whole_file(path) as file:
        json.dump(record, file, ensure_ascii=False, indent=1)
