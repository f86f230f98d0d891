"""The commands about key figures: names, options and help; the work is in the modules they call."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseaudit.cli.options import Output, RunsDir, choice, t
from caseaudit.cli.usage import Command, Group, new_app
from caseaudit.texts import Text

figures_app = new_app(
    Text(
        "Nøgletal ved siden af overholdelsen: vis dem, forklar dem, og hent referencetal ind.",
        "Key figures beside compliance: show them, explain them, and import reference figures.",
    )
)


@figures_app.callback(cls=Group, invoke_without_command=True, no_args_is_help=False)
def show(
    ctx: typer.Context,
    run: Annotated[str, typer.Option("--run", help=t("En bestemt kørsel.", "A certain run."))] = "",
    period: Annotated[
        str,
        typer.Option(
            help=t(
                "2026Q3, 2026-09, 2026 eller fra..til (ellers de seneste 12 hele måneder).",
                "2026Q3, 2026-09, 2026 or from..to (else the last 12 whole months).",
            )
        ),
    ] = "",
    by: Annotated[str, typer.Option("--by", metavar="unit", help=t("Del op efter enhed.", "Divide by unit."))] = "",
    audience: Annotated[
        str,
        typer.Option(
            metavar="management|committee",
            help=t("Til et udvalg skjules små tal.", "For a committee small numbers are hidden."),
        ),
    ] = "management",
    format_: Annotated[str, choice("table", "json", "csv", "xlsx")] = "table",
    output: Output = "-",
    runs: RunsDir = None,
) -> int:
    if ctx.invoked_subcommand:
        return 0
    from caseaudit.cli.keyfigures import Options, run_figures

    return run_figures(Options(run, period, by, audience, format_, output, runs))


@figures_app.command(
    "definitions", cls=Command, help=t("Hvad hvert nøgletal er, og hvad der er udeladt.", "What each key figure is.")
)
def definitions(output: Output = "-") -> int:
    from caseaudit.cli.keyfigures import run_definitions

    return run_definitions(output)


@figures_app.command(
    "import",
    cls=Command,
    help=t(
        "Hent referencetal (landet, en sammenligningsgruppe) ind fra en CSV-fil.",
        "Import reference figures (national, a comparison group) from a CSV file.",
    ),
)
def import_(
    file: Annotated[
        Path | None, typer.Argument(metavar=t("[FIL.csv]", "[FILE.csv]"), help=t("Referencetal.", "Reference figures."))
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option("--template", metavar=t("FIL", "FILE"), help=t("Skriv en skabelon.", "Write a template.")),
    ] = None,
) -> int:
    from caseaudit.cli.keyfigures import run_import

    return run_import(file, template)
