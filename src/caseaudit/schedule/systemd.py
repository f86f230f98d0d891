"""A service and a timer for systemd."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.schedule.plan import QUARTER_MONTHS, ZONE
from caseaudit.texts import Text

if TYPE_CHECKING:
    from caseaudit.schedule.plan import Job, Rhythm

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def units(job: Job) -> dict[str, str]:
    """The two files by name."""
    return {f"{job.name}.service": _service(job), f"{job.name}.timer": _timer(job)}


def printed(job: Job) -> str:
    """Both files, one after the other, each under its name."""
    return "\n".join(f"# ----- {name} -----\n{text}" for name, text in units(job).items())


def calendar(r: Rhythm) -> str:
    """`Mon *-*-* 06:00:00 Europe/Copenhagen`."""
    when = {
        "daily": "*-*-*",
        "weekly": f"{_DAYS[r.weekday]} *-*-*",
        "monthly": f"*-*-{r.day:02}",
        "quarterly": f"*-{','.join(f'{m:02}' for m in QUARTER_MONTHS)}-01",
    }[r.kind]
    return f"{when} {r.clock}:00 {ZONE}"


def _service(job: Job) -> str:
    start = " ".join([_quoted(job.program), *(_quoted(a).replace("$", "$$") for a in job.arguments)])
    comments = (
        Text(
            f"# Sæt op:  læg de to filer i ~/.config/systemd/user, og kør systemctl --user enable --now {job.name}.timer",
            f"# Set up:  put the two files in ~/.config/systemd/user, and run systemctl --user enable --now {job.name}.timer",
        ),
        Text(
            "#          og loginctl enable-linger, så den også kører, når ingen er logget ind.",
            "#          and loginctl enable-linger, so that it runs also when nobody is logged in.",
        ),
        Text(
            f"# Se:      systemctl --user list-timers, journalctl --user -u {job.name}",
            f"# See:     systemctl --user list-timers, journalctl --user -u {job.name}",
        ),
        Text(
            f"# Fjern:   systemctl --user disable --now {job.name}.timer, og slet de to filer.",
            f"# Remove:  systemctl --user disable --now {job.name}.timer, and delete the two files.",
        ),
    )
    lines = [
        f"# {job.title}",
        *map(str, comments),
        "[Unit]",
        f"Description={job.title}",
        "",
        "[Service]",
        "Type=oneshot",
        f"WorkingDirectory={job.folder.replace('%', '%%')}",
        *([f"Environment={_quoted('CASEAUDIT_KEY=' + job.key)}"] if job.key else []),
        f"ExecStart={start}",
        str(Text("# 1 er fund, ikke en fejl i kørslen", "# 1 is findings, not a failed run")),
        "SuccessExitStatus=1",
        "UMask=0077",
        "NoNewPrivileges=true",
        "",
    ]
    return "\n".join(lines)


def _timer(job: Job) -> str:
    lines = [
        f"# {job.title}",
        "[Unit]",
        f"Description={job.title}",
        "",
        "[Timer]",
        f"OnCalendar={calendar(job.rhythm)}",
        str(
            Text(
                "# var maskinen slukket, køres kontrollen, når den er tændt igen",
                "# when the machine was off, the check runs once it is on again",
            )
        ),
        "Persistent=true",
        "",
        "[Install]",
        "WantedBy=timers.target",
        "",
    ]
    return "\n".join(lines)


def _quoted(word: str) -> str:
    """One word as systemd reads it: escapes as in C, and % doubled."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'
