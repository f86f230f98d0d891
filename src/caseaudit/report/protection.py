"""Which further cells must be hidden, so that no small number can be worked out from what is still printed.

Cells are whole numbers bound together by sums. An attacker knows every printed cell, every sum, and the rule: numbers from
1 to `min_cell - 1` are hidden, zeros never. A cell is safe when tables exist that agree with all of that and differ:
by at least `min_cell` in the cell, and by at least one even for an attacker who was told which cells are the small ones.
Each claim rests on two whole tables that were found, not on a bound.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

Key = Any


@dataclass(frozen=True)
class Sum:
    """`total` is the sum of `parts`."""

    total: Hashable
    parts: tuple[Hashable, ...]


@dataclass(frozen=True)
class AtMost:
    """`small` is at most `times` the sum of `parts`: cases with a breach and breaches."""

    small: Hashable
    parts: tuple[Hashable, ...]
    times: int = 1


@dataclass(frozen=True)
class Numbers:
    """Cells and how they are bound. `unprinted` can be derived only; `weight` is what is lost when a cell is hidden."""

    values: Mapping[Key, int]
    sums: Sequence[Sum] = ()
    at_most: Sequence[AtMost] = ()
    unprinted: frozenset[Key] = frozenset()
    weight: Callable[[Key], float] = field(default=lambda _: 1.0)

    def small(self, min_cell: int) -> set[Key]:
        """Cells that describe too few."""
        return {k for k, n in self.values.items() if 0 < n < min_cell}


def protect(numbers: Numbers, min_cell: int = 5) -> set[Key]:
    """The printed cells that must be hidden: small ones, and as few and as light others as keep them safe."""
    from caseaudit.report.witness import Witness

    small = numbers.small(min_cell)
    if not small:
        return set()
    hidden = close(numbers, small, min_cell)
    return Witness(numbers, small, min_cell).complete(hidden) - numbers.unprinted


def close(numbers: Numbers, small: set[Key], min_cell: int) -> set[Key]:
    """Cheap first step: no sum may have one hidden cell only, nor hidden cells that together are too few."""
    return _Closing(numbers, small, min_cell).run()


class _Closing:
    """Adds the lightest partner to every sum that gives a hidden cell away, until none does."""

    def __init__(self, numbers: Numbers, small: set[Key], min_cell: int) -> None:
        self.values, self.min_cell = numbers.values, min_cell
        self.numbers, self.hidden = numbers, set(small)
        self.sums = [(s.total, s.parts) for s in numbers.sums]
        self.within: dict[Key, list[int]] = defaultdict(list)
        for n, (total, parts) in enumerate(self.sums):
            for key in (total, *parts):
                self.within[key].append(n)

    def run(self) -> set[Key]:
        waiting = list(range(len(self.sums)))
        while waiting:
            n = waiting.pop()
            partner = self._partner(n)
            if partner is not None:
                self.hidden.add(partner)
                waiting += self.within[partner]
        return self.hidden

    def _partner(self, n: int) -> Key | None:
        total, parts = self.sums[n]
        open_parts = [p for p in parts if p in self.hidden]
        free = self.numbers.unprinted
        if total in self.hidden or total in free:
            enough = bool(open_parts) or any(p in free for p in parts) or total not in self.hidden
        else:
            slack = sum(self.values[p] for p in open_parts) - len(open_parts)
            slack += sum(self.values[p] for p in parts if p in free and p not in self.hidden)
            enough = not open_parts or slack >= self.min_cell
        if enough:
            return None
        able = [k for k in (total, *parts) if k not in self.hidden and k not in free and self.values[k]]
        return min(able, key=self._cost) if able else None

    def _cost(self, key: Key) -> float:
        """What is lost, and more for each sum in which it would stand alone."""
        alone = sum(not self._shared(n) for n in self.within[key])
        return self.numbers.weight(key) * (1 + 2 * alone)

    def _shared(self, n: int) -> bool:
        total, parts = self.sums[n]
        return total in self.hidden or any(p in self.hidden for p in parts)
