"""From what was asked for to a draw: which design, over which parts of which population, and what must be told about it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from caseaudit.errors import DataError, Problem, UsageError
from caseaudit.sample import drawing
from caseaudit.sample.model import Design
from caseaudit.sample.risk import risk_based
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from caseaudit.sample.drawing import Drawn
    from caseaudit.sample.frame import Candidate, Frame
    from caseaudit.sample.quotas import Quota

STRATA = ("unit", "team", "target_group", "section")
BLANK = Text("(ikke angivet)", "(not given)")
Told = Literal["lifted", "too_small", "must_drawn", "must_outside", "must_more"]


@dataclass(frozen=True)
class Wish:
    """A design as it was asked for. `per`: `n` from each part; else `by` shares `n` in proportion. Empty `by`: one part."""

    kind: str = "case"
    n: int = 20
    by: tuple[str, ...] = ()
    per: bool = False
    quotas: tuple[Quota, ...] = ()
    weights: Mapping[str, float] | None = None
    must: tuple[str, ...] = ()
    only: tuple[str, ...] = ()

    @property
    def design(self) -> Design:
        if self.only:
            return "picked"
        if self.quotas:
            return "quota"
        if self.weights is not None:
            return "risk"
        return "stratified" if self.by else "simple"

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of things that it draws."""
        return tuple(dict.fromkeys(q.kind for q in self.quotas)) or (self.kind,)


@dataclass
class Outcome:
    """A draw, the population that it was made from, and what should be told: code, number."""

    drawn: Drawn
    population: int
    excluded: dict[str, int]
    told: list[tuple[Told, int]] = field(default_factory=list)


def draw(wish: Wish, frames: Mapping[str, Frame], seed: str) -> Outcome:
    """Draw. Raises `UsageError` when the wish does not fit the population, `DataError` when nothing can be drawn."""
    excluded = _summed(frames)
    if wish.design == "picked":
        names = tuple(dict.fromkeys(wish.only))
        named = [_named(c, frames) for c in names]
        _all_there(names, named)
        found = [c for group in named for c in group]
        return Outcome(drawing.picked(found, seed), sum(len(f) for f in frames.values()), excluded)
    if not any(len(f) for f in frames.values()):
        raise DataError(Problem("sample_nothing_left" if excluded else "sample_nothing"))
    out = Outcome(*_drawn(wish, frames, seed), excluded)
    out.told += _told(wish, out.drawn, frames)
    if wish.must:
        _add_must(out, wish, frames, seed)
    return out


def _drawn(wish: Wish, frames: Mapping[str, Frame], seed: str) -> tuple[Drawn, int]:
    if wish.design == "quota":
        pools = [[c for c in frames[q.kind].candidates if q.admits(c)] for q in wish.quotas]
        if empty := [q.label for q, pool in zip(wish.quotas, pools, strict=True) if not pool]:
            raise UsageError([Problem("sample_quota_empty", values={"quota": label}) for label in empty])
        population = len({c.identity for pool in pools for c in pool})
        return drawing.by_quota(wish.quotas, pools, seed), population
    (frame,) = frames.values()
    if wish.weights is not None:
        return risk_based(frame.candidates, wish.n, seed, wish.weights), len(frame)
    if not wish.by:
        return drawing.simple(frame.candidates, wish.n, seed), len(frame)
    groups = drawing.grouped(frame.candidates, wish.by)
    if len(groups) == 1 and not any("".join(g) for g in groups):
        raise UsageError(Problem("sample_stratum_blank", values={"fields": ", ".join(wish.by)}))
    sizes = dict.fromkeys(groups, wish.n) if wish.per else drawing.proportional(groups, wish.n)
    return drawing.stratified(frame.candidates, wish.by, sizes, seed, str(BLANK)), len(frame)


def _told(wish: Wish, drawn: Drawn, frames: Mapping[str, Frame]) -> list[tuple[Told, int]]:
    out: list[tuple[Told, int]] = []
    if wish.design == "stratified" and not wish.per:
        (frame,) = frames.values()
        groups = drawing.grouped(frame.candidates, wish.by)
        if wish.n < len(frame) and (n := drawing.lifted(groups, wish.n)):
            out.append(("lifted", n))
    if wish.design in ("stratified", "quota") and (n := sum(s.drawn < s.wanted for s in drawn.strata)):
        out.append(("too_small", n))
    return out


def _add_must(out: Outcome, wish: Wish, frames: Mapping[str, Frame], seed: str) -> None:
    """Named cases on top of the draw; what the draw took anyway stays a drawn one."""
    names = tuple(dict.fromkeys(wish.must))
    named = [_named(c, frames) for c in names]
    _all_there(names, named)
    drawn_cases = {i.case_id for i in out.drawn.items}
    more = [g[0] for g in named if g[0].case_id not in drawn_cases]
    inside = {c.identity for f in frames.values() for c in f.candidates}
    out.drawn = drawing.with_must(out.drawn, more, seed)
    for code, n in (
        ("must_drawn", len(named) - len(more)),
        ("must_more", len(more)),
        ("must_outside", sum(c.identity not in inside for c in more)),
    ):
        if n:
            out.told.append((code, n))  # type: ignore[arg-type]


def _named(case_id: str, frames: Mapping[str, Frame]) -> list[Candidate]:
    """What there is of the named case, newest first: the case itself, or its last event of the kind."""
    name = _plain(case_id)
    found = [c for f in frames.values() for c in f.everything if _plain(c.case_id) == name]
    return sorted(found, key=lambda c: (c.on is not None, c.on and c.on.toordinal(), c.key), reverse=True)[:1]


def _plain(case_id: str) -> str:
    return unicodedata.normalize("NFC", case_id.strip())


def _all_there(names: Sequence[str], named: Sequence[Sequence[Candidate]]) -> None:
    missing = [name for name, found in zip(names, named, strict=True) if not found]
    if missing:
        raise UsageError([Problem("sample_case_unknown", values={"case": name}) for name in missing])


def _summed(frames: Mapping[str, Frame]) -> dict[str, int]:
    out: dict[str, int] = {}
    for frame in frames.values():
        for reason, n in frame.excluded.items():
            out[reason] = out.get(reason, 0) + n
    return out
