"""A job for `.gitlab-ci.yml` that a pipeline schedule starts, on a runner of one's own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from caseaudit.schedule.cron import fields, shell
from caseaudit.schedule.plan import ZONE
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.schedule.plan import Job

REPORT = "caseaudit-junit.xml"
_OWN_OUTPUT = ("--format", "-o", "--output")


def pipeline(job: Job) -> str:
    """Return the YAML. A check whose flags choose no format of their own gives GitLab a JUnit report."""
    own = any(word == o or word.startswith(o + "=") for word in job.arguments for o in _OWN_OUTPUT)
    command = shell(job) + ("" if own else f' --format junit -o "$CI_PROJECT_DIR/{REPORT}"')
    lines = [
        *_comments(job),
        f"{job.name}:",
        "  rules:",
        "    - if: '$CI_PIPELINE_SOURCE == \"schedule\"'",
        "  tags: [caseaudit]",
        "  script:",
        f"    - {json.dumps(command, ensure_ascii=False)}",
    ]
    if not own:
        lines += [
            "  artifacts:",
            "    when: always",
            "    expire_in: 4 weeks",
            "    reports:",
            f"      junit: {REPORT}",
        ]
    return "\n".join([*lines, ""])


def _comments(job: Job) -> Iterator[str]:
    yield f"# {job.title}"
    yield str(
        Text(
            "# Sæt op:  læg dette i .gitlab-ci.yml. Opret en tidsplan under Build > Pipeline schedules med",
            "# Set up:  put this in .gitlab-ci.yml. Make a schedule under Build > Pipeline schedules with",
        )
    )
    yield f"#          {fields(job.rhythm)}  ({ZONE})"
    yield str(
        Text(
            "# Fjern:   slet tidsplanen og jobbet.",
            "# Remove:  delete the schedule and the job.",
        )
    )
    yield str(
        Text(
            "# Jobbet skal køre på jeres egen runner (mærket caseaudit) på den maskine, hvor udtrækket ligger, aldrig på en",
            "# The job must run on a runner of your own (tagged caseaudit) on the machine where the export is, never on a",
        )
    )
    yield str(
        Text(
            "# fælles runner: udtrækket er personoplysninger. Rapporten har kun antal pr. regel. Kode 1 er fund.",
            "# shared runner: the export is personal data. The report has counts per rule only. Exit code 1 is findings.",
        )
    )
