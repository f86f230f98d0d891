"""Damage to files that people write by hand: YAML, TOML, JSON and plain text, line by line."""

from __future__ import annotations

import contextlib
import re

from . import nasty
from .mutate import damaged
from .trees import content

_SCALARS = {
    "yaml": ("no", "on", "ja", "~", "null", "true", "08", "0o17", "12:30", "2026-02-01", "1e3", "[]", "{}", "[a, b]", "{a: b}", "&x", "*x", "!!python/name:os.system", "!x y", "|", ">-", "- a", "'", '"', '"\\x"', "? a", "@a", "`a`", "%a", "a: b: c", ".inf", "<<: *x"),
    "toml": ("true", "1", "-1", "1e400", "nan", '""', "''", '"""', "[]", "{}", "[1, 'a']", "{a = 1}", "2026-02-01", "12:30", "0x1f", "'../..'", '"\\u0000"', "[[a]]", "inf"),
    "json": ("null", "true", "1", "-1", "1e400", "NaN", '""', "[]", "{}", "[[]]", '"\\ud800"', '"\\u0000"', "Infinity", "9" * 400),
    "text": ("",),
}  # fmt: skip
_VALUE = re.compile(r"(?<=[:=,\[] )[^,\[\]{}\n]+|(?<=[:=])[^,\[\]{}\n]+|\"[^\"\n]*\"")
_KEY = re.compile(r"[\w.-]+(?=\s*[:=])")


def _put(text, match, new):
    return text[: match.start()] + new + text[match.end() :]


def _value(text, rng, kind):
    found = list(_VALUE.finditer(text))
    if not found:
        return text
    m = rng.choice(found)
    new = rng.choice(_SCALARS[kind]) if rng.random() < 0.5 else nasty.value(rng)
    if kind in ("toml", "json") and rng.random() < 0.6:
        new = '"' + new.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return _put(text, m, rng.choice((new, rng.choice(found)[0])) if rng.random() < 0.3 else new)


def _key(text, rng, kind):
    found = list(_KEY.finditer(text))
    if not found:
        return text
    m = rng.choice(found)
    return _put(
        text,
        m,
        rng.choice((m[0][:-1], m[0] + "x", m[0].upper(), rng.choice(found)[0], "", nasty.value(rng), "__class__")),
    )


def _line(text, rng, kind):
    lines = text.split("\n")
    a, b = rng.randrange(len(lines)), rng.randrange(len(lines))
    choice = rng.randrange(7)
    if choice == 0:
        del lines[a : a + rng.choice((1, 1, 3, 10))]
    elif choice == 1:
        lines.insert(b, lines[a])
    elif choice == 2:
        lines[a] = rng.choice(("  ", "    ", "\t", " ")) + lines[a]
    elif choice == 3:
        lines[a] = lines[a].lstrip(" ")
    elif choice == 4:
        lines[a], lines[b] = lines[b], lines[a]
    elif choice == 5:
        lines[a:a] = lines[min(a, b) : max(a, b)][:40]
    else:
        lines[a] = nasty.value(rng)
    return "\n".join(lines)


def _bomb(text, rng, kind):
    deep = rng.choice((70, 2000, 20_000))
    anchors = "a: &a [x, x]\n" + "\n".join(
        f"{chr(97 + i)}: &{chr(97 + i)} [*{chr(96 + i)}, *{chr(96 + i)}]" for i in range(1, 20)
    )
    return rng.choice(
        (
            "[" * deep,
            "{a: " * deep,
            "- " * deep,
            anchors,
            "a: &a [*a]",
            "a = " + "[" * deep,
            '{"a":' * deep,
            f"{text}\n" * 3,
            "---\n" + text + "\n---\n" + text,
        )
    )


CHANGES = (_value, _value, _value, _value, _key, _key, _line, _line, _line)


def written(kind: str):
    """A function that damages files of this kind."""

    def change(data: bytes, rng) -> bytes:
        if rng.random() < 0.12:
            return damaged(data, rng)
        if kind in ("yaml", "json") and rng.random() < 0.6:
            with contextlib.suppress(ValueError):
                return content(data, kind, rng)
        text = data.decode("utf-8", errors="replace")
        if rng.random() < 0.04:
            return _bomb(text, rng, kind).encode()
        for _ in range(rng.choice((1, 1, 1, 2, 3, 8))):
            text = rng.choice(CHANGES)(text, rng, kind)
        return text.encode("utf-8", errors="replace")

    return change
