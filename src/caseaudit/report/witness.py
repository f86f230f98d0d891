"""Finds pairs of whole tables that agree with everything printed and differ in a hidden cell; says what else to hide if none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from caseaudit.report.protection import Key, Numbers

    Vector = npt.NDArray[np.float64]

Attacker = Literal["outsider", "insider"]
"""The outsider knows what is printed, and that zeros always are. The insider was told which cells are below `min_cell`."""

REACH = 3
"""Tables are looked for within so many times `min_cell` of the true one; further off they prove nothing more."""
TRIES = 12
ROUNDS = 400
REWARDS = (30.0, 100.0, 300.0, 1000.0, 1e5)
"""What it is worth to make a cell safe, against the weight of the cells that must be hidden for it: first the light ways."""
ATTACKERS: tuple[Attacker, ...] = ("outsider", "insider")


class Witness:
    """The sums as matrices over every cell that is not zero, in deviations from the true table."""

    def __init__(self, numbers: Numbers, small: set[Key], min_cell: int) -> None:
        import numpy as np
        from scipy.sparse import csr_matrix

        self.numbers, self.small, self.min_cell = numbers, small, min_cell
        self.keys = [k for k, n in numbers.values.items() if n or k in numbers.unprinted]
        self.at = {k: i for i, k in enumerate(self.keys)}
        self.values = np.array([numbers.values[k] for k in self.keys], dtype=float)
        self.is_small = np.array([k in small for k in self.keys], dtype=bool)
        self.free = np.array([k in numbers.unprinted for k in self.keys], dtype=bool)
        self.weight = np.array([numbers.weight(k) for k in self.keys], dtype=float)
        rows: list[tuple[int, int, float]] = []
        slack: list[tuple[float, float]] = []
        for s in numbers.sums:
            self._row(rows, len(slack), {s.total: -1.0}, s.parts, 1.0)
            slack.append((0.0, 0.0))
        for a in numbers.at_most:
            self._row(rows, len(slack), {a.small: 1.0}, a.parts, -float(a.times))
            room = a.times * sum(numbers.values[p] for p in a.parts) - numbers.values[a.small]
            slack.append((-np.inf, float(room)))
        i, j, v = zip(*rows, strict=True) if rows else ((), (), ())
        self.matrix = csr_matrix((v, (i, j)), shape=(len(slack), len(self.keys)))
        self.slack = np.array(slack, dtype=float).reshape(-1, 2)
        self.columns = self.matrix.tocsc()
        self.random = np.random.default_rng(4)
        n = len(self.keys)
        self.open = np.zeros(n, dtype=bool)
        self.seen = {a: (np.zeros(n), np.zeros(n)) for a in ATTACKERS}
        self.tried = {a: np.zeros(n, dtype=int) for a in ATTACKERS}
        self.stuck = {a: np.zeros(n, dtype=bool) for a in ATTACKERS}

    def _row(
        self,
        rows: list[tuple[int, int, float]],
        n: int,
        one: dict[Any, float],
        parts: tuple[Any, ...],
        sign: float,
    ) -> None:
        cells = dict(one)
        for p in parts:
            cells[p] = cells.get(p, 0.0) + sign
        rows += [(n, self.at[k], v) for k, v in cells.items() if k in self.at and v]

    def complete(self, hidden: set[Key]) -> set[Key]:
        """`hidden` and what must be hidden with it, so that every hidden or small cell is safe from both attackers."""
        import numpy as np

        widths: dict[Attacker, float] = {"outsider": float(self.min_cell), "insider": 1.0}
        self.open = np.array([k in hidden for k in self.keys], dtype=bool)
        for _ in range(ROUNDS):
            before = int(self.open.sum())
            for attacker, width in widths.items():
                self._secure(attacker, width)
            if int(self.open.sum()) == before:
                break
        if any(len(self._bare(attacker, width, given_up=True)) for attacker, width in widths.items()):
            self.open = (self.values > 0) & ~self.free  # not proved safe, so nothing but zeros is told
        return {self.keys[i] for i in np.flatnonzero(self.open).tolist()}

    def _secure(self, attacker: Attacker, width: float) -> None:
        """Open cells until every one that needs it has moved by `width` between two tables."""
        rewards = iter(REWARDS)
        reward, left = next(rewards), len(self.keys) + 1
        for _ in range(ROUNDS):
            self._probe(attacker, width)
            bare = self._bare(attacker, width)
            if not len(bare):
                return
            if len(bare) == left:
                reward = next(rewards, reward)
            left = len(bare)
            self._give_way(self._apart(bare), attacker, width, reward)

    def _bare(self, attacker: Attacker, width: float, *, given_up: bool = False) -> Any:
        """Hidden or small cells for which no two tables lie `width` apart yet; `given_up`: also those without a way out."""
        import numpy as np

        least, most = self.seen[attacker]
        need = self.open & (~self.free | self.is_small) & (most - least < width)
        return np.flatnonzero(need if given_up else need & ~self.stuck[attacker])

    def _probe(self, attacker: Attacker, width: float) -> None:
        """Look for tables by what is hidden now: pushes all cells in need at once, up and down, at random."""
        import numpy as np

        low, high = self._bounds(self.open | self.free, attacker)
        cols = np.flatnonzero(self.open | self.free)
        matrix = self.matrix[:, cols].tocsr()
        used = np.diff(matrix.indptr) > 0
        matrix, slack = matrix[used], self.slack[used]
        left = len(self._bare(attacker, width))
        while left:
            goal = np.zeros(len(self.keys))
            bare = self._bare(attacker, width)
            goal[bare] = self.random.choice([-1.0, 1.0], len(bare))
            for way in (goal, -goal):
                self._see(attacker, cols, _solve(way[cols], matrix, slack, low[cols], high[cols]))
            now = len(self._bare(attacker, width))
            if left - now <= 0.1 * left:
                return
            left = now

    def _see(self, attacker: Attacker, cols: Any, found: Vector | None) -> None:
        import numpy as np

        if found is not None:
            least, most = self.seen[attacker]
            least[cols] = np.minimum(least[cols], found)
            most[cols] = np.maximum(most[cols], found)

    def _apart(self, bare: Any) -> Any:
        """As many of the cells as share no sum: one way out can be found for all of them at once."""
        import numpy as np

        taken = np.zeros(self.matrix.shape[0], dtype=bool)
        out = []
        columns = self.columns
        for cell in self.random.permutation(bare).tolist():
            rows = columns.indices[columns.indptr[cell] : columns.indptr[cell + 1]]
            if not taken[rows].any():
                taken[rows] = True
                out.append(cell)
        return np.array(out)

    def _give_way(self, cells: Any, attacker: Attacker, width: float, reward: float) -> None:
        """Let the cells move by a flow of least cost through the sums, and hide what the flow goes through."""
        import numpy as np
        from scipy.sparse import hstack

        n = len(self.keys)
        low, high = self._bounds(np.ones(n, dtype=bool), attacker)
        least, most = self.seen[attacker]
        up, down = high.copy(), -low
        cost = np.where(self.open | self.free, 0.001, self.weight)
        cost = np.concatenate([cost, cost])
        for cell in cells.tolist():
            # a way up that is open, or else down; what was seen on the other side counts
            far_up, far_down = width + least[cell], width - most[cell]
            if high[cell] >= far_up and (-low[cell] < far_down or self.random.random() < 0.7):
                up[cell], down[cell], way = far_up, 0.0, cell
            else:
                up[cell], down[cell], way = 0.0, min(-low[cell], far_down), cell + n
            cost[way] = -reward
        matrix = hstack([self.matrix, -self.matrix]).tocsr()
        found = _solve(cost, matrix, self.slack, np.zeros(2 * n), np.concatenate([up, down]))
        if found is not None:
            moved = found[:n] - found[n:]
            self._see(attacker, np.arange(n), moved)
            self.open |= (moved != 0) & ~self.free
        for cell in cells.tolist():
            if most[cell] - least[cell] < width:
                self.tried[attacker][cell] += reward == REWARDS[-1]
                self.stuck[attacker][cell] = self.tried[attacker][cell] >= TRIES

    def _bounds(self, open_: Any, attacker: Attacker) -> tuple[Vector, Vector]:
        """How far each cell may go down and up from its true value, for what the attacker knows."""
        import numpy as np

        far = float(REACH * self.min_cell)
        low = np.where(self.free, 0.0, 1.0) - self.values
        high = np.full(len(self.keys), far)
        if attacker == "insider":
            low = np.where(~self.free & ~self.is_small, self.min_cell - self.values, low)
            low = np.where(~self.free & self.is_small, -self.values, low)
            high = np.where(~self.free & self.is_small, self.min_cell - 1 - self.values, high)
        low = np.maximum(low, -far)
        return np.where(open_, low, 0.0), np.where(open_, high, 0.0)


def _solve(cost: Vector, matrix: Any, slack: Vector, low: Vector, high: Vector) -> Vector | None:
    """Whole numbers of least cost; None when there are none."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    constraints = [LinearConstraint(matrix, slack[:, 0], slack[:, 1])] if matrix.shape[0] else []
    for whole in (0, 1):
        found = milp(
            cost,
            integrality=np.full(len(cost), whole),
            bounds=Bounds(low, high),
            constraints=constraints,
            options={"time_limit": 10.0},
        )
        if found.x is None:
            return None
        near: Vector = np.round(found.x)
        if np.abs(found.x - near).max(initial=0.0) < 1e-6:
            return near
    return None
