"""The runs that the history holds, newest last: as text, JSON and CSV."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseaudit.history.cells import csv_text
from caseaudit.history.queries import counts
from caseaudit.history.words import day, moment, percent, percent_text, scope_text
from caseaudit.model.tally import Tally
from caseaudit.output.numbers import number
from caseaudit.privacy import mask
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caseaudit.history.rows import RunRow
    from caseaudit.history.store import Store

SCHEMA_VERSION = 1
WIDTH = 80


@dataclass(frozen=True)
class Line:
    """One run and its total of what binds by law."""

    run: RunRow
    total: Tally


def lines(store: Store, last: int = 0) -> tuple[Line, ...]:
    """All runs, or so many of the newest, by as-of day."""
    runs = store.runs()[-last:] if last else store.runs()
    totals = counts(store, [r.id for r in runs]) if runs else {}
    return tuple(Line(r, totals.get((r.id, ""), Tally())) for r in runs)


def table(found: Sequence[Line]) -> str:
    """80 columns; what a run was about stands below it where it was not everything."""
    if not found:
        return str(Text("Ingen kørsler endnu.\n", "No runs yet.\n"))
    heads = [
        Text("Kørsel", "Run"),
        Text("Pr.", "As of"),
        Text("Kørt", "Made"),
        Text("Sager", "Cases"),
        Text("Brud", "Breached"),
    ]
    out = [f"{heads[0]!s:<24}{heads[1]!s:<11}{heads[2]!s:<17}{heads[3]!s:>9}{heads[4]!s:>10}{'%':>8}"]
    for x in found:
        r, t = x.run, x.total
        out.append(
            f"{r.id:<24}{day(r.as_of):<11}{moment(r.started):<17}{number(r.cases):>9}{number(t.breached):>10}"
            f"{percent_text(t.good, t.judged):>8}"
        )
        if told := ", ".join(_beside(r)):
            out.append(f"    {told}")
    return "".join(mask(x.rstrip()) + "\n" for x in out)


def _beside(r: RunRow) -> Iterator[str]:
    if r.scope:
        yield f"{Text('omfang', 'scope')}: {scope_text(r.scope)}"
    if r.system:
        yield f"{Text('fra', 'from')} {r.system}"
    if r.pruned_on:
        yield str(Text(f"fund og teams slettet {day(r.pruned_on)}", f"findings and teams pruned {day(r.pruned_on)}"))


def record(x: Line) -> dict[str, object]:
    """One run as data; the same fields in JSON and CSV."""
    r, t = x.run, x.total
    value = percent(t.good, t.judged)
    return {
        "run": r.id,
        "as_of": r.as_of,
        "started": r.started,
        "tool": r.tool,
        "system": r.system,
        "scope": r.scope,
        "cases": r.cases,
        "events": r.events,
        "cases_with_breach": r.cases_with_breach,
        "good": t.good,
        "judged": t.judged,
        "percent": None if value is None else round(value, 2),
        "breached": t.breached,
        "pending": t.pending,
        "unknown": t.unknown,
        "rules_digest": r.rules_digest,
        "data_digest": r.data_digest,
        "pruned_on": r.pruned_on,
    }


def as_json(found: Sequence[Line]) -> str:
    data = {"schema_version": SCHEMA_VERSION, "runs": [record(x) for x in found]}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def as_csv(found: Sequence[Line]) -> str:
    records = [record(x) for x in found]
    return csv_text(list(records[0]) if records else ["run"], (list(r.values()) for r in records))
