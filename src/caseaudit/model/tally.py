"""How many units had each outcome: one way to count, for reports and for the history alike."""

from __future__ import annotations

from dataclasses import dataclass

from caseaudit.model.outcomes import OUTCOMES


@dataclass(frozen=True)
class Tally:
    """Units by outcome. `good` of `judged` are met or excused; `asked` are those for which the question arises."""

    met: int = 0
    excused: int = 0
    breached: int = 0
    pending: int = 0
    unknown: int = 0
    not_applicable: int = 0

    @property
    def good(self) -> int:
        return self.met + self.excused

    @property
    def judged(self) -> int:
        return self.good + self.breached

    @property
    def asked(self) -> int:
        return self.judged + self.pending + self.unknown

    @property
    def rate(self) -> float | None:
        return self.good / self.judged if self.judged else None

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, o) + getattr(other, o) for o in OUTCOMES))
