"""The commands about samples: names, options and help; the work is in the modules they call."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from caseaudit.cli.options import (
    AsOf,
    OnlyTeams,
    OnlyUnits,
    Profile,
    RulesDir,
    RunOption,
    RunsDir,
    SamplesDir,
    choice,
    t,
    written_to,
)
from caseaudit.cli.usage import Command, Group, new_app
from caseaudit.texts import Text


class SampleGroup(Group):
    """`caseaudit sample --n 20` and `caseaudit sample udtraek.xlsx` mean `sample draw`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ("--help", "-h"):
            args = ["draw", *args]
        return list(super().parse_args(ctx, args))


sample_app = new_app(
    Text(
        "Stikprøver: se, hvad de kan vise, og udtræk sager til gennemgang. "
        "'caseaudit sample --n 20' er det samme som 'sample draw --n 20'.",
        "Samples: see what they can show, and draw cases for review. "
        "'caseaudit sample --n 20' is the same as 'sample draw --n 20'.",
    )
)
sample_app.info.cls = SampleGroup

SampleId = Annotated[
    str,
    typer.Argument(metavar=t("[STIKPRØVE]", "[SAMPLE]"), help=t("Ellers den seneste.", "Else the latest.")),
]


@sample_app.command("draw", cls=Command, help=t("Udtræk en stikprøve.", "Draw a sample."))
def sample_draw(
    data: Annotated[
        list[Path],
        typer.Argument(
            metavar="[DATA...]",
            help=t(
                "Udtræk, der efterprøves først (ellers bruges den seneste kørsel).",
                "Export that is checked first (else the latest run is used).",
            ),
        ),
    ] = [],
    n: Annotated[
        int | None,
        typer.Option("--n", help=t("Hvor mange (20; med --per 5 fra hver).", "How many (20; with --per 5 from each).")),
    ] = None,
    unit_kind: Annotated[
        str,
        typer.Option(
            "--unit-kind",
            metavar="case|decision|notification|...",
            help=t("Hvad der udtrækkes: sager eller en slags hændelse.", "What is drawn: cases or a kind of event."),
        ),
    ] = "case",
    section: Annotated[
        str,
        typer.Option("--section", metavar="BL-32,SEL-52", help=t("Kun disse paragraffer.", "Only these provisions.")),
    ] = "",
    first: Annotated[
        str, typer.Option("--from", metavar=t("DATO", "DATE"), help=t("Kun fra denne dag.", "Only from this day."))
    ] = "",
    last: Annotated[
        str, typer.Option("--to", metavar=t("DATO", "DATE"), help=t("Kun til denne dag.", "Only to this day."))
    ] = "",
    unit: OnlyUnits = [],
    team: OnlyTeams = [],
    target_group: Annotated[
        list[str],
        typer.Option(
            "--target-group", help=t("Kun denne målgruppe (kan gentages).", "Only this target group (repeatable).")
        ),
    ] = [],
    open_only: Annotated[
        bool, typer.Option("--open-only", help=t("Kun sager, der ikke er lukket.", "Only cases that are not closed."))
    ] = False,
    not_reviewed_within: Annotated[
        str,
        typer.Option(
            "--not-reviewed-within",
            metavar="12m",
            help=t("Ikke sager fra stikprøver i de seneste måneder.", "Not cases of samples in the latest months."),
        ),
    ] = "",
    stratify: Annotated[
        str,
        typer.Option(
            "--stratify",
            metavar="unit,team,target_group,section",
            help=t("Fordel på dele efter størrelse, mindst 1 fra hver.", "Share out by size, at least 1 from each."),
        ),
    ] = "",
    per: Annotated[
        str,
        typer.Option(
            "--per", metavar="unit,...", help=t("Lige mange (--n) fra hver del.", "Equally many (--n) from each part.")
        ),
    ] = "",
    quota: Annotated[
        list[str],
        typer.Option(
            "--quota",
            metavar=t("HVAD:ANTAL", "WHAT:NUMBER"),
            help=t("Fx decision,section=SEL-11:3 (kan gentages).", "Such as decision,section=SEL-11:3 (repeatable)."),
        ),
    ] = [],
    quotas: Annotated[
        Path | None,
        typer.Option("--quotas", metavar=t("FIL", "FILE"), help=t("Kvoter i en YAML-fil.", "Quotas in a YAML file.")),
    ] = None,
    risk: Annotated[
        bool,
        typer.Option("--risk", help=t("Oftere, jo flere risikopoint.", "More often, the more points of risk.")),
    ] = False,
    must: Annotated[
        list[str],
        typer.Option(
            "--must",
            metavar=t("SAG", "CASE"),
            help=t("Tag også denne sag med (kan gentages).", "Take this case too (repeatable)."),
        ),
    ] = [],
    only: Annotated[
        list[str],
        typer.Option(
            "--only",
            metavar=t("SAG", "CASE"),
            help=t("Kun denne sag, intet udtrækkes (kan gentages).", "Only this case, none is drawn (repeatable)."),
        ),
    ] = [],
    seed: Annotated[
        str,
        typer.Option(
            "--seed",
            metavar=t("TEKST", "TEXT"),
            help=t(
                "Samme frø giver samme stikprøve (ellers perioden).",
                "The same seed gives the same sample (else the period).",
            ),
        ),
    ] = "",
    secret_seed: Annotated[
        bool,
        typer.Option(
            "--secret-seed",
            help=t("Et frø, som ingen kan kende på forhånd.", "A seed that nobody can know beforehand."),
        ),
    ] = False,
    period: Annotated[
        str,
        typer.Option(
            "--period",
            help=t("Kun i perioden, fx 2026Q3; er også frøet.", "Only in the period, such as 2026Q3; is the seed too."),
        ),
    ] = "",
    run: RunOption = "",
    as_of: AsOf = "",
    rules: RulesDir = [],
    profile: Profile = None,
    output: Annotated[
        Path | None,
        written_to(
            t("Skriv også listen hertil: .xlsx, .csv eller .json.", "Write the list here too: .xlsx, .csv or .json.")
        ),
    ] = None,
    runs: RunsDir = None,
    samples: SamplesDir = None,
) -> int:
    from caseaudit.cli.sample import run_draw
    from caseaudit.cli.sample_options import DrawOptions

    return run_draw(
        DrawOptions(
            data=tuple(data), n=n, unit_kind=unit_kind, sections=section, first=first, last=last, units=tuple(unit),
            teams=tuple(team), target_groups=tuple(target_group), open_only=open_only,
            not_reviewed_within=not_reviewed_within, stratify=stratify, per=per, quota=tuple(quota), quotas=quotas,
            risk=risk, must=tuple(must), only=tuple(only), seed=seed, secret_seed=secret_seed, period=period, run=run,
            as_of=as_of, profile=profile, rule_dirs=tuple(rules), output=output, runs=runs, samples=samples,
        )
    )  # fmt: skip


