"""What is wrong in a rule file, in the reader's language: each fault once, at its own line, with the nearest known word."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any

from caseaudit.errors import Problem
from caseaudit.model.tables import EVENT_FIELDS, EVENT_TYPES
from caseaudit.rules.conditions import CONDITIONS
from caseaudit.rules.language import Case, Citation, Findings, First, Rule, Version
from caseaudit.rules.refused import Refused
from caseaudit.rules.terms import Both, Earliest, Latest, Model, ParallelEnd, Unlinked, Where
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from caseaudit.yamlfile import KeyPath, YamlDoc

_CODES = {
    "string_type": "rule_not_text",
    "string_too_short": "rule_text_empty",
    "string_pattern_mismatch": "rule_id_form",
    "too_short": "rule_list_short",
    "int_type": "rule_not_whole",
    "int_parsing": "rule_not_whole",
    "int_from_float": "rule_not_whole",
    "bool_type": "rule_not_flag",
    "bool_parsing": "rule_not_flag",
    "greater_than_equal": "rule_number_low",
    "literal_error": "rule_choice_unknown",
    "model_type": "rule_not_mapping",
    "model_attributes_type": "rule_not_mapping",
    "dict_type": "rule_not_mapping",
    "tuple_type": "rule_not_list",
    "list_type": "rule_not_list",
}
"""pydantic's own refusals, and the message of each; any other is told in general words."""

_NAMED: dict[str, type[Model]] = {
    "where": Where,
    "unlinked": Unlinked,
    "first": First,
    "finding": Findings,
    "earliest": Earliest,
    "latest": Latest,
    "parallel_end": ParallelEnd,
    **dict.fromkeys(("title", "why", "fix", "limits", "note", "name"), Both),
    **dict.fromkeys(Findings.model_fields, Both),
}
_ITEMS: dict[str, type[Model]] = {"versions": Version, "cases": Case, "law": Citation}
_LANGUAGES = {"da": Text("dansk", "Danish"), "en": Text("engelsk", "English")}
_LONGEST = 60
_QUOTED = re.compile(r"'([^']*)'")


def did_you_mean(word: object, known: Iterable[object]) -> str:
    """Return ` Mente du 'x'?` for the nearest known word, or nothing. A Danish label leads to its event type or field."""
    names = {str(k).casefold(): str(k) for k in known}
    labels = {str(EVENT_TYPES[n].label).casefold(): n for n in names.values() if n in EVENT_TYPES}
    labels |= {str(EVENT_FIELDS[n].label).casefold(): n for n in names.values() if n in EVENT_FIELDS}
    words = labels | names
    near = difflib.get_close_matches(str(word).casefold(), list(words), n=1, cutoff=0.6)
    return str(Text(f" Mente du '{words[near[0]]}'?", f" Did you mean '{words[near[0]]}'?")) if near else ""


def faults(
    doc: YamlDoc, error: ValidationError, groups: Iterable[str] = (), model: type[Model] = Rule
) -> list[Problem]:
    """Every fault that the models found, one for each cause. `groups`: names that may stand for sections."""
    found = [_fault(doc, item, groups, model) for item in error.errors(include_url=False)]
    unknown = [(p[:-1], str(p[-1])) for p, problem in found if problem.code == "rule_unknown_key"]
    out: dict[KeyPath, Problem] = {}
    for path, problem in sorted(found, key=lambda f: f[1].code not in _OURS):
        deeper = any(p != path and p[: len(path)] == path for p, _ in found)
        misspelt = problem.code in _MISSING and any(
            p == path[:-1] and difflib.get_close_matches(k, [str(path[-1])]) for p, k in unknown
        )
        if not (deeper or misspelt or path in out):
            out[path] = problem
    return sorted(_joined(out), key=lambda p: p.place.row or 0)


def _joined(found: dict[KeyPath, Problem]) -> Iterator[Problem]:
    """Several keys that one mapping lacks are one fault."""
    lacking: dict[tuple[KeyPath, str], list[Problem]] = {}
    for path, problem in found.items():
        if problem.code in _MISSING:
            lacking.setdefault((path[:-1], problem.code), []).append(problem)
        else:
            yield problem
    for (_, code), several in lacking.items():
        keys = [p.values["key"] for p in several]
        da, en = (", ".join(str(getattr(k, lang, k)) for k in keys) for lang in ("da", "en"))
        yield Problem(code, several[0].place, {**several[0].values, "key": Text(da, en)})


_MISSING = ("rule_key_missing", "rule_language_missing")
_OURS = frozenset({"rule_unknown_key", "rule_event_unknown", "rule_not_a_span", "rule_not_a_moment", *_MISSING})
"""Told rather than what another branch of a choice says of the same place."""


