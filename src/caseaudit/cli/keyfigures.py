"""`caseaudit figures`: show, explain and import key figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.cli import common
from caseaudit.cli.history import put
from caseaudit.errors import Exit, Place, Problem, UsageError
from caseaudit.texts import Text

if TYPE_CHECKING:
    from caseaudit.dates import Period
    from caseaudit.keyfigures.laid import Laid
    from caseaudit.runs import Run
    from caseaudit.settings import Config

FORMATS = ("table", "json", "csv", "xlsx")


@dataclass(frozen=True)
class Options:
    """The command line of `figures show`, as given."""

    run: str = ""
    period: str = ""
    by: str = ""
    audience: str = "management"
    format: str = "table"
    output: str = "-"
    runs: Path | None = None


def run_figures(options: Options) -> int:
    from caseaudit.cli.report_made import audience_of

    common.choice(options.format, "--format", FORMATS)
    if options.by:
        common.choice(options.by, "--by", ("unit",))
    committee = audience_of(options.audience) == "committee"
    if committee and options.by:
        raise UsageError(Problem("figures_committee_units"))
    period = common.period(options.period)
    if options.format == "xlsx" and options.output == "-":
        raise UsageError(Problem("output_needed", values={"format": "xlsx"}))
    settings = common.config()
    run = run_of(options.run, options.runs, settings)
    laid = laid_of(run, settings, period, by_unit=bool(options.by))
    if committee:
        from caseaudit.keyfigures.laid import protected

        laid = protected(laid, settings.report.min_cell)
    _written(laid, options)
    return Exit.OK


def _written(laid: Laid, options: Options) -> None:
    from caseaudit.keyfigures import records
    from caseaudit.keyfigures.table import table
    from caseaudit.privacy import mask

    if options.format == "xlsx":
        from caseaudit.output.files import whole_bytes

        whole_bytes(Path(options.output), records.workbook(laid))
        print(Path(options.output).as_posix())
        return
    text = {"table": lambda x: mask(table(x)), "json": records.as_json, "csv": records.as_csv}[options.format](laid)
    put(text, options.output, options.format)


def run_of(name: str, runs: Path | None, settings: Config) -> Run:
    from caseaudit import runs as store

    folder = common.runs_folder(runs, settings)
    return store.named(folder, name) if name else store.latest(folder)


def laid_of(run: Run, settings: Config, period: Period | None = None, *, by_unit: bool = False) -> Laid:
    """The figures of a run: as of its day, for the period asked for, else the run's own, else the last twelve months."""
    from caseaudit.dates import parse_period
    from caseaudit.keyfigures.laid import lay
    from caseaudit.keyfigures.reference import read
    from caseaudit.keyfigures.targets import targets

    manifest = run.manifest
    own = manifest["command"].get("period") or ""
    dataset = run.dataset()
    if by_unit and ("unit" not in dataset.cases or not (dataset.cases["unit"].astype(str) != "").any()):
        raise UsageError(Problem("figures_no_units"))
    return lay(
        dataset,
        date.fromisoformat(manifest["as_of"]),
        period or (parse_period(own) if own else None),
        targets=targets(settings),
        references=read(settings.references) if settings.references.is_file() else (),
        by_unit=by_unit,
    )


def run_definitions(output: str) -> int:
    from caseaudit.keyfigures.table import definitions_table

    put(definitions_table(), output)
    return Exit.OK


def run_import(file: Path | None, template: Path | None) -> int:
    """Take reference figures into the project's file, or write a template to fill in."""
    from caseaudit.keyfigures.reference import as_csv, merged, read
    from caseaudit.keyfigures.reference import template as blank

    if template is not None:
        if template.exists():
            raise UsageError(Problem("figures_template_exists", Place(file=template.name)))
        put(blank(), str(template), "csv")
        print(template.as_posix())
        return Exit.OK
    if file is None:
        raise UsageError(Problem("figures_import_what"))
    target = common.config().references
    new = read(file)
    both, replaced = merged(read(target) if target.is_file() else (), new)
    put(as_csv(both), str(target), "csv")
    print(target.as_posix())
    told = Text(
        f"{len(new)} referencetal læst, {replaced} af dem i stedet for ældre. I alt {len(both)}.",
        f"{len(new)} reference figures read, {replaced} of them in place of older ones. {len(both)} in all.",
    )
    console.say(str(told))
    return Exit.OK
