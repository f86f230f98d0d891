"""The lines of a result table: what was counted for each theme and rule, and which rules have no line of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from caseaudit.coverage import coverage
from caseaudit.model.outcomes import OUTCOMES
from caseaudit.output.numbers import MIN_FOR_PERCENT, number, rounded
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.audit import Audit, RuleResult
    from caseaudit.coverage import RuleCoverage

_TAGS = {
    "local_standard": Text("lokal standard", "local standard"),
    "data_quality": Text("datakvalitet", "data quality"),
    "law": Text("vejledende", "advisory"),
}


@dataclass(frozen=True)
class Line:
    """One line of the result table. `good` of `judged` are met or excused."""

    title: str
    rule_id: str
    good: int
    judged: int
    breached: int
    excused: int
    pending: int
    unknown: int

    @property
    def of(self) -> str:
        return str(
            Text(f"{number(self.good)} af {number(self.judged)}", f"{number(self.good)} of {number(self.judged)}")
        )

    @property
    def percent(self) -> str:
        """Percent only where at least five could be judged; a rule that met no unit says so."""
        if not self.judged:
            return "-"
        return (
            f"{rounded(100 * self.good / self.judged)} %"
            if self.judged >= MIN_FOR_PERCENT
            else str(Text("(få)", "(few)"))
        )


def line(title: str, rule_id: str, counts: dict[str, int]) -> Line:
    good = counts["met"] + counts["excused"]
    return Line(
        title,
        rule_id,
        good,
        good + counts["breached"],
        counts["breached"],
        counts["excused"],
        counts["pending"],
        counts["unknown"],
    )


def by_theme(audit: Audit) -> Iterator[tuple[Line, list[Line]]]:
    """Each theme with the rules that the export can feed and that met a unit.

    The theme's own line counts the law alone: neither local standards, data quality nor what is only advisory.
    """
    blind = {c.rule.id for c in unfed(audit)}
    for theme in audit.rulebook.themes.values():
        results = [r for r in audit.results if r.rule.theme == theme.id and r.rule.id not in blind and asked(r.counts)]
        if results:
            own = {o: sum(r.binding[o] for r in results if r.rule.legal) for o in OUTCOMES}
            yield line(str(theme.title), "", own), [line(_title(r), r.rule.id, r.counts) for r in results]


def asked(counts: dict[str, int]) -> int:
    """Units for which the question arises."""
    return sum(counts.values()) - counts["not_applicable"]


def unfed(audit: Audit) -> list[RuleCoverage]:
    """Rules that could judge nothing, for the export lacks what they read."""
    silent = [r.rule for r in audit.results if r.counts["unknown"] and asked(r.counts) == r.counts["unknown"]]
    types, counts = np.unique(audit.event_types.astype(str), return_counts=True)
    found = coverage(silent, audit.dataset.schema, dict(zip(types.tolist(), counts.tolist(), strict=True)))
    return [c for c in found if not c.can_run]


def _title(r: RuleResult) -> str:
    bare = r.rule.legal and any((v.severity or r.rule.severity) != "advisory" for v in r.rule.versions)
    return f"{r.rule.title}" + ("" if bare else f" [{_TAGS[r.rule.judges]}]")
