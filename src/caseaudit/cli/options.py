"""Options that several commands share, with their help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseaudit.texts import Text


def t(da: str, en: str) -> str:
    """Help in the language of this command line."""
    return str(Text(da, en))


Data = Annotated[
    list[Path], typer.Argument(metavar="DATA...", help=t("Udtræk: fil(er) eller mappe.", "Export: file(s) or folder."))
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        help=t(
            "table, json, jsonl, csv, markdown, eller til en byggeserver: junit, gitlab, github, sarif.",
            "table, json, jsonl, csv, markdown, or for a build server: junit, gitlab, github, sarif.",
        ),
    ),
]
Output = Annotated[
    str,
    typer.Option(
        "-o",
        "--output",
        metavar=t("FIL", "FILE"),
        help=t("Skriv til en fil; - er skærmen.", "Write to a file; - is the screen."),
    ),
]
AsOf = Annotated[
    str,
    typer.Option(
        "--as-of",
        metavar=t("DATO", "DATE"),
        help=t("Opgør pr. denne dag (ellers i dag).", "Judge as of this day (else today)."),
    ),
]
RulesDir = Annotated[
    list[Path],
    typer.Option(
        "--rules",
        metavar=t("MAPPE", "DIR"),
        help=t("Egne regler oveni; samme id erstatter vores.", "Own rules on top; the same id replaces ours."),
    ),
]
Profile = Annotated[
    Path | None,
    typer.Option(
        "--profile",
        metavar=t("FIL", "FILE"),
        help=t("Mappingprofil, hvis udtrækket ikke genkendes.", "Mapping profile, if the export is not recognised."),
    ),
]
RunsDir = Annotated[
    Path | None,
    typer.Option("--runs", metavar=t("MAPPE", "DIR"), help=t("Hvor kørsler gemmes.", "Where runs are kept.")),
]