def _fault(doc: YamlDoc, item: ErrorDetails, groups: Iterable[str], model: type[Model]) -> tuple[KeyPath, Problem]:
    kind, loc = item["type"], item["loc"]
    if kind == "missing":
        path, key = _known_path(doc, loc[:-1]), str(loc[-1])
        code = "rule_language_missing" if key in _LANGUAGES else "rule_key_missing"
        values: dict[str, object] = {"key": _LANGUAGES.get(key, key), "where": path[-1] if path else ""}
        return (*path, key), Problem(code, doc.place(path), values)
    path = _known_path(doc, loc)
    if kind == "extra_forbidden":
        owner = model_at(doc.data, path[:-1], model)
        values = {"key": path[-1], "hint": did_you_mean(path[-1], keys_of(owner)) if owner else ""}
        return path, Problem("rule_unknown_key", doc.place(path), values)
    refused = item.get("ctx", {}).get("error")
    if isinstance(refused, Refused):
        return _refused(doc, path, refused, groups)
    key = next((str(p) for p in reversed(path) if isinstance(p, str)), "")
    return path, _own(kind, key, item, doc, path)


def _own(kind: str, key: str, item: ErrorDetails, doc: YamlDoc, path: KeyPath) -> Problem:
    """What pydantic itself refused."""
    given, ctx = item.get("input"), item.get("ctx", {})
    values: dict[str, object] = {"key": key, "value": _shown(given)}
    code = _CODES.get(kind, "rule_value_unusable")
    if not path:
        code = "rule_not_a_rule"
    elif given is None:
        code = "rule_text_empty" if key in _LANGUAGES else "rule_value_empty"
    elif code == "rule_not_list" and isinstance(given, bool | int | float):
        code = "rule_not_text"
    elif code == "rule_not_mapping" and _NAMED.get(key) is Both:
        code = "rule_not_two_languages"
    elif code == "rule_choice_unknown":
        known = _QUOTED.findall(str(ctx.get("expected", "")))
        values |= {"known": ", ".join(known), "hint": did_you_mean(given, known)}
    elif code in ("rule_list_short", "rule_number_low"):
        values["least"] = ctx.get("min_length", ctx.get("ge", 1))
    return Problem(code, doc.place(path), values)


def _shown(given: object) -> object:
    """What stands there, as far as it fits in a sentence."""
    if isinstance(given, list | tuple):
        return Text("en liste", "a list")
    if isinstance(given, dict):
        return Text("nøgler med værdier", "keys with values")
    text = str(given).lower() if isinstance(given, bool) else str(given)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "..."


def _refused(doc: YamlDoc, path: KeyPath, refused: Refused, groups: Iterable[str]) -> tuple[KeyPath, Problem]:
    for part in refused.at:
        if (*path, part) in doc.lines:
            path = (*path, part)
    values = dict(refused.values)
    known = values.get("known")
    if isinstance(known, tuple):
        values["hint"] = did_you_mean(values.get("value", ""), known)
        values["known"] = ", ".join(str(k) for k in known)
    elif refused.code == "rule_not_a_section":
        values["hint"] = did_you_mean(values.get("value", ""), groups)
    return path, Problem(refused.code, doc.place(path), values)


def empty_keys(doc: YamlDoc) -> list[Problem]:
    """Keys with nothing after them: `when:` would hold for every unit, and nobody meant that."""
    return [Problem("rule_value_empty", doc.place(p), {"key": p[-1]}) for p in _empty(doc.data, ())]


def _empty(data: Any, path: KeyPath) -> Iterator[KeyPath]:
    if data is None:
        yield path
    elif isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            if key != "given":  # a blank field of an example case is a blank field
                yield from _empty(value, (*path, key))


def _known_path(doc: YamlDoc, path: tuple[Any, ...]) -> KeyPath:
    """Drop the parts of a pydantic location that are not in the file (names of union members)."""
    out: KeyPath = ()
    for part in path:
        if (*out, part) in doc.lines:
            out = (*out, part)
    return out


def keys_of(model: type[Model]) -> list[str]:
    """The keys that may stand in a mapping of this kind."""
    return [f.alias or name for name, f in model.model_fields.items()]


def model_at(data: Any, path: KeyPath, model: type[Model] = Rule) -> type[Model] | None:
    """The model of the mapping at `path`; None where it cannot be told."""
    if not path:
        return model
    at: Any = data
    for part in path:
        at = at[part]
    if isinstance(path[-1], int) and len(path) > 1 and path[-2] in _ITEMS:
        return _ITEMS[str(path[-2])]
    if path[-1] in _NAMED:
        return _NAMED[str(path[-1])]
    return next((m for k, m in CONDITIONS.items() if isinstance(at, dict) and k in at), None)
