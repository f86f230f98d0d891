"""One run as the history remembers it: what it was about, its totals, themes, units and teams."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseaudit.history.laid import newest
from caseaudit.history.listing import SCHEMA_VERSION, Line, record
from caseaudit.history.queries import counts, told
from caseaudit.history.words import day, moment, percent, percent_text, scope_text
from caseaudit.model.tally import Tally
from caseaudit.output.numbers import number, of
from caseaudit.privacy import mask
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from caseaudit.history.queries import By
    from caseaudit.history.rows import CaseloadRow
    from caseaudit.history.store import Store

_PARTS: dict[By, Text] = {
    "theme": Text("Tema", "Theme"),
    "unit": Text("Enhed", "Unit"),
    "team": Text("Team", "Team"),
}


@dataclass(frozen=True)
class Shown:
    """A run and its parts."""

    line: Line
    parts: Mapping[By, Mapping[str, Tally]]
    caseload: tuple[CaseloadRow, ...]
    rules: int
    findings: int


def shown(store: Store, run: str) -> Shown:
    """Gather one run. Raises KeyError when the history does not hold it."""
    row = next((r for r in store.runs() if r.id == run), None)
    if row is None:
        raise KeyError(run)
    parts: dict[By, Mapping[str, Tally]] = {}
    for by in _PARTS:
        found = counts(store, [run], by)
        parts[by] = {name: found[r, name] for r, name in sorted(found, key=lambda k: k[1].casefold())}
    total = counts(store, [run]).get((run, ""), Tally())
    findings = int(store.query("SELECT count(*) FROM finding WHERE run = ?", run)[0][0])
    return Shown(Line(row, total), parts, store.caseload(run), len(store.rules(run)), findings)


def newest_id(store: Store) -> str:
    """The id of the newest run; "" when there is none."""
    run = newest(store.runs())
    return run.id if run else ""


def table(s: Shown, titles: Mapping[str, str] | None = None) -> str:
    """As text, 80 columns."""
    return "".join(mask(x.rstrip()) + "\n" for x in _lines(s, titles or {}))


def _lines(s: Shown, titles: Mapping[str, str]) -> Iterator[str]:
    r, t = s.line.run, s.line.total
    yield f"{Text('Kørsel', 'Run')} {r.id}"
    cases = Text("sager med brud", "cases with a breach")
    facts = [
        (Text("Opgjort pr.", "As of"), day(r.as_of)),
        (Text("Kørt", "Made"), f"{moment(r.started)}, caseaudit {r.tool}"),
        (Text("Omfang", "Scope"), scope_text(r.scope)),
        (Text("System", "System"), r.system or "-"),
        (
            Text("Grundlag", "Ground"),
            f"{number(s.rules)} {Text('regler', 'rules')} ({r.rules_digest[:12]}), {r.data_digest[:12]}",
        ),
        (Text("Sager", "Cases"), f"{number(r.cases)}; {number(r.cases_with_breach)} {cases}"),
        (Text("Loven i alt", "The law in all"), f"{of(t.good, t.judged)} ({percent_text(t.good, t.judged)})"),
        (Text("Fund", "Findings"), _findings(s)),
    ]
    for label, value in facts:
        yield f"  {label!s:<16}{value}"
    loads = {(c.part, c.name): c for c in s.caseload}
    for by, head in _PARTS.items():
        if not s.parts[by]:
            continue
        yield ""
        yield f"{head!s:<34}{Text('Overholdt', 'Met')!s:>18}{'%':>8}{Text('Uafklaret', 'Unknown')!s:>11}{Text('Sager', 'Cases')!s:>8}"
        for name, c in s.parts[by].items():
            load = loads.get((by, name))
            told = str(titles.get(name, name)) or "-"
            yield (
                f"{told[:33]:<34}{of(c.good, c.judged):>18}{percent_text(c.good, c.judged):>8}{number(c.unknown):>11}"
                f"{number(load.cases) if load else '':>8}"
            )


def _findings(s: Shown) -> str:
    if s.line.run.pruned_on:
        on = day(s.line.run.pruned_on)
        return str(Text(f"slettet {on}, sammen med teamenes tal", f"pruned {on}, with the counts of teams"))
    return str(
        Text(
            f"{number(s.findings)} brud og uafklarede, uden sagsnumre",
            f"{number(s.findings)} breaches and unknowns, no case ids",
        )
    )


def as_json(s: Shown) -> str:
    data: dict[str, object] = {
        "schema_version": SCHEMA_VERSION,
        **record(s.line),
        "rules": s.rules,
        "findings": s.findings,
    }
    for by in _PARTS:
        data[f"by_{by}"] = [
            {"id": name, "good": c.good, "judged": c.judged, "percent": _round(percent(c.good, c.judged)), **told(c)}
            for name, c in s.parts[by].items()
        ]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
