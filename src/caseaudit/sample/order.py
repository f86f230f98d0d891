"""The numbers that decide a draw: one per thing that can be drawn, from the seed and its own identity alone.

Sorting by them makes the draw independent of row order, file shape and machine, and nearly of late additions.
"""

from __future__ import annotations

import hmac
import unicodedata

CONTEXT = b"caseaudit/sample/v1\0"
BITS = 53
"""As many as a float holds exactly."""


def digest(seed: str, identity: str) -> bytes:
    """HMAC-SHA256 of the identity, keyed by the seed; spelling variants of the same letters give the same."""
    plain = unicodedata.normalize("NFC", identity.strip())
    return hmac.digest(seed.encode(), CONTEXT + plain.encode(), "sha256")


def uniform(seed: str, identity: str) -> float:
    """A number strictly between 0 and 1, as if drawn at random, but the same every time.

    >>> round(uniform("2026-04", "SAG-0001"), 6)
    0.867403
    """
    first = int.from_bytes(digest(seed, identity)[:8], "big") >> (64 - BITS)
    return (first + 0.5) / 2.0**BITS


def identity(case_id: str, unit_key: str = "") -> str:
    """What is hashed: a case by its id, an event by its case and a key that survives a new export."""
    return f"{case_id.strip()}\0{unit_key}" if unit_key else case_id
