"""To how many of all a point applies: what would have been asked had everything been drawn.

A sample keeps everybody who could be drawn: the items and the reserve. So the same question is put to each of them as was put
to the items. Where that does not give back what the round asked about its own items, nothing is known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from caseaudit.review.estimate import Sizes

if TYPE_CHECKING:
    from caseaudit.audit import Audit
    from caseaudit.review.model import Round
    from caseaudit.review.points import Library
    from caseaudit.sample.model import Item, Sample


def sizes(round_: Round, sample: Sample, audit: Audit, library: Library) -> dict[str, Sizes]:
    """For each point to how many it applies; a point that is not here has no known size."""
    from caseaudit.review.applies import applicable, chosen
    from caseaudit.review.applies_case import Cases

    members = _members(sample)
    points = [p for p in round_.points if p.id in library.points]
    if not members or not points:
        return {}
    cases = Cases.of(audit, {m.case_id for m in members})
    found = applicable(cases, library, points)
    asked: dict[str, Counter[str]] = defaultdict(Counter)
    about: dict[int, set[str]] = {}
    for item in members:
        names = {a.point for a in chosen(cases, found, points, item, round_.about)}
        if item.number:
            about[item.number] = names
        for name in names:
            asked[name][item.stratum] += 1
    return {
        p.id: Sizes(sum(asked[p.id].values()), dict(asked[p.id]))
        for p in points
        if asked[p.id] and _agrees(round_, sample, p.id, about)
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


def _agrees(round_: Round, sample: Sample, point: str, about: dict[int, set[str]]) -> bool:
    """Whether the round asks about the point in exactly those of its items that we find it applies to."""
    reading = {n for r in round_.reviewers for n in r.items} & {i.number for i in sample.to_read}
    asked = {e.item for e in round_.entries if e.point == point and e.item in reading}
    return asked == {n for n in reading if point in about.get(n, ())}
