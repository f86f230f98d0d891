"""From a judged run to rows of a work list: what is missing, what is due soon, what the data lack, and what came late."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from caseaudit.audit import gravity
from caseaudit.history.found import found
from caseaudit.model.outcomes import SEVERITIES
from caseaudit.output.lines import unfed
from caseaudit.privacy import mask
from caseaudit.texts import Text
from caseaudit.worklist.model import Row
from caseaudit.worklist.telling import Telling, units

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from caseaudit.audit import Audit
    from caseaudit.errors import Place, Problem
    from caseaudit.worklist.model import Section
    from caseaudit.worklist.telling import Unit

_IN_DATA = ("data_missing", "no_time")
_CONTEXT = b"caseaudit/worklist/quality/v1\0"


@dataclass(frozen=True)
class Gathered:
    """Rows, and how many units only a reader of the case can judge."""

    rows: tuple[Row, ...]
    left_out: int


def gather(
    audit: Audit, key: bytes, horizon: int, *, known: Collection[str] = (), keep: Collection[str] = (), compared: bool
) -> Gathered:
    """Rows of a run. `horizon`: days ahead; `keep`: keys that stay although their limit is further off.

    `known`: keys of the run before; a breach or an unknown outside it is new where `compared` says that there was one.
    """
    blind = {c.rule.id for c in unfed(audit)}
    told = Telling(audit)
    rows, left_out = [], 0
    before, kept = frozenset(known), frozenset(keep)
    for unit in units(found(audit, key, ("breached", "unknown", "pending"))):
        section = _section(audit, unit, horizon, kept)
        if section == "data" and unit.outcome == "unknown" and unit.rule in blind:
            continue  # the whole export lacks it: nothing that a caseworker can mend
        if section is None:
            left_out += unit.outcome == "unknown"
            continue
        fresh = compared and unit.outcome != "pending" and unit.key not in before
        rows.append(told.row(unit, section, fresh=fresh))
    rows += list(_quality(audit, key, told))
    return Gathered(tuple(sorted(rows, key=_order)), left_out)


def _section(audit: Audit, t: Unit, horizon: int, keep: frozenset[str]) -> Section | None:
    if t.outcome == "pending":
        near = t.due_on is not None and t.due_on <= audit.as_of + timedelta(days=horizon)
        return "soon" if near or t.key in keep else None
    if t.outcome == "unknown":
        return "data" if t.reason in _IN_DATA else None
    if audit.results[t.number].rule.judges == "data_quality":
        return "data"
    return "learning" if t.reason == "late" else "overdue"


def _order(row: Row) -> tuple[Any, ...]:
    first = gravity(row.severity) if row.section in ("overdue", "learning") else 0
    return first, row.due_on or date.max, row.case_id, row.rule, row.key


def _quality(audit: Audit, key: bytes, told: Telling) -> Iterator[Row]:
    """Faults of the export, on the list of the case whose row they stand in; else on the list of nobody."""
    if not audit.dataset.quality:
        return
    owners, cases = _owners(audit), audit.dataset.cases
    groups = {
        c: dict(zip(cases["case_id"].astype(str), cases[c].astype(str), strict=True)) for c in _GROUPS if c in cases
    }
    seen: dict[tuple[str, str, str], int] = {}
    for p in audit.dataset.quality:
        place = p.place
        case_id = owners.get((place.file, place.sheet, place.row or 0), "")
        name = (case_id, p.code, place.column)
        seen[name] = seen.get(name, 0) + 1
        secret = hmac.digest(key, _CONTEXT + "\0".join((*name, str(seen[name]))).encode(), "sha256")[:16].hex()
        unit, team, caseworker = (mask(groups.get(c, {}).get(case_id, "")) for c in _GROUPS)
        where = _where(place)
        yield Row(
            key=secret,
            section="data",
            case_id=mask(case_id),
            unit=unit,
            team=team,
            caseworker=caseworker,
            rule=p.code,
            theme="data",
            title=mask(p.what),
            severity=_severity(p),
            what=mask(p.what),
            todo=mask(p.fix),
            law="",
            due_on=None,
            days=None,
            source=mask(where) or told.of_case(case_id),
            outcome="unknown",
            reason="data_missing",
        )


_GROUPS = ("unit", "team", "caseworker")


def _severity(p: Problem) -> str:
    grave = {"error": "high", "warning": "medium", "info": "low"}[p.severity]
    return grave if grave in SEVERITIES else "low"


def _owners(audit: Audit) -> dict[tuple[str, str, int], str]:
    """Whose row of the export each row is."""
    out: dict[tuple[str, str, int], str] = {}
    for frame in (audit.dataset.events, audit.dataset.cases):
        if not {"row", "source"} <= set(frame.columns):
            continue
        for case_id, source, row in zip(frame["case_id"].astype(str), frame["source"], frame["row"], strict=True):
            if 0 <= int(source) < len(audit.dataset.sources):
                s = audit.dataset.sources[int(source)]
                out[s.file, s.sheet, int(row)] = case_id
    return out


def _where(place: Place) -> str:
    parts = [place.file]
    if place.sheet:
        parts.append(str(Text(f"ark {place.sheet}", f"sheet {place.sheet}")))
    if place.row:
        parts.append(str(Text(f"række {place.row}", f"row {place.row}")))
    if place.column:
        parts.append(str(Text(f"kolonne {place.column}", f"column {place.column}")))
    return ", ".join(x for x in parts if x)
