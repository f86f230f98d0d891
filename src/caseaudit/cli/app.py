"""The commands. This file holds names, options and help; the work is in the modules it calls, imported when needed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseaudit import __version__
from caseaudit.cli.actions_group import actions_app
from caseaudit.cli.baseline_group import baseline_app
from caseaudit.cli.groups import mapping_app, schema_app
from caseaudit.cli.history_group import history_app, trend
from caseaudit.cli.keyfigures_group import figures_app
from caseaudit.cli.options import (
    AsOf,
    Data,
    Format,
    OnlyRules,
    OnlyTeams,
    OnlyThemes,
    OnlyUnits,
    Output,
    Profile,
    RulesDir,
    RunsDir,
    choice,
    t,
)
from caseaudit.cli.privacy_group import privacy_app
from caseaudit.cli.report_group import report_app
from caseaudit.cli.review_results_group import review_app
from caseaudit.cli.rules_group import rules_app
from caseaudit.cli.sample_group import sample_app
from caseaudit.cli.schedule_group import schedule_app
from caseaudit.cli.usage import Command, new_app
from caseaudit.cli.worklist_group import worklist_app
from caseaudit.texts import Text

app = new_app(
    Text(
        "Blev loven fulgt, på hvilket grundlag, og hvad skal der ske nu? Efterprøver sager om udsatte børn og unge. "
        "Overalt: --lang da|en, --config FIL, --log-file FIL, -q/--quiet, --no-color.",
        "Was the law followed, on what evidence, and what must be done now? Audits cases of children in vulnerable positions. "
        "Anywhere: --lang da|en, --config FILE, --log-file FILE, -q/--quiet, --no-color.",
    )
)


for _name, _group in (
    ("sample", sample_app),
    ("review", review_app),
    ("report", report_app),
    ("rules", rules_app),
    ("mapping", mapping_app),
    ("schema", schema_app),
    ("schedule", schedule_app),
    ("history", history_app),
    ("figures", figures_app),
    ("actions", actions_app),
    ("worklist", worklist_app),
    ("baseline", baseline_app),
    ("privacy", privacy_app),
):
    app.add_typer(_group, name=_name, cls=_group.info.cls)


@app.command(
    "init",
    cls=Command,
    help=t(
        "Begynd: skriv caseaudit.toml og, hvis udtrækket ikke genkendes, et forslag til mapping.",
        "Begin: write caseaudit.toml and, if the export is not recognised, a proposal for a mapping.",
    ),
)
def init(
    folder: Annotated[Path, typer.Argument(metavar=t("[MAPPE]", "[DIR]"), show_default=False)] = Path(),
    exports: Annotated[
        list[Path],
        typer.Option(
            "--from",
            metavar=t("UDTRÆK", "EXPORT"),
            help=t("Et udtræk, der skal kunne læses (kan gentages).", "An export that is to be read (repeatable)."),
        ),
    ] = [],
    municipality: Annotated[
        str, typer.Option("--municipality", metavar=t("NAVN", "NAME"), help=t("Kommunens navn.", "Its name."))
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help=t("Spørg ikke.", "Do not ask."))] = False,
) -> int:
    from caseaudit.cli.init import Options, run_init

    return run_init(Options(folder, tuple(exports), municipality, yes))


@app.command("check", cls=Command, help=t("Efterprøv et udtræk mod loven.", "Check an export against the law."))
def check(
    data: Data,
    as_of: AsOf = "",
    period: Annotated[
        str,
        typer.Option(
            help=t(
                "Kun enheder i perioden: 2026Q3, 2026-09, 2026H1, 2026 eller fra..til.",
                "Only units in the period: 2026Q3, 2026-09, 2026H1, 2026 or from..to.",
            )
        ),
    ] = "",
    unit: OnlyUnits = [],
    team: OnlyTeams = [],
    rule: OnlyRules = [],
    theme: OnlyThemes = [],
    rules: RulesDir = [],
    profile: Profile = None,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            help=t(
                "Kode 1 ved fund af mindst denne alvor: kritisk, høj, mellem, lav.",
                "Exit 1 on findings of at least this severity: critical, high, medium, low.",
            ),
        ),
    ] = "low",
    fail_under: Annotated[
        float | None,
        typer.Option(
            "--fail-under",
            help=t(
                "Kode 1, hvis den samlede procent er under dette tal.", "Exit 1 if the total percentage is below this."
            ),
        ),
    ] = None,
    fail_on_unknown: Annotated[
        float | None,
        typer.Option(
            "--fail-on-unknown",
            help=t(
                "Kode 1, hvis flere procent end dette ikke kan vurderes.",
                "Exit 1 if more percent than this could not be assessed.",
            ),
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(
            "--baseline",
            metavar=t("FIL", "FILE"),
            help=t("Listen over kendte fund (caseaudit baseline).", "The list of known findings (caseaudit baseline)."),
        ),
    ] = None,
    fail_on_new: Annotated[
        bool,
        typer.Option(
            "--fail-on-new",
            help=t(
                "Kun nye fund giver kode 1: dem uden for --baseline, ellers dem, den forrige kørsel ikke havde.",
                "Only new findings exit with 1: those outside --baseline, else those the run before did not have.",
            ),
        ),
    ] = False,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help=t("Fund giver kode 0.", "Findings exit with 0."))
    ] = False,
    visible_only: Annotated[
        bool,
        typer.Option(
            "--visible-only",
            help=t(
                "Sæt skjulte rækker i et regneark til side (ellers er de med).",
                "Set hidden rows of a workbook aside (else they are included).",
            ),
        ),
    ] = False,
    format_: Format = "table",
    output: Output = "-",
    cases: Annotated[
        bool,
        typer.Option(
            "--cases",
            help=t(
                "Tag sagsnumre med i junit, gitlab, github og sarif (personoplysninger).",
                "Include case ids in junit, gitlab, github and sarif (personal data).",
            ),
        ),
    ] = False,
    summary_line: Annotated[
        bool,
        typer.Option(
            "--summary-line",
            help=t(
                "Kun én linje på skærmen (det samme gør -q); med andre formater på stderr.",
                "Only one line on the screen (as -q does); with other formats on stderr.",
            ),
        ),
    ] = False,
    notify: Annotated[
        list[str],
        typer.Option(
            "--notify",
            metavar="mail|none|command:...",
            help=t(
                "Giv besked med antal og sti: mail (sat op i caseaudit.toml) eller et program (kan gentages).",
                "Send counts and a path: mail (set up in caseaudit.toml) or a program (repeatable).",
            ),
        ),
    ] = [],
    notify_on: Annotated[
        str,
        typer.Option(
            "--notify-on",
            metavar="always|findings|new|error",
            help=t("Hvornår der gives besked (ellers findings).", "When to send (else findings)."),
        ),
    ] = "",
    runs: RunsDir = None,
    save: Annotated[
        bool, typer.Option("--save/--no-save", help=t("Gem kørslen (normalt).", "Keep the run (default)."))
    ] = True,
) -> int:
    from caseaudit.cli.check import Options, run_check

    return run_check(
        Options(
            data=tuple(data), as_of=as_of, period=period, units=tuple(unit), teams=tuple(team), rules=tuple(rule),
            themes=tuple(theme), rule_dirs=tuple(rules), profile=profile, fail_on=fail_on, fail_under=fail_under,
            fail_on_unknown=fail_on_unknown, exit_zero=exit_zero, format=format_, output=output, runs=runs, save=save,
            cases=cases, summary_line=summary_line, notify=tuple(notify), notify_on=notify_on,
            baseline=baseline, fail_on_new=fail_on_new, visible_only=visible_only,
        )
    )  # fmt: skip


@app.command(
    "explain",
    cls=Command,
    help=t(
        "Forklar en sag: datoer, regnestykke, lov, kilderække, hvad der skal rettes.",
        "Explain a case: dates, arithmetic, law, source row, what to put right.",
    ),
)
def explain(
    case: Annotated[str, typer.Argument(metavar=t("SAG", "CASE"), help=t("Sagsnummer.", "Case id."))],
    rule: Annotated[
        str,
        typer.Argument(
            metavar=t("[REGEL]", "[RULE]"),
            help=t(
                "Kun denne regel, eller række i lovkataloget (fx P3).",
                "Only this rule, or row of the law catalogue (such as P3).",
            ),
        ),
    ] = "",
    data: Annotated[
        list[Path],
        typer.Option(
            "--data",
            help=t("Læs dette udtræk i stedet for den seneste kørsel.", "Read this export instead of the latest run."),
        ),
    ] = [],
    run: Annotated[str, typer.Option("--run", help=t("En bestemt kørsel.", "A certain run."))] = "",
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
    help=t(
        "Lav et syntetisk udtræk med kendte fejl, og efterprøv det.",
        "Make a synthetic export with known faults, and check it.",
    ),
)
def demo(
    folder: Annotated[Path, typer.Argument(metavar=t("[MAPPE]", "[DIR]"))] = Path("demo"),
    cases: Annotated[int, typer.Option(min=1, max=1_000_000, help=t("Antal sager.", "Number of cases."))] = 400,
    seed: Annotated[
        int, typer.Option(help=t("Samme tal giver samme udtræk.", "The same number gives the same export."))
    ] = 42,
    as_of: AsOf = "2026-10-15",
    rate: Annotated[
        list[str],
        typer.Option(
            "--rate",
            metavar="C1=0.35",
            help=t(
                "Andel fejl for en række i lovkataloget (kan gentages).",
                "Share of breaches for a row of the law catalogue (repeatable).",
            ),
        ),
    ] = [],
    run_check: Annotated[
        bool,
        typer.Option("--check/--no-check", help=t("Efterprøv bagefter (normalt).", "Check afterwards (default).")),
    ] = True,
) -> int:
    from caseaudit.cli.demo import run_demo

    return run_demo(folder, cases, seed, as_of, rate, check_it=run_check)


app.command(
    "trend",
    cls=Command,
    help=t("Overholdelsen fra kørsel til kørsel, med brud i serien.", "Compliance from run to run, with its breaks."),
)(trend)


@app.command(
    "doctor",
    cls=Command,
    help=t(
        "Er alt i orden, før der køres? Maskine, mapper, nøgle, regler, udtræk, historik. Kode 2 ved fejl.",
        "Is everything in order before a run? Machine, folders, key, rules, export, history. Exit 2 on errors.",
    ),
)
def doctor(
    data: Annotated[
        list[Path],
        typer.Argument(metavar="[DATA...]", help=t("Udtræk, der også ses efter.", "Exports to be checked as well.")),
    ] = [],
    format_: Annotated[str, choice("table", "json")] = "table",
    runs: RunsDir = None,
) -> int:
    from caseaudit.cli.doctor import run_doctor

    return run_doctor(data, format_, runs)


@app.command("version", cls=Command, help=t("Vis versionen.", "Show the version."))
def version() -> int:
    print(f"caseaudit {__version__}")
    return 0
