"""How far two blind readings of the same things agree: per point and over all, with what to do about it.

The items of the calibration round are read by all and talked through; they stand apart. Answers are compared as they were
given, before anything was settled.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from caseaudit.errors import Place, Problem, UsageError
from caseaudit.review.model import DEGREE, YES_NO
from caseaudit.statistics import agreement as stats
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy.typing as npt

    from caseaudit.review.final import Final
    from caseaudit.review.model import Answer, Point, Round, Scale, Value
    from caseaudit.statistics.proportion import Interval

    Table = npt.NDArray[np.int64]

ORDERED: tuple[Value, ...] = ("low", "some", "high")
FEW = stats.FEW
"""Fewer pairs than this and no conclusion is drawn."""


class Pair(NamedTuple):
    """Two readers' answers about the same thing, in the order of the round's list of reviewers."""

    final: Final
    first: Answer
    second: Answer

    @property
    def same(self) -> bool:
        return self.first.value == self.second.value


@dataclass(frozen=True)
class Agreement:
    """Agreement of one point, or of all with one scale (`point` None).

    `kappa` and `ac1` are None where they cannot be computed. Kappa is linearly weighted for degrees, and then rests on the
    `graded` pairs in which both gave a degree. Several answers about a case hang together, so the intervals draw whole cases
    again; they need `FEW` cases and some difference. Only kappa of yes and no, with one answer per case, has a formula.
    """

    point: Point | None
    scale: Scale
    pairs: int
    same: int
    items: int
    kappa: float | None
    kappa_interval: Interval | None
    ac1: float | None
    ac1_interval: Interval | None
    graded: int
    reading: Text

    @property
    def percent(self) -> float | None:
        return 100 * self.same / self.pairs if self.pairs else None


@dataclass(frozen=True)
class Disagreement:
    """One thing that two read differently, and whether it has been settled since."""

    final: Final
    first: Answer
    second: Answer

    @property
    def settled(self) -> bool:
        return self.final.state == "settled"


@dataclass(frozen=True)
class Compared:
    """All about agreement in a round. `totals` has one per scale. `calibration` has numbers without statistics."""

    points: tuple[Agreement, ...]
    totals: tuple[Agreement, ...]
    calibration: tuple[Agreement, ...]
    disagreements: tuple[Disagreement, ...]
    readers: tuple[str, ...]

    @property
    def pairs(self) -> int:
        return sum(t.pairs for t in self.totals)

    @property
    def same(self) -> int:
        return sum(t.same for t in self.totals)


def compare(round_: Round, finals: Sequence[Final], readers: Sequence[str] = ()) -> Compared:
    """Compare all that two have read, or two named readers. Raises `UsageError` for a reader who is not in the round."""
    known = [r.code for r in round_.reviewers]
    for code in readers:
        if code not in known:
            values = {"reviewer": code, "known": ", ".join(known)}
            raise UsageError(Problem("review_reader_unknown", Place(file=round_.id), values))
    if len(set(readers)) != len(readers) or len(readers) == 1:
        raise UsageError(Problem("review_two_readers", Place(file=round_.id)))
    place = {code: n for n, code in enumerate(known)}
    calibration = set(round_.calibration)
    blind: list[Pair] = []
    talked: list[Pair] = []
    for final in finals:
        pairs = list(_pairs(final, place, set(readers)))
        (talked if final.entry.item in calibration else blind).extend(pairs)
    return Compared(
        tuple(_by_point(round_, blind)),
        tuple(_totals(round_, blind)),
        tuple(_by_point(round_, talked, plain=True)),
        tuple(Disagreement(*p) for p in (*blind, *talked) if not p.same),
        tuple(readers),
    )


def _pairs(final: Final, place: dict[str, int], wanted: set[str]) -> Iterator[Pair]:
    own = [a for a in final.readings if a.reviewer in place and (not wanted or a.reviewer in wanted)]
    for first, second in combinations(sorted(own, key=lambda a: place[a.reviewer]), 2):
        yield Pair(final, first, second)


def _by_point(round_: Round, pairs: Iterable[Pair], *, plain: bool = False) -> Iterator[Agreement]:
    by_point: dict[str, list[Pair]] = defaultdict(list)
    for p in pairs:
        by_point[p.final.entry.point].append(p)
    for point in round_.points:
        if point.id in by_point:
            yield _measured(point, point.scale, by_point[point.id], plain=plain)


def _totals(round_: Round, pairs: Sequence[Pair]) -> Iterator[Agreement]:
    scale_of = {p.id: p.scale for p in round_.points}
    scales: tuple[Scale, ...] = ("yes_no", "degree")
    for scale in scales:
        own = [p for p in pairs if scale_of[p.final.entry.point] == scale]
        if own:
            yield _measured(None, scale, own)


def _measured(point: Point | None, scale: Scale, pairs: Sequence[Pair], *, plain: bool = False) -> Agreement:
    same, items = sum(p.same for p in pairs), len({p.final.entry.item for p in pairs})
    if plain:
        return Agreement(point, scale, len(pairs), same, items, None, None, None, None, 0, advice(pairs, None))
    answers = _used(pairs, DEGREE if scale == "degree" else YES_NO)
    table = _table(pairs, answers)
    value = stats.ac1(table)
    graded = [p for p in pairs if p.first.value in ORDERED and p.second.value in ORDERED]
    kappa, kappa_interval = _kappa(pairs, answers) if scale == "yes_no" else _kappa_of_degrees(graded)
    told = stats.ac1_interval(_by_case(pairs, answers)) if _cases(pairs) >= FEW else None
    return Agreement(
        point, scale, len(pairs), same, items, kappa, kappa_interval, value, told, len(graded), advice(pairs, value)
    )  # fmt: skip


def _kappa(pairs: Sequence[Pair], answers: Sequence[Value]) -> tuple[float | None, Interval | None]:
    found = stats.kappa(_table(pairs, answers))
    if _cases(pairs) == len(pairs):
        return found.value, found.interval
    return found.value, stats.kappa_interval(_by_case(pairs, answers)) if _cases(pairs) >= FEW else None


def _kappa_of_degrees(pairs: Sequence[Pair]) -> tuple[float | None, Interval | None]:
    if not pairs:
        return None, None
    value = stats.kappa_linear(_table(pairs, ORDERED))
    enough = value is not None and _cases(pairs) >= FEW
    return value, stats.kappa_interval(_by_case(pairs, ORDERED), linear=True) if enough else None


def _cases(pairs: Iterable[Pair]) -> int:
    return len({p.final.entry.case_id for p in pairs})


def _by_case(pairs: Iterable[Pair], answers: Sequence[Value]) -> npt.NDArray[np.int64]:
    """A table per case: what is drawn together, also when several things of the case were drawn into the sample."""
    piles: dict[str, list[Pair]] = defaultdict(list)
    for p in pairs:
        piles[p.final.entry.case_id].append(p)
    return np.stack([_table(own, answers) for own in piles.values()])


def _used(pairs: Iterable[Pair], scale: Sequence[Value]) -> tuple[Value, ...]:
    """The answers that either reader gave, in the order of the scale; at least two, as a table needs them."""
    given = {a.value for p in pairs for a in (p.first, p.second)}
    used = tuple(v for v in scale if v in given)
    return used if len(used) > 1 else (*used, next(v for v in scale if v not in used))


def _table(pairs: Sequence[Pair], answers: Sequence[Value]) -> Table:
    """Rows: the first reader's answers; columns: the second's."""
    place = {v: n for n, v in enumerate(answers)}
    table = np.zeros((len(answers), len(answers)), dtype=np.int64)
    for p in pairs:
        table[place[p.first.value], place[p.second.value]] += 1
    return table


TOO_FEW = Text("for få svar", "too few answers")
DISCUSS = Text("drøft vejledningen", "discuss the guidance")
GO_THROUGH = Text("gå uenighederne igennem", "go through the differences")
GOOD = Text("god", "good")
UNCLEAR = Text("gør spørgsmålet klarere", "make the question clearer")
WIDE_CLASS = Text("uklart, hvornår det er relevant", "unclear when it applies")


def advice(pairs: Sequence[Pair], value: float | None) -> Text:
    """What to do, in a few words: by AC1, and by what the readers differ about."""
    if len(pairs) < FEW:
        return TOO_FEW
    if value is None or value >= stats.GOOD:
        return GOOD
    differ = [p for p in pairs if not p.same]
    asked = sum("unclear_question" in (p.first.unsure, p.second.unsure) for p in pairs)
    if 2 * asked >= len(differ):
        return UNCLEAR
    if 2 * sum("not_relevant" in (p.first.value, p.second.value) for p in differ) > len(differ):
        return WIDE_CLASS
    return DISCUSS if value < stats.POOR else GO_THROUGH
