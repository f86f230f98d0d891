"""What checking a form gives, and what taking in several of them would change."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caseaudit.errors import Problem
    from caseaudit.review.model import Answer
    from caseaudit.review.reading import RawForm


@dataclass(frozen=True)
class Options:
    """How strict to be.

    `partial`: take what is right and list the rest. `replace`: a changed answer takes the place of the earlier one.
    `reviewer`: whose form it is, where the form no longer says so.
    """

    strict: bool = False
    partial: bool = False
    replace: bool = False
    reviewer: str = ""


@dataclass(frozen=True)
class Checked:
    """One form against what its reviewer was asked.

    Every answered cell is accounted for: `answered == len(good) + repeated + refused`. `repeated` counts those that say the
    same as another row with the same key. `unusable`: nothing of it may be taken, whatever is asked for.
    """

    form: RawForm
    reviewer: str = ""
    good: tuple[Answer, ...] = ()
    problems: tuple[Problem, ...] = ()
    items: int = 0
    expected: int = 0
    answered: int = 0
    repeated: int = 0
    refused: int = 0
    unusable: bool = False

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.severity == "error")

    @property
    def private(self) -> bool:
        """Something in the form looks like a CPR number: the file itself must not be kept."""
        return any(p.code in ("review_cpr", "review_cpr_elsewhere") for p in self.problems)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.severity == "warning")


@dataclass(frozen=True)
class Change:
    """A key whose answer becomes another one: what stood there before, if anything."""

    new: Answer
    before: Answer | None = None

    @property
    def kind(self) -> str:
        """`new`, `added` (only a comment or a reason came where none was) or `replaced`."""
        if self.before is None:
            return "new"
        return "added" if adds(self.before, self.new) else "replaced"


@dataclass(frozen=True)
class Taken:
    """What came of one form: what it changed, and whether it has been taken in before as it is."""

    checked: Checked
    changes: tuple[Change, ...] = ()
    known: bool = False

    def count(self, kind: str) -> int:
        return sum(c.kind == kind for c in self.changes)


@dataclass(frozen=True)
class Plan:
    """What an import would do. `blocked`: nothing is written."""

    taken: tuple[Taken, ...]
    broken: tuple[Problem, ...] = ()
    blocked: bool = False
    originals: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def changed(self) -> bool:
        return any(t.changes for t in self.taken)

    @property
    def errors(self) -> int:
        return len(self.broken) + sum(len(t.checked.errors) for t in self.taken)


def same(a: Answer, b: Answer) -> bool:
    """Whether two answers say the same, whatever file they came in."""
    return (a.value, a.unsure, a.comment) == (b.value, b.unsure, b.comment)


def adds(before: Answer, new: Answer) -> bool:
    """Whether the new answer only adds a comment or a reason where there was none."""
    return (
        before.value == new.value
        and before.unsure in ("", new.unsure)
        and before.comment in ("", new.comment)
        and not same(before, new)
    )
