"""From a judged run to rows of a work list: what is missing, what is due soon, what the data lack, and what came late."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from caseaudit.audit import gravity
from caseaudit.errors import Place
from caseaudit.history.found import found
from caseaudit.law import cite, in_force
from caseaudit.model.outcomes import SEVERITIES
from caseaudit.model.tables import EVENT_TYPES
from caseaudit.output.summary import unfed
from caseaudit.output.wording import day_text, finding_text
from caseaudit.privacy import mask
from caseaudit.texts import Text
from caseaudit.worklist.model import Row

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from caseaudit.audit import Audit, RuleResult
    from caseaudit.errors import Problem
    from caseaudit.worklist.model import Section

_IN_DATA = ("data_missing", "no_time")
_TAGS = {
    "local_standard": Text("lokal standard", "local standard"),
    "data_quality": Text("datakvalitet", "data quality"),
}
_ADVISORY = Text("vejledende", "advisory")
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
    table = found(audit, key, ("breached", "unknown", "pending"))
    told = _Told(audit)
    rows, left_out = [], 0
    before, kept = frozenset(known), frozenset(keep)
    for t in _rows_of(table):
        section = _section(audit, t, horizon, kept)
        if section == "data" and t.outcome == "unknown" and t.rule in blind:
            continue  # the whole export lacks it: nothing that a caseworker can mend
        if section is None:
            left_out += t.outcome == "unknown"
            continue
        row = told.row(t, section)
        fresh = compared and t.outcome != "pending" and t.key not in before
        rows.append(replace(row, fresh=fresh))
    rows += list(_quality(audit, key, told))
    return Gathered(tuple(sorted(rows, key=_order)), left_out)


def _rows_of(table: Any) -> Any:
    return table.itertuples(index=False)


def _section(audit: Audit, t: Any, horizon: int, keep: frozenset[str]) -> Section | None:
    if t.outcome == "pending":
        due = _day(t.due_on)
        near = due is not None and due <= audit.as_of + timedelta(days=horizon)
        return "soon" if near or t.key in keep else None
    if t.outcome == "unknown":
        return "data" if t.reason in _IN_DATA else None
    if audit.results[t.number].rule.judges == "data_quality":
        return "data"
    return "learning" if t.reason == "late" else "overdue"


def _order(row: Row) -> tuple[Any, ...]:
    first = gravity(row.severity) if row.section in ("overdue", "learning") else 0
    return first, row.due_on or date.max, row.case_id, row.rule, row.key


def _day(stamp: Any) -> date | None:
    return None if stamp is None or stamp != stamp else stamp.date()  # noqa: PLR0124 - NaT is not itself


class _Told:
    """A unit in words, with the law of its day and the row of the export where it stands."""

    def __init__(self, audit: Audit) -> None:
        self._audit = audit
        events = audit.dataset.events
        self._rows = events["row"].to_numpy() if "row" in events else None
        self._sources = events["source"].to_numpy() if "source" in events else None
        cases = audit.dataset.cases
        have = "row" in cases and "source" in cases
        self._case_rows = (
            dict(
                zip(
                    cases["case_id"].astype(str),
                    zip(cases["source"].tolist(), cases["row"].tolist(), strict=True),
                    strict=True,
                )
            )
            if have
            else {}
        )
        self._cited: dict[tuple[str, int, date | None], str] = {}

    def row(self, t: Any, section: Section) -> Row:
        audit, result = self._audit, self._audit.results[t.number]
        rule, due, actual = result.rule, _day(t.due_on), _day(t.actual_on)
        end = actual if section == "learning" and actual else audit.as_of
        return Row(
            key=t.key,
            section=section,
            case_id=mask(t.case_id),
            unit=mask(t.unit),
            team=mask(t.team),
            caseworker=mask(t.caseworker),
            rule=rule.id,
            theme=rule.theme,
            title=str(rule.title),
            severity=t.severity,
            what=self._what(t, result),
            todo=str(rule.fix).strip(),
            law=self._law(t, result),
            due_on=due,
            days=(end - due).days if due else None,
            source=self._source(t, result),
            outcome=t.outcome,
            reason=t.reason,
            actual_on=actual,
        )

    def _what(self, t: Any, result: RuleResult) -> str:
        unit = self._unit(t)
        if t.outcome == "pending":
            due = day_text(_iso(t.due_on))
            told = Text(
                f"Fristen er {due}." if due else "Fristen er ikke nået.", f"The limit is {due or 'not reached'}."
            )
            return f"{result.rule.title} ({unit}). {told}"
        text = finding_text(_as_finding(self._audit, t, result))
        return f"{result.rule.title} ({unit}). {text}" if t.outcome == "unknown" else text

    def _unit(self, t: Any) -> str:
        kind = str(Text("sagen", "the case") if t.unit_kind == "case" else EVENT_TYPES[t.unit_kind].label)
        return " ".join(x for x in (kind, day_text(_iso(t.unit_on))) if x)

    def _law(self, t: Any, result: RuleResult) -> str:
        version, day = int(result.outcomes.version[t.at]), _day(t.unit_on)
        at = (result.rule.id, version, day)
        if at not in self._cited:
            sections = in_force((c.cite for c in result.rule.versions[version].law), day, self._audit.rulebook.acts)
            self._cited[at] = "; ".join(cite(s) for s in sections) if version >= 0 else ""
        tag = str(_TAGS[result.rule.judges]) if result.rule.judges in _TAGS else ""
        tag = tag or (str(_ADVISORY) if t.severity == "advisory" else "")
        return " ".join(x for x in (self._cited[at], f"[{tag}]" if tag else "") if x)

    def _source(self, t: Any, result: RuleResult) -> str:
        pos = int(result.outcomes.anchor[t.at])
        if pos >= 0 and self._rows is not None and self._sources is not None:
            return self.place(int(self._sources[pos]), int(self._rows[pos]))
        return self.of_case(t.case_id)

    def of_case(self, case_id: str) -> str:
        at = self._case_rows.get(case_id)
        return self.place(int(at[0]), int(at[1])) if at else ""

    def place(self, source: int, row: int) -> str:
        names = self._audit.dataset.sources
        if not 0 <= source < len(names):
            return ""
        parts = [names[source].file]
        if names[source].sheet:
            parts.append(str(Text(f"ark {names[source].sheet}", f"sheet {names[source].sheet}")))
        return mask(", ".join([*parts, str(Text(f"række {row}", f"row {row}"))]))


def _as_finding(audit: Audit, t: Any, result: RuleResult) -> Any:
    from caseaudit.audit import Finding

    version, day = int(result.outcomes.version[t.at]), _day(t.unit_on)
    held = result.rule.versions[version] if version >= 0 else None
    law = in_force((c.cite for c in held.law), day, audit.rulebook.acts) if held else ()
    dates = (_iso(t.unit_on), t.outcome, t.reason, _iso(t.due_on), _iso(t.actual_on))
    return Finding(result.rule, held, law, t.case_id, t.unit_kind, "", *dates, (), 0)


def _iso(stamp: Any) -> str:
    day = _day(stamp)
    return day.isoformat() if day else ""


def _quality(audit: Audit, key: bytes, told: _Told) -> Iterator[Row]:
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
