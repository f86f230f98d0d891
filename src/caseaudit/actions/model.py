"""One agreed action, its indicator, and the columns of the register."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from caseaudit.texts import Text

if TYPE_CHECKING:
    from datetime import date

Status = Literal["not_started", "running", "done", "dropped"]
STATUSES: dict[str, Text] = {
    "not_started": Text("Ikke startet", "Not started"),
    "running": Text("I gang", "In progress"),
    "done": Text("Gennemført", "Done"),
    "dropped": Text("Opgivet", "Dropped"),
}
SPELLINGS: dict[str, tuple[str, ...]] = {
    "not_started": ("ikkestartet", "ikkebegyndt", "ikkepåbegyndt", "notstarted", "afventer"),
    "running": ("igang", "påbegyndt", "startet", "inprogress", "running", "started"),
    "done": ("gennemført", "færdig", "afsluttet", "done", "ok", "opfyldt", "finished"),
    "dropped": ("opgivet", "udgår", "udgået", "annulleret", "dropped", "cancelled"),
}
ENDED = ("done", "dropped")

COLUMNS: dict[str, Text] = {
    "id": Text("Id", "Id"),
    "goal": Text("Mål", "Goal"),
    "refs": Text("Anbefaling eller fund", "Recommendation or finding"),
    "activity": Text("Handling", "Action"),
    "responsible": Text("Ansvarlig", "Responsible"),
    "deadline": Text("Deadline", "Deadline"),
    "indicator": Text("Indikator", "Indicator"),
    "status": Text("Status", "Status"),
    "note": Text("Bemærkning", "Note"),
    "run": Text("Kørsel ved start", "Run at start"),
}
OTHER_HEADS = {
    "refs": ("anbefaling", "fund", "recommendation"),
    "deadline": ("frist", "due"),
    "responsible": ("ansvar",),
    "activity": ("aktivitet", "activity"),
    "note": ("note", "noter", "kommentar", "bemærkninger"),
}
ID = re.compile(r"[A-ZÆØÅ]{1,3}-\d{1,6}")
_INDICATOR = re.compile(
    r"(?P<id>[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9])\s*(?:(?P<op>>=|<=|≥|≤|=>|=<)\s*(?P<n>\d{1,7}(?:[.,]\d{1,3})?)\s*%?)?"
)


@dataclass(frozen=True)
class Indicator:
    """What shows whether the action works: a rule (percent met) or a key figure, and what is aimed at."""

    id: str
    op: Literal["", ">=", "<="] = ""
    target: float | None = None

    def met(self, value: float | None) -> bool | None:
        """Whether a value reaches the target; None without either."""
        if value is None or self.target is None:
            return None
        return value >= self.target if self.op == ">=" else value <= self.target

    def __str__(self) -> str:
        return self.id if self.target is None else f"{self.id} {self.op} {self.target:g}"


def parse_indicator(text: str) -> Indicator:
    """Read `plan-before-child-46 >= 90`. Raises ValueError."""
    m = _INDICATOR.fullmatch(text.strip())
    if not m:
        raise ValueError(text)
    if not m["op"]:
        return Indicator(m["id"].casefold())
    op: Literal[">=", "<="] = ">=" if m["op"] in (">=", "≥", "=>") else "<="
    return Indicator(m["id"].casefold(), op, float(m["n"].replace(",", ".")))


@dataclass(frozen=True)
class Action:
    """One row of the register. `indicator` is what stands there; `measure` what was read of it. `row` is Excel's."""

    id: str
    activity: str
    goal: str = ""
    refs: str = ""
    responsible: str = ""
    deadline: date | None = None
    indicator: str = ""
    status: Status = "not_started"
    note: str = ""
    run: str = ""
    row: int = 0

    @property
    def measure(self) -> Indicator | None:
        try:
            return parse_indicator(self.indicator)
        except ValueError:
            return None

    def overdue(self, today: date) -> bool:
        return self.deadline is not None and self.deadline < today and self.status not in ENDED


def next_id(taken: set[str], least: int = 1) -> str:
    """The first free number after the highest, so that an id is never used again."""
    used = [int(i.split("-")[1]) for i in taken if re.fullmatch(r"H-\d{1,6}", i)]
    return f"H-{max([least - 1, *used]) + 1:03d}"
