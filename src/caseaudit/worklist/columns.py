"""Which columns each sheet of a work list has, and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from caseaudit.model.outcomes import SEVERITIES
from caseaudit.worklist.carry import story
from caseaudit.worklist.keys import printed
from caseaudit.worklist.model import STATUSES
from caseaudit.worklist.words import WORDS

if TYPE_CHECKING:
    from datetime import date

    from caseaudit.worklist.model import By, Entry, Item, Worklist

Kind = Literal["text", "date", "number", "status", "open", "key"]


@dataclass(frozen=True)
class Column:
    """One column. `open`: people write in it; `status`: they choose."""

    name: str
    title: str
    width: float
    kind: Kind = "text"


_WRITTEN = (("status", 12.5, "status"), ("responsible", 11.0, "open"), ("comment", 27.0, "open"))


def whose(by: By) -> str:
    """The column that tells rows of one list apart: the caseworker, and on a caseworker's own list the team."""
    return "team" if by == "caseworker" else "caseworker"


def of_section(section: str, by: By) -> tuple[Column, ...]:
    """Columns of a sheet with rows to work on."""
    days = {"soon": "left", "learning": "late"}.get(section, "days")
    plain: list[Column] = [Column("case", str(WORDS["case"]), 19)]
    plain += [Column("whose", str(WORDS[whose(by)]), 13.5)]
    plain += [Column("what", str(WORDS["what"]), 35), Column("todo", str(WORDS["todo"]), 35)]
    plain += [Column("law", str(WORDS["law"]), 17)]
    if section != "data":
        plain += [Column("due", str(WORDS["due"]), 11.5, "date"), Column("days", str(WORDS[days]), 7.5, "number")]
    if section != "soon":
        plain += [Column("severity", str(WORDS["severity"]), 9.5)]
    plain += [Column("story", str(WORDS["story"]), 14), Column("source", str(WORDS["source"]), 14)]
    return (*plain, *written())


def written() -> tuple[Column, ...]:
    """The three columns that people fill in, and the key."""
    columns = [Column(n, str(WORDS[n]), w, k) for n, w, k in _WRITTEN]  # type: ignore[arg-type]
    return (*columns, Column("key", "", 4, "key"))


def of_fresh(by: By) -> tuple[Column, ...]:
    return (
        Column("case", str(WORDS["case"]), 16),
        Column("whose", str(WORDS[whose(by)]), 14),
        Column("what", str(WORDS["what"]), 42),
        Column("todo", str(WORDS["todo"]), 40),
        Column("law", str(WORDS["law"]), 17),
        Column("severity", str(WORDS["severity"]), 11),
        Column("where", str(WORDS["where"]), 14),
    )


def of_closed() -> tuple[Column, ...]:
    return (
        Column("case", str(WORDS["case"]), 16),
        Column("what", str(WORDS["what"]), 48),
        Column("closed_on", str(WORDS["closed_on"]), 12, "date"),
        Column("how", str(WORDS["how"]), 36),
        *(Column(n, str(WORDS[n]), w) for n, w, _ in _WRITTEN),
        Column("key", "", 4, "key"),
    )


def of_gone() -> tuple[Column, ...]:
    return (
        Column("case", str(WORDS["case"]), 16),
        Column("what", str(WORDS["what"]), 48),
        Column("how", str(WORDS["how"]), 40),
        *written(),
    )


def of_item(item: Item, worklist: Worklist, titles: dict[str, str]) -> dict[str, str | int | date | None]:
    """What stands in the cells of a row."""
    row, entry = item.row, item.entry
    days = row.days if row.section != "soon" or row.days is None else -row.days
    return {
        "case": row.case_id,
        "whose": row.team if worklist.by == "caseworker" else row.caseworker,
        "what": row.what,
        "todo": row.todo,
        "law": row.law,
        "due": row.due_on,
        "days": days,
        "severity": str(SEVERITIES[row.severity]).capitalize(),
        "story": story(entry, worklist.as_of, fresh=row.fresh),
        "source": row.source,
        "where": titles[row.section],
        **_written(entry),
    }


def of_entry(entry: Entry) -> dict[str, str | int | date | None]:
    """What stands in the cells of a row that is closed or gone."""
    return {
        "case": entry.case_id,
        "what": entry.what,
        "closed_on": entry.closed_on,
        "how": entry.closed_how or entry.gone_why,
        **_written(entry),
    }


def _written(entry: Entry) -> dict[str, str | int | date | None]:
    w = entry.written
    return {
        "status": str(STATUSES[w.status]),
        "responsible": w.responsible,
        "comment": w.comment,
        "key": printed(entry.key),
    }
