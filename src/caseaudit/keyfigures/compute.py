"""Every key figure of a context, in the order of the definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.keyfigures import caseload, investigations, notifications, placements
from caseaudit.keyfigures.definitions import definitions

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseaudit.keyfigures.model import Context, Value

FIGURES: dict[str, Callable[[Context], Value]] = {
    **notifications.FIGURES,
    **investigations.FIGURES,
    **placements.FIGURES,
    **caseload.FIGURES,
}


def figures(context: Context) -> tuple[Value, ...]:
    """All of them. The same context always gives the same figures."""
    return tuple(FIGURES[name](context) for name in definitions())
