"""Oversigtsskema: every step that the law demands of one case, in the order that work is done, with dates, law and source.

The whole run is judged once; the sheets of all its cases are read from the same outcomes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from caseaudit.audit import gravity
from caseaudit.coverage import coverage
from caseaudit.engine.calendar import NAT
from caseaudit.explain import to_date
from caseaudit.law import cite, in_force
from caseaudit.model.outcomes import BREACH_REASONS, OUTCOME_CODES, OUTCOMES, REASONS
from caseaudit.model.tables import CASE_FIELDS, EVENT_FIELDS, EVENT_TYPES
from caseaudit.privacy import mask
from caseaudit.report.casesheet_fit import fits, fits_dense
from caseaudit.report.casesheet_head import Head, heads
from caseaudit.report.casesheet_words import PART, THE_CASE, TIMES, state_text
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from caseaudit.audit import Audit, RuleResult
    from caseaudit.rules.language import Rule

NEXT = 5
COUNTED = ("met", "excused", *BREACH_REASONS, "pending", "unknown")
_OUTCOME_NAMES, _REASON_NAMES = tuple(OUTCOMES), tuple(REASONS)
_DONE = {("breached", "late"), ("breached", "incomplete"), ("breached", "wrong_body"), ("met", ""), ("excused", "")}
_QUIET = ("met", "excused", "unknown")


@dataclass(frozen=True)
class Line:
    """One demand and what it is asked of: a decision, a placement, the case. `times` above 1: several laid together."""

    rule: str
    step: str
    judges: str
    duty: str
    unit: str
    unit_on: date | None
    done: date | None
    due: date | None
    outcome: str
    reason: str
    state: str
    law: str
    source: str
    advisory: bool
    severity: str
    times: int = 1
    order: int = 0

    @property
    def part(self) -> str:
        """Where it stands: under its step, or apart when it does not judge the law."""
        return self.step if self.judges == "law" else self.judges


@dataclass(frozen=True)
class Part:
    """The lines of one step of the case."""

    id: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Sheet:
    """One case. `every` has a line for each unit, `parts` what fits on paper. `absent` and `unseen`: demands by step."""

    head: Head
    parts: tuple[Part, ...]
    every: tuple[Line, ...]
    counts: dict[str, int]
    next_due: tuple[Line, ...]
    absent: tuple[tuple[str, int], ...]
    unseen: tuple[tuple[str, int], ...]
    sources: tuple[tuple[str, str], ...]
    folded: bool

    @property
    def case_id(self) -> str:
        return self.head.case_id

    @property
    def dense(self) -> bool:
        """Set a little smaller it stays on one page of paper."""
        lines = [x for p in self.parts for x in p.lines]
        return not fits(lines) and fits_dense(lines)

    @property
    def breaches(self) -> int:
        return sum(self.counts[r] for r in BREACH_REASONS)


def sheets(audit: Audit, chosen: Sequence[int]) -> tuple[Sheet, ...]:
    """The sheets of the cases at these positions of the run, in the language in use."""
    reader = _Reader(audit, chosen)
    piles: dict[int, list[Line]] = {c: [] for c in chosen}
    present: dict[int, set[str]] = {c: set() for c in chosen}
    for order, result in enumerate(audit.results):
        for case, line in reader.lines(result, order):
            piles[case].append(line)
            present[case].add(line.rule)
    found = heads(audit, chosen)
    return tuple(reader.sheet(found[c], piles[c], present[c]) for c in chosen)


@dataclass
class _Reader:
    """Turns outcomes into lines. What does not differ between cases is looked up once."""

    audit: Audit
    chosen: Sequence[int]
    cited: dict[tuple[str, int, int], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        audit = self.audit
        self.wanted = np.zeros(audit.n_cases, dtype=bool)
        self.wanted[list(self.chosen)] = True
        events, cases = audit.dataset.events, audit.dataset.cases
        self.types = audit.event_types
        self.at = events["at"].to_numpy().astype("datetime64[D]").astype(np.int64)
        self.rows = [_places(f) for f in (events, cases)]
        names = [f"{s.file}, {Text('ark', 'sheet')} {s.sheet}" if s.sheet else s.file for s in audit.dataset.sources]
        marks = [("" if n < 26 else chr(64 + n // 26)) + chr(65 + n % 26) for n in range(len(names))]
        self.sources = dict(zip(marks, names, strict=True))
        self.marks = marks if len(marks) > 1 else [""] * len(marks)
        counts = {str(t): int(n) for t, n in Counter(self.types.tolist()).items()}
        found = coverage([r.rule for r in audit.results], audit.dataset.schema, counts)
        self.lacking = {c.rule.id: _labels((*c.missing_types, *c.missing_columns)) for c in found}
        self.blind = {c.rule.id for c in found if not c.can_run}

    def lines(self, result: RuleResult, order: int) -> Iterator[tuple[int, Line]]:
        """The units of one rule for which its question arises, each with its case."""
        o, rule = result.outcomes, result.rule
        told = np.flatnonzero(result.mask & self.wanted[o.case] & (o.outcome != OUTCOME_CODES["not_applicable"]))
        columns = (o.case, o.unit, o.anchor, o.evidence, o.outcome, o.reason, o.version, o.day, o.due, o.actual)
        for case, unit, anchor, evidence, code, why, version, day, due, actual in zip(
            *(c[told].tolist() for c in columns), strict=True
        ):
            outcome, reason = _OUTCOME_NAMES[code], _REASON_NAMES[why]
            found = rule.versions[version] if version >= 0 else None
            severity = (found.severity if found else None) or rule.severity
            done = to_date(actual) if (outcome, reason) in _DONE else None
            if done is None and outcome == "met" and evidence >= 0:
                done = to_date(int(self.at[evidence]))
            limit = to_date(due)
            if rule.id in self.blind and day == NAT:
                continue  # the export cannot tell that the question arises: told once, at the foot
            yield (
                case,
                Line(
                    rule=rule.id,
                    step=rule.step,
                    judges=rule.judges,
                    duty=str(rule.title),
                    unit=self._unit(rule, unit),
                    unit_on=to_date(day),
                    done=done,
                    due=limit,
                    outcome=outcome,
                    reason=reason,
                    state=state_text(
                        outcome, reason, due=limit, done=done, lacking=self.lacking[rule.id],
                        advisory=severity == "advisory",
                    ),
                    law=self._law(rule, version, day),
                    source=self._source(evidence if evidence >= 0 else anchor, case),
                    advisory=severity == "advisory",
                    severity=severity,
                    order=order,
                ),
            )  # fmt: skip

    def _unit(self, rule: Rule, unit: int) -> str:
        label = str(THE_CASE if rule.of_case else EVENT_TYPES[str(self.types[unit])].label)
        return label[:1].upper() + label[1:]

    def _law(self, rule: Rule, version: int, day: int) -> str:
        """The provisions by the numbers that they had on the day of the unit."""
        if version < 0 or not rule.legal:
            return ""
        key = (rule.id, version, day)
        if key not in self.cited:
            codes = in_force((c.cite for c in rule.versions[version].law), to_date(day), self.audit.rulebook.acts)
            self.cited[key] = _joined(codes)
        return self.cited[key]

    def _source(self, event: int, case: int) -> str:
        source, row = self.rows[0][event] if event >= 0 else self.rows[1][case]
        return f"{self.marks[source]}{row}" if row > 0 and source < len(self.marks) else ""

    def sheet(self, head: Head, lines: list[Line], present: set[str]) -> Sheet:
        audit = self.audit
        titles = {s.id: str(s.title) for s in audit.rulebook.steps.values()} | {k: str(t) for k, t in PART.items()}
        rank = {name: n for n, name in enumerate(titles)}
        every = sorted(lines, key=lambda x: (rank[x.part], x.order, x.unit_on or date.min))
        told = [x for x in every if x.judges == "law" or x.outcome == "breached"]
        shown = told if fits(told) else list(_fold(told))
        rest = [r.rule for r in audit.results if r.rule.id not in present and r.rule.legal]
        used = {x.source.rstrip("0123456789") for x in told}
        return Sheet(
            head=head,
            parts=tuple(Part(k, titles[k], tuple(found)) for k, found in groupby(shown, key=lambda x: x.part)),
            every=tuple(every),
            counts=_counts(every),
            next_due=_next(every),
            absent=_by_step((r for r in rest if r.id not in self.blind), titles),
            unseen=_by_step((r for r in rest if r.id in self.blind), titles),
            sources=tuple((m, name) for m, name in self.sources.items() if len(self.sources) == 1 or m in used),
            folded=len(shown) < len(told),
        )


def _counts(lines: Iterable[Line]) -> dict[str, int]:
    """Units by outcome, breaches by reason, of what binds by law. Advice, local standards and data quality are not added."""
    binding = (x for x in lines if x.judges == "law" and not x.advisory)
    found = Counter(x.reason if x.outcome == "breached" else x.outcome for x in binding)
    return {name: found[name] for name in COUNTED}


def _next(lines: Iterable[Line]) -> tuple[Line, ...]:
    """What falls due first; the gravest first among those of one day."""
    pending = [x for x in lines if x.outcome == "pending" and x.due]
    return tuple(sorted(pending, key=lambda x: (x.due or date.max, gravity(x.severity), x.order))[:NEXT])


def _by_step(rules: Iterable[Rule], titles: dict[str, str]) -> tuple[tuple[str, int], ...]:
    found = Counter(r.step for r in rules)
    return tuple((title, found[step]) for step, title in titles.items() if found[step])


def _fold(lines: Iterable[Line]) -> Iterator[Line]:
    """Lay together what is in order, or cannot be assessed for one reason, for the same rule and law."""
    from dataclasses import replace

    def same(x: Line) -> tuple[str, ...]:
        return (x.rule, x.outcome, x.reason, x.law) if x.outcome in _QUIET else (x.rule, x.outcome)

    for _, pile in groupby(lines, key=lambda x: (x.part, x.order)):
        rows = list(pile)
        for key in dict.fromkeys(same(x) for x in rows):
            found = [x for x in rows if same(x) == key]
            if len(found) == 1 or found[0].outcome not in _QUIET:
                yield from found
                continue
            last = max(found, key=lambda x: x.unit_on or date.min)
            yield replace(
                last,
                unit=f"{last.unit}, {len(found)} {TIMES['times']}",
                unit_on=None,
                due=None,
                done=max((x.done for x in found if x.done), default=None),
                source=_sources(x.source for x in found),
                times=len(found),
            )


def _joined(codes: Iterable[str]) -> str:
    """`BL § 5, stk. 3 og 4; FVL § 19, stk. 1`."""
    out: list[str] = []
    for head, pile in groupby(dict.fromkeys(codes), key=lambda c: c.split("-")[:2] if c.count("-") == 2 else [c]):
        found = list(pile)
        more = [c.rpartition("-")[2] for c in found[1:]] if len(head) == 2 else []
        and_ = f" {TIMES['and']} "
        out.append(cite(found[0]) + (and_ + more[-1] if len(more) == 1 else "".join(f", {m}" for m in more)))
    return "; ".join(out)


def _sources(found: Iterable[str]) -> str:
    """The first source row, and how many more."""
    rows = [s for s in dict.fromkeys(found) if s]
    return rows[0] + (f" +{len(rows) - 1}" if len(rows) > 1 else "") if rows else ""


def _places(frame: Any) -> list[tuple[int, int]]:
    """Source and row of every row of a frame; row 0 where the export does not tell."""
    if "row" not in frame or "source" not in frame:
        return [(0, 0)] * len(frame)
    return list(zip(frame["source"].tolist(), frame["row"].tolist(), strict=True))


def _labels(names: Iterable[str]) -> str:
    known = {**{n: f.label for n, f in CASE_FIELDS.items()}, **{n: f.label for n, f in EVENT_FIELDS.items()}}
    known |= {n: t.label for n, t in EVENT_TYPES.items()}
    return ", ".join(dict.fromkeys(mask(str(known.get(n, n))) for n in names))
