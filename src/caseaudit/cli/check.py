"""`caseaudit check`: read, judge, show, keep, and answer with an exit code."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from caseaudit import console
from caseaudit.cli import common
from caseaudit.errors import Exit, Problem, UsageError
from caseaudit.model.outcomes import SEVERITIES, rate
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from caseaudit.audit import Audit
    from caseaudit.baseline.model import Standing
    from caseaudit.cli.notices import Watch
    from caseaudit.output.summary import Said
    from caseaudit.settings import Config

_NOT_KEPT = ("data", "runs", "output", "notify", "notify_on", "summary_line", "cases")
CI_FORMATS = ("junit", "gitlab", "github", "sarif")
FORMATS = ("table", "json", "jsonl", "csv", "markdown", *CI_FORMATS)


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
    cases: bool = False
    summary_line: bool = False
    notify: tuple[str, ...] = ()
    notify_on: str = ""
    baseline: Path | None = None
    fail_on_new: bool = False
    visible_only: bool = False


@dataclass(frozen=True)
class Gate:
    """One gate that failed, in words."""

    text: str


def run_check(options: Options) -> int:
    """Check an export; returns the exit code of the contract. Whoever is to be told of the run is told, also of a failed one."""
    from caseaudit.cli import notices

    with notices.watching(options.notify, options.notify_on) as watch:
        return _checked(options, watch)


def _checked(options: Options, watch: Watch) -> int:
    from caseaudit.cli import check_known, notices

    common.choice(options.format, "--format", FORMATS)
    if options.cases and options.format not in CI_FORMATS:
        raise UsageError(Problem("cases_format", values={"format": options.format}))
    fail_on = severity(options.fail_on)
    settings = common.config()
    baseline = check_known.opened(options)
    audit, run_name = judged(options, settings)
    known = check_known.standing(audit, options, settings, run_name, baseline)
    failed = gates(audit, fail_on, options, known if options.fail_on_new else None)
    code = Exit.FINDINGS if failed and not options.exit_zero else Exit.OK
    told = [g.text for g in failed]
    message = notices.message(audit, told, run_name, code, settings.municipality)
    one_line = options.format == "table" and options.output == "-" and (options.summary_line or console.style.quiet)
    with open_output(options.output, options.format) as out:
        if one_line:
            out.write(notices.summary_line(message) + check_known.told(known) + "\n")
        elif options.format in CI_FORMATS:
            from caseaudit.cli.check_ci import write

            write(audit, out, options, run_name, told, fail_on, settings, known)
        elif options.format in ("json", "jsonl"):
            _write_json(audit, out, options, settings, known)
        else:
            said = check_known.said(known, fail_on if options.fail_on_new else "")
            _writer(options.format, run_name, failed, settings.municipality, said)(audit, out)
            if known and options.format == "markdown":
                out.write(check_known.lines(known))
            if options.format in ("table", "markdown"):
                _plan(audit, out, options, settings)
    if options.format != "table" or options.output != "-":
        _talk(audit, failed)
        if known:
            console.say(check_known.told(known).strip())
        if options.summary_line:
            print(notices.summary_line(message) + check_known.told(known), file=sys.stderr)
    _too_old(options, settings)
    notices.log_result(message)
    watch.tell(message, lambda: notices.new_since_last(audit, options, settings, run_name))
    return code


def _too_old(options: Options, settings: Config) -> None:
    """Say that something has been kept for too long. `check` removes nothing itself: docs/why.md."""
    if settings.retention and options.save:
        from caseaudit.cli.history_prune import reminder

        runs = common.runs_folder(options.runs, settings)
        if told := reminder(settings.retention.findings, runs, common.day("")):
            console.say(told)


def _write_json(audit: Audit, out: IO[str], options: Options, settings: Config, known: Standing | None) -> None:
    """The JSON of the run, with what is known of its findings and what the year's plan asked for and did not get."""
    from caseaudit.output import records

    extra: dict[str, Any] = {}
    if settings.schedule:
        from caseaudit.cli.history_missed import totals

        extra["planned"] = totals(settings, common.runs_folder(options.runs, settings), audit.as_of)
    found = None
    if known:
        from caseaudit.baseline.text import record
        from caseaudit.cli.check_known import states

        extra["baseline"], found = record(known), states(audit, known, options, settings)
    write = records.write_json if options.format == "json" else records.write_jsonl
    write(audit, out, extra, found)


