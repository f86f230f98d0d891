"""A line for crontab, and what stands above it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from caseaudit.errors import Problem, UsageError
from caseaudit.schedule.plan import QUARTER_MONTHS, ZONE
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.schedule.plan import Job, Rhythm

LONGEST = 990
"""Characters of the command; the oldest cron in use takes 1000."""


def crontab(job: Job) -> str:
    """Return the lines. Raises `UsageError` when the command is longer than cron takes."""
    command = shell(job)
    escaped = command.replace("%", r"\%")  # a bare % is a line break to cron
    if len(escaped.encode()) > LONGEST:
        raise UsageError(Problem("schedule_too_long", values={"length": len(escaped.encode()), "limit": LONGEST}))
    return "\n".join([*_comments(job), *_settings(), f"{fields(job.rhythm)} {escaped}", ""])


def shell(job: Job) -> str:
    """The command for /bin/sh: in its folder, with the key, every word quoted."""
    key = f"CASEAUDIT_KEY={shlex.quote(job.key)} " if job.key else ""
    return f"cd {shlex.quote(job.folder)} && {key}{shlex.join(job.words)}"


def fields(r: Rhythm) -> str:
    """`0 6 * * 1`."""
    return {
        "daily": f"{r.minute} {r.hour} * * *",
        "weekly": f"{r.minute} {r.hour} * * {(r.weekday + 1) % 7}",
        "monthly": f"{r.minute} {r.hour} {r.day} * *",
        "quarterly": f"{r.minute} {r.hour} 1 {','.join(map(str, QUARTER_MONTHS))} *",
    }[r.kind]


def _settings() -> Iterator[str]:
    yield "SHELL=/bin/sh"
    yield "PATH=/usr/local/bin:/usr/bin:/bin"
    yield f"CRON_TZ={ZONE}"


def _comments(job: Job) -> Iterator[str]:
    yield f"# {job.title}"
    yield str(
        Text(
            "# Sæt op:  kør crontab -e, og sæt linjerne nedenfor ind sidst i filen. Fjern: slet dem igen.",
            "# Set up:  run crontab -e, and put the lines below at the end of the file. Remove: delete them again.",
        )
    )
    yield str(
        Text(
            "# Se:      crontab -l. Er CRON_TZ ukendt (Debian, Ubuntu), gælder maskinens egen tidszone.",
            "# See:     crontab -l. Where CRON_TZ is not known (Debian, Ubuntu), the machine's own time zone holds.",
        )
    )
    yield str(
        Text(
            "# Kode 1 er fund, 2-4 er fejl. cron sender linjen fra kontrollen som mail, hvis MAILTO er sat.",
            "# Exit code 1 is findings, 2-4 are errors. cron mails the line of the check where MAILTO is set.",
        )
    )
