"""What several commands need: configuration, key, rules, dates, reading."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit import console, dates
from caseaudit.cli import line
from caseaudit.errors import DataError, Place, Problem, UsageError
from caseaudit.output import about
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseaudit.model.dataset import Dataset
    from caseaudit.rules.rulebook import Rulebook
    from caseaudit.settings import Config


def config() -> Config:
    """Return the configuration of this command line: --config, else the nearest caseaudit.toml, else defaults."""
    from caseaudit import settings

    return settings.load(config_path())


def config_path() -> Path | None:
    """The configuration file of this command line; None where there is none."""
    from caseaudit.places import find_config

    return line.current.config or find_config(Path.cwd())


def runs_folder(flag: Path | None, settings: Config) -> Path:
    """Where runs lie for this command; what is written from one of them is entered there."""
    folder = flag if flag is not None else settings.runs
    about.folder(folder)
    return folder


def key(settings: Config, runs: Path) -> bytes:
    """Return the pseudonym key: CASEAUDIT_KEY, else the configured file, else one in the user's own folder."""
    from caseaudit.runs.key import load_key

    return load_key(key_path(settings), runs)


def key_path(settings: Config) -> Path:
    """Where the key lies for this command line."""
    return Path(os.environ["CASEAUDIT_KEY"]) if "CASEAUDIT_KEY" in os.environ else settings.key or default_key_path()


def default_key_path() -> Path:
    """Where the key lies unless told otherwise: never beside the data or the runs."""
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA", str(Path.home())))
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME", str(Path.home() / ".config")))
    return base / "caseaudit" / "pseudonym.key"


def rulebook(rule_dirs: Sequence[Path], settings: Config) -> Rulebook:
    from caseaudit.rules.rulebook import load_rulebook

    return load_rulebook((*settings.rules, *rule_dirs))


def templates(folder: Path | None) -> Path | None:
    """Own templates. Raises `UsageError` when the folder is not there, or something in it is a link that leads out of it."""
    if folder is None:
        return None
    if not folder.is_dir():
        raise UsageError(Problem("report_templates_missing", Place(file=folder.name)))
    inside = folder.resolve()
    out = [p for p in sorted(folder.rglob("*")) if p.is_symlink() and inside not in p.resolve().parents]
    if out:
        raise UsageError([Problem("template_outside", Place(file=p.name)) for p in out])
    return folder


def day(text: str) -> date:
    """Read --as-of; empty is today. Raises `UsageError`."""
    if not text:
        return date.today()  # noqa: DTZ011 - the user's own day
    try:
        return dates.parse_day(text)
    except ValueError:
        raise UsageError(Problem("bad_day", values={"value": text})) from None


def period(text: str) -> dates.Period | None:
    """Read --period. Raises `UsageError`."""
    if not text:
        return None
    try:
        return dates.parse_period(text)
    except ValueError:
        raise UsageError(Problem("bad_period", values={"value": text})) from None


def choice(value: str, option: str, known: Sequence[str]) -> str:
    """Return `value` if it is one of `known`. Raises `UsageError`."""
    if value not in known:
        raise UsageError(Problem("bad_choice", values={"value": value, "option": option, "known": ", ".join(known)}))
    return value


def read_data(
    paths: Sequence[Path], profile: Path | None, settings: Config, secret: bytes, *, visible_only: bool = False
) -> Dataset:
    """Read an export and check that every row is accounted for. Raises `UsageError` or `DataError`."""
    with console.progress(str(Text("Læser udtrækket", "Reading the export"))):
        from caseaudit.reading import read

        try:
            dataset = read(
                list(paths), profile=profile, profile_dirs=settings.profiles, key=secret, visible_only=visible_only
            )
        except (PermissionError, IsADirectoryError) as e:
            name = Path(str(e.filename or "")).name
            raise UsageError(Problem("input_unreadable", Place(file=name))) from None
    broken = [
        Problem(
            "accounting_broken",
            Place(a.source.file, a.source.sheet),
            {"rows_in": a.rows_in, "judged": a.judged, "aside": sum(a.set_aside.values())},
        )
        for a in dataset.accounts
        if not a.balances
    ]
    broken += [
        Problem(
            "cells_unaccounted",
            Place(a.source.file, a.source.sheet, column=c.column),
            {"cells_in": c.cells_in, "used": c.used, "aside": sum(c.set_aside.values())},
        )
        for a in dataset.accounts
        for c in a.cells
        if not c.balances
    ]
    if broken:
        raise DataError(broken)
    return dataset
