"""What a check of the surroundings answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from caseaudit.texts import Text

Level = Literal["ok", "warning", "error"]


_NONE = Text("", "")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `do` says what to do, where anything is to be done."""

    topic: Text
    level: Level
    told: Text
    do: Text = _NONE
