"""The commands about work lists: names, options and help; the work is in the modules they call."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseaudit.cli.options import RulesDir, RunOption, RunsDir, choice, t, written_to
from caseaudit.cli.usage import Command, Group
from caseaudit.texts import Text

worklist_app = typer.Typer(
    cls=Group,
    help=str(
        Text(
            "Arbejdslister: hvad mangler, hvad har snart frist, hvad er nyt. Status og bemærkninger følger med fra sidste liste.",
            "Work lists: what is missing, what is due soon, what is new. Status and comments go along from the last list.",
        )
    ),
    rich_markup_mode=None,
    add_completion=False,
    invoke_without_command=True,
)

By = Annotated[
    str,
    typer.Option(
        "--by", metavar="unit|team|caseworker", help=t("Én fil for hver af disse.", "One file for each of these.")
    ),
]
Folder = Annotated[
    Path | None,
    written_to(t("Skriv filerne hertil.", "Write the files here."), folder=True),
]


@worklist_app.callback(invoke_without_command=True)
def worklist(
    ctx: typer.Context,
    run: RunOption = "",
    by: By = "unit",
    due_within: Annotated[
        str,
        typer.Option(
            "--due-within", metavar="14d", help=t("Frister så mange dage frem.", "Limits so many days ahead.")
        ),
    ] = "14d",
    overdue: Annotated[
        bool, typer.Option("--overdue", help=t("Kun det, der er over fristen.", "Only what is overdue."))
    ] = False,
    new: Annotated[
        bool, typer.Option("--new", help=t("Kun det, der er nyt siden sidst.", "Only what is new since last."))
    ] = False,
    formats: Annotated[
        str,
        typer.Option("--format", metavar="xlsx,html,ics", help=t("Et eller flere formater.", "One format or more.")),
    ] = "xlsx",
    carry: Annotated[
        list[Path],
        typer.Option(
            "--carry",
            metavar=t("FIL|MAPPE", "FILE|DIR"),
            help=t(
                "Læs også det skrevne her, ud over sidste listes mappe (kan gentages).",
                "Also read what was written here, beside the folder of the last list (repeatable).",
            ),
        ),
    ] = [],
    output: Folder = None,
    cases: Annotated[
        bool,
        typer.Option(
            "--cases",
            help=t(
                "Sagsnumre i kalenderens beskrivelser (personoplysninger).", "Case ids in the calendar (personal data)."
            ),
        ),
    ] = False,
    rules: RulesDir = [],
    runs: RunsDir = None,
) -> int:
    if ctx.invoked_subcommand:
        return 0
    from caseaudit.cli.worklist import Options, run_worklist

    return run_worklist(
        Options(run, by, due_within, overdue, new, formats, tuple(carry), output, cases, tuple(rules), runs)
    )


@worklist_app.command(
    "agenda",
    cls=Command,
    help=t(
        "Dagsorden til sagsgennemgang: sagerne efter alvor, hvad der mangler, næste frist, seneste opfølgning.",
        "Agenda for the review of cases: by gravity, what is missing, the next limit, the last follow-up.",
    ),
)
def agenda(
    run: RunOption = "",
    by: By = "caseworker",
    formats: Annotated[str, typer.Option("--format", metavar="xlsx,html")] = "xlsx,html",
    output: Folder = None,
    rules: RulesDir = [],
    runs: RunsDir = None,
) -> int:
    from caseaudit.cli.worklist_meeting import run_agenda

    return run_agenda(run, by, formats, output, tuple(rules), runs)


@worklist_app.command(
    "notes",
    cls=Command,
    help=t(
        "Et kort notat pr. sag til fagsystemet: fund, lov, frist og hvad der er aftalt.",
        "A short note per case for the case system: findings, law, limit and what was agreed.",
    ),
)
def notes(
    run: RunOption = "",
    format_: Annotated[str, choice("txt", "docx")] = "txt",
    case: Annotated[
        list[str], typer.Option("--case", help=t("Kun denne sag (kan gentages).", "Only this case (repeatable)."))
    ] = [],
    every: Annotated[
        bool,
        typer.Option(
            "--all",
            help=t(
                "Alle sager på listen, også dem, der ikke er skrevet noget om.",
                "All cases of the list, also those nothing was written about.",
            ),
        ),
    ] = False,
    one: Annotated[bool, typer.Option("--one", help=t("Alle notater i én fil.", "All notes in one file."))] = False,
    output: Folder = None,
    rules: RulesDir = [],
    runs: RunsDir = None,
) -> int:
    from caseaudit.cli.worklist_meeting import run_notes

    return run_notes(run, format_, tuple(case), output, tuple(rules), runs, every=every, one=one)
