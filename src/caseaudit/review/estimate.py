"""From the answers of a sample to all cases, by the way the cases were drawn.

- simple: exact (hypergeometric) interval when it is known to how many in all the point applies, else Clopper-Pearson.
- stratified, quota: each part counts by its size; the parts' own exact intervals stand beside.
- risk: Hajek's weighted share. Intervals of both: `statistics.effective`, which holds also where the parts are small.
- cases picked by hand are never in an estimate.
- several answers about one case hang together: the share is told, the interval withheld. For cases as a whole, see `verdicts`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from caseaudit.review.estimate_model import Part, Share
from caseaudit.statistics.bounds import bounds
from caseaudit.statistics.proportion import (
    clopper_pearson,
    clopper_pearson_upper,
    hypergeometric,
    hypergeometric_upper,
)
from caseaudit.statistics.stratified import Part as Drawn
from caseaudit.statistics.stratified import stratified
from caseaudit.statistics.weighted import small_chance, weighted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from caseaudit.review.estimate_model import Withheld
    from caseaudit.sample.model import Item, Sample


@dataclass(frozen=True)
class Judged:
    """One judged answer: of which item, and whether it has the mark (yes, high degree ...)."""

    item: int
    marked: bool


@dataclass(frozen=True)
class Sizes:
    """How many items in all the point applies to: `total`, and per part where the sample is divided. None: not known."""

    total: int | None = None
    parts: Mapping[str, int] = field(default_factory=dict)


UNKNOWN = Sizes()


class Drawing:
    """How a sample was drawn, as far as an estimate needs it. `asked`: the items that a round is about (None: all)."""

    def __init__(self, sample: Sample, asked: Collection[int] | None = None) -> None:
        self.sample = sample
        by_number = {i.number: i for i in sample.items}
        self.random: dict[int, Item] = {}
        self.picked: dict[int, Item] = {}
        for item in sample.to_read:
            if asked is not None and item.number not in asked:
                continue
            first = _first(item, by_number)
            by_hand = sample.design == "picked" or first.chosen == "must"
            (self.picked if by_hand else self.random)[item.number] = item
        self.chance = {n: _chance(i, by_number) for n, i in self.random.items()}
        self.size = {s.label: s.size for s in sample.strata}
        self.read = dict.fromkeys(self.size, 0)
        for item in self.random.values():
            self.read[item.stratum] = self.read.get(item.stratum, 0) + 1

    @property
    def divided(self) -> bool:
        """Whether the parts of the sample must be weighed against each other."""
        return self.sample.design in ("stratified", "quota") and len(self.size) > 1

    @property
    def smallest(self) -> float | None:
        """A small chance among all that could be drawn, so that an interval allows for those who were not."""
        if self.divided:
            known = [(n / self.size[label], self.size[label]) for label, n in self.read.items() if n]
        else:
            known = [(odds / (1 + odds), many) for s in self.sample.strata for odds, many in s.odds]
            sure = sum(s.size for s in self.sample.strata) - sum(many for _, many in known)
            known += [(1.0, sure)] if known and sure > 0 else []
        return small_chance(*zip(*known, strict=True)) if known else None

    @property
    def not_added(self) -> Withheld:
        """Why the parts of a divided sample cannot be added up, "" when they can."""
        if not all(size > 0 for size in self.size.values()) or not set(self.read) <= set(self.size):
            return "sizes"
        if len({i.unit_kind for i in self.random.values()}) > 1:
            return "mixed_units"
        if sum(self.size.values()) > self.sample.population:
            return "overlap"
        return "" if all(self.read.values()) else "empty_part"


def _first(item: Item, by_number: Mapping[int, Item]) -> Item:
    """The item that was drawn in the first place: a replacement counts as the one it replaces."""
    seen = set()
    while item.replaces is not None and item.replaces in by_number and item.number not in seen:
        seen.add(item.number)
        item = by_number[item.replaces]
    return item


def _chance(item: Item, by_number: Mapping[int, Item]) -> float | None:
    return item.probability if item.probability is not None else _first(item, by_number).probability


def share(
    drawing: Drawing, judged: Iterable[Judged], sizes: Sizes = UNKNOWN, unknown: int = 0, *, pooled: bool = False
) -> Share:
    """What the judged answers about randomly drawn items say of all. `unknown`: how many more have no answer.

    `pooled`: answers to several points, which are told without an interval even where each item has one.

    `sizes` must be those of what was judged: leave them unknown when readers found that the point does not apply after all.
    """
    own = [j for j in judged if j.item in drawing.random]
    x, n = sum(j.marked for j in own), len(own)
    found = _by_design(drawing, own, sizes, pooled=pooled)
    return replace(found, unknown=unknown, bounds=bounds(x, n - x, unknown) if unknown and n + unknown else None)


def among_picked(drawing: Drawing, judged: Iterable[Judged]) -> Share:
    """Counts of the items that were picked by hand. They say nothing of others."""
    own = [j for j in judged if j.item in drawing.picked]
    return Share(sum(j.marked for j in own), len(own), "none", withheld="picked")


def _by_design(drawing: Drawing, own: Sequence[Judged], sizes: Sizes, *, pooled: bool) -> Share:
    x, n = sum(j.marked for j in own), len(own)
    if not n:
        return Share(0, 0, "none", withheld="nothing")
    several = pooled or len({j.item for j in own}) < n
    if drawing.sample.design == "risk":
        return _weighted(drawing, own, {j.item: drawing.chance[j.item] for j in own}, several=several)
    if drawing.divided:
        return _divided(drawing, own, sizes, several=several)
    return _whole(x, n, sizes.total, several=several)


def _whole(x: int, n: int, size: int | None, *, several: bool = False) -> Share:
    """All items had the same chance."""
    if several:
        return Share(x, n, "none", value=x / n, withheld="several")
    if size is None or size < n:
        most = clopper_pearson_upper(0, n) if x == n else None
        return Share(x, n, "unknown_size", x / n, None, clopper_pearson(x, n), most_without_share=most)
    if size == n:
        return Share(x, n, "census", x / n, size, hypergeometric(x, n, size))
    without = hypergeometric_upper(0, n, size) if x == n else None
    part = None if without is None else without / size
    return Share(x, n, "exact", x / n, size, hypergeometric(x, n, size), "", without, part)


def _divided(drawing: Drawing, own: Sequence[Judged], sizes: Sizes, *, several: bool) -> Share:
    """The parts count by their size among all to which the point applies, else by the chance of being drawn."""
    parts = _parts(drawing, own, sizes, several=several)
    x, n = sum(j.marked for j in own), len(own)
    if why := drawing.not_added:
        return Share(x, n, "none", withheld=why, parts=parts)
    if not several and sizes.parts and all(sizes.parts.get(p.label, 0) >= p.n for p in parts):
        asked = [p for p in parts if sizes.parts.get(p.label)]
        if all(p.n for p in asked):
            found = stratified([Drawn(sizes.parts[p.label], p.n, p.x) for p in asked])
            census = found.interval.method == "census"
            size = sum(sizes.parts.values())
            flat = found.warning is not None and not census
            return Share(
                x, n, "census" if census else "strata", found.share, size, found.interval, parts=parts, flat=flat
            )  # fmt: skip
    chance = {i: drawing.read[item.stratum] / drawing.size[item.stratum] for i, item in drawing.random.items()}
    return replace(_weighted(drawing, own, chance, several=several), parts=parts)


def _parts(drawing: Drawing, own: Sequence[Judged], sizes: Sizes, *, several: bool) -> tuple[Part, ...]:
    by_part: dict[str, list[bool]] = defaultdict(list)
    for j in own:
        by_part[drawing.random[j.item].stratum].append(j.marked)
    out = []
    for label in drawing.read:
        marks = by_part[label]
        size = sizes.parts.get(label)
        alone = _whole(sum(marks), len(marks), size, several=several) if marks else None
        out.append(Part(label, sum(marks), len(marks), size, alone.interval if alone else None))
    return tuple(out)


def _weighted(drawing: Drawing, own: Sequence[Judged], chance: Mapping[int, float | None], *, several: bool) -> Share:
    """Each answer weighs 1 / the chance of its item."""
    x, n = sum(j.marked for j in own), len(own)
    each = [chance[j.item] for j in own]
    if any(c is None for c in each):
        return Share(x, n, "none", withheld="sizes")
    answers_in_all = max(n, drawing.sample.population)
    marked = [int(j.marked) for j in own]
    found = weighted(marked, [c or 0 for c in each], answers_in_all, smallest=drawing.smallest)
    if several:
        return Share(x, n, "weighted", found.hajek, withheld="several")
    if found.interval.method != "census":
        return Share(x, n, "weighted", found.hajek, None, found.interval)
    if len(drawing.random) < drawing.sample.population:  # the others had a chance, and may hold more of this
        return Share(x, n, "weighted", found.hajek, withheld="only_certain")
    return Share(x, n, "census", found.hajek, n, found.interval)
