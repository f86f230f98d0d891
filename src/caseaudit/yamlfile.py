"""Strict YAML: no duplicate keys, no anchors, no tags, no octal, no yes/no surprises; every value knows its line.

A scalar is text unless it is a plain decimal number, `true`, `false` or `null`. Dates stay text; the models parse them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from caseaudit.errors import Place, Problem, UsageError
from caseaudit.texts import Text

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 1_000_000
MAX_DEPTH = 60
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?\Z")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "": None}

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True)
class YamlDoc:
    """The content of one file, and the line of every key and item."""

    name: str
    data: Any
    lines: dict[KeyPath, int]

    def line(self, path: KeyPath) -> int:
        """Return the line of `path`, or of the nearest enclosing value that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def place(self, path: KeyPath = ()) -> Place:
        return Place(file=self.name, row=self.line(path))


def load(path: Path) -> YamlDoc:
    """Read one YAML file strictly. Raises `UsageError` naming file and line."""
    if path.stat().st_size > MAX_BYTES:
        raise UsageError(Problem("yaml_too_large", Place(file=path.name)))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(Problem("yaml_not_utf8", Place(file=path.name))) from None
    return loads(text, path.name)


def loads(text: str, name: str) -> YamlDoc:
    """Parse YAML text strictly; `name` stands for the file in messages."""
    problems: list[Problem] = []
    lines: dict[KeyPath, int] = {}
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                mark = event.start_mark
                raise UsageError(Problem("yaml_forbidden", Place(file=name, row=mark.line + 1 if mark else None)))
        root = yaml.compose(text, Loader=loader)
    except RecursionError:
        raise UsageError(Problem("yaml_too_large", Place(file=name))) from None
    except yaml.YAMLError as e:
        mark = getattr(e, "problem_mark", None)
        place = Place(file=name, row=mark.line + 1 if mark else None)
        raise UsageError(Problem("yaml_syntax", place, {"detail": _syntax(str(getattr(e, "problem", "")))})) from None
    data = None if root is None else _value(root, (), name, lines, problems)
    if problems:
        raise UsageError(problems)
    return YamlDoc(name, data, lines)


_FAULTS = {
    "mapping values are not allowed": Text("der står et kolon, hvor der ikke kan", "a colon stands where it cannot"),
    "could not find expected ':'": Text("der mangler et kolon efter nøglen", "a colon is missing after the key"),
    "cannot start any token": Text(
        "linjen begynder med et tegn, der ikke kan stå der", "a character cannot stand there"
    ),
    "unexpected end of stream": Text("et anførselstegn er ikke lukket", "a quotation mark is not closed"),
    "did not find expected ',' or": Text("en parentes er ikke lukket", "a bracket is not closed"),
    "did not find expected key": Text("indrykningen passer ikke", "the indentation does not fit"),
    "did not find expected '-' indicator": Text("indrykningen passer ikke", "the indentation does not fit"),
    "control characters are not allowed": Text("et tegn er ikke tilladt", "a character is not allowed"),
}


def _syntax(problem: str) -> Text:
    """What the parser found, in the reader's language."""
    other = Text("linjen kan ikke læses", "the line cannot be read")
    return next((told for words, told in _FAULTS.items() if words in problem), other)


def _value(node: yaml.Node, path: KeyPath, name: str, lines: dict[KeyPath, int], problems: list[Problem]) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if len(path) > MAX_DEPTH:
        raise UsageError(Problem("yaml_too_large", Place(file=name, row=lines[path])))
    if not node.tag.startswith("tag:yaml.org,2002:") or node.tag.startswith("tag:yaml.org,2002:python"):
        problems.append(Problem("yaml_forbidden", Place(file=name, row=lines[path])))
        return None
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, name, lines, problems)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, i), name, lines, problems) for i, item in enumerate(node.value)]
    return _scalar(node)


def _mapping(
    node: yaml.MappingNode, path: KeyPath, name: str, lines: dict[KeyPath, int], problems: list[Problem]
) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in out:
            first = lines[(*path, key)]
            problems.append(Problem("yaml_duplicate_key", Place(file=name, row=line), {"key": key, "first": first}))
            continue
        lines[(*path, key)] = line
        out[key] = _value(value_node, (*path, key), name, lines, problems)
    return out


def _scalar(node: yaml.Node) -> Any:
    text = str(node.value)
    if getattr(node, "style", None) in ("'", '"', "|", ">"):
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _NUMBER.match(text):
        return float(text) if "." in text else int(text)
    return text