def judged(options: Options, settings: Config) -> tuple[Audit, str]:
    """Read and judge the export, and keep the run if that is wanted; returns its folder, "" when it was not kept."""
    as_of, period = common.day(options.as_of), common.period(options.period)
    runs = common.runs_folder(options.runs, settings)
    _missing_files(options.data)
    secret = common.key(settings, runs)
    book = common.rulebook(options.rule_dirs, settings)
    dataset = common.read_data(options.data, options.profile, settings, secret, visible_only=options.visible_only)
    from caseaudit.audit import Selection, run_audit
    from caseaudit.reading.contradictory import in_the_future

    dataset = replace(dataset, quality=(*dataset.quality, *in_the_future(dataset, as_of)))
    with console.progress(str(Text("Efterprøver sagerne", "Checking the cases"))):
        selection = Selection(options.units, options.teams, options.rules, options.themes, period)
        audit = run_audit(dataset, book, as_of, selection, settings.readings)
    run_name = ""
    if options.save:
        with console.progress(str(Text("Gemmer kørslen", "Keeping the run"))):
            run_name = _save(audit, runs, options, secret, settings)
    return audit, run_name


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


def _save(audit: Audit, runs: Path, options: Options, secret: bytes, settings: Config) -> str:
    from caseaudit.privacy import mask
    from caseaudit.reading.memory import refuse_findings
    from caseaudit.runs.keeping import save

    refuse_findings(sum(r.counts["breached"] + r.counts["unknown"] for r in audit.results))
    given = {k: v for k, v in vars(options).items() if v not in ("", (), None) and k not in _NOT_KEPT}
    command = {k: [mask(str(x)) for x in v] if isinstance(v, tuple) else v for k, v in given.items()}
    command = {k: mask(str(v)) if isinstance(v, Path | str) else v for k, v in command.items()}
    run = save(
        audit,
        runs,
        options.data,
        command,
        secret,
        system=settings.history.system,
        config=common.config_path(),
        templates=settings.templates,
    )
    return (runs / run.id).as_posix()


def gates(audit: Audit, fail_on: str, options: Options, known: Standing | None = None) -> list[Gate]:
    """Every gate that is not met. `known`: where given, only what is new or has expired counts."""
    from caseaudit.audit import gravity
    from caseaudit.cli.check_known import gate_text

    failed = []
    if known and (text := gate_text(known, fail_on)):
        failed.append(Gate(text))
    grave = 0 if known else sum(n for name, n in audit.severities().items() if gravity(name) <= gravity(fail_on))
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


def _writer(
    fmt: str, run_name: str, failed: list[Gate], municipality: str, said: Said
) -> Callable[[Audit, IO[str]], None]:
    from caseaudit.output import markdown, records, summary

    if fmt in ("table", "markdown"):
        render = summary.table if fmt == "table" else markdown.markdown

        def write(audit: Audit, out: IO[str]) -> None:
            told = [g.text for g in failed]
            out.write(render(audit, run_name=run_name, failed=told, municipality=municipality, said=said))

        return write
    return records.write_csv


def _plan(audit: Audit, out: IO[str], options: Options, settings: Config) -> None:
    """What the year's plan asked for and was not held, at the end of the result."""
    if not settings.schedule:
        return
    from caseaudit.cli.history_missed import section

    lines = section(settings, common.runs_folder(options.runs, settings), audit.as_of)
    out.write("".join(f"{x}\n" for x in ("", *lines)) if lines else "")


@contextmanager
def open_output(target: str, fmt: str) -> Iterator[IO[str]]:
    """Give stdout, or a file that takes its name only when whole. CSV files carry a byte-order mark, for Excel."""
    if target == "-":
        if fmt in ("json", "jsonl", *CI_FORMATS) and hasattr(sys.stdout, "reconfigure"):
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
