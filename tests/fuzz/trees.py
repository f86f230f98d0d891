"""Damage to the content of YAML and JSON files: the file stays well-formed, and what it says is wrong."""

from __future__ import annotations

import copy
import json
from functools import cache

import yaml

from . import nasty, seeds

_ODD = (
    None,
    True,
    False,
    0,
    -1,
    1,
    2.5,
    10**30,
    "",
    "x",
    [],
    {},
    [[]],
    [None],
    {"x": 1},
    "2026-02-31",
    "9999-12-31",
    "0001-01-01",
)


def _nodes(tree, path=()):
    yield path
    if isinstance(tree, dict):
        for key in tree:
            yield from _nodes(tree[key], (*path, key))
    elif isinstance(tree, list):
        for n, item in enumerate(tree):
            yield from _nodes(item, (*path, n))


def _at(tree, path):
    for step in path:
        tree = tree[step]
    return tree


@cache
def _donors():
    """Every branch of the shipped rules and profiles: what is right in one place is wrong in another."""
    out = []
    for text in (*(t for _, t in seeds.rules()), *seeds.profiles()):
        tree = yaml.safe_load(text)
        out += [_at(tree, p) for p in _nodes(tree) if p]
    return out


def _change(tree, rng):
    paths = [p for p in _nodes(tree) if p]
    if not paths:
        return
    path = rng.choice(paths)
    parent, last = _at(tree, path[:-1]), path[-1]
    other = _at(tree, rng.choice(paths))
    choice = rng.randrange(8)
    if choice == 0:
        del parent[last]
    elif choice == 1:
        parent[last] = rng.choice(_ODD)
    elif choice == 2:
        parent[last] = nasty.value(rng)
    elif choice == 3:
        parent[last] = copy.deepcopy(other)
    elif choice == 4:
        parent[last] = copy.deepcopy(rng.choice(_donors()))
    elif choice == 5:
        parent[last] = [parent[last], copy.deepcopy(other)] if rng.random() < 0.5 else {"not": parent[last]}
    elif isinstance(parent, dict):
        key = rng.choice((str(last)[:-1], f"{last}s", nasty.value(rng), str(rng.choice(path))))
        parent[key] = parent.pop(last) if choice == 6 else copy.deepcopy(parent[last])
    else:
        parent[:] = parent * rng.choice((2, 2, 50)) if choice == 6 else parent[::-1]


def content(data: bytes, kind: str, rng) -> bytes:
    """The file with one to four of its branches changed. Raises `ValueError` when it is not well-formed to begin with."""
    try:
        tree = yaml.safe_load(data.decode("utf-8")) if kind == "yaml" else json.loads(data)
        for _ in range(rng.choice((1, 1, 2, 4))):
            _change(tree, rng)
        text = (
            yaml.safe_dump(tree, sort_keys=False, allow_unicode=True)
            if kind == "yaml"
            else json.dumps(tree, ensure_ascii=False)
        )
        return text.encode("utf-8", errors="replace")
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, TypeError, AttributeError) as e:
        raise ValueError(str(type(e))) from None
