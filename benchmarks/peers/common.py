"""What the hand-written peers share: codes, sections, and the Danish working days.

A peer has `load(folder, form)`, `judge(data)`, `write(result, path)` and `plain(result)`. Judging gives one row of
(rule, unit, outcome, reason) per unit to which the duty applies, and one row with due day, actual day and deciding event per
breached or unknown unit. Units are rows of the event file (from 0), for C5 rows of the case file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

AS_OF = date(2025, 12, 31)
NEW_LAW = date(2024, 1, 1)
RULES = (
    "notification-assessed-within-24-hours", "receipt-within-6-working-days", "investigation-within-4-months",
    "child-conversation-before-decision", "companion-informed", "plan-before-decision", "contact-decision-or-frame",
    "first-follow-up",
)  # fmt: skip
N1, N4, I4, C1, C5, P1, S1, F1 = range(len(RULES))

OUTCOMES = ("met", "excused", "breached", "pending", "unknown", "not_applicable")
REASONS = (
    "", "missing", "late", "incomplete", "wrong_body", "data_missing", "no_time", "unsettled_law", "transitional", "needs_review",
)  # fmt: skip
MET, EXCUSED, BREACHED, PENDING, UNKNOWN, NOT_APPLICABLE = range(len(OUTCOMES))
MISSING, LATE, INCOMPLETE, DATA_MISSING, NO_TIME, UNSETTLED = 1, 2, 3, 5, 6, 7

ABOUT_THE_CHILD = (
    "SEL-52-3-3", "SEL-52-3-7", "SEL-58", "SEL-76-2", "SEL-71-2", "BL-32-1", "BL-46-1", "BL-47", "BL-104-2", "BL-105-1-1",
    "BL-114-1",
)  # fmt: skip
"""The sections of C1 and C5 that occur in the data, in full, so that no peer has to match prefixes."""
PLAN_OLD = ("SEL-52-3-3", "SEL-52-3-7", "SEL-58", "SEL-76-2")
PLAN_NEW = ("BL-47",)
CONTACT = ("SEL-71-2", "BL-104-2", "BL-105-1-1")
FIRST_DAY = date(2022, 1, 1)


@dataclass(frozen=True)
class Plain:
    """A peer's result in one common shape, for comparing. Days count from 1970; `NO_DAY` and row -1 are blanks."""

    counts: dict[str, dict[str, int]]
    units: npt.NDArray[np.int64]
    findings: npt.NDArray[np.int64]


NO_DAY = -(1 << 40)
UNIT_COLUMNS = ("rule", "unit", "outcome", "reason")
FINDING_COLUMNS = ("rule", "case", "unit", "outcome", "reason", "due", "actual", "evidence")


def rows_of(columns: list[Any]) -> npt.NDArray[np.int64]:
    """Columns as sorted rows of whole numbers."""
    rows = np.column_stack([np.asarray(c).astype(np.int64) for c in columns])
    return rows[np.lexsort(rows.T[::-1])]


def day_numbers(values: Any) -> npt.NDArray[np.int64]:
    """datetime64 values as days from 1970."""
    days = np.asarray(values).astype("datetime64[D]")
    return np.where(np.isnat(days), NO_DAY, days.astype(np.int64))


def working_days(n: int) -> tuple[npt.NDArray[np.datetime64], npt.NDArray[np.datetime64], npt.NDArray[np.datetime64]]:
    """Every day from FIRST_DAY to AS_OF, and the n-th working day after it: Monday to Friday, and Saturday too."""
    import holidays

    free = np.array(
        sorted(holidays.country_holidays("DK", years=range(FIRST_DAY.year, AS_OF.year + 2))), dtype="datetime64[D]"
    )
    days = np.arange(np.datetime64(FIRST_DAY, "D"), np.datetime64(AS_OF, "D") + 1)
    five, six = (np.busday_offset(days, n, roll="backward", weekmask=w, holidays=free) for w in ("1111100", "1111110"))
    return days, five, six
