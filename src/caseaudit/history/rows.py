"""The rows of the history store. This module needs neither frames nor arrays, so that reading the history is quick."""

from __future__ import annotations

from dataclasses import dataclass

PARTS = ("unit", "team")
WHOLE = ""
"""The part that stands for the whole run; its name is empty too."""


@dataclass(frozen=True)
class RunRow:
    """One run. `scope`: which units, teams, rules, themes and period it was about, "" for everything."""

    id: str
    as_of: str
    started: str
    tool: str
    system: str
    scope: str
    data_digest: str
    rules_digest: str
    key_fingerprint: str
    cases: int
    events: int
    cases_with_breach: int
    state: str = "pending"
    pruned_on: str | None = None


@dataclass(frozen=True)
class RuleRow:
    """A rule as it ran: `digest` is that of its file."""

    number: int
    id: str
    theme: str
    severity: str
    judges: str
    digest: str


@dataclass(frozen=True)
class TallyRow:
    """Outcomes of one rule in one part of the run (`part` "", unit or team; `name` which one); what is only advisory apart."""

    rule: int
    part: str
    name: str
    advisory: int
    met: int
    excused: int
    breached: int
    pending: int
    unknown: int
    not_applicable: int


@dataclass(frozen=True)
class CaseloadRow:
    """Cases in a part of the run, and those with at least one breach of what binds."""

    part: str
    name: str
    cases: int
    with_breach: int


@dataclass(frozen=True)
class FindingRow:
    """A breach or an unknown, known again by its key."""

    key: bytes
    rule: int
    law_row: str
    outcome: str
    reason: str
    severity: str
    unit: str
    team: str
    due_on: str | None


@dataclass(frozen=True)
class FigureRow:
    """A key figure of the whole run; `part` "" is the figure itself, else one of its counts. None: it cannot be told."""

    figure: str
    part: str
    value: float | None
    numerator: int | None = None
    denominator: int | None = None
    missing: int | None = None


@dataclass(frozen=True)
class OutputRow:
    """A file that was written from a run. `path`: from the folder that holds the runs, else the whole path; CPR numbers hidden.

    `command`: the words of it and the names of its options, never their values.
    """

    run: str
    path: str
    kind: str
    sha256: str
    size: int
    written: str
    command: str


@dataclass(frozen=True)
class Entry:
    """All that is kept of one run."""

    run: RunRow
    rules: tuple[RuleRow, ...]
    tallies: tuple[TallyRow, ...]
    caseload: tuple[CaseloadRow, ...]
    findings: tuple[FindingRow, ...]
    figures: tuple[FigureRow, ...] = ()
