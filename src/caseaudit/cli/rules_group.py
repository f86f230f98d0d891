"""The groups of commands about rules: names, options and help; the work is in the modules they call."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseaudit.cli.options import AsOf, OnlyRules, Output, Profile, RulesDir, choice, t, written_to
from caseaudit.cli.usage import Command, new_app
from caseaudit.texts import Text

rules_app = new_app(Text("Reglerne: vis, prøv og kontroller dem.", "The rules: show, test and lint them."))


@rules_app.command("list", cls=Command, help=t("Vis alle regler.", "List all rules."))
def rules_list(
    theme: Annotated[str, typer.Option(help=t("Kun dette tema.", "Only this theme."))] = "",
    rules: RulesDir = [],
    by: Annotated[
        str,
        typer.Option(help=t("Efter tema eller sagsskridt: theme, step.", "By theme or step of a case: theme, step.")),
    ] = "theme",
    format_: Annotated[str, choice("table", "json")] = "table",
) -> int:
    from caseaudit.cli.rules import list_rules

    return list_rules(tuple(rules), theme, format_, by)


@rules_app.command(
    "show",
    cls=Command,
    help=t(
        "Vis en regel: lov, versioner, sikkerhed, begrænsninger, eksempler.",
        "Show a rule: law, versions, confidence, limits, examples.",
    ),
)
def rules_show(
    rule: Annotated[str, typer.Argument(metavar=t("REGEL", "RULE"))],
    rules: RulesDir = [],
) -> int:
    from caseaudit.cli.rules import show_rule

    return show_rule(rule, tuple(rules))


@rules_app.command("test", cls=Command, help=t("Kør reglernes eksempelsager.", "Run the rules' example cases."))
def rules_test(
    rule: Annotated[str, typer.Argument(metavar=t("[REGEL]", "[RULE]"))] = "",
    rules: RulesDir = [],
    as_of: Annotated[
        str,
        typer.Option(
            "--as-of",
            metavar=t("DATO", "DATE"),
            help=t(
                "Opgørelsesdag for de sager, der ikke selv nævner en.",
                "As-of date of the cases that name none themselves.",
            ),
        ),
    ] = "",
) -> int:
    from caseaudit.cli.rules_test import run_cases

    return run_cases(rule, tuple(rules), as_of)


@rules_app.command(
    "lint",
    cls=Command,
    help=t("Kontroller regelfiler; alle fejl med linjenummer.", "Check rule files; every fault with its line."),
)
def rules_lint(
    files: Annotated[list[Path], typer.Argument(metavar=t("[MAPPE ELLER FIL]...", "[DIR OR FILE]..."))] = [],
) -> int:
    from caseaudit.cli.rules_test import lint

    return lint(tuple(files))


@rules_app.command(
    "diff",
    cls=Command,
    help=t(
        "Sammenlign to regelsæt eller loven på to dage; med --data også de enheder, der får et andet udfald. "
        "A og B: en dato, en mappe med regler, MAPPE@DATO, eller 'vores'.",
        "Compare two rule sets or the law of two days; with --data also the units with another outcome. "
        "A and B: a date, a folder of rules, DIR@DATE, or 'shipped'.",
    ),
)
def rules_diff(
    before: Annotated[str, typer.Argument(metavar="A")],
    after: Annotated[str, typer.Argument(metavar="B")],
    data: Annotated[
        list[Path],
        typer.Option(
            "--data",
            metavar=t("UDTRÆK", "EXPORT"),
            help=t("Døm dette udtræk efter begge (kan gentages).", "Judge this export by both (repeatable)."),
        ),
    ] = [],
    as_of: AsOf = "",
    rule: OnlyRules = [],
    rules: RulesDir = [],
    profile: Profile = None,
    every_unit: Annotated[
        bool,
        typer.Option(
            "--all", help=t("Vis alle enheder, ikke kun ti pr. regel.", "Show all units, not only ten per rule.")
        ),
    ] = False,
    format_: Annotated[str, choice("table", "json", "csv")] = "table",
    output: Output = "-",
) -> int:
    from caseaudit.cli.rules_diff import Options, run_diff

    return run_diff(
        Options(
            before, after, data=tuple(data), as_of=as_of, only=tuple(rule), rule_dirs=tuple(rules), profile=profile,
            format=format_, output=output, every_unit=every_unit,
        )
    )  # fmt: skip


@rules_app.command(
    "why",
    cls=Command,
    help=t(
        "Hvorfor findes reglen: pligten, loven på en dag, hvad der gjaldt før, to eksempler.",
        "Why the rule exists: the duty, the law on a day, what held before, two examples.",
    ),
)
def rules_why(
    rule: Annotated[str, typer.Argument(metavar=t("REGEL", "RULE"))],
    on: Annotated[
        str,
        typer.Option(
            "--on",
            metavar=t("DATO", "DATE"),
            help=t("Loven på denne dag (ellers i dag).", "The law on this day (else today)."),
        ),
    ] = "",
    rules: RulesDir = [],
) -> int:
    from caseaudit.cli.rules_why import why

    return why(rule, on, tuple(rules))


@rules_app.command(
    "new",
    cls=Command,
    help=t(
        "Begynd en ny regel: en fil med alt, der skal udfyldes.", "Begin a new rule: a file with everything to fill in."
    ),
)
def rules_new(
    rule: Annotated[str, typer.Argument(metavar="ID")],
    about: Annotated[
        str,
        typer.Option(
            metavar=t("HÆNDELSE", "EVENT"),
            help=t("Den hændelse, reglen handler om, eller case.", "The event that the rule is about, or case."),
        ),
    ] = "decision",
    theme: Annotated[str, typer.Option(metavar=t("TEMA", "THEME"), help=t("Temaet.", "The theme."))] = "",
    folder: Annotated[
        Path | None,
        typer.Option(
            metavar=t("MAPPE", "DIR"),
            help=t(
                "Mappen med egne regler (ellers den første i opsætningen, ellers regler).",
                "The folder of own rules (else the first one configured, else regler).",
            ),
        ),
    ] = None,
    local: Annotated[
        bool,
        typer.Option(
            "--local",
            help=t("Kommunens egen standard, ikke et lovkrav.", "The municipality's own standard, not the law."),
        ),
    ] = False,
) -> int:
    from caseaudit.cli.rules_new import new_rule

    return new_rule(rule, about, theme, folder, local)


@rules_app.command(
    "schema",
    cls=Command,
    help=t("Skriv JSON Schema for regelfiler, til en editor.", "Write the JSON Schema of rule files, for an editor."),
)
def rules_schema(
    output: Annotated[
        str,
        written_to(t("Skriv til en fil; - er skærmen.", "Write to a file; - is the screen.")),
    ] = "-",
) -> int:
    from caseaudit.cli.rules_new import print_schema

    return print_schema(output)


@rules_app.command(
    "export",
    cls=Command,
    help=t(
        "Skriv regelkataloget til juridisk gennemgang, som HTML eller Excel.",
        "Write the catalogue of rules for legal review, as HTML or Excel.",
    ),
)
def rules_export(
    output: Annotated[
        Path,
        written_to(t("regler.html eller regler.xlsx.", "rules.html or rules.xlsx.")),
    ],
    theme: Annotated[str, typer.Option(help=t("Kun dette tema.", "Only this theme."))] = "",
    rules: RulesDir = [],
    date_: Annotated[
        str,
        typer.Option(
            "--date",
            metavar=t("DATO", "DATE"),
            help=t("Udskriftsdato på forsiden.", "Date of printing on the front page."),
        ),
    ] = "",
) -> int:
    from caseaudit.cli.rules_export import export

    return export(output, theme, tuple(rules), date_)


@rules_app.command(
    "coverage",
    cls=Command,
    help=t(
        "Hvad svarer på hver af lovens pligter og hvert af revisionens spørgsmål: en regel, et spørgsmål eller intet.",
        "What answers each duty of the law and each audit question: a rule, a question or nothing.",
    ),
)
def rules_coverage(
    rules: RulesDir = [],
    format_: Annotated[str, choice("table", "json", "markdown")] = "table",
    missing: Annotated[
        bool,
        typer.Option("--missing", help=t("Kun det, som intet svarer på.", "Only what nothing answers.")),
    ] = False,
) -> int:
    from caseaudit.cli.rules_coverage import show_coverage

    return show_coverage(tuple(rules), format_, missing=missing)
