"""What answers add up to: counts as they are, and the share that may be said of all. Nothing here is worded."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caseaudit.review.final import Final
    from caseaudit.statistics.bounds import Bounds
    from caseaudit.statistics.proportion import Interval

FEWEST = 5
"""Below this many a share is not written as a percentage."""

Basis = Literal["exact", "census", "unknown_size", "strata", "weighted", "none"]
Withheld = Literal["", "picked", "several", "sizes", "empty_part", "mixed_units", "overlap", "only_certain", "nothing"]
"""Why there is no interval. `several`: answers of the same case hang together. `sizes`, `empty_part`, `mixed_units`,
`overlap`: the parts of the sample cannot be added up. `only_certain`: only cases that are always drawn were judged.
`picked`: the cases were chosen by hand."""


@dataclass(frozen=True)
class Counts:
    """Answers of one kind, counted. Only yes and no, or the three degrees, are `judged`."""

    yes: int = 0
    no: int = 0
    low: int = 0
    some: int = 0
    high: int = 0
    not_relevant: int = 0
    cannot_judge: int = 0
    unanswered: int = 0
    open: int = 0
    no_access: int = 0
    unclear_file: int = 0
    unclear_question: int = 0

    @property
    def judged(self) -> int:
        return self.yes + self.no + self.low + self.some + self.high

    @property
    def unknown(self) -> int:
        """Asked about and it may apply, but the answer is not there."""
        return self.cannot_judge + self.unanswered + self.open

    @property
    def asked(self) -> int:
        return self.judged + self.not_relevant + self.unknown


def count(answers: Iterable[Final]) -> Counts:
    found: Counter[str] = Counter()
    for a in answers:
        found[a.value or a.state] += 1
        if a.value == "cannot_judge" and a.unsure:
            found[a.unsure] += 1
    return Counts(**found)


@dataclass(frozen=True)
class Part:
    """One part of a divided sample (stratum, quota), reported whole: `x` of `n`, of `size` in all (None: not known)."""

    label: str
    x: int
    n: int
    size: int | None
    interval: Interval | None
    counts: Counts | None = None


@dataclass(frozen=True)
class Share:
    """`x` of the `n` judged have the mark, and what that says of all.

    `value` is the share that stands for all, by the design: for a sample with unequal chances the weighted one, None when
    there is none to tell. `size`: how many there are in all, None when not known. `interval` belongs to `value`; `withheld`
    says why it is not there. `most_without`: when none of the n lacks the mark, how many of all may (one-sided 95 %), in
    number (None without a size) and as a share. `bounds`: what the unknown ones could do, None when there are none. `flat`: some
    part tells nothing of its spread (one case, or all alike).
    """

    x: int
    n: int
    basis: Basis
    value: float | None = None
    size: int | None = None
    interval: Interval | None = None
    withheld: Withheld = ""
    most_without: int | None = None
    most_without_share: float | None = None
    unknown: int = 0
    bounds: Bounds | None = None
    parts: tuple[Part, ...] = ()
    flat: bool = False

    @property
    def weighted(self) -> bool:
        """Whether `value` differs in principle from x of n."""
        return self.basis in ("strata", "weighted")

    @property
    def percent(self) -> float | None:
        """The share in per cent, where there are enough to write one. Never x of n where the chances were unequal."""
        return None if self.value is None or self.n < FEWEST else 100 * self.value
