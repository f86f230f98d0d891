"""The JSON Schema of a rule file, made from the models: for the author's editor, and for checks without caseaudit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from caseaudit.model.tables import CASE_FIELDS, EVENT_FIELDS, EVENT_TYPES, KIND_CODES, RESULT_CODES
from caseaudit.rules import schema_words as words
from caseaudit.rules.conditions import CONDITIONS
from caseaudit.rules.examples import EXPECTED, OWN_FIELDS
from caseaudit.rules.language import Rule
from caseaudit.rules.terms import MOMENT, SPAN, plain, values_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caseaudit.rules.rulebook import Rulebook

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILE = "rule.schema.json"
Node = dict[str, Any]

_CODED = ("kind", "result", "body", "notifier", "party")


def rule_schema(book: Rulebook) -> Node:
    """The schema of a rule file; themes and steps are those of the rulebook."""
    raw = Rule.model_json_schema(by_alias=True)
    defs: Node = {name: _tidy(node) for name, node in raw.pop("$defs").items()}
    rule = _tidy(raw)
    defs["Moment"] = _text(plain(MOMENT), words.MOMENT)
    defs["Span"] = _text(plain(SPAN), words.SPAN)
    defs["Condition"] = {
        "description": words.CONDITION,
        "type": "object",
        "oneOf": [{"$ref": f"#/$defs/{model.__name__}"} for model in CONDITIONS.values()],
    }
    for name, node in ({"Rule": rule} | defs).items():
        for key, meaning in words.KEYS.get(name, {}).items():
            node["properties"][key] = {"description": meaning, **node["properties"][key]}
    rule["properties"]["theme"]["enum"] = list(book.themes)
    rule["properties"]["step"]["enum"] = list(book.steps)
    rule["properties"]["about"] = {"description": words.KEYS["Rule"]["about"]} | _one_or_more(["case", *EVENT_TYPES])
    _where(defs["Where"]["properties"])
    _field_is(defs["FieldIs"])
    _case(defs["Case"]["properties"])
    defs["Event"] = _event()
    return {"$schema": DIALECT, "title": words.TITLE.da, **rule, "$defs": dict(sorted(defs.items()))}


def schema_text(book: Rulebook) -> str:
    """The schema as it stands in `rules/rule.schema.json`."""
    return json.dumps(rule_schema(book), ensure_ascii=False, indent=1) + "\n"


def _tidy(node: Any) -> Any:
    """Drop names, English words and defaults; a key that is left out stands for null; a condition is told in one place."""
    if isinstance(node, list):
        return [_tidy(v) for v in node]
    if not isinstance(node, dict):
        return node
    out = {
        k: {name: _tidy(p) for name, p in v.items()} if k == "properties" else _tidy(v)
        for k, v in node.items()
        if k not in ("title", "description", "default")
    }
    options = [o for o in out.pop("anyOf", []) if o != {"type": "null"}]
    if {o.get("$ref") for o in options} >= {f"#/$defs/{m.__name__}" for m in CONDITIONS.values()}:
        options = [{"$ref": "#/$defs/Condition"}]
    if len(options) == 1:
        return options[0] | out
    return out | {"anyOf": options} if options else out


def _text(pattern: str, meaning: str) -> Node:
    return {"description": meaning, "type": "string", "pattern": f"^({pattern})$"}


def _one_or_more(values: Iterable[str]) -> Node:
    one = {"type": "string", "enum": list(values)}
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}


def _where(properties: Node) -> None:
    """The codes of each field that a filter may name."""
    for name in properties:
        properties[name]["description"] = EVENT_FIELDS[name].label.da
        if name in _CODED:
            properties[name] = {"description": EVENT_FIELDS[name].label.da} | _one_or_more(
                (*values_of(name), "documented")
            )


def _field_is(node: Node) -> None:
    """One test, with a value that the field can have."""
    node["oneOf"] = [{"required": [key]} for key in ("is", "is_not", "by")]
    node["allOf"] = [
        {
            "if": {"properties": {"field": {"const": name}}},
            "then": {"properties": {key: _one_or_more(values_of(name)) for key in ("is", "is_not")}},
        }
        for name in EVENT_FIELDS
        if values_of(name)
    ]


def _case(properties: Node) -> None:
    properties["given"]["items"] = {"$ref": "#/$defs/Event"}
    properties["expect"]["enum"] = list(EXPECTED)
    names = dict.fromkeys((*EVENT_TYPES, *OWN_FIELDS, *CASE_FIELDS))
    properties["without"] = {"description": words.KEYS["Case"]["without"]} | _one_or_more(names)


def _event() -> Node:
    """One event of an example case: the type is the key, its day the value."""
    day = r"\d{4}-\d\d-\d\d"
    clock = rf"{day}([T ]\d\d:\d\d(:\d\d)?)?"
    forms: Node = {
        "date": {"type": "string", "pattern": f"^{day}$"},
        "yes_no": {"enum": ["yes", "no"]},
        "section": {"type": "string", "pattern": "^[A-Z]+-"},
    }
    fields = {
        name: {"description": EVENT_FIELDS[name].label.da}
        | ({"enum": list(values_of(name))} if name in _CODED else forms.get(EVENT_FIELDS[name].kind, {}))
        for name in OWN_FIELDS
    }
    types = {
        name: {"description": event.label.da, "type": "string", "pattern": f"^{clock}$"}
        for name, event in EVENT_TYPES.items()
    }
    return {
        "type": "object",
        "properties": {"id": {"description": "Navnet, som 'concerns' kan pege på."}} | types | fields,
        "additionalProperties": False,
        "oneOf": [{"required": [name]} for name in EVENT_TYPES],
        "allOf": [
            {"if": {"required": [name]}, "then": {"properties": {field: {"enum": list(codes)}}}}
            for field, table in (("kind", KIND_CODES), ("result", RESULT_CODES))
            for name, codes in table.items()
        ],
    }
