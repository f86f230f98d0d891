"""The commands about manual review: names, options and help; the work is in the modules they call."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseaudit.cli.options import AsOf, Output, RulesDir, RunsDir, t
from caseaudit.cli.usage import Command, new_app
from caseaudit.texts import Text

review_app = new_app(
    Text(
        "Gennemgang af sager: lav måleskemaer, indlæs dem igen, og se enighed og resultat.",
        "Review of cases: make the forms, take them back in, and see agreement and result.",
    )
)

ReviewsDir = Annotated[
    Path | None,
    typer.Option(
        "--reviews", metavar=t("MAPPE", "DIR"), help=t("Hvor gennemgange gemmes.", "Where rounds of review are kept.")
    ),
]
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
        typer.Option(
            "-o",
            "--output",
            metavar=t("MAPPE", "DIR"),
            help=t("Læg også skemaerne her.", "Put the forms here as well."),
        ),
    ] = None,
    reviews: ReviewsDir = None,
    samples: Annotated[
        Path | None,
        typer.Option(
            "--samples", metavar=t("MAPPE", "DIR"), help=t("Hvor stikprøver gemmes.", "Where samples are kept.")
        ),
    ] = None,
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
    partial: Annotated[
        bool,
        typer.Option("--partial", help=t("Tag de svar, der er i orden.", "Take the answers that are clean.")),
    ] = False,
    replace: Annotated[
        bool,
        typer.Option(
            "--replace",
            help=t("Ændrede svar erstatter de tidligere.", "Changed answers take the place of the earlier ones."),
        ),
    ] = False,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help=t("En manglende bemærkning eller årsag er en fejl.", "A missing comment or reason is an error."),
        ),
    ] = False,
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
    format_: Annotated[str, typer.Option("--format", help="table, json")] = "table",
    reviews: ReviewsDir = None,
) -> int:
    from caseaudit.cli.review_import import run_import
    from caseaudit.review.importing_model import Options

    return run_import(files, round_, reviews, Options(strict, partial, replace, reviewer), format_)


@review_app.command(
    "status",
    cls=Command,
    help=t("Se, hvor langt gennemgangen er.", "See how far the round has come."),
)
def review_status(
    round_: RoundArg = "",
    as_of: AsOf = "",
    format_: Annotated[str, typer.Option("--format", help="table, json")] = "table",
    reviews: ReviewsDir = None,
) -> int:
    from caseaudit.cli.review_status import run_status

    return run_status(round_, reviews, as_of, format_)


@review_app.command(
    "compare",
    cls=Command,
    help=t(
        "Se, hvor enige to er, som har læst det samme uden at kende hinandens svar, og hvad der skal gøres ved det.",
        "See how far two agree who read the same without knowing each other's answers, and what to do about it.",
    ),
)
def review_compare(
    readers: Annotated[
        list[str],
        typer.Argument(
            metavar="[A B]", help=t("To læseres koder (ellers alle).", "The codes of two readers (else all).")
        ),
    ] = [],
    round_: RoundId = "",
    cases: Annotated[
        bool,
        typer.Option("--cases", help=t("Vis sagsnumrene på uenighederne.", "Show the case ids of the differences.")),
    ] = False,
    format_: Annotated[str, typer.Option("--format", help="table, json, csv")] = "table",
    reviews: ReviewsDir = None,
) -> int:
    from caseaudit.cli.review_compare import run_compare

    return run_compare(readers, round_, reviews, format_, cases=cases)


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
        typer.Option(
            "-o",
            "--output",
            metavar=t("FIL", "FILE"),
            help=t(
                "Skriv skemaet hertil (ellers i gennemgangens mappe).",
                "Write the form here (else in the round's folder).",
            ),
        ),
    ] = None,
    partial: Annotated[
        bool,
        typer.Option("--partial", help=t("Tag de svar, der er i orden.", "Take the answers that are clean.")),
    ] = False,
    replace: Annotated[
        bool,
        typer.Option(
            "--replace",
            help=t("Ændrede svar erstatter de tidligere.", "Changed answers take the place of the earlier ones."),
        ),
    ] = False,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help=t("En manglende bemærkning eller årsag er en fejl.", "A missing comment or reason is an error."),
        ),
    ] = False,
    reviews: ReviewsDir = None,
) -> int:
    from caseaudit.cli.review_resolve import run_make, run_take
    from caseaudit.review.importing_model import Options

    if take is None:
        return run_make(round_, reviews, output)
    return run_take(take, round_, reviews, Options(strict, partial, replace))


@review_app.command(
    "recheck",
    cls=Command,
    help=t(
        "Se, hvilke svar der bør ses igen, fordi data er ændret, og efterse de arkiverede skemaer.",
        "See which answers should be looked at again as the data have changed, and check the archived forms.",
    ),
)
def review_recheck(
    round_: RoundArg = "",
    run: Annotated[
        str,
        typer.Option(
            "--run",
            metavar=t("KØRSEL", "RUN"),
            help=t(
                "Hold gennemgangen op mod denne kørsel (ellers den seneste).", "Against this run (else the latest)."
            ),
        ),
    ] = "",
    format_: Annotated[str, typer.Option("--format", help="table, json")] = "table",
    reviews: ReviewsDir = None,
    runs: RunsDir = None,
    rules: RulesDir = [],
) -> int:
    from caseaudit.cli.review_status import RecheckOptions, run_recheck

    return run_recheck(RecheckOptions(round_, reviews, run, runs, tuple(rules), format_))


@review_app.command(
    "export",
    cls=Command,
    help=t(
        "Skriv alle svar som en tabel (.csv, .xlsx, .json), uden bemærkninger.",
        "Write all answers as a table (.csv, .xlsx, .json), without comments.",
    ),
)
def review_export(
    round_: RoundArg = "",
    output: Output = "-",
    format_: Annotated[
        str,
        typer.Option(
            "--format", help=t("csv, xlsx, json (ellers efter filnavnet).", "csv, xlsx, json (else by the name).")
        ),
    ] = "",
    with_comments: Annotated[
        bool,
        typer.Option("--with-comments", help=t("Tag bemærkningerne med.", "Take the comments along.")),
    ] = False,
    reviews: ReviewsDir = None,
) -> int:
    from caseaudit.cli.review_status import run_export

    return run_export(round_, reviews, output, format_, comments=with_comments)


@review_app.command(
    "result",
    cls=Command,
    help=t(
        "Se, hvad svarene viser, og hvad de siger om alle sager.",
        "See what the answers show, and what they say of all cases.",
    ),
)
def review_result(
    round_: Annotated[
        str, typer.Argument(metavar=t("[GENNEMGANG]", "[ROUND]"), help=t("Ellers den seneste.", "Else the latest."))
    ] = "",
    format_: Annotated[str, typer.Option("--format", help="table, json")] = "table",
    reviews: ReviewsDir = None,
    samples: Annotated[
        Path | None,
        typer.Option(
            "--samples", metavar=t("MAPPE", "DIR"), help=t("Hvor stikprøver gemmes.", "Where samples are kept.")
        ),
    ] = None,
    runs: RunsDir = None,
    rules: RulesDir = [],
) -> int:
    from caseaudit.cli.review_result import ResultOptions, run_result

    return run_result(ResultOptions(round_, format_, reviews, samples, runs, tuple(rules)))


@review_app.command(
    "self-rating",
    cls=Command,
    help=t(
        "Indlæs kommunens egen vurdering af hvert tema (selvevaluering), eller hent en tom fil til den.",
        "Import the municipality's own rating of each theme, or get an empty file for it.",
    ),
)
def review_self_rating(
    file: Annotated[
        Path | None, typer.Argument(metavar=t("[FIL]", "[FILE]"), help=t("Den udfyldte fil.", "The filled file."))
    ] = None,
    template: Annotated[
        bool,
        typer.Option(
            "--template", help=t("Skriv en tom fil (.xlsx, .csv, .yaml).", "Write an empty file (.xlsx, .csv, .yaml).")
        ),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar=t("FIL", "FILE"),
            help=t("Skriv den tomme fil hertil.", "Write the empty file here."),
        ),
    ] = None,
    replace: Annotated[
        bool,
        typer.Option(
            "--replace", help=t("De nye gælder i stedet for dem, der er.", "The new ones count instead of those there.")
        ),
    ] = False,
    round_: RoundId = "",
    reviews: ReviewsDir = None,
    rules: RulesDir = [],
) -> int:
    from caseaudit.cli.review_rating import run_rating, run_template

    if template:
        return run_template(output, tuple(rules))
    return run_rating(file, round_, reviews, tuple(rules), replace=replace)
