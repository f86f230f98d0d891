"""What is not known of a case because a cell could not be read, or because dates contradict each other. Plain Python.

Written from the contract: a name in a case's `doubt` (a column or a type of event) is withheld for the whole case; a name in
an event's `doubt` for the rules about that event and for those that seek such events; an event whose dates contradict each
other is no evidence for the law, and cannot be judged by it; rules about the quality of the data see it as it stands. An
event with `type` in its `doubt` is perhaps of another type: no rule at all can be judged on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from caseaudit.model.dataset import Schema
from caseaudit.rules.language import Rule
from oracle.facts import Case, Event

WITH_A_CHILD = {"placement", "child_conversation", "supervision_visit", "return_home"}
LASTING = {"intervention", "placement", "investigation", "limited_investigation"}


class Doubts:
    """The doubts of one case."""

    def __init__(self, case: Case, row: Mapping[str, Any], schema: Schema) -> None:
        self.everywhere = set(str(row.get("doubt") or "").split())
        self.on_event = {e.key: set(e.get("doubt").split()) - {"type"} for e in case.events if e.get("doubt")}
        self.untyped = [e for e in case.events if "type" in e.get("doubt").split()]
        self.impossible = [e for e in case.events if impossible(e, case, schema) and e not in self.untyped]
        self.case = case

    def names(self, rule: Rule) -> frozenset[str]:
        """All that is withheld when the case is judged by this rule."""
        found = self.everywhere.union(*self.on_event.values())
        return frozenset(found | {e.type for e in self.lost(rule)})

    def lost(self, rule: Rule) -> list[Event]:
        """Events that prove nothing to the rule: of another type perhaps, or, to a rule of law, with impossible dates."""
        return self.untyped + (self.impossible if of_law(rule) else [])

    def bear_on(self, rule: Rule, unit: str) -> bool:
        """Whether anything that the rule reads for this unit is in doubt."""
        if rule.first is not None:
            return True
        own, sought = words(rule)
        return bool(sought & self.names(rule) or own & self.everywhere or own & self.on_event.get(unit, set()))

    def impossible_units(self, rule: Rule) -> list[str]:
        """Units of the rule that are events with impossible dates; a case has none, for its events of the type are withheld."""
        if rule.first is not None:
            return []
        return [e.key for e in self.lost(rule) if e.type in rule.about]


def of_law(rule: Rule) -> bool:
    return rule.judges != "data_quality"


def impossible(event: Event, case: Case, schema: Schema) -> bool:
    """Something done with a child before it was born, or a measure that ended on a day before it began."""
    ends = event.date("ends_on") if event.type in LASTING and schema.carries("ends_on", event.type) else None
    if ends and ends < event.day:
        return True
    if case.born is None or event.type not in WITH_A_CHILD:
        return False
    told = event.get("result") if schema.carries("result", event.type) else ""
    return event.day < case.born and not (event.type == "child_conversation" and told == "omitted")


def without(case: Case, names: frozenset[str], schema: Schema) -> Case:
    """The case as an export tells it that lacks these columns. What it concerns is known as before."""
    gone = {e: replace_record(e, names) for e in case.events}
    for event, fresh in gone.items():
        fresh.target = gone[event.target] if event.target is not None else None
    return Case(case.key, case.born, list(gone.values()))


def replace_record(event: Event, names: frozenset[str]) -> Event:
    return replace(event, record={k: v for k, v in event.record.items() if k not in names})


def words(rule: Rule) -> tuple[set[str], set[str]]:
    """Column names that the rule reads of its unit, and types and columns of the events that it seeks; from its text."""
    own: set[str] = set()
    sought: set[str] = set()
    for version in rule.model_dump(mode="json", by_alias=True, exclude_none=True)["versions"]:
        for part in ("when", "require", "unless", "incomplete_if"):
            for condition in conditions(version.get(part)):
                read(condition, own, sought)
    return own, sought


def conditions(node: Any) -> Iterator[dict[str, Any]]:
    """Every condition in a tree of all, any and not."""
    if not isinstance(node, dict):
        return
    inner = [*node.get("all", []), *node.get("any", []), *([node["not"]] if "not" in node else [])]
    for child in inner:
        yield from conditions(child)
    if not inner:
        yield node


def read(condition: dict[str, Any], own: set[str], sought: set[str]) -> None:
    own |= {"section"} if "section" in condition else set()
    own |= {condition["field"]} if "field" in condition else set()
    own |= {"ends_on"} if {"running", "recurring", "yearly"} & condition.keys() else set()
    own |= {day for key in ("by", "from", "running") for day in days_in(condition.get(key))}
    for key in ("event", "recurring", "yearly"):
        if key in condition:
            sought |= {condition[key], *condition.get("where", {})}
    if condition.get("on", "at") != "at":
        sought.add("ends_on")
    if condition.get("every") == "next_on":
        sought.add("next_on")
    loose = condition.get("unlinked") or {}
    if loose.get("since_previous") or loose.get("until_next"):
        sought.add("section")


def days_in(moment: Any) -> set[str]:
    """The dates of the unit from which a moment is counted, also the earliest or latest of several."""
    text = str(moment)
    return {name for name in ("ends_on", "aware_on") if name in text}
