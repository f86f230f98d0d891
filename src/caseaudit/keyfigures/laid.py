"""Key figures laid out with what stands beside them: targets, reference figures, units."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from caseaudit.keyfigures.compute import figures
from caseaudit.keyfigures.model import context
from caseaudit.keyfigures.small import for_committee
from caseaudit.keyfigures.targets import worker_limit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from caseaudit.dates import Period
    from caseaudit.keyfigures.model import Value
    from caseaudit.keyfigures.reference import Reference
    from caseaudit.keyfigures.targets import Target
    from caseaudit.model.dataset import Dataset


@dataclass(frozen=True)
class Laid:
    """`parts`: the whole under "", then units by name."""

    as_of: date
    period: Period
    parts: tuple[tuple[str, tuple[Value, ...]], ...]
    targets: Mapping[str, Target] = field(default_factory=dict)
    references: tuple[Reference, ...] = ()
    audience: str = "management"

    @property
    def whole(self) -> tuple[Value, ...]:
        return self.parts[0][1]


def lay(
    dataset: Dataset,
    as_of: date,
    period: Period | None = None,
    *,
    targets: Mapping[str, Target] | None = None,
    references: Iterable[Reference] = (),
    by_unit: bool = False,
) -> Laid:
    """Count the whole, and each unit if asked."""
    limit = worker_limit(targets or {})
    whole = context(dataset, as_of, period, limit=limit)
    units = sorted(set(dataset.cases["unit"].astype(str)) - {""}) if by_unit else []
    parts = [("", figures(whole))]
    parts += [(u, figures(context(dataset, as_of, period, unit=u, limit=limit))) for u in units]
    return Laid(as_of, whole.period, tuple(parts), targets or {}, tuple(references))


def protected(laid: Laid, min_cell: int) -> Laid:
    """The same for a committee: the whole only, small numbers withheld, nothing about staff."""
    values = for_committee(laid.whole, min_cell)
    return replace(laid, parts=(("", values),), audience="committee")
