"""Who reads what: even loads, nobody reads their own unit's cases, and some cases are read by two or by all.

Everything is decided by the keyed hash of the seed, so the same sample and the same reviewers give the same work.
"""

from __future__ import annotations

import math
from collections import Counter, deque
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from caseaudit.errors import Problem, UsageError
from caseaudit.sample.order import uniform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseaudit.sample.model import Item

LEAST_DOUBLE = 5
LEAST_SHARE = Fraction(1, 10)


@dataclass(frozen=True)
class Assignment:
    """Numbers of the items: per reviewer in reading order, those that two read blind, and those that all read first."""

    items: dict[str, tuple[int, ...]]
    double: tuple[int, ...] = ()
    calibration: tuple[int, ...] = ()


def assign(
    items: Sequence[Item],
    reviewers: Sequence[tuple[str, str]],
    *,
    overlap: float = 0.0,
    calibration: int = 0,
    cross_unit: bool = False,
    seed: str,
) -> Assignment:
    """Share out the items that are read among the reviewers, each a code and a unit ("" where it does not matter).

    `overlap` is the share that two read; any share at all means at least a tenth, and at least five items. Calibration
    items are read by all and stand first; they are not among the double ones. With `cross_unit` nobody gets an item of
    their own unit. Raises `UsageError` when it cannot be done, with the units that stand in the way.
    """
    read = sorted((i for i in items if i.read), key=lambda i: (_place(seed, i), i.number))
    _check(read, reviewers, overlap, calibration, cross_unit=cross_unit)
    barred = {code: _fold(unit) if cross_unit else "" for code, unit in reviewers}
    may = {i.number: [c for c in barred if not barred[c] or barred[c] != _fold(i.unit)] for i in read}
    joint = _calibration(read, may, calibration, len(barred))
    rest = [i for i in read if i.number not in joint]
    twice = _double(rest, may, overlap, len(read))
    work = _Work(may, {c: set() for c in barred}, seed)
    work.share([i.number for i in rest], twice)
    return Assignment(
        items={c: (*joint, *sorted(work.held[c])) for c in barred},
        double=tuple(sorted(twice)),
        calibration=joint,
    )


def _place(seed: str, item: Item) -> float:
    """Apart from the numbers of the draw: who is read twice must not depend on how early a case was drawn."""
    return uniform(seed, f"assign\0{item.case_id}\0{item.unit_key}\0{item.number}")


def _fold(unit: str) -> str:
    return " ".join(unit.split()).casefold()


def _check(
    read: list[Item], reviewers: Sequence[tuple[str, str]], overlap: float, calibration: int, *, cross_unit: bool
) -> None:
    codes = [c for c, _ in reviewers]
    if not read:
        raise UsageError(Problem("assign_no_items"))
    if not codes or "" in codes:
        raise UsageError(Problem("assign_no_reviewers"))
    if twice := [c for c, n in Counter(c.casefold() for c in codes).items() if n > 1]:
        raise UsageError(Problem("assign_same_reviewer", values={"reviewers": ", ".join(twice)}))
    if not 0 <= overlap <= 1 or not 0 <= calibration <= len(read):
        raise UsageError(Problem("assign_share", values={"n": len(read)}))
    if (overlap or calibration) and len(codes) < 2:
        raise UsageError(Problem("assign_one_reviewer"))
    if not cross_unit:
        return
    if nameless := [c for c, u in reviewers if not u.strip()]:
        raise UsageError(Problem("assign_reviewer_unit", values={"reviewers": ", ".join(nameless)}))
    if blank := sum(not i.unit.strip() for i in read):
        raise UsageError(Problem("assign_item_unit", values={"n": blank}))
    units = {_fold(u) for _, u in reviewers}
    if len(units) == 1 and (shut := {i.unit for i in read if _fold(i.unit) in units}):
        raise UsageError(Problem("assign_own_unit", values={"units": ", ".join(sorted(shut))}))


def _calibration(read: list[Item], may: dict[int, list[str]], wanted: int, everybody: int) -> tuple[int, ...]:
    open_to_all = [i.number for i in read if len(may[i.number]) == everybody]
    if len(open_to_all) < wanted:
        shut = sorted({i.unit for i in read if len(may[i.number]) < everybody})
        values = {"wanted": wanted, "n": len(open_to_all), "units": ", ".join(shut)}
        raise UsageError(Problem("assign_calibration_unit", values=values))
    return tuple(sorted(open_to_all[:wanted]))


def double_wanted(overlap: float, n: int) -> int:
    """How many of `n` items two read: the share rounded up, and where there is one, at least a tenth and five."""
    share = Fraction(str(overlap))
    return min(n, max(math.ceil(share * n), math.ceil(LEAST_SHARE * n), LEAST_DOUBLE)) if share else 0


def _double(rest: list[Item], may: dict[int, list[str]], overlap: float, n: int) -> set[int]:
    wanted = min(double_wanted(overlap, n), len(rest))
    possible = [i.number for i in rest if len(may[i.number]) > 1]
    if len(possible) < wanted:
        shut = sorted({i.unit for i in rest if len(may[i.number]) < 2})
        values = {"wanted": wanted, "n": len(possible), "units": ", ".join(shut)}
        raise UsageError(Problem("assign_double_unit", values=values))
    return set(possible[:wanted])


@dataclass
class _Work:
    """Loads while they are evened out. `may`: who may read an item; `held`: what each reviewer has."""

    may: dict[int, list[str]]
    held: dict[str, set[int]]
    seed: str

    def share(self, order: list[int], twice: set[int]) -> None:
        """The items with least choice first, each to whoever has least; then move on until nothing can be evener."""
        for number in sorted(order, key=lambda n: len(self.may[n])):
            for _ in range(2 if number in twice else 1):
                free = [c for c in self.may[number] if number not in self.held[c]]
                least = min(free, key=lambda c: (len(self.held[c]), uniform(self.seed, f"assign\0{number}\0{c}")))
                self.held[least].add(number)
        while self._even_out():
            pass

    def _even_out(self) -> bool:
        """Move one item from each reviewer on a chain that ends at somebody with at least two fewer."""
        for start in sorted(self.held, key=lambda c: (-len(self.held[c]), c)):
            came: dict[str, tuple[str, int]] = {}
            queue = deque([start])
            while queue:
                here = queue.popleft()
                if len(self.held[here]) <= len(self.held[start]) - 2:
                    self._pass_on(start, here, came)
                    return True
                for there in self.held:
                    movable = (n for n in self.held[here] - self.held[there] if there in self.may[n])
                    if there != start and there not in came and (n := min(movable, default=None)) is not None:
                        came[there] = (here, n)
                        queue.append(there)
        return False

    def _pass_on(self, start: str, end: str, came: dict[str, tuple[str, int]]) -> None:
        while end != start:
            giver, number = came[end]
            self.held[giver].remove(number)
            self.held[end].add(number)
            end = giver
