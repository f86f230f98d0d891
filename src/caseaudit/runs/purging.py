"""Remove runs and leave a record of it: which, when, how many files, never what stood in them."""

from __future__ import annotations

import json
import secrets
from collections import Counter
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Literal

from caseaudit import __version__
from caseaudit.output.files import private_folder, whole_file, witnessed
from caseaudit.privacy import mask
from caseaudit.runs.kept import digest
from caseaudit.runs.pruning import limit, old_runs, remove, remove_belonging

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from caseaudit.runs.belonging import Belonging, Places
    from caseaudit.runs.pruning import Old

PURGED = "purged"
_OF_A_SEED = ("at", "event", "seed", "secret", "sample", "run", "data", "design", "draw")


def chosen(runs: Path, keep: str, run: str, today: date) -> list[Old]:
    """The runs that are meant: older than `keep`, the one named `run`, else all. Raises `UsageError`."""
    if keep:
        return old_runs(runs, limit(keep, today))
    every = old_runs(runs, date.max)
    return [o for o in every if o.id == run] if run else every


def purge(
    places: Places, old: Sequence[Old], today: date, going: Sequence[Belonging], left: Sequence[Belonging]
) -> Path:
    """Remove the runs and what goes with them; returns the record of it, which is written first and closed last.

    What belongs to a run goes before the run itself: killed in between, the next removal still finds the rest. Raises
    `UsageError` when a file is held by another program.
    """
    runs, now = places.runs, datetime.now(UTC)
    record: dict[str, object] = {
        "tool": __version__,
        "started": now.isoformat(timespec="seconds"),
        "as_of": today.isoformat(),
        "runs": [_told(runs, o) for o in old],
        "removed": {
            "samples": [b.told for b in going if b.kind == "sample"],
            "reviews": [b.told for b in going if b.kind == "review"],
            "worklists": sum(b.kind == "worklist" for b in going),
            "outputs": dict(Counter(str(b.told["kind"]) for b in going if b.kind == "output")),
        },
        "left": [{"path": mask(b.path.as_posix()), "why": b.why} for b in left],
        "state": "begun",
    }
    with witnessed(None):
        path = private_folder(runs / PURGED) / f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}.json"
        _write(path, record)
        remove_belonging(going, (places.samples, places.reviews, places.worklists))
        _bare_seeds(places.samples, {o.id for o in old})
        remove(runs, [o.id for o in old], today)
        _write(path, record | {"state": "done"})
    return path


def _bare_seeds(samples: Path, ids: Collection[str]) -> None:
    """Take the commands out of the log of seeds: one may name cases. That and how often was drawn stays told."""
    path = samples / "seeds.jsonl"
    if not path.is_file():
        return
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    bare = [_bare(line, ids) for line in lines]
    if bare != lines:
        with whole_file(path) as file:
            file.write("".join(f"{line}\n" for line in bare))


def _bare(line: str, ids: Collection[str]) -> str:
    try:
        told = json.loads(line)
        if told["run"] not in ids:
            return line
        return json.dumps({k: v for k, v in told.items() if k in _OF_A_SEED}, ensure_ascii=False)
    except (ValueError, KeyError, TypeError):
        return line


def drawn_before(runs: Path) -> Iterator[tuple[Literal["samples", "reviews"], dict[str, Any]]]:
    """Samples and rounds that were removed: id, day and number of cases. The year's plan still counts them as held."""
    for path in sorted((runs / PURGED).glob("*.json")):
        try:
            removed = json.loads(path.read_text(encoding="utf-8")).get("removed", {})
            for told in removed.get("samples", ()):
                yield "samples", told
            for told in removed.get("reviews", ()):
                yield "reviews", told
        except (OSError, ValueError, AttributeError):
            continue


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
