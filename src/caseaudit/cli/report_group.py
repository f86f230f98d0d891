"""The commands about reports: names, options and help; the work is in the modules they call."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseaudit.cli.options import RulesDir, RunOption, RunsDir, choice, t, written_to
from caseaudit.cli.usage import Command, new_app
from caseaudit.texts import Text

report_app = new_app(
    Text(
        "Rapporten om en kørsel: foreslå tekster, byg den, og efterse tallene i en redigeret udgave.",
        "The report of a run: draft its texts, build it, and check the numbers in an edited copy.",
    )
)

Audience = Annotated[
    str,
    typer.Option(
        "--audience",
        metavar="team|management|committee",
        help=t(
            "Hvem den er til: team (med sagsnumre), management (ledelsen) eller committee (udvalget: kun samlede tal, små tal skjult).",
            "Who it is for: team (with case ids), management or committee (aggregates only, small counts hidden).",
        ),
    ),
]
TextsFile = Annotated[
    Path | None,
    typer.Option(
        "--texts",
        metavar=t("FIL", "FILE"),
        help=t(
            "Tekstfilen (ellers tekster.toml, hvis den findes).", "The file of texts (else tekster.toml, if there)."
        ),
    ),
]
Previous = Annotated[
    str,
    typer.Option(
        "--previous",
        metavar=t("KØRSEL", "RUN"),
        help=t("Sammenlign med denne tidligere kørsel.", "Compare with this earlier run."),
    ),
]
Review = Annotated[
    str,
    typer.Option(
        "--review",
        metavar=t("GENNEMGANG|latest", "ROUND|latest"),
        help=t(
            "Gennemgangen, der fortælles om (ellers kørslens seneste, hvis den har svar).",
            "The round of review that is told of (else the run's latest, if it has answers).",
        ),
    ),
]
NoReview = Annotated[
    bool, typer.Option("--no-review", help=t("Udelad gennemgangen af sager.", "Leave the review of cases out."))
]


@report_app.command(
    "draft",
    cls=Command,
    help=t(
        "Foreslå styrker, udfordringer og anbefalinger i en tekstfil, som I retter og godkender. "
        "Findes filen, beholdes alt, hvad I har skrevet.",
        "Draft strengths, challenges and recommendations in a file of texts that you edit and approve. "
        "If the file is there, all that you wrote is kept.",
    ),
)
def report_draft(
    run: RunOption = "",
    output: Annotated[
        Path,
        written_to(t("Tekstfilen.", "The file of texts.")),
    ] = Path("tekster.toml"),
    audience: Audience = "management",
    rules: RulesDir = [],
    runs: RunsDir = None,
) -> int:
    from caseaudit.cli.report import run_draft
    from caseaudit.cli.report_made import BuildOptions

    return run_draft(output, BuildOptions(run=run, audience=audience, rule_dirs=tuple(rules), runs=runs))


@report_app.command("build", cls=Command, help=t("Byg rapporten.", "Build the report."))
def report_build(
    run: RunOption = "",
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="html,pdf,docx,xlsx,md",
            help=t("Et eller flere formater, adskilt af komma.", "One or more formats, separated by commas."),
        ),
    ] = "html",
    audience: Audience = "management",
    texts: TextsFile = None,
    output: Annotated[
        Path | None,
        written_to(
            t("Hvor rapporten lægges (ellers i kørslens mappe reports).", "Where it is put (else reports of the run)."),
            folder=True,
        ),
    ] = None,
    templates: Annotated[
        Path | None,
        typer.Option(
            metavar=t("MAPPE", "DIR"),
            help=t(
                "Egne skabeloner; en fil med samme navn erstatter vores.",
                "Own templates; a file of the same name replaces ours.",
            ),
        ),
    ] = None,
    previous: Previous = "",
    review: Review = "",
    no_review: NoReview = False,
    min_cell: Annotated[
        int | None,
        typer.Option(
            "--min-cell",
            min=2,
            max=100,
            help=t(
                "Til udvalget skjules tal under dette (ellers 5, eller som i opsætningen).",
                "For the committee, counts below this are hidden (else 5, or as configured).",
            ),
        ),
    ] = None,
    rules: RulesDir = [],
    runs: RunsDir = None,
) -> int:
    from caseaudit.cli.report import run_build
    from caseaudit.cli.report_made import BuildOptions

    return run_build(
        BuildOptions(
            run=run, formats=format_, audience=audience, texts=texts, output=output, templates=templates,
            previous=previous, min_cell=min_cell, rule_dirs=tuple(rules), runs=runs,
            review=review, no_review=no_review,
        )
    )  # fmt: skip


@report_app.command(
    "verify",
    cls=Command,
    help=t(
        "Efterse tallene i en redigeret rapport (.docx eller .html) mod kørslen.",
        "Check the numbers in an edited report (.docx or .html) against the run.",
    ),
)
def report_verify(
    file: Annotated[Path, typer.Argument(metavar=t("FIL", "FILE"), help=t("Rapporten.", "The report."))],
    run: RunOption = "",
    audience: Audience = "",
    texts: TextsFile = None,
    previous: Previous = "",
    review: Review = "",
    no_review: NoReview = False,
    min_cell: Annotated[
        int | None,
        typer.Option("--min-cell", min=2, max=100, help=t("Som da rapporten blev bygget.", "As when it was built.")),
    ] = None,
    rules: RulesDir = [],
    runs: RunsDir = None,
) -> int:
    from caseaudit.cli.report import run_verify
    from caseaudit.cli.report_made import BuildOptions

    return run_verify(
        file,
        BuildOptions(
            run=run, audience=audience, texts=texts, previous=previous, min_cell=min_cell, rule_dirs=tuple(rules), runs=runs,
            review=review, no_review=no_review,
        ),
    )  # fmt: skip


@report_app.command(
    "check-template",
    cls=Command,
    help=t(
        "Efterse en Word-skabelon: felter, der ikke findes, felter, den ikke bruger, og typografier, der mangler.",
        "Check a Word template: fields that do not exist, fields it does not use, and styles that are missing.",
    ),
)
def report_check_template(
    file: Annotated[Path, typer.Argument(metavar=t("FIL", "FILE"), help=t("Skabelonen.", "The template."))],
    new: Annotated[
        bool,
        typer.Option(
            "--new",
            help=t(
                "Læg en kopi af vores skabelon dér, til at rette i Word.", "Put a copy of ours there, to edit in Word."
            ),
        ),
    ] = False,
) -> int:
    from caseaudit.cli.report_template import check_template, new_template

    return new_template(file) if new else check_template(file)


@report_app.command(
    "case",
    cls=Command,
    help=t(
        "Skriv oversigtsskemaet: hvert skridt, loven kræver i en sag, med dato, frist, status og lov. "
        "Med --team eller --unit kommer alle sagerne i én fil.",
        "Write the case sheet: each step that the law demands in a case, with date, deadline, state and law. "
        "With --team or --unit all their cases come in one file.",
    ),
)
def report_case(
    case: Annotated[
        str, typer.Argument(metavar=t("[SAG]", "[CASE]"), show_default=False, help=t("Sagsnummeret.", "The case id."))
    ] = "",
    team: Annotated[
        str, typer.Option("--team", metavar="TEAM", help=t("Alle sager i teamet.", "All cases of the team."))
    ] = "",
    unit: Annotated[
        str,
        typer.Option("--unit", metavar=t("ENHED", "UNIT"), help=t("Alle sager i enheden.", "All cases of the unit.")),
    ] = "",
    run: RunOption = "",
    format_: Annotated[
        str,
        choice(
            "html",
            "xlsx",
            "md",
            default=t(
                "Formatet (ellers efter filnavnet, ellers html).", "The format (else by the file name, else html)."
            ),
        ),
    ] = "",
    output: Annotated[
        Path | None,
        written_to(t("Filen (ellers i kørslens mappe reports).", "The file (else in the folder reports of the run).")),
    ] = None,
    templates: Annotated[
        Path | None,
        typer.Option(
            metavar=t("MAPPE", "DIR"),
            help=t("Egne skabeloner: case.html.j2 og case.css.", "Own templates: case.html.j2 and case.css."),
        ),
    ] = None,
    rules: RulesDir = [],
    runs: RunsDir = None,
) -> int:
    from caseaudit.cli.report_case import CaseOptions, run_case

    return run_case(
        CaseOptions(
            case=case, team=team, unit=unit, run=run, format=format_, output=output, templates=templates,
            rule_dirs=tuple(rules), runs=runs,
        )
    )  # fmt: skip
