"""The groups of commands about mapping and schema: names, options and help; the work is in the modules they call."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseaudit.cli.options import Data, Profile, RulesDir, choice, t
from caseaudit.cli.usage import Command, new_app
from caseaudit.texts import Text

mapping_app = new_app(Text("Hvordan et udtræks kolonner forstås.", "How the columns of an export are understood."))


@mapping_app.command(
    "suggest",
    cls=Command,
    help=t(
        "Foreslå en profil til et udtræk, der ikke genkendes.",
        "Suggest a profile for an export that is not recognised.",
    ),
)
def mapping_suggest(
    file: Annotated[Path, typer.Argument(metavar=t("FIL", "FILE"))],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help=t("Skriv profilen hertil.", "Write the profile here."))
    ] = None,
) -> int:
    from caseaudit.cli.mapping import suggest

    return suggest(file, output)


@mapping_app.command(
    "check",
    cls=Command,
    help=t("Kontroller en profil, eventuelt mod et udtræk.", "Check a profile, optionally against an export."),
)
def mapping_check(
    profile: Annotated[Path, typer.Argument(metavar=t("PROFIL", "PROFILE"))],
    data: Annotated[Path | None, typer.Argument(metavar=t("[DATA]", "[DATA]"))] = None,
) -> int:
    from caseaudit.cli.mapping import check_mapping

    return check_mapping(profile, data)


schema_app = new_app(Text("De to tabeller, som alt bygger på.", "The two tables that everything rests on."))


@schema_app.command(
    "show",
    cls=Command,
    help=t("Vis tabellernes kolonner og hændelsestyper.", "Show the tables' columns and event types."),
)
def schema_show(
    table: Annotated[str, typer.Argument(metavar="[cases|events|types]")] = "",
) -> int:
    from caseaudit.cli.schema import show

    return show(table)


@schema_app.command("template", cls=Command, help=t("Skriv en tom Excel-skabelon.", "Write an empty Excel template."))
def schema_template(
    output: Annotated[Path, typer.Option("-o", "--output", metavar=t("FIL", "FILE"))] = Path("skabelon.xlsx"),
) -> int:
    from caseaudit.cli.schema import template

    return template(output)


@schema_app.command(
    "coverage",
    cls=Command,
    help=t(
        "Hvilke regler kan udtrækket bære, og hvad mangler til resten?",
        "Which rules can the export feed, and what is missing for the rest?",
    ),
)
def schema_coverage(
    data: Data,
    profile: Profile = None,
    rules: RulesDir = [],
    format_: Annotated[str, choice("table", "json")] = "table",
) -> int:
    from caseaudit.cli.schema import coverage

    return coverage(tuple(data), profile, tuple(rules), format_)
