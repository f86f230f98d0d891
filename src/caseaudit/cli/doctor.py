"""`caseaudit doctor`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from caseaudit.cli import common
from caseaudit.errors import CaseauditError, Exit
from caseaudit.privacy import mask
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from caseaudit.doctor import Finding

_MARKS = {"ok": Text("OK", "OK"), "warning": Text("ADV", "WARN"), "error": Text("FEJL", "ERROR")}


def run_doctor(data: Sequence[Path], fmt: str, runs: Path | None) -> int:
    """Look at everything; 2 when something will stop a run."""
    common.choice(fmt, "--format", ("table", "json"))
    found = list(_look(data, runs))
    print(_json(found) if fmt == "json" else "\n".join(_lines(found)))
    return Exit.USAGE if any(f.level == "error" for f in found) else Exit.OK


def _look(data: Sequence[Path], runs: Path | None) -> Iterator[Finding]:
    from caseaudit.doctor import Finding, folders, machine, work
    from caseaudit.settings import Config

    yield from machine.machine()
    topic = Text("Konfiguration", "Configuration")
    settings = Config()
    try:
        settings = common.config()
    except CaseauditError as e:
        yield from work.problems(topic, e)
    else:
        none = Text("ingen caseaudit.toml; standard bruges", "no caseaudit.toml; defaults are used")
        yield Finding(topic, "ok", Text(settings.source, settings.source) if settings.source else none)
    where = common.runs_folder(runs, settings)
    yield from folders.folder(Text("Kørsler", "Runs"), where)
    for name, path in (
        (Text("Stikprøver", "Samples"), settings.samples),
        (Text("Gennemgang", "Reviews"), settings.reviews),
    ):
        if path.exists():
            yield from folders.folder(name, path)
    yield from work.key_file(common.key_path(settings), where)
    yield from work.rules(settings)
    yield from work.exports(data, settings)
    yield from work.history(where)


def _lines(found: Sequence[Finding]) -> Iterator[str]:
    for f in found:
        yield mask(f"{_MARKS[f.level]!s:<5} {f.topic!s:<14} {f.told}")
        if str(f.do) and f.level != "ok":
            yield mask(f"{'':<20} {f.do}")
    bad, doubt = (sum(f.level == x for f in found) for x in ("error", "warning"))
    yield str(
        Text(
            f"{bad} fejl, {doubt} advarsler." if bad or doubt else "Alt er i orden.",
            f"{bad} errors, {doubt} warnings." if bad or doubt else "Everything is in order.",
        )
    )


def _json(found: Sequence[Finding]) -> str:
    told = [{"topic": str(f.topic), "level": f.level, "told": mask(str(f.told)), "do": mask(str(f.do))} for f in found]
    return json.dumps({"schema_version": 1, "findings": told}, ensure_ascii=False, indent=1)
