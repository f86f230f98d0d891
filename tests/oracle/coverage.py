"""What the random cases must meet, taken from the language itself: a word added to it and never used here is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import get_args

from caseaudit.model.outcomes import OUTCOMES, REASONS
from caseaudit.rules.language import CONDITIONS, EventIs, Moment, Recurring, Unlinked, When, Yearly
from caseaudit.rules.terms import UNITS
from oracle.facts import Result

SERIES = (Recurring, Yearly)
DIRECTIONS = {"hours": ("forward",), "working_days": ("forward",)}
"""All other units are counted both ways."""

SPECIAL = (
    "own link", "parallel end", "no parallel end", "no interval started", "by the day set for the next",
    "extended", "extended or not", "by two birthdays", "Age unknown unsettled_law", "Running unknown unsettled_law",
    "EventIs unknown no_time", "EventIs unknown unsettled_law",
)  # fmt: skip


def words() -> dict[str, list[str]]:
    """What `seen` of the evaluator must hold, by part of the language."""
    kinds = {
        c.__name__: ("yes", "no", "unknown", *(["void", "open"] if c in SERIES else [])) for c in CONDITIONS.values()
    }
    return {
        "condition kinds, with each answer": [
            f"{name} {answer}" for name, answers in kinds.items() for answer in answers
        ],
        "bases of moments": [f"base {b}" for b in get_args(Moment.model_fields["base"].annotation)],
        "units of moments": [
            "not counted",
            *(f"counted in {unit}, {way}" for unit in UNITS for way in DIRECTIONS.get(unit, ("forward", "back"))),
        ],
        "forms of limits": [c.__name__.lower() for c in get_args(get_args(When)[0])],
        "keys of unlinked": [f"unlinked {key}" for key in Unlinked.model_fields],
        "days that an event counts on": [f"on {on}" for on in get_args(EventIs.model_fields["on"].annotation)],
        "readings and links": list(SPECIAL),
    }


def counted(seen: Counter[str]) -> Counter[str]:
    """`seen` with the sums that `words` asks for: an unknown of any reason."""
    out = Counter(seen)
    for key, n in seen.items():
        name, _, answer = key.partition(" ")
        if answer.startswith("unknown "):
            out[f"{name} unknown"] += n
    return out


def verdicts(results: Iterable[Result]) -> Counter[str]:
    """How often each outcome and each reason was given."""
    out: Counter[str] = Counter()
    for result in results:
        out[f"outcome {result.outcome}"] += 1
        out[f"reason {result.reason}"] += 1
    return out


def outcomes() -> list[str]:
    return [*(f"outcome {o}" for o in OUTCOMES), *(f"reason {r}" for r in REASONS if r)]
