"""What went wrong, told to a controller: what happened, where, on what ground, and how to fix it.

A `Problem` never holds a value from a case: only codes, counts, names of files, sheets, columns and rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Literal

from caseaudit.messages import MESSAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Severity = Literal["error", "warning", "info"]


class Exit(IntEnum):
    """Exit codes (contract)."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    DATA = 3
    BUG = 4
    INTERRUPTED = 130


@dataclass(frozen=True)
class Place:
    """Where in the input: rows are numbered as Excel shows them; None where it does not apply."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. `code` names the text in `messages.MESSAGES`; `values` fill its placeholders."""

    code: str
    place: Place = Place()
    values: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = "error"

    @property
    def what(self) -> str:
        return str(MESSAGES[self.code].what).format(**self.values)

    @property
    def fix(self) -> str:
        return str(MESSAGES[self.code].fix).format(**self.values)


class CaseauditError(Exception):
    """The run cannot go on. Carries every problem that was found, not only the first."""

    exit_code: Exit = Exit.USAGE

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(", ".join(p.code for p in self.problems))


class UsageError(CaseauditError):
    """The user can fix it: flags, configuration, mapping, rule files, a locked or missing file (exit 2)."""

    exit_code = Exit.USAGE


class DataError(CaseauditError):
    """The data cannot carry a verdict: unreadable file, missing column, empty population (exit 3)."""

    exit_code = Exit.DATA
