"""All commands. This file holds names, options and help; the work is in the modules it calls, imported when needed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseaudit import __version__
from caseaudit.cli.usage import Command, Group, new_app
from caseaudit.texts import Text


def _t(da: str, en: str) -> str:
    return str(Text(da, en))


app = new_app(
    Text(
        "Blev loven fulgt, på hvilket grundlag, og hvad skal der ske nu? Efterprøver sager om udsatte børn og unge. "
        "Overalt: --lang da|en, --config FIL, -q/--quiet, --no-color.",
        "Was the law followed, on what evidence, and what must be done now? Audits cases of children in vulnerable positions. "
        "Anywhere: --lang da|en, --config FILE, -q/--quiet, --no-color.",
    )
)


def _group(name: str, da: str, en: str) -> typer.Typer:
    sub = new_app(Text(da, en))
    app.add_typer(sub, name=name, cls=Group)
    return sub


Data = Annotated[
    list[Path], typer.Argument(metavar="DATA...", help=_t("Udtræk: fil(er) eller mappe.", "Export: file(s) or folder."))
]
Format = Annotated[
    str,
    typer.Option(
        "--format", help=_t("table, json, jsonl, csv eller markdown.", "table, json, jsonl, csv or markdown.")
    ),
]
Output = Annotated[
    str,
    typer.Option(
        "-o",
        "--output",
        metavar=_t("FIL", "FILE"),
        help=_t("Skriv til en fil; - er skærmen.", "Write to a file; - is the screen."),
    ),
]
AsOf = Annotated[
    str,
    typer.Option(
        "--as-of",
        metavar=_t("DATO", "DATE"),
        help=_t("Opgør pr. denne dag (ellers i dag).", "Judge as of this day (else today)."),
    ),
]
RulesDir = Annotated[
    list[Path],
    typer.Option(
        "--rules",
        metavar=_t("MAPPE", "DIR"),
        help=_t("Egne regler oveni; samme id erstatter vores.", "Own rules on top; the same id replaces ours."),
    ),
]
Profile = Annotated[
    Path | None,
    typer.Option(
        "--profile",
        metavar=_t("FIL", "FILE"),
        help=_t("Mappingprofil, hvis udtrækket ikke genkendes.", "Mapping profile, if the export is not recognised."),
    ),
]
RunsDir = Annotated[
    Path | None,
    typer.Option("--runs", metavar=_t("MAPPE", "DIR"), help=_t("Hvor kørsler gemmes.", "Where runs are kept.")),
]


@app.command("check", cls=Command, help=_t("Efterprøv et udtræk mod loven.", "Check an export against the law."))
def check(
    data: Data,
    as_of: AsOf = "",
    period: Annotated[
        str,
        typer.Option(
            help=_t(
                "Kun enheder i perioden: 2026Q3, 2026-09, 2026H1, 2026 eller fra..til.",
                "Only units in the period: 2026Q3, 2026-09, 2026H1, 2026 or from..to.",
            )
        ),
    ] = "",
    unit: Annotated[
        list[str], typer.Option(help=_t("Kun denne enhed (kan gentages).", "Only this unit (repeatable)."))
    ] = [],
    team: Annotated[
        list[str], typer.Option(help=_t("Kun dette team (kan gentages).", "Only this team (repeatable)."))
    ] = [],
    rule: Annotated[
        list[str], typer.Option(help=_t("Kun denne regel (kan gentages).", "Only this rule (repeatable)."))
    ] = [],
    theme: Annotated[
        list[str], typer.Option(help=_t("Kun dette tema (kan gentages).", "Only this theme (repeatable)."))
    ] = [],
    rules: RulesDir = [],
    profile: Profile = None,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            help=_t(
                "Kode 1 ved fund af mindst denne alvor: kritisk, høj, mellem, lav.",
                "Exit 1 on findings of at least this severity: critical, high, medium, low.",
            ),
        ),
    ] = "low",
    fail_under: Annotated[
        float | None,
        typer.Option(
            "--fail-under",
            help=_t(
                "Kode 1, hvis den samlede procent er under dette tal.", "Exit 1 if the total percentage is below this."
            ),
        ),
    ] = None,
    fail_on_unknown: Annotated[
        float | None,
        typer.Option(
            "--fail-on-unknown",
            help=_t(
                "Kode 1, hvis flere procent end dette ikke kan vurderes.",
                "Exit 1 if more percent than this could not be assessed.",
            ),
        ),
    ] = None,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help=_t("Fund giver kode 0.", "Findings exit with 0."))
    ] = False,
    format_: Format = "table",
    output: Output = "-",
    runs: RunsDir = None,
    save: Annotated[
        bool, typer.Option("--save/--no-save", help=_t("Gem kørslen (normalt).", "Keep the run (default)."))
    ] = True,
) -> int:
    from caseaudit.cli.check import Options, run_check

    return run_check(
        Options(
            data=tuple(data), as_of=as_of, period=period, units=tuple(unit), teams=tuple(team), rules=tuple(rule),
            themes=tuple(theme), rule_dirs=tuple(rules), profile=profile, fail_on=fail_on, fail_under=fail_under,
            fail_on_unknown=fail_on_unknown, exit_zero=exit_zero, format=format_, output=output, runs=runs, save=save,
        )
    )  # fmt: skip


@app.command(
    "explain",
    cls=Command,
    help=_t(
        "Forklar en sag: datoer, regnestykke, lov, kilderække, hvad der skal rettes.",
        "Explain a case: dates, arithmetic, law, source row, what to put right.",
    ),
)
def explain(
    case: Annotated[str, typer.Argument(metavar=_t("SAG", "CASE"), help=_t("Sagsnummer.", "Case id."))],
    rule: Annotated[
        str,
        typer.Argument(
            metavar=_t("[REGEL]", "[RULE]"),
            help=_t(
                "Kun denne regel, eller række i lovkataloget (fx P3).",
                "Only this rule, or row of the law catalogue (such as P3).",
            ),
        ),
    ] = "",
    data: Annotated[
        list[Path],
        typer.Option(
            "--data",
            help=_t("Læs dette udtræk i stedet for den seneste kørsel.", "Read this export instead of the latest run."),
        ),
    ] = [],
    run: Annotated[str, typer.Option("--run", help=_t("En bestemt kørsel.", "A certain run."))] = "",
    as_of: AsOf = "",
    rules: RulesDir = [],
    profile: Profile = None,
    runs: RunsDir = None,
) -> int:
    from caseaudit.cli.explain import run_explain

    return run_explain(case, rule, tuple(data), run, as_of, tuple(rules), profile, runs)


@app.command(
    "demo",
    cls=Command,
    help=_t(
        "Lav et syntetisk udtræk med kendte fejl, og efterprøv det.",
        "Make a synthetic export with known faults, and check it.",
    ),
)
def demo(
    folder: Annotated[Path, typer.Argument(metavar=_t("[MAPPE]", "[DIR]"))] = Path("demo"),
    cases: Annotated[int, typer.Option(min=1, max=1_000_000, help=_t("Antal sager.", "Number of cases."))] = 400,
    seed: Annotated[
        int, typer.Option(help=_t("Samme tal giver samme udtræk.", "The same number gives the same export."))
    ] = 42,
    as_of: AsOf = "2026-10-15",
    rate: Annotated[
        list[str],
        typer.Option(
            "--rate",
            metavar="C1=0.35",
            help=_t(
                "Andel fejl for en række i lovkataloget (kan gentages).",
                "Share of breaches for a row of the law catalogue (repeatable).",
            ),
        ),
    ] = [],
    run_check: Annotated[
        bool,
        typer.Option("--check/--no-check", help=_t("Efterprøv bagefter (normalt).", "Check afterwards (default).")),
    ] = True,
) -> int:
    from caseaudit.cli.demo import run_demo

    return run_demo(folder, cases, seed, as_of, rate, check_it=run_check)


rules_app = _group("rules", "Reglerne: vis, prøv og kontroller dem.", "The rules: show, test and lint them.")


@rules_app.command("list", cls=Command, help=_t("Vis alle regler.", "List all rules."))
def rules_list(
    theme: Annotated[str, typer.Option(help=_t("Kun dette tema.", "Only this theme."))] = "",
    rules: RulesDir = [],
    format_: Annotated[str, typer.Option("--format", help="table, json")] = "table",
) -> int:
    from caseaudit.cli.rules import list_rules

    return list_rules(tuple(rules), theme, format_)


@rules_app.command(
    "show",
    cls=Command,
    help=_t(
        "Vis en regel: lov, versioner, sikkerhed, begrænsninger, eksempler.",
        "Show a rule: law, versions, confidence, limits, examples.",
    ),
)
def rules_show(
    rule: Annotated[str, typer.Argument(metavar=_t("REGEL", "RULE"))],
    rules: RulesDir = [],
) -> int:
    from caseaudit.cli.rules import show_rule

    return show_rule(rule, tuple(rules))


@rules_app.command("test", cls=Command, help=_t("Kør reglernes eksempelsager.", "Run the rules' example cases."))
def rules_test(
    rule: Annotated[str, typer.Argument(metavar=_t("[REGEL]", "[RULE]"))] = "",
    rules: RulesDir = [],
) -> int:
    from caseaudit.cli.rules import run_cases

    return run_cases(rule, tuple(rules))


@rules_app.command(
    "lint",
    cls=Command,
    help=_t("Kontroller regelfiler; alle fejl med linjenummer.", "Check rule files; every fault with its line."),
)
def rules_lint(
    files: Annotated[list[Path], typer.Argument(metavar=_t("[MAPPE ELLER FIL]...", "[DIR OR FILE]..."))] = [],
) -> int:
    from caseaudit.cli.rules import lint

    return lint(tuple(files))


mapping_app = _group("mapping", "Hvordan et udtræks kolonner forstås.", "How the columns of an export are understood.")


@mapping_app.command(
    "suggest",
    cls=Command,
    help=_t(
        "Foreslå en profil til et udtræk, der ikke genkendes.",
        "Suggest a profile for an export that is not recognised.",
    ),
)
def mapping_suggest(
    file: Annotated[Path, typer.Argument(metavar=_t("FIL", "FILE"))],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help=_t("Skriv profilen hertil.", "Write the profile here."))
    ] = None,
) -> int:
    from caseaudit.cli.mapping import suggest

    return suggest(file, output)


@mapping_app.command(
    "check",
    cls=Command,
    help=_t("Kontroller en profil, eventuelt mod et udtræk.", "Check a profile, optionally against an export."),
)
def mapping_check(
    profile: Annotated[Path, typer.Argument(metavar=_t("PROFIL", "PROFILE"))],
    data: Annotated[Path | None, typer.Argument(metavar=_t("[DATA]", "[DATA]"))] = None,
) -> int:
    from caseaudit.cli.mapping import check_mapping

    return check_mapping(profile, data)


schema_app = _group("schema", "De to tabeller, som alt bygger på.", "The two tables that everything rests on.")


@schema_app.command(
    "show",
    cls=Command,
    help=_t("Vis tabellernes kolonner og hændelsestyper.", "Show the tables' columns and event types."),
)
def schema_show(
    table: Annotated[str, typer.Argument(metavar="[cases|events|types]")] = "",
) -> int:
    from caseaudit.cli.schema import show

    return show(table)


@schema_app.command("template", cls=Command, help=_t("Skriv en tom Excel-skabelon.", "Write an empty Excel template."))
def schema_template(
    output: Annotated[Path, typer.Option("-o", "--output", metavar=_t("FIL", "FILE"))] = Path("skabelon.xlsx"),
) -> int:
    from caseaudit.cli.schema import template

    return template(output)


@schema_app.command(
    "coverage",
    cls=Command,
    help=_t(
        "Hvilke regler kan udtrækket bære, og hvad mangler til resten?",
        "Which rules can the export feed, and what is missing for the rest?",
    ),
)
def schema_coverage(
    data: Data,
    profile: Profile = None,
    rules: RulesDir = [],
    format_: Annotated[str, typer.Option("--format", help="table, json")] = "table",
) -> int:
    from caseaudit.cli.schema import coverage

    return coverage(tuple(data), profile, tuple(rules), format_)


@app.command("version", cls=Command, help=_t("Vis versionen.", "Show the version."))
def version() -> int:
    print(f"caseaudit {__version__}")
    return 0
