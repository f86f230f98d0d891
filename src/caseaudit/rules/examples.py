"""A rule's example cases as they are written: words that exist, and an example of every outcome that the rule can give."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from caseaudit.errors import Problem
from caseaudit.law import SECTION
from caseaudit.model.outcomes import BREACH_REASONS, OUTCOMES, REASONS
from caseaudit.model.tables import CASE_FIELDS, EVENT_FIELDS, EVENT_TYPES, KIND_CODES, RESULT_CODES
from caseaudit.rules.faults import did_you_mean
from caseaudit.rules.language import (
    All,
    AnyCondition,
    AnyOf,
    EventIs,
    FieldIs,
    Not,
    Recurring,
    Rule,
    Version,
    Yearly,
    in_hours,
    is_moment,
)
from caseaudit.rules.schema_words import KEYS
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.rules.language import Case, When
    from caseaudit.rules.rulebook import RuleFile
    from caseaudit.yamlfile import KeyPath, YamlDoc

UNFINISHED = "UDFYLD"
"""What the skeleton of a new rule holds where the author has something to write."""

EXPECTED = (
    *(o for o in OUTCOMES),
    *(f"breached/{r}" for r in BREACH_REASONS),
    *(f"unknown/{r}" for r in REASONS if r and r not in BREACH_REASONS),
)
"""What `expect` may hold."""

_NOT_WRITTEN = frozenset({"event_id", "case_id", "type", "at"})
OWN_FIELDS = tuple(f for f in EVENT_FIELDS if f not in _NOT_WRITTEN)
_BY_TYPE = {"kind": KIND_CODES, "result": RESULT_CODES}
_WHEN = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?)?\Z")
_SERIES = ("event", "recurring", "yearly")


# --- what is left to write --------------------------------------------------------------------------------------------


def unfinished(doc: YamlDoc) -> list[Problem]:
    """One line for each thing that the author has still to write; the two languages of a text are one thing."""
    places: dict[KeyPath, str] = {}
    for path, text in _holds(doc.data, ()):
        thing = path[:-1] if path[-1] in ("da", "en") or isinstance(path[-1], int) else path
        places.setdefault(path[:2] if path[0] == "cases" else thing, text)
    return [
        Problem("rule_unfinished", doc.place(p), {"where": _where(p), "meaning": _meaning(p, text)})
        for p, text in places.items()
    ]


def _holds(data: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(data, str):
        if UNFINISHED in data:
            yield path, data
    elif isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _holds(value, (*path, key))


def _where(path: KeyPath) -> str:
    if path[0] == "cases" and len(path) > 1:
        number = int(path[1]) + 1
        return str(Text(f"eksempelsag {number}", f"example case {number}"))
    return "'" + ".".join(str(p) for p in path if isinstance(p, str)) + "'"


def _meaning(path: KeyPath, text: str) -> str:
    """What is to stand there: what the skeleton says, else what the key means. Danish, as the skeleton is."""
    owners = {1: "Rule", 2: "Findings", 3: "Version", 5: "Citation"}
    key = KEYS.get(owners.get(len(path), ""), {}).get(str(path[-1]), "")
    meaning = text.split(UNFINISHED, 1)[1].strip(" :") or key[:1].lower() + key[1:]
    return str(Text(f": {meaning.rstrip('.')}" if meaning else "", ""))


# --- words ------------------------------------------------------------------------------------------------------------


def wrong_words(file: RuleFile) -> list[Problem]:
    """Codes that an event of the type cannot hold, and every word of the example cases that the tables lack."""
    doc = file.doc
    out = list(_filters(doc, doc.data.get("first"), ("first",)))
    out += [p for i, v in enumerate(doc.data["versions"]) for p in _filters(doc, v, ("versions", i))]
    for i, case in enumerate(file.rule.cases):
        out += _case_words(doc, case, ("cases", i))
    return out


def _filters(doc: YamlDoc, data: Any, path: KeyPath) -> Iterator[Problem]:
    """Filters on `kind` and `result`, whose codes differ from one event type to the next."""
    if isinstance(data, list):
        for i, item in enumerate(data):
            yield from _filters(doc, item, (*path, i))
    if not isinstance(data, dict):
        return
    name = next((data[k] for k in _SERIES if isinstance(data.get(k), str)), "")
    where = data.get("where")
    if name and isinstance(where, dict):
        for field in _BY_TYPE.keys() & where.keys():
            values = where[field] if isinstance(where[field], list) else [where[field]]
            for value in values:
                if value != "documented":
                    yield from _code(doc, (*path, "where", field), name, field, value)
    for key, value in data.items():
        yield from _filters(doc, value, (*path, key))


def _code(doc: YamlDoc, path: KeyPath, type_name: str, field: str, value: Any) -> Iterator[Problem]:
    """A code of `kind`, `result` or another code field of an event of the type."""
    if field in _BY_TYPE and type_name not in _BY_TYPE[field]:
        yield Problem("rule_field_not_of_event", doc.place(path), {"field": field, "value": type_name})
        return
    known = _BY_TYPE[field][type_name] if field in _BY_TYPE else EVENT_FIELDS[field].codes
    if value not in known:
        yield _unknown_value(doc, path, field, value, known)


def _unknown_value(doc: YamlDoc, path: KeyPath, field: str, value: Any, known: tuple[str, ...]) -> Problem:
    values = {"field": field, "value": value, "known": ", ".join(known), "hint": did_you_mean(value, known)}
    return Problem("rule_value_unknown", doc.place(path), values)


def _case_words(doc: YamlDoc, case: Case, path: KeyPath) -> Iterator[Problem]:
    for j, event in enumerate(case.given):
        yield from _event_words(doc, event, (*path, "given", j))
    known = (*EVENT_TYPES, *OWN_FIELDS, *CASE_FIELDS)
    for name in case.without:
        if name not in known:
            values = {"value": name, "hint": did_you_mean(name, known)}
            yield Problem("rule_field_unknown", doc.place((*path, "without")), values)
    if case.expect not in EXPECTED:
        values = {"value": case.expect, "hint": did_you_mean(case.expect, EXPECTED)}
        yield Problem("rule_case_outcome", doc.place((*path, "expect")), values)


def _event_words(doc: YamlDoc, event: dict[str, Any], path: KeyPath) -> Iterator[Problem]:
    types = [k for k in event if k in EVENT_TYPES]
    unknown = [k for k in event if k not in EVENT_TYPES and k not in OWN_FIELDS and k != "id"]
    if unknown:
        code, known = ("rule_field_unknown", (*OWN_FIELDS, "id")) if types else ("rule_event_unknown", (*EVENT_TYPES,))
        values = {"value": unknown[0], "hint": did_you_mean(unknown[0], known)}
        yield Problem(code, doc.place((*path, unknown[0])), values)
        return
    if len(types) != 1:
        yield Problem("rule_case_event", doc.place(path))
        return
    for field, value in event.items():
        if (value not in (None, "") or field == types[0]) and field != "id":
            yield from _value(doc, (*path, field), types[0], field, value)


def _value(doc: YamlDoc, path: KeyPath, type_name: str, field: str, value: Any) -> Iterator[Problem]:
    kind = "moment" if field == type_name else EVENT_FIELDS[field].kind
    if kind == "code":
        yield from _code(doc, path, type_name, field, value)
    elif kind == "yes_no" and value not in ("yes", "no"):
        yield _unknown_value(doc, path, field, value, ("yes", "no"))
    elif kind == "section" and not SECTION.match(str(value)):
        yield Problem("rule_not_a_section", doc.place(path), {"value": value, "hint": ""})
    elif kind in ("date", "moment") and not _is_day(str(value), clock=kind == "moment"):
        yield Problem("rule_not_a_day", doc.place(path), {"value": value})


def _is_day(text: str, *, clock: bool) -> bool:
    if not _WHEN.match(text) or (len(text) > len("2024-01-01") and not clock):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


# --- an example of every outcome --------------------------------------------------------------------------------------


def missing_cases(file: RuleFile) -> list[Problem]:
    """Met, not met and unknown; both sides of each date where the law changes; a text for each reason that is shown."""
    rule, doc = file.rule, file.doc
    place = doc.place(("cases",))
    if not rule.cases:
        return [Problem("rule_cases_none", place)]
    shown = {c.expect for c in rule.cases} | {c.expect.split("/")[0] for c in rule.cases}
    failing = ["breached"] if any(not v.soft for v in rule.versions) else []
    failing += ["unknown/needs_review"] if any(v.soft for v in rule.versions) else []
    out = [
        Problem("rule_case_missing", place, {"outcome": _outcome(o)})
        for o in ("met", *failing, "unknown")
        if o not in shown
    ]
    days = [d for c in rule.cases for d in unit_days(rule, c)]
    for boundary in sorted(_boundaries(rule)):
        before, after = any(d < boundary for d in days), any(d >= boundary for d in days)
        for side, ok in ((Text("før", "before"), before), (Text("på eller efter", "on or after"), after)):
            if not ok:
                out.append(Problem("rule_boundary_case_missing", place, {"side": side, "day": boundary}))
    told = {c.expect.split("/")[1] for c in rule.cases if c.expect.startswith("breached/")}
    silent = [r for r in sorted(told) if getattr(rule.finding, r, None) is None]
    return out + [Problem("rule_finding_text_missing", doc.place(("finding",)), {"reason": r}) for r in silent]


def untried(file: RuleFile) -> list[Problem]:
    """Outcomes that follow from how the rule is built, and that no example case shows."""
    shown = {c.expect for c in file.rule.cases} | {c.expect.split("/")[0] for c in file.rule.cases}
    possible: dict[str, None] = {}
    for version in file.rule.versions:
        possible |= dict.fromkeys(_possible(version))
    place = file.doc.place(("cases",))
    return [
        Problem("rule_outcome_untried", place, {"outcome": _outcome(o), "expect": o})
        for o in possible
        if o not in shown
    ]


def _possible(version: Version) -> Iterator[str]:
    if version.when is not None:
        yield "not_applicable"
    if version.unless is not None:
        yield "excused"
    if any(_later(by) for by in _limits(version.require)):
        yield "pending"
    if not version.soft and "late" in reasons(version):
        yield "breached/late"


def _limits(c: AnyCondition) -> list[When]:
    if isinstance(c, All | AnyOf):
        return [by for part in (c.all if isinstance(c, All) else c.any) for by in _limits(part)]
    return [c.by] if isinstance(c, EventIs | FieldIs) and c.by is not None else []


def _later(by: When) -> bool:
    """Whether the limit lies after the unit's own day, so that there is a time of waiting."""
    if not is_moment(by):
        return True
    return in_hours(by) or (by.base == "at" and by.sign > 0 and by.n > 0) or by.base in ("aware_on", "ends_on")


