"""`caseaudit report case`: the oversigtsskema of one case, or of all cases of a team or a unit in one file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseaudit import console
from caseaudit.cli import common
from caseaudit.errors import Exit, Problem, UsageError
from caseaudit.model.tables import CASE_FIELDS
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from caseaudit.report.casesheet import Sheet
    from caseaudit.report.casesheet_page import Setting
    from caseaudit.settings import Config

FORMATS = ("html", "xlsx", "md")
MOST_NAMED = 8
NAME_LENGTH = 60


@dataclass(frozen=True)
class CaseOptions:
    """The command line of `report case`, as given."""

    case: str = ""
    team: str = ""
    unit: str = ""
    run: str = ""
    format: str = ""
    output: Path | None = None
    templates: Path | None = None
    rule_dirs: tuple[Path, ...] = ()
    runs: Path | None = None


def run_case(options: CaseOptions) -> int:
    """Write the sheets. The run is judged once, however many cases are asked for."""
    from caseaudit import runs as store

    if bool(options.case) == bool(options.team or options.unit):
        raise UsageError(Problem("case_sheet_which"))
    settings = common.config()
    ending = _ending(options)
    templates = _templates(options, settings)
    folder = common.runs_folder(options.runs, settings)
    run = store.named(folder, options.run) if options.run else store.latest(folder)
    with console.progress(str(Text("Dømmer kørslens sager igen", "Judging the cases of the run again"))):
        audit = run.audit(common.rulebook(options.rule_dirs, settings))
    chosen = _chosen(audit.dataset.cases, options)
    from caseaudit.output.files import private_folder, whole_bytes
    from caseaudit.report.casesheet import sheets
    from caseaudit.report.casesheet_page import Setting
    from caseaudit.report.casesheet_words import limits_of

    setting = Setting(
        as_of=audit.as_of,
        look=_look(settings),
        run_id=run.id,
        rules_hash=store.rules_digest(run.manifest),
        scope=", ".join(x for x in (options.unit, options.team) if x),
        limited=limits_of(audit.selection),
        lettered=len(audit.dataset.sources) > 1,
        templates=templates,
    )
    made = sheets(audit, chosen)
    data = _made(ending, made, setting)
    target = options.output
    if target is None:
        where = private_folder(folder / run.id / "reports")
        target = where / f"{Text('oversigtsskema', 'case-sheet')}-{_slug(made, setting.scope)}.{ending}"
    whole_bytes(target, data)
    print(target.as_posix())
    n, breaches = len(made), sum(1 for s in made if s.breaches)
    if n > 1:
        console.say(
            str(Text(f"{n} sager, heraf {breaches} med brud.", f"{n} cases, {breaches} of them with a breach."))
        )
    return Exit.OK


def _ending(options: CaseOptions) -> str:
    """What --format says, else what the file is called, else HTML."""
    if options.format:
        return common.choice(options.format.strip().casefold(), "--format", FORMATS)
    suffix = options.output.suffix.removeprefix(".").casefold() if options.output else ""
    return suffix if suffix in FORMATS else "html"


def _templates(options: CaseOptions, settings: Config) -> Path | None:
    return common.templates(options.templates or settings.templates)


def _look(settings: Config) -> Any:
    from caseaudit.cli.report_made import look_of

    return look_of(settings)


def _chosen(cases: pd.DataFrame, options: CaseOptions) -> list[int]:
    """Positions of the cases asked for, in the order of their numbers. Raises `UsageError` when there is none."""
    if options.case:
        found = [n for n, c in enumerate(cases["case_id"].astype(str)) if c == options.case.strip()]
        if not found:
            raise UsageError(Problem("case_unknown"))
        return found
    keep = set(range(len(cases)))
    for column, wanted in (("unit", options.unit), ("team", options.team)):
        if wanted:
            keep &= set(_matching(cases, column, wanted))
    if not keep:
        raise UsageError(Problem("case_sheet_none"))
    ids = cases["case_id"].astype(str).tolist()
    return sorted(keep, key=lambda n: _natural(ids[n]))


def _matching(cases: pd.DataFrame, column: str, wanted: str) -> Iterator[int]:
    if column not in cases:
        raise UsageError(Problem("filter_column_missing", values={"column": column}))
    values = cases[column].astype(str).str.strip()
    found = [n for n, v in enumerate(values) if v.casefold() == wanted.strip().casefold()]
    if not found:
        known = sorted({v for v in values if v})
        shown = ", ".join(known[:MOST_NAMED]) + (" ..." if len(known) > MOST_NAMED else "")
        label = str(CASE_FIELDS[column].label)
        raise UsageError(Problem("case_sheet_group", values={"column": label, "value": wanted, "known": shown}))
    yield from found


def _natural(text: str) -> list[tuple[int, str]]:
    """Sort 9 before 10."""
    return [(int(p), "") if p.isdigit() else (-1, p) for p in re.split(r"(\d+)", text)]


def _made(ending: str, made: Sequence[Sheet], setting: Setting) -> bytes:
    from caseaudit.report import casesheet_page as page

    with console.progress(f"{Text('Bygger', 'Building')} {ending}"):
        if ending == "xlsx":
            from caseaudit.report.casesheet_book import workbook

            return workbook(made, setting)
        return (page.markdown if ending == "md" else page.html)(made, setting).encode("utf-8")


def _slug(made: Sequence[Sheet], scope: str) -> str:
    """A part of a file name that every file system takes."""
    text = scope or made[0].case_id
    return re.sub(r"[^\w.-]+", "-", text).strip("-.")[:NAME_LENGTH] or "sag"
