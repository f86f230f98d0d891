"""The risk score: points from a written table of weights, and the chance of being drawn that follows from it.

Everybody keeps a chance, for `base` is never 0: otherwise nothing could be said about all cases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.sample.drawing import Drawn, Part, gathered
from caseaudit.sample.order import uniform

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from caseaudit.sample.frame import Candidate

YOUNG, CHILD = 3, 8


def points(c: Candidate, weights: Mapping[str, float]) -> dict[str, float]:
    """The points that a candidate gets, by what they are for; what gives none is left out."""
    counts = {
        "base": 1,
        **{name: c.breaches.get(name, 0) for name in ("critical", "high", "medium", "low")},
        "unknown": c.unknown,
        "pending": c.pending,
        "placed": int(c.placed),
        "age_under_3": int(c.age is not None and c.age < YOUNG),
        "age_3_to_7": int(c.age is not None and YOUNG <= c.age < CHILD),
        "caseworker_changes": max(0, (c.workers or 1) - 1),
    }
    return {name: round(n * weights[name], 6) for name, n in counts.items() if n and weights.get(name)}


def risk_based(candidates: Sequence[Candidate], n: int, seed: str, weights: Mapping[str, float]) -> Drawn:
    """A case with twice the points has twice the chance, up to certainty (Pareto sampling on the same uniform numbers)."""
    return gathered(risk_parts(candidates, n, seed, weights)) if candidates else Drawn(())


def risk_parts(candidates: Sequence[Candidate], n: int, seed: str, weights: Mapping[str, float]) -> list[Part]:
    """The whole as one part, in the order of a Pareto draw, with everybody's chance."""
    from caseaudit.statistics.weighted import inclusion_probabilities, pareto_order

    scores = {c.identity: points(c, weights) for c in candidates}
    chances = inclusion_probabilities([sum(scores[c.identity].values()) for c in candidates], min(n, len(candidates)))
    uniforms = [uniform(seed, c.identity) for c in candidates]
    line = tuple((uniforms[i], candidates[i]) for i in pareto_order(uniforms, chances).tolist())
    by_name = {c.identity: float(p) for c, p in zip(candidates, chances, strict=True)}
    return [Part("", line, n, by_name, scores)]


def scale(spread: Sequence[tuple[float, int]], n: int) -> float | None:
    """What to multiply all odds by so that `n` are drawn on the same line; None when that is everybody.

    The chances t * odds / (1 + t * odds) then sum to `n`; at the number first drawn t is 1. The line is a Pareto draw with
    these chances too, for multiplying all odds by t does not change the order.
    """
    if n >= sum(k for _, k in spread):
        return None
    low, high = 0.0, 1.0
    while _expected(high, spread) < n:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if _expected(middle, spread) < n else (low, middle)
    return high


def _expected(t: float, spread: Sequence[tuple[float, int]]) -> float:
    return sum(k * t * o / (1 + t * o) for o, k in spread)
