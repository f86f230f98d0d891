"""Options that several commands share, with their help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from caseaudit.texts import Text


def t(da: str, en: str) -> str:
    """Help in the language of this command line."""
    return str(Text(da, en))


def choice(*formats: str, default: str = "") -> Any:
    """Return `--format` for a command that can write these; `default` says in words what is chosen without it."""
    return typer.Option("--format", metavar="|".join(formats), help=default or t("Formatet.", "The format."))


def written_to(help_: str, *, folder: bool = False) -> Any:
    """Return `-o` for a command that writes a file of its own (or a folder of files)."""
    return typer.Option("-o", "--output", metavar=t("MAPPE", "DIR") if folder else t("FIL", "FILE"), help=help_)


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
SamplesDir = Annotated[
    Path | None,
    typer.Option("--samples", metavar=t("MAPPE", "DIR"), help=t("Hvor stikprøver gemmes.", "Where samples are kept.")),
]
ReviewsDir = Annotated[
    Path | None,
    typer.Option(
        "--reviews", metavar=t("MAPPE", "DIR"), help=t("Hvor gennemgange gemmes.", "Where rounds of review are kept.")
    ),
]
RunOption = Annotated[
    str,
    typer.Option(
        "--run", metavar="ID", help=t("En bestemt kørsel (ellers den seneste).", "A certain run (else the latest).")
    ),
]
OnlyUnits = Annotated[
    list[str], typer.Option("--unit", help=t("Kun denne enhed (kan gentages).", "Only this unit (repeatable)."))
]
OnlyTeams = Annotated[
    list[str], typer.Option("--team", help=t("Kun dette team (kan gentages).", "Only this team (repeatable)."))
]
OnlyRules = Annotated[
    list[str], typer.Option("--rule", help=t("Kun denne regel (kan gentages).", "Only this rule (repeatable)."))
]
OnlyThemes = Annotated[
    list[str], typer.Option("--theme", help=t("Kun dette tema (kan gentages).", "Only this theme (repeatable)."))
]
Outputs = Annotated[
    bool,
    typer.Option(
        "--outputs",
        help=t(
            "Slet også de filer, kørslerne er skrevet til andre steder, hvis de er uændret.",
            "Remove also the files written from the runs elsewhere, if they are unchanged.",
        ),
    ),
]
ChangedToo = Annotated[
    bool,
    typer.Option(
        "--changed-too",
        help=t("Slet også det, nogen kan have skrevet i.", "Remove also what somebody may have written in."),
    ),
]
