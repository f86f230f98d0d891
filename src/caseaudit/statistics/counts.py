"""What a count of a sample must be. Apart, so that who only needs this waits for no distributions."""

from __future__ import annotations


def check(x: int, n: int, level: float, total: int | None = None) -> None:
    """Raise `ValueError` unless 0 <= x <= n, 1 <= n <= total, and the level lies between 0 and 1."""
    for value in (x, n) if total is None else (x, n, total):
        if isinstance(value, bool) or not hasattr(value, "__index__"):
            raise ValueError(f"a count must be a whole number, not {value!r}")
    if not 0 <= x <= n or n < 1:
        raise ValueError(f"{x} of {n} is not a count of a sample")
    if total is not None and n > total:
        raise ValueError(f"{n} cannot be drawn from {total}")
    check_level(level)


def check_level(level: float) -> None:
    if not 0 < level < 1:
        raise ValueError(f"a confidence level lies between 0 and 1, not {level}")
