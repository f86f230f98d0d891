"""Samples on disk: `samples/<id>/` with sample.json and its earlier versions, and the log of all seeds beside the folders."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from caseaudit.errors import Place, Problem, UsageError
from caseaudit.output import shelf
from caseaudit.output.files import PRIVATE_DIR, private_folder, whole_file
from caseaudit.sample.model import Record, Sample

if TYPE_CHECKING:
    from datetime import date

SAMPLE, LIST, MANIFEST, SEEDS = "sample.json", "liste.xlsx", "manifest.json", "seeds.jsonl"
R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Kept:
    """One sample's folder."""

    folder: Path

    @property
    def id(self) -> str:
        return self.folder.name

    def sample(self) -> Sample:
        """Raises `UsageError` when the file is gone or damaged."""
        return read_record(self.folder / SAMPLE, Sample)

    def keep(self, sample: Sample) -> Sample:
        """Write the sample as its next version; the one before stays as `sample.v1.json`. Returns what was written."""
        now = self.folder / SAMPLE
        if now.is_file():
            before = self.sample()
            earlier = self.folder / f"sample.v{before.version}.json"
            with whole_file(earlier) as file:
                file.write(now.read_text(encoding="utf-8"))
            sample = sample.model_copy(update={"version": before.version + 1})
        write_record(now, sample)
        return sample


def read_record(path: Path, kind: type[R]) -> R:
    """Read one of our own JSON files. Raises `UsageError` when it is gone, damaged or from another version.

    The message names the file with its folder, which is the sample or the round.
    """
    place = Place(file=f"{path.parent.name}/{path.name}")
    try:
        return kind.model_validate_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UsageError(Problem("record_missing", place)) from None
    except (OSError, UnicodeDecodeError, ValidationError):
        raise UsageError(Problem("record_unreadable", place)) from None


def write_record(path: Path, record: Record) -> None:
    """Write one of our own JSON files, whole."""
    with whole_file(path) as file:
        file.write(record.model_dump_json(indent=1) + "\n")


def new_folder(samples: Path, as_of: date) -> Kept:
    """Make the folder of a new sample, named by the as-of day and a running number. Raises `UsageError`."""
    private_folder(samples)
    number = 1
    while True:
        folder = samples / f"{as_of:%Y-%m-%d}-{number}"
        try:
            folder.mkdir(mode=PRIVATE_DIR)
        except FileExistsError:
            number += 1
        except OSError:
            raise UsageError(Problem("output_unwritable", Place(file=samples.name))) from None
        else:
            return Kept(folder)


def samples_in(samples: Path) -> list[Kept]:
    """All samples, by name."""
    return [Kept(folder) for folder in shelf.folders(samples, SAMPLE)]


def find(samples: Path, name: str = "") -> Kept:
    """Return the named sample, else the newest. Raises `UsageError` when it is not there."""
    if folder := shelf.find(samples, SAMPLE, name):
        return Kept(folder)
    place = Place(file=samples.name)
    raise UsageError(Problem("sample_unknown", place, {"sample": name}) if name else Problem("no_samples", place))


def log_seed(samples: Path, entry: dict[str, Any]) -> None:
    """Append a line to the log of seeds, and see it safe on disk before anything else is done. Raises `UsageError`."""
    private_folder(samples)
    line = json.dumps({"at": now().isoformat(), **entry}, ensure_ascii=False) + "\n"
    try:
        handle = os.open(samples / SEEDS, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, line.encode())
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError:
        raise UsageError(Problem("output_unwritable", Place(file=SEEDS))) from None


def seed_log(samples: Path) -> list[dict[str, Any]]:
    """The lines of the log that can be read."""
    path = samples / SEEDS
    if not path.is_file():
        return []
    out = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict):
            out.append(entry)
    return out


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
