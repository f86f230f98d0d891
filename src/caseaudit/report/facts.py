"""The exact numbers of a run, counted once: per rule, theme, period, unit and team. No wording and no suppression here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from caseaudit.audit import gravity
from caseaudit.coverage import coverage
from caseaudit.engine.calendar import NAT
from caseaudit.model.outcomes import OUTCOME_CODES, OUTCOMES, REASON_CODES, REASONS
from caseaudit.model.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from caseaudit.audit import Audit, RuleResult
    from caseaudit.engine.columns import Ints, Mask
    from caseaudit.rules.language import Rule, Version

Codes = npt.NDArray[np.uint8]

BREACHED, UNKNOWN = OUTCOME_CODES["breached"], OUTCOME_CODES["unknown"]
MAX_QUARTERS = 8


@dataclass(frozen=True)
class RuleFacts:
    """One rule. `binding` leaves out versions that are only advisory; `reasons` counts breaches and unknowns by reason.

    `cases_judged` and `cases_breached` count cases, not units. `late` holds the median and the most days over the limit.
    `lacking`: what the export would need for the rule to judge anything, where it could judge nothing. `met_by`: units that
    were met by an event, by its type.
    """

    rule: Rule
    tally: Tally
    binding: Tally
    reasons: Mapping[tuple[str, str], int]
    cases_judged: int
    cases_breached: int
    by_period: Mapping[str, Tally]
    by_unit: Mapping[str, Tally]
    by_team: Mapping[str, Tally]
    late: tuple[int, int] | None
    versions: tuple[Version, ...]
    lacking: tuple[str, ...] = ()
    met_by: Mapping[str, int] = field(default_factory=dict)

    @property
    def advisory(self) -> bool:
        """Nothing in it binds."""
        return all((v.severity or self.rule.severity) == "advisory" for v in self.rule.versions)


@dataclass(frozen=True)
class ThemeFacts:
    """A theme: its rules of law, and the sum of what binds."""

    id: str
    title: str
    rules: tuple[RuleFacts, ...]
    tally: Tally
    cases_breached: int
    by_period: Mapping[str, Tally]
    by_unit: Mapping[str, Tally]


@dataclass(frozen=True)
class Facts:
    """A whole run. Local standards and data quality stand apart from the law. Periods are quarters of the units' own days."""

    as_of: date
    first_day: date | None
    last_day: date | None
    cases: int
    events: int
    cases_with_breach: int
    total: Tally
    themes: tuple[ThemeFacts, ...]
    local: tuple[RuleFacts, ...]
    data: tuple[RuleFacts, ...]
    idle: tuple[RuleFacts, ...]
    blind: tuple[RuleFacts, ...]
    periods: tuple[str, ...]
    units: tuple[str, ...]
    unit_cases: Mapping[str, int]
    teams: tuple[str, ...]
    team_cases: Mapping[str, int]
    by_unit: Mapping[str, Tally]
    by_period: Mapping[str, Tally]
    certainty: Mapping[str, int]
    severities: Mapping[str, int]
    rules_run: tuple[Rule, ...] = field(default=())
    by_team: Mapping[str, Tally] = field(default_factory=dict)

    def rule(self, rule_id: str) -> RuleFacts:
        """Raises KeyError when the run did not hold the rule."""
        return next(r for r in self.all_rules if r.rule.id == rule_id)

    @property
    def all_rules(self) -> tuple[RuleFacts, ...]:
        return (*(r for t in self.themes for r in t.rules), *self.local, *self.data, *self.idle, *self.blind)


