"""Numbers in a plan: per cent with one decimal where there is one, and chances that never claim to be certain."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from caseaudit.output.numbers import number
from caseaudit.texts import Text, language

NBSP = "\u00a0"
"""Keeps a number and its unit on one line; printed as a plain space, which every console knows."""


def percent(share: float) -> str:
    """`13,5 pct.`: one decimal where there is one, a half upwards."""
    return f"{_tenths(share)}{NBSP}{Text('pct.', '%')}"


def points(share: float) -> str:
    return f"{_tenths(share)}{NBSP}{Text('procentpoint', 'points')}"


def chance(share: float, *, certain: bool = False) -> str:
    """`65 pct. chance`; 100 only for what is certain, 0 only for what cannot be."""
    whole = floor(100 * share + 0.5)
    near = {0: "under 1", 100: "over 99"} if share > 0 and not certain else {}
    return f"{near.get(whole, whole)}{NBSP}{Text('pct.', '%')} chance"


def plain(value: float) -> str:
    """A number as it was written, with the reader's decimal mark."""
    if isinstance(value, int):
        return number(value)
    text = repr(value).removesuffix(".0")
    return text if language() == "en" else text.replace(".", ",")


def _tenths(share: float) -> str:
    tenths = floor(Fraction(str(share)) * 1000 + Fraction(1, 2)) / 10
    return plain(float(tenths))
