"""What a cell that could not be read leaves open about a case, kept beside the case so that it can be told."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Doubt:
    """One cell: the columns and types of events that it leaves open, and where and why. `column` is its header.

    `on_event`: an event that is known carries the doubt; else it counts for the whole case. `about`: the id of the event that
    an event in doubt concerns.
    """

    case_id: str
    names: frozenset[str]
    row: int
    column: str
    why: str
    on_event: bool = False
    about: str = ""


@dataclass(frozen=True)
class DoubtfulCell:
    """A doubt as it is kept: the case is where it stands, the table its number among the sources."""

    names: frozenset[str]
    source: int
    row: int
    column: str
    why: str


def pack(doubts: Iterable[tuple[int, Doubt]]) -> str:
    """One text for the doubts of one case, each with the number of its table."""
    told = {(source, d.row, d.column, d.why, *sorted(d.names)) for source, d in doubts}
    return json.dumps(sorted(told), ensure_ascii=False) if told else ""


def unpack(text: str) -> list[DoubtfulCell]:
    """What `pack` wrote."""
    rows = json.loads(text) if text else []
    return [DoubtfulCell(frozenset(names), source, row, column, why) for source, row, column, why, *names in rows]
