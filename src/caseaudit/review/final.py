"""The answer that counts for each thing asked: what was settled, else what one or more readers said alike.

Where two readers differ and nobody has settled it, the answer is *open*: it stands neither above nor below the line, and is told.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseaudit.review.model import Answer, Answers, Entry, Round, Value

State = Literal["settled", "open", "unanswered"]


@dataclass(frozen=True)
class Final:
    """What counts for one entry. `value` is None unless settled. `readings` are the answers as they were given."""

    entry: Entry
    state: State
    value: Value | None
    unsure: str
    readings: tuple[Answer, ...]

    @property
    def key(self) -> str:
        return self.entry.key


def finals(round_: Round, answers: Answers) -> tuple[Final, ...]:
    """One for each thing asked, in the order of the round. Answers to anything else are left out."""
    given: dict[str, list[Answer]] = defaultdict(list)
    for a in answers.answers:
        given[a.key].append(a)
    settled = {r.key: r for r in answers.resolved}
    out = []
    for entry in round_.entries:
        readings = tuple(given[entry.key])
        if (last := settled.get(entry.key)) is not None:
            out.append(Final(entry, "settled", last.value, last.unsure, readings))
        else:
            out.append(_read(entry, readings))
    return tuple(out)


def _read(entry: Entry, readings: Sequence[Answer]) -> Final:
    values = {a.value for a in readings}
    if not values:
        return Final(entry, "unanswered", None, "", ())
    if len(values) > 1:
        return Final(entry, "open", None, "", tuple(readings))
    return Final(entry, "settled", readings[0].value, readings[0].unsure, tuple(readings))
