"""What a work list is made of, without any format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from caseaudit.texts import Text

if TYPE_CHECKING:
    from datetime import date

By = Literal["unit", "team", "caseworker"]
BYS: tuple[By, ...] = ("unit", "team", "caseworker")
Section = Literal["overdue", "soon", "data", "learning"]
SECTIONS: tuple[Section, ...] = ("overdue", "soon", "data", "learning")
Status = Literal["new", "doing", "agreed", "clarified", "done"]
STATUSES: dict[Status, Text] = {
    "new": Text("Ny", "New"),
    "doing": Text("I gang", "In progress"),
    "agreed": Text("Aftalt", "Agreed"),
    "clarified": Text("Afklaret i journalen", "Clarified in the file"),
    "done": Text("Afsluttet", "Done"),
}


@dataclass(frozen=True)
class Written:
    """What people write about a row."""

    status: Status = "new"
    responsible: str = ""
    comment: str = ""

    @property
    def anything(self) -> bool:
        return self.status != "new" or bool(self.responsible or self.comment)


@dataclass(frozen=True)
class Row:
    """One thing to do, or to learn from. `days`: over the limit, below 0 until it; None where there is no limit.

    `key`: of the finding. `tag`: a local standard or advice, "" for law. `steps` ahead of `unit_on`: what the rule is about.
    """

    key: str
    section: Section
    case_id: str
    unit: str
    team: str
    caseworker: str
    rule: str
    theme: str
    title: str
    severity: str
    what: str
    todo: str
    law: str
    due_on: date | None
    days: int | None
    source: str
    outcome: str
    reason: str
    actual_on: date | None = None
    fresh: bool = False


@dataclass(frozen=True)
class Entry:
    """What is remembered of a row from list to list. Days are those of the lists: the as-of days of their runs."""

    key: str
    case_id: str
    rule: str
    title: str
    what: str
    section: Section
    unit: str
    team: str
    caseworker: str
    since: date
    written: Written = Written()
    closed_on: date | None = None
    closed_how: str = ""
    reopened_on: date | None = None
    was_closed_on: date | None = None
    was_status: str = ""
    gone_on: date | None = None
    gone_why: str = ""

    def group(self, by: By) -> str:
        return group_of(by, self.unit, self.team, self.caseworker)

    def with_(self, row: Row) -> Entry:
        """The same row as the data tell it now; so it is not gone."""
        return Entry(
            **_told(row),
            since=self.since,
            written=self.written,
            closed_on=self.closed_on,
            closed_how=self.closed_how,
            reopened_on=self.reopened_on,
            was_closed_on=self.was_closed_on,
            was_status=self.was_status,
        )


def first(row: Row, on: date) -> Entry:
    """A row that was never on a list before."""
    return Entry(**_told(row), since=on)


def _told(row: Row) -> dict[str, Any]:
    return {
        "key": row.key,
        "case_id": row.case_id,
        "rule": row.rule,
        "title": row.title,
        "what": row.what,
        "section": row.section,
        "unit": row.unit,
        "team": row.team,
        "caseworker": row.caseworker,
    }


def group_of(by: By, unit: str, team: str, caseworker: str) -> str:
    """Whose list a row stands on. Teams of the same name in two units are two teams."""
    if by == "team":
        return " / ".join(x for x in (unit, team) if x) if team else ""
    return unit if by == "unit" else caseworker


@dataclass(frozen=True)
class Item:
    """A row of the list together with what is remembered of it."""

    row: Row
    entry: Entry


@dataclass(frozen=True)
class Pile:
    """The list of one unit, team or caseworker."""

    name: str
    items: tuple[Item, ...]
    closed: tuple[Entry, ...] = ()
    gone: tuple[Entry, ...] = ()

    def of(self, section: Section) -> tuple[Item, ...]:
        return tuple(i for i in self.items if i.row.section == section)

    @property
    def fresh(self) -> tuple[Item, ...]:
        return tuple(i for i in self.items if i.row.fresh)


@dataclass(frozen=True)
class Worklist:
    """A whole work list. `before`: the run that it is compared with, None where there is none."""

    run: str
    as_of: date
    by: By
    horizon: int
    municipality: str
    piles: tuple[Pile, ...]
    before: date | None = None
    left_out: int = 0
    shown: tuple[Section, ...] = SECTIONS