def gather(audit: Audit) -> Facts:
    """Count everything that a report may tell. Pure; looks at no clock."""
    from caseaudit.output.provisions import certainty

    groups = _Groups(audit)
    found = [_rule(audit, r, groups) for r in audit.results]
    blind = tuple(r for r in found if r.lacking)
    idle = tuple(r for r in found if not r.tally.asked)
    told = [r for r in found if r.tally.asked and not r.lacking]
    themes = tuple(
        _theme(audit, theme.id, str(theme.title), tuple(r for r in told if r.rule.theme == theme.id and r.rule.legal))
        for theme in audit.rulebook.themes.values()
    )
    law = [t for t in themes if t.rules]
    days = np.concatenate([r.outcomes.day[r.mask] for r in audit.results]) if audit.results else np.empty(0, np.int64)
    days = days[days != NAT]
    return Facts(
        as_of=audit.as_of,
        first_day=audit.selection.period.first if audit.selection.period else _date(days.min() if len(days) else None),
        last_day=audit.selection.period.last if audit.selection.period else _date(days.max() if len(days) else None),
        cases=audit.n_cases,
        events=audit.n_events,
        cases_with_breach=audit.cases_with_breach,
        total=Tally(**audit.total()),
        themes=themes,
        local=tuple(r for r in told if r.rule.local),
        data=tuple(r for r in told if r.rule.judges == "data_quality"),
        idle=idle,
        blind=blind,
        periods=groups.periods,
        units=groups.units.names,
        unit_cases=groups.units.sizes,
        teams=groups.teams.names,
        team_cases=groups.teams.sizes,
        by_unit=_add([t.by_unit for t in law]),
        by_period=_add([t.by_period for t in law]),
        certainty=certainty(audit),
        severities=audit.severities(),
        rules_run=tuple(r.rule for r in audit.results),
        by_team=_add([r.by_team for t in law for r in t.rules]),
    )


@dataclass(frozen=True)
class _Group:
    """Cases by a column: a code per case (-1 where blank), and the names in order."""

    codes: Ints
    names: tuple[str, ...]

    @property
    def sizes(self) -> dict[str, int]:
        counts = np.bincount(self.codes[self.codes >= 0], minlength=len(self.names))
        return dict(zip(self.names, counts.tolist(), strict=True))


