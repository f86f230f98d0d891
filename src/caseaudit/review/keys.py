"""The hidden key of every row of a form: which form, item, point and unit it asks about, and a check that it is whole.

`form_code|item|point|unit|check`. A key holds no case id and no event id: what a unit is called stands as a digest, so a
key survives any characters in them and tells nothing by itself. The check finds damage; it is no defence against intent.
"""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

KEY = re.compile(r"([0-9A-Z]{8})\|([0-9]{1,6})\|([a-z0-9-]+)\|([a-z_]+(?:-[0-9a-f]{8})?)\|([0-9a-f]{6})")
"""A key wherever it stands; whether it is undamaged is for `split_key` to say."""

CHECK, UNIT = 6, 8


class Key(NamedTuple):
    """What a key says."""

    form_code: str
    item: int
    point: str
    unit: str


def unit_key(kind: str, unit_id: str = "", nth: int = 0) -> str:
    """Name a unit within its case: `case`, or `decision-1a2b3c4d`. `nth` tells units apart that share one id.

    >>> unit_key("case"), len(unit_key("decision", "17/decision/1"))
    ('case', 17)
    """
    if kind == "case":
        return kind
    digest = hashlib.sha256("\0".join((kind, unit_id, str(nth))).encode()).hexdigest()
    return f"{kind}-{digest[:UNIT]}"


def make_key(form_code: str, item: int, point: str, unit: str) -> str:
    """Build the key of one row."""
    rest = f"{form_code}|{item}|{point}|{unit}"
    return f"{rest}|{_check(rest)}"


def split_key(text: str) -> Key | None:
    """Read a key; None when it is damaged or no key at all."""
    found = KEY.fullmatch(text.strip())
    if found is None or _check(text.strip().rpartition("|")[0]) != found[5]:
        return None
    return Key(found[1], int(found[2]), found[3], found[4])


def _check(rest: str) -> str:
    return hashlib.sha256(rest.encode()).hexdigest()[:CHECK]
