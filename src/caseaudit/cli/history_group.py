"""The commands about earlier runs: names, options and help; the work is in the modules they call."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseaudit.cli.options import (
    AsOf,
    ChangedToo,
    OnlyRules,
    OnlyThemes,
    Output,
    Outputs,
    RulesDir,
    RunsDir,
    choice,
    t,
    written_to,
)
from caseaudit.cli.usage import Command, new_app
from caseaudit.texts import Text

history_app = new_app(
    Text(
        "Kørslerne over tid: vis dem, sammenlign to, efterse en kørsel, og slet det gamle.",
        "Runs over time: list them, compare two, verify one, and remove what is old.",
    )
)

RunArgument = Annotated[
    str,
    typer.Argument(
        metavar=t("[KØRSEL]", "[RUN]"),
        help=t(
            "Kørslens id, begyndelsen af det, eller dens dag (ellers den seneste).",
            "The id of the run, its beginning, or its as-of day (else the latest).",
        ),
    ),
]
Last = Annotated[int, typer.Option("--last", min=0, help=t("Kun de seneste N.", "Only the latest N."))]


@history_app.command(
    "list", cls=Command, help=t("Vis kørslerne og deres samlede tal.", "List the runs and their totals.")
)
def list_(
    format_: Annotated[str, choice("table", "json", "csv")] = "table",
    output: Output = "-",
    last: Last = 0,
    runs: RunsDir = None,
) -> int:
    from caseaudit.cli.history import run_list

    return run_list(format_, output, last, runs)


@history_app.command(
    "show",
    cls=Command,
    help=t("Vis en kørsel: omfang, temaer, enheder og teams.", "Show a run: scope, themes, units and teams."),
)
def show(
    run: RunArgument = "",
    format_: Annotated[str, choice("table", "json")] = "table",
    output: Output = "-",
    runs: RunsDir = None,
) -> int:
    from caseaudit.cli.history import run_show

    return run_show(run, format_, output, runs)


@history_app.command(
    "compare",
    cls=Command,
    help=t(
        "Statusmåling: to kørsler eller gennemgange side om side, efter de regler, der er ens.",
        "Before and after: two runs or reviews side by side, by the rules that are the same.",
    ),
)
def compare(
    before: Annotated[
        str, typer.Argument(metavar=t("FØR", "BEFORE"), help=t("Kørsel eller gennemgang.", "Run or round of review."))
    ],
    now: Annotated[
        str, typer.Argument(metavar=t("NU", "NOW"), help=t("Kørsel eller gennemgang.", "Run or round of review."))
    ],
    cases: Annotated[
        bool, typer.Option("--cases", help=t("Vis sagsnumrene (fortroligt).", "Show the case ids (confidential)."))
    ] = False,
    every: Annotated[
        bool,
        typer.Option("--all", help=t("Vis alle regler, også dem uden ændring.", "Show every rule, changed or not.")),
    ] = False,
    sample: Annotated[
        bool,
        typer.Option(
            "--sample",
            help=t(
                "Kørslernes sager er stikprøver: vis intervaller.", "The cases of the runs are samples: show intervals."
            ),
        ),
    ] = False,
    format_: Annotated[str, choice("table", "json", "csv", "markdown")] = "table",
    output: Output = "-",
    rules: RulesDir = [],
    runs: RunsDir = None,
) -> int:
    from caseaudit.cli.history_compare import Options, run_compare

    return run_compare(Options(before, now, format_, output, cases, every, sample, tuple(rules), runs))


@history_app.command(
    "export",
    cls=Command,
    help=t(
        "Skriv historikken til en fil: samlede tal, og fundene uden sagsnumre, hvis de ønskes.",
        "Write the history to a file: totals, and the findings without case ids if wanted.",
    ),
)
def export(
    output: Annotated[
        Path,
        written_to(t("En .csv, .parquet eller .json.", "A .csv, .parquet or .json.")),
    ],
    findings: Annotated[
        bool,
        typer.Option(
            "--findings",
            help=t("Fundene i stedet for tallene; uden sagsnumre.", "The findings instead of the counts; no case ids."),
        ),
    ] = False,
    runs: RunsDir = None,
) -> int:
    from caseaudit.cli.history import run_export

    return run_export(output, runs, findings=findings)


@history_app.command(
    "verify",
    cls=Command,
    help=t(
        "Efterse en kørsel: tabeller, regler, udtræk, og tallene dømt igen.",
        "Verify a run: tables, rules, export, and the counts judged again.",
    ),
)
def verify(
    run: RunArgument = "",
    data: Annotated[
        list[Path],
        typer.Argument(
            metavar=t("[UDTRÆK]...", "[DATA]..."),
            help=t("Filerne, som kørslen læste.", "The files that the run read."),
        ),
    ] = [],
    format_: Annotated[str, choice("table", "json")] = "table",
    output: Output = "-",
    rules: RulesDir = [],
    runs: RunsDir = None,
) -> int:
    from caseaudit.cli.history_verify import run_verify

    return run_verify(run, data, format_, output, rules, runs)


@history_app.command(
    "prune",
    cls=Command,
    help=t(
        "Slet gamle kørsler for altid, med stikprøver, gennemgange og lister. De samlede tal bliver.",
        "Remove old runs for good, with samples, reviews and worklists. The totals stay.",
    ),
)
def prune(
    keep: Annotated[
        str,
        typer.Option(
            "--keep",
            metavar="24m",
            help=t("Hvor længe kørsler gemmes: d, w, m, y.", "How long runs are kept: d, w, m, y."),
        ),
    ] = "",
    due: Annotated[
        bool,
        typer.Option("--due", help=t("Efter [retention] i caseaudit.toml.", "By [retention] in caseaudit.toml.")),
    ] = False,
    outputs: Outputs = False,
    changed: ChangedToo = False,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help=t("Vis kun, hvad der ville blive slettet.", "Only show what would be removed.")),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=t("Spørg ikke.", "Do not ask."))] = False,
    as_of: AsOf = "",
    runs: RunsDir = None,
) -> int:
    from caseaudit.cli.history_prune import run_prune
    from caseaudit.cli.removing import Wish

    return run_prune(keep, as_of, runs, Wish(outputs, changed, dry_run, yes), due=due)


@history_app.command(
    "missed",
    cls=Command,
    help=t("Årshjulet i caseaudit.toml: runder, der ikke er holdt.", "The plan in caseaudit.toml: rounds not held."),
)
def missed(
    as_of: AsOf = "",
    every: Annotated[
        bool, typer.Option("--all", help=t("Vis også de runder, der er holdt.", "Show also the rounds that were held."))
    ] = False,
    fail: Annotated[
        bool, typer.Option("--fail", help=t("Kode 1, hvis noget ikke er holdt.", "Exit 1 if something was not held."))
    ] = False,
    format_: Annotated[str, choice("table", "json", "csv")] = "table",
    output: Output = "-",
    runs: RunsDir = None,
) -> int:
    from caseaudit.cli.history_missed import run_missed

    return run_missed(as_of, format_, output, runs, every=every, fail=fail)


def trend(
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="rule|theme|unit|team",
            help=t("Del op efter regel, tema, enhed eller team.", "Divide by rule, theme, unit or team."),
        ),
    ] = "",
    last: Last = 0,
    rule: OnlyRules = [],
    theme: OnlyThemes = [],
    figure: Annotated[
        list[str],
        typer.Option(
            "--figure",
            metavar="ID",
            help=t("Et nøgletal i stedet (kan gentages).", "A key figure instead (repeatable)."),
        ),
    ] = [],
    like: Annotated[
        str,
        typer.Option(
            "--like",
            metavar=t("KØRSEL", "RUN"),
            help=t(
                "Kørsler med samme omfang som denne (ellers som den seneste).",
                "Runs about the same as this one (else as the latest).",
            ),
        ),
    ] = "",
    format_: Annotated[str, choice("table", "csv", "json", "svg")] = "table",
    output: Output = "-",
    runs: RunsDir = None,
) -> int:
    from caseaudit.cli.trend import Options, run_trend

    return run_trend(Options(by, last, tuple(rule), tuple(theme), like, format_, output, runs, tuple(figure)))
