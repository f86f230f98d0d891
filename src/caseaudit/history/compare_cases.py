"""Breaches that came, went, came back or are still there between two runs, known by their keys; pure but for one query."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from caseaudit.history.laid import Laid
    from caseaudit.history.store import Store

Kind = Literal["new", "reopened", "still", "closed"]
How = Literal["", "met", "excused", "pending", "unknown", "not_applicable", "gone", "rule_changed", "not_known"]
KINDS: tuple[Kind, ...] = ("new", "reopened", "still", "closed")
HOWS: tuple[How, ...] = ("met", "excused", "pending", "not_applicable", "unknown", "gone", "rule_changed", "not_known")


@dataclass(frozen=True)
class Breach:
    """A breach as the history keeps it."""

    key: str
    rule: str
    severity: str
    unit: str
    team: str
    due_on: str


@dataclass(frozen=True)
class Change:
    """What became of one breach. `since`: the first of the runs in a row that had it. `case_id` only when asked for."""

    breach: Breach
    kind: Kind
    how: How = ""
    since: date | None = None
    case_id: str = ""


@dataclass(frozen=True)
class Changes:
    """All of them, and the day of the later run."""

    on: date
    items: tuple[Change, ...]
    earlier_pruned: bool = False

    def of(self, kind: Kind, rule: str = "") -> tuple[Change, ...]:
        return tuple(c for c in self.items if c.kind == kind and (not rule or c.breach.rule == rule))

    def hows(self, rule: str = "") -> Counter[How]:
        return Counter(c.how for c in self.of("closed", rule))

    @property
    def oldest(self) -> int | None:
        """Days since the oldest that is still open was first found."""
        days = [(self.on - c.since).days for c in self.of("still") if c.since]
        return max(days, default=None)


def breaches(store: Store, run: str, rules: Collection[str]) -> dict[str, Breach]:
    """The binding breaches of a run under these rules, by key."""
    found = store.query(
        "SELECT hex(f.key), r.id, f.severity, f.unit, f.team, coalesce(f.due_on, '') FROM finding f "
        "JOIN rule r ON r.run = f.run AND r.number = f.rule WHERE f.run = ? AND f.outcome = 'breached' AND f.severity <> 'advisory'",
        run,
    )
    return {key.lower(): Breach(key.lower(), *rest) for key, *rest in found if rest[0] in rules}


def seen(store: Store, laid: Sequence[Laid], run: str) -> dict[str, set[str]]:
    """Which of the breaches of `run` each of these runs had."""
    out = {}
    for x in laid:
        rows = store.query(
            "SELECT hex(a.key) FROM finding a JOIN finding b ON b.key = a.key AND b.run = ? AND b.outcome = 'breached' "
            "WHERE a.run = ? AND a.outcome = 'breached'",
            run,
            x.run.id,
        )
        out[x.run.id] = {k.lower() for (k,) in rows}
    return out


def changes(
    before: Mapping[str, Breach],
    now: Mapping[str, Breach],
    row: Sequence[tuple[date, Collection[str]]],
    on: date,
    how: Mapping[str, How] | None,
    cases: Mapping[str, str],
    *,
    pruned: bool = False,
) -> Changes:
    """Sort the breaches of two runs. Pure.

    `row`: the runs before the later one, oldest first, each with those of the later one's breaches that it had. `how`: what
    the later run says of what the earlier one found breached, None where it is gone; a key it does not hold is not in the
    export any more.
    """
    out = [_open(b, before, row, on, cases.get(k, "")) for k, b in now.items()]
    for key, b in before.items():
        if key not in now:
            told: How = "not_known" if how is None else how.get(key, "gone")
            out.append(Change(b, "closed", told, None, cases.get(key, "")))
    out.sort(key=lambda c: (KINDS.index(c.kind), c.breach.rule, c.breach.due_on or "9", c.breach.key))
    return Changes(on, tuple(out), pruned)


def _open(
    b: Breach, before: Mapping[str, Breach], row: Sequence[tuple[date, Collection[str]]], on: date, case: str
) -> Change:
    since, unbroken = on, 0
    for day, keys in reversed(row):
        if b.key not in keys:
            break
        since, unbroken = day, unbroken + 1
    earlier = row[: len(row) - unbroken]
    if any(b.key in keys for _, keys in earlier):
        return Change(b, "reopened", "", since, case)
    return Change(b, "still" if b.key in before else "new", "", since, case)