@sample_app.command(
    "extend", cls=Command, help=t("Udtræk flere; de tidligere beholdes.", "Draw more; the earlier ones are kept.")
)
def sample_extend(
    sample: SampleId = "",
    add: Annotated[int, typer.Option("--add", help=t("Hvor mange flere.", "How many more."))] = 0,
    stratum: Annotated[
        str,
        typer.Option(
            "--stratum",
            metavar=t("DEL", "PART"),
            help=t("Kun fra denne del eller kvote.", "Only from this part or quota."),
        ),
    ] = "",
    samples: SamplesDir = None,
) -> int:
    from caseaudit.cli.sample_change import run_extend

    return run_extend(sample, add, stratum or None, samples)


@sample_app.command(
    "replace",
    cls=Command,
    help=t(
        "Erstat en, der ikke kan læses, med den næste i rækken.", "Replace one that cannot be read by the next in line."
    ),
)
def sample_replace(
    sample: Annotated[str, typer.Argument(metavar=t("STIKPRØVE", "SAMPLE"))],
    item: Annotated[int, typer.Argument(metavar="NR", help=t("Nummeret i stikprøven.", "Its number in the sample."))],
    reason: Annotated[
        str,
        typer.Option(
            "--reason",
            metavar="no_access|closed|wrong_unit|conflict|other",
            help=t(
                "Hvorfor (kræves): ingen adgang, lukket eller flyttet, hører ikke til, inhabilitet, andet.",
                "Why (required): no access, closed or moved, does not belong, conflict of interest, other.",
            ),
        ),
    ],
    samples: SamplesDir = None,
) -> int:
    from caseaudit.cli.sample_change import run_replace

    return run_replace(sample, item, reason, samples)


@sample_app.command("show", cls=Command, help=t("Vis en stikprøve og dens forløb.", "Show a sample and its trail."))
def sample_show(
    sample: SampleId = "",
    everything: Annotated[bool, typer.Option("--all", help=t("Nævn alle stikprøver.", "Name all samples."))] = False,
    format_: Annotated[str, choice("table", "json")] = "table",
    output: Annotated[
        Path | None,
        written_to(t("Skriv listen hertil.", "Write the list here.")),
    ] = None,
    samples: SamplesDir = None,
) -> int:
    from caseaudit.cli.sample_change import run_show

    return run_show(sample, format_, output, samples, everything=everything)


@sample_app.command(
    "plan",
    cls=Command,
    help=t(
        "Før udtrækket: hvor mange sager skal der til, og hvad kan et antal vise?",
        "Before the draw: how many cases does it take, and what can a number show?",
    ),
)
def sample_plan(
    population: Annotated[
        int | None,
        typer.Option(
            metavar=t("ANTAL", "NUMBER"),
            help=t("Sager i alt (ellers den seneste kørsels).", "Cases in all (else those of the latest run)."),
        ),
    ] = None,
    n: Annotated[
        int, typer.Option("--n", metavar=t("ANTAL", "NUMBER"), help=t("Sager i stikprøven.", "Cases in the sample."))
    ] = 20,
    confidence: Annotated[float, typer.Option(metavar="PCT", help=t("Sikkerhed.", "Confidence."))] = 95,
    margin: Annotated[
        float,
        typer.Option(
            metavar="POINT", help=t("Ønsket præcision i procentpoint.", "Wished precision in percentage points.")
        ),
    ] = 10,
    expected: Annotated[
        float,
        typer.Option(metavar="PCT", help=t("Andel, der ventes at opfylde kravet.", "Share expected to meet the duty.")),
    ] = 70,
    tolerable: Annotated[
        float,
        typer.Option(
            metavar="PCT", help=t("Andel med fejl, der kan tåles.", "Share with errors that can be tolerated.")
        ),
    ] = 10,
    runs: RunsDir = None,
    format_: Annotated[str, choice("table", "json", "markdown")] = "table",
) -> int:
    from caseaudit.cli.sample_plan import PlanOptions, run_plan

    return run_plan(PlanOptions(population, n, confidence, margin, expected, tolerable, runs, format_))
