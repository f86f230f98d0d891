"""`caseaudit baseline create|show|diff|prune`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit.cli import common
from caseaudit.cli.worklist import ground
from caseaudit.errors import Exit, Place, Problem, UsageError
from caseaudit.privacy import mask
from caseaudit.texts import Text

if TYPE_CHECKING:
    from caseaudit.audit import Audit
    from caseaudit.baseline.model import Baseline, Breach
    from caseaudit.cli.worklist import Ground


@dataclass(frozen=True)
class Options:
    """The command line of `baseline create`, as given."""

    reason: str
    expires: str
    owner: str = ""
    rules: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    output: Path = Path("baseline.json")
    run: str = ""
    rule_dirs: tuple[Path, ...] = ()
    runs: Path | None = None


def run_create(options: Options) -> int:
    from caseaudit.baseline import model

    reason = model.checked_text("--reason", options.reason, needed=True)
    owner = model.checked_text("--owner", options.owner)
    expires = common.day(options.expires)
    base = ground(options.run, options.runs, options.rule_dirs)
    on = base.audit.as_of
    if expires <= on:
        from caseaudit.dates import show

        raise UsageError(Problem("baseline_expires", values={"day": show(expires), "as_of": show(on)}))
    old = model.read(options.output) if options.output.exists() else None
    if old:
        same_key(old, base.fingerprint, options.output)
    chosen = _chosen(base, options)
    if not chosen:
        raise UsageError(Problem("baseline_nothing"))
    given = model.Entry("", "", "", "", reason, owner, on, expires)
    made, put, renewed = model.added(old, chosen, base.fingerprint, given)
    model.write(options.output, made)
    kept = len(chosen) - put - renewed
    print(
        Text(
            f"{put} fund er nu kendte, {renewed} fornyet, {kept} stod der i forvejen. {len(made.entries)} i alt.",
            f"{put} findings are now known, {renewed} renewed, {kept} were there. {len(made.entries)} in all.",
        )
    )
    print(options.output.as_posix())
    return Exit.OK


def _chosen(base: Ground, options: Options) -> dict[str, tuple[Breach, str]]:
    audit = base.audit
    known = ", ".join(audit.rulebook.themes)
    unheard = [t for t in options.themes if t not in audit.rulebook.themes]
    if unheard:
        raise UsageError([Problem("theme_unknown", values={"theme": t, "known": known}) for t in unheard])
    units = {u.strip().casefold() for u in options.units}
    wanted = {audit.rulebook.get(r).rule.id for r in options.rules}
    themes = {r.rule.id for r in audit.results if r.rule.theme in options.themes}
    some = wanted | themes
    anything = not (options.rules or options.themes)
    return {
        b.key: (b, row)
        for b, row, unit in _breaches(audit, base.key)
        if (anything or b.rule in some) and (not units or unit.strip().casefold() in units)
    }


def _breaches(audit: Audit, key: bytes) -> list[tuple[Breach, str, str]]:
    from caseaudit.baseline.model import Breach
    from caseaudit.history.found import found

    table = found(audit, key, ("breached",))
    columns = (table[c].tolist() for c in ("key", "rule", "severity", "law_row", "unit"))
    return [(Breach(k, r, s), row, unit) for k, r, s, row, unit in zip(*columns, strict=True)]


def breaches(audit: Audit, key: bytes) -> list[Breach]:
    """The breaches of a run, with their keys."""
    return [b for b, _, _ in _breaches(audit, key)]


def same_key(baseline: Baseline, fingerprint: str, path: Path) -> None:
    """Raises `UsageError` when the baseline was made with another key."""
    if baseline.key_fingerprint != fingerprint:
        raise UsageError(Problem("baseline_other_key", Place(file=mask(path.name))))


def run_show(path: Path, fmt: str, as_of: str) -> int:
    from caseaudit.baseline import model, text

    common.choice(fmt, "--format", ("table", "json"))
    baseline, on = model.read(path), common.day(as_of)
    if fmt == "json":
        from dataclasses import asdict

        entries = [asdict(e) | {"expired": e.expired(on), "age_days": e.age(on)} for e in baseline.entries]
        print(json.dumps({"entries": entries}, ensure_ascii=False, indent=1, default=str))
        return Exit.OK
    for line in text.shown(baseline, on):
        print(line)
    return Exit.OK


def run_diff(path: Path, run: str, rule_dirs: tuple[Path, ...], runs: Path | None) -> int:
    """What the run has that the list does not, and the other way."""
    from caseaudit.baseline import model, text

    baseline = model.read(path)
    base = ground(run, runs, rule_dirs)
    same_key(baseline, base.fingerprint, path)
    standing = model.held_against(breaches(base.audit, base.key), baseline, base.audit.as_of, mask(path.name))
    for line in text.lines(standing):
        print(line)
    for rule, counts in sorted(standing.failing().items()):
        new = sum(b.rule == rule for b in standing.new)
        if new:
            print(f"  {Text('Nye', 'New')}: {rule}: {new}")
        del counts
    closed, silent = _closed(baseline, base)
    print(
        Text(
            f"Bragt i orden: {len(closed)}. Ikke i kørslen: {len(silent)}.",
            f"In order now: {len(closed)}. Not in the run: {len(silent)}.",
        )
    )
    return Exit.OK


def _closed(baseline: Baseline, base: Ground) -> tuple[set[str], set[str]]:
    """Keys of the list that the run shows in order, and those that it says nothing of."""
    from caseaudit.worklist.making import now

    told = now(base.audit, base.key, {e.key: e.rule for e in baseline.entries})
    closed = {k for k, n in told.items() if n.outcome in ("met", "excused", "not_applicable")}
    return closed, {e.key for e in baseline.entries} - told.keys()


def run_prune(
    path: Path,
    run: str,
    rule_dirs: tuple[Path, ...],
    runs: Path | None,
    *,
    expired: bool = False,
    gone: bool = False,
    dry: bool = False,
) -> int:
    """Take off what the run shows in order; on request also what has expired and what the run does not hold."""
    from caseaudit.baseline import model

    baseline = model.read(path)
    base = ground(run, runs, rule_dirs)
    same_key(baseline, base.fingerprint, path)
    closed, silent = _closed(baseline, base)
    on = base.audit.as_of
    off = {e.key for e in baseline.entries if expired and e.expired(on)} | closed | (silent if gone else set())
    left = tuple(e for e in baseline.entries if e.key not in off)
    if not dry and off:
        model.write(path, model.Baseline(baseline.key_fingerprint, left))
    verb = Text("ville blive taget af", "would be taken off") if dry else Text("taget af", "taken off")
    print(
        Text(
            f"{len(off)} {verb.da} ({len(closed)} bragt i orden). {len(left)} tilbage.",
            f"{len(off)} {verb.en} ({len(closed)} in order). {len(left)} left.",
        )
    )
    return Exit.OK
