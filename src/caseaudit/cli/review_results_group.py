"""What a review shows, as commands: how far it is, how far readers agree, what the answers say of all cases."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseaudit.cli.options import (
    AsOf,
    Output,
    ReviewsDir,
    RulesDir,
    RunsDir,
    SamplesDir,
    choice,
    t,
    written_to,
)
from caseaudit.cli.review_forms_group import RoundArg, RoundId, review_app
from caseaudit.cli.usage import Command

__all__ = ["review_app"]  # the whole group, with the commands about forms


@review_app.command(
    "status",
    cls=Command,
    help=t("Se, hvor langt gennemgangen er.", "See how far the round has come."),
)
def review_status(
    round_: RoundArg = "",
    as_of: AsOf = "",
    format_: Annotated[str, choice("table", "json")] = "table",
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
    format_: Annotated[str, choice("table", "json", "csv")] = "table",
    reviews: ReviewsDir = None,
) -> int:
    from caseaudit.cli.review_compare import run_compare

    return run_compare(readers, round_, reviews, format_, cases=cases)


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
    format_: Annotated[str, choice("table", "json")] = "table",
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
    round_: RoundArg = "",
    format_: Annotated[str, choice("table", "json")] = "table",
    reviews: ReviewsDir = None,
    samples: SamplesDir = None,
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
        written_to(t("Skriv den tomme fil hertil.", "Write the empty file here.")),
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
