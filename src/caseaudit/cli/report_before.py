"""What a report tells of an earlier run beside the counts: breaches followed by their keys, breaks, last round's advice."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from caseaudit.cli import common
from caseaudit.cli.report_advice import advice
from caseaudit.errors import CaseauditError
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from caseaudit.audit import Audit
    from caseaudit.history.compare_cases import Breach, Changes
    from caseaudit.history.rows import RunRow
    from caseaudit.history.store import Store
    from caseaudit.report.before_after import Earlier, Followed
    from caseaudit.runs import Run
    from caseaudit.settings import Config


def earlier(now: Run, audit: Audit, before: Run, before_audit: Audit, settings: Config) -> Earlier:
    """Everything of the earlier run. Both are judged by the present rules, so every rule is the same in both."""
    from caseaudit.history.compare_text import HOW_WORDS
    from caseaudit.report.before_after import Earlier
    from caseaudit.runs.kept import key_fingerprint

    key = _key(settings, now.folder.parent)
    cautions = list(_cautions(now, before, audit, before_audit, settings))
    found: Changes | None = None
    prints = {
        now.manifest.get("key_fingerprint"),
        before.manifest.get("key_fingerprint"),
        key_fingerprint(key) if key else "",
    }
    if key and len(prints) == 1:
        found = _changes(now, audit, before, before_audit, key)
    else:
        cautions.append(
            str(
                Text(
                    "Enkelte brud kan ikke følges: kørslerne er ikke gemt med den nøgle, der bruges nu.",
                    "Single breaches cannot be followed: the runs were not kept with the key in use now.",
                )
            )
        )
    hows = found.hows() if found else {}
    return Earlier(
        before.id,
        _by_theme(found, audit) if found else None,
        tuple((str(HOW_WORDS[h]), n) for h, n in sorted(hows.items(), key=lambda x: -x[1])),
        tuple(cautions),
        advice(before, audit, settings),
    )


def _key(settings: Config, runs: Path) -> bytes | None:
    """The report can be made without the key; only single breaches cannot be followed then."""
    try:
        return common.key(settings, runs)
    except CaseauditError:
        return None


def _cautions(now: Run, before: Run, audit: Audit, before_audit: Audit, settings: Config) -> Iterator[str]:
    from caseaudit.dates import show
    from caseaudit.history.words import scope_text
    from caseaudit.runs.keeping import scope

    here, there = scope(audit.selection), scope(before_audit.selection)
    if here != there:
        yield str(
            Text(
                f"De to opgørelser handler ikke om det samme: {scope_text(there)} mod {scope_text(here)}.",
                f"The two runs are not about the same: {scope_text(there)} against {scope_text(here)}.",
            )
        )
    rows = {r.id: r for r in _rows(now.folder.parent)}
    a, b = rows.get(before.id), rows.get(now.id)
    if a and b and a.system and b.system and a.system != b.system:
        yield str(
            Text(
                f"Udtrækket kom før fra {a.system}, nu fra {b.system}. En del af ændringen kan skyldes det.",
                f"The export came from {a.system}, and now from {b.system}. Part of the change may come from that.",
            )
        )
    for told in settings.history.breaks:
        if before_audit.as_of < told.on <= audit.as_of:
            yield f"{show(told.on)}: {told.what}."


def _rows(runs: Path) -> tuple[RunRow, ...]:
    from caseaudit.history.store import NAME, Store

    if not (runs / NAME).is_file():
        return ()
    with Store(runs) as store:
        return store.runs()


def _changes(now: Run, audit: Audit, before: Run, before_audit: Audit, key: bytes) -> Changes:
    """Follow the breaches of law that bind; what was found between the two comes from the history."""
    from caseaudit.history.compare_cases import changes
    from caseaudit.history.found import found
    from caseaudit.history.store import NAME, Store
    from caseaudit.model.outcomes import OUTCOMES

    old, new = _breaches(before_audit, key), _breaches(audit, key)
    gone = old.keys() - new.keys()
    how = {}
    if gone:
        table = found(_only(audit, {old[k].rule for k in gone}), key, tuple(OUTCOMES))
        mine = table[table["key"].isin(list(gone))]
        how = dict(zip(mine["key"], mine["outcome"], strict=True))
    row: list[tuple[date, set[str]]] = [(before_audit.as_of, set(old.keys() & new.keys()))]
    runs = now.folder.parent
    if (runs / NAME).is_file():
        with Store(runs) as store:
            row = _row(store, now, before, row[0])
    return changes(old, new, row, audit.as_of, how, {})


def _row(store: Store, now: Run, before: Run, mine: tuple[date, set[str]]) -> list[tuple[date, set[str]]]:
    """The runs about the same before this one; the earlier run itself as it is judged now."""
    from caseaudit.history.compare_cases import seen
    from caseaudit.history.laid import side_by_side

    here = next((r for r in store.runs() if r.id == now.id), None)
    if here is None:
        return [mine]
    fit = [r for r in store.runs() if r.id not in (now.id, before.id) and not r.pruned_on]
    fit = [r for r in fit if r.key_fingerprint == here.key_fingerprint and r.as_of < here.as_of]
    laid = [x for x in side_by_side(fit, here.scope) if x.on != mine[0]]
    had = seen(store, laid, now.id)
    return sorted([*((x.on, had[x.run.id]) for x in laid), mine], key=lambda x: x[0])


def _breaches(audit: Audit, key: bytes) -> dict[str, Breach]:
    from caseaudit.history.compare_cases import Breach
    from caseaudit.history.found import found

    table = found(_only(audit, {r.rule.id for r in audit.results if r.rule.legal}), key, ("breached",))
    table = table[table["severity"] != "advisory"]
    columns = (table[c].tolist() for c in ("key", "rule", "severity", "unit", "team"))
    return {
        k: Breach(k, rule, severity, unit, team, "") for k, rule, severity, unit, team in zip(*columns, strict=True)
    }


def _only(audit: Audit, rules: set[str]) -> Audit:
    from dataclasses import replace

    return replace(audit, results=[r for r in audit.results if r.rule.id in rules])


def _by_theme(found: Changes, audit: Audit) -> dict[str, Followed]:
    from caseaudit.report.before_after import Followed

    themes = {r.rule.id: r.rule.theme for r in audit.results}
    out: dict[str, Followed] = {}
    for c in found.items:
        theme = themes.get(c.breach.rule, "")
        days = (found.on - c.since).days if c.kind == "still" and c.since else 0
        one = Followed(**{c.kind: 1}, oldest=days)
        out[theme] = out.get(theme, Followed()) + one
    return out
