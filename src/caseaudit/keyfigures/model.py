"""What a key figure comes out as, and what it is counted from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseaudit.dates import Period, show
from caseaudit.model.tables import CASE_FIELDS, EVENT_FIELDS, EVENT_TYPES
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from caseaudit.model.dataset import Dataset, Schema

FEW = 5
"""Below this many a share or a median says more than the numbers can carry."""


@dataclass(frozen=True)
class Part:
    """One part of a count, by a code or a name of its own. None: hidden."""

    code: str
    count: int | None


@dataclass(frozen=True)
class Value:
    """A figure. `numerator` of `denominator` for a share; `denominator` alone is what a median was taken of.

    `missing`: in scope, but what decides was not recorded. `value` None: it cannot be told, and `why` says why not.
    `over`: caseworkers above the local limit. `hidden`: withheld, so that nobody can be recognised.
    """

    figure: str
    value: float | None = None
    numerator: int | None = None
    denominator: int | None = None
    missing: int | None = 0
    why: Text | None = None
    parts: tuple[Part, ...] = ()
    over: int | None = None
    hidden: bool = False

    @property
    def few(self) -> bool:
        """Whether a share or a median was taken of too few to be told as one."""
        return self.denominator is not None and self.denominator < FEW


@dataclass(frozen=True)
class Context:
    """What is counted: the cases and events of a part, what the whole export can carry, the day and the period.

    `present`: types that the whole export holds at least one of. The other types may not be in the export at all, so that
    none of them means that nothing is known. `limit`: cases per caseworker by the local target.
    """

    cases: pd.DataFrame
    events: pd.DataFrame
    schema: Schema
    present: frozenset[str]
    as_of: date
    period: Period
    limit: float | None = None

    def lacks(self, *types: str, columns: Iterable[str] = (), cases: Iterable[str] = ()) -> Text | None:
        """Why the export cannot carry a figure; None when it can."""
        for t in types:
            if t not in self.schema.types or t not in self.present:
                label = EVENT_TYPES[t].label
                return Text(f"udtrækket har ingen {label.da}", f"the export has no {label.en}")
        for c in columns:
            if not self.schema.carries(c, *types) or c not in self.events:
                return _column(EVENT_FIELDS[c].label)
        for c in cases:
            if c not in self.schema.case_columns or c not in self.cases:
                return _column(CASE_FIELDS[c].label)
        return None

    def of_type(self, *types: str) -> pd.DataFrame:
        """Events of these types up to the as-of day."""
        e = self.events
        return e[e["type"].isin(types) & (e["at"] < stamp(self.as_of + timedelta(days=1)))]


def context(
    dataset: Dataset, as_of: date, period: Period | None = None, *, unit: str | None = None, limit: float | None = None
) -> Context:
    """What the figures of a dataset, or of one unit of it, are counted from. A period never goes beyond the as-of day."""
    cases, events = dataset.cases, dataset.events
    present = frozenset(str(t) for t in events["type"].dropna().unique())
    if unit is not None:
        cases = cases[cases["unit"].astype(str) == unit]
        events = events[events["case_id"].astype(str).isin(set(cases["case_id"].astype(str)))]
    return Context(cases, events, dataset.schema, present, as_of, clipped(period or last_year(as_of), as_of), limit)


def clipped(period: Period, as_of: date) -> Period:
    return Period(min(period.first, as_of), min(period.last, as_of))


def last_year(as_of: date) -> Period:
    """The last twelve whole months that had ended on the as-of day."""
    after = as_of + timedelta(days=1)
    end = after if after.day == 1 else as_of.replace(day=1)
    return Period(end.replace(year=end.year - 1), end - timedelta(days=1))


def months_of(period: Period) -> list[str]:
    """`2026-01` ... for a period of whole months; [] for any other."""
    after = period.last + timedelta(days=1)
    if period.first.day != 1 or after.day != 1:
        return []
    first, last = 12 * period.first.year + period.first.month - 1, 12 * after.year + after.month - 1
    return [f"{m // 12:04d}-{m % 12 + 1:02d}" for m in range(first, last)]


def stamp(day: date) -> pd.Timestamp:
    import pandas as pd

    return pd.Timestamp(day)


def period_text(period: Period) -> str:
    return str(
        Text(
            f"{show(period.first)} til {show(period.last)}",
            f"{show(period.first)} to {show(period.last)}",
        )
    )


def _column(label: Text) -> Text:
    return Text(f"udtrækket har ikke {label.da}", f"the export does not have {label.en}")
