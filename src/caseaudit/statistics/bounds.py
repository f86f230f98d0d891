"""What unknown outcomes could do to a share: the worst they could be, and the best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseaudit.statistics.proportion import clopper_pearson, hypergeometric

if TYPE_CHECKING:
    from caseaudit.statistics.proportion import Interval


@dataclass(frozen=True)
class Bounds:
    """The share fulfilled if all unknown ones are breached (`worst`) and if all are fulfilled (`best`).

    `known` is the share among those that could be judged, None when there are none.
    """

    worst: float
    best: float
    known: float | None


def bounds(met: int, breached: int, unknown: int) -> Bounds:
    """Best and worst share fulfilled (Manski's bounds: they assume nothing about the unknown ones)."""
    n = _number(met, breached, unknown)
    judged = met + breached
    return Bounds(met / n, (met + unknown) / n, met / judged if judged else None)


def sample_bounds(
    met: int, breached: int, unknown: int, total: int | None = None, level: float = 0.95
) -> tuple[Interval, Interval]:
    """The intervals of the worst and of the best share, when the cases are a random sample of `total` (None: very many).

    From the lower end of the first to the upper end of the second holds whatever the unknown ones are.
    """
    n = _number(met, breached, unknown)
    worst, best = (
        clopper_pearson(x, n, level) if total is None else hypergeometric(x, n, total, level)
        for x in (met, met + unknown)
    )
    return worst, best


def _number(met: int, breached: int, unknown: int) -> int:
    if min(met, breached, unknown) < 0 or met + breached + unknown == 0:
        raise ValueError("counts are not negative, and there is at least one case")
    return met + breached + unknown
