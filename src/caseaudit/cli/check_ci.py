"""`check --format junit|gitlab|github|sarif`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

from caseaudit import console
from caseaudit.cli import common
from caseaudit.cli.check_known import passed
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseaudit.audit import Audit
    from caseaudit.baseline.model import Standing
    from caseaudit.cli.check import Options
    from caseaudit.output.ci.facts import Planned
    from caseaudit.settings import Config

STEP_SUMMARY = "GITHUB_STEP_SUMMARY"


def write(
    audit: Audit,
    out: IO[str],
    options: Options,
    run_name: str,
    failed: Sequence[str],
    fail_on: str,
    settings: Config,
    known: Standing | None = None,
) -> None:
    """Write the result for a build server; for GitHub also the summary of the step, where the runner asks for one."""
    from caseaudit.output.ci import WRITERS
    from caseaudit.output.ci.facts import facts

    fingerprints = None
    if options.cases:
        from caseaudit.history.found import found

        secret = common.key(settings, common.runs_folder(options.runs, settings))
        fingerprints = found(audit, secret)["key"].tolist()
        warning = Text(
            "Bemærk: resultatet indeholder sagsnumre og er personoplysninger.",
            "Note: the result holds case ids and is personal data.",
        )
        console.say(str(warning))
    told = facts(
        audit,
        run_name=run_name,
        failed=failed,
        fail_on=fail_on,
        municipality=settings.municipality,
        fingerprints=fingerprints,
        counted=known.failing() if known and options.fail_on_new else None,
        known=known.known_keys if known and options.fail_on_new else frozenset(),
        planned=_planned(audit, options, settings),
        passed=passed(known, fail_on) if known and options.fail_on_new else "",
    )
    WRITERS[options.format](told, out)
    if options.format == "github" and os.environ.get(STEP_SUMMARY):
        from caseaudit.output.ci.github import step_summary

        _append(Path(os.environ[STEP_SUMMARY]), step_summary(told))


def _planned(audit: Audit, options: Options, settings: Config) -> Planned | None:
    """The year's plan by counts; None without one."""
    if not settings.schedule:
        return None
    from caseaudit.cli.history_missed import totals
    from caseaudit.output.ci.facts import Planned

    told = totals(settings, common.runs_folder(options.runs, settings), audit.as_of)
    return Planned(
        sum(t["due"] for t in told), sum(len(t["not_held"]) for t in told), sum(t["not_in_order"] for t in told)
    )


def _append(path: Path, text: str) -> None:
    try:
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError:
        print(Text("Opsummeringen kan ikke skrives.", "The step summary cannot be written."), file=sys.stderr)
