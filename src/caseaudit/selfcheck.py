"""Run the inline cases of rules through the real engine, with the declared schema.

Cases that share what the export lacks, the as-of day and whether anything is linked are judged in one call: judging
never looks across cases, so each gets what it would get alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caseaudit.engine import Settings, compile_plan, judge
from caseaudit.errors import Problem
from caseaudit.model.frames import frames
from caseaudit.model.outcomes import OUTCOMES, REASONS
from caseaudit.model.tables import EVENT_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from caseaudit.engine import RuleOutcomes
    from caseaudit.rules.language import Case, Rule
    from caseaudit.rules.rulebook import RuleFile

_OUTCOMES, _REASONS = tuple(OUTCOMES), tuple(REASONS)
_LINKS = ("id", "concerns")


@dataclass(frozen=True)
class CaseResult:
    """What one inline case gave. `got` and `expected` are `outcome` or `outcome/reason`."""

    rule: Rule
    case: Case
    got: str
    due_on: str

    @property
    def ok(self) -> bool:
        right = self.got == self.case.expect or self.got.split("/")[0] == self.case.expect
        return right and (self.case.due_on is None or self.due_on == self.case.due_on.isoformat())


@dataclass(frozen=True)
class Inline:
    """One inline case, and the number that names it among the cases judged together."""

    rule: Rule
    case: Case
    number: int

    @property
    def case_id(self) -> str:
        return f"c{self.number}"

    def event_id(self, name: object) -> str:
        """Names are the case's own: the same name in two cases is two events."""
        return f"{self.case_id}.{name}"

    def events(self) -> list[dict[str, Any]]:
        """Turn `{decision: 2024-03-01, section: BL-46}` into records; `id` names the event."""
        return [self._event(given, i) for i, given in enumerate(self.case.given)]

    def _event(self, given: dict[str, Any], index: int) -> dict[str, Any]:
        type_name = next(k for k in given if k in EVENT_TYPES)
        rest = {k: v for k, v in given.items() if k not in (type_name, *_LINKS)}
        if given.get("concerns"):
            rest["concerns"] = self.event_id(given["concerns"])
        return rest | {
            "event_id": self.event_id(given.get("id", f"e{index}")),
            "case_id": self.case_id,
            "type": type_name,
            "at": given[type_name],
        }


Setting = tuple[tuple[str, ...], "date", bool]
"""What the cases of one call share: what the export lacks, the as-of day, and whether anything is linked."""


def run_cases(pairs: Iterable[tuple[Rule, Case]], as_of: date | None = None) -> list[CaseResult | int]:
    """Judge inline cases whose words are right. A case whose unit is not one gives the number of units instead.

    `as_of`: for the cases that name no day of their own.
    """
    inline = [Inline(rule, case, n) for n, (rule, case) in enumerate(pairs)]
    groups: dict[Setting, list[Inline]] = {}
    for one in inline:
        day = one.case.as_of if as_of is None or "as_of" in one.case.model_fields_set else as_of
        linked = any(e.get("concerns") for e in one.case.given)
        groups.setdefault((tuple(sorted(one.case.without)), day, linked), []).append(one)
    found: dict[int, CaseResult | int] = {}
    for (without, day, _), members in groups.items():
        found |= _judge(members, without, day)
    return [found[one.number] for one in inline]


def _judge(members: Sequence[Inline], without: tuple[str, ...], as_of: date) -> dict[int, CaseResult | int]:
    events = [e for one in members for e in one.events()]
    cases = [{"case_id": one.case_id, "birth_date": one.case.birth_date} for one in members]
    case_frame, event_frame, schema = frames(events, cases, without)
    rules = list({id(one.rule): one.rule for one in members}.values())
    outcomes = judge(case_frame, event_frame, compile_plan(rules, schema, Settings()), as_of)
    by_rule = {id(o.rule): _by_case(o) for o in outcomes}
    result_of = {id(o.rule): o for o in outcomes}
    event_ids = [str(e["event_id"]) for e in events]
    found: dict[int, CaseResult | int] = {}
    for code, one in enumerate(members):
        units = by_rule[id(one.rule)].get(code, [])
        found[one.number] = _result(one, result_of[id(one.rule)], units, event_ids)
    return found


def _by_case(outcomes: RuleOutcomes) -> dict[int, list[int]]:
    out: dict[int, list[int]] = {}
    for i, case in enumerate(outcomes.case.tolist()):
        out.setdefault(case, []).append(i)
    return out


def _result(one: Inline, outcomes: RuleOutcomes, units: list[int], event_ids: list[str]) -> CaseResult | int:
    if one.case.unit is not None:
        wanted = one.case.unit if one.rule.of_case else one.event_id(one.case.unit)
        units = [i for i in units if (one.case_id if one.rule.of_case else event_ids[outcomes.unit[i]]) == wanted]
    if len(units) != 1:
        return len(units)
    at = units[0]
    name, reason = _OUTCOMES[outcomes.outcome[at]], _REASONS[outcomes.reason[at]]
    due = outcomes.due[at].astype("datetime64[D]")
    return CaseResult(one.rule, one.case, f"{name}/{reason}" if reason else name, str(due))


def run_case(rule: Rule, case: Case) -> CaseResult:
    """Judge one inline case. Raises ValueError when it has no unit, or several and names none."""
    result = run_cases([(rule, case)])[0]
    if isinstance(result, int):
        raise ValueError(str(result))  # noqa: TRY004 - the number of units, not a type
    return result


def check_rules(files: Sequence[RuleFile], as_of: date | None = None) -> list[tuple[RuleFile, int, list[Problem]]]:
    """Run every inline case of the files in a few calls: per file the number of cases, and each wrong one at its line."""
    results = iter(run_cases(((f.rule, c) for f in files for c in f.rule.cases), as_of))
    out = []
    for file in files:
        problems = []
        for i, case in enumerate(file.rule.cases):
            problem = _wrong(next(results), case)
            if problem:
                problems.append(Problem(problem.code, file.doc.place(("cases", i)), problem.values))
        out.append((file, len(file.rule.cases), problems))
    return out


def _wrong(result: CaseResult | int, case: Case) -> Problem | None:
    if isinstance(result, int):
        return Problem("rule_case_unit", values={"name": case.name, "n": result})
    if result.ok:
        return None
    due = case.due_on is not None
    got = f"{result.got} ({result.due_on})" if due else result.got
    expected = f"{case.expect} ({case.due_on})" if due else case.expect
    return Problem("rule_case_wrong", values={"name": case.name, "got": got, "expected": expected})


def check_rule(file: RuleFile) -> tuple[int, list[Problem]]:
    """Run every inline case of one file: how many, and what is wrong."""
    _, ran, problems = check_rules([file])[0]
    return ran, problems
