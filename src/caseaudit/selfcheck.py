"""Run the inline cases of rules through the real engine, each on its own, with the declared schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caseaudit.engine import Settings, compile_plan, judge
from caseaudit.errors import Problem
from caseaudit.model.frames import frames
from caseaudit.model.outcomes import OUTCOMES, REASONS
from caseaudit.model.tables import EVENT_FIELDS, EVENT_TYPES

if TYPE_CHECKING:
    from caseaudit.rules.language import Case, Rule
    from caseaudit.rules.rulebook import RuleFile

CASE_ID = "inline"
UNIT = "unit"


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


def run_case(rule: Rule, case: Case) -> CaseResult:
    """Judge one inline case. Raises ValueError when it is written wrongly."""
    events = [_event(e, i) for i, e in enumerate(case.given)]
    cases = [{"case_id": CASE_ID, "birth_date": case.birth_date}]
    case_frame, event_frame, schema = frames(events, cases, case.without)
    outcome = judge(case_frame, event_frame, compile_plan([rule], schema, Settings()), case.as_of)[0]
    ids = [CASE_ID] if rule.of_case else [str(event_frame["event_id"].iloc[p]) for p in outcome.unit]
    wanted = [i for i, unit in enumerate(ids) if case.unit is None or unit == case.unit]
    if len(wanted) != 1:
        raise ValueError(str(len(wanted)))
    at = wanted[0]
    name = list(OUTCOMES)[outcome.outcome[at]]
    reason = list(REASONS)[outcome.reason[at]]
    due = outcome.due[at].astype("datetime64[D]")
    return CaseResult(rule, case, f"{name}/{reason}" if reason else name, str(due))


def _event(given: dict[str, Any], index: int) -> dict[str, Any]:
    """Turn `{decision: 2024-03-01, section: BL-46}` into a record; `id` names the event. Unknown keys are errors."""
    types = [k for k in given if k in EVENT_TYPES]
    unknown = [k for k in given if k not in EVENT_FIELDS and k not in EVENT_TYPES and k != "id"]
    if len(types) != 1 or unknown:
        raise ValueError(", ".join(unknown) or "type")
    rest = {k: v for k, v in given.items() if k not in (types[0], "id")}
    return {
        "event_id": given.get("id", f"e{index}"),
        "case_id": CASE_ID,
        "type": types[0],
        "at": given[types[0]],
        **rest,
    }


def check_rule(file: RuleFile) -> tuple[list[CaseResult], list[Problem]]:
    """Run every inline case of a rule file; problems name the line of the case."""
    results, problems = [], []
    for i, case in enumerate(file.rule.cases):
        place = file.doc.place(("cases", i))
        try:
            result = run_case(file.rule, case)
        except ValueError as e:
            detail = str(e)
            if detail.isdigit():
                problems.append(Problem("rule_case_unit", place, {"name": str(case.name), "n": detail}))
            else:
                problems.append(Problem("rule_invalid", place, {"detail": detail}))
            continue
        results.append(result)
        if not result.ok:
            got = f"{result.got} (due {result.due_on})" if case.due_on else result.got
            expected = f"{case.expect} (due {case.due_on})" if case.due_on else case.expect
            problems.append(
                Problem("rule_case_wrong", place, {"name": str(case.name), "got": got, "expected": expected})
            )
    return results, problems
