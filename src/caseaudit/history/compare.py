"""Two measurements side by side: the same rules only, both denominators, and no more said than the numbers carry.

Where every case was counted, a difference is exact. Where one of the two is a sample, it has an interval, and while 0 lies
inside it nothing is said of a change.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseaudit.history.queries import counts
from caseaudit.history.words import percent
from caseaudit.model.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from caseaudit.history.queries import By
    from caseaudit.history.rows import RunRow
    from caseaudit.history.store import Store


@dataclass(frozen=True)
class Measured:
    """One rule or point of a measurement. `digest`: of its file or text, so that only the same is compared."""

    digest: str
    theme: str
    counts: Tally
    legal: bool = True


@dataclass(frozen=True)
class Side:
    """One measurement: a run, or a round of review. `sample`: its cases stand for others."""

    id: str
    kind: str
    on: date
    rows: Mapping[str, Measured]
    sample: bool = False
    scope: str = ""
    system: str = ""
    key: str = ""
    pruned: bool = False
    parts: Mapping[str, Mapping[str, Tally]] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One thing in both. `change` in points, None where either has fewer than five; `low` and `high` for samples."""

    id: str
    before: Tally
    now: Tally
    change: float | None
    low: float | None = None
    high: float | None = None
    summed: bool = False

    @property
    def shown(self) -> bool:
        """Whether a change may be told: exact, or 0 outside the interval. A sum over points of a sample has no interval."""
        if self.change is None:
            return False
        if self.low is None or self.high is None:
            return not self.summed
        return not self.low <= 0 <= self.high


@dataclass(frozen=True)
class Comparison:
    """Two sides. `other`: rules that are not the same on both sides, and why they are set apart."""

    before: Side
    now: Side
    total: Line
    themes: tuple[Line, ...]
    rules: tuple[Line, ...]
    parts: Mapping[str, tuple[Line, ...]]
    changed: tuple[str, ...]
    only_before: tuple[str, ...]
    only_now: tuple[str, ...]

    @property
    def sample(self) -> bool:
        return self.before.sample or self.now.sample


def side_of_run(store: Store, run: RunRow, *, sample: bool = False) -> Side:
    """A run as one side of a comparison; its parts are added when it is known which rules are the same."""
    from caseaudit.history.laid import stands_for

    rules = store.rules(run.id)
    found = counts(store, [run.id], "rule", rules=[r.id for r in rules])
    rows = {r.id: Measured(r.digest, r.theme, found.get((run.id, r.id), Tally()), r.judges == "law") for r in rules}
    return Side(
        run.id, "run", stands_for(run), rows, sample, run.scope, run.system, run.key_fingerprint, bool(run.pruned_on)
    )


def same_rules(a: Side, b: Side) -> list[str]:
    """What stands on both sides with the same text, in the order of the later."""
    return [r for r, m in b.rows.items() if r in a.rows and a.rows[r].digest == m.digest]


def parts_of(store: Store, run: str, by: By, rules: Iterable[str]) -> dict[str, Tally]:
    """The units or teams of a run, over certain rules."""
    chosen = list(rules)
    return {name: c for (_, name), c in counts(store, [run], by, rules=chosen).items() if name} if chosen else {}


def compare(a: Side, b: Side) -> Comparison:
    """`a` is the earlier. Pure."""
    same, sample = same_rules(a, b), a.sample or b.sample
    legal = [r for r in same if b.rows[r].legal]
    themes = dict.fromkeys(b.rows[r].theme for r in legal)
    names = {
        part: sorted(a.parts[part].keys() & b.parts[part].keys(), key=str.casefold)
        for part in a.parts
        if part in b.parts
    }
    return Comparison(
        a,
        b,
        _sum("", legal, a, b, sample=sample),
        tuple(_sum(t, [r for r in legal if b.rows[r].theme == t], a, b, sample=sample) for t in themes),
        tuple(line(r, a.rows[r].counts, b.rows[r].counts, sample=sample) for r in same if _asked(a, b, r)),
        {p: tuple(line(n, a.parts[p][n], b.parts[p][n], sample=sample, summed=True) for n in names[p]) for p in names},
        tuple(r for r in b.rows if r in a.rows and r not in same),
        tuple(r for r in a.rows if r not in b.rows),
        tuple(r for r in b.rows if r not in a.rows),
    )


def _asked(a: Side, b: Side, rule: str) -> bool:
    return bool(a.rows[rule].counts.asked or b.rows[rule].counts.asked)


def _sum(name: str, rules: Iterable[str], a: Side, b: Side, *, sample: bool) -> Line:
    chosen = list(rules)
    before = sum((a.rows[r].counts for r in chosen), Tally())
    now = sum((b.rows[r].counts for r in chosen), Tally())
    return line(name, before, now, sample=sample, summed=True)


def line(name: str, before: Tally, now: Tally, *, sample: bool, summed: bool = False) -> Line:
    """`summed`: several rules added; in a sample their answers hang together by case, and no interval is given."""
    then, here = percent(before.good, before.judged), percent(now.good, now.judged)
    change = None if then is None or here is None else here - then
    if not sample or change is None:
        return Line(name, before, now, change, summed=False)
    if summed:
        return Line(name, before, now, change, summed=True)
    from caseaudit.statistics.compare import newcombe

    between = newcombe(now.good, now.judged, before.good, before.judged)
    return Line(name, before, now, change, 100 * between.low, 100 * between.high)
