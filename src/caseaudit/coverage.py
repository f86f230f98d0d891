"""Which rules an export can feed, and what is missing for the rest: known from its columns alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseaudit.engine.reads import counts_years, needs, reads
from caseaudit.rules.language import All, AnyOf, Not, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from caseaudit.model.dataset import Schema
    from caseaudit.rules.language import AnyCondition, Rule


@dataclass(frozen=True)
class RuleCoverage:
    """What one rule lacks. `silent_types` can be in the export, but not one event of them is.

    `can_run`: some unit can get another outcome than unknown. A rule that can run may still lack something for some units.
    """

    rule: Rule
    missing_columns: tuple[str, ...]
    missing_types: tuple[str, ...]
    silent_types: tuple[str, ...]
    can_run: bool

    @property
    def whole(self) -> bool:
        """It lacks nothing."""
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
                _absent(rule, columns, schema),
                tuple(sorted(types - schema.types)),
                tuple(sorted(t for t in here if not counts.get(t))),
                _can_run(rule, schema),
            )
        )
    return out


def _absent(rule: Rule, columns: set[tuple[str, str]], schema: Schema) -> tuple[str, ...]:
    absent = {f for t, f in columns if t in schema.types and not schema.carries(f, t)}
    conditions = (c for v in rule.versions for top in (v.when, v.require) for c in walk(top))
    if "birth_date" not in schema.case_columns and any(counts_years(c) for c in conditions):
        absent.add("birth_date")
    return tuple(sorted(absent))


def _can_run(rule: Rule, schema: Schema) -> bool:
    about = (rule.first.event,) if rule.first else rule.about
    if not any(t in schema.types for t in about):
        return False
    if rule.first and not all(schema.carries(f, rule.first.event) for f in rule.first.where.tests):
        return False
    return any(
        (v.when is None or _readable(v.when, about, schema, all)) and _readable(v.require, about, schema, any)
        for v in rule.versions
    )


def _readable(
    c: AnyCondition, about: tuple[str, ...], schema: Schema, of_all: Callable[[Iterable[bool]], bool]
) -> bool:
    """Tell whether the condition can be answered. One readable part of `all` may answer no; only all of them can answer yes."""
    if isinstance(c, All):
        return of_all([_readable(p, about, schema, of_all) for p in c.all])
    if isinstance(c, AnyOf):
        return any(_readable(p, about, schema, of_all) for p in c.any)
    if isinstance(c, Not):
        return _readable(c.not_, about, schema, any)
    own, related, its_columns = reads(c)
    if counts_years(c) and "birth_date" not in schema.case_columns:
        return False
    here = not related or (related in schema.types and all(schema.carries(f, related) for f in its_columns))
    return here and all(schema.carries(f, *about) for f in own)
