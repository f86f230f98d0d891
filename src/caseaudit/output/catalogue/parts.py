"""What the catalogue consists of: plain data in the reader's language, so that the printed forms only lay it out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caseaudit.rules.prose import Clause


@dataclass(frozen=True)
class Law:
    """One citation: the provision, the text it was read in, and how sure that is. `before` tells its older numbers."""

    cite: str
    act: str
    text_read: str
    confidence: str
    sure: bool
    link: str
    note: str = ""
    before: str = ""


@dataclass(frozen=True)
class Period:
    """The duty in one period. `duty` says it in a sentence; the clauses say the same condition by condition."""

    name: str
    first: str
    last: str
    rows: tuple[str, ...]
    severity: str
    soft: bool
    laws: tuple[Law, ...]
    duty: str
    applies: Clause
    require: Clause
    unless: Clause | None
    incomplete: Clause | None
    method: tuple[str, ...]

    @property
    def content(self) -> tuple[object, ...]:
        """What it asks, whatever the period and the provision."""
        return (self.severity, self.soft, self.applies, self.require, self.unless, self.incomplete)


@dataclass(frozen=True)
class Block:
    """Periods that follow each other and ask the same under different provisions. `special`: how only these are computed."""

    name: str
    periods: tuple[Period, ...]
    special: tuple[str, ...]

    @property
    def asks(self) -> Period:
        return self.periods[-1]


@dataclass(frozen=True)
class Example:
    """One inline case as a jurist reads it."""

    name: str
    given: tuple[str, ...]
    outcome: str
    kind: str
    due: str


@dataclass(frozen=True)
class Ref:
    """An id with its words: a duty in the law, or a question that audits ask."""

    id: str
    text: str

    def __str__(self) -> str:
        return f"{self.id}: {self.text}" if self.text else self.id


@dataclass(frozen=True)
class Entry:
    """One rule in full. `own`: it is the municipality's, not ours. `shared`: how all periods are computed."""

    number: int
    id: str
    title: str
    file: str
    own: str
    theme_id: str
    theme: str
    step_id: str
    step: str
    severity: str
    judges: str
    soft: bool
    automation: str
    why: str
    rows: tuple[Ref, ...]
    answers: tuple[Ref, ...]
    periods: tuple[Period, ...]
    blocks: tuple[Block, ...]
    shared: tuple[str, ...]
    limits: str
    findings: tuple[tuple[str, str], ...]
    fix: str
    examples: tuple[Example, ...]

    @property
    def row_ids(self) -> str:
        return ", ".join(r.id for r in self.rows)

    @property
    def answer_ids(self) -> str:
        return ", ".join(r.id for r in self.answers)


@dataclass(frozen=True)
class Asked:
    """One review question for the person who reads the case."""

    id: str
    question: str
    guidance: str
    scale: str
    applies: str
    period: str
    rows: str
    answers: str
    theme: str
    step: str
    laws: tuple[Law, ...]
    judges: str


@dataclass(frozen=True)
class Outside:
    """What neither a rule nor a question answers, and why."""

    id: str
    kind: str
    text: str
    reason: str


@dataclass(frozen=True)
class ActPart:
    """One act: when it holds, what was read, and how its texts and numbers changed."""

    code: str
    title: str
    period: str
    text_read: str
    link: str
    texts: tuple[tuple[str, str, str, str], ...]
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Reading:
    """An unsettled reading of the law, what is chosen unless the municipality says otherwise, and the choices."""

    name: str
    question: str
    default: str
    choices: str


@dataclass(frozen=True)
class Group:
    """A theme or a step with its rules, in order."""

    id: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Catalogue:
    """Everything that is reviewed."""

    version: str
    digest: str
    dated: str
    law_until: str
    only_theme: str
    entries: tuple[Entry, ...]
    themes: tuple[Group, ...]
    steps: tuple[Group, ...]
    questions: tuple[Asked, ...] = ()
    outside: tuple[Outside, ...] = ()
    acts: tuple[ActPart, ...] = ()
    readings: tuple[Reading, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
