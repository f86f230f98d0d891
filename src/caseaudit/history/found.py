"""What a run found, one row per unit, with a key that is the same in the next run of a new export.

The key is an HMAC of case, rule, law row and unit event (`model.identity`): it says nothing without the local key, and it
holds no row number, so that a finding is known again however the export is sorted or shaped.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any

import numpy as np

from caseaudit.engine.calendar import NAT
from caseaudit.model.identity import event_names
from caseaudit.model.outcomes import OUTCOME_CODES, OUTCOMES, REASONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from caseaudit.audit import Audit, RuleResult

KEY_BYTES = 16
_CONTEXT = b"caseaudit/finding/v1\0"
_OUTCOME_NAMES, _REASON_NAMES = np.array(tuple(OUTCOMES), dtype=object), np.array(tuple(REASONS), dtype=object)
_GROUPS = ("unit", "team", "caseworker")


def found(audit: Audit, key: bytes, outcomes: Sequence[str] = ("breached", "unknown")) -> pd.DataFrame:
    """Units with these outcomes, in the order of rules, cases and days.

    Columns: `key` (hex), `rule`, `law_row`, `severity`, `case_id`, `unit_kind`, `unit_name`, `outcome`, `reason` (text);
    `unit_on`, `due_on`, `actual_on` (datetime64[s], NaT where there is none); `unit`, `team`, `caseworker` ("" if not in the
    export); `number` and `at`: the rule's place among the results, and the unit's among its outcomes.
    """
    import pandas as pd

    parts = [_of_rule(n, r, outcomes) for n, r in enumerate(audit.results)]
    table = pd.concat([p for p in parts if len(p)], ignore_index=True) if any(map(len, parts)) else _none()
    cases = audit.dataset.cases
    case = table.pop("case").to_numpy().astype(np.int64)
    table["case_id"] = cases["case_id"].astype(str).to_numpy(dtype=object)[case]
    for column in _GROUPS:
        text = cases[column].astype(str).to_numpy(dtype=object) if column in cases else np.full(len(cases), "", object)
        table[column] = text[case]
    _name_units(table, audit)
    table["key"] = _keys(table, key)
    return table


def _none() -> pd.DataFrame:
    return _frame(
        rule="", law_row=[], severity=[], case=[], event=[], outcome=[], reason=[], days=([], [], []), at=[], n=0
    )


def _of_rule(number: int, result: RuleResult, outcomes: Sequence[str]) -> pd.DataFrame:
    o, rule = result.outcomes, result.rule
    at = np.flatnonzero(result.mask & np.isin(o.outcome, [OUTCOME_CODES[x] for x in outcomes]))
    rows = [v.law_rows[0] if v.law_rows else "" for v in rule.versions] + [rule.law_rows[0] if rule.law_rows else ""]
    graver = [v.severity or rule.severity for v in rule.versions] + [rule.severity]
    version = o.version[at]  # -1 is the last of the lists: no version covers the unit
    return _frame(
        rule=rule.id,
        law_row=np.array(rows, dtype=object)[version],
        severity=np.array(graver, dtype=object)[version],
        case=o.case[at],
        event=np.full(len(at), -1) if rule.of_case else o.unit[at],
        outcome=_OUTCOME_NAMES[o.outcome[at]],
        reason=_REASON_NAMES[o.reason[at]],
        days=(o.day[at], o.due[at], o.actual[at]),
        at=at,
        n=number,
    )


def _frame(*, rule: str, days: tuple[Any, Any, Any], n: int, **columns: Any) -> pd.DataFrame:
    dated = {
        k: _dates(np.asarray(d, dtype=np.int64)) for k, d in zip(("unit_on", "due_on", "actual_on"), days, strict=True)
    }
    import pandas as pd

    frame = pd.DataFrame({**columns, **dated})
    frame["rule"], frame["number"] = rule, n
    return frame


def _dates(days: Any) -> Any:
    out = days.astype("datetime64[D]").astype("datetime64[s]")
    out[days == NAT] = np.datetime64("NaT")
    return out


def _name_units(table: pd.DataFrame, audit: Audit) -> None:
    event = table.pop("event").to_numpy().astype(np.int64)
    names = np.full(len(table), "case", dtype=object)
    kinds = np.full(len(table), "case", dtype=object)
    of_event = event >= 0
    if of_event.any():
        names[of_event] = event_names(audit.dataset.events, event[of_event])
        kinds[of_event] = audit.event_types[event[of_event]]
    table["unit_name"], table["unit_kind"] = names, kinds


def _keys(table: pd.DataFrame, key: bytes) -> list[str]:
    columns = (table[c].tolist() for c in ("case_id", "rule", "law_row", "unit_name"))
    return [
        hmac.digest(key, _CONTEXT + "\0".join(parts).encode(), "sha256")[:KEY_BYTES].hex()
        for parts in zip(*columns, strict=True)
    ]
