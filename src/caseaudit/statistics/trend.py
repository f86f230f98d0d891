"""A share over eight or more periods: whether there is more in the movement than chance.

Two rules. A point is *out* when so few or so many would be rare had all periods the same share (exact binomial limits of a
p-chart, 1.35 per mille on each side, as three standard deviations of a normal curve). A *shift* is a run on one side of the
median that is too long, or too few crossings of it (Anhøj and Olesen 2014).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from scipy.special import bdtr, bdtrc

from caseaudit.statistics.counts import check
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FEWEST = 8
TAIL = 0.00135
CROSSINGS_TAIL = 0.05

Kind = Literal["too_few", "chance", "moved"]


@dataclass(frozen=True)
class Limits:
    """The shares between which a point lies by chance."""

    low: float
    high: float


@dataclass(frozen=True)
class Trend:
    """What the points show. `out` are positions, counted from 0; the lengths are in points not on the median."""

    kind: Kind
    centre: float
    sizes: tuple[int, ...] = ()
    out: tuple[int, ...] = ()
    longest_run: int = 0
    longest_allowed: int = 0
    crossings: int = 0
    crossings_needed: int = 0

    @property
    def text(self) -> Text:
        return _TEXTS[self.kind]

    @cached_property
    def limits(self) -> tuple[Limits, ...]:
        """Of each point, for a chart; they take far longer to find than whether a point is out."""
        return tuple(_limits(n, self.centre) for n in self.sizes)


_TEXTS: dict[Kind, Text] = {
    "too_few": Text(
        f"Der er færre end {FEWEST} målinger. Det er for få til at tale om en udvikling.",
        f"There are fewer than {FEWEST} measurements. That is too few to speak of a trend.",
    ),
    "chance": Text(
        "Udsvingene er ikke større, end tilfældigheder kan give.", "The movements are no larger than chance can give."
    ),
    "moved": Text(
        "Udsvingene er større, end tilfældigheder plejer at give. Find ud af, hvad der er ændret.",
        "The movements are larger than chance usually gives. Find out what has changed.",
    ),
}


def trend(points: Sequence[tuple[int, int]]) -> Trend:
    """Judge points `(x, n)` in order of time. A period in which nothing was measured is left out before."""
    for x, n in points:
        check(x, n, 0.5)
    if len(points) < FEWEST:
        return Trend("too_few", _share(points))
    centre = _share(points)
    longest, crossings, useful = _runs(points)
    allowed, needed = _run_limits(useful)
    out = tuple(i for i, (x, n) in enumerate(points) if _rare(x, n, centre))
    sizes = tuple(n for _, n in points)
    moved = bool(out) or longest > allowed or crossings < needed
    return Trend("moved" if moved else "chance", centre, sizes, out, longest, allowed, crossings, needed)


def _share(points: Sequence[tuple[int, int]]) -> float:
    n = sum(n for _, n in points)
    return sum(x for x, _ in points) / n if n else math.nan


def _rare(x: int, n: int, centre: float) -> bool:
    """Outside the limits of its period: so few, or so many, would be rare."""
    return _at_most(x, n, centre) < TAIL or _at_least(x, n, centre) < TAIL


def _limits(n: int, centre: float) -> Limits:
    """The smallest and the largest share that is not rare. Both tails are monotone, so the ends are found by halving."""
    low = _first(lambda x: _at_most(x, n, centre) >= TAIL, n)
    high = n - _first(lambda y: _at_least(n - y, n, centre) >= TAIL, n)
    return Limits(low / n, high / n)


def _at_most(x: int, n: int, p: float) -> float:
    """P(X <= x) of the binomial distribution."""
    return float(bdtr(x, n, p))


def _at_least(x: int, n: int, p: float) -> float:
    """P(X >= x)."""
    return float(bdtrc(x - 1, n, p)) if x > 0 else 1.0


def _first(holds: Callable[[int], bool], high: int) -> int:
    """The first number from 0 at which `holds`, which stays true from there; it is true at `high`."""
    low = 0
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _runs(points: Sequence[tuple[int, int]]) -> tuple[int, int, int]:
    """Longest run on one side of the median, crossings of it, and how many points are not on it."""
    shares = sorted(x / n for x, n in points)
    half = len(shares) // 2
    median = shares[half] if len(shares) % 2 else (shares[half - 1] + shares[half]) / 2
    sides = [x / n > median for x, n in points if x / n != median]
    longest = run = 0
    for i, side in enumerate(sides):
        run = run + 1 if i and side == sides[i - 1] else 1
        longest = max(longest, run)
    crossings = sum(a != b for a, b in pairwise(sides))
    return longest, crossings, len(sides)


def _run_limits(useful: int) -> tuple[int, int]:
    """The longest run and the fewest crossings that chance gives among so many points."""
    if useful < 2:
        return useful, 0
    return round(math.log2(useful) + 3), _first(lambda x: _at_most(x, useful - 1, 0.5) >= CROSSINGS_TAIL, useful - 1)
