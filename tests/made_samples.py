"""Samples made by hand for the tests."""

from __future__ import annotations

from datetime import UTC, date, datetime

from caseaudit.sample.design import Wish, draw
from caseaudit.sample.frame import Candidate, Filters, narrow
from caseaudit.sample.model import Event, Item, Sample

DAY = date(2026, 10, 15)
AT = datetime(2026, 10, 15, 8, 0, tzinfo=UTC)
UNITS = ("Distrikt Syd", "Distrikt Nord", "Distrikt Vest")
PEOPLE = [
    Candidate(case_id=f"SAG-{i:03d}", unit=UNITS[i % 3], team="Børn", breaches={"high": i % 4}, placed=i % 5 == 0)
    for i in range(60)
]


def sample(wish: Wish, people=PEOPLE, seed="2026K4", frames=None) -> Sample:
    """A drawn sample, as the command would keep it."""
    out = draw(wish, frames or {"case": narrow(people, Filters(), DAY)}, seed)
    return Sample(
        id="2026-10-15-1", run="20261015T080000Z-abcd", as_of=DAY, seed=seed, design=wish.design,
        unit_kind=wish.kinds[0] if len(wish.kinds) == 1 else "mixed", population=out.population, excluded=out.excluded,
        strata=out.drawn.strata, items=out.drawn.items, reserve=out.drawn.reserve, risk_weights=dict(wish.weights or {}),
        stratified_by=wish.by, proportional=bool(wish.by) and not wish.per, data_digest="0" * 64, rules_digest="1" * 64,
        trail=(Event(at=AT, action="drawn", detail={"n": len(out.drawn.items), **dict(out.told)}),),
        redraw="caseaudit sample --n 12 --run 20261015T080000Z-abcd --seed 2026K4",
    )  # fmt: skip


def items(units: list[str]) -> list[Item]:
    """Items to share out, one per unit named."""
    return [Item(number=n, case_id=f"SAG-{n:03d}", uniform=n / 1000, unit=u) for n, u in enumerate(units, start=1)]
