"""The recommendations of the last round and how they stand now: from the texts of its report, and from the register of actions."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.errors import CaseauditError
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from caseaudit.actions.model import Action
    from caseaudit.audit import Audit
    from caseaudit.report.before_after import Advice
    from caseaudit.report.view import Item
    from caseaudit.runs import Run
    from caseaudit.settings import Config

TEXTS = "tekster.toml"
"""The texts of a report are kept beside it, so that the next one can follow them up."""


def advice(before: Run, audit: Audit, settings: Config) -> tuple[Advice, ...]:
    """What was recommended, and then what was agreed at that run beside it. Raises `UsageError` for a register with faults."""
    from caseaudit.report.before_after import Advice

    agreed = _register(settings, audit)
    of_ref: dict[str, list[Action]] = {}
    for a in agreed:
        for ref in refs(a):
            of_ref.setdefault(ref, []).append(a)
    out, told = [], set()
    for item, rules in _recommended(before.folder / "reports" / TEXTS, audit):
        mine = of_ref.get(item.id, [])
        told |= {a.id for a in mine}
        if mine:
            now = _as_agreed(item, mine, audit.as_of)
            out.append(Advice(now, rules, agreed=True, responsible_then=item.responsible))
        else:
            out.append(Advice(item, rules))
    for a in agreed:
        if a.id not in told and a.run == before.id:
            rules = (a.measure.id,) if a.measure else ()
            out.append(Advice(_as_agreed(_item(a), [a], audit.as_of), rules, agreed=True, own=True))
    return tuple(out)


def refs(action: Action) -> frozenset[str]:
    """The recommendations that a row of the register names."""
    return frozenset(r for r in re.split(r"[,;\s]+", action.refs) if r)


def _register(settings: Config, audit: Audit) -> tuple[Action, ...]:
    """The register, where the project has one and reports may tell of it."""
    if not (settings.actions.in_report and settings.actions_file.is_file()):
        return ()
    from caseaudit.cli.actions import sound

    return sound(settings.actions_file, audit.rulebook).actions


def _item(action: Action) -> Item:
    from caseaudit.report.view import Item

    return Item(action.id, action.activity)


def _as_agreed(item: Item, actions: Sequence[Action], today: date) -> Item:
    """Responsible, deadline and progress of the actions that came of it; several are told by how many stand where."""
    days = sorted(a.deadline for a in actions if a.deadline)
    people = dict.fromkeys(a.responsible for a in actions if a.responsible)
    return replace(
        item,
        responsible=", ".join(people) or item.responsible,
        deadline=show(days[-1]) if days else item.deadline,
        status=_progress(actions, today),
    )


def _progress(actions: Sequence[Action], today: date) -> str:
    """`I gang, deadline overskredet`; of several `Gennemført (1), I gang (2)`."""
    from caseaudit.actions.model import STATUSES

    found: Mapping[str, int] = {s: sum(a.status == s for a in actions) for s in STATUSES}
    many = len(actions) > 1
    told = ", ".join(f"{STATUSES[s]} ({n})" if many else str(STATUSES[s]) for s, n in found.items() if n)
    late = Text("deadline overskredet", "past the deadline")
    return f"{told}, {late}" if any(a.overdue(today) for a in actions) else told


def _recommended(path: Path, audit: Audit) -> Iterator[tuple[Item, tuple[str, ...]]]:
    """The recommendations that were approved in the texts kept with the earlier report; none where there are no such texts."""
    if not path.is_file():
        return
    from caseaudit.report.texts import APPROVED, read_texts
    from caseaudit.report.view import Item

    try:
        file = read_texts(path, audit.rulebook.themes, audit.rulebook.files)
    except CaseauditError:
        return  # written for other rules: nothing of it can be followed up
    for e in file.entries:
        if e.group == "anbefalinger" and e.status == APPROVED:
            yield Item(e.id, e.text, responsible=e.responsible, deadline=e.deadline, status=e.progress), e.rules
