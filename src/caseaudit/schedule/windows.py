"""A task for Windows Task Scheduler, as XML that `schtasks /Create /XML` takes."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from caseaudit.schedule.plan import QUARTER_MONTHS, WEEKDAYS
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from caseaudit.schedule.plan import Job, Rhythm

NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def task(job: Job, first: date) -> str:
    """Return the document; `first` is the day from which the schedule counts. To be written as UTF-16 with a mark."""
    lines = [
        '<?xml version="1.0" encoding="UTF-16"?>',
        *_comment(job),
        f'<Task version="1.3" xmlns="{NAMESPACE}">',
        "  <RegistrationInfo>",
        f"    <Description>{escape(job.title)}</Description>",
        "  </RegistrationInfo>",
        "  <Triggers>",
        "    <CalendarTrigger>",
        "      <Enabled>true</Enabled>",
        f"      <StartBoundary>{first.isoformat()}T{job.rhythm.clock}:00</StartBoundary>",
        *(f"      {x}" for x in _when(job.rhythm)),
        "    </CalendarTrigger>",
        "  </Triggers>",
        "  <Principals>",
        '    <Principal id="Author">',
        "      <LogonType>InteractiveToken</LogonType>",
        "      <RunLevel>LeastPrivilege</RunLevel>",
        "    </Principal>",
        "  </Principals>",
        "  <Settings>",
        "    <MultipleInstancesPolicy>Queue</MultipleInstancesPolicy>",
        "    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>",
        "    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>",
        "    <StartWhenAvailable>true</StartWhenAvailable>",
        "    <ExecutionTimeLimit>PT4H</ExecutionTimeLimit>",
        "  </Settings>",
        '  <Actions Context="Author">',
        "    <Exec>",
        f"      <Command>{escape(job.program)}</Command>",
        f"      <Arguments>{escape(subprocess.list2cmdline(job.arguments))}</Arguments>",
        f"      <WorkingDirectory>{escape(job.folder)}</WorkingDirectory>",
        "    </Exec>",
        "  </Actions>",
        "</Task>",
        "",
    ]
    return "\r\n".join(lines)


def as_file(document: str) -> bytes:
    """The bytes that Windows wants: UTF-16, little end first, with its mark."""
    return b"\xff\xfe" + document.encode("utf-16-le")


def _when(r: Rhythm) -> Iterator[str]:
    if r.kind == "daily":
        yield "<ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>"
    elif r.kind == "weekly":
        days = f"<DaysOfWeek><{WEEKDAYS[r.weekday].en} /></DaysOfWeek>"
        yield f"<ScheduleByWeek><WeeksInterval>1</WeeksInterval>{days}</ScheduleByWeek>"
    else:
        months = [_MONTHS[m - 1] for m in QUARTER_MONTHS] if r.kind == "quarterly" else _MONTHS
        yield "<ScheduleByMonth>"
        yield f"  <DaysOfMonth><Day>{r.day}</Day></DaysOfMonth>"
        yield f"  <Months>{''.join(f'<{m} />' for m in months)}</Months>"
        yield "</ScheduleByMonth>"


def _comment(job: Job) -> Iterator[str]:
    """How to install and remove; two hyphens in a row may not stand in a comment."""
    yield "<!--"
    yield f"  {job.title}"
    lines = (
        Text(
            f"Sæt op:  gem som fil med -o {job.name}.xml, og kør  schtasks /Create /TN {job.name} /XML {job.name}.xml",
            f"Set up:  write it to a file with -o {job.name}.xml, and run  schtasks /Create /TN {job.name} /XML {job.name}.xml",
        ),
        Text(
            "         Så kører den, når du er logget ind. På en server: tilføj  /RU BRUGER /RP *  og skriv adgangskoden.",
            "         It then runs while you are logged in. On a server: add  /RU USER /RP *  and type the password.",
        ),
        Text(f"Prøv:    schtasks /Run /TN {job.name}", f"Try:     schtasks /Run /TN {job.name}"),
        Text(
            f"Fjern:   schtasks /Delete /TN {job.name}",
            f"Remove:  schtasks /Delete /TN {job.name}",
        ),
        Text(
            "Sidste kørselsresultat: 0x0 er i orden, 0x1 er fund, 0x2 til 0x4 er fejl (se logfilen).",
            "Last run result: 0x0 is in order, 0x1 is findings, 0x2 to 0x4 are errors (see the log file).",
        ),
    )
    for line in lines:
        yield f"  {line}"
    if job.key:
        yield "  " + str(
            Text(
                "Nøglen: opgaven kender ikke CASEAUDIT_KEY. Skriv key i caseaudit.toml.",
                "The key: the task does not know CASEAUDIT_KEY. Write key in caseaudit.toml.",
            )
        )
    yield "-->"
