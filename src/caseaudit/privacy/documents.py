"""CPR numbers in what a municipality writes itself: configuration, rules, mapping profiles.

They are refused and not hidden: such text is printed in reports, on worklists and to build servers, and a title with a hidden
number in it helps nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caseaudit.privacy import contains_cpr

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str | int, ...]


def numbers_in(data: Any, path: Path = ()) -> Iterator[Path]:
    """The places in nested data where a key or a value holds a CPR number. The place of a key is that of what holds it."""
    if isinstance(data, dict):
        for key, value in data.items():
            if contains_cpr(str(key)):
                yield path
            yield from numbers_in(value, (*path, key))
    elif isinstance(data, list):
        for n, value in enumerate(data):
            yield from numbers_in(value, (*path, n))
    elif isinstance(data, str | int) and not isinstance(data, bool) and contains_cpr(str(data)):
        yield path
