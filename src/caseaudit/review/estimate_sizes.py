"""To how many of all a point applies: what would have been asked had everything been drawn.

The same question is put to everybody who could be drawn as was put to the items. Where that does not give back what the round
asked about its own items, or where it is not known who could be drawn, nothing is known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from caseaudit.review.estimate import Sizes
from caseaudit.review.estimate_whole import cases_asked, everybody

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from caseaudit.audit import Audit
    from caseaudit.review.model import Point, Round
    from caseaudit.review.points import Library
    from caseaudit.sample.model import Item, Sample


def sizes(round_: Round, sample: Sample, audit: Audit, library: Library) -> dict[str, Sizes]:
    """For each point to how many it applies; a point that is not here has no known size."""
    members = _members(sample) or everybody(sample, audit)
    points = [p for p in round_.points if p.id in library.points]
    if not members or not points:
        return {}
    of_cases = all(m.unit_kind == "case" for m in members)
    asked_of = (
        cases_asked(points, members, audit, library) if of_cases else _units(round_, points, members, audit, library)
    )
    asked: dict[str, Counter[str]] = defaultdict(Counter)
    about: dict[int, set[str]] = {}
    for item, names in zip(members, asked_of, strict=True):
        if item.number:
            about[item.number] = names
        for name in names:
            asked[name][item.stratum] += 1
    reading = {n for r in round_.reviewers for n in r.items} & {i.number for i in sample.to_read}
    in_round: dict[str, set[int]] = defaultdict(set)
    for e in round_.entries:
        if e.item in reading:
            in_round[e.point].add(e.item)
    return {
        p.id: Sizes(sum(asked[p.id].values()), dict(asked[p.id]))
        for p in points
        if asked[p.id] and _agrees(p.id, in_round, reading, about)
    }


def _members(sample: Sample) -> list[Item]:
    """All that could be drawn, each once; none when the file does not hold them all."""
    seen: dict[tuple[str, str, str], Item] = {}
    for item in (*sample.items, *sample.reserve):
        seen.setdefault((item.case_id, item.unit_kind, item.unit_id), item)
    members = list(seen.values())
    parts = Counter(i.stratum for i in members)
    whole = len(members) == sample.population
    return members if whole and all(parts[s.label] == s.size for s in sample.strata) else []


def _units(
    round_: Round, points: Sequence[Point], members: Sequence[Item], audit: Audit, library: Library
) -> Iterable[set[str]]:
    """The points asked about each member, one by one: decisions and the like hang together with others of their case."""
    from caseaudit.review.applies import applicable, chosen
    from caseaudit.review.applies_case import Cases

    cases = Cases.of(audit, {m.case_id for m in members})
    found = applicable(cases, library, points)
    return [{a.point for a in chosen(cases, found, points, item, round_.about)} for item in members]


def _agrees(point: str, asked: Mapping[str, set[int]], reading: set[int], about: Mapping[int, set[str]]) -> bool:
    """Whether the round asks about the point in exactly those of its items that we find it applies to."""
    return asked.get(point, set()) == {n for n in reading if point in about.get(n, ())}
