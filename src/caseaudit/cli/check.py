"""`caseaudit check`: read, judge, show, keep, and answer with an exit code."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from caseaudit import console
from caseaudit.cli import common
from caseaudit.errors import Exit, Problem, UsageError
from caseaudit.model.outcomes import SEVERITIES, rate
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from caseaudit.audit import Audit

FORMATS = ("table", "json", "jsonl", "csv", "markdown")


@dataclass(frozen=True)
class Options:
    """The command line of `check`, as given."""

    data: tuple[Path, ...]
    as_of: str = ""
    period: str = ""
    units: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    rule_dirs: tuple[Path, ...] = ()
    profile: Path | None = None
    fail_on: str = "low"
    fail_under: float | None = None
    fail_on_unknown: float | None = None
    exit_zero: bool = False
    format: str = "table"
    output: str = "-"
    runs: Path | None = None
    save: bool = True


@dataclass(frozen=True)
class Gate:
    """One gate that failed, in words."""

    text: str


def run_check(options: Options) -> int:
    """Check an export; returns the exit code of the contract."""
    common.choice(options.format, "--format", FORMATS)
    fail_on = severity(options.fail_on)
    as_of, period = common.day(options.as_of), common.period(options.period)
    settings = common.config()
    runs = common.runs_folder(options.runs, settings)
    _missing_files(options.data)
    secret = common.key(settings, runs)
    book = common.rulebook(options.rule_dirs, settings)
    dataset = common.read_data(options.data, options.profile, settings, secret)
    from caseaudit.audit import Selection, run_audit

    with console.progress(str(Text("Efterprøver sagerne", "Checking the cases"))):
        selection = Selection(options.units, options.teams, options.rules, options.themes, period)
        audit = run_audit(dataset, book, as_of, selection, settings.readings)
    run_name = ""
    if options.save:
        with console.progress(str(Text("Gemmer kørslen", "Keeping the run"))):
            run_name = _save(audit, runs, options, secret)
    failed = gates(audit, fail_on, options)
    with open_output(options.output, options.format) as out:
        _writer(options.format, run_name, failed, settings.municipality)(audit, out)
    if options.format != "table" or options.output != "-":
        _talk(audit, failed)
    return Exit.FINDINGS if failed and not options.exit_zero else Exit.OK


def severity(word: str) -> str:
    """Return the severity meant by a word in either language. Raises `UsageError`."""
    for name, text in SEVERITIES.items():
        if word.casefold() in (name, text.da, text.en):
            return name
    known = ", ".join(str(t) for t in SEVERITIES.values())
    raise UsageError(Problem("bad_choice", values={"value": word, "option": "--fail-on", "known": known}))


def _missing_files(paths: tuple[Path, ...]) -> None:
    from caseaudit.errors import Place
    from caseaudit.privacy import mask

    missing = [Problem("file_missing", Place(file=mask(p.name))) for p in paths if not p.exists()]
    if missing:
        raise UsageError(missing)


def _save(audit: Audit, runs: Path, options: Options, secret: bytes) -> str:
    from caseaudit.privacy import mask
    from caseaudit.runs.keeping import save

    given = {k: v for k, v in vars(options).items() if v not in ("", (), None) and k not in ("data", "runs", "output")}
    command = {k: [mask(str(x)) for x in v] if isinstance(v, tuple) else v for k, v in given.items()}
    command = {k: mask(str(v)) if isinstance(v, Path | str) else v for k, v in command.items()}
    run = save(audit, runs, options.data, command, secret)
    return (runs / run.id).as_posix()


def gates(audit: Audit, fail_on: str, options: Options) -> list[Gate]:
    """Every gate that is not met."""
    from caseaudit.audit import gravity

    failed = []
    grave = sum(n for name, n in audit.severities().items() if gravity(name) <= gravity(fail_on))
    if grave:
        limit = SEVERITIES[fail_on]
        failed.append(
            Gate(
                str(
                    Text(f"{grave} fund af alvoren {limit} eller over", f"{grave} findings of severity {limit} or over")
                )
            )
        )
    totals = audit.total()
    share = rate(totals)
    if options.fail_under is not None and (share is None or 100 * share < options.fail_under):
        shown = "-" if share is None else f"{100 * share:.1f}"
        failed.append(
            Gate(
                str(
                    Text(
                        f"{shown} % overholdt, grænsen er {options.fail_under:g} %",
                        f"{shown} % met, the limit is {options.fail_under:g} %",
                    )
                )
            )
        )
    asked = sum(totals.values()) - totals["not_applicable"]
    if options.fail_on_unknown is not None and asked and 100 * totals["unknown"] / asked > options.fail_on_unknown:
        shown = f"{100 * totals['unknown'] / asked:.1f}"
        failed.append(
            Gate(
                str(
                    Text(
                        f"{shown} % kan ikke vurderes, grænsen er {options.fail_on_unknown:g} %",
                        f"{shown} % could not be assessed, the limit is {options.fail_on_unknown:g} %",
                    )
                )
            )
        )
    return failed


def _writer(fmt: str, run_name: str, failed: list[Gate], municipality: str) -> Callable[[Audit, IO[str]], None]:
    from caseaudit.output import records, summary

    if fmt in ("table", "markdown"):
        render = summary.table if fmt == "table" else summary.markdown

        def write(audit: Audit, out: IO[str]) -> None:
            out.write(render(audit, run_name=run_name, failed=[g.text for g in failed], municipality=municipality))

        return write
    return {"json": records.write_json, "jsonl": records.write_jsonl, "csv": records.write_csv}[fmt]


@contextmanager
def open_output(target: str, fmt: str) -> Iterator[IO[str]]:
    """Give stdout, or a file that takes its name only when whole. CSV files carry a byte-order mark, for Excel."""
    if target == "-":
        if fmt in ("json", "jsonl") and hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8")
        yield sys.stdout
        sys.stdout.flush()
        return
    from caseaudit.output.files import whole_file

    with whole_file(Path(target), encoding="utf-8-sig" if fmt == "csv" else "utf-8") as file:
        yield file


def _talk(audit: Audit, failed: list[Gate]) -> None:
    """On stderr beside data on stdout or in a file: the row account, the counts and the gates."""
    from caseaudit.output.summary import account_lines
    from caseaudit.privacy import mask

    for text in account_lines(audit):
        console.say(mask(text))
    breached = sum(audit.severities().values())
    console.say(str(Text(f"{audit.n_cases} sager, {breached} fund.", f"{audit.n_cases} cases, {breached} findings.")))
    for gate in failed:
        console.say(gate.text)
