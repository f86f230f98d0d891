"""The chapter "Status på handlinger": Mål, Handling, Indikator, Status, Deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.actions import wording
from caseaudit.dates import show
from caseaudit.report.view import Cell, Column, Row, Section, Table
from caseaudit.texts import Text

if TYPE_CHECKING:
    from caseaudit.actions.status import Line, Status

ID = "actions"


def actions_chapter(status: Status, *, numbers: bool) -> tuple[Section, ...]:
    """The chapter; () without actions. `numbers`: also the indicators, which a committee is not given: they may be hidden."""
    if not status.lines:
        return ()
    lead = list(wording.lead(status))
    heads = [h for n, h in enumerate(wording.HEADS) if numbers or n != 2]
    caption = Text(f"Handlinger pr. {show(status.as_of)}", f"Actions as of {show(status.as_of)}")
    table = Table(
        "actions",
        str(caption),
        tuple(Column(str(h)) for h in heads),
        tuple(_row(x, numbers=numbers) for x in status.lines),
    )
    title = Text("Status på handlinger", "Status of actions")
    return (Section(ID, str(title), tuple(lead if numbers else lead[1:]), tables=(table,)),)


def _row(line: Line, *, numbers: bool) -> Row:
    t = wording.tell(line)
    who = f" ({t.responsible})" if t.responsible else ""
    texts = [t.goal, f"{t.id}: {t.action}{who}", "; ".join(t.indicator), t.status, t.deadline]
    if not numbers:
        del texts[2]
    return Row(tuple(Cell(x, x) for x in texts), anchor=t.id)
