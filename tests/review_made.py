"""Rounds of review made by hand: points, a sample of a design, and answers, so that what must come out can be counted."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from types import SimpleNamespace

from caseaudit.review.estimate import Sizes
from caseaudit.review.model import Answer, Answers, Entry, Point, Resolved, Reviewer, Round
from caseaudit.sample.model import Item, Sample, Stratum

WHEN = datetime(2026, 11, 1, tzinfo=UTC)
DAY = date(2026, 10, 15)
SHORT = {"y": "yes", "n": "no", "-": "not_relevant", "?": "cannot_judge", "l": "low", "s": "some", "h": "high"}


def point(name="p", **change):
    told = {"source": "question", "theme": "undersoegelse", "step": "x", "da": f"{name}?", "en": f"{name}?"}
    return Point(id=name, **(told | change))


def items(n, *, start=1, **change):
    return tuple(
        Item(**({"number": k, "case_id": f"S-{k:04d}", "uniform": k / 10_000} | change))
        for k in range(start, start + n)
    )


def sample(drawn, population, design="simple", strata=(), **change):
    told = {"id": "st-1", "run": "r", "as_of": DAY, "seed": "2026-04", "design": design, "population": population}
    return Sample(
        **told, items=tuple(drawn), strata=tuple(Stratum(label=a, size=b, wanted=c) for a, b, c in strata), **change
    )


def key(item, name, unit=0):
    return f"{item}|{name}|{unit}"


def round_of(points, drawn, readers=("A",), *, double=(), calibration=(), units=1, **change):
    """Everything is asked about every item, of `units` units."""
    entries = tuple(
        Entry(
            key=key(i.number, p.id, u),
            item=i.number,
            case_id=i.case_id,
            point=p.id,
            unit_kind="case",
            unit_id=str(u or ""),
        )
        for i in drawn
        for p in points
        for u in range(units)
    )
    numbers = tuple(i.number for i in drawn)
    told = {"id": "g-1", "form_code": "F0000001", "sample": "st-1", "run": "r", "created": WHEN}
    return Round(
        **told, points=tuple(points), entries=entries, double=tuple(double), calibration=tuple(calibration),
        reviewers=tuple(Reviewer(code=c, items=numbers) for c in readers), **change,
    )  # fmt: skip


def answers(*given, resolved=()):
    """Answers as (reader, point, letters): one letter per item from number 1 on; a blank is no answer."""
    out = []
    for reader, name, letters in given:
        out += [
            Answer(key=key(k, name), reviewer=reader, value=SHORT[c])
            for k, c in enumerate(letters, start=1)
            if c != " "
        ]
    return Answers(
        round="g-1", answers=tuple(out), resolved=tuple(Resolved(key=k, value=v, by="X") for k, v in resolved)
    )


@cache
def themes():
    from caseaudit.rules.rulebook import load_rulebook

    return load_rulebook().themes


def no_audit():
    """A run with no rules judged: enough where only readers' answers are added up."""
    import pandas as pd

    dataset = SimpleNamespace(cases=pd.DataFrame({"case_id": []}), events=pd.DataFrame({"event_id": []}))
    return SimpleNamespace(dataset=dataset, results=[], rulebook=SimpleNamespace(themes=themes()))


def known(total, **parts):
    return Sizes(total, parts)
