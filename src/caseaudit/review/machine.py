"""The reader's answer beside the machine's outcome of the same duty about the same unit: how far the export can be trusted.

Two kinds of difference. The export holds what the reader does not find in the case (*registered, not found*): its numbers are
too good. The reader finds in the case what the export lacks (*found, not registered*): its numbers are too hard.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from caseaudit.model.outcomes import OUTCOMES
from caseaudit.statistics import agreement as stats

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from caseaudit.audit import Audit, RuleResult
    from caseaudit.review.final import Final
    from caseaudit.review.model import Point, Round

Level = Literal["point", "theme", "total"]
FULFILLED, BREACHED = ("met", "excused"), "breached"
_NAMES = tuple(OUTCOMES)


@dataclass(frozen=True)
class Beside:
    """Reader against machine, for a point, a theme or all (`name` ""). The four numbers of the table are those where both judged.

    `excused` are those of `both_yes` and `registered_not_found` that the machine counts as lawfully excused. `apart`: where
    one of the two did not judge, by (machine outcome, reader's answer); `missing` units are no longer in the run.
    """

    level: Level
    name: str
    both_yes: int
    both_no: int
    registered_not_found: int
    found_not_registered: int
    excused: int
    apart: Mapping[tuple[str, str], int]
    missing: int

    @property
    def pairs(self) -> int:
        return self.both_yes + self.both_no + self.registered_not_found + self.found_not_registered

    @property
    def same(self) -> int:
        return self.both_yes + self.both_no

    @property
    def reader_yes(self) -> int:
        return self.both_yes + self.found_not_registered

    @property
    def machine_yes(self) -> int:
        return self.both_yes + self.registered_not_found

    @property
    def ac1(self) -> float | None:
        """None when there is no pair."""
        if not self.pairs:
            return None
        return stats.ac1([[self.both_yes, self.found_not_registered], [self.registered_not_found, self.both_no]])


@dataclass(frozen=True)
class Indication:
    """A rule about the same duty as a question: shown beside it, never compared with it."""

    point: str
    rule: str
    fulfilled: int
    judged: int


@dataclass(frozen=True)
class Difference:
    """One unit where the two differ."""

    final: Final
    outcome: str


@dataclass(frozen=True)
class AgainstMachine:
    """All comparisons. `total` counts rules of law that bind; themes likewise."""

    points: tuple[Beside, ...]
    themes: tuple[Beside, ...]
    total: Beside
    indications: tuple[Indication, ...]
    differences: tuple[Difference, ...]


def against_machine(round_: Round, finals: Sequence[Final], audit: Audit) -> AgainstMachine:
    """Compare the points that are rules with the run's outcomes of the same units."""
    points = {p.id: p for p in round_.points}
    outcome_of = _outcomes(audit, {p.id for p in round_.points if p.source == "rule"})
    joined = [
        (f, outcome_of.get((f.entry.point, f.entry.case_id, _unit(f))))
        for f in finals
        if points[f.entry.point].source == "rule" and f.state == "settled"
    ]
    by_point: dict[str, list[tuple[Final, str | None]]] = defaultdict(list)
    by_theme: dict[str, list[tuple[Final, str | None]]] = defaultdict(list)
    binding = []
    for final, outcome in joined:
        point = points[final.entry.point]
        by_point[point.id].append((final, outcome))
        if point.legal and not point.soft:
            by_theme[point.theme].append((final, outcome))
            binding.append((final, outcome))
    return AgainstMachine(
        tuple(_table("point", p, by_point[p]) for p in points if p in by_point),
        tuple(_table("theme", t, by_theme[t]) for t in audit.rulebook.themes if t in by_theme),
        _table("total", "", binding),
        tuple(_indications(round_.points, audit)),
        tuple(Difference(f, o) for f, o in joined if o and _differ(f, o)),
    )


def _unit(final: Final) -> str:
    e = final.entry
    return e.case_id if e.unit_kind == "case" else e.unit_id


def _outcomes(audit: Audit, rules: set[str]) -> dict[tuple[str, str, str], str]:
    """The outcome of each unit of these rules, by rule, case and unit as a finding names it."""
    cases = audit.dataset.cases["case_id"].astype("str").to_numpy()
    events = audit.dataset.events
    ids = events["event_id"].astype("str").to_numpy() if "event_id" in events else None
    found: dict[tuple[str, str, str], str] = {}
    for result in audit.results:
        if result.rule.id in rules:
            for row in result.mask.nonzero()[0]:
                o = result.outcomes
                case, unit = str(cases[o.case[row]]), int(o.unit[row])
                name = case if result.rule.of_case else (str(ids[unit]) if ids is not None else str(unit))
                found[result.rule.id, case, name] = _NAMES[o.outcome[row]]
    return found


def _verdict(outcome: str) -> bool | None:
    if outcome in FULFILLED:
        return True
    return False if outcome == BREACHED else None


def _differ(final: Final, outcome: str) -> bool:
    verdict = _verdict(outcome)
    return verdict is not None and final.value in ("yes", "no") and verdict != (final.value == "yes")


def _table(level: Level, name: str, joined: Iterable[tuple[Final, str | None]]) -> Beside:
    cells: Counter[tuple[bool, bool]] = Counter()
    apart: Counter[tuple[str, str]] = Counter()
    excused = missing = 0
    for final, outcome in joined:
        if outcome is None:
            missing += 1
            continue
        verdict = _verdict(outcome)
        if verdict is None or final.value not in ("yes", "no"):
            apart[outcome, str(final.value)] += 1
            continue
        cells[verdict, final.value == "yes"] += 1
        excused += outcome == "excused"
    return Beside(
        level, name, cells[True, True], cells[False, False], cells[True, False], cells[False, True], excused,
        dict(sorted(apart.items())), missing,
    )  # fmt: skip


def _indications(points: Iterable[Point], audit: Audit) -> Iterator[Indication]:
    """Rules of law with a row of the law catalogue in common with a question."""
    for point in points:
        if point.source == "question" and point.law_rows:
            for result in audit.results:
                if result.rule.legal and set(result.rule.law_rows) & set(point.law_rows):
                    yield Indication(point.id, result.rule.id, *_counted(result))


def _counted(result: RuleResult) -> tuple[int, int]:
    good = sum(result.counts[o] for o in FULFILLED)
    return good, good + result.counts[BREACHED]
