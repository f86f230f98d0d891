"""`caseaudit history compare`: two runs, or two rounds of review, side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.cli import common
from caseaudit.cli.history import named_run, opened, put
from caseaudit.errors import Exit, Problem, UsageError
from caseaudit.output import about
from caseaudit.privacy import mask
from caseaudit.texts import Text

if TYPE_CHECKING:
    from caseaudit.history.compare import Side
    from caseaudit.history.compare_cases import Changes
    from caseaudit.history.rows import RunRow
    from caseaudit.history.store import Store
    from caseaudit.settings import Config

FORMATS = ("table", "json", "csv", "markdown")


@dataclass(frozen=True)
class Options:
    """The command line of `history compare`, as given."""

    before: str
    now: str
    format: str = "table"
    output: str = "-"
    cases: bool = False
    every: bool = False
    sample: bool = False
    rule_dirs: tuple[Path, ...] = ()
    runs: Path | None = None


def run_compare(options: Options) -> int:
    from caseaudit.cli.trend import theme_titles
    from caseaudit.history import compare_records, compare_text
    from caseaudit.history.compare import compare, parts_of, same_rules

    common.choice(options.format, "--format", FORMATS)
    settings = common.config()
    folder = common.runs_folder(options.runs, settings)
    with opened(folder) as store:
        rows = [_run(store, name) for name in (options.before, options.now)]
        a, b = (_side(store, row, name, options) for row, name in zip(rows, (options.before, options.now), strict=True))
        if a.id == b.id:
            raise UsageError(Problem("compare_same", values={"run": a.id}))
        same = [r for r in same_rules(a, b) if b.rows[r].legal]
        if rows[0] and rows[1]:
            a, b = (
                replace(
                    s, parts={"unit": parts_of(store, s.id, "unit", same), "team": parts_of(store, s.id, "team", same)}
                )
                for s in (a, b)
            )
        found, why = _changes(store, rows, (a, b), options, settings, folder)
        if ids := [r.id for r in rows if r]:
            about.every(ids if options.cases else ids[-1:], folder)
    c = compare(a, b)
    if options.format == "json":
        text = compare_records.as_json(c, found, cases=options.cases, why=why)
    elif options.format == "csv":
        text = compare_records.as_csv(c)
    else:
        render = compare_text.table if options.format == "table" else compare_text.markdown
        text = mask(render(c, found, theme_titles(), every=options.every, cases=options.cases, why=why))
    put(text, options.output, options.format)
    return Exit.OK


def _run(store: Store, name: str) -> RunRow | None:
    """The run meant; None where the name is no run's, and may be a round of review."""
    try:
        return named_run(store, name)
    except UsageError:
        return None


def _side(store: Store, row: RunRow | None, name: str, options: Options) -> Side:
    from caseaudit.history.compare import side_of_run

    if row:
        return side_of_run(store, row, sample=options.sample)
    return _review(name, options)


def _review(name: str, options: Options) -> Side:
    """A round of review: yes and no by point; where a case has several answers, cases without a no."""
    from caseaudit.cli.review_result import ResultOptions, result_of
    from caseaudit.history.compare import Measured, Side
    from caseaudit.model.tally import Tally

    settings = common.config()
    if not (settings.reviews / name / "round.json").is_file():
        raise UsageError(Problem("run_unknown", values={"run": mask(name)}))
    result, book = result_of(ResultOptions(round=name, runs=options.runs, rule_dirs=options.rule_dirs))
    rows = {}
    for p in result.points:
        if p.fulfilled is None:
            continue  # degrees are no yes and no
        good, judged = (p.cases.x, p.cases.n) if p.cases else (p.fulfilled.x, p.fulfilled.n)
        text = p.point.da
        if p.point.source == "rule" and p.point.id in book.files:
            from caseaudit.runs import digest

            text = digest(book.files[p.point.id].path)
        counted = Tally(met=good, breached=judged - good, unknown=p.counts.unknown)
        rows[p.point.id] = Measured(text, p.point.theme, counted, p.point.legal and not p.point.soft)
    return Side(name, "review", result.method.as_of, rows, sample=True)


def _changes(
    store: Store, rows: list[RunRow | None], sides: tuple[Side, Side], options: Options, settings: Config, folder: Path
) -> tuple[Changes | None, str]:
    """What became of single breaches, or why that cannot be told."""
    before, now = rows
    if before is None or now is None:
        return None, str(
            Text("Enkelte sager følges kun fra kørsel til kørsel.", "Single cases are followed from run to run only.")
        )
    if before.pruned_on or now.pruned_on:
        return None, str(
            Text(
                "Enkelte sager kan ikke følges: fundene i en af kørslerne er slettet.",
                "Single cases cannot be followed: the findings of one of the runs are pruned.",
            )
        )
    if before.key_fingerprint != now.key_fingerprint:
        return None, str(
            Text(
                "Enkelte sager kan ikke følges: kørslerne er gemt med hver sin nøgle.",
                "Single cases cannot be followed: the runs were kept with different keys.",
            )
        )
    from caseaudit.history.compare import same_rules
    from caseaudit.runs.changing import between

    secret, book = common.key(settings, folder), common.rulebook(options.rule_dirs, settings)
    same = [r for r in same_rules(*sides) if sides[1].rows[r].legal]
    with console.progress(str(Text("Dømmer kørslernes sager igen", "Judging the cases of the runs again"))):
        return between(store, before, now, same, folder, book, secret, cases=options.cases), ""
