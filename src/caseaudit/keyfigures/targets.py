"""Local targets for key figures: what a municipality has set for itself. Never law."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseaudit.errors import Place, Problem, UsageError
from caseaudit.keyfigures.definitions import definitions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caseaudit.keyfigures.model import Value
    from caseaudit.settings import Config

PER_WORKER = ("cases-per-caseworker-max", "cases-per-caseworker")


@dataclass(frozen=True)
class Target:
    """At most or at least so much, and who decided it."""

    figure: str
    at_most: float | None
    at_least: float | None
    source: str

    @property
    def limit(self) -> float:
        return self.at_most if self.at_most is not None else self.at_least or 0.0

    def met(self, value: Value) -> bool | None:
        """Whether the figure is within the target; None where it cannot be told."""
        if value.value is None or value.few:
            return None
        return value.value <= self.limit if self.at_most is not None else value.value >= self.limit


def targets(settings: Config) -> dict[str, Target]:
    """The targets of the configuration by figure. Raises `UsageError` for a figure that does not exist, or one named twice."""
    known, out = definitions(), dict[str, Target]()
    problems = []
    for t in settings.figures.target:
        if t.figure not in known or t.figure in out:
            near = difflib.get_close_matches(t.figure, known, n=1)
            code = "figures_target_twice" if t.figure in out else "figures_target_unknown"
            values = {"figure": t.figure, "hint": near[0] if near else "caseaudit figures definitions"}
            problems.append(Problem(code, Place(file=settings.source), values))
            continue
        out[t.figure] = Target(t.figure, t.at_most, t.at_least, t.source)
    if problems:
        raise UsageError(problems)
    return out


def worker_limit(found: Mapping[str, Target]) -> float | None:
    """Most open cases that one caseworker should have by the local target; None where none is set."""
    limits = (found[f].at_most for f in PER_WORKER if f in found)
    return next((x for x in limits if x is not None), None)
