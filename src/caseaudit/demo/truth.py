"""What an audit of the synthetic cases must find, as their author decided it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from caseaudit.demo.duties import RULES

if TYPE_CHECKING:
    from caseaudit.demo.model import Synthetic


def truth(synthetic: Synthetic) -> dict[str, object]:
    """Return the intended outcome of every duty for every unit, and the counts per law row."""
    units = [
        {
            "law_row": unit.law_row,
            "rule": unit.rule or RULES[unit.law_row],
            "case_id": case.case_id,
            "unit_id": unit.about.event_id if unit.about else case.case_id,
            "outcome": unit.outcome,
            "reason": unit.reason,
        }
        for case in synthetic.cases
        for unit in sorted(case.units, key=lambda u: (u.law_row, u.rule, u.about.event_id if u.about else ""))
    ]
    return {
        "as_of": synthetic.as_of.isoformat(),
        "cases": len(synthetic.cases),
        "law_rows": count(synthetic),
        "units": units,
    }


def count(synthetic: Synthetic) -> dict[str, dict[str, int]]:
    """Return how many units of each law row have each outcome."""
    counts: dict[str, Counter[str]] = {}
    for case in synthetic.cases:
        for unit in case.units:
            counts.setdefault(unit.law_row, Counter())[unit.outcome] += 1
    return {row: dict(sorted(counts[row].items())) for row in sorted(counts)}
