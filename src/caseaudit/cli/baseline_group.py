"""The commands about known findings: names, options and help; the work is in the modules they call."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseaudit.cli.options import (
    AsOf,
    OnlyRules,
    OnlyThemes,
    OnlyUnits,
    RulesDir,
    RunOption,
    RunsDir,
    choice,
    t,
    written_to,
)
from caseaudit.cli.usage import Command, new_app
from caseaudit.texts import Text

baseline_app = new_app(
    Text(
        "Kendte fund: en liste med begrundelse, ansvarlig og udløb, så kun nye fund stopper en kørsel.",
        "Known findings: a list with reason, owner and expiry, so that only new findings stop a run.",
    )
)

File = Annotated[Path, typer.Argument(metavar=t("[FIL]", "[FILE]"))]


@baseline_app.command(
    "create",
    cls=Command,
    help=t("Sæt kørslens fund på listen over kendte.", "Put the findings of a run on the list of the known."),
)
def create(
    reason: Annotated[
        str,
        typer.Option(
            "--reason",
            help=t("Hvorfor de er kendt (ingen personoplysninger).", "Why they are known (no personal data)."),
        ),
    ],
    expires: Annotated[
        str,
        typer.Option(
            "--expires",
            metavar=t("DATO", "DATE"),
            help=t("Sidste dag, de er undtaget.", "The last day that they are excused."),
        ),
    ],
    owner: Annotated[
        str, typer.Option("--owner", metavar="INITIALER", help=t("Hvem der følger op.", "Who follows up."))
    ] = "",
    rule: OnlyRules = [],
    theme: OnlyThemes = [],
    unit: OnlyUnits = [],
    output: Annotated[
        Path,
        written_to(t("Listen; findes den, lægges der til.", "The list; if it is there, it is added to.")),
    ] = Path("baseline.json"),
    run: RunOption = "",
    rules: RulesDir = [],
    runs: RunsDir = None,
) -> int:
    from caseaudit.cli.baseline_run import Options, run_create

    return run_create(
        Options(reason, expires, owner, tuple(rule), tuple(theme), tuple(unit), output, run, tuple(rules), runs)
    )


@baseline_app.command(
    "show", cls=Command, help=t("Vis listen med begrundelser og udløb.", "Show the list with reasons and expiry.")
)
def show(
    file: File = Path("baseline.json"),
    as_of: AsOf = "",
    format_: Annotated[str, choice("table", "json")] = "table",
) -> int:
    from caseaudit.cli.baseline_run import run_show

    return run_show(file, format_, as_of)


@baseline_app.command("diff", cls=Command, help=t("Hold listen mod en kørsel.", "Hold the list against a run."))
def diff(file: File = Path("baseline.json"), run: RunOption = "", rules: RulesDir = [], runs: RunsDir = None) -> int:
    from caseaudit.cli.baseline_run import run_diff

    return run_diff(file, run, tuple(rules), runs)


@baseline_app.command(
    "prune",
    cls=Command,
    help=t("Tag det af listen, som kørslen viser er i orden.", "Take off the list what the run shows in order."),
)
def prune(
    file: File = Path("baseline.json"),
    expired: Annotated[bool, typer.Option("--expired", help=t("Også det udløbne.", "Also what has expired."))] = False,
    gone: Annotated[
        bool, typer.Option("--gone", help=t("Også det, kørslen slet ikke har.", "Also what the run does not hold."))
    ] = False,
    dry: Annotated[bool, typer.Option("--dry-run", help=t("Vis det kun.", "Only show it."))] = False,
    run: RunOption = "",
    rules: RulesDir = [],
    runs: RunsDir = None,
) -> int:
    from caseaudit.cli.baseline_run import run_prune

    return run_prune(file, run, tuple(rules), runs, expired=expired, gone=gone, dry=dry)
