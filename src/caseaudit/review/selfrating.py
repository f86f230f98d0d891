"""The municipality's own rating of a theme beside what the machine and the readers found. No score is made of the difference.

A theme *parts* by one written rule: it is rated high and under `HIGH_NEEDS` per cent were fulfilled, or it is rated low
(lesser degree, not at all) and `LOW_HAS` per cent or more were. It needs at least five judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from caseaudit.review.estimate_model import FEWEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from caseaudit.audit import Audit
    from caseaudit.review.model import SelfRating

HIGH_NEEDS, LOW_HAS = 75, 90
"""Per cent. The same as the report's own limits for a challenge and a strength."""

Parts = Literal["", "better", "worse"]
"""What the municipality thinks of itself, against what was found."""


@dataclass(frozen=True)
class Rated:
    """A rated theme. Counts are fulfilled and judged: by the machine over all cases, by readers in the cases they read.

    `weakest` is the point with the lowest share of yes among those with at least five judged: its id, yes and judged.
    """

    theme: str
    value: Literal["high", "some", "less", "none"]
    source: str
    machine: tuple[int, int] | None
    reviewed: tuple[int, int] | None
    parts_machine: Parts
    parts_reviewed: Parts
    weakest: tuple[str, int, int] | None


@dataclass(frozen=True)
class Reviewed:
    """What the readers found in a theme. `share`: of all by the design of the sample, else of the cases read; None: untold."""

    yes: int
    judged: int
    share: float | None


def rated(
    ratings: Iterable[SelfRating],
    audit: Audit,
    reviewed: Mapping[str, Reviewed],
    points: Mapping[str, Sequence[tuple[str, int, int]]],
) -> tuple[Rated, ...]:
    """Each rating with what was found. `points` has, per theme, each point's id, yes and judged."""
    machine = machine_by_theme(audit)
    out = []
    for r in ratings:
        by_machine, by_reader = machine.get(r.theme), reviewed.get(r.theme)
        weak = [p for p in points.get(r.theme, ()) if p[2] >= FEWEST]
        out.append(
            Rated(
                r.theme,
                r.value,
                r.source,
                by_machine,
                (by_reader.yes, by_reader.judged) if by_reader else None,
                _parts(r.value, by_machine[0] / by_machine[1], by_machine[1]) if by_machine else "",
                _parts(r.value, by_reader.share, by_reader.judged) if by_reader else "",
                min(weak, key=lambda p: p[1] / p[2]) if weak else None,
            )
        )
    return tuple(out)


def machine_by_theme(audit: Audit) -> dict[str, tuple[int, int]]:
    """Fulfilled and judged of the rules that judge law and bind, in each theme where something was judged."""
    found: dict[str, tuple[int, int]] = {}
    for result in audit.results:
        if result.rule.legal:
            counts = result.binding
            good, judged = found.get(result.rule.theme, (0, 0))
            met = counts["met"] + counts["excused"]
            found[result.rule.theme] = good + met, judged + met + counts["breached"]
    return {theme: counts for theme, counts in found.items() if counts[1]}


def _parts(value: str, share: float | None, judged: int) -> Parts:
    if share is None or judged < FEWEST:
        return ""
    if value == "high" and 100 * share < HIGH_NEEDS:
        return "better"
    return "worse" if value in ("less", "none") and 100 * share >= LOW_HAS else ""
