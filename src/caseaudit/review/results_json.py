"""The result of a round as plain records for JSON: English keys, numbers as they are, null where nothing can be told."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caseaudit.review.agreement import Agreement, Compared
    from caseaudit.review.estimate_model import Counts, Part, Share
    from caseaudit.review.machine import AgainstMachine, Beside
    from caseaudit.review.results_model import PointResult, ReviewResult, Sum, ThemeResult
    from caseaudit.review.selfrating import Rated
    from caseaudit.statistics.proportion import Interval

SCHEMA = 1
DIGITS = 6


def record(r: ReviewResult) -> dict[str, Any]:
    """All of it, without case ids."""
    return {
        "schema_version": SCHEMA,
        "round": r.round,
        "method": {**asdict(r.method), "as_of": r.method.as_of.isoformat(), "lost": r.method.lost},
        "notes": [str(n) for n in r.notes],
        "points": [_point(p) for p in r.points],
        "themes": [_theme(t) for t in r.themes],
        "total": _theme(r.total),
        "cases": {
            "without_no": _share(r.verdicts.share),
            "with_no": r.verdicts.share.n - r.verdicts.share.x,
            "unsure": r.verdicts.unsure,
            "unfinished": r.verdicts.unfinished,
            "unfinished_with_no": r.verdicts.unfinished_with_no,
            "picked_without_no": _share(r.verdicts.picked),
        },
        "agreement": compared(r.agreement),
        "machine": None if r.machine is None else _machine(r.machine),
        "self_ratings": [_rated(x) for x in r.ratings],
    }


def compared(c: Compared, *, cases: bool = False) -> dict[str, Any]:
    """Agreement; with case ids only where they are asked for."""
    out: dict[str, Any] = {
        "readers": list(c.readers),
        "pairs": c.pairs,
        "same": c.same,
        "points": [_agreement(a) for a in c.points],
        "totals": [_agreement(a) for a in c.totals],
        "calibration": [_agreement(a) for a in c.calibration],
        "disagreements": len(c.disagreements),
        "settled": sum(d.settled for d in c.disagreements),
    }
    if cases:
        out["differing"] = [
            {
                "case_id": d.final.entry.case_id,
                "point": d.final.entry.point,
                "unit": d.final.entry.unit_id,
                "values": [d.first.value, d.second.value],
                "settled": d.final.value if d.settled else None,
            }
            for d in c.disagreements
        ]
    return out


def _agreement(a: Agreement) -> dict[str, Any]:
    return {
        "point": a.point.id if a.point else None,
        "scale": a.scale,
        "pairs": a.pairs,
        "same": a.same,
        "percent": _number(a.percent),
        "items": a.items,
        "kappa": _number(a.kappa),
        "kappa_weights": "linear" if a.scale == "degree" else None,
        "kappa_interval": _interval(a.kappa_interval),
        "ac1": _number(a.ac1),
        "ac1_interval": _interval(a.ac1_interval),
        "graded": a.graded,
        "reading": str(a.reading),
    }


def _point(p: PointResult) -> dict[str, Any]:
    return {
        "id": p.point.id,
        "source": p.point.source,
        "theme": p.point.theme,
        "text": p.point.da,
        "text_en": p.point.en,
        "scale": p.point.scale,
        "legal": p.point.legal,
        "soft": p.point.soft,
        "law_rows": list(p.point.law_rows),
        "counts": _counts(p.counts),
        "fulfilled": _maybe(p.fulfilled),
        "high": _maybe(p.high),
        "some_or_high": _maybe(p.some_or_high),
        "cases_without_no": _maybe(p.cases),
        "groups": [_part(g) for g in p.groups],
        "picked": {"counts": _counts(p.picked), "share": _share(p.picked_share)},
    }


def _theme(t: ThemeResult) -> dict[str, Any]:
    return {
        "theme": t.theme or None,
        "title": str(t.title),
        "law": _sum(t.law),
        "practice": _sum(t.practice),
        "degrees": None if t.degrees is None else _counts(t.degrees),
    }


def _sum(s: Sum | None) -> dict[str, Any] | None:
    if s is None:
        return None
    return {
        "points": s.points,
        "counts": _counts(s.counts),
        "share": _share(s.share),
        "picked": {"counts": _counts(s.picked), "share": _share(s.picked_share)},
    }


def _counts(c: Counts) -> dict[str, int]:
    return {**asdict(c), "judged": c.judged, "asked": c.asked}


def _maybe(s: Share | None) -> dict[str, Any] | None:
    return None if s is None else _share(s)


def _share(s: Share) -> dict[str, Any]:
    """`percent` is null under five, and never x of n where the chances were unequal."""
    return {
        "x": s.x,
        "n": s.n,
        "basis": s.basis,
        "weighted": s.weighted,
        "percent": _number(s.percent),
        "size": s.size,
        "interval": _interval(s.interval),
        "withheld": s.withheld or None,
        "flat_part": s.flat,
        "most_without": s.most_without,
        "most_without_share": _number(s.most_without_share),
        "unknown": s.unknown,
    }


def _part(p: Part) -> dict[str, Any]:
    return {
        "label": p.label,
        "x": p.x,
        "n": p.n,
        "size": p.size,
        "interval": _interval(p.interval),
        "counts": None if p.counts is None else _counts(p.counts),
    }


def _interval(i: Interval | None) -> dict[str, Any] | None:
    if i is None:
        return None
    return {
        "low": _number(i.low), "high": _number(i.high), "level": i.level, "method": i.method,
        "low_count": i.low_count, "high_count": i.high_count,
    }  # fmt: skip


def _machine(m: AgainstMachine) -> dict[str, Any]:
    return {
        "points": [_beside(b) for b in m.points],
        "themes": [_beside(b) for b in m.themes],
        "total": _beside(m.total),
        "indications": [asdict(i) for i in m.indications],
        "differences": len(m.differences),
    }


def _beside(b: Beside) -> dict[str, Any]:
    return {
        "level": b.level,
        "name": b.name or None,
        "both_yes": b.both_yes,
        "both_no": b.both_no,
        "registered_not_found": b.registered_not_found,
        "found_not_registered": b.found_not_registered,
        "excused": b.excused,
        "pairs": b.pairs,
        "same": b.same,
        "ac1": _number(b.ac1),
        "apart": [{"outcome": o, "answer": a, "n": n} for (o, a), n in b.apart.items()],
        "missing": b.missing,
    }


def _rated(r: Rated) -> dict[str, Any]:
    def pair(counts: tuple[int, int] | None) -> dict[str, int] | None:
        return None if counts is None else {"fulfilled": counts[0], "judged": counts[1]}

    return {
        "theme": r.theme,
        "rating": r.value,
        "source": r.source or None,
        "machine": pair(r.machine),
        "reviewed": pair(r.reviewed),
        "parts_machine": r.parts_machine or None,
        "parts_reviewed": r.parts_reviewed or None,
    }


def _number(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)


def csv_rows(c: Compared) -> Iterable[tuple[str, ...]]:
    """Agreement as rows under a header; a point each, then the totals."""
    yield (
        "point", "scale", "calibration", "pairs", "same", "percent", "kappa", "kappa_low", "kappa_high", "ac1", "ac1_low",
        "ac1_high", "reading",
    )  # fmt: skip
    for a, apart in [*((a, False) for a in (*c.points, *c.totals)), *((a, True) for a in c.calibration)]:
        k, i = a.kappa_interval, a.ac1_interval
        numbers = (a.percent, a.kappa, k and k.low, k and k.high, a.ac1, i and i.low, i and i.high)
        yield (
            a.point.id if a.point else f"total_{a.scale}", a.scale, "1" if apart else "0", str(a.pairs), str(a.same),
            *("" if n is None else f"{n:.{DIGITS}f}" for n in numbers), str(a.reading),
        )  # fmt: skip
