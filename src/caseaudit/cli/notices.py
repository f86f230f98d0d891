"""What `check` says of itself when nobody is watching: the line of summary, the log, and the messages that were asked for."""

from __future__ import annotations

import os
import shlex
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from math import floor
from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.cli import common, runlog
from caseaudit.dates import show
from caseaudit.errors import CaseauditError, Exit, Problem, UsageError
from caseaudit.model.outcomes import SEVERITIES, rate
from caseaudit.notify import WHEN, Command, Mail, Message, NotSentError, run_command, send_mail, wanted
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from caseaudit.audit import Audit
    from caseaudit.cli.check import Options
    from caseaudit.notify import When
    from caseaudit.settings import Config

PASSWORD = "CASEAUDIT_SMTP_PASSWORD"  # noqa: S105 - the name of a variable
_PREFIX = "command:"


@dataclass
class Watch:
    """Who is to be told of this run, and of what."""

    title: str = ""
    when: When = "findings"
    targets: list[Command | Mail] = field(default_factory=list)
    message: Message | None = None

    def tell(self, message: Message, new: Callable[[], int | None]) -> None:
        """Tell this when the run is over. What is new is counted only where somebody will hear of it."""
        self.message = message
        if self.targets:
            with suppress(CaseauditError):  # a history that is busy or damaged is no reason to change the verdict
                self.message = replace(message, new=new())


def flags(notify: Sequence[str], when: str) -> None:
    """Refuse what cannot be used before anything is read. Raises `UsageError`."""
    if when:
        common.choice(when, "--notify-on", WHEN)
    for target in notify:
        if target not in ("mail", "none") and not _argv(target):
            raise UsageError(Problem("notify_target", values={"value": target}))


@contextmanager
def watching(notify: Sequence[str], when: str) -> Iterator[Watch]:
    """Tell what came of the block, also when it could not be done. A message that fails changes nothing else."""
    flags(notify, when)
    watch = Watch()
    _commands(watch, notify, when)  # a configuration that cannot be read must not silence them
    try:
        settings = common.config()
        _configured(watch, notify, when, settings)
        yield watch
    except CaseauditError as e:
        watch.message = Message(
            "error", e.exit_code, watch.title, problems=tuple(f"[{p.code}] {p.what}" for p in e.problems)
        )
        _send(watch)
        raise
    except Exception:
        watch.message = Message(
            "error", Exit.BUG, watch.title, problems=(str(Text("Fejl i caseaudit.", "A bug in caseaudit.")),)
        )
        _send(watch)
        raise
    _send(watch)


def _argv(target: str) -> tuple[str, ...]:
    """The words of `command:...`; () where it is none."""
    if not target.startswith(_PREFIX):
        return ()
    try:
        words = shlex.split(target.removeprefix(_PREFIX), posix=os.name != "nt")
    except ValueError:
        return ()
    return tuple(w.strip('"') for w in words) if os.name == "nt" else tuple(words)


def _commands(watch: Watch, notify: Sequence[str], when: str) -> None:
    if when in WHEN:
        watch.when = when
    watch.targets += [Command(argv) for target in notify if (argv := _argv(target))]


def _configured(watch: Watch, notify: Sequence[str], when: str, settings: Config) -> None:
    """Add what caseaudit.toml says: all of it without `--notify`, the mail for `--notify mail`. Raises `UsageError`."""
    table, watch.title = settings.notify, settings.municipality
    if not when:
        watch.when = table.on
    if not notify and table.command:
        watch.targets.append(Command(tuple(table.command), table.format == "json", table.timeout))
    if "mail" in notify and table.mail is None:
        raise UsageError(Problem("notify_mail_unset"))
    if table.mail and (not notify or "mail" in notify):
        m, password = table.mail, os.environ.get(PASSWORD, "")
        to = tuple(m.to)
        watch.targets.append(
            Mail(m.host, m.sender, to, m.port, m.starttls, settings.mail_ca, m.user, password, table.timeout)
        )


def _send(watch: Watch) -> None:
    if watch.message is None or not wanted(watch.when, watch.message):
        return
    for target in watch.targets:
        name = "mail" if isinstance(target, Mail) else Path(target.argv[0]).name
        try:
            if isinstance(target, Mail):
                send_mail(target, watch.message, SEVERITIES)
            else:
                run_command(target, watch.message, SEVERITIES)
        except NotSentError as e:
            problem = Problem("notify_failed", values={"target": name, "why": str(e)}, severity="warning")
            console.show_problems([problem])
            runlog.problems([problem])
        else:
            runlog.note("notified", name)


def message(audit: Audit, failed: Sequence[str], run_name: str, exit_code: int, municipality: str) -> Message:
    """Counts of a run that was done. What was new is found by `new_since_last`."""
    total = audit.total()
    share = rate(total)
    return Message(
        result="failed" if failed else "passed",
        exit_code=exit_code,
        title=municipality,
        as_of=audit.as_of.isoformat(),
        cases=audit.n_cases,
        findings=audit.severities(),
        unknown=total["unknown"],
        met_percent=None if share is None else floor(100 * share + 0.5),
        gates=tuple(failed),
        run=str(Path(run_name).resolve()) if run_name else "",
    )


def summary_line(m: Message) -> str:
    """`IKKE GODKENDT pr. 15-10-2026: 400 sager, 312 fund (12 kritisk, 300 høj), 83 % overholdt, 20 kan ikke vurderes. runs/...`."""
    found = ", ".join(f"{n} {SEVERITIES[s]}" for s, n in m.findings.items() if n)
    verdict = Text("IKKE GODKENDT", "NOT PASSED") if m.gates else Text("GODKENDT", "PASSED")
    parts = [
        str(Text(f"{m.cases} sager", f"{m.cases} cases")),
        str(Text(f"{m.total} fund", f"{m.total} findings")) + (f" ({found})" if found else ""),
    ]
    if m.met_percent is not None:
        parts.append(str(Text(f"{m.met_percent} % overholdt", f"{m.met_percent} % met")))
    parts.append(str(Text(f"{m.unknown} kan ikke vurderes", f"{m.unknown} could not be assessed")))
    told = f"{verdict} {Text('pr.', 'as of')} {show(date.fromisoformat(m.as_of))}: {', '.join(parts)}."
    return " ".join((f"{told} {m.run}" if m.run else told).split())


def log_result(m: Message) -> None:
    """Put the result, and where the run lies, in the log."""
    runlog.note("result", summary_line(replace(m, run="")))
    for gate in m.gates:
        runlog.note("gate", gate, "warning")
    if m.run:
        runlog.note("kept", m.run)


def new_since_last(audit: Audit, options: Options, settings: Config, run_name: str) -> int | None:
    """Breaches that are new as the worklist counts new: the run they are compared with had neither breach nor doubt there.

    None where there is no run to compare with.
    """
    from caseaudit.baseline.before import earlier, found_by
    from caseaudit.history.found import found
    from caseaudit.history.store import NAME, Store
    from caseaudit.runs.keeping import scope
    from caseaudit.runs.kept import key_fingerprint

    runs = common.runs_folder(options.runs, settings)
    if not (runs / NAME).is_file():
        return None
    secret = common.key(settings, runs)
    with Store(runs) as history:
        about, day, own = scope(audit.selection), audit.as_of.isoformat(), Path(run_name).name
        last = earlier(history.runs(), scope=about, as_of=day, fingerprint=key_fingerprint(secret), own=own)
        if last is None:
            return None
        known = found_by(history, last)
    now = found(audit, secret, ("breached",))["key"]
    return sum(key not in known for key in now)
