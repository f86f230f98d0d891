"""What the store keeps of a run: counts per rule, unit and team, and its findings by their keys. Never a case id."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from caseaudit.history.found import found
from caseaudit.history.rows import PARTS, WHOLE, CaseloadRow, Entry, FigureRow, FindingRow, RuleRow, RunRow, TallyRow
from caseaudit.model.outcomes import OUTCOME_CODES, OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from caseaudit.audit import Audit, RuleResult

BATCH = 200_000
"""Findings that are held as a table at a time."""

__all__ = [
    "PARTS",
    "WHOLE",
    "CaseloadRow",
    "Entry",
    "FindingRow",
    "RuleRow",
    "RunRow",
    "TallyRow",
    "breached_cases",
    "entry",
]


def entry(
    audit: Audit, run: RunRow, digests: Mapping[str, str], key: bytes, figures: tuple[FigureRow, ...] = ()
) -> Entry:
    """Count what a run is remembered by. `digests`: of the rule files, by rule id; `figures`: its key figures."""
    rules = tuple(
        RuleRow(n, r.rule.id, r.rule.theme, r.rule.severity, r.rule.judges, digests.get(r.rule.id, ""))
        for n, r in enumerate(audit.results)
    )
    groups = {p: _group(audit, p) for p in PARTS}
    tallies = tuple(t for n, r in enumerate(audit.results) for t in _tallies(n, r, groups))
    return Entry(run, rules, tallies, tuple(_caseload(audit, groups)), tuple(_findings(audit, key)), figures)


def _group(audit: Audit, part: str) -> tuple[np.ndarray[Any, Any], list[str]]:
    """For each case the number of its unit or team, and their names."""
    import pandas as pd

    cases = audit.dataset.cases
    if part not in cases:
        return np.full(len(cases), -1), []
    codes, names = pd.factorize(cases[part].astype(str), sort=True)
    return codes, [str(n) for n in names]


def _tallies(number: int, result: RuleResult, groups: Mapping[str, Any]) -> Iterator[TallyRow]:
    o, width = result.outcomes, len(OUTCOMES)
    soft = np.array([(v.severity or result.rule.severity) == "advisory" for v in result.rule.versions] + [False])
    advisory = soft[o.version] if len(o.version) else np.zeros(0, dtype=bool)
    for flag in (0, 1):
        mask = result.mask & (advisory == bool(flag))
        if flag == 0 or mask.any():
            yield _tally(number, WHOLE, "", flag, np.bincount(o.outcome[mask], minlength=width))
        for part, (codes, names) in groups.items():
            if not names or not mask.any():
                continue
            where = codes[o.case[mask]] * width + o.outcome[mask]
            table = np.bincount(where, minlength=width * len(names)).reshape(len(names), width)
            for name, counts in zip(names, table, strict=True):
                if counts.any():
                    yield _tally(number, part, name, flag, counts)


def _tally(number: int, part: str, name: str, advisory: int, counts: Any) -> TallyRow:
    return TallyRow(number, part, name, advisory, *(int(c) for c in counts))


def _caseload(audit: Audit, groups: Mapping[str, Any]) -> Iterator[CaseloadRow]:
    hit = breached_cases(audit)
    yield CaseloadRow(WHOLE, "", audit.n_cases, int(hit.sum()))
    for part, (codes, names) in groups.items():
        for n, name in enumerate(names):
            mine = codes == n
            yield CaseloadRow(part, name, int(mine.sum()), int((hit & mine).sum()))


def breached_cases(audit: Audit) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """For each case whether something that binds by law is breached."""
    hit = np.zeros(audit.n_cases, dtype=bool)
    for result in audit.results:
        if not result.rule.legal:
            continue
        o = result.outcomes
        binding = [n for n, v in enumerate(result.rule.versions) if (v.severity or result.rule.severity) != "advisory"]
        hit[o.case[result.mask & (o.outcome == OUTCOME_CODES["breached"]) & np.isin(o.version, binding)]] = True
    return hit


def _findings(audit: Audit, key: bytes) -> Iterator[FindingRow]:
    """The findings rule by rule, some rules at a time: in a large run their table is the most of the memory."""
    for offset, results in _batches(audit):
        table = found(replace(audit, results=results), key)
        due = table["due_on"].dt.strftime("%Y-%m-%d").to_numpy(dtype=object)
        names = ("key", "number", "law_row", "outcome", "reason", "severity", "unit", "team")
        columns = [table[c].tolist() for c in names]
        del table
        for n, name in enumerate(columns[0]):
            number, law_row, outcome, reason, severity, unit, team = (c[n] for c in columns[1:])
            limit = due[n] if isinstance(due[n], str) else None
            yield FindingRow(
                bytes.fromhex(name), offset + number, law_row, outcome, reason, severity, unit, team, limit
            )


def _batches(audit: Audit) -> Iterator[tuple[int, list[RuleResult]]]:
    """Return the results in their order, so many at a time that they have some `BATCH` findings; with the first one's place."""
    first, batch, held = 0, list[Any](), 0
    for n, result in enumerate(audit.results):
        batch.append(result)
        held += result.counts["breached"] + result.counts["unknown"]
        if held >= BATCH or n == len(audit.results) - 1:
            yield first, batch
            first, batch, held = n + 1, [], 0
