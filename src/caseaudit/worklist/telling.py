"""A unit of a run in words: what is missing, what to do, the law of its day, and the row of the export where it stands."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from caseaudit.audit import Finding
from caseaudit.law import cite, in_force
from caseaudit.model.tables import EVENT_TYPES
from caseaudit.output.wording import day_text, finding_text
from caseaudit.privacy import mask
from caseaudit.texts import Text
from caseaudit.worklist.model import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    import pandas as pd

    from caseaudit.audit import Audit, RuleResult
    from caseaudit.worklist.model import Section

_TAGS = {
    "local_standard": Text("lokal standard", "local standard"),
    "data_quality": Text("datakvalitet", "data quality"),
}
_ADVISORY = Text("vejledende", "advisory")


class Unit(NamedTuple):
    """One row of `history.found`, with its days as days."""

    number: int
    at: int
    key: str
    rule: str
    severity: str
    case_id: str
    unit_kind: str
    outcome: str
    reason: str
    unit: str
    team: str
    caseworker: str
    unit_on: date | None
    due_on: date | None
    actual_on: date | None


def units(table: pd.DataFrame) -> Iterator[Unit]:
    """Return the rows of a table of findings."""
    dates = Unit._fields[-3:]
    plain = [table[c].tolist() for c in Unit._fields if c not in dates]
    days = [table[c].to_numpy().astype("datetime64[D]").tolist() for c in dates]  # no day is None
    return map(Unit._make, zip(*plain, *days, strict=True))


class Telling:
    """Makes rows of the units of one run. Names and provisions that come again and again are worked out once."""

    def __init__(self, audit: Audit) -> None:
        self._audit = audit
        self._mask, self._named = cache(mask), cache(_named)
        self._doubts: dict[str, str] = {}
        self._laws: dict[tuple[int, int, date | None], tuple[tuple[str, ...], str]] = {}
        events, cases = audit.dataset.events, audit.dataset.cases
        self._rows = events["row"].to_numpy() if "row" in events else None
        self._sources = events["source"].to_numpy() if "source" in events else None
        self._case_rows: dict[str, tuple[Any, Any]] = {}
        if "row" in cases and "source" in cases:
            places = zip(cases["source"].tolist(), cases["row"].tolist(), strict=True)
            self._case_rows = dict(zip(cases["case_id"].astype(str), places, strict=True))

    def row(self, t: Unit, section: Section, *, fresh: bool) -> Row:
        """Return the row of a work list. `fresh`: the run before did not have it."""
        result, hide = self._audit.results[t.number], self._mask
        rule = result.rule
        end = t.actual_on if section == "learning" and t.actual_on else self._audit.as_of
        law, cited = self._law(t, result)
        return Row(
            key=t.key,
            section=section,
            case_id=hide(t.case_id),
            unit=hide(t.unit),
            team=hide(t.team),
            caseworker=hide(t.caseworker),
            rule=rule.id,
            theme=rule.theme,
            title=str(rule.title),
            severity=t.severity,
            what=self._what(t, result, law),
            todo=str(rule.fix).strip(),
            law=" ".join(x for x in (cited, _tag(t, result)) if x),
            due_on=t.due_on,
            days=(end - t.due_on).days if t.due_on else None,
            source=self._source(t, result),
            outcome=t.outcome,
            reason=t.reason,
            actual_on=t.actual_on,
            fresh=fresh,
        )

    def _what(self, t: Unit, result: RuleResult, law: tuple[str, ...]) -> str:
        if t.outcome == "breached":
            return finding_text(self._finding(t, result, law))
        if t.outcome == "unknown":  # told by its reason alone
            if t.reason not in self._doubts:
                self._doubts[t.reason] = finding_text(self._finding(t, result, law))
            told = self._doubts[t.reason]
        else:
            due = day_text(_iso(t.due_on))
            told = str(
                Text(f"Fristen er {due}." if due else "Fristen er ikke nået.", f"The limit is {due or 'not reached'}.")
            )
        return f"{result.rule.title} ({self._named(t.unit_kind, t.unit_on)}). {told}"

    def _finding(self, t: Unit, result: RuleResult, law: tuple[str, ...]) -> Finding:
        version = int(result.outcomes.version[t.at])
        held = result.rule.versions[version] if version >= 0 else None
        dates = (_iso(t.unit_on), t.outcome, t.reason, _iso(t.due_on), _iso(t.actual_on))
        return Finding(result.rule, held, law, t.case_id, t.unit_kind, "", *dates, (), 0)

    def _law(self, t: Unit, result: RuleResult) -> tuple[tuple[str, ...], str]:
        """The provisions of the unit's version by the numbers that they had on its day, and the same in words."""
        version = int(result.outcomes.version[t.at])
        at = (t.number, version, t.unit_on)
        if at not in self._laws:
            cites = result.rule.versions[version].law if version >= 0 else ()
            sections = in_force((c.cite for c in cites), t.unit_on, self._audit.rulebook.acts)
            self._laws[at] = (sections, "; ".join(cite(s) for s in sections))
        return self._laws[at]

    def _source(self, t: Unit, result: RuleResult) -> str:
        pos = int(result.outcomes.anchor[t.at])
        if pos >= 0 and self._rows is not None and self._sources is not None:
            return self._place(int(self._sources[pos]), int(self._rows[pos]))
        return self.of_case(t.case_id)

    def of_case(self, case_id: str) -> str:
        """Return the row of the export that a case stands in."""
        at = self._case_rows.get(case_id)
        return self._place(int(at[0]), int(at[1])) if at else ""

    def _place(self, source: int, row: int) -> str:
        names = self._audit.dataset.sources
        if not 0 <= source < len(names):
            return ""
        parts = [names[source].file]
        if names[source].sheet:
            parts.append(str(Text(f"ark {names[source].sheet}", f"sheet {names[source].sheet}")))
        return self._mask(", ".join([*parts, str(Text(f"række {row}", f"row {row}"))]))


def _tag(t: Unit, result: RuleResult) -> str:
    tag = _TAGS.get(result.rule.judges) or (_ADVISORY if t.severity == "advisory" else None)
    return f"[{tag}]" if tag else ""


def _named(unit_kind: str, on: date | None) -> str:
    kind = str(Text("sagen", "the case") if unit_kind == "case" else EVENT_TYPES[unit_kind].label)
    return " ".join(x for x in (kind, day_text(_iso(on))) if x)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
