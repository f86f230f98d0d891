"""What a rule reads: fields of its own unit, and types and fields of the events that it seeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.rules.language import (
    Age,
    AnyCondition,
    Earliest,
    EventIs,
    FieldIs,
    Latest,
    Moment,
    Recurring,
    Running,
    SectionIs,
    Yearly,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.rules.language import Rule


_DATES = ("ends_on", "aware_on")


def needs(rule: Rule) -> tuple[set[tuple[str, str]], set[str]]:
    """What the duty itself reads (exceptions left out): (event type, column) pairs, and event types."""
    about = {rule.first.event} if rule.first is not None else set(rule.about)
    columns: set[tuple[str, str]] = set()
    types = set(about)
    if rule.first is not None:
        columns |= {(rule.first.event, f) for f in rule.first.where.tests}
    for version in rule.versions:
        for c in (*walk(version.when), *walk(version.require)):
            own, related, its_columns = reads(c)
            columns |= {(t, f) for t in about for f in own}
            types |= {related} if related else set()
            columns |= {(related, f) for f in its_columns}
    return columns, types


def unit_reads(rule: Rule) -> frozenset[str]:
    """The fields of its own unit, and of its case, that any part of the rule reads, also as the day something is counted from."""
    days = (getattr(c, name, None) for c in _conditions(rule) for name in ("from_", "running"))
    counted = {d.base for d in days if isinstance(d, Moment) and d.base in _DATES}
    years = {"birth_date"} if any(counts_years(c) for c in _conditions(rule)) else set()
    return frozenset(f for c in _conditions(rule) for f in reads(c)[0]) | counted | years


def related_reads(rule: Rule) -> frozenset[str]:
    """The types of event that any part of the rule seeks, and the fields of them that it reads.

    Where events pair by how units of one section follow each other, the section of every unit is read.
    """
    found: set[str] = set()
    for c in _conditions(rule):
        _, related, columns = reads(c)
        found |= columns | ({related} if related else set())
        by_neighbour = isinstance(c, EventIs) and (c.unlinked.since_previous or c.unlinked.until_next)
        found |= {"section"} if by_neighbour else set()
    return frozenset(found)


def whole_case_reads(rule: Rule) -> frozenset[str]:
    """The types of event that the rule seeks in the whole case, whatever they concern."""
    return frozenset(c.event for c in _conditions(rule) if isinstance(c, EventIs) and c.unlinked.whole_case)


def _conditions(rule: Rule) -> Iterator[AnyCondition]:
    for version in rule.versions:
        for top in (version.when, version.require, version.unless, version.incomplete_if):
            yield from walk(top)


def reads(c: AnyCondition) -> tuple[set[str], str, set[str]]:
    """The unit's own fields, the related event type ('' where there is none), and the fields of it that a condition reads."""
    own: set[str] = set()
    related, its_columns = "", set()
    if isinstance(c, SectionIs):
        own.add("section")
    elif isinstance(c, FieldIs):
        own.add(c.field)
    elif isinstance(c, EventIs):
        related, its_columns = c.event, {*c.where.tests, *(set() if c.on == "at" else {"ends_on"})}
    elif isinstance(c, Recurring | Yearly):
        related, its_columns = (c.recurring if isinstance(c, Recurring) else c.yearly), set(c.where.tests)
        own.add("ends_on")
        if isinstance(c, Recurring) and c.every == "next_on":
            its_columns.add("next_on")
    elif isinstance(c, Running):
        own.add("ends_on")
    by = getattr(c, "by", None)
    parts = by.earliest if isinstance(by, Earliest) else by.latest if isinstance(by, Latest) else (by,)
    own |= {m.base for m in parts if isinstance(m, Moment) and m.base in _DATES}
    return own, related, its_columns


def counts_years(c: AnyCondition) -> bool:
    """Whether the condition needs the child's birth date."""
    if isinstance(c, Age):
        return True
    moments: list[object] = [getattr(c, name, None) for name in ("by", "from_", "running")]
    for m in list(moments):
        moments += m.earliest if isinstance(m, Earliest) else m.latest if isinstance(m, Latest) else ()
    return any(isinstance(m, Moment) and m.base == "birthday" for m in moments)
