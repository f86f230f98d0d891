"""How often each duty is broken in synthetic cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_RATES: dict[str, float] = {
    "N1": 0.12,  # 88 % assessed within 24 hours (Ankestyrelsen, Børnesagsbarometret 2021)
    "N4": 0.20,
    "I4": 0.45,  # 60 % (2021) and 50 % (2024) of investigations within four months
    "I5": 0.70,
    "I6": 0.31,  # an investigation in 69 % of the cases (2020-22)
    "C1": 0.37,  # a conversation before the decision in 61 % (2021) and 65 % (2024)
    "C5": 0.50,
    "P1": 0.23,  # a plan, or a lawful reason, in 77 % (2019)
    "P2": 0.25,
    "P3": 0.25,
    "P4": 0.20,
    "F1": 0.25,  # a follow-up within three months in 75 % (2024)
    "F2": 0.30,
    "F5": 0.25,
    "S1": 0.35,
    "S3": 0.20,
    "S4": 0.20,
    "A4": 0.40,
    "A9": 0.05,  # guidance in 37 of 39 placements without consent (Copenhagen, 2016)
    "A10": 0.05,
    "A11": 0.50,
    "N5": 0.20,
    "N7": 0.25,
    "N8": 0.25,
    "N11": 0.30,
    "I1": 0.15,
    "I3": 0.15,
    "I7": 0.15,
    "I8": 0.20,
    "C3": 0.20,
    "C4": 0.20,
    "C6": 0.35,
    "C7": 0.35,
    "P5": 0.35,
    "P6": 0.35,
    "P7": 0.35,
    "P8": 0.20,
    "F3": 0.30,
    "A1": 0.15,
    "A2": 0.15,
    "A7": 0.06,
    "A8": 0.30,
    "A15": 0.25,
    "A16": 0.25,
    "A17": 0.30,
    "A18": 0.35,
    "S2": 0.30,
    "S6": 0.30,
    "S7": 0.35,
    "S8": 0.20,
    "E1": 0.25,
    "E2": 0.25,
    "E3": 0.30,
    "E4": 0.30,
    "E5": 0.30,
    "E6": 0.30,
    "G1": 0.12,
    "G2": 0.10,
    "G5": 0.10,
}
"""Share of breaches per law row; where no source is named the number is only plausible.

I4 is the share of investigations that take more than four months, I5 the share of those without a provisional
assessment: an investigation breaks both rows, or none. F2 counts among measures with room for a gap before 2024.
"""


def with_defaults(rates: Mapping[str, float] | None) -> dict[str, float]:
    """Return the default rates with `rates` laid over them; unknown rows and impossible shares are refused."""
    wrong = [row for row, rate in (rates or {}).items() if row not in DEFAULT_RATES or not 0 <= rate <= 1]
    if wrong:
        raise ValueError(", ".join(wrong))
    return {**DEFAULT_RATES, **(rates or {})}
