"""`caseaudit explain CASE [RULE]`."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

from caseaudit.cli import common
from caseaudit.errors import Exit
from caseaudit.privacy import mask

if TYPE_CHECKING:
    from pathlib import Path

    from caseaudit.engine import Settings
    from caseaudit.model.dataset import Dataset


def run_explain(
    case: str, rule: str, data: tuple[Path, ...], run: str, as_of: str, rule_dirs: tuple[Path, ...], profile: Path | None,
    runs: Path | None,
) -> int:  # fmt: skip
    """Explain from the latest run, a named run, or an export read anew."""
    settings = common.config()
    folder = common.runs_folder(runs, settings)
    book = common.rulebook(rule_dirs, settings)
    readings = settings.readings
    if data:
        dataset = common.read_data(data, profile, settings, common.key(settings, folder))
        day = common.day(as_of)
    else:
        dataset, day, readings = _from_run(folder, run)
        if as_of:
            day = common.day(as_of)
    from caseaudit.explain import explain
    from caseaudit.output.explained import lines

    found = explain(dataset, book, case.strip(), rule or None, day, readings)
    for text in lines(found, book.acts, full=bool(rule)):
        sys.stdout.write(mask(text) + "\n")
    return Exit.OK


def _from_run(folder: Path, name: str) -> tuple[Dataset, date, Settings]:
    from caseaudit import runs as store
    from caseaudit.engine import Settings

    found = store.named(folder, name) if name else store.latest(folder)
    manifest = found.manifest
    return found.dataset(), date.fromisoformat(manifest["as_of"]), Settings(**manifest["readings"])