class _Groups:
    """How outcomes are divided: by quarter of the unit's own day, by the case's unit and team."""

    def __init__(self, audit: Audit) -> None:
        self.units, self.teams = (_group(audit, c) for c in ("unit", "team"))
        last = audit.as_of
        if audit.selection.period:
            last = min(last, audit.selection.period.last)
        self._last = 4 * last.year + (last.month - 1) // 3
        self._first = self._last - MAX_QUARTERS + 1
        if audit.selection.period:
            first = audit.selection.period.first
            self._first = max(self._first, 4 * first.year + (first.month - 1) // 3)
        self.periods = tuple(f"{q // 4}Q{q % 4 + 1}" for q in range(self._first, self._last + 1))

    def quarter(self, day: Ints) -> Ints:
        """Index into `periods`; -1 where the day lies outside them."""
        months = np.where(day == NAT, 0, day).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        index = (months + 1970 * 12) // 3 - self._first
        return np.where((day == NAT) | (index < 0) | (index >= len(self.periods)), -1, index)


def _group(audit: Audit, column: str) -> _Group:
    values = audit.dataset.cases.get(column)
    if values is None:
        return _Group(np.full(audit.n_cases, -1, np.int64), ())
    text = np.array([str(v).strip() if isinstance(v, str) else "" for v in values], dtype=object)
    names = tuple(sorted({t for t in text if t}, key=str.casefold))
    at = {n: i for i, n in enumerate(names)}
    return _Group(np.array([at.get(t, -1) for t in text], dtype=np.int64), names)


def _rule(audit: Audit, result: RuleResult, groups: _Groups) -> RuleFacts:
    o, m = result.outcomes, result.mask
    tally, case = Tally(**result.counts), o.case[m]
    outcome, day = o.outcome[m], o.day[m]
    judged = np.isin(outcome, [OUTCOME_CODES[x] for x in ("met", "excused", "breached")])
    breached = outcome == BREACHED
    binding = np.isin(o.version[m], [n for n, v in enumerate(o.rule.versions) if _binds(o.rule, v)]) | (
        o.version[m] < 0
    )
    lacking: tuple[str, ...] = ()
    if tally.unknown and tally.asked == tally.unknown:
        lacking = _lacking(audit, o.rule)
    return RuleFacts(
        rule=o.rule,
        tally=tally,
        binding=Tally(**result.binding),
        reasons=_reasons(outcome, o.reason[m]),
        cases_judged=len(np.unique(case[judged])),
        cases_breached=len(np.unique(case[breached & binding])),
        by_period=_split(outcome[binding], groups.quarter(day[binding]), groups.periods),
        by_unit=_split(outcome[binding], groups.units.codes[case[binding]], groups.units.names),
        by_team=_split(outcome[binding], groups.teams.codes[case[binding]], groups.teams.names),
        late=_late(o.due[m], o.actual[m], breached & (o.reason[m] == REASON_CODES["late"])),
        versions=tuple(
            v for n, v in enumerate(o.rule.versions) if bool((m & (o.version == n) & (o.outcome != 5)).any())
        ),
        lacking=lacking,
        met_by=result.met_by(audit.event_types),
    )


def _binds(rule: Rule, version: Version) -> bool:
    return (version.severity or rule.severity) != "advisory"


def _lacking(audit: Audit, rule: Rule) -> tuple[str, ...]:
    types, counts = np.unique(audit.event_types.astype(str), return_counts=True)
    found = coverage([rule], audit.dataset.schema, dict(zip(types.tolist(), counts.tolist(), strict=True)))[0]
    return () if found.can_run else (*found.missing_types, *found.missing_columns)


def _reasons(outcome: Codes, reason: Codes) -> dict[tuple[str, str], int]:
    names, reasons = tuple(OUTCOMES), tuple(REASONS)
    told = np.isin(outcome, [BREACHED, UNKNOWN])
    pairs, counts = np.unique(outcome[told].astype(np.int64) * 256 + reason[told], return_counts=True)
    return {(names[p // 256], reasons[p % 256]): n for p, n in zip(pairs.tolist(), counts.tolist(), strict=True)}


def _split(outcome: Codes, group: Ints, names: Sequence[str]) -> dict[str, Tally]:
    """A tally per group, in the order of names; groups that met nothing are left out."""
    inside = group >= 0
    table = np.bincount(group[inside] * len(OUTCOMES) + outcome[inside], minlength=len(names) * len(OUTCOMES))
    rows = table.reshape(len(names), len(OUTCOMES)) if names else np.empty((0, len(OUTCOMES)), np.int64)
    return {n: Tally(*row) for n, row in zip(names, rows.tolist(), strict=True) if any(row[:-1])}


def _late(due: Ints, actual: Ints, mask: Mask) -> tuple[int, int] | None:
    known = mask & (due != NAT) & (actual != NAT)
    if not known.any():
        return None
    days = actual[known] - due[known]
    return int(np.median(days)), int(days.max())


def _theme(audit: Audit, theme_id: str, title: str, rules: tuple[RuleFacts, ...]) -> ThemeFacts:
    ids = {r.rule.id for r in rules}
    hit = np.zeros(audit.n_cases, dtype=bool)
    for result in audit.results:
        if result.rule.id in ids:
            o = result.outcomes
            binding = [n for n, v in enumerate(o.rule.versions) if _binds(o.rule, v)]
            hit[o.case[result.mask & (o.outcome == BREACHED) & np.isin(o.version, binding)]] = True
    ordered = tuple(sorted(rules, key=lambda r: (gravity(r.rule.severity) if r.advisory else 0,)))
    total = sum((r.binding for r in rules), Tally())
    return ThemeFacts(
        theme_id, title, ordered, total, int(hit.sum()),
        _add([r.by_period for r in rules]), _add([r.by_unit for r in rules]),
    )  # fmt: skip


def _add(parts: Sequence[Mapping[str, Tally]]) -> dict[str, Tally]:
    out: dict[str, Tally] = {}
    for part in parts:
        for name, tally in part.items():
            out[name] = out.get(name, Tally()) + tally
    return out


def _date(day: int | None) -> date | None:
    return None if day is None else date(1970, 1, 1) + timedelta(days=int(day))
