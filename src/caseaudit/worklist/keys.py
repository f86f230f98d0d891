"""The key of a row as it stands in a hidden column: the finding's own key, with a check that shows if it was altered."""

from __future__ import annotations

import hashlib
import re

_PREFIX = "cw1"
_KEY = re.compile(rf"{_PREFIX}-(?P<key>[0-9a-f]{{32}})-(?P<check>[0-9a-f]{{4}})\Z")


def printed(key: str) -> str:
    """`cw1-<finding key>-<check>`."""
    return f"{_PREFIX}-{key}-{_check(key)}"


def read_key(text: str) -> str:
    """Return the finding's key; "" when the text is not a whole, unaltered key."""
    m = _KEY.fullmatch(text.strip().casefold())
    return m["key"] if m and m["check"] == _check(m["key"]) else ""


def like_key(text: str) -> bool:
    """A key, or what is left of one after somebody wrote in it."""
    return text.lstrip()[: len(_PREFIX) + 1].casefold() == f"{_PREFIX}-"


def _check(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:4]
