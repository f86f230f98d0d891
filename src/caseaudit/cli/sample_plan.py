"""`caseaudit sample plan`: what a sample can show, told before any case is drawn."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from caseaudit.cli import common
from caseaudit.errors import Exit, Problem, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from caseaudit.sample.planning import Plan

FORMATS = ("table", "json", "markdown")
LARGEST = 1_000_000
HUNDRED = 100


@dataclass(frozen=True)
class PlanOptions:
    """The command line of `sample plan`, as given. Rates are in per cent; without a population the latest run's cases."""

    population: int | None = None
    n: int = 20
    confidence: float = 95
    margin: float = 10
    expected: float = 70
    tolerable: float = 10
    runs: Path | None = None
    format: str = "table"


def run_plan(options: PlanOptions) -> int:
    """Print the plan. Raises `UsageError` when a number makes no sense or there is neither population nor run."""
    common.choice(options.format, "--format", FORMATS)
    _check(options)
    population, run = (options.population, "") if options.population is not None else _latest(options.runs)
    from caseaudit.sample.planning import Wish, plan

    made = plan(
        Wish(
            population=population,
            n=options.n,
            confidence=_share(options.confidence),
            margin=_share(options.margin),
            expected=_share(options.expected),
            tolerable=_share(options.tolerable),
        )
    )
    if options.format == "json":
        print(json.dumps(_record(made, run), ensure_ascii=False, indent=1))
        return Exit.OK
    from caseaudit.cli import sample_plan_words as words

    for line in (words.table if options.format == "table" else words.markdown)(made, run):
        print(line)
    return Exit.OK


def _latest(runs: Path | None) -> tuple[int, str]:
    """The number of cases in the latest run, and the run's id. Raises `UsageError` when there is none."""
    from caseaudit import runs as store
    from caseaudit.errors import Place

    run = store.latest(common.runs_folder(runs, common.config()))
    try:
        cases = int(run.manifest["population"]["cases"])
    except (OSError, ValueError, KeyError, TypeError):
        raise UsageError(Problem("run_unreadable", Place(file=run.id))) from None
    return cases, run.id


def _check(options: PlanOptions) -> None:
    """All that is wrong with the numbers, at once."""
    whole = (("--population", options.population), ("--n", options.n))
    wrong = [
        _wrong(name, value, 1, LARGEST) for name, value in whole if value is not None and not 1 <= value <= LARGEST
    ]
    for name, rate, low, high in (
        ("--confidence", options.confidence, 50, 99.999),
        ("--margin", options.margin, 0.1, 50),
        ("--expected", options.expected, 0, 100),
        ("--tolerable", options.tolerable, 0.1, 99),
    ):
        if not low <= rate <= high:
            wrong.append(_wrong(name, rate, low, high))
    if wrong:
        raise UsageError(wrong)


def _wrong(option: str, value: float, low: float, high: float) -> Problem:
    from caseaudit.cli.sample_plan_numbers import plain

    return Problem(
        "sample_number", values={"option": option, "value": plain(value), "low": plain(low), "high": plain(high)}
    )


def _share(percent: float) -> float:
    """12.3 per cent is 0.123 and not its nearest neighbour."""
    from fractions import Fraction

    return float(Fraction(str(percent)) / HUNDRED)


def _record(plan: Plan, run: str) -> dict[str, object]:
    """The plan as JSON: shares between 0 and 1, keys in English in both languages."""
    wish, errors = plan.wish, enumerate(plan.for_tolerable)
    return {
        "schema_version": 1,
        "run": run or None,
        "population": wish.population,
        "wish": {k: v for k, v in asdict(wish).items() if k != "population"},
        "needed": {
            "for_margin": plan.for_margin,
            "for_tolerable": [{"errors_allowed": k, "n": n} for k, n in errors],
        },
        "shown": {
            "n": plan.n,
            "all_cases": plan.everything,
            "errors_at_most_if_none_found": plan.none_found,
            "margin_at_80": round(plan.margin, 6),
            "detection": [{"rate": d.rate, "cases": d.cases, "chance": round(d.chance, 6)} for d in plan.detection],
            "power": {
                "before": plan.power.before,
                "after": plan.power.after,
                "chance": round(plan.power.chance, 6),
            },
        },
        "advice": plan.advice,
        "recommended": plan.recommended,
    }
