"""The designs, as pure functions: a population and a seed in, items and those next in line out.

Within each part the order is that of the keyed hash, so that more can be drawn later without giving up any that was.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from caseaudit.errors import Problem, UsageError
from caseaudit.sample.frame import fold
from caseaudit.sample.model import Item, Stratum
from caseaudit.sample.order import uniform

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from caseaudit.sample.frame import Candidate
    from caseaudit.sample.quotas import Quota

Group = tuple[str, ...]
RESERVE = 100
"""Next in line are kept twice as many as were drawn and this many more, of each part."""


@dataclass(frozen=True)
class Drawn:
    """What a design gave. Items are numbered from 1 in the order they are read."""

    items: tuple[Item, ...]
    reserve: tuple[Item, ...] = ()
    strata: tuple[Stratum, ...] = ()


@dataclass(frozen=True)
class Part:
    """A part of the population: its members in line, how many are wanted, and their chances where these differ."""

    label: str
    line: tuple[tuple[float, Candidate], ...]
    wanted: int
    chances: Mapping[str, float] | None = None
    risks: Mapping[str, Mapping[str, float]] | None = None

    @property
    def n(self) -> int:
        return min(self.wanted, len(self.line))

    @property
    def stratum(self) -> Stratum:
        odds: Counter[float] = Counter()
        for p in (self.chances or {}).values():
            if p < 1:
                odds[p / (1 - p)] += 1
        return Stratum(
            label=self.label, size=len(self.line), wanted=self.wanted, drawn=self.n, odds=tuple(sorted(odds.items()))
        )

    def item(self, rank: int, u: float, c: Candidate) -> Item:
        """The member at `rank` as it is kept."""
        chance = self.n / len(self.line) if self.chances is None else self.chances[c.identity]
        points = dict(self.risks[c.identity]) if self.risks is not None else {}
        return updated(
            as_item(c, u),
            stratum=self.label,
            chosen="certain" if self.chances is not None and chance >= 1 and self.n < len(self.line) else "random",
            probability=chance,
            risk=round(sum(points.values()), 6) if points else None,
            risk_points=points,
            rank=rank,
        )


def as_item(c: Candidate, u: float) -> Item:
    """A candidate as an item that is not numbered yet."""
    return Item(
        number=0, case_id=c.case_id, unit_kind=c.kind, unit_id=c.event_id, unit_on=c.on, uniform=u, unit=c.unit,
        team=c.team, target_group=c.target_group, unit_key=c.key, section=c.section,
    )  # fmt: skip


def updated(item: Item, **changes: object) -> Item:
    """The item with these fields changed."""
    return item.model_copy(update=changes)


def in_line(seed: str, candidates: Iterable[Candidate]) -> tuple[tuple[float, Candidate], ...]:
    """Everybody with their number, smallest first."""
    numbered = [(uniform(seed, c.identity), c) for c in candidates]
    return tuple(sorted(numbered, key=lambda x: (x[0], x[1].identity)))


def gathered(parts: Sequence[Part]) -> Drawn:
    """The first of every part as items, the rest as reserves."""
    items: list[Item] = []
    reserve: list[Item] = []
    for part in parts:
        line = [part.item(rank, u, c) for rank, (u, c) in enumerate(part.line, start=1)]
        items += line[: part.n]
        reserve += line[part.n : 3 * part.n + RESERVE]
    return Drawn(
        tuple(updated(item, number=number) for number, item in enumerate(items, start=1)),
        tuple(reserve),
        tuple(p.stratum for p in parts),
    )


def simple(candidates: Sequence[Candidate], n: int, seed: str) -> Drawn:
    """Everybody has the same chance."""
    return gathered(simple_parts(candidates, n, seed))


def simple_parts(candidates: Sequence[Candidate], n: int, seed: str) -> list[Part]:
    """The whole as one part."""
    return [Part("", in_line(seed, candidates), n)]


def grouped(candidates: Iterable[Candidate], by: Sequence[str]) -> dict[Group, list[Candidate]]:
    """The parts by these fields, in the order of their names; spellings that differ in capitals only are one part."""
    out: dict[Group, list[Candidate]] = {}
    for c in candidates:
        out.setdefault(tuple(fold(str(getattr(c, field))) for field in by), []).append(c)
    return dict(sorted(out.items()))


def label_of(members: Sequence[Candidate], by: Sequence[str], blank: str) -> str:
    """What a reader sees: the spelling that most members have."""
    names = []
    for field in by:
        spellings = Counter(str(getattr(c, field)) for c in members)
        names.append(min(spellings, key=lambda s: (-spellings[s], s)) or blank)
    return " / ".join(names)


def stratified(
    candidates: Sequence[Candidate], by: Sequence[str], sizes: Mapping[Group, int], seed: str, blank: str
) -> Drawn:
    """A fixed number from each part."""
    return gathered(stratified_parts(candidates, by, sizes, seed, blank))


def stratified_parts(
    candidates: Sequence[Candidate], by: Sequence[str], sizes: Mapping[Group, int], seed: str, blank: str
) -> list[Part]:
    """The parts by name, each in its own line."""
    return [
        Part(label_of(members, by, blank), in_line(seed, members), sizes[group])
        for group, members in grouped(candidates, by).items()
    ]


def proportional(groups: Mapping[Group, Sequence[Candidate]], n: int) -> dict[Group, int]:
    """Share `n` out in proportion to size, by the largest remainder; every part gets at least one.

    What the small parts get beyond their share is taken where most was given beyond the exact share. Raises `UsageError`
    when there are more parts than cases to draw.
    """
    total = sum(len(m) for m in groups.values())
    if n >= total:
        return {g: len(m) for g, m in groups.items()}
    if n < len(groups):
        raise UsageError(Problem("sample_fewer_than_strata", values={"n": n, "strata": len(groups)}))
    out = largest_remainder(groups, n)
    for g in [g for g in groups if not out[g]]:
        out[g] = 1
        able = (x for x in groups if out[x] > 1)
        out[max(able, key=lambda x: (out[x] * total - n * len(groups[x]), len(groups[x]), x))] -= 1
    return out


def largest_remainder(groups: Mapping[Group, Sequence[Candidate]], n: int) -> dict[Group, int]:
    """Whole numbers in proportion to size: rounded down, and what is left to those that lost most."""
    total = sum(len(m) for m in groups.values())
    out = {g: n * len(m) // total for g, m in groups.items()}
    most_lost = sorted(groups, key=lambda g: (-(n * len(groups[g]) % total), -len(groups[g]), g))
    for g in most_lost[: n - sum(out.values())]:
        out[g] += 1
    return out


def lifted(groups: Mapping[Group, Sequence[Candidate]], n: int) -> int:
    """How many parts would have got none by size alone."""
    return sum(not k for k in largest_remainder(groups, n).values())


def by_quota(quotas: Sequence[Quota], pools: Sequence[Sequence[Candidate]], seed: str) -> Drawn:
    """Quota after quota; a case that was drawn in one is out of the next, and so are its other events."""
    drawn = gathered(quota_parts(quotas, pools, seed))
    taken = {i.case_id for i in drawn.items}
    return replace(drawn, reserve=tuple(i for i in drawn.reserve if i.case_id not in taken))


def quota_parts(quotas: Sequence[Quota], pools: Sequence[Sequence[Candidate]], seed: str) -> list[Part]:
    """A part per quota, of what the earlier ones left."""
    taken: set[str] = set()
    parts = []
    for quota, pool in zip(quotas, pools, strict=True):
        part = Part(quota.label, in_line(seed, (c for c in pool if c.case_id not in taken)), quota.n)
        parts.append(part)
        taken |= {c.case_id for _, c in part.line[: part.n]}
    return parts


def with_must(drawn: Drawn, named: Sequence[Candidate], seed: str) -> Drawn:
    """Put those that somebody named after the drawn ones, unless the draw took them anyway.

    They keep their place in line, so that they count as drawn when the line later comes to them.
    """
    have = {(i.case_id, i.unit_key) for i in drawn.items}
    line = {(i.case_id, i.unit_key): i for i in drawn.reserve}
    items = list(drawn.items)
    for c in named:
        name = (c.case_id, c.key)
        if name not in have:
            item = line.get(name) or as_item(c, uniform(seed, c.identity))
            waiting = item.probability
            items.append(updated(item, number=len(items) + 1, chosen="must", probability=None, waiting=waiting))
            have.add(name)
    return replace(
        drawn, items=tuple(items), reserve=tuple(i for i in drawn.reserve if (i.case_id, i.unit_key) not in have)
    )


def picked(named: Sequence[Candidate], seed: str) -> Drawn:
    """Only what somebody named; nothing here was drawn, and nothing can be estimated."""
    return with_must(Drawn(()), named, seed)
