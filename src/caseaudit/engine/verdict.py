"""Three-valued truth with evidence: yes, no, still open, or, where none of them holds, unknown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from caseaudit.engine.calendar import NAT
from caseaudit.engine.columns import Ints, Mask
from caseaudit.model.outcomes import NOTE_BITS, REASON_CODES

Small = npt.NDArray[np.uint8]

MISSING, LATE, INCOMPLETE = (REASON_CODES[r] for r in ("missing", "late", "incomplete"))
DATA_MISSING, UNSETTLED = REASON_CODES["data_missing"], REASON_CODES["unsettled_law"]


@dataclass
class Verdict:
    """One answer per unit. `yes`, `no` and `open` exclude each other; none of them means unknown.

    `void` marks units for which the question does not arise (no interval, no full year): not applicable.
    `due` and `actual` are days (NAT where there is none), `evidence` the position of the deciding event (-1: none),
    `reason` says why it is no or unknown, `notes` are bits of `NOTE_BITS`.
    """

    yes: Mask
    no: Mask
    open: Mask
    due: Ints
    actual: Ints
    evidence: Ints
    reason: Small
    notes: Small
    void: Mask

    @classmethod
    def unknown(cls, n: int, reason: int = DATA_MISSING) -> Verdict:
        masks = (np.zeros(n, dtype=bool) for _ in range(4))
        # columns that are replaced and never written into share one number
        day: Ints = np.broadcast_to(np.int64(NAT), n)
        pos: Ints = np.broadcast_to(np.int64(-1), n)
        why: Small = np.broadcast_to(np.uint8(reason), n)
        yes, no, still_open, void = masks
        return cls(yes, no, still_open, day, day, pos, why, np.zeros(n, np.uint8), void)

    @classmethod
    def of(cls, yes: Mask, no: Mask, *, due: Ints, reason: int | Small) -> Verdict:
        out = cls.unknown(len(yes))
        out.yes, out.no, out.due = yes, no, due
        out.reason = np.where(no, reason, np.where(yes, 0, DATA_MISSING)).astype(np.uint8)
        return out

    def at(self, mask: Mask) -> Verdict:
        """The answers of the units that the mask keeps."""
        return Verdict(
            self.yes[mask],
            self.no[mask],
            self.open[mask],
            self.due[mask],
            self.actual[mask],
            self.evidence[mask],
            self.reason[mask],
            self.notes[mask],
            self.void[mask],
        )

    def settle(self, as_of: int) -> Verdict:
        """A no whose day has not passed on the as-of date is still open."""
        waiting = self.no & (self.due >= as_of)  # an unknown day is the least number
        if not waiting.any():
            return self
        self.open = self.open | waiting
        self.no = self.no & ~waiting
        return self

    def forget(self, mask: Mask, reason: int = DATA_MISSING) -> Verdict:
        """Make the answer unknown where `mask` says so."""
        for state in ("yes", "no", "open"):
            setattr(self, state, getattr(self, state) & ~mask)
        self.reason = np.where(mask, reason, self.reason).astype(np.uint8)
        return self

    def replace(self, other: Verdict, mask: Mask) -> None:
        """Take the whole answer of `other` where `mask` says so."""
        for state in ("yes", "no", "open", "void"):
            setattr(self, state, np.where(mask, getattr(other, state), getattr(self, state)))
        self.taken_from(other, mask)

    def inverted(self) -> Verdict:
        """The opposite; what is still open becomes unknown."""
        out = Verdict.of(self.no, self.yes, due=self.due, reason=INCOMPLETE)
        out.evidence, out.actual, out.notes = self.evidence, self.actual, self.notes
        unknown = ~(self.yes | self.no | self.open)
        out.reason = np.where(unknown, self.reason, out.reason).astype(np.uint8)
        return out

    def taken_from(self, other: Verdict, mask: Mask) -> None:
        """Take evidence and reason over from `other` where `mask` says so."""
        for name in ("due", "actual", "evidence", "reason", "notes"):
            setattr(
                self, name, np.where(mask, getattr(other, name), getattr(self, name)).astype(getattr(self, name).dtype)
            )


def all_of(parts: list[Verdict]) -> Verdict:
    """Every part holds. The first part that decides lends its evidence; a yes lends that of the last part with any."""
    out = Verdict.unknown(len(parts[0].yes))
    out.yes = np.logical_and.reduce([p.yes for p in parts])
    out.no = np.logical_or.reduce([p.no for p in parts])
    alive = np.logical_and.reduce([p.yes | p.open for p in parts])
    out.open = alive & ~out.yes
    for p in parts:
        out.taken_from(p, out.yes & ((p.evidence >= 0) | (out.evidence < 0)))
    for p in reversed(parts):
        unknown = ~(p.yes | p.no | p.open)
        out.taken_from(p, (out.no & p.no) | (out.open & p.open) | (~(out.yes | out.no | out.open) & unknown))
    return out


def any_of(parts: list[Verdict]) -> Verdict:
    """At least one part holds. The first that does lends its evidence; when none does, the last part does."""
    out = Verdict.unknown(len(parts[0].yes))
    out.yes = np.logical_or.reduce([p.yes for p in parts])
    out.open = ~out.yes & np.logical_or.reduce([p.open for p in parts])
    out.no = np.logical_and.reduce([p.no for p in parts])
    rest = ~(out.yes | out.no | out.open)
    for p in parts:
        unknown = ~(p.yes | p.no | p.open)
        out.taken_from(p, (out.no & p.no) | (out.open & p.open) | (rest & unknown))
    for p in reversed(parts):
        out.taken_from(p, out.yes & p.yes)
    return out


def mark_unsettled(out: Verdict, mask: Mask, note: str) -> Verdict:
    """Say where the answer hangs on a reading of the law that is not settled, and by `note` on which."""
    out.reason = np.where(mask, UNSETTLED, out.reason).astype(np.uint8)
    out.notes |= np.where(mask, NOTE_BITS[note], 0).astype(np.uint8)
    return out
