"""What a sample of a population can show, worked out before any case is drawn.

All rates are shares between 0 and 1. The methods are those of `caseaudit.statistics`; the words are in `cli.sample_plan`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from caseaudit.statistics import planning
from caseaudit.statistics.proportion import hypergeometric_upper
from caseaudit.statistics.tails import exact

DEFAULT_SIZE = 20
SHOWN_RATE = 0.8
"""The margin of the asked number is shown at 80 per cent, so that plans can be compared."""
DETECTED = (0.01, 0.05, 0.10)
CHANGE = 0.20
CERTAIN_FROM = 2000
"""With so many cases each time a change of 20 points is found as good as certainly (a test tries it at 99.999 per cent)."""
NEARLY_ALL = 0.8
"""From here on a sample saves so little that all cases are recommended."""

Advice = Literal["all", "enough", "more"]


@dataclass(frozen=True)
class Wish:
    """What the user wants to know. `expected` is the share that is expected to be fulfilled."""

    population: int
    n: int = DEFAULT_SIZE
    confidence: float = 0.95
    margin: float = 0.10
    expected: float = 0.70
    tolerable: float = 0.10


@dataclass(frozen=True)
class Detection:
    """The chance that the sample holds at least one of `cases` bad cases: as near to `rate` as whole cases come."""

    rate: float
    cases: int
    chance: float


@dataclass(frozen=True)
class Power:
    """The chance that two samples of the same size show a change from one share to another."""

    before: float
    after: float
    chance: float


@dataclass(frozen=True)
class Plan:
    """What is needed, what `n` cases can show, and what is advised.

    `n` is the asked number or all cases if there are fewer. `for_margin`: cases for the wished precision.
    `for_tolerable`: cases needed to show that at most the tolerable share fails, when 0 and when 1 error is found.
    `none_found`: the most errors there can be among all cases when none is found. `margin` is that of `n` at 80 per cent.
    `recommended` is the number that meets the wish for precision and allows no error, or all cases.
    """

    wish: Wish
    n: int
    for_margin: int
    for_tolerable: tuple[int, int]
    none_found: int
    margin: float
    detection: tuple[Detection, ...]
    power: Power
    advice: Advice
    recommended: int

    @property
    def everything(self) -> bool:
        """Whether `n` is all cases: then there is nothing to estimate."""
        return self.n == self.wish.population


def plan(wish: Wish) -> Plan:
    """Work out the plan. Raises `ValueError` when a number makes no sense."""
    total = wish.population
    if total < 1 or wish.n < 1:
        raise ValueError("at least one case")
    n = min(wish.n, total)
    for_margin = planning.sample_for_margin(wish.margin, wish.expected, total, wish.confidence)
    for_tolerable = (
        planning.sample_size(wish.tolerable, total, 0, wish.confidence),
        planning.sample_size(wish.tolerable, total, 1, wish.confidence),
    )
    needed = max(for_margin, for_tolerable[0])
    recommended = total if needed >= NEARLY_ALL * total else needed
    return Plan(
        wish=wish,
        n=n,
        for_margin=for_margin,
        for_tolerable=for_tolerable,
        none_found=hypergeometric_upper(0, n, total, wish.confidence),
        margin=planning.margin(n, total, SHOWN_RATE, wish.confidence),
        detection=tuple(_detection(rate, n, total) for rate in DETECTED),
        power=_power(wish.expected, n, wish.confidence),
        advice="enough" if n >= needed else "all" if recommended == total else "more",
        recommended=recommended,
    )


def _detection(rate: float, n: int, total: int) -> Detection:
    bad = max(1, planning.nearest(rate, total))
    return Detection(rate, bad, planning.detection(n, bad, total))


def _power(before: float, n: int, level: float) -> Power:
    """A rise of 20 points, or a fall where there is no room for a rise."""
    start, step = exact(before), exact(CHANGE)
    after = float(start + step if start + step <= 1 else start - step)
    return Power(before, after, planning.power(before, after, min(n, CERTAIN_FROM), level))
