"""One who reads a published report and wants the hidden numbers back: knows every printed number, every sum and the rule.

Written without the code that hides, so that the two can disagree.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix


@dataclass
class Knowledge:
    """What is known: printed values, cells that are marked as hidden, and linear relations between all of them.

    A relation is `low <= sum(factor * cell) <= high`. A cell that is neither printed nor hidden is a number from 0 up; so is
    one that is hidden together with another under one mark (`unsure`), while a hidden cell is never 0.
    """

    printed: dict = field(default_factory=dict)
    hidden: set = field(default_factory=set)
    unsure: set = field(default_factory=set)
    relations: list = field(default_factory=list)

    def equal(self, total, parts) -> None:
        self.relations.append(({total: -1.0, **dict.fromkeys(parts, 1.0)}, 0.0, 0.0))

    def at_most(self, small, parts, times=1.0) -> None:
        cells = {small: 1.0}
        for p in parts:
            cells[p] = cells.get(p, 0.0) - times
        self.relations.append((cells, -np.inf, 0.0))

    def percent(self, good, judged, shown) -> None:
        """A percent rounded to a whole number says where good lies beside judged."""
        self.relations.append(({good: 100.0, judged: -(shown + 0.5)}, -np.inf, 0.0))
        self.relations.append(({good: 100.0, judged: -(shown - 0.5)}, 0.0, np.inf))

    def learn(self, key, value) -> None:
        """A number that is printed twice must be the same both times."""
        assert self.printed.setdefault(key, value) == value, key
        self.hidden.discard(key)
        self.unsure.discard(key)

    def mark(self, key) -> None:
        if key not in self.printed:
            self.hidden.add(key)
            self.unsure.discard(key)

    def mark_either(self, *keys) -> None:
        """One mark over two numbers: one of them is hidden, or both."""
        self.unsure |= {k for k in keys if k not in self.printed and k not in self.hidden}


MOST = 1e5


class Attack:
    """Looks for the tables that agree with all that is known."""

    def __init__(self, known: Knowledge, *, low=1, told_small=None, min_cell=5) -> None:
        keys = {k for cells, *_ in known.relations for k in cells} | known.hidden | known.unsure
        self.keys = sorted((k for k in keys if k not in known.printed), key=repr)
        at = {k: i for i, k in enumerate(self.keys)}
        rows, bounds = [], []
        for cells, lowest, highest in known.relations:
            fixed = sum(f * known.printed[k] for k, f in cells.items() if k in known.printed)
            mine = [(at[k], f) for k, f in cells.items() if k in at]
            if mine:
                rows += [(len(bounds), i, f) for i, f in mine]
                bounds.append((lowest - fixed, highest - fixed))
            else:
                assert lowest - 1e-9 <= fixed <= highest + 1e-9, cells
        n = len(self.keys)
        i, j, v = zip(*rows, strict=True) if rows else ((), (), ())
        limits = np.array(bounds).reshape(-1, 2)
        self.rows = [LinearConstraint(csr_matrix((v, (i, j)), shape=(len(bounds), n)), limits[:, 0], limits[:, 1])]
        self.rows *= bool(bounds)
        self.low = np.array([float(low) if k in known.hidden else 0.0 for k in self.keys])
        self.high = np.full(n, MOST)
        if told_small is not None:
            for c, key in enumerate(self.keys):
                if key in known.hidden:
                    small = key in told_small
                    self.low[c], self.high[c] = (0.0, min_cell - 1.0) if small else (float(min_cell), MOST)
        self.at = at
        self.hidden = [k for k in self.keys if k in known.hidden]

    def solve(self, goal):
        """The best table of whole numbers; the quick way first, as its answer often is whole."""
        bounds = Bounds(self.low, self.high)
        for whole in (0, 1):
            found = milp(goal, integrality=np.full(len(self.keys), whole), bounds=bounds, constraints=self.rows)
            if found.x is None:
                return None
            near = np.round(found.x)
            if np.abs(found.x - near).max(initial=0.0) < 1e-6:
                return near
        return None

    def narrow(self, width=1, rounds=6, seed=1, wanted=None) -> dict:
        """The hidden cells whose possible values lie less than `width` apart, each with its least and greatest value.

        Random pushes settle most cells; what is left is settled one by one, exactly.
        """
        random, n = np.random.default_rng(seed), len(self.keys)
        least, most = np.full(n, np.inf), np.full(n, -np.inf)

        def look(goal):
            x = self.solve(goal)
            assert x is not None, "nothing agrees with what is printed"
            np.minimum(least, x, out=least)
            np.maximum(most, x, out=most)

        wanted = self.hidden if wanted is None else wanted
        left = np.array([self.at[k] for k in wanted], dtype=int)
        for _ in range(rounds):
            if not len(left):
                break
            goal = np.zeros(n)
            goal[left] = random.choice([-1.0, 1.0], len(left))
            look(goal)
            look(-goal)
            left = left[most[left] - least[left] < width]
        for c in left:
            for way in (1.0, -1.0):
                goal = np.zeros(n)
                goal[c] = way
                look(goal)
        left = left[most[left] - least[left] < width]
        return {self.keys[c]: (least[c], most[c]) for c in left}
