"""What every build-server format tells, without any format: one fact per rule, and the gate.

Nothing here comes from a cell of the export but counts, unless case ids are asked for. Units, teams and file names are left
out as well: they can be names of people.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING, Literal

from caseaudit.audit import gravity
from caseaudit.law import cite, link
from caseaudit.model.outcomes import SEVERITIES, rate
from caseaudit.model.tables import EVENT_TYPES
from caseaudit.output.numbers import MIN_FOR_PERCENT, number
from caseaudit.output.wording import day_text, finding_text
from caseaudit.privacy import mask
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from caseaudit.audit import Audit, Finding, RuleResult

State = Literal["failed", "below", "met", "unchecked"]
"""Breaches at or over the gate; breaches under it only; none; nothing could be judged."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CONTEXT = "caseaudit/ci/v1"


@dataclass(frozen=True)
class CaseFact:
    """One breach, with its case id. `fingerprint` is the same in the next run of a new export; `failed`: at or over the gate."""

    fingerprint: str
    case_id: str
    unit: str
    severity: str
    failed: bool
    text: str

    @property
    def title(self) -> str:
        return f"{Text('sag', 'case')} {self.case_id}, {self.unit}"


@dataclass(frozen=True)
class RuleFact:
    """One rule: what it found, on what ground. `good` of `judged` are met or lawfully excused."""

    id: str
    title: str
    theme: str
    theme_title: str
    severity: str
    state: State
    good: int
    judged: int
    breached: int
    pending: int
    unknown: int
    law: str
    link: str
    why: str
    fix: str
    path: str
    law_rows: tuple[str, ...]
    cases: tuple[CaseFact, ...] = ()

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(f"{_CONTEXT}\0{self.id}".encode()).hexdigest()

    @property
    def message(self) -> str:
        """`13 af 78 ikke overholdt (83 % overholdt). Kritisk. SEL § 140, stk. 1.`, or `65 af 65 overholdt. ...`."""
        if not self.judged:
            return f"{Text('Ikke kontrolleret', 'Not checked')}: {self.open or Text('ingen relevante enheder', 'no relevant units')}."
        n, of = number(self.breached), number(self.judged)
        if not self.breached:
            met = str(Text(f"{of} af {of} overholdt", f"{of} of {of} met"))
            return "".join(f"{p}. " for p in (met, self.law, self.open) if p).rstrip()
        told = str(Text(f"{n} af {of} ikke overholdt", f"{n} of {of} breached"))
        if self.judged >= MIN_FOR_PERCENT:
            share = floor(100 * self.good / self.judged + 0.5)
            told += str(Text(f" ({share} % overholdt)", f" ({share} % met)"))
        parts = [told, str(SEVERITIES[self.severity]).capitalize(), self.law, self.open]
        return "".join(f"{p}. " for p in parts if p).rstrip()

    @property
    def open(self) -> str:
        """`4 afventer, 2 kan ikke vurderes`; '' where neither is."""
        told = []
        if self.pending:
            told.append(str(Text(f"{number(self.pending)} afventer", f"{number(self.pending)} pending")))
        if self.unknown:
            n = number(self.unknown)
            told.append(str(Text(f"{n} kan ikke vurderes", f"{n} could not be assessed")))
        return ", ".join(told)


@dataclass(frozen=True)
class Planned:
    """The year's plan: rounds that are due, those of them that were not held, and what must be in order and is not."""

    due: int
    not_held: int
    not_in_order: int

    @property
    def message(self) -> str:
        told = Text(
            f"{self.not_held} af {self.due} planlagte runder er ikke holdt",
            f"{self.not_held} of {self.due} planned rounds were not held",
        )
        rest = Text(
            f"{self.not_in_order} ting, der skal være i orden, er det ikke",
            f"{self.not_in_order} things that must be in order are not",
        )
        return f"{told}; {rest}." if self.not_in_order else f"{told}."

    @property
    def kept(self) -> bool:
        return not (self.not_held or self.not_in_order)


@dataclass(frozen=True)
class Facts:
    """A whole run. `passed`: what a passed gate means, where that is something else than no findings over the limit."""

    title: str
    as_of: str
    run: str
    cases: int
    events: int
    cases_with_breach: int
    quality: int
    set_aside: int
    good: int
    judged: int
    gates: tuple[str, ...]
    severities: Mapping[str, int]
    rules: tuple[RuleFact, ...]
    planned: Planned | None = None
    passed: str = ""

    @property
    def verdict(self) -> str:
        if self.gates:
            return f"{Text('Ikke godkendt', 'Not passed')}: {'; '.join(self.gates)}."
        told = self.passed or str(Text("ingen fund over grænsen.", "no findings over the limit."))
        return f"{Text('Godkendt', 'Passed')}: {told}"

    @property
    def gravest_first(self) -> list[RuleFact]:
        """Rules with breaches: what fails the gate first, then by severity and number."""
        found = [r for r in self.rules if r.breached]
        return sorted(found, key=lambda r: (r.state != "failed", gravity(r.severity), -r.breached, r.id))


