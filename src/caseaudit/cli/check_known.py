"""`check --baseline FILE` and `check --fail-on-new`: which breaches are known, and what that does at the gate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit.audit import gravity
from caseaudit.cli import common
from caseaudit.dates import show
from caseaudit.model.outcomes import SEVERITIES
from caseaudit.privacy import mask
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseaudit.audit import Audit
    from caseaudit.baseline.model import Baseline, Standing
    from caseaudit.cli.check import Options
    from caseaudit.output.summary import Said
    from caseaudit.settings import Config


def opened(options: Options) -> Baseline | None:
    """Read the baseline before anything is judged. Raises `UsageError`."""
    if options.baseline is None:
        return None
    from caseaudit.baseline.model import read

    return read(options.baseline)


def standing(
    audit: Audit, options: Options, settings: Config, run_name: str, baseline: Baseline | None
) -> Standing | None:
    """Hold the breaches against the baseline, else against the run before; None where neither was asked for."""
    if baseline is None and not options.fail_on_new:
        return None
    from caseaudit.baseline.model import held_against, held_against_run
    from caseaudit.cli.baseline_run import breaches, same_key
    from caseaudit.runs.kept import key_fingerprint

    runs = common.runs_folder(options.runs, settings)
    secret = common.key(settings, runs)
    fingerprint = key_fingerprint(secret)
    found = breaches(audit, secret)
    if baseline is not None and options.baseline is not None:
        same_key(baseline, fingerprint, options.baseline)
        return held_against(found, baseline, audit.as_of, mask(options.baseline.name))
    source, keys = _before(audit, runs, fingerprint, Path(run_name).name)
    return held_against_run(found, keys, audit.as_of, source)


def _before(audit: Audit, runs: Path, fingerprint: str, own: str) -> tuple[str, frozenset[str]]:
    """The run compared with, in words, and the keys of its breaches."""
    from datetime import date

    from caseaudit.baseline.before import earlier, found_by
    from caseaudit.history.store import NAME, Store
    from caseaudit.runs.keeping import scope

    nothing = str(
        Text("ingen tidligere kørsel om det samme, så alt er nyt", "no earlier run about the same, so all is new")
    )
    if not (runs / NAME).is_file():
        return nothing, frozenset()
    with Store(runs) as store:
        about, day = scope(audit.selection), audit.as_of.isoformat()
        run = earlier(store.runs(), scope=about, as_of=day, fingerprint=fingerprint, own=own)
        if run is None:
            return nothing, frozenset()
        told = show(date.fromisoformat(run.as_of))
        return str(Text(f"kørslen pr. {told}", f"the run as of {told}")), found_by(store, run, ("breached",))


def gate_text(s: Standing, fail_on: str) -> str:
    """What fails at the gate when known findings do not count; "" when nothing does."""
    new = sum(gravity(b.severity) <= gravity(fail_on) for b in s.new)
    expired = [e for b, e in s.expired if gravity(b.severity) <= gravity(fail_on)]
    limit = SEVERITIES[fail_on]
    parts = []
    if new:
        parts.append(
            str(
                Text(f"{new} nye fund af alvoren {limit} eller over", f"{new} new findings of severity {limit} or over")
            )
        )
    if expired:
        n, rules = len(expired), ", ".join(sorted({e.rule for e in expired}))
        first = show(min(e.expires for e in expired))
        parts.append(
            str(
                Text(
                    f"{n} kendte fund er udløbet (det første {first}): {rules}",
                    f"{n} known findings have expired (the first {first}): {rules}",
                )
            )
        )
    return "; ".join(parts)


def told(known: Standing | None) -> str:
    """`  Kendte fund: 3 nye, 40 kendte (ældste 120 dage, næste udløber 01-03-2027), 2 udløbne.`; "" where none was asked for."""
    if known is None:
        return ""
    from caseaudit.baseline.text import summary

    return f" {Text('Kendte fund', 'Known findings')}: {summary(known)}."


def passed(s: Standing, fail_on: str) -> str:
    """What a passed gate means where only new findings count: nothing new, and how much is still open."""
    from caseaudit.baseline.text import still_open

    limit = SEVERITIES[fail_on]
    lesser = sum(gravity(b.severity) > gravity(fail_on) for b in (*s.new, *(b for b, _ in s.expired)))
    nothing = Text("ingen nye fund.", "no new findings.")
    if lesser:
        nothing = Text(
            f"ingen nye fund af alvoren {limit} eller over; {lesser} nye eller udløbne under grænsen.",
            f"no new findings of severity {limit} or over; {lesser} new or expired below it.",
        )
    return f"{nothing} {still_open(s)}"


def said(s: Standing | None, fail_on: str) -> Said:
    """What is said at the verdict. `fail_on`: the limit where only new findings count, else ""."""
    from caseaudit.baseline.text import lines as told
    from caseaudit.output.summary import NOTHING_SAID, Said

    if s is None:
        return NOTHING_SAID
    return Said(passed(s, fail_on) if fail_on else "", tuple(told(s)))


def lines(s: Standing) -> str:
    """The block after the result in Markdown."""
    from caseaudit.baseline.text import lines as told

    head, *rest = told(s)
    return "".join(f"{x}\n" for x in ("", f"**{mask(head)}**", "", *(f"- {mask(x.strip())}" for x in rest)))


def states(audit: Audit, s: Standing, options: Options, settings: Config) -> Sequence[str]:
    """For each finding, in their order, `new`, `known` or `expired`; "" for what is not breached."""
    from caseaudit.history.found import found

    secret = common.key(settings, common.runs_folder(options.runs, settings))
    of = {b.key: "new" for b in s.new} | {b.key: "known" for b, _ in s.known} | {b.key: "expired" for b, _ in s.expired}
    return [of.get(k, "") for k in found(audit, secret)["key"].tolist()]