def reasons(version: Version) -> set[str]:
    """The reasons for a breach that a version can give; of `any`, the last part alone says what is missing."""
    return _inside(version.require) | ({"incomplete"} if version.incomplete_if is not None else set())


def _inside(c: AnyCondition) -> set[str]:
    if isinstance(c, All):
        return set().union(*(_inside(p) for p in c.all))
    if isinstance(c, AnyOf):
        return _inside(c.any[-1])
    if isinstance(c, EventIs):
        return {"missing"} | ({"late"} if c.by is not None else set())
    if isinstance(c, FieldIs):
        return {"missing", "late"} if c.by is not None else {"incomplete", c.otherwise}
    if isinstance(c, Recurring):
        return {"missing", "late"}
    if isinstance(c, Yearly):
        return {"missing"}
    return {"incomplete"} if isinstance(c, Not) else set()


def _boundaries(rule: Rule) -> set[date]:
    starts = {v.from_ for v in rule.versions if v.from_}
    return starts | {v.until + timedelta(days=1) for v in rule.versions if v.until and v.until < date.max}


def unit_days(rule: Rule, case: Case) -> list[date]:
    """The days of the events in the case that the rule may be about."""
    types = (rule.first.event,) if rule.first else rule.about
    return [date.fromisoformat(str(e[t])[:10]) for e in case.given for t in types if t in e]


def _outcome(expect: str) -> str:
    name, _, reason = expect.partition("/")
    return f"{OUTCOMES[name]} ({REASONS[reason]})" if reason else str(OUTCOMES[name])
