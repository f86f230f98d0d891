"""The commands about agreed actions: names, options and help; the work is in the modules they call."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseaudit.cli.options import AsOf, Output, RulesDir, RunsDir, choice, t
from caseaudit.cli.usage import Command, new_app
from caseaudit.texts import Text

actions_app = new_app(
    Text(
        "Aftalte handlinger: et register, som folk retter i Excel, og status med tal fra kørslerne.",
        "Agreed actions: a register that people edit in Excel, and their status with numbers from the runs.",
    )
)


@actions_app.command(
    "create", cls=Command, help=t("Opret registret ud fra rapportens anbefalinger.", "Make the register.")
)
def create(
    texts: Annotated[
        Path | None,
        typer.Option("--texts", metavar=t("FIL", "FILE"), help=t("Rapportens tekster.", "The texts of the report.")),
    ] = None,
    update: Annotated[
        bool,
        typer.Option(
            "--update",
            help=t(
                "Tilføj det, der mangler; behold alt, og gem en kopi.", "Add what is missing; keep all, and a copy."
            ),
        ),
    ] = False,
    drafts: Annotated[bool, typer.Option("--drafts", help=t("Tag udkast med.", "Include drafts."))] = False,
    empty: Annotated[bool, typer.Option("--empty", help=t("Uden anbefalinger.", "Without recommendations."))] = False,
    rules: RulesDir = [],
    runs: RunsDir = None,
) -> int:
    from caseaudit.cli.actions import CreateOptions, run_create

    return run_create(CreateOptions(texts, update, drafts, empty, tuple(rules), runs))


@actions_app.command("add", cls=Command, help=t("Tilføj en handling.", "Add an action."))
def add(
    activity: Annotated[
        str, typer.Argument(metavar=t("HANDLING", "ACTION"), help=t("Hvad der skal gøres.", "What is to be done."))
    ],
    goal: Annotated[str, typer.Option(help=t("Målet.", "The goal."))] = "",
    ref: Annotated[str, typer.Option(help=t("Anbefaling eller fund.", "Recommendation or finding."))] = "",
    responsible: Annotated[str, typer.Option(help=t("Ansvarlig.", "Responsible."))] = "",
    deadline: Annotated[str, typer.Option(metavar=t("DATO", "DATE"), help=t("Deadline.", "Deadline."))] = "",
    indicator: Annotated[
        str,
        typer.Option(
            metavar='"ID >= 90"', help=t("Regel eller nøgletal, og målet.", "Rule or key figure, and the target.")
        ),
    ] = "",
    note: Annotated[str, typer.Option(help=t("Bemærkning.", "Note."))] = "",
    rules: RulesDir = [],
    runs: RunsDir = None,
) -> int:
    from caseaudit.cli.actions import AddOptions, run_add

    return run_add(AddOptions(activity, goal, ref, responsible, deadline, indicator, note, tuple(rules), runs))


@actions_app.command(
    "check", cls=Command, help=t("Læs registret, og nævn hver fejl ved sit felt.", "Read it, and name every fault.")
)
def check(rules: RulesDir = []) -> int:
    from caseaudit.cli.actions import run_check

    return run_check(tuple(rules))


@actions_app.command(
    "status",
    cls=Command,
    help=t("Mål, handling, indikator, status og deadline.", "Goal, action, indicator, status and deadline."),
)
def status(
    run: Annotated[str, typer.Option("--run", help=t("En bestemt kørsel.", "A certain run."))] = "",
    as_of: AsOf = "",
    format_: Annotated[
        str,
        choice("table", "xlsx", "html", "docx", "markdown", "json"),
    ] = "table",
    output: Output = "-",
    rules: RulesDir = [],
    runs: RunsDir = None,
) -> int:
    from caseaudit.cli.actions import StatusOptions, run_status

    return run_status(StatusOptions(run, as_of, format_, output, tuple(rules), runs))
