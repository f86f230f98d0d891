"""Run the engine and the evaluator over the same cases, and show the smallest case in which they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from caseaudit.engine import compile_plan, judge
from caseaudit.model.frames import frames
from caseaudit.model.outcomes import OUTCOMES, REASONS
from caseaudit.rules.language import Rule
from oracle.evaluate import evaluate
from oracle.facts import Result
from oracle.random_cases import Batch

OUTCOME_NAMES, REASON_NAMES = list(OUTCOMES), list(REASONS)
EPOCH = date(1970, 1, 1).toordinal()


@dataclass
class Difference:
    """Two answers about one unit."""

    rule: Rule
    case_id: str
    unit: str
    engine: Result | None
    evaluator: Result | None


def engine_results(batch: Batch) -> dict[tuple[str, str], Result]:
    """The engine's answers in the evaluator's terms."""
    cases, events, _ = frames(batch.events, batch.cases, batch.without)
    plan = compile_plan(batch.rules, batch.schema, batch.settings)
    case_ids = cases["case_id"].tolist()
    event_ids = [e.get("event_id") or f"row {i}" for i, e in enumerate(batch.events)]
    out = {}
    for found in judge(cases, events, plan, batch.as_of):
        names = case_ids if found.rule.of_case else event_ids
        rows = zip(
            found.unit.tolist(),
            found.outcome.tolist(),
            found.reason.tolist(),
            found.due.tolist(),
            found.actual.tolist(),
            strict=True,
        )
        for unit, outcome, reason, due, actual in rows:
            out[found.rule.id, names[unit]] = Result(
                OUTCOME_NAMES[outcome], REASON_NAMES[reason], _date(due), _date(actual)
            )
    return out


def _date(day: int) -> date | None:
    return None if day == np.iinfo(np.int64).min or abs(day) > 3_000_000 else date.fromordinal(day + EPOCH)


def oracle_results(batch: Batch, seen: Counter[str] | None = None) -> dict[tuple[str, str], Result]:
    return evaluate(batch.rules, batch.cases, batch.events, batch.schema, batch.settings, batch.as_of, seen)


def compared(result: Result | None) -> Any:
    """Outcome and reason; the due day of a duty that failed (also a soft one), and of what is pending."""
    if result is None:
        return None
    told = result.outcome in ("breached", "pending") or result.reason == "needs_review"
    return result.outcome, result.reason, result.due_on if told else None


def differences(batch: Batch) -> tuple[int, Iterator[Difference]]:
    """Return how many verdicts were compared, and those that differ."""
    engine, oracle = engine_results(batch), oracle_results(batch)
    keys = [*oracle, *(k for k in engine if k not in oracle)]
    wrong = [k for k in keys if compared(engine.get(k)) != compared(oracle.get(k))]
    return len(keys), (_difference(batch, k, engine, oracle) for k in wrong)


def _difference(batch: Batch, key: tuple[str, str], engine: Any, oracle: Any) -> Difference:
    rule = next(r for r in batch.rules if r.id == key[0])
    by_id = {e.get("event_id") or f"row {i}": e["case_id"] for i, e in enumerate(batch.events)}
    return Difference(rule, key[1] if rule.of_case else by_id[key[1]], key[1], engine.get(key), oracle.get(key))


def only(batch: Batch, difference: Difference) -> Batch:
    """The batch cut down to one case and one rule. The schema stays, so the export is the same."""
    return Batch(
        [difference.rule], [c for c in batch.cases if c["case_id"] == difference.case_id],
        [e for e in batch.events if e["case_id"] == difference.case_id],
        batch.without, batch.schema, batch.settings, batch.as_of,
    )  # fmt: skip


def smallest(batch: Batch, difference: Difference) -> tuple[Batch, Difference]:
    """Leave out events and fields as long as some difference is left."""
    best, told = only(batch, difference), difference
    again = True
    while again:
        again = False
        for smaller in _smaller(best):
            found = next(iter(differences(smaller)[1]), None)
            if found is not None:
                best, told, again = smaller, found, True
                break
    return best, told


def _smaller(batch: Batch) -> Iterator[Batch]:
    for i, event in enumerate(batch.events):
        yield _with(batch, batch.events[:i] + batch.events[i + 1 :])
        for name in event.keys() - {"event_id", "case_id", "type", "at"}:
            fewer = {k: v for k, v in event.items() if k != name}
            yield _with(batch, [*batch.events[:i], fewer, *batch.events[i + 1 :]])
    yield from (_with(batch, batch.events, []) for _ in batch.cases if batch.events)


def _with(batch: Batch, events: list[dict[str, Any]], cases: list[dict[str, Any]] | None = None) -> Batch:
    kept = batch.cases if cases is None else cases
    return Batch(batch.rules, kept, events, batch.without, batch.schema, batch.settings, batch.as_of)


def shown(batch: Batch, difference: Difference) -> str:
    """The smallest case, to read."""
    small, told = smallest(batch, difference)
    rule = told.rule.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    body = {k: rule[k] for k in ("id", "about", "first") if k in rule}
    lines = [f"rule      {body}"]
    lines += [f"          { {k: x for k, x in v.items() if k not in ('law', 'law_rows')} }" for v in rule["versions"]]
    lines += [
        f"as of     {small.as_of}, {small.settings}, linked export: {small.schema.linked}, without {sorted(small.without)}"
    ]
    lacking = {t: sorted(small.schema.columns - c) for t, c in small.schema.by_type.items() if c < small.schema.columns}
    lines += [f"lacking   {lacking}"] if lacking else []
    lines += [f"case      { {k: str(v) for k, v in c.items()} }" for c in small.cases]
    lines += [f"event     { {k: str(v) for k, v in e.items() if v is not None} }" for e in small.events]
    lines += [f"unit      {told.unit}", f"engine    {_told(told.engine)}", f"evaluator {_told(told.evaluator)}"]
    return "\n".join(lines)


def _told(result: Result | None) -> str:
    return (
        "no such unit"
        if result is None
        else f"{result.outcome}/{result.reason} due {result.due_on} actual {result.actual_on}"
    )
