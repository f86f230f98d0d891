"""From a judged run and the last list to the next one: rows, memory, and whose list each stands on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from caseaudit.history.found import found
from caseaudit.model.outcomes import OUTCOMES
from caseaudit.worklist.carry import Now, Run, carry
from caseaudit.worklist.model import SECTIONS, Entry, Item, Pile, Worklist, group_of
from caseaudit.worklist.rows import gather

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from caseaudit.audit import Audit
    from caseaudit.worklist.carry import Carried
    from caseaudit.worklist.model import By, Section


@dataclass(frozen=True)
class Before:
    """The run that this one is compared with, and the keys of what it found."""

    as_of: date | None = None
    keys: Collection[str] = ()


@dataclass(frozen=True)
class Wish:
    """What was asked for."""

    by: By = "unit"
    horizon: int = 14
    overdue: bool = False
    fresh: bool = False


@dataclass(frozen=True)
class Made:
    """The list, and what is to be remembered of it."""

    worklist: Worklist
    entries: Mapping[str, Entry]


def make(
    audit: Audit, key: bytes, wish: Wish, before: Before, memory: Mapping[str, Entry], run: str, municipality: str = ""
) -> Made:
    """Make the list. `memory`: the entries of the last one, with what came back in files already heard."""
    horizon, compared = wish.horizon, before.as_of is not None
    gathered = gather(audit, key, horizon, known=before.keys, keep=memory, compared=compared)
    missing = {k: e.rule for k, e in memory.items()}
    for row in gathered.rows:
        missing.pop(row.key, None)
    chosen = audit.selection
    this = Run(
        audit.as_of,
        frozenset(audit.dataset.cases["case_id"].astype(str)),
        frozenset(r.rule.id for r in audit.results),
        whole=not (chosen.units or chosen.teams),
    )
    carried = carry(gathered.rows, memory, now(audit, key, missing), this)
    shown: tuple[Section, ...] = ("overdue",) if wish.overdue else SECTIONS
    worklist = Worklist(
        run=run,
        as_of=audit.as_of,
        by=wish.by,
        horizon=horizon,
        municipality=municipality,
        piles=_piles(carried, wish, shown),
        before=before.as_of,
        left_out=gathered.left_out,
        shown=shown,
    )
    return Made(worklist, carried.entries)


def now(audit: Audit, key: bytes, missing: Mapping[str, str]) -> dict[str, Now]:
    """What the run says of units that were on the list: key to rule in, whatever the outcome is."""
    if not missing:
        return {}
    rules = set(missing.values())
    everything = "" in rules  # a row that came in a file, and whose rule is not told
    part = replace(audit, results=[r for r in audit.results if everything or r.rule.id in rules])
    table = found(part, key, tuple(OUTCOMES))
    mine = table[table["key"].isin(list(missing))]
    days = mine["actual_on"].dt.strftime("%Y-%m-%d").to_numpy(dtype=object)
    columns = zip(*(mine[c].tolist() for c in ("key", "outcome", "reason")), strict=True)
    return {
        k: Now(o, r, date.fromisoformat(day) if isinstance(day, str) else None)
        for (k, o, r), day in zip(columns, days, strict=True)
    }


def _piles(carried: Carried, wish: Wish, shown: tuple[Section, ...]) -> tuple[Pile, ...]:
    by = wish.by
    items = [i for i in carried.items if i.row.section in shown and (i.row.fresh or not wish.fresh)]
    lists_of: dict[str, tuple[list[Item], list[Entry], list[Entry]]] = {}
    for item in items:
        lists_of.setdefault(group_of(by, item.row.unit, item.row.team, item.row.caseworker), ([], [], []))[0].append(
            item
        )
    for at, entries in ((1, carried.closed), (2, carried.gone)):
        for entry in entries:
            lists = lists_of.setdefault(entry.group(by), ([], [], []))
            (lists[1] if at == 1 else lists[2]).append(entry)
    names = sorted(lists_of, key=lambda n: (not n, n.casefold()))
    return tuple(Pile(n, *(tuple(x) for x in lists_of[n])) for n in names)  # type: ignore[arg-type]
