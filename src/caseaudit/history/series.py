"""A share over time: one point for each day that the runs stand for, the breaks between them, and what may be said of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from caseaudit.history.breaks import Break, Told, breaks
from caseaudit.history.laid import Laid, comparable, newest, side_by_side
from caseaudit.history.queries import By, counts, rule_files
from caseaudit.history.words import percent
from caseaudit.model.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from caseaudit.history.rows import RunRow
    from caseaudit.history.store import Store

FEWEST_FOR_SIGNAL = 8
"""`statistics.trend` says nothing of fewer; it is imported only where there are so many."""


@dataclass(frozen=True)
class Series:
    """One line: for each day its counts, None where the part did not exist or its counts are pruned."""

    id: str
    title: str
    points: tuple[Tally | None, ...]

    @property
    def told(self) -> tuple[int, ...]:
        """Positions of the points that have a percent."""
        return tuple(n for n, c in enumerate(self.points) if c and percent(c.good, c.judged) is not None)

    def percent(self, at: int) -> float | None:
        c = self.points[at]
        return percent(c.good, c.judged) if c else None

    @property
    def change(self) -> float | None:
        """From the first percent to the last, in points; None where there are not two."""
        told = self.told
        if len(told) < 2:
            return None
        first, last = self.percent(told[0]), self.percent(told[-1])
        return None if first is None or last is None else last - first


@dataclass(frozen=True)
class Trend:
    """The series that were asked for, over the same days."""

    by: By
    scope: str
    laid: tuple[Laid, ...]
    series: tuple[Series, ...]
    breaks: tuple[Break, ...]
    left_out: int = 0
    rules: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(x.on for x in self.laid)

    def breaks_of(self, series: Series) -> tuple[Break, ...]:
        """The breaks that are about this series."""
        if self.by == "rule":
            return tuple(b for b in self.breaks if not b.rules or series.id in b.rules)
        if self.by == "theme":
            return tuple(b for b in self.breaks if not b.themes or series.id in b.themes)
        return self.breaks


def trend(
    store: Store,
    by: By = "",
    *,
    like: RunRow | None = None,
    last: int = 0,
    rules: Sequence[str] = (),
    themes: Sequence[str] = (),
    told: Sequence[Told] = (),
    titles: Mapping[str, str] | None = None,
) -> Trend:
    """Lay the runs about the same as `like` side by side; None is the newest run.

    `last`: only so many days, 0 for all. `told`: breaks that were configured. `titles`: what rules and themes are called.
    """
    runs = store.runs()
    model = like or newest(runs)
    scope = model.scope if model else ""
    laid = side_by_side(runs, scope)
    left_out = sum(comparable(r.scope) != comparable(scope) for r in runs)
    if last:
        laid = laid[-last:]
    ids = [x.run.id for x in laid]
    found = counts(store, ids, by, rules=rules, themes=themes) if ids else {}
    files = rule_files(store, ids, rules=rules, themes=themes)
    names = _names(by, found, files, laid)
    series = tuple(
        Series(name, (titles or {}).get(name, name), tuple(found.get((x.run.id, name)) for x in laid)) for name in names
    )
    return Trend(by, scope, laid, series, tuple(breaks(laid, files, told)), left_out, tuple(rules), tuple(themes))


def _names(
    by: By,
    found: Iterable[tuple[str, str]],
    files: Mapping[str, Mapping[str, tuple[str, str]]],
    laid: Sequence[Laid],
) -> list[str]:
    """Rules and themes in the order of the newest run; units and teams by name."""
    names = {name for _, name in found}
    if by not in ("rule", "theme") or not laid:
        return sorted(names, key=str.casefold)
    order: dict[str, int] = {}
    for x in reversed(laid):
        for rule, (theme, _) in files[x.run.id].items():
            order.setdefault(rule if by == "rule" else theme, len(order))
    return sorted(names, key=lambda n: (order.get(n, len(order)), n))


def since_break(trend_: Trend, series: Series) -> tuple[int, ...]:
    """Positions of the points since the last time something was counted in another way."""
    start = max((b.at for b in trend_.breaks_of(series) if b.parts_series), default=0)
    return tuple(n for n in range(start, len(series.points)) if (c := series.points[n]) and c.judged)


def signal(trend_: Trend, series: Series) -> str:
    """What eight and more points show, in words; "" where there are fewer."""
    at = since_break(trend_, series)
    if len(at) < FEWEST_FOR_SIGNAL:
        return ""
    from caseaudit.statistics.trend import trend as judge

    return str(judge([(c.good, c.judged) for n in at if (c := series.points[n])]).text)


def only(trend_: Trend, ids: Sequence[str]) -> Trend:
    """The same trend with only these series."""
    return replace(trend_, series=tuple(s for s in trend_.series if s.id in ids))
