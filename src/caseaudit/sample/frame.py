"""What can be drawn: every case, or every event of a kind, with what a design may ask of it; and what was left out, counted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from caseaudit.dates import Period
from caseaudit.errors import Problem, UsageError
from caseaudit.law import covers
from caseaudit.sample.order import identity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

BLANK = ""
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that can be drawn. Days and numbers are None where the export does not say.

    `breaches` counts findings by severity; of an event, those about the event itself. `workers`: how many caseworkers the
    case has had. `days` and `sections`: of a case, those of its events.
    """

    case_id: str
    kind: str = "case"
    event_id: str = ""
    key: str = ""
    on: date | None = None
    section: str = BLANK
    unit: str = BLANK
    team: str = BLANK
    target_group: str = BLANK
    age: int | None = None
    placed: bool = False
    workers: int | None = None
    closed: bool = False
    breaches: dict[str, int] = field(default_factory=dict)
    unknown: int = 0
    pending: int = 0
    days: tuple[date, ...] = ()
    sections: tuple[str, ...] = ()

    @property
    def identity(self) -> str:
        return identity(self.case_id, self.key)


@dataclass(frozen=True)
class Frame:
    """The population of a draw, in an order of its own that no export decides. `everything` is it before any filter."""

    candidates: tuple[Candidate, ...]
    everything: tuple[Candidate, ...]
    excluded: dict[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.candidates)


@dataclass(frozen=True)
class Filters:
    """What narrows the population. Empty means all. `reviewed`: cases read not long ago."""

    sections: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    units: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    open_only: bool = False
    reviewed: frozenset[str] = frozenset()

    def tests(self, as_of: date) -> Iterable[tuple[str, Callable[[Candidate], bool]]]:
        """Each reason for leaving something out, and who stays; in the order they are applied and told."""
        window = Period(self.first or date.min, self.last or date.max)
        bounded = self.first is not None or self.last is not None
        yield "after_as_of", lambda c: c.on is None or c.on <= as_of
        if self.sections:
            yield "section", lambda c: any(covers(s, x) for s in self.sections for x in (*c.sections, c.section))
        if bounded:
            yield (
                "window",
                lambda c: any(d in window for d in c.days) if c.kind == "case" else c.on is not None and c.on in window,
            )
        for reason, wanted, value in (
            ("unit", self.units, lambda c: c.unit),
            ("team", self.teams, lambda c: c.team),
            ("target_group", self.target_groups, lambda c: c.target_group),
        ):
            if wanted:
                yield reason, _among(wanted, value)
        if self.open_only:
            yield "closed", lambda c: not c.closed
        if self.reviewed:
            yield "reviewed", lambda c: c.case_id not in self.reviewed


def _among(wanted: tuple[str, ...], value: Callable[[Candidate], str]) -> Callable[[Candidate], bool]:
    folded = {fold(w) for w in wanted}
    return lambda c: fold(value(c)) in folded


def fold(text: str) -> str:
    """The text as it is compared: whatever its capitals and blanks."""
    return " ".join(text.split()).casefold()


def narrow(everything: Iterable[Candidate], filters: Filters, as_of: date) -> Frame:
    """Apply the filters one after the other, and count what each leaves out. Raises `UsageError` for an unknown name."""
    whole = tuple(sorted(everything, key=lambda c: c.identity))
    _known(whole, filters)
    left, excluded = whole, {}
    for reason, stays in filters.tests(as_of):
        kept = tuple(c for c in left if stays(c))
        if len(kept) < len(left):
            excluded[reason] = len(left) - len(kept)
        left = kept
    return Frame(left, whole, excluded)


def _known(whole: tuple[Candidate, ...], filters: Filters) -> None:
    """A name that nothing has is a slip of the pen, not an empty population."""
    problems = []
    for option, wanted, field_name in (
        ("--unit", filters.units, "unit"),
        ("--team", filters.teams, "team"),
        ("--target-group", filters.target_groups, "target_group"),
    ):
        if not wanted:
            continue
        values = {str(getattr(c, field_name)) for c in whole} - {BLANK}
        known = {fold(v): " ".join(v.split()) for v in sorted(values, reverse=True)}
        shown = ", ".join(sorted(known.values())[:SHOWN]) or "-"
        problems += [
            Problem("sample_group_unknown", values={"option": option, "value": name, "known": shown})
            for name in wanted
            if fold(name) not in known
        ]
    if problems:
        raise UsageError(problems)


def with_reviewed(filters: Filters, cases: Iterable[str]) -> Filters:
    return replace(filters, reviewed=frozenset(cases))
