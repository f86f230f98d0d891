"""What of a review may be shown to a committee: whole points without small counts, and nothing that gives a small one away.

A point is told with all of its answers or left out. Nothing is told that adds points up, that divides the sample, or that
says how many could not be judged: from those, and the points that are told, a point that is left out could be worked out.
The cases with at least one no are bound to the points by inequalities, and are protected together with them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from caseaudit.report.protection import AtMost, Numbers, Sum, protect
from caseaudit.review.results import binds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.review.estimate_model import Share
    from caseaudit.review.results_model import PointResult, ReviewResult, Verdicts

MARKS = {"yes_no": ("yes", "no"), "degree": ("low", "some", "high")}


@dataclass(frozen=True)
class Shown:
    """Points by id whose answers may be told, and whether the cases with a no, and the agreement of readers, may.

    `few`: fewer cases were read than may be told, so not even their number is.
    """

    points: frozenset[str]
    verdicts: bool
    agreement: bool
    few: bool = False


def shown(r: ReviewResult, min_cell: int) -> Shown:
    """What may be told; nothing at all where few were drawn or picked."""
    if 0 < (r.method.drawn or r.method.picked) < min_cell:
        return Shown(frozenset(), verdicts=False, agreement=False, few=True)
    numbers = numbers_of(r, min_cell)
    hidden = protect(numbers, min_cell)
    whole = frozenset(p.point.id for p in r.points if judged(p) and not any(k in hidden for k in cells(p)))
    verdict = ("cases", "read") in numbers.values and not any(k[0] == "cases" for k in hidden)
    apart = r.agreement.pairs - r.agreement.same
    agree = min(r.agreement.pairs, r.agreement.same, min_cell) == min_cell and not 0 < apart < min_cell
    return Shown(whole, verdict, agree)


def numbers_of(r: ReviewResult, min_cell: int) -> Numbers:
    """Every count that might be printed, with all that binds them together and that a reader can know."""
    values: dict[Any, int] = {"drawn": r.method.drawn or r.method.picked}
    sums: list[Sum] = []
    at_most: list[AtMost] = []
    for p in r.points:
        if judged(p):
            values |= cells(p)
            sums.append(Sum(_key(p, "judged"), tuple(_key(p, m) for m in MARKS[p.point.scale])))
            if one_each(p):
                at_most.append(AtMost(_key(p, "judged"), ("drawn",)))
    v = r.verdicts
    share = v.share if r.method.drawn else v.picked
    if share.n and not 0 < v.unfinished < min_cell:
        values |= {("cases", "read"): share.n, ("cases", "bad"): share.n - share.x, ("cases", "good"): share.x}
        sums.append(Sum(("cases", "read"), (("cases", "bad"), ("cases", "good"))))
        at_most.append(AtMost(("cases", "read"), ("drawn",)))
        if not v.unfinished:
            at_most += _bound(r)
    return Numbers(values, tuple(sums), tuple(at_most), frozenset(), _weight)


def _bound(r: ReviewResult) -> Iterator[AtMost]:
    """Cases and answers: where every case is read to the end, each no makes its case bad."""
    law = [p for p in r.points if judged(p) and binds(p.point) and p.point.scale == "yes_no"]
    for part, mark in (("bad", "no"), ("good", "yes"), ("read", "judged")):
        yield AtMost(("cases", part), tuple(_key(p, mark) for p in law))
    for p in (p for p in law if one_each(p)):
        yield AtMost(_key(p, "no"), (("cases", "bad"),))
        yield AtMost(_key(p, "judged"), (("cases", "read"),))


def judged(p: PointResult) -> int:
    """Answers that judge: about what was drawn; where nothing was, about what was picked."""
    return p.counts.judged or (0 if p.counts.asked else p.picked.judged)


def cells(p: PointResult) -> dict[Any, int]:
    counts = p.counts if p.counts.asked else p.picked
    told = {_key(p, m): getattr(counts, m) for m in MARKS[p.point.scale]}
    return {**told, _key(p, "judged"): counts.judged}


def one_each(p: PointResult) -> bool:
    """Whether each case has one answer to the point at most, as far as the result tells."""
    share = p.high or p.fulfilled
    return p.cases is None and (share is None or share.withheld != "several")


def _key(p: PointResult, mark: str) -> tuple[str, str, str]:
    return ("point", p.point.id, mark)


def _weight(key: Any) -> float:
    return 1e3 if key == "drawn" else 12.0 if key[0] == "cases" else 4.0


def bare(share: Share) -> Share:
    """A share as a committee sees it: no sizes, parts or unknown; of a divided sample not even a percent, for it is made of parts."""
    told = replace(share, size=None, most_without=None, unknown=0, bounds=None, parts=(), flat=False)
    if not share.weighted and share.basis != "none":
        return told
    return replace(told, value=None, interval=None, most_without_share=None)


def bare_verdicts(v: Verdicts) -> Verdicts:
    return replace(v, share=bare(v.share), picked=bare(v.picked), unsure=0, unfinished=0, unfinished_with_no=0)