def facts(
    audit: Audit,
    *,
    run_name: str,
    failed: Iterable[str],
    fail_on: str,
    municipality: str = "",
    fingerprints: Iterable[str] | None = None,
    counted: Mapping[str, Mapping[str, int]] | None = None,
    known: frozenset[str] = frozenset(),
    planned: Planned | None = None,
    passed: str = "",
) -> Facts:
    """Gather what is told. `fingerprints`: of the findings in their order, where each is to be told with its case id.

    `counted`: for each rule the breaches that count at the gate, by severity, where not all do; `known`: fingerprints of
    those that do not.
    """
    told = _cases(audit, fingerprints, fail_on, known) if fingerprints is not None else {}
    total = audit.total()
    return Facts(
        title=plain(municipality or str(Text("Efterprøvning af sager", "Case audit"))),
        as_of=audit.as_of.isoformat(),
        run=plain(run_name),
        cases=audit.n_cases,
        events=audit.n_events,
        cases_with_breach=audit.cases_with_breach,
        quality=len(audit.dataset.quality),
        set_aside=sum(sum(a.set_aside.values()) for a in audit.dataset.accounts),
        good=total["met"] + total["excused"],
        judged=total["met"] + total["excused"] + total["breached"],
        gates=tuple(plain(g) for g in failed),
        severities=audit.severities(),
        rules=tuple(_rule(audit, r, fail_on, tuple(told.get(r.rule.id, ())), counted) for r in audit.results),
        planned=planned,
        passed=plain(passed),
    )


def plain(text: str) -> str:
    """Text that XML, JSON and a terminal can all carry: no CPR number, no control characters."""
    return mask(_CONTROL.sub("", text))


def _rule(
    audit: Audit,
    result: RuleResult,
    fail_on: str,
    cases: tuple[CaseFact, ...],
    counted: Mapping[str, Mapping[str, int]] | None = None,
) -> RuleFact:
    rule, counts = result.rule, result.counts
    by_severity = {s: n for s, n in result.severity_counts().items() if n}
    gravest = min(by_severity, key=gravity, default=rule.severity)
    judged = counts["met"] + counts["excused"] + counts["breached"]
    state: State = "met" if rate(counts) is not None else "unchecked"
    if by_severity:
        at_gate = by_severity if counted is None else counted.get(rule.id, {})
        state = "failed" if any(n and gravity(s) <= gravity(fail_on) for s, n in at_gate.items()) else "below"
    sections = _sections(result)
    path = audit.rulebook.files[rule.id].path
    return RuleFact(
        id=rule.id,
        title=plain(str(rule.title)),
        theme=rule.theme,
        theme_title=plain(str(audit.rulebook.themes[rule.theme].title)),
        severity=gravest,
        state=state,
        good=counts["met"] + counts["excused"],
        judged=judged,
        breached=counts["breached"],
        pending=counts["pending"],
        unknown=counts["unknown"],
        law="; ".join(cite(s) for s in sections),
        link=link(sections[0], audit.rulebook.acts) if sections else "",
        why=plain(str(rule.why).strip()),
        fix=plain(str(rule.fix).strip()),
        path=f"rules/{path.parent.name}/{path.name}",
        law_rows=tuple(rule.law_rows),
        cases=cases,
    )


def _sections(result: RuleResult) -> tuple[str, ...]:
    """The provisions of the versions that judged a unit; those of the last version where none did."""
    used = {int(v) for v in result.outcomes.version[result.mask] if v >= 0} or {len(result.rule.versions) - 1}
    return tuple(dict.fromkeys(c.cite for n in sorted(used) for c in result.rule.versions[n].law))


def _cases(
    audit: Audit, fingerprints: Iterable[str], fail_on: str, known: frozenset[str] = frozenset()
) -> dict[str, list[CaseFact]]:
    out: dict[str, list[CaseFact]] = {}
    for finding, fingerprint in zip(audit.findings(), fingerprints, strict=True):
        if finding.outcome == "breached":
            out.setdefault(finding.rule.id, []).append(_case(finding, fingerprint, fail_on, known))
    return out


def _case(f: Finding, fingerprint: str, fail_on: str, known: frozenset[str] = frozenset()) -> CaseFact:
    kind = str(Text("sagen", "the case") if f.unit_kind == "case" else EVENT_TYPES[f.unit_kind].label)
    unit = " ".join(x for x in (kind, day_text(f.unit_on)) if x)
    failed = gravity(f.severity) <= gravity(fail_on) and fingerprint not in known
    return CaseFact(fingerprint, plain(f.case_id), unit, f.severity, failed, plain(finding_text(f)))
