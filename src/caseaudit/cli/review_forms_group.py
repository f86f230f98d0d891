"""Review forms, as commands: names, options and help; the work is in the modules they call."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseaudit.cli.options import ReviewsDir, RulesDir, RunsDir, SamplesDir, choice, t, written_to
from caseaudit.cli.usage import Command, new_app
from caseaudit.texts import Text

review_app = new_app(
    Text(
        "Gennemgang af sager: lav måleskemaer, indlæs dem igen, og se enighed og resultat.",
        "Review of cases: make the forms, take them back in, and see agreement and result.",
    )
)

RoundId = Annotated[
    str,
    typer.Option(
        "--round",
        metavar="ID",
        help=t("En bestemt gennemgang (ellers den seneste).", "A certain round (else the latest)."),
    ),
]


RoundArg = Annotated[
    str,
    typer.Argument(
        metavar=t("[GENNEMGANG]", "[ROUND]"),
        show_default=False,
        help=t("En bestemt gennemgang (ellers den seneste).", "A certain round (else the latest)."),
    ),
]
Partial = Annotated[
    bool, typer.Option("--partial", help=t("Tag de svar, der er i orden.", "Take the answers that are clean."))
]
Replace = Annotated[
    bool,
    typer.Option(
        "--replace",
        help=t("Ændrede svar erstatter de tidligere.", "Changed answers take the place of the earlier ones."),
    ),
]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict",
        help=t("En manglende bemærkning eller årsag er en fejl.", "A missing comment or reason is an error."),
    ),
]


@review_app.command(
    "create",
    cls=Command,
    help=t(
        "Lav måleskemaer i Excel til en stikprøve: ét til hver læser, med de kontrolpunkter, der gælder for hver sag.",
        "Make review forms in Excel for a sample: one for each reader, with the control points that apply to each case.",
    ),
)
def review_create(
    sample: Annotated[
        str, typer.Argument(metavar=t("[STIKPRØVE]", "[SAMPLE]"), help=t("Ellers den seneste.", "Else the latest."))
    ] = "",
    reviewers: Annotated[
        list[str],
        typer.Option(
            "--reviewers",
            metavar="AB,CD",
            help=t(
                "Læsernes initialer, evt. med enhed: AB:Distrikt Syd,CD:Distrikt Nord.",
                "The readers' initials, perhaps with their unit: AB:District South,CD:District North.",
            ),
        ),
    ] = [],
    overlap: Annotated[
        str,
        typer.Option(
            metavar="PCT", help=t("Andel af sagerne, som to læser (fx 20%).", "Share of cases that two read (say 20%).")
        ),
    ] = "0",
    calibration: Annotated[
        int,
        typer.Option(
            min=0, metavar=t("ANTAL", "NUMBER"), help=t("Sager, som alle læser først.", "Cases that all read first.")
        ),
    ] = 0,
    cross_unit: Annotated[
        bool,
        typer.Option("--cross-unit", help=t("Ingen læser egen enheds sager.", "Nobody reads their own unit's cases.")),
    ] = False,
    set_: Annotated[
        list[str],
        typer.Option(
            "--set",
            metavar=t("SÆT", "SET"),
            help=t(
                "Sæt af punkter: core, task-force, child, notifications, plan, placement, youth, decision, all.",
                "Set of points: core, task-force, child, notifications, plan, placement, youth, decision, all.",
            ),
        ),
    ] = [],
    points: Annotated[
        list[str],
        typer.Option(
            "--points", metavar="A,B", help=t("Bestemte regler og spørgsmål.", "Certain rules and questions.")
        ),
    ] = [],
    theme: Annotated[
        list[str], typer.Option("--theme", metavar="TEMA", help=t("Alle punkter i temaet.", "All points of the theme."))
    ] = [],
    law_row: Annotated[
        list[str],
        typer.Option(
            "--law-row", metavar="C1", help=t("Alle punkter om lovrækken.", "All points about the row of the law.")
        ),
    ] = [],
    about: Annotated[
        str,
        typer.Option(
            metavar="latest|all|first",
            help=t(
                "Hvilken afgørelse, plan osv. i sagen der spørges om.",
                "Which decision, plan and so on of the case is asked about.",
            ),
        ),
    ] = "latest",
    layout: Annotated[
        str,
        typer.Option(metavar="case|list", help=t("Et ark pr. sag, eller én liste.", "A sheet per case, or one list.")),
    ] = "case",
    prefill: Annotated[
        str,
        typer.Option(
            metavar="facts|none",
            help=t("Vis datoer fra udtrækket, eller intet.", "Show dates of the export, or nothing."),
        ),
    ] = "facts",
    blind: Annotated[
        bool,
        typer.Option(
            "--blind/--no-blind",
            help=t("Ingen får at vide, hvad to læser (normalt).", "Nobody is told what two read (default)."),
        ),
    ] = True,
    due: Annotated[
        str, typer.Option(metavar=t("DATO", "DATE"), help=t("Hvornår de skal afleveres.", "When they are due."))
    ] = "",
    output: Annotated[
        Path | None,
        written_to(t("Læg også skemaerne her.", "Put the forms here as well."), folder=True),
    ] = None,
    reviews: ReviewsDir = None,
    samples: SamplesDir = None,
    rules: RulesDir = [],
    runs: RunsDir = None,
) -> int:
    from caseaudit.cli.review_create import CreateOptions, run_create

    return run_create(
        CreateOptions(
            sample=sample, reviewers=tuple(reviewers), overlap=overlap, calibration=calibration, cross_unit=cross_unit,
            sets=tuple(set_), points=tuple(points), themes=tuple(theme), law_rows=tuple(law_row), about=about,
            layout=layout, prefill=prefill, blind=blind, due=due, output=output, reviews=reviews, samples=samples,
            rule_dirs=tuple(rules), runs=runs,
        )
    )  # fmt: skip


@review_app.command(
    "import",
    cls=Command,
    help=t(
        "Indlæs udfyldte måleskemaer. Alle fejl nævnes med ark og celle; intet indlæses, før alt er i orden.",
        "Import filled forms. Every fault is named by sheet and cell; nothing is taken in until all is clean.",
    ),
)
def review_import(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar=t("FIL...", "FILE..."),
            help=t("De udfyldte skemaer, eller mappen med dem.", "The filled forms, or the folder of them."),
        ),
    ],
    partial: Partial = False,
    replace: Replace = False,
    strict: Strict = False,
    reviewer: Annotated[
        str,
        typer.Option(
            "--reviewer",
            metavar=t("KODE", "CODE"),
            help=t(
                "Hvem skemaet er fra, hvis det ikke selv siger det.",
                "Who the form is from, if it does not say so itself.",
            ),
        ),
    ] = "",
    round_: RoundId = "",
    format_: Annotated[str, choice("table", "json")] = "table",
    reviews: ReviewsDir = None,
) -> int:
    from caseaudit.cli.review_import import run_import
    from caseaudit.review.importing_model import Options

    return run_import(files, round_, reviews, Options(strict, partial, replace, reviewer), format_)


@review_app.command(
    "resolve",
    cls=Command,
    help=t(
        "Lav et skema med kun uenighederne, eller indlæs det udfyldt (--import).",
        "Make a form of only the disagreements, or take it back in (--import).",
    ),
)
def review_resolve(
    round_: RoundArg = "",
    take: Annotated[
        Path | None,
        typer.Option(
            "--import", metavar=t("FIL", "FILE"), help=t("Det udfyldte afklaringsskema.", "The filled resolution form.")
        ),
    ] = None,
    output: Annotated[
        Path | None,
        written_to(
            t(
                "Skriv skemaet hertil (ellers i gennemgangens mappe).",
                "Write the form here (else in the round's folder).",
            )
        ),
    ] = None,
    partial: Partial = False,
    replace: Replace = False,
    strict: Strict = False,
    reviews: ReviewsDir = None,
) -> int:
    from caseaudit.cli.review_resolve import run_make, run_take
    from caseaudit.review.importing_model import Options

    if take is None:
        return run_make(round_, reviews, output)
    return run_take(take, round_, reviews, Options(strict, partial, replace))
