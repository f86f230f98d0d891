"""`caseaudit trend`: how compliance moved from run to run, and where the row is broken."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from caseaudit.cli import common
from caseaudit.cli.history import named_run, opened, put
from caseaudit.errors import Exit, Problem, UsageError
from caseaudit.output import about
from caseaudit.texts import Text

if TYPE_CHECKING:
    from caseaudit.history.missed import Round
    from caseaudit.history.queries import By
    from caseaudit.history.series import Trend
    from caseaudit.history.store import Store
    from caseaudit.settings import Config

FORMATS = ("table", "csv", "json", "svg")
BYS = ("rule", "theme", "unit", "team")


@dataclass(frozen=True)
class Options:
    """The command line of `trend`, as given."""

    by: str = ""
    last: int = 0
    rules: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    like: str = ""
    format: str = "table"
    output: str = "-"
    runs: Path | None = None
    figures: tuple[str, ...] = ()


def run_trend(options: Options) -> int:
    if options.figures:
        from caseaudit.cli.trend_figures import run_trend_figures

        return run_trend_figures(options)
    settings = common.config()
    common.choice(options.format, "--format", FORMATS)
    if options.by:
        common.choice(options.by, "--by", BYS)
    folder = common.runs_folder(options.runs, settings)
    with opened(folder) as store:
        found = _trend(store, options, settings)
    about.run(found.laid[-1].run.id, folder)
    put(_rendered(found, options, settings, folder), options.output, options.format)
    return Exit.OK


def _trend(store: Store, options: Options, settings: Config) -> Trend:
    from caseaudit.history.breaks import Told
    from caseaudit.history.series import trend

    like = named_run(store, options.like) if options.like else None
    found = trend(
        store,
        cast("By", options.by),
        like=like,
        last=options.last,
        rules=options.rules,
        themes=options.themes,
        told=[Told(b.on, b.what) for b in settings.history.breaks],
        titles=theme_titles() if options.by == "theme" else None,
    )
    if not found.laid:
        raise UsageError(Problem("trend_no_runs"))
    if not found.series:
        wanted = ", ".join((*options.rules, *options.themes)) or str(Text("loven", "the law"))
        raise UsageError(Problem("trend_nothing", values={"wanted": wanted}))
    return found


def theme_titles() -> dict[str, str]:
    """What themes are called, read alone: the rules themselves are not needed for this."""
    from caseaudit.resources import data_dir
    from caseaudit.yamlfile import load

    return {t["id"]: str(Text(**t["title"])) for t in load(data_dir("rules") / "themes.yaml").data}


def _rendered(found: Trend, options: Options, settings: Config, folder: Path) -> str:
    if options.format == "json":
        from caseaudit.history.trend_records import as_json

        return as_json(found, _missed(settings, folder))
    if options.format == "csv":
        from caseaudit.history.trend_records import as_csv

        return as_csv(found)
    if options.format == "svg":
        from caseaudit.history.trend_svg import svg

        return svg(found)
    from caseaudit.history.sparkline import fits
    from caseaudit.history.trend_table import table
    from caseaudit.privacy import mask

    blocks = options.output != "-" or fits(sys.stdout.encoding)
    return mask(table(found, blocks=blocks) + _missed_section(settings, folder))


def _missed(settings: Config, folder: Path) -> list[Round]:
    if not settings.schedule:
        return []
    from caseaudit.cli.history_missed import planned

    return [r for r in planned(settings, folder, common.day(""))[0] if r.failed]


def _missed_section(settings: Config, folder: Path) -> str:
    if not settings.schedule:
        return ""
    from caseaudit.cli.history_missed import section

    found = section(settings, folder, common.day(""))
    return "".join(f"{x}\n" for x in ("", *found)) if found else ""
