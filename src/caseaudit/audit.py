"""Cases and rules to results: choose what to judge, judge it, count it, and list the findings with their evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from caseaudit.engine import RuleOutcomes, Settings, compile_plan, judge
from caseaudit.engine.calendar import NAT
from caseaudit.errors import DataError, Problem, UsageError
from caseaudit.law import in_force
from caseaudit.model.outcomes import OUTCOME_CODES, OUTCOMES, REASONS, SEVERITIES, rate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from caseaudit.dates import Period
    from caseaudit.engine.columns import Mask
    from caseaudit.law import Acts
    from caseaudit.model.dataset import Dataset
    from caseaudit.rules.language import Judges, Rule, Version
    from caseaudit.rules.rulebook import Rulebook

_OUTCOME_NAMES = tuple(OUTCOMES)
_REASON_NAMES = tuple(REASONS)
_GRAVITY = {name: i for i, name in enumerate(SEVERITIES)}


@dataclass(frozen=True)
class Selection:
    """Which cases, rules and days to judge. Empty means all."""

    units: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    period: Period | None = None


@dataclass(frozen=True)
class Finding:
    """One unit that is breached or unknown. Days are ISO dates or ''.

    `law`: the provisions of its version, by the numbers that they had on the unit's own day.
    """

    rule: Rule
    version: Version | None
    law: tuple[str, ...]
    case_id: str
    unit_kind: str
    unit_id: str
    unit_on: str
    outcome: str
    reason: str
    due_on: str
    actual_on: str
    evidence: tuple[int, ...]
    notes: int

    @property
    def severity(self) -> str:
        return (self.version.severity if self.version else None) or self.rule.severity

    @property
    def law_row(self) -> str:
        rows = self.version.law_rows if self.version else self.rule.law_rows
        return rows[0] if rows else ""


@dataclass
class RuleResult:
    """One rule: its outcomes within the selection."""

    outcomes: RuleOutcomes
    mask: Mask

    @property
    def rule(self) -> Rule:
        return self.outcomes.rule

    @cached_property
    def counts(self) -> dict[str, int]:
        return self.outcomes.counts(self.mask)

    @property
    def rate(self) -> float | None:
        return rate(self.counts)

    @cached_property
    def binding(self) -> dict[str, int]:
        """Outcomes under the versions that bind; what is only advisory is left out."""
        advisory = [n for n, v in enumerate(self.rule.versions) if (v.severity or self.rule.severity) == "advisory"]
        if not advisory:
            return self.counts
        return self.outcomes.counts(self.mask & ~np.isin(self.outcomes.version, advisory))

    def law_rows(self) -> dict[str, dict[str, int]]:
        """Counts per row of the law catalogue; units that no version covers belong to none, but what is unknown is told."""
        out: dict[str, dict[str, int]] = {}
        undated = self.mask & (self.outcomes.version < 0) & (self.outcomes.outcome == OUTCOME_CODES["unknown"])
        if undated.any():
            for row in self.rule.law_rows:
                out[row] = dict.fromkeys(OUTCOMES, 0) | {"unknown": int(undated.sum())}
        for number, version in enumerate(self.rule.versions):
            found = self.outcomes.counts(self.mask & (self.outcomes.version == number))
            for row in version.law_rows:
                into = out.setdefault(row, dict.fromkeys(OUTCOMES, 0))
                for name, n in found.items():
                    into[name] += n
        return out

    def severity_counts(self) -> dict[str, int]:
        """Breaches by severity, which may differ between versions."""
        out: dict[str, int] = {}
        breached = self.mask & (self.outcomes.outcome == OUTCOME_CODES["breached"])
        for number, version in enumerate(self.rule.versions):
            severity = version.severity or self.rule.severity
            out[severity] = out.get(severity, 0) + int((breached & (self.outcomes.version == number)).sum())
        return out

    def met_by(self, event_types: np.ndarray[Any, Any]) -> dict[str, int]:
        """How many units were met by an event of each type, where an event decided."""
        o = self.outcomes
        pos = o.evidence[self.mask & (o.outcome == OUTCOME_CODES["met"]) & (o.evidence >= 0)]
        names, counts = np.unique(event_types[pos].astype(str), return_counts=True)
        return {str(n): int(c) for n, c in zip(names, counts, strict=True)}


@dataclass
class Audit:
    """Everything that a run found out. `dataset` holds the selected cases only."""

    dataset: Dataset
    rulebook: Rulebook
    results: list[RuleResult]
    as_of: date
    selection: Selection
    readings: Settings
    rules_run: tuple[Rule, ...] = field(default=())

    @property
    def n_cases(self) -> int:
        return len(self.dataset.cases)

    @property
    def n_events(self) -> int:
        return len(self.dataset.events)

    @cached_property
    def law_rows(self) -> dict[str, dict[str, int]]:
        """Counts per law row over all rules; sorted by row."""
        out: dict[str, dict[str, int]] = {}
        for result in self.results:
            for row, found in result.law_rows().items():
                into = out.setdefault(row, dict.fromkeys(OUTCOMES, 0))
                for name, n in found.items():
                    into[name] += n
        return dict(sorted(out.items(), key=lambda kv: (kv[0][0], int("".join(c for c in kv[0] if c.isdigit()) or 0))))

    def total(self, judges: Judges = "law") -> dict[str, int]:
        """Outcomes over all rules that measure against the same: the law, a local standard or data quality."""
        out = dict.fromkeys(OUTCOMES, 0)
        for result in self.results:
            if result.rule.judges == judges:
                for name, n in result.binding.items():
                    out[name] += n
        return out

    def themes(self) -> dict[str, dict[str, int]]:
        """Outcomes of what binds by law, for each theme that was judged; they add up to `total`."""
        out: dict[str, dict[str, int]] = {}
        for result in self.results:
            if result.rule.legal:
                into = out.setdefault(result.rule.theme, dict.fromkeys(OUTCOMES, 0))
                for name, n in result.binding.items():
                    into[name] += n
        return out

    @cached_property
    def cases_with_breach(self) -> int:
        """Cases with at least one breach of the law; advisory rules, local standards and data quality stand apart."""
        hit = np.zeros(self.n_cases, dtype=bool)
        for result in self.results:
            o = result.outcomes
            breached = result.mask & (o.outcome == OUTCOME_CODES["breached"])
            for number, version in enumerate(result.rule.versions):
                if (version.severity or result.rule.severity) != "advisory" and result.rule.legal:
                    hit[o.case[breached & (o.version == number)]] = True
        return int(hit.sum())

    def severities(self) -> dict[str, int]:
        """Breaches by severity, gravest first."""
        out = dict.fromkeys(SEVERITIES, 0)
        for result in self.results:
            for name, n in result.severity_counts().items():
                out[name] += n
        return out

    def findings(self) -> Iterator[Finding]:
        """Breached and unknown units, in the order of rules, cases and days."""
        case_ids = self.dataset.cases["case_id"].to_numpy()
        event_ids = self.dataset.events["event_id"].to_numpy() if "event_id" in self.dataset.events else None
        types = self.event_types
        for result in self.results:
            yield from _findings(result, case_ids, event_ids, types, self.rulebook.acts)

    @cached_property
    def event_types(self) -> np.ndarray[Any, Any]:
        return self.dataset.events["type"].astype("object").to_numpy()


def _findings(result: RuleResult, case_ids: Any, event_ids: Any, types: Any, acts: Acts) -> Iterator[Finding]:
    o = result.outcomes
    told = np.flatnonzero(result.mask & np.isin(o.outcome, [OUTCOME_CODES["breached"], OUTCOME_CODES["unknown"]]))
    due, actual, day = (_iso(x[told]) for x in (o.due, o.actual, o.day))
    of_case = result.rule.of_case
    cited: dict[tuple[int, str], tuple[str, ...]] = {}
    for k, i in enumerate(told):
        unit, anchor, found, version = int(o.unit[i]), int(o.anchor[i]), int(o.evidence[i]), int(o.version[i])
        case_id = str(case_ids[o.case[i]])
        if (law := cited.get((version, day[k]))) is None:
            law = cited[version, day[k]] = _law(result.rule, version, day[k], acts)
        yield Finding(
            rule=result.rule,
            version=result.rule.versions[version] if version >= 0 else None,
            law=law,
            case_id=case_id,
            unit_kind="case" if of_case else str(types[unit]),
            unit_id=case_id if of_case else (str(event_ids[unit]) if event_ids is not None else str(unit)),
            unit_on=day[k],
            outcome=_OUTCOME_NAMES[o.outcome[i]],
            reason=_REASON_NAMES[o.reason[i]],
            due_on=due[k],
            actual_on=actual[k],
            evidence=tuple(dict.fromkeys(p for p in (anchor, found) if p >= 0)),
            notes=int(o.notes[i]),
        )


def _law(rule: Rule, version: int, day: str, acts: Acts) -> tuple[str, ...]:
    if version < 0:
        return ()
    return in_force((c.cite for c in rule.versions[version].law), date.fromisoformat(day) if day else None, acts)


def _iso(days: np.ndarray[Any, Any]) -> list[str]:
    text = np.where(days == NAT, 0, days).astype("datetime64[D]").astype(str)
    return [t if d != NAT else "" for t, d in zip(text.tolist(), days.tolist(), strict=True)]


def run_audit(
    dataset: Dataset,
    rulebook: Rulebook,
    as_of: date,
    selection: Selection | None = None,
    readings: Settings | None = None,
) -> Audit:
    """Judge the selected cases by the selected rules.

    Raises `DataError` when no case is left to judge, `UsageError` when a selected rule or theme does not exist.
    """
    selection, readings = selection or Selection(), readings or Settings()
    rules = _rules(rulebook, selection)
    chosen = _cases(dataset, selection)
    if len(chosen.cases) == 0:
        raise DataError(Problem("empty_selection" if selection.units or selection.teams else "empty_population"))
    outcomes = judge(chosen.cases, chosen.events, compile_plan(rules, chosen.schema, readings), as_of)
    results = [RuleResult(o, _period(o, selection.period)) for o in outcomes]
    return Audit(chosen, rulebook, results, as_of, selection, readings, tuple(rules))


def _rules(rulebook: Rulebook, selection: Selection) -> Sequence[Rule]:
    unknown = [t for t in selection.themes if t not in rulebook.themes]
    if unknown:
        known = ", ".join(rulebook.themes)
        raise UsageError([Problem("theme_unknown", values={"theme": t, "known": known}) for t in unknown])
    wanted = {rulebook.get(r).rule.id for r in selection.rules}
    return [
        r
        for r in rulebook.rules
        if (not wanted and not selection.themes) or r.id in wanted or r.theme in selection.themes
    ]


def _cases(dataset: Dataset, selection: Selection) -> Dataset:
    """Keep the cases of the selected units and teams, and their events."""
    if not (selection.units or selection.teams):
        return dataset
    import dataclasses

    keep = np.ones(len(dataset.cases), dtype=bool)
    for column, wanted in (("unit", selection.units), ("team", selection.teams)):
        if wanted:
            folded = {w.strip().casefold() for w in wanted}
            values = dataset.cases.get(column)
            if values is None:
                raise UsageError(Problem("filter_column_missing", values={"column": column}))
            keep &= np.array([str(v).strip().casefold() in folded for v in values], dtype=bool)
    cases = dataset.cases[keep].reset_index(drop=True)
    events = dataset.events[dataset.events["case_id"].isin(cases["case_id"])].reset_index(drop=True)
    return dataclasses.replace(dataset, cases=cases, events=events)


def _period(outcomes: RuleOutcomes, period: Period | None) -> Mask:
    """Units whose own day lies in the period; without a period, all."""
    if period is None:
        return np.ones(len(outcomes.unit), dtype=bool)
    first, last = (int(np.datetime64(d, "D").astype(np.int64)) for d in (period.first, period.last))
    return (outcomes.day >= first) & (outcomes.day <= last)


def gravity(severity: str) -> int:
    """0 for the gravest."""
    return _GRAVITY[severity]


def one_case(dataset: Dataset, case_id: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the frames of one case; both empty when the export does not hold it."""
    cases = dataset.cases[dataset.cases["case_id"] == case_id].reset_index(drop=True)
    events = dataset.events[dataset.events["case_id"].astype("str") == case_id]
    return cases, events.sort_values("at", kind="stable").reset_index(drop=True)
