"""The commands about schedules: names, options and help; the work is in the module they call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from caseaudit.cli.options import t, written_to
from caseaudit.cli.usage import Command, new_app
from caseaudit.texts import Text

schedule_app = new_app(
    Text(
        "Planlagt kontrol: vis en opsætning til et planlægningsprogram. Intet bliver installeret.",
        "Scheduled checks: print a set-up for a scheduler. Nothing is installed.",
    )
)

Flags = Annotated[
    list[str],
    typer.Argument(
        metavar=t("-- UDTRÆK CHECK-TILVALG", "-- EXPORT CHECK-FLAGS"),
        help=t("Det, der ellers skrives efter caseaudit check.", "What is otherwise written after caseaudit check."),
    ),
]
At = Annotated[str, typer.Option("--at", metavar=t("TT:MM", "HH:MM"), help=t("Klokkeslæt.", "Time of day."))]
Daily = Annotated[bool, typer.Option("--daily", help=t("Hver dag.", "Every day."))]
Weekly = Annotated[
    str,
    typer.Option(
        "--weekly",
        metavar=t("DAG", "DAY"),
        help=t("Hver uge: man, tir, ons ... (normalt man).", "Every week: mon, tue, wed ... (default mon)."),
    ),
]
Monthly = Annotated[
    int | None,
    typer.Option("--monthly", metavar=t("DAG", "DAY"), help=t("Hver måned: 1 til 28.", "Every month: 1 to 28.")),
]
Quarterly = Annotated[
    bool, typer.Option("--quarterly", help=t("Første dag i hvert kvartal.", "First day of every quarter."))
]
Name = Annotated[str, typer.Option("--name", help=t("Opgavens navn.", "Name of the task."))]
Out = Annotated[
    str,
    written_to(
        t(
            "Skriv til en fil (systemd: en mappe); - er skærmen.",
            "Write to a file (systemd: a folder); - is the screen.",
        )
    ),
]


FORMS = {
    "windows": Text(
        "XML til Windows Opgavestyring (schtasks /XML).", "XML for Windows Task Scheduler (schtasks /XML)."
    ),
    "cron": Text("Linjer til crontab.", "Lines for crontab."),
    "systemd": Text("En .service og en .timer til systemd.", "A .service and a .timer for systemd."),
    "gitlab": Text("Et job til .gitlab-ci.yml, på egen runner.", "A job for .gitlab-ci.yml, on a runner of one's own."),
}


def _printer(form: str) -> Callable[..., int]:
    def schedule(
        flags: Flags = [],
        at: At = "06:00",
        daily: Daily = False,
        weekly: Weekly = "",
        monthly: Monthly = None,
        quarterly: Quarterly = False,
        name: Name = "caseaudit",
        output: Out = "-",
    ) -> int:
        from caseaudit.cli.schedule import Options, run_schedule

        return run_schedule(form, Options(tuple(flags), at, daily, weekly, monthly, quarterly, name, output))

    return schedule


for _form, _help in FORMS.items():
    schedule_app.command(_form, cls=Command, help=str(_help))(_printer(_form))
