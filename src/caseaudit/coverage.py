"""Which rules an export can feed, and what is missing for the rest: known from its columns alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseaudit.engine.judge import needs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from caseaudit.model.dataset import Schema
    from caseaudit.rules.language import Rule


@dataclass(frozen=True)
class RuleCoverage:
    """What one rule lacks. `silent_types` can be in the export, but not one event of them is."""

    rule: Rule
    missing_columns: tuple[str, ...]
    missing_types: tuple[str, ...]
    silent_types: tuple[str, ...]

    @property
    def can_run(self) -> bool:
        return not (self.missing_columns or self.missing_types)


def coverage(rules: Sequence[Rule], schema: Schema, counts: Mapping[str, int]) -> list[RuleCoverage]:
    """Compare each rule's needs with the export. `counts` holds the number of events per type."""
    out = []
    for rule in rules:
        columns, types = needs(rule)
        here = types & schema.types
        out.append(
            RuleCoverage(
                rule,
                tuple(sorted({f for t, f in columns if t in schema.types and not schema.carries(f, t)})),
                tuple(sorted(types - schema.types)),
                tuple(sorted(t for t in here if not counts.get(t))),
            )
        )
    return out
