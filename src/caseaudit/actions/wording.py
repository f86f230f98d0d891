"""The status of actions in words, once for every format: Mål, Handling, Indikator, Status, Deadline."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING

from caseaudit.actions.model import STATUSES
from caseaudit.actions.status import CANNOT
from caseaudit.dates import show
from caseaudit.privacy import mask
from caseaudit.texts import Text, language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.actions.status import Line, Measure, Status

HEADS = (
    Text("Mål", "Goal"),
    Text("Handling", "Action"),
    Text("Indikator", "Indicator"),
    Text("Status", "Status"),
    Text("Deadline", "Deadline"),
)
NONE = "-"
OVERDUE = Text("overskredet", "overdue")


@dataclass(frozen=True)
class Told:
    """One action as it is shown. `indicator` has a line for each thing told."""

    id: str
    goal: str
    action: str
    responsible: str
    indicator: tuple[str, ...]
    status: str
    deadline: str
    overdue: bool


def title(s: Status) -> str:
    return str(Text(f"Status på handlinger pr. {show(s.as_of)}", f"Status of actions as of {show(s.as_of)}"))


def lead(s: Status) -> Iterator[str]:
    """What the numbers come from, and how many actions are where."""
    on = show(s.run_on)
    yield str(
        Text(
            f"Indikatorerne er fra kørslen {s.run} (pr. {on}). De viser udviklingen, ikke om handlingen er årsag til den.",
            f"The indicators are from run {s.run} (as of {on}). They show what has moved, not whether the action caused it.",
        )
    )
    parts = [f"{s.count(k)} {str(v).casefold()}" for k, v in STATUSES.items() if s.count(k)]  # type: ignore[arg-type]
    n = len(s.lines)
    late = s.count("overdue")
    told = f": {', '.join(parts)}" if parts else ""
    yield str(Text(f"{n} handlinger{told}. Deadline overskredet: {late}.", f"{n} actions{told}. Overdue: {late}."))


def tell(line: Line) -> Told:
    """One action in words. What people wrote is masked for CPR numbers."""
    a = line.action
    deadline = show(a.deadline) if a.deadline else NONE
    return Told(
        id=mask(a.id),
        goal=mask(a.goal) or NONE,
        action=mask(a.activity) or NONE,
        responsible=mask(a.responsible),
        indicator=tuple(indicator(line)),
        status=str(STATUSES[a.status]),
        deadline=f"{deadline} ({OVERDUE})" if line.overdue else deadline,
        overdue=line.overdue,
    )


def indicator(line: Line) -> Iterator[str]:
    """What is measured, where it stood and stands, and what is aimed at."""
    found = line.action.measure
    if found is None or line.now is None:
        yield mask(line.action.indicator) or NONE
        return
    yield f"{line.title or found.id} ({found.id})"
    yield f"{Text('Nu', 'Now')}: {measure_text(line.now, found.target)}"
    start = measure_text(line.start, found.target) if line.start else str(Text("ikke angivet", "not given"))
    yield f"{Text('Ved start', 'At start')}: {start}"
    if found.target is not None:
        side = Text("mindst", "at least") if found.op == ">=" else Text("højst", "at most")
        verdict = {True: Text("nået", "reached"), False: Text("ikke nået", "not reached"), None: CANNOT}[line.reached]
        yield f"{Text('Mål', 'Target')}: {side} {number(found.target, line.now.unit)}: {verdict}"
    yield from (f"{Text('Bemærk', 'Note')}: {c}" for c in line.cautions)


def measure_text(m: Measure, target: float | None = None) -> str:
    """`83 % af 40`, `207`, or why it cannot be told. A percent that rounds to its target is told with a decimal."""
    if m.value is None:
        return f"{CANNOT} ({m.why})" if m.why else str(CANNOT)
    of = f" {Text('af', 'of')} {m.n}" if m.n is not None else ""
    near = m.unit == "percent" and target is not None and abs(m.value - target) <= 1 and m.value != target
    return (f"{_tenths(m.value)} %" if near else number(m.value, m.unit)) + of


def number(value: float, unit: str) -> str:
    if unit == "percent":
        return f"{floor(value + 0.5)} %"
    shown = _tenths(value)
    words = {"days": Text("dage", "days"), "cases": Text("sager", "cases")}
    return f"{shown} {words[unit]}" if unit in words else shown


def _tenths(value: float) -> str:
    tenths = floor(value * 10 + 0.5)
    mark = "." if language() == "en" else ","
    return f"{tenths // 10}" + (f"{mark}{tenths % 10}" if tenths % 10 else "")
