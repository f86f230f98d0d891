"""Key figures for readers outside: small numbers withheld, and with them what would give one away.

Every number that describes fewer than `min_cell` is hidden, zeros never, and with a share also its other half. Where a part
of a count is hidden, so many others are too that it cannot be worked out from the count and the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from caseaudit.keyfigures.model import Part, Value

NEVER = frozenset({"cases-per-caseworker", "cases-per-caseworker-max", "caseworker-changes"})
"""About staff: for management only."""

BARE = frozenset({"notifications-professional", "placements-running"})
"""Told without their parts: other figures tell sums of those, so that a hidden part could be worked out."""


def for_committee(values: Iterable[Value], min_cell: int = 5) -> tuple[Value, ...]:
    """The figures that a committee may see, each with what may be told of it. What was not recorded is told only if none was."""
    return tuple(_shown(v, min_cell) for v in values if v.figure not in NEVER)


def _small(n: float | None, min_cell: int) -> bool:
    return n is not None and 0 < n < min_cell


def _shown(v: Value, k: int) -> Value:
    if v.value is None:
        return replace(v, missing=None if v.missing else v.missing, parts=(), numerator=None, denominator=None)
    if v.numerator is not None and v.denominator is not None:
        halves = (v.numerator, v.denominator - v.numerator, v.denominator)
        unsafe = any(_small(n, k) for n in halves)
    elif v.denominator is not None:
        unsafe = v.denominator < k  # a median of few is nearly a child's own number
    elif v.figure == "notifications-per-month":
        unsafe = _small(sum(p.count or 0 for p in v.parts), k)
    else:
        unsafe = _small(v.value, k)
    missing = None if v.missing else 0
    if unsafe:
        return Value(v.figure, missing=missing, hidden=True)
    return replace(v, missing=missing, parts=() if v.figure in BARE else _parts(v.parts, k), over=None)


def _parts(parts: tuple[Part, ...], k: int) -> tuple[Part, ...]:
    """Hide small parts, and then the smallest others until what is hidden together is at least `k` above its least."""
    hidden = {p.code for p in parts if _small(p.count, k)}
    if not hidden:
        return parts

    def slack() -> int:
        return sum((p.count or 0) - 1 for p in parts if p.code in hidden)

    others = sorted((p for p in parts if p.code not in hidden and p.count), key=lambda p: p.count or 0)
    while others and (len(hidden) < 2 or slack() < k):
        hidden.add(others.pop(0).code)
    if len(hidden) < 2 or slack() < k:
        return ()  # nothing left to hide behind: the parts are not told at all
    return tuple(Part(p.code, None) if p.code in hidden else p for p in parts)
