"""Judging: a pure function from whole cases to outcomes with evidence. It sees frames, never files.

>>> plan = compile_plan(rules, schema, settings)       # doctest: +SKIP
>>> outcomes = judge(cases, events, plan, as_of)       # doctest: +SKIP
"""

from caseaudit.engine.judge import Outcomes, Plan, RuleOutcomes, compile_plan, judge
from caseaudit.engine.readings import Settings

__all__ = ["Outcomes", "Plan", "RuleOutcomes", "Settings", "compile_plan", "judge"]
