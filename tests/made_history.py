"""A history written row by row, so that a test knows every number in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from caseaudit.history.rows import CaseloadRow, Entry, FindingRow, RuleRow, RunRow, TallyRow
from caseaudit.history.store import Store

if TYPE_CHECKING:
    from pathlib import Path

RULES = (
    RuleRow(0, "plan-in-time", "plan", "high", "law", "d0"),
    RuleRow(1, "child-heard", "inddragelse", "high", "law", "d1"),
    RuleRow(2, "local-limit", "plan", "low", "local_standard", "d2"),
)


def tally(rule, good, bad, part="", name="", unknown=0, advisory=0):
    return TallyRow(rule, part, name, advisory, good, 0, bad, 0, unknown, 0)


def run_row(as_of, started="", scope="", system="", key="k"):
    started = started or f"{as_of}T06:00:00+00:00"
    run_id = f"{started[:10].replace('-', '')}T{started[11:19].replace(':', '')}Z-{as_of.replace('-', '')[2:]}"
    return RunRow(run_id, as_of, started, "0.1.0", system, scope, "data", "rules", key, 100, 900, 40)


def made(as_of, tallies, *, rules=RULES, findings=(), load=(), **row):
    load = load or (CaseloadRow("", "", 100, 40),)
    return Entry(run_row(as_of, **row), tuple(rules), tuple(tallies), tuple(load), tuple(findings))


def with_digest(rule, digest):
    return tuple(replace(r, digest=digest) if r.number == rule else r for r in RULES)


def finding(key, rule=0, outcome="breached", team="Team A"):
    return FindingRow(key, rule, "P1", outcome, "late", "high", "Nord", team, "2026-01-01")


def keep(runs: Path, *entries) -> list[str]:
    runs.mkdir(exist_ok=True)
    with Store(runs) as store:
        for e in entries:
            store.record(e)
            store.done(e.run.id)
    return [e.run.id for e in entries]
