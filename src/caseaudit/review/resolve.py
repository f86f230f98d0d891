"""Where readers differ: the list of disagreements, told without names, and what a final answer must be.

Readings are called A, B, ... in an order that a digest decides for each row, so that A is not always the same person.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseaudit.review.keys import make_key, split_key

if TYPE_CHECKING:
    from caseaudit.review.model import Answer, Answers, Entry, Point, Resolved, Round

CODE_LENGTH = 8


@dataclass(frozen=True)
class Disagreement:
    """One thing that two or more answered differently. `readings` are in the order in which they are told.

    `key` stands in the resolution form, `entry.key` in the review forms. `state` changes when an answer changes.
    """

    key: str
    entry: Entry
    point: Point
    readings: tuple[Answer, ...]
    state: str
    resolved: Resolved | None = None


def resolution_code(form_code: str) -> str:
    """The code in the keys of the resolution form: another one, so that neither form is taken for the other."""
    return hashlib.sha256(f"resolve|{form_code}".encode()).hexdigest()[:CODE_LENGTH].upper()


def resolution_key(asked: Round, entry: Entry) -> str:
    """The key of an entry in the resolution form."""
    key = split_key(entry.key)
    unit = key.unit if key else "case"
    return make_key(resolution_code(asked.form_code), entry.item, entry.point, unit)


def disagreements(asked: Round, answers: Answers) -> tuple[Disagreement, ...]:
    """Everything that was answered differently, in the order of the round, settled or not."""
    given: dict[str, list[Answer]] = defaultdict(list)
    for a in answers.answers:
        given[a.key].append(a)
    settled = {r.key: r for r in answers.resolved}
    points = {p.id: p for p in asked.points}
    return tuple(
        Disagreement(
            key=resolution_key(asked, entry),
            entry=entry,
            point=points[entry.point],
            readings=tuple(sorted(given[entry.key], key=lambda a: _order(asked, a))),
            state=state_of(given[entry.key]),
            resolved=settled.get(entry.key),
        )
        for entry in asked.entries
        if len({a.value for a in given[entry.key]}) > 1
    )


def unsettled(asked: Round, answers: Answers) -> tuple[Disagreement, ...]:
    """The disagreements that nobody has settled."""
    return tuple(d for d in disagreements(asked, answers) if d.resolved is None)


def state_of(readings: list[Answer]) -> str:
    """A short digest of who answered what and why: a resolution form is out of date when it is another."""
    said = sorted((a.reviewer, a.value, a.unsure, a.comment) for a in readings)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:CODE_LENGTH]


def _order(asked: Round, answer: Answer) -> str:
    return hashlib.sha256(f"{asked.form_code}|{answer.key}|{answer.reviewer}".encode()).hexdigest()
