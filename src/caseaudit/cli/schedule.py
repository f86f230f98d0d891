"""`caseaudit schedule`: print a unit that runs the check, and install nothing."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from caseaudit import console
from caseaudit.cli import line
from caseaudit.errors import Exit, Problem, UsageError
from caseaudit.places import find_config
from caseaudit.schedule.plan import Job, rhythm
from caseaudit.texts import Text, language

LOG_NAME = "caseaudit.log"
_WITH_VALUE = ("--lang", "--config", "--log-file")
_ALONE = ("-q", "--quiet", "--no-color")


@dataclass(frozen=True)
class Options:
    """The command line of `schedule`, as given. `flags`: what `check` is to be called with."""

    flags: tuple[str, ...]
    at: str = "06:00"
    daily: bool = False
    weekly: str = ""
    monthly: int | None = None
    quarterly: bool = False
    name: str = "caseaudit"
    output: str = "-"


def run_schedule(form: str, options: Options) -> int:
    """Print the unit for one kind of scheduler: windows, cron, systemd or gitlab."""
    return {"windows": run_windows, "cron": run_cron, "systemd": run_systemd, "gitlab": run_gitlab}[form](options)


def run_windows(options: Options) -> int:
    from caseaudit.output.files import whole_bytes
    from caseaudit.schedule.windows import as_file, task

    document = task(_job(options), date.today())  # noqa: DTZ011 - the user's own day
    if options.output == "-":
        sys.stdout.write(document.replace("\r\n", "\n"))
    else:
        whole_bytes(Path(options.output), as_file(document))
    return Exit.OK


def run_cron(options: Options) -> int:
    from caseaudit.schedule.cron import crontab

    return _put(options, crontab)


def run_gitlab(options: Options) -> int:
    from caseaudit.schedule.gitlab import pipeline

    return _put(options, pipeline)


def run_systemd(options: Options) -> int:
    from caseaudit.output.files import whole_file
    from caseaudit.schedule.systemd import printed, units

    if options.output == "-":
        return _put(options, printed)
    folder = Path(options.output)
    if not folder.is_dir():
        raise UsageError(Problem("schedule_two_files"))
    for name, text in units(_job(options)).items():
        with whole_file(folder / name) as file:
            file.write(text)
    return Exit.OK


def _put(options: Options, render: Callable[[Job], str]) -> int:
    from caseaudit.output.files import whole_file

    text = render(_job(options))
    if options.output == "-":
        sys.stdout.write(text)
    else:
        with whole_file(Path(options.output)) as file:
            file.write(text)
    return Exit.OK


def _job(options: Options) -> Job:
    """Everything with its whole path: a scheduler knows neither the folder nor the environment of this moment."""
    when = rhythm(
        options.at,
        daily=options.daily,
        weekly=options.weekly,
        monthly=options.monthly,
        quarterly=options.quarterly,
    )
    given, flags = _split(options.flags)
    _examine(flags)
    folder = Path.cwd()
    config = line.current.config or find_config(folder)
    front = [*given]
    if config is not None and "--config" not in given:
        front += ["--config", str(config.absolute())]
    if "--log-file" not in given:
        front += ["--log-file", str((line.current.log_file or folder / LOG_NAME).absolute())]
    if language() == "en" and "--lang" not in given:
        front += ["--lang", "en"]
    if not {"-q", "--quiet"} & set(given):
        front.append("-q")
    key = os.environ.get("CASEAUDIT_KEY", "")
    return Job(
        name=options.name,
        program=sys.executable,
        arguments=("-P", "-m", "caseaudit", *front, "check", *flags),  # -P: no code is read from the folder
        folder=str(folder),
        rhythm=when,
        key=str(Path(key).absolute()) if key else "",
    )


def _split(words: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The global options among the flags, and the rest."""
    given: list[str] = []
    rest: list[str] = []
    items = iter(words)
    for item in items:
        name, eq, value = item.partition("=")
        if name in _WITH_VALUE:
            given += [name, value if eq else next(items, "")]
        elif item in _ALONE:
            given.append(item)
        else:
            rest.append(item)
    return given, rest


def _examine(flags: list[str]) -> None:
    """Let `check` itself read its flags, so that a mistake shows now and not at six in the morning."""
    import typer.main

    from caseaudit.cli.app import app

    if not flags or flags[0] == "check":
        raise UsageError(Problem("schedule_no_data"))
    command: Any = typer.main.get_command(app)
    given = command.commands["check"].make_context("caseaudit check", list(flags)).params
    missing = [Path(p) for p in given["data"] if not Path(p).exists()]
    if missing:
        names = ", ".join(p.name for p in missing)
        told = Text(f"Bemærk: {names} findes ikke endnu.", f"Note: {names} does not exist yet.")
        console.say(str(told))
    if given["as_of"]:
        told = Text(
            "Bemærk: med --as-of bliver hver kontrol opgjort pr. samme dag.",
            "Note: with --as-of every check is judged as of the same day.",
        )
        console.say(str(told))
