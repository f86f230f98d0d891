"""What is not known of a case because a cell could not be read, or because dates contradict each other. Plain Python.

Written from the contract. What is done with a child before its birth leaves the birth date in doubt for the law. A name in a case's `doubt` (a column or a type of event) is withheld for the whole case. A column
in an event's `doubt` is withheld for the rules about that event and for those that seek such events; a type there for what
is tied to that event, and for rules that look at the whole case. An event whose dates contradict each other is no evidence
for the law, and cannot be judged by it; rules about the quality of the data see it as it stands. An event with `type` in its
`doubt` is perhaps of another type: no rule at all can be judged on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from caseaudit.model.dataset import Schema
from caseaudit.model.tables import EVENT_TYPES
from caseaudit.rules.language import Rule
from oracle.facts import Case, Event

WITH_A_CHILD = {"placement", "child_conversation", "supervision_visit", "return_home"}
LASTING = {"intervention", "placement", "investigation", "limited_investigation"}


class Doubts:
    """The doubts of one case."""

    def __init__(self, case: Case, row: Mapping[str, Any], schema: Schema) -> None:
        self.case = case
        self.told = set(str(row.get("doubt") or "").split())
        self.on_event = {e.key: set(e.get("doubt").split()) for e in case.events if e.get("doubt")}
        self.untyped = [e for e in case.events if "type" in self.on_event.get(e.key, ())]
        self.impossible = [e for e in case.events if impossible(e, schema) and e not in self.untyped]
        self.unborn = any(before_birth(e, case, schema) for e in case.events)

    def lost(self, rule: Rule) -> list[Event]:
        """Events that prove nothing to the rule: of another type perhaps, or, to a rule of law, with impossible dates."""
        return self.untyped + (self.impossible if of_law(rule) else [])

    def everywhere(self, rule: Rule) -> set[str]:
        """What is in doubt for all of the case: also the type of a lost event that concerns nothing."""
        born = {"birth_date"} if self.unborn and of_law(rule) else set()
        return self.told | born | {e.type for e in self.lost(rule) if e.target is None}

    def of_event(self, rule: Rule, key: str) -> set[str]:
        """What is in doubt for one event: its own columns, and types on any event that it is tied to."""
        mine = {n for n in self.on_event.get(key, ()) if n not in EVENT_TYPES and n != "type"}
        for event in tied(self.case, key):
            mine |= {n for n in self.on_event.get(event.key, ()) if n in EVENT_TYPES}
            mine |= {event.type} if event in self.lost(rule) and event.target is not None else set()
        return mine

    def names(self, rule: Rule) -> frozenset[str]:
        """All that is withheld when the case is judged by this rule."""
        if not (self.everywhere(rule) or self.on_event or self.lost(rule)):
            return frozenset()
        return frozenset(self.everywhere(rule).union(*(self.of_event(rule, e.key) for e in self.case.events)))

    def bear_on(self, rule: Rule, unit: str) -> bool:
        """Whether anything that the rule reads for this unit is in doubt."""
        if rule.first is not None:
            return True
        own, sought, whole = words(rule)
        columns = {n for names in self.on_event.values() for n in names if n not in EVENT_TYPES and n != "type"}
        near = {n for e in self.case.events for n in self.of_event(rule, e.key) if n in EVENT_TYPES}
        if own & self.everywhere(rule) or sought & (self.everywhere(rule) | columns) or whole & near:
            return True
        return bool((own | (sought & EVENT_TYPES.keys())) & self.of_event(rule, unit))

    def impossible_units(self, rule: Rule) -> list[str]:
        """Units of the rule that are lost events; a case has none, for it is judged without events of their type or not at all."""
        if rule.first is not None:
            return []
        return [e.key for e in self.lost(rule) if e.type in rule.about]


def tied(case: Case, key: str) -> list[Event]:
    """The events that are tied to one by what they concern, however far; itself among them."""
    found = [e for e in case.events if e.key == key]
    for event in found:
        others = [e for e in case.events if e.target is event or event.target is e]
        found += [e for e in others if e not in found]
    return found


def of_law(rule: Rule) -> bool:
    return rule.judges != "data_quality"


def impossible(event: Event, schema: Schema) -> bool:
    """A measure that ended on a day before it began."""
    ends = event.date("ends_on") if event.type in LASTING and schema.carries("ends_on", event.type) else None
    return bool(ends and ends < event.day)


def before_birth(event: Event, case: Case, schema: Schema) -> bool:
    """Something done with a child before it was born; a talk recorded as not held is none."""
    if case.born is None or event.type not in WITH_A_CHILD:
        return False
    told = event.get("result") if schema.carries("result", event.type) else ""
    return event.day < case.born and not (event.type == "child_conversation" and told == "omitted")


def without(case: Case, names: frozenset[str], schema: Schema) -> Case:
    """The case as an export tells it that lacks these columns. What it concerns is known as before."""
    gone = {e: replace_record(e, names) for e in case.events}
    for event, fresh in gone.items():
        fresh.target = gone[event.target] if event.target is not None else None
    return Case(case.key, None if "birth_date" in names else case.born, list(gone.values()))


def replace_record(event: Event, names: frozenset[str]) -> Event:
    return replace(event, record={k: v for k, v in event.record.items() if k not in names})


def words(rule: Rule) -> tuple[set[str], set[str], set[str]]:
    """From the text of a rule: columns that it reads of its unit, types and columns of the events that it seeks, and the
    types that it seeks in the whole case.
    """
    own: set[str] = set()
    sought: set[str] = set()
    whole: set[str] = set()
    for version in rule.model_dump(mode="json", by_alias=True, exclude_none=True)["versions"]:
        for part in ("when", "require", "unless", "incomplete_if"):
            for condition in conditions(version.get(part)):
                read(condition, own, sought)
                if (condition.get("unlinked") or {}).get("whole_case"):
                    whole.add(condition["event"])
    return own, sought, whole


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
    own |= (
        {"birth_date"}
        if "age" in condition or any("birthday" in str(condition.get(k)) for k in ("by", "from", "running"))
        else set()
    )
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
