"""What has become of the actions: each with its indicator at the start and now, and whether the deadline has passed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from caseaudit.actions.model import Action

CANNOT = Text("kan ikke opgøres", "cannot be told")


@dataclass(frozen=True)
class Measure:
    """An indicator in one run. `value` None: it cannot be told, and `why` says why not. `n`: of how many; None for a count."""

    value: float | None = None
    unit: str = "percent"
    n: int | None = None
    why: Text | None = None
    digest: str = ""


@dataclass(frozen=True)
class Line:
    """One action with its numbers. `cautions`: what stands in the way of laying start and now side by side."""

    action: Action
    title: str
    start: Measure | None
    now: Measure | None
    cautions: tuple[Text, ...]
    overdue: bool

    @property
    def reached(self) -> bool | None:
        """Whether the target is met now; None where that cannot be said."""
        measure = self.action.measure
        return measure.met(self.now.value) if measure and self.now else None


@dataclass(frozen=True)
class Status:
    """The whole register on a day, against one run."""

    as_of: date
    run: str
    run_on: date
    lines: tuple[Line, ...]

    def count(self, what: Literal["overdue", "done", "running", "not_started", "dropped"]) -> int:
        if what == "overdue":
            return sum(x.overdue for x in self.lines)
        return sum(x.action.status == what for x in self.lines)


def status(
    actions: Sequence[Action],
    as_of: date,
    run: tuple[str, date],
    measure: Callable[[str, str], Measure],
    title: Callable[[str], str],
    comparable: Callable[[str, str], bool],
) -> Status:
    """Fill every indicator. `measure(run, indicator)` tells it in one run; `comparable(a, b)`: two runs are about the same."""
    return Status(as_of, *run, tuple(_line(a, as_of, run[0], measure, title, comparable) for a in actions))


def _line(
    action: Action,
    as_of: date,
    run: str,
    measure: Callable[[str, str], Measure],
    title: Callable[[str], str],
    comparable: Callable[[str, str], bool],
) -> Line:
    indicator = action.measure
    if indicator is None:
        return Line(action, "", None, None, (), action.overdue(as_of))
    now = measure(run, indicator.id)
    start = measure(action.run, indicator.id) if action.run else None
    cautions = []
    if start and start.value is not None and now.value is not None and action.run != run:
        if not comparable(action.run, run):
            cautions.append(Text("start og nu handler ikke om det samme", "start and now are not about the same"))
        if start.digest and now.digest and start.digest != now.digest:
            cautions.append(Text("reglen er ændret siden start", "the rule has changed since the start"))
    return Line(action, title(indicator.id), start, now, tuple(cautions), action.overdue(as_of))
